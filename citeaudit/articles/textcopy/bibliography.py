"""The bibliography of a plain-text copy: the paragraphs outside its numbered lists that its short citations point to (pure)."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field

from citeaudit.articles.lines import Line, is_full, joined, wrap_width
from citeaudit.articles.references import BIBLIOGRAPHY
from citeaudit.articles.textcopy.entries import Entry
from citeaudit.articles.textcopy.markers import NumberedList
from citeaudit.articles.textcopy.shortcites import Short, Work, read_short, read_work, targets
from citeaudit.model import label

_BULLET = re.compile(r"[-*•·]\s+")
_SEMICOLON = re.compile(r"[;；]\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """The entries that short citations point to, those outside the lists as one of their own, and each citation's target; both by their labels.

    The second of the short citations in one entry is `9 (2)`.
    """

    works: tuple[NumberedList, ...] = ()
    targets: dict[str, str] = field(default_factory=dict)


def short_parts(words: str) -> tuple[str, ...]:
    """The short citations that an entry consists of, none where it is anything else."""
    parts = tuple(part.strip() for part in _SEMICOLON.split(words))
    return parts if all(map(read_short, parts)) else ()


def part_label(name: str, part: int) -> str:
    """The label of the n-th source, from 1, of a reference."""
    return name if part == 1 else f"{name} ({part})"


def tie_short_cites(
    lists: Sequence[NumberedList], lines: Sequence[Line], apart: Collection[int], after: int, plain: Callable[[str], str] = str
) -> Ties:
    """Ties short citations to the entries they point to.

    Args:
        lists: the numbered ones.
        lines: of the whole text.
        apart: numbers of the lines that are in lists or are headings.
        after: the offset of the last marker in the text; a bibliography stands below it.
        plain: gives words as the article has them.
    """
    entries = {label(found.group, number): entry for found in lists for number, entry in zip(found.numbers, found.entries, strict=True)}
    shorts = {part_label(name, n): short for name, entry in entries.items() for n, short in enumerate(_shorts(plain(entry.words)), 1)}
    if not shorts:
        return Ties()
    free = {f"@{entry.line}": entry for entry in _paragraphs(lines, apart, after)}
    works: dict[str, Work] = {}
    for name, entry in (*entries.items(), *free.items()):
        work = read_work(plain(entry.words))
        if work:
            works[name] = work
    tied = targets(shorts, works)
    used = [name for name in free if name in set(tied.values())]
    numbers = {name: str(number) for number, name in enumerate(used, 1)}
    group = NumberedList(group=BIBLIOGRAPHY, numbers=tuple(numbers.values()), entries=tuple(free[name] for name in used))
    final = {name: label(BIBLIOGRAPHY, numbers[work]) if work in numbers else work for name, work in tied.items()}
    return Ties(works=(group,) if used else (), targets=final)


def _shorts(words: str) -> Iterator[Short]:
    for part in short_parts(words):
        short = read_short(part)
        if short:
            yield short


def _paragraphs(lines: Sequence[Line], apart: Collection[int], after: int) -> Iterator[Entry]:
    """The paragraphs below an offset, lines of a hanging indent with them."""
    width = wrap_width(lines)
    own: list[Line] = []
    for line in (line for line in lines if line.start >= after):
        is_text = bool(line.words) and line.number not in apart
        goes_on = is_text and own and not _BULLET.match(line.words) and _continues(own, line, width)
        if own and not goes_on:
            yield _entry(own)
            own = []
        if is_text:
            own.append(line)
    if own:
        yield _entry(own)


def _continues(own: Sequence[Line], line: Line, width: int) -> bool:
    """Whether a line belongs to the entry above it: it hangs, or the line before was broken there and it begins no entry itself."""
    return line.indent > own[0].indent or (is_full(own[-1], line, width) and read_work(line.words) is None)


def _entry(lines: Sequence[Line]) -> Entry:
    first, last = lines[0], lines[-1]
    words, is_mended = joined(lines)
    indent = len(first.text) - len(first.text.lstrip())
    bullet = _BULLET.match(words)
    skipped = bullet.end() if bullet else 0
    begin = first.start + indent
    return Entry(
        printed="",
        span=(begin, last.end),
        words_span=(begin + skipped, last.end),
        words=words[skipped:],
        is_mended=is_mended,
        line=first.number,
        column=indent + 1,
    )
