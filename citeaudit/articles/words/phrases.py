"""The words around dates in citations, by language: when a source was looked at, what was archived when and where (pure).

Each row names where the words were read. CSL: the term "accessed" of https://github.com/citation-style-language/locales at commit 938c09c;
CS1: the messages of https://en.wikipedia.org/wiki/Module:Citation/CS1/Configuration; WP: printed lists of references of that Wikipedia.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from citeaudit.articles.words.dates import find_dates, read_date
from citeaudit.model import PartialDate

CUT, LAST_CUT = "\x1f", "\x1e"
"""Stand in the remaining words where a note was taken out: what was before it and what was after it are two things. After the note on access,
`LAST_CUT`, no work or publisher is printed (https://en.wikipedia.org/wiki/Help:Citation_Style_1)."""

# (language, words, where they were read)
_ACCESSED = (
    ("af", "geraadpleeg", "CSL"),
    ("bg", "отворен", "CSL"),
    ("ca", "consulta", "CSL"),
    ("cs", "viděno", "CSL"),
    ("de", "abgerufen", "WP"),
    ("de", "zugegriffen", "CSL"),
    ("el", "ημερομηνία πρόσβασης", "CSL"),
    ("en", "accessed", "CSL"),
    ("en", "retrieved", "WP"),
    ("es", "accedido", "CSL"),
    ("es", "consultado", "CSL"),
    ("et", "vaadatud", "CSL"),
    ("fi", "viitattu", "CSL"),
    ("fr", "consulté", "CSL"),
    ("hr", "pristupljeno", "CSL"),
    ("hu", "elérés", "CSL"),
    ("id", "diakses", "CSL"),
    ("is", "sótt", "CSL"),
    ("it", "consultato", "CSL"),
    ("lt", "žiūrėta", "CSL"),
    ("lv", "skatīts", "CSL"),
    ("nb", "åpnet", "CSL"),
    ("nl", "geraadpleegd", "CSL"),
    ("pl", "dostęp", "CSL"),
    ("pt", "acedido", "CSL"),
    ("pt", "acesso", "CSL"),
    ("ro", "data accesării", "CSL"),
    ("ru", "дата обращения", "WP"),
    ("ru", "просмотрено", "CSL"),
    ("sl", "pridobljeno", "CSL"),
    ("sr", "приступљено", "CSL"),
    ("sv", "åtkomstdatum", "CSL"),
    ("tr", "erişim", "CSL"),
    ("uk", "дата звернення", "CSL"),
    ("ar", "اطلع عليه بتاريخ", "WP"),
    ("bg", "посетен на", "WP"),
    ("da", "besøgt", "WP"),
    ("da", "læst", "WP"),
    ("de", "abruf", "WP"),
    ("de", "aufgerufen", "WP"),
    ("de", "eingesehen", "WP"),
    ("de", "zugangsdatum", "WP"),
    ("de", "zugriff", "WP"),
    ("es", "recuperado", "WP"),
    ("et", "kasutatud", "WP"),
    ("fi", "luettu", "WP"),
    ("nb", "besøkt", "WP"),
    ("nb", "hentet", "WP"),
    ("nb", "lest", "WP"),
    ("pt", "acessado", "WP"),
    ("pt", "página visitada", "WP"),
    ("sv", "hämtad", "WP"),
    ("sv", "hämtat", "WP"),
    ("sv", "läst", "WP"),
    ("vi", "truy cập", "WP"),
)

# (language, words, then perhaps one of these, then perhaps before the date, where they were read)
_ARCHIVED = (
    ("ar", "نسخة محفوظة", "", "", "WP"),
    ("de", "archiviert", "vom original", "am", "WP"),
    ("de", "memento", "", "vom", "WP"),
    ("en", "archived", "from the original", "on", "CS1"),
    ("es", "archivado", "desde el original|del original", "el", "WP"),
    ("it", "archiviato", "dall'url originale", "il", "WP"),
    ("pt", "arquivado", "do original", "em", "WP"),
    ("ru", "архивировано", "из оригинала", "", "WP"),
    ("ru", "архивная копия", "", "от", "WP"),
    ("zh", "原始内容存档", "", "于", "WP"),
    ("zh", "原始內容存檔", "", "於", "WP"),
)

_FORMAT = r"(?:\s?\((?P<{}>[A-Z]{{2,5}})\))?"
# `at the Wayback Machine`, `im Internet Archive`: a small word and a name, up to a stop that ends it (`archive.today` has one inside).
_NAME = re.compile(
    r",?\s(?:at|in|im|en|no|em|на|على\sموقع)\s(?:the\s)?(?P<name>[^\s.,;:()](?:[^.,;:()\x1e\x1f]|[.](?=\w))*?)"
    r"(?=\s*(?:[,;:()\x1e\x1f]|[–—-]\s|\.(?!\w)|$))"
)
# A day in brackets, without a word: the note on access of Chinese citations.
_BRACKETED = re.compile(r"\[([^\[\]]{8,20})\]")
_BEFORE_DATE = re.compile(rf"[\s:]*(?:[^\W\d_]{{1,4}}\s?{CUT}[\s,]*)?(?:[^\W\d_]{{1,4}}\s)?")
# The usual forms, cut out exactly: an article was looked at on few days, and a date that was read is kept.
_USUAL = re.compile(
    r"[\s:]*(?:[^\W\d_]{1,3}\s)?([^\W\d_]{3,20} \d\d?, [12]\d{3}|\d\d? [^\W\d_]{3,20} [12]\d{3}|[12]\d{3}-\d\d-\d\d)(?=[.,;)\]\x1e\x1f]|$)"
)
# The word for year that follows the number in Russian and Ukrainian.
_YEAR_WORDS = re.compile(r"\s(?:года|год|г\.|року|р\.)(?!\w)")


_LEADING = re.compile(r"(?<!\w)(?:date|last|URL)\s$", re.IGNORECASE)
_LONGEST_LEADING = 5
_ACCESS_WORDS = tuple(dict.fromkeys(words for _, words, _ in _ACCESSED))
_ARCHIVE_WORDS = tuple(words for _, words, _, _, _ in _ARCHIVED)
_NOTE_WORDS = (
    *_ACCESS_WORDS,
    *(f"{words} {one} {before}" for _, words, origin, before, _ in _ARCHIVED if origin and before for one in origin.split("|")),
)
"""What begins a note and leaves no doubt of it: words on access, and those on archiving with all that may follow them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note on access or archiving: its date (None where there is none, or it is `doubtful`), the archive's name and the format it prints."""

    date: PartialDate | None = None
    doubtful: str = ""
    name: str = ""
    format: str = ""


def take_accessed(words: str) -> tuple[Note, str]:
    """Takes the note on access out of some words: the note (empty where there is none), and what remains with `LAST_CUT` in its place."""
    for start, end in _accessed(words):
        dated = _date_at(words, end)
        if dated:
            is_bracketed = words[start - 1 : start] == "(" and words[dated[1] : dated[1] + 1] == ")"
            return dated[0], words[: start - is_bracketed] + LAST_CUT + words[dated[1] + is_bracketed :]
    bracketed = next((match for match in _BRACKETED.finditer(words) if (date := read_date(match[1])) and date.day), None)
    if bracketed:
        return Note(date=read_date(bracketed[1])), words[: bracketed.start()] + CUT + words[bracketed.end() :]
    return Note(), words


def take_archived(words: str) -> tuple[Note, str]:
    """Takes the archive note out of some words, `CUT` in its place; "Archived from the original" without a date is one too."""
    for found in _archived(words):
        form = next((value for value in found.groupdict().values() if value), "")
        dated = _date_at(words, found.end())
        if dated:
            note, end = dated
            named = _NAME.match(words, end)
            end = named.end() if named else end
            whole = Note(date=note.date, doubtful=note.doubtful, name=named["name"].strip() if named else "", format=form)
            return whole, _without(words, found.start(), end)
        named = _NAME.match(words, found.end())
        if named:
            return Note(name=named["name"].strip(), format=form), words[: found.start()] + CUT + words[named.end() :]
        # "Archived from the original." is a note, "Archived" alone may be any word.
        if " " in found[0] and re.match(rf"\s*(?:[.,;)]|{CUT}|{LAST_CUT}|$)", words[found.end() :]):
            return Note(format=form), words[: found.start()] + CUT + words[found.end() :]
    return Note(), words


def _without(words: str, start: int, end: int) -> str:
    """The words without a note, and without the brackets around it."""
    is_bracketed = words[start - 1 : start] in ("(", "（") and words[end : end + 1] in (")", "）")
    return words[: start - is_bracketed] + CUT + words[end + is_bracketed :]


def begins_note(words: str) -> bool:
    """Whether words begin as a note does; one that was not taken has no date that can be read."""
    return any(start == 0 for start, _ in _accessed(words)) or any(found.start() == 0 for found in _archived(words))


def knows_note(words: str) -> bool:
    """Whether words hold the beginning of a note on access or archiving that is read here, and a year: elsewhere only markup can tell it."""
    small = _small(words)
    return any(map(small.__contains__, _NOTE_WORDS)) and bool(re.search(r"[12]\d{3}", words))


def _date_at(words: str, at: int) -> tuple[Note, int] | None:
    """The date that stands there, a small word before it or not (`on`, `el`, `am`), and where it ends."""
    usual = _USUAL.match(words, at)
    if usual and (date := read_date(usual[1])):
        return Note(date=date), usual.end()
    printed = next(find_dates(words[at : at + 60]), None)
    if printed is None or not _BEFORE_DATE.fullmatch(words[at : at + printed.span[0]]):
        return None
    start, end = at + printed.span[0], at + printed.span[1]
    after = _YEAR_WORDS.match(words, end)
    return Note(date=printed.date, doubtful="" if printed.date else words[start:end]), after.end() if after else end


def _accessed(words: str) -> Iterator[tuple[int, int]]:
    """The (start, end) of what begins a note on access, with `date`, `last` or `URL` before it."""
    for found in _found(words, _ACCESS_WORDS, _access_pattern):
        leading = _LEADING.search(words, max(0, found.start() - _LONGEST_LEADING), found.start())
        start = leading.start() if leading else found.start()
        if not start or not (words[start - 1].isalnum() or words[start - 1] == "_"):
            yield start, found.end()


def _archived(words: str) -> Iterator[re.Match[str]]:
    return _found(words, _ARCHIVE_WORDS, _archive_pattern)


def _found(words: str, phrases: Sequence[str], pattern: Callable[[frozenset[str]], re.Pattern[str]]) -> Iterator[re.Match[str]]:
    """Where phrases stand in some words: it is quickly seen where they do, and only there it is looked closely."""
    plain = _small(words)
    present = list(filter(plain.__contains__, phrases))
    if not present:
        return
    form = pattern(frozenset(present))
    if len(plain) != len(words):
        yield from form.finditer(words)
        return
    end = 0
    for at in sorted({at for phrase in present for at in _places(plain, phrase)}):
        if at >= end and (found := form.match(words, at)):
            end = found.end()
            yield found


def _places(words: str, phrase: str) -> Iterator[int]:
    at = words.find(phrase)
    while at >= 0:
        yield at
        at = words.find(phrase, at + len(phrase))


@lru_cache(4)
def _small(words: str) -> str:
    """The words in small letters, without the dots of the Turkish i: patterns that ignore case take all of them for one letter."""
    small = words.lower()
    return small if small.isascii() else small.replace("\u0307", "").replace("ı", "i")


@lru_cache(256)
def _access_pattern(present: frozenset[str]) -> re.Pattern[str]:
    phrases = "|".join(re.escape(words) for words in _ACCESS_WORDS if words in present)
    return re.compile(rf"(?:{phrases})[.:]?(?=[\s:])", re.IGNORECASE)


@lru_cache(256)
def _archive_pattern(present: frozenset[str]) -> re.Pattern[str]:
    rows = "|".join(
        re.escape(words)
        + _FORMAT.format(f"a{number}")
        + (rf"(?:\s(?:{'|'.join(map(re.escape, origin.split('|')))}))?" if origin else "")
        + _FORMAT.format(f"b{number}")
        + (rf"(?:\s?{re.escape(before)})?" if before else "")
        for number, (_, words, origin, before, _) in enumerate(_ARCHIVED)
        if words in present
    )
    return re.compile(rf"(?<!\w)(?:{rows})(?![^\W\d])", re.IGNORECASE)
