"""Why an archive gave no answer to go by, in a reader's words."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from citeaudit.archives.answers import trouble
from citeaudit.model import Exchange, Failure, FailureKind, Phase, Purpose, Request

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def answered(answer: Any, status: int = 200, **more: Any) -> Exchange:
    said = answer if isinstance(answer, str) else json.dumps(answer)
    request = Request(url="https://web.archive.org/cdx/search/cdx?url=x&output=json", purpose=Purpose.API)
    return Exchange(request=request, status=status, answer=said, asked_at=NOON, **more)


def failed(kind: FailureKind) -> Exchange:
    return answered("", 0, failure=Failure(kind=kind, phase=Phase.HEADERS))


@pytest.mark.parametrize(
    ("exchange", "words"),
    [
        (failed(FailureKind.DEADLINE), "did not answer in time"),
        (failed(FailureKind.RESET), "failed (reset)"),
        (answered("", 429), "less often"),
        (answered("", 503), "503"),
        (answered("[", truncated=True), "cut off"),
        (answered("<html>"), "could not be read"),
    ],
)
def test_why_there_was_no_answer(exchange: Exchange, words: str) -> None:
    assert words in str(trouble(exchange))
