"""The store keeps what was seen: across runs, beside other processes, past a kill, and says plainly when it cannot."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from citeaudit.errors import UsageError
from citeaudit.model import (
    Exchange,
    Failure,
    FailureKind,
    Hop,
    LinkState,
    Lookup,
    Page,
    PastCheck,
    Phase,
    Purpose,
    Request,
    SaveJob,
    SaveState,
    Snapshot,
    text,
)
from citeaudit.ports import Wanted
from citeaudit.web.store import AHEAD_S, Store, turn

NOW = datetime(2031, 5, 4, 12, 0, tzinfo=UTC)
URL = "https://paper.example/story?id=1"


def exchange(status: int = 200, *, url: str = URL, at: datetime = NOW) -> Exchange:
    return Exchange(request=Request(url=url), status=status, asked_at=at)


def check(at: datetime, state: LinkState = LinkState.GONE) -> PastCheck:
    return PastCheck(state=state, rule="link/404", checked_at=at)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "store.sqlite3"


def opened(path: Path, *, only_read: bool = False) -> closing[Store]:
    return closing(Store(path, NOW, only_read=only_read))


# ---------------------------------------------------------------- what is kept


def test_a_long_answer_is_kept_whole_and_small(path: Path) -> None:
    article = replace(exchange(), answer="<li>Қазақстан</li>" * 100_000)
    with opened(path) as store:
        store.add(URL, article)
        assert store.stored(URL) == (article,)
    assert path.stat().st_size < len(article.answer) / 5


def test_a_damaged_long_answer_is_told_as_damage(path: Path) -> None:
    with opened(path) as store:
        store.add(URL, replace(exchange(), answer="x" * 100_000))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE exchange SET seen = substr(seen, 1, 20)")
    with opened(path, only_read=True) as store, pytest.raises(UsageError, match="the store is damaged"):
        store.stored(URL)


def test_everything_an_exchange_holds_comes_back(path: Path) -> None:
    seen = Exchange(
        request=Request(url=URL, purpose=Purpose.BROWSER_LIKE, wait_s=5.0),
        hops=(Hop(url=URL, status=301, location="/новости"), Hop(url="https://paper.example/новости", status=200)),
        status=200,
        headers=(("content-type", "text/html"),),
        failure=Failure(kind=FailureKind.RESET, phase=Phase.BODY, detail="connection reset"),
        final_url="https://paper.example/новости",
        peer="192.0.2.7",
        content_type="text/html",
        charset="windows-1251",
        head=b"\x00\xff<!DOCTYPE html",
        size=2_097_152,
        truncated=True,
        sha256="0f" * 32,
        page=Page(title="Сот", free=False, citation=(("citation_doi", "10.1/x"),), refresh_s=0.5, words=812, text="сөз " * 2000),
        asked_at=NOW + timedelta(microseconds=1),
        took_s=0.25,
    )
    with opened(path) as store:
        store.add(URL, seen)
    with opened(path) as store:
        assert store.stored(URL) == (seen,)


def test_stored_are_the_exchanges_of_the_newest_run_oldest_first(path: Path) -> None:
    for statuses in ((500,), (404, 200), ()):
        with opened(path) as store:
            for status in statuses:
                store.add(URL, exchange(status))
    with opened(path) as store:
        assert [seen.status for seen in store.stored(URL)] == [404, 200]
        assert store.stored("https://paper.example/other") == ()


def test_a_probe_is_stored_with_the_check_that_needed_it(path: Path) -> None:
    probe = exchange(404, url="https://paper.example/k3j2h1")
    with opened(path) as store:
        store.add(URL, exchange())
        store.add(URL, probe)
        assert store.stored(URL) == (exchange(), probe)
        assert store.stored(probe.request.url) == ()


def test_a_finished_run_takes_the_place_of_older_ones(path: Path) -> None:
    for _ in range(5):
        with opened(path) as store:
            store.add(URL, exchange())
            store.add("https://paper.example/once" if _ == 0 else URL, exchange())
            store.keep_lookup("wayback", Wanted(url=URL, near=NOW), Lookup(url=URL))
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("SELECT count(*) FROM exchange").fetchone() == (3,)
        assert file.execute("SELECT count(*) FROM lookup").fetchone() == (1,)


def test_what_was_broken_off_does_not_take_the_place_of_a_check_that_was_done(path: Path) -> None:
    with opened(path) as store:
        store.add(URL, exchange(410))
    with opened(path) as store:
        store.add(URL, exchange(404), is_last=False)
    with opened(path, only_read=True) as store:
        assert store.stored(URL) == (exchange(410),)
    with opened(path) as store:
        store.add(URL, exchange(404), is_last=False)
        store.add(URL, exchange(200))
        assert store.stored(URL) == (exchange(404), exchange(200))


def test_history_is_in_order_and_the_same_check_is_kept_once(path: Path) -> None:
    days = [NOW + timedelta(days=day) for day in range(3)]
    with opened(path) as store:
        for at in (days[2], days[0], days[1]):
            store.keep(URL, check(at))
    with opened(path) as store:
        store.keep(URL, check(days[1], LinkState.LIVE))
        store.keep("https://other.example/", check(days[1]))
        assert store.history(URL) == tuple(check(at) for at in days)


@pytest.mark.parametrize(
    ("archive", "near", "found"),
    [
        pytest.param("wayback", NOW + timedelta(hours=11), True, id="same-day"),
        pytest.param("wayback", NOW + timedelta(hours=12), False, id="another-day"),
        pytest.param("other", NOW, False, id="another-archive"),
    ],
)
def test_a_lookup_is_found_by_archive_url_and_day(path: Path, archive: str, near: datetime, found: bool) -> None:
    snapshot = Snapshot(archive="wayback", url=URL, at=NOW, status=None, replay_url=f"https://archive.example/web/20310504120000id_/{URL}")
    lookup = Lookup(url=URL, snapshots=(snapshot,), exchanges=(exchange(),))
    with opened(path) as store:
        store.keep_lookup("wayback", Wanted(url=URL, near=NOW), Lookup(url=URL))
        store.keep_lookup("wayback", Wanted(url=URL, near=NOW, cited_title="Story"), lookup)
    with opened(path) as store:
        assert store.stored_lookup(archive, Wanted(url=URL, near=near)) == (lookup if found else None)


WISH = SaveJob(url=URL, number="spn2-1", asked_at=NOW, seen_at=NOW, state=SaveState.ASKED)
SAVED = replace(WISH, state=SaveState.SAVED, seen_at=NOW + timedelta(minutes=1), snapshot_url=f"https://archive.example/web/20310504120000/{URL}")


def test_a_wish_stands_as_it_was_kept_last(path: Path) -> None:
    failed = replace(WISH, state=SaveState.FAILED, reason=text("the site is away ({code})", code="no-access"))
    with opened(path) as store:
        assert store.save_job(URL) is None
        store.keep_save_job(WISH)
        store.keep_save_job(replace(failed, url="https://paper.example/other"))
    with opened(path) as store:
        assert store.save_job(URL) == WISH
        store.keep_save_job(SAVED)
        assert store.save_job("https://paper.example/other") == replace(failed, url="https://paper.example/other")
    with opened(path, only_read=True) as store:
        assert store.save_job(URL) == SAVED
        assert store.save_job("https://paper.example/none") is None


def test_a_wish_outlives_a_run_that_is_forgotten(path: Path) -> None:
    with opened(path) as store:
        store.keep_save_job(WISH)
        store.forget_run()
        store.keep_save_job(SAVED)
    with opened(path) as store:
        assert store.save_job(URL) == SAVED


def test_a_damaged_wish_is_told_as_damage(path: Path) -> None:
    with opened(path) as store:
        store.keep_save_job(WISH)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE save_job SET seen = x'c1'")
    with opened(path) as store, pytest.raises(UsageError, match="the store is damaged"):
        store.save_job(URL)


def test_credentials_are_never_written(path: Path) -> None:
    secret = "https://ann:sesame@paper.example/story"
    with opened(path) as store:
        store.add(secret, exchange())
        store.keep(secret, check(NOW))
        store.keep_lookup("wayback", Wanted(url=secret, near=NOW), Lookup(url=secret))
        store.keep_save_job(replace(WISH, url=secret))
        assert store.stored(secret) == store.stored("https://paper.example/story") == (exchange(),)
        assert store.history(secret) == (check(NOW),)
        assert store.save_job(secret) == replace(WISH, url="https://paper.example/story")
        assert store.stored_lookup("wayback", Wanted(url=secret, near=NOW)) == Lookup(url="https://paper.example/story")
    assert b"sesame" not in path.read_bytes()


def test_forgetting_a_run_leaves_the_older_results_and_takes_nothing_more(path: Path) -> None:
    earlier = NOW - timedelta(days=9)
    wanted = Wanted(url=URL, near=NOW)
    with opened(path) as store:
        store.add(URL, exchange(200, at=earlier))
        store.keep(URL, check(earlier, LinkState.LIVE))
        store.keep_lookup("wayback", wanted, Lookup(url=URL))
    with opened(path) as store:
        store.add(URL, exchange(0))
        store.keep(URL, check(NOW))
        store.keep_lookup("wayback", wanted, Lookup(url=URL, exchanges=(exchange(0),)))
        store.forget_run()
        store.add(URL, exchange(0))
        store.keep_lookup("wayback", wanted, Lookup(url=URL, exchanges=(exchange(0),)))
    with opened(path) as store:
        assert store.stored(URL) == (exchange(200, at=earlier),)
        assert store.history(URL) == (check(earlier, LinkState.LIVE),)
        assert store.stored_lookup("wayback", wanted) == Lookup(url=URL)


def test_what_the_engine_brings_after_the_close_is_dropped(path: Path) -> None:
    with opened(path) as store:
        store.add(URL, exchange())
    store.add(URL, exchange(500))
    with opened(path) as again:
        assert again.stored(URL) == (exchange(),)
    with pytest.raises(ValueError, match="closed"):
        store.keep(URL, check(NOW))


# ---------------------------------------------------------------- pace


@pytest.mark.parametrize(
    ("next_at", "mine"),
    [
        pytest.param(0.0, 1000.0, id="never-asked"),
        pytest.param(990.0, 1000.0, id="turn-is-past"),
        pytest.param(1002.5, 1002.5, id="turn-is-ahead"),
        pytest.param(1001.0 + AHEAD_S, 1000.0, id="the-clock-was-set-back"),
    ],
)
def test_whose_turn_it_is(next_at: float, mine: float) -> None:
    assert turn(next_at, now=1000.0) == mine


def test_turns_are_given_out_one_after_the_other_and_a_pause_moves_them(path: Path) -> None:
    with opened(path) as one, opened(path) as other:
        assert [store.reserve("cdx", 1000.0, 2.5) for store in (one, other, one)] == [1000.0, 1002.5, 1005.0]
        assert other.reserve("availability", 1000.0, 2.5) == 1000.0
        one.pause("cdx", 1060.0)
        one.pause("cdx", 1030.0)
        assert other.reserve("cdx", 1001.0, 2.5) == 1060.0


# ---------------------------------------------------------------- other processes

WRITE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from citeaudit.model import Exchange, Request
from citeaudit.web.store import Store
path, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
store = Store(Path(path), datetime(2031, 5, 4, tzinfo=UTC))
for number in range(count):
    store.add(f"https://{name}.example/", Exchange(request=Request(url=f"https://{name}.example/"), asked_at=datetime.now(UTC)))
    print(store.reserve("cdx", 1000.0, 2.5), flush=True)
store.close()
"""


