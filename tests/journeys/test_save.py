"""`citeaudit save` as a user runs it: a dry run by default; with --send against the stand's Save Page Now, past faults, kills and signals."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from citeaudit.web.misbehaving import Stranger, closed_port
from tests.savepagenow import KEYS

Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]

# Pages of the stand whose captures of today change nothing for other tests: the archive has them already, or cannot capture them.
READABLE = "https://www.hrw.org/world-report/2015/country-chapters/kazakhstan"
ALSO_READABLE = "https://www.bbc.co.uk/news/world-asia-16221566"
ERROR_PAGE = "http://astanatimes.com/2016/12/kazakhstan-marks-human-rights-day/"
UNREACHABLE = "https://eeas.europa.eu/hang/human-rights"
NO_HOST = "http://www.kazakhembus.com/human-rights-ombudsman"

PER_MINUTE = 600
"""Wishes a minute; four looks at jobs to each."""

SET_KEYS = "from https://archive.org/account/s3.php, into the environment variables IA_ACCESS_KEY_ID and IA_SECRET_ACCESS_KEY"


def write_table(folder: Path, *urls: str, name: str = "references.csv") -> None:
    """A table as `check` writes it, of pages that are live and have no copy."""
    rows = (f"{number},{url},live,absent\n" for number, url in enumerate(urls, 1))
    (folder / name).write_text(f"reference,url,link_state,archive_state\n{''.join(rows)}", encoding="utf-8")


def table(said: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(said)))


def outcomes(said: str) -> list[tuple[str, str]]:
    return [(row["url"], row["outcome"]) for row in table(said)]


def traces(folder: Path) -> bytes:
    """All that a run has left in its folder, the store's side files too."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


# ---------------------------------------------------------------- before anybody is asked


def test_without_send_it_says_what_would_be_asked_and_asks_nobody(citeaudit: Run, tmp_path: Path) -> None:
    rows = (
        ("1", READABLE, "live", "absent"),
        ("2", f"{READABLE}#again", "live", "absent"),
        ("3", UNREACHABLE, "drifted", "unusable"),
        ("4", "https://example.org/archived", "live", "archived"),
        ("5", "https://example.org/distant", "moved", "distant"),
        ("6", "https://example.org/excluded", "live", "excluded"),
        ("7", "https://example.org/throttled", "live", "unknown"),
        ("8", "https://example.org/gone", "gone", "absent"),
        ("9", "", "not-checked", "not-checked"),
        ("10", "http://10.1.2.3/inside", "live", "absent"),
    )
    lines = ("reference,url,link_state,archive_state", *(",".join(row) for row in rows))
    (tmp_path / "references.csv").write_text("\n".join(lines), encoding="utf-8")
    with closing(Stranger()) as everybody:
        proxies = {"HTTP_PROXY": everybody.url(), "HTTPS_PROXY": everybody.url()}
        done = citeaudit("save", "references.csv", environ=proxies)
        assert done.returncode == 0, done.stderr
        assert everybody.asked == []
    assert table(done.stdout) == [{"reference": "1", "url": READABLE}, {"reference": "3", "url": UNREACHABLE}]
    assert done.stderr == (
        "2 pages would be asked for; 7 left out (1 without a web address, 1 at an address that is private or malformed, 1 not live, "
        "2 archived already, 1 excluded by the archive, 1 of which the archive has told nothing). Nothing was sent: --send asks the archive\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["references.csv"]


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        pytest.param({}, "IA_ACCESS_KEY_ID and IA_SECRET_ACCESS_KEY are not set", id="no-keys"),
        pytest.param({"IA_ACCESS_KEY_ID": "Aladdin0"}, "IA_SECRET_ACCESS_KEY is not set", id="half-the-keys"),
        pytest.param(KEYS | {"IA_ACCESS_KEY_ID": ""}, "IA_ACCESS_KEY_ID is not set", id="empty"),
        pytest.param(KEYS | {"IA_SECRET_ACCESS_KEY": "opensesame\r\nX: y"}, "what IA_SECRET_ACCESS_KEY holds cannot be a key", id="line-break"),
    ],
)
def test_without_keys_it_says_how_to_set_them(
    citeaudit: Run, one_line: Callable[[Done, int], str], tmp_path: Path, keys: Mapping[str, str], told: str
) -> None:
    write_table(tmp_path, READABLE)
    line = one_line(citeaudit("save", "references.csv", "--send", "--debug", environ=keys), 2)
    assert told in line
    assert SET_KEYS in line
    assert "opensesame" not in line


