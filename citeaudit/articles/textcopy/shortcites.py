"""Short citations of a plain-text copy ("Smith 2010, p. 4") and the entries of its bibliography that they point to (pure).

Only what fits exactly one entry by surnames and year is a short citation; anything else stays a source of its own
(https://en.wikipedia.org/wiki/Wikipedia:Citing_sources#Short_citations).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_YEAR = r"(?:1[0-9]|20)\d\d[a-z]?"
# Names, a year with or without brackets, and perhaps the pages after a stop: nothing else.
_SHORT = re.compile(rf"(?P<names>[^\d\"“”«»„()\[\]:;]{{1,80}}?),?\s\(?(?P<year>{_YEAR})\)?(?:[.,:;]\s?(?P<rest>[^\"“”«»„]{{0,60}}))?")
_IN_BRACKETS = re.compile(r"\(([^()]+)\)\.?")
_URL = re.compile(r"\w://")
# A stop before a longer word ends no initial: what follows is a title.
_PART = re.compile(r"\.\s+[^\W\d_]{3}")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_PLACE = re.compile(r"(?:[^\W\d_]{1,6}\.|[^\W\d_]{1,2})\s?\d|[^\W\d_]{1,12}\.?\s(?:§?\d|[IVXLC]+(?!\w))")
_LEAD_IN = re.compile(r"^(?:see(?:\salso)?|cf\.?|vgl\.?|siehe|voir|véase|см\.?)\s", re.IGNORECASE)
_OTHERS = re.compile(r"\bet\s+al\b\.?|\bи\s+др\b\.?|\bu\.\s?a\.", re.IGNORECASE)
_YEAR_IN_BRACKETS = re.compile(rf"\(\D{{0,20}}?(?P<year>{_YEAR})\)")
_YEARS = re.compile(rf"(?<!\w){_YEAR}(?!\w)")
_SURNAME_FIRST = re.compile(r"(?P<surname>[^\W\d_][\w'’-]*(?:\s[^\W\d_][\w'’-]*){0,2})(?:,|\s[^\W\d_]\.|\s\(|\.\s)")
_HEAD = 300
"""Characters; authors and year of an entry stand in its first ones."""
_LONGEST = 1200
"""Characters; a longer paragraph is no entry of a bibliography."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """What a short citation says: its surnames, the first one first, and its year with the letter that tells works of one year apart."""

    names: tuple[str, ...]
    year: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """An entry that short citations may point to: its surname, the names before its title, and the years that may be its."""

    surname: str
    names: frozenset[str]
    years: frozenset[str]


def read_short(words: str) -> Short | None:
    """What a reference says as a short citation, None where it says more or less."""
    inside = _IN_BRACKETS.fullmatch(words.strip())
    found = _SHORT.fullmatch(_LEAD_IN.sub("", inside[1] if inside else words.strip()))
    named = _OTHERS.sub("", found["names"]) if found else ""
    if found is None or _URL.search(words) or _PART.search(named) or not _is_place(found["rest"] or ""):
        return None
    names = [name for name in _WORD.findall(named) if not name[0].islower()]
    return Short(names=tuple(name.casefold() for name in names), year=found["year"]) if names else None


def _is_place(rest: str) -> bool:
    """Whether what follows a year says where in the work: `p. 4`, `S. 4`, `chapter 3`; a title begins with a capital or has no number."""
    rest = rest.strip(" .,:;")
    return not rest or rest[0].islower() or bool(_PLACE.match(rest)) or (not rest[0].isupper() and any(map(str.isdecimal, rest)))


def read_work(words: str) -> Work | None:
    """What an entry's authors and years are, None where it cannot be one: it begins with a surname, and a year is in it."""
    first = _SURNAME_FIRST.match(words)
    if first is None or len(words) > _LONGEST or read_short(words):
        return None
    dated = _YEAR_IN_BRACKETS.search(words, 0, _HEAD)
    years = {dated["year"]} if dated else set(_YEARS.findall(words))
    names = words[: dated.start() if dated else _HEAD]
    if not years or all(word[0].islower() for word in first["surname"].split()):
        return None
    return Work(surname=first["surname"].casefold(), names=frozenset(map(str.casefold, _WORD.findall(names))), years=frozenset(years))


def targets(shorts: Mapping[str, Short], works: Mapping[str, Work]) -> dict[str, str]:
    """The work of each short citation, both by their labels, where exactly one fits."""
    by_year: dict[tuple[str, str], list[str]] = {}
    for name, work in works.items():
        for year in work.years:
            for word in set(_WORD.findall(work.surname)):
                by_year.setdefault((word, year), []).append(name)
    found = {}
    for name, short in shorts.items():
        same = by_year.get((short.names[0], short.year), ())
        fitting = [other for other in same if other != name and set(short.names) <= works[other].names]
        if len(fitting) == 1:
            found[name] = fitting[0]
    return found
