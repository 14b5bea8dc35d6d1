"""Decides for each hop whether it may be asked, and pins it: look the name up, check every address, connect to those and no other."""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import ip_address

from citeaudit.model import Failure, FailureKind, Phase, Purpose
from citeaudit.policies import policy_for
from citeaudit.settings import Settings
from citeaudit.urls import host_of
from citeaudit.web.address import Address, Pin, is_inner_name, is_localhost, is_public, literal_ip
from citeaudit.web.names import Answer, Names
from citeaudit.web.target import Target, read_target

_OUR_OWN = frozenset((Purpose.REPLAY, Purpose.CONTROL))
"""The purposes for which an endpoint that the user has set may have a private address; a link of an article may not lead there."""

Place = tuple[str, int]
"""A host and a port."""


class Guard:
    """The rules of address.py applied to a run's names. `exempt` holds where the endpoints are that the user has set."""

    def __init__(self, settings: Settings, exempt: Collection[Place], names: Names) -> None:
        self._allow_private, self._hosts = settings.allow_private, settings.hosts
        self._archives = {host_of(settings.wayback_url), host_of(settings.memento_url)}
        self._exempt = exempt
        self._names = names

    async def pin(self, target: Target, purpose: Purpose, proxy: str) -> Pin | Failure:
        """The addresses that a request may connect to: the target's, or the proxy's.

        Behind a proxy it is the proxy that looks the name up, so that only literal addresses and names of one's own network can be refused.
        """
        policy = policy_for(self._hosts, target.host, target.port)
        # What is to be asked nothing as a source may still be the archive that is asked for others.
        is_ours = purpose is Purpose.CONTROL or (purpose is Purpose.REPLAY and target.host in self._archives)
        if policy and policy.skip and not is_ours:
            return Failure(kind=FailureKind.SKIPPED, phase=Phase.URL, detail=policy.skip)
        # A literal never reaches aiohttp's resolver, so it is checked here; names are checked by all their addresses.
        is_free = self._allow_private or ((target.host, target.port) in self._exempt and purpose in _OUR_OWN)
        if not is_free and _is_refused(target.host, behind_proxy=bool(proxy)):
            return _private(target.host)
        if proxy:
            return await self._pin_proxy(proxy)
        answer = await self._addresses(target)
        if isinstance(answer, Failure):
            return answer
        return Pin(answer) if is_free else _checked(answer)

    async def name(self, target: Target) -> Failure | None:
        """Looks a name up once more, and tells what is wrong with it; None where it exists."""
        answer = await self._addresses(target, again=True)
        if isinstance(answer, Failure):
            return answer
        checked = Pin(answer) if self._allow_private else _checked(answer)
        return checked if isinstance(checked, Failure) else None

    async def _pin_proxy(self, proxy: str) -> Pin | Failure:
        way = read_target(proxy)
        answer = way if isinstance(way, Failure) else await self._addresses(way)
        if isinstance(answer, Failure):
            return Failure(kind=FailureKind.PROXY, phase=Phase.PROXY, detail=answer.detail)
        return Pin(answer)

    async def _addresses(self, target: Target, *, again: bool = False) -> Answer:
        literal = literal_ip(target.host)
        if literal is not None:
            return ((str(literal), target.port),)
        return await self._names.look_up(target.host, target.port, again=again)


def _is_refused(host: str, *, behind_proxy: bool) -> bool:
    """Whether a host is refused without a look-up."""
    literal = literal_ip(host)
    if literal is not None:
        return not is_public(literal)
    return is_localhost(host) or (behind_proxy and is_inner_name(host))


def _checked(addresses: tuple[Address, ...]) -> Pin | Failure:
    """A pin on addresses that are all public: one that is not refuses the name."""
    private = next((ip for ip, _ in addresses if not is_public(ip_address(ip))), "")
    return _private(private) if private else Pin(addresses)


def _private(detail: str) -> Failure:
    return Failure(kind=FailureKind.PRIVATE_ADDRESS, phase=Phase.ADDRESS, detail=detail)
