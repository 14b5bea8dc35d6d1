"""Ctrl-C and SIGTERM end a run within seconds, whatever it is at, with one line and its exit code; what was seen is stored and not asked again."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.journeys.site import Site, begin, end, running_site, table, write_list

HANGING = """
import os, socket, threading
look_up = socket.getaddrinfo
def hanging(host, *arguments, **named):
    if not str(host).startswith("hang."):
        return look_up(host, *arguments, **named)
    open(os.environ["HANGS"], "w").close()
    threading.Event().wait()
socket.getaddrinfo = hanging
"""
"""A sitecustomize for a resolver that never answers for `hang.…`; it makes the file HANGS when it is asked."""

SIGNALS = pytest.mark.parametrize(
    ("sent", "code", "word"),
    [pytest.param(signal.SIGINT, 130, "interrupted", id="Ctrl-C"), pytest.param(signal.SIGTERM, 143, "terminated", id="SIGTERM")],
)


class Silent:
    """A server that reads requests and answers none, or drips one without end. `asked` tells that a request came."""

    def __init__(self, drips: bytes = b"") -> None:
        self._listener, self._drips = socket.create_server(("127.0.0.1", 0)), drips
        self._ended = threading.Event()
        self.asked = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()

    def url(self, path: str = "/") -> str:
        """The address of a path here."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}{path}"

    def close(self) -> None:
        """Ends what is under way."""
        self._ended.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.recv(1000)
            self.asked.set()
            while not self._ended.wait(0.02):
                connection.sendall(self._drips)


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as running:
        yield running


@pytest.fixture
def silent() -> Iterator[Callable[..., Silent]]:
    servers: list[Silent] = []

    def start(drips: bytes = b"") -> Silent:
        servers.append(Silent(drips))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


def stored(folder: Path, site: Site) -> set[str]:
    """The paths of the site whose exchanges the store holds."""
    with closing(sqlite3.connect(folder / "store.sqlite3")) as store:
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return {url.removeprefix(site.url()) for (url,) in store.execute("SELECT url FROM exchange") if url.startswith(site.url())}


def assert_ended(run: tuple[int, str], folder: Path, code: int, word: str) -> None:
    assert run == (code, f"citeaudit: {word}; what was seen is stored, the same command goes on from there\n")
    assert not (folder / "references.csv").exists()
    assert [path.name for path in folder.rglob("*.citeaudit")] == []


