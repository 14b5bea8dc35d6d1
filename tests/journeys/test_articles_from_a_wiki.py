"""Articles by title and address, and the addresses that a copy lacks, from a wiki on loopback: as users do it."""

from __future__ import annotations

import csv
import io
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.mediawiki import Wiki

Run = Callable[..., subprocess.CompletedProcess[str]]
OneLine = Callable[[subprocess.CompletedProcess[str], int], str]

QUIET = ("--no-live", "--no-archive")
WORKS = ("Orchard Times", "Valley Herald", "Bergen Courier", "Steppe Review")


def cite(number: int) -> str:
    return (
        f"<ref>{{{{cite news |title=Harvest report of the {number}th district |url=http://site{number}.example/{number} |work={WORKS[number % 4]} "
        f"|date={number} March 2012 |access-date={number} May 2014}}}}</ref>"
    )


def wikitext(numbers: range) -> str:
    return "\n\n".join(f"The harvest of district {number} was good.{cite(number)}" for number in numbers) + "\n\n== References ==\n{{reflist}}\n"


def copy(numbers: range) -> str:
    body = "\n\n".join(f"The harvest of district {number} was good.[{place}]" for place, number in enumerate(numbers, 1))
    entries = "\n".join(
        f'{place}.  ^ "Harvest report of the {number}th district". {WORKS[number % 4]}. {number} March 2012. Retrieved {number} May 2014.'
        for place, number in enumerate(numbers, 1)
    )
    return f"Harvests\n\nFrom Wikipedia, the free encyclopedia\n\n{body}\n\nReferences\n\n{entries}\n"


@pytest.fixture
def harvests(mediawiki: Wiki) -> Wiki:
    """A wiki whose article grew from 3 references to 26, one a year's tenth."""
    mediawiki.article("Harvests", *((f"{2013 + n // 4}-{1 + 3 * (n % 4):02}-05T00:00:00Z", wikitext(range(1, n + 3))) for n in range(1, 25)))
    return mediawiki


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "references.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_copy_gets_the_addresses_of_the_revision_that_it_was_made_from(citeaudit: Run, harvests: Wiki, tmp_path: Path) -> None:
    (tmp_path / "copy.txt").write_text(copy(range(1, 15)), encoding="utf-8")
    done = citeaudit("audit", "copy.txt", *QUIET, environ={"CITEAUDIT_MEDIAWIKI_URL": harvests.url})
    assert done.returncode == 0, done.stderr
    found = rows(tmp_path)
    assert [row["url"] for row in found] == [f"http://site{number}.example/{number}" for number in range(1, 15)]
    assert {row["url_origin"] for row in found} == {"recovered"}
    assert {row["url_confidence"] for row in found} <= {"high", "medium"}
    assert 1 <= len(harvests.asked) <= 12
    assert harvests.warnings == []
    told = (tmp_path / "reports" / "link-rot.md").read_text(encoding="utf-8")
    assert "14 of the addresses were recovered from the same article elsewhere. Without them, 0 of 14 sources have an address." in told
    assert "Without the recovered addresses it is told who speaks" in (tmp_path / "reports" / "balance.md").read_text(encoding="utf-8")


def test_offline_the_revisions_of_an_earlier_run_are_used_again(citeaudit: Run, harvests: Wiki, tmp_path: Path) -> None:
    (tmp_path / "copy.txt").write_text(copy(range(1, 15)), encoding="utf-8")
    citeaudit("audit", "copy.txt", *QUIET, environ={"CITEAUDIT_MEDIAWIKI_URL": harvests.url})
    first, asked = (tmp_path / "references.csv").read_bytes(), len(harvests.asked)
    done = citeaudit("audit", "copy.txt", "--offline", *QUIET, environ={"CITEAUDIT_MEDIAWIKI_URL": harvests.url})
    assert done.returncode == 0, done.stderr
    assert ((tmp_path / "references.csv").read_bytes(), len(harvests.asked)) == (first, asked)


def test_a_copy_that_prints_its_revision_needs_one_question(citeaudit: Run, mediawiki: Wiki, tmp_path: Path) -> None:
    article = mediawiki.article("Harvest", html=PAGE)
    foot = f'Retrieved from "https://en.wikipedia.org/w/index.php?title=Harvest&oldid={article.revisions[-1].id}"'
    text = f"Harvest\n\nIt was good.[1]\n\nReferences\n\n1.  ^ Harvest of the year. Times.\n\n{foot}\n"
    (tmp_path / "copy.txt").write_text(text, encoding="utf-8")
    done = citeaudit("audit", "copy.txt", *QUIET, environ={"CITEAUDIT_MEDIAWIKI_URL": mediawiki.url})
    assert done.returncode == 0, done.stderr
    assert [(row["url"], row["url_origin"]) for row in rows(tmp_path)] == [("http://a.example/1", "recovered")]
    assert [asked.parameters["oldid"] for asked in mediawiki.asked] == [str(article.revisions[-1].id)]


