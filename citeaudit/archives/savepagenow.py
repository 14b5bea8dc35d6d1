"""The dialect of Save Page Now 2: what it is asked, and what its answers come down to (pure).

"Save Page Now 2 Public API Docs" (Vangelis Banos, 2025-10-22), linked from https://archive.org/account/s3.php; where those are silent, what its
clients have met (https://github.com/overcast07/wayback-machine-spn-scripts).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from citeaudit.archives.answers import json_in
from citeaudit.archives.captures import moment
from citeaudit.model import Exchange, FailureKind, Phase, Purpose, Request, Text, text
from citeaudit.urls import is_web_address, without_credentials
from citeaudit.wording import cleaned

ERROR_PAGE = "error-page"
"""Our own code for a capture that shows no page; all others are the archive's `status_ext`, without its `error:`."""

_SAID = 200
"""Characters of the archive's own words that are kept."""

# What the archive's codes say of a page. They are Save Page Now's (its docs, "Error codes"); what is not here is told by the archive's own words.
_WORDS = {
    "blocked": "the site turns the archive away",
    "blocked-url": "the archive saves no address of this kind",
    "filesize-limit": "it is larger than the archive saves (2 GB)",
    "invalid-host-resolution": "the archive does not find the host",
    "invalid-url-syntax": "the archive cannot read the address",
    "max-daily-bandwidth-host": "the archive has taken as much from this site today as it does in one day",
    "no-access": "the site does not let the archive in",
    "not-found": "the site tells the archive that there is no such page",
    "soft-time-limit-exceeded": "the page took the archive too long",
    "too-many-daily-captures": "the archive has saved it today as often as it does in one day",
    "too-many-redirects": "it redirects more often than the archive follows",
    "too-many-requests": "the site asks the archive to come less often",
    "unauthorized": "the site wants a login from the archive",
}

FINAL = frozenset(_WORDS) - {"soft-time-limit-exceeded", "too-many-requests"} | {
    "bad-request",
    "ftp-access-denied",
    "http-version-not-supported",
    "method-not-allowed",
    "network-authentication-required",
    "not-implemented",
    ERROR_PAGE,
}
"""The codes that say something of the page or of the day: the answer would be the same in an hour. All others may pass."""

_BUSY = frozenset({"user-session-limit"})
_FULL = frozenset({"max-daily-bandwidth", "max-daily-bandwidth-from-ip"})
# The account's limit of captures a day comes as words alone.
_FULL_WORDS = ("You cannot make more than", "You have reached your daily")
# The form of a number is not documented: `spn2-` and hexadecimal digits, or a UUID.
_NUMBER = re.compile(r"[A-Za-z0-9-]{1,100}")


