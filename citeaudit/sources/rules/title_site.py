"""Site names at the ends of a title: `OHCHR | …`, `… | OSCE`, where one leads to exactly one register row.

Only ends that an upright bar or its like cuts off are read. Dashes are not: "European Union – Kazakhstan Civil Society Seminar" is prose.
"""

from __future__ import annotations

import re

from citeaudit.model import text
from citeaudit.ports import SourceRule, Spoken, Strength, Traces
from citeaudit.sources.publisher import publisher_of, said_by
from citeaudit.sources.register import Row, named, register

NAME = "title-site"
CEILING = 0.7
"""Below a printed name: a title is the page's, and its words may come from anybody."""

_CUT = re.compile(r"\s*(?:[|｜│»«•·]|::)\s*")


def judge(found: Traces) -> tuple[Spoken, ...]:
    """The one row that the first or the last part of the title names; nothing where the ends name several."""
    parts = _CUT.split(found.title.strip())
    if len(parts) < 2:
        return ()
    ends: dict[str, tuple[Row, str]] = {row.id: (row, end) for end in (parts[0], parts[-1]) for row in named(register(), end)}
    if len(ends) != 1:
        return ()
    ((row, end),) = ends.values()
    message = "the register's row {id} ({basis}) has the name “{name}”, which stands at an end of the title"
    reason = text(message, id=row.id, basis=row.known.basis.value, name=end)
    said = said_by(row, publisher_of(found, row), rule=NAME, reason=reason, matched=end, ceiling=CEILING)
    return (Spoken(strength=Strength.WORDS, identification=said),)


RULE = SourceRule(name=NAME, judge=judge)
