"""Asks the network and the store about the URLs of an audit: live checks, and archive look-ups beside them. What was seen is judged elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain, islice
from typing import TypeVar

from citeaudit.archives import judge as archives
from citeaudit.links import history, reach
from citeaudit.links import judge as links
from citeaudit.links.history import Freshness
from citeaudit.links.landing import shared_targets
from citeaudit.lookups import Checked, Desk, LookUps, Page, Timed, pages_of
from citeaudit.model import (
    DEAD_STATES,
    ArchiveCheck,
    Cause,
    Claim,
    Exchange,
    LeftOut,
    LinkCheck,
    LinkState,
    PastCheck,
    Progress,
    Purpose,
    Request,
    Text,
    Verdict,
    text,
)
from citeaudit.policies import ignore_for, policy_for
from citeaudit.ports import Claimed, Tell, Wanted, Web
from citeaudit.settings import Settings
from citeaudit.urls import host_of, page_key, port_of, without_credentials

NO_NETWORK = text("there was no network: neither the sources nor the control addresses could be reached")
LOST = "the network was lost on the way: nothing is said of the last {links} links"
OFFLINE = text("no network was used, as asked")
NOT_RECORDED = text("the recording holds nothing of it, and no network was used")
IGNORED = "left alone, as the settings say: {reason}"
SKIPPED = "its host is not asked, as the settings say: {reason}"
NO_LIVE = text("live checks were left out, as asked")
NO_ARCHIVE = text("archive checks were left out, as asked")

Chain = tuple[Exchange, ...]
Landed = tuple[str, str] | None
Verdicts = dict[links.Context, Verdict[LinkState]]
T = TypeVar("T")


def _nothing() -> None:
    """Nothing to do meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What became of every link and every wanted snapshot, and what was left out."""

    live: Mapping[links.Context, LinkCheck]
    archive: Mapping[Wanted, ArchiveCheck]
    claims: Mapping[Claimed, Verdict[Claim]]
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """What is to be looked at: links by the page that they lead to (the spellings of one page together), in the archives, and what is left alone."""

    pages: Mapping[str, tuple[links.Context, ...]]
    archived: tuple[Page, ...]
    alone: Mapping[str, Text]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What the network showed: where links landed, by page, the verdict on each, copies, and what was left out for lack of a network."""

    landed: Mapping[str, Landed] = field(default_factory=dict)
    copies: Mapping[str, Checked] = field(default_factory=dict)
    verdicts: Verdicts = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()


def look(
    settings: Settings,
    contexts: Iterable[links.Context],
    wanted: Iterable[Wanted],
    claimed: Iterable[Claimed],
    web: Web,
    tell: Tell,
    meanwhile: Callable[[], None] = _nothing,
) -> Looked:
    """Checks links live and in the archives, as far as the settings and the network let it; what the store holds fresh is not asked again.

    Args:
        settings: of the run.
        contexts: what the judge is to know of each link. A page under several spellings is asked once, and judged for each of its contexts.
        wanted: what is looked for in the archives.
        claimed: what articles say of archived copies.
        web: the network and the store.
        tell: takes the progress.
        meanwhile: is done while the network is at work: what takes time and needs no answers.
    """
    contexts, wanted = dict.fromkeys(contexts), dict.fromkeys(wanted)
    order = _order(settings, contexts, wanted, dict.fromkeys(claimed), web.now.date())
    desk = Desk(settings, web)
    landed, stale = _known(order, settings, web)
    copies = {page.url: desk.stored(page) for page in order.archived}
    left_out = _as_asked(settings)
    asks = not settings.offline and settings.replay is None
    seen = _Seen()
    if asks:
        unknown = [page for page in order.archived if settings.refresh or not copies[page.url].is_fresh]
        seen = _ask(settings, desk, stale, unknown, web, tell, meanwhile)
        landed |= seen.landed
        copies |= seen.copies
        left_out += seen.left_out
    why = OFFLINE if settings.offline else NO_NETWORK if asks else NOT_RECORDED
    checks = _judged(landed, seen.verdicts, order, web)
    why_not_live, why_not_archive = (NO_LIVE if settings.no_live else why), (NO_ARCHIVE if settings.no_archive else why)
    found = dict(chain.from_iterable(copy.wanted.items() for copy in copies.values()))
    return Looked(
        live={context: checks.get(context) or history.not_checked(order.alone.get(context.url, why_not_live)) for context in contexts},
        archive={want: found.get(want) or archives.not_checked(order.alone.get(want.url, why_not_archive)) for want in wanted},
        claims=dict(chain.from_iterable(copy.claims.items() for copy in copies.values())),
        left_out=left_out,
    )


