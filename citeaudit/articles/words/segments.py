"""What stands after a citation's title, part by part: names, a date, the format, volume and pages (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from citeaudit.articles.wikitext.languagenames import language_code
from citeaudit.articles.words.dates import find_dates, read_date
from citeaudit.articles.words.names import EDITED
from citeaudit.articles.words.phrases import CUT, LAST_CUT, begins_note
from citeaudit.articles.words.sentences import ends_part
from citeaudit.articles.words.titles import EDITION
from citeaudit.model import PartialDate

LONGEST_NAME = 16
"""Words; what is longer is no name of a work or publisher."""

_NEAR = 60
"""Characters; so far behind a stop it is looked whether it ends a part."""
_STOP = re.compile(rf"\.(?=\s|$)|[;{CUT}]")
_BRACKETED = re.compile(r"\[[^\[\]]*\]")
_IN_PARENTHESES = re.compile(r"\s*\(([^()]*)\)")
_BRACKETS = re.compile(r"^(?:\s*\([^()]*\))+")
_FORMAT = re.compile(r"PDF|DOCX?|XLSX?|PPTX?|RTF|ODT|CSV|XML|TXT|PS|EPUB|DJVU|MP[34]", re.IGNORECASE)
# German citations print the size beside the format: `(PDF; 1,2 MB)`.
_SIZE = re.compile(rf"(?<=\()({_FORMAT.pattern})[;,]\s[\d.,]+\s?[kKMG]B(?=\))", re.IGNORECASE)
# Italian, French and German citations print a preposition before the site: "su Site", "sur Site", "In: Zeitung".
_PREPOSITION = re.compile(r"^(?:sur|su|In:)\s(?=\S)")
# "No date", as English, German and Romance citations abbreviate it.
_NO_DATE = re.compile(r"(?:n\.\s?d|o\.\s?[DJ]|s\.\s?[ad])\.?")
# CS1's `via`: who delivered the page, not who published it.
_DELIVERED = re.compile(r"[–—-]\s|via\s")
_INITIALS_AT_END = re.compile(r"(?:^|[\s.])\w\.\w\.$")
_WORD = re.compile(r"[^\W\d_]{2,}")
_YEAR_AT_END = re.compile(r"(?:,\s([12]\d{3})|\s\(([12]\d{3})\))$")
# The small word before a language's name in brackets, and the languages of which it is.
_IN = {"in": "en", "en": "es fr", "em": "pt", "auf": "de", "på": "sv da nb", "in het": "nl", "na": "cs", "باللغة": "ar"}
# Languages as German, Russian and Chinese citations name them in brackets; general knowledge.
_NAMED = {
    **{"englisch": "en", "deutsch": "de", "französisch": "fr", "spanisch": "es", "italienisch": "it", "russisch": "ru", "niederländisch": "nl"},
    **{"англ.": "en", "нем.": "de", "фр.": "fr", "рус.": "ru", "исп.": "es", "итал.": "it", "укр.": "uk", "кит.": "zh", "яп.": "ja"},
    **{
        "英语": "en",
        "英語": "en",
        "中文": "zh",
        "日语": "ja",
        "日語": "ja",
        "法语": "fr",
        "法語": "fr",
        "德语": "de",
        "德語": "de",
        "俄语": "ru",
        "俄語": "ru",
    },
}
# Russian citations (ГОСТ 7.1): `Title // Work : kind / editors. — Place: Publisher, year. — № 12.`
_IN_WORK = re.compile(r"(?P<aside>(?:\s*\([^()]*\))*)[\s.,]*//\s")
_KIND = re.compile(r"\s[:/]\s(?:(?!\.\s[—–]).)*")
_DASHED = re.compile(r"\.?\s[—–]\s")
_LANGUAGE = re.compile(rf"(?P<word>{'|'.join(_IN)})\s(?P<name>[^\W\d_]{{3,20}})")
# A part of a date that a small word leads to, which is no name: `vom 2. Dezember 2008`.
_BEFORE_DATE = re.compile(r"(?:^|[\s,])(?:vom|am|on|du|le|del|od|den|em|el|il|dal|от)$")
# A word of a journal's name that is abbreviated (`Proc. Natl. Acad. Sci.`), or the one that names a branch of it (`Nature Reviews. Microbiology`).
_ABBREVIATED = re.compile(r"(?:[^\W\d_]\.\s?)*[^\W\d_a-z][^\W\d_]*")
_EDITION_AT_END = re.compile(rf"\s{EDITION}$")
_COMPANY = re.compile(r"[\s,](?:Inc|Ltd|Co|Corp|Bros|Cie)$")
_EDITORS_FIRST = re.compile(rf"[\s.,]*[Ii]n:?\s{EDITED.pattern}[.,:]?\s+")
# Volume, issue and pages, as a part of their own or behind the journal's name: `5 (2): 1–10`, `vol. 5, no. 2`. What has them is a journal.
_VOLUME = re.compile(r"(?:vol\.?\s)?\d+\s?(?:\([^()]*\d[^()]*\))?(?:\s?:\s?[\w–—-]+)?|(?:vol|no|№|Т)\.?\s.*", re.IGNORECASE)
_VOLUME_TAIL = re.compile(r",?\s(?:vol\.?\s)?\d+\s?\([^()]*\d[^()]*\)(?:\s?:\s?[\w–—-]+)?$|,\s(?:vol|no|pp?|Bd|Nr|S)\.?\s?\d.*$")
_PAGES = re.compile(r"(?:(?:[^\W\d_]{1,3}|p[áa]g|Seite|صفحة)\.?\s)?(?:\d[\d\s,–—-]*|[ivxlc]{1,7}[ivxlc\s,–—-]*)(?:\sff?)?\.?")
_PAGES_BEHIND_YEAR = re.compile(r"(?:(?<=\d{4})|(?<=\d{4}\))),\s(?:pp?|S|с|С)\.\s?\d[\d\s,–—-]*f{0,2}\.?$")
_YEAR_FIRST = re.compile(r"([12]\d{3}),\s(?=\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    """What the words after a title say. `doubtful` are dates that can be read in two ways, `unread` parts that are no name."""

    names: tuple[str, ...] = ()
    published: PartialDate | None = None
    format: str = ""
    language: str = ""
    is_journal: bool = False
    doubtful: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """What one part says; `words` are the part itself. `is_unread`: it is no name, whatever else it may be."""

    words: str
    name: str = ""
    published: PartialDate | None = None
    doubtful: str = ""
    format: str = ""
    language: str = ""
    has_volume: bool = False
    is_unread: bool = False


def read_after(words: str) -> After:
    """Reads the words after a title, notes and identifiers taken out (`CUT` in their place)."""
    words, _, behind = (_BRACKETED.sub("", words) if "[" in words else words).partition(LAST_CUT)
    words = words.replace("（", " (").replace("）", ")")
    words = _SIZE.sub(r"\1", words) if "B)" in words else words
    in_work = _IN_WORK.match(words)
    words = f"{in_work['aside']} {_DASHED.sub('. ', _KIND.sub('', words[in_work.end() :], 1))}" if in_work else words
    edited = _EDITORS_FIRST.match(words)
    words = words[edited.end() :] if edited else words
    brackets = _BRACKETS.match(words)
    inside = _IN_PARENTHESES.findall(brackets[0]) if brackets else []
    pieces = [
        *map(_in_brackets, inside),
        *map(_read_part, _whole_journal([*_parts(words[brackets.end() if brackets else 0 :].lstrip(" .,،"))], words)),
    ]
    named = [piece for piece in pieces if piece.name]
    # A title that changed places with its publisher is long and comes first; any other long name is none.
    names = [piece for n, piece in enumerate(named) if len(piece.name.split()) <= LONGEST_NAME or not (n or piece.published)]
    return After(
        names=tuple([piece.name for piece in names]),
        published=next((piece.published for piece in pieces if piece.published), None),
        format=next((piece.format for piece in pieces if piece.format), ""),
        language=next((piece.language for piece in pieces if piece.language), ""),
        is_journal=bool(in_work) or _is_journal(pieces),
        doubtful=tuple([piece.doubtful for piece in pieces if piece.doubtful]),
        unread=(*_unread(pieces, names), *_behind_access(behind)),
    )


def _whole_journal(parts: Sequence[str], words: str) -> Sequence[str]:
    """The parts, with a journal's name that has stops inside (`Proc. Amer. Math. Soc. 50: 215`, `Nature Reviews. Microbiology. 12 (2)`) as one."""
    last = next((n for n, part in enumerate(parts) if n and part.strip()[:1].isdigit() and _VOLUME.fullmatch(part.strip(" ,"))), 0)
    names = [part.strip() for part in parts[:last]]
    joined = ". ".join(names)
    if last < 2 or joined not in words or any(map(str.isdigit, joined)) or not all(map(_ABBREVIATED.fullmatch, names[1:])):
        return parts
    return [f"{joined}." if _ABBREVIATED.fullmatch(names[0]) else joined, *parts[last:]]


