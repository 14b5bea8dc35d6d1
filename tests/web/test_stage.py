"""Cases on loopback: names lead where each case says, the environment is the run's own, nothing reaches the Web."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from citeaudit.model import Failure, FailureKind, LinkState
from citeaudit.web.behaviours.case import ARTICLE_PAGE, Case, Place, Served, Way, here, leads, to
from citeaudit.web.misbehaving import ANY
from citeaudit.web.stage import Stage, staged

Play = Callable[[Sequence[Case]], Stage]


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Play]:
    with ExitStack() as running:
        yield lambda cases: running.enter_context(staged(cases, tmp_path))


PAGE = here(ARTICLE_PAGE)


def case(place: Place = Place.SERVER, served: Served = PAGE, way: Way = Way.USUAL, url: str = "http://news.example/page") -> Case:
    return Case(name="a case", url=url, expected=LinkState.LIVE, served=served, place=place, way=way)


def status_of(stage: Stage, host: str, path: str, port: int = 80) -> int:
    """The status that a host of the stage answers a path with."""
    answer = stage.resolve(host, port)
    assert not isinstance(answer, Failure)
    with socket.create_connection(answer[0], timeout=10) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        return int(connection.recv(20).split()[1])


def test_every_path_of_a_case_is_served_and_all_others_are_absent(play: Play) -> None:
    stage = play([case(served=(*to("http://else.example/there", ARTICLE_PAGE, 308), ("/beside", leads("/x", 307))))])
    asked = (("news", "/page"), ("else", "/there"), ("news", "/beside"), ("news", "/made-up"), ("else", "/page"), ("unheard", "/"))
    assert [status_of(stage, f"{host}.example", path) for host, path in asked] == [308, 200, 307, 404, 404, 404]


def test_a_case_may_answer_every_path_of_its_host(play: Play) -> None:
    stage = play([case(served=((ANY, ARTICLE_PAGE),))])
    assert (status_of(stage, "news.example", "/made-up"), status_of(stage, "other.example", "/made-up")) == (200, 404)


def test_the_cited_path_is_told_as_it_is_asked_for(play: Play) -> None:
    stage = play([case(url="http://Құқық.example/отчёт?a=b c#part")])
    assert status_of(stage, "xn--01a3nab1i.example", "/%D0%BE%D1%82%D1%87%D1%91%D1%82?a=b%20c") == 200


@pytest.mark.parametrize(("place", "kind"), [(Place.NO_NAME, FailureKind.NO_SUCH_NAME), (Place.NAME_UNSURE, FailureKind.NAME_UNSURE)])
def test_names_that_lead_nowhere(place: Place, kind: FailureKind, play: Play) -> None:
    stage = play([case(place)])
    answers = [stage.resolve("news.example", 80) for _ in range(2)]
    assert [answer.kind for answer in answers if isinstance(answer, Failure)] == [kind, kind]


def test_a_name_that_is_found_at_the_second_look(play: Play) -> None:
    stage = play([case(Place.NAME_AT_SECOND_LOOK)])
    first = stage.resolve("news.example", 80)
    assert isinstance(first, Failure)
    assert first.kind is FailureKind.NO_SUCH_NAME
    assert status_of(stage, "news.example", "/page") == 200


@pytest.mark.parametrize("place", [Place.REFUSES, Place.SWALLOWS])
def test_ports_that_take_no_connection(place: Place, play: Play) -> None:
    answer = play([case(place)]).resolve("news.example", 80)
    assert not isinstance(answer, Failure)
    with pytest.raises(TimeoutError if place is Place.SWALLOWS else ConnectionRefusedError):
        socket.create_connection(answer[0], timeout=0.2)


def test_all_that_is_asked_is_on_loopback(play: Play) -> None:
    stage = play([case(place, url=f"https://{place.value.replace('_', '-')}.example/") for place in Place if "NAME" not in place.name])
    answers = [stage.resolve(host, port) for host in ("en.wikipedia.org", "swallows.example", "expired.example") for port in (80, 443, 8080)]
    assert {address[0] for answer in answers if not isinstance(answer, Failure) for address in answer} == {"127.0.0.1"}


def test_the_surroundings_are_the_runs_own_and_put_back(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("SSL_CERT_FILE", "/no/such/file")
    before = dict(os.environ)
    stage = play([case()])
    with stage.surroundings(Way.USUAL):
        assert not {"HTTPS_PROXY", "http_proxy", "SSL_CERT_FILE"} & set(os.environ)
        assert Path(os.environ["REQUESTS_CA_BUNDLE"]).is_file()
    with stage.surroundings(Way.PROXIED):
        assert os.environ["http_proxy"].startswith("http://127.0.0.1:")
    assert dict(os.environ) == before


def test_loopback_may_be_asked_only_where_the_way_says_so(play: Play) -> None:
    stage = play([case()])
    assert [way for way in Way if stage.settings(way).allow_private] == [Way.CUT_OFF, Way.USUAL]


def test_cases_that_need_certificates_are_left_out_without_openssl(play: Play, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    plain, secure = case(), case(Place.EXPIRED, url="https://expired.example/")
    stage = play([plain, secure])
    assert (stage.cases, stage.left_out, stage.why) == ((plain,), (secure,), "there is no openssl command on this machine")
    assert status_of(stage, "news.example", "/page") == 200
