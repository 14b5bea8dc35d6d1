"""The command line as a whole: what it offers, and how a mistake or a fault ends."""

from __future__ import annotations

import dataclasses
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from citeaudit.cli import main
from citeaudit.ports import names


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "citeaudit", *arguments], capture_output=True, text=True, timeout=60)


def test_help_names_every_command() -> None:
    done = run("--help")
    assert done.returncode == 0
    assert [name for name in ("audit", "check", "classify", "parse", "report") if f"  {name} " not in done.stdout] == []


def test_version() -> None:
    assert run("--version").stdout.startswith("citeaudit, version 0.1")


@pytest.mark.parametrize("command", names("citeaudit.commands"))
def test_help_of_a_command_says_what_it_takes(command: str) -> None:
    done = run(command, "--help")
    assert done.returncode == 0
    argument = importlib.import_module(f"citeaudit.commands.{command}").COMMAND.argument
    assert argument is None or argument.name in done.stdout


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys\nfrom citeaudit.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
        "print([name for name in ('pandas', 'aiohttp', 'requests', 'bs4', 'lxml', 'jinja2', 'sqlite3') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "[]"


def test_unknown_flag_is_one_line_and_exit_2() -> None:
    done = run("parse", "--nonsense", "x.txt")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "--nonsense" in done.stderr


def test_a_fault_of_ours_is_one_line_and_exit_70(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    module = importlib.import_module("citeaudit.commands.parse")

    def faulty(*_: object) -> int:
        raise KeyError("lost")

    monkeypatch.setattr(module, "COMMAND", dataclasses.replace(module.COMMAND, run=faulty))
    with pytest.raises(SystemExit) as ended:
        main(["parse", "x.txt"])
    assert ended.value.code == 70
    (line,) = capsys.readouterr().err.splitlines()
    assert "a fault of citeaudit: KeyError" in line
    assert "--debug" in line
    with pytest.raises(KeyError):
        main(["parse", "x.txt", "--debug"])


def test_no_command_is_one_line() -> None:
    done = run()
    assert (done.returncode, done.stderr) == (2, "citeaudit: name a command; 'citeaudit --help' lists what there is\n")


def test_standard_output_that_is_full_is_no_fault_of_ours(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("hrw.org\n", encoding="utf-8")
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "citeaudit", "classify", str(tmp_path / "list.txt")]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
    assert done.returncode == 2
    assert done.stderr.startswith("citeaudit: standard output: cannot write here")


SWALLOWING = """
import os, signal, threading, weakref
from citeaudit import cli

class Gone:
    pass

def work(**named):
    gone = Gone()
    watched = weakref.ref(gone, lambda _: os.kill(os.getpid(), signal.SIGTERM))
    del gone
    threading.Event().wait(60)

cli._group.main = work
cli.main([])
"""
"""A signal that arrives in the callback of a weak reference, out of which Python lets no exception through."""


def test_a_signal_that_python_swallows_ends_the_run_all_the_same() -> None:
    run = subprocess.run([sys.executable, "-c", SWALLOWING], capture_output=True, text=True, timeout=50)
    assert (run.returncode, run.stderr) == (143, "citeaudit: terminated; what was seen is stored, the same command goes on from there\n")
