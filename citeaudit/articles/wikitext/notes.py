"""What a scanned page of wikitext does with footnotes, in the order in which MediaWiki does it: notes used, notes defined in lists, lists (pure)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from citeaudit.articles.source import Part
from citeaudit.articles.wikitext.cites import read_short
from citeaudit.articles.wikitext.notetemplates import BODY, GROUP, NAME, Kind, NoteTemplate, note_template, template_name
from citeaudit.articles.wikitext.scan import Scan, Span, Tag, Template, scan

_NAMED = re.compile(r"\s*([^=<>\[\]{}|]*?)\s*=")
_CALL = re.compile(r"\{\{")
_NAME_END = re.compile(r"[|{}\n]")
_LONGEST_NAME = 60
# A definition, as the first word of a list's parameter: a `ref` tag with a name that does not close itself.
_DEFINED = re.compile(r"\s*<ref\s(?=[^<>]*\bname\s*=)[^<>]*(?<!/)>", re.IGNORECASE)
_ANY_LIST = NoteTemplate(kind=Kind.LIST, names=(), read_in="https://en.wikipedia.org/wiki/Template:Reflist; its translations keep the parameter refs")

_MANY_NAMES = 20
"""As many notes one `{{r}}` may name, and some (Template:R knows nine)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A marker, and the note that it may define: `body` is the span of its words (None: it only names a note), `short` what a short citation says.

    `details` are the words of a sub-reference of the note that is named, `extends` names the note that this one is a sub-reference of.
    """

    span: Span
    group: str
    name: str
    body: Span | None = None
    short: Part | None = None
    details: str = ""
    extends: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A note that is defined in a list and not used there."""

    span: Span
    group: str
    name: str
    body: Span
    extends: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequel:
    """More words of a note that was used before (`<ref follow="name">`); it has no marker and no number of its own."""

    span: Span
    group: str
    name: str
    body: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list: it shows the notes of its group that were used before it."""

    span: Span
    group: str


Event = Use | Definition | Sequel | Listing


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """All that a page does with footnotes, in order; `empty` are the spans of tags that neither say nor name anything."""

    events: tuple[Event, ...]
    empty: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """A tag or template with what it does (None: nothing with footnotes), and the group of the list that it stands in as a definition."""

    node: Tag | Template
    does: NoteTemplate | None
    parameters: Mapping[str, Span]
    listed: str | None

    @property
    def span(self) -> Span:
        return self.node.span


def with_nested(page: str, found: Scan, language: str) -> Scan:
    """A scan with the notes that stand in the words of `ref` tags, where MediaWiki allows only those that templates make."""
    nested = [
        scan(page, *tag.body)
        for tag in found.tags
        if tag.name == "ref" and tag.body and any(_makes_note(page, call.end(), language) for call in _CALL.finditer(page, *tag.body))
    ]
    templates = (template for inner in nested for template in inner.templates if template.name)
    every = sorted((*found.templates, *templates), key=lambda template: (template.span[0], -template.span[1]))
    return Scan(tags=found.tags, templates=tuple(every), hidden=found.hidden, unclosed=found.unclosed)


def _makes_note(page: str, at: int, language: str) -> bool:
    end = _NAME_END.search(page, at, at + _LONGEST_NAME)
    return end is not None and note_template(template_name(page[at : end.start()]), language) is not None


def find_notes(page: str, found: Scan, language: str) -> Notes:
    """Finds what a page does with footnotes.

    A note that a template makes comes after those in its words, which MediaWiki reads first.
    """
    events: list[Event] = []
    empty: list[Span] = []
    for item in _items(page, found, language):
        done = list(_events(page, item))
        events += done
        if not done and isinstance(item.node, Tag) and item.listed is None:
            empty.append(item.span)
    return Notes(events=tuple(events), empty=tuple(empty))


# ---------------------------------------------------------------- tags and templates, the inner ones first


def _items(page: str, found: Scan, language: str) -> Iterator[_Item]:
    nodes: list[Tag | Template] = sorted((*found.tags, *found.templates), key=lambda node: (node.span[0], -node.span[1]))
    starts = [node.span[0] for node in nodes if isinstance(node, Tag) and node.name == "ref"]
    opened: list[_Item] = []
    for node in nodes:
        while opened and opened[-1].span[1] <= node.span[0]:
            yield opened.pop()
        listed = _list_around(page, opened[-1], node) if opened else None
        does = note_template(node.name, language) if isinstance(node, Template) else None
        parameters = parameters_of(page, node) if isinstance(node, Template) and _may_list(node, does, starts) else {}
        if does is None and "refs" in parameters and _DEFINED.match(page, *parameters["refs"]):
            does = _ANY_LIST
        opened.append(_Item(node=node, does=does, parameters=parameters, listed=listed))
    yield from reversed(opened)


def _may_list(node: Template, does: NoteTemplate | None, starts: Sequence[int]) -> bool:
    """Whether the parameters of a template matter: it makes notes, or there are `ref` tags in it."""
    return does is not None or bisect_left(starts, node.span[0]) < bisect_left(starts, node.span[1])


def _list_around(page: str, outer: _Item, node: Tag | Template) -> str | None:
    """The group of the list that a node stands in as a definition; None where it stands in the text."""
    if isinstance(outer.node, Tag):
        return outer.node.attributes.get("group", "") if outer.node.name == "references" else None
    if outer.does is None:
        return outer.listed
    if outer.does.kind is not Kind.LIST:
        return None
    spans = (outer.parameters.get(name) for name in outer.does.definitions)
    return _group(page, outer) if any(span and _within(node.span, span) for span in spans) else None


def _within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def parameters_of(page: str, template: Template) -> dict[str, Span]:
    """The spans of a template's values by the names of its parameters, `1`, `2`, … for those without one; the last of each name counts."""
    found: dict[str, Span] = {}
    count = 0
    for start, end in template.arguments:
        # The first argument of `{{#tag:}}` is the tag's content, whatever stands in it.
        name, value = ("", (start, end)) if not count and template.name.startswith("#tag:") else named_value(page, (start, end))
        count += not name
        found[name or str(count)] = value
    return found


