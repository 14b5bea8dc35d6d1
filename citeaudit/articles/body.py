"""The running text of an article in plain text: its blocks, and for each marker its section and its sentence (pure)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from citeaudit.articles.lines import Line, is_full, is_row, unbroken
from citeaudit.articles.words.sentences import sentence_spans
from citeaudit.model import LEAD, Citation, Section

Span = tuple[int, int]

LONGEST_SENTENCE = 2000
"""Characters of a sentence that are kept, several times what the longest sentence of an article has: what is longer is a table or a list whose
items end in no stop, and every report would carry it once for each of its markers."""

_STOPS = tuple(".,;:!?…。，；：！？")
# Debian's html2text signs inner lists with `o` and `#`, far to the right.
_SIGN = re.compile(r"\s*(?:(?:\d+[.)]\s*)?[\^↑⇑▲]|[-*•·+–—|](?!\d)|\d+[.)](?!\d)|(?<=\s{8})[o#](?=\s))\s*")
_ITEM = re.compile(r"\s*(?:[-*•·+–—|]|\d+[.)]|(?<=\s{8})[o#])\s")

# Two words between which only a marker stood; scripts without spaces between words begin above U+2E80.
_RUN_TOGETHER = re.compile(r"[^\W_\u2e80-\uffff]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A marker in the text: the reference it cites, and its (start, end), with the page numbers that may follow it."""

    reference: str
    group: str = ""
    span: Span


def blocks_of(lines: Sequence[Line], width: int, apart: Collection[int]) -> tuple[Span, ...]:
    """The (start, end) of every paragraph, list item and table row.

    Args:
        lines: of the text.
        width: that the text was broken to, 0 where every line is a block of its own.
        apart: numbers of lines that are blocks of their own, as headings are.
    """
    blocks: list[Span] = []
    before: Line | None = None
    for line in lines:
        if not line.words:
            before = None
            continue
        begins = line.number in apart or is_row(line) or bool(_ITEM.match(line.text))
        # A line that could have held the next one's first word was ended on purpose: a paragraph ends there.
        if before is None or begins or before.number in apart or not is_full(before, line, width):
            blocks.append((line.start, line.end))
        else:
            blocks[-1] = (blocks[-1][0], line.end)
        before = line
    return tuple(blocks)


def citations_of(text: str, sections: Sequence[Section], blocks: Sequence[Span], markers: Sequence[Marker]) -> tuple[Citation, ...]:
    """Ties every marker to its section and to the sentence it closes or stands in.

    Args:
        text: that all spans are offsets in.
        sections: in order; what is before the first is the lead.
        blocks: in order; no sentence goes beyond its block.
        markers: in order.
    """
    starts = [section.span[0] for section in sections]
    sentences = dict(_sentences(text, blocks, markers))
    citations = []
    for marker in markers:
        at = bisect_right(starts, marker.span[0]) - 1
        heading = sections[at].heading if at >= 0 else LEAD
        citations.append(
            Citation(reference=marker.reference, group=marker.group, section=heading, sentence=sentences.get(marker.span, ""), span=marker.span)
        )
    return tuple(citations)


def _sentences(text: str, blocks: Sequence[Span], markers: Sequence[Marker]) -> Iterator[tuple[Span, str]]:
    spans = sorted({marker.span for marker in markers})
    starts = [span[0] for span in spans]
    for start, end in blocks:
        inside = spans[bisect_left(starts, start) : bisect_left(starts, end)]
        if not inside:
            continue
        # The sign of a list item is no word of its sentence.
        sign = _SIGN.match(text, start, end)
        words, places = _without(text, sign.end() if sign else start, end, inside)
        found = sentence_spans(words, set(places))
        ends = [high for _, high in found]
        numbers = [bisect_left(ends, place) for place in places]
        # A sentence with many markers is one string: thousands of copies of a long one would fill the memory.
        said = {number: _kept(words[slice(*found[number])].strip()) for number in set(numbers) if number < len(found)}
        yield from ((span, said.get(number, "")) for span, number in zip(inside, numbers, strict=True))


def _kept(sentence: str) -> str:
    return sentence if len(sentence) <= LONGEST_SENTENCE else f"{sentence[:LONGEST_SENTENCE].rstrip()}…"


def _without(text: str, start: int, end: int, spans: Sequence[Span]) -> tuple[str, list[int]]:
    """A block without its markers, white space folded, and where in it each marker stood: right after the last word before it."""
    pieces, places, length = [""], [], 0
    for low, high in zip([start, *(high for _, high in spans)], [*(low for low, _ in spans), end], strict=True):
        last, words = _fitted(pieces[-1], re.sub(r"\s+", " ", unbroken(text[low:high])))
        length += len(last) - len(pieces[-1]) + len(words)
        pieces[-1:] = [last, words] if words else [last]
        places.append(length - pieces[-1].endswith(" "))
    return "".join(pieces), places[:-1]


def _fitted(last: str, words: str) -> tuple[str, str]:
    """Two pieces of text between which a marker stood, with one space between them, or none before a stop."""
    if not last or last.endswith(" "):
        return (last[:-1], words) if words[:1] in _STOPS else (last, words.lstrip())
    return last, f" {words}" if _RUN_TOGETHER.fullmatch(last[-1:] + words[:1]) else words
