"""The footnotes of a page of wikitext with the numbers that MediaWiki shows: by first use in each group, until the group's list (pure).

As Extension:Cite does it (its ReferenceStack.php and Cite.php): the first words of a name are its definition; notes that are defined in a list and
never used stand at its end; sub-references count within their note; after its list a group begins anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from citeaudit.articles.numbering import styled
from citeaudit.articles.source import Part
from citeaudit.articles.wikitext.notes import Definition, Event, Listing, Sequel, Use
from citeaudit.articles.wikitext.scan import Span

Label = tuple[str, str]
"""Group and number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A numbered note. Its words are those of the span `body`, which go on in those of `more`, or of `short` or `details`; where it has none it was
    used and never defined.

    `span` is what defines it, `restarts`: its group was renamed, because numbers began anew. `conflicts`: it was defined anew with other words.
    """

    group: str
    number: str
    span: Span
    body: Span | None
    more: tuple[Span, ...]
    short: Part | None
    details: str
    restarts: bool
    conflicts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A marker: its span, and the group and number of its note. `main` is the number of the note that it is a sub-reference of, or empty."""

    span: Span
    group: str
    number: str
    main: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A list: where it stands (None: at the end of the page, though nothing says so) and its notes in order."""

    span: Span | None
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """All lists and all markers, each in the order of the page; those of one template in its order."""

    lists: tuple[Shown, ...]
    markers: tuple[Marker, ...]


@dataclass(slots=True, eq=False)
class _Growing:
    """A note of which more may be said later; `subs` are its sub-references by their name or words."""

    span: Span
    body: Span | None = None
    more: list[Span] = field(default_factory=list)
    short: Part | None = None
    details: str = ""
    conflicts: bool = False
    main: _Growing | None = None
    subs: dict[str | int, _Growing] = field(default_factory=dict)


@dataclass(slots=True)
class _Group:
    """The notes of a group since its last list, by name, those without one by their place."""

    notes: dict[str | int, _Growing] = field(default_factory=dict)
    uses: list[tuple[Span, _Growing]] = field(default_factory=list)


def number_notes(page: str, events: Sequence[Event]) -> Numbered:
    """Numbers the notes of a page's events."""
    groups: dict[str, _Group] = {}
    taken = _Taken()
    lists: list[Shown] = []
    markers: dict[Span, list[Marker]] = {}
    ends = [Listing(span=(-1, -1), group=group) for group in dict.fromkeys(event.group for event in events)]
    for event in (*events, *ends):
        group = groups.setdefault(event.group, _Group())
        if isinstance(event, Use):
            group.uses.append((event.span, _used(page, group, event)))
        elif isinstance(event, Definition):
            _define(page, group, event)
        elif isinstance(event, Sequel):
            if note := group.notes.get(event.name):
                note.more.append(event.body)
        else:
            shown, cited = _listed(groups.pop(event.group), event, taken)
            lists += [shown] if shown.notes else []
            for marker in cited:
                markers.setdefault(marker.span, []).append(marker)
    return Numbered(lists=tuple(lists), markers=tuple(marker for span in sorted(markers) for marker in markers[span]))


@dataclass(slots=True)
class _Taken:
    """The labels that earlier lists have, and how many lists each group had."""

    labels: set[Label] = field(default_factory=set)
    lists: dict[str, int] = field(default_factory=dict)

    def take(self, group: str, numbers: Collection[str]) -> tuple[str, bool]:
        """The group's name for a list of some numbers: one that begins anew is its `list 2`, `list 3`, … as on a saved page (`footnotes.py`)."""
        which = self.lists.get(group, 0) + 1
        while not self.labels.isdisjoint(labels := {(f"{group} list {which}".strip() if which > 1 else group, number) for number in numbers}):
            which += 1
        if labels:
            self.labels |= labels
            self.lists[group] = which
        return f"{group} list {which}".strip() if which > 1 else group, which > 1


# ---------------------------------------------------------------- what a group knows


def _used(page: str, group: _Group, use: Use) -> _Growing:
    if use.extends:
        main = _note(group.notes, use.extends, use.span)
        sub = _note(main.subs, use.name, use.span)
        sub.main = main
        _say(page, sub, use)
        return sub
    note = _note(group.notes, use.name, use.span)
    _say(page, note, use)
    if not use.details:
        return note
    sub = _note(note.subs, use.details, use.span)
    sub.main, sub.details = note, use.details
    return sub


def _define(page: str, group: _Group, definition: Definition) -> None:
    if definition.extends:
        main = _note(group.notes, definition.extends, definition.span)
        note = _note(main.subs, definition.name, definition.span)
        note.main = main
    else:
        note = _note(group.notes, definition.name, definition.span)
    _say(page, note, definition)


def _note(notes: dict[str | int, _Growing], name: str, span: Span) -> _Growing:
    """The note of a name, a new one where it is not known or has no name."""
    return notes.setdefault(name or len(notes), _Growing(span))


def _say(page: str, note: _Growing, said: Use | Definition) -> None:
    """Adds the words that a tag has to its note: the first count."""
    short = said.short if isinstance(said, Use) else None
    if said.body is None and short is None:
        return
    if note.body is None and note.short is None:
        note.span, note.body, note.short = said.span, said.body, short
    elif said.body and note.body and page[slice(*said.body)].split() != page[slice(*note.body)].split():
        note.conflicts = True


# ---------------------------------------------------------------- a list with its numbers


def _listed(group: _Group, listing: Listing, taken: _Taken) -> tuple[Shown, list[Marker]]:
    """A list, and the markers that lead to it."""
    used = {id(note.main or note) for _, note in group.uses}
    mains = [note for note in group.notes.values() if id(note) in used]
    mains += [note for note in group.notes.values() if id(note) not in used]
    numbers = dict(_numbers(mains, listing.group))
    name, restarts = taken.take(listing.group, numbers.values())
    notes = tuple(_final(note, name, number, restarts=restarts) for note, number in numbers.items())
    markers = [Marker(span=span, group=name, number=numbers[note], main=numbers[note.main] if note.main else "") for span, note in group.uses]
    return Shown(span=listing.span if listing.span[0] >= 0 else None, notes=notes), markers


def _numbers(mains: Sequence[_Growing], group: str) -> Iterator[tuple[_Growing, str]]:
    """The notes with their numbers, each with its sub-references after it."""
    for place, note in enumerate(mains, 1):
        yield note, styled(group, place)
        for which, sub in enumerate(note.subs.values(), 1):
            yield sub, f"{styled(group, place)}.{which}"


def _final(note: _Growing, group: str, number: str, *, restarts: bool) -> Note:
    return Note(
        group=group,
        number=number,
        span=note.span,
        body=note.body,
        more=tuple(note.more),
        short=note.short,
        details=note.details,
        restarts=restarts,
        conflicts=note.conflicts,
    )
