"""The deterministic world of the live benchmarks: hosts, links, how each behaves, and how long each answer takes."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

SEED = 14
BUSIEST = 0.08
"""The share of the links that the busiest host has."""

SILENT_HOSTS = 0.01
SILENT_LINKS = 4
"""A silent host has no more links: a tool that waits for each of them would take most of the benchmark's time."""

MEDIAN_S, SPREAD = 0.15, 0.6
"""Latencies are log-normal; the spread is that of their logarithm."""

PATIENCE_S = 1
"""The Retry-After of a host that is only asked too fast; a crowded one asks for `CROWDED_S`."""

CROWDED_S = 3600


class Kind(StrEnum):
    """What a link is, in the words that all tools have."""

    LIVING = "living"
    DEAD = "dead"
    UNSURE = "cannot tell"


class Behaviour(StrEnum):
    """How a link is answered; the value is its folder."""

    PAGE = "page"
    UNTITLED = "untitled"  # no title is cited
    MOVED = "moved"  # 301 to a page with the cited title
    NOT_FOUND = "notfound"  # 404
    REMOVED = "removed"  # 410
    ERROR_PAGE = "errors"  # 200 with "Page not found"
    HOME = "tohome"  # 302 to the home page
    ANY_PAGE = "any"  # the same page for every address of the folder
    REFUSED = "refused"  # 403
    TOO_FAST = "toofast"  # 429 with a short Retry-After, then the page
    CROWDED = "crowded"  # 429 with a long Retry-After
    FAULT = "fault"  # 500
    RESET = "reset"
    SILENT = "silent"  # accepts the connection and says nothing
    SWALLOWED = "swallowed"  # not even that: no answer to a SYN


SHARES: Mapping[Behaviour, float] = {
    Behaviour.UNTITLED: 0.04,
    Behaviour.MOVED: 0.07,
    Behaviour.NOT_FOUND: 0.06,
    Behaviour.REMOVED: 0.01,
    Behaviour.ERROR_PAGE: 0.02,
    Behaviour.HOME: 0.015,
    Behaviour.ANY_PAGE: 0.01,
    Behaviour.REFUSED: 0.025,
    Behaviour.TOO_FAST: 0.005,
    Behaviour.CROWDED: 0.01,
    Behaviour.FAULT: 0.015,
    Behaviour.RESET: 0.005,
}
"""The rest are pages; links of silent hosts take the place of whatever they would have been."""

KINDS: Mapping[Behaviour, Kind] = {
    Behaviour.PAGE: Kind.LIVING,
    Behaviour.UNTITLED: Kind.LIVING,
    Behaviour.MOVED: Kind.LIVING,
    Behaviour.TOO_FAST: Kind.LIVING,
    Behaviour.NOT_FOUND: Kind.DEAD,
    Behaviour.REMOVED: Kind.DEAD,
    Behaviour.ERROR_PAGE: Kind.DEAD,
    Behaviour.HOME: Kind.DEAD,
    Behaviour.ANY_PAGE: Kind.DEAD,
    Behaviour.REFUSED: Kind.UNSURE,
    Behaviour.CROWDED: Kind.UNSURE,
    Behaviour.FAULT: Kind.UNSURE,
    Behaviour.RESET: Kind.UNSURE,
    Behaviour.SILENT: Kind.UNSURE,
    Behaviour.SWALLOWED: Kind.UNSURE,
}

WELL_BEHAVED = frozenset((Behaviour.PAGE, Behaviour.UNTITLED, Behaviour.MOVED))
PAUSING = frozenset((Behaviour.TOO_FAST, Behaviour.CROWDED))
PROBED = frozenset((Behaviour.UNTITLED, Behaviour.ANY_PAGE))
"""What row 22 asks a probe for: once for a host and folder."""

