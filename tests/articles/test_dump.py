"""XML dumps: which pages are read, what they are called, and what happens where the file is not as it should be."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Iterator
from itertools import repeat

import pytest

from citeaudit.articles import dump
from citeaudit.articles.dump import Page, pages, read_dump
from citeaudit.articles.wikitext.wikitext import read_wikitext
from citeaudit.errors import InputError
from citeaudit.model import Article
from citeaudit.ports import ArticleInput

HEAD = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="kk">
  <siteinfo>
    <sitename>Уикипедия</sitename>
    <base>https://kk.wikipedia.org/wiki/Басты_бет</base>
    <namespaces><namespace key="0" case="first-letter" /><namespace key="1" case="first-letter">Talk</namespace></namespaces>
  </siteinfo>
"""
END = "</mediawiki>\n"
CITED = "Pears grow.&lt;ref&gt;{{cite web|url=https://pears.example/a|title=On pears}}&lt;/ref&gt;"


def revision(number: int = 7, words: str = CITED, stamp: str = "2024-05-06T07:08:09Z", model: str = "wikitext") -> str:
    return (
        f"<revision><id>{number}</id><parentid>1</parentid><timestamp>{stamp}</timestamp><contributor><username>Ada</username><id>3</id>"
        f'</contributor><model>{model}</model><format>text/x-wiki</format><text bytes="9" xml:space="preserve">{words}</text></revision>'
    )


def page(title: str, *revisions: str, ns: str = "<ns>0</ns>", more: str = "") -> str:
    return f"  <page>\n    <title>{title}</title>{ns}<id>5</id>{more}{''.join(revisions or (revision(),))}</page>\n"


def found(text: str | bytes) -> list[Page]:
    return list(pages(io.BytesIO(text if isinstance(text, bytes) else text.encode())))


def titles(text: str | bytes) -> list[str]:
    return [one.title for one in found(text)]


def read(text: str | bytes, title: str = "", language: str = "") -> Iterator[Article]:
    stream = io.BytesIO(text if isinstance(text, bytes) else text.encode())
    return read_dump(ArticleInput(stream=stream, file="pears.xml", title=title, language=language))


def kept_and_told(text: str | bytes) -> tuple[list[str], str]:
    """The titles that were read before the error, and what it says."""
    kept: list[str] = []
    with pytest.raises(InputError) as raised:  # noqa: PT012  the titles are read until the error comes
        for article in read(text):
            kept.append(article.title)
    return kept, str(raised.value)


# ---------------------------------------------------------------- pages


def test_a_page_says_what_it_is() -> None:
    (pear,) = found(HEAD + page("Pear tree") + END)
    assert pear == Page(
        title="Pear tree",
        revision="7",
        words="Pears grow.<ref>{{cite web|url=https://pears.example/a|title=On pears}}</ref>",
        wiki="kk.wikipedia.org",
        language="kk",
    )


def test_the_latest_revision_is_read_in_whatever_order_the_file_has_them() -> None:
    old, new = revision(1, "old", "2019-01-01T00:00:00Z"), revision(2, "new", "2024-01-01T00:00:00Z")
    both = found(HEAD + page("A", old, new) + page("B", new, old) + END)
    assert [(one.title, one.revision, one.words) for one in both] == [("A", "2", "new"), ("B", "2", "new")]


def test_without_time_stamps_the_last_revision_in_the_file_is_the_latest() -> None:
    assert [one.words for one in found(HEAD + page("A", revision(1, "old", ""), revision(2, "new", "")) + END)] == ["new"]


def test_pages_that_are_no_articles_are_passed_over() -> None:
    others = [
        page("Talk:Pear", ns="<ns>1</ns>"),
        page("Birne", more='<redirect title="Pear" />'),
        page("Q42", revision(model="wikibase-item")),
        "<page><title>Nothing</title><ns>0</ns><id>5</id></page>",
        "<logitem><id>9</id></logitem>",
    ]
    assert titles(HEAD + "".join(others) + page("Pear") + END) == ["Pear"]


def test_old_files_tell_namespaces_by_their_names() -> None:
    old = HEAD.replace("export-0.11", "export-0.3")
    assert titles(old + page("Talk:Pear", ns="") + page("Pear: a fruit", ns="") + page("Talk", ns="") + END) == ["Pear: a fruit", "Talk"]


