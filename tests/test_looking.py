"""How the network is asked for an audit: each page once, what is fresh not at all, older results kept where there is no network."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest

from citeaudit.links.judge import Context
from citeaudit.links.siblings import sibling_of
from citeaudit.looking import LOST, NO_LIVE, NO_NETWORK, OFFLINE, Looked, look
from citeaudit.model import Cause, Exchange, LinkState, Progress, Request, text
from citeaudit.policies import HostPolicy, Ignore
from citeaudit.ports import Wanted
from citeaudit.settings import Settings
from citeaudit.web.live import open_web
from citeaudit.web.store import Store

PAGE = b"<!doctype html><title>A page about rights</title><p>" + b"word " * 200


class Server(ThreadingHTTPServer):
    """Serves one page at some paths, sends old ones to it, and remembers what was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.asked: list[str] = []
        self.pages = {"/page", "/other", "/"}
        self.moved = {"/old/one", "/old/two"}
        self.answers_all = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Server)
        self.server.asked.append(self.path)
        if self.path in self.server.moved:
            self.send_response(301)
            self.send_header("Location", "/page")
            self.end_headers()
            return
        self.send_response(200 if self.server.answers_all or self.path.partition("?")[0] in self.server.pages else 404)
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
        return look(settings, contexts, wanted, (), web, told.append), told


def test_one_page_under_several_spellings_is_asked_once_and_judged_for_each(server: Server, tmp_path: Path) -> None:
    here = f"http://127.0.0.1:{server.server_port}/page"
    contexts = (context(here), context(here + "#part"), context(here + "?utm_source=x", title="Something else entirely"))
    found, told = looked(tmp_path / "store", *contexts)
    assert server.asked == ["/page", urlsplit(sibling_of(here)).path]
    assert [found.live[asked].verdict.value for asked in contexts] == [LinkState.LIVE, LinkState.LIVE, LinkState.DRIFTED]
    assert [(progress.stage, progress.done, progress.total) for progress in told] == [("links", 0, 1), ("links", 1, 1)]


def test_a_folder_is_probed_once_for_all_its_links(server: Server, tmp_path: Path) -> None:
    server.answers_all = True
    contexts = [context(f"{server.url}/news/{number}", title="") for number in range(3)]
    found, _ = looked(tmp_path / "store", *contexts)
    assert sorted(server.asked) == sorted([*(f"/news/{number}" for number in range(3)), urlsplit(sibling_of(contexts[0].url)).path])
    assert {check.verdict.value for check in found.live.values()} == {LinkState.SOFT_404}
    again, _ = looked(tmp_path / "store", *contexts, offline=True)
    assert again.live == found.live


def test_what_several_cited_pages_lead_to_is_none_of_them(server: Server, tmp_path: Path) -> None:
    one, two, direct = (context(f"{server.url}{path}", title=title) for path, title in (("/old/one", "Water"), ("/old/two", "Bread"), ("/page", "")))
    found, _ = looked(tmp_path / "store", one, two, direct)
    assert [found.live[asked].verdict.rule for asked in (one, two, direct)] == ["redirect-of-many", "redirect-of-many", "no-title"]
    alone, _ = looked(tmp_path / "other", one)
    assert alone.live[one].verdict.value is LinkState.DRIFTED


def test_what_the_settings_leave_alone_is_not_asked(server: Server, tmp_path: Path) -> None:
    ignored, skipped = context(f"{server.url}/page"), context(f"http://127.0.0.2:{server.server_port}/other")
    chosen: dict[str, Any] = {
        "ignore": (Ignore(url="*/page", reason="seen by hand", until=date(2026, 5, 1)),),
        "hosts": (HostPolicy(host="127.0.0.2", skip="they wrote to us"),),
        "now": datetime(2026, 5, 1, tzinfo=UTC),
    }
    found, _ = looked(tmp_path / "store", ignored, skipped, **chosen)
    assert server.asked == []
    assert [str(found.live[asked].verdict.reason) for asked in (ignored, skipped)] == [
        "left alone, as the settings say: seen by hand",
        "its host is not asked, as the settings say: they wrote to us",
    ]
    assert {check.verdict.value for check in found.live.values()} == {LinkState.NOT_CHECKED}
    later, _ = looked(tmp_path / "store", ignored, **{**chosen, "now": datetime(2026, 5, 2, tzinfo=UTC)})
    assert later.live[ignored].verdict.value is LinkState.LIVE


def test_what_a_private_address_answered_stands_only_where_such_may_be_asked(server: Server, tmp_path: Path) -> None:
    asked = context(f"{server.url}/page")
    looked(tmp_path / "store", asked)
    found, _ = looked(tmp_path / "store", asked, allow_private=False)
    assert found.live[asked].verdict.value is LinkState.REFUSED


def test_a_network_that_is_lost_on_the_way_leaves_no_dead_links(server: Server, tmp_path: Path) -> None:
    reached = context(f"{server.url}/page")
    with ExitStack() as stack:
        silent = []
        for number in range(2, 7):
            # A full queue: nobody answers a SYN, and the page is there long before that shows.
            listener = stack.enter_context(socket.create_server((f"127.0.0.{number}", 0), backlog=0))
            for _ in range(4):
                filler = stack.enter_context(socket.socket())
                filler.setblocking(False)
                filler.connect_ex(listener.getsockname())
            silent.append(context(f"http://127.0.0.{number}:{listener.getsockname()[1]}/page"))
        found, _ = looked(tmp_path / "store", reached, *silent, connect_s=1.0, offline_controls=("http://127.0.0.1:1",))
        online, _ = looked(tmp_path / "other", reached, *silent, connect_s=1.0, offline_controls=(server.url,))
    assert found.live[reached].verdict.value is LinkState.LIVE
    assert {(found.live[lost].verdict.value, found.live[lost].strikes) for lost in silent} == {(LinkState.NOT_CHECKED, 0)}
    assert [left.what for left in found.left_out if left.cause is Cause.NO_NETWORK] == [text(LOST, links=5)]
    assert {(online.live[lost].verdict.value, online.live[lost].strikes) for lost in silent} == {(LinkState.TRANSIENT, 1)}


def test_a_recording_is_judged_again_as_it_was(server: Server, tmp_path: Path) -> None:
    known, new = context(f"{server.url}/page"), context(f"{server.url}/gone")
    looked(tmp_path / "store", known)
    found, _ = looked(tmp_path / "store", known, new, record=tmp_path / "seen")
    asked = len(server.asked)
    again, _ = looked(tmp_path / "store", known, new, replay=tmp_path / "seen", now=datetime.now(UTC) + timedelta(days=40))
    assert again == found
    assert len(server.asked) == asked


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
