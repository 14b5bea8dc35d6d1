"""Whether a page is one of a domain that nobody keeps a site on: for sale, parked, a server's default, taken over (pure)."""

from __future__ import annotations

from citeaudit.content.phrasebook import linked, phrases, said
from citeaudit.content.words import count_phrase, count_words, fold
from citeaudit.model import Page
from citeaudit.urls import host_of, registrable_domain

AD_KEY = "data-adblockkey"
"""The attribute by which parking services ask ad blockers to be let through."""

GAMBLING_SHARE = 0.1
"""The share of a page's words above which gambling words are its content (design: row 17)."""

_GAMBLING_COUNT = 10
_GAMBLING_KINDS = 2
"""Fewer of them, or one word again and again, are no advertisement, however short the page: news of a casino, of a poker champion."""

_SALE_WORDS = 300
"""From this many words on a page that has the words of a sale is about sales."""

_DEFAULT_WORDS = 500
_BRIEF_DEFAULT_WORDS = 150
"""The same for a default page; less for titles of three words or less ("It works!", "Account suspended"), which are headlines too."""

_BRIEF_TITLE = 3
_BRIEF_TEXT = 20


def parking_sign(page: Page, url: str, *, is_article: bool = False) -> str:
    """What on a page, or in the address it was found at, shows a parked or suspended domain, in words for evidence; empty where nothing does.

    One that `is_article` may write of domains that are for sale.
    """
    if any(name.lower() == AD_KEY for name, _ in page.html_attributes):
        return f"attribute {AD_KEY}"
    if host := _parking_host(url):
        return f"parking host {host}"
    if address := linked((*page.script_sources, *page.frame_sources), "parked", "parking_script"):
        return f"script or frame of {address}"
    for kind, sources in (("script", page.script_sources), ("frame", page.frame_sources)):
        if host := next(filter(None, map(_parking_host, sources)), ""):
            return f"{kind} of parking host {host}"
    return _default_page(page) or ("" if is_article else _sale(page) or _own_sale(page, url))


def is_gambling(page: Page) -> bool:
    """Whether gambling words make up more than a tenth of the page's words."""
    folded = fold(f"{page.title} / {page.h1} / {page.text}")
    counted = [(count_phrase(folded, phrase.folded), phrase.folded) for phrase in phrases("parked", "gambling")]
    counted = [(count, words) for count, words in counted if count]
    is_repeated = len(counted) >= _GAMBLING_KINDS and sum(count for count, _ in counted) >= _GAMBLING_COUNT
    return is_repeated and sum(count * count_words(words) for count, words in counted) > GAMBLING_SHARE * count_words(folded)


def _parking_host(url: str) -> str:
    host = host_of(url)
    # Each domain on sale has a host of its own there: ww1.parkingcrew.net.
    return next((known.words for known in phrases("parked", "host") if f".{host}".endswith(f".{known.words}")), "")


def _default_page(page: Page) -> str:
    # Only as the whole title, or as all that the page says: "Account suspended: a reporter's story" is a headline.
    shown = (page.title, page.h1, page.text if page.words < _BRIEF_TEXT else "")
    known = {phrase.folded for phrase in phrases("parked", "default_page")}
    return next((f"“{words}”" for words in shown if words and fold(words) in known and page.words < _most(words)), "")


def _most(title: str) -> int:
    return _BRIEF_DEFAULT_WORDS if count_words(title) <= _BRIEF_TITLE else _DEFAULT_WORDS


def _sale(page: Page) -> str:
    if page.words >= _SALE_WORDS:
        return ""
    shown = f"{page.title} / {page.h1} / {page.text}"
    sale = said(shown, "parked", "for_sale")
    related = said(shown, "parked", "related") if sale else ""
    return f"“{sale}” and “{related}”" if related else ""


def _own_sale(page: Page, url: str) -> str:
    """A title or heading that offers the domain the page stands on: "example.org is for sale"."""
    if page.words >= _SALE_WORDS:
        return ""
    offers = [title for title in (page.title, page.h1) if said(title, "parked", "own_sale")]
    domain = fold(registrable_domain(host_of(url))) if offers else ""
    return next((f"“{title}”" for title in offers if domain and count_phrase(fold(title), domain)), "")
