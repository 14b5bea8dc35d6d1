"""The cost of `citeaudit --help` and of the offline audit of the first article: CPU, ratio to the bare imports, peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.figures import Figure

ROUNDS = 9
EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "human-rights-in-kazakhstan.txt"
IMPORTS = "import pandas, jinja2, lxml.etree"
"""What the audit cannot do without; its own work is measured against these alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What one process took: CPU seconds (user and system), seconds on the clock, peak resident memory in MB."""

    cpu_s: float
    wall_s: float
    peak_mb: float


def measure() -> list[Figure]:
    """Runs each command and its yardstick by turns and takes medians."""
    with tempfile.TemporaryDirectory() as out:
        audit = ["-m", "citeaudit", "audit", str(EXAMPLE), "--subject", "KZ", "--offline", "--quiet", "--out", out]
        _spent(audit)  # compiles the modules and fills the disk cache, for both sides
        rounds = [(_spent(["-m", "citeaudit", "--help"]), _spent(["-c", IMPORTS]), _spent(audit)) for _ in range(ROUNDS)]
    help_cpu = median(help_.cpu_s for help_, _, _ in rounds)
    cpu = median(audit_.cpu_s for _, _, audit_ in rounds) / median(imports.cpu_s for _, imports, _ in rounds)
    wall = median(audit_.wall_s for _, _, audit_ in rounds) / median(imports.wall_s for _, imports, _ in rounds)
    return [
        Figure(name="citeaudit --help, CPU", measured=help_cpu, bound=0.15, unit="s"),
        Figure(name=f"offline audit : `{IMPORTS}`, CPU", measured=cpu, bound=2, unit="times"),
        Figure(name=f"offline audit : `{IMPORTS}`, clock", measured=wall, bound=2, unit="times"),
        Figure(name="offline audit, peak memory", measured=max(audit_.peak_mb for _, _, audit_ in rounds), bound=160, unit="MB"),
    ]


def _spent(arguments: list[str]) -> Spent:
    # Bytecode is kept, as it is on a user's machine: the yardstick's libraries have theirs from their installation.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    begun = time.perf_counter()
    with subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL, env=environment) as process:
        _, status, usage = os.wait4(process.pid, 0)
        wall_s = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{arguments} ended with {process.returncode}")
    return Spent(cpu_s=usage.ru_utime + usage.ru_stime, wall_s=wall_s, peak_mb=usage.ru_maxrss / 1024)
