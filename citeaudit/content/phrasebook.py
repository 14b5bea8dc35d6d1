"""Reads the lists of words and addresses in phrases/*.toml, each entry with where it was read, and finds them in texts."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from threading import Lock

from citeaudit.content.words import count_phrase, fold

KNOWN = "known"
"""The `read_at` of words that were read nowhere yet."""

_READING = Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One entry: its `words` as listed and `folded` for comparing, its language (empty for addresses), and where it was read."""

    words: str
    folded: str
    language: str
    read_at: str


def phrases(file: str, kind: str) -> tuple[Phrase, ...]:
    """The entries of one kind in `phrases/FILE.toml`.

    Raises:
        KeyError: the file has no such kind, or an entry says not where it was read.
    """
    # Look-ups begin several at once: without the lock each of their threads would read the same file.
    with _READING:
        return _read(file, kind)


@cache
def _read(file: str, kind: str) -> tuple[Phrase, ...]:
    listed = tomllib.loads((files("citeaudit.content") / "phrases" / f"{file}.toml").read_text(encoding="utf-8"))
    return tuple(
        Phrase(words=words, folded=fold(words), language=entry.get("language", ""), read_at=entry["read_at"])
        for entry in listed[kind]
        for words in entry["phrases"]
    )


def said(text: str, file: str, kind: str) -> str:
    """The first listed phrase that stands in a text, on word boundaries, as listed; empty where none does."""
    folded = fold(text)
    return next((phrase.words for phrase in phrases(file, kind) if count_phrase(folded, phrase.folded)), "")


def linked(addresses: tuple[str, ...], file: str, kind: str) -> str:
    """The first listed address that is part of one of the `addresses`; empty where none is."""
    return next((phrase.words for phrase in phrases(file, kind) if any(phrase.words in address for address in addresses)), "")
