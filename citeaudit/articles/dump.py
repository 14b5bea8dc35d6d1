"""The articles of a MediaWiki XML dump or export, one page after the other, however long the file is.

The format: https://www.mediawiki.org/wiki/Help:Export#Export_format and https://www.mediawiki.org/xml/export-0.11.xsd (older versions lack `ns`).

lxml's pull parser reads it, not mwxml (0.3.8): that ends a dump at an `<upload>`, a `<discussionthreadinginfo>`, an empty id or an odd time
stamp, drops `xml:lang`, and keeps 84 bytes of every page (after a million redirects 100 MB and 119 s of CPU; this module 25 MB and 29 s).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO, cast

from lxml import etree
from lxml.etree import _Element

from citeaudit.articles.wikitext.wikitext import read_wikitext
from citeaudit.errors import InputError
from citeaudit.model import Article
from citeaudit.ports import ArticleInput
from citeaudit.urls import host_of

CHUNK = 64 * 1024
"""Bytes that are read at a time."""

LONGEST_REVISION = 64 * 1024 * 1024
"""Bytes that one revision may have in the file: MediaWiki saves no more than 2 MB (`$wgMaxArticleSize`); reading on would take the memory."""

_READ = ("{*}mediawiki", "{*}siteinfo", "{*}revision", "{*}page")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_WIKITEXT = ("", "wikitext")
"""Content models that are read; files before version 0.7 of the format state none."""

# What shows that the wikitext of one page met a fault of the reader: the other pages are not lost for it.
_FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
_NAMED = 5
"""Pages that a message names."""

_NOTHING = InputError(
    "has no article with references: no page of the main namespace, redirects aside, has a footnote (<ref>, {{sfn}}, …) in its wikitext",
    hint="give an export of articles, or a dump with the text of pages (pages-articles)",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An article of a dump: its latest revision's number and wikitext, the wiki's host and language (lower case)."""

    title: str
    revision: str
    words: str
    wiki: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Site:
    """What a dump says of its wiki; `spaces` are the prefixes of pages that are no articles."""

    language: str = ""
    wiki: str = ""
    spaces: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Revision:
    number: str
    stamp: str
    model: str
    words: str


def read_dump(given: ArticleInput) -> Iterator[Article]:
    """Reads each page of the main namespace that has references; the others, and redirects, are passed over.

    A page bears its own title, whatever title the user gave. All spans, lines and columns are places in the page's own wikitext, as its editors
    see it, not in the file.

    Raises:
        InputError: (after all articles that could be read) the file ends early, is no XML from some place on, or has a document type declaration;
            a page's wikitext could not be read; no page has references.
    """
    found, failed, broken = 0, [], None
    try:
        for page in pages(given.stream):
            try:
                article = _article(page, given)
            except _FAULTS:
                failed.append(page.title)
                continue
            if article is not None:
                found += 1
                yield article
    except InputError as wrong:
        broken = wrong
    mistakes = [*([broken] if broken else []), *([_failed(failed)] if failed else [])] or ([] if found else [_NOTHING])
    if mistakes:
        raise InputError("; ".join(mistake.message for mistake in mistakes), where=given.file, hint=mistakes[0].hint)


def _article(page: Page, given: ArticleInput) -> Article | None:
    """None where the page has no references."""
    named = replace(given, title="", language=given.language or page.language)
    try:
        return read_wikitext(page.words, named, title=page.title, revision=page.revision, wiki=page.wiki, format="dump")
    except InputError:
        return None


def _failed(titles: list[str]) -> InputError:
    more = f" and {len(titles) - _NAMED} more" if len(titles) > _NAMED else ""
    told = f"the wikitext of some pages could not be read ({', '.join(titles[:_NAMED])}{more})"
    return InputError(told, hint="give these as HTML; the other pages were read")


# ---------------------------------------------------------------- pages


def pages(stream: BinaryIO) -> Iterator[Page]:
    """Every page of the main namespace that is no redirect, with its latest revision in the file; holds one revision at a time.

    Raises:
        InputError: as `read_dump` says of the file, after the last whole page.
    """
    site, latest = _Site(), None
    for element in _elements(stream):
        match _name(element):
            case "mediawiki":
                site = _Site(language=element.get(_LANGUAGE, "").lower())
            case "siteinfo":
                site = _site(element, site.language)
            case "revision":
                latest = _later(latest, _revision(element))
            case _:
                if latest is not None and latest.model in _WIKITEXT and _is_article(element, site):
                    yield Page(title=_title(element), revision=latest.number, words=latest.words, wiki=site.wiki, language=site.language)
                latest = None


