"""Walks one request from hop to hop, each in its turn; what the last one showed, and the way there, is the Exchange."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Collection
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TypeVar
from urllib.parse import urljoin

import aiohttp
from yarl import URL

from citeaudit.archiveaddresses import at_mirror
from citeaudit.content.refresh import quick_refresh
from citeaudit.model import Exchange, Failure, FailureKind, Hop, Page, Phase, Purpose, Request
from citeaudit.settings import Settings
from citeaudit.urls import host_of, is_same_server, without_credentials
from citeaudit.web.address import PIN, Pin
from citeaudit.web.answers import header, kept_headers, page_of, printable, read_body
from citeaudit.web.client import Client
from citeaudit.web.failures import RAISED, failure_of
from citeaudit.web.guard import Guard
from citeaudit.web.pacing import patience_s
from citeaudit.web.proxies import own_error, proxy_for
from citeaudit.web.target import Target, quoted, read_location, read_target
from citeaudit.web.turns import Turns

MAX_HOPS = 10
"""Redirects that are followed (verdicts.md, row 15)."""

REDIRECTS = frozenset((301, 302, 303, 307, 308))
"""The statuses that lead on (RFC 9110 15.4); 300 and 304 are answers."""

_UNANSWERED = frozenset((FailureKind.SILENT, FailureKind.DEADLINE))

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one hop showed, and where it leads on to: the Location as it was sent, or the URL of a quick meta refresh.

    `body` and its `content_type` are there while the page in it is still to be read.
    """

    exchange: Exchange
    location: str = ""
    body: bytes = b""
    content_type: str = ""


