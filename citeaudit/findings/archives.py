"""Tells where what an article says of an archived copy does not hold (https://en.wikipedia.org/wiki/Help:Archiving_a_source)."""

from __future__ import annotations

from collections.abc import Iterator

from citeaudit.model import AuditedSource, Claim, Finding, Severity, Text, text
from citeaudit.ports import Facts, FindingRule

_RULES: dict[Claim, tuple[Severity, str]] = {
    Claim.OTHER_URL: (Severity.WARNING, "archive-of-another-page"),
    Claim.NOT_FOUND: (Severity.WARNING, "archive-not-found"),
    Claim.OTHER_DATE: (Severity.NOTE, "archive-of-another-day"),
}
"""Who follows a link to another page, or to none, cannot read the source; with a wrong date they still can. `unknown` is no finding."""


def _find(facts: Facts) -> Iterator[Finding]:
    for source in facts.sources:
        claim, archive = source.archive.claim, source.archive
        if claim is None or claim.value not in _RULES:
            continue
        severity, rule = _RULES[claim.value]
        yield Finding(
            rule=rule,
            severity=severity,
            article=source.source.article,
            references=(source.source.label,),
            message=_message(source, claim.reason),
            tip=_tip(source, claim.value, claim.reason),
            evidence=tuple(dict.fromkeys((*claim.evidence, *archive.verdict.evidence))),
        )


def _message(source: AuditedSource, reason: Text) -> Text:
    """Why the statement does not hold, and the snapshot that does show the page where one was found and is to be put in.

    The address stands here and not in the tip, so that what is to be done is said once for many references.
    """
    snapshot = source.archive.snapshot
    if snapshot is None or source.archive.claim is None or source.archive.claim.value is Claim.OTHER_DATE:
        return reason
    return text("{reason}; the snapshot {url} shows the page", reason=str(reason), url=snapshot.page_url)


def _tip(source: AuditedSource, claim: Claim, reason: Text) -> Text:
    if claim is Claim.OTHER_DATE:
        return _tip_on_date(source, reason)
    is_found = source.archive.snapshot is not None
    if claim is Claim.OTHER_URL and is_found:
        return text("put the snapshot of this page in the place of the link to the other one")
    if claim is Claim.OTHER_URL:
        return text("take the link to the other page out, or look for a copy of this page in another archive")
    if is_found:
        return text("put the snapshot that was found into the reference, with its date")
    if _has_link(source):
        return text("take the archive link out, or look for a copy of the page in another archive")
    return text("take the archive date out, or look for a copy of the page in another archive")


def _tip_on_date(source: AuditedSource, reason: Text) -> Text:
    """The day to write is the one that was seen; the reason names it as `date`."""
    if source.source.archived_on is None:
        return text("put the address of the copy that the archive shows into the reference")
    day = dict(reason.values).get("date", "the day of the copy")
    if _has_link(source):
        return text("write {date} as the archive date", date=day)
    return text("write {date} as the archive date, and add the link to that copy", date=day)


def _has_link(source: AuditedSource) -> bool:
    return bool(source.source.archive_url or source.link.archive_url)


FINDINGS = FindingRule(name="archives", severity=Severity.WARNING, find=_find)
