"""What a link's earlier checks add to its verdict, and how long a check stays fresh (pure)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from enum import Enum

from citeaudit.links.connections import SILENCE
from citeaudit.links.judge import Context, following, weigh
from citeaudit.links.observed import judged
from citeaudit.model import DEAD_STATES, OK_STATES, Exchange, LinkCheck, LinkState, PastCheck, Purpose, Standing, Text, Verdict, text

CONFIRMED_AT = 3
"""Failing checks in a row that confirm a dead link: the practice of Wikipedia's archive bot (design: verdicts)."""

APART = timedelta(days=3)
"""A failing check counts when it is at least so long after the one counted before."""

# The second figure of the decision table's confidences: what a rule is worth once confirmed. Rules without one keep theirs.
_CONFIRMED = {"http-404": 0.97, **dict.fromkeys(("no-such-name", "no-such-domain"), 0.95), **dict.fromkeys(SILENCE, 0.9)}

_AGE_OK = timedelta(days=7)
_AGE_DEAD = timedelta(days=1)
_AGE_UNSURE = timedelta(hours=1)
_AGE_ARTICLE = timedelta(days=7)


def checked(verdict: Verdict[LinkState], exchanges: tuple[Exchange, ...], history: tuple[PastCheck, ...]) -> LinkCheck:
    """Puts a verdict together with the link's history.

    How the design is read: a strike is a failing check (one that ends dead, or unanswered as in row 6), at least three days after the
    strike before. An ok clears them; any other check neither counts nor clears. With three, a dead link is confirmed and its confidence
    is the table's second one, and a host that never answered is dead; `standing` is None unless the link is dead.

    Args:
        verdict: as `judge` gave it, the present check's.
        exchanges: what it was judged by, at least one; the last one's time is the check's.
        history: the link's checks, oldest first, with the present one or without it.
    """
    seen = judged(exchanges)
    now = PastCheck(state=verdict.value, rule=verdict.rule, checked_at=exchanges[-1].asked_at)
    strikes, since = _strikes((*(check for check in history if check.checked_at < now.checked_at), now))
    is_confirmed = strikes >= CONFIRMED_AT and _is_failing(now)
    if is_confirmed:
        verdict = _confirmed(verdict, strikes)
    standing = (Standing.CONFIRMED if is_confirmed else Standing.SUSPECTED) if verdict.value in DEAD_STATES else None
    return LinkCheck(
        verdict=verdict,
        http_status=seen.status or None,
        final_url=seen.final_url,
        checked_at=now.checked_at,
        standing=standing,
        since=since,
        strikes=strikes,
    )


def not_checked(why: Text) -> LinkCheck:
    """A link that was not looked at, with the reason."""
    return LinkCheck(verdict=Verdict(value=LinkState.NOT_CHECKED, rule="not-checked", reason=why))


class Freshness(Enum):
    """What a stored check is worth to those who cite the page."""

    NOTHING = "unfinished, or never made"
    OLD = "can be judged, and should be made anew"
    FRESH = "stands"


def freshness(exchanges: tuple[Exchange, ...], contexts: Iterable[Context], now: datetime) -> Freshness:
    """Whether a stored check can be judged, and whether it is younger than its verdicts last and leaves nothing to ask.

    A probe may be lacking because the title that the page was first cited by agreed: what the page shows can be judged all the same.
    """
    if not exchanges:
        return Freshness.NOTHING
    age, found = now - exchanges[-1].asked_at, Freshness.FRESH
    for ruling in (weigh(exchanges, context) for context in contexts):
        left = following(ruling, exchanges)
        if left and left.purpose is not Purpose.PROBE:
            return Freshness.NOTHING
        if left or age > _lasts(ruling.state):
            found = Freshness.OLD
    return found


def _lasts(state: LinkState) -> timedelta:
    """How long a verdict is taken from the store: what the article itself decides lasts long, what may pass in a moment hardly at all."""
    if state in (LinkState.REFUSED, LinkState.INVALID_URL):
        return _AGE_ARTICLE
    if state in OK_STATES:
        return _AGE_OK
    return _AGE_DEAD if state in DEAD_STATES else _AGE_UNSURE


def _is_failing(check: PastCheck) -> bool:
    return check.state in DEAD_STATES or check.rule in SILENCE


def _strikes(checks: tuple[PastCheck, ...]) -> tuple[int, datetime | None]:
    """How many strikes stand after the last check, and when the first failing check of them was."""
    strikes: list[datetime] = []
    for check in checks:
        if check.state in OK_STATES:
            strikes = []
        elif _is_failing(check) and (not strikes or check.checked_at - strikes[-1] >= APART):
            strikes.append(check.checked_at)
    return len(strikes), strikes[0] if strikes else None


def _confirmed(verdict: Verdict[LinkState], strikes: int) -> Verdict[LinkState]:
    confidence = _CONFIRMED.get(verdict.rule, verdict.confidence)
    if verdict.value in DEAD_STATES:
        return replace(verdict, confidence=confidence)
    reason = text("the host does not answer; {strikes} checks in a row failed, at least {days} days apart", strikes=strikes, days=APART.days)
    return replace(verdict, value=LinkState.DEAD_HOST, reason=reason, confidence=confidence)
