"""A Save Page Now on loopback, for tests: takes wishes, has each job pending for as many looks as it is told to, or says what it is told instead."""

from __future__ import annotations

import json
import threading
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

KEYS = {"IA_ACCESS_KEY_ID": "Aladdin0Aladdin0", "IA_SECRET_ACCESS_KEY": "opensesame=sim/1"}
"""The keys that it accepts."""

STAMP = "20310504115955"
"""When it captures everything."""


class Archive(ThreadingHTTPServer):
    """`wishes` are the URLs that it was asked to save, `looks` the numbers that it was asked about, in order, whatever was answered."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.wishes: list[str] = []
        self.looks: list[str] = []
        self.forms: list[dict[str, str]] = []
        self.headers: list[Mapping[str, str]] = []
        self.pending_looks = 0
        self._pages: dict[str, str] = {}
        self._looked: defaultdict[str, int] = defaultdict(int)
        self._instead: dict[str, deque[tuple[int, Any, Mapping[str, str]]]] = {"POST": deque(), "GET": deque()}
        threading.Thread(target=self.serve_forever, args=(0.02,), name="archive", daemon=True).start()

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.server_port}"

    def snapshot(self, page: str) -> str:
        """Where a page is to be seen that was saved here."""
        return f"{self.url}/web/{STAMP}/{page}"

    def says(self, method: str, status: int, answer: Any = "", times: int = 1, **headers: str) -> None:
        """Tells what to say to the next wishes (POST) or looks (GET) instead; header names with `_` for `-`. Status 0 hangs up without a word."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self._instead[method].extend([(status, answer, named)] * times)

    def forget_jobs(self) -> None:
        """Knows no job any more."""
        self._pages.clear()

    def answer(self, method: str, path: str, form: dict[str, str]) -> tuple[int, Any, Mapping[str, str]]:
        """What to say to a request."""
        if method == "POST":
            self.wishes.append(form["url"])
            self.forms.append(form)
        else:
            self.looks.append(path.rpartition("/")[2])
        if self._instead[method]:
            return self._instead[method].popleft()
        if self.headers[-1].get("Authorization") != f"LOW {':'.join(KEYS.values())}":
            return 401, {"message": "You need to be logged in to use Save Page Now."}, {}
        return (200, self._taken(form["url"]), {}) if method == "POST" else self._standing(self.looks[-1])

    def _taken(self, page: str) -> dict[str, Any]:
        number = f"spn2-{len(self.wishes)}"
        self._pages[number] = page
        return {"url": page, "job_id": number}

    def _standing(self, number: str) -> tuple[int, Any, Mapping[str, str]]:
        if number not in self._pages:
            return 404, {"status": "error", "status_ext": "error:not-found", "job_id": number}, {}
        self._looked[number] += 1
        if self._looked[number] <= self.pending_looks:
            return 200, {"status": "pending", "job_id": number, "resources": []}, {}
        page = self._pages[number]
        return 200, {"status": "success", "job_id": number, "original_url": page, "timestamp": STAMP, "http_status": 200}, {}


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        archive = self.server
        assert isinstance(archive, Archive)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        archive.headers.append(dict(self.headers))
        status, answer, headers = archive.answer(self.command, self.path, {name: value for name, (value,) in parse_qs(body).items()})
        if not status:
            self.close_connection = True
            return
        sent = (answer if isinstance(answer, str) else json.dumps(answer)).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(sent)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(sent)

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on stderr."""


@contextmanager
def running_archive() -> Iterator[Archive]:
    """An archive for as long as the context lasts."""
    with Archive() as archive:
        yield archive
        archive.shutdown()
