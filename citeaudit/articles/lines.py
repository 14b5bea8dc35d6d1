"""The lines of a plain text, whatever ends them, and where a text was broken to fit a width (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

# NEL (U+0085) ends a line, but is also the last byte of many a character in mojibake, where a byte from C2 on stands before it.
_LINE_END = re.compile(r"\r\n|[\n\r\v\f\u2028\u2029]|(?<![\u00c2-\u00df])(?<![\u00e0-\u00ef][\u0080-\u00bf])(?<!Ã)\x85")
_COLUMNS = re.compile(r"\S {3,}\S")
# What the rest of a broken address looks like: it has signs that words do not have. A word alone (`valley`) may be the sentence's.
_URL = re.compile(r"(?:https?|ftp)://", re.IGNORECASE)
_GOES_ON = re.compile(r"\S*[/=&%_?#]\S*|\S+\.(?:aspx?|html?|jsp|pdf|php)\b\S*", re.IGNORECASE)
_BREAKS_AFTER = ("-", "/", "_", "=", "&", "?", "%", "#")
# Some converters break a line behind a hyphen or a slash inside a word, a date or an ISBN (`graft-`, `versus-host`). A hyphen before a small word
# hangs (`pre-`, `and post-war`): en, de, fr, es, it, pt, nl, sv, ru; general knowledge.
_BROKEN_WORD = re.compile(
    r"(?<=[^\W_])(?P<sign>[-/])[^\S\n]*\n\s*(?=[^\W_])(?!(?:and|or|to|und|oder|bis|et|ou|y|o|e|en|of|och|eller|и|или|до)(?!\w))"
)

NARROWEST, WIDEST = 40, 160
"""Characters; a text whose lines are shorter or longer was not broken to a width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line without its end: `number` counts from 1, `start` is its offset in the text."""

    number: int
    start: int
    text: str

    @property
    def end(self) -> int:
        """The offset after its last character that is no white space."""
        return self.start + len(self.text.rstrip())

    @property
    def words(self) -> str:
        """The line without white space around it."""
        return self.text.strip()

    @property
    def indent(self) -> int:
        """How many columns stand before its words."""
        return len(self.text.expandtabs()) - len(self.text.expandtabs().lstrip())


def lines_of(text: str) -> tuple[Line, ...]:
    """Splits a text into lines. All of LF, CRLF, CR, NEL, VT, FF and the Unicode separators end one."""
    return tuple(Line(number=number, start=start, text=text[start:end]) for number, (start, end) in enumerate(_bounds(text), 1))


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in _LINE_END.finditer(text):
        yield start, stop.start()
        start = stop.end()
    if start < len(text):
        yield start, len(text)


def wrap_width(lines: Sequence[Line]) -> int:
    """The width that a text was broken to, 0 where it was not: where lines follow each other, most are as long as the next word lets them be."""
    followed = [(line, after) for line, after in pairwise(lines) if line.words and after.words and _follows(line, after)]
    pairs = [(line, after) for line, after in followed if not after.indent]
    # A text that is indented as a whole has hardly a line at its edge.
    pairs = pairs if len(pairs) * 5 > len(followed) else followed
    lengths = sorted(len(line.text) for line, _ in pairs)
    width = lengths[-1 - len(lengths) // 20] if len(lengths) > 1 else 0
    full = sum(is_full(line, after, width) for line, after in pairs)
    return width if NARROWEST <= width <= WIDEST and full * 2 >= len(pairs) else 0


def _follows(line: Line, after: Line) -> bool:
    """Whether a line can be the next one of a paragraph: it begins with a word, not farther to the right."""
    return after.words[0].isalnum() and after.indent <= line.indent and not is_row(line)


def is_row(line: Line) -> bool:
    """Whether a line is a row of a table that is set in columns."""
    return bool(_COLUMNS.search(line.text))


def is_full(line: Line, after: Line, width: int) -> bool:
    """Whether a line may have been broken before the next one's first word. Mojibake makes lines longer than they were, hence the tolerance."""
    return width > 0 and len(line.text.rstrip()) + 1 + len(after.words.split(" ")[0]) > width - width // 10


def joined(lines: Sequence[Line]) -> tuple[str, bool]:
    """The words of lines that belong together, and whether an address that was broken over lines was put together again.

    A line is a broken address's next one where it looks like the rest of an address; else a space stands between the two.
    """
    pieces: list[str] = []
    is_url = is_mended = False
    for line in lines:
        broken = is_url and _continues(pieces[-1], line.words)
        is_mended = is_mended or broken
        pieces += [line.words] if broken or not pieces else [" " if is_url else "\n", line.words]
        is_url = ends_in_url(line.words, goes_on=broken)
    return unbroken("".join(pieces)).replace("\n", " ").strip(), is_mended


def unbroken(words: str) -> str:
    """Words of several lines, without the line's end where it stands inside a word."""
    return _BROKEN_WORD.sub(r"\g<sign>", words)


def ends_in_url(words: str, *, goes_on: bool) -> bool:
    """Whether a line ends in an address: one that begins in it, or one that it `goes_on` with and is all of."""
    last = words.rsplit(None, 1)[-1:]
    return (bool(last) and bool(_URL.search(last[0]))) or (goes_on and " " not in words)


def continues_url(words: str, following: str) -> bool:
    """Whether a line surely goes on with the address that the line before ends in, so that it belongs to its entry.

    Underscores alone say nothing: some copies write linked words with them.
    """
    first = following.split(" ")[0]
    return _continues(words, following) and (words.endswith(_BREAKS_AFTER) or bool(_GOES_ON.fullmatch(first.replace("_", ""))))


def _continues(words: str, following: str) -> bool:
    """Whether a line goes on with the address that the words before it end in."""
    first = following.split(" ")[0]
    if "://" in first:
        return False
    return words.endswith("-") or bool(_GOES_ON.fullmatch(first)) or (words.endswith(_BREAKS_AFTER) and first == following and first[:1].islower())
