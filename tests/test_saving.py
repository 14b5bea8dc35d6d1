"""The loop of `save` against a Save Page Now on loopback: jobs are followed to their end, faults are waited out, and a later run goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from citeaudit import saving
from citeaudit.archives.jobs import Alone, Page, Plan
from citeaudit.archives.savepagenow import to_follow, to_save
from citeaudit.errors import NetworkError, UsageError
from citeaudit.model import ArchiveState, LinkState, Progress, SaveJob, SaveState, Source, text
from citeaudit.settings import Settings
from citeaudit.tables import CheckedSource
from citeaudit.web.api import Services
from citeaudit.web.live import open_web
from citeaudit.web.misbehaving import closed_port
from citeaudit.web.store import Store
from tests.savepagenow import KEYS, Archive, running_archive
from tests.web.turned import Turned

NOW = datetime.now(UTC)
"""The real time: that of answers is real too."""

PAGES = tuple(f"https://example.org/{number}" for number in range(1, 8))
SESSION_LIMIT = {"status": "error", "status_ext": "error:user-session-limit", "message": "You have already reached the limit of active sessions."}

Row = tuple[str, str, str]
Saving = Callable[..., list[Row]]
"""Saves pages by a run of its own and gives (URL, outcome, snapshot or reason) of each, in the order of the outcomes."""


@pytest.fixture(autouse=True)
def with_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("http_proxy", "https_proxy", "no_proxy", "requests_ca_bundle", "ssl_cert_file"):
        monkeypatch.delenv(variable, raising=False)
        monkeypatch.delenv(variable.upper(), raising=False)
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def archive() -> Iterator[Archive]:
    with running_archive() as running:
        yield running


def sources(*urls: str) -> list[CheckedSource]:
    rows = (Source(article="A", reference=str(number), url=url) for number, url in enumerate(urls, 1))
    return [CheckedSource(source=row, link=LinkState.LIVE, archive=ArchiveState.ABSENT) for row in rows]


@pytest.fixture
def settings(archive: Archive, tmp_path: Path) -> Settings:
    return Settings(store=tmp_path / "store.sqlite3", wayback_url=archive.url, saves_per_minute=6000.0, deadline_s=20.0)


@pytest.fixture
def save(settings: Settings) -> Saving:
    def run(urls: Sequence[str] = PAGES[:1], told: list[Progress] | None = None, **options: Any) -> list[Row]:
        with open_web(settings, NOW) as web:
            outcomes = list(saving.save(saving.plan(sources(*urls), web), settings, web, (told if told is not None else []).append, **options))
        cells = [outcome.cells for outcome in outcomes]
        return [(row["url"], row["outcome"], row["snapshot_url"] or row["reason"]) for row in cells]

    return run


def stored(settings: Settings, url: str) -> SaveJob | None:
    with open_web(settings, NOW) as web:
        return web.save_job(url)


# ---------------------------------------------------------------- to the end


def test_pages_are_saved_one_after_the_other_and_each_once(archive: Archive, save: Saving, settings: Settings) -> None:
    assert save(PAGES[:2]) == [(url, "saved", archive.snapshot(url)) for url in PAGES[:2]]
    assert archive.wishes == list(PAGES[:2])
    job = stored(settings, PAGES[0])
    assert job is not None
    assert (job.state, job.number, job.snapshot_url) == (SaveState.SAVED, "spn2-1", archive.snapshot(PAGES[0]))
    assert save(PAGES[:2]) == []
    assert len(archive.wishes) == 2


def test_what_is_sent(archive: Archive, save: Saving) -> None:
    save(["https://Ann:sesame@EXAMPLE.org:443/Қазақстан?a=1&b=é#top"])
    assert archive.forms == [
        {"url": "https://example.org/%D2%9A%D0%B0%D0%B7%D0%B0%D2%9B%D1%81%D1%82%D0%B0%D0%BD?a=1&b=%C3%A9", "skip_first_archive": "1"}
    ]
    assert {headers["Accept"] for headers in archive.headers} == {"application/json"}


def test_a_page_is_asked_for_while_the_jobs_before_it_are_pending_but_only_a_handful(archive: Archive, save: Saving) -> None:
    archive.pending_looks = 3
    assert {outcome for _, outcome, _ in save(PAGES)} == {"saved"}
    assert archive.wishes == list(PAGES)
    # Without that, each job would be looked at to its end before the next wish: 4 looks × 7.
    assert archive.looks[:3] != ["spn2-1"] * 3
    assert len(archive.looks) == 4 * len(PAGES)


def test_no_more_jobs_than_a_handful_are_under_way_at_once(archive: Archive, save: Saving) -> None:
    archive.says("GET", 200, {"status": "pending", "job_id": "x"}, times=40)
    at_once: list[int] = []
    answer = archive.answer

    def counted(method: str, path: str, form: dict[str, str]) -> Any:
        at_once.append(len(archive.wishes))
        return answer(method, path, form)

    archive.answer = counted  # type: ignore[method-assign]
    assert len(save(PAGES)) == len(PAGES)
    assert max(at_once[:40]) == saving.UNDER_WAY


def test_the_time_left_is_told(archive: Archive, save: Saving) -> None:
    told: list[Progress] = []
    save(PAGES[:3], told)
    assert {(progress.stage, progress.total) for progress in told} == {("save", 3)}
    assert [progress.done for progress in told] == sorted(progress.done for progress in told)
    left = [progress.left_s for progress in told]
    assert left[0] == 2 * 0.01 + saving.TYPICAL_S
    assert left[-1] == 0


def test_all_runs_on_a_store_ask_at_one_pace_and_look_four_times_as_often(archive: Archive, tmp_path: Path) -> None:
    settings, clock = Settings(wayback_url=archive.url), Turned()
    wish = to_save(archive.url, PAGES[0])
    with closing(Store(tmp_path / "store.sqlite3", NOW)) as store, ExitStack() as ending:
        one, other = (ending.enter_context(closing(Services(settings, store, clock))) for _ in range(2))
        for services in (one, other, one):
            assert services.ask(saving.SAVE, wish).status == 200
        assert clock.waited == [0, 20.4, 20.4]
        for services in (one, other):
            services.ask(saving.STATUS, to_follow(archive.url, "spn2-1"))
        assert clock.waited[3:] == [0, 5]


# ---------------------------------------------------------------- what failed


@pytest.mark.parametrize("method", ["POST", "GET"], ids=["at-once", "by-its-job"])
def test_a_failure_that_is_final_is_told_and_not_tried_again_today(archive: Archive, save: Saving, method: str) -> None:
    archive.says(method, 200, {"status": "error", "status_ext": "error:no-access", "message": "Live page is not available"})
    assert save() == [(PAGES[0], "failed", "the site does not let the archive in (no-access)")]
    assert save() == []
    assert archive.wishes == [PAGES[0]]


def test_a_failure_that_may_pass_is_tried_again_by_the_next_run(archive: Archive, save: Saving) -> None:
    archive.says("GET", 200, {"status": "error", "status_ext": "error:proxy-error", "message": "A proxy failed."})
    assert save() == [(PAGES[0], "failed", "the archive says: A proxy failed (proxy-error)")]
    assert save() == [(PAGES[0], "saved", archive.snapshot(PAGES[0]))]


def test_a_captured_error_page_is_no_copy(archive: Archive, save: Saving) -> None:
    archive.says("GET", 200, {"status": "success", "timestamp": "20310504115955", "original_url": PAGES[0], "http_status": 404})
    assert save() == [(PAGES[0], "failed", "the archive captured no page but an answer with status 404 (error-page)")]


# ---------------------------------------------------------------- who is busy, who is not there


@pytest.mark.parametrize("method", ["POST", "GET"])
@pytest.mark.parametrize(
    ("status", "answer", "headers"),
    [
        pytest.param(429, "<h1>Too Many Requests</h1>", {"Retry_After": "0"}, id="429"),
        pytest.param(200, SESSION_LIMIT, {}, id="session-limit"),
        pytest.param(503, "<h1>503</h1>", {}, id="503"),
        pytest.param(200, "<html>Log in</html>", {}, id="html-for-json"),
        pytest.param(302, "", {"Location": "https://evil.example/"}, id="redirect"),
    ],
)
def test_a_busy_archive_is_asked_again(archive: Archive, save: Saving, method: str, status: int, answer: Any, headers: dict[str, str]) -> None:
    archive.says(method, status, answer, times=saving.TURNED_AWAY - 1, **headers)
    assert save() == [(PAGES[0], "saved", archive.snapshot(PAGES[0]))]
    asked = archive.wishes if method == "POST" else archive.looks
    assert len(asked) == saving.TURNED_AWAY


def test_an_archive_that_rests_since_an_earlier_run_blames_no_page(archive: Archive, save: Saving, settings: Settings) -> None:
    assert settings.store is not None
    with closing(Store(settings.store, NOW)) as store:
        for service in (saving.SAVE, saving.STATUS):
            store.pause(service, NOW.timestamp() + 3000)
    ((url, outcome, reason),) = save()
    assert (url, outcome, archive.wishes) == (PAGES[0], "not-asked", [])
    assert "left alone" in reason
    assert stored(settings, PAGES[0]) is None


def test_an_archive_that_takes_nothing_is_left_alone_for_the_rest_of_the_run(archive: Archive, save: Saving, settings: Settings) -> None:
    archive.says("POST", 500, "", times=100)
    assert save(PAGES[:2]) == [(url, "failed", "the archive answered 500") for url in PAGES[:2]]
    assert len(archive.wishes) == saving.TURNED_AWAY
    assert stored(settings, PAGES[0]) is None


def test_a_page_that_the_archive_stumbles_over_does_not_hold_up_the_others(archive: Archive, save: Saving) -> None:
    archive.says("POST", 500)
    assert [(url, outcome) for url, outcome, _ in save(PAGES[:3])] == [(url, "saved") for url in (*PAGES[1:3], PAGES[0])]


def test_what_the_account_has_had_today_ends_the_wishes_and_not_the_jobs(archive: Archive, save: Saving) -> None:
    archive.says("POST", 200, {"job_id": "spn2-1"})
    archive.says("POST", 200, {"message": "You cannot make more than 30,000 captures per day."})
    archive.says("GET", 200, {"status": "success", "timestamp": "20310504115955", "original_url": PAGES[0]})
    full = "the account has had all that it may have today: You cannot make more than 30,000 captures per day"
    assert sorted(save(PAGES[:3])) == [
        (PAGES[0], "saved", archive.snapshot(PAGES[0])),
        (PAGES[1], "not-asked", full),
        (PAGES[2], "not-asked", full),
    ]
    assert archive.wishes == list(PAGES[:2])


def test_an_archive_that_tells_nothing_of_its_jobs_keeps_them_for_the_next_run(archive: Archive, save: Saving) -> None:
    archive.says("GET", 500, "", times=saving.TURNED_AWAY)
    assert save(PAGES[:2]) == [(url, "asked", str(saving.STILL)) for url in PAGES[:2]]
    assert save(PAGES[:2]) == [(url, "saved", archive.snapshot(url)) for url in PAGES[:2]]
    assert archive.wishes == list(PAGES[:2])


def test_keys_that_are_not_accepted_end_the_run_at_once(archive: Archive, save: Saving, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IA_SECRET_ACCESS_KEY", "opensezam")
    with pytest.raises(UsageError, match="the archive does not accept the keys in IA_ACCESS_KEY_ID and IA_SECRET_ACCESS_KEY") as told:
        save(PAGES)
    assert archive.wishes == [PAGES[0]]
    assert "opensezam" not in str(told.value)


def test_what_was_done_before_the_keys_were_refused_is_stored(archive: Archive, save: Saving, settings: Settings) -> None:
    archive.says("POST", 200, {"job_id": "spn2-1"})
    archive.says("POST", 401)
    with pytest.raises(UsageError):
        save(PAGES)
    job = stored(settings, PAGES[0])
    assert job is not None
    assert (job.state, job.number) == (SaveState.ASKED, "spn2-1")


def test_without_a_network_the_run_ends_before_a_page_is_blamed(save: Saving, settings: Settings) -> None:
    with closed_port() as port:
        away = Settings(store=settings.store, wayback_url=f"http://127.0.0.1:{port}")
        with open_web(away, NOW) as web, pytest.raises(NetworkError, match="the archive did not answer") as told:
            list(saving.save(saving.plan(sources(*PAGES), web), away, web))
    assert "the same command goes on from there" in str(told.value)
    assert stored(settings, PAGES[0]) is None


@pytest.mark.parametrize("times", [saving.UNREACHED - 1, saving.UNREACHED])
def test_an_archive_that_breaks_off_is_asked_again_but_not_for_ever(archive: Archive, save: Saving, times: int) -> None:
    archive.says("POST", 0, times=times)
    if times < saving.UNREACHED:
        assert save() == [(PAGES[0], "saved", archive.snapshot(PAGES[0]))]
    else:
        with pytest.raises(NetworkError, match=r"the archive did not answer \(reset\)"):
            save()
    assert len(archive.wishes) == saving.UNREACHED


# ---------------------------------------------------------------- the next run


def test_a_job_that_takes_too_long_is_taken_up_by_its_number(archive: Archive, save: Saving, settings: Settings) -> None:
    archive.pending_looks = 2
    assert save(followed_for=timedelta()) == [(PAGES[0], "asked", str(saving.STILL))]
    job = stored(settings, PAGES[0])
    assert job is not None
    assert (job.state, job.number) == (SaveState.ASKED, "spn2-1")
    assert save() == [(PAGES[0], "saved", archive.snapshot(PAGES[0]))]
    assert (archive.wishes, set(archive.looks)) == ([PAGES[0]], {"spn2-1"})


def under_way(number: str, asked_at: datetime) -> SaveJob:
    return SaveJob(url=PAGES[0], number=number, asked_at=asked_at, seen_at=asked_at, state=SaveState.ASKED)


def test_a_job_that_the_archive_does_not_know_any_more_is_asked_for_anew(archive: Archive, save: Saving, settings: Settings) -> None:
    with open_web(settings, NOW) as web:
        web.keep_save_job(under_way("spn2-old", datetime.now(UTC)))
    assert save() == [(PAGES[0], "saved", archive.snapshot(PAGES[0]))]
    assert (archive.wishes, archive.looks) == ([PAGES[0]], ["spn2-old", "spn2-1"])


def test_a_job_of_yesterday_that_is_called_pending_is_asked_for_anew(archive: Archive, save: Saving, settings: Settings) -> None:
    archive.says("GET", 200, {"status": "pending", "job_id": "spn2-old"})
    with open_web(settings, NOW) as web:
        web.keep_save_job(under_way("spn2-old", datetime.now(UTC) - timedelta(days=1)))
    assert save() == [(PAGES[0], "saved", archive.snapshot(PAGES[0]))]
    assert archive.wishes == [PAGES[0]]


def test_an_archive_that_never_knows_its_jobs_is_not_asked_for_ever(archive: Archive, save: Saving) -> None:
    archive.says("GET", 404, {"status": "error", "status_ext": "error:not-found"}, times=100)
    assert [outcome for _, outcome, _ in save()] == ["asked"]
    assert archive.wishes == [PAGES[0]] * 2


# ---------------------------------------------------------------- what is planned, what is said


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/a",
        "http://127.0.0.1/a",
        "http://2130706433/a",
        "http://[::1]/a",
        "http://10.1.2.3/a",
        "http://printer/a",
        "http://nas.local/a",
        "http://example.org:port/a",
        "https://exa mple.org/a",
    ],
)
def test_addresses_of_somebodys_own_network_and_malformed_ones_are_never_sent(settings: Settings, url: str) -> None:
    with open_web(settings, NOW) as web:
        plan = saving.plan(sources(url), web)
    assert (plan.to_ask, plan.alone) == ((), {Alone.CLOSED: 1})


def test_the_closing_line(settings: Settings) -> None:
    page = Page(reference="1", url=PAGES[0], sent=PAGES[0])
    plan = Plan(to_ask=(page,) * 4, alone={Alone.ARCHIVED: 2, Alone.NO_ADDRESS: 1})
    states = (SaveState.SAVED, SaveState.FAILED, SaveState.SAVED, None)
    outcomes = [saving.Outcome(page=page, state=state, reason=text("x")) for state in states]
    assert saving.closing(plan, outcomes) == (
        "2 saved, 1 failed, 0 still under way; 1 not asked for; 3 left out (1 without a web address, 2 archived already). "
        "To see what the archive has now, run citeaudit check again"
    )
    assert saving.closing(Plan(alone={}), []) == "0 saved, 0 failed, 0 still under way; 0 left out"
