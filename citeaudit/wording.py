"""How counts, shares, times and verdicts are put into words, the same in every report (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from citeaudit.model import (
    LEAD,
    Affiliation,
    ArchiveState,
    Audit,
    Bounds,
    Claim,
    Evidence,
    LinkState,
    Role,
    Share,
    SourceType,
    Status,
    Verdict,
)

HIGH, MEDIUM = 0.9, 0.6
"""From these confidences on a verdict is called high or medium; below it is low."""

LINK_MEANINGS = {
    LinkState.LIVE: "answers, and is, as far as can be told, the page that was cited",
    LinkState.MOVED: "the same page at another address",
    LinkState.DRIFTED: "answers, but its title no longer agrees with the cited title",
    LinkState.GONE: "the server says that the page is not there, or its redirects lead nowhere",
    LinkState.SOFT_404: "says that all is well but shows an error page or the home page",
    LinkState.PARKED: "the domain is for sale, parked, suspended or taken over",
    LinkState.DEAD_HOST: "the name does not exist, or nothing answers, repeatedly",
    LinkState.BLOCKED: "a wall against robots; a reader may well see the page",
    LinkState.RESTRICTED: "behind a login, a payment or a consent page; the source exists",
    LinkState.RATE_LIMITED: "the server asked us to slow down",
    LinkState.TLS_ERROR: "the host answers, but its certificate does not hold",
    LinkState.TRANSIENT: "failed in a way that may pass; it is asked again in a later run",
    LinkState.INVALID_URL: "not a usable address",
    LinkState.REFUSED: "an address that this tool does not ask (private, or no web address)",
    LinkState.UNKNOWN: "was looked at and could not be judged",
    LinkState.NOT_CHECKED: "was not looked at",
}

ARCHIVE_MEANINGS = {
    ArchiveState.ARCHIVED: "a snapshot near the date on which the editor read it, and it replays",
    ArchiveState.DISTANT: "a snapshot, but only far from that date",
    ArchiveState.UNUSABLE: "only error pages or redirects were captured, or the snapshot does not replay",
    ArchiveState.ABSENT: "the archive says that it has none",
    ArchiveState.EXCLUDED: "the archive does not show this site",
    ArchiveState.UNKNOWN: "the archive could not be asked, or its answer could not be read",
    ArchiveState.NOT_CHECKED: "was not looked up",
}

CLAIM_MEANINGS = {
    Claim.CONFIRMED: "the copy that the article speaks of is there, is of this page and of that date",
    Claim.OTHER_DATE: "the copy is of another date than the article says",
    Claim.OTHER_URL: "the archive link leads to a copy of another page",
    Claim.NOT_FOUND: "the archive shows no such copy of the page",
    Claim.UNKNOWN: "could not be told",
}

STATUS_MEANINGS = {
    Status.OK: "can be read, and a snapshot is there",
    Status.AT_RISK: "can be read, but no snapshot near its date is there",
    Status.RESCUABLE: "dead, but a snapshot can be put in",
    Status.LOST: "dead, and no snapshot is there",
    Status.UNCLEAR: "could not be told",
    Status.NOT_CHECKED: "was not checked",
    Status.NO_URL: "no address is known",
}


TYPE_NAMES = {
    SourceType.NGO: "non-governmental organisation",
    SourceType.IGO: "intergovernmental body",
    SourceType.GOVERNMENT: "government body",
    SourceType.STATE_MEDIA: "state media",
    SourceType.PUBLIC_BROADCASTER: "public broadcaster",
    SourceType.NEWS_AGENCY: "news agency",
    SourceType.PRESS: "press",
    SourceType.ACADEMIC: "academic",
    SourceType.THINK_TANK: "think tank",
    SourceType.LEGAL: "collection of laws or judgments",
    SourceType.RELIGIOUS: "religious body",
    SourceType.CORPORATE: "company",
    SourceType.PR: "press release",
    SourceType.PARTY: "political party",
    SourceType.BLOG: "blog",
    SourceType.SOCIAL: "social medium",
    SourceType.WIKI: "wiki",
    SourceType.AGGREGATOR: "aggregator",
    SourceType.LIBRARY: "library",
    SourceType.WRAPPER: "archive, shortener or DOI",
    SourceType.PARKED: "parked domain",
    SourceType.UNKNOWN: "unknown",
}

FLAG_MEANINGS = {
    "no-citations": "text without any citation",
    "one-reference": "all its citations name one source",
    "one-kind": "two or more citations, all of one kind of source",
    "affiliated-only": "all its sources are, on evidence that was read, affiliated with the subject",
    "no-confirmed-independent": "no source whose independence of the subject rests on evidence",
}


AFFILIATION_NAMES = {
    Affiliation.AFFILIATED: "affiliated with the subject",
    Affiliation.PARTY: "the other side of the event",
    Affiliation.INDEPENDENT: "independent of the subject",
    Affiliation.UNKNOWN: "affiliation unknown",
}

ROLE_MEANINGS = {
    Role.SOURCE: "a source",
    Role.SHORT: "short form of another reference",
    Role.NOTE: "explanatory note, names no source",
    Role.EMPTY: "the copy lost the text of this reference",
}

NOBODY_READ = "nobody has read this"
"""Stands beside every word on control that is general knowledge (docs/sources.md)."""


def type_name(name: str, caveat: str = "") -> str:
    """`state_media KZ` as a reader calls it: `state media (KZ)`; a caveat on the state stands beside it: `press (KZ; nobody has read this)`."""
    kind, _, state = name.partition(" ")
    said = "; ".join(filter(None, (state, caveat)))
    return f"{TYPE_NAMES[SourceType(kind)]}{f' ({said})' if said else ''}"


def sentence(words: object) -> str:
    """A message as a sentence: with a capital, unless it begins with something else than a word (a host, an address), and with a full stop."""
    told = cleaned(str(words))
    if re.match(r"[^\W\d_][\w'’-]*(?:[ ,;]|: |$)", told):
        told = told[0].upper() + told[1:]
    return told if not told or told[-1] in ".!?…" else f"{told}."


def counted(number: int, one: str) -> str:
    """`1 source`, `48 sources`."""
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


def labels(names: Iterable[str]) -> str:
    """References as a reader lists them, three or more numbers in a row as a span: `1–4, 9, note 2`."""
    runs: list[list[str]] = []
    for name in names:
        follows = runs and name.isdecimal() and runs[-1][-1].isdecimal() and int(name) == int(runs[-1][-1]) + 1
        if follows:
            runs[-1].append(name)
        else:
            runs.append([name])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(run) for run in runs)


def part(heading: str) -> str:
    """Where in an article something stands: `lead`, or `section “Rule of law”`."""
    return "lead" if heading == LEAD else f"section “{cleaned(heading)}”"


def confidence(verdict: Verdict[Any]) -> str:
    """`high`, `medium` or `low`; empty where nothing was concluded."""
    if not verdict.confidence:
        return ""
    return "high" if verdict.confidence >= HIGH else "medium" if verdict.confidence >= MEDIUM else "low"


def percent(of: Share) -> str:
    """`25 %`; one decimal below 10 %, a dash where there is nothing to divide by."""
    if not of.whole:
        return "–"
    value = 100 * of.part / of.whole
    return f"{value:.1f} %" if 0 < value < 10 else f"{value:.0f} %"


def share(of: Share) -> str:
    """`12 of 48 (25 %)`."""
    return f"{of.part} of {of.whole} ({percent(of)})" if of.whole else f"{of.part} of {of.whole}"


def rate(of: Share) -> str:
    """`3 of 40 (7.5 %; 95 % interval 2.6 to 19.9 %)`."""
    if of.low is None or of.high is None:
        return share(of)
    return f"{of.part} of {of.whole} ({percent(of)}; 95 % interval {100 * of.low:.1f} to {100 * of.high:.1f} %)"


def bounds(of: Bounds) -> str:
    """`at least 2 of 48 (4.2 %), at most 20 of 48 (42 %)`; one share where both are the same."""
    return share(of.at_least) if of.at_least == of.at_most else f"at least {share(of.at_least)}, at most {share(of.at_most)}"


def moment(at: datetime | None) -> str:
    """`2026-11-24T10:00:00Z`; empty for None."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ") if at else ""


