"""Run in the stand's world: looks pages up in its Wayback Machine and says what became of each.

Reads a JSON list of jobs on stdin: url, near (ISO), title, save (the archive captures the page as it is today, first), faults (as the stand's
control takes them, set before the look-up and reset after it), settings (of this job), store (a name, for jobs that share one), archive (by name,
else the Wayback Machine). Writes a JSON list: state, rule, reason, gap, snapshot (a reader's address), asked (the URLs, in order). The argument is
a folder for stores.
"""

from __future__ import annotations

import json
import os
import sys
import urllib.request
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from citeaudit.archives.judge import judge
from citeaudit.ports import Archive, Wanted, offered
from citeaudit.settings import Settings
from citeaudit.web.live import open_web

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ARCHIVES = {archive.name: archive for archive in offered("citeaudit.archives.services", "ARCHIVE", Archive)}


def control(path: str, told: object) -> None:
    request = urllib.request.Request(os.environ["STAND_CONTROL"] + path, data=json.dumps(told).encode())
    with urllib.request.urlopen(request, timeout=10) as answer:
        answer.read()


def look(job: dict[str, Any], store: Path) -> dict[str, Any]:
    settings = Settings(store=store, allow_private=True, cdx_per_minute=6000, replays_per_second=1000, host_gap_s=0, **job.get("settings", {}))
    wanted = Wanted(url=job["url"], near=datetime.fromisoformat(job["near"]), cited_title=job.get("title", ""))
    if job.get("save"):
        urllib.request.urlopen(f"https://web.archive.org/save/{job['url']}", timeout=30).close()
    control("/faults", job.get("faults", {}))
    archive = ARCHIVES[job.get("archive", "wayback")]
    with open_web(settings, NOW) as web:
        lookup = archive.look_up(wanted, web, settings, None)
    control("/reset", {})
    check = judge(lookup, wanted, archive.reads)
    return {
        "state": check.verdict.value.value,
        "rule": check.verdict.rule,
        "reason": str(check.verdict.reason),
        "gap": check.gap_days,
        "snapshot": check.snapshot.page_url if check.snapshot else "",
        "asked": [exchange.request.url for exchange in lookup.exchanges],
    }


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    jobs = json.load(sys.stdin)
    json.dump([look(job, folder / f"{job.get('store', number)}.sqlite") for number, job in enumerate(jobs)], sys.stdout)
