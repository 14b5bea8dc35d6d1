"""What stops a run: each error says what is wrong, where, and what to do, and carries its exit code.

    CiteauditError          70  a fault of ours, where nothing below fits
    ├── UsageError           2  the command line, a setting or the output place is wrong
    ├── InputError           3  an input cannot be read or has no references in it
    └── NetworkError         4  an article must be fetched, and there is no network

A missing network stops no run that has something to read: what needs none is written, and `gates.py` gives exit code 4.

What is found about one source is never an exception but a verdict.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes of every command (README, "Exit codes"). Where several hold, `worst` decides."""

    OK = 0
    FOUND = 1
    USAGE = 2
    INPUT = 3
    NETWORK = 4
    FAULT = 70
    INTERRUPTED = 130
    TERMINATED = 143


_PRECEDENCE = (
    ExitCode.USAGE,
    ExitCode.FAULT,
    ExitCode.INTERRUPTED,
    ExitCode.TERMINATED,
    ExitCode.INPUT,
    ExitCode.NETWORK,
    ExitCode.FOUND,
    ExitCode.OK,
)


def worst(*codes: ExitCode) -> ExitCode:
    """The code to end with where several hold."""
    return min(codes, key=_PRECEDENCE.index, default=ExitCode.OK)


class CiteauditError(Exception):
    """Stops the run. `message` says what is wrong, `where` names the file, line or setting, `hint` what to do."""

    exit_code = ExitCode.FAULT

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message, self.where, self.hint = message, where, hint

    def __str__(self) -> str:
        where = f"{' '.join(self.where.split())}: " if self.where else ""
        return f"{where}{self.message}{'; ' + self.hint if self.hint else ''}"


class UsageError(CiteauditError):
    """The command line, a setting or the output place is wrong."""

    exit_code = ExitCode.USAGE


class InputError(CiteauditError):
    """An input cannot be read or has no references in it."""

    exit_code = ExitCode.INPUT


class NetworkError(CiteauditError):
    """An article must be fetched, and there is no network, or the wiki does not answer."""

    exit_code = ExitCode.NETWORK


def together(mistakes: Sequence[CiteauditError]) -> CiteauditError:
    """One error that tells all mistakes, a line each, and ends with the code of the worst."""
    code = worst(*(mistake.exit_code for mistake in mistakes))
    kind = next(type(mistake) for mistake in mistakes if mistake.exit_code is code)
    return kind("\n".join(map(str, mistakes)))