def test_what_else_the_format_allows_in_a_page_loses_nothing() -> None:
    more = "<restrictions>edit=sysop</restrictions><discussionthreadinginfo><ThreadSubject>x</ThreadSubject></discussionthreadinginfo>"
    upload = "<upload><timestamp>2020-01-01T00:00:00Z</timestamp><filename>a.png</filename></upload>"
    slot = revision().replace("</text>", "</text><content><role>mediainfo</role><model>x</model><text>{}</text></content>")
    assert [one.words.startswith("Pears") for one in found(HEAD + page("A", slot, upload, more=more) + END)] == [True]


def test_an_odd_id_or_time_stamp_loses_nothing() -> None:
    assert titles(HEAD + page("A", revision(stamp="nonsense").replace("<id>7</id>", "<id/>")) + page("B") + END) == ["A", "B"]


def test_a_file_without_siteinfo_is_read() -> None:
    (pear,) = found(f"<mediawiki>{page('Pear')}</mediawiki>")
    assert (pear.title, pear.wiki, pear.language) == ("Pear", "", "")


def test_a_revision_whose_text_is_hidden_or_left_out_has_no_words() -> None:
    hidden = revision().replace(f'<text bytes="9" xml:space="preserve">{CITED}</text>', '<text bytes="9" deleted="deleted" />')
    assert [one.words for one in found(HEAD + page("A", hidden) + END)] == [""]


@pytest.mark.parametrize(
    ("declared", "encoding", "word"),
    [
        pytest.param("", "utf-8-sig", "Құндыз", id="UTF-8 with a byte order mark"),
        pytest.param("", "utf-16", "Құндыз", id="UTF-16"),
        pytest.param('<?xml version="1.0" encoding="koi8-r"?>', "koi8-r", "Груша", id="KOI8-R"),
        pytest.param('<?xml version="1.0" encoding="GBK"?>', "gbk", "水獺", id="GBK"),
    ],
)
def test_encodings(declared: str, encoding: str, word: str) -> None:
    # The name of the wiki in HEAD is in letters that not every encoding has.
    text = declared + HEAD.replace("Уикипедия", "W").replace("Басты_бет", "W") + page(word) + END
    assert titles(text.encode(encoding)) == [word]


def test_a_page_of_five_megabytes() -> None:
    assert [len(one.words) for one in found(HEAD + page("A", revision(words="p" * 5_000_000)) + page("B", revision(words="q")) + END)] == [
        5_000_000,
        1,
    ]


def test_a_revision_that_is_too_large_ends_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dump, "LONGEST_REVISION", 1024 * 1024)
    kept, told = kept_and_told(HEAD + page("A") + page("B", revision(words="p" * 3_000_000)) + END)
    assert kept == ["A"]
    assert "pears.xml: has a revision of more than 1 MB, after the page 'A'" in told


class _Endless(io.RawIOBase):
    """A dump of so many pages, made as it is read."""

    def __init__(self, number: int) -> None:
        whole = [HEAD.encode(), *repeat(page("Pear", revision(), revision()).encode() * 50, number), END.encode()]
        self._pieces = iter(whole)

    def read(self, size: int = -1) -> bytes:
        return next(self._pieces, b"")


def peak(number: int) -> int:
    tracemalloc.start()
    for _ in pages(_Endless(number)):  # type: ignore[arg-type]
        pass
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def test_memory_does_not_grow_with_the_number_of_pages() -> None:
    peak(1)  # what is loaded once
    assert peak(40) < peak(4) + 100_000


# ---------------------------------------------------------------- articles


def test_articles_bear_their_pages_names() -> None:
    first, second = read(HEAD + page("Pear") + page("Otter", revision(8)) + END, title="The user's title")
    assert [(a.title, a.revision, a.language, a.wiki, a.file, a.format) for a in (first, second)] == [
        ("Pear", "7", "kk", "kk.wikipedia.org", "pears.xml", "dump"),
        ("Otter", "8", "kk", "kk.wikipedia.org", "pears.xml", "dump"),
    ]
    assert [reference.number for reference in first.references] == ["1"]


def test_the_users_language_comes_first() -> None:
    assert [article.language for article in read(HEAD + page("Pear") + END, language="ru")] == ["ru"]


def test_pages_without_references_are_passed_over() -> None:
    assert [article.title for article in read(HEAD + page("Plain", revision(words="No notes.")) + page("Pear") + END)] == ["Pear"]


def test_a_dump_without_any_reference_says_so() -> None:
    kept, told = kept_and_told(HEAD + page("Plain", revision(words="No notes.")) + END)
    assert kept == []
    assert told.startswith("pears.xml: has no article with references")


