"""Runs the server of a world in a process of its own, and tells what it counted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.loopback.world import WELL_BEHAVED, World


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What a server saw: requests by (address, path), the most connections that were open at once at any host, its own CPU seconds."""

    asked: Mapping[tuple[str, str], int]
    most_open: int
    cpu_s: float

    @property
    def requests(self) -> int:
        return sum(self.asked.values())


class Served:
    """A world that is being served on a port; `counted` once it is over."""

    counted: Counted

    def __init__(self, port: int) -> None:
        self.port = port


@contextmanager
def serving(world: World, certificates: Path | None = None) -> Iterator[Served]:
    """Serves a world for as long as the context lasts; the server makes it anew from its size, for it is deterministic."""
    command = [sys.executable, "-m", "benchmarks.loopback.server", str(len(world.links)), *([str(certificates)] if certificates else [])]
    root = Path(__file__).resolve().parent.parent.parent
    with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        served = Served(int(process.stdout.readline()))
        try:
            yield served
        finally:
            process.stdin.close()
            told = json.loads(process.stdout.read())
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        asked = {(address, path): count for address, path, count in told["asked"]}
        served.counted = Counted(asked=asked, most_open=told["most_open"], cpu_s=usage.ru_utime + usage.ru_stime)


def well_behaved(world: World, counted: Counted) -> float:
    """Requests a link where nothing misbehaves: those for such links, where they lead, and the addresses that nobody cites (probes)."""
    good = [link for link in world.links if link.behaviour in WELL_BEHAVED]
    misbehaving = {(link.address, path) for link in world.links if link.behaviour not in WELL_BEHAVED for path in (link.path, link.onward)}
    return sum(count for key, count in counted.asked.items() if key not in misbehaving) / len(good)
