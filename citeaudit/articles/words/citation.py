"""One reference's words to its fields: title, authors, work, publisher, agency, dates, archive note (pure).

Read in the order that CS1 prints (https://en.wikipedia.org/wiki/Help:Citation_Style_1): Authors (date). "Title" (format). Work. Publisher.
Agency. Date. Archived … on date. Retrieved date. What editors write by hand ("Publisher:Title", "Publisher, Title") is read too and said to be
read so. Which name is the work and which the publisher is decided in `names.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from citeaudit.articles.words.dates import find_dates, is_month, read_date
from citeaudit.articles.words.identifiers import take_identifiers
from citeaudit.articles.words.names import EDITED, Names, is_body, is_sentence, place_names, read_authors
from citeaudit.articles.words.phrases import CUT, take_accessed, take_archived
from citeaudit.articles.words.segments import LONGEST_NAME, After, read_after
from citeaudit.articles.words.titles import Split, split_at_title
from citeaudit.articles.words.unquoted import split_unquoted
from citeaudit.model import Identifier, PartialDate, Remark, Severity, Text, text
from citeaudit.urls import printed_host

_URL = re.compile(r"(?:\(\s?)?<?(?:https?|ftp)://[^\s<>\"“”«»]+>?", re.IGNORECASE)
# What citation templates say of themselves after a citation: https://en.wikipedia.org/wiki/Help:CS1_errors.
_MESSAGE = re.compile(r"\s*(?:\bCS1 [a-z]+\b.*|\{\{\s*cite\b.*)$|\{\{[^{}]*\}\}", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_HIDDEN = {ord(sign): None for sign in "\u200e\u200f\u200b\ufeff"}
_CODE = re.compile(r"\((?:([A-Z]{2})|([a-z]{2})(?:\s\+\s[a-z]{2})*)\)\s")
_FORMAT_FIRST = re.compile(r"\[(PDF|DOCX?|XLSX?)\]\s", re.IGNORECASE)
_DATE_AT_END = re.compile(r"\(([^()]*)\)(?:\s\[[^\[\]]*\])?[.,:]?\s*$|(?<=[.,]\s)([12]\d{3})[.,:]?\s*$")
_EDITORS_BEHIND = re.compile(rf"(?P<dated>\([12]\d{{3}}[^()]{{0,20}}\)[.,]?)\s+{EDITED.pattern}[.,:]?$", re.IGNORECASE)
# What tells works of one year apart: `(2003b)`.
_LETTER = re.compile(r"(?<=\d)[a-z]$")
LONGEST = 4000
"""Characters; what an entry says beyond them is no citation's, and reading it would take long."""
SWAPPED_WORDS = 5
"""From so many words on, what stands where the publisher belongs can be the title; a body's name is shorter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """The fields that a reference's words name; what is not printed is empty. `remarks` tell what was doubtful or put right."""

    title: str = ""
    authors: tuple[str, ...] = ()
    work: str = ""
    publisher: str = ""
    agency: str = ""
    published: PartialDate | None = None
    accessed: PartialDate | None = None
    archived_on: PartialDate | None = None
    archive_name: str = ""
    language: str = ""
    format: str = ""
    identifiers: tuple[Identifier, ...] = ()
    remarks: tuple[Remark, ...] = ()


def read_citation(words: str, reference: str, *, title: str = "", known: Sequence[str] = ()) -> Cited:
    """Reads the words of one reference.

    Args:
        words: the reference as printed, without its caret and backlink letters; its first 4,000 characters are read.
        reference: its label, for the remarks.
        title: the words that the article's own markup gives as the title (a link's text), where there is markup.
        known: the title and the names that markup states in fields, beside the date: where the words say no more, only their notes are read.
    """
    form = _FORMAT_FIRST.match(words)
    words = words[form.end() :] if form else words
    language, plain = _language_before(_without_addresses(" ".join(_shown(words[:LONGEST]).split())))
    # A title may say "Retrieved" or "Archived": with quotation marks it is cut out first, without them the notes show where it ends.
    split = split_at_title(plain, " ".join(title.split()))
    accessed, rest = take_accessed(split.rest if split else plain)
    archived, rest = take_archived(rest)
    identifiers, rest = take_identifiers(rest)
    if known and not _says_more(f"{split.lead} {rest}" if split else rest, known):
        return Cited(accessed=accessed.date, archived_on=archived.date, archive_name=archived.name, format=archived.format, identifiers=identifiers)
    split = replace(split, rest=rest) if split else split_unquoted(rest)
    after, lead = read_after(split.rest), _read_lead(split)
    named = _put_right(after.names, split.title) or _named(lead, split, after)
    doubtful = [*lead.doubtful, *after.doubtful, *(note.doubtful for note in (accessed, archived) if note.doubtful)]
    return Cited(
        title=named.title,
        authors=_authors(lead, named.names),
        work=named.names.work,
        publisher=named.names.publisher,
        agency=named.names.agency,
        published=lead.published or after.published,
        accessed=accessed.date,
        archived_on=archived.date,
        archive_name=archived.name,
        language=after.language or language,
        format=after.format or archived.format or (form[1].upper() if form else ""),
        identifiers=identifiers,
        remarks=tuple(_remarks(reference, split, named, [*after.unread, *named.names.unplaced, *named.sentences], doubtful)),
    )


