"""What a wiki's API answered, in a closed set of kinds, and when it is asked again (pure).

Shapes and codes: https://www.mediawiki.org/wiki/API:Errors_and_warnings, https://www.mediawiki.org/wiki/Manual:Maxlag_parameter and MediaWiki's
includes/api/ApiParse.php, ApiQueryRevisions.php and i18n/en.json (1.45).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from citeaudit.headers import retry_after_s
from citeaudit.model import Exchange, FailureKind, Request
from citeaudit.settings import Settings

PATIENCE_S = 5.0
"""How long a wiki that asks for patience is left alone where it does not say (Manual:Maxlag_parameter: "at least 5 seconds")."""

REPEATS = 3
"""How often a wiki that asks for patience is asked again."""


class Kind(StrEnum):
    """What an answer comes down to.

    FOUND: the page, or its history. ERROR: an error that the wiki names, in `code` and `info`. LAGGED, LIMITED: asks for patience. REFUSED: does not
    let us in. MOVED: a redirect to `info`. NOT_A_WIKI: something else is there. TOO_LARGE: longer than what is read. BROKEN: no whole JSON.
    FAILED: no answer.
    """

    FOUND = "found"
    MISSING = "missing"
    DISAMBIGUATION = "disambiguation"
    ERROR = "error"
    LAGGED = "lagged"
    LIMITED = "limited"
    REFUSED = "refused"
    MOVED = "moved"
    NOT_A_WIKI = "not-a-wiki"
    TOO_LARGE = "too-large"
    BROKEN = "broken"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an answer says.

    `title` (after redirects) and `revision` of what was found; of a history also `at` and `wikitext` (empty where it is hidden).
    `code`, `info`: what went wrong, in the wiki's or the network's own words. `wait_s`: how long the wiki asks to wait.
    """

    kind: Kind
    title: str = ""
    revision: str = ""
    at: datetime | None = None
    wikitext: str = ""
    code: str = ""
    info: str = ""
    wait_s: float = 0.0


# The codes of errors that mean something else than "this cannot be done" (i18n/en.json, `apierror-…`).
_CODES = {
    "missingtitle": Kind.MISSING,
    "nosuchpageid": Kind.MISSING,
    "nosuchrevid": Kind.MISSING,
    "maxlag": Kind.LAGGED,
    "ratelimited": Kind.LIMITED,
    "concurrency-limit": Kind.LIMITED,
}
_PATIENT = (Kind.LAGGED, Kind.LIMITED)
_PASSING = frozenset((FailureKind.RESET, FailureKind.SILENT, FailureKind.DEADLINE, FailureKind.BROKEN_HTTP, FailureKind.UNDECODABLE))
"""Failures that may be over a moment later. Who refuses a connection, or cannot be found, is told at once."""


def read_answer(exchange: Exchange) -> Told:
    """What a wiki answered to `parse_request` or `revision_request`, whatever it was."""
    if exchange.failure:
        return Told(kind=Kind.FAILED, code=exchange.failure.kind.value, info=exchange.failure.detail)
    if 300 <= exchange.status < 400:
        return Told(kind=Kind.MOVED, info=exchange.header("location"))
    if exchange.truncated:
        return Told(kind=Kind.TOO_LARGE, info=f"{exchange.size // (1 << 20)} MB")
    answer = _json(exchange.answer)
    if isinstance(answer, dict) and isinstance(answer.get("error"), dict):
        return _error(answer["error"], exchange)
    if exchange.status != 200:
        return _unwelcome(exchange)
    if answer is None:
        is_page = exchange.content_type in ("text/html", "application/xhtml+xml") or exchange.answer.lstrip()[:1] == "<"
        return Told(kind=Kind.NOT_A_WIKI if is_page else Kind.BROKEN)
    if isinstance(answer, dict) and isinstance(answer.get("parse"), dict):
        return _parsed(answer["parse"])
    if isinstance(answer, dict) and isinstance(answer.get("query"), dict):
        return _queried(answer["query"])
    return Told(kind=Kind.NOT_A_WIKI)


