"""Saved answers of MediaWiki's APIs, as JSON, to articles: which page is in them, as HTML or as wikitext, and what the wiki says of it.

The shapes, each with where it was read:

- `action=parse`: https://www.mediawiki.org/wiki/API:Parsing_wikitext; `"text": {"*": …}` is formatversion 1, `"text": …` 2
  (https://www.mediawiki.org/wiki/API:JSON_version_2).
- `action=query` with `prop=revisions`: https://www.mediawiki.org/wiki/API:Revisions; content in slots since 1.32.
- REST pages and revisions: https://api.wikimedia.org/wiki/Core_REST_API/Reference/Pages/Page_object and
  https://www.mediawiki.org/wiki/API:REST_API/Reference.
- mobile-sections, whole, lead alone, remaining alone: routes/mobile-sections.js and lib/sections/ of
  https://github.com/wikimedia/mediawiki-services-mobileapps (commit 061c574).
- errors: https://www.mediawiki.org/wiki/API:Errors_and_warnings; `errorKey` of REST, `…/HyperSwitch/errors/…` of RESTBase.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape, unescape
from typing import Any

from citeaudit.articles.decode import decode
from citeaudit.errors import InputError
from citeaudit.model import Article
from citeaudit.ports import ArticleInput
from citeaudit.urls import host_of

FORMAT = "mediawiki_json"

_AGAIN = "save the answer again"
_ASK = "ask for a page that exists, with its text (prop=text, rvprop=content)"
_SHAPES = (
    "action=parse with text or wikitext, action=query with revisions and their content, a REST page with source or html, "
    "mobile-sections (lead, remaining)"
)
_TAG = re.compile(r"<[^<>]*>")
_DEEPEST = 6
"""The level of HTML's deepest heading."""

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page in an answer: its HTML or its wikitext, and what the answer says of it (empty where it does not)."""

    title: str
    revision: str
    html: str = ""
    wikitext: str = ""
    language: str = ""
    wiki: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The pages of an answer, and a sentence on each that it has no text of."""

    pages: tuple[Page, ...] = ()
    lacking: tuple[str, ...] = ()


def read_api_json(given: ArticleInput) -> Iterator[Article]:
    """Reads every page of a saved answer. Spans, lines and columns are places in the page's own HTML or wikitext, not in the file; sections of
    mobile-sections are one page, each below its heading.

    The user's title is that of an answer's only page; several bear their own.

    Raises:
        InputError: (after all articles that could be read) it is no JSON, no answer of MediaWiki, an error of the wiki, or has pages without
            text or without references.
    """
    try:
        answer = answer_of(_parsed(given.stream.read()))
    except InputError as wrong:
        raise InputError(wrong.message, where=given.file, hint=wrong.hint) from None
    mistakes = [InputError(told, hint=_ASK) for told in answer.lacking]
    is_one = len(answer.pages) == 1
    for page in answer.pages:
        try:
            yield _article(page, given if is_one else replace(given, title=""))
        except InputError as mistake:
            told = mistake.message if is_one else f"the page '{page.title}' {mistake.message}"
            mistakes.append(InputError(told, hint=mistake.hint))
    if mistakes:
        raise InputError("; ".join(mistake.message for mistake in mistakes), where=given.file, hint=mistakes[0].hint)


def _article(page: Page, given: ArticleInput) -> Article:
    named = replace(given, title=given.title or page.title, language=given.language or page.language)
    if page.html:
        from citeaudit.articles.page.wikipage import read_wiki_page

        found = read_wiki_page(page.html, named)
        return replace(found, format=FORMAT, revision=page.revision or found.revision, wiki=page.wiki or found.wiki)
    from citeaudit.articles.wikitext.wikitext import read_wikitext

    return read_wikitext(page.wikitext, named, title=page.title, revision=page.revision, wiki=page.wiki, format=FORMAT)


# ---------------------------------------------------------------- JSON


