"""A file that is no store, or stands where it cannot be used, is told in one line with what to do."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from citeaudit.errors import UsageError
from citeaudit.model import Exchange, Request
from citeaudit.web import database
from citeaudit.web.database import VERSION, Patience, immediate, open_to_read, open_to_write
from citeaudit.web.store import Store

NOW = datetime(2031, 5, 4, 12, 0, tzinfo=UTC)
URL = "https://paper.example/story?id=1"
EXCHANGE = Exchange(request=Request(url=URL), status=200, asked_at=NOW)


def opened(path: Path, *, only_read: bool = False) -> closing[Store]:
    return closing(Store(path, NOW, only_read=only_read))


@pytest.mark.parametrize("only_read", [False, True], ids=["to-write", "to-read"])
def test_an_empty_file_is_an_empty_store(tmp_path: Path, only_read: bool) -> None:
    path = tmp_path / "store.sqlite3"
    path.touch()
    with opened(path, only_read=only_read) as store:
        assert store.stored(URL) == ()


def newer(path: Path) -> None:
    with opened(path) as store:
        store.add(URL, EXCHANGE)
    with closing(sqlite3.connect(path)) as file:
        file.execute(f"PRAGMA user_version = {VERSION + 1}")


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute("CREATE TABLE moz_places (url TEXT)")
        file.execute("PRAGMA user_version = 75")


def damaged(path: Path) -> None:
    with opened(path) as store:
        store.add(URL, EXCHANGE)
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("UPDATE exchange SET seen = x'c1'")


def cut(path: Path) -> None:
    with opened(path) as store:
        for number in range(200):
            store.add(f"{URL}&n={number}", EXCHANGE)
    os.truncate(path, 8192)


@pytest.mark.parametrize("only_read", [False, True], ids=["to-write", "to-read"])
@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        pytest.param(newer, f"is of a newer citeaudit (its version is {VERSION + 1}, this citeaudit knows {VERSION}); update citeaudit", id="newer"),
        pytest.param(foreign, "is a database of another program", id="another-program's"),
        pytest.param(lambda path: path.write_text("url,status\n" * 50), "is not an SQLite database", id="no-database"),
        pytest.param(damaged, "is damaged", id="damaged-row"),
        pytest.param(cut, "is damaged", id="cut-short"),
        pytest.param(Path.mkdir, "cannot be opened", id="folder"),
    ],
)
def test_a_file_that_is_no_store_is_told_in_one_line_with_what_to_do(tmp_path: Path, spoil: object, what: str, only_read: bool) -> None:
    path = tmp_path / "store.sqlite3"
    assert callable(spoil)
    spoil(path)
    with pytest.raises(UsageError) as told, opened(path, only_read=only_read) as store:
        store.stored(URL)
    assert str(told.value).startswith(f"{path}: the store {what}")
    assert "name another store with --store" in str(told.value)
    assert "\n" not in str(told.value)


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Path]:
    """A store that another program keeps locked."""
    with opened(tmp_path / "store.sqlite3") as store:
        store.add(URL, EXCHANGE)
    with closing(sqlite3.connect(tmp_path / "store.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield tmp_path / "store.sqlite3"


def test_a_store_that_stays_locked_is_told(locked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_S", 0.2)
    with pytest.raises(UsageError, match="another program has kept the store locked") as told:
        Store(locked, NOW)
    assert "end that program, or name another store" in str(told.value)
    with opened(locked, only_read=True) as store:
        assert store.stored(URL) == (EXCHANGE,)


def test_who_waits_for_another_program_goes_on_when_it_ends(tmp_path: Path) -> None:
    path, patience = tmp_path / "store.sqlite3", Patience()
    with closing(open_to_write(path, patience)) as connection, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        waiting = threading.Thread(target=connection.execute, args=("BEGIN IMMEDIATE",))
        waiting.start()
        waiting.join(0.3)
        assert waiting.is_alive()
        other.execute("ROLLBACK")
        waiting.join(60)
        assert connection.in_transaction
        connection.rollback()


def test_who_waits_for_another_program_gives_up_when_the_run_ends(tmp_path: Path) -> None:
    path, patience, told = tmp_path / "store.sqlite3", Patience(), list[str]()

    def wait() -> None:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as wrong:
            told.append(str(wrong))

    with closing(open_to_write(path, patience)) as connection, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        waiting = threading.Thread(target=wait)
        waiting.start()
        patience.end()
        waiting.join(60)
        assert told == ["database is locked"]


def test_a_transaction_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    def broken(connection: sqlite3.Connection) -> None:
        with immediate(connection):
            connection.execute("INSERT INTO run (began_at) VALUES ('2031-05-04')")
            raise KeyError("lost")

    with closing(open_to_write(tmp_path / "store.sqlite3")) as connection:
        with pytest.raises(KeyError):
            broken(connection)
        assert not connection.in_transaction
        assert connection.execute("SELECT count(*) FROM run").fetchone() == (0,)


OPEN = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from citeaudit.errors import UsageError
from citeaudit.web.store import Store
if os.geteuid() == 0:  # root may write everywhere
    os.setgroups([]), os.setgid(65534), os.setuid(65534)
try:
    store = Store(Path(sys.argv[1]), datetime(2031, 5, 4, tzinfo=UTC), only_read=sys.argv[2] == "read")
    print(len(store.stored("https://paper.example/story?id=1")), "stored")
except UsageError as told:
    print(told)
"""


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A folder that other users may look into, and a store in it."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "place"
        with opened(place / "store.sqlite3") as store:
            store.add(URL, EXCHANGE)
        Path(folder).chmod(0o755)
        yield place
        place.chmod(0o700)


