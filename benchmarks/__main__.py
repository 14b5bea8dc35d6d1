"""`make bench`: what the command costs, each figure measured beside its yardstick in the same run. Exit code 1 where a bound is broken."""

from __future__ import annotations

import sys

from benchmarks.offline_audit import measure

if __name__ == "__main__":
    figures = measure()
    for figure in figures:
        print(figure)
    sys.exit(any(figure.is_broken for figure in figures))
