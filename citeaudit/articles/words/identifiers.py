"""Identifiers that a citation prints: DOI, ISBN, ISSN, PMID and their like (pure).

The names and the forms are those of https://en.wikipedia.org/wiki/Help:Citation_Style_1#Identifiers.
"""

from __future__ import annotations

import re

from citeaudit.articles.words.phrases import CUT
from citeaudit.model import Identifier

# (scheme, pattern of the value); the scheme's name is printed before it, with a colon or a space.
_PRINTED = (
    ("arxiv", r"(?:[a-z-]+(?:\.[A-Z]{2})?/)?\d[\d.]+(?:v\d+)?"),
    ("bibcode", r"\d{4}[\w.&]{15}"),
    ("doi", r"10\.\d{4,9}/\S+"),
    ("hdl", r"\d[\d.]*/\S+"),
    ("isbn", r"(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx]"),
    ("issn", r"\d{4}-\d{3}[\dXx]"),
    ("jstor", r"\d+"),
    ("lccn", r"[a-z]{0,3}\d{8,10}"),
    ("oclc", r"\d+"),
    ("pmc", r"(?:PMC)?\d+"),
    ("pmid", r"\d+"),
    ("s2cid", r"\d+"),
)
_ANY = re.compile("|".join(rf"(?<!\w){scheme}[:\s]\s?(?P<{scheme}>{value})" for scheme, value in _PRINTED), re.IGNORECASE)


def take_identifiers(words: str) -> tuple[tuple[Identifier, ...], str]:
    """Takes the identifiers out of some words: each once, in order, and the words that remain with `CUT` in their places."""
    plain = words.lower()
    if not any(scheme in plain for scheme, _ in _PRINTED):
        return (), words
    found: dict[Identifier, None] = {}
    for match in _ANY.finditer(words):
        scheme, value = next((scheme, value) for scheme, value in match.groupdict().items() if value)
        found[Identifier(scheme=scheme, value=value.rstrip(".,;)"))] = None
    return tuple(found), _ANY.sub(CUT, words) if found else words
