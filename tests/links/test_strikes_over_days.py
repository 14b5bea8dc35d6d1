"""Links over days: suspected until three failing checks lie three days apart, cleared by an answer, never by what tells nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from citeaudit.links.history import checked
from citeaudit.links.judge import Context, judge
from citeaudit.model import Exchange, Failure, FailureKind, LinkCheck, LinkState, Page, PastCheck, Phase, Purpose, Request, Standing
from citeaudit.web.store import Store
from tests.journeys.site import Site, begin, end, running_site, table, write_list

URL = "https://a.example/news/1"
CONTEXT = Context(url=URL, title="Land reform", repeat_after_s=5.0)
FIRST = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)

DEAD, REMOVED, SILENT, LIVE, BLOCKED, FAULT, NO_NAME = "dead", "removed", "silent", "live", "blocked", "fault", "no-name"


def seen(what: str, at: datetime) -> tuple[Exchange, ...]:
    """What one check sees at a time."""
    page = Exchange(request=Request(url=URL), final_url=URL, asked_at=at, size=1)
    absent = Failure(kind=FailureKind.NO_SUCH_NAME, phase=Phase.DNS)
    match what:
        case "dead":
            return replace(page, status=404), replace(page, request=Request(url=URL, purpose=Purpose.BROWSER_LIKE), status=404)
        case "removed":
            return (replace(page, status=410),)
        case "silent":
            return (replace(page, failure=Failure(kind=FailureKind.SILENT, phase=Phase.CONNECT)),)
        case "live":
            return (replace(page, status=200, page=Page(title="Land reform", words=300)),)
        case "blocked":
            return (replace(page, status=999),)
        case "fault":
            return (replace(page, status=500),)
        case _:
            return replace(page, failure=absent), replace(page, request=Request(url=URL, purpose=Purpose.NAME), failure=absent)


def checks_on(*days: tuple[float, str]) -> list[LinkCheck]:
    """The checks of a link as runs on these days make them, each with the history that the runs before have left."""
    history: tuple[PastCheck, ...] = ()
    made = []
    for day, what in days:
        exchanges = seen(what, FIRST + timedelta(days=day))
        verdict = judge(exchanges, CONTEXT)
        history += (PastCheck(state=verdict.value, rule=verdict.rule, checked_at=exchanges[-1].asked_at),)
        made.append(checked(verdict, exchanges, history))
    return made


S, C, N = Standing.SUSPECTED, Standing.CONFIRMED, None


@pytest.mark.parametrize(
    ("days", "standings", "strikes"),
    [
        pytest.param([(0, DEAD), (3, DEAD), (6, DEAD)], [S, S, C], [1, 2, 3], id="three days apart"),
        pytest.param([(day, DEAD) for day in range(8)], [S] * 6 + [C, C], [1, 1, 1, 2, 2, 2, 3, 3], id="every day"),
        pytest.param([(0, DEAD), (3, DEAD), (5.99, DEAD), (6, DEAD)], [S, S, S, C], [1, 2, 2, 3], id="an hour too early"),
        pytest.param(
            [(0, DEAD), (3, DEAD), (4, LIVE), (7, DEAD), (10, DEAD), (13, DEAD)], [S, S, N, S, S, C], [1, 2, 0, 1, 2, 3], id="alive between"
        ),
        pytest.param([(0, DEAD), (3, BLOCKED), (6, DEAD), (9, FAULT), (10, DEAD)], [S, N, S, N, C], [1, 1, 2, 2, 3], id="cannot tell between"),
        pytest.param([(0, REMOVED), (4, NO_NAME), (8, DEAD)], [S, S, C], [1, 2, 3], id="dead in several ways"),
        pytest.param([(0, SILENT), (3, SILENT), (6, SILENT)], [N, N, C], [1, 2, 3], id="silent"),
        pytest.param([(0, SILENT), (3, DEAD), (6, SILENT)], [N, S, C], [1, 2, 3], id="silent and dead"),
        pytest.param([(0, DEAD), (3, DEAD), (6, DEAD), (7, FAULT), (8, DEAD)], [S, S, C, N, C], [1, 2, 3, 3, 3], id="a fault after it is confirmed"),
        pytest.param([(0, DEAD), (3, DEAD), (6, DEAD), (7, LIVE), (20, DEAD)], [S, S, C, N, S], [1, 2, 3, 0, 1], id="back, and away again"),
        pytest.param([(0, FAULT), (3, BLOCKED), (6, FAULT), (9, FAULT)], [N, N, N, N], [0, 0, 0, 0], id="never failing, never well"),
    ],
)
def test_standing_over_days(days: list[tuple[float, str]], standings: list[Standing | None], strikes: list[int]) -> None:
    made = checks_on(*days)
    assert [check.standing for check in made] == standings
    assert [check.strikes for check in made] == strikes


def test_since_is_the_first_failing_check_after_the_last_answer() -> None:
    made = checks_on((0, DEAD), (3, LIVE), (5, DEAD), (6, DEAD), (9, BLOCKED), (12, DEAD))
    assert [(check.since - FIRST).days if check.since else None for check in made] == [0, None, 5, 5, 5, 5]


def test_a_silent_host_is_called_dead_on_the_third_day_and_no_sooner() -> None:
    made = checks_on((0, SILENT), (2, SILENT), (4, SILENT), (8, SILENT))
    assert [check.verdict.value for check in made] == [LinkState.TRANSIENT] * 3 + [LinkState.DEAD_HOST]


# ---------------------------------------------------------------- through the command


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as running:
        yield running


def remember(folder: Path, url: str, *days_ago: float) -> list[datetime]:
    """Puts failing checks of earlier days into the store: their times."""
    at = [datetime.now(UTC) - timedelta(days=days) for days in days_ago]
    with closing(Store(folder / "store.sqlite3", at[0])) as store:
        for moment in at:
            store.keep(url, PastCheck(state=LinkState.GONE, rule="http-404", checked_at=moment))
    return at


@pytest.mark.parametrize(
    ("days_ago", "strikes", "standing", "code"),
    [
        pytest.param((5.0,), "2", "suspected", 0, id="the second strike"),
        pytest.param((8.0, 4.0), "3", "confirmed", 1, id="the third strike"),
        pytest.param((4.0, 3.5, 1.0), "2", "suspected", 0, id="the fourth check, the second strike"),
    ],
)
def test_the_command_counts_what_the_store_remembers(
    site: Site, tmp_path: Path, days_ago: tuple[float, ...], strikes: str, standing: str, code: int
) -> None:
    write_list(site, tmp_path, "/gone/1", "/live/1")
    first = remember(tmp_path, site.url("/gone/1"), *days_ago)[0]
    remember(tmp_path, site.url("/live/1"), *days_ago)
    before = rows(tmp_path)
    assert end(begin(site, tmp_path, "--no-archive", "--fail-on", "dead"))[0] == code
    gone, live = table(tmp_path)
    assert (gone["link_state"], gone["link_strikes"], gone["link_standing"]) == ("gone", strikes, standing)
    assert (live["link_state"], live["link_strikes"], live["link_standing"]) == ("live", "", "")
    assert f"{first:%Y-%m-%d}" in (tmp_path / "references.csv").read_text(encoding="utf-8")
    assert before < rows(tmp_path)
    # What is fresh is no further check: the same command again adds no strike and no row.
    after = rows(tmp_path)
    assert end(begin(site, tmp_path, "--no-archive", "--fail-on", "dead"))[0] == code
    assert (table(tmp_path)[0], rows(tmp_path)) == (gone, after)


def rows(folder: Path) -> set[tuple[str, ...]]:
    with closing(sqlite3.connect(folder / "store.sqlite3")) as store:
        return set(store.execute("SELECT url, checked_at, run, state, rule FROM check_history"))
