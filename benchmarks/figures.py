"""What a benchmark gives: measured figures, each with the bound that it must keep; and what a process takes."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

# Bytecode is kept, as it is on a user's machine: the yardstick's libraries have theirs from their installation.
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured figure and the bound that the issue sets."""

    name: str
    measured: float
    bound: float
    unit: str

    @property
    def is_broken(self) -> bool:
        return self.measured > self.bound

    def __str__(self) -> str:
        return f"{self.name}: {self.measured:.3g} {self.unit} (bound {self.bound:g}){' BROKEN' if self.is_broken else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What one process took: CPU seconds (user and system), seconds on the clock, peak resident memory in MB."""

    cpu_s: float
    wall_s: float
    peak_mb: float


def spent(command: Sequence[str], folder: Path | None = None, environment: Mapping[str, str] | None = None, codes: Collection[int] = (0,)) -> Spent:
    """Runs a command and waits for it; what it prints is dropped.

    Args:
        command: the program and its arguments.
        folder: where it runs.
        environment: variables on top of this process's own.
        codes: the exit codes that mean that it did its work.

    Raises:
        RuntimeError: it ended with another code; with its last words.
    """
    variables = {**_ENVIRONMENT, **(environment or {})}
    begun = time.perf_counter()
    with tempfile.TemporaryFile() as words, subprocess.Popen(command, cwd=folder, env=variables, stdout=subprocess.DEVNULL, stderr=words) as process:
        _, status, usage = os.wait4(process.pid, 0)
        wall_s = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in codes:
            words.seek(0)
            raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {words.read()[-500:].decode(errors='replace')}")
    return Spent(cpu_s=usage.ru_utime + usage.ru_stime, wall_s=wall_s, peak_mb=usage.ru_maxrss / 1024)
