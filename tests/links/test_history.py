"""What earlier checks add to a verdict, and how long a check stays fresh."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from citeaudit.links.history import Freshness, checked, freshness, not_checked
from citeaudit.links.judge import Context, judge
from citeaudit.model import (
    Exchange,
    Failure,
    FailureKind,
    Hop,
    LinkCheck,
    LinkState,
    Page,
    PastCheck,
    Phase,
    Purpose,
    Request,
    Standing,
    text,
)

URL = "https://a.example/news/1"
CONTEXT = Context(url=URL, title="Land reform", repeat_after_s=5.0)
NOW = datetime(2026, 5, 20, 12, 0, tzinfo=UTC)

DEAD, SILENT, OK, BLOCKED, MOVED, FAULT = "dead", "silent", "ok", "blocked", "moved", "fault"
PAST = {
    DEAD: (LinkState.GONE, "http-404"),
    SILENT: (LinkState.TRANSIENT, "no-answer"),
    OK: (LinkState.LIVE, "title-agrees"),
    BLOCKED: (LinkState.BLOCKED, "robot-wall"),
    MOVED: (LinkState.MOVED, "redirect"),
    FAULT: (LinkState.TRANSIENT, "http-500"),
}


def exchange(purpose: Purpose = Purpose.PAGE, at: datetime = NOW, **seen: object) -> Exchange:
    return replace(Exchange(request=Request(url=URL, purpose=purpose), final_url=URL, asked_at=at, size=1), **seen)  # type: ignore[arg-type]


def failed(kind: FailureKind, phase: Phase = Phase.CONNECT) -> tuple[Exchange, ...]:
    return (exchange(failure=Failure(kind=kind, phase=phase)),)


GONE = (exchange(status=404), exchange(Purpose.BROWSER_LIKE, status=404))
REMOVED = (exchange(status=410),)
REFUSED_CONNECTION = failed(FailureKind.CONNECTION_REFUSED)
NOT_FOUND = Failure(kind=FailureKind.NO_SUCH_NAME, phase=Phase.DNS)
NO_SUCH_NAME = (exchange(failure=NOT_FOUND), exchange(Purpose.NAME, failure=NOT_FOUND))  # a.example is a registrable domain
LIVE = (exchange(status=200, page=Page(title="Land reform", words=300)),)
DRIFTED = (exchange(status=200, page=Page(title="Weather", words=300)), exchange(Purpose.PROBE, status=404))
ROBOT_WALL = (exchange(status=999),)


def history(*past: tuple[str, float]) -> tuple[PastCheck, ...]:
    """Checks as (what came of it, days before now), oldest first."""
    return tuple(PastCheck(state=PAST[what][0], rule=PAST[what][1], checked_at=NOW - timedelta(days=days)) for what, days in past)


def check(exchanges: tuple[Exchange, ...], past: tuple[PastCheck, ...]) -> LinkCheck:
    return checked(judge(exchanges, CONTEXT), exchanges, past)


@pytest.mark.parametrize(
    ("past", "strikes", "since_days"),
    [
        pytest.param((), 1, 0, id="the first failing check"),
        pytest.param(((DEAD, 3),), 2, 3, id="three days apart count"),
        pytest.param(((DEAD, 2.9),), 1, 2.9, id="less than three days apart do not"),
        pytest.param(((DEAD, 10), (DEAD, 5)), 3, 10, id="the third in a row"),
        pytest.param(((DEAD, 10), (DEAD, 8), (DEAD, 6)), 3, 10, id="each counted from the one counted before"),
        pytest.param(((DEAD, 20), (DEAD, 15), (DEAD, 10), (DEAD, 5)), 5, 20, id="a fifth"),
        pytest.param(((DEAD, 20), (DEAD, 15), (OK, 10)), 1, 0, id="an ok clears"),
        pytest.param(((DEAD, 20), (MOVED, 10), (DEAD, 5)), 2, 5, id="moved is ok"),
        pytest.param(((DEAD, 20), (BLOCKED, 10), (FAULT, 5)), 2, 20, id="cannot tell neither counts nor clears"),
        pytest.param(((SILENT, 20), (SILENT, 10)), 3, 20, id="an unanswered check counts"),
    ],
)
def test_strikes_are_failing_checks_in_a_row(past: tuple[tuple[str, float], ...], strikes: int, since_days: float) -> None:
    found = check(GONE, history(*past))
    assert (found.strikes, found.since) == (strikes, NOW - timedelta(days=since_days))
    assert found.standing is (Standing.CONFIRMED if strikes >= 3 else Standing.SUSPECTED)


def test_the_present_check_counts_once_whether_the_history_holds_it_or_not() -> None:
    past = history((DEAD, 10), (DEAD, 5))
    assert check(GONE, (*past, *history((DEAD, 0)))) == check(GONE, past)


@pytest.mark.parametrize(
    ("exchanges", "state", "suspected", "confirmed"),
    [
        pytest.param(GONE, LinkState.GONE, 0.8, 0.97, id="404"),
        pytest.param(REMOVED, LinkState.GONE, 0.9, 0.9, id="410"),
        pytest.param(NO_SUCH_NAME, LinkState.DEAD_HOST, 0.8, 0.95, id="no such name"),
    ],
)
def test_a_confirmed_death_is_surer(exchanges: tuple[Exchange, ...], state: LinkState, suspected: float, confirmed: float) -> None:
    first, third = check(exchanges, ()), check(exchanges, history((DEAD, 8), (DEAD, 4)))
    assert (first.verdict.value, first.verdict.confidence, first.standing) == (state, suspected, Standing.SUSPECTED)
    assert (third.verdict.value, third.verdict.confidence, third.standing) == (state, confirmed, Standing.CONFIRMED)
    assert third.verdict.reason == first.verdict.reason


@pytest.mark.parametrize(
    "kind", [FailureKind.CONNECTION_REFUSED, FailureKind.UNREACHABLE, FailureKind.SILENT, FailureKind.DEADLINE, FailureKind.HOST_SILENT]
)
def test_a_host_that_never_answers_is_dead_once_confirmed(kind: FailureKind) -> None:
    second, third = check(failed(kind), history((SILENT, 4))), check(failed(kind), history((SILENT, 8), (SILENT, 4)))
    assert (second.verdict.value, second.standing, second.strikes) == (LinkState.TRANSIENT, None, 2)
    assert (third.verdict.value, third.standing, third.strikes, third.verdict.confidence) == (LinkState.DEAD_HOST, Standing.CONFIRMED, 3, 0.9)
    assert str(third.verdict.reason) == "the host does not answer; 3 checks in a row failed, at least 3 days apart"
    assert third.verdict.evidence


@pytest.mark.parametrize(
    ("exchanges", "strikes"),
    [pytest.param(LIVE, 0, id="live again"), pytest.param(ROBOT_WALL, 3, id="behind a wall"), pytest.param((exchange(status=500),), 3, id="a fault")],
)
def test_what_is_not_dead_has_no_standing(exchanges: tuple[Exchange, ...], strikes: int) -> None:
    found = check(exchanges, history((DEAD, 12), (DEAD, 8), (DEAD, 4)))
    assert (found.standing, found.strikes, found.since is None) == (None, strikes, strikes == 0)
    assert found.verdict == judge(exchanges, CONTEXT)


def test_a_check_tells_what_the_judged_answer_showed() -> None:
    certificate = Failure(kind=FailureKind.CERTIFICATE, phase=Phase.TLS)
    hops = (Hop(url=URL, status=301, location="/n/1"),)
    page = exchange(failure=certificate, hops=hops, final_url="https://a.example/n/1")
    look = exchange(Purpose.UNVERIFIED, NOW + timedelta(seconds=1), status=200)
    found = check((page, look), ())
    assert (found.http_status, found.final_url, found.checked_at) == (None, "https://a.example/n/1", look.asked_at)
    assert check(GONE, ()).http_status == 404


@pytest.mark.parametrize(
    ("exchanges", "lasts"),
    [
        pytest.param(LIVE, timedelta(days=7), id="live"),
        pytest.param(DRIFTED, timedelta(days=7), id="drifted"),
        pytest.param(GONE, timedelta(days=1), id="gone"),
        pytest.param(NO_SUCH_NAME, timedelta(days=1), id="no such name"),
        pytest.param(ROBOT_WALL, timedelta(hours=1), id="blocked"),
        pytest.param(REFUSED_CONNECTION, timedelta(hours=1), id="no answer"),
        pytest.param((exchange(status=200, size=0),), timedelta(hours=1), id="unknown"),
        pytest.param(failed(FailureKind.PRIVATE_ADDRESS, Phase.ADDRESS), timedelta(days=7), id="refused"),
        pytest.param(failed(FailureKind.INVALID_URL, Phase.URL), timedelta(days=7), id="malformed"),
    ],
)
def test_a_check_stays_fresh_as_long_as_its_verdict_lasts(exchanges: tuple[Exchange, ...], lasts: timedelta) -> None:
    assert freshness(exchanges, [CONTEXT], NOW + lasts) is Freshness.FRESH
    assert freshness(exchanges, [CONTEXT], NOW + lasts + timedelta(seconds=1)) is Freshness.OLD


@pytest.mark.parametrize("exchanges", [(), (exchange(status=404),)], ids=["never checked", "still to be repeated"])
def test_what_is_missing_or_incomplete_is_worth_nothing(exchanges: tuple[Exchange, ...]) -> None:
    assert freshness(exchanges, [CONTEXT], NOW) is Freshness.NOTHING


def test_what_one_title_settled_another_may_ask_a_probe_for() -> None:
    other = replace(CONTEXT, title="Weather in the north")
    assert freshness(LIVE, [CONTEXT], NOW) is Freshness.FRESH
    assert freshness(LIVE, [CONTEXT, other], NOW) is Freshness.OLD


def test_not_checked_says_why() -> None:
    found = not_checked(text("no network was used, as asked"))
    assert (found.verdict.value, str(found.verdict.reason), found.checked_at, found.http_status) == (
        LinkState.NOT_CHECKED,
        "no network was used, as asked",
        None,
        None,
    )
