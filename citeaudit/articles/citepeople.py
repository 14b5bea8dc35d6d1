"""The people whom a citation template names, and the name in the page that short citations find its source by (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citeaudit.articles.citegiven import YEAR, Given, ascii_digits
from citeaudit.articles.citetemplates import ANCHOR, template_named
from citeaudit.articles.names import read_authors
from citeaudit.articles.shortnames import MOST_NAMES, anchor_name
from citeaudit.articles.wikitemplates import calls_in
from citeaudit.articles.wikiwords import plain

_OTHERS = re.compile(r"[,;]?\s*(?:\bet\s+al\b\.?|\bи\s+др\b\.?|\bu\.\s?a\.)\s*$", re.IGNORECASE)


def authors_of(given: Given) -> Iterator[str]:
    """The authors in order, `Last, First` or as written."""
    yield from _people(given, "last", "first", "author")
    if vancouver := given.words("vauthors"):
        yield from (name for name in map(_name, vancouver.split(",")) if name)
    for field in ("authors", "coauthors"):
        if names := given.words(field):
            yield from read_authors(names) or (names,)


def editors_of(given: Given) -> Iterator[str]:
    """The editors, likewise."""
    yield from _people(given, "editor-last", "editor-first", "editor")
    for field in ("veditors", "editors"):
        if names := given.words(field):
            yield from names.split(",") if field == "veditors" else read_authors(names)


def _people(given: Given, last: str, first: str, whole: str) -> Iterator[str]:
    numbers = sorted({number for field, number in given.values if field in (last, whole)})
    for number in numbers:
        surname, forename = _name(given.words(last, number)), given.words(first, number)
        if surname:
            yield f"{surname}, {forename}" if forename else surname
        else:
            yield from (name for part in given.words(whole, number).split(";") if (name := _name(part)))


def _name(words: str) -> str:
    return _OTHERS.sub("", words.strip()).strip(" ,;")


def _surnames(given: Given) -> Iterator[str]:
    for last, whole, listed in (("last", "author", "vauthors"), ("editor-last", "editor", "veditors")):
        numbers = sorted({number for field, number in given.values if field in (last, whole)})
        names = [given.words(last, number) or given.words(whole, number) for number in numbers]
        if not names and (vancouver := given.words(listed)):
            names = [name.strip().rpartition(" ")[0] or name.strip() for name in vancouver.split(",")]
        if names:
            yield from names
            return


def anchors(given: Given) -> tuple[str, ...]:
    """The names in the page that short citations find the source by.

    Some wikis make one of `ref=` and the year (https://ru.wikipedia.org/wiki/Шаблон:Книга), some take `ref=` or `id=` as it is: both are given.
    """
    year = _year(given)
    ref = given.values.get(("ref", 1), "")
    named = next((call for call in calls_in(ref) if (template := template_named(call.name)) and template.kind == ANCHOR), None)
    if named:
        return (anchor_name(*map(plain, named.unnamed)),)
    told = plain(ref)
    if told.casefold() == "none":
        return ()
    if told and told.casefold() not in ("harv", "sfn"):
        return (told,) if told.startswith("CITEREF") else (anchor_name(told), anchor_name(told, year))
    names = [name for name in _surnames(given) if name][:MOST_NAMES]
    return (anchor_name(*names, year),) if names else ()


def _year(given: Given) -> str:
    found = YEAR.search(ascii_digits(given.words("date") or given.words("year") or given.words("publication-date")))
    return found[0] if found else ""
