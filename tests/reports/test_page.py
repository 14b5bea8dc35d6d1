"""index.html: what a reader and a program rely on; test_page_in_a_browser.py looks at it in a browser."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256

import lxml.html
import pytest

from citeaudit.audit import rendered
from citeaudit.layout import anchor
from citeaudit.model import Audit
from citeaudit.reports.page import REPORT

Make = Callable[..., Audit]


def page(audit: Audit) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(REPORT.render(audit)["reports/index.html"].decode())


def words(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def rows(drawn: lxml.html.HtmlElement) -> dict[str, str]:
    return {str(row.get("id")): words(row) for row in drawn.iter("tr") if row.get("id")}


def test_both_reports_and_all_sources_stand_under_their_headings(audit_of: Make) -> None:
    drawn = page(audit_of("One"))
    assert [words(heading) for heading in drawn.xpath("//h1 | //h2")] == ["Citation audit: One", "Link rot", "Balance", "Sources"]
    assert {link.get("href") for link in drawn.xpath("//nav/a")} == {f"#{heading.get('id')}" for heading in drawn.xpath("//h2")}


def test_every_source_is_a_row_with_its_id_and_title(audit_of: Make) -> None:
    audit = audit_of("One")
    drawn = page(audit)
    assert [row.get("id") for row in drawn.xpath("//tr[@id]")] == [anchor(s.source) for s in audit.sources]
    assert set(rows(drawn)) == {"ref-1", "ref-2", "ref-3", "ref-4", "ref-4-2", "ref-note-1", "ref-5"}
    assert all(s.source.title in rows(drawn)[anchor(s.source)] for s in audit.sources)


def test_no_script_and_a_policy_that_names_the_one_style(audit_of: Make) -> None:
    drawn = page(audit_of("One"))
    (policy,) = drawn.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (style,) = drawn.xpath("//style")
    digest = b64encode(sha256(style.text.encode()).digest()).decode()
    assert policy.startswith("default-src 'none'; ")
    assert f"style-src 'sha256-{digest}'" in policy
    assert drawn.xpath("//script | //*[@style] | //@*[starts-with(name(), 'on')]") == []
    assert drawn.xpath("//img | //link[not(@href='data:,')] | //iframe | //object") == []


def test_untrusted_words_stay_words(audit_of: Make) -> None:
    content = REPORT.render(audit_of("One <b>& two</b>"))["reports/index.html"].decode()
    assert "Annual &lt;script&gt;alert(1)&lt;/script&gt; report" in content
    assert "<script" not in content
    assert "<title>Citation audit: One &lt;b&gt;&amp; two&lt;/b&gt;</title>" in content


def test_only_web_addresses_become_links(audit_of: Make) -> None:
    drawn = page(audit_of("One"))
    addresses = drawn.xpath("//a/@href")
    assert "https://dead.example/a_b?x=1|2" in addresses
    assert [address for address in addresses if not re.match(r"https?://|#", address)] == []


def test_verdicts_stand_with_reason_and_evidence(audit_of: Make) -> None:
    told = rows(page(audit_of("One")))
    assert "lost Link: gone. The link is gone. Archive: absent. A test says so." in told["ref-2"]
    assert "Kind (medium): A test says so. an own page (https://own.example/about_us, 2026-11-24)" in told["ref-1"]
    assert "Paper, text by AFP press" in told["ref-4-2"]
    assert "explanatory note, names no source never" in told["ref-note-1"]
    assert "the copy lost the text of this reference" in told["ref-5"]
    assert told["ref-1"].endswith("1 time: (lead); Law | courts")


def test_archive_statements_stand_beside_the_archive_with_every_snapshot_that_was_tried(audit_of: Make) -> None:
    drawn = page(audit_of("One", stated=True))
    assert "Archive: absent. A test says so. Archive statement: not-found. No snapshot shows the page." in rows(drawn)["ref-2"]
    (evidence,) = drawn.xpath("//tr[@id='ref-2']//details[contains(., 'on the link of 2')]")
    assert evidence.xpath(".//a/@href") == [f"https://web.archive.org/web/2016050{n}000000/https://dead.example/a_b?x=1|2" for n in (1, 3, 2)]
    assert "an answer 503 was captured" in words(evidence)
    assert "Archive statement: unknown. The article gives no link to the copy in An | <i>archive</i>." in rows(drawn)["ref-1"]
    assert ["not-found", "the archive shows no such copy of the page", "1"] in [[words(cell) for cell in row] for row in drawn.iter("tr")]


def test_without_an_archive_statement_nothing_is_said_of_them(audit_of: Make) -> None:
    told = words(page(audit_of("One")))
    assert "Archive statement" not in told
    assert "archived copy" not in told


def test_control_that_nobody_read_is_marked_wherever_it_is_shown(audit_of: Make) -> None:
    drawn = page(audit_of("One"))
    assert "Kaz News press (KZ; nobody has read this) affiliated with the subject (nobody has read this)" in rows(drawn)["ref-2"]
    tallied = [[words(cell) for cell in row] for row in drawn.iter("tr")]
    assert ["press (KZ; nobody has read this)", "2", "4"] in tallied
    assert ["affiliated (nobody has read this)", "2", "4"] in tallied
    assert "Kaz News: Controlled by KZ, by general knowledge: nobody has read this." in words(drawn)


def test_findings_lead_to_the_rows_of_their_sources(audit_of: Make) -> None:
    (task,) = page(audit_of("One")).xpath("//li[contains(., 'The source is lost.')]")
    assert words(task) == "2, 3: The source is lost."
    assert task.xpath("a/@href") == ["#ref-2", "#ref-3"]


def test_what_was_left_out_is_told(audit_of: Make) -> None:
    assert "Left out: Archive checks were left out, as asked." in words(page(audit_of("One")))


def test_without_a_subject_affiliation_was_not_assessed(audit_of: Make) -> None:
    told = words(page(audit_of("One", subject=())))
    assert "Affiliation was not assessed" in told
    assert "affiliated with the subject" not in told


def test_several_articles_have_an_overview_and_a_page_each(audit_of: Make) -> None:
    audit = audit_of("One", "Two")
    files = rendered(audit)
    overview = page(audit)
    assert [words(heading) for heading in overview.xpath("//h2")] == ["Articles", "Link rot", "Balance"]
    assert overview.xpath("//tr[@id]") == []
    leads_to = [f"reports/{path}" for path in overview.xpath("//table//a/@href")]
    assert leads_to == ["reports/one/index.html", "reports/two/index.html"]
    assert all(len(rows(lxml.html.document_fromstring(files[path].decode()))) == 7 for path in leads_to)


@pytest.mark.parametrize("path", ["reports/balance.md", "reports/index.html", "reports/figures/status.svg"])
def test_a_table_without_article_has_no_page(audit_of: Make, path: str) -> None:
    assert path in rendered(audit_of("One"))
    assert path not in rendered(audit_of())
