"""The shapes that a plug-in file fills, the Web as the inside sees it, and how plug-ins are found.

A plug-in is a file in its folder that offers one of these under the name in `offered`'s call; nothing else is registered anywhere.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Flag, IntEnum, StrEnum, auto
from functools import cache
from typing import BinaryIO, Protocol, TypeVar

from citeaudit.model import (
    Article,
    Audit,
    AuditedSource,
    Balance,
    Exchange,
    Finding,
    Identification,
    LinkRot,
    Lookup,
    PartialDate,
    PastCheck,
    Progress,
    Request,
    SaveJob,
    Severity,
    Snapshot,
)
from citeaudit.policies import Ignore
from citeaudit.settings import Settings

Tell = Callable[[Progress], None]
NextRequest = Callable[[tuple[Exchange, ...]], Request | None]


def silently(told: Progress) -> None:
    """Takes progress that nobody watches."""


# ---------------------------------------------------------------- the network and the store


NO_DAY = datetime(1996, 5, 12, tzinfo=UTC)
"""Stands for the day where a look-up has none: the store keeps look-ups by theirs. It is the day of the Wayback Machine's first captures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for in an archive: the source's URL, the time to be near (access, else publication date, else the run's), the cited title.

    A snapshot `within` a period, where one is named, comes before any other.
    """

    url: str
    near: datetime
    cited_title: str = ""
    within: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """What an article says of a copy of a source: the archive link that it gives, or the bare date, of the source's `url`.

    `on` is the archive date as printed, None where none is; `archive_name` the archive's name as printed.
    """

    url: str
    archive_url: str = ""
    on: PartialDate | None = None
    archive_name: str = ""
    cited_title: str = ""


class Answers(Protocol):
    """Yields (URL, exchanges) as URLs are done; `close()` stops what is under way, and returns when nothing more is seen."""

    def __iter__(self) -> Iterator[tuple[str, tuple[Exchange, ...]]]:
        """Itself."""

    def __next__(self) -> tuple[str, tuple[Exchange, ...]]:
        """The next URL that is done."""

    def close(self) -> None:
        """Stops."""


class Web(Protocol):
    """The network and the store as the inside sees them, synchronous. Two exist: the live one, and the store alone (offline)."""

    @property
    def now(self) -> datetime:
        """When this run looks: an aware time in UTC."""

    def fetch_many(self, requests: Iterable[Request], next_request: NextRequest) -> Answers:
        """Asks strangers' servers, at work from the call on; yields (the request's URL, its exchanges) as URLs are done. Snapshots are asked for one
        after the other, as they are read.

        After each exchange `next_request` says with what to ask again, or None. Offline nothing is yielded.
        """

    def ask(self, service: str, request: Request) -> Exchange:
        """Asks one of the few named services (web/api.py lists them), serially and paced; the whole answer is in `Exchange.answer`.

        What a wiki tells (`mediawiki`) is kept in the store, failures and errors are not; offline it is the newest answer to the same request.
        """

    def stored(self, url: str) -> tuple[Exchange, ...]:
        """The exchanges of the last live check of a URL that the store holds, oldest first; empty where it was never checked.

        Of a request to a wiki: its answers in the last run that asked.
        """

    def history(self, url: str) -> tuple[PastCheck, ...]:
        """The checks of a URL that the store holds, oldest first."""

    def keep(self, url: str, check: PastCheck) -> None:
        """Adds one check to the history of a URL; the same check (URL and time) is kept once."""

    def stored_lookup(self, archive: str, wanted: Wanted) -> Lookup | None:
        """The last look-up for the same wanted snapshot that the store holds."""

    def keep_lookup(self, archive: str, wanted: Wanted, lookup: Lookup, *, is_outdone: bool = False) -> None:
        """Keeps a look-up in an archive; one that `is_outdone` by what the store holds is kept in a recording alone."""

    def save_job(self, url: str) -> SaveJob | None:
        """The newest wish to have a URL archived that the store holds."""

    def keep_save_job(self, job: SaveJob) -> None:
        """Keeps how a wish to have a URL archived stands, in the place of what was kept of it before."""

    def forget(self, urls: Collection[str]) -> None:
        """Drops what this run saw of some URLs."""

    def forget_run(self) -> None:
        """Drops what this run saw: a machine without a network saw nothing, and the older results stay."""

    def close(self) -> None:
        """Ends what is under way and closes the store; what was seen is kept."""


# ---------------------------------------------------------------- plug-ins


class Recognition(IntEnum):
    """How surely a format recognises the head of an input; the surest format reads it.

    PERHAPS: nothing speaks against it. LIKELY: it has the shape, which texts of other formats may have by chance. CERTAIN: it has what no text of
    another format has.
    """

    NO = 0
    PERHAPS = 1
    LIKELY = 2
    CERTAIN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleInput:
    """An opened ARTICLE: `file` is its name for readers (no folder), `title` and `language` what the user said of it, or empty."""

    stream: BinaryIO
    file: str
    title: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFormat:
    """`articles/formats/NAME.py: FORMAT`. `recognises` sees the first 64 kB; `read` raises InputError where there are no references.

    Where two formats are as sure of a text, the file's ending decides: `endings` are those of this format (`.md`), if it has any. One that
    `is_streamed` reads its stream as it goes, however long that is; the others get one article.
    """

    name: str
    recognises: Callable[[bytes], Recognition]
    read: Callable[[ArticleInput], Iterator[Article]]
    endings: tuple[str, ...] = ()
    is_streamed: bool = False


class Question(Flag):
    """What a service of an archive was asked for. One answer may settle several questions.

    PAGES: captures that may show the page. OTHERS: captures of any status. OPINION: another service's word, whose empty answer or failure adds
    nothing.
    """

    PAGES = auto()
    OTHERS = auto()
    OPINION = auto()


class Reply(StrEnum):
    """What an answer of an archive's service comes down to; only a whole and well-formed answer says that nothing is there."""

    ROWS = "rows"
    EMPTY = "empty"
    EXCLUDED = "excluded"
    NO_ANSWER = "no answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An answer of an archive's service, read: `words` for a reader; `named` the capture that a second opinion names, where it names one."""

    exchange: Exchange
    question: Question
    reply: Reply
    words: str
    named: Snapshot | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """`archives/services/NAME.py: ARCHIVE`.

    `look_up` never raises for what the archive answered: that is in the Lookup. It is given the last look-up of the same URL near another day, or
    None, and may take from it what still holds. `reads` reads what the archive's services answered in a look-up; replays are read by
    archives/replay.py. `is_asked` says whether the settings want the archive. The first by `rank` is asked first, the next where it had no near copy.
    """

    name: str
    rank: int
    look_up: Callable[[Wanted, Web, Settings, Lookup | None], Lookup]
    reads: Callable[[Lookup], tuple[Said, ...]]
    is_asked: Callable[[Settings], bool]


