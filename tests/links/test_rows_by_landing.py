"""The decision table, rows 18, 19 and 23: where a link landed, beside where it was cited and where other links of its host landed."""

from __future__ import annotations

from operator import attrgetter

import pytest

from citeaudit.model import Page
from tests.links.seen import (
    ARTICLE,
    DRIFTED,
    FRONT_PAGE,
    LIVE,
    LOGIN,
    MOVED,
    NOWHERE,
    OTHER_ARTICLE,
    RESTRICTED,
    SITE,
    SOFT_404,
    TITLE,
    TRANSIENT,
    UPKEEP,
    URL,
    Judged,
    case,
    landed,
    page,
    pdf,
    seen,
)

ALL_NEWS = f"{SITE}/news/all"
LIST = page("All news | Example News", h1="All news")
BOTH_LAND_THERE = frozenset({ALL_NEWS})

HOME = [
    landed("row18-home-page", SOFT_404, URL, f"{SITE}/", FRONT_PAGE, conf=0.9),
    landed("row18-home-page-whatever-its-title", SOFT_404, URL, f"{SITE}/", ARTICLE, conf=0.9),
    landed("row18-home-page-without-a-cited-title", SOFT_404, URL, f"{SITE}/", FRONT_PAGE, title="", conf=0.9),
    landed("row18-home-page-without-a-title", SOFT_404, URL, f"{SITE}/", page(), conf=0.9),
    landed("row18-home-page-without-a-slash", SOFT_404, URL, SITE, FRONT_PAGE, conf=0.9),
    landed("row18-home-page-in-another-scheme", SOFT_404, "http://news.example.org/a/b", f"{SITE}/", FRONT_PAGE, conf=0.9),
    landed("row18-index.html-of-the-root", SOFT_404, URL, f"{SITE}/index.html", FRONT_PAGE, conf=0.9),
    landed("row18-index.php-of-the-root", SOFT_404, URL, f"{SITE}/index.php", FRONT_PAGE, conf=0.9),
    landed("row18-mobile-home-page", SOFT_404, "https://www.example.org/a/b", "https://m.example.org/", FRONT_PAGE, conf=0.9),
    landed("row18-mobile-home-page-whatever-its-title", SOFT_404, "https://www.example.org/a/b", "https://m.example.org/", ARTICLE, conf=0.9),
    landed("row18-www-home-page-whatever-its-title", SOFT_404, "https://example.org/a/b", "https://www.example.org/", ARTICLE, conf=0.9),
    case("row18-home-page-by-two-hops", SOFT_404, seen(200, FRONT_PAGE, via=(f"{SITE}/new/7", f"{SITE}/"), hop_status=302), conf=0.9),
    landed("row18-home-page-of-another-host", SOFT_404, URL, "https://portal.example.net/", FRONT_PAGE, conf=0.9),
    landed("row18-home-page-of-another-host-without-a-title", SOFT_404, URL, "https://portal.example.net/", page(), conf=0.9),
    landed("row18-home-page-of-another-host-without-a-cited-title", SOFT_404, URL, "https://portal.example.net/", title="", conf=0.9),
    landed("row18-other-host's-root-that-has-the-title-is-moved", MOVED, URL, "https://rights-report.example.net/", conf=0.9),
    case("row18-cited-home-page-is-live", LIVE, seen(url=f"{SITE}/"), conf=0.95),
    case("row18-cited-home-page-of-another-title-is-drifted", DRIFTED, seen(200, OTHER_ARTICLE, url=f"{SITE}/"), conf=0.6),
    landed("row18-cited-home-page-without-a-slash-is-live", LIVE, SITE, f"{SITE}/", conf=0.95),
    landed("row18-cited-home-page-in-another-spelling-is-live", LIVE, "http://example.org", "https://www.example.org/", conf=0.95),
    landed("row18-cited-index-that-is-the-root-stays", (LIVE, MOVED), f"{SITE}/index.html", f"{SITE}/"),
    landed("row18-the-root-that-is-an-index-stays", (LIVE, MOVED), f"{SITE}/", f"{SITE}/index.html"),
    landed("row18-cited-home-page-that-leads-deeper-is-moved", MOVED, f"{SITE}/", f"{SITE}/en/start", conf=0.9),
    landed("row10-before-row18-login-at-the-root", RESTRICTED, URL, f"{SITE}/", LOGIN, conf=0.9),
]

