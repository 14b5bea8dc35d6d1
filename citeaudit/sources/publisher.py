"""Who a source shows as its publisher: the traces that rules read, and the publisher that they name (pure)."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote, urlsplit

from citeaudit.archiveaddresses import unwrap
from citeaudit.model import Identification, Link, Publisher, Source, SourceType, Text, Verdict
from citeaudit.ports import Traces
from citeaudit.sources.register import Row, at_address, control_of, evidence_of, kind_confidence, register
from citeaudit.urls import host_of, printed_host, registrable_domain, without_www


def traces(source: Source, link: Link) -> Traces:
    """What a source shows of its publisher.

    The host is the one of the link, taken out of any archive address; without a link the one that is printed (`www.osce.org` for a work).
    Names are what is printed as work, publisher and authors, hosts left out. An agency wrote the text but did not publish it: it is no name here.
    """
    wrapped = unwrap(link.url)
    address = wrapped.original or link.url if wrapped else link.url
    # Where the whole title is a host name, title and work stand in each other's place.
    swapped = printed_host(source.title)
    fields = [("work", "" if swapped else source.work), ("publisher", source.publisher), *(("author", author) for author in source.authors)]
    printed = [(field, name, printed_host(name)) for field, name in fields if name]
    path = _path(address)
    full = host_of(address) or next((host for _, _, host in printed if host), "") or swapped
    host = without_www(full)
    match = at_address(register(), host, path) if host else None
    return Traces(
        names=tuple((field, name) for field, name, printed_as_host in printed if not printed_as_host),
        host=host,
        path=path,
        # What only leads on (DOI, shortener) has published nothing, so its domain is nobody's.
        domain="" if match and match[0].kind is SourceType.WRAPPER else registrable_domain(full),
        title=source.work if swapped else source.title,
    )


def _path(address: str) -> str:
    try:
        return unquote(urlsplit(address).path)
    except ValueError:
        return ""


def publisher_of(found: Traces, row: Row | None = None) -> Publisher:
    """The publisher that traces and, where one is found, a register row name: the row's own id and name, else what is printed."""
    printed = next((name for field, name in found.names if field != "author"), "")
    return Publisher(id=row.id if row else "", name=row.names[0] if row else printed, domain=found.domain)


def said_by(row: Row, publisher: Publisher, *, rule: str, reason: Text, matched: str, ceiling: float = 1.0) -> Identification:
    """What a register row says of a publisher. Where only the kind is the row's (a platform), the publisher has no id and nobody's control is known.

    Args:
        row: of the register.
        publisher: whom it is said of.
        rule: the name of the rule that found the row.
        reason: one sentence on how it was found.
        matched: the host or the name that led there.
        ceiling: the most that such a finding carries, from 0 to 1.
    """
    control = control_of(row) if publisher.id else None
    return Identification(
        publisher=publisher,
        type=Verdict(
            value=row.kind, rule=rule, reason=reason, evidence=evidence_of(row, row.known), confidence=min(ceiling, kind_confidence(row.known))
        ),
        subtype=row.subtype,
        form=row.form,
        country=row.country,
        control=replace(control, confidence=min(ceiling, control.confidence)) if control else None,
        basis=row.known.basis,
        matched=matched,
    )
