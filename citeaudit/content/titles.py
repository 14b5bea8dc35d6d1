"""Whether a page still carries the title it was cited by (pure)."""

from __future__ import annotations

import re
from enum import StrEnum

from citeaudit.content.words import count_phrase, fold, tokens
from citeaudit.model import Page
from citeaudit.urls import host_of, registrable_domain

AGREES_FROM = 0.5
"""The share of the cited title's words that a page's title must have (design: token overlap >= 0.5)."""

# Spaced marks part a title from a site's name: "Title | Site", "Site - Title", "Title « Site".
_SEPARATOR = re.compile(r"\s+(?:[|·•»«›‹—–-]|::)\s+|\s*\|\s*")

# Words that say nothing of what a page is about; alone they would make two titles agree ("The state of the union", "The end of the world").
# fmt: off
_EMPTY_WORDS = frozenset((
    "the", "an", "of", "in", "on", "at", "to", "by", "is", "as", "or", "and", "for", "from", "with", "и", "в", "на", "с", "по", "о", "об",
    "для", "что", "как", "der", "die", "das", "und", "von", "im", "zu", "de", "la", "le", "les", "des", "du", "et", "en", "au", "une", "pour",
    "el", "los", "las", "del", "y", "por", "que", "di", "il", "e", "o", "da", "do", "dan", "yang",
))
# fmt: on
_SITE_WORDS = 2


class Agreement(StrEnum):
    """How the title of a page stands to the cited one."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NOTHING = "nothing to compare"


def compare(cited: str, page: Page, url: str = "") -> Agreement:
    """Compares the cited title with what the page calls itself (title, first heading, `citation_title`).

    The site's name at either end of a title is taken off first: the name the page gives itself, or one that the host of `url` says; not
    where a site itself is cited, by its name.
    Share of the cited title's words, not of all: pages add to a title more often than articles do.
    """
    names = frozenset((fold(page.site_name), fold(page.publisher)))
    domain = registrable_domain(host_of(url))
    wanted = _without_site(cited, names, domain)
    shown = [page.title, page.h1, *(value for name, value in page.citation if name == "citation_title")]
    if wanted:
        shown = [_without_site(title, names, domain) for title in shown]
    shown = list(filter(fold, shown))
    if not shown or not fold(cited):
        return Agreement.NOTHING
    agrees = any(overlap(wanted or cited, title) >= AGREES_FROM for title in shown)
    return Agreement.AGREES if agrees else Agreement.DIFFERS


def overlap(cited: str, shown: str) -> float:
    """The share (0 to 1) of the cited title's words that the shown title has."""
    wanted = _meaning(cited)
    return len(wanted & _meaning(shown)) / len(wanted) if wanted else 0.0


def is_absent(cited: str, page: Page, url: str = "") -> bool:
    """Whether neither the page's titles nor its text carry the cited title; true also where no title was cited."""
    wanted = fold(cited)
    return compare(cited, page, url) is not Agreement.AGREES and not (wanted and count_phrase(fold(page.text), wanted))


def parts(title: str) -> list[str]:
    """A title cut at the marks that part it from a site's name; never empty parts."""
    return [part for part in _SEPARATOR.split(title) if fold(part)]


def _meaning(title: str) -> frozenset[str]:
    every = frozenset(tokens(title))
    return every - _EMPTY_WORDS or every


def _without_site(title: str, names: frozenset[str], domain: str) -> str:
    left = parts(title)
    while left and _is_site(left[-1], names, domain):
        left.pop()
    while left and _is_site(left[0], names, domain):
        left.pop(0)
    return " ".join(left)


def _is_site(part: str, names: frozenset[str], domain: str) -> bool:
    """Whether a part of a title is the site's name: as it says itself, or as its domain spells it (`osce`, `astanatimes`, `hrw` by initials)."""
    folded = fold(part)
    words = folded.split()
    label = fold(domain.partition(".")[0]).replace(" ", "")
    if folded in names or (domain and folded == fold(domain)):
        return True
    spelt = {"".join(words), "".join(words[words[:1] == ["the"] :]), "".join(word[0] for word in words)}
    return bool(label) and (label in spelt or (len(words) <= _SITE_WORDS and label in words))
