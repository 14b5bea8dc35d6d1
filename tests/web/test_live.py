"""The two Webs as a run uses them: what the live one sees is in the store as it arrives, and offline the store alone answers."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import platformdirs
import pytest

from citeaudit.errors import UsageError
from citeaudit.model import Exchange, FailureKind, LinkState, Lookup, PastCheck, Phase, Purpose, Request
from citeaudit.ports import Wanted, Web
from citeaudit.settings import Settings
from citeaudit.web.live import open_web, own_endpoints, store_path

NOW = datetime(2031, 5, 4, 12, 0, tzinfo=UTC)

Stranger = Any
"""A server as the fixture `stranger` starts it."""


@pytest.fixture(autouse=True)
def direct(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("http_proxy", "https_proxy", "no_proxy", "requests_ca_bundle", "ssl_cert_file"):
        monkeypatch.delenv(variable, raising=False)
        monkeypatch.delenv(variable.upper(), raising=False)


@pytest.fixture
def settings(tmp_path: Path) -> Callable[..., Settings]:
    """Settings for loopback with a store of this test's own; more by name."""
    common = {"store": tmp_path / "store.sqlite3", "allow_private": True, "host_gap_s": 0.0, "deadline_s": 20.0}
    return lambda **more: Settings(**{**common, **more})


def asked_once_more(exchanges: tuple[Exchange, ...]) -> Request | None:
    return Request(url=f"{exchanges[0].request.url}-probe", purpose=Purpose.PROBE) if len(exchanges) == 1 else None


# ---------------------------------------------------------------- live


def test_each_exchange_of_a_check_is_stored_under_the_url_that_was_asked(
    stranger: Callable[..., Stranger], settings: Callable[..., Settings]
) -> None:
    server = stranger()
    server.answers("/story", b"<title>Story</title>")
    server.answers("/story-probe", status=404)
    url = server.url("/story")
    with open_web(settings(), NOW) as web:
        ((done, exchanges),) = web.fetch_many([Request(url=url)], asked_once_more)
        assert (done, [exchange.status for exchange in exchanges]) == (url, [200, 404])
        assert (web.stored(url), web.stored(server.url("/story-probe"))) == (exchanges, ())
    with open_web(settings(offline=True), NOW) as web:
        assert web.stored(url) == exchanges


def test_an_exchange_is_stored_before_anything_follows_it(stranger: Callable[..., Stranger], settings: Callable[..., Settings]) -> None:
    server = stranger()
    server.answers("/story")
    url = server.url("/story")
    with open_web(settings(), NOW) as web:

        def again(exchanges: tuple[Exchange, ...]) -> Request | None:
            assert web.stored(url) == exchanges[:-1]
            return Request(url=url, purpose=Purpose.REPEAT) if len(exchanges) == 1 else None

        ((_, exchanges),) = web.fetch_many([Request(url=url)], again)
        assert len(exchanges) == 2
        assert web.stored(url) == exchanges


@pytest.mark.parametrize("purpose", [Purpose.CONTROL, Purpose.REPLAY])
def test_what_is_no_check_of_a_link_is_not_stored_as_one(
    stranger: Callable[..., Stranger], settings: Callable[..., Settings], purpose: Purpose
) -> None:
    server = stranger()
    server.answers("/")
    with open_web(settings(), NOW) as web:
        ((_, exchanges),) = web.fetch_many([Request(url=server.url(), purpose=purpose)], lambda seen: None)
        assert exchanges[0].status == 200
        assert web.stored(server.url()) == ()


def test_history_and_lookups_are_kept_and_services_answer(stranger: Callable[..., Stranger], settings: Callable[..., Settings]) -> None:
    server = stranger()
    server.answers("/cdx", b"[]", Content_Type="application/json")
    url, check = server.url("/story"), PastCheck(state=LinkState.LIVE, rule="link/live", checked_at=NOW - timedelta(days=1))
    with open_web(settings(), NOW) as web:
        answer = web.ask("cdx", Request(url=server.url("/cdx"), purpose=Purpose.API))
        web.keep(url, check)
        web.keep_lookup("wayback", Wanted(url=url, near=NOW), Lookup(url=url, exchanges=(answer,)))
    with open_web(settings(offline=True), NOW) as web:
        assert web.history(url) == (check,)
        lookup = web.stored_lookup("wayback", Wanted(url=url, near=NOW))
        assert lookup is not None
        assert [exchange.answer for exchange in lookup.exchanges] == ["[]"]


