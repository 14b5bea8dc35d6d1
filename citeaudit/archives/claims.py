"""Whether what an article says of an archived copy holds: the archive link that it gives, or a bare "Archived on DATE" (pure)."""

from __future__ import annotations

from datetime import UTC, datetime

from citeaudit.archiveaddresses import WAYBACK_NAME, Wrapped, as_captured, unwrap
from citeaudit.archives import judge as archives
from citeaudit.archives import replay
from citeaudit.archives.answers import trouble
from citeaudit.archives.captures import is_same_page, replay_url
from citeaudit.archives.replay import Replay, Shown
from citeaudit.archives.seen import Reads, Seen, is_within, put_in_order
from citeaudit.model import ArchiveState, Claim, Evidence, Link, Lookup, PartialDate, Purpose, Snapshot, Source, Text, Verdict, text
from citeaudit.ports import Claimed, Question, Reply, Wanted

_WAYBACK_WORDS = ("wayback", "internet archive", "archive.org")

NOT_LOOKED = text("the archived copy was not looked at")


def claimed_by(source: Source, link: Link) -> Claimed | None:
    """What the article says of a copy of a source; None where it says nothing, or nothing that could be looked up."""
    archive_url = source.archive_url or link.archive_url
    if not (archive_url or (link.url and source.archived_on)):
        return None
    return Claimed(url=link.url, archive_url=archive_url, on=source.archived_on, archive_name=source.archive_name, cited_title=source.title)


def wanted_for(claimed: Claimed) -> Wanted | None:
    """The snapshot that a bare date speaks of; None where a link is given, or another archive is named, which can only be looked at by a link."""
    if claimed.archive_url or claimed.on is None or not _is_wayback(claimed.archive_name):
        return None
    return Wanted(url=claimed.url, near=archives.noon_of(claimed.on), cited_title=claimed.cited_title, within=claimed.on)


def snapshot_of(claimed: Claimed, wayback_url: str, now: datetime) -> Snapshot | None:
    """What an archive link leads to, to be replayed; None where there is no link, or its own address says that it is a copy of another page.

    Links to the Wayback Machine are looked at in the archive of the settings, a mirror perhaps; any other where it stands.
    """
    if not claimed.archive_url or _other_page(claimed):
        return None
    wrapped = unwrap(claimed.archive_url)
    if wrapped is None:
        return Snapshot(archive="", url=claimed.url, at=now, status=None, replay_url=claimed.archive_url)
    if _names_no_copy(claimed):
        return None
    # A link without a time leads to the copy of the printed day, where one is printed, else to the newest.
    at = wrapped.at or (archives.noon_of(claimed.on) if claimed.on else now)
    where = as_captured(claimed.archive_url)
    if wrapped.archive == WAYBACK_NAME and wrapped.original:
        where = replay_url(wayback_url, wrapped.stamp or f"{at:%Y%m%d%H%M%S}", wrapped.original)
    return Snapshot(archive=wrapped.archive, url=wrapped.original or claimed.url, at=at, status=None, replay_url=where)


def judge(claimed: Claimed, lookup: Lookup | None, reads: Reads) -> Verdict[Claim]:
    """Judges what an article says of a copy.

    Args:
        claimed: what it says.
        lookup: of a link the replay of `snapshot_of`; of a bare date the look-up of `wanted_for`. None where there is none.
        reads: reads the archive's answers in the look-up.
    """
    return _of_link(claimed, lookup) if claimed.archive_url else _of_date(claimed, lookup, reads)


def is_fresh(claimed: Claimed, lookup: Lookup | None, reads: Reads, now: datetime) -> bool:
    """Whether a stored replay of an archive link still answers: as long as an archive's answer on a page does."""
    if lookup is None or not lookup.exchanges:
        return False
    state = judge(claimed, lookup, reads).value
    kept = archives.KEPT_SHORT if state is Claim.NOT_FOUND else archives.KEPT_LONG
    return state is not Claim.UNKNOWN and now - lookup.exchanges[-1].asked_at <= kept


# ---------------------------------------------------------------- a link


def _other_page(claimed: Claimed) -> str:
    """The page of which the archive link says that it is a copy, where that is not the source's."""
    wrapped = unwrap(claimed.archive_url)
    original = wrapped.original if wrapped else ""
    return original if original and claimed.url and not is_same_page(original, claimed.url) else ""


def _names_no_copy(claimed: Claimed) -> bool:
    """Whether neither the archive link nor the printed date says which copy is meant."""
    wrapped = unwrap(claimed.archive_url)
    return wrapped is not None and not (wrapped.is_copy or wrapped.stamp or claimed.on)


def _of_link(claimed: Claimed, lookup: Lookup | None) -> Verdict[Claim]:
    other = _other_page(claimed)
    if other:
        said = Evidence(what=f"the archive link is for {other}", where=claimed.archive_url)
        return _verdict(Claim.OTHER_URL, "link-of-another-page", text("the archive link is for another page: {url}", url=other), (said,), 0.9)
    if _names_no_copy(claimed):
        reason = text("the archive link leads to the list of all copies, or asks for one to be made: it names none")
        return _verdict(Claim.UNKNOWN, "link-of-no-copy", reason)
    seen = _replay_in(claimed, lookup)
    if seen is None:
        return _verdict(Claim.UNKNOWN, "not-looked", NOT_LOOKED)
    evidence = (Evidence(what=str(seen.reason), where=seen.snapshot.page_url, seen_at=seen.seen_at),)
    match seen.shown:
        case Shown.PAGE:
            return _by_date(claimed, seen, evidence)
        case Shown.ELSEWHERE:
            return _verdict(Claim.OTHER_URL, "leads-elsewhere", seen.reason, evidence, 0.9)
        case Shown.ANOTHER_PAGE | Shown.NOTHING | Shown.EXCLUDED:
            return _verdict(Claim.NOT_FOUND, "shows-no-copy", seen.reason, evidence, 0.9)
        case Shown.UNSURE:
            return _verdict(Claim.UNKNOWN, "no-answer", seen.reason, evidence)


