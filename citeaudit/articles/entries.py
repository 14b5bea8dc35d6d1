"""The lists of references of a plain-text copy: which lines are entries, where each begins and ends, what number it prints (pure).

An entry is a line with the way back to the text (`^`, `↑`), with or without a number before it; where there is none, a line of a list
`[1] …`, `[2] …`; where there is none of these either, an item of the last numbered list that names sources. Printed numbers are kept, not trusted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, product

from citeaudit.articles.lines import Line, is_full, joined, wrap_width

# The number or bullet that a list item prints, then perhaps the words that Extension:Cite gives to screen readers ("Jump up", in any language),
# which many copies show, then the way back itself.
_CARET = re.compile(
    r"(?:(?:(?P<number>\d+|[a-z]{1,3})[.)]|[-*•·]|\[(?P<bracket>[^\[\]\s]{1,12})\])\s*)?"
    r"(?P<label>[^\W\d_]+(?:\s[^\W\d_]+){0,3}\s{1,3})?[\^↑⇑▲](?!\w*\))\s*"
)
# Lists that end notes, mails and Markdown by hand: `[1] Title`, `[note 1]: Title`, and `[1]` alone where the conversion dropped the rest.
_BRACKETED = re.compile(r"\s*\[(?P<number>[^\[\]\d]{0,12}\d{1,4}|[a-z])\]:?(?:\s+|(?=[^\s\[])|$)")
_NUMBERED = re.compile(r"\s*(?P<number>\d{1,4})[.)]\s+(?=\S)")
# "Jump up to:" in any language: some words and a colon, which count only where back-links follow.
_BACKLINK_WORDS = re.compile(r"[^\W\d_][^:\n\d\"]{0,40}:\s+")
_MOST_BACKLINKS = 400
# The letters of back-links, as Extension:Cite labels them in each language (`cite_references_link_many_format_backlink_labels`, i18n at commit
# 6d73242: en, ar, ru, mk, el, hi, bn, ko); after the last letter come two of them, `aa`, `ab`.
_ALPHABETS = tuple(
    letters.split()
    for letters in (
        "a b c d e f g h i j k l m n o p q r s t u v w x y z",
        "أ ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ل م ن هـ و ي",
        "а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я",
        "а б в г д ѓ е ж з ѕ и ј к л љ м н њ о п р с т ќ у ф х ц ч џ ш",
        "α β γ δ ε ζ η θ ι κ λ μ ν ξ ο π ρ σ τ υ φ χ ψ ω",
        "अ आ इ ई उ ऊ ए ऐ ओ औ क ख ग घ ङ च छ ज झ ञ ट ठ ड ढ ण त थ द ध न प फ ब भ म य र ल व श ष स ह",
        "ক খ গ ঘ ঙ চ ছ জ ঝ ঞ ট ঠ ড ঢ ণ ত থ দ ধ ন প ফ ব ভ ম য র ল শ ষ স হ",
        "가 나 다 라 마 바 사 아 자 차 카 타 파 하",
    )
)
_NOTHING = re.compile("")
# Between two back-links: a space, or a small word before the last (`a b et c`).
_JOINTS = (re.compile(r"[\s,]+"), re.compile(r"[\s,]+[^\W\d_]{1,3}\s+"))
# What shows that an item names a source: an address or a title in quotation marks; where the text has markers, a year will do.
_SOURCE = re.compile(r"https?://|[\"“«„].+[\"”»“]")
_SOURCE_LIKE = re.compile(rf"\b(?:1[5-9]|20)\d\d\b|{_SOURCE.pattern}")
_MARKER_AT_END = re.compile(r"\[\d{1,3}\][.\s]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry: the number it prints (empty where it prints none), the (start, end) of all of it and of its words, its words in one line.

    `is_mended`: an address that was broken over lines was put together again.
    """

    printed: str
    span: tuple[int, int]
    words_span: tuple[int, int]
    words: str
    is_mended: bool
    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceList:
    """A list of references: its entries in order, and the numbers of its lines, leaked ones among them. `has_carets`: it is a wiki's."""

    entries: tuple[Entry, ...]
    lines: frozenset[int]
    has_carets: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Start:
    """A line that begins an entry: its place among the lines, the number it prints, and where its words begin in the line."""

    at: int
    printed: str
    words_at: int

    @property
    def ordinal(self) -> int:
        """The number it prints, 0 where that is no number; `a` counts as 1."""
        digits = re.search(r"\d+$", self.printed)
        return int(digits[0]) if digits else "abcdefghijklmnopqrstuvwxyz".find(self.printed or "-") + 1


