"""The loop of `save`: asks the archive for one page after the other, and follows each job to its end. What is asked, and what it means: archives/."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from citeaudit import wording
from citeaudit.archives import jobs
from citeaudit.archives.jobs import FOLLOWED_FOR, Next, Page, Plan
from citeaudit.archives.savepagenow import Answer, Word, read_answer, to_follow, to_save
from citeaudit.errors import NetworkError, UsageError
from citeaudit.model import Exchange, Phase, Progress, Request, SaveJob, SaveState, Text, text
from citeaudit.ports import Tell, Web, silently
from citeaudit.settings import Settings
from citeaudit.tables import CheckedSource
from citeaudit.web.address import is_inner_name, is_localhost, is_public, literal_ip
from citeaudit.web.keys import ACCESS, MADE_AT, SECRET
from citeaudit.web.target import Target, read_target

SAVE, STATUS = "save", "save-status"
"""The named services that `Web.ask` paces, each by itself."""

UNDER_WAY = 5
"""So many jobs are under way at most: an account may have a handful at once (the archive's `error:user-session-limit`)."""

LOOKS = 3
"""So many jobs are looked at between two wishes: four looks take as long as the turn of the next wish (web/api.py), so that none is lost."""

TURNED_AWAY = 10
"""A service that says so often in a row that it is busy, or nothing of use, is left alone for the rest of the run."""

UNREACHED = 3
"""A service that cannot be reached so often in a row is not there."""

TYPICAL_S = 30.0
"""Seconds that a job takes, about: only to tell the time left."""

STILL = text("the archive is still at it; the same command goes on from there")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a page in this run: `state` is None where the archive was not asked for it, and `reason` says why."""

    page: Page
    state: SaveState | None
    snapshot_url: str = ""
    reason: Text | None = None

    @property
    def cells(self) -> dict[str, str]:
        """The row on standard output."""
        return {
            "reference": self.page.reference,
            "url": self.page.url,
            "outcome": self.state.value if self.state else "not-asked",
            "snapshot_url": self.snapshot_url,
            "reason": str(self.reason or ""),
        }


COLUMNS = ("reference", "url", "outcome", "snapshot_url", "reason")
"""The columns of `Outcome.cells`."""


def plan(sources: Sequence[CheckedSource], web: Web) -> Plan:
    """What a run is to do about the rows of a checked table, by those and by what the store holds; nobody is asked."""
    return jobs.plan(sources, web.save_job, _sendable, web.now)


def _sendable(url: str) -> str:
    """A URL as it is told to the archive; empty where it is malformed, or leads into somebody's own network."""
    target = read_target(url)
    if not isinstance(target, Target):
        return ""
    literal = literal_ip(target.host)
    is_open = not (is_localhost(target.host) or is_inner_name(target.host)) if literal is None else is_public(literal)
    return target.url if is_open else ""


def save(plan: Plan, settings: Settings, web: Web, tell: Tell = silently, followed_for: timedelta = FOLLOWED_FOR) -> Iterator[Outcome]:
    """Has pages saved, and yields what became of each as that is known. A wish is in the store as soon as its number is known, and at its end.

    Args:
        plan: as `plan` gives it.
        settings: of the run.
        web: the network and the store.
        tell: takes the progress.
        followed_for: what is pending for longer stays `asked`, and the next run takes it up by its number.

    Raises:
        UsageError: the archive does not accept the keys.
        NetworkError: the archive cannot be reached. What was done by then is stored.
    """
    run = _Run(plan, settings, web, followed_for)
    total, done = len(plan.to_ask) + len(plan.to_follow), 0
    while run.is_at_work:
        for outcome in run.step():
            done += 1
            yield outcome
        tell(Progress(stage=SAVE, done=done, total=total, left_s=run.left_s))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Followed:
    """A job under way, and since when this run follows it; None until it has looked."""

    page: Page
    job: SaveJob
    since: datetime | None = None


class _Way:
    """How one of the two services has received this run: whether it has ever answered, and how often in a row it did not, or not to the purpose."""

    def __init__(self) -> None:
        self._has_answered = False
        self._unreached = self._turned_away = 0
        self.closed: Text | None = None

    def take(self, exchange: Exchange, answer: Answer) -> None:
        """Takes in an answer. `closed` is why the service is not asked any more in this run.

        Raises:
            UsageError: the keys are not accepted.
            NetworkError: the service cannot be reached.
        """
        match answer.word:
            case Word.KEYS:
                message = f"the archive does not accept the keys in {ACCESS} and {SECRET}"
                raise UsageError(message, hint=f"look at them, or make new ones at {MADE_AT}; what was asked until now is stored")
            case Word.UNREACHED:
                self._unreached += 1
                self._refuse_unreachable(exchange, answer)
            case Word.FULL:
                self.closed = answer.reason
            case Word.BUSY | Word.UNREADABLE:
                self._turned_away += 1
                self.closed = answer.reason if self._turned_away >= TURNED_AWAY else None
            case _:
                self._turned_away = 0
        if exchange.status:
            self._has_answered, self._unreached = True, 0

    def _refuse_unreachable(self, exchange: Exchange, answer: Answer) -> None:
        is_cut_off = exchange.failure is not None and exchange.failure.phase in (Phase.DNS, Phase.CONNECT, Phase.PROXY)
        if self._unreached >= UNREACHED or (is_cut_off and not self._has_answered):
            hint = "look at the network; what was asked is stored, and the same command goes on from there"
            raise NetworkError(f"pages cannot be saved: {answer.reason}", hint=hint)


class _Run:
    """The pages that wait and the jobs under way."""

    def __init__(self, plan: Plan, settings: Settings, web: Web, followed_for: timedelta) -> None:
        self._base, self._gap_s, self._web, self._followed_for = settings.wayback_url, 60.0 / settings.saves_per_minute, web, followed_for
        self._waiting = deque(plan.to_ask)
        self._under_way = deque(_Followed(page=page, job=job) for page, job in plan.to_follow)
        self._asked_anew: set[str] = set()
        self._unread: set[str] = set()
        self._saves, self._looks = _Way(), _Way()

    @property
    def is_at_work(self) -> bool:
        """Whether anything is left to do."""
        return bool(self._waiting or self._under_way)

    @property
    def left_s(self) -> float:
        """Seconds until the end, about."""
        return len(self._waiting) * self._gap_s + (TYPICAL_S if self._under_way else 0.0)

    def step(self) -> Iterator[Outcome]:
        """Asks for the next page, where there is room for it, and looks at jobs under way while its successor waits for its turn."""
        looks = len(self._under_way)
        if self._saves.closed:
            yield from (self._given_up(page, self._saves.closed) for page in self._waiting)
            self._waiting.clear()
        elif self._waiting and looks < UNDER_WAY:
            yield from self._ask(self._waiting.popleft())
        # A job that has only just been taken need not be looked at while there is other work.
        for _ in range(min(looks, LOOKS) if self._waiting else len(self._under_way)):
            if not self._looks.closed:
                yield from self._look(self._under_way.popleft())
        if self._looks.closed:
            yield from (_outcome(followed.page, followed.job) for followed in self._under_way)
            self._under_way.clear()

    def _ask(self, page: Page) -> Iterator[Outcome]:
        exchange, answer = self._answer(SAVE, self._saves, to_save(self._base, page.sent), page)
        job = jobs.taken(page, answer.number, exchange.asked_at)
        match answer.word:
            case Word.PENDING:
                self._web.keep_save_job(job)
                self._under_way.append(_Followed(page=page, job=job, since=exchange.asked_at))
            case Word.SAVED | Word.FAILED:
                yield self._ended(page, jobs.seen(job, answer, exchange.asked_at))
            case Word.UNREADABLE:
                # It may be the page that the archive stumbles over: the others come first.
                self._unread.add(page.key)
                self._waiting.append(page)
            case _:
                self._waiting.appendleft(page)

    def _given_up(self, page: Page, why: Text) -> Outcome:
        """A page that is not asked for any more: what was answered and could not be read, the archive may have taken."""
        return Outcome(page=page, state=SaveState.FAILED if page.key in self._unread else None, reason=why)

    def _look(self, followed: _Followed) -> Iterator[Outcome]:
        page, job = followed.page, followed.job
        exchange, answer = self._answer(STATUS, self._looks, to_follow(self._base, job.number), page)
        at, may_ask = exchange.asked_at, page.key not in self._asked_anew
        since = followed.since or at
        match jobs.next_after(job, answer, at, since=since, followed_for=self._followed_for, may_ask=may_ask):
            case Next.ASK:
                self._asked_anew.add(page.key)
                self._waiting.appendleft(page)
            case Next.FOLLOW:
                self._under_way.append(_Followed(page=page, job=job, since=since))
            case Next.LEAVE:
                yield self._ended(page, jobs.seen(job, answer, at))

    def _answer(self, service: str, way: _Way, request: Request, page: Page) -> tuple[Exchange, Answer]:
        exchange = self._web.ask(service, request)
        answer = read_answer(exchange, self._base, page.sent)
        way.take(exchange, answer)
        return exchange, answer

    def _ended(self, page: Page, job: SaveJob) -> Outcome:
        self._web.keep_save_job(job)
        return _outcome(page, job)


def _outcome(page: Page, job: SaveJob) -> Outcome:
    reason = STILL if job.state is SaveState.ASKED else job.reason
    return Outcome(page=page, state=job.state, snapshot_url=job.snapshot_url, reason=reason)


def closing(plan: Plan, outcomes: Iterable[Outcome]) -> str:
    """The line that ends a run: what became of the pages, and how many sources were left alone, by reason."""
    states = Counter(outcome.state for outcome in outcomes)
    counts = ((SaveState.SAVED, "saved"), (SaveState.FAILED, "failed"), (SaveState.ASKED, "still under way"))
    parts = [", ".join(f"{states[state]} {words}" for state, words in counts)]
    if states[None]:
        parts.append(f"{states[None]} not asked for")
    hint = ". To see what the archive has now, run citeaudit check again" if states[SaveState.SAVED] else ""
    return "; ".join((*parts, left_alone(plan))) + hint


def left_alone(plan: Plan) -> str:
    """How many sources a run leaves alone, by reason."""
    reasons = ", ".join(f"{plan.alone[why]} {why.value}" for why in jobs.Alone if plan.alone.get(why))
    return f"{sum(plan.alone.values())} left out" + (f" ({reasons})" if reasons else "")


def announcement(plan: Plan) -> str:
    """The line that ends a dry run: what `--send` would do."""
    asked = f"{wording.counted(len(plan.to_ask), 'page')} would be asked for"
    followed = f", {wording.counted(len(plan.to_follow), 'job')} of an earlier run followed" if plan.to_follow else ""
    return f"{asked}{followed}; {left_alone(plan)}. Nothing was sent: --send asks the archive"
