"""How an answer keeps a reader or a robot out: robot walls, logins, consent, regions (pure).

Headers and words of the vendors' pages: developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response,
docs.aws.amazon.com/waf/latest/developerguide/waf-captcha-and-challenge-actions.html, phrases/walls.toml.
"""

from __future__ import annotations

from citeaudit.content.phrasebook import linked, phrases, said
from citeaudit.content.titles import parts
from citeaudit.content.words import count_phrase, fold
from citeaudit.model import Exchange, Page

WALL_WORDS = 200
"""A wall has few words; the same words and scripts stand on ordinary pages too (design: row 8)."""

DOOR_WORDS = 100
"""Login and consent pages have fewer still (design: row 10)."""

_COVERS = 0.5
"""The share of a title that a phrase must fill where it does not begin it."""

# Services that also pass ordinary pages on, with the same headers: these count only on errors (not 404 and 410, which are the site's own).
_PASSING = ("x-datadome", "x-iinfo")
_PASSING_SERVER = "ddos-guard"
_NOT_A_WALL = (404, 410)

# Cloudflare's "Access denied" (developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-1xxx-errors/error-1020), folded.
_FIREWALL = ("error 1020", "error code 1020")


def robot_wall(exchange: Exchange) -> str:
    """What shows that a robot wall answered instead of the site, in words for evidence; empty where nothing does."""
    return _by_header(exchange) or _by_page(exchange) or _by_service(exchange)


def captcha_widget(page: Page) -> str:
    """The captcha service whose widget stands on a page of few words; empty where none does. Ordinary short pages with a form have one too."""
    sources = tuple(source for source in (*page.script_sources, *page.frame_sources) if not _is_invisible(source))
    return linked(sources, "walls", "widget") if page.words < WALL_WORDS else ""


def door(page: Page) -> str:
    """The words by which a page of few words asks for a login or for consent; empty where it does not."""
    if page.words >= DOOR_WORDS:
        return ""
    login = _titled(page, "login") if page.password_fields else ""
    return login or (_titled(page, "consent") if page.consent_forms else "")


def region_notice(page: Page) -> str:
    """The words by which a page says that it is not for the reader's region; empty where it does not."""
    return said(f"{page.title} / {page.h1} / {page.text}", "walls", "region")


def _titled(page: Page, kind: str) -> str:
    """The listed phrase that a part of the title or heading is, for the most part, or begins with; else empty."""
    folded = [fold(part) for title in (page.title, page.h1) for part in parts(title)]
    return next((phrase.words for phrase in phrases("walls", kind) if any(_says(part, phrase.folded) for part in folded)), "")


def _says(part: str, phrase: str) -> bool:
    # One word may begin a headline ("Вход в метро закрыт"), two or more are meant: "Log in to the library".
    begins = " " in phrase and f"{part} ".startswith(f"{phrase} ")
    return begins or (len(phrase) >= _COVERS * len(part) and bool(count_phrase(part, phrase)))


def _by_header(exchange: Exchange) -> str:
    if exchange.header("cf-mitigated").lower() == "challenge":
        return "cf-mitigated: challenge"
    if action := exchange.header("x-amzn-waf-action"):
        return f"x-amzn-waf-action: {action}"
    return "status 999" if exchange.status == 999 else ""


def _by_page(exchange: Exchange) -> str:
    page = exchange.page
    if page is None:
        return ""
    shown = f"{page.title} / {page.h1} / {page.text}"
    if exchange.header("server").lower().startswith("akamaighost") and "reference #" in shown.lower():
        return "AkamaiGHost: Reference #"
    is_short = page.words < WALL_WORDS
    if (exchange.status >= 400 or is_short) and any(count_phrase(fold(shown), words) for words in _FIREWALL):
        return "error 1020"
    if not is_short:
        return ""
    words = said(shown, "walls", "challenge")
    return f"“{words}”" if words else linked((*page.script_sources, *page.frame_sources), "walls", "wall_script")


def _by_service(exchange: Exchange) -> str:
    if exchange.status < 400 or exchange.status in _NOT_A_WALL:
        return ""
    named = next((name for name in _PASSING if exchange.header(name)), "")
    return named or (f"server: {_PASSING_SERVER}" if exchange.header("server").lower().startswith(_PASSING_SERVER) else "")


def _is_invisible(source: str) -> bool:
    """reCAPTCHA v3 has no widget: it is loaded with the site's key (developers.google.com/recaptcha/docs/v3), and by whole sites on every page."""
    return "recaptcha/" in source and "render=" in source and not any(how in source for how in ("render=explicit", "render=onload"))
