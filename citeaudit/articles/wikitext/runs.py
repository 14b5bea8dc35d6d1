"""The body of a footnote in wikitext as stretches of text and the calls between them, each with what it says of a source (pure)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from citeaudit.articles.links import role_of
from citeaudit.articles.wikitext.archivenotes import ArchiveNote, read_note
from citeaudit.articles.wikitext.citetemplates import ARCHIVE, LABEL, MARK, SHORT, Template, template_named
from citeaudit.articles.wikitext.fields import links_of
from citeaudit.articles.wikitext.given import Given, given_by
from citeaudit.articles.wikitext.links import EXTERNAL, links_in
from citeaudit.articles.wikitext.shortnames import label_cite, linked_names, short_cite
from citeaudit.articles.wikitext.templates import Call, Span, calls_in
from citeaudit.articles.wikitext.words import QUOTING, expanded, in_language, marked_language, plain
from citeaudit.model import LinkRole, ReferenceLink

_ADDRESS = re.compile(r"(?:(?:https?|ftp):)?//[^\s\[\]<>\"|]+", re.IGNORECASE)
_UNKNOWN = Template(kind="web")
_NEEDED = ("publisher", "work", "last", "author", "date", "book")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of a body: text, or a call with what it gives where it cites, notes an archived copy, or points to an entry.

    `language` is the code of the one that the text marks the source as of.
    """

    span: Span
    text: str = ""
    language: str = ""
    call: Call | None = None
    given: Given | None = None
    note: ArchiveNote | None = None
    points_to: tuple[str, ...] = ()
    links: tuple[ReferenceLink, ...] = ()

    @property
    def shows_source(self) -> bool:
        """Whether it cites, links out, or points to an entry."""
        return bool(self.given or self.links or self.points_to)


def runs_of(words: str, language: str) -> list[Run]:
    """What a body consists of, in order; marks on sources and claims are left out.

    Args:
        words: of the body, settled.
        language: of the article.
    """
    calls = calls_in(words)
    runs: list[Run] = []
    at = 0
    for call in calls:
        runs += _text((at, call.span[0]), words[at : call.span[0]])
        runs += _called(call, words, language)
        at = call.span[1]
    runs += _text((at, len(words)), words[at:])
    if calls and not any(run.call or run.links or any(map(str.isalnum, plain(run.text))) for run in runs):
        unknown = [call for call in calls if template_named(call.name) is None and call.parameters]
        runs = [_cited(call, given_by(call, _UNKNOWN, language)) for call in unknown]
    return runs


def _called(call: Call, words: str, language: str) -> list[Run]:
    template = template_named(call.name)
    if template is None:
        given = given_by(call, _UNKNOWN, language) if "=" in words[slice(*call.span)] else None
        # Every wiki has a name of its own for the note on an archived copy: what gives the address of one, and no title, is such a note.
        if given and not given.words("title") and role_of(given.values.get(("url", 1), "")) is LinkRole.ARCHIVE:
            return _noted(call, language)
        if given and (("url", 1) in given.values or (given.words("title") and any((field, 1) in given.values for field in _NEEDED))):
            return [_cited(call, given)]
        # What is given an address shows it, whatever else it does (`{{official website|http://a.example}}`).
        code = marked_language(call.name, call.unnamed)
        if mark := in_language(code):
            return [Run(span=call.span, text=mark, language=code)]
        shown = expanded(words[slice(*call.span)]) or " ".join(
            value for name, value in call.parameters if (name.isdecimal() and "//" in value) or _ADDRESS.fullmatch(value)
        )
        return _text(call.span, shown)
    if template.cites:
        given = given_by(call, template, language)
        quotes = call.name.casefold() in QUOTING and not given.values and call.value("1")
        return _text(call.span, call.value("1")) if quotes else [_cited(call, given)]
    if template.kind == ARCHIVE:
        return _noted(call, template.language or language)
    if template.kind == LABEL and language not in ("", template.language):
        # Elsewhere the name is that of a template for quotations.
        return _text(call.span, call.value("1"))
    if template.is_short:
        short = short_cite(call) if template.kind == SHORT else label_cite(call)
        return [Run(span=call.span, call=call, text=short.words, points_to=short.points_to)]
    return _marked(call, language) if template.kind == MARK else []


def _noted(call: Call, language: str) -> list[Run]:
    note = read_note(call, language)
    return [Run(span=call.span, call=call, note=note, links=(note.link,) if note.link else ())]


def _marked(call: Call, language: str) -> list[Run]:
    """What a mark on a dead link holds: on some wikis the link or the citation that it is on (`{{enlace roto|1={{cita web|…}}|2=…}}`), or its words
    and its address."""
    given = given_by(call, _UNKNOWN, language)
    if given.words("title") and ("url", 1) in given.values:
        return [_cited(call, given)]
    inside = call.value("1")
    runs = [_cited(one, given_by(one, template, language)) for one in calls_in(inside) if (template := template_named(one.name)) and template.cites]
    if not runs and EXTERNAL.search(inside):
        runs = _text(call.span, inside)
    url = next((value for value in (given.values.get(("url", 1), ""), call.value("2"), inside) if _ADDRESS.fullmatch(value)), "")
    if not runs and url:
        runs = _text(call.span, f"[{url} {'' if inside == url else inside}]")
    return [replace(run, span=call.span) for run in runs]


def _cited(call: Call, given: Given) -> Run:
    return Run(span=call.span, call=call, given=given, links=tuple(links_of(given)))


def _text(span: Span, text: str) -> list[Run]:
    return [Run(span=span, text=text, points_to=linked_names(text), links=tuple(links_in(text)))] if text else []


def split_run(run: Run, items: Sequence[int]) -> list[Run]:
    """A run of text cut at the items of a list that begin in it."""
    low, high = run.span
    cuts = items[bisect_right(items, low) : bisect_left(items, high)] if run.call is None and len(run.text) == high - low else []
    if not cuts:
        return [run]
    bounds = zip([low, *cuts], [*cuts, high], strict=True)
    return [piece for start, end in bounds for piece in _text((start, end), run.text[start - low : end - low])]