@pytest.mark.parametrize("arguments", [("--send", "--offline"), ("--send",)], ids=["flags", "setting"])
def test_send_and_offline_do_not_go_together(
    citeaudit: Run, one_line: Callable[[Done, int], str], tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    write_table(tmp_path, READABLE)
    environ = KEYS if "--offline" in arguments else KEYS | {"CITEAUDIT_OFFLINE": "1"}
    assert "do not go together" in one_line(citeaudit("save", "references.csv", *arguments, environ=environ), 2)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param("url\nhttps://example.org/\n", "run 'citeaudit check references.csv' first", id="not-checked"),
        pytest.param("https://example.org/\n", "run 'citeaudit check references.csv' first", id="a-list"),
        pytest.param("", "is empty", id="empty"),
        pytest.param("reference,title\n1,A\n", "is a table without a column url", id="no-url"),
    ],
)
def test_a_file_that_says_nothing_of_links_is_told(
    citeaudit: Run, one_line: Callable[[Done, int], str], tmp_path: Path, content: str, told: str
) -> None:
    (tmp_path / "references.csv").write_text(content, encoding="utf-8")
    assert told in one_line(citeaudit("save", "references.csv"), 3)


def test_without_a_network_nothing_is_said_of_a_page(citeaudit: Run, one_line: Callable[[Done, int], str], tmp_path: Path) -> None:
    write_table(tmp_path, READABLE, ALSO_READABLE)
    with closed_port() as port:
        done = citeaudit("save", "references.csv", "--send", environ=KEYS | {"CITEAUDIT_WAYBACK_URL": f"http://127.0.0.1:{port}"})
    assert one_line(done, 4).startswith("citeaudit: pages cannot be saved: the archive did not answer (connection-refused)")
    assert table(done.stdout) == []


# ---------------------------------------------------------------- in the stand's world


