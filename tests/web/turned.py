"""A clock for tests of the pace: nobody waits."""

from __future__ import annotations

from collections.abc import Callable

from citeaudit.web.turnstile import Clock

START = 1_935_000_000.0
"""Where it begins, in seconds since 1970."""


class Turned(Clock):
    """A clock that waiting turns on at once; `waited` are the seconds of each wait."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds = START
        self.waited: list[float] = []
        self.on_waiting: Callable[[], None] = lambda: None

    def now(self) -> float:
        return self.seconds

    def wait(self, seconds: float) -> bool:
        self.waited.append(round(seconds, 3))
        happens, self.on_waiting = self.on_waiting, lambda: None
        happens()
        self.seconds += max(0.0, seconds)
        return False
