"""The pace of the named services, asked over real sockets on loopback: each at its own, slower when it says so, never again when it shuts us out."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from citeaudit.model import Exchange, Failure, FailureKind, Phase, Purpose, Request
from citeaudit.settings import Settings
from citeaudit.web.api import MARGIN, WIKI_PAUSE_S, Services, tells
from citeaudit.web.pacing import SILENCES
from citeaudit.web.receptions import PAUSE_S, PAUSES, Reception, pause_s, received
from citeaudit.web.store import Store
from citeaudit.web.turnstile import Clock
from tests.web.turned import START, Turned

GAP_S = round(MARGIN * 60 / 24, 3)


Stranger = Any
"""A server as the fixture `stranger` starts it."""

Outcome = Callable[[Exchange], tuple[FailureKind, Phase] | None]


@contextmanager
def services(path: Path, clock: Clock, **changed: object) -> Iterator[Services]:
    settings = replace(Settings(), **changed)  # type: ignore[arg-type]
    with closing(Store(path, datetime.fromtimestamp(START, UTC))) as store, closing(Services(settings, store, clock)) as opened:
        yield opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite3"


@pytest.fixture
def clock() -> Turned:
    return Turned()


@pytest.fixture
def service(stranger: Callable[..., Stranger], monkeypatch: pytest.MonkeyPatch) -> Stranger:
    for variable in ("http_proxy", "https_proxy", "no_proxy", "requests_ca_bundle", "ssl_cert_file"):
        monkeypatch.delenv(variable, raising=False)
        monkeypatch.delenv(variable.upper(), raising=False)
    return stranger()


@pytest.fixture
def asking(path: Path, clock: Turned) -> Iterator[Services]:
    with services(path, clock) as opened:
        yield opened


def api(url: str) -> Request:
    return Request(url=url, purpose=Purpose.API)


def test_a_service_is_asked_no_faster_than_the_settings_say_each_for_itself(service: Stranger, asking: Services, clock: Turned) -> None:
    service.answers("/")
    for name in ("cdx", "cdx", "availability", "cdx", "availability"):
        asking.ask(name, api(service.url()))
    assert clock.waited == [0, GAP_S, 0, GAP_S, 0]


def test_all_who_share_a_store_share_the_pace(service: Stranger, path: Path) -> None:
    service.answers("/")
    mine, theirs = Turned(), Turned()
    with services(path, mine) as one, services(path, theirs) as other:
        for asking in (one, other, other, one):
            asking.ask("cdx", api(service.url()))
    assert (mine.waited, theirs.waited) == ([0, round(3 * GAP_S, 3)], [GAP_S, GAP_S])


@pytest.mark.parametrize(
    ("headers", "waited"),
    [
        pytest.param({}, PAUSE_S, id="429-without-retry-after"),
        pytest.param({"Retry_After": "7"}, 7.0, id="429-with-seconds"),
        pytest.param({"Retry_After": format_datetime(datetime.fromtimestamp(START + 20, UTC), usegmt=True)}, 20.0, id="429-with-a-date"),
        pytest.param({"Retry_After": "0"}, GAP_S, id="429-with-no-patience"),
    ],
)
def test_after_429_all_who_share_the_store_leave_the_service_alone(service: Stranger, path: Path, headers: Mapping[str, str], waited: float) -> None:
    service.answers("/", b"slow down", 429, **headers)
    service.answers("/")
    mine, theirs = Turned(), Turned()
    with services(path, mine) as one, services(path, theirs) as other:
        assert one.ask("cdx", api(service.url())).status == 429
        assert other.ask("cdx", api(service.url())).status == 200
    assert (mine.waited, theirs.waited) == ([0], [waited])


def test_who_wants_a_long_rest_gets_it_and_nobody_waits(service: Stranger, asking: Services, clock: Turned) -> None:
    service.answers("/", status=429, Retry_After="3600")
    service.answers("/")
    first = asking.ask("cdx", api(service.url()))
    other = api(service.url("/?url=b"))
    assert asking.ask("cdx", other) == replace(first, request=other, hops=(), final_url="", took_s=0.0)
    assert (service.paths(), clock.waited) == (["/"], [0])
    clock.seconds += 3600
    assert asking.ask("cdx", api(service.url())).status == 200


def test_max_wait_s_is_the_longest_rest_that_is_waited_for(service: Stranger, path: Path, clock: Turned) -> None:
    service.answers("/", status=429, Retry_After="200")
    service.answers("/")
    with services(path, clock, max_wait_s=200.0) as asking:
        assert [asking.ask("cdx", api(service.url())).status for _ in range(2)] == [429, 200]
    assert clock.waited == [0, 200]


def test_a_refusal_after_429_ends_the_asking_of_that_service(service: Stranger, asking: Services, outcome: Outcome) -> None:
    service.answers("/", status=429)
    service.answers("/")
    for request in (api(service.url()), api("http://127.0.0.1:1/"), api(service.url()), api(service.url())):
        seen = asking.ask("cdx", request)
    assert (outcome(seen), seen.request) == ((FailureKind.CONNECTION_REFUSED, Phase.CONNECT), api(service.url()))
    assert asking.ask("availability", api(service.url())).failure == seen.failure, "it is the same host that shuts us out"
    assert service.paths() == ["/"]


def test_a_refusal_without_429_or_a_reset_after_it_does_not(service: Stranger, asking: Services) -> None:
    service.answers("/limited", status=429)
    service.does("/reset", lambda line: line.reset())
    service.answers("/")
    for request in (api("http://127.0.0.1:1/"), api(service.url("/limited")), api(service.url("/reset")), api(service.url())):
        seen = asking.ask("cdx", request)
    assert seen.status == 200


def test_who_stays_silent_is_not_waited_for_again(service: Stranger, path: Path, clock: Turned) -> None:
    service.does("/", lambda line: line.hold())
    with services(path, clock, deadline_s=0.2) as asking:
        seen = [asking.ask("cdx", api(service.url())) for _ in range(SILENCES + 3)]
    assert all(exchange.failure for exchange in seen)
    assert len(service.asked) == SILENCES


def test_who_asks_for_pauses_without_end_is_not_asked_again(service: Stranger, asking: Services, clock: Turned) -> None:
    service.answers("/", status=429)
    assert [asking.ask("cdx", api(service.url())).status for _ in range(PAUSES + 3)] == [429] * (PAUSES + 3)
    assert len(service.asked) == PAUSES
    assert clock.waited == [0] + [PAUSE_S] * (PAUSES - 1)


def test_a_line_that_hangs_does_not_hold_up_the_next_request(service: Stranger, path: Path, clock: Turned) -> None:
    service.does("/drip", lambda line: (line.send(b"HTTP/1.1 200 OK\r\n"), line.drip(b"X-Drop: 1\r\n")))
    service.answers("/", b"[]")
    with services(path, clock, deadline_s=1) as asking:
        assert asking.ask("cdx", api(service.url("/drip"))).failure is not None
        assert asking.ask("cdx", api(service.url())).answer == "[]"


SILENT = Exchange(
    request=api("http://x.example/"), failure=Failure(kind=FailureKind.SILENT, phase=Phase.CONNECT), asked_at=datetime.fromtimestamp(START, UTC)
)
WELL = replace(SILENT, failure=None, status=200)
LIMITED = replace(WELL, status=429)


def test_silences_and_pauses_count_in_a_row() -> None:
    reception = Reception()
    for exchange in (SILENT, WELL, SILENT):
        reception = received(reception, exchange, START, PAUSE_S)
    assert reception == Reception(silences=1)
    assert received(reception, SILENT, START, PAUSE_S).is_closed
    for exchange in (*[LIMITED] * (PAUSES - 1), WELL, LIMITED):
        reception = received(reception, exchange, START, PAUSE_S)
    assert reception == Reception(pauses=1)
    assert received(Reception(pauses=PAUSES - 1), LIMITED, START, PAUSE_S).is_closed


@pytest.mark.parametrize(
    ("status", "retry_after", "seconds"),
    [
        pytest.param(200, "", 0.0, id="200"),
        pytest.param(200, "5", 5.0, id="200-of-a-wiki-that-lags"),
        pytest.param(429, "", PAUSE_S, id="429"),
        pytest.param(429, "soon", PAUSE_S, id="429-unreadable"),
        pytest.param(429, "0", 0.0, id="429-with-no-patience"),
        pytest.param(503, "", 0.0, id="503"),
        pytest.param(503, "12", 12.0, id="503-with-seconds"),
        pytest.param(404, "12", 0.0, id="404-with-seconds"),
    ],
)
def test_how_long_an_answer_asks_to_be_left_alone(status: int, retry_after: str, seconds: float) -> None:
    headers = (("retry-after", retry_after),) if retry_after else ()
    assert pause_s(replace(WELL, status=status, headers=headers), START) == seconds


# ---------------------------------------------------------------- wikis


WIKI = {"mediawiki_url": "http://wiki.example", "host_gap_s": 0.0}


@pytest.mark.parametrize(
    ("changed", "gap_s"),
    [
        pytest.param({"allow_private": True}, 0.3, id="anybodys"),
        pytest.param({"allow_private": True, "host_gap_s": 2.0}, 2.0, id="slower-as-set"),
        pytest.param(WIKI | {"host_gap_s": 0.05}, 0.05, id="the-users-own"),
    ],
)
def test_wikis_are_asked_no_faster_than_wikimedia_allows(
    service: Stranger, path: Path, clock: Turned, changed: Mapping[str, object], gap_s: float
) -> None:
    service.answers("/w/api.php")
    with services(path, clock, **changed) as asking:
        for _ in range(3):
            asking.ask("mediawiki", api(service.url("/w/api.php")))
    assert clock.waited == [0, gap_s, gap_s]


def test_a_request_is_sent_when_its_own_wait_is_over(service: Stranger, path: Path, clock: Turned) -> None:
    service.answers("/")
    with services(path, clock, **WIKI) as asking:
        asking.ask("mediawiki", replace(api(service.url()), wait_s=7.0))
    assert clock.waited == [7]


@pytest.mark.parametrize(
    ("answer", "waited"),
    [
        pytest.param({"status": 200, "Retry_After": "9"}, 9.0, id="lag"),
        pytest.param({"status": 429, "Retry_After": "12"}, 12.0, id="429"),
        pytest.param({"status": 429}, WIKI_PAUSE_S, id="429-without-retry-after"),
        pytest.param({"status": 503, "Retry_After": "3"}, 3.0, id="503"),
    ],
)
def test_a_wiki_that_asks_for_patience_is_left_alone_once_not_twice(
    service: Stranger, path: Path, clock: Turned, answer: Mapping[str, Any], waited: float
) -> None:
    service.answers("/", **answer)
    service.answers("/")
    with services(path, clock, **WIKI) as asking:
        asking.ask("mediawiki", api(service.url()))
        asking.ask("mediawiki", replace(api(service.url()), wait_s=waited))
    assert clock.waited == [0, waited]


def test_a_wiki_that_wants_a_long_rest_does_not_close_the_others(stranger: Callable[..., Stranger], path: Path, clock: Turned) -> None:
    one, other = stranger("127.0.0.1"), stranger("127.0.0.2")
    one.answers("/", status=429, Retry_After="3600")
    other.answers("/")
    with services(path, clock, **WIKI) as asking:
        assert [asking.ask("mediawiki", api(server.url())).status for server in (one, one, other)] == [429, 429, 200]
    assert (one.paths(), other.paths(), clock.waited) == (["/"], ["/"], [0, 0])


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        pytest.param('{"parse":{"title":"Otter"}}', True, id="parse"),
        pytest.param('{"batchcomplete":true,"query":{}}', True, id="query"),
        pytest.param('{"error":{"code":"missingtitle"}}', False, id="error"),
        pytest.param('{"parse":{"title":"Ot', False, id="cut"),
        pytest.param('{"parse":' + "[" * 100_000, False, id="nested"),
        pytest.param("<html>", False, id="page"),
        pytest.param("[]", False, id="list"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_what_a_wiki_tells_is_kept_and_nothing_else(service: Stranger, path: Path, clock: Turned, answer: str, told: bool) -> None:
    service.answers("/", answer.encode(), Content_Type="application/json")
    with services(path, clock, **WIKI) as asking:
        exchange = asking.ask("mediawiki", api(service.url()))
    with closing(Store(path, datetime.fromtimestamp(START, UTC), only_read=True)) as store:
        assert (tells(exchange), store.stored(service.url())) == (told, (exchange,) if told else ())


def test_what_the_archive_tells_is_not_kept_here(service: Stranger, path: Path, clock: Turned) -> None:
    service.answers("/", b'{"query":{}}')
    with services(path, clock) as asking:
        asking.ask("cdx", api(service.url()))
    with closing(Store(path, datetime.fromtimestamp(START, UTC), only_read=True)) as store:
        assert store.stored(service.url()) == ()


class Telling(Clock):
    """The real clock, which tells when a wait of more than a second begins."""

    def __init__(self) -> None:
        super().__init__()
        self.waits = threading.Event()

    def wait(self, seconds: float) -> bool:
        if seconds > 1:
            self.waits.set()
        return super().wait(seconds)


def test_closing_ends_a_wait(service: Stranger, path: Path) -> None:
    service.answers("/")
    clock, seen = Telling(), list[Exchange]()
    with services(path, clock, cdx_per_minute=0.1) as asking:
        thread = threading.Thread(target=lambda: seen.extend(asking.ask("cdx", api(service.url())) for _ in range(2)))
        thread.start()
        assert clock.waits.wait(60)
        asking.close()
        thread.join(60)
    assert [exchange.status for exchange in seen] == [200, 0]
    assert service.paths() == ["/"]
