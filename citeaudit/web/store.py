"""The store: one SQLite file with each exchange as it arrives, the history of checks, the look-ups, and the pace that processes share.

A row is its own transaction, so that a process which is killed loses at most what was in flight. What an interrupted run has seen stays; what a
newer run has seen anew takes the older's place when that run ends. Exchanges and look-ups are kept as MessagePack of the model's types.
"""

from __future__ import annotations

import sqlite3
import threading
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from citeaudit.errors import UsageError
from citeaudit.model import Exchange, LinkState, Lookup, PastCheck, SaveJob
from citeaudit.ports import Wanted
from citeaudit.urls import without_credentials
from citeaudit.web.database import Patience, check_place, immediate, open_to_read, open_to_write, told

LONG = 1 << 11
"""Bytes from which an exchange is kept compressed: what fits into one page of the file costs a third of what is spread over several."""

AHEAD_S = 3600.0
"""A turn farther ahead than this is older than a change of the clock."""


def turn(next_at: float, now: float) -> float:
    """When a service may be asked (pure): at `next_at`, at once where that is past, or so far ahead that the clock must have been set back since.

    Both are seconds since 1970: of the clocks, only this one is the same for all processes and after a restart.
    """
    return next_at if now < next_at <= now + AHEAD_S else now


class Store:
    """What was seen, by URL (without credentials): for several threads at once, and for several processes on one file at once.

    The file is made by the first write. With `only_read` nothing is written, and a missing file is an empty store.

    Raises:
        UsageError: here or later: the file is no store, is damaged, is of a newer citeaudit, or cannot be read or written.
        ValueError: on a write after `close`, or to a store opened to be read.
    """

    def __init__(self, path: Path, began_at: datetime, *, only_read: bool = False) -> None:
        self._path, self._began_at = path, began_at
        self._lock, self._patience = threading.RLock(), Patience()
        self._run = 0
        self._writable, self._forgotten = not only_read, False
        self._connection: sqlite3.Connection | None = None
        with told(path):
            if path.exists():
                self._connection = open_to_read(path, self._patience) if only_read else open_to_write(path, self._patience)
            elif not only_read:
                check_place(path)

    # ------------------------------------------------------------ exchanges

    def add(self, url: str, exchange: Exchange, *, is_last: bool = True) -> None:
        """Keeps one exchange of the check of `url`, or a wiki's answer, at once; `is_last` where nothing is left to ask.

        After `forget_run` and `close` it is dropped (the engine's thread may come late).
        """
        seen = _packed(exchange)
        with self._lock:
            if self._writable and not self._forgotten:
                sql = "INSERT INTO exchange (url, run, asked_at, is_last, seen) VALUES (:url, :run, :asked_at, :is_last, :seen)"
                self._write(sql, url=without_credentials(url), asked_at=exchange.asked_at.isoformat(), is_last=is_last, seen=seen)

    def stored(self, url: str) -> tuple[Exchange, ...]:
        """The exchanges of the newest run that has asked the URL to the end (this run before any other), else of the newest; oldest first."""
        newest = "SELECT run FROM exchange WHERE url = ?1 GROUP BY run ORDER BY max(is_last) DESC, run = ?2 DESC, run DESC LIMIT 1"
        sql = f"SELECT seen FROM exchange WHERE url = ?1 AND run = ({newest}) ORDER BY id"  # noqa: S608 (the words stand one line above)
        with told(self._path):
            return tuple(_unpacked(seen) for (seen,) in self._rows(sql, without_credentials(url), self._run))

    # ------------------------------------------------------------ history and look-ups

    def history(self, url: str) -> tuple[PastCheck, ...]:
        """The checks of a URL, oldest first."""
        sql = "SELECT state, rule, checked_at FROM check_history WHERE url = ? ORDER BY checked_at"
        rows = self._rows(sql, without_credentials(url))
        return tuple(PastCheck(state=LinkState(state), rule=rule, checked_at=datetime.fromisoformat(at)) for state, rule, at in rows)

    def keep(self, url: str, check: PastCheck) -> None:
        """Adds one check to the history of a URL; the same URL and time are kept once, as they were kept first; nothing after `forget_run`."""
        sql = "INSERT OR IGNORE INTO check_history (url, checked_at, run, state, rule) VALUES (:url, :at, :run, :state, :rule)"
        at = check.checked_at.astimezone(UTC).isoformat()
        with self._lock:
            if not self._forgotten:
                self._write(sql, url=without_credentials(url), at=at, state=check.state.value, rule=check.rule)

    def stored_lookup(self, archive: str, wanted: Wanted) -> Lookup | None:
        """The newest look-up of the URL in the archive near the same day."""
        sql = "SELECT seen FROM lookup WHERE archive = ? AND url = ? AND near = ? ORDER BY run DESC LIMIT 1"
        rows = self._rows(sql, archive, without_credentials(wanted.url), _day(wanted))
        with told(self._path):
            return msgspec.msgpack.decode(rows[0][0], type=Lookup) if rows else None

    def keep_lookup(self, archive: str, wanted: Wanted, lookup: Lookup) -> None:
        """Keeps a look-up, in the place of an earlier one of this run; after `forget_run` it is dropped."""
        sql = "INSERT OR REPLACE INTO lookup (archive, url, near, run, seen) VALUES (:archive, :url, :near, :run, :seen)"
        seen = msgspec.msgpack.encode(replace(lookup, url=without_credentials(lookup.url)))
        with self._lock:
            if not self._forgotten:
                self._write(sql, archive=archive, url=without_credentials(wanted.url), near=_day(wanted), seen=seen)

    # ------------------------------------------------------------ wishes to have a page archived

    def save_job(self, url: str) -> SaveJob | None:
        """The newest wish to have a URL archived."""
        rows = self._rows("SELECT seen FROM save_job WHERE url = ?", without_credentials(url))
        with told(self._path):
            return msgspec.msgpack.decode(rows[0][0], type=SaveJob) if rows else None

    def keep_save_job(self, job: SaveJob) -> None:
        """Keeps how a wish stands, in the place of what was kept for the same URL."""
        sql = "INSERT OR REPLACE INTO save_job (url, run, seen) VALUES (:url, :run, :seen)"
        url = without_credentials(job.url)
        self._write(sql, url=url, seen=msgspec.msgpack.encode(replace(job, url=url)))

    # ------------------------------------------------------------ pace

    def reserve(self, service: str, now: float, gap_s: float) -> float:
        """Takes the next turn at a service among all processes on this store, and leaves the one `gap_s` after it to the next.

        Returns:
            When the turn is, in seconds since 1970 as `now`.
        """
        with self._transaction() as (connection, _):
            mine = turn(_next_at(connection, service), now)
            connection.execute("INSERT OR REPLACE INTO pace (service, next_at) VALUES (?, ?)", (service, mine + gap_s))
        return mine

    def pause(self, service: str, until: float) -> None:
        """Gives out no turn at a service before `until` (seconds since 1970)."""
        with self._transaction() as (connection, _):
            until = max(until, _next_at(connection, service))
            rows = ((service, until), (_paused(service), until))
            connection.executemany("INSERT OR REPLACE INTO pace (service, next_at) VALUES (?, ?)", rows)

    def paused_until(self, service: str, now: float) -> float:
        """Until when a service is left alone (seconds since 1970), `now` where it is not: who took a turn before that began has to wait on."""
        rows = self._rows("SELECT next_at FROM pace WHERE service = ?", _paused(service))
        return turn(float(rows[0][0]) if rows else 0.0, now)

    # ------------------------------------------------------------ the run

    def forget(self, urls: Collection[str]) -> None:
        """Deletes what this run has kept of the checks of some URLs."""
        with self._lock:
            for url in urls if self._run else ():
                self._write("DELETE FROM exchange WHERE run = :run AND url = :url", url=without_credentials(url))

    def forget_run(self) -> None:
        """Deletes what this run has kept, and keeps nothing of what it still sees."""
        with self._lock:
            self._forgotten = True
            if self._run:
                for table in ("exchange", "check_history", "lookup"):
                    self._write(f"DELETE FROM {table} WHERE run = :run")  # noqa: S608 (the names stand one line above)

    def begin(self) -> None:
        """Notes that a run has begun, which otherwise its first row does."""
        with self._transaction():
            pass

    def last_run(self) -> datetime | None:
        """When the last run that kept something here began, None where there was none."""
        rows = self._rows("SELECT began_at FROM run ORDER BY id DESC LIMIT 1")
        return datetime.fromisoformat(rows[0][0]) if rows else None

    def hurry(self) -> None:
        """Waits for no other process any more, in no thread: a run that is ended does so at once."""
        self._patience.end()

    def close(self) -> None:
        """Drops from older runs what this one has seen anew, and closes the file."""
        self.hurry()
        with self._lock:
            if self._writable and self._run:
                # Only tidying up: a full disk or a locked file must not hide what ended the run.
                with suppress(UsageError):
                    self._drop_replaced()
            if self._connection is not None:
                self._connection.close()
            self._connection, self._writable = None, False

    def _drop_replaced(self) -> None:
        self._write("DELETE FROM exchange WHERE run < :run AND url IN (SELECT url FROM exchange WHERE run = :run AND is_last)")
        anew = "SELECT archive, url, near FROM lookup WHERE run = :run"
        self._write(f"DELETE FROM lookup WHERE run < :run AND (archive, url, near) IN ({anew})")  # noqa: S608 (the words stand one line above)

    # ------------------------------------------------------------ SQLite

    def _rows(self, sql: str, *values: str | int) -> list[Any]:
        with self._lock, told(self._path):
            return [] if self._connection is None else self._connection.execute(sql, values).fetchall()

    def _write(self, sql: str, **values: str | bytes | bool) -> None:
        """One statement, which is a transaction by itself."""
        with self._lock, told(self._path):
            if self._run and self._writable and self._connection is not None:
                self._connection.execute(sql, {**values, "run": self._run})
                return
            with self._transaction() as (connection, run):
                connection.execute(sql, {**values, "run": run})

    @contextmanager
    def _transaction(self) -> Iterator[tuple[sqlite3.Connection, int]]:
        """The connection inside a transaction that no other process is in, and the number of this run (given by its first)."""
        with self._lock, told(self._path):
            if not self._writable:
                raise ValueError("the store is closed, or was opened to be read")
            if self._connection is None:
                self._connection = open_to_write(self._path, self._patience)
            with immediate(self._connection):
                sql = "INSERT INTO run (began_at) VALUES (?)"
                run = self._run or self._connection.execute(sql, (self._began_at.isoformat(),)).lastrowid or 0
                yield self._connection, run
            self._run = run


def _packed(exchange: Exchange) -> bytes:
    """An exchange as MessagePack, compressed where it is long: an article of a wiki is, and comes down to a fifth."""
    seen = msgspec.msgpack.encode(exchange)
    return zlib.compress(seen, level=1) if len(seen) > LONG else seen


def _unpacked(seen: bytes) -> Exchange:
    """Raises msgspec.MsgspecError for damaged data. zlib's begin with `x` (RFC 1950), which in MessagePack is a number."""
    try:
        return msgspec.msgpack.decode(zlib.decompress(seen) if seen[:1] == b"x" else seen, type=Exchange)
    except zlib.error as wrong:
        raise msgspec.DecodeError(str(wrong)) from wrong


def _day(wanted: Wanted) -> str:
    """The day that a look-up is kept under, and the period where one was asked for: another snapshot may be the best then."""
    day = wanted.near.astimezone(UTC).date().isoformat()
    return f"{day} within {wanted.within}" if wanted.within else day


def _paused(service: str) -> str:
    return f"{service} paused"


def _next_at(connection: sqlite3.Connection, service: str) -> float:
    row = connection.execute("SELECT next_at FROM pace WHERE service = ?", (service,)).fetchone()
    return float(row[0]) if row else 0.0
