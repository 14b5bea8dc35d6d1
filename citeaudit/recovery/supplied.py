"""Addresses from the user's own list: rows that name a reference by its label, and are believed unless what else they say contradicts it (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from citeaudit.model import Companion, Evidence, Link, Role, Source, UrlOrigin, text
from citeaudit.recovery.alignment import consider
from citeaudit.recovery.comparison import contradicts
from citeaudit.recovery.origin import label_key
from citeaudit.recovery.recovered import called, link_from
from citeaudit.recovery.rows import row_of
from citeaudit.recovery.verdicts import absent, given
from citeaudit.urls import is_web_address, page_key


def links(sources: Sequence[Source], companion: Companion) -> tuple[Link, ...]:
    """What the list gives for each source, by its label; where a row plainly speaks of another source, it is aligned by its words instead."""
    rows = _by_label(companion.sources)
    named = [rows.get(label_key(source.label), ()) for source in sources]
    meant = [tuple(at for at in found if _is_believed(source, companion.sources[at])) for source, found in zip(sources, named, strict=True)]
    spent = {at for found in meant for at in found}
    loose = replace(companion, sources=tuple(row for at, row in enumerate(companion.sources) if at not in spent and _says_more(row)))
    left = [source for source, found in zip(sources, meant, strict=True) if not found]
    aligned = iter(consider(left, loose.sources))
    made = []
    for source, found, by_label in zip(sources, meant, named, strict=True):
        if found:
            made.append(_by_word(source, [companion.sources[at] for at in found], companion))
            continue
        seen = next(aligned)
        if by_label and not (seen and seen.is_taken):
            made.append(_contradicted(companion.sources[by_label[0]], companion))
        elif seen:
            made.append(link_from(source, seen, loose, UrlOrigin.SUPPLIED))
        else:
            made.append(absent("unmatched", text("the list has no row for this reference"), (Evidence(what="no such row", where=companion.place),)))
    return tuple(made)


def _by_label(rows: Sequence[Source]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = defaultdict(tuple)
    for at, row in enumerate(rows):
        found[label_key(row.label)] += (at,)
    return found


def _is_believed(source: Source, row: Source) -> bool:
    """Whether a row may be meant by its label: where it says more than that, what the copy has of the source must not be against it."""
    return not _says_more(row) or (source.role is not Role.EMPTY and not contradicts(row_of(source), row_of(row)))


def _says_more(row: Source) -> bool:
    """Whether a row says more than label and address."""
    return bool(row.title or row.publisher or row.work or row.published)


def _by_word(source: Source, rows: Sequence[Source], companion: Companion) -> Link:
    addresses = {page_key(row.url): row for row in rows if is_web_address(row.url)}
    evidence = tuple(Evidence(what=f"{source.label}: {row.url or 'no address'}", where=companion.place) for row in rows)
    if not addresses:
        return absent("no-url", text("the row for this reference has no web address"), evidence)
    if len(addresses) > 1:
        return absent("doubtful", text("the list has {count} rows for this reference, with different addresses", count=len(addresses)), evidence)
    (row,) = addresses.values()
    return given(row.url, UrlOrigin.SUPPLIED, "listed", text("your list gives this address"), evidence, 1.0)


def _contradicted(row: Source, companion: Companion) -> Link:
    reason = text("the row for this reference speaks of another source, so its address was not taken")
    return absent("doubtful", reason, (Evidence(what=called(row), where=companion.place),))