def _known(order: _Order, settings: Settings, web: Web) -> tuple[dict[str, Landed], list[tuple[links.Context, ...]]]:
    """What the store holds: where each page landed that can be judged, and the pages that should be asked anew."""
    landed: dict[str, Landed] = {}
    stale = []
    for key, spellings in order.pages.items():
        stored = web.stored(spellings[0].url)
        is_closed = reach.is_inside(stored) and not settings.allow_private
        found = Freshness.NOTHING if is_closed else history.freshness(stored, spellings, web.now)
        if found is not Freshness.NOTHING:
            landed[key] = links.landed(stored)
        if settings.refresh or found is not Freshness.FRESH:
            stale.append(spellings)
    return landed, stale


def _order(settings: Settings, contexts: Iterable[links.Context], wanted: Iterable[Wanted], claimed: Iterable[Claimed], today: date) -> _Order:
    """What is looked at. A link that is ignored is not looked for in the archive either; a host that is skipped says nothing of the archive."""
    urls = dict.fromkeys(chain((context.url for context in contexts), (want.url for want in wanted)))
    ignored = {url: text(IGNORED, reason=entry.reason) for url in urls if (entry := ignore_for(settings.ignore, url, today))}
    skipped = {url: text(SKIPPED, reason=reason) for url in urls if (reason := _skipped(settings, url))}
    alone = skipped | ignored
    pages: dict[str, tuple[links.Context, ...]] = {}
    for context in () if settings.no_live else contexts:
        if context.url not in alone:
            key = page_key(context.url)
            pages[key] = (*pages.get(key, ()), context)
    looked_for = (want for want in wanted if want.url not in ignored), (claim for claim in claimed if claim.url not in ignored)
    return _Order(pages=pages, archived=() if settings.no_archive else pages_of(*looked_for), alone=alone)


def _ask(
    settings: Settings,
    desk: Desk,
    stale: Sequence[tuple[links.Context, ...]],
    unknown: Sequence[Page],
    web: Web,
    tell: Tell,
    meanwhile: Callable[[], None],
) -> _Seen:
    """What the network shows; where there is none, nothing of the run is kept."""
    # No credentials are sent, so that they cannot be where they do not belong.
    asked = {without_credentials(spellings[0].url): spellings for spellings in stale}
    verdicts: Verdicts = {}
    keys = {page.url: page_key(page.url) for page in unknown}
    dead = {key for url, key in keys.items() if any(check.state in DEAD_STATES for check in web.history(url)[-1:])}
    # The engine is at work from here on: the look-ups run beside it.
    requests = [Request(url=url) for url in asked]
    fetching = web.fetch_many(requests, lambda exchanges: _next(exchanges, asked[exchanges[0].request.url], verdicts, dead))
    tail = reach.Tail()
    with closing(LookUps(unknown, desk.look_up, lambda page: keys[page.url] in dead)) as lookups:
        meanwhile()
        answers = _told("links", len(stale), _noted(fetching, tail), tell)
        taken = _taken(answers, lookups, Timed(len(unknown), settings, tell), settings, web)
    if taken is None:
        fetching.close()
        web.forget_run()
        return _Seen(left_out=(LeftOut(cause=Cause.NO_NETWORK, what=NO_NETWORK),))
    landed, copies = taken
    lost = frozenset(() if _is_online(settings, web, tail.lost()) else tail.lost())
    web.forget(lost)
    return _Seen(
        landed={page_key(url): where for url, where in landed.items() if url not in lost},
        copies=copies,
        verdicts={context: verdict for context, verdict in verdicts.items() if without_credentials(context.url) not in lost},
        left_out=(LeftOut(cause=Cause.NO_NETWORK, what=text(LOST, links=len(lost))),) if lost else (),
    )


