"""A flag beats the environment beats the file beats the default, and all mistakes are told at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from citeaudit.errors import UsageError
from citeaudit.policies import HostPolicy, Ignore, ignore_for
from citeaudit.policytables import REFUSED_HEADERS
from citeaudit.settings import Settings, bearing_on_verdicts, declared, read_settings, run_time


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


@pytest.fixture
def mistakes(tmp_path: Path) -> Callable[..., list[str]]:
    """The mistakes that a settings file of these lines is told of, without its folder."""

    def read(*lines: str, name: str = "citeaudit.toml") -> list[str]:
        (tmp_path / name).write_text("\n".join(lines), encoding="utf-8")
        with pytest.raises(UsageError) as told:
            read_settings({}, {}, tmp_path)
        return str(told.value).replace(f"{tmp_path / name}:", "").splitlines()

    return read


def test_mistakes_in_subject_stand_on_their_own_line(mistakes: Callable[..., list[str]]) -> None:
    assert mistakes("# of the article", "[subject]", 'country = "KZ"', "", 'parties = ["RU"]') == ["5: [subject] has no 'parties'; it has country"]
    wrong = "subject 'QQ' is no country code; codes are ISO 3166-1 alpha-2, such as KZ"
    assert mistakes("[subject]", "", "country = [", '  "KZ",', '  "QQ",', "]") == [f"3: {wrong}"]
    assert mistakes('contact = "x"', 'subject = "QQ"') == [f"2: {wrong}"]


def test_a_line_is_found_where_others_look_like_it(mistakes: Callable[..., list[str]]) -> None:
    lines = (
        'contact = """',
        "concurrency = 0",
        '"""',
        "",
        "# concurrency = 0",
        'store = "a"',
        "concurrency = 0",
        "offline_controls = [",
        ' "https://x",',
        "]",
    )
    assert mistakes(*lines) == ["7: concurrency must be a whole number from 1 to 512"]


WRONG_TABLES = """\
[hosts."a.org"]
gap_s = 3601

[hosts.'b.org/'.headers]
Accept-Language = "kk"
Host = "a.org"
[[ignore]]
url = "*a.org*"
reason = "r"
[[ignore]]
url = "*b.org*"
until = "2027-01-31"
"""
THEIR_MISTAKES = [
    (2, '[hosts."a.org"] gap_s must be a number from 0 to 3600'),
    (6, '[hosts."b.org/"] headers: "Host" cannot be set: the host that was cited is asked, and no other'),
    (4, '[hosts."b.org/"] is no host: leave scheme, user name and path out'),
    (12, "[[ignore]] until must be a day such as 2027-01-31, without quotes and time"),
    (10, "[[ignore]] needs a reason"),
]


def test_mistakes_of_hosts_and_ignores_each_on_its_line(mistakes: Callable[..., list[str]]) -> None:
    assert mistakes(WRONG_TABLES) == [f"{line}: {words}" for line, words in THEIR_MISTAKES]


def test_mistakes_in_pyproject_are_on_their_lines_too(mistakes: Callable[..., list[str]]) -> None:
    below = WRONG_TABLES.replace("[hosts", "[tool.citeaudit.hosts").replace("[[ignore", "[[tool.citeaudit.ignore")
    told = mistakes("[project]", "dependencies = [", '  "x",', "]", '[tool.other.hosts."a.org"]', "gap_s = 3601", below, name="pyproject.toml")
    assert told == [f"{line + 6}: {words}" for line, words in THEIR_MISTAKES]


def test_what_is_said_of_hosts_and_links(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[tool.citeaudit.hosts."Example.org"]\ngap_s = 2\nskip = "asked by mail"\nheaders = { X-Key = "abc" }\n'
        '[[tool.citeaudit.ignore]]\nurl = "*example.org/old/*"\nreason = "seen by hand"\nuntil = 2027-01-31\n',
        encoding="utf-8",
    )
    settings = read_settings({}, {}, tmp_path)
    assert settings.hosts == (HostPolicy(host="example.org", gap_s=2.0, skip="asked by mail", headers=(("X-Key", "abc"),)),)
    assert settings.ignore == (Ignore(url="*example.org/old/*", reason="seen by hand", until=date(2027, 1, 31)),)
    assert "abc" not in str(bearing_on_verdicts(settings))


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("hosts = 3", '1: hosts must be tables, one a host: [hosts."example.org"]'),
        ("[ignore]\nurl = 'x'", "1: ignore must be tables, one an ignore: [[ignore]]"),
        ("[host.'a.org']\ngap_s = 1", "1: there is no setting 'host'; did you mean 'hosts'?"),
        ("[[ignores]]", "1: there is no setting 'ignores'; did you mean 'ignore'?"),
        ("record = 'x'", "1: record can only be a flag, --record"),
        ("zzz = 1", "1: there is no setting 'zzz'"),
    ],
)
def test_what_cannot_stand_there_is_told(mistakes: Callable[..., list[str]], written: str, told: str) -> None:
    assert mistakes(written) == [told]


def test_what_cannot_be_a_variable_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as told:
        read_settings({}, {"CITEAUDIT_HOSTS": "x", "CITEAUDIT_IGNORE": "", "CITEAUDIT_REPLAY": "x"}, tmp_path)
    assert str(told.value).splitlines() == [
        "CITEAUDIT_HOSTS: hosts can only stand in a settings file",
        "CITEAUDIT_IGNORE: ignore can only stand in a settings file",
        "CITEAUDIT_REPLAY: replay can only be a flag, --replay",
    ]


