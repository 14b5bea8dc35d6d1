"""The server of a world: `python -m benchmarks.loopback.server LINKS` answers for every host of it, and counts.

It prints its port when it is ready; when its standard input ends it prints what it counted (`Counted` as JSON) and ends.
"""

from __future__ import annotations

import asyncio
import json
import resource
import socket
import ssl
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import cast

from benchmarks.loopback.answers import Answer, answers_of
from benchmarks.loopback.pages import FILLINGS, fillings, page
from benchmarks.loopback.world import Behaviour, World, world_of, world_of_hosts

_BACKLOG = 4096
_SILENT = (Behaviour.SILENT, Behaviour.SWALLOWED)


class Site:
    """What every address and path answers, and what was asked."""

    def __init__(self, world: World) -> None:
        filled = fillings()
        self._others_s = world.others_s
        self._any_page = page("Welcome to the portal", filled[0])
        self._answers = {
            (link.address, path): answers
            for number, link in enumerate(world.links)
            if link.behaviour not in _SILENT
            for path, answers in answers_of(link, world.others_s[link.address], filled[number % FILLINGS], self._any_page).items()
        }
        self.silent = {link.address for link in world.links if link.behaviour is Behaviour.SILENT}
        self.asked: Counter[tuple[str, str]] = Counter()
        self.open: Counter[str] = Counter()
        self.most_open: Counter[str] = Counter()

    def answer(self, address: str, path: str) -> Answer:
        """The next answer; an address that nobody cites is not found, but in the folder where any is."""
        self.asked[address, path] += 1
        answers = self._answers.get((address, path))
        if answers:
            return answers[min(self.asked[address, path], len(answers)) - 1]
        if path.startswith(f"/{Behaviour.ANY_PAGE.value}/"):
            return Answer(latency_s=self._others_s[address], body=self._any_page)
        return Answer(latency_s=self._others_s[address], status="404 Not Found", body=page("Page not found", b"<p>There is nothing here.</p>"))

    def opened(self, address: str) -> None:
        self.open[address] += 1
        self.most_open[address] = max(self.most_open[address], self.open[address])


class Connection(asyncio.Protocol):
    """A connection: requests one after the other, each answered when its latency has passed; closed after the answer where the client asks for it."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._read = b""
        self._is_open = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._address = str(transport.get_extra_info("sockname")[0])
        self._site.opened(self._address)
        self._is_open = True

    def connection_lost(self, exc: Exception | None) -> None:
        self._close()

    def data_received(self, data: bytes) -> None:
        self._read += data
        if self._address in self._site.silent or b"\r\n\r\n" not in self._read:
            return
        head, _, self._read = self._read.partition(b"\r\n\r\n")
        answer = self._site.answer(self._address, head.split(b" ", 2)[1].decode())
        asyncio.get_running_loop().call_later(answer.latency_s, self._send, answer, b"connection: close" in head.lower())

    def _send(self, answer: Answer, is_last: bool) -> None:
        if answer.is_reset:
            self._close()
            self._transport.abort()
            return
        if is_last:
            # Counted before the client can know: its next connection must not look like one more at once.
            self._close()
        self._transport.writelines(answer.pieces)
        if is_last:
            self._transport.close()

    def _close(self) -> None:
        if self._is_open:
            self._is_open = False
            self._site.open[self._address] -= 1


# ---------------------------------------------------------------- the process


async def _serve(world: World, certificates: Sequence[tuple[Path, Sequence[str]]]) -> None:
    site = Site(world)
    loop = asyncio.get_running_loop()
    port = _free_port()
    with ExitStack() as plugs:
        for address in {link.address for link in world.links if link.behaviour is Behaviour.SWALLOWED}:
            _plug(address, port, plugs)
        if certificates:
            for certificate, addresses in certificates:
                context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
                context.load_cert_chain(certificate)
                await loop.create_server(lambda: Connection(site), list(addresses), port, ssl=context, backlog=_BACKLOG)
        else:
            await loop.create_server(lambda: Connection(site), "0.0.0.0", port, reuse_port=True, backlog=_BACKLOG)
        print(port, flush=True)
        await loop.run_in_executor(None, sys.stdin.read)
    asked = [[address, path, count] for (address, path), count in site.asked.items()]
    print(json.dumps({"asked": asked, "most_open": max(site.most_open.values(), default=0)}), flush=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("0.0.0.0", 0))
        return int(probe.getsockname()[1])


def _plug(address: str, port: int, plugs: ExitStack) -> None:
    """A listener whose queue is full, so that the system drops every further SYN; it stands before the one on all addresses."""
    listener = plugs.enter_context(socket.socket())
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    listener.bind((address, port))
    listener.listen(0)
    waiting = plugs.enter_context(socket.socket())
    waiting.connect((address, port))


def main() -> None:
    """Serves the world of so many links; with a folder of certificates, that of so many TLS hosts."""
    count, *folder = sys.argv[1:]
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    world = world_of_hosts(int(count)) if folder else world_of(int(count))
    certificates = [(path, path.with_suffix(".txt").read_text().split()) for path in sorted(Path(folder[0]).glob("hosts-*.pem"))] if folder else []
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(world, certificates))


if __name__ == "__main__":
    main()
