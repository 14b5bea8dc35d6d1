"""Where the title stands in a citation that prints no quotation marks: books, reports, and what editors write by hand (pure)."""

from __future__ import annotations

import re

from citeaudit.articles.words.dates import find_dates, read_date
from citeaudit.articles.words.names import EDITED, may_be_name
from citeaudit.articles.words.phrases import CUT, LAST_CUT
from citeaudit.articles.words.sentences import ends_part
from citeaudit.articles.words.titles import EDITION, NO_TITLE, Split, bare
from citeaudit.urls import printed_host

_STOP = re.compile(rf"\.\s+|[{CUT}{LAST_CUT}]")
_NEAR = 60
"""Characters; so far behind a stop it is looked whether it ends a part."""
# What a wiki says of a link, in brackets right behind its words: `[permanent dead link]`.
_ASIDE = re.compile(r"(?<=\S)\[[^\W\d_][^\[\]]*\]")
# Editors by hand: the publisher, a colon and the link right behind it; a name, a comma and the title.
_GLUED = re.compile(r"(?P<name>[^:\W][^:]{1,100}):(?P<title>(?=[^\W\d_a-z]|\[|\").+)")
_COMMAED = re.compile(r"(?P<name>(?:[^,:;.\d]|(?<=\b\w)\.){2,80}),\s(?P<title>[^\Wa-z_].+)")
# Books: `Last, First (2010). Title. Place: Publisher`, `Last, F. 2010. Title.` in other styles, `Last, First (2010), Title, Publisher` in CS2.
_DATED = re.compile(
    r"(?P<names>[^\"(]{2,300}?)\s(?:\((?P<date>[^()]{4,40})\)(?:\s\[[^\[\]]*\])?(?P<stop>[.,:]?)|(?<=[.,]\s)(?P<year>[12]\d{3})\.)\s+(?P<rest>.+)"
)
# APA prints the year first: `(2015, March 23)`.
_YEAR_FIRST = re.compile(r"([12]\d{3}),\s([^\d\s,]{3,20}(?:\s\d\d?)?)")
_LETTER = re.compile(r"(?<=\d)[a-z]$")
_EDITED_BEFORE_DATE = re.compile(rf"^{EDITED.pattern}(?=[.,;]?\s\([12]\d{{3}})", re.IGNORECASE)
# Authors without a date behind them, told by their initials or by the semicolons between them.
_INITIALLED = re.compile(r"(?P<names>(?:[^:\"]{2,200};\s)?[^\s.,;:\"]{2,40}(?:\s[^\s.,;:\"]{2,40}){0,2},\s(?:[^\W\d_a-z]\.[\s-]?)+)(?=[^\W_][\w\s])")
_INITIALS_FIRST = re.compile(r"(?:(?:[^\W\d_a-z]\.[\s-]?)+[^\W\d_a-z][\w'’-]+(?:,\s|\s&\s|$))+")
_INITIALS_LAST = re.compile(r"(?:[^\W\d_a-z][\w-]+\s(?:[^\W\d_a-z]\.\s?){1,2},?\s?)+(?=[^\W_])")
# German citations: `First Last: Title. Publisher, Place year, S. 5`. Without a comma a year stands only behind a place there.
_NAME_AND_COLON = re.compile(
    r"(?P<names>(?:[^\W\d_][\w.'’-]*\s){1,3}[^\W\d_][\w'’-]+(?:,\s(?:[^\W\d_][\w.'’-]*\s){1,3}[^\W\d_][\w'’-]+){0,3}):\s(?=[^\Wa-z])"
)
_PLACE_AND_YEAR = re.compile(rf"[^\W\d_]{{3,}}\s[12]\d{{3}}(?=\s*(?:[,.;){CUT}{LAST_CUT}]|$))|,\sS\.\s\d|\.\sIn:\s")
_YEAR_BEHIND_PLACE = re.compile(rf"(?<=[^\W\d_]{{3}})\s([12]\d{{3}})(?=\s*(?:[,.;){CUT}{LAST_CUT}]|$))")
# What may follow a year in brackets that is not a title: nothing, or pages.
_NO_WORDS = re.compile(r"(?:(?:pp?|S|s|с|С|стр)\.?\s?\d.*)?")
_PAGE_AT_END = re.compile(r",\s(?:pp?|S|с|стр)\.?\s?\d[\d\s,–-]*[.,\s]*$")
_YEAR_AT_END = re.compile(r"\s?[,(]\s?[12]\d{3}\)?[.\s]*$")
# The title in italics, as Markdown and text browsers show them.
_EMPHASISED = re.compile(r"(?<!\S)(?P<mark>[_*]{1,2})(?=[^\s_*])(?P<words>[^_*]{2,400})(?<=\S)(?P=mark)(?=[\s.,:;]|$)")
_DATE_BEHIND = re.compile(r"[\s,]*\(?[^()\d]{0,12}[12]\d{3}[^()]{0,12}\)?[.,]?$")
# What CS1 prints in brackets behind a title: format, type, language, edition (https://en.wikipedia.org/wiki/Help:Citation_Style_1).
_ASIDES = (
    r"(?:\s(?:\((?:[A-Z]{2,5}|Ph\.?D\.?|M\.?Sc\.?|[^()]{0,30}[Tt]hesis|Report|(?:in|en|em|auf)\s[^()\s]{3,20})\)"
    rf"|{EDITION}))+"
)
_ASIDES_AT_END, _ASIDES_WITHIN = re.compile(rf"{_ASIDES}$"), re.compile(rf"{_ASIDES}(?=,\s)")
# The end of a book in CS2: `Title, Place: Publisher`.
_PLACED = re.compile(r",\s(?P<publisher>[^\W\d_a-z][^,:]{1,40}(?:,\s[^\W\d_a-z][^,:]{1,30})?:\s[^,:]{2,60}(?:,\s(?:Inc|Ltd|LLC|Co)\.?)?)$")
_NUMBERED_PART = re.compile(r"[^\W\d_]+\.?\s[\dIVX]+\.?\s*")
_LEADING_ON = re.compile(r"[,.]\s[^,.]{1,20}:\s*$")


