"""Whether two sources of two lists are the same one: what speaks for it and against it, each sign with its weight (pure).

A title settles it only where it agrees whole; what else is the same in both raises the confidence, what differs lowers it. Where a source stands in
its list is not looked at here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from citeaudit.model import PartialDate
from citeaudit.recovery.names import agree
from citeaudit.recovery.rows import Row
from citeaudit.recovery.titles import Relation, Titles, is_telling, relate

TAKEN_FROM = 0.74
"""From this confidence on an address is taken over."""

MOST_SURE = 0.99

NEAR_TITLE = 0.75
"""From this likeness on another title is worth naming as the nearest one."""

# Relation: what it is called, the weight of words that can be of one work only, the weight of few or common ones ("Home", "Annual report", a date).
_TITLES = {
    Relation.SAME: ("the same title", 0.85, 0.66),
    Relation.CLOSE: ("the same title but for its order, spelling or publisher's name", 0.72, 0.55),
    Relation.WITHIN: ("the title stands among the other's words", 0.74, 0.55),
    Relation.CUT: ("the same title, cut off in one of them", 0.66, 0.45),
    Relation.BEGINS: ("one title begins with the other", 0.48, 0.4),
    Relation.WORDS: ("nearly the same words", 0.78, 0.6),
    Relation.DIFFERS: ("another title", 0.0, 0.0),  # its likeness counts, to name the nearest one
    Relation.NUMBERS: ("another number or date in the title", -0.5, -0.5),
}

# Identifiers of one text; those of a book say less, since articles cite its chapters by addresses of their own.
_OF_ONE_TEXT = frozenset(("doi", "pmid", "pmc", "arxiv", "bibcode", "jstor", "s2cid", "hdl"))

_PROOF = 0.6
_PLAIN = -0.25
_IN_DOUBT = 0.6
_PLAINLY = 0.8

# Field: what it is called, the weights of the same day, month and year, the weight of a date that differs. The day of reading is put right by later
# editors, so it weighs less than the day of publication.
_DATES = (
    ("published", "published", (0.1, 0.06, 0.03), -0.45),
    ("accessed", "accessed", (0.07, 0.03, 0.01), -0.1),
    ("archived_on", "archived", (0.05, 0.02, 0.01), -0.06),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One thing that agrees (weight above 0) or does not, in words for a reader."""

    weight: float
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What two sources have in common; `likeness` of their titles (or words) runs from 0 to 1."""

    titles: Titles
    signs: tuple[Sign, ...]
    is_proven: bool

    @property
    def score(self) -> float:
        """The confidence that they are the same, as far as their own words tell; what plainly contradicts leaves it in doubt, whatever agrees."""
        weight = sum(sign.weight for sign in self.signs)
        is_contradicted = not self.is_proven and any(sign.weight <= _PLAIN for sign in self.signs)
        return max(0.0, min(_IN_DOUBT if is_contradicted else MOST_SURE, weight))

    @property
    def is_open(self) -> bool:
        """Whether they may be the same at all: by whole titles or words, or by an identifier or address of one text."""
        return self.is_proven or self.titles.relation not in (Relation.DIFFERS, Relation.NUMBERS)

    @property
    def agreements(self) -> tuple[str, ...]:
        """What speaks for it."""
        return tuple(sign.what for sign in self.signs if sign.weight > 0)

    @property
    def contradictions(self) -> tuple[str, ...]:
        """What speaks against it."""
        return tuple(sign.what for sign in self.signs if sign.weight < 0)


def compare(one: Row, other: Row) -> Comparison:
    """Weighs all that two sources print; of those that have nothing of their titles in common, no more."""
    titles = relate(one, other)
    proof = tuple(_proof(one, other))
    if not proof and titles.relation is Relation.DIFFERS and titles.likeness < NEAR_TITLE:
        return Comparison(titles=titles, signs=tuple(_of_titles(titles)), is_proven=False)
    signs = (*_of_titles(titles), *_of_words(one, other), *proof, *_of_names(one, other), *_of_dates(one, other))
    return Comparison(titles=titles, signs=signs, is_proven=any(sign.weight >= _PROOF for sign in proof))


def _of_titles(titles: Titles) -> Iterator[Sign]:
    what, telling, common = _TITLES[titles.relation]
    if titles.relation is Relation.DIFFERS:
        yield Sign(weight=0.5 * titles.likeness, what=f"titles {titles.likeness:.0%} alike")
    else:
        yield Sign(weight=telling if titles.is_telling else common, what=what)


def _of_words(one: Row, other: Row) -> Iterator[Sign]:
    if one.phrase and one.phrase == other.phrase:
        yield Sign(weight=0.1 if is_telling(one.phrase) else 0.04, what="the same words throughout")


def _of_names(one: Row, other: Row) -> Iterator[Sign]:
    same = agree(one, other)
    if same is not None:
        yield Sign(weight=0.1, what="the same publisher") if same else Sign(weight=-0.25, what="another publisher")
    if one.authors and other.authors:
        if one.authors & other.authors:
            yield Sign(weight=0.05, what="the same author")
        else:
            yield Sign(weight=-0.15, what="other authors")


def _of_dates(one: Row, other: Row) -> Iterator[Sign]:
    for field, called, same, differs in _DATES:
        mine: PartialDate | None = getattr(one.source, field)
        theirs: PartialDate | None = getattr(other.source, field)
        if not mine or not theirs:
            continue
        precision = _shared_precision(mine, theirs)
        if precision:
            yield Sign(weight=same[3 - precision], what=f"{called} {mine if len(str(mine)) <= len(str(theirs)) else theirs}")
        else:
            yield Sign(weight=differs, what=f"{called} {mine} here, {theirs} there")


def _shared_precision(one: PartialDate, other: PartialDate) -> int:
    """3 where both give the same day, 2 the same month, 1 the same year and one gives no more; 0 where they differ."""
    pairs = [pair for pair in ((one.year, other.year), (one.month, other.month), (one.day, other.day)) if None not in pair]
    return len(pairs) if all(mine == theirs for mine, theirs in pairs) else 0


def _proof(one: Row, other: Row) -> Iterator[Sign]:
    """Identifiers and addresses that both print."""
    shared = {scheme for scheme, _ in one.identifiers} & {scheme for scheme, _ in other.identifiers}
    for scheme in sorted(shared):
        mine, theirs = ({value for name, value in row.identifiers if name == scheme} for row in (one, other))
        is_one_text = scheme in _OF_ONE_TEXT
        if mine & theirs:
            yield Sign(weight=_PROOF if is_one_text else 0.2, what=f"the same {scheme.upper()}")
        else:
            yield Sign(weight=-0.6 if is_one_text else -0.3, what=f"another {scheme.upper()}")
    if one.page and other.page:
        yield Sign(weight=_PROOF + 0.2, what="the same address") if one.page == other.page else Sign(weight=-0.3, what="another address")


def contradicts(one: Row, other: Row) -> bool:
    """Whether what both state is plainly of two sources: another title (not one slip in it), number, publisher or day of publication."""
    said = compare(one, other)
    titled = other.title and (one.title or one.phrase)
    if titled and (said.titles.relation is Relation.NUMBERS or (said.titles.relation is Relation.DIFFERS and said.titles.likeness < _PLAINLY)):
        return True
    return agree(one, other) is False or any(sign.weight <= _DATES[0][3] for sign in _of_dates(one, other))
