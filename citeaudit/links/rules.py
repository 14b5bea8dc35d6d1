"""The decision table on live links as one ordered tuple of rules: the first that answers wins. The last one always answers."""

from __future__ import annotations

from citeaudit.links import connections, pages, statuses
from citeaudit.links.observed import Observed, Rule, Ruling

RULES: tuple[Rule, ...] = (*connections.RULES, *statuses.RULES, *pages.RULES)


def ruling_on(seen: Observed) -> Ruling:
    """What the first matching rule says."""
    return next(ruling for rule in RULES if (ruling := rule(seen)))