def test_a_wikis_answer_is_given_again_offline(stranger: Callable[..., Stranger], settings: Callable[..., Settings]) -> None:
    server = stranger()
    server.answers("/w/api.php?page=Otter", b'{"parse":{}}', Content_Type="application/json")
    asked, other = (Request(url=server.url(f"/w/api.php?page={title}"), purpose=Purpose.API) for title in ("Otter", "Seal"))
    with open_web(settings(mediawiki_url=server.url("")), NOW) as web:
        answer = web.ask("mediawiki", asked)
        assert web.stored(asked.url) == (answer,)
    with open_web(settings(offline=True), NOW) as web:
        assert web.ask("mediawiki", asked) == answer
        failure = web.ask("mediawiki", other).failure
    assert failure is not None
    assert (failure.kind, failure.phase) == (FailureKind.UNREACHABLE, Phase.CONNECT)


def test_a_forgotten_run_keeps_nothing_that_still_comes(stranger: Callable[..., Stranger], settings: Callable[..., Settings]) -> None:
    server = stranger()
    for path in ("/before", "/after"):
        server.answers(path)
    with open_web(settings(), NOW) as web:
        list(web.fetch_many([Request(url=server.url("/before"))], lambda seen: None))
        web.forget_run()
        list(web.fetch_many([Request(url=server.url("/after"))], lambda seen: None))
        assert [web.stored(server.url(path)) for path in ("/before", "/after")] == [(), ()]


def test_a_host_that_the_user_has_named_may_be_private_and_others_may_not(
    stranger: Callable[..., Stranger], settings: Callable[..., Settings]
) -> None:
    mine, other = stranger("127.0.0.1"), stranger("127.0.0.2")
    for server in (mine, other):
        server.answers("/web/2031id_/https://paper.example/")
    with open_web(settings(allow_private=False, wayback_url=mine.url("")), NOW) as web:
        replays = [Request(url=server.url("/web/2031id_/https://paper.example/"), purpose=Purpose.REPLAY) for server in (mine, other)]
        seen = dict(web.fetch_many(replays, lambda exchanges: None))
    failure = seen[replays[1].url][0].failure
    assert seen[replays[0].url][0].status == 200
    assert failure is not None
    assert (failure.kind, failure.phase, other.paths()) == (FailureKind.PRIVATE_ADDRESS, Phase.ADDRESS, [])


def test_only_endpoints_that_differ_from_the_usual_ones_are_the_users_own() -> None:
    assert own_endpoints(Settings()) == frozenset()
    usual = Settings().offline_controls[0]
    own = Settings(availability_url="http://10.0.0.7/available", mediawiki_url="http://10.0.0.9", offline_controls=(usual, "http://10.0.0.8"))
    assert own_endpoints(own) == {"http://10.0.0.7/available", "http://10.0.0.8", "http://10.0.0.9"}
    assert own_endpoints(Settings(memento_url="http://10.0.0.6/timemap/link")) == {"http://10.0.0.6/timemap/link"}


def test_leaving_ends_what_is_under_way(stranger: Callable[..., Stranger], settings: Callable[..., Settings]) -> None:
    server, arrived = stranger(), threading.Event()

    def hang(line: Any) -> None:
        arrived.set()
        line.hold()

    server.does("/hang", hang)
    with open_web(settings(), NOW) as web:
        under_way = web.fetch_many([Request(url=server.url("/hang"))], lambda seen: None)
        assert arrived.wait(timeout=60)
    # The deadline is 20 s away: the server's side has ended because this one hung up.
    assert server.hung_up.acquire(timeout=10)
    del under_way


