"""Links whose page is there, and is not shown to programs, to everybody, or so fast: blocked, restricted, rate-limited."""

from __future__ import annotations

from citeaudit.model import LinkState
from citeaudit.web.behaviours.case import TITLE, Case, Served, here, page, sends, to
from citeaudit.web.misbehaving import Behaviour

_MOMENT = page("Just a moment...", "Enable JavaScript and cookies to continue.", body='<script src="/cdn-cgi/challenge-platform/x"></script>')
_BANNED = page("Attention Required! | Cloudflare", "Sorry, you have been blocked.")
_AKAMAI = page(
    "Access Denied", 'You don\'t have permission to access "http://akamai.example/" on this server. Reference #18.2d3a1702.1700000000.1a2b3c'
)
_INCAPSULA = b'<html><head></head><body><iframe src="/_Incapsula_Resource?SWUDNSAI=31">Request unsuccessful.</iframe></body></html>'
_DATADOME = page("blocked.example", "Please enable JS.", body='<script src="https://geo.captcha-delivery.com/c.js"></script>')
_CAPTCHA = page("One more step", "Please complete the check.", body='<script src="https://www.google.com/recaptcha/api.js"></script>')
_TURNSTILE = page("One more step", "Are you there?", body='<script src="https://challenges.cloudflare.com/turnstile/v0/api.js"></script>')
_LOGIN = page("Log in", "Please log in with your name and password.", body='<form><input type="text"><input type="password"></form>')
_EINGANG = page("Anmelden", "Nur für Abonnenten.", body='<form><input type="text"><input type="password"></form>')
_CONSENT = page("Before you continue", "We use cookies.", body='<form action="/consent/save"><button>Accept all</button></form>')
_SCRIPT = '<script src="/app.js"></script>'
_REGION = page("Unavailable", "We are sorry, this content is not available in your country for legal reasons.")
_FORBIDDEN = page("Forbidden", "You have no permission.")


def _blocked(name: str, host: str, body: bytes, status: int, **headers: str) -> Case:
    url = f"http://{host}.example/2019/report"
    return Case(name=name, url=url, expected=LinkState.BLOCKED, served=here(sends(body, status, **headers)))


def _restricted(name: str, host: str, served: Served, title: str = TITLE) -> Case:
    return Case(name=name, url=f"http://{host}.example/2019/report", expected=LinkState.RESTRICTED, title=title, served=served)


def _limited(name: str, host: str, behaviour: Behaviour) -> Case:
    return Case(name=name, url=f"http://{host}.example/2019/report", expected=LinkState.RATE_LIMITED, served=here(behaviour))


_BLOCKED = (
    _blocked("a challenge of Cloudflare, 403", "cloudflare-403", _MOMENT, 403, Server="cloudflare", Cf_Mitigated="challenge"),
    _blocked("a challenge of Cloudflare, 503", "cloudflare-503", _MOMENT, 503, Server="cloudflare"),
    _blocked("a challenge of Cloudflare, 200", "cloudflare-200", _MOMENT, 200, Server="cloudflare"),
    _blocked("a challenge of Cloudflare, 429", "cloudflare-429", _MOMENT, 429, Server="cloudflare", Cf_Mitigated="challenge", Retry_After="1"),
    _blocked("a ban of Cloudflare, 403", "cloudflare-ban", _BANNED, 403, Server="cloudflare"),
    _blocked("error 1020 of Cloudflare", "cloudflare-1020", page("Access denied", "Error code 1020. Ray ID: 8f0a"), 403, Server="cloudflare"),
    _blocked("Akamai, 403", "akamai", _AKAMAI, 403, Server="AkamaiGHost"),
    _blocked("DataDome, 403", "datadome", _DATADOME, 403, X_DataDome="protected"),
    _blocked("DataDome, 200", "datadome-200", _DATADOME, 200, X_DataDome="protected"),
    _blocked("Incapsula, 200", "incapsula", _INCAPSULA, 200, X_Iinfo="8-1-0"),
    _blocked("DDoS-Guard, 403", "ddos-guard", _FORBIDDEN, 403, Server="ddos-guard"),
    _blocked("a challenge of AWS, 202", "aws-202", b"", 202, X_Amzn_Waf_Action="challenge"),
    _blocked("a captcha of AWS, 405", "aws-405", _CAPTCHA, 405, X_Amzn_Waf_Action="captcha"),
    _blocked("a captcha instead of the page, 200", "captcha", _CAPTCHA, 200),
    _blocked("a Turnstile instead of the page, 200", "turnstile", _TURNSTILE, 200),
    _blocked("999", "network", b"", 999),
    _blocked("403 without a reason", "forbidden", _FORBIDDEN, 403),
    _blocked("406 without a reason", "unacceptable", _FORBIDDEN, 406),
    _blocked("418", "teapot", b"", 418),
)

_RESTRICTED = (
    _restricted("401", "private", here(sends(b"", 401, WWW_Authenticate='Basic realm="x"'))),
    _restricted("402", "paid", here(sends(page("Payment required", "Subscribe."), 402))),
    _restricted("451", "withheld", here(sends(page("Unavailable For Legal Reasons", "A court ordered it."), 451))),
    _restricted("403 for a region", "regional", here(sends(_REGION, 403))),
    _restricted("a redirect to a login", "members", to("/login?next=%2F2019%2Freport", sends(_LOGIN))),
    _restricted("a redirect to a login that scripts make", "app-members", to("/account/sign-in", sends(page("Members", _SCRIPT)))),
    _restricted("a redirect to another host's login", "staff", to("http://login.staff-accounts.example/?to=report", sends(_LOGIN))),
    _restricted("a login at the address itself", "gate", here(sends(_LOGIN))),
    _restricted("403 with a login", "gate-403", here(sends(_LOGIN, 403))),
    _restricted("a login in German", "tor", here(sends(_EINGANG))),
    _restricted("a redirect to a consent page", "video", to("http://consent.video-site.example/m?continue=x", sends(_CONSENT))),
    _restricted("a consent page at the address itself", "cookie-wall", here(sends(_CONSENT))),
)

_RATE_LIMITED = (
    _limited("429 without end", "limited", sends(b"too many", 429)),
    _limited("429 without end, a second of patience", "patience", sends(b"too many", 429, Retry_After="1")),
    _limited("429 that asks for an hour", "hour", sends(b"too many", 429, Retry_After="3600")),
    _limited("429 that asks for a far date", "date", sends(b"too many", 429, Retry_After="Fri, 31 Dec 2099 23:59:59 GMT")),
    _limited("429 that asks for a time that cannot be read", "unreadable", sends(b"too many", 429, Retry_After="soon")),
    _limited("503 that asks for an hour", "later", sends(page("Service unavailable", "Come back later."), 503, Retry_After="3600")),
)

CASES: tuple[Case, ...] = (*_BLOCKED, *_RESTRICTED, *_RATE_LIMITED)