def _name(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _words(element: _Element, path: str) -> str:
    return element.findtext(path) or ""


def _title(page: _Element) -> str:
    return _words(page, "{*}title").replace("_", " ").strip()


def _site(element: _Element, language: str) -> _Site:
    # Namespace 0 has no name.
    spaces = frozenset(space.text.casefold() for space in element.iterfind("{*}namespaces/{*}namespace") if space.text)
    return _Site(language=language, wiki=host_of(_words(element, "{*}base").strip()), spaces=spaces)


def _revision(element: _Element) -> _Revision:
    return _Revision(
        number=_words(element, "{*}id").strip(),
        stamp=_words(element, "{*}timestamp").strip(),
        model=_words(element, "{*}model").strip(),
        words=_words(element, "{*}text"),
    )


def _later(before: _Revision | None, revision: _Revision) -> _Revision:
    """The later one by its time stamp (ISO 8601 in UTC, so in the order of their letters), else by its place in the file."""
    return revision if before is None or revision.stamp >= before.stamp else before


def _is_article(page: _Element, site: _Site) -> bool:
    if page.find("{*}redirect") is not None:
        return False
    space = page.findtext("{*}ns")
    if space is not None:
        return space.strip() == "0"
    prefix, colon, _ = _title(page).partition(":")
    return not colon or prefix.casefold() not in site.spaces


# ---------------------------------------------------------------- XML


def _elements(stream: BinaryIO) -> Iterator[_Element]:
    """The root as it begins, and each element in `_READ` as it ends; what was yielded is emptied afterwards."""
    # `huge_tree` lifts the bound of 10 MB for one text; `LONGEST_REVISION` is ours.
    parser = etree.XMLPullParser(
        events=("start", "end"), tag=_READ, huge_tree=True, resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    last, waiting = "", 0
    while True:
        chunk = stream.read(CHUNK)
        broken = _fed(parser, chunk)
        waiting += len(chunk)
        for event, element in cast(Iterator[tuple[str, _Element]], parser.read_events()):
            if event == "start":
                yield from _root(element)
                continue
            last, waiting = _title(element) or last, 0
            yield element
            _forget(element)
        if broken is not None:
            raise _told(broken, last, is_cut=not chunk)
        if waiting > LONGEST_REVISION:
            told = f"has a revision of more than {LONGEST_REVISION // 1024 // 1024} MB{_after(last)}"
            raise InputError(told, hint="give the pages without it; those before it were read")
        if not chunk:
            return


def _fed(parser: etree.XMLPullParser, chunk: bytes) -> etree.XMLSyntaxError | None:
    """Gives the parser the next bytes, or the end; what it found before an error can still be had from it."""
    try:
        if chunk:
            parser.feed(chunk)
        else:
            parser.close()
    except etree.XMLSyntaxError as broken:
        return broken
    return None


def _root(element: _Element) -> Iterator[_Element]:
    """The root itself. A dump declares no document type; one that does could name files of this machine or grow without end."""
    if element.getparent() is None and _name(element) == "mediawiki":
        if element.getroottree().docinfo.internalDTD is not None:
            raise InputError("has a document type declaration (<!DOCTYPE), which no dump has", hint="give the file as the wiki made it")
        yield element


def _forget(element: _Element) -> None:
    """Empties an element and drops its like before it: the last one stays, for the parser still stands behind it."""
    element.clear()
    before, parent = element.getprevious(), element.getparent()
    if before is not None and parent is not None and before.tag == element.tag:
        parent.remove(before)


def _told(broken: etree.XMLSyntaxError, last: str, *, is_cut: bool) -> InputError:
    line, column = broken.position
    where = f"in line {line}, column {column}{_after(last)}"
    if is_cut:
        return InputError(f"is cut off: it ends {where}", hint="get the file again; the pages before were read")
    reason = str(broken.msg).partition(f", line {line},")[0].strip()
    return InputError(f"is no XML {where} ({reason})", hint="get the file again, or mend that place; the pages before it were read")


def _after(last: str) -> str:
    return f", after the page '{last}'" if last else ", before the first page"
