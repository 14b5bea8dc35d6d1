"""What an archive's services and replays say of themselves, whatever the archive: that it keeps a site out of view, why they are no answer (pure)."""

from __future__ import annotations

import json
from typing import Any

from citeaudit.model import Exchange, FailureKind, Purpose, Text, text

# The words of an archive that keeps a site out of view, in an answer's body or in x-archive-wayback-runtime-error. "Blocked By Robots" is not
# among them: only the index still goes by robots.txt, the page replays (https://github.com/edgi-govdata-archiving/wayback/issues/8).
_EXCLUSIONS = ("AdministrativeAccessControlException", "Blocked Site Error", "URL has been excluded")

_TOO_SLOW = frozenset({FailureKind.DEADLINE, FailureKind.SILENT, FailureKind.HOST_SILENT})


def is_excluded(exchange: Exchange) -> bool:
    """Whether the archive says that it keeps the site out of view; a captured page that says so is not the archive's word.

    A service says so with 403, a replay with 403 or on a page with 200 (https://github.com/edgi-govdata-archiving/wayback/pull/46).
    """
    # A named service's words are its answer, a replay's are on its page.
    words = exchange.answer or (exchange.page.text if exchange.page else "")
    said = f"{exchange.header('x-archive-wayback-runtime-error')} {words}"
    is_answer = exchange.status == 403 or (exchange.status == 200 and exchange.request.purpose is Purpose.REPLAY)
    return is_answer and not exchange.header("memento-datetime") and any(sign in said for sign in _EXCLUSIONS)


def json_in(exchange: Exchange) -> Any:
    """What an answer says as JSON, whatever its status; None where it did not come whole, or is no JSON."""
    if exchange.failure or exchange.truncated:
        return None
    try:
        value = json.loads(exchange.answer)
        json.dumps(value, ensure_ascii=False).encode()  # half a pair of a character is no text that could be kept
    except (ValueError, RecursionError):
        return None
    return value


def trouble(exchange: Exchange) -> Text:
    """Why an exchange with an archive gave no answer to go by, for a reader."""
    if exchange.failure and exchange.failure.kind is FailureKind.SKIPPED:
        return text("the archive was not asked: {why}", why=exchange.failure.detail)
    if exchange.failure:
        slow = exchange.failure.kind in _TOO_SLOW
        broke = text("the connection to the archive failed ({kind})", kind=exchange.failure.kind.value)
        return text("the archive did not answer in time") if slow else broke
    if exchange.status == 429:
        return text("the archive asked to be asked less often (429)")
    if exchange.status != 200:
        return text("the archive answered {status}, which says nothing about the page", status=exchange.status)
    if exchange.truncated:
        return text("the archive's answer was cut off")
    return text("the archive's answer could not be read")
