"""The store's file: its tables, how it is opened to write or to read, and what SQLite says of it, in one line for the user."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec

from citeaudit.errors import UsageError

VERSION = 3
"""`user_version` of the tables below. 2: an exchange says whether it ended a check (`is_last`). 3: wishes to have a page archived (`save_job`)."""

APPLICATION = int.from_bytes(b"cite")
"""`application_id`, which tells a store from another program's database."""

BUSY_S = 10.0
"""How long a write waits for another process's; each holds the file for milliseconds."""

_AT_ONCE_S = 0.1
"""How long SQLite waits by itself."""

_TABLES = """
CREATE TABLE run (id INTEGER PRIMARY KEY AUTOINCREMENT, began_at TEXT NOT NULL);
CREATE TABLE exchange (
    id INTEGER PRIMARY KEY, url TEXT NOT NULL, run INTEGER NOT NULL, asked_at TEXT NOT NULL, seen BLOB NOT NULL, is_last INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX exchange_of_url ON exchange (url, run);
CREATE INDEX exchange_of_run ON exchange (run);
CREATE TABLE check_history (
    url TEXT, checked_at TEXT, run INTEGER NOT NULL, state TEXT NOT NULL, rule TEXT NOT NULL, PRIMARY KEY (url, checked_at)
) WITHOUT ROWID;
CREATE TABLE lookup (archive TEXT, url TEXT, near TEXT, run INTEGER, seen BLOB NOT NULL, PRIMARY KEY (archive, url, near, run));
CREATE TABLE pace (service TEXT PRIMARY KEY, next_at REAL NOT NULL) WITHOUT ROWID;
"""

_SAVE_JOBS = "CREATE TABLE save_job (url TEXT PRIMARY KEY, run INTEGER NOT NULL, seen BLOB NOT NULL)"

_ELSEWHERE = "name another store with --store or CITEAUDIT_STORE"
_DAMAGED = ("the store is damaged", f"move the file away, or {_ELSEWHERE}")
_SHUT = ("the store cannot be opened", f"look at the rights of the file and its folder, or {_ELSEWHERE}")
_LOCKED = (f"another program has kept the store locked for {BUSY_S:g} s", f"end that program, or {_ELSEWHERE}")

# What SQLite says (its primary result codes, sqlite.org/rescode.html) → what is wrong, what to do.
_WRONG = {
    sqlite3.SQLITE_NOTADB: ("the store is not an SQLite database", f"move the file away, or {_ELSEWHERE}"),
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_READONLY: ("the store cannot be written", f"make the file and its folder writable, or {_ELSEWHERE}"),
    sqlite3.SQLITE_CANTOPEN: _SHUT,
    sqlite3.SQLITE_PERM: _SHUT,
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_IOERR: ("the store cannot be read or written", f"look whether its disk is full or damaged, or {_ELSEWHERE}"),
    sqlite3.SQLITE_FULL: ("the disk of the store is full", f"make room, or {_ELSEWHERE}"),
}


class Patience:
    """How long connections wait for other processes: `BUSY_S`, and not at all any more once the run is to end."""

    def __init__(self) -> None:
        self.busy_s = BUSY_S

    def end(self) -> None:
        """Lets who waits in any thread give up."""
        self.busy_s = 0.0


class _Patient(sqlite3.Connection):
    """Waits a short while at a time: SQLite's own wait would hold back Ctrl-C for as long as it lasts."""

    patience: Patience

    def execute(self, sql: str, values: Any = (), /) -> sqlite3.Cursor:
        """As any connection's."""
        began = time.monotonic()
        while True:
            try:
                return super().execute(sql, values)
            except sqlite3.OperationalError as wrong:
                if _code(wrong) != sqlite3.SQLITE_BUSY or time.monotonic() - began >= self.patience.busy_s:
                    raise