def split_unquoted(words: str) -> Split:
    """Splits words at a title without quotation marks.

    The authors of a book stand before it; by hand, a publisher with a colon and no space (`Publisher:Title`), or a name with a comma
    (`Name, Title`), which has two capitalised words at least or is an acronym. Else the first part is the title.
    """
    words = _ASIDE.sub(CUT, words)
    return _in_italics(words) or _in_a_work(words) or _after_authors(words) or _by_hand(words) or _title_first(words)


def _in_italics(words: str) -> Split | None:
    """Splits at the first words in italics, where they begin the citation or stand behind its authors."""
    marked = _EMPHASISED.search(words) if "_" in words or "*" in words else None
    lead = words[: marked.start()].strip() if marked else ""
    dated = _DATE_BEHIND.sub("", lead)
    if marked is None or (lead and not may_be_name(dated)):
        return None
    return _split(lead, marked["words"], words[marked.end() :])


def _in_a_work(words: str) -> Split | None:
    """Splits `Иванов И. И. Title // Work`, as Russian citations are printed."""
    before, slashes, after = words.partition(" // ")
    if not slashes:
        return None
    named = _INITIALS_LAST.match(before)
    lead, title = (named[0], before[named.end() :]) if named else ("", before)
    return _split(lead, title, f" // {after}")


def _after_authors(words: str) -> Split | None:
    edited = _EDITED_BEFORE_DATE.match(words)
    dated = _DATED.match(f"{edited[0].rpartition(' (')[0]}{words[edited.end() :]}" if edited else words)
    if dated and read_date(_date_of(dated)) and may_be_name(dated["names"]):
        title, rest = _between_commas(dated["rest"]) if dated["stop"] == "," else _title_of_book(dated["rest"])
        if not _NO_WORDS.fullmatch(title.strip(" .,")):
            return _split(f"{dated['names']} ({_date_of(dated)})", title, rest)
    first, rest = _first_part(words)
    initialled = _INITIALLED.match(words)
    if initialled and may_be_name(initialled["names"]):
        names, rest = initialled["names"], words[initialled.end() :]
    elif may_be_name(first) and (";" in first or _INITIALS_FIRST.fullmatch(first)):
        names, rest = first, rest.lstrip(". ")
    else:
        return None
    title, rest = _title_of_book(rest)
    return _split(names, title, rest) if title.strip() else None


def _title_of_book(words: str) -> tuple[str, str]:
    """The first part, or the one behind the editors (`Ada Quill (ed.). Title.`), and the rest."""
    title, rest = _first_part(words)
    return _first_part(rest.lstrip(". ")) if EDITED.fullmatch(title.strip()) else (title, rest)


def _date_of(dated: re.Match[str]) -> str:
    printed = _LETTER.sub("", str(dated["date"] or dated["year"]))
    return _YEAR_FIRST.sub(r"\2, \1" if dated["date"] and dated["date"][-1:].isdigit() else r"\2 \1", printed)


