"""The register by printed name: an exact publisher name or alias (docs/sources.md, "How each rule speaks")."""

from __future__ import annotations

from citeaudit.model import text
from citeaudit.ports import SourceRule, Spoken, Strength, Traces
from citeaudit.sources.publisher import publisher_of, said_by
from citeaudit.sources.register import Row, named, register

NAME = "register-name"
CEILING = 0.8
"""A name is printed by whoever wrote the reference: at most medium, whatever the row says."""


def judge(found: Traces) -> tuple[Spoken, ...]:
    """The rows that the first printed name in order of weight leads to; several where publishers of the world share the name."""
    for field, printed in found.names:
        rows = named(register(), printed)
        if rows:
            return tuple(_said(found, field, printed, row) for row in rows)
    return ()


def _said(found: Traces, field: str, printed: str, row: Row) -> Spoken:
    message = "the register's row {id} ({basis}) has the name “{name}”, which the reference prints as {field}"
    reason = text(message, id=row.id, basis=row.known.basis.value, name=printed, field=field)
    said = said_by(row, publisher_of(found, row), rule=NAME, reason=reason, matched=printed, ceiling=CEILING)
    return Spoken(strength=Strength.NAME, identification=said)


RULE = SourceRule(name=NAME, judge=judge)
