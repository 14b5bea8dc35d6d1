"""Name look-ups: one answer a name and run, each on a daemon thread of its own, because getaddrinfo(3) has no deadline and cannot be stopped."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address

from citeaudit.model import Failure, FailureKind, Phase
from citeaudit.web.address import Address

Answer = tuple[Address, ...] | Failure

Resolve = Callable[[str, int], Answer]
"""Looks up a host, with the port to connect to: its addresses, or NO_SUCH_NAME or NAME_UNSURE. It may take as long as it likes."""

_ABSENT = frozenset(
    code
    for code in (getattr(socket, name, None) for name in ("EAI_NONAME", "EAI_NODATA", "EAI_ADDRFAMILY"))
    if code is not None  # the last two are glibc's
)
"""What getaddrinfo says of a name that does not exist, or has no address."""


class Names:
    """The look-ups of a run. Belongs to one event loop.

    Args:
        wait_s: how long an answer is waited for.
        resolve: who is asked. Its whole answer counts, ports included.
    """

    def __init__(self, wait_s: float, resolve: Resolve) -> None:
        self._wait_s, self._resolve = wait_s, resolve
        self._first: dict[Address, asyncio.Future[Answer]] = {}
        self._second: dict[Address, asyncio.Future[Answer]] = {}

    async def look_up(self, host: str, port: int, *, again: bool = False) -> Answer:
        """The addresses of a host, or why there are none: NO_SUCH_NAME where the resolver says so, NAME_UNSURE where it has no answer in time.

        Args:
            host: an ASCII name or a literal address.
            port: asked for together with the name.
            again: ask a second time where the first answer was that the name does not exist; there is no third time.
        """
        key = (host, port)
        if key not in self._first:
            self._first[key] = self._start(host, port)
        # Shielded: who stops waiting must not take the answer from the others.
        answer = await asyncio.shield(self._second.get(key, self._first[key]))
        if again and key not in self._second and isinstance(answer, Failure) and answer.kind is FailureKind.NO_SUCH_NAME:
            self._second[key] = self._start(host, port)
            answer = await asyncio.shield(self._second[key])
        return answer

    def _start(self, host: str, port: int) -> asyncio.Future[Answer]:
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Answer] = loop.create_future()

        def answered(answer: Answer) -> None:
            if not future.done():
                future.set_result(answer)

        def ask() -> None:
            answer = self._resolve(host, port)
            with suppress(RuntimeError):  # the loop was closed meanwhile: nobody waits any more
                loop.call_soon_threadsafe(answered, answer)

        try:
            threading.Thread(target=ask, daemon=True, name=f"look-up of {host}").start()
        except RuntimeError:  # the system gives no more threads
            answered(_unsure("this machine is too busy to look it up"))
        loop.call_later(self._wait_s, answered, _unsure(f"no answer in {self._wait_s:g} s"))
        return future


def system_answer(host: str, port: int) -> Answer:
    """What the system's resolver says, asked through `socket.getaddrinfo`, so that what replaces it is used too."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as wrong:
        return _absent(wrong.strerror or "") if wrong.errno in _ABSENT else _unsure(wrong.strerror or "")
    except (OSError, ValueError) as wrong:
        return _unsure(str(wrong))
    addresses = tuple(dict.fromkeys((str(address[0]), int(address[1])) for *_, address in found))
    if not all(_is_ip(ip) for ip, _ in addresses):
        return _unsure("the resolver answered with something that is no address")
    return addresses or _absent("no address")


def _is_ip(word: str) -> bool:
    try:
        ip_address(word)
    except ValueError:
        return False
    return True


def _absent(detail: str) -> Failure:
    return Failure(kind=FailureKind.NO_SUCH_NAME, phase=Phase.DNS, detail=detail)


def _unsure(detail: str) -> Failure:
    return Failure(kind=FailureKind.NAME_UNSURE, phase=Phase.DNS, detail=detail)
