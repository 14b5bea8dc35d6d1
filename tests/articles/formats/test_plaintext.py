"""The plain-text format: what it recognises, the first article whole, and its relatives."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from citeaudit.articles.formats import html
from citeaudit.articles.formats.plaintext import FORMAT
from citeaudit.errors import InputError
from citeaudit.model import LEAD, Article, Role, Source
from citeaudit.ports import ArticleInput, Recognition

HERE = Path(__file__).parent


def read(data: bytes, file: str = "article.txt") -> Article:
    (article,) = FORMAT.read(ArticleInput(stream=BytesIO(data), file=file))
    return article


def read_file(path: Path) -> Article:
    return read(path.read_bytes(), path.name)


@pytest.mark.parametrize(
    ("head", "recognition"),
    [
        pytest.param("Otters\n\nOld.[1]\n", Recognition.LIKELY, id="markers"),
        pytest.param("1. ^ Echo\n", Recognition.LIKELY, id="carets"),
        pytest.param("Otters swim.\n", Recognition.PERHAPS, id="any text"),
        pytest.param("Отчёт.[1]", Recognition.LIKELY, id="Cyrillic"),
        pytest.param("<!DOCTYPE html><p>Old.[1]</p>", Recognition.NO, id="HTML"),
        pytest.param('<?xml version="1.0"?><mediawiki>', Recognition.NO, id="XML"),
        pytest.param('{"parse": {"text": "Old.[1]"}}', Recognition.NO, id="JSON"),
        pytest.param("  \n", Recognition.NO, id="nothing"),
        pytest.param("Otters\n\nOld.[^1]\n\n[^1]: Echo, see [1].\n", Recognition.LIKELY, id="Markdown"),
        pytest.param("Otters\n======\n\nOld.[1]_\n\n.. [1] Echo\n", Recognition.LIKELY, id="reST"),
        pytest.param("Otters<ref>Echo</ref> [1]\n", Recognition.LIKELY, id="wikitext"),
    ],
)
def test_recognises(head: str, recognition: Recognition) -> None:
    assert FORMAT.recognises(head.encode()) is recognition
    assert FORMAT.recognises(head.encode("utf-16")) is recognition


def test_binary_data_is_refused() -> None:
    assert FORMAT.recognises(b"%PDF-1.4") is Recognition.NO
    with pytest.raises(InputError, match="looks like a binary file") as raised:
        read(b"%PDF-1.4")
    assert raised.value.where == "article.txt"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_encodings(encoding: str) -> None:
    text = "Долина\n\nВыдры живут в долине, и о них написано в книгах.[1]\n\nПримечания\n\n1. ^ Отчёт о выдрах. Северные вести. 5 мая 2015.\n"
    article = read(text.encode(encoding))
    assert (article.title, article.citations[0].sentence) == ("Долина", "Выдры живут в долине, и о них написано в книгах.")
    (source,) = article.references[0].sources
    assert (source.title, source.publisher, str(source.published)) == ("Отчёт о выдрах", "Северные вести", "2015-05-05")


def test_reading_loads_no_heavy_library() -> None:
    heavy = ("bs4", "charset_normalizer", "lxml", "pandas", "pycountry")
    code = f"import sys, citeaudit.articles.formats.plaintext; sys.exit(any(name in sys.modules for name in {heavy}))"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


# ---------------------------------------------------------------- the first article


@pytest.fixture(scope="module")
def seed(shared: Path) -> Article:
    return read_file(shared / "seed" / "human-rights-in-kazakhstan.txt")


def expected() -> list[dict[str, str]]:
    """What the text prints of each reference, read off it by hand."""
    with (HERE.parent / "seed.tsv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


def rows(article: Article) -> Iterator[dict[str, str]]:
    for reference in article.references:
        (source,) = reference.sources
        sections = Counter(citation.section for citation in article.citations if citation.reference == reference.number)
        yield {
            "reference": source.reference,
            "title": source.title,
            "authors": "; ".join(source.authors),
            "publisher": source.publisher,
            "work": source.work,
            "agency": source.agency,
            "date": str(source.published or ""),
            "access_date": str(source.accessed or ""),
            "archive_date": str(source.archived_on or ""),
            "archive_name": source.archive_name,
            "format": source.format,
            "citations": str(sections.total()),
            "sections": "; ".join(f"{name} ({count})" if count > 1 else name for name, count in sections.items()),
        }


@pytest.mark.parametrize("row", expected(), ids=lambda row: f"reference {row['reference']}")
def test_every_field_of_the_first_article(seed: Article, row: dict[str, str]) -> None:
    assert next(found for found in rows(seed) if found["reference"] == row["reference"]) == row


def test_the_first_article_as_a_whole(seed: Article) -> None:
    assert (seed.title, len(seed.references), len(seed.citations), len(seed.sections)) == ("Human rights in Kazakhstan", 48, 58, 18)
    assert all(reference.sources[0].role is Role.SOURCE for reference in seed.references)
    assert not any(source.url or source.archive_url for reference in seed.references for source in reference.sources)
    assert Counter((remark.rule, *remark.references) for remark in seed.remarks) == Counter(
        [("by-hand", "1"), ("no-title", "9"), ("by-hand", "10"), ("by-hand", "21"), ("swapped", "41"), ("swapped", "44")]
    )


def test_the_first_article_is_kept_as_printed(seed: Article, shared: Path) -> None:
    lines = (shared / "seed" / "human-rights-in-kazakhstan.txt").read_text(encoding="utf-8").splitlines()
    for reference in seed.references:
        assert lines[reference.line - 1].endswith(reference.text)
        assert lines[reference.line - 1][reference.column - 1 :].startswith(f"{reference.number}. ^ ")


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        pytest.param("1", 'Torture remains common in places of detention."', id="the end of a quotation of sentences"),
        pytest.param("26", "Protest incidents continued in September, October and December 2019.", id="inside a sentence"),
        pytest.param("27", "Protest incidents continued in September, October and December 2019.", id="inside the same sentence"),
        pytest.param("24", "Two hundred activists and protestors were arrested.", id="after brackets that are no marker"),
        pytest.param(
            "32",
            "It was emphasized that Kazakhstan should continue to take steps to foster an enabling environment, "
            "including for NGOs, lawyers and journalists.",
            id="the last of three",
        ),
    ],
)
def test_sentences_of_the_first_article(seed: Article, number: str, sentence: str) -> None:
    assert {citation.sentence for citation in seed.citations if citation.reference == number} == {sentence}


# ---------------------------------------------------------------- real relatives


def test_a_copy_with_drifted_numbers(shared: Path) -> None:
    article = read_file(shared / "articles" / "rbd.plaintext.txt")
    numbers = [str(number) for number in range(1, 60)]
    assert article.title == "RBD"
    assert [reference.number for reference in article.references] == numbers
    assert [citation.reference for citation in article.citations] == numbers
    rules = {remark.rule: remark.references for remark in article.remarks}
    assert rules["drifted-number"] == tuple(numbers[1:])
    assert rules["empty-entry"] == ("17",)
    urls = {reference.number: reference.sources[0].url for reference in article.references if reference.sources[0].url}
    assert len(urls) == 8
    assert urls["20"] == "http://www.tvynovelas.com/mx/ocio/16/12/4/rbd-rebelde-5-mejores-canciones-telenovela/"


def test_a_copy_that_lost_its_citations(shared: Path) -> None:
    article = read_file(shared / "articles" / "human-rights-in-sudan.md")
    roles = Counter(reference.sources[0].role for reference in article.references)
    assert (len(article.references), len(article.citations), roles) == (40, 40, {Role.EMPTY: 37, Role.SOURCE: 3})
    assert article.citations[4].section == "Prisoner abuse"
    assert [reference.number for reference in article.references] == [str(number) for number in range(1, 41)]
    assert sum(bool(reference.sources[0].url) for reference in article.references) == 1


def test_a_page_and_its_text_copy_give_the_same_references(shared: Path) -> None:
    """What the copy cannot show is left out: it has no italics, which tell a work from a publisher."""
    copy = read_file(shared / "articles" / "rbd.plaintext.txt")
    with (shared / "articles" / "rbd.legacy.html").open("rb") as stream:
        (page,) = html.FORMAT.read(ArticleInput(stream=stream, file="rbd.html"))
    assert [reference.number for reference in copy.references] == [reference.number for reference in page.references]
    agreed, compared = 0, 0
    for ours, theirs in zip(copy.references, page.references, strict=True):
        assert len(ours.sources) == len(theirs.sources) == 1
        for field in ("role", "title", "work or publisher", "authors", "published", "accessed", "archived_on", "format"):
            values = tuple(_field(reference.sources[0], field) for reference in (ours, theirs))
            compared += any(values)
            agreed += any(values) and values[0] == values[1]
    assert agreed == compared >= 218
    assert (copy.wiki, copy.language, copy.title) == ("en.wikipedia.org", "en", page.title)


def _field(source: Source, name: str) -> str:
    """A field's words, mojibake undone."""
    value = source.work or source.publisher if name == "work or publisher" else getattr(source, name)
    words = str(value or "")
    try:
        return words.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return words


