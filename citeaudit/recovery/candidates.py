"""Which sources of another list are worth comparing with a source: those that share its rare words, its title or its identifiers (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from heapq import nlargest
from itertools import islice

from citeaudit.recovery.rows import Row

MOST = 8
"""So many are compared for the words they share, and as many again for each title, wording, identifier or address that is wholly the same."""

_RAREST = 12
_MOST_WITH_WORD = 50


class Index:
    """A list of sources by their words and by what names them whole."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._by_key: dict[object, list[int]] = defaultdict(list)
        for at, row in enumerate(rows):
            for word in row.words:
                self._by_word[word].append(at)
            for key in _keys(row):
                self._by_key[key].append(at)

    def like(self, row: Row) -> list[int]:
        """The indices of sources that may be the same as `row`, in the order of their list."""
        found = set(self._sharing_words(row))
        for key in _keys(row):
            found.update(islice(self._by_key.get(key, ()), 2 * MOST))
        return sorted(found)

    def _sharing_words(self, row: Row) -> list[int]:
        """Those that share most of its rarest words, each word counting the less the more sources have it."""
        known = [(len(self._by_word[word]), word) for word in row.words if word in self._by_word]
        shared: dict[int, float] = defaultdict(float)
        for often, word in sorted(known)[:_RAREST]:
            if often <= _MOST_WITH_WORD:
                for at in self._by_word[word]:
                    shared[at] += 1 / often
        return nlargest(MOST, shared, key=lambda at: (shared[at], -at))


def _keys(row: Row) -> Iterator[object]:
    if row.title:
        yield "title", row.title.replace(" ", "")
        if row.bones:
            yield "bones", row.bones
    if row.phrase:
        yield "words", row.phrase
    if row.page:
        yield "page", row.page
    yield from row.identifiers
