"""Archive look-ups in the stand's world, beside waybackpy's own classes and a bare `requests` session: time, CPU, and how well the allowance is used.

It needs ../shared/stand. What is paced waits for the most part, so that it is run together.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median

from benchmarks.figures import Figure, Spent, spent
from benchmarks.stand.standing import Asked, Page, Service, Stand, standing
from citeaudit.model import ArchiveState

ROUNDS = 3
LOOK_UPS, MANY = 48, 240
IN_WORLD = 360
"""Pages for load, of which seven in ten are archived."""

PACED = 30
"""Pages at the usual pace: their questions take a minute and a half, and the bounds hold for each question and each minute of it."""

PER_MINUTE = 24
"""What the Wayback Machine allows by verdicts.md, "Pace": of questions to its index, and likewise to its availability service."""

HANGS_S = 20
"""For how long a URL of the stand that hangs does so: long enough that live checks and look-ups one after the other would show."""

UNPACED = {"CITEAUDIT_CDX_PER_MINUTE": "6000", "CITEAUDIT_REPLAYS_PER_SECOND": "1000"}
BARE, PACKAGED = (Path(__file__).parent / "stand" / name for name in ("bare.py", "packaged.py"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What `citeaudit check` took for some pages, and the archive states that it does not have right by the answer key."""

    spent: Spent
    wrong: tuple[str, ...]


def measure() -> list[Figure]:
    """Look-ups as fast as they go, one run at a time; then those at the usual pace, together, with waybackpy, which sleeps, beside them."""
    with standing("--many", str(IN_WORLD)) as stand, ThreadPoolExecutor() as at_once:
        pages = stand.pages()
        clock = list(_clock(stand, pages[:LOOK_UPS]))
        cpu = list(_cpu(stand, pages))
        packaged = at_once.submit(_packaged_s, stand, pages[:LOOK_UPS])
        pace = list(_pace(at_once, pages[:PACED]))
        name = f"{LOOK_UPS} look-ups, clock : waybackpy's availability class"
        return [*clock, Figure(name=name, measured=clock[0].measured / packaged.result(), bound=10 / 240, unit="times"), *cpu, *pace]


# ---------------------------------------------------------------- without limits


def _clock(stand: Stand, pages: Sequence[Page]) -> Iterator[Figure]:
    rounds = [(_checked(stand, pages, "--no-live", "--no-archive"), _checked(stand, pages, "--no-live", **UNPACED)) for _ in range(ROUNDS)]
    whole = [asking.spent.wall_s for _, asking in rounds]
    alone = [asking.spent.wall_s - start.spent.wall_s for start, asking in rounds]
    print(f"{len(pages)} look-ups: {_spread(whole)} s, without the same command's time with --no-archive {_spread(alone)} s", flush=True)
    yield Figure(name=f"{len(pages)} look-ups with replays, whole command", measured=median(whole), bound=10, unit="s")
    yield _right(f"{len(pages)} look-ups", [asking for _, asking in rounds])


def _cpu(stand: Stand, pages: Sequence[Page]) -> Iterator[Figure]:
    """A look-up of an archived page, which is a question and a replay; what is not archived takes two questions and a second opinion."""
    archived = [page for page in pages if page.is_archived]
    few, many = archived[:LOOK_UPS], archived[:MANY]
    rounds = [(*_beside_bare(stand, few), *_beside_bare(stand, many)) for _ in range(ROUNDS)]
    ours = [_ms_each(few, many) for few, _, many, _ in rounds]
    bare = [_ms_each(few, many) for _, few, _, many in rounds]
    mixed = [_ms_each(*(_checked(stand, pages[:some], "--no-live", **UNPACED).spent for some in (LOOK_UPS, MANY))) for _ in range(ROUNDS)]
    print(f"CPU of one more look-up, archived: {_spread(ours)} ms, bare session {_spread(bare)} ms; archived or not: {_spread(mixed)} ms", flush=True)
    yield Figure(name="CPU of a look-up (a question and a replay)", measured=median(ours), bound=5, unit="ms")
    yield Figure(name="CPU of a look-up : bare session", measured=median(ours) / median(bare), bound=2, unit="times")


def _ms_each(few: Spent, many: Spent) -> float:
    """CPU milliseconds of each look-up that many have more than few: the start of the program does not count."""
    return (many.cpu_s - few.cpu_s) / (MANY - LOOK_UPS) * 1000


def _beside_bare(stand: Stand, pages: Sequence[Page]) -> tuple[Spent, Spent]:
    """What the command takes, and what a bare session takes for the same addresses."""
    stand.forget()
    ours = _checked(stand, pages, "--no-live", **UNPACED).spent
    asked = stand.asked()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "list.txt").write_text("\n".join(request.url for request in asked), encoding="utf-8")
        bare = spent([sys.executable, str(BARE), "list.txt"], Path(folder), stand.environment)
    print(f"{len(pages)} archived pages: {_counted(asked)}; {ours.wall_s:.1f} s, {ours.cpu_s:.2f} s of CPU", end="")
    print(f"; bare session {bare.wall_s:.1f} s, {bare.cpu_s:.2f} s of CPU", flush=True)
    return ours, bare


