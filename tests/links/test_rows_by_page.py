"""The decision table, rows 16, 17, 20 and 21: pages that say 200 and are empty, down, parked, missing or a shell."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter

import pytest

from citeaudit.model import Failure, FailureKind, LinkState, Phase
from tests.links.seen import (
    ADBLOCK_KEY,
    DRIFTED,
    FOR_SALE,
    LIVE,
    NOWHERE,
    PARKED,
    SHELL,
    SITE,
    SOFT_404,
    TITLE,
    TRANSIENT,
    UNKNOWN,
    UPKEEP,
    URL,
    Asked,
    Judged,
    asked,
    case,
    failed,
    landed,
    page,
    seen,
)

NO_DATABASE = page("Database Error", h1="Error establishing a database connection", words=8)
UPKEEP_IN = [
    ("ru", "Ведутся технические работы"),
    ("de", "Wartungsarbeiten"),
    ("fr", "Site en maintenance"),
    ("es", "Página en mantenimiento"),
]
SALE_TEXT = "This domain is for sale. Buy this domain. Related searches: loans, flights, insurance."
CASINO = " ".join(["slot gacor casino online jackpot"] * 16)
SPAM = page("Situs slot gacor casino terpercaya", text=CASINO)
DEALER = "https://www.hugedomains.com/domain_profile.cfm?d=example.org"
NOT_SUSPENDED = "Minister's account suspended after protest"
SUSPENDED = page("Account Suspended", h1="This Account has been suspended.", words=14)
CUT_BEFORE_THE_FIRST_BYTE = Failure(kind=FailureKind.DEADLINE, phase=Phase.BODY)

EMPTY_OR_DOWN = [
    case("row16-0-bytes", UNKNOWN, seen(200, None, size=0)),
    case("row16-204", UNKNOWN, seen(204, None, size=0)),
    case("row16-0-bytes-at-another-url", UNKNOWN, seen(200, None, size=0, via=(f"{SITE}/7",))),
    case("row16-0-bytes-without-a-cited-title", UNKNOWN, seen(200, None, size=0), title=""),
    case("row16-cut-before-the-first-byte", (UNKNOWN, TRANSIENT), seen(200, None, size=0, failure=CUT_BEFORE_THE_FIRST_BYTE)),
    case("row16-undecodable", UNKNOWN, failed(FailureKind.UNDECODABLE, Phase.BODY, status=200)),
    case("row16-maintenance", TRANSIENT, seen(200, UPKEEP), conf=0.3),
    case("row16-maintenance-in-the-title-alone", TRANSIENT, seen(200, page("Site under maintenance", words=30)), conf=0.3),
    *(case(f"row16-maintenance-{language}", TRANSIENT, seen(200, page(words, h1=words, words=30)), conf=0.3) for language, words in UPKEEP_IN),
    case("row16-database-error", TRANSIENT, seen(200, NO_DATABASE), conf=0.3),
    case("row16-maintenance-over-120-words-is-drifted", DRIFTED, seen(200, replace(UPKEEP, words=120)), conf=0.6),
    case("row16-article-on-maintenance-is-live", LIVE, seen(200, page("Down for maintenance")), title="Down for maintenance"),
]

PARKED_PAGES = [
    case("row17-for-sale", PARKED, seen(200, page("news.example.org", h1="This domain is for sale", text=SALE_TEXT, words=25)), conf=0.9),
    case("row17-for-sale-without-a-cited-title", PARKED, seen(200, page("x", text=SALE_TEXT, words=25)), title="", conf=0.9),
    case("row17-for-sale-in-an-article-without-related-searches", DRIFTED, seen(200, page("Domains", text="This domain is for sale.")), conf=0.6),
    case("row17-adblock-key", PARKED, seen(200, FOR_SALE), conf=0.9),
    case("row17-parking-frame", PARKED, seen(200, page("example", words=9, frame_sources=("https://www.sedoparking.com/x",))), conf=0.9),
    case("row17-sold-through-a-dealer", PARKED, seen(200, page("example.org is for sale | HugeDomains", words=90), via=(DEALER,)), conf=0.9),
    case("row17-nginx", PARKED, seen(200, page("Welcome to nginx!", h1="Welcome to nginx!", words=60)), conf=0.9),
    case("row17-apache", PARKED, seen(200, page("Apache2 Ubuntu Default Page: It works", words=380)), conf=0.9),
    case("row17-iis", PARKED, seen(200, page("IIS Windows Server", words=2)), conf=0.9),
    case("row17-suspended", PARKED, seen(200, SUSPENDED), conf=0.9),
    case("row17-suspended-in-the-h1-alone", PARKED, seen(200, page("example.org", h1="Account Suspended", words=14)), conf=0.9),
    case("row17-suspended-in-the-text-alone-is-drifted", DRIFTED, seen(200, page("Support", text="Account suspended? Ask us.", words=200)), conf=0.6),
    case("row17-gambling-on-the-same-host", PARKED, seen(200, SPAM), conf=0.9),
    case("row17-gambling-on-another-domain", PARKED, seen(200, SPAM, via=("https://slots.example.net/id",)), conf=0.9),
    case("row17-cited-page-on-casinos-is-live", LIVE, seen(200, page("Casino slot online", text=CASINO)), title="Casino slot online", conf=0.95),
    case("row17-a-few-casino-words-are-no-takeover", DRIFTED, seen(200, page("City approves casino", text="The casino opens")), conf=0.6),
    case("row17-house-for-sale-is-live", LIVE, seen(200, page("House for sale in Almaty")), title="House for sale in Almaty", conf=0.95),
    case("row17-article-on-a-suspended-account-is-live", LIVE, seen(200, page(f"{NOT_SUSPENDED} | Example News")), title=NOT_SUSPENDED),
]

PHRASES = [
    ("en", "Page not found", "Sorry, the page you are looking for does not exist"),
    ("ru", "Страница не найдена", "Запрашиваемая страница не существует"),
    ("kk", "Бет табылмады", "Бұл бет табылмады"),
    ("de", "Seite nicht gefunden", "Diese Seite existiert nicht"),
    ("fr", "Page introuvable", "Page non trouvée"),
    ("es", "Página no encontrada", "No se encontró la página"),
    ("it", "Pagina non trovata", "La pagina non esiste"),
    ("pt", "Página não encontrada", "A página não foi encontrada"),
    ("zh", "页面不存在", "找不到页面"),
    ("ar", "الصفحة غير موجودة", "لم يتم العثور على الصفحة"),
    ("tr", "Sayfa bulunamadı", "Aradığınız sayfa bulunamadı"),
    ("uk", "Сторінку не знайдено", "Сторінка не знайдена"),
]

MISSING_OR_SHELL = [
    *(case(f"row20-{lang}-title", SOFT_404, seen(200, page(f"{title} | Example", words=30)), conf=0.9) for lang, title, _ in PHRASES),
    *(case(f"row20-{lang}-capitals", SOFT_404, seen(200, page(title.upper(), words=30)), conf=0.9) for lang, title, _ in PHRASES),
    *(case(f"row20-{lang}-h1", SOFT_404, seen(200, page("Example", h1=h1, words=30)), conf=0.9) for lang, _, h1 in PHRASES),
    *(case(f"row20-{lang}-in-the-text-alone", DRIFTED, seen(200, page("News", text=h1, words=120)), conf=0.6) for lang, _, h1 in PHRASES),
    *(case(f"row20-{lang}-cited-title", LIVE, seen(200, page(title, h1=title, words=120)), title=title, conf=0.95) for lang, title, _ in PHRASES),
    case("row20-404-before-the-phrase", SOFT_404, seen(200, page("404 - Page Not Found", words=20)), conf=0.9),
    case("row20-in-a-shell", SOFT_404, seen(200, page("Page not found", words=5, scripts=4)), conf=0.9),
    case("row20-no-title-cited", SOFT_404, seen(200, NOWHERE), title="", conf=0.9),
    case("row20-at-another-url", SOFT_404, seen(200, NOWHERE, via=(f"{SITE}/oops",)), conf=0.9),
    case("row20-over-140-words", SOFT_404, seen(200, page("Page not found", words=140)), conf=0.9),
    case("row20-over-160-words-is-live", LIVE, seen(200, page("Page not found", words=160)), title="", conf=0.8),
    case("row20-over-160-words-and-another-title-is-drifted", DRIFTED, seen(200, page("Page not found", words=160)), conf=0.6),
    case("row20-beside-the-cited-title-in-the-h1", (LIVE, DRIFTED), seen(200, page("Page not found", h1=TITLE, words=80))),
    case("row20-beside-the-cited-title-in-the-text", (LIVE, DRIFTED), seen(200, page("Page not found", text=TITLE, words=80))),
    case("row21-shell", UNKNOWN, seen(200, SHELL)),
    case("row21-shell-without-a-word", UNKNOWN, seen(200, page(words=0, scripts=1))),
    case("row21-shell-of-19-words", UNKNOWN, seen(200, page("Loading", words=19, scripts=6))),
    case("row21-shell-without-a-cited-title", UNKNOWN, seen(200, SHELL), title=""),
    case("row21-shell-that-has-the-title", UNKNOWN, seen(200, page(TITLE, words=3, scripts=2))),
    case("row21-few-words-and-no-script-is-live", LIVE, seen(200, page(TITLE, words=8)), conf=0.95),
    case("row21-20-words-and-scripts-is-live", LIVE, seen(200, page(TITLE, words=20, scripts=12)), conf=0.95),
]

DOWN_AND_PARKED = replace(UPKEEP, html_attributes=ADBLOCK_KEY)
PARKED_AND_MISSING = replace(NOWHERE, html_attributes=ADBLOCK_KEY)
DOWN_AND_MISSING = replace(UPKEEP, h1="Page not found")
DOWN_IN_A_SHELL = page("Down for maintenance", h1="Down for maintenance", words=6, scripts=3)
ERROR_PATH = f"{SITE}/error/500"
EARLIER_WINS = [
    landed("row16-before-row17-maintenance-of-a-parked-domain", TRANSIENT, URL, f"{SITE}/7", DOWN_AND_PARKED, conf=0.3),
    landed("row16-before-row18-maintenance-at-the-root", TRANSIENT, URL, f"{SITE}/", UPKEEP, conf=0.3),
    case("row16-before-row18-0-bytes-at-the-root", UNKNOWN, seen(200, None, size=0, via=(f"{SITE}/",))),
    landed("row16-before-row19-maintenance-at-an-error-path", TRANSIENT, URL, ERROR_PATH, UPKEEP, conf=0.3),
    case("row16-before-row19-0-bytes-at-an-error-path", UNKNOWN, seen(200, None, size=0, via=(ERROR_PATH,))),
    case("row16-before-row20-maintenance-and-not-found", TRANSIENT, seen(200, DOWN_AND_MISSING), conf=0.3),
    case("row16-before-row21-maintenance-in-a-shell", TRANSIENT, seen(200, DOWN_IN_A_SHELL), conf=0.3),
    landed("row17-before-row18-for-sale-at-the-root", PARKED, URL, f"{SITE}/", FOR_SALE, conf=0.9),
    landed("row17-before-row19-for-sale-at-an-error-path", PARKED, URL, ERROR_PATH, FOR_SALE, conf=0.9),
    case("row17-before-row20-for-sale-and-not-found", PARKED, seen(200, PARKED_AND_MISSING), conf=0.9),
    case("row17-before-row21-for-sale-in-a-shell", PARKED, seen(200, replace(SHELL, html_attributes=ADBLOCK_KEY)), conf=0.9),
    case("row17-before-row25-for-sale-without-a-cited-title", PARKED, seen(200, FOR_SALE), title="", conf=0.9),
    landed("row18-before-row20-not-found-at-an-ancestor", SOFT_404, URL, f"{SITE}/2015/10/", NOWHERE, conf=0.6),
    landed("row18-before-row21-shell-at-the-root", SOFT_404, URL, f"{SITE}/", SHELL, conf=0.9),
    landed("row18-before-row21-shell-at-an-ancestor", SOFT_404, URL, f"{SITE}/2015/", SHELL, conf=0.6),
    landed("row19-before-row21-shell-at-an-error-path", SOFT_404, URL, ERROR_PATH, SHELL, conf=0.9),
    landed("row21-before-row23-shell-at-another-url", UNKNOWN, URL, f"{SITE}/7", SHELL),
    landed("row21-before-row23-shell-that-has-the-title-at-another-url", UNKNOWN, URL, f"{SITE}/7", page(TITLE, words=3, scripts=2)),
]

ROWS: list[Judged] = [*EMPTY_OR_DOWN, *PARKED_PAGES, *MISSING_OR_SHELL, *EARLIER_WINS]

ASKING: list[Asked] = [
    asked("row16-0-bytes", None, seen(200, None, size=0)),
    asked("row16-maintenance", None, seen(200, UPKEEP)),
    asked("row17-for-sale", None, seen(200, FOR_SALE)),
    asked("row17-gambling", None, seen(200, SPAM)),
    asked("row18-home-page", None, seen(200, page("Front page"), via=(f"{SITE}/",))),
    asked("row19-error-path", None, seen(200, page("Oops"), via=(ERROR_PATH,))),
    asked("row20-not-found-phrase", None, seen(200, NOWHERE)),
    asked("row21-shell", None, seen(200, SHELL)),
    asked("row21-shell-without-a-cited-title", None, seen(200, SHELL), title=""),
]


@pytest.mark.parametrize("row", ROWS, ids=attrgetter("name"))
def test_state(row: Judged) -> None:
    assert not list(row.misses())


@pytest.mark.parametrize("row", ASKING, ids=attrgetter("name"))
def test_what_is_asked_next(row: Asked) -> None:
    assert not list(row.misses())


@pytest.mark.parametrize("state", [LIVE, DRIFTED], ids=str)
def test_no_page_in_another_language_is_called_missing_for_its_article(state: LinkState) -> None:
    """An article about a page that is missing is no missing page: 400 words under each of the phrases."""
    for language, phrase, _ in PHRASES:
        shown = page(phrase, h1=phrase)
        row = case(language, state, seen(200, shown), title=phrase if state is LIVE else TITLE)
        assert not list(row.misses())
