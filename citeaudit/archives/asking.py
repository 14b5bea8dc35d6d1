"""How archives are asked, whatever the archive: a snapshot is replayed once."""

from __future__ import annotations

from collections.abc import Iterator

from citeaudit.model import Exchange, Purpose, Request, Snapshot
from citeaudit.ports import Web


def replay(snapshot: Snapshot, web: Web) -> Iterator[Exchange]:
    """Asks for a snapshot as it was captured, when its turn has come; without a network nothing is yielded."""
    for _, exchanges in web.fetch_many([Request(url=snapshot.replay_url, purpose=Purpose.REPLAY)], lambda exchanges: None):
        yield from exchanges