def _unread(pieces: Sequence[_Piece], names: Sequence[_Piece]) -> Iterator[str]:
    """The parts that went into no field: what is no name, and a second date."""
    dates = [piece for piece in pieces if piece.published]
    for piece in pieces:
        is_second_date = not piece.name and piece in dates[1:]
        if piece.is_unread or is_second_date or (piece.name and piece not in names):
            yield piece.words


def _is_journal(pieces: Sequence[_Piece]) -> bool:
    """Whether the first name has a volume in its part, or in the part right behind it."""
    first = next((n for n, piece in enumerate(pieces) if piece.name), len(pieces))
    return any(piece.has_volume for piece in pieces[first : first + 1]) or any(
        piece.has_volume and not piece.name for piece in pieces[first + 1 : first + 2]
    )


def _behind_access(words: str) -> Iterator[str]:
    """The words that no citation has behind its note on access; who delivered it may stand there, and remarks in brackets."""
    for part in _parts(_IN_PARENTHESES.sub("", words)):
        if _WORD.search(part) and not _DELIVERED.match(part.strip()):
            yield part.strip(" ,.:–—-")


def _is_aside(words: str) -> bool:
    """Whether words in brackets name a format or a language."""
    return words in _NAMED or bool(_FORMAT.fullmatch(words) or _LANGUAGE.fullmatch(words))


