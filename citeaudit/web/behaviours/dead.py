"""Links whose page is not there any more: gone, soft-404, parked, dead-host."""

from __future__ import annotations

from citeaudit.model import LinkState
from citeaudit.web.behaviours.case import ABSENT, ARTICLE, TITLE, Case, Place, Served, here, leads, page, refreshes, says, sends, to, to_browsers
from citeaudit.web.misbehaving import ANY

_WIDGET = '<script src="https://www.google.com/recaptcha/api.js"></script>'
_HOME = sends(page("The Daily Example", "News, sports and weather. " * 60))
_SECTION = sends(page("All stories of 2019", "A list of stories. " * 60))
_SALE = "This domain is for sale. Make an offer on this domain. Related searches: hotels, flights, insurance, credit cards."
_GAMBLING = "Slot gacor maxwin, situs judi slot online, bandar togel, casino, roulette, slot gacor hari ini. " * 20
_WITH_KEY = page("ad-key.example", "Sponsored").replace(b"<html>", b'<html data-adblockkey="MFww">')
_FRAMED = page("framed.example", "", body='<iframe src="https://www.sedoparking.com/x"></iframe>')
_ERROR = "The address is wrong, or the page was taken down."

# Row 20 by languages: how sites say that there is no such page.
_NOT_FOUND = (
    ("en", "Page not found"),
    ("ru", "Страница не найдена"),
    ("kk", "Бет табылмады"),
    ("de", "Seite nicht gefunden"),
    ("fr", "Page non trouvée"),
    ("es", "Página no encontrada"),
    ("it", "Pagina non trovata"),
    ("pt", "Página não encontrada"),
    ("zh", "页面不存在"),
    ("ar", "الصفحة غير موجودة"),
    ("tr", "Sayfa bulunamadı"),
    ("uk", "Сторінку не знайдено"),
)


def _gone(name: str, host: str, served: Served) -> Case:
    return Case(name=name, url=f"http://{host}.example/2019/report", expected=LinkState.GONE, served=served)


def _soft(name: str, host: str, served: Served, title: str = TITLE, path: str = "/2019/report") -> Case:
    return Case(name=name, url=f"http://{host}.example{path}", expected=LinkState.SOFT_404, title=title, served=served)


def _parked(name: str, host: str, served: Served) -> Case:
    return Case(name=name, url=f"http://{host}.example/2019/report", expected=LinkState.PARKED, served=served)


def _dead(name: str, url: str, place: Place, failed_before: int = 0) -> Case:
    return Case(name=name, url=url, expected=LinkState.DEAD_HOST, place=place, failed_before=failed_before)


_GONE = (
    _gone("404", "removed", here(ABSENT)),
    _gone("410", "withdrawn", here(sends(page("Gone", "It was taken down."), 410))),
    _gone("404 without a body", "bare-404", here(sends(b"", 404))),
    _gone("404 behind Cloudflare", "cloudflare-404", here(sends(page("Not found", _ERROR), 404, Server="cloudflare"))),
    _gone("404 behind DataDome", "datadome-404", here(sends(page("Not found", _ERROR), 404, X_DataDome="protected"))),
    _gone("404 with a captcha on its form", "captcha-404", here(sends(page("Not found", _ERROR, body=_WIDGET), 404))),
    _gone("403 for programs, 404 for browsers", "shy-404", here(to_browsers(ABSENT, sends(page("Forbidden", "No."), 403)))),
    _gone("a page that refreshes to a 404", "refresh-404", (*here(sends(refreshes("/archive/1"))), ("/archive/1", ABSENT))),
    _gone("404 behind a redirect", "moved-404", to("/archive/1", ABSENT)),
    _gone("a redirect loop", "loop", (*here(leads("/again")), ("/again", leads("/2019/report")))),
    _gone("a redirect to itself", "circle", here(leads("/2019/report"))),
    _gone("more than ten redirects", "endless", (*here(leads("/0")), *((f"/{n}", leads(f"/{n + 1}")) for n in range(20)))),
    _gone("a redirect without a Location", "nowhere", here(sends(b"", 302))),
    _gone("a redirect to a host that is none", "bad-location", here(leads("http://"))),
    _gone("a redirect to a port that is none", "bad-port", here(leads("http://other.example:99999/"))),
    _gone("300 without a page", "choices", here(sends(b"", 300))),
    _gone("304 that nobody asked for", "unmodified", here(says(b"HTTP/1.1 304 Not Modified\r\n\r\n"))),
)

