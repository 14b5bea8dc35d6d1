"""An index that files http and https, with and without `www.`, apart, as a mirror's may: what may show the page is found under another form."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest

from citeaudit.archives.judge import judge
from citeaudit.archives.services.wayback import ARCHIVE, ROWS_OF_ANY_STATUS
from citeaudit.model import ArchiveState
from citeaudit.ports import Wanted
from citeaudit.settings import Settings
from citeaudit.web.live import open_web

ASKED, OTHER = "https://news.example.org/report", "http://www.news.example.org/report"
NEAR = datetime(2015, 10, 28, 12, tzinfo=UTC)
GOOD = "20151120120000"
HEAD = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest"]
ERRORS = [f"201510281{minute:02}000" for minute in range(ROWS_OF_ANY_STATUS + 1)]
PAGE = b"<!doctype html><title>A report</title><p>" + b"word " * 200


class _Apart(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        if asked.path.startswith("/web/"):
            captured_at = datetime.strptime(asked.path[5:19], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
            self._answer(PAGE, "text/html", **{"Memento-Datetime": format_datetime(captured_at, usegmt=True)})
        else:
            query = parse_qs(asked.query)
            rows = self._rows() if query["url"] == [OTHER] and "limit" in query else []
            self._answer(json.dumps([HEAD, *rows[: int(query.get("limit", ["0"])[0])]] if rows else []).encode(), "application/json")

    def _rows(self) -> list[list[str]]:
        """The nearest first: more error pages than are asked for where any status will do, then the page."""
        states = [*((stamp, "404") for stamp in ERRORS), (GOOD, "200")]
        return [["org,example,news,www:http)/report", stamp, OTHER, "text/html", status, "X"] for stamp, status in states]

    def _answer(self, body: bytes, kind: str, **headers: str) -> None:
        self.send_response(200)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on stderr."""


@pytest.fixture
def archive() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Apart) as running:
        Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


def test_error_pages_that_are_nearer_do_not_hide_the_page_under_another_form(archive: str, tmp_path: Path) -> None:
    settings = Settings(store=tmp_path / "store.sqlite3", allow_private=True, wayback_url=archive, cdx_per_minute=6000, replays_per_second=1000)
    wanted = Wanted(url=ASKED, near=NEAR, cited_title="A report")
    with open_web(settings, datetime.now(UTC)) as web:
        check = judge(ARCHIVE.look_up(wanted, web, settings, None), wanted, ARCHIVE.reads)
    assert (check.verdict.value, check.gap_days) == (ArchiveState.ARCHIVED, 23)