def writers(path: Path, count: int, *names: str) -> list[subprocess.Popen[str]]:
    """Processes that write at the same time, each `count` exchanges and turns; the turns are what they print."""
    pipe = subprocess.PIPE
    commands = ([sys.executable, "-c", WRITE, str(path), name, str(count)] for name in names)
    started = [subprocess.Popen(command, text=True, stdin=pipe, stdout=pipe, stderr=pipe) for command in commands]
    for process in started:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in started:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    return started


def test_processes_that_write_at_once_lose_nothing_and_share_the_pace(path: Path) -> None:
    names, count = ("one", "two", "three"), 300
    told = [process.communicate(timeout=60) for process in writers(path, count, *names)]
    assert [err for _, err in told] == ["", "", ""]
    turns = sorted(float(line) for out, _ in told for line in out.splitlines())
    assert turns == [1000.0 + 2.5 * number for number in range(len(names) * count)]
    with opened(path) as store:
        assert [len(store.stored(f"https://{name}.example/")) for name in names] == [count] * 3


def test_what_a_killed_process_had_written_is_there(path: Path) -> None:
    (process,) = writers(path, 1_000_000, "one")
    assert process.stdout is not None
    for _ in range(20):
        process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    with opened(path) as store:
        assert len(store.stored("https://one.example/")) >= 20


# ---------------------------------------------------------------- the file


def test_nothing_is_made_before_something_is_kept(path: Path) -> None:
    with opened(path) as store:
        assert (store.stored(URL), store.history(URL), store.stored_lookup("wayback", Wanted(url=URL, near=NOW))) == ((), (), None)
        store.forget_run()
        assert not path.parent.exists()
    with opened(path) as store:
        store.keep(URL, check(NOW))
    assert path.exists()


def test_a_store_opened_to_be_read_is_left_as_it_is(path: Path) -> None:
    with opened(path, only_read=True) as store:
        assert store.stored(URL) == ()
    assert not path.parent.exists()
    with opened(path) as store:
        store.add(URL, exchange())
    before = path.read_bytes()
    with opened(path, only_read=True) as store:
        assert store.stored(URL) == (exchange(),)
        with pytest.raises(ValueError, match="opened to be read"):
            store.keep(URL, check(NOW))
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]