def _by_hand(words: str) -> Split | None:
    """The title of a hand-written citation goes up to a note, or to a date or a page at its end."""
    before, after = _up_to_note(words)
    named = _NAME_AND_COLON.match(words)
    if named and may_be_name(named["names"]) and any(not read_date(place[0]) for place in _PLACE_AND_YEAR.finditer(words, named.end())):
        title, rest = _first_part(words[named.end() :])
        return _split(named["names"] + ",", title, _YEAR_BEHIND_PLACE.sub(r", \1", rest))
    glued, commaed = _GLUED.match(before), _COMMAED.match(before)
    if glued and may_be_name(glued["name"]):
        lead, title = glued["name"] + ":", glued["title"]
    elif commaed and _may_lead(commaed["name"]) and _may_be_title(commaed["title"]):
        lead, title = commaed["name"] + ",", commaed["title"]
    else:
        return None
    end = _tail(title)
    return _split(lead, title[:end], CUT + title[end:] + after, by_hand=True)


def _title_first(words: str) -> Split:
    aside = _ASIDES_WITHIN.search(words)
    if aside and not _STOP.search(words, 0, aside.start()):
        return _split("", words[: aside.start()], f"{CUT}{aside[0]}. {words[aside.end() :].lstrip(' ,')}")
    title, rest = _first_part(words)
    end = _tail(title)
    title, rest = title[:end], CUT + title[end:] + rest
    before, comma, host = title.rstrip(" .,").rpartition(", ")
    if comma and "." in host and printed_host(host):
        title, rest = before, f"{CUT}{host}{rest}"
    return _split("", title, rest)


def _split(lead: str, title: str, rest: str, *, by_hand: bool = False) -> Split:
    """The parts, with what stands in brackets behind the title handed to the rest; the number of a link is no title."""
    form = _ASIDES_AT_END.search(title)
    if form:
        title, rest = title[: form.start()], form[0] + rest
    return Split(lead=lead, title="" if NO_TITLE.fullmatch(title.strip()) else bare(title), rest=rest, by_hand=by_hand)


def _tail(title: str) -> int:
    """Where the date or the page at the end of unquoted words begins, with the comma or bracket before it; their length where there is none.

    Words that lead on to an address (`available at:`) are no part of a title either.
    """
    title = _LEADING_ON.sub("", title)
    paged = _PAGE_AT_END.search(title)
    title = title[: paged.start()] if paged else title
    last = [printed.span[0] for printed in find_dates(title) if not title[printed.span[1] :].strip(" .)")]
    dated = re.search(r"[,.(]\s*$", title[: last[0]]) if last else _YEAR_AT_END.search(title)
    return dated.start() if dated else len(title)


def _up_to_note(words: str) -> tuple[str, str]:
    """The words before the first note or address, and the rest with what stands in its place."""
    cut = re.search(f"[{CUT}{LAST_CUT}]", words)
    return (words[: cut.start()], words[cut.start() :]) if cut else (words, "")


def _between_commas(words: str) -> tuple[str, str]:
    """Title and rest of `Title, Publisher, p. 5`: the title may have commas, the publisher is the last name."""
    aside = _ASIDES_WITHIN.search(words)
    if aside:
        return words[: aside.start()], f"{CUT}{aside[0]}. {words[aside.end() :].lstrip(' ,')}"
    before, after = _up_to_note(words)
    paged = _PAGE_AT_END.search(before)
    placed = _PLACED.search(before[: paged.start()] if paged else before.rstrip(" ,"))
    if placed:
        return before[: placed.start()], f"{CUT}{placed['publisher']}{after}"
    title, comma, name = (before[: paged.start()] if paged else before.rstrip(" ,")).rpartition(", ")
    return (title, f"{CUT}{name}{after}") if comma else (name, after)


def _may_lead(name: str) -> bool:
    """Whether words before a comma can name a body or a person: an acronym, or two capitalised words at least."""
    parts = name.split()
    return name.isupper() or (1 < len(parts) <= 7 and may_be_name(name) and sum(part[0].isupper() for part in parts) > 1)


def _may_be_title(words: str) -> bool:
    """Whether words after a comma can be a title: two at least, no date, and no numbered part of what stands before them."""
    first = next(find_dates(words), None)
    return len(words.split()) > 1 and not (_NUMBERED_PART.fullmatch(words) or (first and first.span[0] == 0))


def _first_part(words: str) -> tuple[str, str]:
    """The words up to the first stop that ends a part, and the rest."""
    for stop in _STOP.finditer(words):
        if stop[0][0] != "." or ends_part(words[: stop.start()], words[stop.end() : stop.end() + _NEAR]):
            return words[: stop.start()], words[stop.start() :]
    return words, ""
