"""Two runs on one store at once do not harm each other: both end right, the store stays whole, and each result is the one that a lone run gives."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.journeys.site import Site, begin, end, running_site, table, write_list

ONE = ("/live/1", "/live/2", "/gone/1", "/moved/1", "/paper/1", "/live/9")
OTHER = ("/live/2", "/live/3", "/gone/1", "/gone/2", "/moved/1", "/paper/2")
STATES = {"live": "live", "gone": "gone", "moved": "moved", "paper": "live"}


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as running:
        yield running


@pytest.fixture
def folders(site: Site, tmp_path: Path) -> tuple[Path, Path]:
    """Two folders with lists that overlap."""
    both = (tmp_path / "one", tmp_path / "other")
    for folder, paths in zip(both, (ONE, OTHER), strict=True):
        folder.mkdir()
        write_list(site, folder, *paths)
    return both


def assert_right(folder: Path, site: Site, *paths: str) -> None:
    found = [(row["url"].removeprefix(site.url()), row["link_state"], row["archive_state"]) for row in table(folder)]
    assert found == [(path, STATES[path.split("/")[1]], "absent" if "moved" in path else "archived") for path in paths]


def history(store: Path) -> list[tuple[str, str, int, str]]:
    with closing(sqlite3.connect(store)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return connection.execute("SELECT url, checked_at, run, state FROM check_history ORDER BY checked_at, url").fetchall()


def test_both_are_right_and_the_store_is_whole(site: Site, folders: tuple[Path, Path], tmp_path: Path) -> None:
    store = {"CITEAUDIT_STORE": str(tmp_path / "store.sqlite3")}
    site.hold_from(1)
    runs = [begin(site, folder, **store) for folder in folders]
    assert site.held.wait(60)
    site.go_on()
    assert [end(run)[0] for run in runs] == [0, 0]
    assert_right(folders[0], site, *ONE)
    assert_right(folders[1], site, *OTHER)
    urls = {url.removeprefix(site.url()) for url, *_ in history(tmp_path / "store.sqlite3")}
    assert urls == {*ONE, *OTHER}
    site.asked.clear()
    assert [end(begin(site, folder, **store))[0] for folder in folders] == [0, 0]
    assert site.asked == []
    assert_right(folders[0], site, *ONE)
    assert_right(folders[1], site, *OTHER)


def test_one_is_killed_and_the_other_goes_on(site: Site, folders: tuple[Path, Path], tmp_path: Path) -> None:
    store = {"CITEAUDIT_STORE": str(tmp_path / "store.sqlite3")}
    site.hold_from(5)
    runs = [begin(site, folder, **store) for folder in folders]
    assert site.held.wait(60)
    runs[0].kill()
    site.go_on()
    assert end(runs[1])[0] == 0
    assert_right(folders[1], site, *OTHER)
    end(runs[0])
    assert end(begin(site, folders[0], **store))[0] == 0
    assert_right(folders[0], site, *ONE)
    assert history(tmp_path / "store.sqlite3")


def test_one_reads_without_a_network_while_the_other_writes(site: Site, folders: tuple[Path, Path], tmp_path: Path) -> None:
    store = {"CITEAUDIT_STORE": str(tmp_path / "store.sqlite3")}
    assert end(begin(site, folders[0], **store))[0] == 0
    site.hold_from(3)
    writing = begin(site, folders[1], "--refresh", **store)
    assert site.held.wait(60)
    assert end(begin(site, folders[0], "--offline", **store))[0] == 0
    assert_right(folders[0], site, *ONE)
    site.go_on()
    assert end(writing)[0] == 0
    assert_right(folders[1], site, *OTHER)


def test_into_one_folder_the_files_are_of_one_run(site: Site, tmp_path: Path) -> None:
    write_list(site, tmp_path, *ONE)
    assert end(begin(site, tmp_path))[0] == 0
    runs = [begin(site, tmp_path, argument) for argument in ("--no-live", "--no-archive")]
    assert [end(run)[0] for run in runs] == [0, 0]
    link_states = {row["link_state"] for row in table(tmp_path)}
    told = (tmp_path / "reports" / "link-rot.md").read_text(encoding="utf-8").casefold()
    assert ("live checks were left out" in told) == (link_states == {"not-checked"})
    assert ("archive checks were left out" in told) == (link_states != {"not-checked"})


def test_history_only_grows(site: Site, tmp_path: Path) -> None:
    write_list(site, tmp_path, *ONE)
    kept: list[tuple[str, str, int, str]] = []
    for arguments in ((), ("--refresh",), (), ("--offline",), ("--refresh", "--no-archive")):
        assert end(begin(site, tmp_path, *arguments))[0] == 0
        now = history(tmp_path / "store.sqlite3")
        assert set(kept) <= set(now)
        kept = now
    assert len(kept) == 3 * len(ONE)
