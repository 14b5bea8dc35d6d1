"""The page in a real browser: opened from a file with no network, on a desk and on a phone."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Dialog, Page, sync_playwright

from citeaudit.audit import assess
from citeaudit.model import ArchiveState, Article, AuditedSource, Claim, Evidence, LinkState, Reference, Section, Status, Verdict, text
from citeaudit.reports.page import REPORT

pytestmark = pytest.mark.browser

CHROMIUM = Path("/usr/bin/chromium")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")
DESK, PHONE = {"width": 1280, "height": 1000}, {"width": 390, "height": 844}
HOSTILE = '<img src=x onerror=alert(1)> & "quotes" <b>bold</b>'

SAVED = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page - Wikipedia</title></head><body>
<h1 id="firstHeading">A page</h1><h2>{heading}</h2><p>{statements}</p><h2>References</h2><ol class="references">{entries}</ol></body></html>"""
TITLES = (HOSTILE.replace("&", "&amp;").replace("<", "&lt;"), "W" * 200, "حقوق الإنسان في كازاخستان", "報告書" * 40)


def saved_page() -> str:
    """A saved page whose titles and addresses no layout expects."""
    numbers = range(1, len(TITLES) + 1)
    statements = "".join(f'Statement {n}.<sup class="reference" id="cite_ref-{n}"><a href="#cite_note-{n}">[{n}]</a></sup> ' for n in numbers)
    entries = "".join(
        f'<li id="cite_note-{n}"><span class="mw-cite-backlink"><a href="#cite_ref-{n}">^</a></span> <span class="reference-text"><cite>'
        f'<a class="external text" href="https://{"x" * 60}.example/{"x" * 300}{n}">"{title}"</a>. Retrieved 2016-10-28.</cite></span></li>'
        for n, title in zip(numbers, TITLES, strict=True)
    )
    return SAVED.format(heading="V" * 150, statements=statements, entries=entries)


def stated(source: AuditedSource, claim: Claim | None) -> AuditedSource:
    """The source with what was found of its archive statement, and the three snapshots that were tried for it."""
    if claim is None:
        return source
    tried = tuple(
        Evidence(what=f"an answer {status} was captured", where=f"https://web.archive.org/web/20160{n}01000000/https://a.example/{'y' * 200}{n}")
        for n, status in enumerate((404, 503, 404), 1)
    )
    reason = text("the archive link is for another page: {url}", url=f"https://{'z' * 60}.example/{HOSTILE}")
    verdict = Verdict(value=claim, rule="test", reason=reason, evidence=tried, confidence=0.9)
    return replace(source, archive=replace(source.archive, claim=verdict))


def every_state(audited: Callable[..., AuditedSource]) -> str:
    """The page of an article with a source in every state of link, archive, archive statement and status."""
    states = zip_longest(LinkState, ArchiveState, Status, Claim, fillvalue=None)
    sources = [
        stated(
            audited(
                str(n),
                url=f"https://a.example/{n}",
                title=f"Page {n}",
                link=link,
                archive=archive or ArchiveState.UNKNOWN,
                status=status or Status.UNCLEAR,
            ),
            claim,
        )
        for n, (link, archive, status, claim) in enumerate(states, 1)
    ]
    references = tuple(Reference(number=s.source.reference, text="", span=(0, 1), line=1, column=1, sources=(s.source,)) for s in sources)
    article = Article(
        title="An article",
        format="html",
        references=references,
        citations=(),
        sections=(Section(heading="One", level=2, span=(0, 1), words=3),),
    )
    audit = assess([article], sources, now=datetime(2026, 11, 24, tzinfo=UTC), subject=(), settings=(), left_out=())
    return REPORT.render(audit)["reports/index.html"].decode()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, repository: Path, audited: Callable[..., AuditedSource]) -> Mapping[str, Path]:
    """Pages by name, written as a user has them written."""
    folder = tmp_path_factory.mktemp("pages")
    (folder / "saved.html").write_text(saved_page(), encoding="utf-8")
    (folder / "states.html").write_text(every_state(audited), encoding="utf-8")
    example = str(repository / "examples" / "human-rights-in-kazakhstan.txt")
    for name, articles in (("copy", [example]), ("saved page", ["saved.html"]), ("overview", [example, "saved.html"])):
        arguments = ("audit", *articles, "--subject", "KZ", "--offline", "--quiet", "--store", "store.sqlite3", "--out", name)
        subprocess.run([sys.executable, "-m", "citeaudit", *arguments], cwd=folder, check=True, timeout=120)
    written = {name: folder / name / "reports" / "index.html" for name in ("copy", "saved page", "overview")}
    return written | {"every state": folder / "states.html"}


