"""ARTICLE and FILE to what they hold: opens a file or asks the wiki, and hands what comes to the article formats or to the tables."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from citeaudit import opening, tables, wiki
from citeaudit.articles import wikipedia
from citeaudit.errors import CiteauditError, InputError, NetworkError, UsageError, together
from citeaudit.model import Article, Cause, LeftOut, Progress, Source, text
from citeaudit.opening import Opened, file_name, shown
from citeaudit.ports import ArticleFormat, ArticleInput, Recognition, Tell, Web, offered, silently
from citeaudit.settings import Settings
from citeaudit.urls import host_of, printed_host

ARTICLE = "give a file (a copy, a saved page, wikitext, Markdown, reST, a dump), or the title or address of a wiki's article"
LIST = "give a file: a table with a column url, or a list, one a line"
CHECKED = "give a references.csv that citeaudit has written"
"""What to do where there is nothing to read, by what was wanted."""

_FETCHED = "mediawiki_json"
"""The format that a wiki's answers are in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What became of the ARTICLEs: those that were read, and one line on each that was not, or not to its end."""

    articles: tuple[Article, ...]
    mistakes: tuple[CiteauditError, ...]


def read_articles(names: Sequence[str], settings: Settings, web: Web, tell: Tell = silently) -> Read:
    """Reads every ARTICLE: a path, `-` for standard input, a wiki's address, or a title; and those that `--from` lists.

    Raises:
        InputError: none of them could be read; the message tells all mistakes.
        NetworkError: likewise, and the worst of it is that a wiki could not be reached.
        UsageError: nothing is named, or `--input-format` names no format.
    """
    named = [*names, *(_listed(settings.listed) if settings.listed else ())]
    if not named:
        raise UsageError("no ARTICLE is named", hint=ARTICLE)
    articles: list[Article] = []
    mistakes: list[CiteauditError] = []
    for done, name in enumerate(named, 1):
        try:
            # One by one: what a broken dump gave before it broke is kept.
            for article in _read_article(name, settings, web):
                articles.append(article)
        except (InputError, NetworkError) as mistake:
            mistakes.append(mistake)
        tell(Progress(stage="articles", done=done, total=len(named)))
    if not articles:
        raise together(mistakes)
    return Read(articles=distinct(articles), mistakes=tuple(mistakes))


def _listed(path: Path) -> list[str]:
    """The ARTICLEs that a file lists, one a line; blank lines, and lines that begin with `#`, name none."""
    lines = tables.read_lines(opening.bytes_of(str(path), "list paths, titles or addresses, one a line"), str(path))
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def unread(mistakes: Sequence[CiteauditError]) -> tuple[LeftOut, ...]:
    """What an audit leaves out because it could not be read: by file name, for a folder says nothing to its readers."""
    told = [
        (mistake, text("{file} could not be read, or not to its end: {why}", file=file_name(mistake.where), why=mistake.message))
        for mistake in mistakes
    ]
    causes = {True: Cause.NO_NETWORK, False: Cause.UNREADABLE}
    return tuple(LeftOut(cause=causes[isinstance(mistake, NetworkError)], what=what) for mistake, what in told)


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
    sources = tables.read_sources(opening.bytes_of(name, LIST), shown(name))
    return tuple(replace(source, file=file_name(name)) for source in sources)


def read_checked(name: str) -> tuple[tables.CheckedSource, ...]:
    """Reads the sources of a table with what earlier checks found.

    Raises:
        InputError: it cannot be read, holds none, or nothing in it was checked.
    """
    return tables.read_checked(opening.bytes_of(name, CHECKED), shown(name))


def read_lines(name: str) -> tuple[str, ...]:
    """Reads a list of hosts, URLs or publisher names, or those of a table.

    Raises:
        InputError: it cannot be read or is empty.
    """
    return tables.read_lines(opening.bytes_of(name, LIST), shown(name))