def next_request(told: Sequence[Told], request: Request, settings: Settings) -> Request | None:
    """With what to ask again after these answers to a request: where the wiki asks for patience, and once after a possible mishap. Else None."""
    last = told[-1]
    if last.kind in _PATIENT:
        is_over = sum(answer.kind in _PATIENT for answer in told) > REPEATS or last.wait_s > settings.max_wait_s
        return None if is_over else replace(request, wait_s=last.wait_s)
    is_mishap = last.kind is Kind.BROKEN or (last.kind is Kind.FAILED and (last.code.isdigit() or last.code in _PASSING))
    is_first = sum(answer.kind in (Kind.BROKEN, Kind.FAILED) for answer in told) == 1
    return replace(request, wait_s=settings.repeat_after_s) if is_mishap and is_first else None


def _json(words: str) -> Any:
    """The JSON of an answer, None where it is none."""
    try:
        return json.loads(words)
    except (ValueError, RecursionError):
        return None


def _error(error: Mapping[str, Any], exchange: Exchange) -> Told:
    code, info = str(error.get("code", "")), str(error.get("info", ""))
    kind = _CODES.get(code, Kind.FAILED if code.startswith("internal_api_error") or exchange.status >= 500 else Kind.ERROR)
    # A mishap inside the wiki is asked again like one of its server.
    code = "500" if kind is Kind.FAILED else code
    return Told(kind=kind, code=code, info=info, wait_s=_wait_s(exchange) if kind in _PATIENT else 0.0)


def _unwelcome(exchange: Exchange) -> Told:
    """What an answer that is none of the API's says by its status."""
    status = exchange.status
    if status == 429 or (status == 503 and exchange.header("retry-after")):
        return Told(kind=Kind.LIMITED, code=str(status), wait_s=_wait_s(exchange))
    kind = Kind.FAILED if status >= 500 or status == 408 else Kind.REFUSED if status in (401, 403) else Kind.NOT_A_WIKI
    return Told(kind=kind, code=str(status))


def _wait_s(exchange: Exchange) -> float:
    asked = retry_after_s(exchange.header("retry-after"), exchange.asked_at)
    return PATIENCE_S if asked is None else asked


def _parsed(parsed: Mapping[str, Any]) -> Told:
    title, revision = str(parsed.get("title", "")), str(parsed.get("revid") or "")
    properties = parsed.get("properties")
    # Before formatversion 2 (MediaWiki 1.25) a list of {name, *}.
    listed = properties if isinstance(properties, list) else ()
    names = properties if isinstance(properties, dict) else [each.get("name") for each in listed if isinstance(each, dict)]
    # Set by Extension:Disambiguator, on all Wikimedia wikis.
    kind = Kind.DISAMBIGUATION if "disambiguation" in names else Kind.FOUND
    return Told(kind=kind if "text" in parsed else Kind.BROKEN, title=title, revision=revision)


def _queried(query: Mapping[str, Any]) -> Told:
    page = _first(query.get("pages"))
    if page is None:
        # A title such as `de:Otter` leads out of the wiki, and has no page in it.
        return Told(kind=Kind.ERROR if "interwiki" in query else Kind.BROKEN, code="interwiki", info="The title is that of another wiki.")
    title = str(page.get("title", ""))
    if "invalid" in page:
        return Told(kind=Kind.ERROR, title=title, code="invalidtitle", info=str(page.get("invalidreason", "")))
    if "missing" in page:
        return Told(kind=Kind.MISSING, title=title)
    if "revisions" not in page:
        return Told(kind=Kind.FOUND, title=title)
    revision = _first(page["revisions"])
    return _revision(title, revision) if revision else Told(kind=Kind.BROKEN, title=title)


def _first(several: Any) -> dict[str, Any] | None:
    """The first of a list of objects, or of an object's values (formatversion 1)."""
    listed = list(several.values()) if isinstance(several, dict) else several
    return listed[0] if isinstance(listed, list) and listed and isinstance(listed[0], dict) else None


def _revision(title: str, revision: Mapping[str, Any]) -> Told:
    slots = revision.get("slots")
    # Without slots before MediaWiki 1.32.
    main = slots.get("main", {}) if isinstance(slots, dict) else revision
    try:
        at = datetime.fromisoformat(str(revision["timestamp"])).astimezone(UTC)
        text = str(main.get("content", main.get("*", "")))
        return Told(kind=Kind.FOUND, title=title, revision=str(revision["revid"]), at=at, wikitext=text)
    except (KeyError, ValueError, AttributeError):
        return Told(kind=Kind.BROKEN, title=title)