_SOFT_404 = (
    *(_soft(f"an error page that says 200 ({code})", f"not-found-{code}", here(sends(page(words, _ERROR)))) for code, words in _NOT_FOUND),
    _soft("an error page that says 200, no title cited", "untitled-error", here(sends(page("404 Not Found", _ERROR))), title=""),
    _soft("the home page instead of the page", "homeward", to("/", _HOME)),
    _soft("the home page's index instead of the page", "index", to("/index.html", _HOME)),
    _soft("the home page with a word in its query", "tracked", to("/?from=old", _HOME)),
    _soft("the home page by a refresh", "refresh-home", (*here(sends(refreshes("/"))), ("/", _HOME))),
    _soft("the home page of another domain", "merged", to("http://owner.example/", _HOME)),
    _soft("the section instead of the page", "section", to("/2019/", _SECTION)),
    _soft("a redirect to /404", "to-404", to("/404", sends(page("Oh dear", ARTICLE)))),
    _soft("a redirect to an error address", "to-error", to("/error.aspx", sends(page("Oh dear", ARTICLE)))),
    _soft("a redirect to a not-found address", "to-not-found", to("/page-not-found/", sends(page("Oh dear", ARTICLE)))),
    _soft("one of two pages that lead to the same one", "many", to("/news/today", _HOME), path="/2019/one"),
    _soft("the other of two pages that lead to the same one", "many", to("/news/today", _HOME), path="/2018/two"),
    _soft("a site that answers every address alike", "alike", (*here(_SECTION), (ANY, _SECTION))),
    _soft("a site that answers every address alike, no title cited", "alike-untitled", (*here(_SECTION), (ANY, _SECTION)), title=""),
)

_PARKED = (
    _parked("a domain for sale", "for-sale", here(sends(page("for-sale.example", _SALE)))),
    _parked("a page with the key of ad blockers", "ad-key", here(sends(_WITH_KEY))),
    _parked("a redirect to a parking host", "to-parking", to("http://ww1.parkingcrew.net/?d=x", sends(page("Hotels", "Hotels by the sea.")))),
    _parked("a frame of a parking host", "framed", here(sends(_FRAMED))),
    _parked("a suspended account", "suspended", here(sends(page("Account Suspended", "Please contact your provider.")))),
    _parked("a server's own first page", "fresh", here(sends(page("Welcome to nginx!", "If you see this page, the server is installed.")))),
    _parked("a domain taken over for gambling", "taken-over", here(sends(page("SLOT GACOR maxwin", _GAMBLING)))),
)

_DEAD_HOST = (
    _dead("a name that does not exist", "http://no-such-name.example/2019/report", Place.NO_NAME),
    _dead("a name that does not exist below a domain that does", "http://old.kept.example/2019/report", Place.NO_NAME),
    Case(
        name="a redirect to a name that does not exist",
        url="http://deserted.example/2019/report",
        expected=LinkState.DEAD_HOST,
        served=here(leads("http://no-such-name.example/2019/report")),
    ),
    _dead("a host that refuses connections for the third time", "http://refusing.example/2019/report", Place.REFUSES, failed_before=2),
    _dead("a host that stays silent for the third time", "http://speechless.example/2019/report", Place.SWALLOWS, failed_before=2),
)

CASES: tuple[Case, ...] = (*_GONE, *_SOFT_404, *_PARKED, *_DEAD_HOST)
