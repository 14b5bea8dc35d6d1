"""The way into a service: a pace that all on a store share, pauses that are kept to, and an end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from citeaudit.model import Exchange, Failure, FailureKind, Phase, Purpose, Request
from citeaudit.settings import Settings
from citeaudit.web.api import Services
from citeaudit.web.store import Store
from citeaudit.web.turnstile import Turnstile
from tests.web.turned import START, Turned

REPLAY = Request(url="https://web.archive.org/web/20151028120000id_/https://example.org/", purpose=Purpose.REPLAY)
AT = datetime.fromtimestamp(START, UTC)
REFUSED = Failure(kind=FailureKind.CONNECTION_REFUSED, phase=Phase.CONNECT)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store(tmp_path / "store.sqlite3", AT)) as opened:
        yield opened


def way(store: Store, clock: Turned) -> Turnstile:
    return Services(Settings(replays_per_second=4), store, clock).replays


def answered(status: int, **more: object) -> Exchange:
    return Exchange(request=REPLAY, status=status, asked_at=AT, **more)  # type: ignore[arg-type]


def test_replays_keep_their_pace(store: Store) -> None:
    clock = Turned()
    turnstile = way(store, clock)
    assert [turnstile.enter(REPLAY) for _ in range(3)] == [None] * 3
    assert clock.waited == [0, 0.25, 0.25]


def test_two_runs_on_a_store_keep_one_pace(store: Store, tmp_path: Path) -> None:
    mine, theirs = Turned(), Turned()
    with closing(Store(tmp_path / "store.sqlite3", AT)) as other:
        ways = way(store, mine), way(other, theirs)
        for turnstile in (*ways, *ways):
            assert turnstile.enter(REPLAY) is None
    assert sorted([START, mine.seconds, theirs.seconds]) == [START, START + 0.5, START + 0.75]


def test_after_a_429_all_wait_a_minute(store: Store) -> None:
    clock = Turned()
    turnstile = way(store, clock)
    turnstile.leave(answered(429))
    assert turnstile.enter(REPLAY) is None
    assert clock.waited == [60]


def test_who_refuses_connections_after_a_429_is_not_asked_again(store: Store) -> None:
    clock = Turned()
    turnstile = way(store, clock)
    turnstile.leave(answered(429))
    turnstile.leave(answered(0, failure=REFUSED))
    stands_for = turnstile.enter(REPLAY)
    assert stands_for is not None
    assert stands_for.failure == REFUSED
    assert clock.waited == []


def test_who_waits_when_a_pause_begins_waits_for_its_end(store: Store) -> None:
    """The turn was taken before: by this run, while another one was told to wait."""
    clock = Turned()
    turnstile = way(store, clock)
    assert turnstile.enter(REPLAY) is None
    clock.on_waiting = lambda: store.pause("replay", START + 30)
    assert turnstile.enter(REPLAY) is None
    assert clock.seconds == START + 30


def test_a_long_rest_is_kept_to_in_the_next_run_and_nobody_waits(store: Store) -> None:
    way(store, Turned()).leave(answered(429, headers=(("retry-after", "3000"),)))
    clock = Turned()
    refused = way(store, clock).enter(REPLAY)
    assert refused is not None
    assert (refused.failure and refused.failure.kind, clock.waited) == (FailureKind.SKIPPED, [])
    clock.seconds += 3000
    assert way(store, clock).enter(REPLAY) is None


def test_each_other_archive_has_a_pace_of_its_own(store: Store) -> None:
    clock = Turned()
    turnstile = way(store, clock)
    for url in ("https://archive.ph/AbCdE", "https://perma.cc/ABCD-1234", "https://archive.ph/FgHiJ"):
        assert turnstile.enter(Request(url=url, purpose=Purpose.REPLAY)) is None
    assert clock.waited == [0, 0, 0.25]


def test_a_refused_connection_alone_ends_nothing(store: Store) -> None:
    turnstile = way(store, Turned())
    turnstile.leave(answered(0, failure=REFUSED))
    assert turnstile.enter(REPLAY) is None


def test_a_run_that_is_ended_waits_no_more(store: Store) -> None:
    services = Services(Settings(replays_per_second=0.1), store)
    assert services.replays.enter(REPLAY) is None
    services.close()
    ended = services.replays.enter(REPLAY)
    assert ended is not None
    assert ended.failure is not None
