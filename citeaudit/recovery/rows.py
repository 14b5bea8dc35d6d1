"""What of a source can be compared: its words folded, so that marks, accents, case and broken encodings make no difference (pure)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from citeaudit.content.words import fold, tokens
from citeaudit.model import Identifier, Role, Source
from citeaudit.urls import host_of, page_key, printed_host, without_www

MOST_SIGNS = 2000
"""So many signs of one reference are compared: enough for a bundle, and a text of 1 MB without a break costs no more."""

# UTF-8 that was read as one of these leaves runs of signs that read back as UTF-8 (the shared text copy of "RBD" is of the first kind).
_MISREAD_AS = ("cp1252", "cp1251")
_TWICE = 2
_RUN = re.compile(r"[^\x00-\x7f]{2,}")
_MOST_LOST = 0.34
"""The share of a run's bytes that may be lost when it is read back; the words of a language that was read rightly lose nearly all."""

_ADDRESS = re.compile(r"https?://\S+", re.I)
_ASCII_WORDS = re.compile(r"[a-z0-9]+")
_NUMBER = re.compile(r"(?<!\S)[^\W\d]*\d\S*")
_KANA = ("\u3099", "\u309a")
_WHOLE_WORK = frozenset(("issn", "eissn"))
"""Identifiers of a journal, not of what stands in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One source made ready: `title` and `phrase` (all its words) are folded words between single spaces, `bones` the title's ASCII letters.

    `names` are those of publisher, work and agency, `hosts` those that are printed or in its addresses. `numbers` are the title's words with a digit.
    """

    source: Source
    title: str
    bones: str
    phrase: str
    numbers: Counter[str]
    names: tuple[str, ...]
    hosts: tuple[str, ...]
    authors: frozenset[str]
    identifiers: frozenset[tuple[str, str]]
    page: str

    @property
    def words(self) -> list[str]:
        """Its words for finding sources like it, title first, each once."""
        return list(dict.fromkeys(tokens(f"{self.title} {self.phrase} {' '.join(self.names)}")))


def row_of(source: Source) -> Row:
    """Makes a source ready to be compared."""
    names = [name for name in (source.publisher, source.work, source.agency) if name]
    title = plain(source.title)
    # What stands in place of lost words ("[dead link]") are not its words.
    raw = "" if source.role is Role.EMPTY else source.raw[:MOST_SIGNS]
    return Row(
        source=source,
        title=title,
        bones="".join(_ASCII_WORDS.findall(source.title[:MOST_SIGNS].casefold())),
        phrase=plain(_ADDRESS.sub(" ", raw)) or plain(" ".join([*source.authors, source.title, *names])),
        numbers=numbers_in(title),
        names=tuple(dict.fromkeys(filter(None, (plain(name) for name in names)))),
        hosts=_hosts(source, names),
        authors=frozenset(word for author in source.authors for word in plain(author).split() if len(word) > 1),
        identifiers=frozenset(_named(identifier) for identifier in source.identifiers if identifier.scheme not in _WHOLE_WORK),
        page=page_key(source.url) if source.url else "",
    )


def numbers_in(words: str) -> Counter[str]:
    """The folded words that have a digit."""
    return Counter(_NUMBER.findall(words))


def plain(words: str) -> str:
    """Folded words, without accents, read back where UTF-8 was taken for another encoding."""
    words = words[:MOST_SIGNS]
    if words.isascii():
        return fold(words)
    apart = unicodedata.normalize("NFD", read_back(words))
    kept = "".join(sign for sign in apart if sign in _KANA or not unicodedata.combining(sign))
    return fold(unicodedata.normalize("NFC", kept))


def read_back(words: str) -> str:
    """Words with each run of misread UTF-8 put right, also where that happened twice; bytes that were lost on the way leave their letter out."""
    for _ in range(_TWICE):
        words = _RUN.sub(lambda run: _right(run[0]), words)
    return words


def _right(run: str) -> str:
    for encoding in _MISREAD_AS:
        taken = b"".join(_byte(sign, encoding) for sign in run)
        read = taken.decode("utf-8", "ignore")
        if read and len(read.encode()) >= (1 - _MOST_LOST) * len(run):
            return read
    return run


def _byte(sign: str, encoding: str) -> bytes:
    """The byte that was shown as this sign; encodings leave bytes out, which decoders give as the control sign of that number."""
    try:
        return sign.encode(encoding)
    except UnicodeEncodeError:
        return bytes([ord(sign)]) if "\x80" <= sign <= "\xff" else b""


def _hosts(source: Source, names: list[str]) -> tuple[str, ...]:
    printed = (printed_host(word) for word in (*names, source.title))
    linked = (without_www(host_of(url)) for url in (source.url,) if url)
    return tuple(dict.fromkeys(filter(None, (*printed, *linked))))


def _named(identifier: Identifier) -> tuple[str, str]:
    value = re.sub(r"[\s-]", "", identifier.value).casefold()
    if identifier.scheme == "isbn" and len(value) in (10, 13):
        # The 9 digits that both forms of an ISBN share, without prefix and check digit.
        value = value[-10:-1]
    return identifier.scheme, value
