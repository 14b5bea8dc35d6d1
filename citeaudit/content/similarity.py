"""How alike two pages are by their words: what a site answers alike for every address is one page (pure). Row 22 of design: verdicts.

Counted is what one page has and the other has not, once what changes from address to address and from minute to minute is taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from citeaudit.content.missing import not_found_title
from citeaudit.content.reading import TEXT_LENGTH
from citeaudit.content.words import CJK, count_words, fold, tokens
from citeaudit.model import Page

_RUN = 3
"""Words of a run: a word counts as shared where a run that it stands in is."""

_MOST_WORDS = 120
"""A page counts as no longer than this: under a menu of a thousand words a story of twenty would not show."""

_MOST_WORDS_NOT_FOUND = 600
"""The same where both pages say in title or heading that nothing was found: the stories that they offer instead may change."""

_MOST_UNSEEN = 100
"""Where the text was cut, only the number of words tells of the rest."""

_MOST_FORGIVEN = 30
"""Words that an echo, dates and numbers may add to a page: a table of numbers is a text, not an echo."""

_HALF = 0.5
"""Pages whose headings share less are two pages, whatever their texts."""

_ECHO = "ʘ"
"""A letter of no alphabet: it stands for an address, so that a page without any differs from one with."""

_NAMED = re.compile(r"[^\W\d]|\d{5}")
"""What a part of an address must have to be looked for: "/2015/10" and "/7" are found in dates and hours too."""

# In folded text. Dates by their form, whatever the language calls its months and days: "(Thursday) 1 January 2026", "2026 жылғы 1 қаңтар",
# "2026 年 1 月 1 日 星期四"; "(Friday) (May) 2 2026". How many words before it belong to a date, by what is put in its place.
_WORD = r"[^\W\d_]+"
_DATE = re.compile(rf"\d{{1,2}} (?:de )?{_WORD} (?:de )?\d{{4}}|\d{{4}} {_WORD} \d{{1,2}} {_WORD}(?: \d{{1,2}} {_WORD}(?: [{CJK}]{{3}}(?= ))?)?")
_DATE_AFTER_MONTH = re.compile(r"\d{1,2} \d{4}")
_BEFORE = {"1date": 1, "2date": 2}
_HEX, _HEX_LENGTH = "abcdef", 4
_CJK_SIGN = re.compile(f"[{CJK}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Steady:
    """The words of a text that stay from one answer to the next, and how many do not."""

    words: list[str]
    removed: int


def likeness(page: Page, probe: Page, echoes: tuple[str, ...] = ()) -> float:
    """How alike two pages are, 0 to 1.

    Args:
        page: 0 for a page without text: there is nothing to compare.
        probe: likewise.
        echoes: the URLs that were asked and led to; pages repeat them, whole or in parts, spelt or escaped.
    """
    if not fold(page.text) or not fold(probe.text):
        return 0.0
    echo = _echo(echoes)
    headings = _headings(page, probe, echo)
    if headings < _HALF or (page.text == probe.text and page.words == probe.words):
        return headings  # the texts cannot change it, or are one; folding them costs a hundred times as much
    one, other = _steady(page.text, echo), _steady(probe.text, echo)
    if not one.words and not other.words:
        return 0.0
    most = _most(page, probe)
    surplus = _surplus(page, probe, one, other) / (_MOST_UNSEEN if _is_cut(page) and _is_cut(probe) else max(1, min(page.words, probe.words, most)))
    return max(0.0, min(headings, 1 - surplus, 1 - _unshared(one.words, other.words, most)))


def _surplus(page: Page, probe: Page, one: _Steady, other: _Steady) -> int:
    """How many words one page has more than the other, those that were not kept too; of what does not stay a table of numbers alone counts."""
    every = (len(of.words) + shown.words - count_words(shown.text) for shown, of in ((page, one), (probe, other)))
    return abs(next(every) - next(every)) + max(0, abs(one.removed - other.removed) - _MOST_FORGIVEN)


def _is_cut(page: Page) -> bool:
    return len(page.text) >= TEXT_LENGTH - 1


def _echo(urls: Iterable[str]) -> tuple[str, ...]:
    """URLs and their parts as they stand in folded text, the longest first."""
    folded = {fold(part) for url in urls for part in _parts(url)}
    return tuple(sorted(filter(_NAMED.search, folded), key=len, reverse=True))


def _parts(url: str) -> Iterable[str]:
    """A URL whole, its path and its last part with and without an ending, each as written and with its escapes read."""
    try:
        split = urlsplit(url)
    except ValueError:
        split = urlsplit("")
    last = split.path.rstrip("/").rpartition("/")[2]
    for part in (url, f"{split.netloc}{split.path}", f"{split.path} {split.query}", split.path, last, last.rpartition(".")[0]):
        yield part
        yield unquote(part)


def _steady(text: str, echo: tuple[str, ...]) -> _Steady:
    folded = fold(text)
    shown = f" {folded} "
    for part in echo:
        # CJK has no gaps between words: an address may stand in the middle of a run.
        shown = shown.replace(part, f" {_ECHO} ") if _CJK_SIGN.match(part) else shown.replace(f" {part} ", f" {_ECHO} ")
    shown, dates = _DATE.subn("1date", shown)
    shown, others = _DATE_AFTER_MONTH.subn("2date", shown)
    words = _undated(shown.split()) if dates or others else shown.split()
    # Whatever has a digit goes: numbers, times, ids; and the parts of hexadecimal ids that have none.
    steady = [word for word in words if word.isalpha() and (len(word) < _HEX_LENGTH or word.strip(_HEX))]
    removed = folded.count(" ") + 1 - len(steady)
    return _Steady(words=tokens(" ".join(steady)) if _CJK_SIGN.search(folded) else steady, removed=removed)


def _undated(words: list[str]) -> list[str]:
    kept: list[str] = []
    for word in words:
        before = _BEFORE.get(word, 0)
        while before and kept and kept[-1].isalpha():  # 28.09.2026 has no words before
            kept.pop()
            before -= 1
        kept.append(word)
    return kept


def _unshared(one: list[str], other: list[str], most: int) -> float:
    """The greater share of either page's words, which count as no more than `most`, that stands in no run of the other's."""
    if min(len(one), len(other)) < _RUN:
        return 0.0 if one == other else 1.0
    runs = _runs(one), _runs(other)
    shared = {*runs[0]} & {*runs[1]}
    return max((len(words) - _covered(of, shared)) / min(len(words), most) for words, of in zip((one, other), runs, strict=True))


def _runs(words: list[str]) -> list[tuple[str, ...]]:
    return list(zip(*(words[at:] for at in range(_RUN)), strict=False))


def _covered(runs: list[tuple[str, ...]], shared: set[tuple[str, ...]]) -> int:
    """How many words stand in a shared run; `runs` are all of a text, in order."""
    covered = end = 0
    for at, run in enumerate(runs):
        if run in shared:
            covered += at + _RUN - max(at, end)
            end = at + _RUN
    return covered


def _headings(page: Page, probe: Page, echo: tuple[str, ...]) -> float:
    """How alike the titles and the first headings are, the less alike of the two; only those that both pages have."""
    pairs = ((page.title, probe.title), (page.h1, probe.h1))
    both = [pair for pair in pairs if all(map(fold, pair))]
    return min((_shared(_steady(one, echo).words, _steady(other, echo).words) for one, other in both), default=1.0)


def _most(page: Page, probe: Page) -> int:
    says = not_found_title(page), not_found_title(probe)
    return _MOST_WORDS_NOT_FOUND if all(says) else _MOST_WORDS


def _shared(one: list[str], other: list[str]) -> float:
    """The share of the words of two headings that both have."""
    every = {*one, *other}
    return len({*one} & {*other}) / len(every) if every else 1.0
