"""link-rot.md and balance.md: what a reader relies on, as Markdown that shows untrusted words literally."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

import pytest

from citeaudit.audit import rendered
from citeaudit.model import Audit
from citeaudit.reports.markdown import REPORT
from citeaudit.wording import rate

Make = Callable[..., Audit]
WAYS = pytest.mark.parametrize("titles", [(), ("One",), ("One", "Two | 2")], ids=["table", "one article", "two articles"])


def told(audit: Audit, name: str) -> str:
    return REPORT.render(audit)[f"reports/{name}"].decode()


def section(report: str, heading: str) -> str:
    assert f"\n## {heading}\n" in report
    return report.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def cells(line: str) -> int:
    return len(re.findall(r"(?<!\\)\|", line)) - 1


@WAYS
@pytest.mark.parametrize("subject", [("KZ",), ()], ids=["subject", "no subject"])
@pytest.mark.parametrize("stated", [True, False], ids=["statements", "no statement"])
def test_blank_lines_and_tables_are_as_markdown_wants_them(audit_of: Make, titles: tuple[str, ...], subject: tuple[str, ...], stated: bool) -> None:
    for path, content in rendered(audit_of(*titles, subject=subject, stated=stated)).items():
        if not path.endswith(".md"):
            continue
        lines = content.decode().splitlines()
        assert "\n\n\n" not in content.decode()
        assert content == content.strip() + b"\n"
        for above, below in pairwise(lines):
            if below.startswith("|"):
                assert cells(above) == cells(below) if above.startswith("|") else above == "", (path, below)
            assert not below.startswith(("#", "**", ">")) or not above, (path, below)
            assert not below.startswith("- ") or not above or above.lstrip().startswith("- "), (path, below)


@WAYS
def test_every_line_is_a_whole_sentence_or_a_row(audit_of: Make, titles: tuple[str, ...]) -> None:
    for name, content in REPORT.render(audit_of(*titles, stated=True)).items():
        for wrong in ("..", " .", " ,", "( ", "None", "1 sources", "1 times", "Text("):
            assert wrong not in content.decode(), (name, wrong)


@WAYS
def test_what_was_left_out_is_told_in_every_report(audit_of: Make, titles: tuple[str, ...]) -> None:
    reports = REPORT.render(audit_of(*titles)).values()
    assert all(b"\n> **Left out:** Archive checks were left out, as asked.\n" in content for content in reports)


def test_link_rot_counts_what_was_looked_at(audit_of: Make) -> None:
    audit = audit_of("One")
    report, rot = told(audit, "link-rot.md"), audit.link_rot
    assert report.startswith("# Link rot: One\n\nMade on 2026-11-24, 10:30 UTC, with citeaudit. Subject: KZ.\n")
    assert "3 of 5 sources have an address. 3 links were looked at:\n" in report
    assert (rot.dead.part, rot.ok.part, rot.cannot_tell.part, rot.dead.whole) == (2, 1, 0, 3)
    assert f"- dead: {rate(rot.dead)}; confirmed dead: 0 of 2\n" in report
    assert f"- can be read: {rate(rot.ok)}\n" in report
    assert f"- could not be told: {rate(rot.cannot_tell)}\n" in report
    assert "| lost | dead, and no snapshot is there | 2 |\n" in report


def test_a_task_is_said_once_for_all_its_references(audit_of: Make) -> None:
    tasks = section(told(audit_of("One"), "link-rot.md"), "What to do")
    assert tasks.count("**error**") == 1
    assert "\n- 2, 3: The source is lost.\n" in tasks
    assert tasks.index("**error**") < tasks.index("**note**")


def test_what_belongs_to_neither_report_stands_under_the_article(audit_of: Make) -> None:
    assert "\n- 1–3: The list prints other numbers.\n" in section(told(audit_of("One"), "link-rot.md"), "The article and its list of references")


def test_sources_with_an_address_are_listed_as_links(audit_of: Make) -> None:
    rows = section(told(audit_of("One"), "link-rot.md"), "Sources")
    assert "| 2 | [A dead page](<https://dead.example/a_b?x=1%7C2>) | gone: the link is gone | absent: a test says so | lost |\n" in rows
    assert "Bundled" not in rows


def test_archive_statements_are_counted_with_their_denominators(audit_of: Make) -> None:
    report = told(audit_of("One", stated=True), "link-rot.md")
    counted = report.partition("Of 3 of 5 sources it was asked whether what the article says of an archived copy holds")[2]
    assert "| archive statement | meaning | sources |\n" in counted
    assert "| other-url | the archive link leads to a copy of another page | 1 |\n" in counted
    assert "| unknown | could not be told | 1 |\n" in counted


def test_every_row_tells_of_its_archive_statement(audit_of: Make) -> None:
    rows = section(told(audit_of("One", stated=True), "link-rot.md"), "Sources")
    assert rows.startswith("\n| reference | source | link | archive | archive statement | status |\n")
    assert "| absent: a test says so | not-found: no snapshot shows the page | lost |\n" in rows
    assert "| unknown: the article gives no link to the copy in An \\| \\<i\\>archive\\</i\\> | no-url |\n" in rows
    assert "| archived: a test says so | | ok |\n" in rows


@WAYS
def test_without_an_archive_statement_nothing_is_said_of_them(audit_of: Make, titles: tuple[str, ...]) -> None:
    assert all(b"archive statement" not in content and b"archived copy" not in content for content in REPORT.render(audit_of(*titles)).values())


def test_the_status_of_every_source_stands_in_both_reports(audit_of: Make) -> None:
    audit = audit_of("One")
    statuses = section(told(audit, "balance.md"), "Status of the sources")
    assert "| lost | dead, and no snapshot is there | 2, 3 |\n" in statuses
    assert "| no-url | no address is known | 1, 4 (2) |\n" in statuses
    for row in section(told(audit, "link-rot.md"), "Sources").strip().splitlines()[2:]:
        assert row.endswith((" lost |", " ok |"))


def test_balance_says_what_is_sure_and_what_may_be(audit_of: Make) -> None:
    report = told(audit_of("One"), "balance.md")
    assert "5 sources, cited 7 times." in report
    assert "| affiliated with the subject (KZ) | at least 0 of 5 (0 %), at most 2 of 5 (40 %) |" in report
    assert re.findall(r"^## (.+)$", report, re.M) == [
        "Kinds of source",
        "Towards the subject",
        "Publishers",
        "Sections",
        "Sentences supported only by subject-affiliated sources",
        "What to look at",
        "Who speaks, and how that is known",
        "Status of the sources",
        "How to read this",
    ]


def test_without_a_subject_affiliation_was_not_assessed(audit_of: Make) -> None:
    report = told(audit_of("One", subject=()), "balance.md")
    assert "Affiliation was not assessed" in report
    assert "## Towards the subject" not in report
    assert "affiliated with the subject" not in report


def test_control_that_nobody_read_is_marked_wherever_it_is_shown(audit_of: Make) -> None:
    report = told(audit_of("One"), "balance.md")
    assert "| press (KZ; nobody has read this) | 2 | 4 |\n" in section(report, "Kinds of source")
    assert "| affiliated | 2 | 4 | nobody has read this |\n" in section(report, "Towards the subject")
    assert "Affiliated: in the whole article, nobody has read this.\n" in section(report, "Sections")
    supported = section(report, "Sentences supported only by subject-affiliated sources")
    assert supported.count("**Kaz News**: Controlled by KZ, by general knowledge: nobody has read this.\n") == 1
    assert supported.count("\n- “Sentence ") == 2
    assert "- **Kaz News** (2, 3)\n  - press (KZ; nobody has read this), low: " in section(report, "Who speaks, and how that is known")
    assert not [line for line in report.splitlines() if re.search(r"\bKZ\b", line) and "press" in line and "nobody has read" not in line]


def test_evidence_of_a_publisher_is_said_once(audit_of: Make) -> None:
    speaks = section(told(audit_of("One"), "balance.md"), "Who speaks, and how that is known")
    assert speaks.count("an own page") == 1
    assert (
        "- **A & B** (1)\n  - non-governmental organisation, medium: A test says so. Seen: an own page (<https://own.example/about_us>, 2026-11-24)\n"
        in speaks
    )


def test_untrusted_words_stay_words(audit_of: Make) -> None:
    report = told(audit_of("One"), "balance.md")
    assert "| Law \\| courts |" in report
    assert "<b>" not in report.replace("\\<b\\>", "")


def test_a_table_without_article_has_link_rot_alone(audit_of: Make) -> None:
    ((path, content),) = REPORT.render(audit_of()).items()
    assert path == "reports/link-rot.md"
    assert content.startswith(b"# Link rot\n")
    assert b"\nWithout an address: 1, 4 (2).\n" in content


@pytest.mark.parametrize("name", ["link-rot.md", "balance.md"])
def test_several_articles_have_an_overview_that_leads_to_each(audit_of: Make, name: str) -> None:
    report = told(audit_of("One", "Two | 2"), name)
    assert report.splitlines()[0].endswith(": 2 articles")
    assert section(report, "Articles").strip() == f"- [One](<one/{name}>)\n- [Two \\| 2](<two-2/{name}>)"
    assert "(*Two \\| 2*)" in report
    assert not re.search(r"^\| \d+ \| \[", report, re.M)
    assert "## Sections" not in report