ALL = pytest.mark.parametrize("name", ["copy", "saved page", "overview", "every state"])


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"Debian's chromium is not installed ({CHROMIUM})")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield started
        started.close()


@pytest.fixture
def opened(browser: Browser, pages: Mapping[str, Path]) -> Iterator[Callable[..., Page]]:
    """Opens a page from its file, off the network; at the end nothing may have been said, asked for in vain or broken."""
    complaints: list[str] = []
    contexts = []

    def complain(dialog: Dialog) -> None:
        complaints.append(dialog.message)
        dialog.dismiss()

    def open_page(name: str, viewport: Mapping[str, int]) -> Page:
        context = browser.new_context(viewport={"width": viewport["width"], "height": viewport["height"]}, offline=True)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("requestfailed", lambda request: complaints.append(request.url))
        page.on("dialog", complain)
        page.goto(pages[name].as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@ALL
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_is_said_asked_for_or_cut_off(opened: Callable[..., Page], name: str, viewport: Mapping[str, int]) -> None:
    page = opened(name, viewport)
    page.eval_on_selector_all("details", "all => all.forEach(each => each.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]
    beyond = """all => all.filter(each => each.getBoundingClientRect().right > innerWidth + 1 && !each.closest('.unseen, thead'))
        .map(each => each.outerHTML)"""
    assert page.eval_on_selector_all("body *", beyond) == []


@ALL
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_accessible(opened: Callable[..., Page], name: str, viewport: Mapping[str, int]) -> None:
    page = opened(name, viewport)
    page.eval_on_selector_all("details", "all => all.forEach(each => each.open = true)")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize(("name", "sources"), [("copy", 48), ("saved page", len(TITLES)), ("every state", len(LinkState))])
def test_every_source_once_below_both_reports(opened: Callable[..., Page], name: str, sources: int) -> None:
    page = opened(name, DESK)
    assert page.locator("h2").all_inner_texts() == ["Link rot", "Balance", "Sources"]
    ids = page.eval_on_selector_all("[id]", "all => all.map(each => each.id)")
    assert [each for each, count in Counter(ids).items() if count > 1] == []
    assert [each for each in ids if each.startswith("ref-")] == [f"ref-{n}" for n in range(1, sources + 1)]


def test_a_title_with_html_in_it_is_shown_as_words(opened: Callable[..., Page]) -> None:
    page = opened("saved page", DESK)
    assert page.locator("#ref-1").get_by_role("link", name=HOSTILE).count() == 1
    assert page.locator("#ref-1 img, #ref-1 b").count() == 0


def test_on_a_phone_the_cells_of_a_source_say_what_they_are(opened: Callable[..., Page]) -> None:
    page = opened("copy", PHONE)
    names = "cells => cells.map(cell => getComputedStyle(cell, '::before').content)"
    assert page.eval_on_selector_all("#ref-1 td", names) == [f'"{name}: "' for name in ("Source", "Who speaks", "Link and archive", "Cited")]
    tops = page.eval_on_selector_all("#ref-1 > *", "cells => cells.map(cell => cell.getBoundingClientRect().top)")
    assert tops == sorted(set(tops))


def test_the_keyboard_goes_through_the_page_in_its_order(opened: Callable[..., Page]) -> None:
    page = opened("copy", DESK)
    reached = []
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("[...document.querySelectorAll('a[href], summary')].indexOf(document.activeElement)"))
    assert reached == list(range(12))


def test_a_finding_leads_to_its_source(opened: Callable[..., Page]) -> None:
    page = opened("copy", DESK)
    page.get_by_role("link", name="41", exact=True).first.click()
    assert page.evaluate("location.hash") == "#ref-41"
    assert page.locator("tr:target th").inner_text() == "41"


def test_the_overview_leads_to_the_page_of_each_article(opened: Callable[..., Page]) -> None:
    page = opened("overview", DESK)
    assert page.locator("h2").all_inner_texts() == ["Articles", "Link rot", "Balance"]
    assert page.locator("[id^=ref-]").count() == 0
    page.get_by_role("link", name="A page").click()
    assert page.locator("h1").inner_text() == "Citation audit: A page"
    assert page.locator("[id^=ref-]").count() == len(TITLES)
