"""A look-up in an archive put in order: what was listed, what was replayed and showed, what could still be tried (pure)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from citeaudit.archives import answers, replay
from citeaudit.archives.captures import is_same_page
from citeaudit.archives.replay import Replay, Shown
from citeaudit.model import Evidence, Lookup, PartialDate, Purpose, Snapshot, Text
from citeaudit.ports import Question, Reply, Said, Wanted

Reads = Callable[[Lookup], tuple[Said, ...]]
"""Reads the answers of an archive's services in a look-up (`ports.Archive.reads`)."""

DAYS_AFTER = 90
"""How much later than the day to be near a snapshot may be and still count as what the editor read: pages change and vanish after they were cited."""

DAYS_BEFORE = 365
"""How much earlier it may be: what was captured before is what was there to be read, unless the page was rewritten meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a look-up saw. `replays` and `untried` (listed with status 200 or as a revisit) are in the order of `distance`.

    A question that was asked again counts by its last answer.
    """

    listed: tuple[Snapshot, ...]
    replays: tuple[Replay, ...]
    untried: tuple[Snapshot, ...]
    said: tuple[Said, ...]

    @property
    def good(self) -> Replay | None:
        """The nearest snapshot that shows the page."""
        return next((seen for seen in self.replays if seen.shown is Shown.PAGE), None)

    @property
    def is_excluded(self) -> bool:
        """Whether the archive said, at a service or at a replay, that it keeps the site out of view."""
        return any(said.reply is Reply.EXCLUDED for said in self.said) or any(seen.shown is Shown.EXCLUDED for seen in self.replays)

    @property
    def is_throttled(self) -> bool:
        """Whether a replay was answered 429: who goes on regardless is shut out for an hour."""
        return any(seen.status == 429 and seen.shown is Shown.UNSURE for seen in self.replays)

    @property
    def troubles(self) -> tuple[Text, ...]:
        """Why an index or a replay said nothing to go by; a failing second opinion is not among them, it adds nothing."""
        silent = [said for said in self.said if said.reply is Reply.NO_ANSWER and said.question is not Question.OPINION]
        return (*(answers.trouble(said.exchange) for said in silent), *(seen.reason for seen in self.replays if seen.shown is Shown.UNSURE))

    def replies(self, question: Question) -> set[Reply]:
        """What was said to a question."""
        return {said.reply for said in self.said if question in said.question}

    def evidence(self) -> tuple[Evidence, ...]:
        """Every exchange in a reader's words: where, what, when."""
        asked = [Evidence(what=said.words, where=said.exchange.request.url, seen_at=said.exchange.asked_at) for said in self.said]
        shown = [Evidence(what=str(seen.reason), where=seen.snapshot.page_url, seen_at=seen.seen_at) for seen in self.replays]
        return (*asked, *shown)


def put_in_order(lookup: Lookup, wanted: Wanted, reads: Reads) -> Seen:
    """Reads every exchange of a look-up once."""
    last = {(exchange.request.purpose, exchange.request.url): exchange for exchange in lookup.exchanges}
    said = reads(replace(lookup, exchanges=tuple(last.values())))
    captures = sorted(_captures(lookup, said, wanted), key=lambda snapshot: distance(snapshot, wanted))
    replayed = {url: exchange for (purpose, url), exchange in last.items() if purpose is Purpose.REPLAY}
    replays = [replay.read(replayed[snapshot.replay_url], snapshot, wanted) for snapshot in captures if snapshot.replay_url in replayed]
    return Seen(
        listed=lookup.snapshots,
        replays=tuple(sorted(replays, key=lambda seen: distance(seen.snapshot, wanted))),
        untried=tuple(snapshot for snapshot in captures if snapshot.replay_url not in replayed),
        said=said,
    )


def gap_days(snapshot: Snapshot, wanted: Wanted) -> int:
    """Days from the day to be near to the snapshot's, positive where it is later; counted from date to date, as editors do."""
    return (snapshot.at.astimezone(UTC).date() - wanted.near.astimezone(UTC).date()).days


def is_near(gap: int) -> bool:
    """Whether a gap in days lets the snapshot count as what was cited."""
    return -DAYS_BEFORE <= gap <= DAYS_AFTER


def is_within(at: datetime, period: PartialDate) -> bool:
    """Whether a time lies in the day, month or year that a date names, by UTC."""
    day = at.astimezone(UTC)
    return day.year == period.year and period.month in (None, day.month) and period.day in (None, day.day)


def distance(snapshot: Snapshot, wanted: Wanted) -> tuple[bool, bool, int, bool, timedelta]:
    """Orders snapshots: near enough before any other, then by days, an earlier one before one as much later, then by the time of day.

    One of the period that is asked for comes before all of them.
    """
    gap = gap_days(snapshot, wanted)
    is_outside = wanted.within is not None and not is_within(snapshot.at, wanted.within)
    return is_outside, not is_near(gap), abs(gap), gap > 0, abs(snapshot.at - wanted.near)


def _captures(lookup: Lookup, said: Iterable[Said], wanted: Wanted) -> Iterable[Snapshot]:
    """What could show the page: listed with status 200 or without one, or named by a second opinion; each replay address once."""
    known = [snapshot for snapshot in lookup.snapshots if snapshot.status in (200, None)]
    known += [answer.named for answer in said if answer.named and is_same_page(answer.named.url, wanted.url)]
    return {snapshot.replay_url: snapshot for snapshot in reversed(known)}.values()
