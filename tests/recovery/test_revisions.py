"""The search for the revision that a copy was made from, on histories that grow, lose, edit and are vandalised."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from citeaudit.model import PartialDate, Source
from citeaudit.recovery.revisions import MOST_LOOKS, WIKIS_BEGAN, Agreement, Look, agreement, best, newest_access, next_moment

BEGUN = datetime(2011, 5, 3, 8, 30, tzinfo=UTC)
NOW = BEGUN + timedelta(days=8 * 365)
TOPICS = ("harvest", "river", "mountain", "railway", "market", "library", "orchestra", "bridge", "castle", "harbour", "glacier", "lantern")
DEEDS = ("opens", "closes", "is rebuilt", "divides opinion", "returns", "is sold", "celebrates", "waits", "burns down", "is counted")

Revision = tuple[datetime, tuple[Source, ...]]


def day(at: datetime) -> PartialDate:
    return PartialDate(year=at.year, month=at.month, day=at.day)


def reference(dice: random.Random, number: int, at: datetime) -> Source:
    """A new reference: mostly read when it was added, at times copied from elsewhere with an old date, or without one."""
    title = f"The {dice.choice(TOPICS)} of {dice.choice(TOPICS)} {number} {dice.choice(DEEDS)}"
    kind = dice.random()
    read = at - timedelta(days=dice.randrange(5) if kind < 0.75 else dice.randrange(900))
    return Source(article="A", reference="", title=title, publisher=dice.choice(TOPICS).title(), accessed=day(read) if kind < 0.85 else None)


def history(seed: int, revisions: int = 300) -> list[Revision]:
    """A deterministic article: references are added, edited, removed, blanked by vandals and brought back within hours."""
    dice = random.Random(seed)
    moments = sorted(BEGUN + timedelta(seconds=dice.randrange(8 * 365 * 86400)) for _ in range(revisions))
    number, now = 12, [reference(dice, count, BEGUN) for count in range(12)]
    made: list[Revision] = []
    for at in moments:
        kind = dice.random()
        if kind < 0.45:
            for _ in range(dice.choice((1, 1, 1, 2, 5))):
                number += 1
                now.insert(dice.randrange(len(now) + 1), reference(dice, number, at))
        elif kind < 0.6:
            place = dice.randrange(len(now))
            now[place] = replace(now[place], **dice.choice(({"title": f"{now[place].title} again"}, {"accessed": day(at)}, {"archived_on": day(at)})))
        elif kind < 0.72:
            for _ in range(min(dice.choice((1, 1, 2, 8)), len(now) - 5)):
                now.pop(dice.randrange(len(now)))
        elif kind < 0.77:
            made.append((at - timedelta(minutes=dice.randrange(1, 600)), tuple(now[: dice.choice((0, 0, 3))])))
        made.append((at, tuple(now)))
    return sorted(made, key=lambda revision: revision[0])


def search(copy: Sequence[Source], revisions: Sequence[Revision], earliest: datetime) -> list[Look]:
    looks: list[Look] = []
    while moment := next_moment(looks, earliest, NOW):
        before = [at for at, (saved, _) in enumerate(revisions) if saved <= moment]
        at, listed = (revisions[before[-1]][0], revisions[before[-1]][1]) if before else (moment, ())
        looks.append(Look(moment=moment, revision=str(before[-1]) if before else "", at=at, agreement=agreement(copy, listed)))
        assert len(looks) <= MOST_LOOKS
    return looks


def midnight(of: date | None) -> datetime:
    return datetime(of.year, of.month, of.day, tzinfo=UTC) if of else WIKIS_BEGAN


def look(moment: datetime, *, saved: datetime | None = None, there: int = 10, matched: int = 10, revision: str = "7") -> Look:
    missing, extra = frozenset(map(str, range(10 - matched))), frozenset(f"x{at}" for at in range(there - matched))
    said = Agreement(here=10, there=there, matched=matched, in_order=matched, same=matched, missing=missing, extra=extra)
    return Look(moment=moment, revision=revision, at=saved or moment, agreement=said)


# ---------------------------------------------------------------- the search


@pytest.mark.parametrize("seed", range(3))
def test_the_revision_of_a_copy_is_found_within_twelve_looks(seed: int) -> None:
    revisions = history(seed)
    found, asked = 0, 0
    copies = [listed for _, listed in revisions[5::30] if len(listed) > 5]
    for copy in copies:
        looks = search(copy, revisions, midnight(newest_access(copy, NOW.date())))
        index = best(looks)
        assert index is not None
        found += revisions[int(looks[index].revision)][1] == copy
        asked += len(looks)
    assert found == len(copies)
    assert asked <= 8.5 * len(copies)


def test_without_any_date_the_search_still_ends_at_the_revision_or_beside_it() -> None:
    revisions = history(5)
    for _, copy in revisions[30::60]:
        if len(copy) > 5:
            looks = search(copy, revisions, WIKIS_BEGAN)
            index = best(looks)
            assert index is not None
            assert looks[index].agreement.share > 0.9


def test_a_reference_that_both_sides_read_differently_does_not_mislead() -> None:
    revisions = history(6)
    for _, listed in revisions[40::60]:
        copy = tuple(replace(source, title=f"{source.title} cut") if at % 20 == 0 else source for at, source in enumerate(listed))
        if len(copy) > 5:
            looks = search(copy, revisions, midnight(newest_access(copy, NOW.date())))
            index = best(looks)
            assert index is not None
            assert len(set(revisions[int(looks[index].revision)][1]) ^ set(listed)) <= 4


def test_a_copy_of_the_newest_revision_takes_one_look() -> None:
    revisions = history(7)
    assert len(search(revisions[-1][1], revisions, WIKIS_BEGAN)) == 1


def test_the_first_look_is_now_and_the_next_halves_the_time() -> None:
    assert next_moment((), BEGUN, NOW) == NOW
    moment = next_moment([look(NOW, there=30, matched=8)], BEGUN, NOW)
    assert moment is not None
    assert abs(moment - (BEGUN + (NOW - BEGUN) / 2)) < timedelta(seconds=1)


def test_a_blanked_revision_is_asked_for_the_one_before_it() -> None:
    blank = NOW - timedelta(days=900)
    looks = [look(NOW, there=30, matched=8), look(blank + timedelta(days=1), saved=blank, there=0, matched=0, revision="6")]
    assert next_moment(looks, BEGUN, NOW) == blank - timedelta(seconds=1)


def test_the_search_ends_with_perfect_agreement_and_after_the_last_look() -> None:
    perfect = Agreement(here=3, there=3, matched=3, in_order=3, same=3)
    assert next_moment([Look(moment=NOW, revision="9", at=NOW, agreement=perfect)], BEGUN, NOW) is None
    poor = [look(NOW - timedelta(days=30 * at), there=30, matched=8, revision=str(at)) for at in range(MOST_LOOKS)]
    assert next_moment(poor, BEGUN, NOW) is None
    assert next_moment(poor[:-1], BEGUN, NOW) is not None


def test_the_search_ends_where_an_article_has_one_revision_only() -> None:
    only = [(NOW - timedelta(days=400), tuple(reference(random.Random(1), at, BEGUN) for at in range(10)))]
    looks = search(only[0][1][:8], only, BEGUN)
    assert {look.revision for look in looks} <= {"0", ""}
    assert len(looks) <= 4


def test_nothing_is_chosen_where_no_revision_resembles_the_copy() -> None:
    assert best([look(NOW, there=30, matched=2), look(BEGUN, there=9, matched=1)]) is None
    assert best(()) is None


def test_the_best_look_has_most_in_common_then_most_in_order() -> None:
    assert best([look(NOW, there=30, matched=9), look(BEGUN, matched=9), look(BEGUN, matched=8)]) == 1


# ---------------------------------------------------------------- what a look is judged by


def read_on(*days: str) -> list[Source]:
    return [Source(article="A", reference=str(at), title=f"Work {at}", accessed=PartialDate.from_iso(day)) for at, day in enumerate(days)]


def test_the_newest_date_of_access_leaves_out_what_cannot_be() -> None:
    today = date(2026, 11, 26)
    assert newest_access(read_on("2015-10-28", "2019-02", "2062-01-01", "1015-05-05"), today) == date(2019, 2, 1)
    assert newest_access([Source(article="A", reference="1", archived_on=PartialDate(year=2020, month=3, day=4))], today) == date(2020, 3, 4)
    assert newest_access(read_on("2062-01-01"), today) is None


def test_agreement_counts_what_is_missing_extra_moved_and_dated_otherwise() -> None:
    copy = read_on("2015-10-28", "2016-01-01", "2016-01-02", "2016-01-03")
    other = [copy[0], copy[3], replace(copy[1], accessed=PartialDate(year=2017, month=5, day=6)), replace(copy[0], title="Another work")]
    said = agreement(copy, other)
    assert (said.here, said.there, said.matched, said.in_order, said.same, said.newer) == (4, 4, 3, 2, 2, 1)
    assert (len(said.missing), len(said.extra)) == (2, 2)
    assert agreement(copy, copy).is_perfect
    assert not agreement(copy, copy[::-1]).is_perfect


def test_a_copy_in_a_broken_encoding_agrees_with_its_revision() -> None:
    titles = ("Confirmación de la fundación", "Ärzte über Grenzen hinweg")
    page = [Source(article="A", reference=str(at), title=title) for at, title in enumerate(titles)]
    copy = [replace(source, title=source.title.encode().decode("cp1252", "replace")) for source in page]
    assert agreement(copy, page).matched == 2
