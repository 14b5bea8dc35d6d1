"""Whether there is a network at all."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count

import pytest

from citeaudit.links.reach import Tail, first, is_doubtful, is_inside
from citeaudit.model import Exchange, Failure, FailureKind, Phase, Request

AT = datetime(2026, 5, 1, tzinfo=UTC)
Chain = tuple[Exchange, ...]


def answered(status: int = 200) -> Chain:
    return (Exchange(request=Request(url="https://a.example/"), status=status, asked_at=AT),)


def failed(phase: Phase, kind: FailureKind = FailureKind.UNREACHABLE) -> Chain:
    return (Exchange(request=Request(url="https://a.example/"), failure=Failure(kind=kind, phase=phase), asked_at=AT),)


NAME, CONNECTION, HANDSHAKE = failed(Phase.DNS, FailureKind.NAME_UNSURE), failed(Phase.CONNECT), failed(Phase.TLS, FailureKind.CERTIFICATE)
MALFORMED, PRIVATE = failed(Phase.URL, FailureKind.INVALID_URL), failed(Phase.ADDRESS, FailureKind.PRIVATE_ADDRESS)


@pytest.mark.parametrize(
    ("answers", "taken"),
    [
        pytest.param([("a", NAME), ("b", answered()), ("c", answered())], 2, id="one answer is enough"),
        pytest.param([("a", answered(500)), ("b", NAME)], 1, id="an error is an answer"),
        pytest.param([(host, CONNECTION) for host in "abcdefgh"], 5, id="five hosts that fail are enough"),
        pytest.param([("a", NAME)] * 8, 8, id="one host eight times is one"),
        pytest.param([("a", NAME), ("b", CONNECTION)], 2, id="all, where there are fewer"),
        pytest.param([(host, MALFORMED) for host in "abcdefgh"], 8, id="what was not sent is no failure"),
        pytest.param([], 0, id="nothing to ask"),
    ],
)
def test_no_more_is_taken_than_is_needed(answers: list[tuple[str, Chain]], taken: int) -> None:
    source = iter([(f"https://{host}.example/{number}", chain) for number, (host, chain) in zip(count(), answers, strict=False)])
    passed = list(first(source))
    rest = list(source)
    assert len(passed) == taken
    assert [url for url, _ in passed + rest] == [f"https://{host}.example/{number}" for number, (host, _) in enumerate(answers)]


@pytest.mark.parametrize(
    ("chains", "doubtful"),
    [
        pytest.param([NAME, CONNECTION], True, id="names and connections fail"),
        pytest.param([CONNECTION + NAME], True, id="in every exchange of a chain"),
        pytest.param([NAME, answered(404)], False, id="one host answers"),
        pytest.param([CONNECTION + answered()], False, id="at the second try"),
        pytest.param([NAME, HANDSHAKE], False, id="one host got as far as its certificate"),
        pytest.param([MALFORMED, PRIVATE, NAME], True, id="what was not sent counts for nothing"),
        pytest.param([MALFORMED, PRIVATE], False, id="nothing was sent"),
        pytest.param([(), NAME], True, id="a look-up that asked nothing"),
        pytest.param([()], False, id="no exchange"),
        pytest.param([], False, id="nothing was tried"),
    ],
)
def test_the_network_is_doubtful_when_nothing_was_reached(chains: list[Chain], doubtful: bool) -> None:
    assert is_doubtful(chains) is doubtful


@pytest.mark.parametrize(
    ("peers", "inside"),
    [
        pytest.param(["93.184.215.14"], False, id="a public address"),
        pytest.param(["93.184.215.14", "127.0.0.1"], True, id="one of them is this machine"),
        pytest.param(["10.0.0.8"], True, id="a private network"),
        pytest.param(["proxy 10.0.0.8"], False, id="only the proxy is near"),
        pytest.param([""], False, id="nobody was connected to"),
    ],
)
def test_what_a_private_address_answered_is_told_apart(peers: list[str], inside: bool) -> None:
    assert is_inside(tuple(Exchange(request=Request(url="https://a.example/"), status=200, peer=peer, asked_at=AT) for peer in peers)) is inside


@pytest.mark.parametrize(
    ("done", "lost"),
    [
        pytest.param([("a", answered())] + [(host, CONNECTION) for host in "bcdef"], "bcdef", id="everything since the last answer"),
        pytest.param([(host, NAME) for host in "bcdef"] + [("a", answered(404))], "", id="one was reached after them"),
        pytest.param([("a", answered())] + [(host, CONNECTION) for host in "bcde"], "", id="of few hosts: they may be dead"),
        pytest.param([("a", answered())] + [("b", CONNECTION)] * 9, "", id="of one host"),
        pytest.param(
            [("a", answered())] + [(host, CONNECTION) for host in "bcd"] + [("x", MALFORMED)] + [("e", NAME), ("f", NAME)], "bcdef", id="unsent"
        ),
    ],
)
def test_what_a_network_that_was_lost_on_the_way_leaves_behind(done: list[tuple[str, Chain]], lost: str) -> None:
    tail = Tail()
    for host, chain in done:
        tail.add(f"https://{host}.example/", chain)
    assert tail.lost() == tuple(f"https://{host}.example/" for host in lost)
