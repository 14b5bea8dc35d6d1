"""The command line as a whole: what it offers, and how a mistake ends."""

from __future__ import annotations

import subprocess
import sys


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "citeaudit", *arguments], capture_output=True, text=True, timeout=60)


def test_help_names_every_command() -> None:
    done = run("--help")
    assert done.returncode == 0
    assert "parse" in done.stdout


def test_unknown_flag_is_one_line_and_exit_2() -> None:
    done = run("parse", "--nonsense", "x.txt")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "--nonsense" in done.stderr
