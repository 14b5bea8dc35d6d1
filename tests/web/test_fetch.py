"""The engine: many URLs at once, chains of requests, stopping early."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from typing import Any

import pytest

from citeaudit.errors import UsageError
from citeaudit.model import Exchange, FailureKind, Phase, Purpose, Request
from citeaudit.settings import Settings
from citeaudit.web.fetch import Engine

Start = Callable[..., Any]
Ask = Callable[..., Exchange]
Outcome = Callable[[Exchange], tuple[FailureKind, Phase] | None]
Chain = tuple[Exchange, ...]


def once(chain: Chain) -> None:
    """No request follows."""


def test_every_url_is_yielded_with_its_exchanges_and_each_exchange_is_told_once(stranger: Start, engine: Start) -> None:
    servers = [stranger(f"127.0.0.{number}") for number in (1, 2, 3)]
    for server in servers:
        server.answers("/a", b"x")
        server.answers("/b", status=404)
    urls = [server.url(path) for server in servers for path in ("/a", "/b")]
    seen: list[Exchange] = []
    done = dict(engine().fetch_many([Request(url=url) for url in urls], lambda chain: seen.append(chain[-1])))
    assert sorted(done) == sorted(urls)
    assert {url: chain[0].status for url, chain in done.items()} == {url: 200 if url.endswith("a") else 404 for url in urls}
    assert sorted(seen, key=lambda exchange: exchange.final_url) == [done[url][0] for url in sorted(urls)]


def test_a_proxy_of_another_kind_is_told_before_anything_is_asked(engine: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "socks5://user:secret@127.0.0.1:1")
    with pytest.raises(UsageError, match="HTTPS_PROXY: only http:// and https:// proxies can be used") as told:
        engine()
    assert "secret" not in str(told.value)


def test_nothing_to_ask_is_nothing_to_wait_for(engine: Start) -> None:
    assert list(engine().fetch_many([], once)) == []


def test_the_next_request_is_decided_after_each_exchange_and_sent_after_its_wait(stranger: Start, engine: Start) -> None:
    server, due = stranger(), threading.Event()

    def not_found(line: Any) -> None:
        threading.Timer(1.5, due.set).start()
        line.send(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")

    server.does("/a", not_found)
    server.does("/a", lambda line: line.send(f"HTTP/1.1 {200 if due.is_set() else 404} Told\r\nContent-Length: 0\r\n\r\n".encode()))
    server.answers("/probe", status=404)

    def next_request(chain: Chain) -> Request | None:
        following = [
            Request(url=server.url("/a"), purpose=Purpose.BROWSER_LIKE, wait_s=1.6),
            Request(url=server.url("/probe"), purpose=Purpose.PROBE),
        ]
        return following[len(chain) - 1] if len(chain) <= 2 else None

    ((url, chain),) = engine(deadline_s=1.55).fetch_many([Request(url=server.url("/a"))], next_request)
    assert url == server.url("/a")
    assert [(exchange.request.purpose, exchange.status) for exchange in chain] == [
        (Purpose.PAGE, 404),
        (Purpose.BROWSER_LIKE, 200),
        (Purpose.PROBE, 404),
    ]


def test_the_busiest_host_starts_first(stranger: Start, engine: Start) -> None:
    servers = [stranger("127.0.0.1"), stranger("127.0.0.2")]
    for server in servers:
        server.answers("/a", b"x")
    asking = [Request(url=server.url("/a")) for server in (servers[0], servers[1], servers[1])]
    done = [url for url, _ in engine(concurrency=1, host_connections=1).fetch_many(asking, once)]
    assert done == [servers[1].url("/a"), servers[0].url("/a"), servers[1].url("/a")]


def test_work_begins_with_the_call_and_several_calls_run_beside_each_other(stranger: Start, engine: Start) -> None:
    server = stranger()
    begun, may_end = threading.Event(), threading.Event()

    def slow_answer(line: Any) -> None:
        begun.set()
        may_end.wait(10)
        line.send(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    server.does("/slow", slow_answer)
    server.answers("/quick", b"x")
    shared = engine()
    slow = shared.fetch_many([Request(url=server.url("/slow"))], once)
    assert begun.wait(10)
    assert [chain[0].status for _, chain in shared.fetch_many([Request(url=server.url("/quick"))], once)] == [200]
    may_end.set()
    assert [chain[0].status for _, chain in slow] == [200]


def test_no_more_connections_to_a_host_than_set(stranger: Start, engine: Start) -> None:
    server = stranger()
    together, lock, at_once = threading.Barrier(2), threading.Lock(), [0]
    most: list[int] = []

    def count(line: Any) -> None:
        with lock:
            at_once[0] += 1
            most.append(at_once[0])
        together.wait(10)
        with lock:
            at_once[0] -= 1
        line.send(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    server.does("/a", count)
    urls = [Request(url=server.url("/a")) for _ in range(10)]
    assert [chain[0].status for _, chain in engine(host_connections=2).fetch_many(urls, once)] == [200] * 10
    assert max(most) == 2


def test_a_host_that_stays_silent_twice_is_not_waited_for_again(stranger: Start, engine: Start, outcome: Outcome) -> None:
    silent, other = stranger("127.0.0.1"), stranger("127.0.0.2")
    silent.does("/a", lambda line: line.hold())
    other.answers("/a", b"x")
    asking = [Request(url=server.url("/a")) for server in (silent,) * 5 + (other,) * 2]
    asked = engine(deadline_s=1, host_connections=1)
    outcomes = [outcome(chain[0]) for _, chain in asked.fetch_many(asking, once)]
    assert sorted(outcomes, key=str) == sorted(
        [(FailureKind.DEADLINE, Phase.HEADERS)] * 2 + [(FailureKind.HOST_SILENT, Phase.CONNECT)] * 3 + [None] * 2, key=str
    )
    assert silent.paths() == ["/a"] * 2
    ((_, (control,)),) = asked.fetch_many([Request(url=silent.url("/a"), purpose=Purpose.CONTROL)], once)
    assert outcome(control) == (FailureKind.DEADLINE, Phase.HEADERS), "a control is asked all the same"


def test_who_had_less_time_left_than_a_connection_may_take_is_not_called_silent(stranger: Start, engine: Start, outcome: Outcome) -> None:
    slow, other = stranger("127.0.0.1"), stranger("127.0.0.2")
    slow.does("/a", lambda line: line.hold())
    other.answers("/a", status=302, Location=slow.url("/a"))
    running = engine(deadline_s=1)
    for url in (other.url("/a"), other.url("/a"), slow.url("/a")):
        ((_, (exchange,)),) = running.fetch_many([Request(url=url)], once)
        assert outcome(exchange) == (FailureKind.DEADLINE, Phase.HEADERS)


def test_retry_after_is_kept_to(stranger: Start, engine: Start) -> None:
    server = stranger()
    due = threading.Event()

    def ask_for_patience(line: Any) -> None:
        threading.Timer(0.9, due.set).start()
        line.send(b"HTTP/1.1 429 Wait\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n")

    server.does("/a", ask_for_patience)
    server.does("/a", lambda line: line.send(f"HTTP/1.1 {200 if due.is_set() else 429} Told\r\nContent-Length: 0\r\n\r\n".encode()))
    following = iter([Request(url=server.url("/a"), purpose=Purpose.REPEAT), None])
    ((_, chain),) = engine(max_wait_s=5).fetch_many([Request(url=server.url("/a"))], lambda chain: next(following))
    assert [(exchange.status, exchange.header("retry-after")) for exchange in chain] == [(429, "1"), (200, "")]


# ---------------------------------------------------------------- stopping


@pytest.mark.parametrize("how", ["close", "drop", "engine"])
def test_stopping_early_hangs_up_and_nothing_more_is_seen(how: str, stranger: Start, engine: Start) -> None:
    server, quick = stranger(), stranger("127.0.0.2")
    begun = threading.Event()

    def hold(line: Any) -> None:
        begun.set()
        line.hold()

    server.does("/a", hold)
    quick.answers("/a", b"x")
    seen: list[Exchange] = []
    running = engine()
    fetching = running.fetch_many([Request(url=url) for url in [quick.url("/a"), *[server.url("/a")] * 20]], lambda chain: seen.append(chain[-1]))
    assert next(fetching)[0] == quick.url("/a")
    assert begun.wait(10)
    if how == "close":
        fetching.close()
        assert list(fetching) == []
    elif how == "engine":
        running.close()
        assert list(fetching) == []
    else:
        del fetching
        gc.collect()
    assert server.hung_up.acquire(timeout=10)
    assert len(seen) == 1
    assert len(server.asked) <= 2


def test_closing_twice_and_closing_what_is_done(stranger: Start, engine: Start) -> None:
    server = stranger()
    server.answers("/a", b"x")
    running = engine()
    fetching = running.fetch_many([Request(url=server.url("/a"))], once)
    assert len(list(fetching)) == 1
    fetching.close()
    running.close()
    running.close()
    fetching.close()


def test_what_our_own_code_raises_reaches_the_reader(stranger: Start, engine: Start) -> None:
    server = stranger()
    server.answers("/a", b"x")

    def wrong(*seen: object) -> None:
        raise KeyError("a fault of ours")

    fetching = engine().fetch_many([Request(url=server.url("/a"))] * 3, wrong)
    with pytest.raises(KeyError, match="a fault of ours"):
        list(fetching)
    assert list(fetching) == []


def test_a_bundle_that_cannot_be_read_stops_the_engine_before_it_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere/bundle.pem")
    before = threading.active_count()
    with pytest.raises(UsageError):
        Engine(Settings())
    assert threading.active_count() == before


def test_a_probe_is_asked_once_for_all_links_that_need_it(stranger: Start, engine: Start) -> None:
    server = stranger()
    for path in ("/a", "/b", "/c", "/made-up"):
        server.answers(path, b"x")
    probe = Request(url=server.url("/made-up"), purpose=Purpose.PROBE)
    urls = [server.url(path) for path in ("/a", "/b", "/c")]
    done = dict(engine().fetch_many([Request(url=url) for url in urls], lambda chain: probe if len(chain) == 1 else None))
    assert sorted(server.paths()) == ["/a", "/b", "/c", "/made-up"]
    assert len({chain[1] for chain in done.values()}) == 1