_WORDS = (
    *("river", "bridge", "harbour", "council", "library", "station", "museum", "garden", "orchard", "mountain", "valley", "market", "railway"),
    *("archive", "theatre", "school", "factory", "university", "parliament", "ministry", "commission", "report", "history", "culture", "election"),
    *("protest", "verdict", "treaty", "reform", "journalist", "newspaper", "publisher", "editor", "chronicle", "survey", "census", "border"),
    *("autumn", "winter", "northern", "southern", "ancient", "modern", "public", "national", "local", "foreign", "hidden", "lasting"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A cited link: its host's address and path, how it behaves, what each of its answers waits for, the words of its title."""

    address: str
    path: str
    behaviour: Behaviour
    latency_s: float
    onward_s: float
    title: str

    @property
    def kind(self) -> Kind:
        return KINDS[self.behaviour]

    @property
    def cited_title(self) -> str:
        return "" if self.behaviour is Behaviour.UNTITLED else self.title

    @property
    def onward(self) -> str:
        """Where a link that redirects leads."""
        return "/" if self.behaviour is Behaviour.HOME else f"/new{self.path}"

    def url(self, scheme: str, port: int) -> str:
        return f"{scheme}://{self.address}:{port}{self.path}"


@dataclass(frozen=True, kw_only=True)
class World:
    """Links in the order in which they are cited; `others_s` is how long each host (by address) takes for addresses that nobody cites."""

    links: tuple[Link, ...]
    others_s: Mapping[str, float]

    @cached_property
    def by_host(self) -> dict[str, list[Link]]:
        hosts: dict[str, list[Link]] = {}
        for link in self.links:
            hosts.setdefault(link.address, []).append(link)
        return hosts


def world_of(links: int) -> World:
    """The world of so many links: the busiest host has 8 % of them, the others have one to dozens."""
    chance = random.Random(SEED)
    sizes = _sizes(links, chance)
    behaviours = _behaviours(links, chance)
    # A pause of the host would touch its other links, and the shortest time could not be told: such a link has a host of its own.
    alone = [behaviour for behaviour in behaviours if behaviour in PAUSING]
    shared = iter([behaviour for behaviour in behaviours if behaviour not in PAUSING])
    hosts = [[behaviour] for behaviour in alone]
    hosts += [given for size in sizes if (given := [behaviour for _, behaviour in zip(range(size), shared, strict=False)])]
    small = [place for place in range(len(alone) + 1, len(hosts)) if len(hosts[place]) <= SILENT_LINKS]
    for number, place in enumerate(chance.sample(small, round(len(hosts) * SILENT_HOSTS))):
        silence = Behaviour.SWALLOWED if number % 2 else Behaviour.SILENT
        hosts[place] = [silence] * len(hosts[place])
    cited = [_link(at, host, behaviour, chance) for host, given in enumerate(hosts) for at, behaviour in enumerate(given)]
    chance.shuffle(cited)
    return World(links=tuple(cited), others_s={_address(host): _latency(chance) for host in range(len(hosts))})


def world_of_hosts(hosts: int) -> World:
    """A world of pages, each on a host of its own."""
    chance = random.Random(SEED)
    links = tuple(_link(0, host, Behaviour.PAGE, chance) for host in range(hosts))
    return World(links=links, others_s={link.address: _latency(chance) for link in links})


def _sizes(links: int, chance: random.Random) -> list[int]:
    """How many links each host has, the busiest first."""
    sizes = [round(links * BUSIEST)]
    while sum(sizes) < links:
        sizes.append(min(int(chance.paretovariate(1.2)), max(3, links // 50)))
    return sizes


def _behaviours(links: int, chance: random.Random) -> list[Behaviour]:
    given = [behaviour for behaviour, share in SHARES.items() for _ in range(round(links * share))]
    given += [Behaviour.PAGE] * (links - len(given))
    chance.shuffle(given)
    return given


def _link(at: int, host: int, behaviour: Behaviour, chance: random.Random) -> Link:
    title = " ".join(chance.sample(_WORDS, 5)).capitalize()
    return Link(
        address=_address(host),
        path=f"/{behaviour.value}/{at}",
        behaviour=behaviour,
        latency_s=_latency(chance),
        onward_s=_latency(chance),
        title=title,
    )


def _address(host: int) -> str:
    return f"127.14.{host // 250}.{host % 250 + 1}"


def _latency(chance: random.Random) -> float:
    return chance.lognormvariate(math.log(MEDIAN_S), SPREAD)