def _parsed(data: bytes) -> object:
    try:
        return json.loads(decode(data).text)
    except json.JSONDecodeError as wrong:
        raise InputError(f"is no valid JSON: {wrong.msg} in line {wrong.lineno}, column {wrong.colno}", hint=_AGAIN) from None
    except RecursionError:
        raise InputError("is JSON that is nested too deeply for an answer of a wiki", hint=_AGAIN) from None
    except ValueError as wrong:  # a number of more digits than Python reads
        raise InputError(f"is no valid JSON: {wrong}", hint=_AGAIN) from None


def _words(value: object) -> str:
    """A text, plain or in formatversion 1 (`{"*": …}`). JSON can hold halves of characters, which no other text may."""
    found = value.get("*") if isinstance(value, dict) else value
    return found.encode(errors="replace").decode() if isinstance(found, str) else ""


def _number(value: object) -> str:
    """A number of a revision; 0 stands for none."""
    return str(value) if str(value).isdecimal() and str(value) != "0" else ""


def _object(value: object) -> Json:
    return value if isinstance(value, dict) else {}


def _objects(value: object) -> list[Json]:
    """The objects in a list, or in an object by their keys, as formatversion 1 lists pages."""
    listed = list(value.values()) if isinstance(value, dict) else value
    return [found for found in listed if isinstance(found, dict)] if isinstance(listed, list) else []


def _plain(markup: object) -> str:
    """The words of a title that is written as HTML."""
    return unescape(_TAG.sub("", _words(markup))).strip()


# ---------------------------------------------------------------- answers


def answer_of(answer: object) -> Answer:
    """Finds the pages in the parsed JSON of an answer.

    Raises:
        InputError: it is an error of the wiki, or no answer of MediaWiki with pages in it.
    """
    found = _object(answer)
    shapes: tuple[Callable[[Json], Answer | None], ...] = (_of_parse, _of_query, _of_rest, _of_sections)
    for shape in shapes:
        pages = shape(found)
        if pages is not None:
            return pages
    wrong = _error(found)
    if wrong:
        raise InputError(f"is no article, but an error of the wiki: {wrong}", hint="ask the wiki again for the article")
    raise InputError(f"is JSON, but no answer of MediaWiki with an article in it: looked for {_SHAPES}", hint="save one of these")


def _lacking(title: str, why: str) -> Answer:
    return Answer(lacking=(f"the page '{title}' {why}",))


def _of_parse(answer: Json) -> Answer | None:
    """`action=parse`. HTML is read before wikitext: it has the templates' words too."""
    parse = answer.get("parse")
    if not isinstance(parse, dict):
        return None
    title = _words(parse.get("title")) or _plain(parse.get("displaytitle"))
    html, wikitext = _words(parse.get("text")), _words(parse.get("wikitext"))
    if not (html or wikitext):
        return _lacking(title, "is there without its text")
    return Answer(pages=(Page(title=title, revision=_number(parse.get("revid")), html=html, wikitext=wikitext),))


def _of_query(answer: Json) -> Answer | None:
    """`action=query`: pages with their revisions, of which the latest is read."""
    query = _object(answer.get("query"))
    if not ("pages" in query or "badrevids" in query):
        return None
    read = [_queried(page) for page in _objects(query.get("pages"))]
    bad = tuple(f"the revision {name} is missing" for name in _object(query.get("badrevids")))
    pages, lacking = tuple(page for found in read for page in found.pages), tuple(told for found in read for told in found.lacking)
    return Answer(pages=pages, lacking=(*lacking, *bad) or (() if pages else ("has no pages",)))


