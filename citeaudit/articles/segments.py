"""What stands after a citation's title, part by part: names, a date, the format, volume and pages (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from citeaudit.articles.dates import find_dates, read_date
from citeaudit.articles.phrases import CUT, LAST_CUT, begins_note
from citeaudit.articles.sentences import ends_part
from citeaudit.model import PartialDate

LONGEST_NAME = 16
"""Words; what is longer is no name of a work or publisher."""

_BRACKETED = re.compile(r"\[[^\[\]]*\]")
_IN_PARENTHESES = re.compile(r"\s*\(([^()]*)\)")
_FORMAT = re.compile(r"PDF|DOCX?|XLSX?|PPTX?|RTF|ODT|CSV|XML|TXT|PS|EPUB|DJVU|MP[34]", re.IGNORECASE)
_PREPOSITION = re.compile(r"^(?:sur|su)\s(?=\S)")
_DELIVERED = re.compile(r"[–—-]\s|via\s")
_INITIALS_AT_END = re.compile(r"(?:^|[\s.])\w\.\w\.$")
_WORD = re.compile(r"[^\W\d_]{2,}")
_YEAR_AT_END = re.compile(r",\s([12]\d{3})$")
_LANGUAGE = re.compile(r"in ([A-Z][^\W\d_]+)")
_VOLUME = re.compile(r"(?:vol\.?\s)?\d+\s?(?:\([^()]*\d[^()]*\))?(?:\s?:\s?[\w–—-]+)?|(?:vol|no)\.?\s.*", re.IGNORECASE)
_VOLUME_TAIL = re.compile(r",?\s(?:vol\.?\s)?\d+\s?\([^()]*\d[^()]*\)(?:\s?:\s?[\w–—-]+)?$|,\s(?:vol|no|pp?|Bd|Nr|S)\.?\s?\d.*$")
_PAGES = re.compile(r"(?:[^\W\d_]{1,3}\.?\s)?\d[\d\s,–—-]*")


@dataclass(slots=True, kw_only=True)
class After:
    """What the words after a title say. `doubtful` are dates that can be read in two ways, `unread` parts that are no name."""

    names: list[str] = field(default_factory=list)
    published: PartialDate | None = None
    format: str = ""
    language: str = ""
    is_journal: bool = False
    doubtful: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def read_after(words: str) -> After:
    """Reads the words after a title, notes and identifiers taken out (`CUT` in their place)."""
    after = After()
    words = _BRACKETED.sub("", words)
    while bracket := _IN_PARENTHESES.match(words):
        _read_bracket(bracket[1], after)
        words = words[bracket.end() :]
    words, _, behind = words.partition(LAST_CUT)
    for part in _parts(words.lstrip(" .,")):
        _read_part(part, after)
    after.unread += [
        part.strip(" ,.:–—-") for part in _parts(_IN_PARENTHESES.sub("", behind)) if _WORD.search(part) and not _DELIVERED.match(part.strip())
    ]
    return after


def _read_bracket(words: str, after: After) -> None:
    """What is in brackets right after the title: the format, the language, the date; the kind of source is left."""
    language = _LANGUAGE.fullmatch(words)
    if _FORMAT.fullmatch(words):
        after.format = words.upper()
    elif language:
        after.language = _code_of(language[1])
    else:
        _without_date(words, after)


def _code_of(language: str) -> str:
    """ISO 639-1 of a language named in English, empty where it has none."""
    import pycountry

    found = pycountry.languages.get(name=language)
    return str(getattr(found, "alpha_2", ""))


def _parts(words: str) -> Iterator[str]:
    """The parts that full stops end; those of abbreviations, and before small letters, end none."""
    start = 0
    for stop in re.finditer(rf"\.(?=\s|$)|[;{CUT}]", words):
        if stop[0] != "." or ends_part(words[start : stop.start()], words[stop.end() :].lstrip()):
            yield words[start : stop.start()]
            start = stop.end()
    yield words[start:]


def _read_part(part: str, after: After) -> None:
    part = part.rpartition(",")[0] if part.rstrip().endswith(":") else part
    part = _PREPOSITION.sub("", part.strip(" ,:(").removesuffix("()").strip())
    told = _IN_PARENTHESES.search(part)
    if told and told.end() == len(part) and (_FORMAT.fullmatch(told[1]) or _LANGUAGE.fullmatch(told[1])):
        _read_bracket(told[1], after)
        part = part[: told.start()]
    name, dated = _without_date(part, after)
    if _VOLUME.fullmatch(name) or _PAGES.fullmatch(name) or not any(sign.isalpha() for sign in name):
        after.is_journal = after.is_journal or (len(after.names) == 1 and bool(_VOLUME.fullmatch(name)))
        return
    tail = _VOLUME_TAIL.search(name)
    if tail and not after.names:
        after.is_journal, name = True, name[: tail.start()]
    if _is_no_name(name) or (len(name.split()) > LONGEST_NAME and (after.names or dated)):
        after.unread.append(part)
    elif not _DELIVERED.match(name):
        after.names.append(name if _INITIALS_AT_END.search(name) else name.removesuffix("."))


def _is_no_name(words: str) -> bool:
    """Whether words cannot name a work or publisher: a quotation, a note that could not be read, words with a date in them."""
    return words[0] in '"“«„' or begins_note(words) or next(find_dates(words), None) is not None


def _without_date(part: str, after: After) -> tuple[str, bool]:
    """A part without the date that it is or that it ends with; the first one is the publication date."""
    date = read_date(part)
    if date:
        if after.published:
            after.unread.append(part)
        after.published = after.published or date
        return "", True
    printed = next((found for found in find_dates(part) if not part[found.span[1] :].strip(" .)")), None)
    year = _YEAR_AT_END.search(part)
    if printed is None and year is None:
        return part, False
    if printed and printed.date is None:
        after.doubtful.append(part[slice(*printed.span)])
    after.published = after.published or (printed.date if printed else read_date(year[1]) if year else None)
    end = printed.span[0] if printed else year.start() if year else 0
    return part[:end].rstrip(" ,(:"), True
