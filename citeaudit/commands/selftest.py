"""`citeaudit selftest`: asks a misbehaving server on this machine for what links usually do, and tells for each state how often it was right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from citeaudit.errors import ExitCode
from citeaudit.model import DEAD_STATES, OK_STATES, LinkState, PastCheck, Verdict
from citeaudit.ports import Command, Console, Tell, Web
from citeaudit.settings import Settings

if TYPE_CHECKING:
    from citeaudit.web.behaviours.case import Case, Way
    from citeaudit.web.stage import Stage

_APART = timedelta(days=3)
"""Between the earlier checks of a case (design: verdicts, "confirmed")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A case and the verdict that it was given."""

    case: Case
    verdict: Verdict[LinkState]

    @property
    def is_right(self) -> bool:
        """Whether it is the expected one."""
        return self.verdict.value is self.case.expected


def _run(settings: Settings, arguments: tuple[str, ...], console: Console) -> int:
    from citeaudit.web.behaviours import CASES
    from citeaudit.web.behaviours.case import Way
    from citeaudit.web.stage import staged

    with TemporaryDirectory(prefix="citeaudit-selftest-") as folder, staged(CASES, Path(folder)) as stage:
        # The time of the clock, not SOURCE_DATE_EPOCH: earlier checks must lie before those of this run, whose times are real.
        now = datetime.now(UTC)
        outcomes = tuple(outcome for way in Way for outcome in _outcomes(stage, way, now, console.tell))
        lines = [*_table(outcomes), *_wrong(outcomes), *_left_out(stage), *_closing(outcomes)]
    console.put("".join(f"{line}\n" for line in lines))
    return ExitCode.OK if all(outcome.is_right for outcome in outcomes) else ExitCode.FOUND


def _outcomes(stage: Stage, way: Way, now: datetime, tell: Tell) -> Iterator[Outcome]:
    from citeaudit import looking
    from citeaudit.links.judge import Context
    from citeaudit.web.live import open_web

    settings = stage.settings(way)
    contexts = {
        case: Context(url=case.url, title=case.title, repeat_after_s=settings.repeat_after_s, max_wait_s=settings.max_wait_s)
        for case in stage.cases
        if case.way is way
    }
    with stage.surroundings(way), open_web(settings, now, stage.resolve) as web:
        for case in contexts:
            _remember(case, now, web)
        looked = looking.look(settings, contexts.values(), (), (), web, tell)
        for case, context in contexts.items():
            yield Outcome(case=case, verdict=looked.live[context].verdict)


def _remember(case: Case, now: datetime, web: Web) -> None:
    """Puts a case's earlier checks into the history, all without an answer."""
    for times in range(case.failed_before, 0, -1):
        web.keep(case.url, PastCheck(state=LinkState.TRANSIENT, rule="no-answer", checked_at=now - times * _APART))


def _table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    yield f"{'state':<14}{'cases':>6}{'right':>7}{'wrong':>7}"
    for name, told in [*((state.value, _expected(outcomes, state)) for state in LinkState), ("all", outcomes)]:
        right = sum(outcome.is_right for outcome in told)
        yield f"{name:<14}{len(told):>6}{right:>7}{len(told) - right:>7}"


def _expected(outcomes: Iterable[Outcome], state: LinkState) -> list[Outcome]:
    return [outcome for outcome in outcomes if outcome.case.expected is state]


def _wrong(outcomes: Iterable[Outcome]) -> Iterator[str]:
    for outcome in outcomes:
        if not outcome.is_right:
            case, verdict = outcome.case, outcome.verdict
            yield f"wrong: {case.name} ({case.url}) is {case.expected}, was called {verdict.value}: {verdict.reason}"


def _left_out(stage: Stage) -> Iterator[str]:
    if stage.left_out:
        yield f"left out: {len(stage.left_out)} cases that need certificates, because {stage.why}"


def _closing(outcomes: Sequence[Outcome]) -> Iterator[str]:
    mistaken = [(outcome.case.expected, outcome.verdict.value) for outcome in outcomes]
    living = sum(expected in OK_STATES and got in DEAD_STATES for expected, got in mistaken)
    dead = sum(expected in DEAD_STATES and got in OK_STATES for expected, got in mistaken)
    right = sum(outcome.is_right for outcome in outcomes)
    yield f"{right} of {len(outcomes)} right; living called dead: {living}, dead called living: {dead}"


COMMAND = Command(
    name="selftest",
    summary="Try the live checks on a server on this machine that misbehaves in the usual ways; nothing else is asked.",
    options=("no_progress", "debug"),
    run=_run,
)
