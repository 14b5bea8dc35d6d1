"""Addresses taken over from the same article in another form, each with its confidence and evidence (pure)."""

from __future__ import annotations

from collections.abc import Sequence

from citeaudit.model import Companion, Evidence, Link, Role, Source, Text, UrlOrigin, text
from citeaudit.recovery.alignment import Considered, consider
from citeaudit.recovery.verdicts import absent, given


def links(sources: Sequence[Source], companion: Companion) -> tuple[Link, ...]:
    """What the companion gives for each source; those that have an address of their own take part, as what others stand beside."""
    found = consider(sources, companion.sources)
    return tuple(link_from(source, seen, companion, UrlOrigin.RECOVERED) for source, seen in zip(sources, found, strict=True))


def link_from(source: Source, seen: Considered | None, companion: Companion, origin: UrlOrigin) -> Link:
    """The address that a considered source of the companion gives, or why it gives none."""
    if seen is None:
        return absent("unmatched", unmatched(source), (Evidence(what="no reference like it", where=companion.place),))
    match = companion.sources[seen.index]
    evidence = (Evidence(what=called(match), where=companion.place), *(Evidence(what=what, where=companion.place) for what in seen.agreements))
    if not seen.is_taken:
        against = tuple(Evidence(what=what, where=companion.place) for what in seen.contradictions)
        return absent("doubtful", _doubt(seen, match), (*evidence, *against))
    if not match.url:
        return absent(
            "no-url", text("reference {label} of {where} is the same source, but has no address there either", **_named(match, companion)), evidence
        )
    reason = text("reference {label} of {where} is the same source", **_named(match, companion))
    return given(match.url, origin, "aligned", reason, evidence, seen.confidence, match.archive_url)


def unmatched(source: Source) -> Text:
    """Why nothing was found for a source."""
    if source.role is Role.EMPTY:
        return text("this copy lost the words of the reference, so nothing of it can be looked for")
    return text("no reference of the same title, publisher and dates was found")


def called(source: Source) -> str:
    """A source as evidence names it: its number and title, or its first words."""
    words = " ".join((source.title or source.raw).split())
    return f"reference {source.label}: {words if len(words) <= _MOST else words[: _MOST - 1] + '…'}"


_MOST = 120


def _named(match: Source, companion: Companion) -> dict[str, str]:
    return {"label": match.label, "where": companion.where}


def _doubt(seen: Considered, match: Source) -> Text:
    """Why the nearest one was not taken."""
    if not seen.is_open:
        return text("reference {label} there is like it, but has another title", label=match.label)
    if seen.contradictions:
        against = "; ".join(seen.contradictions)
        return text("reference {label} there may be it, but what they print differs: {against}", label=match.label, against=against)
    if seen.rivals:
        return text("reference {label} there may be it, but others are as like it, and their order does not tell which", label=match.label)
    return text("reference {label} there may be it, but what agrees is too little to be sure", label=match.label)