class Walker:
    """Sends requests and follows where they lead. Belongs to one event loop."""

    def __init__(self, settings: Settings, client: Client, guard: Guard, turns: Turns) -> None:
        self._settings = settings
        self._client = client
        self._guard = guard
        self._turns = turns
        self._desk = asyncio.Lock()

    async def exchange(self, request: Request) -> Exchange:
        """Sends one request of any purpose but API; whatever goes wrong is in the Exchange.

        Credentials are taken out of every URL before it is asked. Cookies live as long as this exchange.
        """
        request = replace(request, url=without_credentials(request.url))
        target = read_target(request.url)
        if isinstance(target, Failure):
            return Exchange(request=request, failure=target, final_url=request.url, asked_at=_now())
        if request.purpose is Purpose.NAME:
            return await self._name(request, target)
        return await self._walk(request, target)

    async def _name(self, request: Request, target: Target) -> Exchange:
        asked_at, started = _now(), _clock()
        if proxy_for(target.url):
            failure: Failure | None = Failure(kind=FailureKind.NAME_UNSURE, phase=Phase.DNS, detail="names are looked up by the proxy")
        else:
            failure = await _until(started + self._settings.deadline_s, self._guard.name(target))
        return Exchange(request=request, failure=failure, final_url=request.url, asked_at=asked_at, took_s=round(_clock() - started, 3))

    async def _walk(self, request: Request, target: Target) -> Exchange:
        cookies = aiohttp.CookieJar(unsafe=True)
        been: set[tuple[str, str]] = set()
        hops: tuple[Hop, ...] = ()
        asked_at, took_s = None, 0.0
        while True:
            been.add((target.url, _cookie_header(cookies, target)))
            seen = self._at_mirror(await self._hop(request, target, cookies, self._settings.deadline_s - took_s), request)
            url = target.url if hops else request.url
            asked_at, took_s = asked_at or seen.exchange.asked_at, took_s + seen.exchange.took_s
            exchange = replace(seen.exchange, hops=hops, final_url=url, asked_at=asked_at, took_s=round(took_s, 3))
            # That a control's host answers at all is all that is asked of it.
            onward = None if request.purpose is Purpose.CONTROL else _onward(seen, target, cookies, been)
            if onward is None:
                return exchange
            hops += (Hop(url=url, status=exchange.status, location=without_credentials(printable(read_location(seen.location)))),)
            if isinstance(onward, Target) and self._leaves_wayback(request, onward):
                return replace(exchange, hops=hops)
            if isinstance(onward, Target) and len(hops) > MAX_HOPS:
                onward = _broken(FailureKind.TOO_MANY_HOPS)
            if isinstance(onward, Failure):
                return replace(exchange, hops=hops, failure=onward)
            target = onward

    def _at_mirror(self, seen: Seen, request: Request) -> Seen:
        """A snapshot is looked at in the archive of the settings, also where that leads on to the Wayback Machine's own address of another one."""
        return replace(seen, location=at_mirror(seen.location, self._settings.wayback_url)) if self._is_of_wayback(request) else seen

    def _leaves_wayback(self, request: Request, onward: Target) -> bool:
        """Whether a captured redirect leads out of the Wayback Machine: what the web has there today says nothing of the capture."""
        return self._is_of_wayback(request) and not is_same_server(onward.url, self._settings.wayback_url)

    def _is_of_wayback(self, request: Request) -> bool:
        """Whether a request is for a snapshot of the Wayback Machine that the settings name."""
        return request.purpose is Purpose.REPLAY and host_of(request.url) == host_of(self._settings.wayback_url)

    async def _hop(self, request: Request, target: Target, cookies: aiohttp.CookieJar, left_s: float) -> Seen:
        """Asks one URL in its turn. Waiting for the turn takes nothing from `left_s`."""
        async with self._turns.turn(target, is_replay=request.purpose is Purpose.REPLAY) as leave_host:
            asked_at, started = _now(), _clock()
            if self._turns.is_silent(target) and request.purpose is not Purpose.CONTROL:
                return Seen(exchange=_blank(request, Failure(kind=FailureKind.HOST_SILENT, phase=Phase.CONNECT)))
            seen = await self._ask(request, target, cookies, started + left_s)
            self._note(target, seen.exchange, left_s)
            seen = replace(seen, exchange=replace(seen.exchange, asked_at=asked_at, took_s=_clock() - started))
            if not seen.body:
                return seen
            # The host's next request is under way while the page is read: its queue decides the end, and reading keeps the loop from all others.
            await leave_host()
            async with self._desk:
                await asyncio.sleep(0)
                return _with_page(seen)

    def _note(self, target: Target, exchange: Exchange, left_s: float) -> None:
        """Notes whether the host answered. Who had less time left than a connection may take is not called silent."""
        if exchange.status:
            self._turns.answered(target, patience_s(exchange.status, exchange.header("retry-after"), _now()))
        elif exchange.failure and exchange.failure.kind in _UNANSWERED and left_s >= min(self._settings.connect_s, self._settings.deadline_s):
            self._turns.unanswered(target)

    async def _ask(self, request: Request, target: Target, cookies: aiohttp.CookieJar, due: float) -> Seen:
        """Looks the host up, connects, reads the answer, all until `due`, a time of the event loop."""
        proxy = proxy_for(target.url)
        pin = await _until(due, self._guard.pin(target, request.purpose, proxy))
        if isinstance(pin, Failure):
            return Seen(exchange=_blank(request, pin))
        PIN.set(pin)
        # Two time limits one after the other, both until `due`: one around all of it would throw away the part of a body that had come.
        try:
            async with asyncio.timeout_at(due):
                answer = await self._client.get(target, request.purpose, _cookie_header(cookies, target), proxy)
        except RAISED as error:
            failed = _blank(request, failure_of(error, _phase(pin, target, proxy)))
            return Seen(exchange=replace(failed, peer=_peer(pin, proxy)))
        with closing(answer):
            if request.purpose is not Purpose.UNVERIFIED:
                cookies.update_cookies_from_headers(answer.headers.getall("Set-Cookie", ()), URL(target.url, encoded=True))
            seen = await _read(request, answer, due)
        own = own_error(answer.status, answer.headers, is_tunnelled=target.url.startswith("https:")) if proxy else ""
        if own:
            refused = Failure(kind=FailureKind.PROXY, phase=Phase.PROXY, detail=own)
            seen = Seen(exchange=replace(seen.exchange, failure=refused))
        return replace(seen, exchange=replace(seen.exchange, peer=_peer(pin, proxy)))


async def _until(due: float, looking_up: Awaitable[T]) -> T | Failure:
    """What a look-up gives, NAME_UNSURE where it does not end before `due`, a time of the event loop."""
    try:
        async with asyncio.timeout_at(due):
            return await looking_up
    except TimeoutError:
        return Failure(kind=FailureKind.NAME_UNSURE, phase=Phase.DNS, detail="no answer in the time that was left")


