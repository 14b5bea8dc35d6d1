"""Who checks a world: citeaudit, lychee, LinkChecker and the bare loop; what each says of every link, and what it took."""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import Spent, spent
from benchmarks.loopback.bound import Limits
from benchmarks.loopback.serving import Counted, serving
from benchmarks.loopback.world import Kind, Link, World
from citeaudit.model import DEAD_STATES, OK_STATES

BIN = Path(sys.executable).parent
"""Where the environment has its commands: lychee and linkchecker come with the extra `bench`."""

Said = Mapping[str, Kind]
"""What a tool says of links, by URL, in its own words for living and dead. A URL that is missing was not spoken of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What a tool is to do: the links with their URLs, in a folder of its own, within limits; `ca` are the certificates to trust, if any."""

    links: Mapping[str, Link]
    folder: Path
    limits: Limits
    ca: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checker:
    """A tool: how it is run in a task's folder, and how its report is read."""

    name: str
    run: Callable[[Task], Spent]
    read: Callable[[Task], Said]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One tool's run over a world: what it took, what the server counted, what it said against what is true."""

    checker: str
    links: int
    spent: Spent
    counted: Counted
    outcomes: Counter[tuple[Kind, Kind]]

    @property
    def cpu_ms(self) -> float:
        """CPU milliseconds for each link."""
        return self.spent.cpu_s / self.links * 1000

    def __str__(self) -> str:
        took = f"{self.spent.wall_s:.1f} s, {self.cpu_ms:.2f} ms of CPU a link, {self.spent.peak_mb:.0f} MB"
        asked = f"{self.counted.requests / self.links:.2f} requests a link, {self.counted.most_open} connections at a host"
        return f"{self.links:,} links, {self.checker}: {took} (the server {self.counted.cpu_s:.1f} s); {asked}{self._judged}"

    @property
    def _judged(self) -> str:
        if not self.outcomes:
            return ""
        right = sum(count for (true, said), count in self.outcomes.items() if true is said)
        wrong = (self.outcomes[Kind.LIVING, Kind.DEAD], self.outcomes[Kind.DEAD, Kind.LIVING])
        unproved = sum(count for (true, said), count in self.outcomes.items() if true is Kind.UNSURE and said is not true)
        return f"; right on {right:,}, living called dead {wrong[0]}, dead called living {wrong[1]}, judged without knowing {unproved}"


def checked(checker: Checker, world: World, limits: Limits, folder: Path, certificates: Path | None = None) -> Checked:
    """Lets a tool check a world, which a server of its own serves; `certificates` make it one of TLS hosts."""
    with serving(world, certificates) as served:
        links = {link.url("https" if certificates else "http", served.port): link for link in world.links}
        task = Task(links=links, folder=folder, limits=limits, ca=certificates / "ca.pem" if certificates else None)
        took = checker.run(task)
        said = checker.read(task)
    outcomes = Counter((link.kind, said.get(url, Kind.UNSURE)) for url, link in links.items()) if said else Counter[tuple[Kind, Kind]]()
    return Checked(checker=checker.name, links=len(links), spent=took, counted=served.counted, outcomes=outcomes)


# ---------------------------------------------------------------- citeaudit


def _run_citeaudit(task: Task) -> Spent:
    with (task.folder / "cited.csv").open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(("url", "title"))
        table.writerows((url, link.cited_title) for url, link in task.links.items())
    options = ("--allow-private", "--no-archive", "--no-progress", "--store", "store.sqlite3", "--out", ".")
    environment = {
        "CITEAUDIT_CONNECT_S": str(task.limits.connect_s),
        "CITEAUDIT_DEADLINE_S": str(task.limits.deadline_s),
        # Nothing but loopback is asked, even if no host of the world should answer.
        "CITEAUDIT_OFFLINE_CONTROLS": next(iter(task.links)).rpartition("/")[0],
        **({"SSL_CERT_FILE": str(task.ca), "REQUESTS_CA_BUNDLE": ""} if task.ca else {}),
    }
    return spent([sys.executable, "-m", "citeaudit", "check", "cited.csv", *options], task.folder, environment)


