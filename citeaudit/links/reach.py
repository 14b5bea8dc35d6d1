"""Whether there is a network at all: row 3 of the decision table (pure). A machine without one would find every host dead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ipaddress import ip_address

from citeaudit.model import Exchange, Phase
from citeaudit.urls import host_of

HOSTS = 5
"""So many different hosts that cannot be reached, and none that can, make the network doubtful."""

_UNREACHED = (Phase.DNS, Phase.CONNECT)
_NOT_SENT = (Phase.URL, Phase.ADDRESS)

Chain = tuple[Exchange, ...]


def first(answers: Iterator[tuple[str, Chain]]) -> Iterator[tuple[str, Chain]]:
    """Passes answers on until one host has answered or five different ones could not be reached, and takes no more from the iterator."""
    failed: set[str] = set()
    for url, chain in answers:
        yield url, chain
        if any(exchange.status for exchange in chain):
            return
        if _is_unreached(chain):
            failed.add(host_of(url))
        if len(failed) >= HOSTS:
            return


def is_doubtful(chains: Sequence[Chain]) -> bool:
    """Whether something was tried and nothing got further than the name or the connection.

    Links that were not sent anywhere (malformed, refused) say nothing of the network.
    """
    # An article may cite nothing but ftp:// in its first lines: that must not hide a missing network.
    tried = [chain for chain in chains if not all(_is_unsent(exchange) for exchange in chain)]
    return bool(tried) and all(map(_is_unreached, tried))


class Tail:
    """The links of a run since one was last reached, in the order in which they are done: what a network that was lost on the way leaves behind."""

    def __init__(self) -> None:
        self._unreached: list[str] = []

    def add(self, url: str, chain: Chain) -> None:
        """Takes a link that is done."""
        if _is_unreached(chain):
            self._unreached.append(url)
        elif any(exchange.status for exchange in chain):
            self._unreached.clear()

    def lost(self) -> tuple[str, ...]:
        """The links that may not have been reached because there was no network any more; none where they are of few hosts."""
        return tuple(self._unreached) if len(set(map(host_of, self._unreached))) >= HOSTS else ()


def is_inside(chain: Chain) -> bool:
    """Whether some answer came from a private address, not through a proxy: a run that may not ask such addresses does not take it over either."""
    return any(not ip_address(exchange.peer).is_global for exchange in chain if exchange.peer and not exchange.peer.startswith("proxy "))


def _is_unreached(chain: Chain) -> bool:
    return bool(chain) and all(not exchange.status and exchange.failure and exchange.failure.phase in _UNREACHED for exchange in chain)


def _is_unsent(exchange: Exchange) -> bool:
    return not exchange.status and exchange.failure is not None and exchange.failure.phase in _NOT_SENT