@pytest.mark.parametrize(
    ("folder", "file", "name", "how", "told"),
    [
        pytest.param(0o555, 0o444, "store.sqlite3", "write", "the store cannot be written", id="read-only-folder"),
        pytest.param(0o755, 0o444, "store.sqlite3", "write", "the store cannot be written", id="read-only-file"),
        pytest.param(0o755, 0o000, "store.sqlite3", "write", "the store cannot be opened", id="unreadable-file"),
        pytest.param(0o000, 0o000, "store.sqlite3", "write", "the store cannot be opened", id="unreadable-folder"),
        pytest.param(0o555, 0o444, "new/store.sqlite3", "write", "the store cannot be made", id="new-in-a-read-only-folder"),
        pytest.param(0o555, 0o444, "store.sqlite3/new", "write", "the store cannot be made", id="a-file-in-the-way"),
        pytest.param(0o555, 0o444, "store.sqlite3", "read", "1 stored", id="offline-reads-a-read-only-folder"),
        pytest.param(0o755, 0o444, "store.sqlite3", "read", "1 stored", id="offline-reads-a-read-only-file"),
    ],
)
def test_a_place_without_rights(open_place: Path, folder: int, file: int, name: str, how: str, told: str) -> None:
    (open_place / "store.sqlite3").chmod(file)
    open_place.chmod(folder)
    said = subprocess.run([sys.executable, "-c", OPEN, str(open_place / name), how], capture_output=True, text=True, timeout=60)
    assert said.stderr == ""
    assert told in said.stdout
    assert said.stdout.startswith((f"{open_place / name}: the store", "1 stored"))


@pytest.mark.parametrize(
    ("version", "undone"),
    [
        pytest.param(1, ("DROP TABLE save_job", "ALTER TABLE exchange DROP COLUMN is_last"), id="version-1"),
        pytest.param(2, ("DROP TABLE save_job",), id="version-2"),
    ],
)
def test_a_store_of_an_older_citeaudit_is_brought_up_to_date_by_the_next_run_that_writes(
    tmp_path: Path, version: int, undone: tuple[str, ...]
) -> None:
    path = tmp_path / "store"
    with closing(open_to_write(path)) as connection:
        for statement in undone:
            connection.execute(statement)
        connection.execute("INSERT INTO exchange (url, run, asked_at, seen) VALUES ('u', 1, 't', x'00')")
        connection.execute(f"PRAGMA user_version = {version}")
    with pytest.raises(UsageError, match="the store is of an older citeaudit"):
        open_to_read(path)
    with closing(open_to_write(path)) as connection:
        assert connection.execute("SELECT url, is_last FROM exchange").fetchall() == [("u", 1)]
        assert connection.execute("SELECT * FROM save_job").fetchall() == []
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
    reading = open_to_read(path)
    assert reading is not None
    reading.close()
