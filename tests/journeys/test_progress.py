"""Progress is drawn on a terminal and nowhere else."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


class _Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = b"<!doctype html><title>A page</title><p>" + b"word " * 200
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on stderr."""


@contextmanager
def page() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Page) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/page"
        server.shutdown()


def on_a_terminal(folder: Path, *arguments: str) -> str:
    """What `citeaudit ARGUMENTS` draws when its stderr is a terminal."""
    ours, theirs = pty.openpty()
    environ = {**os.environ, "TERM": "xterm", "COLUMNS": "100", "CITEAUDIT_STORE": str(folder / "terminal.sqlite3")}
    with subprocess.Popen([sys.executable, "-m", "citeaudit", *arguments], cwd=folder, stderr=theirs, env=environ) as run:
        os.close(theirs)
        drawn = b""
        while True:
            try:
                drawn += os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
    os.close(ours)
    assert run.returncode == 0, drawn
    return drawn.decode()


@pytest.fixture
def urls(tmp_path: Path) -> Iterator[str]:
    with page() as url:
        (tmp_path / "urls.txt").write_text(url + "\n", encoding="utf-8")
        yield "urls.txt"


CHECK = ("--allow-private", "--no-archive")


def test_drawn_on_a_terminal(urls: str, tmp_path: Path) -> None:
    assert "links" in on_a_terminal(tmp_path, "check", urls, *CHECK)


def test_not_drawn_when_asked_not_to(urls: str, tmp_path: Path) -> None:
    drawn = on_a_terminal(tmp_path, "check", urls, *CHECK, "--no-progress")
    assert len(drawn.splitlines()) == 1
    assert "1 source;" in drawn


def test_silent_where_there_is_no_terminal(citeaudit: Run, urls: str) -> None:
    done = citeaudit("check", urls, *CHECK)
    assert done.returncode == 0, done.stderr
    assert len(done.stderr.splitlines()) == 1
