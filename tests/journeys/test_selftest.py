"""`citeaudit selftest`: all right on a machine as it should be, and wrong where a rule of the judge is broken."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from citeaudit.commands import selftest
from citeaudit.links import connections, pages, rules, statuses
from citeaudit.links.observed import Observed, Ruling
from citeaudit.model import LinkState, text
from citeaudit.ports import Console
from citeaudit.settings import Settings
from citeaudit.web import behaviours

Run = Callable[..., CompletedProcess[str]]

STATES = [state.value for state in LinkState]


def rows(printed: str) -> dict[str, list[int]]:
    """Cases, right and wrong of each row of the table."""
    return {name: [int(number) for number in numbers.split()] for name, numbers in re.findall(r"^([a-z0-9-]+)((?: +\d+){3})$", printed, re.M)}


@pytest.mark.skipif(not shutil.which("openssl"), reason="cases that need certificates need the openssl command")
def test_all_is_right_whatever_the_users_own_surroundings_are(citeaudit: Run, tmp_path: Path) -> None:
    (tmp_path / "citeaudit.toml").write_text('deadline_s = 0.1\noffline_controls = "http://127.0.0.1:9"\n')
    users_own = {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9", "REQUESTS_CA_BUNDLE": str(tmp_path / "none")}
    done = citeaudit("selftest", environ=users_own)
    table = rows(done.stdout)
    assert [line for line in done.stdout.splitlines() if line.startswith(("wrong:", "left out:"))] == []
    assert (done.returncode, done.stderr) == (0, "")
    assert list(table) == [*STATES, "all"]
    assert all(cases == right > 0 and wrong == 0 for cases, right, wrong in table.values())
    assert done.stdout.splitlines()[-1] == f"{table['all'][0]} of {table['all'][0]} right; living called dead: 0, dead called living: 0"
    assert not (tmp_path / "store.sqlite3").exists(), "the user's own store is not touched"


def all_is_gone(seen: Observed) -> Ruling:
    return Ruling(state=LinkState.GONE, rule="broken", reason=text("a broken rule says so"))


@pytest.fixture
def some(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, list[str]]]:
    """Runs the command in this process with some of its cases and with rules of one's own; gives its exit code and its lines."""

    def run(names: set[str], broken: tuple[Callable[[Observed], Ruling | None], ...]) -> tuple[int, list[str]]:
        monkeypatch.setattr(rules, "RULES", broken)
        monkeypatch.setattr(behaviours, "CASES", tuple(case for case in behaviours.CASES if case.name in names))
        put: list[str] = []
        code = selftest.COMMAND.run(Settings(), (), Console(say=put.append, put=put.append, tell=lambda told: None))
        return code, "".join(put).splitlines()

    return run


def test_a_judge_without_a_rule_is_found_out(some: Callable[..., tuple[int, list[str]]]) -> None:
    without = tuple(rule for rule in rules.RULES if rule is not pages.not_found)
    code, lines = some({"404", "a page as it was cited", "an error page that says 200 (kk)"}, without)
    assert code == 1
    assert rows("\n".join(lines))["soft-404"] == [1, 0, 1]
    assert [line.partition(" is soft-404, was called ")[2][:8] for line in lines if line.startswith("wrong:")] == ["drifted:"]
    assert lines[-1] == "2 of 3 right; living called dead: 0, dead called living: 1"


def test_a_judge_that_calls_the_living_dead_is_found_out(some: Callable[..., tuple[int, list[str]]]) -> None:
    broken = (*connections.RULES, *(rule for rule in statuses.RULES if rule is statuses.gone), all_is_gone)
    code, lines = some({"404", "a page as it was cited", "a redirect by 301"}, broken)
    assert code == 1
    assert "wrong: a page as it was cited (http://news.example/2019/report) is live, was called gone: a broken rule says so" in lines
    assert lines[-1] == "1 of 3 right; living called dead: 2, dead called living: 0"


def test_without_openssl_cases_are_left_out_and_that_is_said(
    some: Callable[..., tuple[int, list[str]]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    code, lines = some({"404", "an expired certificate", "https"}, rules.RULES)
    assert code == 0
    assert lines[-2:] == [
        "left out: 2 cases that need certificates, because there is no openssl command on this machine",
        "1 of 1 right; living called dead: 0, dead called living: 0",
    ]
