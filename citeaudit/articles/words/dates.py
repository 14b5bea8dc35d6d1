"""The dates that citations print, read to the precision that is printed; what can be read in two ways is not read (pure).

Month names are those of `months.csv`: Unicode CLDR 47.0.0, cldr-dates-full, ca-gregorian.json of each language, wide and abbreviated,
in running text and alone (https://github.com/unicode-org/cldr-json, commit b08a82b), and for rows without short names the same data as Babel
2.19 carries it. The printed forms are those of https://en.wikipedia.org/wiki/Help:Citation_Style_1#Dates and their like in other languages.
"""

from __future__ import annotations

import csv
import re
from calendar import monthrange
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from citeaudit.model import PartialDate

_WORD = r"""[^\s\d.,;:()\[\]"“”«»/–-]{2,20}"""
_OF = r"(?:[^\W\d_]{1,3}[ '’])?"
_YEAR = r"[12]\d{3}"

# One alternative for each printed form, with the signs one of which stands in it, where there are such. `d`, `m`, `y` are numbers, `M` a word
# that must be a month, `to` marks the end of a range, which takes a step off the precision: "20–21 November 2018" is November 2018.
_FORMS = tuple(
    (signs, re.compile(form))
    for signs, form in (
        ("-", rf"(?<![\d-])(?P<y>{_YEAR})-(?P<m>\d\d?)(?:-(?:00|(?P<d>\d\d?)))?(?![\d-])"),
        (
            "",
            rf"(?<!\d)(?:(?P<to>\d\d?)\s?[–-]\s?)?(?P<d>\d\d?)(?:st|nd|rd|th|er|[.ºª°])?[\s-]{_OF}(?P<M>{_WORD})\.?[,،]?[\s-]{_OF}(?P<y>{_YEAR})(?!\d)",
        ),
        ("", rf"(?<!\w)(?P<M>{_WORD})\.?\s(?P<d>\d\d?)(?P<to>\s?[–-]\s?\d\d?)?(?:st|nd|rd|th)?[,،]?\s(?P<y>{_YEAR})(?!\d)"),
        ("", rf"(?<!\w)(?<!\d[\s.])(?<!\d\.\s)(?:(?P<to>{_WORD})\s?[–-]\s?)?(?P<M>{_WORD})\.?,?\s{_OF}(?P<y>{_YEAR})(?![\d-])"),
        ("", rf"(?<!\d)(?P<y>{_YEAR})\.?\s(?:m\.\s)?(?P<M>{_WORD})\s(?P<d>\d\d?)(?!\d)"),
        ("ж", rf"(?<!\d)(?P<y>{_YEAR})\s(?:ж\.|жыл(?:ғы|дың|ы)?)\s(?:(?P<d>\d\d?)\s)?(?P<M>{_WORD})"),
        ("年년", rf"(?<!\d)(?P<y>{_YEAR})\s?[年년](?:\s?(?P<m>\d\d?)\s?[月월](?:\s?(?P<d>\d\d?)\s?[日일])?)?"),
        ("./", rf"(?<![\d./])(?P<y>{_YEAR})(?P<mark>[./])(?P<m>\d\d?)(?P=mark)(?P<d>\d\d?)(?![\d/])"),
        (".", rf"(?<![\d./])(?P<d>\d\d?)\.\s?(?P<m>\d\d?)\.\s?(?P<y>{_YEAR})(?!\d)"),
        ("/-", rf"(?<![\d./-])(?P<either>\d\d?)(?P<mark>[/-])(?P<other>\d\d?)(?P=mark)(?P<y>{_YEAR})(?![\d/-])"),
        ("á", rf"(?<!\w)(?:(?:ngày\s)?(?P<d>\d\d?)\s)?tháng\s(?P<m>\d\d?)(?:\snăm|,)?\s(?P<y>{_YEAR})(?!\d)"),
    )
)
_SIGNS = "".join(signs for signs, _ in _FORMS)
_DAY_FIRST, _MONTH_FIRST, _MONTH_ALONE = (_FORMS[place][1] for place in (1, 2, 3))
_BEFORE_YEAR = " \t\n.,-'’"
"""What may stand between a year and the word or the day before it."""

# A season is less than a month can say, so its date is the year; so is what stands in brackets after one (`1939 [1912]`, `1997 (reprint)`).
_SEASON = r"(?:Spring|Summer|Autumn|Fall|Winter)"
_YEAR_ALONE = re.compile(rf"(?:{_SEASON}(?:\s?[–/-]\s?{_SEASON})?\s)?(?P<y>{_YEAR})(?:\s?[(\[][^()\[\]]*[)\]])?", re.IGNORECASE)
# What a year may end in: the letter that tells works of one year apart (`2005a`), or the word for year of ru, uk and kk.
_YEAR_END = re.compile(rf"(?<!\d)({_YEAR})(?:[a-z]|\s?(?:г|год|года|р|рік|року|ж|жыл|жылы)\.?)$")
_STAMP = re.compile(rf"({_YEAR})([01]\d)([0-3]\d)")
_YEARS = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
_REACH = 80
"""Characters between a year and the end of a date around it, at most; the longest form has two words of 20 and a number on one side of it."""
_LONG, _KEPT = 120, 4096
"""Characters of words whose dates are kept, and how many such words: dates and names repeat in a list of references."""
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2010": "-", "\u2011": "-", "\u2012": "–"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A date as it stands in some words, `span` = (start, end) in them. `date` is None where it can be read in two ways."""

    date: PartialDate | None
    span: tuple[int, int]


