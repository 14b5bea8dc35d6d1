"""What `--fail-on` names, and the exit code of an audit."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from citeaudit.audit import assess
from citeaudit.errors import ExitCode, worst
from citeaudit.gates import exit_code, is_found
from citeaudit.model import Audit, AuditedSource, Cause, LeftOut, LinkState, Standing, Status, text

Build = Callable[..., AuditedSource]


def audit_of(*sources: AuditedSource, cut_off: bool = False) -> Audit:
    left_out = (LeftOut(cause=Cause.NO_NETWORK, what=text("no network")),) if cut_off else ()
    return assess([], sources, now=datetime(2026, 11, 24, tzinfo=UTC), subject=(), settings=(), left_out=left_out)


@pytest.mark.parametrize(
    ("word", "made", "found"),
    [
        ("lost", {"status": Status.LOST}, True),
        ("lost", {"status": Status.AT_RISK}, False),
        ("unarchived", {"status": Status.AT_RISK}, True),
        ("unarchived", {"status": Status.OK}, False),
        ("blocked", {"link": LinkState.BLOCKED, "status": Status.UNCLEAR}, True),
        ("blocked", {"link": LinkState.TRANSIENT, "status": Status.UNCLEAR}, False),
        ("error", {"link": LinkState.INVALID_URL, "status": Status.UNCLEAR}, True),
        ("error", {"link": LinkState.LIVE, "status": Status.OK}, False),
        ("never", {"status": Status.LOST, "link": LinkState.GONE}, False),
    ],
)
def test_words(audited: Build, word: str, made: dict[str, object], found: bool) -> None:
    assert is_found(audit_of(audited(url="http://a.example/", **made)), (word,), suspected_too=False) is found


@pytest.mark.parametrize(
    ("standing", "too", "found"), [(Standing.CONFIRMED, False, True), (Standing.SUSPECTED, False, False), (Standing.SUSPECTED, True, True)]
)
def test_dead_means_confirmed_unless_asked(audited: Build, standing: Standing, too: bool, found: bool) -> None:
    source = audited(url="http://a.example/", link=LinkState.GONE, status=Status.RESCUABLE)
    source = dataclasses.replace(source, check=dataclasses.replace(source.check, standing=standing))
    assert is_found(audit_of(source), ("dead",), suspected_too=too) is found


def test_a_missing_network_outranks_what_was_found(audited: Build) -> None:
    lost = audited(url="http://a.example/", status=Status.LOST)
    assert exit_code(audit_of(lost), ("lost",), suspected_too=False) is ExitCode.FOUND
    assert exit_code(audit_of(lost, cut_off=True), ("lost",), suspected_too=False) is ExitCode.NETWORK
    assert exit_code(audit_of(lost), (), suspected_too=False) is ExitCode.OK


def test_precedence_of_exit_codes() -> None:
    order = [ExitCode.USAGE, ExitCode.FAULT, ExitCode.INTERRUPTED, ExitCode.TERMINATED, ExitCode.INPUT, ExitCode.NETWORK, ExitCode.FOUND, ExitCode.OK]
    assert [worst(*order[place:]) for place in range(len(order))] == order
