"""Whose turn it is, on a clock that jumps: the event loop's waiting takes no time."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any

import pytest

from citeaudit.policies import HostPolicy
from citeaudit.settings import Settings
from citeaudit.web.target import Target
from citeaudit.web.turns import Turns


class JumpingSelector(selectors.SelectSelector):
    """Waits for nothing: the time it would have waited is over at once."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        self.now += timeout or 0
        return super().select(0)


class JumpingLoop(asyncio.SelectorEventLoop):
    """An event loop on the selector's clock."""

    def __init__(self) -> None:
        self.selector = JumpingSelector()
        super().__init__(self.selector)

    def time(self) -> float:
        return self.selector.now


def run(work: Coroutine[Any, Any, Any]) -> None:
    with asyncio.Runner(loop_factory=JumpingLoop) as runner:
        runner.run(work)


def target(host: str, port: int = 80) -> Target:
    return Target(url=f"http://{host}:{port}/", host=host, port=port)


async def asked(turns: Turns, *hosts: str, takes_s: float = 0, is_replay: bool = False) -> list[tuple[str, float]]:
    """Asks hosts all at once, each request taking a time; gives (host, start), in order of start."""
    starts = []

    async def ask(host: str) -> None:
        async with turns.turn(target(host), is_replay=is_replay):
            starts.append((host, round(asyncio.get_running_loop().time(), 3)))
            await asyncio.sleep(takes_s)

    await asyncio.gather(*(ask(host) for host in hosts))
    return starts


def test_a_gap_lies_between_two_requests_to_a_host_and_none_between_hosts() -> None:
    async def work() -> None:
        turns = Turns(Settings(host_gap_s=0.5))
        assert sorted(await asked(turns, "a", "a", "a", "b")) == [("a", 0), ("a", 0.5), ("a", 1), ("b", 0)]

    run(work())


def test_a_host_may_have_a_gap_of_its_own() -> None:
    async def work() -> None:
        hosts = (HostPolicy(host="a", gap_s=3.0), HostPolicy(host="b", headers=(("X-Key", "k"),)), HostPolicy(host="c:81", gap_s=9.0))
        turns = Turns(Settings(host_gap_s=0.5, hosts=hosts))
        assert sorted(await asked(turns, "a", "a", "b", "b", "c", "c")) == [("a", 0), ("a", 3), ("b", 0), ("b", 0.5), ("c", 0), ("c", 0.5)]

    run(work())


def test_no_more_connections_to_a_host_than_set() -> None:
    async def work() -> None:
        turns = Turns(Settings(host_gap_s=0, host_connections=2))
        assert await asked(turns, "a", "a", "a", "a", "a", takes_s=10) == [("a", 0), ("a", 0), ("a", 10), ("a", 10), ("a", 20)]

    run(work())


def test_no_more_requests_in_all_than_set_and_waiting_for_a_host_holds_no_place() -> None:
    async def work() -> None:
        turns = Turns(Settings(host_gap_s=0, host_connections=1, concurrency=2))
        starts = await asked(turns, "a", "a", "a", "b", "c", takes_s=10)
        assert starts == [("a", 0), ("b", 0), ("c", 10), ("a", 10), ("a", 20)]

    run(work())


def test_the_host_with_most_left_goes_first_whenever_it_may() -> None:
    async def work() -> None:
        turns = Turns(Settings(host_gap_s=0, host_connections=1, concurrency=1))
        for host, links in (("z", 1), ("a", 1), ("b", 1), ("c", 3)):
            turns.expect(host, links)
        starts = await asked(turns, "z", "a", "b", "c", "c", "c", takes_s=10)
        assert [host for host, _ in starts] == ["z", "c", "a", "c", "b", "c"]

    run(work())


def test_a_host_that_asks_for_patience_is_left_alone_and_the_others_are_not() -> None:
    async def work() -> None:
        turns = Turns(Settings(host_gap_s=0, max_wait_s=30))
        turns.answered(target("a"), pause_s=20)
        turns.answered(target("b"), pause_s=40)
        assert sorted(await asked(turns, "a", "b", "c")) == [("a", 20), ("b", 0), ("c", 0)]

    run(work())


def test_a_pause_that_is_asked_for_meanwhile_holds_for_those_who_wait_already() -> None:
    async def work() -> None:
        turns = Turns(Settings(host_gap_s=5, host_connections=2))
        first = asyncio.create_task(asked(turns, "a", "a"))
        await asyncio.sleep(1)
        turns.answered(target("a"), pause_s=20)
        assert await first == [("a", 0), ("a", 21)]

    run(work())


@pytest.mark.parametrize("connections", [1, 2])
def test_a_silent_host_is_not_waited_for(connections: int) -> None:
    async def work() -> None:
        turns = Turns(Settings(host_gap_s=60, host_connections=connections))
        for _ in range(2):
            turns.unanswered(target("a"))
        assert turns.is_silent(target("a"))
        assert not turns.is_silent(target("a", port=443)), "another port may answer"
        assert await asked(turns, "a", "a", "a") == [("a", 0)] * 3

    run(work())


def test_only_silence_in_a_row_counts() -> None:
    async def work() -> None:
        turns = Turns(Settings())
        turns.unanswered(target("a"))
        turns.answered(target("a"), pause_s=0)
        turns.unanswered(target("a"))
        assert not turns.is_silent(target("a"))

    run(work())


def test_who_is_stopped_while_waiting_leaves_no_place_taken() -> None:
    async def work() -> None:
        turns = Turns(Settings(host_gap_s=5, host_connections=1, concurrency=1))
        waiting = [asyncio.create_task(asked(turns, "a", takes_s=10)) for _ in range(3)]
        await asyncio.sleep(1)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        assert await asked(turns, "b", "a") == [("b", 1), ("a", 5)]

    run(work())


def test_both_ports_of_the_web_are_one_host_and_another_port_is_a_server_of_its_own() -> None:
    async def work() -> None:
        turns, starts = Turns(Settings(host_gap_s=1)), dict[int, float]()

        async def ask(port: int) -> None:
            async with turns.turn(target("a", port), is_replay=False):
                starts[port] = asyncio.get_running_loop().time()

        await asyncio.gather(*(ask(port) for port in (80, 443, 8080)))
        assert starts == {80: 0, 443: 1, 8080: 0}

    run(work())