def named_value(page: str, argument: Span) -> tuple[str, Span]:
    """The name of a parameter, in small letters, and the span of its value; an argument without a name is all value."""
    named = _NAMED.match(page, *argument)
    return (named[1].lower(), (named.end(), argument[1])) if named else ("", argument)


def _value(page: str, item: _Item, names: Sequence[str]) -> str:
    span = next((item.parameters[name] for name in names if name in item.parameters), (0, 0))
    # `{{#tag:}}` takes the quotation marks off (https://www.mediawiki.org/wiki/Help:Magic_words#tag).
    return " ".join(page[slice(*span)].split()).strip("\"'")


def _group(page: str, item: _Item) -> str:
    """The group of a note or list that a template makes."""
    told = _value(page, item, GROUP)
    if item.does is None or not told:
        return item.does.group if item.does else told
    return told if item.does.groups is None or told in item.does.groups else item.does.group


# ---------------------------------------------------------------- what each does


def _events(page: str, item: _Item) -> Iterator[Event]:
    if isinstance(item.node, Tag):
        return _tag_events(page, item.node, item.listed)
    if item.does is None:
        return iter(())
    match item.does.kind:
        case Kind.NOTE:
            return _note_events(page, item)
        case Kind.REUSE:
            return _reuse_events(page, item)
        case Kind.SHORT:
            return _short_events(page, item)
        case Kind.LIST:
            return iter((Listing(span=item.span, group=_group(page, item)),))


def _tag_events(page: str, tag: Tag, listed: str | None) -> Iterator[Event]:
    said = tag.attributes
    group, name, extends = said.get("group", ""), said.get("name", ""), said.get("extends", "")
    if tag.name == "references":
        yield Listing(span=tag.span, group=group)
        return
    body = tag.body if tag.body and page[slice(*tag.body)].strip() else None
    if body and said.get("follow"):
        yield Sequel(span=tag.span, group=group if listed is None else listed, name=said["follow"], body=body)
    elif listed is not None:
        if body:
            yield Definition(span=tag.span, group=listed, name=name, body=body, extends=extends)
    elif body or name:
        details = said.get("details", "") if name else ""
        yield Use(span=tag.span, group=group, name=name, body=body, details=details, extends=extends)


def _note_events(page: str, item: _Item) -> Iterator[Event]:
    group, name = _group(page, item), _value(page, item, NAME)
    body = next((span for key in BODY if (span := item.parameters.get(key)) and page[slice(*span)].strip()), None)
    if item.listed is not None:
        if body:
            yield Definition(span=item.span, group=item.listed, name=name, body=body)
    elif body or name:
        yield Use(span=item.span, group=group, name=name, body=body)


def _reuse_events(page: str, item: _Item) -> Iterator[Event]:
    keys = (key for n in range(1, _MANY_NAMES) for key in (str(n), f"name{n}"))
    for key in ("name", *keys):
        if name := _value(page, item, (key,)):
            yield Use(span=item.span, group=_group(page, item), name=name)


def _short_events(page: str, item: _Item) -> Iterator[Event]:
    short = read_short(page[slice(*item.span)])
    if short:
        # Calls that say the same share one note (Module:Footnotes names it by what it says).
        yield Use(span=item.span, group=_group(page, item), name="\n".join((short.words, *short.points_to)), short=short)
