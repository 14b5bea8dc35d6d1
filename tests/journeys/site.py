"""A small site on loopback with an archive of it, which remembers what it was asked and can hold its answers back from the n-th request on."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

TITLE = "A page about rights"
PAGE = f"<!doctype html><title>{TITLE}</title><h1>{TITLE}</h1><p>{'word ' * 200}".encode()
ABSENT = b"<!doctype html><title>Not found</title><p>There is no such page."
PAPER = b"%PDF-1.4\n% a paper\n" + b"0" * 400

THREAD = "site"
"""How the names of the site's threads begin."""

EPOCH = "1795564800"
"""2026-11-25T00:00:00Z: the time of every run."""

TIMES = ("checked_at", "link_since", "archive_checked_at")
"""The columns of references.csv that differ between two runs that saw the same."""


class Site(ThreadingHTTPServer):
    """What its paths begin with says what they are: `/live`, `/gone` (404), `/moved` (301 to a live one), `/paper` (a PDF), `/busy` (429).

    All of them end in a number: what a page's probe asks for is not there.
    The archive has a capture of every page of the site but the moved ones. `asked` are the paths in the order in which they came, the archive's too.
    """

    daemon_threads = True
    request_queue_size = 128

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.asked: list[str] = []
        self.held = threading.Event()
        self._hold_from = 0
        self._go = threading.Event()
        self._lock = threading.Lock()
        threading.Thread(target=self.serve_forever, name=THREAD, daemon=True).start()

    def url(self, path: str = "", host: str = "127.0.0.1") -> str:
        """The address of a path here."""
        return f"http://{host}:{self.server_port}{path}"

    def hold_from(self, number: int) -> None:
        """Forgets what was asked, and answers nothing from the request with this number (1 is the next) until `go_on`; `held` tells that it came."""
        self.asked.clear()
        self._hold_from, self._go = number, threading.Event()
        self.held.clear()

    def go_on(self) -> None:
        """Holds nothing back any more."""
        self._hold_from = 0
        self._go.set()

    def arrived(self, path: str) -> None:
        """Notes a request, and waits where the site holds its answers back."""
        with self._lock:
            self.asked.append(path)
            is_held = 0 < self._hold_from <= len(self.asked)
        if is_held:
            self.held.set()
            self._go.wait(60)


class _Answers(BaseHTTPRequestHandler):
    def setup(self) -> None:
        threading.current_thread().name = THREAD
        super().setup()

    def do_GET(self) -> None:
        site = self.server
        assert isinstance(site, Site)
        site.arrived(self.path)
        kind, _, rest = self.path[1:].partition("?")[0].partition("/")
        is_there = rest.rpartition("/")[2].isdigit() or kind in ("web", "cdx", "available")
        with suppress(OSError):
            self._answer(site, kind if is_there else "gone")

    def _answer(self, site: Site, kind: str) -> None:
        match kind:
            case "live":
                self._send(200, PAGE)
            case "web":
                self._send(200, PAGE, **{"Memento-Datetime": "Thu, 01 Jan 2026 00:00:00 GMT"})
            case "paper":
                self._send(200, PAPER, **{"Content-Type": "application/pdf"})
            case "moved":
                self._send(301, b"", Location=site.url(f"/live{self.path}"))
            case "busy":
                self._send(429, b"", **{"Retry-After": "25"})
            case "cdx":
                self._send(200, _rows(self.path), **{"Content-Type": "application/json"})
            case "available":
                self._send(200, b'{"archived_snapshots": {}}', **{"Content-Type": "application/json"})
            case _:
                self._send(404, ABSENT)

    def _send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "text/html", "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on stderr."""


def _rows(query: str) -> bytes:
    (url,) = parse_qs(urlsplit(query).query)["url"]
    head = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest"]
    row = ["key)/", "20260101000000", url, "text/html", "200", "A" * 32]
    return json.dumps([] if "/moved" in url else [head, row]).encode()


@contextmanager
def running_site() -> Iterator[Site]:
    """A site for as long as the context lasts."""
    with Site() as site:
        yield site
        site.go_on()
        site.shutdown()


def settings(site: Site) -> dict[str, str]:
    """The environment of a run that asks the site and its archive, without pauses."""
    return {
        "CITEAUDIT_ALLOW_PRIVATE": "1",
        "CITEAUDIT_WAYBACK_URL": site.url(),
        "CITEAUDIT_AVAILABILITY_URL": site.url("/available"),
        "CITEAUDIT_OFFLINE_CONTROLS": site.url("/control"),
        "CITEAUDIT_HOST_GAP_S": "0",
        "CITEAUDIT_REPEAT_AFTER_S": "0",
        "CITEAUDIT_CDX_PER_MINUTE": "6000",
        "CITEAUDIT_REPLAYS_PER_SECOND": "1000",
    }


def table(folder: Path) -> list[dict[str, str]]:
    """The rows of a run's references.csv, times left out."""
    with (folder / "references.csv").open(encoding="utf-8", newline="") as stream:
        return [{name: cell for name, cell in row.items() if name not in TIMES} for row in csv.DictReader(stream)]


def begin(site: Site, folder: Path, *arguments: str, **environ: str) -> subprocess.Popen[str]:
    """Starts `citeaudit check urls.txt ARGUMENTS` in a folder, its store `store.sqlite3` there; variables are added to the environment by name."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CITEAUDIT_") and not name.lower().endswith("_proxy")}
    ours = {"SOURCE_DATE_EPOCH": EPOCH, "CITEAUDIT_STORE": str(folder / "store.sqlite3")}
    command = [sys.executable, "-m", "citeaudit", "check", "urls.txt", *arguments]
    return subprocess.Popen(command, cwd=folder, env=clean | ours | settings(site) | environ, stderr=subprocess.PIPE, text=True)


def end(run: subprocess.Popen[str], within_s: float = 60) -> tuple[int, str]:
    """Waits for the end of a run: its exit code, and what it said on stderr."""
    try:
        _, said = run.communicate(timeout=within_s)
    finally:
        run.kill()
    return run.returncode, said


def write_list(site: Site, folder: Path, *paths: str) -> None:
    """Writes the table that a run is to check: pages whose path ends in 9 are cited without their title, so that they need a probe."""
    rows = (f"{site.url(path)},{'' if path.endswith('9') else TITLE}\n" for path in paths)
    (folder / "urls.txt").write_text(f"url,title\n{''.join(rows)}", encoding="utf-8")
