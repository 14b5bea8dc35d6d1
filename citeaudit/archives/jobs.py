"""Which sources the archive is asked to save, what becomes of a wish, and whether a look-up may know of a saved page (pure)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, StrEnum, auto

from citeaudit.archives.captures import capture_in, moment
from citeaudit.archives.savepagenow import FINAL, Answer, Word
from citeaudit.model import OK_STATES, ArchiveState, Lookup, SaveJob, SaveState, Text
from citeaudit.tables import CheckedSource
from citeaudit.urls import page_key

FINAL_FOR = timedelta(days=1)
"""For so long a failure that is final is not asked about again: a page may be opened to the archive any day, and limits are those of a day."""

FOLLOWED_FOR = timedelta(minutes=5)
"""How long a run follows a job: a capture takes 2 minutes at most (Save Page Now 2 Public API Docs, "Limitations"), and may be put off before."""

KNOWN_FOR = timedelta(hours=1)
"""How long the archive knows a job ("Please try to check job status within 1 hour", Save Page Now 2 Public API Docs); later it is asked anew."""

LISTED_AFTER = timedelta(days=1)
"""A new capture is listed in the index within hours; a look-up that was made so soon after it may not know of it."""

_HELD = frozenset({ArchiveState.ARCHIVED, ArchiveState.DISTANT})
_UNARCHIVED = frozenset({ArchiveState.ABSENT, ArchiveState.UNUSABLE})


class Alone(StrEnum):
    """Why the archive is not asked for a source; the value stands behind a number."""

    NO_ADDRESS = "without a web address"
    CLOSED = "at an address that is private or malformed"
    NOT_LIVE = "not live"
    ARCHIVED = "archived already"
    EXCLUDED = "excluded by the archive"
    NOT_KNOWN = "of which the archive has told nothing"
    SAVED = "saved before"
    FAILED = "that failed less than a day ago"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page to save: the reference that cites it first, its URL as cited, and as it is `sent`: ASCII, without fragment and credentials."""

    reference: str
    url: str
    sent: str

    @property
    def key(self) -> str:
        """What its job is stored under: the same for all spellings of the page."""
        return page_key(self.url)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a run is to do: pages to ask for, jobs of an earlier run to follow, and how many sources are left alone, by reason."""

    to_ask: tuple[Page, ...] = ()
    to_follow: tuple[tuple[Page, SaveJob], ...] = ()
    alone: Mapping[Alone, int]


class Next(Enum):
    """What to do about a page that was, or may have been, asked for before."""

    ASK = auto()
    FOLLOW = auto()
    LEAVE = auto()


def plan(sources: Sequence[CheckedSource], job_of: Callable[[str], SaveJob | None], sendable: Callable[[str], str], now: datetime) -> Plan:
    """Chooses what is saved: each live and unarchived page once, in the sources' order.

    Args:
        sources: rows of a checked table.
        job_of: the newest wish for a page, by its key.
        sendable: a URL as it may be sent to others; empty where it may not be.
        now: when the run looks.
    """
    held = {page_key(checked.source.url) for checked in sources if checked.archive in _HELD}
    alone: Counter[Alone] = Counter()
    pages: dict[str, Page] = {}
    for checked in sources:
        url = checked.source.url
        sent = sendable(url)
        why = _left_alone(checked, sent, is_held=page_key(url) in held)
        if why:
            alone[why] += 1
        else:
            pages.setdefault(page_key(url), Page(reference=checked.source.reference, url=url, sent=sent))
    to_ask, to_follow = [], []
    for page in pages.values():
        job = job_of(page.key)
        match next_of(job, now):
            case Next.ASK:
                to_ask.append(page)
            case Next.FOLLOW if job:
                to_follow.append((page, job))
            case _:
                alone[Alone.SAVED if job and job.state is SaveState.SAVED else Alone.FAILED] += 1
    return Plan(to_ask=tuple(to_ask), to_follow=tuple(to_follow), alone=alone)


def _left_alone(checked: CheckedSource, sent: str, *, is_held: bool) -> Alone | None:
    """Why a source is none to save, by its row alone."""
    if not checked.source.url.lower().startswith(("http://", "https://")):
        return Alone.NO_ADDRESS
    if not sent:
        return Alone.CLOSED
    if checked.link not in OK_STATES:
        return Alone.NOT_LIVE
    # Near another day the same page may have a copy.
    if is_held:
        return Alone.ARCHIVED
    if checked.archive is ArchiveState.EXCLUDED:
        return Alone.EXCLUDED
    return None if checked.archive in _UNARCHIVED else Alone.NOT_KNOWN


def next_of(job: SaveJob | None, now: datetime) -> Next:
    """What to do about a page at the beginning of a run.

    What was saved is never asked for again. What failed is: at once where the failure may pass, after a day where it is final. A job that was under
    way is followed by its number.
    """
    if job is None:
        return Next.ASK
    match job.state:
        case SaveState.ASKED:
            return Next.FOLLOW
        case SaveState.SAVED:
            return Next.LEAVE
        case SaveState.FAILED:
            return Next.LEAVE if is_final(job.reason) and now - job.seen_at < FINAL_FOR else Next.ASK


def is_final(reason: Text | None) -> bool:
    """Whether what failed would fail again in an hour."""
    return reason is not None and dict(reason.values).get("code") in FINAL


def taken(page: Page, number: str, at: datetime) -> SaveJob:
    """The wish for a page that the archive has taken."""
    return SaveJob(url=page.key, number=number, asked_at=at, seen_at=at, state=SaveState.ASKED)


def seen(job: SaveJob, answer: Answer, at: datetime) -> SaveJob:
    """The wish after an answer that says how it stands; one that says nothing of it changes nothing."""
    match answer.word:
        case Word.SAVED:
            return replace(job, state=SaveState.SAVED, seen_at=at, snapshot_url=answer.snapshot_url)
        case Word.FAILED:
            return replace(job, state=SaveState.FAILED, seen_at=at, reason=answer.reason)
        case Word.PENDING:
            return replace(job, seen_at=at)
        case _:
            return job


def next_after(job: SaveJob, answer: Answer, at: datetime, *, since: datetime, followed_for: timedelta, may_ask: bool) -> Next:
    """What to do about a job that a run has looked at: ask for its page anew, FOLLOW it further, or LEAVE it, at its end or for the next run.

    Args:
        job: as it stood before.
        answer: how it stands.
        at: when that was said.
        since: when this run began to follow it.
        followed_for: how long a run follows a job.
        may_ask: whether this run has not asked for the page anew yet.
    """
    if answer.word in (Word.SAVED, Word.FAILED):
        return Next.LEAVE
    # Who asks for a number that the archive does not know any more may be told that it is pending.
    if answer.word is Word.FORGOTTEN or (answer.word is Word.PENDING and at - job.asked_at > KNOWN_FOR):
        return Next.ASK if may_ask else Next.LEAVE
    return Next.LEAVE if at - since > followed_for else Next.FOLLOW


def is_overtaken(lookup: Lookup, job: SaveJob | None) -> bool:
    """Whether a page was saved after a look-up, or so shortly before it that the index may not have known, so that the page is to be looked up again.

    Args:
        lookup: of the page, as it is stored.
        job: the newest wish to have the page archived, as it is stored.
    """
    if job is None or job.state is not SaveState.SAVED or not lookup.exchanges:
        return False
    capture = capture_in(job.snapshot_url)
    captured_at = moment(capture.stamp) if capture else None
    is_listed = captured_at is not None and any(snapshot.at >= captured_at for snapshot in lookup.snapshots)
    return not is_listed and lookup.exchanges[-1].asked_at < job.seen_at + LISTED_AFTER
