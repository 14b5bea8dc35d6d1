"""Puts together what reports say of many sources, so that each thing is said once, and marks what rests on general knowledge (pure)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

from citeaudit import counting, wording
from citeaudit.model import READ_BASES, AffiliatedSentence, Affiliation, Audit, AuditedSource, Finding, Role, Severity, Tally, Text

# ---------------------------------------------------------------- what rests on general knowledge is marked


def kind(source: AuditedSource) -> str:
    """The kind of a source beside the controlling state: `press (KZ; nobody has read this)`; `kind unknown` where it is."""
    if counting.voice(source) == counting.UNKNOWN:
        return "kind unknown"
    return wording.type_name(counting.voice(source), wording.NOBODY_READ if _is_unread(source) else "")


def affiliation(source: AuditedSource) -> str:
    """`affiliated with the subject (nobody has read this)`; empty where no subject was set."""
    verdict = source.classification.affiliation
    told = wording.AFFILIATION_NAMES[verdict.value] if verdict else ""
    return f"{told} ({wording.NOBODY_READ})" if _is_affiliated_unread(source) else told


def voices(audit: Audit) -> tuple[Tally, ...]:
    """The tally of kinds beside states, in words."""
    rows = audit.balance.voices if audit.balance else ()
    return tuple(replace(row, name=wording.type_name(row.name, _caveat(audit, row, counting.voice, _is_unread))) for row in rows)


def affiliations(audit: Audit) -> tuple[tuple[Tally, str], ...]:
    """The tally of affiliations, beside each row how many of its sources rest on what nobody has read."""
    rows = audit.balance.affiliations if audit.balance else ()
    return tuple((row, _caveat(audit, row, _affiliation, _is_affiliated_unread)) for row in rows)


def _affiliation(source: AuditedSource) -> str:
    verdict = source.classification.affiliation
    return verdict.value.value if verdict else ""


def _is_unread(source: AuditedSource) -> bool:
    control = source.classification.who.control
    return control is not None and bool(control.state) and control.basis not in READ_BASES


def _is_affiliated_unread(source: AuditedSource) -> bool:
    return _affiliation(source) == Affiliation.AFFILIATED and _is_unread(source)


def _caveat(audit: Audit, row: Tally, name_of: Callable[[AuditedSource], str], unread: Callable[[AuditedSource], bool]) -> str:
    count = sum(unread(source) for source in _cited(audit) if name_of(source) == row.name)
    if not count:
        return ""
    return wording.NOBODY_READ if count == row.references else f"for {count} of {row.references} sources {wording.NOBODY_READ}"


def _cited(audit: Audit) -> Sequence[AuditedSource]:
    return [source for source in audit.sources if source.source.role is Role.SOURCE]


# ---------------------------------------------------------------- what is said of many is said once


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Findings that ask for the same thing: how much they matter, what to do, and each message with its article and the references it holds for."""

    severity: Severity
    tip: Text
    told: tuple[tuple[Text, str, tuple[str, ...]], ...]


_REPORT_OF = dict.fromkeys(
    ("lost-source", "dead-link", "unarchived-source", "invalid-url", "moved-link", "drifted-page", "no-url", "doubtful-address"), "link-rot"
)
_REPORT_OF |= dict.fromkeys(("archive-of-another-page", "archive-not-found", "archive-of-another-day"), "link-rot")
_REPORT_OF |= dict.fromkeys(("expired-ignore", "unused-ignore"), "link-rot")
_REPORT_OF |= dict.fromkeys(("duplicate-reference", "affiliated-only", "one-kind"), "balance")
"""Under which report a finding stands; what is not named here is on the article and its list of references."""


def tasks(findings: Iterable[Finding], report: str) -> tuple[Task, ...]:
    """The findings of a report (`link-rot`, `balance`, `article`) put together by what they ask for, errors first."""
    groups: dict[tuple[Severity, str, Text], dict[tuple[Text, str], list[str]]] = {}
    for finding in findings:
        if _REPORT_OF.get(finding.rule, "article") == report:
            told = groups.setdefault((finding.severity, finding.rule, finding.tip), {})
            told.setdefault((finding.message, finding.article), []).extend(finding.references)
    made = (
        Task(severity=severity, tip=tip, told=tuple((message, article, tuple(names)) for (message, article), names in told.items()))
        for (severity, _, tip), told in groups.items()
    )
    return tuple(sorted(made, key=lambda task: list(Severity).index(task.severity)))


def statuses(audit: Audit) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each status that the sources of an article have, in the order of its figures, with the references that have it."""
    sources = _cited(audit)
    return tuple((row.name, tuple(source.source.label for source in sources if source.status.value == row.name)) for row in audit.link_rot.statuses)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A publisher with all its references that rest on the same evidence; `first` stands for them, `reasons` has what led to it, each once."""

    publisher: str
    references: tuple[str, ...]
    reasons: tuple[Text, ...]
    first: AuditedSource


def speakers(audit: Audit) -> tuple[Speaker, ...]:
    """Who speaks in an article: unknown first, then the most cited."""
    groups: dict[Hashable, list[AuditedSource]] = {}
    for source in _cited(audit):
        said = source.classification
        publisher = counting.publisher(source)
        why = said.who.type.reason if publisher == counting.UNKNOWN else None
        key = (publisher, why, kind(source), said.who.type.evidence, said.who.type.confidence, said.affiliation)
        groups.setdefault(key, []).append(source)
    order = {row.name: place for place, row in enumerate(audit.balance.publishers)} if audit.balance else {}
    made = (
        Speaker(
            publisher=counting.publisher(group[0]),
            references=tuple(source.source.label for source in group),
            reasons=tuple(dict.fromkeys(source.classification.who.type.reason for source in group)),
            first=group[0],
        )
        for group in groups.values()
    )
    return tuple(sorted(made, key=lambda speaker: order[speaker.publisher]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """Sentences that stand on the same affiliated publishers; `speakers` has each publisher's first source."""

    speakers: tuple[AuditedSource, ...]
    sentences: tuple[AffiliatedSentence, ...]


def supports(audit: Audit) -> tuple[Support, ...]:
    """The sentences that only affiliated sources support, by publisher and evidence, the surest first."""
    sources = {(source.source.article, source.source.label): source for source in _cited(audit)}
    groups: dict[Hashable, tuple[list[AuditedSource], list[AffiliatedSentence]]] = {}
    for sentence in audit.balance.sentences if audit.balance else ():
        behind = {_on(source): source for name in sentence.references if (source := sources.get((sentence.article, name)))}
        groups.setdefault(tuple(behind), (list(behind.values()), []))[1].append(sentence)
    made = (Support(speakers=tuple(behind), sentences=tuple(sentences)) for behind, sentences in groups.values())
    return tuple(sorted(made, key=lambda support: -support.sentences[0].confidence))


def _on(source: AuditedSource) -> Hashable:
    return counting.publisher(source), source.classification.affiliation