def test_places_are_those_in_the_pages_own_wikitext() -> None:
    (article,) = read(HEAD + page("Pear", revision(words=f"Line one.\n\n{CITED}")) + END)
    assert (article.references[0].line, article.references[0].column) == (3, 12)


def test_articles_come_as_the_file_is_read() -> None:
    stream = io.BytesIO((HEAD + page("A") + page("B", revision(words="p" * 1_000_000)) + END).encode())
    first = next(read_dump(ArticleInput(stream=stream, file="pears.xml")))
    assert (first.title, stream.tell() < 200_000) == ("A", True)


# ---------------------------------------------------------------- faults


@pytest.mark.parametrize("rest", ["  <page>\n    <tit", "  <page>\n    <title>C</title><revision><text>Wor", "", "  <page>&l"])
def test_a_file_that_is_cut_keeps_what_came_before_and_says_where_it_ends(rest: str) -> None:
    kept, told = kept_and_told(HEAD + page("A") + page("B") + rest)
    assert kept == ["A", "B"]
    assert "pears.xml: is cut off: it ends in line " in told
    assert ", after the page 'B'; get the file again" in told


def test_broken_xml_keeps_what_came_before_and_says_where_it_broke() -> None:
    kept, told = kept_and_told(HEAD + page("A") + page("B", revision(words="pears & apples")) + page("C") + END)
    assert kept == ["A"]
    assert "is no XML in line 10, column " in told
    assert ", after the page 'A' (" in told


@pytest.mark.parametrize("bad", [b"\xe9t\xe9", b"\0", b"\x0b"])
def test_bytes_that_are_no_text_are_told_with_their_place(bad: bytes) -> None:
    kept, told = kept_and_told((HEAD + page("A") + page("B", revision(words="HERE"))).encode().replace(b"HERE", bad))
    assert kept == ["A"]
    assert "is no XML in line 10, column " in told


@pytest.mark.parametrize("text", ["", "no tags", "<feed></feed>", '<?xml version="1.0" encoding="klingon"?><mediawiki/>', "<mediawiki/>"])
def test_a_file_with_no_page_is_an_error(text: str) -> None:
    assert kept_and_told(text)[0] == []


ENTITIES = "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefghi", "bcdefghij", strict=True))
BOMB = f'<!DOCTYPE mediawiki [<!ENTITY a "lol">{ENTITIES}]>'


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(BOMB + HEAD + page("A", revision(words=f"{CITED} &j;")) + END, id="in a text"),
        pytest.param(BOMB + HEAD.replace('"kk"', '"&j;"') + page("A") + END, id="in an attribute"),
        pytest.param(
            '<!DOCTYPE mediawiki [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + HEAD + page("A", revision(words=f"{CITED} &a;")) + END,
            id="a file of this machine",
        ),
        pytest.param('<!DOCTYPE mediawiki SYSTEM "http://127.0.0.1:9/x.dtd">' + HEAD + page("A") + END, id="a document type from elsewhere"),
    ],
)
def test_entities_are_harmless(text: str) -> None:
    kept, told = kept_and_told(text)
    assert kept == []
    assert "root:" not in told
    assert "document type" in told or "amplification" in told


def test_ten_thousand_nested_elements_end_the_reading() -> None:
    kept, told = kept_and_told(HEAD + page("A") + "<page>" + "<a>" * 10_000)
    assert kept == ["A"]
    assert "after the page 'A'" in told


@pytest.mark.parametrize("fault", [RecursionError, ValueError, KeyError])
def test_a_page_that_the_reader_fails_on_loses_no_other(monkeypatch: pytest.MonkeyPatch, fault: type[Exception]) -> None:
    # No wikitext is known that the reader fails on, or it would be mended.
    def failing(words: str, given: ArticleInput, **named: str) -> Article:
        if named["title"] == "B":
            raise fault("a fault of the reader")
        return read_wikitext(words, given, **named)

    monkeypatch.setattr(dump, "read_wikitext", failing)
    kept, told = kept_and_told(HEAD + page("A") + page("B") + page("C") + END)
    assert kept == ["A", "C"]
    assert "pears.xml: the wikitext of some pages could not be read (B); give these as HTML" in told
    kept, told = kept_and_told(HEAD + page("A") + page("B") + page("C") + "<page>")
    assert kept == ["A", "C"]
    assert "could not be read (B)" in told
    assert "is cut off" in told