def _packaged_s(stand: Stand, pages: Sequence[Page]) -> float:
    """Seconds that the availability class would take for all pages, from a few of each kind: it sleeps 5 s before each of its up to three tries."""
    archived = [page for page in pages if page.is_archived]
    missing = [page for page in pages if page.is_archived is False]
    few = [*archived[:3], *missing[:2]]
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "list.txt").write_text("\n".join(page.url for page in few), encoding="utf-8")
        command = [sys.executable, str(PACKAGED), "list.txt"]
        told = subprocess.run(command, cwd=folder, env={**os.environ, **stand.environment}, capture_output=True, check=True).stdout
    whole = {}
    for name, seconds in json.loads(told).items():
        of_archived, of_missing = fmean(seconds[:3]), fmean(seconds[3:])
        whole[name] = (of_archived * len(archived) + of_missing * len(missing)) / (len(archived) + len(missing)) * len(pages)
        print(f"waybackpy.{name}: {of_archived:.2f} s an archived page, {of_missing:.2f} s a missing one; ", end="")
        print(f"{len(pages)} look-ups without replays would take {whole[name]:.1f} s", flush=True)
    return whole["WaybackMachineAvailabilityAPI"]


# ---------------------------------------------------------------- at the usual pace


def _pace(at_once: ThreadPoolExecutor, pages: Sequence[Page]) -> Iterator[Figure]:
    rate = f"cdx={PER_MINUTE},availability={PER_MINUTE}"
    with ExitStack() as stands:
        alone, beside, shared = (stands.enter_context(standing("--many", str(PACED), "--rate", rate, "--hang", str(HANGS_S))) for _ in range(3))
        store = str(Path(stands.enter_context(tempfile.TemporaryDirectory()), "store.sqlite3"))

        def check(stand: Stand, some: Sequence[Page], *options: str) -> Future[Checked]:
            return at_once.submit(_checked, stand, some, *options)

        looked, lived, both = check(alone, pages, "--no-live"), check(alone, pages, "--no-archive"), check(beside, pages)
        halves = [check(shared, pages[half::2], "--no-live", "--store", store) for half in (0, 1)]
        yield from _used(f"{len(pages)} look-ups at {PER_MINUTE} a minute", alone, [looked.result()])
        yield from _used("the same beside live checks", beside, [both.result()])
        yield from _used("the same by two processes on one store", shared, [half.result() for half in halves])
    looked_s, lived_s, both_s = (done.result().spent.wall_s for done in (looked, lived, both))
    print(f"look-ups alone {looked_s:.1f} s, live checks alone {lived_s:.1f} s, side by side {both_s:.1f} s", flush=True)
    yield Figure(name="look-ups and live checks, clock : the longer alone", measured=both_s / max(looked_s, lived_s), bound=1.05, unit="times")


def _used(name: str, stand: Stand, checked: Collection[Checked]) -> Iterator[Figure]:
    """How well an allowance was used: at no time more than it, and no longer than it makes one wait."""
    asked = stand.asked()
    times = {service: [request.at for request in asked if request.service is service] for service in (Service.INDEX, Service.AVAILABILITY)}
    index = times[Service.INDEX]
    span_s, shortest_s = index[-1] - index[0], (len(index) - 1) * 60 / PER_MINUTE
    print(f"{name}: {_counted(asked)}; index from first to last {span_s:.1f} s, {shortest_s:.1f} s by the allowance", flush=True)
    yield Figure(name=f"{name}, answers 429", measured=sum(map(_refused, times.values())), bound=0, unit="answers")
    yield Figure(name=f"{name}, index : shortest by the allowance", measured=span_s / shortest_s, bound=1.05, unit="times")
    yield _right(name, checked)


def _refused(times: Sequence[float]) -> int:
    """How many requests the stand answers 429, by its own rule (its log tells no statuses): more than allowed in the minute up to then."""
    return sum(number - bisect_left(times, at - 60) >= PER_MINUTE for number, at in enumerate(times))


# ---------------------------------------------------------------- the command


def _checked(stand: Stand, pages: Sequence[Page], *options: str, **settings: str) -> Checked:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "list.txt").write_text("\n".join(page.url for page in pages), encoding="utf-8")
        usual = ("--allow-private", "--no-progress", "--store", "store.sqlite3", "--out", ".")
        command = [sys.executable, "-m", "citeaudit", "check", "list.txt", *usual, *options]
        took = spent(command, Path(folder), {**stand.environment, **settings})
        with Path(folder, "references.csv").open(encoding="utf-8", newline="") as stream:
            states = {row["url"]: ArchiveState(row["archive_state"]) for row in csv.DictReader(stream)}
    wrong = () if "--no-archive" in options else tuple(page.url for page in pages if states.get(page.url) not in _RIGHT[page.is_archived])
    return Checked(spent=took, wrong=wrong)


_RIGHT: Mapping[bool | None, Collection[ArchiveState]] = {
    True: (ArchiveState.ARCHIVED, ArchiveState.DISTANT),
    False: (ArchiveState.ABSENT, ArchiveState.UNUSABLE),
    None: (ArchiveState.EXCLUDED, ArchiveState.ABSENT),
}
"""The states that the answer key allows. It tells nothing of two pages: one is excluded, the other was never captured."""


def _right(name: str, checked: Collection[Checked]) -> Figure:
    wrong = {url for one in checked for url in one.wrong}
    named = "".join(f" {url}" for url in wrong)
    return Figure(name=f"{name}, archive states unlike the answer key{named}", measured=len(wrong), bound=0, unit="states")


def _counted(asked: Sequence[Asked]) -> str:
    """How often each of the archive's services was asked."""
    counts = ((name, sum(request.service is service for request in asked)) for service, name in _NAMES.items())
    return ", ".join(f"{count} {name}" for name, count in counts if count)


_NAMES = {Service.INDEX: "of the index", Service.AVAILABILITY: "of the second opinion", Service.REPLAY: "replays"}


def _spread(measured: Sequence[float]) -> str:
    return f"{median(measured):.2f} ({min(measured):.2f} to {max(measured):.2f})"
