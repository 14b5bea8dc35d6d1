"""The people whom a citation template names, and the name in the page that short citations find its source by (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citeaudit.articles.wikitext.citetemplates import ANCHOR, template_named
from citeaudit.articles.wikitext.given import YEAR, Given, ascii_digits
from citeaudit.articles.wikitext.shortnames import MOST_NAMES, anchor_name
from citeaudit.articles.wikitext.templates import calls_in
from citeaudit.articles.wikitext.words import plain
from citeaudit.articles.words.names import read_authors

_RANGE = re.compile(r"(?<!\d)([12]\d{3})\s?–\s?((?:[12]\d)?\d\d)(?!\d)")
_OTHERS = re.compile(r"[,;]?\s*(?:\bet\s+al\b\.?|\bи\s+др\b\.?|\bu\.\s?a\.)\s*$", re.IGNORECASE)

_LISTED = re.compile(r"\s*\(\(([^()]{1,300})\)\)|([^,]+)")
_INITIALS = re.compile(r"([^,]+?)\s+([^\W\d_a-z]{1,3}(?:\s(?:Jr|Sr|2nd|3rd|[4-9]th))?)")


def authors_of(given: Given) -> Iterator[str]:
    """The authors in order, `Last, First` or as written."""
    yield from _people(given, "last", "first", "author")
    if vancouver := given.words("vauthors"):
        yield from _vancouver(vancouver)
    for field in ("authors", "coauthors"):
        if names := given.words(field):
            yield from read_authors(names) or (names,)


def editors_of(given: Given) -> Iterator[str]:
    """The editors, likewise."""
    yield from _people(given, "editor-last", "editor-first", "editor")
    if vancouver := given.words("veditors"):
        yield from _vancouver(vancouver)
    if names := given.words("editors"):
        yield from read_authors(names)


def _people(given: Given, last: str, first: str, whole: str) -> Iterator[str]:
    numbers = sorted({number for field, number in given.values if field in (last, whole)})
    for number in numbers:
        surname, forename = _name(given.words(last, number)), given.words(first, number)
        if surname:
            yield f"{surname}, {forename}" if forename else surname
            continue
        names = [name for part in given.words(whole, number).split(";") if (name := _name(part))]
        # To CS1 `author=` is but another name of `last=`.
        yield from (f"{names[0]}, {forename}",) if forename and len(names) == 1 else names


def _vancouver(words: str) -> Iterator[str]:
    """`Quill A, Elm-Reed BC Jr` and, in double brackets, bodies (https://en.wikipedia.org/wiki/Help:Citation_Style_1#Authors, `vauthors`)."""
    for found in _LISTED.finditer(words):
        name = found[1] or _name(found[2])
        initials = None if found[1] else _INITIALS.fullmatch(name)
        if name:
            yield f"{initials[1]}, {initials[2]}" if initials else name


def _name(words: str) -> str:
    return _OTHERS.sub("", words.strip()).strip(" ,;")


def _surnames(given: Given) -> Iterator[str]:
    for last, whole, listed in (("last", "author", "vauthors"), ("editor-last", "editor", "veditors")):
        numbers = sorted({number for field, number in given.values if field in (last, whole)})
        names = [given.words(last, number) or given.words(whole, number) for number in numbers]
        if not names and (vancouver := given.words(listed)):
            names = [name.partition(",")[0] for name in _vancouver(vancouver)]
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
    return tuple(anchor_name(*names, when) for when in (year, *_years(given))) if names else ()


def _year(given: Given) -> str:
    found = YEAR.search(_when(given))
    return found[0] if found else ""


def _years(given: Given) -> Iterator[str]:
    """The years of a range, both of which are in the name (https://en.wikipedia.org/wiki/Module:Citation/CS1/Date_validation, `y-y`, `y4-y2`)."""
    if found := _RANGE.search(_when(given)):
        yield f"{found[1]}–{found[2]}"


def _when(given: Given) -> str:
    return ascii_digits(given.words("date") or given.words("year") or given.words("publication-date"))