def _queried(page: Json) -> Answer:
    title = _words(page.get("title")) or _number(page.get("pageid"))
    for key in ("missing", "invalid"):
        # formatversion 1 says yes by an empty text.
        if page.get(key, False) is not False:
            return _lacking(title, f"is {key}")
    revision = max(_objects(page.get("revisions")), key=lambda revision: _words(revision.get("timestamp")), default={})
    main = _object(_object(revision.get("slots")).get("main")) or revision
    wikitext = _words(main.get("content")) or _words(main)
    if not wikitext:
        return _lacking(title, "is there without its text")
    wiki = next((host for key in ("canonicalurl", "fullurl") if (host := host_of(_words(page.get(key))))), "")
    language = _words(page.get("pagelanguage"))
    return Answer(pages=(Page(title=title, revision=_number(revision.get("revid")), wikitext=wikitext, language=language, wiki=wiki),))


def _of_rest(answer: Json) -> Answer | None:
    """A page of the REST API, or a revision, which names its page."""
    if "content_model" not in answer:
        return None
    page = _object(answer.get("page")) or answer
    revision = answer.get("id") if "page" in answer else _object(answer.get("latest")).get("id")
    title = _words(page.get("title")) or _words(page.get("key"))
    html, wikitext = _words(answer.get("html")), _words(answer.get("source"))
    if not (html or wikitext):
        return _lacking(title, "is there without its text, which …/page/TITLE/with_html gives")
    wiki = host_of(_words(answer.get("html_url")))
    return Answer(pages=(Page(title=title, revision=_number(revision), html=html, wikitext=wikitext, wiki=wiki),))


def _error(answer: Json) -> str:
    """What an error of the wiki says, its code first; empty where the answer is none."""
    told = [_coded(error) for error in (_object(answer.get("error")), *_objects(answer.get("errors")))]
    if "errorKey" in answer:
        translations = _object(answer.get("messageTranslations"))
        told.append((_words(answer["errorKey"]), _plain(translations.get("en") or next(iter(translations.values()), answer.get("httpReason")))))
    if "HyperSwitch/errors/" in _words(answer.get("type")):
        told.append((_words(answer["type"]).rpartition("/")[2], _plain(answer.get("detail") or answer.get("title"))))
    return "; ".join(f"{code} ({' '.join(info.split())})" if info else code for code, info in told if code)


def _coded(error: Json) -> tuple[str, str]:
    """The code of an error and its words. Beside `info`, `*` only says where the API is described."""
    words = next((found for key in ("info", "text", "html") if (found := _plain(error.get(key)))), "")
    return _words(error.get("code")), words or _plain(error)


# ---------------------------------------------------------------- mobile-sections


def _of_sections(answer: Json) -> Answer | None:
    """mobile-sections: the lead and the rest in one answer, or either alone."""
    lead = _object(answer.get("lead")) or (answer if "displaytitle" in answer else {})
    listed = [*_objects(lead.get("sections")), *_objects(_object(answer.get("remaining")).get("sections"))]
    sections = [section for section in listed or _objects(answer.get("sections")) if _words(section.get("text"))]
    title = _words(lead.get("normalizedtitle")) or _plain(lead.get("displaytitle"))
    if not sections:
        return _lacking(title, "has no sections with text") if lead and "sections" in lead else None
    return Answer(pages=(Page(title=title, revision=_number(lead.get("revision")), html=_joined(title, sections)),))


def _joined(title: str, sections: Sequence[Json]) -> str:
    """One page of the sections. A section's text comes without its heading, whose words are HTML already."""
    head = f'<h1 id="firstHeading">{escape(title)}</h1>\n' if title else ""
    body = "\n".join(f"{_heading(section)}{_words(section.get('text'))}" for section in sections)
    return f'<!DOCTYPE html>\n<html><body>{head}<div class="mw-parser-output">\n{body}\n</div></body></html>'


def _heading(section: Json) -> str:
    """A section of the table of contents' level 1 has a heading of level 2; the lead has none."""
    line, level = _words(section.get("line")), _number(section.get("toclevel")) or "1"
    if not line:
        return ""
    tag = f"h{min(int(level[:2]) + 1, _DEEPEST)}"
    return f"<{tag}>{line}</{tag}>\n"