def test_a_copy_that_prints_a_revision_which_is_gone_is_looked_for_in_the_history(citeaudit: Run, harvests: Wiki, tmp_path: Path) -> None:
    foot = 'Retrieved from "https://en.wikipedia.org/w/index.php?title=Harvests&oldid=999999"\n'
    (tmp_path / "copy.txt").write_text(copy(range(1, 15)) + foot, encoding="utf-8")
    done = citeaudit("audit", "copy.txt", *QUIET, environ={"CITEAUDIT_MEDIAWIKI_URL": harvests.url})
    assert done.returncode == 0, done.stderr
    assert {row["url_origin"] for row in rows(tmp_path)} == {"recovered"}
    page = (tmp_path / "reports" / "index.html").read_text(encoding="utf-8")
    links = set(re.findall(r'href="(https://en\.wikipedia\.org/[^"]*)"', page))
    assert links
    assert all(re.fullmatch(r"https://en\.wikipedia\.org/w/index\.php\?title=Harvests&amp;oldid=\d+", link) for link in links)


@pytest.mark.parametrize("flags", [("--no-recover",), ("--offline",)])
def test_nothing_is_recovered_where_the_user_says_so(flags: tuple[str, ...], citeaudit: Run, harvests: Wiki, tmp_path: Path) -> None:
    (tmp_path / "copy.txt").write_text(copy(range(1, 6)), encoding="utf-8")
    done = citeaudit("audit", "copy.txt", *QUIET, *flags, environ={"CITEAUDIT_MEDIAWIKI_URL": harvests.url})
    assert done.returncode == 0, done.stderr
    assert {(row["url"], row["url_origin"]) for row in rows(tmp_path)} == {("", "none")}
    assert harvests.asked == []


def test_an_article_that_is_another_one_gives_no_addresses(citeaudit: Run, mediawiki: Wiki, tmp_path: Path) -> None:
    mediawiki.article("Harvests", ("2015-01-05T00:00:00Z", "A film.<ref>{{cite web|title=Film of the year|url=http://film.example}}</ref>"))
    (tmp_path / "copy.txt").write_text(copy(range(1, 6)), encoding="utf-8")
    done = citeaudit("audit", "copy.txt", *QUIET, environ={"CITEAUDIT_MEDIAWIKI_URL": mediawiki.url})
    assert done.returncode == 0, done.stderr
    assert {row["url_origin"] for row in rows(tmp_path)} == {"none"}
    assert "no revision that was looked at" in done.stderr


def test_without_a_wiki_the_copy_is_audited_and_the_exit_code_says_so(citeaudit: Run, tmp_path: Path) -> None:
    (tmp_path / "copy.txt").write_text(copy(range(1, 6)), encoding="utf-8")
    done = citeaudit("audit", "copy.txt", *QUIET, environ={"CITEAUDIT_MEDIAWIKI_URL": "http://127.0.0.1:9"})
    assert done.returncode == 4, done.stderr
    assert len(rows(tmp_path)) == 5
    assert "could not be looked for" in done.stderr
    assert "could not be looked for" in (tmp_path / "reports" / "link-rot.md").read_text(encoding="utf-8")


PAGE = (
    '<div class="mw-parser-output"><p>It was good.<sup class="reference"><a href="#cite_note-1">[1]</a></sup></p><ol class="references">'
    '<li id="cite_note-1"><a href="#cite_ref-1">^</a> <a class="external" href="http://a.example/1">Harvest of the year</a>. Times.</li></ol></div>'
)


@pytest.mark.parametrize("article", ["Harvest", "http://127.0.0.1:{port}/w/index.php?title=Harvest"])
def test_an_article_by_its_title_or_address(article: str, citeaudit: Run, mediawiki: Wiki, tmp_path: Path) -> None:
    mediawiki.article("Harvest", html=PAGE)
    named = article.format(port=mediawiki.url.rpartition(":")[2])
    done = citeaudit("parse", named, "--allow-private", environ={"CITEAUDIT_MEDIAWIKI_URL": mediawiki.url})
    assert done.returncode == 0, done.stderr
    assert [(row["article"], row["url"], row["title"]) for row in rows(tmp_path)] == [("Harvest", "http://a.example/1", "Harvest of the year")]
    again = citeaudit("parse", named, "--offline", environ={"CITEAUDIT_MEDIAWIKI_URL": mediawiki.url})
    assert again.returncode == 0, again.stderr
    assert len(mediawiki.asked) == 1


@pytest.mark.parametrize(
    ("title", "code", "words"),
    [
        ("Nothing", 3, "there is no such page"),
        ("List", 3, "is a disambiguation page"),
        ("Bare", 3, "has no references"),
    ],
)
def test_a_page_that_is_no_article_with_references(
    title: str, code: int, words: str, citeaudit: Run, one_line: OneLine, mediawiki: Wiki, tmp_path: Path
) -> None:
    mediawiki.article("List", disambiguation=True)
    mediawiki.article("Bare")
    line = one_line(citeaudit("audit", title, environ={"CITEAUDIT_MEDIAWIKI_URL": mediawiki.url}), code)
    assert title in line
    assert words in line
    assert not (tmp_path / "references.csv").exists()


