"""The template calls in a piece of wikitext, found in one pass: names, parameters and places, whatever is unclosed or nested in it (pure).

mwparserfromhell is not asked here: a reference's body is written by anyone, and bodies such as 10,000 times `{{a|[[b|` keep it busy for minutes.
How MediaWiki reads a call: https://www.mediawiki.org/wiki/Help:Templates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

Span = tuple[int, int]
"""(start, end) in the words that were read."""

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_NOWIKI = re.compile(r"<(/?)(?:nowiki|pre)\b[^<>]*>", re.IGNORECASE)
_MARKUP = {ord(sign): f"&#{ord(sign)};" for sign in "{}[]|=<>'*#:;&"}
_BEFORE_NAME = re.compile(r"^(?:(?:safesubst|subst|template|msg)\s*:\s*)+", re.IGNORECASE)
_NO_NAME = re.compile(r"\{\{|[\[<]|://")
_TOKEN = re.compile(r"\{\{|\}\}|\[\[|\]\]|\|")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call: `name` with single spaces and a small first letter, parameters in order, (name, value) as written, the unnamed ones `1`, `2` …"""

    name: str
    parameters: tuple[tuple[str, str], ...]
    span: Span

    def value(self, *names: str) -> str:
        """The words of the first of some parameters that has any; of a parameter given twice the last one counts."""
        given = dict(self.parameters)
        return next((words for name in names if (words := given.get(name, ""))), "")

    @property
    def unnamed(self) -> tuple[str, ...]:
        """The values of `1`, `2` … up to the first that is missing."""
        given = dict(self.parameters)
        numbers = range(1, len(given) + 1)
        return tuple(given[str(number)] for number in numbers if str(number) in given)


@dataclass(slots=True)
class _Frame:
    """What was opened at `start` and not closed yet, with the bars seen in it."""

    is_link: bool
    start: int
    bars: list[int]


def settled(words: str) -> str:
    """The words without comments, and what `nowiki` protects as entities, which no markup is read from."""
    if "<" not in words:
        return words
    words = _COMMENT.sub("", words) if "<!--" in words else words
    return _protected(words) if _NOWIKI.search(words) else words


def normal_name(name: str) -> str:
    """A template's name as tables have it: underscores are spaces, the first letter is small; `Template:` and `subst:` before it go."""
    name = " ".join(name.replace("_", " ").split())
    if ":" in name:
        name = _BEFORE_NAME.sub("", name)
    return name[:1].lower() + name[1:]


def calls_in(words: str) -> tuple[Call, ...]:
    """The outermost calls in words that are settled, in order; a call that is not closed is none."""
    if "{{" not in words:
        return ()
    return tuple(_call(words, frame, end) for frame, end in _closed(words))


def _closed(words: str) -> list[tuple[_Frame, int]]:
    open_frames: list[_Frame] = []
    closed: list[tuple[_Frame, int]] = []
    for token in _TOKEN.finditer(words):
        sign, at = token[0], token.start()
        if sign in ("{{", "[["):
            open_frames.append(_Frame(is_link=sign == "[[", start=at, bars=[]))
        elif not open_frames:
            continue
        elif sign == "|":
            open_frames[-1].bars.append(at)
        elif sign == "]]":
            if open_frames[-1].is_link:
                open_frames.pop()
        elif frame := _close_call(open_frames):
            while closed and closed[-1][0].start > frame.start:
                closed.pop()
            closed.append((frame, token.end()))
    return closed


def _close_call(open_frames: list[_Frame]) -> _Frame | None:
    """Takes the innermost open call off; links that were left open in it are words, and their bars its own."""
    taken: list[_Frame] = []
    while open_frames:
        taken.append(open_frames.pop())
        if not taken[-1].is_link:
            return _Frame(is_link=False, start=taken[-1].start, bars=[bar for frame in reversed(taken) for bar in frame.bars])
    return None


def _call(words: str, frame: _Frame, end: int) -> Call:
    parameters: list[tuple[str, str]] = []
    number = 0
    stops = [*frame.bars, end - 2]
    for start, stop in pairwise(stops):
        piece = words[start + 1 : stop]
        key, equals, value = piece.partition("=")
        if not equals or _NO_NAME.search(key):
            number += 1
            parameters.append((str(number), piece.strip()))
        else:
            parameters.append((key.strip(), value.strip()))
    return Call(name=normal_name(words[frame.start + 2 : stops[0]]), parameters=tuple(parameters), span=(frame.start, end))


def _protected(words: str) -> str:
    """`nowiki` and `pre` without their tags, and what stood in them as entities."""
    pieces: list[str] = []
    at, is_inside = 0, False
    tags = list(_NOWIKI.finditer(words))
    last_closing = max((n for n, tag in enumerate(tags) if tag[1]), default=-1)
    for n, tag in enumerate(tags):
        opens = not tag[1] and not tag[0].endswith("/>") and n < last_closing
        if is_inside and not tag[1]:
            continue
        text = words[at : tag.start()]
        pieces.append(text.translate(_MARKUP) if is_inside else text)
        at, is_inside = tag.end(), opens
    return "".join([*pieces, words[at:]])