INTERRUPTED = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from citeaudit.model import Purpose, Request
from citeaudit.settings import Settings
from citeaudit.web.live import open_web
url, store, how = sys.argv[1:]
settings = Settings(store=Path(store), allow_private=True, cdx_per_minute=0.1, deadline_s=45)
with open_web(settings, datetime.now(UTC)) as web:
    def asked(exchanges):
        print("ready", flush=True)
    try:
        if how == "link":
            for _ in web.fetch_many([Request(url=url + "/quick"), Request(url=url + "/hang")], asked):
                pass
        if how == "service":
            web.ask("cdx", Request(url=url + "/hang", purpose=Purpose.API))
        if how == "pace":
            web.ask("cdx", Request(url=url + "/quick", purpose=Purpose.API))
            print("ready", flush=True)
            web.ask("cdx", Request(url=url + "/quick", purpose=Purpose.API))
    except KeyboardInterrupt:
        print("interrupted", flush=True)
"""


@pytest.mark.parametrize("how", ["link", "service", "pace"])
def test_an_interrupt_ends_every_wait_at_once(stranger: Callable[..., Stranger], tmp_path: Path, how: str) -> None:
    server = stranger()
    server.answers("/quick")

    def hang(line: Any) -> None:
        if how == "service":
            process.send_signal(signal.SIGINT)
        line.hold()

    server.does("/hang", hang)
    arguments = [sys.executable, "-c", INTERRUPTED, server.url(""), str(tmp_path / "store.sqlite3"), how]
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    if how != "service":
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGINT)
    told, wrong = process.communicate(timeout=30)
    assert (told, wrong, process.returncode) == ("interrupted\n", "", 0)


# ---------------------------------------------------------------- offline


def test_offline_nobody_is_asked_and_nothing_is_written(settings: Callable[..., Settings], tmp_path: Path) -> None:
    url, wanted = "https://paper.example/story", Wanted(url="https://paper.example/story", near=NOW)
    with open_web(settings(offline=True), NOW) as web:
        assert list(web.fetch_many([Request(url=url)], lambda seen: None)) == []
        assert web.ask("cdx", Request(url=url, purpose=Purpose.API)).failure is not None
        web.keep(url, PastCheck(state=LinkState.GONE, rule="link/gone", checked_at=NOW))
        web.keep_lookup("wayback", wanted, Lookup(url=url))
        web.forget_run()
        assert (web.stored(url), web.history(url), web.stored_lookup("wayback", wanted)) == ((), (), None)
    assert list(tmp_path.iterdir()) == []


ASKED = Request(url="http://127.0.0.1:1/")


@pytest.mark.parametrize(
    "asks", [lambda web: web.ask("cdx", ASKED), lambda web: list(web.fetch_many([ASKED], lambda seen: None))], ids=["service", "page"]
)
def test_what_is_closed_is_not_opened_anew_by_who_comes_late(settings: Callable[..., Settings], asks: Callable[[Web], object]) -> None:
    with open_web(settings(), NOW) as web:
        pass
    with pytest.raises(RuntimeError, match="closed"):
        asks(web)
    assert not [thread for thread in threading.enumerate() if thread.name == "citeaudit engine"], "what was opened late is closed again"


# ---------------------------------------------------------------- where and when


@pytest.mark.parametrize("offline", [False, True], ids=["live", "offline"])
def test_the_time_of_the_run_is_the_callers_in_utc(settings: Callable[..., Settings], offline: bool) -> None:
    east = datetime.fromisoformat("2031-05-04T17:00:00+05:00")
    with open_web(settings(offline=offline), east) as web:
        assert (web.now, web.now.tzinfo) == (NOW, UTC)


def test_the_store_lies_where_the_settings_say_else_in_the_users_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert store_path(Settings()) == platformdirs.user_data_path("citeaudit") / "store.sqlite3" == tmp_path / "citeaudit" / "store.sqlite3"
    assert store_path(Settings(store=Path("mine.sqlite3"))) == Path("mine.sqlite3")


@pytest.mark.parametrize("offline", [False, True], ids=["live", "offline"])
def test_a_store_that_cannot_be_used_is_told_before_the_run_begins(settings: Callable[..., Settings], tmp_path: Path, offline: bool) -> None:
    (tmp_path / "store.sqlite3").write_text("no database" * 100)
    with pytest.raises(UsageError, match="not an SQLite database"), open_web(settings(offline=offline), NOW):
        pytest.fail("the run began")
