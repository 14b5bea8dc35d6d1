"""What an editor should know of the references of an article in any format: entries and markers that do not find each other, lost words (pure)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from citeaudit.model import Evidence, Reference, Remark, Role, Severity, label, text


def remark(rule: str, severity: Severity, names: Sequence[str], told: str, tip: str, evidence: tuple[Evidence, ...] = ()) -> Remark:
    """A remark on some references.

    Args:
        names: their labels; `told` may say `{count}` of them.
    """
    once = tuple(dict.fromkeys(names))
    return Remark(rule=rule, severity=severity, references=once, message=text(told, count=len(once)), tip=text(tip), evidence=evidence)


def on_ties(entries: Sequence[str], cited: Collection[str], unlisted: Sequence[str]) -> Iterator[Remark]:
    """Entries that nothing leads to, and markers that lead nowhere. Either alone is no "no references".

    Args:
        entries: labels of the entries, in order.
        cited: labels of the entries that markers lead to.
        unlisted: labels that the other markers show.
    """
    uncited = [name for name in entries if name not in cited]
    if unlisted and not entries:
        told = "references cited in the text, where there is no list of references: {count}"
        tip = "Give the whole article, with its list of references; if the article itself has none, give it one."
        yield remark("markers-without-list", Severity.WARNING, unlisted, told, tip)
    elif unlisted:
        told = "references cited in the text that stand in no list: {count}"
        yield remark("marker-without-entry", Severity.WARNING, unlisted, told, "Give the whole article; if it lacks them itself, mend its list.")
    if uncited and not cited and not unlisted:
        told = "references in a list that no marker in the text leads to: {count}"
        yield remark("list-without-markers", Severity.WARNING, uncited, told, "Give the whole article, with its text and its markers.")
    elif uncited:
        told = "references that no marker in the text leads to: {count}"
        yield remark("never-cited", Severity.NOTE, uncited, told, "Give the whole article with its text, or ask whether they are still needed.")


def on_empty(references: Sequence[Reference]) -> Iterator[Remark]:
    """References of which no words are left."""
    empty = [label(reference.group, reference.number) for reference in references if reference.sources[0].role is Role.EMPTY]
    if empty:
        told = "references without any words of a source: {count}"
        yield remark(
            "empty-entry", Severity.WARNING, empty, told, "Look at them in the article itself; if they are empty there too, give them a source."
        )


def on_short(references: Sequence[Reference]) -> Iterator[Remark]:
    """Short citations whose entry is nowhere."""
    unmet = [source.label for reference in references for source in reference.sources if source.role is Role.SHORT and not source.target]
    if unmet:
        told = "short citations that point to an entry which is nowhere in the article: {count}"
        yield remark("short-without-entry", Severity.WARNING, unmet, told, "Add the book or page to the bibliography, or correct author and year.")


def on_conflicts(names: Sequence[str]) -> Iterator[Remark]:
    """References, by their labels, that are defined more than once with different words."""
    if names:
        told = "references that are defined more than once, with different words: {count}; the first words were read"
        yield remark("conflicting-definitions", Severity.WARNING, names, told, "Give each of them a name of its own, or one definition.")


def on_restarts(names: Sequence[str]) -> Iterator[Remark]:
    """References, by their labels, of a list that begins anew at 1 in the group of an earlier one."""
    if names:
        told = "references numbered as in an earlier list of the same group: {count}; the word 'list' in their group tells them apart here"
        yield remark("numbering-restarts", Severity.NOTE, names, told, "Give each list of the article a group of its own.")
