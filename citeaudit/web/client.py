"""One GET through aiohttp, with nothing done behind our back: no redirect followed, nothing sent twice, no cookie kept, only pinned addresses."""

from __future__ import annotations

import asyncio
import logging
from functools import partial

import aiohttp
from aiohttp.client_proto import ResponseHandler
from aiohttp.connector import Connection
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.http_parser import RawResponseMessage
from aiohttp.streams import StreamReader
from multidict import CIMultiDict
from yarl import URL

from citeaudit import __version__
from citeaudit.model import Purpose
from citeaudit.policies import policy_for
from citeaudit.settings import Settings
from citeaudit.web import trust
from citeaudit.web.address import PIN, PinnedResolver, pinned_socket
from citeaudit.web.target import Target

DECODED = frozenset(("gzip", "deflate", "br", "zstd"))
"""The content encodings that are offered, because they can be read; any other is handed over raw."""

# Real pages exceed aiohttp's 8,190 bytes a line and 128 fields (cookies, content security policies).
_HEADER_BYTES = 64 * 1024
_HEADER_FIELDS = 256

INTERIM_MAX = 100
"""Interim answers (RFC 9110, 15.2) before the one that counts."""

_BROWSER = {
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
    "Accept-Language": "en-US,en;q=0.9",
    "Upgrade-Insecure-Requests": "1",
}


_UNHEARD = logging.NullHandler()


class _Connection(ResponseHandler):
    """A connection that gives up where interim answers do not end: aiohttp skips them for as long as they come, and does little else in a flood."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(loop)
        self._interim = 0

    async def read(self) -> tuple[RawResponseMessage, StreamReader]:
        """The headers that came next."""
        message, payload = await super().read()
        self._interim = self._interim + 1 if message.code // 100 == 1 else 0
        if self._interim > INTERIM_MAX:
            raise HttpProcessingError(message="interim answers without end")
        return message, payload


class Answer(aiohttp.ClientResponse):
    """An answer whose pin knows the address that was connected to, from before the headers are in, and whose body ends with the connection."""

    async def start(self, connection: Connection) -> aiohttp.ClientResponse:
        """Reads the headers."""
        protocol = connection.protocol
        if connection.transport is not None:
            PIN.get().peer = str(connection.transport.get_extra_info("peername")[0])
        answer = await super().start(connection)
        closed = protocol.closed if protocol is not None else None
        if closed is not None:
            closed.add_done_callback(self._ended)
        return answer

    def _ended(self, closed: asyncio.Future[None]) -> None:
        # aiohttp 3.14 forgets the reader of a body when a bad chunk comes after the headers: it would wait for the deadline.
        wrong = None if closed.cancelled() else closed.exception()
        if not self.content.is_eof() and self.content.exception() is None:
            self.content.set_exception(aiohttp.ClientPayloadError(str(wrong or "the body is broken")))


class Client:
    """Sends GETs. Must be made inside the event loop that it belongs to."""

    def __init__(self, settings: Settings) -> None:
        # aiohttp warns of what strangers send (a bad cookie): without a handler of its own Python would write their words to the user's terminal.
        logging.getLogger("aiohttp").addHandler(_UNHEARD)
        self._hosts = settings.hosts
        self._own = {"User-Agent": user_agent(settings.contact), "Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
        # Pool: its own limits would count waiting for a place as connecting (turns.py has the places), and a kept connection that the server
        # has closed meanwhile looks like a reset. Timeouts: the default total of 300 s is off, hops.py ends everything by its deadline.
        # Resolver: always our own, for with aiodns installed the default one silently becomes c-ares.
        self._session = _session(settings, keeps_connections=False)
        # Replays all come from one host that is asked for the whole run: a connection for each would be a third of what a look-up costs. A kept one
        # that the server has closed looks like a reset: there the second time is wanted.
        self._replaying = _session(settings, keeps_connections=True)
        # aiohttp sends a GET a second time by itself after a reset. There is no public switch (3.14); tests/web/test_client.py counts what arrives.
        self._session._retry_connection = False

    async def get(self, target: Target, purpose: Purpose, cookies: str, proxy: str) -> aiohttp.ClientResponse:
        """Sends one GET and waits for the headers of its answer; the body is not read, and the caller closes it.

        Raises:
            failures.RAISED: whatever goes wrong on the way.
        """
        headers = CIMultiDict(_BROWSER if purpose is Purpose.BROWSER_LIKE else self._own)
        headers["Accept-Encoding"] = ", ".join(sorted(DECODED))
        policy = policy_for(self._hosts, target.host, target.port)
        # Nothing secret goes to a host whose certificate does not hold.
        if policy and purpose is not Purpose.UNVERIFIED:
            headers.update(policy.headers)
        if cookies:
            headers["Cookie"] = cookies
        context = trust.unverified() if purpose is Purpose.UNVERIFIED else trust.trusted()
        session = self._replaying if purpose is Purpose.REPLAY else self._session
        return await session.get(URL(target.url, encoded=True), headers=headers, allow_redirects=False, ssl=context, proxy=proxy or None)

    async def close(self) -> None:
        """Closes every connection."""
        await self._session.close()
        await self._replaying.close()


def user_agent(contact: str) -> str:
    """Who we are: the tool, its version, and where its user can be reached."""
    reachable = "".join(sign for sign in contact if sign.isascii() and sign.isprintable())
    return f"citeaudit/{__version__}" + (f" (+{reachable})" if reachable else "")


# By name a ResponseHandler, which is what `_session` has to say that it makes.
def _connection(loop: asyncio.AbstractEventLoop) -> ResponseHandler:
    return _Connection(loop)


def _session(settings: Settings, *, keeps_connections: bool) -> aiohttp.ClientSession:
    """A session that keeps no cookies and leaves every limit to us."""
    connector = aiohttp.TCPConnector(
        resolver=PinnedResolver(),
        use_dns_cache=False,
        socket_factory=pinned_socket,
        ssl=trust.trusted(),
        limit=0,
        force_close=not keeps_connections,
    )
    # There is no public way to say which connections it makes (3.14); tests/web/test_hostile_answers.py floods one.
    connector._factory = partial(_connection, loop=asyncio.get_running_loop())
    return aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        response_class=Answer,
        timeout=aiohttp.ClientTimeout(total=None, connect=settings.connect_s),
        requote_redirect_url=False,
        max_line_size=_HEADER_BYTES,
        max_field_size=_HEADER_BYTES,
        max_headers=_HEADER_FIELDS,
    )
