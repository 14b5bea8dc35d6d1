"""Whether a page is one of a domain that nobody keeps a site on: for sale, parked, a server's default, taken over (pure)."""

from __future__ import annotations

from citeaudit.content.phrasebook import linked, phrases, said
from citeaudit.content.words import count_phrase, count_words, fold
from citeaudit.model import Page
from citeaudit.urls import host_of

AD_KEY = "data-adblockkey"
"""The attribute by which parking services ask ad blockers to be let through."""

GAMBLING_SHARE = 0.1
"""The share of a page's words above which gambling words are its content (design: row 17)."""

_GAMBLING_COUNT = 5
"""Fewer of them are no repetition, however short the page."""


def parking_sign(page: Page, url: str) -> str:
    """What on a page, or in the address it was found at, shows a parked or suspended domain, in words for evidence; empty where nothing does."""
    if any(name.lower() == AD_KEY for name, _ in page.html_attributes):
        return f"attribute {AD_KEY}"
    if host := _parking_host(url):
        return f"parking host {host}"
    if address := linked((*page.script_sources, *page.frame_sources), "parked", "parking_script"):
        return f"script or frame of {address}"
    if host := next(filter(None, map(_parking_host, page.frame_sources)), ""):
        return f"frame of parking host {host}"
    return _default_page(page) or _sale(page)


def is_gambling(page: Page) -> bool:
    """Whether gambling words make up more than a tenth of the page's words."""
    folded = fold(f"{page.title} / {page.h1} / {page.text}")
    counted = [(count_phrase(folded, phrase.folded), phrase.folded) for phrase in phrases("parked", "gambling")]
    times = sum(count for count, _ in counted)
    return times >= _GAMBLING_COUNT and sum(count * count_words(words) for count, words in counted) > GAMBLING_SHARE * count_words(folded)


def _parking_host(url: str) -> str:
    host = host_of(url)
    # Each domain on sale has a host of its own there: ww1.parkingcrew.net.
    return next((known.words for known in phrases("parked", "host") if f".{host}".endswith(f".{known.words}")), "")


def _default_page(page: Page) -> str:
    # Only as the whole title: "Account suspended: a reporter's story" is a headline.
    titles = [title for title in (page.title, page.h1) if title]
    known = {phrase.folded for phrase in phrases("parked", "default_page")}
    return next((f"“{title}”" for title in titles if fold(title) in known), "")


def _sale(page: Page) -> str:
    shown = f"{page.title} / {page.h1} / {page.text}"
    sale = said(shown, "parked", "for_sale")
    related = said(shown, "parked", "related") if sale else ""
    return f"“{sale}” and “{related}”" if related else ""