def find_lists(lines: Sequence[Line], cited: int) -> tuple[ReferenceList, ...]:
    """Finds the lists of references.

    Args:
        lines: of the whole text.
        cited: the highest number that the text's markers use, 0 where it has none; it tells a list of references from a numbered list in prose.
    """
    width = wrap_width(lines)
    carets = _carets(lines)
    if carets:
        return tuple(_lists(lines, carets, width, has_carets=True))
    bracketed = [run for run in _runs(lines, _BRACKETED) if len(run) > 1 or cited]
    if bracketed:
        return tuple(_lists(lines, bracketed[-1], width))
    sign = _SOURCE_LIKE if cited else _SOURCE
    runs = [run for run in _runs(lines, _NUMBERED) if len(run) >= cited]
    return tuple([found for run in runs for found in _lists(lines, run, width) if _names_sources(found, sign)][-1:])


def _names_sources(found: ReferenceList, sign: re.Pattern[str]) -> bool:
    """Whether most entries of a numbered list show the sign of a source, and not most end in a marker, as items of prose may."""
    half = len(found.entries) / 2
    cites = sum(bool(_MARKER_AT_END.search(entry.words)) for entry in found.entries)
    return cites <= half < sum(bool(sign.search(entry.words)) for entry in found.entries)


# ---------------------------------------------------------------- which lines begin an entry


def _carets(lines: Sequence[Line]) -> list[_Start]:
    found = [(at, match) for at, line in enumerate(lines) if (match := _CARET.match(line.text, len(line.text) - len(line.text.lstrip())))]
    labels = Counter(match["label"] for _, match in found if match["label"])
    return [
        _Start(at=at, printed=match["number"] or match["bracket"] or "", words_at=match.end() + _backlinks(lines[at].text[match.end() :]))
        for at, match in found
        if not match["label"] or match["number"] or labels[match["label"]] > 1
    ]


def _backlinks(words: str) -> int:
    """How many characters the back-links `a b c`, `1.0 1.1` or `1 2 3` take, with the words before them (`Jump up to:`), in any language."""
    label = _BACKLINK_WORDS.match(words)
    for start in (label.end() if label else 0, 0):
        for labels in _label_series(words[start:]):
            end = _series_end(words[start:], labels)
            if end:
                return start + end
    return 0


def _label_series(words: str) -> Iterator[Iterator[str]]:
    """Each way in which the back-links of an entry may be labelled."""
    for letters in _ALPHABETS:
        if words.startswith(letters[0]):
            yield chain(letters, (first + second for first, second in product(letters, repeat=2)))
    parted = re.match(r"(\d+[.,])0", words)
    if parted:
        yield (f"{parted[1]}{number}" for number in range(_MOST_BACKLINKS))
    yield map(str, range(1, _MOST_BACKLINKS))


def _series_end(words: str, labels: Iterator[str]) -> int:
    """Where a series of at least two back-links ends, the space after it too; 0 where there is none."""
    position = count = 0
    for label in labels:
        joints = [joint.match(words, position) for joint in _JOINTS] if count else [_NOTHING.match(words)]
        at = next((joint.end() for joint in joints if joint and _stands(words, joint.end(), label)), None)
        if at is None:
            break
        position, count = at + len(label), count + 1
    return len(words) - len(words[position:].lstrip()) if count > 1 else 0