def _says_more(words: str, known: Sequence[str]) -> bool:
    """Whether there are words beside the known ones and the months of dates; a date such as 02/03/2016 is more, for it may be doubtful."""
    for name in known:
        words = words.replace(name, " ")
    return "/" in words or not all(map(is_month, _WORD.findall(words)))


def _shown(words: str) -> str:
    return words if words.isascii() else words.translate(_HIDDEN)


def _without_addresses(words: str) -> str:
    """The words without addresses, and without what templates say of themselves."""
    words = _URL.sub(CUT, words) if "://" in words else words
    return _MESSAGE.sub("", words) if "{{" in words or "cs1" in words.lower() else words


def _language_before(words: str) -> tuple[str, str]:
    """The code in brackets that stands before a citation on some wikis, `(EN)`, and the words after it."""
    coded = _CODE.match(words)
    return ((coded[1] or coded[2]).lower(), words[coded.end() :]) if coded else ("", words)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lead:
    """The words before the title: a name or names, the date in brackets after them, a date that can be read in two ways."""

    words: str = ""
    published: PartialDate | None = None
    doubtful: tuple[str, ...] = ()


def _read_lead(split: Split) -> _Lead:
    words = split.lead.strip()
    edited = _EDITORS_BEHIND.search(words)
    words = words[: edited.end("dated")] if edited else words
    dated = _DATE_AT_END.search(words)
    if not dated:
        return _Lead(words=words)
    told = _LETTER.sub("", dated[1] or dated[2] or "")
    printed = next(find_dates(told), None)
    doubtful = (told,) if printed and printed.date is None else ()
    date = read_date(told)
    return _Lead(words=words[: dated.start()] if date or doubtful else words, published=date, doubtful=doubtful)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """The title and the names, each in its place, and what stands among the names and is a sentence."""

    title: str
    names: Names
    sentences: tuple[str, ...] = ()


def _put_right(printed: Sequence[str], title: str) -> _Named | None:
    """Title and publisher changed over, where a bare host is printed as the title and a title as the publisher; None where they are not."""
    words = ". ".join(printed)
    # `"astanatimes.com". Why Kazakhstan's Model of …` in the first article: website and title were filled in the wrong way round.
    if len(words.split()) < SWAPPED_WORDS or not printed_host(title) or any(map(printed_host, printed)):
        return None
    return _Named(title=words, names=Names(publisher=title))


def _named(lead: _Lead, split: Split, after: After) -> _Named:
    """The names after the title; where none is printed, the publisher is the body before an unquoted title.

    `Name:Title`, without a space, is how editors put a link behind the publisher's name. Any other name there may be a person's.
    """
    sentences = tuple(name for name in after.names if is_sentence(name) or len(name.split()) > LONGEST_NAME)
    printed = [name for name in after.names if name not in sentences]
    names = place_names(printed, is_journal=after.is_journal, is_book=not split.quoted)
    name = lead.words.rstrip(" ,:")
    if not printed and not split.quoted and lead.words.endswith((",", ":")) and (is_body(name) or (split.by_hand and lead.words.endswith(":"))):
        names = Names(publisher=name)
    return _Named(title=split.title, names=names, sentences=sentences)


def _authors(lead: _Lead, names: Names) -> tuple[str, ...]:
    return () if lead.words.rstrip(" ,:") == names.publisher and lead.words.endswith((",", ":")) else read_authors(lead.words)


def _remarks(reference: str, split: Split, named: _Named, unread: list[str], doubtful: list[str]) -> Iterator[Remark]:
    title, names = named.title, named.names
    for date in doubtful:
        told = text("the date {date} can be read in two ways and was not read", date=date)
        yield _remark("ambiguous-date", Severity.WARNING, reference, told, text("Write the month as a word, or the date as YYYY-MM-DD."))
    if title != split.title:
        told = text('title and publisher stand in each other\'s place: "{title}" is printed as the title', title=split.title)
        tip = text("Let them change places; they were read as if they had.")
        yield _remark("swapped", Severity.WARNING, reference, told, tip)
    if split.by_hand and title:
        name = split.lead.strip(" ,:")
        as_publisher = 'written by hand; "{name}" was read as the publisher and "{title}" as the title'
        as_author = 'written by hand; "{name}" was read as the author and "{title}" as the title'
        told = text(as_publisher if name == names.publisher else as_author, name=name, title=title)
        yield _remark("by-hand", Severity.NOTE, reference, told, text("A citation template, or quotation marks around the title, makes it sure."))
    if not title:
        told = text("no title is printed") if split.lead or names != Names() else text("nothing but an address is printed")
        yield _remark("no-title", Severity.NOTE, reference, told, text("Give the title of the page."))
    for words in unread:
        told = text('"{words}" fits no field of a citation and was left out of the table', words=words)
        yield _remark("unread-words", Severity.NOTE, reference, told, text("Check that the citation's parts are in their places."))


def _remark(rule: str, severity: Severity, reference: str, message: Text, tip: Text) -> Remark:
    return Remark(rule=rule, severity=severity, references=(reference,), message=message, tip=tip)
