"""Links that lead to the cited page at another address (moved), or to a page of another title (drifted)."""

from __future__ import annotations

from citeaudit.model import LinkState
from citeaudit.web.behaviours.case import ARTICLE_PAGE, TITLE, Case, Place, Served, here, leads, page, refreshes, sends, to

_ARCHIVE = "%D0%BC%D2%B1%D1%80%D0%B0%D2%93%D0%B0%D1%82"
"""The word мұрағат, quoted."""

_OTHER = sends(page("Cooking with chestnuts in autumn"))


def _moved(name: str, host: str, served: Served, title: str = TITLE) -> Case:
    return Case(name=name, url=f"http://{host}.example/2019/report", expected=LinkState.MOVED, title=title, served=served)


def _drifted(name: str, host: str, served: Served, path: str = "/2019/report") -> Case:
    return Case(name=name, url=f"http://{host}.example{path}", expected=LinkState.DRIFTED, served=served)


def _steps(count: int) -> Served:
    steps = tuple((f"/step/{number}", leads(f"/step/{number + 1}", 302)) for number in range(1, count))
    return (*here(leads("/step/1")), *steps, (f"/step/{count}", ARTICLE_PAGE))


_MOVED = (
    *(_moved(f"a redirect by {status}", f"redirect-{status}", to("/archive/1", ARTICLE_PAGE, status)) for status in (301, 302, 303, 307, 308)),
    _moved("a chain of three redirects", "chain", _steps(3)),
    _moved("a chain of ten redirects", "long-chain", _steps(10)),
    _moved("a redirect without a cited title", "unnamed", to("/archive/1", ARTICLE_PAGE), title=""),
    _moved("another domain with the cited title", "old-name", to("http://new-name.example/r/1", ARTICLE_PAGE)),
    _moved("the home page of another domain with the cited title", "project", to("http://rights-report.example/", ARTICLE_PAGE)),
    _moved("a relative Location", "relative", (*here(leads("../archive/1")), ("/archive/1", ARTICLE_PAGE))),
    _moved("a Location in letters and spaces", "unquoted", (*here(leads("/мұрағат/a report")), (f"/{_ARCHIVE}/a%20report", ARTICLE_PAGE))),
    _moved("a Location in Latin-1", "latin-1", (*here(leads("/caf\udce9")), ("/caf%E9", ARTICLE_PAGE))),
    _moved("a page that refreshes to another at once", "refresh", (*here(sends(refreshes("/archive/1"))), ("/archive/1", ARTICLE_PAGE))),
    Case(
        name="https that leads to another https host",
        url="https://safe-old.example/2019/report",
        expected=LinkState.MOVED,
        served=to("https://safe-new.example/r/1", ARTICLE_PAGE),
        place=Place.SECURE,
    ),
)

_DRIFTED = (
    _drifted("another title at the same address", "reused", here(_OTHER)),
    _drifted("another title at another address", "shuffled", to("/recipes/7", _OTHER)),
    _drifted("another title on another domain", "sold", to("http://buyer.example/recipes/7", _OTHER)),
    _drifted("a home page with another title", "renamed", here(_OTHER), path="/"),
)

CASES: tuple[Case, ...] = (*_MOVED, *_DRIFTED)
