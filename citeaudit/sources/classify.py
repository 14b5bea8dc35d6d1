"""Who speaks: every source rule is asked, the strongest word wins, equal and contrary words leave it unknown (pure; docs/sources.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from citeaudit.model import (
    READ_BASES,
    Affiliation,
    Classification,
    Control,
    Evidence,
    Geography,
    Identification,
    Link,
    Source,
    SourceType,
    Text,
    Verdict,
    text,
)
from citeaudit.ports import SourceRule, Spoken, Traces, offered
from citeaudit.sources.publisher import publisher_of, traces
from citeaudit.sources.register import folded, named, register, speaks_on

RULE = "classify"
OWNED = 0.7
"""The most that "no state's money, and an owner that is none" carries for independence: who decides on the content was not read."""


def classify(source: Source, link: Link, subject: tuple[str, ...]) -> Classification:
    """Says who published a source and what kind of voice it is, towards the article's subject.

    Args:
        source: as parsed.
        link: its URL.
        subject: country codes (ISO 3166-1 alpha-2) of what the article is about; empty: geography and affiliation are not assessed.
    """
    found = traces(source, link)
    spoken = [word for rule in offered("citeaudit.sources.rules", "RULE", SourceRule) for word in rule.judge(found)]
    who, alternatives = settle(found, [word for word in spoken if _holds(word, source)])
    origin, evidence = origin_of(source, who)
    return Classification(
        who=who,
        alternatives=alternatives,
        geography=_geography(who, subject) if subject else None,
        affiliation=_affiliation(who, subject) if subject else None,
        origin=origin,
        origin_evidence=evidence,
    )


def _holds(word: Spoken, source: Source) -> bool:
    """Whether the register row that spoke holds for the day of the source."""
    row = register().by_id.get(word.identification.publisher.id)
    return row is None or speaks_on(row, source.published or source.accessed)


# ---------------------------------------------------------------- which word wins


def settle(found: Traces, spoken: Sequence[Spoken]) -> tuple[Identification, tuple[Identification, ...]]:
    """The winning identification and those that contradict it, strongest first. The order in which the rules spoke does not matter."""
    ranked = sorted(spoken, key=_rank)
    if not ranked:
        return _nobody(found), ()
    top = [word.identification for word in ranked if word.strength is ranked[0].strength]
    first, others = ranked[0].identification, [word.identification for word in ranked[1:]]
    if any(_contradict(first, other) for other in top[1:]):
        return _undecided(found, top), tuple(top)
    agreeing = [other for other in others if not _contradict(first, other)]
    return _confirmed(first, agreeing), tuple(other for other in others if _contradict(first, other))


def _rank(word: Spoken) -> tuple[int, float, str, str, str]:
    who = word.identification
    return -word.strength, -who.type.confidence, who.type.rule, who.publisher.id, who.type.value


def _contradict(one: Identification, other: Identification) -> bool:
    publishers, countries = {one.publisher.id, other.publisher.id} - {""}, {one.country, other.country} - {""}
    return one.type.value is not other.type.value or len(publishers) > 1 or len(countries) > 1


def _confirmed(who: Identification, agreeing: Sequence[Identification]) -> Identification:
    """The winner, as sure as the surest rule that says the same: an ending that its registry keeps may bear out a row that nobody read up."""
    surest = max(agreeing, key=lambda other: other.type.confidence, default=None)
    if surest is None or surest.type.confidence <= who.type.confidence:
        return who
    reason = text(
        "the rules {rule} (on “{matched}”) and {other} (on “{other_matched}”) agree",
        rule=who.type.rule,
        matched=who.matched,
        other=surest.type.rule,
        other_matched=surest.matched,
    )
    sure = replace(who.type, reason=reason, evidence=surest.type.evidence + who.type.evidence, confidence=surest.type.confidence)
    return replace(who, type=sure, basis=surest.basis, control=_surer(who.control, surest.control))


def _surer(one: Control | None, other: Control | None) -> Control | None:
    """The surer of two words on control; where they name different states, the first."""
    if one is None or other is None:
        return one or other
    return max(one, other, key=lambda control: control.confidence) if one.state == other.state else one


def _nobody(found: Traces) -> Identification:
    publisher = publisher_of(found)
    shown = publisher.name or found.host
    why = text("no rule knows “{shown}”", shown=shown) if shown else text("the reference names no publisher and has no address")
    return Identification(publisher=publisher, type=Verdict(value=SourceType.UNKNOWN, rule=RULE, reason=why))


def _undecided(found: Traces, contrary: Sequence[Identification]) -> Identification:
    said = dict.fromkeys(other.publisher.id or other.publisher.name or other.type.value for other in contrary)
    why = text("equally strong rules contradict each other: {said}", said=", ".join(said))
    return Identification(publisher=replace(publisher_of(found), name=""), type=Verdict(value=SourceType.UNKNOWN, rule=RULE, reason=why))


# ---------------------------------------------------------------- towards the subject


def _geography(who: Identification, subject: tuple[str, ...]) -> Verdict[Geography]:
    if not who.country:
        return Verdict(value=Geography.UNKNOWN, rule=RULE, reason=text("the publisher's country is not known"))
    special = {"INT": Geography.INTERNATIONAL} | dict.fromkeys(subject, Geography.DOMESTIC)
    value = special.get(who.country, Geography.FOREIGN)
    reason = text("the publisher's country is {country}, the article's subject {subject}", country=who.country, subject=", ".join(subject))
    return Verdict(value=value, rule=RULE, reason=reason, evidence=who.type.evidence, confidence=who.type.confidence)


def _affiliation(who: Identification, subject: tuple[str, ...]) -> Verdict[Affiliation]:
    """Affiliated where the controlling state is of the subject, as surely as the control is known; independent only on what somebody has read."""
    control = who.control
    if control is None or not (control.state or control.owner or control.editorial != "unknown"):
        return _unassessed(text("nothing is known of who controls the publisher"))
    if control.state in subject:
        message = "controlled or mainly funded by {state}, the article's subject ({basis})"
        if control.basis not in READ_BASES:
            message = "controlled or mainly funded by {state}, the article's subject, as is generally said: nobody has read this"
        reason = text(message, state=control.state, basis=control.basis.value)
        return Verdict(value=Affiliation.AFFILIATED, rule=RULE, reason=reason, evidence=_on(control, who), confidence=control.confidence)
    if control.basis not in READ_BASES:
        return _unassessed(text("who controls the publisher is general knowledge: nobody has read this"))
    return _independent(control, who)


def _independent(control: Control, who: Identification) -> Verdict[Affiliation]:
    sure = control.confidence
    if control.state:
        reason = text(
            "controlled or mainly funded by {state}, which is not the article's subject ({basis})", state=control.state, basis=control.basis.value
        )
    elif control.editorial == "no":
        reason = text("no state decides on its content ({basis})", basis=control.basis.value)
    elif control.funding == "none" and control.owner:
        reason = text("owned by {owner} and takes no state's money ({basis})", owner=control.owner, basis=control.basis.value)
        sure = min(sure, OWNED)
    else:
        return _unassessed(text("what is known of its owner does not show that it is independent"))
    return Verdict(value=Affiliation.INDEPENDENT, rule=RULE, reason=reason, evidence=_on(control, who), confidence=sure)


def _unassessed(reason: Text) -> Verdict[Affiliation]:
    return Verdict(value=Affiliation.UNKNOWN, rule=RULE, reason=reason)


def _on(control: Control, who: Identification) -> tuple[Evidence, ...]:
    return control.evidence or who.type.evidence


# ---------------------------------------------------------------- who wrote the text


def origin_of(source: Source, who: Identification) -> tuple[str, str]:
    """Who wrote the text where that is another than the publisher, by the register's name for it, and what says so; empty where nothing does.

    An agency may be printed as such, or stand as author ("Reuters" at a newspaper's address); as author only an agency of the register counts.
    """
    printed = [("agency", source.agency)] if source.agency else [("author", author) for author in source.authors]
    for field, name in printed:
        rows = named(register(), name)
        known = [row.names[0] for row in rows if field == "agency" or row.form == "agency"]
        agency = known[0] if len(rows) == len(known) == 1 else name if field == "agency" else ""
        if agency and folded(agency) != folded(who.publisher.name):
            return agency, f"the reference prints “{name}” as {field}"
    return "", ""