# ---------------------------------------------------------------- a second copy, with other oddities than the first's


@pytest.fixture(scope="module")
def otter() -> Article:
    return read_file(HERE.parent / "texts" / "otter-valley.txt")


def test_the_second_copy_as_a_whole(otter: Article) -> None:
    assert (otter.title, len(otter.references), len(otter.citations)) == ("Otter Valley Dam", 20, 24)
    assert [(section.heading, section.level) for section in otter.sections] == [
        (LEAD, 1),
        ("History", 1),
        ("Building", 2),
        ("Protests", 2),
        ("Today", 1),
        ("Notes", 1),
        ("References", 1),
    ]
    assert {(remark.rule, remark.references) for remark in otter.remarks} == {
        ("marker-without-entry", ("20",)),
        ("empty-entry", ("10", "11")),
        ("mojibake", ("13",)),
        ("broken-url", ("6",)),
        ("by-hand", ("1",)),
        ("by-hand", ("14",)),
        ("swapped", ("5",)),
        ("ambiguous-date", ("6",)),
        ("no-title", ("6",)),
    }


@pytest.mark.parametrize(
    ("label", "fields"),
    [
        ("1", {"publisher": "Marland Water Board", "title": "The Otter Valley Dam", "published": "1998-10"}),
        ("2", {"title": "Dam opened after eleven years", "work": "The Marland Echo", "publisher": "Marland News Agency", "accessed": "2011-06-08"}),
        ("3", {"authors": "('Quill, A. B.', 'Reed, Cara')", "work": "Journal of Invented Hydrology", "published": "1999"}),
        ("4", {"authors": "('Survey Office',)", "title": "Lakes of the North", "publisher": "State Press", "published": "2001"}),
        ("5", {"title": "The Second Wall That Nobody Ever Built", "publisher": "marlandecho.com", "accessed": "2012-04-05"}),
        ("6", {"url": "http://www.marland-families.example.org/archive/1989/list-of-families/page.html", "accessed": "None"}),
        ("7", {"title": 'A harbour for "the moved"', "format": "PDF", "publisher": "www.marlharbour.example", "published": "1990-05-02"}),
        ("8", {"publisher": "Capital Post", "agency": "AFP", "archived_on": "2014-01-02", "archive_name": "archive.today"}),
        ("9", {"title": "Переселение", "publisher": "Северные вести", "accessed": "2012-06-06", "archived_on": "2013-07-07"}),
        ("10", {"role": "empty", "raw": ""}),
        ("12", {"title": "Strike broken up", "publisher": "Echo", "archived_on": "None"}),
        ("13", {"title": "Le barrage est achevÃ©", "publisher": "Le Nord", "published": "1993-05-05", "accessed": "2012-06-06"}),
        ("14", {"publisher": "Marland Water Board", "title": "The lake is full", "published": "1994-11-24"}),
        ("15", {"url": "https://power.example.org/towns(2)", "title": "Power for two towns"}),
        ("17", {"title": "Repairs. What was done, and why it took so long", "publisher": "Ministry of Works", "published": "2016"}),
        ("18", {"authors": "('Smith, J', 'Doe, AB')", "accessed": "2016-10"}),
        ("note 1", {"role": "note", "raw": "By the old calendar."}),
    ],
)
def test_sources_of_the_second_copy(otter: Article, label: str, fields: dict[str, str]) -> None:
    source = next(reference.sources[0] for reference in otter.references if reference.sources[0].label == label)
    assert {name: str(getattr(source, name)) for name in fields} == fields


