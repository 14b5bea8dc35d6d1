"""What a verdict on a live link stands on: each exchange's hops and statuses, the headers that bear on it, the title, what failed and when."""

from __future__ import annotations

from citeaudit.model import Evidence, Exchange, Purpose

_TELLING = ("retry-after", "cf-mitigated", "x-amzn-waf-action", "x-datadome", "x-iinfo", "server", "content-encoding")
"""The headers that a rule reads."""


def evidence_of(exchanges: tuple[Exchange, ...]) -> tuple[Evidence, ...]:
    """What was seen, in the order it was seen: where is the final URL (or the asked one, where none answered), seen_at when it was asked."""
    return tuple(
        Evidence(what=what, where=exchange.final_url or exchange.request.url, seen_at=exchange.asked_at)
        for exchange in exchanges
        for what in filter(None, (_hops(exchange), _failure(exchange), _headers(exchange), _title(exchange), _paywall(exchange)))
    )


def _hops(exchange: Exchange) -> str:
    """`301 http://a → 200 https://a`, after the kind of request where it was not the first."""
    steps = [f"{hop.status} {hop.url}" for hop in exchange.hops]
    # The last hop of a redirect that broke is the last answer too: told once.
    last = f"{exchange.status} {exchange.final_url or exchange.request.url}"
    if exchange.status and last not in steps[-1:]:
        steps.append(last)
    kind = "" if exchange.request.purpose is Purpose.PAGE else f"{exchange.request.purpose}: "
    return kind + (" → ".join(steps) or f"no answer from {exchange.request.url}")


def _failure(exchange: Exchange) -> str:
    failure = exchange.failure
    return f"{failure.kind} ({failure.phase})" + (f": {failure.detail}" if failure.detail else "") if failure else ""


def _headers(exchange: Exchange) -> str:
    return "; ".join(f"{name}: {value}" for name in _TELLING if (value := exchange.header(name)))


def _paywall(exchange: Exchange) -> str:
    return "the page says that it is not free to read (isAccessibleForFree)" if exchange.page and exchange.page.free is False else ""


def _title(exchange: Exchange) -> str:
    title = exchange.page and (exchange.page.title or exchange.page.h1)
    return f"title “{title}”" if title else ""
