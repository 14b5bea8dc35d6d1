"""Calls of short citations (`{{sfn|Smith|2010|p=4}}`) → the names in the page that they point to, and their words as printed (pure).

The rule: https://en.wikipedia.org/wiki/Template:Sfn and https://en.wikipedia.org/wiki/Module:Footnotes. A name is `CITEREF`, up to four surnames
and the year with its letter; `ref=` gives it whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from citeaudit.articles.wikitext.templates import Call
from citeaudit.articles.wikitext.words import plain

MOST_NAMES = 4
_MOST_YEARS = 11
_PREFIX = "CITEREF"
_WRITTEN = re.compile(rf"(?<!#){_PREFIX}[^\s\"'|{{}}<>\[\]]+")
_LINKED = re.compile(rf"\[\[[^\[\]|#]*#({_PREFIX}[^\[\]|]+)")
# How the parameters for pages are printed; those of other wikis stand beside (fr, ru, uk, de, es, pl).
_PAGES = {
    "p": "p. ",
    "page": "p. ",
    "с": "с. ",
    "s": "s. ",
    "pp": "pp. ",
    "pages": "pp. ",
    "loc": "",
    "at": "",
    "passage": "p. ",
    "lire": "",
    "стр": "с. ",
}
_NAMED = ("ref", "id", "cid")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortCite:
    """What a short citation points to, and its words."""

    points_to: tuple[str, ...]
    words: str


def anchor_name(*parts: str) -> str:
    """The name of an entry from surnames and year, or from what follows `CITEREF` in it; spaces are underscores in it, as in a page's ids."""
    return _PREFIX + "_".join("".join(parts).split())


def written_names(words: str) -> tuple[str, ...]:
    """The names that wikitext itself gives entries (`ref=CITEREFSmith2010`, `id="CITEREFSmith2010"`)."""
    return tuple(unescape(name) for name in _WRITTEN.findall(words)) if _PREFIX in words else ()


def linked_names(words: str) -> tuple[str, ...]:
    """The names that links among words lead to (`[[#CITEREFSmith2010|Smith 2010]]`)."""
    return tuple(anchor_name(name.removeprefix(_PREFIX)) for name in _LINKED.findall(words)) if _PREFIX in words else ()


def label_cite(call: Call) -> ShortCite:
    """Reads the call of a short citation by label, page and perhaps the entry's own name (https://it.wikipedia.org/wiki/Template:Cita)."""
    label, page, name, *_ = (*map(plain, call.unnamed), "", "", "")
    names = dict.fromkeys(anchor_name(*words) for words in ((name or label,), (name or label).split()) if words)
    return ShortCite(points_to=tuple(names), words=", ".join(filter(None, (label, page))))


def short_cite(call: Call) -> ShortCite:
    """Reads the call of a short citation, one of several works (`{{sfnm|1a1=Smith|1y=2010|2a1=Jones|2y=2011}}`) too; those of `{{harvs}}` are
    of the same authors (https://en.wikipedia.org/wiki/Template:Harvs)."""
    works = list(_several(call)) or list(_named(call)) or [_one(call)]
    return ShortCite(points_to=tuple(name for name, _ in works if name), words="; ".join(words for _, words in works))


def _one(call: Call) -> tuple[str, str]:
    words = [plain(value) for value in call.unnamed if value][: MOST_NAMES + 1]
    name = call.value(*_NAMED)
    shown = "".join(f", {_PAGES[key]}{plain(value)}" for key, value in call.parameters if key in _PAGES and value)
    return _given_name(name, words), f"{_printed(words)}{shown}"


def _several(call: Call) -> Iterator[tuple[str, str]]:
    given = dict(call.parameters)
    number = 1
    while any(given.get(f"{number}{key}") for key in ("a1", "y")):
        names = [plain(given.get(f"{number}a{n}", "")) for n in range(1, MOST_NAMES + 1)]
        words = [name for name in (*names, plain(given.get(f"{number}y", ""))) if name]
        shown = "".join(f", {mark}{plain(given[f'{number}{key}'])}" for key, mark in _PAGES.items() if given.get(f"{number}{key}"))
        yield _given_name(given.get(f"{number}ref", ""), words), f"{_printed(words)}{shown}"
        number += 1


def _named(call: Call) -> Iterator[tuple[str, str]]:
    """Works of authors who are given by name (`{{harvs|last=Smith|last2=Jones|year=2005a|year2=2005b}}`)."""
    given = dict(call.parameters)
    names = [plain(name) for n in ("", *range(2, MOST_NAMES + 1)) if (name := given.get(f"last{n}") or given.get(f"author{n}"))]
    years = [plain(year) for n in ("", *range(2, _MOST_YEARS)) if (year := given.get(f"year{n}"))]
    yield from ((anchor_name(*names, year), _printed([*names, year])) for year in years if names)


def _given_name(name: str, words: Sequence[str]) -> str:
    name = plain(name)
    if name == "none":
        return ""
    if name:
        return name if name.startswith(_PREFIX) else anchor_name(name)
    return anchor_name(*words) if words else ""


def _printed(words: Sequence[str]) -> str:
    """`Smith 2010`, `Smith & Jones 2010`, `Smith, Jones & Brown 2010`, and from four names on `Smith et al. 2010`."""
    *names, last = words or [""]
    if not re.search(r"\d", last):
        names, last = list(words), ""
    joined = " & ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
    return f"{names[0]} et al. {last}".strip() if len(names) >= MOST_NAMES else f"{joined} {last}".strip()
