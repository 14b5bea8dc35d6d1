"""The shortest time in which a world can be checked as the decision table asks, with few connections a host and few requests at once (pure)."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.loopback.world import PATIENCE_S, PROBED, Behaviour, Link, World


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What every tool keeps to: requests at once, connections a host, seconds for a connection and for a link, pauses before repeats."""

    at_once: int = 64
    at_host: int = 2
    connect_s: float = 15.0
    deadline_s: float = 20.0
    repeat_s: float = 5.0
    reset_s: float = 2.0
    gap_s: float = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """What one link asks one after the other: seconds of each request, and of all pauses between them."""

    requests: tuple[float, ...]
    pauses_s: float = 0.0

    @property
    def length_s(self) -> float:
        return sum(self.requests) + self.pauses_s


def scheduling_bound(world: World, limits: Limits) -> float:
    """Seconds below which nobody can come who keeps to the limits, even who knew every answer beforehand: the greatest of

    - for each host, the seconds of all its requests shared among its connections,
    - the longest chain: a link's requests and the pauses before its repeats,
    - the seconds of all requests of all hosts shared among the requests at once.

    A repeat, a hop and a probe are requests. Of a silent host two requests are waited for, the others cost nothing.
    """
    hosts = [_chains(links, world.others_s[address], limits) for address, links in world.by_host.items()]
    work = [sum(sum(chain.requests) for chain in chains) for chains in hosts]
    longest = max(chain.length_s for chains in hosts for chain in chains)
    return max(longest, max(work) / limits.at_host, sum(work) / limits.at_once)


def requests_of(world: World, limits: Limits) -> int:
    """How many requests the decision table asks for."""
    return sum(len(chain.requests) for address, links in world.by_host.items() for chain in _chains(links, world.others_s[address], limits))


def pace_bound(world: World, limits: Limits) -> float:
    """Seconds that the gap between two requests to one host takes at least, whatever they wait for."""
    hosts = (_chains(links, world.others_s[address], limits) for address, links in world.by_host.items())
    return max(sum(len(chain.requests) for chain in chains) - 1 for chains in hosts) * limits.gap_s


def _chains(links: list[Link], others_s: float, limits: Limits) -> list[Chain]:
    if links[0].behaviour in (Behaviour.SILENT, Behaviour.SWALLOWED):
        wait_s = limits.deadline_s if links[0].behaviour is Behaviour.SILENT else limits.connect_s
        return [Chain(requests=(wait_s,))] * min(len(links), limits.at_host)
    chains, probed = [], set[Behaviour]()
    for link in links:
        chain = _chain(link, others_s, limits)
        if link.behaviour in PROBED - probed:
            probed.add(link.behaviour)
            chain = Chain(requests=(*chain.requests, others_s))
        chains.append(chain)
    return chains


def _chain(link: Link, others_s: float, limits: Limits) -> Chain:
    once = link.latency_s
    match link.behaviour:
        case Behaviour.MOVED:
            return Chain(requests=(once, link.onward_s))
        case Behaviour.HOME:
            return Chain(requests=(once, others_s))
        case Behaviour.NOT_FOUND:
            return Chain(requests=(once, once), pauses_s=limits.repeat_s)
        case Behaviour.REFUSED:
            return Chain(requests=(once, once))
        case Behaviour.RESET:
            return Chain(requests=(once, once), pauses_s=limits.reset_s)
        case Behaviour.TOO_FAST:
            return Chain(requests=(once, once), pauses_s=PATIENCE_S)
        case _:
            return Chain(requests=(once,))
