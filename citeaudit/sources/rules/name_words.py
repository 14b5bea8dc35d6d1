"""Words in a publisher's printed name that tell its kind, with low confidence and never a country (docs/sources.md, "How each rule speaks")."""

from __future__ import annotations

import re

from citeaudit.model import Basis, Evidence, Identification, SourceType, Verdict, text
from citeaudit.ports import SourceRule, Spoken, Strength, Traces
from citeaudit.sources.publisher import publisher_of

NAME = "name-words"
CONFIDENCE = 0.4
"""The name alone says it: low (docs/sources.md, "How it is known")."""

# (pattern, kind, subtype); each pattern stands at the start or at the end of the whole name, so that no word inside a title counts.
_WORDS = (
    (r"(?:embassy|high commission|consulate(?: general)?|permanent mission|diplomatic mission)s? of .+", SourceType.GOVERNMENT, "embassy"),
    (r"(?:посольство|генеральное консульство|консульство|постоянное представительство) .+", SourceType.GOVERNMENT, "embassy"),
    (
        r"(?:ambassade|consulat(?: général)?) (?:de|du|des|d['’]).+|(?:embajada|consulado(?: general)?) (?:de|del) .+",
        SourceType.GOVERNMENT,
        "embassy",
    ),
    (r"(?:supreme|constitutional|high|federal) court of .+|(?:верховный|конституционный) суд .+", SourceType.GOVERNMENT, "court"),
    (r"parliament of .+|(?:national|legislative) assembly of .+|парламент .+|государственная дума.*", SourceType.GOVERNMENT, "legislature"),
    (r"ministry of .+|ministère (?:de|du|des) .+|ministerio (?:de|del) .+|министерство .+", SourceType.GOVERNMENT, "executive"),
    (r".+ министрлігі|bundesministerium .+|government of .+|правительство .+", SourceType.GOVERNMENT, "executive"),
    (r"(?:office of the |administration of the )(?:president|prime minister)\b.*", SourceType.GOVERNMENT, "executive"),
    (r".+ university press|presses universitaires de .+", SourceType.ACADEMIC, "publisher"),
    (r"(?:the )?university of .+|.+ university|universi(?:tät|té|dad|dade|tà|teit) .+|.+ университет(?:і|и)?", SourceType.ACADEMIC, "university"),
)
_COMPILED = tuple((re.compile(pattern, re.I), kind, subtype) for pattern, kind, subtype in _WORDS)


def judge(found: Traces) -> tuple[Spoken, ...]:
    """The kind that the words of the first telling name give; a name of the register is left to its row by the greater strength of that rule."""
    for field, printed in found.names:
        for pattern, kind, subtype in _COMPILED:
            if pattern.fullmatch(printed.strip()):
                return (Spoken(strength=Strength.WORDS, identification=_said(found, field, printed, kind, subtype)),)
    return ()


def _said(found: Traces, field: str, printed: str, kind: SourceType, subtype: str) -> Identification:
    reason = text("the name “{name}”, printed as {field}, says it; nothing else does", name=printed, field=field)
    evidence = (Evidence(what=f"“{printed}”", where=f"the reference's {field}"),)
    return Identification(
        publisher=publisher_of(found),
        type=Verdict(value=kind, rule=NAME, reason=reason, evidence=evidence, confidence=CONFIDENCE),
        subtype=subtype,
        basis=Basis.NAME,
        matched=printed,
    )


RULE = SourceRule(name=NAME, judge=judge)
