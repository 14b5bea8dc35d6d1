"""The cost of `citeaudit --help` and of the offline audit of the first article: CPU, ratio to the bare imports, peak memory."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.figures import Figure, spent

ROUNDS = 9
EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "human-rights-in-kazakhstan.txt"
IMPORTS = "import pandas, jinja2, lxml.etree"
"""What the audit cannot do without; its own work is measured against these alone."""


def measure() -> list[Figure]:
    """Runs each command and its yardstick by turns and takes medians."""
    with tempfile.TemporaryDirectory() as out:
        help_ = [sys.executable, "-m", "citeaudit", "--help"]
        imports = [sys.executable, "-c", IMPORTS]
        audit = [sys.executable, "-m", "citeaudit", "audit", str(EXAMPLE), "--subject", "KZ", "--offline", "--quiet", "--out", out]
        spent(audit)  # compiles the modules and fills the disk cache, for both sides
        rounds = [(spent(help_), spent(imports), spent(audit)) for _ in range(ROUNDS)]
    help_cpu = median(help_.cpu_s for help_, _, _ in rounds)
    cpu = median(audit_.cpu_s for _, _, audit_ in rounds) / median(imports.cpu_s for _, imports, _ in rounds)
    wall = median(audit_.wall_s for _, _, audit_ in rounds) / median(imports.wall_s for _, imports, _ in rounds)
    return [
        Figure(name="citeaudit --help, CPU", measured=help_cpu, bound=0.15, unit="s"),
        Figure(name=f"offline audit : `{IMPORTS}`, CPU", measured=cpu, bound=2, unit="times"),
        Figure(name=f"offline audit : `{IMPORTS}`, clock", measured=wall, bound=2, unit="times"),
        Figure(name="offline audit, peak memory", measured=max(audit_.peak_mb for _, _, audit_ in rounds), bound=160, unit="MB"),
    ]