def test_a_title_without_a_network_is_exit_code_4(citeaudit: Run, one_line: OneLine) -> None:
    one_line(citeaudit("parse", "Harvest", environ={"CITEAUDIT_MEDIAWIKI_URL": "http://127.0.0.1:9"}), 4)


def test_titles_from_a_list_make_one_audit(citeaudit: Run, mediawiki: Wiki, tmp_path: Path) -> None:
    mediawiki.article("Harvest", html=PAGE)
    mediawiki.article("Winter", html=PAGE.replace("Harvest of", "Winter of"))
    (tmp_path / "titles.txt").write_text("# two of them\nHarvest\n\nWinter\nNothing\n", encoding="utf-8")
    done = citeaudit("audit", "--from", "titles.txt", *QUIET, environ={"CITEAUDIT_MEDIAWIKI_URL": mediawiki.url})
    assert done.returncode == 3
    assert "Nothing" in done.stderr
    assert [row["article"] for row in rows(tmp_path)] == ["Harvest", "Winter"]
    assert (tmp_path / "reports" / "winter" / "index.html").exists()


# ---------------------------------------------------------------- --urls-from


def table(*lines: tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(lines)
    return out.getvalue()


def test_urls_from_the_wikitext_of_the_article(citeaudit: Run, tmp_path: Path) -> None:
    (tmp_path / "copy.txt").write_text(copy(range(1, 9)), encoding="utf-8")
    (tmp_path / "article.wiki").write_text(wikitext(range(3, 12)), encoding="utf-8")
    done = citeaudit("parse", "copy.txt", "--urls-from", "article.wiki")
    assert done.returncode == 0, done.stderr
    assert [row["url"] for row in rows(tmp_path)] == ["", "", *(f"http://site{number}.example/{number}" for number in range(3, 9))]
    assert [row["url_origin"] for row in rows(tmp_path)] == ["none"] * 2 + ["recovered"] * 6


def test_the_wrong_companion_gives_nothing_and_that_is_told(citeaudit: Run, tmp_path: Path) -> None:
    (tmp_path / "copy.txt").write_text(copy(range(1, 5)), encoding="utf-8")
    (tmp_path / "film.wiki").write_text("A film.<ref>{{cite web|title=Film of the year|url=http://film.example}}</ref>", encoding="utf-8")
    done = citeaudit("parse", "copy.txt", "--urls-from", "film.wiki")
    assert done.returncode == 0
    assert "no address was taken from film.wiki" in done.stderr
    assert {row["url"] for row in rows(tmp_path)} == {""}


def test_archive_links_come_with_the_addresses(citeaudit: Run, tmp_path: Path) -> None:
    archived = "|archive-url=https://web.archive.org/web/20150101000000/http://site1.example/1 |archive-date=1 January 2015 }}"
    (tmp_path / "copy.txt").write_text(copy(range(1, 3)), encoding="utf-8")
    (tmp_path / "article.wiki").write_text(wikitext(range(1, 3)).replace("|access-date=1 May 2014}}", archived), encoding="utf-8")
    citeaudit("parse", "copy.txt", "--urls-from", "article.wiki")
    assert [row["archive_url"] for row in rows(tmp_path)] == ["https://web.archive.org/web/20150101000000/http://site1.example/1", ""]


def test_urls_from_a_table_are_the_users_word(citeaudit: Run, tmp_path: Path) -> None:
    (tmp_path / "copy.txt").write_text(copy(range(1, 5)), encoding="utf-8")
    (tmp_path / "urls.csv").write_text(table(("reference", "url"), ("2", "http://two.example"), ("4", "http://four.example")), encoding="utf-8")
    done = citeaudit("audit", "copy.txt", *QUIET, "--urls-from", "urls.csv", "--no-recover")
    assert done.returncode == 0, done.stderr
    assert [(row["url"], row["url_origin"], row["url_confidence"]) for row in rows(tmp_path)] == [
        ("", "none", ""),
        ("http://two.example", "supplied", ""),
        ("", "none", ""),
        ("http://four.example", "supplied", ""),
    ]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("none.html", None, "there is no such file"),
        ("urls.csv", "url,year\nhttp://a.example,2010\n", "does not say which reference each address is of"),
        ("page.html", "<html><body>No article.</body></html>", "has no references"),
    ],
)
def test_urls_from_a_file_that_cannot_serve(name: str, content: str | None, words: str, citeaudit: Run, one_line: OneLine, tmp_path: Path) -> None:
    (tmp_path / "copy.txt").write_text(copy(range(1, 5)), encoding="utf-8")
    if content:
        (tmp_path / name).write_text(content, encoding="utf-8")
    line = one_line(citeaudit("parse", "copy.txt", "--urls-from", name), 3)
    assert name in line
    assert words in line
