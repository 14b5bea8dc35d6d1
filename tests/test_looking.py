"""How the network is asked for an audit: each page once, what is fresh not at all, older results kept where there is no network."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from citeaudit.links.judge import Context
from citeaudit.looking import NO_LIVE, NO_NETWORK, OFFLINE, Looked, look
from citeaudit.model import Cause, Exchange, LinkState, Progress, Request
from citeaudit.ports import Wanted
from citeaudit.settings import Settings
from citeaudit.web.live import open_web
from citeaudit.web.store import Store

PAGE = b"<!doctype html><title>A page about rights</title><p>" + b"word " * 200


class Server(ThreadingHTTPServer):
    """Serves one page and remembers what was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.asked: list[str] = []


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Server)
        self.server.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on stderr."""


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


def context(url: str, title: str = "A page about rights") -> Context:
    return Context(url=url, title=title, repeat_after_s=0.0)


def looked(
    store: Path, *contexts: Context, wanted: tuple[Wanted, ...] = (), now: datetime | None = None, **chosen: object
) -> tuple[Looked, list[Progress]]:
    options: dict[str, Any] = {"store": store, "allow_private": True, "no_archive": True, **chosen}
    settings = Settings(**options)
    told: list[Progress] = []
    with open_web(settings, now or datetime.now(UTC)) as web:
        return look(settings, contexts, wanted, web, told.append), told


def test_one_page_under_several_spellings_is_asked_once_and_judged_for_each(server: Server, tmp_path: Path) -> None:
    here = f"http://127.0.0.1:{server.server_port}/page"
    contexts = (context(here), context(here + "#part"), context(here + "?utm_source=x", title="Something else entirely"))
    found, told = looked(tmp_path / "store", *contexts)
    assert server.asked == ["/page"]
    assert [found.live[asked].verdict.value for asked in contexts] == [LinkState.LIVE, LinkState.LIVE, LinkState.DRIFTED]
    assert [(progress.stage, progress.done, progress.total) for progress in told] == [("links", 1, 1)]


def test_a_fresh_answer_is_taken_from_the_store_and_an_old_one_asked_anew(server: Server, tmp_path: Path) -> None:
    asked = context(f"http://127.0.0.1:{server.server_port}/page")
    looked(tmp_path / "store", asked)
    looked(tmp_path / "store", asked)
    assert len(server.asked) == 1
    looked(tmp_path / "store", asked, now=datetime.now(UTC) + timedelta(days=8))
    assert len(server.asked) == 2
    looked(tmp_path / "store", asked, refresh=True)
    assert len(server.asked) == 3


def test_offline_the_store_speaks_and_nobody_is_asked(server: Server, tmp_path: Path) -> None:
    known, new = context(f"http://127.0.0.1:{server.server_port}/page"), context(f"http://127.0.0.1:{server.server_port}/other")
    looked(tmp_path / "store", known)
    found, _ = looked(tmp_path / "store", known, new, offline=True)
    assert found.live[known].verdict.value is LinkState.LIVE
    assert (found.live[new].verdict.value, found.live[new].verdict.reason) == (LinkState.NOT_CHECKED, OFFLINE)
    assert server.asked == ["/page"]


def test_without_a_network_older_results_stay(server: Server, tmp_path: Path) -> None:
    port = server.server_port
    known, new = context(f"http://127.0.0.1:{port}/page"), context(f"http://127.0.0.1:{port}/other")
    looked(tmp_path / "store", known)
    server.shutdown()
    server.server_close()
    found, _ = looked(tmp_path / "store", known, new, refresh=True, offline_controls=(f"http://127.0.0.1:{port}",))
    assert [left.cause for left in found.left_out if left.what == NO_NETWORK] == [Cause.NO_NETWORK]
    assert found.live[known].verdict.value is LinkState.LIVE
    assert found.live[new].verdict.reason == NO_NETWORK
    again, _ = looked(tmp_path / "store", known, new, offline=True)
    assert again.live[known].verdict.value is LinkState.LIVE
    assert again.live[new].verdict.value is LinkState.NOT_CHECKED


def test_a_control_that_answers_tells_dead_hosts_from_a_missing_network(server: Server, tmp_path: Path) -> None:
    dead = context("http://127.0.0.1:1/page")
    found, _ = looked(tmp_path / "store", dead, offline_controls=(f"http://127.0.0.1:{server.server_port}",))
    assert found.live[dead].verdict.value is LinkState.TRANSIENT
    assert all(left.cause is Cause.ASKED for left in found.left_out)


def test_what_is_left_out_is_named(server: Server, tmp_path: Path) -> None:
    asked = context(f"http://127.0.0.1:{server.server_port}/page")
    want = Wanted(url=asked.url, near=datetime(2020, 1, 1, tzinfo=UTC))
    found, _ = looked(tmp_path / "store", asked, wanted=(want,), no_live=True)
    assert [left.cause for left in found.left_out] == [Cause.ASKED, Cause.ASKED]
    assert found.live[asked].verdict.reason == NO_LIVE
    assert str(found.archive[want].verdict.reason) == "archive checks were left out, as asked"
    assert server.asked == []


def test_a_check_that_was_interrupted_before_its_repeat_says_nothing(tmp_path: Path) -> None:
    asked = context("http://127.0.0.1:1/page")
    first = Exchange(request=Request(url=asked.url), status=404, final_url=asked.url, size=9, asked_at=datetime.now(UTC))
    with closing(Store(tmp_path / "store", datetime.now(UTC))) as store:
        store.add(asked.url, first)
    found, _ = looked(tmp_path / "store", asked, offline=True)
    assert found.live[asked].verdict.value is LinkState.NOT_CHECKED
