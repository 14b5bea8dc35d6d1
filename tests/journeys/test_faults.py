"""The n-th socket or disk operation fails, for n = 1, 2, 3 … until a run passes: no run crashes, none tells an untruth, and the next one is whole."""

from __future__ import annotations

import errno
import os
import signal
import socket
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from citeaudit.cli import main
from citeaudit.errors import ExitCode
from citeaudit.links import connections
from citeaudit.model import DEAD_STATES, OK_STATES
from tests.journeys.site import EPOCH, THREAD, Site, running_site, settings, table, write_list

LINKS = ("/live/1", "/live/9", "/gone/1", "/moved/1", "/paper/1")
WRITTEN = {"references.csv", "reports/audit.json", "reports/link-rot.md"}
DOCUMENTED = {ExitCode.OK, ExitCode.USAGE, ExitCode.NETWORK}
"""What a run may end with whose sockets or files fail: 70 would be a fault of ours."""


Check = Callable[..., tuple[int, list[str]]]


class Faults:
    """Counts operations, and makes the one with the number `at` fail; all from there on where it is `lasting`."""

    def __init__(self) -> None:
        self.count, self.at, self.lasting = 0, 0, False
        self._lock = threading.Lock()

    def start(self, at: int, *, lasting: bool) -> None:
        self.count, self.at, self.lasting = 0, at, lasting

    def is_due(self) -> bool:
        """Counts one operation of the program, and says whether it fails; those of the site are none."""
        if threading.current_thread().name == THREAD:
            return False
        with self._lock:
            self.count += 1
            return self.count == self.at or (self.lasting and 0 < self.at < self.count)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site, and the environment and folder of runs that check its four links."""
    with running_site() as running:
        chosen = {"SOURCE_DATE_EPOCH": EPOCH, "CITEAUDIT_STORE": str(tmp_path / "store.sqlite3"), "CITEAUDIT_DEADLINE_S": "5"}
        for name in [name for name in os.environ if name.startswith("CITEAUDIT_") or name.lower().endswith("_proxy")]:
            monkeypatch.delenv(name)
        for name, value in {**chosen, **settings(running)}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(connections, "RESET_WAIT_S", 0.0)
        monkeypatch.chdir(tmp_path)
        write_list(running, tmp_path, *LINKS)
        handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
        yield running
        for number, handler in handlers.items():
            signal.signal(number, handler)


@pytest.fixture
def check(tmp_path: Path, capsys: pytest.CaptureFixture[str], site: Site) -> Check:
    """Runs `citeaudit check` on the site's links in this process: its exit code, and the lines that it said."""

    def run(*arguments: str) -> tuple[int, list[str]]:
        with pytest.raises(SystemExit) as ended:
            main(["check", "urls.txt", "--out", str(tmp_path / "out"), *arguments])
        assert isinstance(ended.value.code, int)
        return ended.value.code, capsys.readouterr().err.splitlines()

    return run