def test_the_place_of_a_mistake_is_found_soon(mistakes: Callable[..., list[str]]) -> None:
    hosts = "\n".join(f'[hosts."h{number}.org"]\nskip = ""' for number in range(30))
    assert mistakes(*["# filler"] * 2000, hosts) == [
        f'{2002 + 2 * number}: [hosts."h{number}.org"] skip must say why, in words' for number in range(30)
    ]


def test_a_replay_has_nothing_to_record_and_nobody_to_ask(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as told:
        read_settings({"record": "a", "replay": "b", "refresh": True}, {}, tmp_path)
    assert str(told.value).splitlines() == [
        "--record and --replay do not go together: a replay sees nothing but what was recorded already",
        "--replay and --refresh do not go together: a replay asks nobody",
    ]


def test_a_file_that_asks_for_refresh_hinders_no_replay(tmp_path: Path) -> None:
    (tmp_path / "citeaudit.toml").write_text("refresh = true\n", encoding="utf-8")
    settings = read_settings({"replay": "b"}, {"CITEAUDIT_REFRESH": "yes"}, tmp_path)
    assert (settings.replay, settings.refresh) == (Path("b"), False)
    assert read_settings({"record": "a"}, {}, tmp_path).refresh


@pytest.mark.parametrize("written", ["tool = 3", "[tool]\nciteaudit = 3"])
def test_a_pyproject_without_our_table_in_its_place(tmp_path: Path, written: str) -> None:
    (tmp_path / "pyproject.toml").write_text(written, encoding="utf-8")
    with pytest.raises(UsageError, match=r"pyproject\.toml: '\w+' must be a table; write \[tool\.citeaudit\]"):
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


# ---------------------------------------------------------------- docs/settings.md says what the code does


@pytest.fixture(scope="module")
def page(repository: Path) -> str:
    return (repository / "docs" / "settings.md").read_text(encoding="utf-8")


def test_the_example_of_the_page_is_read(page: str, tmp_path: Path) -> None:
    example = page.partition("```toml\n")[2].partition("```")[0]
    (tmp_path / "citeaudit.toml").write_text(example, encoding="utf-8")
    settings = read_settings({}, {}, tmp_path)
    assert (settings.contact, settings.subject, settings.fail_on, settings.host_gap_s) == ("you@example.org", ("KZ",), ("lost", "error"), 0.5)
    slow, skipped, own = settings.hosts
    assert (slow.gap_s, skipped.host, bool(skipped.skip), own.host, len(own.headers)) == (2.0, "*.example.com", True, "journal.example.net:443", 2)
    assert [ignore.until for ignore in settings.ignore] == [date(2027, 1, 31), None]
    assert ignore_for(settings.ignore, "http://www.example.edu/catalogue?id=3", date(2027, 2, 1)) == settings.ignore[1]


def rows(page: str) -> dict[str, tuple[str, str]]:
    """The settings in the tables of the page: the default and the words of each."""
    return {name: (default, words) for name, default, words in re.findall(r"^\| `(\w+)`[^|]*\| ([^|]*) \| (.*) \|$", page, re.M)}


def test_every_setting_of_a_file_is_on_the_page(page: str) -> None:
    filed = {name for name, told in declared().items() if told.filed}
    tables = {name for name in filed if declared()[name].is_table}
    assert set(rows(page)) == filed - tables - {"subject"} | {"country"}
    assert [name for name in tables if f": `{name}`\n" not in page] == []
    flags = {told.flags[-1] for told in declared().values() if not told.filed}
    assert set(re.findall(r"`(--[\w-]+)`", page.rpartition("## ")[2])) == flags | {"--refresh"}


def test_defaults_and_bounds_are_those_of_the_page(page: str) -> None:
    plain = {name: told for name, (told, _) in rows(page).items() if told.startswith("`")}
    assert len(plain) > 15
    for name, told in plain.items():
        default = getattr(Settings(), name)
        shown = tomllib.loads(f"x = {told.strip('`')}" if not told.startswith("`http") else f"x = '{told.strip('`')}'")["x"]
        assert (name, tuple(shown) if isinstance(shown, list) else shown) == (name, default)
    bounds = {name: re.search(r"\((\S+) to (\S+)\)", words) for name, (_, words) in rows(page).items()}
    for name, found in bounds.items():
        if found:
            read, low, high = declared()[name].read, float(found[1]), float(found[2])
            assert (read(low), read(high)) == (low, high)
            for beyond in (low - 1e-6, high + 1):
                with pytest.raises(ValueError, match=f"from {low:g} to {high:g}"):
                    read(beyond)


def test_refused_headers_and_findings_are_on_the_page(page: str) -> None:
    table = page.partition("These headers cannot be set:")[2].partition("\nA `User-Agent`")[0]
    told = {name for row in re.findall(r"^\| (`.*?) \|", table, re.M) for name in re.findall(r"`([\w-]+)`", row)}
    assert {name.lower() for name in told} == set(REFUSED_HEADERS)
    assert all(f"`{rule}`" in page for rule in ("expired-ignore", "unused-ignore"))