@pytest.mark.parametrize(
    ("label", "section", "sentence"),
    [
        (
            "note 1",
            LEAD,
            'It was planned by Dr. A. B. Quill, who called it "the last dam we need [sic]", and was opened in 1998 [1998] '
            "after eleven years of building.",
        ),
        ("4", LEAD, "Its lake holds 41 million m3 of water; the U.S. Survey Office measured less."),
        ("10", "Building", "In case no. 14 [240] the court found for the families."),
        ("12", "Protests", "The strike of 10 June was broken up by the police."),
        ("14", "Protests", "1994 Lake full"),
        ("18", "Today", "It was repaired in 2016."),
    ],
)
def test_citations_of_the_second_copy(otter: Article, label: str, section: str, sentence: str) -> None:
    found = [(c.section, c.sentence) for c in otter.citations if f"{c.group} {c.reference}".strip() == label]
    assert (section, sentence) in found


# ---------------------------------------------------------------- nothing hangs on English words

KAZAKH = """Құндыз аңғары

Уикипедия — ашық энциклопедиясынан алынған мәлімет

Құндыз аңғары — солтүстіктегі аңғар.[1] Ол үлкен.[2]

Тарихы[өңдеу]

Бөгет салынды.[1]

Дереккөздер[өңдеу]

  1. ↑ Мұнда көшу: 1.0 1.1 «Аңғар туралы». Солтүстік жаршысы. 5 мамыр 2015.
  2. ↑ «Үлкен көл». Жаршы. 2016-06-06.

Сыртқы сілтемелер[өңдеу]

Ресми сайты
"""
GERMAN = """Ottertal

aus Wikipedia, der freien Enzyklopädie

Das Ottertal liegt im Norden.[1] Am 10. Oktober 1998 wurde der Damm eröffnet.[2]

Geschichte[Bearbeiten | Quelltext bearbeiten]

Er wurde lange gebaut.[2]

Einzelnachweise[Bearbeiten | Quelltext bearbeiten]

↑ Ada Quill: „Das Tal“. In: Der Bote, 5. Mai 2015, abgerufen am 6. Juni 2016.
↑ Hochspringen nach: a b „Der Damm ist auf“. Der Bote. 11. Oktober 1998.
"""
CHINESE = """水獺谷

維基百科，自由的百科全書

水獺谷位於北部。[1]那裡有一座水壩[2]。

歷史[编辑]

水壩建於1998年。[2]

參考文獻[编辑]

1. ^ 「水獺谷」. 北方日報. 2015年5月5日.
2. ^ 2.0 2.1 「水壩」. 北方日報. 2016年6月6日.
"""
ARABIC = """وادي القضاعة

من ويكيبيديا، الموسوعة الحرة

يقع الوادي في الشمال.[1] هل هو كبير؟[2]

التاريخ[عدل]

بُني السد.[2]

المراجع[عدل]

1. ↑ «الوادي». صدى الشمال. 5 مايو 2015.
2. ↑ أ ب «السد». صدى الشمال. 2016-06-06.
"""


