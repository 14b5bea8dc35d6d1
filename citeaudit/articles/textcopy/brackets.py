"""The brackets of a plain text that may be markers of references, with the group and the number that each shows (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from citeaudit.articles.numbering import STYLES, group_and_number, styled

# One number, a letter or two, or a group with its number; page numbers may follow, as wikis print them (`[5]: 23`).
# W3m shows raised words with a caret before them: `^[1]`.
_BRACKET = re.compile(
    r"(?:\^(?:\n[ \t]*)?)?[\[［〔]\s*(?P<label>\d{1,4}|\d{1,3}\.\d{1,2}|[a-z]{1,2}|[ivx]{3,5}|"
    r"[^\W\d_][^\W\d_-]{0,11}\.?[\s_]?\d{1,3}|lower-alpha\s\d{1,3})\s*[\]］〕]"
    r"(?::[ \u00a0\u200a]?\d+(?:[–,-]\d+)*(?![\w%]))?"
)
# A marker that stands apart: its line was broken before it, or it is a cell of a table.
_APART = re.compile(r"\S[^\S\n]*\n[^\S\n]*$|\s\s$")
_LATIN = re.compile(r"[A-Za-z]")
_LOOSE = re.compile(r"(?:\S[ \u00a0]|\n[ \u00a0]?)$")
_ROMAN = tuple(styled("lower-roman", number) for number in range(1, 40))
_LINE_ENDS = "\n\r\v\f\x85\u2028\u2029"
_SEVERAL = re.compile(r"\[\s*(?P<label>\d{1,3}(?:\s?[,;–-]\s?\d{1,3})+)\s*\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bracket:
    """Brackets that may be a marker. `ordinal` counts from 1 in the group, 0 is a sub-reference's (`1.2`); `is_attached`: right after a word, and
    no letter after it, or where a line or a table's cell ends with it. `is_apart`: a space or the
    line's beginning stands before it, not the column of a table."""

    group: str
    number: str
    ordinal: int
    span: tuple[int, int]
    opens_line: bool
    is_apart: bool
    is_attached: bool


def find_brackets(text: str, *, several: bool = False) -> tuple[Bracket, ...]:
    """Finds everything that may be a marker, in order.

    Args:
        text: the whole text.
        several: whether `[1, 3–5]` is four markers at one place, as in lists that are no wiki's.
    """
    found = [_bracket(text, match.span(), " ".join(match["label"].replace("_", " ").split())) for match in _BRACKET.finditer(text)]
    if several:
        found += [_bracket(text, match.span(), label) for match in _SEVERAL.finditer(text) for label in _each(match["label"])]
    known = [bracket for bracket in found if bracket.group or bracket.number[0].isdecimal()]
    # Where raised words have a caret before them, what has none is a formula's number below the line.
    raised = [
        bracket
        for bracket in known
        if text[bracket.span[0]] == "^" and not (text[bracket.span[0] + 1].isspace() and _LATIN.match(text, bracket.span[1]))
    ]
    known = raised if 2 * len(raised) > len(known) else known
    return tuple(sorted(_told_apart(known), key=lambda bracket: bracket.span))


def _told_apart(brackets: Sequence[Bracket]) -> list[Bracket]:
    """The brackets, with `i`, `v` and `x` as numbers where no `a` shows them to be letters."""
    lettered = {bracket.number for bracket in brackets if bracket.group == STYLES[0] and bracket.is_attached}
    if "a" in lettered or "i" not in lettered:
        return [*brackets]
    return [_as_roman(bracket) if bracket.group == STYLES[0] and bracket.number in _ROMAN else bracket for bracket in brackets]


def _as_roman(bracket: Bracket) -> Bracket:
    return replace(bracket, group=STYLES[2], ordinal=ordinal(bracket.number, STYLES[2]))


def _bracket(text: str, span: tuple[int, int], label: str) -> Bracket:
    group, number = group_and_number(label)
    return Bracket(
        group=group,
        number=number,
        ordinal=ordinal(number, group),
        span=span,
        opens_line=_opens_line(text, span[0]),
        is_apart=bool(_LOOSE.search(text, max(0, span[0] - 2), span[0])),
        is_attached=_is_attached(text, span, label),
    )


def _is_attached(text: str, span: tuple[int, int], label: str) -> bool:
    """Whether a word stands right before brackets; a group with its number may also stand apart, a letter only where nothing comes after it."""
    after = text[span[1] : span[1] + 40].partition("\n")[0]
    # `[a]nd` is a word; in scripts without capitals the next word stands right behind a marker.
    if label.isalpha() and after[:1].isalpha() and after[0].lower() != after[0].upper():
        return False
    before = text[max(0, span[0] - 80) : span[0]]
    if before[-1:].strip() or text[span[0]] == "^":
        return True
    return bool(_APART.search(before)) and (not after.strip() or (len(label) > 2 and not after[:1].isalnum()))


def _opens_line(text: str, at: int) -> bool:
    """Whether only white space stands before a place on its line."""
    while at and text[at - 1].isspace() and text[at - 1] not in _LINE_ENDS:
        at -= 1
    return not at or text[at - 1] in _LINE_ENDS


def ordinal(number: str, group: str) -> int:
    """What a number counts in its group: 1 for `1`, for `a` and for the Roman `i`, 27 for `aa`, 0 for `1.2`."""
    if number.isdecimal():
        return int(number)
    if number[:1].isdecimal():
        return 0
    if group == STYLES[2]:
        return _ROMAN.index(number) + 1 if number in _ROMAN else 0
    total = 0
    for letter in number:
        total = total * 26 + "abcdefghijklmnopqrstuvwxyz".find(letter) + 1
    return total


def _each(label: str) -> Iterator[str]:
    """The numbers of `1, 3–5`."""
    for part in re.split(r"[,;]", label):
        bounds = [int(number) for number in re.findall(r"\d+", part)]
        yield from map(str, range(bounds[0], bounds[-1] + 1))
