"""Who gets the next place."""

from __future__ import annotations

import asyncio
import contextlib

from citeaudit.web.places import Places


async def settled() -> None:
    """Lets every task go as far as it can."""
    for _ in range(5):
        await asyncio.sleep(0)


def test_the_lowest_rank_goes_first_and_of_equals_the_first() -> None:
    async def work() -> list[str]:
        places, served = Places(1), list[str]()

        async def take(name: str, rank: float) -> None:
            await places.take(rank)
            served.append(name)
            await settled()
            places.give_back()

        await asyncio.gather(*(take(name, rank) for name, rank in (("holder", 9), ("late", 5), ("first", -2), ("second", -2), ("sooner", 1))))
        return served

    assert asyncio.run(work()) == ["holder", "first", "second", "sooner", "late"]


def test_no_more_than_there_are() -> None:
    async def work() -> int:
        places, inside, most = Places(3), 0, 0

        async def take() -> None:
            nonlocal inside, most
            await places.take(0)
            inside += 1
            most = max(most, inside)
            await settled()
            inside -= 1
            places.give_back()

        await asyncio.gather(*(take() for _ in range(20)))
        return most

    assert asyncio.run(work()) == 3


def test_who_gives_up_leaves_its_place_to_the_next_even_at_the_moment_it_comes() -> None:
    async def work() -> None:
        places = Places(1)
        await places.take(0)
        gives_up, stays = (asyncio.create_task(places.take(rank)) for rank in (1, 2))
        await settled()
        places.give_back()  # the place is on its way to the first
        gives_up.cancel()
        await asyncio.wait_for(stays, 5)
        with contextlib.suppress(asyncio.CancelledError):
            await gives_up
        places.give_back()
        await asyncio.wait_for(places.take(0), 5)

    asyncio.run(work())
