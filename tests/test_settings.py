"""A flag beats the environment beats the file beats the default, and all mistakes are told at once."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from citeaudit.errors import UsageError
from citeaudit.settings import Settings, bearing_on_verdicts, read_settings, run_time


def test_defaults(tmp_path: Path) -> None:
    assert read_settings({}, {}, tmp_path) == Settings()


def test_precedence(tmp_path: Path) -> None:
    (tmp_path / "citeaudit.toml").write_text('deadline_s = 20\nconnect_s = 5\ncontact = "file"\n', encoding="utf-8")
    environ = {"CITEAUDIT_CONNECT_S": "6", "CITEAUDIT_CONTACT": "environment", "HOME": "x"}
    settings = read_settings({"subject": ("kz",), "offline": True, "refresh": False}, environ, tmp_path)
    assert (settings.deadline_s, settings.connect_s, settings.contact) == (20, 6, "environment")
    assert (settings.subject, settings.offline) == (("KZ",), True)


def test_a_flag_beats_the_environment(tmp_path: Path) -> None:
    assert read_settings({"store": "flag.sqlite3"}, {"CITEAUDIT_STORE": "environment.sqlite3"}, tmp_path).store == Path("flag.sqlite3")


def test_pyproject_and_subject_table(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[tool.other]\nx = 1\n[tool.citeaudit]\noffline = true\n[tool.citeaudit.subject]\ncountry = "KZ"\n', encoding="utf-8"
    )
    settings = read_settings({}, {}, tmp_path)
    assert (settings.offline, settings.subject) == (True, ("KZ",))


def test_all_mistakes_at_once_each_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "citeaudit.toml"
    file.write_text('contact = "x"\ndedline_s = 3\nconcurrency = "many"\n', encoding="utf-8")
    with pytest.raises(UsageError) as told:
        read_settings({"subject": ("KZ", "QQ")}, {"CITEAUDIT_WAYBACK_URL": "ftp://x", "CITEAUDIT_NOTHING": "1"}, tmp_path)
    lines = str(told.value).splitlines()
    assert f"{file}:2: there is no setting 'dedline_s'; did you mean 'deadline_s'?" in lines
    assert f"{file}:3: concurrency must be a whole number from 1 to 512" in lines
    assert "CITEAUDIT_NOTHING: there is no setting of this name" in lines
    assert "CITEAUDIT_WAYBACK_URL: wayback_url must be an http or https address, without user name and password" in lines
    assert "--subject 'QQ' is no country code; codes are ISO 3166-1 alpha-2, such as KZ" in lines


def test_a_subject_has_a_country_and_nothing_else_yet(tmp_path: Path) -> None:
    (tmp_path / "citeaudit.toml").write_text('[subject]\ncountry = "KZ"\nparties = ["RU"]\n', encoding="utf-8")
    with pytest.raises(UsageError, match=r"citeaudit\.toml:1: \[subject\] has no 'parties'"):
        read_settings({}, {}, tmp_path)


def test_a_broken_pyproject_that_nobody_named_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("a = = 1", encoding="utf-8")
    assert read_settings({}, {}, tmp_path) == Settings()


def test_broken_and_missing_files_are_told(tmp_path: Path) -> None:
    broken = tmp_path / "citeaudit.toml"
    broken.write_text("a = = 1", encoding="utf-8")
    with pytest.raises(UsageError, match=r"citeaudit\.toml: is no valid TOML"):
        read_settings({}, {}, tmp_path)
    with pytest.raises(UsageError, match=r"none\.toml: cannot be read"):
        read_settings({"config": str(tmp_path / "none.toml")}, {}, tmp_path)


def test_a_wrong_word_of_fail_on_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--fail-on knows no 'ded'"):
        read_settings({"fail_on": ("ded",)}, {}, tmp_path)


def test_run_time_is_source_date_epoch() -> None:
    assert run_time({"SOURCE_DATE_EPOCH": "0"}) == datetime(1970, 1, 1, tzinfo=UTC)
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH"):
        run_time({"SOURCE_DATE_EPOCH": "soon"})
    assert run_time({}).tzinfo is UTC


def test_no_path_of_a_machine_bears_on_verdicts(tmp_path: Path) -> None:
    pairs = bearing_on_verdicts(Settings(out=tmp_path, store=tmp_path / "s", config=tmp_path / "c"))
    assert not any(str(tmp_path) in value for _, value in pairs)
    assert ("offline", "False") in pairs