FOLDERS = [
    landed("row18-ancestor-folder-without-the-title", SOFT_404, URL, f"{SITE}/2015/10/", OTHER_ARTICLE, conf=0.6),
    landed("row18-ancestor-folder-without-a-slash", SOFT_404, URL, f"{SITE}/2015/10", OTHER_ARTICLE, conf=0.6),
    landed("row18-farther-ancestor-without-the-title", SOFT_404, URL, f"{SITE}/2015", OTHER_ARTICLE, conf=0.6),
    landed("row18-ancestor's-index-without-the-title", SOFT_404, URL, f"{SITE}/2015/10/index.html", OTHER_ARTICLE, conf=0.6),
    landed("row18-ancestor-in-another-scheme", SOFT_404, "http://news.example.org/a/b", f"{SITE}/a/", OTHER_ARTICLE, conf=0.6),
    landed("row18-ancestor-folder-with-the-title-is-moved", MOVED, f"{SITE}/rights/2015/3", f"{SITE}/rights/2015/", conf=0.9),
    landed("row18-sibling-is-no-ancestor", DRIFTED, URL, f"{SITE}/2015/10/rights", OTHER_ARTICLE, conf=0.6),
    landed("row18-beginning-of-a-part-is-no-ancestor", DRIFTED, URL, f"{SITE}/2015/1", OTHER_ARTICLE, conf=0.6),
    landed("row18-descendant-is-no-ancestor", DRIFTED, URL, f"{URL}/en", OTHER_ARTICLE, conf=0.6),
    landed("row18-slash-alone-is-no-ancestor", DRIFTED, f"{URL}/", URL, OTHER_ARTICLE, conf=0.6),
    landed("row18-index-alone-is-no-ancestor", DRIFTED, f"{SITE}/2015/10/index.html", f"{SITE}/2015/10/", OTHER_ARTICLE, conf=0.6),
    landed("row18-print-version-stays", (LIVE, MOVED), f"{SITE}/a/rights-report/print", f"{SITE}/a/rights-report"),
    landed("row18-print-version-of-another-title-is-drifted", DRIFTED, f"{SITE}/a/report/print", f"{SITE}/a/report", OTHER_ARTICLE, conf=0.6),
]

SHARED = [
    landed("row18-two-paths-on-one-target", SOFT_404, URL, ALL_NEWS, LIST, shared=BOTH_LAND_THERE, conf=0.7),
    landed("row18-one-path-alone-on-the-target", DRIFTED, URL, ALL_NEWS, LIST, conf=0.6),
    landed("row18-two-paths-on-a-target-that-has-the-title", MOVED, URL, ALL_NEWS, ARTICLE, shared=BOTH_LAND_THERE, conf=0.9),
    landed("row18-two-others-landed-elsewhere", DRIFTED, URL, f"{SITE}/2026/pumpkin", OTHER_ARTICLE, shared=BOTH_LAND_THERE, conf=0.6),
    case("row18-the-target-itself-is-its-own-page", DRIFTED, seen(200, LIST, url=ALL_NEWS), shared=BOTH_LAND_THERE, conf=0.6),
    case("row18-the-target-itself-has-the-title", LIVE, seen(url=ALL_NEWS), shared=BOTH_LAND_THERE, conf=0.95),
    case("row18-the-target-itself-without-a-cited-title", LIVE, seen(200, LIST, url=ALL_NEWS), title="", shared=BOTH_LAND_THERE, conf=0.8),
    landed("row18-the-target-in-another-spelling", DRIFTED, "http://news.example.org/news/all/", ALL_NEWS, LIST, shared=BOTH_LAND_THERE, conf=0.6),
    landed("row18-two-paths-on-another-host", SOFT_404, URL, "https://example.net/a", LIST, shared=frozenset({"https://example.net/a"}), conf=0.7),
    landed("row18-home-page-that-two-landed-on", SOFT_404, URL, f"{SITE}/", FRONT_PAGE, shared=frozenset({f"{SITE}/"}), conf=0.9),
    landed("row18-ancestor-that-two-landed-on", SOFT_404, URL, f"{SITE}/2015/10/", LIST, shared=frozenset({f"{SITE}/2015/10/"}), conf=0.7),
    landed("row18-before-row19-two-paths-on-a-404-path", SOFT_404, URL, f"{SITE}/404", LIST, shared=frozenset({f"{SITE}/404"}), conf=0.7),
    landed("row18-before-row20-two-paths-on-not-found", SOFT_404, URL, ALL_NEWS, NOWHERE, shared=BOTH_LAND_THERE, conf=0.7),
    landed("row16-before-row18-two-paths-on-maintenance", TRANSIENT, URL, ALL_NEWS, UPKEEP, shared=BOTH_LAND_THERE, conf=0.3),
    landed("row10-before-row18-two-paths-on-a-login", RESTRICTED, URL, ALL_NEWS, LOGIN, shared=BOTH_LAND_THERE, conf=0.9),
]