def _replay_in(claimed: Claimed, lookup: Lookup | None) -> Replay | None:
    exchanges = [exchange for exchange in lookup.exchanges if exchange.request.purpose is Purpose.REPLAY] if lookup else []
    if lookup is None or not exchanges or not lookup.snapshots:
        return None
    snapshot = lookup.snapshots[0]
    return replay.read(exchanges[-1], snapshot, Wanted(url=snapshot.url, near=snapshot.at, cited_title=claimed.cited_title))


def _by_date(claimed: Claimed, seen: Replay, evidence: tuple[Evidence, ...]) -> Verdict[Claim]:
    """A copy that shows the page, by its day: the printed one, or where none is printed the one in the link's own address."""
    at, wrapped = seen.snapshot.at, unwrap(claimed.archive_url)
    if claimed.on and not is_within(at, claimed.on):
        reason = text("the archived copy is of {date}, not of {printed} as printed", date=_day(at), printed=str(claimed.on))
        return _verdict(Claim.OTHER_DATE, "other-day", reason, evidence, seen.confidence)
    if not claimed.on and wrapped and not _is_of_its_stamp(at, wrapped):
        reason = text("the archive shows a copy of {date} in the place of the one that the link names", date=_day(at))
        return _verdict(Claim.OTHER_DATE, "other-day", reason, evidence, seen.confidence)
    reason = text("the archived copy of {date} shows the page", date=_day(at))
    return _verdict(Claim.CONFIRMED, "shows-the-page", reason, evidence, seen.confidence)


def _is_of_its_stamp(at: datetime, wrapped: Wrapped) -> bool:
    """Whether a capture is of the day that an address names, as far as it names one."""
    if wrapped.at is None:
        return True
    told = min(wrapped.digits, len("YYYYMMDD"))
    return f"{at.astimezone(UTC):%Y%m%d}"[:told] == f"{wrapped.at:%Y%m%d}"[:told]


# ---------------------------------------------------------------- a bare date


def _of_date(claimed: Claimed, lookup: Lookup | None, reads: Reads) -> Verdict[Claim]:
    wanted = wanted_for(claimed)
    if wanted is None or claimed.on is None:
        reason = text("the article gives no link to the copy in {archive}", archive=claimed.archive_name)
        return _verdict(Claim.UNKNOWN, "no-link", reason)
    if lookup is None:
        return _verdict(Claim.UNKNOWN, "not-looked", NOT_LOOKED)
    seen = put_in_order(lookup, wanted, reads)
    of_its_day = next((shown for shown in seen.replays if shown.shown is Shown.PAGE and is_within(shown.snapshot.at, claimed.on)), None)
    if of_its_day:
        reason = text("the archive has a copy of {date} that shows the page", date=_day(of_its_day.snapshot.at))
        return _verdict(Claim.CONFIRMED, "shows-the-page", reason, seen.evidence(), of_its_day.confidence)
    doubt = _doubt(seen, claimed.on)
    if doubt:
        return _verdict(Claim.UNKNOWN, "no-answer", doubt, seen.evidence())
    return _none_of_its_day(claimed.on, lookup, wanted, reads)


def _doubt(seen: Seen, on: PartialDate) -> Text | None:
    """Why it cannot be said that no copy of the printed day shows the page; None where it can."""
    if seen.is_excluded:
        return None
    silent = [said for said in seen.said if said.reply is Reply.NO_ANSWER and Question.PAGES in said.question]
    if silent:
        return trouble(silent[-1].exchange)
    unsure = [shown for shown in seen.replays if shown.shown is Shown.UNSURE and is_within(shown.snapshot.at, on)]
    if unsure:
        return unsure[-1].reason
    if any(is_within(snapshot.at, on) for snapshot in seen.untried):
        return text("the archive lists a copy of that date, which was not looked at")
    return None


def _none_of_its_day(on: PartialDate, lookup: Lookup, wanted: Wanted, reads: Reads) -> Verdict[Claim]:
    check = archives.judge(lookup, wanted, reads)
    evidence = check.verdict.evidence
    match check.verdict.value:
        case ArchiveState.ARCHIVED | ArchiveState.DISTANT if check.snapshot:
            values = {"date": _day(check.snapshot.at), "printed": str(on)}
            reason = text("the archive has no copy of {printed} that shows the page; the nearest is of {date}", **values)
            return _verdict(Claim.OTHER_DATE, "other-day", reason, evidence, check.verdict.confidence)
        case ArchiveState.UNUSABLE | ArchiveState.ABSENT | ArchiveState.EXCLUDED:
            return _verdict(Claim.NOT_FOUND, "shows-no-copy", check.verdict.reason, evidence, check.verdict.confidence)
        case _:
            return _verdict(Claim.UNKNOWN, "no-answer", check.verdict.reason, evidence)


def _is_wayback(name: str) -> bool:
    return not name or any(word in name.casefold() for word in _WAYBACK_WORDS)


def _day(at: datetime) -> str:
    return at.astimezone(UTC).date().isoformat()


def _verdict(value: Claim, rule: str, reason: Text, evidence: tuple[Evidence, ...] = (), confidence: float = 0.0) -> Verdict[Claim]:
    return Verdict(value=value, rule=rule, reason=reason, evidence=evidence, confidence=confidence)
