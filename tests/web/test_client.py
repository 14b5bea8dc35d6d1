"""What is sent to strangers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from citeaudit import __version__
from citeaudit.model import Exchange, Purpose
from citeaudit.web.client import user_agent

Start = Callable[..., Any]
Ask = Callable[..., Exchange]


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        ("", f"citeaudit/{__version__}"),
        ("me@a.example", f"citeaudit/{__version__} (+me@a.example)"),
        ("a\r\nX: ü", f"citeaudit/{__version__} (+aX: )"),
    ],
)
def test_who_we_say_we_are(contact: str, expected: str) -> None:
    assert user_agent(contact) == expected


@pytest.mark.parametrize("purpose", [Purpose.PAGE, Purpose.REPEAT, Purpose.PROBE, Purpose.UNVERIFIED, Purpose.CONTROL, Purpose.REPLAY])
def test_we_say_who_we_are(purpose: Purpose, stranger: Start, ask: Ask) -> None:
    server = stranger()
    server.answers("/a", b"x")
    ask(server.url("/a"), purpose, contact="me@a.example")
    assert server.asked[0][1]["user-agent"] == f"citeaudit/{__version__} (+me@a.example)"


def test_a_second_look_may_be_like_a_browsers(stranger: Start, ask: Ask) -> None:
    server = stranger()
    server.answers("/a", b"x")
    ask(server.url("/a"), Purpose.BROWSER_LIKE)
    headers = server.asked[0][1]
    assert headers["user-agent"].startswith("Mozilla/5.0")
    assert headers["accept"].startswith("text/html")
    assert headers["accept-language"].startswith("en")


def test_the_url_is_sent_as_it_is_written(stranger: Start, ask: Ask) -> None:
    server = stranger()
    server.answers("/a%2Fb/c%20d?x=%2B&y=a[]", b"x")
    assert ask(server.url("/a%2Fb/c d?x=%2B&y=a[]#part")).status == 200


def test_a_get_is_sent_once_even_where_the_connection_breaks(stranger: Start, ask: Ask) -> None:
    server = stranger()
    server.does("/a", lambda line: line.reset())
    server.answers("/a", b"x")
    assert ask(server.url("/a")).status == 0
    assert server.paths() == ["/a"]
