"""What the network showed: requests, answers, pages, snapshots. What is not kept here cannot be judged again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from citeaudit.model.verdicts import Text


class Purpose(StrEnum):
    """Why a request is sent."""

    PAGE = "page"
    REPEAT = "repeat"
    BROWSER_LIKE = "browser-like"
    PROBE = "probe"
    UNVERIFIED = "unverified"
    NAME = "name"
    CONTROL = "control"
    REPLAY = "replay"
    API = "api"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request to send, at the earliest `wait_s` seconds after the exchange before it; with a `form` of (name, value) pairs, that is posted."""

    url: str
    purpose: Purpose = Purpose.PAGE
    wait_s: float = 0.0
    form: tuple[tuple[str, str], ...] = ()


class Phase(StrEnum):
    """Where in an exchange a failure happened."""

    URL = "url"
    ADDRESS = "address"
    DNS = "dns"
    CONNECT = "connect"
    TLS = "tls"
    HEADERS = "headers"
    BODY = "body"
    REDIRECT = "redirect"
    PROXY = "proxy"


class FailureKind(StrEnum):
    """What went wrong, in our words, whatever the library called it."""

    INVALID_URL = "invalid-url"
    OTHER_SCHEME = "other-scheme"
    PRIVATE_ADDRESS = "private-address"
    NO_SUCH_NAME = "no-such-name"
    NAME_UNSURE = "name-unsure"
    CONNECTION_REFUSED = "connection-refused"
    UNREACHABLE = "unreachable"
    SILENT = "silent"
    DEADLINE = "deadline"
    RESET = "reset"
    CERTIFICATE = "certificate"
    TLS = "tls"
    BROKEN_HTTP = "broken-http"
    REDIRECT_LOOP = "redirect-loop"
    TOO_MANY_HOPS = "too-many-hops"
    BAD_LOCATION = "bad-location"
    UNDECODABLE = "undecodable"
    PROXY = "proxy"
    HOST_SILENT = "host-silent"
    SKIPPED = "skipped"
    OUT_OF_FILES = "out-of-files"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """The first thing that failed in an exchange; `detail` is the library's or the system's own short word for it."""

    kind: FailureKind
    phase: Phase
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One answer on the way to the final URL. `location` is the redirect target as sent, empty where there was none."""

    url: str
    status: int
    location: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page shows, read once from its body (content/reading.py).

    `words` counts what a reader sees, `text` is its first 8,000 characters; `title` and `h1` are cleaned and at most 300 characters long.
    `citation` holds the page's `citation_*` metas, `free` its JSON-LD isAccessibleForFree, `types` the JSON-LD types of its publisher node.
    `refresh_s` is None where the page has no meta refresh.
    """

    title: str = ""
    h1: str = ""
    site_name: str = ""
    publisher: str = ""
    publisher_url: str = ""
    types: tuple[str, ...] = ()
    free: bool | None = None
    citation: tuple[tuple[str, str], ...] = ()
    canonical: str = ""
    words: int = 0
    scripts: int = 0
    script_sources: tuple[str, ...] = ()
    frame_sources: tuple[str, ...] = ()
    html_attributes: tuple[tuple[str, str], ...] = ()
    password_fields: int = 0
    consent_forms: int = 0
    refresh_s: float | None = None
    refresh_url: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request and everything that was seen of its answer; credentials are taken out of all URLs before this is built.

    `status` is 0 where no answer's headers arrived. `headers` are those a judge reads, names in lower case. `peer` is the address
    that was connected to, or the proxy. `head` is the body's first 16 bytes, `size` the decoded bytes that were read.
    `answer` is the whole body, kept for named services only. `asked_at` is an aware time in UTC.
    """

    request: Request
    hops: tuple[Hop, ...] = ()
    status: int = 0
    headers: tuple[tuple[str, str], ...] = ()
    failure: Failure | None = None
    final_url: str = ""
    peer: str = ""
    content_type: str = ""
    charset: str = ""
    head: bytes = b""
    size: int = 0
    truncated: bool = False
    sha256: str = ""
    page: Page | None = None
    answer: str = ""
    asked_at: datetime
    took_s: float = 0.0

    def header(self, name: str) -> str:
        """The value of a header (lower-case name), empty where it was not sent."""
        return next((value for key, value in self.headers if key == name), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A capture that an archive lists. `url` is the original's, `replay_url` where it replays.

    `status` is None for a revisit (captured unchanged). `at` is an aware time in UTC.
    """

    archive: str
    url: str
    at: datetime
    status: int | None
    mimetype: str = ""
    replay_url: str

    @property
    def page_url(self) -> str:
        """The address for a reader: the replay inside the archive's own page, where `replay_url` asks for the bytes as captured (`id_`)."""
        return re.sub(r"(/\d{14})id_/", r"\1/", self.replay_url, count=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """What one look-up in an archive saw: the rows it listed for the asked URL, and every exchange it took, in order."""

    url: str
    snapshots: tuple[Snapshot, ...] = ()
    exchanges: tuple[Exchange, ...] = ()


class SaveState(StrEnum):
    """How a wish to have a page archived stands."""

    ASKED = "asked"
    SAVED = "saved"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveJob:
    """One wish to have a page archived: the archive's number for it, when it was asked, how it stands, and the new snapshot or why there is none.

    `seen_at` is when that was seen last. Times are aware, in UTC.
    """

    url: str
    number: str
    asked_at: datetime
    seen_at: datetime
    state: SaveState
    snapshot_url: str = ""
    reason: Text | None = None