NAMED = [
    landed("row19-404-in-the-path", SOFT_404, URL, f"{SITE}/404", conf=0.9),
    landed("row19-404-html", SOFT_404, URL, f"{SITE}/404.html", OTHER_ARTICLE, conf=0.9),
    landed("row19-404-deep-in-the-path", SOFT_404, URL, f"{SITE}/en/404/", OTHER_ARTICLE, conf=0.9),
    landed("row19-notfound", SOFT_404, URL, f"{SITE}/notfound", OTHER_ARTICLE, conf=0.9),
    landed("row19-notfound-in-other-letters", SOFT_404, URL, f"{SITE}/NotFound.aspx", OTHER_ARTICLE, conf=0.9),
    landed("row19-error", SOFT_404, URL, f"{SITE}/error/generic", OTHER_ARTICLE, conf=0.9),
    landed("row19-error-on-another-host", SOFT_404, URL, "https://www.example.net/error", OTHER_ARTICLE, conf=0.9),
    landed("row19-without-a-cited-title", SOFT_404, URL, f"{SITE}/error", OTHER_ARTICLE, title="", conf=0.9),
    landed("row19-part-that-the-cited-path-has-too", MOVED, f"{SITE}/error/a", f"{SITE}/error/b", conf=0.9),
    case("row19-cited-where-it-is", LIVE, seen(url=f"{SITE}/error/404"), conf=0.95),
    landed("row19-404-within-a-part", MOVED, URL, f"{SITE}/2015/peugeot-404-sold", conf=0.9),
    landed("row19-terror-is-no-error", MOVED, URL, f"{SITE}/terror/report", conf=0.9),
    landed("row19-404-in-the-query-is-no-part", MOVED, URL, f"{SITE}/article?id=404", conf=0.9),
]

OTHER_URLS = [
    landed("row23-other-path", MOVED, URL, f"{SITE}/archive/rights-report-2015", conf=0.9),
    landed("row23-other-domain", MOVED, URL, "https://www.example.net/rights-report", conf=0.9),
    case("row23-302-that-lands-on-the-page", MOVED, seen(via=(f"{SITE}/article/7",), hop_status=302), conf=0.9),
    *(case(f"row23-{status}", MOVED, seen(via=(f"{SITE}/article/7",), hop_status=status), conf=0.9) for status in (301, 303, 307, 308)),
    case("row23-two-hops", MOVED, seen(via=(f"{SITE}/r/7", f"{SITE}/article/7")), conf=0.9),
    case("row23-there-and-back-is-live", LIVE, seen(via=(f"{SITE}/cookies", URL), hop_status=302), conf=0.95),
    case("row23-meta-refresh-was-followed", MOVED, seen(via=(f"{SITE}/article/7",), hop_status=200), conf=0.9),
    case("row23-slow-meta-refresh-is-no-redirect", LIVE, seen(200, page(TITLE, refresh_s=300.0, refresh_url=f"{SITE}/")), conf=0.95),
    case("row23-pdf-at-another-url", MOVED, pdf(via=(f"{SITE}/files/7.pdf",)), conf=0.9),
    landed("row23-no-cited-title-does-not-disagree", MOVED, URL, f"{SITE}/article/7", title="", conf=0.9),
    landed("row23-no-page-title-does-not-disagree", MOVED, URL, f"{SITE}/article/7", page(), conf=0.9),
    landed("row23-https-alone-is-live", LIVE, "http://news.example.org/a/b", f"{SITE}/a/b", conf=0.95),
    landed("row23-www-alone-is-live", LIVE, "https://example.org/a/b", "https://www.example.org/a/b", conf=0.95),
    landed("row23-slash-alone-is-live", LIVE, URL, f"{URL}/", conf=0.95),
    landed("row23-slash-alone-without-a-cited-title-is-live", LIVE, URL, f"{URL}/", title="", conf=0.8),
    landed("row23-case-alone-is-live", LIVE, f"{SITE}/Reports/Rights", f"{SITE}/reports/rights", conf=0.95),
    landed("row23-all-spellings-at-once-are-live", LIVE, "http://Example.org/A/b", "https://www.example.org/a/b/", conf=0.95),
    landed("row23-other-query-is-moved", MOVED, f"{SITE}/story?id=7", f"{SITE}/story?id=8", conf=0.9),
    landed("row26-other-url-and-other-title", DRIFTED, URL, f"{SITE}/2026/pumpkin", OTHER_ARTICLE, conf=0.6),
    landed("row26-https-alone-and-other-title", DRIFTED, "http://news.example.org/a/b", f"{SITE}/a/b", OTHER_ARTICLE, conf=0.6),
]

ROWS: list[Judged] = [*HOME, *FOLDERS, *SHARED, *NAMED, *OTHER_URLS]


@pytest.mark.parametrize("row", ROWS, ids=attrgetter("name"))
def test_state(row: Judged) -> None:
    assert not list(row.misses())


@pytest.mark.parametrize(("to", "shown"), [(f"{SITE}/archive/7", ARTICLE), (f"{SITE}/2026/pumpkin", OTHER_ARTICLE)], ids=["moved", "drifted"])
def test_a_new_address_is_told(to: str, shown: Page) -> None:
    row = landed("", MOVED, URL, to, shown)
    assert any(to in seen.where or to in seen.what for seen in row.verdict().evidence)