def _taken(
    answers: Iterator[tuple[str, Chain]], lookups: LookUps, timed: Timed, settings: Settings, web: Web
) -> tuple[dict[str, Landed], dict[str, Checked]] | None:
    """Where links landed, and copies by their page's address, as they are done; None where there turns out to be no network."""
    first = dict(reach.first(answers))
    # Where links have answered, nobody need wait for the archive to know that there is a network.
    first_copy = list(islice(lookups.rest(), 1)) if not first or reach.is_doubtful([*first.values()]) else []
    if _is_cut_off([*first.values(), *(copy.exchanges for copy in first_copy)], settings, web):
        return None
    landed = {url: links.landed(exchanges) for url, exchanges in first.items()}
    copies = _told_of(first_copy, timed)
    for url, exchanges in answers:
        landed[url] = links.landed(exchanges)
        copies |= _told_of(lookups.ready(), timed)
    return landed, copies | _told_of(lookups.rest(), timed)


def _told_of(checked: Iterable[Checked], timed: Timed) -> dict[str, Checked]:
    """Copies by their page's address, without what was asked for them: that is in the store."""
    copies = {}
    for copy in checked:
        copies[copy.page.url] = replace(copy, exchanges=())
        timed.one_more()
    return copies


def _noted(answers: Iterator[tuple[str, Chain]], tail: reach.Tail) -> Iterator[tuple[str, Chain]]:
    for url, exchanges in answers:
        tail.add(url, exchanges)
        yield url, exchanges


def _as_asked(settings: Settings) -> tuple[LeftOut, ...]:
    switches = ((settings.offline, OFFLINE), (settings.no_live, NO_LIVE), (settings.no_archive, NO_ARCHIVE))
    return tuple(LeftOut(cause=Cause.ASKED, what=what) for asked, what in switches if asked)


def _is_cut_off(chains: list[Chain], settings: Settings, web: Web) -> bool:
    """Whether nothing that was tried could be reached, and the control addresses cannot be either."""
    return reach.is_doubtful(chains) and not _is_online(settings, web, chains)


def _is_online(settings: Settings, web: Web, doubts: Sized) -> bool:
    """Whether a control address can be reached; they are asked where there are doubts alone."""
    controls = [Request(url=url, purpose=Purpose.CONTROL) for url in settings.offline_controls if doubts]
    return not reach.is_doubtful([answer for _, answer in web.fetch_many(controls, lambda seen: None)])


def _next(exchanges: Chain, spellings: Iterable[links.Context], verdicts: Verdicts, dead: set[str]) -> Request | None:
    """What any of a page's spellings, which may be cited by different titles, still needs to be judged.

    Where none does, adds the verdicts, and to `dead` the pages that are.
    """
    weighed = {context: links.weigh(exchanges, context) for context in spellings}
    request = next((request for ruling in weighed.values() if (request := links.following(ruling, exchanges))), None)
    if request is None:
        made = {context: links.verdict_of(ruling, exchanges) for context, ruling in weighed.items()}
        verdicts.update(made)
        dead.update(page_key(context.url) for context, verdict in made.items() if verdict.value in DEAD_STATES)
    return request


def _judged(landed: Mapping[str, Landed], verdicts: Verdicts, order: _Order, web: Web) -> dict[links.Context, LinkCheck]:
    """Judges page by page what the store holds by now, so that a run of thousands never has all of it in memory.

    `verdicts` are those of this run, which stand where nothing is shared.
    """
    shared = shared_targets(pair for pair in landed.values() if pair)
    checks = {}
    for key in landed:
        exchanges = web.stored(order.pages[key][0].url)
        url = exchanges[0].request.url
        for context in order.pages[key]:
            targets = shared.get(host_of(context.url), frozenset())
            verdict = None if targets else verdicts.get(context)
            verdict = verdict or links.judge(exchanges, replace(context, shared=targets))
            web.keep(url, PastCheck(state=verdict.value, rule=verdict.rule, checked_at=exchanges[-1].asked_at))
            checks[context] = history.checked(verdict, exchanges, web.history(url))
    return checks


def _skipped(settings: Settings, url: str) -> str:
    """Why the host of a URL is not asked, as the settings say; empty where it is."""
    policy = policy_for(settings.hosts, host_of(url), port_of(url))
    return policy.skip if policy else ""


def _told(stage: str, total: int, pending: Iterator[T], tell: Tell) -> Iterator[T]:
    if total:
        tell(Progress(stage=stage, done=0, total=total))
    for done, thing in enumerate(pending, 1):
        yield thing
        tell(Progress(stage=stage, done=done, total=total))