def _stands(words: str, at: int, label: str) -> bool:
    """Whether a back-link stands there by itself; a title with a capital or a quotation mark may be glued to the last one."""
    after = words[at + len(label) : at + len(label) + 1]
    return words.startswith(label, at) and not (after.islower() or after.isdigit() or after == "." or (_is_caseless(label) and _is_caseless(after)))


def _is_caseless(letters: str) -> bool:
    """Whether letters are of a script without capitals, where nothing tells a word from a back-link that is glued to it."""
    return letters.isalpha() and letters.lower() == letters.upper()


def _runs(lines: Sequence[Line], item: re.Pattern[str]) -> list[list[_Start]]:
    """The runs of items that count up from 1, in order. What begins like an item and is not the next one belongs to the item before it."""
    runs: list[list[_Start]] = []
    for at, line in enumerate(lines):
        match = item.match(line.text)
        if match is None:
            continue
        start = _Start(at=at, printed=match["number"], words_at=match.end())
        # A paragraph that was broken right before a marker begins like an item; its number is not the next one.
        if start.ordinal == 1:
            runs.append([start])
        elif runs and start.ordinal == runs[-1][-1].ordinal + 1:
            runs[-1].append(start)
    return runs


# ---------------------------------------------------------------- where an entry ends


def _lists(lines: Sequence[Line], starts: Sequence[_Start], width: int, *, has_carets: bool = False) -> Iterator[ReferenceList]:
    """The entries of each list: a line that belongs to no entry ends a list, unless the numbers go on after it."""
    entries: list[Entry] = []
    taken: set[int] = set()
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        goes_on = following is not None and 0 < start.ordinal == following.ordinal - 1
        own, leaked, is_broken = _extent(lines, start, following, goes_on=goes_on, width=width)
        entries.append(_entry([lines[at] for at in own], start))
        taken.update(lines[at].number for at in (*own, *leaked))
        # Where the numbers go on, an advertisement or a heading between two entries has slipped in; where they do not, a new list begins.
        if following is None or (is_broken and not goes_on):
            yield ReferenceList(entries=tuple(entries), lines=frozenset(taken), has_carets=has_carets)
            entries, taken = [], set()


def _extent(lines: Sequence[Line], start: _Start, following: _Start | None, *, goes_on: bool, width: int) -> tuple[list[int], list[int], bool]:
    """The lines of an entry, the lines leaked after it, and whether other text stands before the next entry."""
    own, leaked = [start.at], list[int]()
    first, is_parted = lines[start.at], False
    for at in range(start.at + 1, following.at if following else len(lines)):
        line = lines[at]
        is_deeper = line.indent > first.indent
        if not line.words:
            is_parted = True
            if following is None:
                break
        elif (is_deeper or not is_parted) if leaked else following and _takes_number(line, start):
            leaked.append(at)
        elif is_deeper or (not is_parted and (goes_on or is_full(lines[at - 1], line, width))):
            own.append(at)
        else:
            return own, leaked, True
    return own, leaked, False


def _takes_number(line: Line, start: _Start) -> bool:
    """Whether a line takes the number after an entry's, without being an entry: style sheets and the like leak into lists."""
    item = _NUMBERED.match(line.text)
    return item is not None and 0 < start.ordinal == int(item["number"]) - 1


def _entry(lines: Sequence[Line], start: _Start) -> Entry:
    first, last = lines[0], lines[-1]
    words, is_mended = joined([replace(first, text=first.text[start.words_at :]), *lines[1:]])
    indent = len(first.text) - len(first.text.lstrip())
    begin = first.start + indent
    return Entry(
        printed=start.printed,
        span=(begin, last.end),
        words_span=(min(first.start + start.words_at, last.end), last.end),
        words=words,
        is_mended=is_mended,
        line=first.number,
        column=indent + 1,
    )
