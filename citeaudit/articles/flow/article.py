"""A text in light markup to an Article: which of it are references, how a reader sees them numbered, and where they are cited (pure).

Footnotes are its references where it has any; else the items of a list (`sourcelists.py`); else the definitions of its links. A text may have
footnotes and a list that markers count; then its list is the second one of the same group.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from citeaudit.articles.body import Marker, citations_of
from citeaudit.articles.flow.entries import read_definition, read_entry
from citeaudit.articles.flow.flow import MARK, Definition, Flow, Note, SourceLines, Span, holds, inside
from citeaudit.articles.flow.sourcelists import SourceList, find_source_lists
from citeaudit.articles.links import completed
from citeaudit.articles.references import Entry, Place, Whole, read_reference
from citeaudit.articles.remarks import on_conflicts, on_empty, on_restarts, on_ties
from citeaudit.articles.textcopy.markers import highest
from citeaudit.errors import InputError
from citeaudit.model import LEAD, Article, Citation, Reference, Remark, Section, label
from citeaudit.ports import ArticleInput


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A reference before its words are read: its number and group, its source in the input, the part of the flow that it takes (none for the
    definition of a link), and its entry."""

    number: str
    group: str = ""
    source: Span
    span: Span = (0, 0)
    entry: Entry

    @property
    def label(self) -> str:
        return label(self.group, self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tie:
    """A marker: its place in the flow and in the input, the group and number that it leads to."""

    span: Span
    source: Span
    group: str
    number: str


@dataclass(slots=True, kw_only=True)
class _Found:
    """References and markers as they are found, and the labels of notes that are defined twice with different words."""

    rows: list[_Row] = field(default_factory=list)
    ties: list[_Tie] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    restarted: list[str] = field(default_factory=list)


def read_flow(flow: Flow, lines: SourceLines, given: ArticleInput, *, named: str, format: str, looked_for: str) -> Article:
    """Reads a text's flow.

    Args:
        lines: of the input's text.
        named: the article's title, where the user did not say it.
        format: the plug-in's name.
        looked_for: what the message says where there are no references.

    Raises:
        InputError: there are neither references nor markers.
    """
    found = _references_and_markers(flow)
    if not found.rows and not found.ties:
        raise InputError(looked_for, where=given.file, hint="give the whole article with its references, or name its format with --input-format")
    title = given.title or named
    whole = Whole(title=title, file=given.file)
    sections = tuple(_sections(flow, found, len(lines.text)))
    read = [
        read_reference(row.entry, Place(number=row.number, group=row.group, span=row.source, line=line, column=column), whole)
        for row in found.rows
        for line, column in (lines.at(row.source[0]),)
    ]
    references = tuple(reference for reference, _ in read)
    return Article(
        title=title,
        language=given.language,
        file=given.file,
        format=format,
        references=references,
        citations=tuple(_citations(flow, found.ties)),
        sections=sections,
        remarks=(*_remarks(found, references), *(remark for _, remarks in read for remark in remarks)),
    )


def _references_and_markers(flow: Flow) -> _Found:
    found = _Found()
    if flow.notes or any(mark.name for mark in flow.marks):
        _add_notes(flow, found)
    definitions = () if found.rows else _used_definitions(flow)
    is_numbered = bool(definitions) and all(definition.name.isdecimal() for definition in definitions)
    lists = find_source_lists(flow)
    if found.rows:
        lists = tuple(one for one in lists if _is_cited(flow, one))
    if lists and (not is_numbered or _is_cited(flow, lists[0])):
        _add_lists(flow, lists, found)
    elif definitions:
        _add_definitions(flow, definitions, found)
    elif not found.rows:
        _add_brackets(flow, (), found)
    return found


# ---------------------------------------------------------------- footnotes


def _add_notes(flow: Flow, found: _Found) -> None:
    """Notes with their numbers as they are rendered, in order of first use; those that are never used come last."""
    first: dict[str, Note] = {}
    for note in flow.notes:
        if note.name not in first:
            first[note.name] = note
        elif flow.plain(note.span) != flow.plain(first[note.name].span):
            found.conflicts.append(note.name)
    numbers: dict[str, str] = {}
    for name in [*_used(flow, first), *first]:
        numbers.setdefault(name, first[name].printed or str(len(numbers) + 1))
    for name in numbers:
        note = first[name]
        found.rows.append(_Row(number=numbers[name], group=note.group, source=note.source, span=note.span, entry=read_entry(flow, note.span)))
    if any(note.printed for note in flow.notes):
        found.rows.sort(key=lambda row: row.source)
    found.conflicts = [label(first[name].group, numbers[name]) for name in found.conflicts]
    for mark in flow.marks:
        if mark.name in first:
            found.ties.append(_Tie(span=mark.span, source=mark.source, group=first[mark.name].group, number=numbers[mark.name]))
        elif mark.name:
            found.ties.append(_Tie(span=mark.span, source=mark.source, group="", number=mark.shown))


def _used(flow: Flow, notes: Mapping[str, Note]) -> Iterator[str]:
    """The names of notes in the order in which the text uses them, then the notes that it uses."""
    spans = [note.span for note in flow.notes]
    waiting = [mark.name for mark in flow.marks if mark.name in notes and not holds(spans, mark.span[0])][::-1]
    seen: set[str] = set()
    later: list[str] = []
    while waiting or later:
        name = waiting.pop() if waiting else later.pop(0)
        if name not in seen:
            seen.add(name)
            yield name
            later += [mark.name for mark in inside(flow.marks, notes[name].span) if mark.name in notes]


# ---------------------------------------------------------------- lists


def _is_cited(flow: Flow, one: SourceList) -> bool:
    numbers = set(map(str, one.numbers))
    low, high = one.span
    return any(mark.number in numbers and not low <= mark.span[0] < high for mark in flow.marks)


def _add_lists(flow: Flow, lists: Sequence[SourceList], found: _Found) -> None:
    """Lists whose numbers begin anew are told apart as in other formats: `list 2`, `list 3`. Bullets count on."""
    taken = {row.number for row in found.rows}
    for place, one in enumerate(lists, 1):
        numbers = [*map(str, one.numbers)]
        group = ""
        if not taken.isdisjoint(numbers) and any(entry.number for entry in one.entries):
            group = f"list {max(place, 2)}"
            found.restarted += [label(group, number) for number in numbers]
        elif not taken.isdisjoint(numbers):
            numbers = [str(len(taken) + number) for number in range(1, len(numbers) + 1)]
        taken |= set(numbers) if not group else set()
        for number, entry in zip(numbers, one.entries, strict=True):
            span = (entry.words_at, entry.span[1])
            found.rows.append(_Row(number=number, group=group, source=entry.source, span=entry.span, entry=read_entry(flow, span)))
    _add_brackets(flow, lists, found)


def _add_brackets(flow: Flow, lists: Sequence[SourceList], found: _Found) -> None:
    """The brackets that are markers: outside the lists, with a number of a list or one that is little more."""
    spans = [one.span for one in lists]
    listed = {row.number: row for row in reversed(found.rows) if holds(spans, row.span[0])}
    rows = sorted(listed.values(), key=lambda row: row.span)
    free = [mark for mark in flow.marks if mark.number and not holds(spans, mark.span[0])]
    top = highest({int(mark.number) for mark in free}, max((int(number) for number in listed), default=0))
    places = {name: row for at, name in reversed(flow.names) if (row := _row_at(rows, at))}
    for mark in free:
        row = places.get(mark.target) or listed.get(mark.number)
        if row or 0 < int(mark.number) <= top:
            found.ties.append(_Tie(span=mark.span, source=mark.source, group=row.group if row else "", number=row.number if row else mark.number))


def _row_at(rows: Sequence[_Row], at: int) -> _Row | None:
    """The one of some rows, which are in order, that stands around a place."""
    n = bisect_right(rows, at, key=lambda row: row.span[0]) - 1
    return rows[n] if n >= 0 and at < rows[n].span[1] else None


# ---------------------------------------------------------------- definitions of links


def _used_definitions(flow: Flow) -> tuple[Definition, ...]:
    """The definitions with an address of the web that links use, or that are numbered."""
    used = {anchor.name for anchor in flow.anchors if anchor.name}
    return tuple(one for one in flow.definitions if completed(one.url) and (one.name in used or one.name.isdecimal()))


def _add_definitions(flow: Flow, definitions: Sequence[Definition], found: _Found) -> None:
    """Each is a reference; its number is its name where all are numbers, else it counts in the order of first use."""
    by_name = {one.name: one for one in reversed(definitions)}
    uses = [anchor for anchor in flow.anchors if anchor.name in by_name]
    order = list(dict.fromkeys([*(anchor.name for anchor in uses), *by_name]))
    if all(name.isdecimal() for name in order):
        numbers = {name: str(int(name)) for name in sorted(order, key=int)}
    else:
        numbers = {name: str(place) for place, name in enumerate(order, 1)}
    shown = {anchor.name: words for anchor in reversed(uses) if _is_name(words := flow.plain(anchor.span), anchor.name)}
    for name, number in numbers.items():
        found.rows.append(_Row(number=number, source=by_name[name].source, entry=read_definition(by_name[name], shown.get(name, ""))))
    for anchor in uses:
        is_number = flow.plain(anchor.span).strip("[]").isdecimal()
        # The words of a link belong to its sentence; a number alone is the marker itself.
        span = (anchor.span[0] if is_number else anchor.span[1], anchor.span[1] + 1)
        found.ties.append(_Tie(span=span, source=anchor.source, group="", number=numbers[anchor.name]))


def _is_name(words: str, name: str) -> bool:
    return words.casefold() == name.casefold() and not words.isdecimal()


# ---------------------------------------------------------------- the text around them


def _citations(flow: Flow, ties: Sequence[_Tie]) -> Iterator[Citation]:
    ordered = sorted(ties, key=lambda tie: tie.span)
    heads = [Section(heading=flow.plain(head.span), level=head.level, span=head.span) for head in flow.headings]
    blocks = [block.span for block in flow.blocks]
    markers = [Marker(reference=tie.number, group=tie.group, span=tie.span) for tie in ordered]
    for citation, tie in zip(citations_of(flow.words, heads, blocks, markers), ordered, strict=True):
        yield replace(citation, span=tie.source, sentence=" ".join(citation.sentence.replace(MARK, "").split()))


def _sections(flow: Flow, found: _Found, end: int) -> Iterator[Section]:
    """The lead and the sections; levels are counted from the widest that the text has, and references are no text."""
    levels = sorted({heading.level for heading in flow.headings})
    apart = sorted({row.span for row in found.rows if row.span != (0, 0)} | {note.span for note in flow.notes})
    marks = sorted(found.ties, key=lambda tie: tie.span)
    named = [(LEAD, 1), *((flow.plain(head.span), levels.index(head.level) + 1) for head in flow.headings)]
    starts = [(0, 0), *((head.source[0], head.span[1]) for head in flow.headings)]
    stops = [*((head.source[0], head.span[0]) for head in flow.headings), (end, len(flow.words))]
    for (heading, level), (start, low), (stop, high) in zip(named, starts, stops, strict=True):
        blocks = [block.span for block in inside(flow.blocks, (low, high)) if not holds(apart, block.span[0])]
        words = sum(len(flow.plain(span, [tie.span for tie in inside(marks, span)]).split()) for span in blocks)
        yield Section(heading=heading, level=level, span=(start, stop), words=words)


def _remarks(found: _Found, references: Sequence[Reference]) -> Iterator[Remark]:
    entries = [row.label for row in found.rows]
    known = set(entries)
    shown = [label(tie.group, tie.number) for tie in found.ties]
    yield from on_ties(entries, known & set(shown), [name for name in shown if name not in known])
    yield from on_conflicts(found.conflicts)
    yield from on_restarts(found.restarted)
    yield from on_empty(references)
