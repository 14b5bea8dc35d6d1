"""The yardstick: gets every URL of a list with aiohttp, in one session with one TLS context; nothing is judged.

`python bare.py LIST AT_ONCE AT_HOST CONNECT_S DEADLINE_S [CERTIFICATES]`
"""

from __future__ import annotations

import asyncio
import ssl
import sys
from collections import defaultdict
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp

MOST = 2 * 1024 * 1024
"""Bytes of a body that are read."""


async def _get_all(urls: list[str], at_once: int, at_host: int, connect_s: float, deadline_s: float, ca: str | None) -> None:
    places = asyncio.Semaphore(at_once)
    at_hosts: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(at_host))
    timeout = aiohttp.ClientTimeout(total=deadline_s, sock_connect=connect_s)
    connector = aiohttp.TCPConnector(limit=0, ssl=ssl.create_default_context(cafile=ca))
    async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:

        async def get(url: str) -> None:
            async with at_hosts[urlsplit(url).netloc], places:
                with suppress(aiohttp.ClientError, TimeoutError):
                    async with session.get(url) as answer:
                        await _read(answer)

        await asyncio.gather(*map(get, urls))


async def _read(answer: aiohttp.ClientResponse) -> None:
    size = 0
    async for piece in answer.content.iter_any():
        size += len(piece)
        if size > MOST:
            return


if __name__ == "__main__":
    listed, at_once, at_host, connect_s, deadline_s, *ca = sys.argv[1:]
    asyncio.run(_get_all(Path(listed).read_text().split(), int(at_once), int(at_host), float(connect_s), float(deadline_s), next(iter(ca), None)))