@pytest.fixture
def world(stand: Mapping[str, str], tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a run in the stand's world, which has asked for nothing yet."""
    control(stand, "/reset", {})
    clean = {name: value for name, value in stand.items() if not name.startswith("CITEAUDIT_")}
    path = os.pathsep.join((stand["PYTHONPATH"], str(Path(__file__).resolve().parents[2])))
    ours = {"CITEAUDIT_STORE": str(tmp_path / "store.sqlite3"), "CITEAUDIT_SAVES_PER_MINUTE": str(PER_MINUTE), "PYTHONPATH": path}
    yield clean | ours | KEYS
    control(stand, "/reset", {})


def control(stand: Mapping[str, str], path: str, told: object = None) -> object:
    data = None if told is None else json.dumps(told).encode()
    with urllib.request.urlopen(urllib.request.Request(stand["STAND_CONTROL"] + path, data=data), timeout=10) as answer:
        return json.load(answer)


def asked(stand: Mapping[str, str], method: str) -> list[str]:
    """The paths that Save Page Now was asked for with a method."""
    log = control(stand, "/log")
    assert isinstance(log, list)
    return [urlsplit(seen["url"]).path for seen in log if seen["m"] == method and urlsplit(seen["url"]).path.startswith("/save")]


def begin(world: Mapping[str, str], folder: Path, *arguments: str, file: str = "references.csv") -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "citeaudit", "save", file, "--send", *arguments]
    return subprocess.Popen(command, cwd=folder, env=dict(world), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def end(run: subprocess.Popen[str]) -> Done:
    try:
        out, err = run.communicate(timeout=90)
    finally:
        run.kill()
    return subprocess.CompletedProcess(run.args, run.returncode, out, err)


def stop_between_number_and_end(run: subprocess.Popen[str], stand: Mapping[str, str], number: int) -> Done:
    """Sends a signal as soon as a run asks how its job stands, which it knows the number of by then; the stand takes two seconds for a job."""
    while not asked(stand, "GET") and run.poll() is None:
        with suppress(subprocess.TimeoutExpired):
            run.wait(0.02)
    run.send_signal(number)
    return end(run)


@pytest.mark.stand
def test_each_page_gets_its_outcome_and_a_second_run_asks_for_none(world: dict[str, str], stand: Mapping[str, str], tmp_path: Path) -> None:
    write_table(tmp_path, READABLE, ERROR_PAGE, UNREACHABLE, NO_HOST)
    done = end(begin(world, tmp_path))
    assert done.returncode == 0, done.stderr
    rows = {row["url"]: row for row in table(done.stdout)}
    assert {url: (row["reference"], row["outcome"], row["reason"]) for url, row in rows.items()} == {
        READABLE: ("1", "saved", ""),
        ERROR_PAGE: ("2", "failed", "the archive captured no page but an answer with status 404 (error-page)"),
        UNREACHABLE: ("3", "failed", "the site does not let the archive in (no-access)"),
        NO_HOST: ("4", "failed", "the archive does not find the host (invalid-host-resolution)"),
    }
    assert done.stderr.startswith("1 saved, 3 failed, 0 still under way; 0 left out.")
    snapshot = rows[READABLE]["snapshot_url"]
    stamp = snapshot.removeprefix("https://web.archive.org/web/").partition("/")[0]
    assert snapshot == f"https://web.archive.org/web/{stamp}/{READABLE}"

    again = end(begin(world, tmp_path))
    assert (again.returncode, table(again.stdout)) == (0, [])
    assert "4 left out (1 saved before, 3 that failed less than a day ago)" in again.stderr
    assert len(asked(stand, "POST")) == 4


@pytest.mark.stand
def test_a_check_after_it_looks_again_and_finds_the_new_snapshot(world: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "urls.txt").write_text(f"{READABLE}\n", encoding="utf-8")
    check = [sys.executable, "-m", "citeaudit", "check", "urls.txt"]
    fast = world | {"CITEAUDIT_CDX_PER_MINUTE": "6000", "CITEAUDIT_REPEAT_AFTER_S": "0", "CITEAUDIT_HOST_GAP_S": "0", "CITEAUDIT_ALLOW_PRIVATE": "1"}

    def checked() -> dict[str, str]:
        subprocess.run(check, cwd=tmp_path, env=fast, check=True, capture_output=True, timeout=120)
        return table((tmp_path / "references.csv").read_text(encoding="utf-8"))[0]

    before = checked()
    write_table(tmp_path, READABLE, name="unarchived.csv")
    (saved,) = table(end(begin(world, tmp_path, file="unarchived.csv")).stdout)
    after = checked()
    assert (after["archive_state"], after["snapshot_url"]) == ("archived", saved["snapshot_url"])
    assert before["snapshot_url"] != saved["snapshot_url"]


@pytest.mark.stand
def test_the_keys_are_nowhere_but_in_the_requests(world: dict[str, str], stand: Mapping[str, str], tmp_path: Path) -> None:
    write_table(tmp_path, READABLE, UNREACHABLE)
    done = end(begin(world, tmp_path, "--debug"))
    assert done.returncode == 0, done.stderr
    log = control(stand, "/log")
    assert isinstance(log, list)
    assert {(urlsplit(seen["url"]).hostname, seen["auth"]) for seen in log} == {("web.archive.org", True)}
    left = traces(tmp_path)
    assert READABLE.encode() in left
    assert [key for key in KEYS.values() if key.encode() in left + done.stdout.encode() + done.stderr.encode()] == []


@pytest.mark.stand
def test_keys_that_the_archive_refuses_end_the_run_with_one_line(
    world: dict[str, str], stand: Mapping[str, str], one_line: Callable[[Done, int], str], tmp_path: Path
) -> None:
    write_table(tmp_path, READABLE, ALSO_READABLE)
    control(stand, "/faults", {"save": {"mode": "401", "count": 1, "body": "{}", "ctype": "application/json"}})
    done = end(begin(world, tmp_path, "--debug"))
    assert "the archive does not accept the keys in IA_ACCESS_KEY_ID and IA_SECRET_ACCESS_KEY" in one_line(done, 2)
    assert asked(stand, "POST") == ["/save"]
    assert [key for key in KEYS.values() if key in done.stdout + done.stderr] == []


@pytest.mark.stand
@pytest.mark.parametrize(
    "fault",
    [{"mode": "429", "count": 1, "retry_after": 1}, {"mode": "503", "count": 2}, {"mode": "reset", "count": 1}],
    ids=["429", "503", "reset"],
)
def test_a_fault_that_passes_is_waited_out(world: dict[str, str], stand: Mapping[str, str], tmp_path: Path, fault: dict[str, object]) -> None:
    write_table(tmp_path, ALSO_READABLE)
    control(stand, "/faults", {"save": fault})
    done = end(begin(world, tmp_path))
    assert done.returncode == 0, done.stderr
    assert outcomes(done.stdout) == [(ALSO_READABLE, "saved")]
    assert asked(stand, "POST") == ["/save"] * (1 + int(str(fault["count"])))


@pytest.mark.stand
@pytest.mark.parametrize(
    ("number", "code", "said"),
    [
        (signal.SIGKILL, -signal.SIGKILL, ""),
        (signal.SIGTERM, 143, "citeaudit: terminated; what was seen is stored, the same command goes on from there\n"),
        (signal.SIGINT, 130, "citeaudit: interrupted; what was seen is stored, the same command goes on from there\n"),
    ],
    ids=["kill", "terminate", "ctrl-c"],
)
def test_a_run_that_was_ended_under_way_is_taken_up_without_a_second_wish(
    world: dict[str, str], stand: Mapping[str, str], tmp_path: Path, number: signal.Signals, code: int, said: str
) -> None:
    write_table(tmp_path, ALSO_READABLE)
    ended = stop_between_number_and_end(begin(world, tmp_path), stand, number)
    assert (ended.returncode, table(ended.stdout), ended.stderr) == (code, [], said)
    done = end(begin(world, tmp_path))
    assert done.returncode == 0, done.stderr
    assert outcomes(done.stdout) == [(ALSO_READABLE, "saved")]
    assert len(asked(stand, "POST")) == 1
    assert len(set(asked(stand, "GET"))) == 1


@pytest.mark.stand
def test_two_runs_on_one_store_keep_the_pace_together(world: dict[str, str], stand: Mapping[str, str], tmp_path: Path) -> None:
    per_minute, lists = 120, {"one.csv": (READABLE, UNREACHABLE), "other.csv": (ALSO_READABLE, NO_HOST)}
    began = time.time()
    runs = []
    for name, urls in lists.items():
        write_table(tmp_path, *urls, name=name)
        runs.append(begin(world | {"CITEAUDIT_SAVES_PER_MINUTE": str(per_minute)}, tmp_path, file=name))
    for run, urls in zip(runs, lists.values(), strict=True):
        done = end(run)
        assert done.returncode == 0, done.stderr
        assert sorted(url for url, _ in outcomes(done.stdout)) == sorted(urls)
    wishes = len(asked(stand, "POST"))
    with closing(sqlite3.connect(tmp_path / "store.sqlite3")) as store:
        (next_at,) = store.execute("SELECT next_at FROM pace WHERE service = 'save'").fetchone()
    # Each took the turn after the other's: the next one is free when all of them have had theirs.
    assert wishes == 4
    assert next_at - began >= wishes * 60 / per_minute
