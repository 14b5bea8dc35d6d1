"""Asks the network and the store about the URLs of an audit: live checks, and archive look-ups beside them. What was seen is judged elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from typing import TypeVar

from citeaudit.archives import judge as archives
from citeaudit.links import history, reach
from citeaudit.links import judge as links
from citeaudit.model import ArchiveCheck, Cause, Exchange, LeftOut, LinkCheck, Lookup, PastCheck, Progress, Purpose, Request, Text, text
from citeaudit.ports import Archive, Tell, Wanted, Web, offered
from citeaudit.settings import Settings

NO_NETWORK = text("there was no network: neither the sources nor the control addresses could be reached")
OFFLINE = text("no network was used, as asked")
NO_LIVE = text("live checks were left out, as asked")
NO_ARCHIVE = text("archive checks were left out, as asked")

Chain = tuple[Exchange, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What became of every URL, by URL, and what was left out."""

    live: Mapping[str, LinkCheck]
    archive: Mapping[str, ArchiveCheck]
    left_out: tuple[LeftOut, ...] = ()


def look(settings: Settings, contexts: Mapping[str, links.Context], wanted: Mapping[str, Wanted], web: Web, tell: Tell) -> Looked:
    """Checks each URL live and in the archive, as far as the settings and the network let it; what the store holds fresh is not asked again.

    Args:
        settings: of the run.
        contexts: what the judge of links is to know of each URL.
        wanted: what is looked for in the archive, for the same URLs.
        web: the network and the store.
        tell: takes the progress.
    """
    archive = offered("citeaudit.archives.services", "ARCHIVE", Archive)[0]
    seen = {} if settings.no_live else {url: stored for url in contexts if (stored := web.stored(url))}
    found = {} if settings.no_archive else {url: lookup for url in wanted if (lookup := web.stored_lookup(archive.name, wanted[url]))}
    left_out = _as_asked(settings)
    if not settings.offline:
        again = settings.refresh
        stale = [] if settings.no_live else [url for url in contexts if again or not history.is_fresh(seen.get(url), contexts[url], web.now)]
        unknown = [] if settings.no_archive else [url for url in wanted if again or not archives.is_fresh(found.get(url), wanted[url], web.now)]
        answers = _told("links", len(stale), _ask(stale, contexts, web), tell)
        lookups = _told("archive", len(unknown), _look_up(archive, [wanted[url] for url in unknown], web, settings), tell)
        first, first_lookups = dict(reach.first(answers)), dict(islice(lookups, 1))
        if _is_cut_off([*first.values(), *(lookup.exchanges for lookup in first_lookups.values())], settings, web):
            web.forget_run()
            left_out += (LeftOut(cause=Cause.NO_NETWORK, what=NO_NETWORK),)
        else:
            found |= dict(chain(first_lookups.items(), lookups))
            seen |= dict(chain(first.items(), answers))
    why = left_out[-1].what if left_out else text("nothing was seen of it")
    return Looked(live=_judged(seen, contexts, why, web), archive=_judged_lookups(found, wanted, why), left_out=left_out)


def _as_asked(settings: Settings) -> tuple[LeftOut, ...]:
    switches = ((settings.offline, OFFLINE), (settings.no_live, NO_LIVE), (settings.no_archive, NO_ARCHIVE))
    return tuple(LeftOut(cause=Cause.ASKED, what=what) for asked, what in switches if asked)


def _ask(urls: Iterable[str], contexts: Mapping[str, links.Context], web: Web) -> Iterator[tuple[str, Chain]]:
    return web.fetch_many([Request(url=url) for url in urls], lambda seen: links.next_request(seen, contexts[seen[0].request.url]))


def _look_up(archive: Archive, wanted: Iterable[Wanted], web: Web, settings: Settings) -> Iterator[tuple[str, Lookup]]:
    for want in wanted:
        lookup = archive.look_up(want, web, settings)
        web.keep_lookup(archive.name, want, lookup)
        yield want.url, lookup


def _is_cut_off(chains: list[Chain], settings: Settings, web: Web) -> bool:
    """Whether nothing that was tried could be reached, and the control addresses cannot be either."""
    if not reach.is_doubtful(chains):
        return False
    controls = [Request(url=url, purpose=Purpose.CONTROL) for url in settings.offline_controls]
    return reach.is_doubtful([answer for _, answer in web.fetch_many(controls, lambda seen: None)])


def _judged(seen: Mapping[str, Chain], contexts: Mapping[str, links.Context], why: Text, web: Web) -> dict[str, LinkCheck]:
    checks = {}
    for url, context in contexts.items():
        if url not in seen:
            checks[url] = history.not_checked(why)
            continue
        verdict = links.judge(seen[url], context)
        web.keep(url, PastCheck(state=verdict.value, rule=verdict.rule, checked_at=seen[url][-1].asked_at))
        checks[url] = history.checked(verdict, seen[url], web.history(url))
    return checks


def _judged_lookups(found: Mapping[str, Lookup], wanted: Mapping[str, Wanted], why: Text) -> dict[str, ArchiveCheck]:
    return {url: archives.judge(found[url], want) if url in found else archives.not_checked(why) for url, want in wanted.items()}


def _told(stage: str, total: int, pending: Iterator[T], tell: Tell) -> Iterator[T]:
    for done, thing in enumerate(pending, 1):
        yield thing
        tell(Progress(stage=stage, done=done, total=total))
