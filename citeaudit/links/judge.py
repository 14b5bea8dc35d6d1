"""Judges a live link by what was seen of it, and says what to ask next (pure); the decision table itself is rules.py."""

from __future__ import annotations

from dataclasses import dataclass

from citeaudit.links.evidence import evidence_of
from citeaudit.links.observed import Ruling, judged, observe
from citeaudit.links.rules import ruling_on
from citeaudit.model import Exchange, LinkState, Purpose, Request, Verdict
from citeaudit.urls import host_of

Chain = tuple[Exchange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known of a link before it is asked: its URL and the cited title (or empty).

    `repeat_after_s` is how long a failing page rests before it is asked once more, `max_wait_s` the longest Retry-After that is waited for.
    `shared` are the final URLs on which this link and another cited path of its host landed, known once the host's links are in.
    """

    url: str
    title: str
    repeat_after_s: float
    max_wait_s: float = 30.0
    shared: frozenset[str] = frozenset()


def judge(exchanges: Chain, context: Context) -> Verdict[LinkState]:
    """The verdict on a link: the last answer is judged, whatever was asked before it is evidence.

    Args:
        exchanges: everything that was seen of the link, oldest first, at least one.
        context: what is known of it.
    """
    return verdict_of(weigh(exchanges, context), exchanges)


def next_request(exchanges: Chain, context: Context) -> Request | None:
    """What to ask before the link is judged, or None: each kind of repeat is sent at most once (of a name: each name), so that a chain ends."""
    return following(weigh(exchanges, context), exchanges)


def weigh(exchanges: Chain, context: Context) -> Ruling:
    """What the decision table says of a link: the verdict in it, and what to ask first, for who needs both."""
    return ruling_on(observe(exchanges, context.url, context.title, context.repeat_after_s, context.max_wait_s, context.shared))


def verdict_of(ruling: Ruling, exchanges: Chain) -> Verdict[LinkState]:
    """The verdict in a ruling on these exchanges."""
    return Verdict(value=ruling.state, rule=ruling.rule, reason=ruling.reason, evidence=evidence_of(exchanges), confidence=ruling.confidence)


def following(ruling: Ruling, exchanges: Chain) -> Request | None:
    """What a ruling wants to be asked first, where that was not asked yet."""
    again = ruling.again
    return again if again and _kind(again) not in {_kind(exchange.request) for exchange in exchanges} else None


def landed(exchanges: Chain) -> tuple[str, str] | None:
    """The cited URL of a link and the one it landed on, for `shared_targets`; None where it came to no page."""
    last = judged(exchanges)
    return (exchanges[0].request.url, last.final_url) if 200 <= last.status <= 299 else None


def _kind(request: Request) -> tuple[Purpose, str]:
    return request.purpose, host_of(request.url) if request.purpose is Purpose.NAME else ""
