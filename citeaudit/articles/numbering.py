"""How references are numbered: the number a reader sees, in the style of its group, and what a marker's label says of both (pure)."""

from __future__ import annotations

import re
import unicodedata

_NUMBERED = re.compile(r"(?P<group>.*?)\s*(?P<number>\d+(?:\.\d+)*)", re.S)
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
_TENS = (("c", 100), ("xc", 90), ("l", 50), ("xl", 40), ("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1))
_LAST = 399
"""The last number that is written in letters; no article has as many notes."""

STYLES = ("lower-alpha", "upper-alpha", "lower-roman", "upper-roman", "lower-greek")
"""The groups whose numbers are shown as letters (https://en.wikipedia.org/wiki/Help:Cite_link_labels)."""


def styled(group: str, number: int) -> str:
    """The number, from 1, as a group shows it: `2` in the main list is `b` in `lower-alpha`."""
    case, _, style = group.partition("-")
    if group not in STYLES or number > _LAST:
        return str(number)
    letters = _roman(number) if style == "roman" else _alphabetic(number, _GREEK if style == "greek" else _LATIN)
    return letters.upper() if case == "upper" else letters


def group_and_number(label: str, place: int = 0, stated: str = "") -> tuple[str, str]:
    """What a label without its brackets says: `note 1` → note, 1; `a` → lower-alpha, a; `lower-alpha 1` (Parsoid) → lower-alpha, a.

    Args:
        label: as shown; digits of every script become 0–9.
        place: the entry's place in its list, from 1, which tells `i` the letter from `i` the number; 0 where it is not known.
        stated: the group that the markup states, empty where it states none.
    """
    if label.isascii() and label.isdigit() and not stated:
        return "", label
    found = _NUMBERED.fullmatch(label)
    if found is None:
        places = [place] if place else range(1, _LAST + 1)
        return stated or next((style for style in STYLES for n in places if styled(style, n) == label), ""), label
    number = "".join(str(unicodedata.decimal(digit, digit)) for digit in found["number"])
    group = stated or found["group"]
    return group, styled(group, int(number)) if group in STYLES and number.isdecimal() and len(number) < 4 else number


def _alphabetic(number: int, letters: str) -> str:
    word = ""
    while number > 0:
        number, last = divmod(number - 1, len(letters))
        word = letters[last] + word
    return word


def _roman(number: int) -> str:
    word = ""
    for letters, value in _TENS:
        word += letters * (number // value)
        number %= value
    return word