def when(at: datetime) -> str:
    """`2026-11-24, 10:00 UTC`."""
    return at.strftime("%Y-%m-%d, %H:%M UTC")


def left(seconds: float) -> str:
    """How long something takes yet, in the largest unit of which there are at least one and a half: `about 40 s left`, `about 4 min left`."""
    if seconds < 90:
        return f"about {max(1, round(seconds))} s left"
    return f"about {round(seconds / 60)} min left" if seconds < 90 * 60 else f"about {round(seconds / 3600)} h left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What was seen together: things, the places that show them, and the day (ISO 8601, empty where it is not known)."""

    what: tuple[str, ...]
    where: tuple[str, ...]
    day: str


def sights(evidence: Iterable[Evidence]) -> tuple[Sight, ...]:
    """Evidence with each thing said once: what one place showed on one day stands together, and so do places that showed the same.

    A place that the thing itself names (`200 https://a.example/`) is not named again.
    """
    things: dict[tuple[str, str], list[str]] = {}
    for seen in evidence:
        things.setdefault((seen.where, seen.seen_at.date().isoformat() if seen.seen_at else ""), []).append(seen.what)
    places: dict[tuple[tuple[str, ...], str], list[str]] = {}
    for (where, day), what in things.items():
        places.setdefault((tuple(dict.fromkeys(what)), day), []).append(where)
    return tuple(
        Sight(what=what, where=tuple(place for place in where if place and not any(place in thing for thing in what)), day=day)
        for (what, day), where in places.items()
    )


def evidence(seen: Sight) -> str:
    """`what (where, 2026-11-24)`."""
    place = ", ".join(filter(None, ("; ".join(seen.where), seen.day)))
    return f"{'; '.join(seen.what)} ({place})" if place else "; ".join(seen.what)


def verdict(judged: Verdict[Any]) -> str:
    """The reason of a verdict and its evidence in one line."""
    return "; ".join([str(judged.reason), *map(evidence, sights(judged.evidence))])


def closing(audit: Audit, place: str) -> str:
    """The line that ends a run: what was found, what was left out, where it was written."""
    rot = audit.link_rot
    parts = [counted(rot.sources, "source") + (f", cited {counted(audit.balance.citations, 'time')}" if audit.balance else "")]
    if rot.with_url < rot.sources:
        parts.append(f"{rot.sources - rot.with_url} without an address")
    if rot.checked:
        parts.append(f"{rot.dead.part} dead, {rot.ok.part} readable, {rot.cannot_tell.part} not to be told of {rot.checked} looked at")
    parts += [f"left out: {left.what}" for left in audit.left_out]
    return f"{'; '.join(parts)}. Written to {place}"


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def cleaned(words: str) -> str:
    """Untrusted words for a reader: without control and direction-changing characters, white space folded."""
    return " ".join(_CONTROL.sub(" ", words).split())