def _in_brackets(words: str) -> _Piece:
    """What is in brackets right after the title: the format, the language, the date; the kind of source is left."""
    form, language = _FORMAT.fullmatch(words), _LANGUAGE.fullmatch(words)
    if form:
        return _Piece(words=words, format=words.upper())
    if words in _NAMED:
        return _Piece(words=words, language=_NAMED[words])
    if language:
        codes = (language_code(language["name"], own) for own in _IN[language["word"]].split())
        return _Piece(words=words, language=next(filter(None, codes), ""))
    return replace(_without_date(words), name="")


def _parts(words: str) -> Iterator[str]:
    """The parts that full stops end; those of abbreviations, and before small letters, end none."""
    start = 0
    for stop in _STOP.finditer(words):
        if stop[0] != "." or ends_part(words[start : stop.start()], words[stop.end() : stop.end() + _NEAR].lstrip()):
            yield words[start : stop.start()]
            start = stop.end()
    yield words[start:]


@lru_cache(4096)
def _read_part(part: str) -> _Piece:
    """Reads a part; the answers are kept, since works, publishers and dates repeat in a list of references."""
    # "available at:" and the like lead on to an address and are no name.
    part = part.rpartition(",")[0] if part.rstrip().endswith(":") else part
    part = _PAGES_BEHIND_YEAR.sub("", part.strip(" ,،:"))
    part = _PREPOSITION.sub("", (part.lstrip("( ") if part.count("(") > part.count(")") else part).removesuffix("()").strip())
    told = _IN_PARENTHESES.search(part)
    if told and told.span() == (0, len(part)):
        part = told[1]
        told = None
    if _is_aside(part):
        return _in_brackets(part)
    if told and told.end() == len(part) and _is_aside(told[1]):
        inside = _in_brackets(told[1])
        return replace(_named(_without_date(part[: told.start()])), format=inside.format, language=inside.language)
    return _named(_without_date(part))


def _named(piece: _Piece) -> _Piece:
    """The piece with its name, if what is left of it without a date can be one."""
    name = piece.name
    if _VOLUME.fullmatch(name) or _PAGES.fullmatch(name) or _NO_DATE.fullmatch(name) or not any(sign.isalpha() for sign in name):
        return replace(piece, name="", has_volume=bool(_VOLUME.fullmatch(name)))
    name = _EDITION_AT_END.sub("", name)
    tail = _VOLUME_TAIL.search(name)
    name = name[: tail.start()] if tail else name
    if _DELIVERED.match(name) or _is_no_name(name):
        return replace(piece, name="", is_unread=not _DELIVERED.match(name))
    is_abbreviated = "." in name[:-1] or _INITIALS_AT_END.search(name)
    name = f"{name}." if _COMPANY.search(name) and name == piece.words else name if is_abbreviated else name.removesuffix(".")
    return replace(piece, name=name, has_volume=bool(tail))


def _is_no_name(words: str) -> bool:
    """Whether words cannot name a work or publisher: a quotation, a note that could not be read, words with a date in them."""
    return words[:1] in ("", *'"“«„') or begins_note(words) or next(find_dates(words), None) is not None


def _without_date(part: str) -> _Piece:
    """A part without the date that it is or that it ends with."""
    date = read_date(part)
    if date:
        return _Piece(words=part, published=date)
    printed = next((found for found in find_dates(part) if not part[found.span[1] :].strip(" .)")), None)
    if printed:
        doubtful = "" if printed.date else part[slice(*printed.span)]
        return _Piece(
            words=part, name=_BEFORE_DATE.sub("", part[: printed.span[0]].rstrip(" ,(:")).rstrip(" ,"), published=printed.date, doubtful=doubtful
        )
    first = _YEAR_FIRST.match(part)
    if first:
        return _Piece(words=part, name=part[first.end() :], published=read_date(first[1]))
    year = _YEAR_AT_END.search(part)
    if year:
        return _Piece(words=part, name=part[: year.start()].rstrip(" ,(:"), published=read_date(year[1] or year[2]))
    return _Piece(words=part, name=part)
