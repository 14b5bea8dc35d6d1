"""The yardstick of the clock: waybackpy's own classes look up every URL of a list, as their documentation shows; prints seconds as JSON.

`python packaged.py LIST` gives `{"WaybackMachineCDXServerAPI": [...], "WaybackMachineAvailabilityAPI": [...]}`, one number for each URL.
"""

from __future__ import annotations

import json
import sys
import time
from contextlib import suppress
from pathlib import Path

from waybackpy import WaybackMachineAvailabilityAPI, WaybackMachineCDXServerAPI
from waybackpy.exceptions import WaybackError

NEAR = {"year": 2016, "month": 6, "day": 22, "hour": 12, "minute": 0}


def _look_up(kind: type, url: str) -> float:
    begun = time.perf_counter()
    # Nothing found, and a site that is kept out of view, are raised.
    with suppress(WaybackError):
        str(kind(url).near(**NEAR).archive_url)
    return time.perf_counter() - begun


if __name__ == "__main__":
    urls = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    kinds = (WaybackMachineCDXServerAPI, WaybackMachineAvailabilityAPI)
    json.dump({kind.__name__: [_look_up(kind, url) for url in urls] for kind in kinds}, sys.stdout)
