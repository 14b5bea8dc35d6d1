"""What an editor should know of the footnotes of a page of wikitext: tags without an end or words, names without words or with several (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from citeaudit.articles.places import Lines
from citeaudit.articles.remarks import on_empty, on_ties, remark
from citeaudit.articles.wikitext.notes import Notes
from citeaudit.articles.wikitext.numbers import Numbered
from citeaudit.articles.wikitext.scan import Scan
from citeaudit.model import Reference, Remark, Severity, label, text


def remarks_on(page: str, found: Scan, notes: Notes, numbered: Numbered, references: Sequence[Reference], unmet: Sequence[str]) -> Iterator[Remark]:
    """All remarks on a page's footnotes.

    Args:
        page: the wikitext.
        found: in it.
        notes: likewise.
        numbered: the notes with their numbers.
        references: those of the footnotes.
        unmet: labels of the footnotes that point to an entry which is not there.
    """
    entries = [label(reference.group, reference.number) for reference in references]
    listed = set(entries)
    # A note is cited by the markers of its sub-references too.
    cited = {label(marker.group, number) for marker in numbered.markers for number in (marker.number, marker.main) if number}
    unlisted = [name for marker in numbered.markers if (name := label(marker.group, marker.number)) not in listed]
    yield from on_ties(entries, cited & listed, unlisted)
    yield from _on_names(numbered)
    if unmet:
        told = "{count} of the short citations point to an entry that is nowhere in the article"
        yield remark("short-without-entry", Severity.WARNING, unmet, told, "Add the book or page to the bibliography, or correct author and year.")
    yield from _on_tags(page, found, notes)
    yield from on_empty(references)


def _on_names(numbered: Numbered) -> Iterator[Remark]:
    notes = list(chain.from_iterable(shown.notes for shown in numbered.lists))
    conflicting = [label(note.group, note.number) for note in notes if note.conflicts]
    if conflicting:
        told = "{count} of the references are defined twice under one name with different words; readers see the first"
        yield remark("conflicting-definitions", Severity.WARNING, conflicting, told, "Give each a name of its own.")
    restarted = [label(note.group, note.number) for note in notes if note.restarts]
    if restarted:
        told = "references numbered as in an earlier list of the same group: {count}; the word 'list' in their group tells them apart here"
        yield remark("numbering-restarts", Severity.NOTE, restarted, told, "Give each list of the article a group of its own.")


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
