"""What links usually do, each with the state that it must be given: the cases of `citeaudit selftest` (design: verdicts, "Decision table")."""

from __future__ import annotations

from citeaudit.web.behaviours import broken, dead, elsewhere, living, lookalikes, unasked, walls
from citeaudit.web.behaviours.case import Case

CASES: tuple[Case, ...] = (*living.CASES, *lookalikes.CASES, *elsewhere.CASES, *dead.CASES, *walls.CASES, *broken.CASES, *unasked.CASES)
