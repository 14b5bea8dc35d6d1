"""The status of a source, the line an editor acts on: the verdicts on its link and on its archive copy rolled up (pure)."""

from __future__ import annotations

from enum import Enum, auto
from typing import assert_never

from citeaudit.model import ArchiveCheck, ArchiveState, Link, LinkCheck, LinkState, Status, Text, Verdict, text


class _Page(Enum):
    """What the link states come down to: the rows of the table."""

    READABLE = auto()
    DEAD = auto()
    UNSURE = auto()
    MALFORMED = auto()
    UNCHECKED = auto()


class _Copy(Enum):
    """What the archive states come down to: the columns of the table."""

    OF_ITS_TIME = auto()
    OF_ANOTHER_TIME = auto()
    NONE = auto()
    UNSURE = auto()


_UNSURE_PAGE = text("it could not be told whether the page is still there")
_MALFORMED = text("the address is malformed, so that nothing can be looked up under it")
_UNCHECKED = text("the page was not looked at")

# The table "Status of a source" of verdicts.md; each sentence belongs to one cell.
_TABLE: dict[tuple[_Page, _Copy], tuple[Status, Text]] = {
    (_Page.READABLE, _Copy.OF_ITS_TIME): (Status.OK, text("the page can be read, and the archive has a copy from when it was cited")),
    (_Page.READABLE, _Copy.OF_ANOTHER_TIME): (Status.AT_RISK, text("the page can be read, but the archive's copy is from another time")),
    (_Page.READABLE, _Copy.NONE): (Status.AT_RISK, text("the page can be read, but the archive shows no copy that could take its place")),
    (_Page.READABLE, _Copy.UNSURE): (Status.UNCLEAR, text("the page can be read; it is not known whether the archive has a copy")),
    (_Page.DEAD, _Copy.OF_ITS_TIME): (Status.RESCUABLE, text("the page is dead, and the archive has a copy from when it was cited")),
    (_Page.DEAD, _Copy.OF_ANOTHER_TIME): (Status.RESCUABLE, text("the page is dead, and the archive has a copy from another time")),
    (_Page.DEAD, _Copy.NONE): (Status.LOST, text("the page is dead, and the archive shows no copy that can be read")),
    (_Page.DEAD, _Copy.UNSURE): (Status.UNCLEAR, text("the page is dead; it is not known whether the archive has a copy")),
    **{(_Page.UNSURE, copy): (Status.UNCLEAR, _UNSURE_PAGE) for copy in _Copy},
    **{(_Page.MALFORMED, copy): (Status.UNCLEAR, _MALFORMED) for copy in _Copy},
    **{(_Page.UNCHECKED, copy): (Status.NOT_CHECKED, _UNCHECKED) for copy in _Copy},
}


def _page(state: LinkState) -> _Page:
    match state:
        case LinkState.LIVE | LinkState.MOVED | LinkState.DRIFTED:
            return _Page.READABLE
        case LinkState.GONE | LinkState.SOFT_404 | LinkState.PARKED | LinkState.DEAD_HOST:
            return _Page.DEAD
        case LinkState.BLOCKED | LinkState.RESTRICTED | LinkState.RATE_LIMITED | LinkState.TLS_ERROR | LinkState.TRANSIENT | LinkState.UNKNOWN:
            return _Page.UNSURE
        case LinkState.INVALID_URL:
            return _Page.MALFORMED
        case LinkState.REFUSED | LinkState.NOT_CHECKED:
            return _Page.UNCHECKED
        case _:
            assert_never(state)


def _copy(state: ArchiveState) -> _Copy:
    match state:
        case ArchiveState.ARCHIVED:
            return _Copy.OF_ITS_TIME
        case ArchiveState.DISTANT:
            return _Copy.OF_ANOTHER_TIME
        case ArchiveState.ABSENT | ArchiveState.UNUSABLE | ArchiveState.EXCLUDED:
            return _Copy.NONE
        case ArchiveState.UNKNOWN | ArchiveState.NOT_CHECKED:
            return _Copy.UNSURE
        case _:
            assert_never(state)


def status_of(link: Link, check: LinkCheck, archive: ArchiveCheck) -> Verdict[Status]:
    """Rolls the verdicts on a source's link and archive copy up into its status.

    The evidence is that of both verdicts, the confidence that of the less sure one; `unclear` and `not-checked` claim nothing and have none.
    A source without a URL is `no-url`, whatever its checks say.
    """
    if not link.url:
        reason = text("no address is known for the source")
        return Verdict(value=Status.NO_URL, rule="no-url", reason=reason, evidence=link.origin.evidence, confidence=1.0)
    live, copy = check.verdict, archive.verdict
    status, reason = _TABLE[_page(live.value), _copy(copy.value)]
    is_sure = status not in (Status.UNCLEAR, Status.NOT_CHECKED)
    return Verdict(
        value=status,
        rule=f"{live.value}/{copy.value}",
        reason=reason,
        evidence=live.evidence + copy.evidence,
        confidence=min(live.confidence, copy.confidence) if is_sure else 0.0,
    )
