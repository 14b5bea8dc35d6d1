"""ARTICLE and FILE to what they hold: opens a file or standard input and hands the bytes to the article formats or to the tables."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from citeaudit import tables
from citeaudit.errors import InputError, UsageError
from citeaudit.model import Article, Cause, LeftOut, Source, text
from citeaudit.ports import ArticleFormat, ArticleInput, Recognition, offered
from citeaudit.settings import Settings
from citeaudit.urls import host_of, printed_host

LARGEST = 64 * 1024 * 1024
"""Bytes that an input may have: many times the longest article; a larger file is a mistake, and reading it would take the memory."""

ARTICLE = "give a file: a plain-text copy or a saved page of the article"
LIST = "give a file: a table with a column url, or a list, one a line"
"""What to do where there is nothing to read, by what was wanted."""

HEAD = 64 * 1024
"""Bytes that a format sees to recognise itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What became of the ARTICLEs: those that were read, and one line on each that was not."""

    articles: tuple[Article, ...]
    mistakes: tuple[InputError, ...]


def read_articles(names: Sequence[str], settings: Settings) -> Read:
    """Reads every ARTICLE: a path, or `-` for standard input.

    Raises:
        InputError: none of them could be read; the message tells all mistakes.
        UsageError: `--input-format` names no format.
    """
    articles: list[Article] = []
    mistakes: list[InputError] = []
    for name in names:
        try:
            articles += _read_article(name, settings)
        except InputError as mistake:
            mistakes.append(mistake)
    if not articles:
        raise InputError("\n".join(map(str, mistakes)))
    return Read(articles=distinct(articles), mistakes=tuple(mistakes))


def unread(mistakes: Sequence[InputError]) -> tuple[LeftOut, ...]:
    """What an audit leaves out because it could not be read: by file name, for a folder says nothing to its readers."""
    told = [text("the article {file} could not be read: {why}", file=_file_name(m.where), why=m.message) for m in mistakes]
    return tuple(LeftOut(cause=Cause.UNREADABLE, what=what) for what in told)


def distinct(articles: Sequence[Article]) -> tuple[Article, ...]:
    """The articles, each with a title of its own: a title that was there before gets `(2)`, for rows and citations are told apart by it."""
    taken: dict[str, Article] = {}
    for article in articles:
        numbers = (f"{article.title} ({number})" for number in count(2))
        title = article.title if article.title not in taken else next(other for other in numbers if other not in taken)
        taken[title] = article if title == article.title else _retitled(article, title)
    return tuple(taken.values())


def _retitled(article: Article, title: str) -> Article:
    references = tuple(replace(r, sources=tuple(replace(source, article=title) for source in r.sources)) for r in article.references)
    return replace(article, title=title, references=references)


def read_sources(name: str) -> tuple[Source, ...]:
    """Reads the sources of a table or a list of URLs.

    Raises:
        InputError: it cannot be read or holds none.
    """
    sources = tables.read_sources(_bytes_of(name, LIST), _shown(name))
    return tuple(replace(source, file=_file_name(name)) for source in sources)


def read_lines(name: str) -> tuple[str, ...]:
    """Reads a list of hosts, URLs or publisher names, or those of a table.

    Raises:
        InputError: it cannot be read or is empty.
    """
    return tables.read_lines(_bytes_of(name, LIST), _shown(name))


def source_named(line: str) -> Source:
    """The source that a line of a list stands for: a URL, a host (with a path or without), or else a publisher's name."""
    words = line.strip()
    if "://" in words or (printed_host(host_of(f"//{words}")) and "/" in words):
        return Source(article="", reference="", url=words if "://" in words else f"//{words}")
    return Source(article="", reference="", publisher=words)


def read_bytes(path: Path) -> bytes:
    """Reads a file whole.

    Raises:
        InputError: it is missing, a folder, too large or not readable; says which and what to do.
    """
    return _bytes_of(str(path), "name another file")


def _file_name(name: str) -> str:
    """The name of a file for readers: no folder of this machine, and text whatever its bytes are; empty for standard input."""
    return "" if name == "-" else os.fsencode(Path(name).name).decode("utf-8", "replace")


def _shown(name: str) -> str:
    return "standard input" if name == "-" else name


def _bytes_of(name: str, wanted: str) -> bytes:
    try:
        if name == "-":
            return _capped(sys.stdin.buffer.read(LARGEST + 1), name, wanted)
        with Path(name).open("rb") as stream:
            return _capped(stream.read(LARGEST + 1), name, wanted)
    except FileNotFoundError:
        raise InputError("there is no such file", where=name, hint=wanted) from None
    except IsADirectoryError:
        raise InputError("is a folder", where=name, hint="name a file in it") from None
    except PermissionError:
        raise InputError("may not be read", where=name, hint="change its rights") from None
    except OSError as wrong:
        reason = "the name is too long" if wrong.errno == errno.ENAMETOOLONG else wrong.strerror
        raise InputError(f"cannot be read ({reason})", where=name, hint="give another file") from None
    except ValueError:
        raise InputError("is no file name", where=repr(name), hint="give another file") from None


def _capped(data: bytes, name: str, wanted: str) -> bytes:
    if len(data) > LARGEST:
        raise InputError(f"is larger than {LARGEST // 1024 // 1024} MB", where=_shown(name), hint="give one article in a file")
    if not data.strip():
        raise InputError("is empty", where=_shown(name), hint=wanted)
    return data


def _read_article(name: str, settings: Settings) -> list[Article]:
    data = _bytes_of(name, ARTICLE)
    file = _file_name(name)
    reader = _format(data[:HEAD], settings.input_format, _shown(name))
    given = ArticleInput(stream=io.BytesIO(data), file=file, title=settings.title, language=settings.lang)
    try:
        return list(reader.read(given))
    except InputError as mistake:
        raise InputError(mistake.message, where=mistake.where or _shown(name), hint=mistake.hint) from None


def _format(head: bytes, named: str, where: str) -> ArticleFormat:
    formats = offered("citeaudit.articles.formats", "FORMAT", ArticleFormat)
    if named:
        by_name = {known.name: known for known in formats}
        if named not in by_name:
            raise UsageError(f"there is no input format '{named}'", where="--input-format", hint=f"there are {', '.join(by_name)}")
        return by_name[named]
    best = max(formats, key=lambda known: known.recognises(head))
    if best.recognises(head) is Recognition.NO:
        what = "looks like a binary file" if b"\0" in head else "is in no format that is read"
        raise InputError(what, where=where, hint=f"give one of {', '.join(known.name for known in formats)}")
    return best
