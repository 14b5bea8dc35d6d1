"""How the titles of two sources stand to each other (pure).

Titles of a series differ in one word or number ("Annual report 2014", "Kazakhstan: Freedom in the World"), so titles that differ in any are two.
What may differ is how they were written down: encoding, accents, marks, one slip in a long word, where the title ends and the publisher begins.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from citeaudit.content.words import count_words
from citeaudit.recovery.names import is_name_of
from citeaudit.recovery.rows import Row, numbers_in


class Relation(StrEnum):
    """How two titles stand to each other, or the whole words where one has no title."""

    SAME = "same"
    CLOSE = "close"
    WITHIN = "within"
    CUT = "cut"
    BEGINS = "begins"
    WORDS = "words"
    DIFFERS = "differs"
    NUMBERS = "numbers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Titles:
    """The relation of two titles and how alike they are, 0 to 1. `is_telling`: the words they share are enough to be of one work only."""

    relation: Relation
    likeness: float
    is_telling: bool


_LETTERS, _WORDS = 12, 3
_LONG_WORD = 7
_BONES = 8
_MOSTLY = 0.6
_COVERS = 0.9
_CUT_MARKS = ("…", "...")


def relate(one: Row, other: Row) -> Titles:
    """Compares two titles; the whole words where one has none."""
    if not one.title or not other.title:
        return _by_words(one, other)
    likeness = 1.0 if _is_same(one, other) else fuzz.ratio(one.title, other.title) / 100
    relation = _relation(one, other)
    shared = min(one.title, other.title, key=len) if relation is not Relation.WITHIN else max(one.title, other.title, key=len)
    return Titles(relation=relation, likeness=likeness, is_telling=is_telling(shared))


@lru_cache(maxsize=4096)
def is_telling(words: str) -> bool:
    """Whether folded words can be of one work only: three words or more (two signs of a script without spaces are one), and not only numbers."""
    numbers = numbers_in(words)
    spelt = [word for word in words.split() if word not in numbers]
    letters = sum(len(word) if word.isascii() else 2 * len(word) for word in spelt)
    return letters >= _LETTERS and count_words(" ".join(spelt)) >= _WORDS


def _relation(one: Row, other: Row) -> Relation:
    if _is_same(one, other):
        return Relation.SAME
    if _is_within(one, other):
        return Relation.WITHIN
    if _year_apart(one, other):
        return Relation.NUMBERS
    if _is_close(one, other):
        return Relation.CLOSE
    return _beginning(*sorted((one, other), key=lambda row: len(row.title)))


def _is_same(one: Row, other: Row) -> bool:
    """The same letters and digits, spaces aside; or the same ASCII letters, where the rest was lost in one copy's encoding."""
    if one.title.replace(" ", "") == other.title.replace(" ", ""):
        return True
    enough = max(_BONES, _MOSTLY * max(len(one.title), len(other.title)))
    return one.bones == other.bones and len(one.bones) >= enough and not (one.source.title.isascii() and other.source.title.isascii())


def _is_within(one: Row, other: Row) -> bool:
    """Whether title and publisher were parted elsewhere, or swapped: each title stands whole in the other's words, or is its publisher's name."""
    longer = max(one.title, other.title, key=len)
    if not is_telling(longer):
        return False
    found = _holds(other.phrase, one.title), _holds(one.phrase, other.title)
    if all(found):
        return _same_numbers(one, other)
    return (found[0] and is_name_of(other.title, other, one)) or (found[1] and is_name_of(one.title, one, other))


def _holds(phrase: str, title: str) -> bool:
    return f" {title} " in f" {phrase} "


def _same_numbers(one: Row, other: Row) -> bool:
    return not (one.numbers - other.numbers) and not (other.numbers - one.numbers)


def _year_apart(one: Row, other: Row) -> bool:
    """Whether one title has a number that the other has not; a year that the other gives as its date is not one."""
    if one.numbers == other.numbers:
        return False
    left, right = set(one.numbers - other.numbers), set(other.numbers - one.numbers)
    if left and right:
        return True
    return bool(left - _year(other) or right - _year(one))


def _year(row: Row) -> set[str]:
    return {str(row.source.published.year)} if row.source.published else set()


def _is_close(one: Row, other: Row) -> bool:
    """The same words in another order, a year or the publisher's name more at one end, or one slip of the pen in a long word."""
    words, others = one.title.split(), other.title.split()
    if len(set(words) - set(others)) > 1 and len(set(others) - set(words)) > 1:
        return False
    mine, theirs = Counter(words), Counter(others)
    left, right = mine - theirs, theirs - mine
    more, row, against = (left, one, other) if left else (right, other, one)
    if not (left and right):
        rest = " ".join(word for word in row.title.split() if more[word])
        return not rest or set(more) <= _year(against) or (_ends(row.title, rest) and is_name_of(rest, row, against))
    if left.total() != 1 or right.total() != 1:
        return False
    (word,), (meant,) = left, right
    return min(len(word), len(meant)) >= _LONG_WORD and Levenshtein.distance(word, meant, score_cutoff=1) <= 1


def _ends(title: str, rest: str) -> bool:
    return title.startswith(rest) or title.endswith(rest)


def _beginning(short: Row, long: Row) -> Relation:
    """Whether a title is the beginning of the other: cut off, as its dots or a broken word with more behind it show, or a title of its own.

    A word more or less at the end is no cut: "Niger" also begins "Nigeria".
    """
    if not long.title.startswith(short.title) or not is_telling(short.title):
        return Relation.DIFFERS
    rest = long.title[len(short.title) :]
    if short.source.title.rstrip(' "”»').endswith(_CUT_MARKS):
        return Relation.CUT
    if rest.startswith(" "):
        return Relation.BEGINS
    return Relation.CUT if len(rest.split()) > 1 else Relation.DIFFERS


def _by_words(one: Row, other: Row) -> Titles:
    """Sources of which one or both have no title: all their words, and every number among them."""
    likeness = fuzz.token_sort_ratio(one.phrase, other.phrase) / 100 if one.phrase and other.phrase else 0.0
    titled, bare = (one, other) if one.title else (other, one)
    telling = is_telling(titled.title or bare.phrase)
    if titled.title and bare.phrase and telling and _holds(bare.phrase, titled.title):
        return Titles(relation=Relation.WITHIN, likeness=likeness, is_telling=True)
    if not titled.title and likeness >= _COVERS and _numbers(one) == _numbers(other):
        return Titles(relation=Relation.WORDS, likeness=likeness, is_telling=telling)
    return Titles(relation=Relation.DIFFERS, likeness=likeness, is_telling=telling)


def _numbers(row: Row) -> set[str]:
    return set(numbers_in(row.phrase))
