"""`make bench`: what the command costs, each figure measured beside its yardstick in the same run. Exit code 1 where a bound is broken.

`python -m benchmarks NAME …` runs only the files of those names.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Sequence

import benchmarks


def main(wanted: Sequence[str]) -> int:
    """Every file of this folder that offers `measure() -> list[Figure]` is a benchmark."""
    files = [module.name for module in pkgutil.iter_modules(benchmarks.__path__) if not module.name.startswith("_") and module.name != "figures"]
    broken = False
    for name in wanted or files:
        for figure in importlib.import_module(f"benchmarks.{name}").measure():
            print(figure, flush=True)
            broken |= figure.is_broken
    return int(broken)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