@pytest.mark.parametrize(
    ("drips", "sent", "code", "word"),
    [
        pytest.param(b"", signal.SIGINT, 130, "interrupted", id="a silent server"),
        pytest.param(b"", signal.SIGTERM, 143, "terminated", id="a silent server, SIGTERM"),
        pytest.param(b"H", signal.SIGTERM, 143, "terminated", id="dripped headers"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n", signal.SIGINT, 130, "interrupted", id="a dripped page"),
    ],
)
def test_while_a_link_is_asked(
    site: Site, silent: Callable[..., Silent], tmp_path: Path, drips: bytes, sent: signal.Signals, code: int, word: str
) -> None:
    server = silent(drips)
    (tmp_path / "urls.txt").write_text(f"{server.url('/a')}\n{site.url('/paper/1')}\n", encoding="utf-8")
    run = begin(site, tmp_path, "--no-archive")
    assert server.asked.wait(60)
    run.send_signal(sent)
    assert_ended(end(run), tmp_path, code, word)


def test_what_was_seen_before_is_not_asked_again(site: Site, tmp_path: Path) -> None:
    papers = [f"/paper/{number}" for number in range(1, 9)]
    write_list(site, tmp_path, *papers)
    site.hold_from(6)
    run = begin(site, tmp_path, "--no-archive")
    assert site.held.wait(60)
    run.send_signal(signal.SIGINT)
    assert_ended(end(run), tmp_path, 130, "interrupted")
    site.go_on()
    seen = stored(tmp_path, site)
    assert len(seen) >= 3
    site.asked.clear()
    assert end(begin(site, tmp_path, "--no-archive"))[0] == 0
    assert sorted(site.asked) == sorted(set(papers) - seen)
    assert {row["link_state"] for row in table(tmp_path)} == {"live"}


def test_while_many_links_wait_for_their_turn(site: Site, tmp_path: Path) -> None:
    write_list(site, tmp_path, *(f"/paper/{number}" for number in range(10, 310)))
    site.hold_from(20)
    run = begin(site, tmp_path, "--no-archive")
    assert site.held.wait(60)
    run.send_signal(signal.SIGINT)
    assert_ended(end(run), tmp_path, 130, "interrupted")
    # As many as there are connections to a host were under way.
    assert len(site.asked) <= 19 + 2
    site.go_on()


@SIGNALS
def test_while_a_name_is_looked_up(site: Site, tmp_path: Path, sent: signal.Signals, code: int, word: str) -> None:
    (tmp_path / "sitecustomize.py").write_text(HANGING, encoding="utf-8")
    (tmp_path / "urls.txt").write_text("http://hang.example/\n", encoding="utf-8")
    hangs = tmp_path / "hangs"
    os.mkfifo(hangs)
    run = begin(site, tmp_path, PYTHONPATH=os.pathsep.join((str(tmp_path), os.environ.get("PYTHONPATH", ""))), HANGS=str(hangs))
    hangs.open("rb").close()
    run.send_signal(sent)
    assert_ended(end(run), tmp_path, code, word)


def test_while_a_host_wants_to_be_left_alone(site: Site, tmp_path: Path) -> None:
    write_list(site, tmp_path, "/busy/1", "/live/1")
    site.hold_from(2)
    run = begin(site, tmp_path, "--no-archive", CITEAUDIT_HOST_CONNECTIONS="1", CITEAUDIT_HOST_GAP_S="1")
    while site.asked != ["/busy/1"] and run.poll() is None:
        site.held.wait(0.02)
    run.send_signal(signal.SIGTERM)
    assert_ended(end(run), tmp_path, 143, "terminated")
    site.go_on()


@pytest.mark.parametrize("at", ["its pace", "its answer"])
def test_while_the_archive_is_waited_for(site: Site, silent: Callable[..., Silent], tmp_path: Path, at: str) -> None:
    write_list(site, tmp_path, "/paper/1", "/paper/2")
    server = silent()
    site.hold_from(1)
    slow = {"CITEAUDIT_CDX_PER_MINUTE": "0.1"} if at == "its pace" else {"CITEAUDIT_WAYBACK_URL": server.url("").rstrip("/")}
    run = begin(site, tmp_path, **slow)
    site.go_on()
    if at == "its answer":
        assert server.asked.wait(60)
    while at == "its pace" and not any(path.startswith("/web") for path in site.asked) and run.poll() is None:
        site.held.wait(0.02)
    run.send_signal(signal.SIGINT)
    assert_ended(end(run), tmp_path, 130, "interrupted")


def test_while_another_program_keeps_the_store_locked(site: Site, tmp_path: Path) -> None:
    write_list(site, tmp_path, "/paper/1", "/paper/2")
    site.hold_from(2)
    run = begin(site, tmp_path, "--no-archive", CITEAUDIT_HOST_CONNECTIONS="1")
    assert site.held.wait(60)
    with closing(sqlite3.connect(tmp_path / "store.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        run.send_signal(signal.SIGTERM)
        # Less than BUSY_S, for which a run that goes on waits.
        assert_ended(end(run, within_s=8), tmp_path, 143, "terminated")
    assert len(stored(tmp_path, site)) == 1


@SIGNALS
def test_a_second_signal_takes_nothing_from_the_first(
    site: Site, silent: Callable[..., Silent], tmp_path: Path, sent: signal.Signals, code: int, word: str
) -> None:
    server = silent()
    (tmp_path / "urls.txt").write_text(f"{server.url('/a')}\n", encoding="utf-8")
    run = begin(site, tmp_path, "--no-archive")
    assert server.asked.wait(60)
    while run.poll() is None:
        run.send_signal(sent)
    assert_ended(end(run), tmp_path, code, word)
