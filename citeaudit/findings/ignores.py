"""Finds ignores of the settings file that have had their day, and those that no source's address fits."""

from __future__ import annotations

from collections.abc import Iterator

from citeaudit.model import AuditedSource, Evidence, Finding, Severity, text
from citeaudit.policies import Ignore, fits, ignore_for, is_expired
from citeaudit.ports import Facts, FindingRule


def _find(facts: Facts) -> Iterator[Finding]:
    today = facts.now.date()
    for ignore in facts.ignores:
        fitted = [source for source in facts.sources if fits(ignore, source.link.url)]
        if is_expired(ignore, today):
            yield _expired(ignore, [source for source in fitted if ignore_for(facts.ignores, source.link.url, today) is None])
        elif not fitted:
            yield Finding(
                rule="unused-ignore",
                severity=Severity.NOTE,
                article="",
                message=text("the ignore “{url}” fits no address of this audit", url=ignore.url),
                tip=text("mend its pattern, or delete it from the settings file"),
                evidence=(_as_written(ignore),),
            )


def _expired(ignore: Ignore, again: list[AuditedSource]) -> Finding:
    """An expired ignore; it matters more where links are checked `again` for it."""
    until = str(ignore.until)
    if not again:
        message = text("the ignore “{url}” ended on {until}, and no link of this audit needs it", url=ignore.url, until=until)
        tip = text("delete it from the settings file")
    else:
        message = text("the ignore “{url}” ended on {until}: what it fits is checked again", url=ignore.url, until=until)
        tip = text("look at the links by hand, and give the ignore a new day in the settings file or delete it")
    articles = dict.fromkeys(source.source.article for source in again)
    is_one = len(articles) == 1
    return Finding(
        rule="expired-ignore",
        severity=Severity.WARNING if again else Severity.NOTE,
        article=next(iter(articles)) if is_one else "",
        # A label says which reference it is inside its own article only.
        references=tuple(dict.fromkeys(source.source.label for source in again)) if is_one else (),
        message=message,
        tip=tip,
        evidence=(_as_written(ignore), *(Evidence(what=source.source.raw, where=source.link.url) for source in again)),
    )


def _as_written(ignore: Ignore) -> Evidence:
    return Evidence(what=ignore.reason, where=ignore.url)


FINDINGS = FindingRule(name="ignores", severity=Severity.WARNING, find=_find)
