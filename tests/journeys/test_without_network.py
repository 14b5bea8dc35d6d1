"""Without a network all that needs none is done, nothing is called dead, and the run says so within seconds (exit 4)."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.journeys.site import begin, end, running_site, settings, table, write_list

Run = Callable[..., subprocess.CompletedProcess[str]]

PAGE = """<!doctype html><html lang="en"><head><title>A case - Wikipedia</title></head><body><h1 id="firstHeading">A case</h1>
<p>It is so.<sup class="reference" id="cite_ref-1"><a href="#cite_note-1">[1]</a></sup></p>
<p>And so.<sup class="reference" id="cite_ref-2"><a href="#cite_note-2">[2]</a></sup></p>
<ol class="references">
<li id="cite_note-1"><span class="mw-cite-backlink"><a href="#cite_ref-1">^</a></span> <span class="reference-text"><cite class="citation web">
<a rel="nofollow" class="external text" href="https://www.hrw.org/one">"One"</a>. Human Rights Watch.</cite></span></li>
<li id="cite_note-2"><span class="mw-cite-backlink"><a href="#cite_ref-2">^</a></span> <span class="reference-text"><cite class="citation web">
<a rel="nofollow" class="external text" href="https://www.osce.org/two">"Two"</a>. OSCE.</cite></span></li>
</ol></body></html>"""


@pytest.fixture
def cut_off() -> list[str]:
    """A command in front of which there is no network but loopback."""
    unshare = shutil.which("unshare")
    if not unshare or subprocess.run([unshare, "-n", "true"], capture_output=True).returncode:
        pytest.skip("a network namespace of its own needs unshare and root")
    return [unshare, "-n"]


def states(folder: Path) -> set[tuple[str, str, str]]:
    with (folder / "references.csv").open(encoding="utf-8", newline="") as stream:
        return {(row["link_state"], row["archive_state"], row["status"]) for row in csv.DictReader(stream)}


def test_something_to_ask_and_no_network(citeaudit: Run, cut_off: list[str], tmp_path: Path) -> None:
    (tmp_path / "case.html").write_text(PAGE, encoding="utf-8")
    done = citeaudit("audit", "case.html", before=cut_off)
    assert done.returncode == 4, done.stderr
    (line,) = done.stderr.splitlines()
    assert "there was no network" in line
    assert states(tmp_path) == {("not-checked", "not-checked", "not-checked")}
    assert "no network: neither the sources nor the control addresses" in (tmp_path / "reports" / "link-rot.md").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "reports" / "audit.json").read_bytes())["left_out"][0]["cause"] == "no-network"


def test_offline_is_no_mistake(citeaudit: Run, cut_off: list[str], tmp_path: Path) -> None:
    (tmp_path / "case.html").write_text(PAGE, encoding="utf-8")
    assert citeaudit("audit", "case.html", "--offline", before=cut_off).returncode == 0
    assert states(tmp_path) == {("not-checked", "not-checked", "not-checked")}


def test_an_article_without_addresses_has_nothing_to_ask(citeaudit: Run, cut_off: list[str], repository: Path, tmp_path: Path) -> None:
    done = citeaudit("audit", repository / "examples" / "human-rights-in-kazakhstan.txt", before=cut_off)
    assert done.returncode == 0, done.stderr
    assert states(tmp_path) == {("not-checked", "not-checked", "no-url")}


def test_check_without_a_network(citeaudit: Run, cut_off: list[str], tmp_path: Path) -> None:
    (tmp_path / "urls.txt").write_text("https://www.hrw.org/one\nftp://files.example/x\n", encoding="utf-8")
    assert citeaudit("check", "urls.txt", before=cut_off).returncode == 4
    assert not (tmp_path / "reports" / "balance.md").exists()
    assert ("not-checked", "not-checked", "not-checked") in states(tmp_path)


def test_what_was_decided_is_left_out_on_purpose(citeaudit: Run, cut_off: list[str], tmp_path: Path) -> None:
    (tmp_path / "case.html").write_text(PAGE, encoding="utf-8")
    done = citeaudit("audit", "case.html", "--no-live", "--no-archive", before=cut_off)
    assert done.returncode == 0, done.stderr
    assert "live checks were left out, as asked" in done.stderr


def test_older_results_stay(citeaudit: Run, cut_off: list[str], tmp_path: Path) -> None:
    with running_site() as site:
        write_list(site, tmp_path, "/live/1", "/gone/1")
        assert end(begin(site, tmp_path))[0] == 0
        before = [(row["link_state"], row["archive_state"], row["link_strikes"]) for row in table(tmp_path)]
        write_list(site, tmp_path, "/live/1", "/gone/1", "/live/2")
        # In front of the command even loopback is cut off, the archive and the controls with it.
        done = citeaudit("check", "urls.txt", "--refresh", before=cut_off, environ=settings(site))
        assert (done.returncode, "there was no network" in done.stderr) == (4, True)
    after = [(row["link_state"], row["archive_state"], row["link_strikes"]) for row in table(tmp_path)]
    assert after == [*before, ("not-checked", "not-checked", "")]
    with closing(sqlite3.connect(tmp_path / "store.sqlite3")) as store:
        assert store.execute("SELECT count(*), count(DISTINCT run) FROM check_history").fetchone() == (2, 1)