@pytest.mark.parametrize(
    ("text", "title", "headings", "sentences", "sources"),
    [
        pytest.param(
            KAZAKH,
            "Құндыз аңғары",
            [LEAD, "Тарихы", "Дереккөздер", "Сыртқы сілтемелер"],
            ["Құндыз аңғары — солтүстіктегі аңғар.", "Ол үлкен.", "Бөгет салынды."],
            [("Аңғар туралы", "Солтүстік жаршысы", "2015-05-05"), ("Үлкен көл", "Жаршы", "2016-06-06")],
            id="Kazakh",
        ),
        pytest.param(
            GERMAN,
            "Ottertal",
            [LEAD, "Geschichte", "Einzelnachweise"],
            ["Das Ottertal liegt im Norden.", "Am 10. Oktober 1998 wurde der Damm eröffnet.", "Er wurde lange gebaut."],
            [("Das Tal", "Der Bote", "2015-05-05"), ("Der Damm ist auf", "Der Bote", "1998-10-11")],
            id="German",
        ),
        pytest.param(
            CHINESE,
            "水獺谷",
            [LEAD, "歷史", "參考文獻"],
            ["水獺谷位於北部。", "那裡有一座水壩。", "水壩建於1998年。"],
            [("水獺谷", "北方日報", "2015-05-05"), ("水壩", "北方日報", "2016-06-06")],
            id="Chinese",
        ),
        pytest.param(
            ARABIC,
            "وادي القضاعة",
            [LEAD, "التاريخ", "المراجع"],
            ["يقع الوادي في الشمال.", "هل هو كبير؟", "بُني السد."],
            [("الوادي", "صدى الشمال", "2015-05-05"), ("السد", "صدى الشمال", "2016-06-06")],
            id="Arabic",
        ),
    ],
)
def test_other_languages(text: str, title: str, headings: list[str], sentences: list[str], sources: list[tuple[str, str, str]]) -> None:
    article = read(text.encode())
    assert (article.title, [section.heading for section in article.sections]) == (title, headings)
    assert [citation.sentence for citation in article.citations] == sentences
    found = [reference.sources[0] for reference in article.references]
    assert [(source.title, source.publisher, str(source.published)) for source in found] == sources
    assert all(not source.authors or source.authors == ("Ada Quill",) for source in found)
    assert article.remarks == ()
