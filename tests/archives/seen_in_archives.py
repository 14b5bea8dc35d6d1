"""What an archive showed: a page and what is captured in its place, the answers of the index and of the second opinion, replays."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from citeaudit.model import Exchange, Failure, FailureKind, Hop, Page, Phase, Purpose, Request, Snapshot

URL = "https://news.example.org/2015/10/rights-report"
TITLE = "Kazakhstan adopts a law on public assemblies"
READ = datetime(2015, 10, 28, 12, 0, tzinfo=UTC)
NOON = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)

ARTICLE = Page(title=f"{TITLE} | Example News", h1=TITLE, words=420, text=f"{TITLE} The commission met on Tuesday and heard twelve witnesses.")
NOT_FOUND = Page(title="Page not found | Example News", h1="Page not found", words=25, text="Page not found Try our search instead.")
FOR_SALE = Page(
    title="example.org", words=20, text="This domain is for sale. Related searches: loans, flights", html_attributes=(("data-adblockkey", "MFww"),)
)
CHALLENGE = Page(title="Just a moment...", words=6, scripts=1, text="Enable JavaScript and cookies to continue")
ERROR = Page(title="Error", words=3, text="Error")
BLOCKED_SITE = "org.archive.util.io.RuntimeIOException: AdministrativeAccessControlException: Blocked Site Error"


def replay_url(at: datetime, url: str = URL) -> str:
    return f"https://web.archive.org/web/{at:%Y%m%d%H%M%S}id_/{url}"


def captured(at: datetime, status: int | None = 200) -> Snapshot:
    """A capture of a time; status None is a revisit."""
    return Snapshot(archive="wayback", url=URL, at=at, status=status, mimetype="text/html", replay_url=replay_url(at))


def capture(days: float, status: int | None = 200) -> Snapshot:
    """A capture so many days after the day the editor read the page."""
    return captured(READ + timedelta(days=days), status)


def exchange(url: str, purpose: Purpose, status: int, failure: FailureKind | None = None, phase: Phase = Phase.HEADERS, **more: Any) -> Exchange:
    seen = {"final_url": url, "peer": "198.51.100.7", "asked_at": NOON, **more}
    failed = Failure(kind=failure, phase=phase) if failure else None
    return Exchange(request=Request(url=url, purpose=purpose), status=0 if failure and phase is not Phase.BODY else status, failure=failed, **seen)


def index(*rows: Snapshot, kept: str = "&filter=statuscode:(200|-)", status: int = 200, answer: str | None = None, **more: Any) -> Exchange:
    """An answer of the index: the rows as it prints them, or what it said instead."""
    url = f"https://web.archive.org/cdx/search/cdx?url={URL}&output=json&fl=urlkey,timestamp,original,mimetype,statuscode&limit=1000{kept}"
    fields = [["urlkey", "timestamp", "original", "mimetype", "statuscode"]] if rows else []
    fields += [["org,example,news)/2015/10/rights-report", f"{r.at:%Y%m%d%H%M%S}", r.url, r.mimetype, str(r.status or "-")] for r in rows]
    said = json.dumps(fields) if answer is None else answer
    return exchange(url, Purpose.API, status, answer=said, size=len(said), content_type="application/json", **more)


def unfiltered(*rows: Snapshot, **more: Any) -> Exchange:
    """The second question to the index, without the status filter."""
    return index(*rows, kept="", **more)


def second_opinion(closest: dict[str, Any] | None = None, status: int = 200, **more: Any) -> Exchange:
    """An answer of the availability service."""
    said = "" if "failure" in more else json.dumps({"url": URL, "archived_snapshots": {"closest": closest} if closest else {}})
    return exchange(f"https://archive.org/wayback/available?url={URL}", Purpose.API, status, answer=said, size=len(said), **more)


def closest(of: Snapshot) -> dict[str, Any]:
    """A capture as the availability service names it."""
    return {"available": True, "status": "200", "timestamp": f"{of.at:%Y%m%d%H%M%S}", "url": of.replay_url}


def replay(of: Snapshot, status: int = 200, page: Page | None = ARTICLE, to: str = "", **more: Any) -> Exchange:
    """What came of replaying a capture; `to` is where the archive redirected it."""
    hops = (Hop(url=of.replay_url, status=302, location=to),) if to else ()
    stamp = re.search(r"/web/(\d{14})", to or of.replay_url) if status == 200 else None
    headers = (("memento-datetime", format_datetime(datetime.strptime(stamp[1], "%Y%m%d%H%M%S").replace(tzinfo=UTC), usegmt=True)),) if stamp else ()
    seen = {"headers": headers, "page": page, "hops": hops, "final_url": to or of.replay_url, "head": b"<!doctype html>\n", "size": 20_000, **more}
    return exchange(of.replay_url, Purpose.REPLAY, status, **seen)


def broken(of: Snapshot, failure: FailureKind, phase: Phase = Phase.HEADERS) -> Exchange:
    """A replay without an answer."""
    return replay(of, page=None, failure=failure, phase=phase, head=b"", size=0)