async def _read(request: Request, answer: aiohttp.ClientResponse, due: float) -> Seen:
    """What an answer shows; the body of a redirect is never read, nor that of a control, for any answer counts there."""
    exchange = replace(_blank(request), status=answer.status, headers=kept_headers(answer.headers))
    if answer.status in REDIRECTS or request.purpose is Purpose.CONTROL:
        return Seen(exchange=exchange, location=answer.headers.get("Location", ""))
    body = await read_body(answer, due)
    content_type = header(answer.headers, "Content-Type")
    exchange = replace(
        exchange,
        failure=body.failure,
        content_type=content_type.partition(";")[0].strip().lower(),
        head=body.read[:16],
        size=len(body.read),
        truncated=body.truncated,
        sha256=body.sha256,
    )
    return Seen(exchange=exchange, body=body.read, content_type=content_type)


def _with_page(seen: Seen) -> Seen:
    """The same with the page that is in its body, and where that leads on to by itself."""
    page, charset = page_of(seen.body, seen.content_type)
    exchange = replace(seen.exchange, page=page, charset=charset)
    return Seen(exchange=exchange, location=_quick_refresh(exchange.status, page))


def _quick_refresh(status: int, page: Page | None) -> str:
    """Where a page leads on to by itself, '' where it stays. The status of an error says more than where its page leads."""
    return quick_refresh(page) if page and 200 <= status < 300 else ""


def next_target(seen: Seen, base: Target) -> Target | Failure | None:
    """Where an answer leads on to (pure): None where it does not, OTHER_SCHEME or BAD_LOCATION in phase REDIRECT where nobody can follow.

    Args:
        seen: the answer.
        base: what was asked, for a relative Location.
    """
    location = read_location(seen.location).partition("#")[0]
    # urljoin takes a bare `http://` for the page itself; browsers take it for a mistake.
    if ":" in location and not location.partition(":")[2].strip("/"):
        return _broken(FailureKind.BAD_LOCATION, "no usable host")
    if not location:
        return _broken(FailureKind.BAD_LOCATION, "no Location") if seen.exchange.status in REDIRECTS else None
    try:
        target = read_target(urljoin(base.url, quoted(location)))
    except ValueError:
        return _broken(FailureKind.BAD_LOCATION, "the Location cannot be read")
    if isinstance(target, Target):
        return target
    kind = FailureKind.OTHER_SCHEME if target.kind is FailureKind.OTHER_SCHEME else FailureKind.BAD_LOCATION
    return _broken(kind, target.detail)


def _onward(seen: Seen, target: Target, cookies: aiohttp.CookieJar, been: Collection[tuple[str, str]]) -> Target | Failure | None:
    """Where to go on, a loop told by URL and cookies. A page that refreshes to itself, or to nowhere, is an answer all the same."""
    onward = next_target(seen, target)
    if isinstance(onward, Target) and (onward.url, _cookie_header(cookies, onward)) in been:
        onward = _broken(FailureKind.REDIRECT_LOOP)
    return None if isinstance(onward, Failure) and seen.exchange.status not in REDIRECTS else onward


def _broken(kind: FailureKind, detail: str = "") -> Failure:
    return Failure(kind=kind, phase=Phase.REDIRECT, detail=detail)


def _blank(request: Request, failure: Failure | None = None) -> Exchange:
    return Exchange(request=request, failure=failure, asked_at=_now())


def _phase(pin: Pin, target: Target, proxy: str) -> Phase:
    """How far a request had come when it failed before its headers were in."""
    if pin.peer:
        return Phase.HEADERS
    if proxy:
        return Phase.PROXY
    return Phase.TLS if target.url.startswith("https:") else Phase.CONNECT


def _peer(pin: Pin, proxy: str) -> str:
    return f"proxy {pin.peer}" if proxy and pin.peer else pin.peer


# Servers that set a cookie and send the visitor to the same URL again are common: a loop has the same cookies too.
def _cookie_header(cookies: aiohttp.CookieJar, target: Target) -> str:
    return "; ".join(f"{name}={morsel.coded_value}" for name, morsel in cookies.filter_cookies(URL(target.url, encoded=True)).items())


def _now() -> datetime:
    return datetime.now(UTC)


def _clock() -> float:
    return asyncio.get_running_loop().time()