class Word(Enum):
    """What an answer comes down to.

    PENDING, SAVED, FAILED: how the job stands that is to save the page. FORGOTTEN: the archive does not know the job. BUSY: ask again later. FULL:
    the account has had all that it may have today. KEYS: the keys are not accepted. UNREADABLE: it says nothing of the page. UNREACHED: no answer
    came.
    """

    PENDING = auto()
    SAVED = auto()
    FAILED = auto()
    FORGOTTEN = auto()
    BUSY = auto()
    FULL = auto()
    KEYS = auto()
    UNREADABLE = auto()
    UNREACHED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer, read: the job's number where it is PENDING, the snapshot's address for a reader where it is SAVED, else why not."""

    word: Word
    number: str = ""
    snapshot_url: str = ""
    reason: Text | None = None


def to_save(base: str, url: str) -> Request:
    """Asks the Wayback Machine at `base` to save a page. Whether it is the first capture ever is nothing that we need to know."""
    return Request(url=f"{base}/save", purpose=Purpose.API, form=(("url", url), ("skip_first_archive", "1")))


def to_follow(base: str, number: str) -> Request:
    """Asks how a job stands."""
    return Request(url=f"{base}/save/status/{number}", purpose=Purpose.API)


def read_answer(exchange: Exchange, base: str, url: str) -> Answer:
    """Reads an answer of the Wayback Machine at `base` about a page with the address `url`, to either question."""
    if exchange.failure and not exchange.status:
        return _unsent(exchange) or Answer(word=Word.UNREACHED, reason=text("the archive did not answer ({kind})", kind=exchange.failure.kind.value))
    if exchange.status == 401:
        return Answer(word=Word.KEYS, reason=text("the archive does not accept the keys"))
    if exchange.status == 429:
        return Answer(word=Word.BUSY, reason=text("the archive asks to be asked less often (429)"))
    said = _json(exchange)
    if exchange.status == 404 and said.get("status") == "error":
        return Answer(word=Word.FORGOTTEN, reason=text("the archive does not know the job any more"))
    # Errors come with status 200 as a rule; one that comes with a status of its own says the same, unless it is the archive's own fault.
    is_told = exchange.status == 200 or (400 <= exchange.status < 500 and said.get("status") == "error")
    if not is_told:
        return Answer(word=Word.UNREADABLE, reason=text("the archive answered {status}", status=exchange.status))
    return _of_json(said, base, url)


def _unsent(exchange: Exchange) -> Answer | None:
    """What is known of an address that cannot even be written into a form."""
    if exchange.failure is None or exchange.failure.phase is not Phase.URL:
        return None
    if exchange.failure.kind is FailureKind.SKIPPED:
        return Answer(word=Word.BUSY, reason=text("the archive wants to be left alone for now, and was not asked"))
    return Answer(word=Word.FAILED, reason=text("the address cannot be sent ({code})", code="invalid-url-syntax"))


def _of_json(said: dict[str, Any], base: str, url: str) -> Answer:
    number = said.get("job_id")
    match said.get("status"):
        case "success":
            return _of_success(said, base, url)
        case "error":
            return _of_error(said)
        # The answer to a wish has no status, but a number; a message besides tells of a capture less than an hour old, whose number that is.
        case "pending" | None if isinstance(number, str) and _NUMBER.fullmatch(number):
            return Answer(word=Word.PENDING, number=number)
        case None if _message(said):
            return _of_error(said)
    return Answer(word=Word.UNREADABLE, reason=text("the archive's answer could not be read"))


def _of_success(said: dict[str, Any], base: str, url: str) -> Answer:
    stamp, status, original = said.get("timestamp"), said.get("http_status"), said.get("original_url")
    if not isinstance(stamp, str) or moment(stamp) is None:
        return Answer(word=Word.UNREADABLE, reason=text("the archive's answer could not be read"))
    if isinstance(status, int) and not 200 <= status < 300:
        reason = text("the archive captured no page but an answer with status {status} ({code})", status=status, code=ERROR_PAGE)
        return Answer(word=Word.FAILED, reason=reason)
    # It is the address after redirects (docs, "Status request").
    captured = without_credentials(original) if isinstance(original, str) and _is_plain(original) else url
    return Answer(word=Word.SAVED, snapshot_url=f"{base}/web/{stamp}/{captured}")


def _of_error(said: dict[str, Any]) -> Answer:
    code, message = str(said.get("status_ext") or "").removeprefix("error:"), _message(said)
    if not re.fullmatch(r"[a-z0-9-]{1,60}", code):
        code = "unknown"
    if code in _BUSY:
        return Answer(word=Word.BUSY, reason=text("the account has as many captures under way as it may have ({code})", code=code))
    if code in _FULL or message.startswith(_FULL_WORDS):
        return Answer(word=Word.FULL, reason=text("the account has had all that it may have today: {said}", said=message or code))
    if code in _WORDS:
        return Answer(word=Word.FAILED, reason=text(f"{_WORDS[code]} ({{code}})", code=code))
    if message:
        return Answer(word=Word.FAILED, reason=text("the archive says: {said} ({code})", said=message, code=code))
    return Answer(word=Word.FAILED, reason=text("the archive could not save it ({code})", code=code))


def _message(said: dict[str, Any]) -> str:
    message = said.get("message")
    return cleaned(message)[:_SAID].rstrip(" .") if isinstance(message, str) else ""


def _is_plain(url: str) -> bool:
    """Whether it is an address that can stand in a line of text."""
    return is_web_address(url) and cleaned(url) == url and " " not in url


def _json(exchange: Exchange) -> dict[str, Any]:
    """The answer as a JSON object; empty where it is none, or did not come whole."""
    said = json_in(exchange)
    return said if isinstance(said, dict) else {}
