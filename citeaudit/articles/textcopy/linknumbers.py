"""Copies made by text browsers that number the links (`lynx -dump`): the numbers taken out, the addresses put where they belong (pure).

Lynx prints `[5]` before the words of each link and, at the end, a list of the addresses with their numbers
(https://lynx.invisible-island.net/lynx_help/Lynx_users_guide.html, -dump and -listonly). Those numbers are no markers.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from citeaudit.articles.lines import Line, lines_of

_ADDRESS = re.compile(r"\s*(?P<number>\d{1,5})\.\s(?P<url>[a-z][a-z0-9+.-]*:\S.*?)\s*")
# A long word may be broken inside a number.
_NUMBER = re.compile(r"\[(?P<number>(?:\n[ \t]{0,30})?\d(?:\n[ \t]{0,30})?(?:\d(?:\n[ \t]{0,30})?){0,4})\]")
# A link number stands right before words; a marker stands right behind them.
_BEFORE_WORDS = re.compile(r"[^\s.,;:!?)\]]")
_FEWEST = 3
_HEADING = 40
"""Characters; the line above the addresses is a heading if it is shorter ("References", "Visible links:")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unnumbered:
    """A text without its link numbers and without the list of addresses.

    `links` are (offset in this text, address) in order; `cuts` are (offset in this text, how much was taken out up to there).
    """

    text: str
    links: tuple[tuple[int, str], ...] = ()
    cuts: tuple[tuple[int, int], ...] = ()

    def original(self, span: tuple[int, int]) -> tuple[int, int]:
        """A (start, end) of this text in the text as it was given."""
        return self._place(span[0]), self._place(span[1])

    def _place(self, at: int) -> int:
        n = bisect_right(self.cuts, at, key=lambda cut: cut[0]) - 1
        return at + (self.cuts[n][1] if n >= 0 else 0)

    def within(self, span: tuple[int, int]) -> tuple[str, ...]:
        """The addresses of the links that begin in a (start, end) of this text."""
        low, high = (bisect_left(self.links, at, key=lambda link: link[0]) for at in span)
        return tuple(dict.fromkeys(url for _, url in self.links[low:high]))


def take_link_numbers(text: str) -> Unnumbered:
    """Takes the numbers of links out; a text that has none comes back as it is."""
    lines = lines_of(text)
    addresses, start = _addresses(lines)
    if len(addresses) < _FEWEST:
        return Unnumbered(text=text)
    numbers = _link_numbers(text[:start], tuple(addresses))
    before = sum(bool(_BEFORE_WORDS.match(text, number.end())) for number in numbers)
    if len(numbers) < _FEWEST or 2 * len(numbers) < len(addresses) or before * 5 < len(numbers) * 4:
        return Unnumbered(text=text)
    return _without(text[:start], numbers, addresses)


def _addresses(lines: Sequence[Line]) -> tuple[dict[int, str], int]:
    """The addresses of the list that ends a text by their rising numbers, and the offset where its heading begins.

    Links without words are numbered too and stand in a list of their own behind the others ("Hidden links:").
    """
    found: dict[int, str] = {}
    at, is_headed = len(lines), False
    for n in range(len(lines) - 1, -1, -1):
        line = lines[n]
        item = _ADDRESS.fullmatch(line.text)
        number = int(item["number"]) if item else 0
        if item and found and number >= next(reversed(found)):
            if not is_headed:
                break
            found = {}
        if item:
            found[number], at, is_headed = item["url"], n, False
            if number == 1:
                break
        elif line.words:
            if len(line.words) > _HEADING:
                break
            is_headed = True
    if 1 not in found:
        return {}, 0
    above = next((n for n in range(at - 1, -1, -1) if lines[n].words), 0)
    return dict(reversed(found.items())), lines[above if len(lines[above].words) <= _HEADING else at].start


def _link_numbers(text: str, known: Sequence[int]) -> list[re.Match[str]]:
    """The brackets that go through the known numbers in order. What follows a number right away is the link's own words, a marker as a rule."""
    numbers: list[re.Match[str]] = []
    for bracket in _NUMBER.finditer(text):
        is_words = bool(numbers) and numbers[-1].end() == bracket.start()
        if not is_words and len(numbers) < len(known) and _value(bracket) == known[len(numbers)]:
            numbers.append(bracket)
    return numbers


def _value(bracket: re.Match[str]) -> int:
    return int("".join(bracket["number"].split()))


def _without(text: str, numbers: Sequence[re.Match[str]], addresses: Mapping[int, str]) -> Unnumbered:
    pieces: list[str] = []
    links, cuts = list[tuple[int, str]](), list[tuple[int, int]]()
    end = taken = 0
    for number in numbers:
        pieces.append(text[end : number.start()])
        end = number.end()
        taken += end - number.start()
        links.append((end - taken, addresses[_value(number)]))
        cuts.append((end - taken, taken))
    return Unnumbered(text="".join([*pieces, text[end:]]), links=tuple(links), cuts=tuple(cuts))