def source_named(line: str) -> Source:
    """The source that a line of a list stands for: a URL, a host (with a path or without), or else a publisher's name."""
    words = line.strip()
    if "://" in words or (printed_host(host_of(f"//{words}")) and "/" in words):
        return Source(article="", reference="", url=words if "://" in words else f"//{words}")
    return Source(article="", reference="", publisher=words)


# ---------------------------------------------------------------- one article


def _read_article(name: str, settings: Settings, web: Web) -> Iterator[Article]:
    page = _page_named(name, settings)
    if page is None:
        with opening.opened(name, ARTICLE) as source:
            yield from _told(read_opened(source, name, settings), name)
        return
    yield from _told(fetched(page, settings, web), name)


def read_opened(source: Opened, name: str, settings: Settings) -> Iterator[Article]:
    """Reads the articles of an opened file in the format that it is in, or that `--input-format` names."""
    reader = _format(source.head, settings.input_format, name)
    stream = source.stream if reader.is_streamed else io.BytesIO(opening.whole(source, name))
    return reader.read(ArticleInput(stream=stream, file=file_name(name), title=settings.title, language=settings.lang))


def _told(articles: Iterator[Article], name: str) -> Iterator[Article]:
    """The articles; what is wrong with one is told with the input's name."""
    try:
        yield from articles
    except InputError as mistake:
        raise InputError(mistake.message, where=mistake.where or shown(name), hint=mistake.hint) from None


def fetched(page: wikipedia.Page, settings: Settings, web: Web) -> Iterator[Article]:
    """Reads a page of a wiki, or the revision of it that is named; raises as `wiki.fetch_page` does."""
    return _by_name()[_FETCHED].read(wiki.fetch_page(page, web, settings))


def _page_named(name: str, settings: Settings) -> wikipedia.Page | None:
    """The wiki's page that an ARTICLE names; None where it is a path: what exists as a file, what is written as a path, what ends as a file does."""
    has_scheme = name.lower().startswith(("http://", "https://"))
    if not name.strip():
        raise InputError("is empty", where="ARTICLE", hint=ARTICLE)
    if not has_scheme and (name == "-" or name.startswith(("/", "./", "../")) or _exists(name)):
        return None
    if not wikipedia.is_address(name) and name.lower().endswith(_endings()):
        return None
    return wikipedia.page_named(name, settings.lang)


def _exists(name: str) -> bool:
    try:
        return Path(name).exists()
    except (OSError, ValueError):
        return False


# ---------------------------------------------------------------- formats


def _by_name() -> dict[str, ArticleFormat]:
    return {known.name: known for known in offered("citeaudit.articles.formats", "FORMAT", ArticleFormat)}


def _endings() -> tuple[str, ...]:
    return tuple({ending for known in _by_name().values() for ending in known.endings} | set(opening.PACKED))


def _format(head: bytes, wanted: str, name: str) -> ArticleFormat:
    """The format that `--input-format` names, else the one that is surest of the head; the file's ending decides between equals."""
    formats = _by_name()
    if wanted:
        if wanted not in formats:
            raise UsageError(f"there is no input format '{wanted}'", where="--input-format", hint=f"there are {', '.join(formats)}")
        return formats[wanted]
    sure = {known.name: known.recognises(head) for known in formats.values()}
    best = [formats[format] for format, recognition in sure.items() if recognition is max(sure.values())]
    if max(sure.values()) is Recognition.NO:
        what = "looks like a binary file" if b"\0" in head else "is in no format that is recognised"
        raise InputError(what, where=shown(name), hint=f"give one of {', '.join(formats)}, or name its format with --input-format")
    ending = Path(name.lower().removesuffix(".bz2").removesuffix(".gz")).suffix
    named = [known for known in best if ending in known.endings]
    if len(named or best) > 1:
        both = " or ".join(known.name for known in best)
        raise InputError(f"can be read as {both}", where=shown(name), hint="say which with --input-format")
    return (named or best)[0]