def _read_citeaudit(task: Task) -> Said:
    with (task.folder / "references.csv").open(encoding="utf-8", newline="") as stream:
        states = {row["url"]: row["link_state"] for row in csv.DictReader(stream)}
    living, dead = set(map(str, OK_STATES)), set(map(str, DEAD_STATES))
    return {url: Kind.LIVING if state in living else Kind.DEAD if state in dead else Kind.UNSURE for url, state in states.items()}


# ---------------------------------------------------------------- the others, with options as near to ours as they have


def _run_lychee(task: Task) -> Spent:
    (task.folder / "list.txt").write_text("\n".join(task.links), encoding="utf-8")
    limits = task.limits
    options = {
        "--format": "json",
        "--output": "report.json",
        "--max-concurrency": str(limits.at_once),
        "--host-concurrency": str(limits.at_host),
        "--host-request-interval": f"{limits.gap_s * 1000:g}ms",
        "--max-retries": "0",
        "--timeout": f"{limits.deadline_s:g}",
    }
    command = [str(BIN / "lychee"), "--no-progress", *(word for option in options.items() for word in option), "list.txt"]
    return spent(command, task.folder, codes=(0, 2))  # 2: broken links were found


def _read_lychee(task: Task) -> Said:
    report = json.loads((task.folder / "report.json").read_text(encoding="utf-8"))
    named = {kind: {entry["url"] for entries in report[key].values() for entry in entries} for kind, key in _LYCHEE}
    # Links that are well are counted, not listed.
    return {url: next((kind for kind, urls in named.items() if url in urls), Kind.LIVING) for url in task.links}


_LYCHEE = ((Kind.DEAD, "error_map"), (Kind.UNSURE, "timeout_map"))


def _run_linkchecker(task: Task) -> Spent:
    (task.folder / "list.html").write_text("\n".join(f'<a href="{url}">{url}</a>' for url in task.links), encoding="utf-8")
    (task.folder / "linkcheckerrc").write_text(f"[checking]\nmaxrequestspersecond={1 / task.limits.gap_s:g}\n", encoding="utf-8")
    task.folder.chmod(0o777)  # run by root, it gives up its rights before it writes
    written = ("-F", "csv/utf-8/report.csv", "--quiet", "--verbose")
    options = ("--no-robots", "--check-extern", "-r", "1", "-t", str(task.limits.at_once), "--timeout", f"{task.limits.deadline_s:g}")
    command = [str(BIN / "linkchecker"), "-f", "linkcheckerrc", *written, *options, "list.html"]
    return spent(command, task.folder, codes=(0, 1))  # 1: broken links were found


def _read_linkchecker(task: Task) -> Said:
    with (task.folder / "report.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader((line for line in stream if not line.startswith("#")), delimiter=";"))
    return {row["urlname"]: Kind.LIVING if row["valid"] == "True" else Kind.DEAD for row in rows}


def _run_bare(task: Task) -> Spent:
    (task.folder / "list.txt").write_text("\n".join(task.links), encoding="utf-8")
    limits = map(str, (task.limits.at_once, task.limits.at_host, task.limits.connect_s, task.limits.deadline_s))
    ca = [str(task.ca)] if task.ca else []
    return spent([sys.executable, str(Path(__file__).with_name("bare.py")), "list.txt", *limits, *ca], task.folder)


CITEAUDIT = Checker(name="citeaudit", run=_run_citeaudit, read=_read_citeaudit)
LYCHEE = Checker(name="lychee", run=_run_lychee, read=_read_lychee)
LINKCHECKER = Checker(name="LinkChecker", run=_run_linkchecker, read=_read_linkchecker)
BARE = Checker(name="bare aiohttp loop", run=_run_bare, read=lambda task: {})
