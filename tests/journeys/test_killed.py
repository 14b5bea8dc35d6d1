"""kill -9 at any moment: the same command goes on, asks nothing again that was seen, and ends with what an undisturbed run tells."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote

import pytest

from citeaudit.files import write_all
from tests.journeys.site import Site, begin, end, running_site, table, write_list

LINKS = ("/live/1", "/live/2", "/live/9", "/gone/1", "/gone/2", "/moved/1", "/paper/1", "/paper/2")

AT_ONCE = 2
"""Connections to a host: so many answers may have been given that a killed run had not taken in."""

WRITTEN = ("references.csv", "reports/audit.json", "reports/link-rot.md")
"""What a check writes, in the order of the alphabet."""

KILLED = """
import os, signal, sys
left = [int(os.environ["KILLED_AT"])]
def hook(event, arguments):
    if event == os.environ["KILLED_IN"]:
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
"""
"""A sitecustomize that ends its process at the n-th audit event of a kind (docs.python.org/3/library/audit_events.html)."""


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as running:
        yield running


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[dict[str, str]], int]:
    """What a run that nobody disturbs tells of a site, its port set aside, and how many requests it takes."""
    folder = tmp_path_factory.mktemp("undisturbed")
    with running_site() as site:
        write_list(site, folder, *LINKS)
        assert end(begin(site, folder))[0] == 0
        return rows(folder, site), len(site.asked)


def rows(folder: Path, site: Site) -> list[dict[str, str]]:
    return [{name: cell.replace(f":{site.server_port}", "") for name, cell in row.items()} for row in table(folder)]


def stored(folder: Path, site: Site) -> tuple[dict[str, int], set[str]]:
    """What a killed run has left in the store, if it came to make one: exchanges by path, and the addresses that were looked up."""
    with closing(sqlite3.connect(folder / "store.sqlite3")) as store:
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        if not store.execute("SELECT * FROM sqlite_master").fetchall():
            return {}, set()
        exchanges = dict(store.execute("SELECT url, count(*) FROM exchange GROUP BY url"))
        looked_up = {url for (url,) in store.execute("SELECT url FROM lookup")}
    return {url.removeprefix(site.url()): count for url, count in exchanges.items()}, looked_up


@pytest.mark.parametrize("number", [1, 4, 8, 12, 18, 25])
def test_killed_at_a_request_and_started_again(site: Site, tmp_path: Path, undisturbed: tuple[list[dict[str, str]], int], number: int) -> None:
    told, requests = undisturbed
    assert number <= requests
    write_list(site, tmp_path, *LINKS)
    site.hold_from(number)
    run = begin(site, tmp_path)
    assert site.held.wait(60)
    run.kill()
    end(run)
    assert not (tmp_path / "references.csv").exists()
    answered = site.asked[: number - 1]
    site.go_on()
    seen, looked_up = stored(tmp_path, site)
    # A page that is gone is asked twice, one that is cited without a title has a probe: of these one answer is all.
    at_once = {path for path in LINKS if path.startswith(("/live", "/paper")) and not path.endswith("9")}
    assert len(at_once.intersection(answered) - set(seen)) <= AT_ONCE
    site.asked.clear()
    assert end(begin(site, tmp_path))[0] == 0
    assert rows(tmp_path, site) == told
    assert at_once.intersection(seen, site.asked) == set()
    assert [path for path in site.asked if any(unquote(path).partition("?url=")[2].startswith(url) for url in looked_up)] == []


def test_killed_again_and_again_it_comes_to_the_end(site: Site, tmp_path: Path, undisturbed: tuple[list[dict[str, str]], int]) -> None:
    told, requests = undisturbed
    write_list(site, tmp_path, *LINKS)
    asked, runs = 0, 0
    while not (tmp_path / "references.csv").exists():
        runs += 1
        site.hold_from(8)
        run = begin(site, tmp_path)
        while not site.held.wait(0.05) and run.poll() is None:
            pass
        run.kill()
        end(run)
        asked += len(site.asked)
        site.go_on()
        assert runs < requests
    assert rows(tmp_path, site) == told
    assert runs > 2
    assert asked <= requests + 8 * (runs - 1)


@pytest.fixture
def killing(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A folder for PYTHONPATH, whose sitecustomize ends the process as KILLED_… say."""
    folder = tmp_path_factory.mktemp("killing")
    (folder / "sitecustomize.py").write_text(KILLED, encoding="utf-8")
    return os.pathsep.join((str(folder), os.environ.get("PYTHONPATH", "")))


@pytest.mark.parametrize("number", [1, 3], ids=["the first", "the third"])
@pytest.mark.parametrize("before", [False, True], ids=["into an empty folder", "over older files"])
def test_killed_while_the_files_are_put_in_their_places(
    site: Site, tmp_path: Path, killing: str, undisturbed: tuple[list[dict[str, str]], int], number: int, before: bool
) -> None:
    told, _ = undisturbed
    write_list(site, tmp_path, *LINKS)
    if before:
        write_all(tmp_path, dict.fromkeys(WRITTEN, b"before"))
    ended, _ = end(begin(site, tmp_path, PYTHONPATH=killing, KILLED_AT=str(number), KILLED_IN="os.rename"))
    assert ended == -signal.SIGKILL
    places = {name: (tmp_path / name).read_bytes() for name in WRITTEN if (tmp_path / name).exists()}
    assert len(places) == (len(WRITTEN) if before else number - 1)
    assert all(whole == b"before" or whole.endswith((b"\n", b"}")) for whole in places.values())
    site.asked.clear()
    assert end(begin(site, tmp_path))[0] == 0
    assert site.asked == []
    assert rows(tmp_path, site) == told
    left = [path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file() and "store" not in path.name]
    assert sorted(map(str, left)) == [*WRITTEN, "urls.txt"]
