"""What an editor should know of a plain-text copy: what it lost, what its numbers say, what its list and its markers do not agree on (pure)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from citeaudit.articles.body import Marker
from citeaudit.articles.copies import is_mojibake
from citeaudit.articles.entries import Entry
from citeaudit.articles.markers import NumberedList
from citeaudit.model import Evidence, Reference, Remark, Role, Severity, label, text


def remarks_on(lists: Sequence[NumberedList], markers: Sequence[Marker], references: Sequence[Reference]) -> Iterator[Remark]:
    """The remarks on a copy as a whole.

    Args:
        lists: with groups and numbers.
        markers: in the text.
        references: as read.
    """
    yield from _on_numbers(lists)
    yield from _on_markers(lists, markers)
    names = {entry.span: label(found.group, number) for found in lists for number, entry in zip(found.numbers, found.entries, strict=True)}
    empty = [label(reference.group, reference.number) for reference in references if reference.sources[0].role is Role.EMPTY]
    if empty:
        told = "the copy lost the text of {count} of its references"
        yield _remark("empty-entry", Severity.WARNING, empty, told, "Copy the article again, or give it as HTML or wikitext.")
    garbled = [label(reference.group, reference.number) for reference in references if is_mojibake(reference.text)]
    if garbled:
        told = "letters in {count} of the references were garbled when the copy was made (Ã© for é); they are kept as they are"
        yield _remark("mojibake", Severity.NOTE, garbled, told, "Copy the article again as UTF-8.")
    mended = [names[entry.span] for found in lists for entry in found.entries if entry.is_mended]
    if mended:
        told = "addresses in {count} of the references are broken over lines in the copy and were put together again"
        yield _remark("broken-url", Severity.NOTE, mended, told, "Check these addresses against the article.")


def _on_numbers(lists: Sequence[NumberedList]) -> Iterator[Remark]:
    drifted = [(label(found.group, number), entry) for found in lists for number, entry in _drifted(found)]
    if drifted:
        evidence = [Evidence(what=f"reference {name} is printed as {entry.printed}", where=f"line {entry.line}") for name, entry in drifted[:3]]
        told = "the list prints other numbers for {count} of the references than the order of its entries gives, which the markers go by"
        tip = "Nothing to mend in the article: a line was lost or leaked into the list when the copy was made."
        yield _remark("drifted-number", Severity.NOTE, [name for name, _ in drifted], told, tip, tuple(evidence))
    unknown = [label(found.group, number) for found in lists if found.group.startswith("list ") for number in found.numbers]
    if unknown:
        told = "{count} of the references stand in a list of their own that no markers can be told to lead to"
        yield _remark("numbering-restarts", Severity.NOTE, unknown, told, "Give the article as HTML, where markers lead to their entries.")


def _drifted(found: NumberedList) -> Iterator[tuple[str, Entry]]:
    for number, entry in zip(found.numbers, found.entries, strict=True):
        if entry.printed.isdecimal() and number.isdecimal() and int(entry.printed) != int(number):
            yield number, entry


def _on_markers(lists: Sequence[NumberedList], markers: Sequence[Marker]) -> Iterator[Remark]:
    entries = {(found.group, number) for found in lists for number in found.numbers}
    cited = Counter((marker.group, marker.reference) for marker in markers)
    unlisted = [label(group, number) for group, number in cited if (group, number) not in entries]
    unused = [label(found.group, number) for found in lists for number in found.numbers if not cited[found.group, number]]
    if unlisted:
        yield _on_unlisted(unlisted, has_list=bool(lists))
    if unused:
        yield _on_unused(unused, has_markers=bool(markers))


def _on_unlisted(names: Sequence[str], *, has_list: bool) -> Remark:
    if not has_list:
        told = "the text has markers for {count} references, and there is no list of references in the copy"
        return _remark("markers-without-list", Severity.WARNING, names, told, "Copy the article with its list of references.")
    told = "the text has markers with {count} numbers that stand in no list of the copy"
    return _remark("marker-without-entry", Severity.WARNING, names, told, "Copy the article again; if it lacks them too, mend its list.")


def _on_unused(names: Sequence[str], *, has_markers: bool) -> Remark:
    if not has_markers:
        told = "there are no [n] markers in the text that lead to the list, which has {count} entries"
        return _remark("list-without-markers", Severity.WARNING, names, told, "Copy the article with its text and its markers.")
    told = "no marker in the text leads to {count} of the references"
    return _remark("never-cited", Severity.NOTE, names, told, "Copy the article with all of its text, or ask whether they are still needed.")


def _remark(rule: str, severity: Severity, names: Sequence[str], told: str, tip: str, evidence: tuple[Evidence, ...] = ()) -> Remark:
    message = text(told, count=len(names))
    return Remark(rule=rule, severity=severity, references=tuple(names), message=message, tip=text(tip), evidence=evidence)
