"""Link rot: which sources can no longer be read or soon may not be, and the figures of the link-rot report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from citeaudit import counting
from citeaudit.model import (
    DEAD_STATES,
    OK_STATES,
    UNCHECKED_STATES,
    ArchiveState,
    AuditedSource,
    Claim,
    Finding,
    LinkRot,
    LinkState,
    Role,
    Severity,
    Status,
    Text,
    text,
)
from citeaudit.ports import Facts, FindingRule

_FOR_A_COPY = "audit a saved page of the article, which keeps the addresses, or name one with --urls-from"

_OF_STATUS: dict[Status, tuple[Severity, str, Text]] = {
    Status.LOST: (
        Severity.ERROR,
        "lost-source",
        text("look for the document elsewhere (the publisher's site, another archive) or for another source"),
    ),
    Status.RESCUABLE: (Severity.ERROR, "dead-link", text("add the snapshot to the reference as archive-url and set url-status to dead")),
    Status.AT_RISK: (Severity.WARNING, "unarchived-source", text("have the page archived now, while it can be read")),
}

_ELSEWHERE = text("have a copy made in another archive, while the page can be read: the archive that was asked keeps the site out of view")

_OF_STATE: dict[LinkState, tuple[Severity, str, Text]] = {
    LinkState.INVALID_URL: (Severity.ERROR, "invalid-url", text("mend the address in the article")),
    LinkState.MOVED: (Severity.NOTE, "moved-link", text("put the new address into the reference")),
    LinkState.DRIFTED: (Severity.NOTE, "drifted-page", text("read the page and see whether it still says what the article says")),
}


def _find(facts: Facts) -> Iterator[Finding]:
    for source in facts.sources:
        for severity, rule, tip, reason in _said_of(source):
            yield Finding(
                rule=rule,
                severity=severity,
                article=source.source.article,
                references=(source.source.label,),
                message=reason,
                tip=tip,
                evidence=(*source.check.verdict.evidence, *source.archive.verdict.evidence),
            )
    yield from _doubtful_addresses(facts)
    yield from _without_address(facts)


def _said_of(source: AuditedSource) -> Iterator[tuple[Severity, str, Text, Text]]:
    """How much each thing matters, its rule, what to do, and why it is said."""
    if source.status.value in _OF_STATUS:
        severity, rule, tip = _OF_STATUS[source.status.value]
        is_shut_out = source.status.value is Status.AT_RISK and source.archive.verdict.value is ArchiveState.EXCLUDED
        yield severity, rule, _ELSEWHERE if is_shut_out else tip, source.status.reason
    if source.check.verdict.value in _OF_STATE:
        yield (*_OF_STATE[source.check.verdict.value], source.check.verdict.reason)


def _doubtful_addresses(facts: Facts) -> Iterator[Finding]:
    for source in facts.sources:
        if source.link.origin.rule == "doubtful":
            yield Finding(
                rule="doubtful-address",
                severity=Severity.NOTE,
                article=source.source.article,
                references=(source.source.label,),
                message=source.link.origin.reason,
                tip=text("look for the address yourself: what was found may be of another source, so it was not taken"),
                evidence=source.link.origin.evidence,
            )


def _without_address(facts: Facts) -> Iterator[Finding]:
    for article in facts.articles:
        every = [source for source in facts.sources if source.source.article == article.title and source.source.role is Role.SOURCE]
        bare = [source for source in every if source.status.value is Status.NO_URL]
        if bare:
            yield Finding(
                rule="no-url",
                severity=Severity.NOTE,
                article=article.title,
                references=tuple(source.source.label for source in bare),
                message=text("no address is known for {count} of {every} sources, so they could not be checked", count=len(bare), every=len(every)),
                tip=text(_FOR_A_COPY if article.format == "plaintext" else "give the references an address"),
            )


def _figures(facts: Facts) -> LinkRot:
    printed = counting.as_printed(facts.sources)
    return replace(_counted(facts.sources), without_recovery=_counted(printed) if printed else None)


def _counted(every: Sequence[AuditedSource]) -> LinkRot:
    sources = [source for source in every if source.source.role is Role.SOURCE]
    states = [source.check.verdict.value for source in sources if source.link.url]
    archives = [source.archive.verdict.value for source in sources if source.link.url]
    # An address that cannot be used is a mistake of the article, not a link of which it could not be told.
    checked = [state for state in states if state not in UNCHECKED_STATES and state is not LinkState.INVALID_URL]
    looked_up = [state for state in archives if state is not ArchiveState.NOT_CHECKED]
    dead, ok = sum(state in DEAD_STATES for state in checked), sum(state in OK_STATES for state in checked)
    return LinkRot(
        sources=len(sources),
        with_url=len(states),
        checked=len(checked),
        looked_up=len(looked_up),
        link_states=counting.counts(states, LinkState),
        archive_states=counting.counts(archives, ArchiveState),
        statuses=counting.counts([source.status.value for source in sources], Status),
        claims=counting.counts([source.archive.claim.value for source in sources if source.archive.claim], Claim),
        dead=counting.rate(dead, len(checked)),
        confirmed_dead=sum(source.check.standing == "confirmed" for source in sources),
        ok=counting.rate(ok, len(checked)),
        cannot_tell=counting.rate(len(checked) - dead - ok, len(checked)),
        archived=counting.rate(sum(state in (ArchiveState.ARCHIVED, ArchiveState.DISTANT) for state in looked_up), len(looked_up)),
    )


FINDINGS = FindingRule(name="linkrot", severity=Severity.ERROR, find=_find, figures=_figures)
