"""What an editor should know of a plain-text copy: what it lost, what its numbers say, what its list and its markers do not agree on (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from citeaudit.articles.body import Marker
from citeaudit.articles.references import BIBLIOGRAPHY
from citeaudit.articles.remarks import on_empty, on_ties, remark
from citeaudit.articles.textcopy.copies import is_mojibake
from citeaudit.articles.textcopy.entries import Entry
from citeaudit.articles.textcopy.markers import NumberedList
from citeaudit.model import Evidence, Reference, Remark, Severity, label


def remarks_on(lists: Sequence[NumberedList], markers: Sequence[Marker], references: Sequence[Reference]) -> Iterator[Remark]:
    """The remarks on a copy as a whole.

    Args:
        lists: with groups and numbers.
        markers: in the text.
        references: as read.
    """
    yield from _on_numbers(lists)
    # No marker leads to a bibliography: short citations do.
    entries = [label(found.group, number) for found in lists if found.group != BIBLIOGRAPHY for number in found.numbers]
    known = set(entries)
    shown = [label(marker.group, marker.reference) for marker in markers]
    yield from on_ties(entries, set(shown) & known, [name for name in shown if name not in known])
    yield from on_empty(references)
    garbled = [label(reference.group, reference.number) for reference in references if is_mojibake(reference.text)]
    if garbled:
        told = "references with letters that were garbled when the copy was made (Ã© for é), and are kept as they are: {count}"
        yield remark("mojibake", Severity.NOTE, garbled, told, "Copy the article again as UTF-8.")
    names = {entry.span: label(found.group, number) for found in lists for number, entry in zip(found.numbers, found.entries, strict=True)}
    mended = [names[entry.span] for found in lists for entry in found.entries if entry.is_mended]
    if mended:
        told = "references with an address that is broken over lines in the copy, and was put together again: {count}"
        yield remark("broken-url", Severity.NOTE, mended, told, "Check these addresses against the article.")


def _on_numbers(lists: Sequence[NumberedList]) -> Iterator[Remark]:
    drifted = [(label(found.group, number), entry) for found in lists for number, entry in _drifted(found)]
    if drifted:
        evidence = [Evidence(what=f"reference {name} is printed as {entry.printed}", where=f"line {entry.line}") for name, entry in drifted[:3]]
        told = "references for which the list prints another number than the order of its entries gives, which the markers go by: {count}"
        tip = "Nothing to mend in the article: a line was lost or leaked into the list when the copy was made."
        yield remark("drifted-number", Severity.NOTE, [name for name, _ in drifted], told, tip, tuple(evidence))
    unknown = [label(found.group, number) for found in lists if found.group.startswith("list ") for number in found.numbers]
    if unknown:
        told = "references in a list of their own that no markers can be told to lead to: {count}"
        yield remark("numbering-restarts", Severity.NOTE, unknown, told, "Give the article as HTML, where markers lead to their entries.")


def _drifted(found: NumberedList) -> Iterator[tuple[str, Entry]]:
    for number, entry in zip(found.numbers, found.entries, strict=True):
        if entry.printed.isdecimal() and number.isdecimal() and int(entry.printed) != int(number):
            yield number, entry
