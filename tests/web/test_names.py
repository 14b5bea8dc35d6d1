"""Name look-ups: one answer a name and run, bounded in time; `socket.getaddrinfo` is replaced as a resolver hook would."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable
from typing import Any

import pytest

from citeaudit.model import Failure, FailureKind, Phase
from citeaudit.web.names import Answer, Names, system_answer

ABSENT = socket.gaierror(socket.EAI_NONAME, "Name or service not known")


def found(*addresses: tuple[str, int]) -> list[tuple[Any, ...]]:
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", address) for address in addresses]


@pytest.fixture
def resolver(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[tuple[str, int]]]:
    """Replaces the system's resolver: answers, or errors, in order; gives the list of what was asked."""

    def replace(*answers: object) -> list[tuple[str, int]]:
        asked: list[tuple[str, int]] = []
        left = list(answers)

        def getaddrinfo(host: str, port: int, **kinds: int) -> object:
            asked.append((host, port))
            answer = left.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer

        monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
        return asked

    return replace


def look_up(*asked: tuple[str, int, bool], wait_s: float = 10) -> list[Answer]:
    """The answers of one run, one after another; each is asked for by host, port and whether it is a second time."""

    async def run() -> list[Answer]:
        names = Names(wait_s, system_answer)
        return [await names.look_up(host, port, again=again) for host, port, again in asked]

    return asyncio.run(run())


def kinds(answers: list[Answer]) -> list[object]:
    return [answer.kind if isinstance(answer, Failure) else answer for answer in answers]


def test_the_whole_answer_of_the_system_counts_its_ports_too(resolver: Callable[..., Any]) -> None:
    resolver(found(("127.0.0.1", 8081), ("127.0.0.1", 8081), ("127.0.0.2", 8082)))
    assert look_up(("a.example", 80, False)) == [(("127.0.0.1", 8081), ("127.0.0.2", 8082))]


def test_a_name_is_asked_once_for_each_port(resolver: Callable[..., Any]) -> None:
    asked = resolver(found(("127.0.0.1", 80)), found(("127.0.0.1", 443)))
    look_up(("a.example", 80, False), ("a.example", 80, False), ("a.example", 443, False), ("a.example", 80, True))
    assert asked == [("a.example", 80), ("a.example", 443)]


def test_a_name_that_does_not_exist_is_asked_a_second_time_and_no_third(resolver: Callable[..., Any]) -> None:
    asked = resolver(ABSENT, ABSENT)
    answers = look_up(*[("a.example", 80, again) for again in (False, False, True, True, False)])
    assert kinds(answers) == [FailureKind.NO_SUCH_NAME] * 5
    assert len(asked) == 2


def test_a_second_answer_replaces_the_first(resolver: Callable[..., Any]) -> None:
    resolver(ABSENT, found(("127.0.0.1", 80)))
    answers = look_up(("a.example", 80, False), ("a.example", 80, True), ("a.example", 80, False))
    assert kinds(answers) == [FailureKind.NO_SUCH_NAME, (("127.0.0.1", 80),), (("127.0.0.1", 80),)]


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (ABSENT, FailureKind.NO_SUCH_NAME),
        (socket.gaierror(socket.EAI_NODATA, "No address associated with hostname"), FailureKind.NO_SUCH_NAME),
        (socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution"), FailureKind.NAME_UNSURE),
        (socket.gaierror(socket.EAI_FAIL, "Non-recoverable failure in name resolution"), FailureKind.NAME_UNSURE),
        (OSError(24, "Too many open files"), FailureKind.NAME_UNSURE),
        (UnicodeError("label too long"), FailureKind.NAME_UNSURE),
        (ValueError("embedded null character"), FailureKind.NAME_UNSURE),
        ([], FailureKind.NO_SUCH_NAME),
        (found(("no address", 80)), FailureKind.NAME_UNSURE),
    ],
)
def test_does_not_exist_and_cannot_tell_are_different_answers(error: object, kind: FailureKind, resolver: Callable[..., Any]) -> None:
    resolver(error)
    (failure,) = look_up(("a.example", 80, False))
    assert isinstance(failure, Failure)
    assert (failure.kind, failure.phase) == (kind, Phase.DNS)


def test_a_resolver_that_hangs_is_waited_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, over = [], threading.Event()

    def hang(host: str, port: int, **kinds: int) -> object:
        asked.append(host)
        over.wait()
        raise ABSENT

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    answers = look_up(("a.example", 80, False), ("a.example", 80, True), wait_s=0.05)
    over.set()
    assert kinds(answers) == [FailureKind.NAME_UNSURE] * 2
    assert asked == ["a.example"]


def test_a_machine_without_a_thread_to_spare_cannot_tell(resolver: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def start(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", start)
    assert kinds(look_up(("a.example", 80, False))) == [FailureKind.NAME_UNSURE]
