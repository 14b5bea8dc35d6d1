"""Lays out reports: jinja2 templates of reports/templates with the words of wording.py, each thing said once, escaped for Markdown or HTML."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from urllib.parse import quote

from citeaudit import counting, drawing, wording
from citeaudit.model import AffiliatedSentence, Affiliation, Audit, AuditedSource, Basis, Finding, Role, Severity, Source, Tally, Text
from citeaudit.urls import is_web_address

MOST_CITED = 12
"""So many publishers stand in their picture; the table has them all."""

_UNREAD = frozenset({Basis.KNOWN, Basis.NAME})
"""The bases on which nobody has read who controls a publisher (docs/sources.md)."""

# ---------------------------------------------------------------- words as Markdown, names of rows and folders

_MARKDOWN = re.compile(r"([\\`*_\[\]<>|#~$]|&(?=#?\w+;))")
_ADDRESS = re.compile(r"(https?://[^\s<>“”\"]+)")
_NOT_IN_BRACKETS = re.compile(r"[\s<>|\\`]")


def markdown(words: object) -> str:
    """Words as Markdown shows them literally, on one line, also inside a table cell; an address in them stays a whole address."""
    pieces = _ADDRESS.split(wording.cleaned(str(words)))
    return "".join(_bracketed(piece) if place % 2 else _escaped(piece) for place, piece in enumerate(pieces))


def linked(words: str, url: str) -> str:
    """Words as a Markdown link; as words alone where the address is none of the web, and the address alone where there are no words."""
    if not is_web_address(url):
        return markdown(words or url)
    target = f"<{_NOT_IN_BRACKETS.sub(lambda sign: quote(sign[0]), wording.cleaned(url))}>"
    return f"[{_escaped(wording.cleaned(words))}]({target})" if words else target


def _escaped(words: str) -> str:
    return _MARKDOWN.sub(r"\\\1", words)


def _bracketed(address: str) -> str:
    """`<https://a.example/b_c>`, and escaped what ends a sentence around it: a full stop, or a bracket that was not opened in the address."""
    url = address.rstrip(".,;:!?'")
    while url.endswith(")") and url.count(")") > url.count("("):
        url = url[:-1].rstrip(".,;:!?'")
    return f"<{_NOT_IN_BRACKETS.sub(lambda sign: quote(sign[0]), url)}>{_escaped(address[len(url) :])}"


def anchor(source: Source) -> str:
    """The id of a source's row in a page: `ref-9`, `ref-note-2` in a group, `ref-9-2` for its second part."""
    group = re.sub(r"\s+", "-", source.group)
    return "-".join(["ref", *filter(None, (group, source.reference)), *([str(source.part)] if source.part > 1 else [])])


def anchors(audit: Audit) -> dict[str, str]:
    """The id of each row of one article's page by the label that readers know its reference by."""
    return {source.source.label: anchor(source.source) for source in audit.sources}


def slugs(titles: Iterable[str]) -> tuple[str, ...]:
    """A folder name for each title, each once: letters and digits of any script, joined by `-`."""
    taken: list[str] = []
    for title in titles:
        words = "-".join(re.findall(r"\w+", unicodedata.normalize("NFKC", title).casefold()))[:80] or "article"
        taken.append(words if words not in taken else f"{words}-{len(taken) + 1}")
    return tuple(taken)


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
    return control is not None and bool(control.state) and control.basis in _UNREAD


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


_REPORT_OF = dict.fromkeys(("lost-source", "dead-link", "unarchived-source", "invalid-url", "moved-link", "drifted-page", "no-url"), "link-rot")
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
        alone = said.who.type.reason if not said.who.type.evidence else None
        key = (counting.publisher(source), kind(source), said.who.type.evidence, said.who.type.confidence, said.affiliation, alone)
        groups.setdefault(key, []).append(source)
    order = [row.name for row in audit.balance.publishers] if audit.balance else []
    made = (
        Speaker(
            publisher=counting.publisher(group[0]),
            references=tuple(source.source.label for source in group),
            reasons=tuple(dict.fromkeys(source.classification.who.type.reason for source in group)),
            first=group[0],
        )
        for group in groups.values()
    )
    return tuple(sorted(made, key=lambda speaker: order.index(speaker.publisher)))


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


# ---------------------------------------------------------------- pictures and templates


def pictures(audit: Audit) -> dict[str, str]:
    """The pictures of an audit as SVG, by name; none where no article was read."""
    if audit.balance is None:
        return {}
    all_publishers = [(wording.cleaned(row.name), row.citations) for row in audit.balance.publishers]
    shown = all_publishers[:MOST_CITED]
    first = f"Citations by publisher (the first {len(shown)} of {len(all_publishers)})" if all_publishers != shown else "Citations by publisher"
    return {
        "kinds": drawing.bars("Citations by kind of source", [(row.name, row.citations) for row in voices(audit)], unit="citations"),
        "publishers": drawing.bars(first, shown, unit="citations"),
        "status": drawing.bars("Sources by status", [(row.name, row.sources) for row in audit.link_rot.statuses], unit="sources"),
    }


@cache
def _environment() -> Any:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("citeaudit", "reports/templates"),
        autoescape=lambda name: bool(name and ".html" in name),  # noqa: S701 - Markdown is escaped by the filter `markdown`
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
    )
    numbers = (wording.share, wording.rate, wording.bounds, wording.counted, wording.when)
    words = (wording.cleaned, wording.sentence, wording.labels, wording.part, wording.type_name, wording.confidence, wording.sights, wording.evidence)
    environment.filters |= {told.__name__: told for told in (*numbers, *words, markdown, linked, anchor, kind, affiliation)}
    environment.tests["web_address"] = is_web_address
    asked = (anchors, slugs, tasks, speakers, supports, voices, affiliations)
    environment.globals |= {"wording": wording, "counting": counting, **{told.__name__: told for told in asked}}
    return environment


def laid_out(template: str, audit: Audit, **more: Any) -> bytes:
    """One template filled with an audit, as UTF-8. Between two blocks stands one blank line, whatever parts of a template were left out."""
    filled: str = _environment().get_template(template).render(audit=audit, **more)
    return re.sub(r"\n{3,}", "\n\n", filled).strip().encode() + b"\n"