@lru_cache(_KEPT)
def read_date(words: str) -> PartialDate | None:
    """Reads words that are a date and nothing else, a bare year too; None where they are not, or can be read in two ways."""
    asked = _YEAR_END.sub(r"\1", words.strip().rstrip(",;").strip())
    if stamp := _STAMP.fullmatch(asked):
        return PartialDate.from_iso("-".join(stamp.groups()))
    if not _YEARS.search(asked):
        return None
    if alone := _YEAR_ALONE.fullmatch(asked):
        return PartialDate(year=int(alone["y"]))
    for _, form in _FORMS:
        match = form.fullmatch(asked)
        readings = _readings(match) if match else ()
        if readings:
            return readings[0] if len(readings) == 1 else None
    found = next(find_dates(asked), None)
    return found.date if found and found.span[0] == 0 and not asked[found.span[1] :].strip(". ") else None


def find_dates(words: str) -> Iterator[Printed]:
    """Finds the dates among other words, in order, none inside another; bare years are not among them."""
    if not _YEARS.search(words):
        return iter(())
    return iter(_kept(words)) if len(words) <= _LONG else _dates(words)


@lru_cache(_KEPT)
def _kept(words: str) -> tuple[Printed, ...]:
    return tuple(_dates(words))


def _dates(words: str) -> Iterator[Printed]:
    plain = words.translate(_SPACES)
    years = [year.start() for year in _YEARS.finditer(plain)]
    # No date reaches further from its year than this, so only the words about years are gone through.
    start, end = max(0, years[0] - _REACH), years[-1] + _REACH
    forms = _forms_of(plain, years)
    coming = {form: hit for form in forms if (hit := _next(form, plain, start, end))}
    while coming:
        found = min(coming.values(), key=lambda hit: (hit.span[0], -hit.span[1]))
        yield found
        start = found.span[1]
        if start > years[-1]:
            return
        coming = {form: hit for form in forms if (hit := coming.get(form)) and (hit.span[0] >= start or (hit := _next(form, plain, start, end)))}


def _forms_of(plain: str, years: Sequence[int]) -> tuple[re.Pattern[str], ...]:
    """The forms that some words may hold: those whose sign is in them, and of those without one the ones with such a sign before a year."""
    before = {plain[max(0, year - 8) : year].rstrip(_BEFORE_YEAR)[-1:] for year in years}
    kinds = frozenset("0" if sign.isdigit() else sign if sign in ("t", "d", "h") else "x" for sign in before if sign)
    return _fitting(kinds, frozenset(sign for sign in _SIGNS if sign in plain))


@lru_cache(_KEPT)
def _fitting(before: frozenset[str], signs: frozenset[str]) -> tuple[re.Pattern[str], ...]:
    has_word, has_day = bool(before - {"0"}), bool(before & {"0", "t", "d", "h"})
    fitting = {_DAY_FIRST: has_word, _MONTH_FIRST: has_day, _MONTH_ALONE: has_word}
    return tuple(form for own, form in _FORMS if (not signs.isdisjoint(own) if own else fitting.get(form, True)))


def is_month(word: str) -> bool:
    """Whether a word is the name of a month in one of the known languages."""
    return bool(_months().get(_folded(word)))


def _next(form: re.Pattern[str], words: str, position: int, end: int) -> Printed | None:
    """The first place from `position` on where the form stands and gives a date, or one that can be read in two ways."""
    while match := form.search(words, position, end):
        readings = _readings(match)
        if readings:
            return Printed(date=readings[0] if len(readings) == 1 else None, span=match.span())
        position = match.start() + 1
    return None


def _readings(match: re.Match[str]) -> tuple[PartialDate, ...]:
    """Every date that a match can mean; none where it is no date."""
    found = match.groupdict()
    year = int(found["y"])
    if found.get("either"):
        first, second = int(found["either"]), int(found["other"])
        pairs: Collection[tuple[int | None, int | None]] = {(second, first), (first, second)}
    else:
        day = int(found["d"]) if found.get("d") else None
        months = _months().get(_folded(found["M"]), ()) if found.get("M") else [int(found["m"]) if found.get("m") else None]
        pairs = [(month, day) for month in months]
    ordered = sorted(pairs, key=str) if len(pairs) > 1 else pairs
    return tuple([_of_range(PartialDate(year=year, month=month, day=day), found.get("to")) for month, day in ordered if _exists(year, month, day)])


def _of_range(date: PartialDate, to: str | None) -> PartialDate:
    if not to:
        return date
    return PartialDate(year=date.year, month=date.month if date.day else None)


def _exists(year: int, month: int | None, day: int | None) -> bool:
    if month is None:
        return day is None
    return 1 <= month <= 12 and (day is None or 1 <= day <= monthrange(year, month)[1])


def _folded(word: str) -> str:
    return word.casefold().rstrip(".").replace("’", "'")


@cache
def _months() -> dict[str, frozenset[int]]:
    """Month numbers by folded name; a name with two months means one in each of two languages."""
    months: dict[str, frozenset[int]] = {}
    table = Path(__file__).with_name("months.csv").read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader(table):
        for number in range(1, 13):
            for name in row[str(number)].split(";"):
                months[name] = months.get(name, frozenset()) | {number}
    return months
