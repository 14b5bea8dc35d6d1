"""What the README says is what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from citeaudit import wording
from citeaudit.errors import ExitCode
from citeaudit.ports import names
from citeaudit.settings import GATES, read_settings


@pytest.fixture(scope="module")
def readme(repository: Path) -> str:
    return (repository / "README.md").read_text(encoding="utf-8")


def section(readme: str, heading: str) -> str:
    return readme.partition(heading)[2].partition("\n#")[0]


def test_exit_codes(readme: str) -> None:
    told = {int(code) for code in re.findall(r"^\| (\d+) \|", section(readme, "### Exit codes"), re.M)}
    assert told == {int(code) for code in ExitCode}


@pytest.mark.parametrize("meanings", [wording.LINK_MEANINGS, wording.ARCHIVE_MEANINGS, wording.STATUS_MEANINGS], ids=["link", "archive", "status"])
def test_meanings_of_verdicts(readme: str, meanings: dict[str, str]) -> None:
    told = section(readme, "### What the verdicts mean")
    missing = [f"| `{state}` | {meaning} |" for state, meaning in meanings.items() if f"| `{state}` | {meaning} |" not in told]
    assert missing == []


def test_settings_file(readme: str, tmp_path: Path) -> None:
    example = section(readme, "### Settings").partition("```toml\n")[2].partition("```")[0]
    (tmp_path / "citeaudit.toml").write_text(example, encoding="utf-8")
    settings = read_settings({}, {}, tmp_path)
    assert (settings.subject, settings.fail_on, settings.hosts[0].gap_s) == (("KZ",), ("lost", "error"), 2.0)
    assert settings.ignore[0].reason


def test_every_command_and_gate_is_named(readme: str) -> None:
    assert [command for command in names("citeaudit.commands") if f"citeaudit {command} " not in readme] == []
    assert [word for word in GATES if f"`{word}`" not in section(readme, "### Exit codes")] == []


def test_python_example_runs(readme: str, repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(repository)
    example = section(readme, "## From Python").partition("```python\n")[2].partition("```")[0]
    exec(compile(example, "README.md", "exec"), {})
    assert "state_media" in capsys.readouterr().out
