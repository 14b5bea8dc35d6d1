"""A link's exchanges as the rules of its judge read them, and what a rule answers with (pure)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin

from citeaudit.content.media import kind_of
from citeaudit.content.refresh import quick_refresh
from citeaudit.content.titles import Agreement, compare
from citeaudit.links.landing import is_same_page
from citeaudit.model import Exchange, Failure, FailureKind, LinkState, Page, Phase, Purpose, Request, Text
from citeaudit.urls import host_of, is_web_address

_LOOKS = (Purpose.UNVERIFIED, Purpose.NAME, Purpose.PROBE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """What was seen of one link.

    `exchange` is the one that is judged, `look` the look without verification, `probe` the sibling's answer, where there was one, and
    `name_looks` the look-ups of names alone. `shared` are the addresses on which several cited paths of the host landed. `failure` is what ended the
    exchange before its headers were in: a body that was cut is judged on what was read. `landed` is where the link leads, a quick meta refresh
    followed (`refreshes`: the page there was not seen). `page` is empty where none was read; `media` is `PDF`, `image` or empty.
    """

    url: str
    title: str
    repeat_after_s: float
    max_wait_s: float
    exchange: Exchange
    look: Exchange | None
    probe: Exchange | None
    name_looks: tuple[Exchange, ...]
    shared: frozenset[str]
    failure: Failure | None
    page: Page
    media: str
    landed: str
    refreshes: bool
    agreement: Agreement

    @property
    def status(self) -> int:
        """The status that is judged, 0 where there is none."""
        return self.exchange.status

    @property
    def asked(self) -> str:
        """The URL that was asked last: the final one, or the cited one where nothing answered."""
        return self.exchange.final_url or self.exchange.request.url

    @property
    def host(self) -> str:
        """The host that was asked last."""
        return host_of(self.asked)

    def name_look(self, host: str) -> Exchange | None:
        """The last look-up of a name alone, None where there was none."""
        return next((look for look in reversed(self.name_looks) if host_of(look.request.url) == host), None)

    @property
    def is_moved(self) -> bool:
        """Whether it landed on another page than the cited URL's, spelling aside."""
        return not is_same_page(self.url, self.landed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What one rule says: the verdict without its evidence, and the request that should be sent first, if it was not sent yet."""

    state: LinkState
    rule: str
    reason: Text
    confidence: float = 0.0
    again: Request | None = None


Rule = Callable[[Observed], Ruling | None]


def judged(exchanges: tuple[Exchange, ...]) -> Exchange:
    """The exchange that is judged: the last one, looks without verification, name look-ups and probes aside."""
    return [exchange for exchange in exchanges if exchange.request.purpose not in _LOOKS][-1]


def observe(
    exchanges: tuple[Exchange, ...], url: str, title: str, repeat_after_s: float, max_wait_s: float, shared: frozenset[str] = frozenset()
) -> Observed:
    """Puts together what the rules read. `exchanges` are of one link, oldest first, at least one; `title` is the cited one."""
    exchange = judged(exchanges)
    media = kind_of(exchange.head)
    page = exchange.page if exchange.page and not media else Page()
    final = exchange.final_url or exchange.request.url
    target = _refreshed(page, final, frozenset(hop.url for hop in exchange.hops))
    return Observed(
        url=url,
        title=title,
        repeat_after_s=repeat_after_s,
        max_wait_s=max_wait_s,
        exchange=exchange,
        look=_last(exchanges, Purpose.UNVERIFIED),
        probe=_last(exchanges, Purpose.PROBE),
        name_looks=tuple(seen for seen in exchanges if seen.request.purpose is Purpose.NAME),
        shared=shared,
        failure=_before_answer(exchange.failure),
        page=page,
        media=media,
        landed=target or final,
        refreshes=bool(target),
        agreement=Agreement.NOTHING if target else compare(title, page, final),
    )


def _last(exchanges: tuple[Exchange, ...], purpose: Purpose) -> Exchange | None:
    return next((seen for seen in reversed(exchanges) if seen.request.purpose is purpose), None)


def _before_answer(failure: Failure | None) -> Failure | None:
    """What went wrong before there was an answer to read: not a body that was cut or cannot be decoded."""
    is_of_body = failure is not None and (failure.phase is Phase.BODY or failure.kind is FailureKind.UNDECODABLE)
    return None if is_of_body else failure


def _refreshed(page: Page, final: str, been: frozenset[str]) -> str:
    """Where a quick meta refresh leads that was not followed; empty where there is none, or it leads back or nowhere that can be asked."""
    onward = quick_refresh(page)
    if not onward:
        return ""
    try:
        target = urljoin(final, onward)
    except ValueError:
        return ""
    # What the walker could follow it has followed: a target that is left leads back, or was seen by a stored exchange of an older run.
    leads_on = is_web_address(target) and target not in been and not is_same_page(target, final)
    return target if leads_on else ""
