"""`--fail-on`: whether an audit has what a scheduled run is to fail on (pure)."""

from __future__ import annotations

from collections.abc import Callable

from citeaudit.errors import ExitCode, worst
from citeaudit.model import DEAD_STATES, Audit, AuditedSource, Cause, LinkState, Severity, Standing, Status

_OF_SOURCE: dict[str, Callable[[AuditedSource], bool]] = {
    "lost": lambda source: source.status.value is Status.LOST,
    "unarchived": lambda source: source.status.value in (Status.AT_RISK, Status.LOST),
    "blocked": lambda source: source.check.verdict.value is LinkState.BLOCKED,
    "error": lambda source: source.check.verdict.value is LinkState.INVALID_URL,
}


def is_found(audit: Audit, fail_on: tuple[str, ...], *, suspected_too: bool) -> bool:
    """Whether anything that `fail_on` names is in the audit; `dead` means confirmed dead unless `suspected_too`."""
    return any(_holds(word, audit, suspected_too) for word in fail_on)


def _holds(word: str, audit: Audit, suspected_too: bool) -> bool:
    if word == "never":
        return False
    if word == "dead":
        return any(_is_dead(source, suspected_too) for source in audit.sources)
    grave = word == "error" and any(finding.severity is Severity.ERROR for finding in audit.findings)
    return grave or any(map(_OF_SOURCE[word], audit.sources))


def _is_dead(source: AuditedSource, suspected_too: bool) -> bool:
    return source.check.verdict.value in DEAD_STATES and (suspected_too or source.check.standing is Standing.CONFIRMED)


def exit_code(audit: Audit, fail_on: tuple[str, ...], *, suspected_too: bool) -> ExitCode:
    """What a run ends with after its files are written: 4 without a network, 1 where `fail_on` names something found, else 0."""
    cut_off = any(left.cause is Cause.NO_NETWORK for left in audit.left_out)
    found = is_found(audit, fail_on, suspected_too=suspected_too)
    return worst(ExitCode.NETWORK if cut_off else ExitCode.OK, ExitCode.FOUND if found else ExitCode.OK)
