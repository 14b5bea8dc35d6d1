"""The way through, on an article built by hand, with nothing asked: every source judged, cited where it is cited, and all files drawn."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

import citeaudit
from citeaudit.audit import rendered, run_audit
from citeaudit.model import Article, Audit, Cause, Citation, LinkState, PartialDate, Reference, Section, Source, Status
from citeaudit.settings import Settings
from citeaudit.web.live import open_web

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def article(title: str, *sources: Source, cited: tuple[tuple[str, str, str], ...] = ()) -> Article:
    """An article with its sources; `cited` are (group, number, section) triples."""
    numbers = dict.fromkeys((source.group, source.reference) for source in sources)
    return Article(
        title=title,
        format="plaintext",
        references=tuple(
            Reference(
                number=number,
                group=group,
                text="",
                span=(0, 1),
                line=1,
                column=1,
                sources=tuple(source for source in sources if (source.group, source.reference) == (group, number)),
            )
            for group, number in numbers
        ),
        citations=tuple(Citation(reference=n, group=g, section=section, sentence="It is so.", span=(0, 1)) for g, n, section in cited),
        sections=(Section(heading="One", level=2, span=(0, 1), words=9),),
    )


def audited(tmp_path: Path, *articles: Article) -> Audit:
    settings = Settings(store=tmp_path / "store", offline=True, subject=("KZ",))
    with open_web(settings, NOW) as web:
        return run_audit(settings, articles, web)


def test_citations_are_tied_by_article_group_and_number(tmp_path: Path) -> None:
    one = article(
        "A", Source(article="A", reference="1"), Source(article="A", reference="1", group="note"), cited=(("", "1", "One"), ("note", "1", "Two"))
    )
    two = article("B", Source(article="B", reference="1"), cited=(("", "1", "One"), ("", "1", "Two"), ("", "1", "One")))
    made = audited(tmp_path, one, two)
    found = [(row.source.article, row.source.label, row.citations, row.sections) for row in made.sources]
    assert found == [("A", "1", 1, ("One",)), ("A", "note 1", 1, ("Two",)), ("B", "1", 3, ("One", "Two"))]


def test_every_part_of_a_bundle_is_cited_as_often_as_its_reference(tmp_path: Path) -> None:
    parts = (Source(article="A", reference="1"), Source(article="A", reference="1", part=2))
    made = audited(tmp_path, article("A", *parts, cited=(("", "1", "One"),)))
    assert [(row.source.part, row.citations) for row in made.sources] == [(1, 1), (2, 1)]


def test_offline_nothing_is_judged_and_it_is_said_why(tmp_path: Path) -> None:
    made = audited(tmp_path, article("A", Source(article="A", reference="1", url="https://a.example/"), Source(article="A", reference="2")))
    assert [row.check.verdict.value for row in made.sources] == [LinkState.NOT_CHECKED] * 2
    assert [row.status.value for row in made.sources] == [Status.NOT_CHECKED, Status.NO_URL]
    assert [str(row.check.verdict.reason) for row in made.sources] == ["no network was used, as asked", "no address is known for the source"]
    assert [left.cause for left in made.left_out] == [Cause.ASKED]


@pytest.mark.parametrize("url", ["ftp://a.example/x", "mailto:a@b.example", "http://[broken", "https://a.example:port/"])
def test_no_archive_is_wanted_for_what_is_none_of_the_web(tmp_path: Path, url: str) -> None:
    (row,) = audited(tmp_path, article("A", Source(article="A", reference="1", url=url))).sources
    assert "none of the web" in str(row.archive.verdict.reason)


def test_bare_sources_make_an_audit_without_balance(tmp_path: Path) -> None:
    settings = Settings(store=tmp_path / "store", offline=True)
    with open_web(settings, NOW) as web:
        made = run_audit(settings, (), web, [Source(article="", reference="1", url="https://a.example/", accessed=PartialDate(year=2016))])
    assert made.balance is None
    assert sorted(rendered(made)) == ["references.csv", "reports/audit.json", "reports/link-rot.md"]


def test_each_of_several_articles_has_figures_of_its_own(tmp_path: Path) -> None:
    files = rendered(
        audited(tmp_path, article("A", Source(article="A", reference="1")), article("B", *(Source(article="B", reference=n) for n in "123")))
    )
    assert b"1 source, " in files["reports/a/balance.md"]
    assert b"3 sources, " in files["reports/b/balance.md"]
    assert b"4 sources, " in files["reports/balance.md"]


def test_one_article_has_every_file_of_the_contract(tmp_path: Path) -> None:
    files = set(rendered(audited(tmp_path, article("A", Source(article="A", reference="1")))))
    assert files >= {"references.csv", "reports/index.html", "reports/link-rot.md", "reports/balance.md", "reports/audit.json"}
    assert len([name for name in files if name.startswith("reports/figures/") and name.endswith(".svg")]) >= 3


@pytest.mark.parametrize("name", citeaudit.__all__)
def test_public_names_are_there(name: str) -> None:
    assert getattr(citeaudit, name) is not None


def test_other_names_are_not() -> None:
    with pytest.raises(AttributeError, match="nothing"):
        _ = citeaudit.nothing
