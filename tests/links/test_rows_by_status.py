"""The decision table, rows 8 to 15: walls, waiting, doors and what a status says by itself."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter

import pytest

from citeaudit.model import Failure, FailureKind, Phase, Purpose
from tests.links.seen import (
    ARTICLE,
    BLANK_403,
    BLOCKED,
    DRIFTED,
    ERROR,
    GONE,
    LIVE,
    LOGIN,
    MOMENT,
    NOT_FOUND,
    NOWHERE,
    RATE_LIMITED,
    RESTRICTED,
    SITE,
    TITLE,
    TRANSIENT,
    UNKNOWN,
    UPKEEP,
    URL,
    Asked,
    Judged,
    again,
    asked,
    case,
    failed,
    headed,
    page,
    seen,
)

REPEATED = Purpose.BROWSER_LIKE
ERROR_1020 = page("Access denied", h1="Error 1020", text="Ray ID: 81c0 Access denied This website is using a security service", words=30)
AKAMAI = page("Access Denied", h1="Access Denied", text="You don't have permission. Reference #18.2d351ab8.1557333295.a4e16ab", words=14)
TURNSTILE = "https://challenges.cloudflare.com/turnstile/v0/api.js"
RECAPTCHA = "https://www.google.com/recaptcha/api.js"
HCAPTCHA = "https://js.hcaptcha.com/1/api.js"
DATADOME = "https://ct.captcha-delivery.com/c.js"
INCAPSULA = "/_Incapsula_Resource?SWUDNSAI=31"
DATADOME_SHELL = page("example.org", words=9, scripts=1, script_sources=(DATADOME,))
WIDGET = page("Check", words=15, scripts=1, script_sources=(TURNSTILE,))
IINFO = "9-42-0 0NNN RT(1)"
SCRIPT = page(words=0, scripts=1)
CONSENT = page("Before you continue", h1="Before you continue", words=70, consent_forms=1)
CONSENT_HOST = "https://consent.example.org/m?c=1"
LOGIN_PATH = f"{SITE}/login?next=%2F2015"
NOT_HERE = page("Unavailable", text="This content is not available in your region.", words=20)
HTTP_SOON, HTTP_LATER = (f"Thu, 01 Jan 2026 12:{minute_second} GMT" for minute_second in ("00:20", "30:00"))
RFC_850, ASCTIME, HTTP_PAST = "Thursday, 01-Jan-26 12:00:20 GMT", "Thu Jan  1 12:00:20 2026", "Thu, 01 Jan 2026 11:59:00 GMT"
LOGIN_TITLES = [
    *(("en", "Sign in"), ("ru", "Вход"), ("de", "Anmelden"), ("fr", "Connexion"), ("es", "Iniciar sesión"), ("it", "Accedi"), ("pt", "Entrar")),
    *(("zh", "登录"), ("ar", "تسجيل الدخول"), ("tr", "Giriş yap"), ("uk", "Увійти"), ("kk", "Кіру")),
]

WALLS = [
    case("row08-cloudflare-challenge-404", BLOCKED, seen(404, ERROR, cf_mitigated="challenge"), conf=0.9),
    case("row08-cloudflare-challenge-410", BLOCKED, seen(410, ERROR, cf_mitigated="challenge"), conf=0.9),
    case("row08-cloudflare-challenge-200", BLOCKED, seen(200, ERROR, cf_mitigated="challenge"), conf=0.9),
    case("row08-cloudflare-challenge-429", BLOCKED, seen(429, ERROR, cf_mitigated="challenge", retry_after="5"), conf=0.9),
    case("row08-cloudflare-challenge-503", BLOCKED, seen(503, MOMENT, cf_mitigated="challenge", retry_after="5"), conf=0.9),
    case("row08-cloudflare-challenge-at-any-length", BLOCKED, seen(403, ARTICLE, cf_mitigated="challenge"), conf=0.9),
    case("row08-cloudflare-challenge-without-a-body", BLOCKED, seen(200, None, size=0, cf_mitigated="challenge"), conf=0.9),
    case("row08-error-1020", BLOCKED, seen(403, ERROR_1020, server="cloudflare"), conf=0.9),
    case("row08-akamai", BLOCKED, seen(403, AKAMAI, server="AkamaiGHost"), conf=0.9),
    case("row08-akamai-200", BLOCKED, seen(200, AKAMAI, server="AkamaiGHost"), conf=0.9),
    case("row08-akamai-passes-an-ordinary-page", LIVE, seen(server="AkamaiGHost"), conf=0.95),
    case("row08-akamai-passes-the-site's-404", GONE, seen(404, NOWHERE, server="AkamaiGHost"), conf=(0.8, 0.97)),
    case("row08-aws-waf-202", BLOCKED, seen(202, SCRIPT, x_amzn_waf_action="challenge"), conf=0.9),
    case("row08-aws-waf-405-captcha", BLOCKED, seen(405, SCRIPT, x_amzn_waf_action="captcha"), conf=0.9),
    case("row08-999", BLOCKED, seen(999, SCRIPT), conf=0.9),
    case("row08-just-a-moment-200", BLOCKED, seen(200, MOMENT), conf=0.9),
    case("row08-just-a-moment-503", BLOCKED, seen(503, MOMENT), conf=0.9),
    case("row08-just-a-moment-over-190-words", BLOCKED, seen(200, replace(MOMENT, words=190)), conf=0.9),
    case("row08-just-a-moment-over-250-words-is-an-article", DRIFTED, seen(200, replace(MOMENT, words=250)), conf=0.6),
    case("row08-incapsula-frame", BLOCKED, seen(200, page(words=3, frame_sources=(INCAPSULA,))), conf=0.9),
    case("row08-incapsula-script", BLOCKED, seen(200, page(words=0, scripts=1, script_sources=(INCAPSULA,))), conf=0.9),
    case("row08-incapsula-script-on-a-long-article", LIVE, seen(200, replace(ARTICLE, scripts=3, script_sources=(INCAPSULA,))), conf=0.95),
    *(case(f"row08-captcha-widget-{status}", BLOCKED, seen(status, WIDGET), conf=0.9) for status in (200, 202, 403, 429, 503)),
    case("row08-hcaptcha-widget", BLOCKED, seen(403, page("Check", words=15, scripts=1, script_sources=(HCAPTCHA,))), conf=0.9),
    case("row08-captcha-in-the-comment-form-of-an-article-is-live", LIVE, seen(200, page(TITLE, scripts=2, script_sources=(RECAPTCHA,)))),
    case("row08-datadome-403", BLOCKED, seen(403, page(words=4, scripts=1), x_datadome="protected"), conf=0.9),
    case("row08-datadome-403-at-any-length", BLOCKED, seen(403, ARTICLE, x_datadome="protected"), conf=0.9),
    case("row08-datadome-401", BLOCKED, seen(401, MOMENT, x_datadome="protected"), conf=0.9),
    case("row08-datadome-429", BLOCKED, seen(429, ERROR, x_datadome="protected"), conf=0.9),
    case("row08-datadome-challenge-script-200", BLOCKED, seen(200, DATADOME_SHELL, x_datadome="protected"), conf=0.9),
    case("row08-datadome-challenge-script-404", BLOCKED, seen(404, DATADOME_SHELL, x_datadome="protected"), conf=0.9),
    case("row08-iinfo-403", BLOCKED, seen(403, ERROR, x_iinfo=IINFO), conf=0.9),
    case("row08-ddos-guard-403", BLOCKED, seen(403, ERROR, server="ddos-guard"), conf=0.9),
    case("row08-ddos-guard-503", BLOCKED, seen(503, ERROR, server="ddos-guard"), conf=0.9),
    case("row08-ddos-guard-200-with-challenge-text", BLOCKED, seen(200, MOMENT, server="ddos-guard"), conf=0.9),
    case("row08-datadome-on-an-ordinary-page-is-live", LIVE, seen(x_datadome="protected"), conf=0.95),
    case("row08-datadome-on-a-short-ordinary-page-is-live", LIVE, seen(200, page(TITLE, words=120), x_datadome="protected"), conf=0.95),
    case("row08-iinfo-on-an-ordinary-page-is-live", LIVE, seen(x_iinfo=IINFO), conf=0.95),
    case("row08-iinfo-on-a-short-ordinary-page-is-live", LIVE, seen(200, page(TITLE, words=120), x_iinfo=IINFO), conf=0.95),
    case("row08-ddos-guard-on-an-ordinary-page-is-live", LIVE, seen(server="ddos-guard"), conf=0.95),
    *(
        case(f"row08-{name}-{status}-is-gone", GONE, headed(seen(status, ERROR), (name, "ddos-guard")), conf=(0.8, 0.97))
        for name in ("x-datadome", "x-iinfo", "server")
        for status in (404, 410)
    ),
    case("row08-article-titled-just-a-moment-is-live", LIVE, seen(200, page("Just a moment of peace")), title="Just a moment of peace"),
    case("row08-at-the-second-time", BLOCKED, NOT_FOUND, seen(403, MOMENT, purpose=REPEATED, cf_mitigated="challenge"), conf=0.9),
]

WAITING = [
    case("row09-429", RATE_LIMITED, seen(429, ERROR), conf=0.95),
    case("row09-429-with-a-long-page", RATE_LIMITED, seen(429, ARTICLE), conf=0.95),
    case("row09-429-twice", RATE_LIMITED, seen(429, ERROR, retry_after="1"), seen(429, ERROR, purpose=Purpose.REPEAT), conf=0.95),
    case("row09-429-then-page", LIVE, seen(429, ERROR, retry_after="1"), seen(purpose=Purpose.REPEAT), conf=0.95),
    case("row09-429-then-503", TRANSIENT, seen(429, ERROR, retry_after="1"), seen(503, ERROR, purpose=Purpose.REPEAT), conf=0.3),
    case("row09-429-then-410", GONE, seen(429, ERROR, retry_after="1"), seen(410, ERROR, purpose=Purpose.REPEAT), conf=0.9),
    case("row09-503-with-a-long-wait", RATE_LIMITED, seen(503, ERROR, retry_after="3600"), conf=0.95),
    case("row09-503-with-a-date", RATE_LIMITED, seen(503, ERROR, retry_after=HTTP_LATER), conf=0.95),
    case("row09-503-with-a-wait-that-cannot-be-read", (RATE_LIMITED, TRANSIENT), seen(503, ERROR, retry_after="soon")),
    case("row09-404-then-429", RATE_LIMITED, NOT_FOUND, seen(429, ERROR, purpose=REPEATED, retry_after="1"), conf=0.95),
    case("row09-404-then-429-then-page", LIVE, NOT_FOUND, seen(429, ERROR, purpose=REPEATED, retry_after="1"), seen(purpose=Purpose.REPEAT)),
    case("row09-404-then-429-then-404", GONE, NOT_FOUND, seen(429, ERROR, purpose=REPEATED), again(NOT_FOUND, Purpose.REPEAT), conf=(0.8, 0.97)),
]

DOORS = [
    *(case(f"row10-{status}", RESTRICTED, seen(status, ERROR), conf=0.9) for status in (401, 402, 451)),
    *(case(f"row10-{status}-with-a-long-page", RESTRICTED, seen(status, ARTICLE), conf=0.9) for status in (401, 402, 451)),
    case("row10-404-then-401", RESTRICTED, NOT_FOUND, seen(401, ERROR, purpose=REPEATED), conf=0.9),
    case("row10-redirect-to-login", RESTRICTED, seen(200, LOGIN, via=(LOGIN_PATH,), hop_status=302), conf=0.9),
    case("row10-redirect-to-login-at-the-root", RESTRICTED, seen(200, LOGIN, via=(f"{SITE}/",)), conf=0.9),
    case("row10-redirect-to-login-on-another-host", RESTRICTED, seen(200, LOGIN, via=("https://id.example.net/auth",)), conf=0.9),
    *(
        case(f"row10-login-{language}", RESTRICTED, seen(200, page(title, h1=title, words=40, password_fields=1)), conf=0.9)
        for language, title in LOGIN_TITLES
    ),
    case("row10-login-in-the-h1-alone", RESTRICTED, seen(200, page("Example News", h1="Log in", words=40, password_fields=1)), conf=0.9),
    case("row10-login-shell", RESTRICTED, seen(200, page("Log in", words=6, scripts=5, password_fields=1)), conf=0.9),
    case("row10-login-page-with-403", RESTRICTED, seen(403, LOGIN), conf=0.9),
    case("row10-redirect-to-consent", RESTRICTED, seen(200, CONSENT, via=(CONSENT_HOST,)), conf=0.9),
    case("row10-consent-at-the-url-itself", RESTRICTED, seen(200, CONSENT), conf=0.9),
    case("row10-403-with-region-text", RESTRICTED, seen(403, NOT_HERE), conf=0.9),
    case("row10-region-text-on-a-page-that-is-there-is-no-door", LIVE, seen(200, replace(NOT_HERE, title=TITLE)), conf=0.95),
    case("row10-login-title-without-a-password-field-is-drifted", DRIFTED, seen(200, page("Log in", h1="Log in", words=40)), conf=0.6),
    case("row10-login-title-over-150-words-is-drifted", DRIFTED, seen(200, page("Log in", h1="Log in", words=150, password_fields=1)), conf=0.6),
    case("row10-password-field-under-another-title", LIVE, seen(200, page(TITLE, h1=TITLE, words=80, password_fields=1)), conf=0.95),
    case("row10-consent-form-under-an-article's-title", LIVE, seen(200, page(TITLE, h1=TITLE, words=80, consent_forms=1)), conf=0.95),
    case("row10-login-box-beside-a-long-article-is-live", LIVE, seen(200, page(TITLE, h1="Sign in", password_fields=1)), conf=0.95),
    case("row10-407-of-a-server", UNKNOWN, seen(407, ERROR)),
]

STATUSES = [
    case("row11-403", BLOCKED, BLANK_403, conf=0.5),
    case("row11-403-twice", BLOCKED, BLANK_403, seen(403, ERROR, purpose=REPEATED), conf=0.5),
    case("row11-403-with-a-long-page", BLOCKED, seen(403, ARTICLE), conf=0.5),
    case("row11-403-after-a-redirect-home", BLOCKED, seen(403, ERROR, via=(f"{SITE}/",)), conf=0.5),
    *(case(f"row11-{status}", BLOCKED, seen(status, ERROR), conf=0.5) for status in (406, 418)),
    case("row11-403-then-page-to-a-browser", LIVE, BLANK_403, seen(purpose=REPEATED), conf=0.95),
    case("row11-403-then-410-to-a-browser", GONE, BLANK_403, seen(410, ERROR, purpose=REPEATED), conf=0.9),
    case("row11-403-then-404-to-a-browser", GONE, BLANK_403, seen(404, ERROR, purpose=REPEATED), conf=(0.8, 0.97)),
    case("row11-404-then-403-to-a-browser", BLOCKED, NOT_FOUND, seen(403, ERROR, purpose=REPEATED), conf=0.5),
    case("row11-before-parked", BLOCKED, seen(403, page("Account Suspended", words=9)), conf=0.5),
    case("row12-410", GONE, seen(410, ERROR), conf=0.9),
    case("row12-410-with-the-article", GONE, seen(410, ARTICLE), conf=0.9),
    case("row12-410-after-a-redirect", GONE, seen(410, ERROR, via=(f"{SITE}/new",)), conf=0.9),
    case("row13-404", GONE, NOT_FOUND, conf=(0.8, 0.97)),
    case("row13-404-twice", GONE, NOT_FOUND, seen(404, ERROR, purpose=REPEATED), conf=(0.8, 0.97)),
    case("row13-404-with-the-article", GONE, seen(404, ARTICLE), conf=(0.8, 0.97)),
    case("row13-404-after-a-redirect", GONE, seen(404, ERROR, via=(f"{SITE}/new",)), conf=(0.8, 0.97)),
    case("row13-404-of-a-parked-domain", GONE, seen(404, page("Buy", words=9, html_attributes=(("data-adblockkey", "MFww"),)))),
    case("row13-404-with-maintenance-text", GONE, seen(404, UPKEEP), conf=(0.8, 0.97)),
    case("row13-404-without-a-body", GONE, seen(404, None, size=0), conf=(0.8, 0.97)),
    case("row13-404-that-cannot-be-decoded", GONE, failed(FailureKind.UNDECODABLE, Phase.BODY, status=404), conf=(0.8, 0.97)),
    case("row13-404-then-page", LIVE, NOT_FOUND, seen(purpose=REPEATED), conf=0.95),
    case("row13-404-then-page-elsewhere", DRIFTED, NOT_FOUND, seen(200, page("Ten recipes"), purpose=REPEATED), conf=0.6),
    case("row13-404-then-410", GONE, NOT_FOUND, seen(410, ERROR, purpose=REPEATED), conf=0.9),
    case("row13-404-then-503", TRANSIENT, NOT_FOUND, seen(503, ERROR, purpose=REPEATED), conf=0.3),
    *(case(f"row14-{status}", TRANSIENT, seen(status, ERROR), conf=0.3) for status in (500, 502, 503, 504, 520, 521, 522, 525, 530)),
    case("row14-500-with-the-article", TRANSIENT, seen(500, ARTICLE), conf=0.3),
    case("row14-502-with-a-not-found-phrase", TRANSIENT, seen(502, NOWHERE), conf=0.3),
    case("row14-503-with-the-waiting-over", TRANSIENT, seen(503, ERROR, retry_after="1"), seen(503, ERROR, purpose=Purpose.REPEAT), conf=0.3),
    case("row14-500-after-a-redirect-home", TRANSIENT, seen(500, ERROR, via=(f"{SITE}/",)), conf=0.3),
    *(case(f"row14-{status}", UNKNOWN, seen(status, ERROR), conf=0.3) for status in (400, 405, 408, 409, 414, 421, 425, 431, 422, 428, 499)),
    case("row14-400-twice", UNKNOWN, seen(400, ERROR), seen(400, ERROR, purpose=REPEATED), conf=0.3),
    case("row14-400-with-a-not-found-phrase", UNKNOWN, seen(400, NOWHERE), conf=0.3),
    case("row14-400-then-page-to-a-browser", LIVE, seen(400, ERROR), seen(purpose=REPEATED), conf=0.95),
    case("row15-300-without-a-page", GONE, seen(300, None, size=0), conf=0.8),
    case("row15-304-without-a-page", GONE, seen(304, None, size=0), conf=0.8),
    case("no-row-names-600", UNKNOWN, seen(600, ERROR)),
]

ROWS: list[Judged] = [*WALLS, *WAITING, *DOORS, *STATUSES]

ASKING: list[Asked] = [
    *(
        asked(f"row08-wall-{status}", None, seen(status, ERROR, cf_mitigated="challenge", retry_after="5"))
        for status in (200, 400, 403, 404, 429, 503)
    ),
    asked("row08-999", None, seen(999, SCRIPT)),
    asked("row09-429-waits-as-asked", Purpose.REPEAT, seen(429, ERROR, retry_after="12"), url=URL, wait_s=12.0),
    asked("row09-429-waits-30-s", Purpose.REPEAT, seen(429, ERROR, retry_after="30"), url=URL, wait_s=30.0),
    asked("row09-503-waits-as-asked", Purpose.REPEAT, seen(503, ERROR, retry_after="7"), url=URL, wait_s=7.0),
    asked("row09-503-with-maintenance-text-waits", Purpose.REPEAT, seen(503, UPKEEP, retry_after="7"), url=URL, wait_s=7.0),
    asked("row09-429-until-a-date", Purpose.REPEAT, seen(429, ERROR, retry_after=HTTP_SOON), url=URL, wait_s=20.0),
    asked("row09-503-until-a-date", Purpose.REPEAT, seen(503, ERROR, retry_after=HTTP_SOON), url=URL, wait_s=20.0),
    *(
        asked(f"row09-429-until-{when}", Purpose.REPEAT, seen(429, ERROR, retry_after=when), url=URL, wait_s=wait_s)
        for when, wait_s in ((RFC_850, 20.0), (ASCTIME, 20.0), (HTTP_PAST, 0.0), ("0", 0.0))
    ),
    asked("row09-429-wants-too-long-a-wait", None, seen(429, ERROR, retry_after="31")),
    asked("row09-503-until-a-far-date", None, seen(503, ERROR, retry_after=HTTP_LATER)),
    asked("row09-the-longest-wait-is-a-setting", None, seen(429, ERROR, retry_after="12"), max_wait_s=10.0),
    asked("row09-within-the-longest-wait", Purpose.REPEAT, seen(429, ERROR, retry_after="50"), max_wait_s=60.0, wait_s=50.0),
    asked("row09-429-twice", None, seen(429, ERROR, retry_after="1"), seen(429, ERROR, retry_after="1", purpose=Purpose.REPEAT)),
    asked("row09-429-then-404", REPEATED, seen(429, ERROR, retry_after="1"), again(NOT_FOUND, Purpose.REPEAT), url=URL, wait_s=5.0),
    asked("row09-404-then-429", Purpose.REPEAT, NOT_FOUND, seen(429, ERROR, retry_after="3", purpose=REPEATED), url=URL, wait_s=3.0),
    *(asked(f"row10-{status}", None, seen(status, ERROR)) for status in (401, 402, 451)),
    asked("row10-login", None, seen(200, LOGIN)),
    asked("row10-consent", None, seen(200, CONSENT, via=(CONSENT_HOST,))),
    asked("row10-403-with-region-text", None, seen(403, NOT_HERE)),
    *(asked(f"row11-{status}", REPEATED, seen(status, ERROR), url=URL) for status in (403, 406, 418)),
    asked("row11-403-twice", None, BLANK_403, again(BLANK_403, REPEATED)),
    asked("row11-403-then-page", None, BLANK_403, seen(purpose=REPEATED)),
    asked("row12-410", None, seen(410, ERROR)),
    asked("row13-404", REPEATED, NOT_FOUND, url=URL, wait_s=5.0),
    asked("row13-404-rests-as-long-as-the-setting-says", REPEATED, NOT_FOUND, url=URL, wait_s=8.0, repeat_after_s=8.0),
    asked("row13-404-after-a-redirect", REPEATED, seen(404, ERROR, via=(f"{SITE}/new",)), url=URL, wait_s=5.0),
    asked("row13-404-cut-in-the-body", REPEATED, seen(404, ERROR, failure=Failure(kind=FailureKind.RESET, phase=Phase.BODY)), url=URL, wait_s=5.0),
    asked("row13-404-twice", None, NOT_FOUND, again(NOT_FOUND, REPEATED)),
    asked("row13-404-then-page", None, NOT_FOUND, seen(purpose=REPEATED)),
    *(asked(f"row14-{status}", None, seen(status, ERROR)) for status in (500, 502, 503, 522)),
    *(asked(f"row14-{status}", REPEATED, seen(status, ERROR), url=URL) for status in (400, 405, 408, 409, 414, 421, 422, 425, 431)),
    asked("row14-400-twice", None, seen(400, ERROR), seen(400, ERROR, purpose=REPEATED)),
    asked("row15-300-without-a-page", None, seen(300, None, size=0)),
]


@pytest.mark.parametrize("row", ROWS, ids=attrgetter("name"))
def test_state(row: Judged) -> None:
    assert not list(row.misses())


@pytest.mark.parametrize("row", ASKING, ids=attrgetter("name"))
def test_what_is_asked_next(row: Asked) -> None:
    assert not list(row.misses())