def written(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def clear(folder: Path) -> None:
    """Takes away what the last run left."""
    for path in sorted(folder.glob("out/**/*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    for path in folder.glob("store.sqlite3*"):
        path.unlink()


def until_one_passes(faults: Faults, check: Check, folder: Path, again: tuple[str, ...], *, every: int, lasting: bool) -> int:
    """Fails an operation, then a later one, until a run has fewer; each run, and the one after it without faults, is looked at.

    Args:
        faults: what fails.
        check: runs the command.
        folder: where it runs.
        again: the arguments of the run after.
        every: 1 fails each operation in its turn, 3 each third.
        lasting: all operations after it fail as well.

    Returns:
        The number of the operation that no run had.
    """
    faults.start(0, lasting=False)
    assert check()[0] == 0
    undisturbed, number = table(folder / "out"), 1
    while True:
        clear(folder)
        faults.start(number, lasting=lasting)
        code, said = check()
        passed = faults.count < number
        faults.start(0, lasting=False)
        look_at(code, said, folder / "out", f"operation {number}: {code} {said}")
        if passed:
            return number
        assert check(*again)[0] == 0
        assert table(folder / "out") == undisturbed, number
        number += every


def look_at(code: int, said: list[str], out: Path, which: str) -> None:
    assert code in DOCUMENTED, which
    assert len(said) == 1, which
    assert said[0].startswith("citeaudit: ") or code != ExitCode.USAGE, which
    assert written(out) <= WRITTEN, which
    assert all(path.read_bytes().endswith((b"\n", b"}")) for path in out.rglob("*.*") if path.is_file()), which
    if "references.csv" in written(out):
        for row in table(out):
            wrong = OK_STATES if "/gone/" in row["url"] else DEAD_STATES
            assert row["link_state"] not in wrong, (which, row)


# ---------------------------------------------------------------- sockets


ANSWERING = ("connect", "connect_ex", "send", "sendall", "recv", "recv_into")
MAKING = ("__init__",)


@pytest.fixture
def socket_faults(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, tuple[str, ...]], Faults]:
    """Makes operations of the program's sockets fail with an error number; asyncio's pair inside the process is none of them."""

    def break_with(number: int, operations: tuple[str, ...]) -> Faults:
        faults = Faults()

        def breakable(name: str, operation: Callable[..., Any]) -> Callable[..., Any]:
            def tried(self: socket.socket, *arguments: Any, **named: Any) -> Any:
                of_the_network = not named.get("fileno") and arguments[3:] in ((), (None,)) if name == "__init__" else self.family == socket.AF_INET
                if of_the_network and faults.is_due():
                    if name != "__init__":
                        with suppress(OSError):  # what a reset has hit is of no more use
                            self.shutdown(socket.SHUT_RDWR)
                    raise OSError(number, os.strerror(number))
                return operation(self, *arguments, **named)

            return tried

        for name in operations:
            monkeypatch.setattr(socket.socket, name, breakable(name, getattr(socket.socket, name)))
        return faults

    return break_with


@pytest.mark.parametrize(
    ("number", "operations", "every", "lasting"),
    [
        pytest.param(errno.ECONNRESET, ANSWERING, 2, False, id="a reset"),
        pytest.param(errno.ETIMEDOUT, ANSWERING, 7, False, id="a time-out"),
        pytest.param(errno.ENETUNREACH, ANSWERING, 5, True, id="the network is lost"),
        pytest.param(errno.EMFILE, MAKING, 2, True, id="no more sockets"),
    ],
)
def test_sockets(
    socket_faults: Callable[[int, tuple[str, ...]], Faults],
    check: Check,
    tmp_path: Path,
    number: int,
    operations: tuple[str, ...],
    every: int,
    lasting: bool,
) -> None:
    faults = socket_faults(number, operations)
    # A link that was found not to answer is not asked again within the hour: only --refresh does.
    assert until_one_passes(faults, check, tmp_path, ("--refresh",), every=every, lasting=lasting) > 10


# ---------------------------------------------------------------- disk


def breakable_store(connect: Callable[..., sqlite3.Connection], faults: Faults, code: int) -> Callable[..., sqlite3.Connection]:
    """Connects as SQLite does; the statements of the connection fail with a result code."""

    def connected(*arguments: Any, factory: type[sqlite3.Connection], **named: Any) -> sqlite3.Connection:
        class Breakable(factory):  # type: ignore[valid-type, misc]
            def execute(self, *arguments: Any) -> sqlite3.Cursor:
                if faults.is_due():
                    wrong = sqlite3.OperationalError("the disk does not do as it should")
                    wrong.sqlite_errorcode = code
                    raise wrong
                cursor: sqlite3.Cursor = super().execute(*arguments)
                return cursor

        return connect(*arguments, factory=Breakable, **named)

    return connected


@pytest.fixture
def disk_faults(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, int], Faults]:
    """Makes what the program does with files fail: its own with an error number, the store with what SQLite says of that."""

    def break_with(number: int, code: int) -> Faults:
        faults = Faults()

        def breakable(operation: Callable[..., Any]) -> Callable[..., Any]:
            def tried(*arguments: Any, **named: Any) -> Any:
                if faults.is_due():
                    raise OSError(number, os.strerror(number))
                return operation(*arguments, **named)

            return tried

        monkeypatch.setattr(sqlite3, "connect", breakable_store(sqlite3.connect, faults, code))
        for name in ("replace", "chmod", "mkdir"):
            monkeypatch.setattr(Path, name, breakable(getattr(Path, name)))
        for name in ("fsync", "open"):
            monkeypatch.setattr(os, name, breakable(getattr(os, name)))
        return faults

    return break_with


@pytest.mark.parametrize(
    ("number", "code", "every", "lasting"),
    [
        pytest.param(errno.EIO, sqlite3.SQLITE_IOERR, 3, False, id="an error once"),
        pytest.param(errno.ENOSPC, sqlite3.SQLITE_FULL, 7, True, id="a full disk"),
    ],
)
def test_disk(
    disk_faults: Callable[[int, int], Faults],
    check: Check,
    tmp_path: Path,
    number: int,
    code: int,
    every: int,
    lasting: bool,
) -> None:
    faults = disk_faults(number, code)
    assert until_one_passes(faults, check, tmp_path, (), every=every, lasting=lasting) > 20
