"""The headings of a plain-text copy, in whatever way the copy shows them (pure).

Three ways, the surest first; a text is read in one of them: the edit link after a heading (`Protests[]`, `Protests[edit]`, in any language);
signs around or under it (`== Protests ==`, `***** Protests *****`, `# Protests`, a line of `===` below); a short line of its own between blank ones.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from citeaudit.articles.lines import Line

LONGEST = 120
"""Characters; what is longer is no heading."""

# Wikitext's `==` needs no space inside; stars without one are bold type, hashes without one are tags.
_SIGNS = re.compile(r"(?P<mark>\*{2,6}|={2,6}|#{1,6})(?P<gap>\s*)(?P<words>[^\s*=#].*?)\s*(?P=mark)(?![*=#])")
# Indented further, a hash is the sign of an item of an inner list in copies by Debian's html2text.
_HASHES = re.compile(r"\s{0,3}(?P<mark>#{1,6})\s+(?P<words>\S.*?)\s*")
# A heading between signs that goes on in the next line.
_OPENED = re.compile(r"\s*(?P<mark>\*{2,6}|={2,6})\s\S")
_UNDERLINE = re.compile(r"([=~-])\1{2,}")
# The label of the edit link, which copies keep: `[]` where it was taken out, `[edit]`, `[modifier | modifier le code]`, `[编辑]`.
_EDIT = re.compile(r"(?P<words>\S.*?)\s*\[(?P<label>[^\[\]\d]*)\]$")
_NO_HEADING = re.compile(r"[.!?:;,…。！？،؛]$|[.!?]\s|\[|://")
_LIST_ITEM = re.compile(r"[-*•·+|]|\d+[.)]\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading: its own words, its level (1 is the widest, where the copy shows levels), the offset it begins at, the numbers of its lines."""

    words: str
    level: int
    start: int
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Signed:
    """A line, or a part of one, without the signs around it; `weight` grows with the width of the heading, 0 where there are no signs."""

    words: str
    weight: int
    start: int
    lines: tuple[int, ...]


def find_headings(lines: Sequence[Line], apart: Collection[int] = ()) -> tuple[Heading, ...]:
    """Finds the headings.

    Args:
        lines: of the whole text.
        apart: numbers of the lines that cannot be headings: those of the lists of references, the title's.
    """
    signed = [found for around in _pairs(lines) if around[0].number not in apart for found in _signed(*around)]
    edited = _with_edit_link(signed, lines)
    if edited:
        return _levelled(edited)
    shown = [found for found in signed if found.weight]
    return _levelled(shown or list(_alone(lines, apart)))


def widest_heading(lines: Sequence[Line]) -> Heading | None:
    """A heading with signs that is wider than all others and comes before them, as a page's title; None where none is."""
    shown = _levelled([found for line, _ in _pairs(lines) for found in _signed(line, None) if found.weight])
    widest = [found for found in shown if found.level == 1]
    return widest[0] if len(widest) == 1 < len(shown) and widest[0] is shown[0] else None


def _pairs(lines: Sequence[Line]) -> Iterator[tuple[Line, Line | None]]:
    """Each line with the one after it."""
    return zip(lines, [*lines[1:], None], strict=False)


def _signed(line: Line, after: Line | None) -> Iterator[_Signed]:
    words, indent = line.words, len(line.text) - len(line.text.lstrip())
    numbers: tuple[int, ...] = (line.number,)
    if not words or len(words) > 2 * LONGEST:
        return
    opened = _OPENED.match(line.text)
    if opened and after and after.words.endswith(f" {opened['mark']}") and not words.endswith(opened["mark"]) and not _OPENED.match(after.text):
        words, numbers = f"{words} {after.words}", (line.number, after.number)
    found = [sign for sign in _SIGNS.finditer(words) if sign["gap"] or sign["mark"][0] == "="]
    if found and not words[: found[0].start()].strip():
        for sign in found:
            yield _Signed(words=sign["words"], weight=_weight(sign["mark"]), start=line.start + indent + sign.start(), lines=numbers)
        return
    hashes = _HASHES.fullmatch(line.text)
    weight = _weight(hashes["mark"]) if hashes else _weight_below(words, after)
    yield _Signed(words=hashes["words"] if hashes else words, weight=weight, start=line.start + indent, lines=numbers)


def _weight(mark: str) -> int:
    """How wide a heading is by its signs: more stars are wider, more of the others narrower."""
    return len(mark) if mark[0] == "*" else 7 - len(mark)


def _weight_below(words: str, after: Line | None) -> int:
    """How wide a heading is by the line below it, which is as long as its words; 0 where it is none."""
    under = _UNDERLINE.fullmatch(after.words) if after else None
    return 2 - "=~-".index(under[1]) // 2 if under and abs(len(under[0]) - len(words)) <= 2 else 0


def _with_edit_link(signed: Sequence[_Signed], lines: Sequence[Line]) -> list[_Signed]:
    """The lines that end in the label of an edit link: every place where that label stands in brackets is the end of such a line."""
    found: dict[str, list[_Signed]] = {}
    for line in signed:
        edit = _EDIT.fullmatch(line.words)
        if edit and is_heading_like(edit["words"]):
            found.setdefault(edit["label"].strip(), []).append(replace(line, words=edit["words"]))
    blank = {0, *(line.number for line in lines if not line.words)}
    # An inline remark such as [citation needed] also stands at the end of lines, but inside others too.
    everywhere = Counter(label for line in lines for label in re.findall(r"\[([^\[\]\d]*)\]", line.text))
    for label in [label for label in found if label]:
        # Where headings have signs too, the label at the end of one says enough.
        if any(line.weight for line in found[label]):
            continue
        is_repeated = len(found[label]) > 1 or found[label][0].lines[0] - 1 in blank
        if everywhere[label] != len(found[label]) or not is_repeated:
            del found[label]
    return sorted(chain.from_iterable(found.values()), key=lambda line: line.start)


def is_heading_like(words: str) -> bool:
    """Whether words can be a heading: short, no sentence, no item of a list, no brackets in them."""
    return len(words) <= LONGEST and not (_NO_HEADING.search(words) or _LIST_ITEM.match(words) or words[0].islower())


def _alone(lines: Sequence[Line], apart: Collection[int]) -> Iterator[_Signed]:
    """Short lines between blank ones that text follows. Where some have two blank lines before them, only those are headings."""
    last = max((n for n, line in enumerate(lines) if line.words), default=0)
    alone = [n for n in range(1, last) if _stands_alone(lines[n - 1 : n + 2], apart)]
    # Converters set headings apart by two blank lines and captions by one.
    twice = [n for n in alone if n > 1 and not lines[n - 2].words]
    for n in twice if len(twice) > 1 else alone:
        yield _Signed(words=lines[n].words, weight=0, start=lines[n].start, lines=(lines[n].number,))


def _stands_alone(around: Sequence[Line], apart: Collection[int]) -> bool:
    """Whether the middle one of three lines is a heading by its looks."""
    before, line, after = around
    is_parted = not before.words and (not after.words or after.number in apart)
    return is_parted and bool(line.words) and line.number not in apart and not line.indent and is_heading_like(line.words)


def _levelled(found: Sequence[_Signed]) -> tuple[Heading, ...]:
    weights = sorted({line.weight for line in found}, reverse=True)
    return tuple(Heading(words=line.words, level=weights.index(line.weight) + 1, start=line.start, lines=line.lines) for line in found)
