"""`make bench`: what the command costs, each figure measured beside its yardstick in the same run. Exit code 1 where a bound is broken.

`python -m benchmarks NAME …` runs only the files of those names. Each has a process of its own: what one leaves in memory counts in no other's peak.
"""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys
from collections.abc import Sequence

import benchmarks


def main(wanted: Sequence[str]) -> int:
    """Every file of this folder that offers `measure() -> list[Figure]` is a benchmark; its packages are what benchmarks are made of."""
    files = [module.name for module in pkgutil.iter_modules(benchmarks.__path__) if not module.ispkg]
    names = list(wanted or (name for name in files if not name.startswith("_") and name != "figures"))
    if len(names) > 1:
        return max(subprocess.run([sys.executable, "-m", "benchmarks", name], check=False).returncode for name in names)
    figures = importlib.import_module(f"benchmarks.{names[0]}").measure()
    for figure in figures:
        print(figure, flush=True)
    return int(any(figure.is_broken for figure in figures))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
