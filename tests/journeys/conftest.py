"""How a journey runs the command as a user does: in a process of its own, with a clean environment."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

EPOCH = "1795564800"
"""2026-11-25T00:00:00Z: the time of every kept run."""

Done = subprocess.CompletedProcess[str]


@pytest.fixture
def citeaudit(tmp_path: Path) -> Callable[..., Done]:
    """Runs `citeaudit ARGUMENTS` in `tmp_path`; `before` stands before the command (`unshare -n`), `environ` is added to the environment.

    No wiki answers unless `environ` names one: a copy that names itself a Wikipedia article would have Wikipedia asked.
    """

    def run(*arguments: str | Path, before: Sequence[str] = (), environ: Mapping[str, str] | None = None, feed: bytes | None = None) -> Done:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("CITEAUDIT_") and not name.lower().endswith("_proxy")}
        command = [*before, sys.executable, "-m", "citeaudit", *map(str, arguments)]
        ours = {"SOURCE_DATE_EPOCH": EPOCH, "CITEAUDIT_STORE": str(tmp_path / "store.sqlite3"), "CITEAUDIT_MEDIAWIKI_URL": "http://127.0.0.1:9"}
        environment = clean | ours | dict(environ or {})
        done = subprocess.run(command, cwd=tmp_path, env=environment, input=feed, capture_output=True, timeout=120)
        return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture
def one_line() -> Callable[[Done, int], str]:
    """Asserts that a run ended with a code and exactly one line on stderr, and gives the line."""

    def check(done: Done, code: int) -> str:
        assert (done.returncode, len(done.stderr.splitlines())) == (code, 1), done.stderr
        assert "Traceback" not in done.stderr
        return done.stderr.strip()

    return check
