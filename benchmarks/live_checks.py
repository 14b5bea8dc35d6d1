"""Live checks beside lychee, LinkChecker and a bare aiohttp loop, on a web of loopback addresses: time, CPU, memory, manners.

Every tool has the same limits; their deadline of 20 s for a link, lychee's own, is shorter than citeaudit's, so that the whole takes some minutes.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.loopback.bound import Limits, pace_bound, requests_of, scheduling_bound
from benchmarks.loopback.certificates import make_certificates
from benchmarks.loopback.checkers import BARE, CITEAUDIT, LINKCHECKER, LYCHEE, Checked, Checker, checked
from benchmarks.loopback.serving import well_behaved
from benchmarks.loopback.world import World, world_of, world_of_hosts

LIMITS = Limits()
SIZES = (48, 1_000, 10_000)
TLS_HOSTS = 1_000


def measure() -> list[Figure]:
    """Checks a world of each size with each tool, one after the other, and one of TLS hosts; prints what each took."""
    return [*(figure for size in SIZES for figure in _of_world(size)), *_of_tls()]


def _of_world(size: int) -> Iterator[Figure]:
    world = world_of(size)
    shortest_s = scheduling_bound(world, LIMITS)
    print(f"{size:,} links: no schedule is shorter than {shortest_s:.1f} s (the pace alone {pace_bound(world, LIMITS):.1f} s), ", end="")
    print(f"the decision table asks for {requests_of(world, LIMITS) / size:.2f} requests a link", flush=True)
    bare, ours = _checked(BARE, world), _checked(CITEAUDIT, world)
    for rival in (LYCHEE, LINKCHECKER) if size < SIZES[-1] else (LYCHEE,):
        _checked(rival, world)
    name = f"{size:,} links, deadline {LIMITS.deadline_s:g} s"
    yield Figure(name=f"{name}, clock : shortest schedule", measured=ours.spent.wall_s / shortest_s, bound=1.15, unit="times")
    yield Figure(name=f"{name}, connections at a host", measured=ours.counted.most_open, bound=LIMITS.at_host, unit="at once")
    yield Figure(name=f"{name}, requests a well-behaved link", measured=well_behaved(world, ours.counted), bound=1.5, unit="requests")
    if size == SIZES[-1]:
        yield Figure(name=f"{name}, CPU : bare aiohttp loop", measured=ours.spent.cpu_s / bare.spent.cpu_s, bound=4, unit="times")
        yield Figure(name=f"{name}, peak memory", measured=ours.spent.peak_mb, bound=200, unit="MB")


def _of_tls() -> Iterator[Figure]:
    world = world_of_hosts(TLS_HOSTS)
    with tempfile.TemporaryDirectory() as certificates:
        make_certificates([link.address for link in world.links], Path(certificates))
        bare, ours = (_checked(checker, world, Path(certificates)) for checker in (BARE, CITEAUDIT))
    yield Figure(name=f"{TLS_HOSTS:,} TLS hosts, CPU : bare aiohttp loop", measured=ours.spent.cpu_s / bare.spent.cpu_s, bound=3, unit="times")


def _checked(checker: Checker, world: World, certificates: Path | None = None) -> Checked:
    with tempfile.TemporaryDirectory() as folder:
        done = checked(checker, world, LIMITS, Path(folder), certificates)
    print(done, flush=True)
    return done
