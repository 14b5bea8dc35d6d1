"""What an answer of Save Page Now comes down to: the documented ones, those that its clients have met, and what no archive should send."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from citeaudit.archives.jobs import is_final
from citeaudit.archives.savepagenow import Answer, Word, read_answer, to_follow, to_save
from citeaudit.model import Exchange, Failure, FailureKind, Phase, Purpose, Request

BASE = "https://web.archive.org"
URL = "https://example.org/page"
AT = datetime(2031, 5, 4, 12, 0, tzinfo=UTC)
NUMBER = "spn2-0123456789abcdef0123456789abcdef01234567"


def answered(answer: Any, status: int = 200, **more: Any) -> Answer:
    words = answer if isinstance(answer, str) else json.dumps(answer)
    exchange = Exchange(request=Request(url=f"{BASE}/save", purpose=Purpose.API), status=status, answer=words, asked_at=AT, **more)
    return read_answer(exchange, BASE, URL)


def broken(kind: FailureKind, phase: Phase) -> Answer:
    return answered("", 0, failure=Failure(kind=kind, phase=phase))


def success(**changed: object) -> dict[str, object]:
    return {"status": "success", "job_id": NUMBER, "timestamp": "20310504115955", "original_url": URL, "http_status": 200} | changed


def error(code: str, message: str = "") -> dict[str, object]:
    return {"status": "error", "status_ext": f"error:{code}", "message": message, "job_id": NUMBER, "resources": []}


def test_what_is_asked() -> None:
    wish = to_save(BASE, URL)
    assert (wish.url, wish.purpose, dict(wish.form)["url"]) == (f"{BASE}/save", Purpose.API, URL)
    assert to_follow(BASE, NUMBER) == Request(url=f"{BASE}/save/status/{NUMBER}", purpose=Purpose.API)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        pytest.param({"url": URL, "job_id": NUMBER}, Word.PENDING, id="taken"),
        pytest.param({"job_id": "ac58789b-f3ca-48d0-9ea6-1d1225e98695"}, Word.PENDING, id="taken-with-a-uuid"),
        pytest.param(
            {"job_id": NUMBER, "message": "The same snapshot had been made 2 minutes ago. You can make new capture of this URL after 1 hour."},
            Word.PENDING,
            id="taken-a-moment-ago",
        ),
        pytest.param({"status": "pending", "job_id": NUMBER, "resources": []}, Word.PENDING, id="pending"),
        pytest.param(success(), Word.SAVED, id="saved"),
        pytest.param(success(http_status=None), Word.SAVED, id="saved-with-no-status-told"),
        pytest.param(success(http_status=404), Word.FAILED, id="captured-an-error-page"),
        pytest.param(success(http_status=301), Word.FAILED, id="captured-a-redirect"),
        pytest.param(error("no-access"), Word.FAILED, id="failed"),
        pytest.param(error("too-many-daily-captures", "This URL has been already captured 5 times today"), Word.FAILED, id="captured-often-today"),
        pytest.param(error("user-session-limit"), Word.BUSY, id="session-limit"),
        pytest.param(error("max-daily-bandwidth"), Word.FULL, id="bandwidth-of-the-day"),
        pytest.param({"message": "You cannot make more than 30,000 captures per day."}, Word.FULL, id="captures-of-the-day"),
        pytest.param({"message": "Cannot start capture."}, Word.FAILED, id="words-alone"),
        pytest.param({"job_id": "../../status/user"}, Word.UNREADABLE, id="a-number-that-leads-elsewhere"),
        pytest.param({"job_id": 7}, Word.UNREADABLE, id="a-number-that-is-no-text"),
        pytest.param({"status": "pending"}, Word.UNREADABLE, id="pending-without-a-number"),
        pytest.param({"status": ["error"]}, Word.UNREADABLE, id="a-status-that-is-no-text"),
        pytest.param({"status": "done"}, Word.UNREADABLE, id="a-status-that-is-none"),
        pytest.param(success(timestamp="2031"), Word.UNREADABLE, id="half-a-timestamp"),
        pytest.param(success(timestamp="20319904115955"), Word.UNREADABLE, id="no-time"),
        pytest.param(success(timestamp=20310504115955), Word.UNREADABLE, id="a-number-for-a-timestamp"),
        pytest.param([], Word.UNREADABLE, id="a-list"),
        pytest.param('{"status": "success"', Word.UNREADABLE, id="malformed"),
        pytest.param('{"job_id": "x", "a": "\\ud800"}', Word.UNREADABLE, id="half-a-character"),
        pytest.param("[" * 100_000, Word.UNREADABLE, id="deeply-nested"),
        pytest.param("<html>Log in</html>", Word.UNREADABLE, id="html-for-json"),
    ],
)
def test_what_an_answer_with_status_200_comes_down_to(answer: Any, word: Word) -> None:
    read = answered(answer)
    assert read.word is word
    assert (read.number != "", read.snapshot_url != "") == (word is Word.PENDING, word is Word.SAVED)
    assert (read.reason is None) == (word in (Word.PENDING, Word.SAVED))


@pytest.mark.parametrize(
    ("answer", "status", "word"),
    [
        pytest.param({"message": "You need to be logged in to use Save Page Now."}, 401, Word.KEYS, id="401"),
        pytest.param("<h1>Too Many Requests</h1>", 429, Word.BUSY, id="429"),
        pytest.param({"job_id": NUMBER}, 429, Word.BUSY, id="429-whatever-it-says"),
        pytest.param(error("not-found"), 404, Word.FORGOTTEN, id="a-job-that-is-not-known"),
        pytest.param(error("invalid-url-syntax"), 400, Word.FAILED, id="an-error-with-a-status-of-its-own"),
        pytest.param({"message": "Bad request"}, 400, Word.UNREADABLE, id="400"),
        pytest.param(error("proxy-error"), 502, Word.UNREADABLE, id="502"),
        pytest.param("<h1>404</h1>", 404, Word.UNREADABLE, id="no-such-service"),
        pytest.param("<h1>503</h1>", 503, Word.UNREADABLE, id="503"),
        pytest.param(success(), 500, Word.UNREADABLE, id="500"),
        pytest.param("", 302, Word.UNREADABLE, id="redirect"),
    ],
)
def test_what_other_statuses_come_down_to(answer: Any, status: int, word: Word) -> None:
    assert answered(answer, status).word is word


def test_an_answer_that_was_cut_off_says_nothing() -> None:
    assert answered(success(), truncated=True).word is Word.UNREADABLE
    assert answered(success(), failure=Failure(kind=FailureKind.RESET, phase=Phase.BODY)).word is Word.UNREADABLE


@pytest.mark.parametrize(
    ("kind", "phase", "word"),
    [
        (FailureKind.NO_SUCH_NAME, Phase.DNS, Word.UNREACHED),
        (FailureKind.CONNECTION_REFUSED, Phase.CONNECT, Word.UNREACHED),
        (FailureKind.DEADLINE, Phase.HEADERS, Word.UNREACHED),
        (FailureKind.RESET, Phase.HEADERS, Word.UNREACHED),
        (FailureKind.INVALID_URL, Phase.URL, Word.FAILED),
    ],
)
def test_what_no_answer_comes_down_to(kind: FailureKind, phase: Phase, word: Word) -> None:
    assert broken(kind, phase).word is word


@pytest.mark.parametrize(
    ("original", "captured"),
    [
        pytest.param("https://example.org/page/", "https://example.org/page/", id="after-a-redirect"),
        pytest.param("https://ann:sesame@example.org/page", "https://example.org/page", id="credentials"),
        pytest.param("https://example.org/a\nb", URL, id="two-lines"),
        pytest.param("javascript:alert(1)", URL, id="no-web-address"),
        pytest.param(None, URL, id="none"),
    ],
)
def test_the_snapshot_has_an_address_for_readers(original: object, captured: str) -> None:
    assert answered(success(original_url=original)).snapshot_url == f"{BASE}/web/20310504115955/{captured}"


@pytest.mark.parametrize(
    ("code", "final"),
    [
        ("no-access", True),
        ("not-found", True),
        ("blocked-url", True),
        ("invalid-host-resolution", True),
        ("too-many-daily-captures", True),
        ("method-not-allowed", True),
        ("celery", False),
        ("job-failed", False),
        ("cannot-fetch", False),
        ("too-many-requests", False),
        ("soft-time-limit-exceeded", False),
        ("bad-gateway", False),
        ("a-code-of-tomorrow", False),
    ],
)
def test_which_failures_may_pass(code: str, final: bool) -> None:
    reason = answered(error(code)).reason
    assert is_final(reason) is final
    assert f"({code})" in str(reason)


def test_a_captured_error_page_is_final_and_told() -> None:
    reason = answered(success(http_status=410)).reason
    assert is_final(reason)
    assert "status 410" in str(reason)


def test_words_of_the_archive_are_one_clean_line() -> None:
    reason = str(answered(error("job-failed", "Live page {is}\nnot \u202eavailable. " + "x" * 1000)).reason)
    assert reason.startswith("the archive says: Live page {is} not available. xxx")
    assert len(reason) < 300
    assert "\n" not in reason


def test_a_code_that_is_none_is_not_repeated() -> None:
    assert str(answered({"status": "error", "status_ext": "<b>\n"}).reason) == "the archive could not save it (unknown)"