class Strength(IntEnum):
    """How strongly a source rule speaks (docs/sources.md); equal and contrary is unknown. The user's own word stands above all of them."""

    OWN_WORD = 1
    WORDS = 2
    NAME = 3
    SUFFIX = 4
    HOST = 5
    PATH = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """What a source shows of its publisher. `names` are (field, printed name) pairs in order of weight; `host`, `path` of its unwrapped URL or of a
    printed host; `title` for site names at its ends."""

    names: tuple[tuple[str, str], ...] = ()
    host: str = ""
    path: str = ""
    domain: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One rule's word on a source and how strongly it is said."""

    strength: Strength
    identification: Identification


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRule:
    """`sources/rules/NAME.py: RULE`. `judge` gives every identification that the traces allow, or none."""

    name: str
    judge: Callable[[Traces], tuple[Spoken, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the finding rules read: the articles, the judged sources, the subject's country codes, the run's time, and what it was told to ignore."""

    articles: tuple[Article, ...]
    sources: tuple[AuditedSource, ...]
    subject: tuple[str, ...]
    now: datetime
    ignores: tuple[Ignore, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRule:
    """`findings/NAME.py: FINDINGS`. `figures`, where given, makes the Audit's `link_rot` or `balance`."""

    name: str
    severity: Severity
    find: Callable[[Facts], Iterator[Finding]]
    figures: Callable[[Facts], LinkRot | Balance | None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """`reports/NAME.py: REPORT`. `render` gives {path below the output folder: bytes}, nothing where the audit has not what it tells.

    One that is `per_article` is drawn once more for each article where an audit has several, below `reports/<article>/`.
    """

    name: str
    render: Callable[[Audit], Mapping[str, bytes]]
    per_article: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """The positional argument of a command: its name in the help, one line on it, whether it may be repeated."""

    name: str
    help: str
    many: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Console:
    """Where a command speaks: `say` prints a closing line on stderr, `put` a result on stdout, `tell` takes progress."""

    say: Callable[[str], None]
    put: Callable[[str], None]
    tell: Tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """`commands/NAME.py: COMMAND`. `options` are names of settings; `run` gives the exit code (errors are raised)."""

    name: str
    summary: str
    argument: Argument | None = None
    options: tuple[str, ...]
    run: Callable[[Settings, tuple[str, ...], Console], int]


P = TypeVar("P")


@cache
def names(folder: str) -> tuple[str, ...]:
    """The plug-in files of a folder (a dotted package name), by name, not imported."""
    package = importlib.import_module(folder)
    return tuple(sorted(module.name for module in pkgutil.iter_modules(package.__path__) if not module.ispkg))


def offered(folder: str, name: str, kind: type[P]) -> tuple[P, ...]:
    """Everything that the files of a plug-in folder offer under `name`, in the files' order.

    Raises:
        TypeError: a file of the folder offers nothing of that name and kind.
    """
    return tuple(_offer(folder, file, name, kind) for file in names(folder))


def _offer(folder: str, file: str, name: str, kind: type[P]) -> P:
    thing = getattr(importlib.import_module(f"{folder}.{file}"), name, None)
    if not isinstance(thing, kind):
        raise TypeError(f"{folder}.{file} offers no {name} of kind {kind.__name__}")
    return thing
