"""The places that all requests of a run share: so many at once, and whoever has most behind it goes first."""

from __future__ import annotations

import asyncio
import heapq
from itertools import count


class Places:
    """A semaphore whose waiters have a rank. Belongs to one event loop."""

    def __init__(self, places: int) -> None:
        self._free = places
        self._waiting: list[tuple[float, int, asyncio.Future[None]]] = []
        self._number = count()

    async def take(self, rank: float) -> None:
        """Waits for a place; of those who wait the lowest rank gets the next, and of equals the first who came."""
        if self._free:
            self._free -= 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (rank, next(self._number), turn))
        try:
            await turn
        except asyncio.CancelledError:
            # The place may have come at the same moment: it goes on to the next.
            if turn.done() and not turn.cancelled():
                self.give_back()
            raise

    def give_back(self) -> None:
        """Hands a place on."""
        while self._waiting:
            _, _, turn = heapq.heappop(self._waiting)
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1
