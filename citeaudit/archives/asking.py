"""How archives are asked, whatever the archive: what it is told of a page, a question asked once more, snapshots replayed until one is good."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import urldefrag

from citeaudit.archives.judge import REPLAYS, next_snapshot
from citeaudit.archives.seen import Reads
from citeaudit.headers import retry_after_s
from citeaudit.model import Exchange, Lookup, Purpose, Request, Snapshot
from citeaudit.ports import Wanted, Web
from citeaudit.settings import Settings
from citeaudit.urls import without_credentials


def address_told(wanted: Wanted) -> str:
    """The address as a service is told it: no password, and no fragment, which no server sees either."""
    return urldefrag(without_credentials(wanted.url)).url


def ask(service: str, url: str, web: Web, settings: Settings) -> tuple[Exchange, ...]:
    """One question, once more where the service names a time after which it wants to be asked again, which the service's turn waits for."""
    request = Request(url=url, purpose=Purpose.API)
    first = web.ask(service, request)
    return (first, web.ask(service, request)) if _names_a_time(first, settings) else (first,)


def _names_a_time(exchange: Exchange, settings: Settings) -> bool:
    wait_s = retry_after_s(exchange.header("retry-after"), exchange.asked_at) if exchange.status in (429, 503) else None
    return wait_s is not None and wait_s <= settings.max_wait_s


def replay(snapshot: Snapshot, web: Web) -> Iterator[Exchange]:
    """Asks for a snapshot as it was captured, when its turn has come; without a network nothing is yielded."""
    for _, exchanges in web.fetch_many([Request(url=snapshot.replay_url, purpose=Purpose.REPLAY)], lambda exchanges: None):
        yield from exchanges


def replays_of(before: Lookup | None) -> Mapping[str, Exchange]:
    """What a look-up near another day replayed and was answered, by its address."""
    exchanges = before.exchanges if before else ()
    return {seen.request.url: seen for seen in exchanges if seen.request.purpose is Purpose.REPLAY and seen.status == 200}


def replayed(lookup: Lookup, wanted: Wanted, web: Web, known: Mapping[str, Exchange], reads: Reads) -> Lookup:
    """Replays the snapshots of a look-up, the nearest first, until one is good or enough were tried; what is known is not asked for again."""
    for _ in range(REPLAYS):
        snapshot = next_snapshot(lookup, wanted, reads)
        if snapshot is None:
            break
        seen = [known[snapshot.replay_url]] if snapshot.replay_url in known else list(replay(snapshot, web))
        lookup = replace(lookup, exchanges=(*lookup.exchanges, *seen))
    return lookup