@contextmanager
def immediate(connection: sqlite3.Connection) -> Iterator[None]:
    """A transaction that takes the file's write lock at its begin, so that it never has to give up half-way for another process."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.rollback()


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns what SQLite, the file system and the decoder say into one line for the user."""
    try:
        yield
    except sqlite3.Error as wrong:
        what, hint = _WRONG.get(_code(wrong), (f"the store cannot be used ({wrong})", f"move the file away, or {_ELSEWHERE}"))
        raise UsageError(what, where=str(path), hint=hint) from wrong
    except OSError as wrong:
        raise UsageError(f"the store cannot be opened ({wrong.strerror})", where=str(path), hint=_ELSEWHERE) from wrong
    except msgspec.MsgspecError as wrong:
        raise UsageError(_DAMAGED[0], where=str(path), hint=_DAMAGED[1]) from wrong


def _code(wrong: sqlite3.Error) -> int:
    """SQLite's primary result code, which its `sqlite_errorcode` (an extended one) begins with."""
    return int(getattr(wrong, "sqlite_errorcode", sqlite3.SQLITE_ERROR)) & 0xFF


def check_place(path: Path) -> None:
    """Tells before the work begins that the store could not be made at its end; makes nothing."""
    folder = next(parent for parent in path.absolute().parents if parent.exists())
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        raise UsageError(f"the store cannot be made, {folder.name or folder} is not a folder that may be written", where=str(path), hint=_ELSEWHERE)


def _connected(path: Path, mode: str, patience: Patience) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?{mode}"
    connection = sqlite3.connect(address, uri=True, timeout=_AT_ONCE_S, isolation_level=None, check_same_thread=False, factory=_Patient)
    connection.patience = patience
    return connection


def open_to_write(path: Path, patience: Patience | None = None) -> sqlite3.Connection:
    """The connection to a store that is made where there is none yet, its folder too. It may be used by any thread, by one at a time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as failed:
        connection = _connected(path, "mode=rwc", patience or Patience())
        failed.callback(connection.close)
        with immediate(connection):
            if not _has_tables(connection, path):
                _make_tables(connection)
            else:
                _bring_up_to_date(connection)
            # A file that is read-only in a folder that is not shows by a write alone, and shall before the work begins.
            connection.execute(f"PRAGMA user_version = {VERSION}")
        # Where another process is in the file just now this is refused; the file stays as it is, and who opens it next makes it a WAL file.
        with suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        failed.pop_all()
    return connection


def _make_tables(connection: sqlite3.Connection) -> None:
    for statement in (*_TABLES.split(";"), _SAVE_JOBS):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")


def _bring_up_to_date(connection: sqlite3.Connection) -> None:
    version = _version(connection)
    if version < 2:
        connection.execute("ALTER TABLE exchange ADD COLUMN is_last INTEGER NOT NULL DEFAULT 1")
    if version < 3:
        connection.execute(_SAVE_JOBS)


def open_to_read(path: Path, patience: Patience | None = None) -> sqlite3.Connection | None:
    """The connection, None for a file without anything in it. Where the place allows it, no `-wal` or `-shm` file is left behind."""
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        mode = "mode=rw"
    else:
        mode = "mode=ro" if path.with_name(f"{path.name}-wal").exists() else "mode=ro&immutable=1"
    with ExitStack() as empty_or_failed:
        connection = _connected(path, mode, patience or Patience())
        empty_or_failed.callback(connection.close)
        connection.execute("PRAGMA query_only = ON")
        if _has_tables(connection, path):
            if _version(connection) < VERSION:
                hint = f"use it once as --store and without --offline, which brings it up to date, or {_ELSEWHERE}"
                raise UsageError("the store is of an older citeaudit", where=str(path), hint=hint)
            empty_or_failed.pop_all()
            return connection
    return None


def _has_tables(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether the file is a store; False where nothing is in it yet.

    Raises:
        UsageError: it is another program's, or of a newer citeaudit.
    """
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    version = _version(connection)
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != APPLICATION and (application or tables):
        raise UsageError("the store is a database of another program", where=str(path), hint=_ELSEWHERE)
    if version > VERSION:
        what = f"the store is of a newer citeaudit (its version is {version}, this citeaudit knows {VERSION})"
        raise UsageError(what, where=str(path), hint=f"update citeaudit, or {_ELSEWHERE}")
    return bool(tables)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
