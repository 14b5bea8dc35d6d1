"""What an editor should know of the footnotes of a page of wikitext: tags without an end or words, names without words or with several (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from citeaudit.articles.places import Lines
from citeaudit.articles.remarks import on_conflicts, on_empty, on_restarts, on_short, on_ties
from citeaudit.articles.wikitext.notes import Notes
from citeaudit.articles.wikitext.numbers import Numbered
from citeaudit.articles.wikitext.scan import Scan
from citeaudit.model import Reference, Remark, Severity, label, text


def remarks_on(page: str, found: Scan, notes: Notes, numbered: Numbered, references: Sequence[Reference]) -> Iterator[Remark]:
    """All remarks on a page's footnotes.

    Args:
        page: the wikitext.
        found: in it.
        notes: likewise.
        numbered: the notes with their numbers.
        references: those of the footnotes.
    """
    entries = [label(reference.group, reference.number) for reference in references]
    listed = set(entries)
    # A note is cited by the markers of its sub-references too.
    cited = {label(marker.group, number) for marker in numbered.markers for number in (marker.number, marker.main) if number}
    unlisted = [name for marker in numbered.markers if (name := label(marker.group, marker.number)) not in listed]
    yield from on_ties(entries, cited & listed, unlisted)
    yield from _on_names(numbered)
    yield from on_short(references)
    yield from _on_tags(page, found, notes)
    yield from on_empty(references)


def _on_names(numbered: Numbered) -> Iterator[Remark]:
    notes = list(chain.from_iterable(shown.notes for shown in numbered.lists))
    yield from on_conflicts([label(note.group, note.number) for note in notes if note.conflicts])
    yield from on_restarts([label(note.group, note.number) for note in notes if note.restarts])


def _on_tags(page: str, found: Scan, notes: Notes) -> Iterator[Remark]:
    """Tags that make no footnote, by their lines."""
    lines = Lines(page)
    for rule, starts, told, tip in (
        ("unclosed-ref", found.unclosed, "<ref> tags without their </ref>: {count}, the first in line {line}; they make no footnote", "Add </ref>."),
        (
            "ref-without-words",
            [start for start, _ in notes.empty],
            "<ref> tags with neither words nor a name: {count}, the first in line {line}",
            "Give them a source, or take them out.",
        ),
    ):
        if starts:
            message = text(told, count=len(starts), line=lines.at(starts[0])[0])
            yield Remark(rule=rule, severity=Severity.WARNING, references=(), message=message, tip=text(tip))
