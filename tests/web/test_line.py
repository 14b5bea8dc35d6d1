"""An answer of a named service, read over real sockets on loopback: whole or cut at the cap, broken or without end, it is an exchange in time."""

from __future__ import annotations

import gzip
import json
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from typing import Any

import pytest

from citeaudit.model import Exchange, Failure, FailureKind, Hop, Phase, Purpose, Request
from citeaudit.settings import Settings
from citeaudit.web import line
from citeaudit.web.keys import HIDDEN
from citeaudit.web.line import ANSWER_MAX, Line
from tests.savepagenow import KEYS, Archive, running_archive

ASKED_AT = datetime(2031, 5, 4, 12, 0, tzinfo=UTC)
OK = b"HTTP/1.1 200 OK\r\n"

Stranger = Any
"""A server as the fixture `stranger` starts it."""

Asking = Callable[..., Exchange]


@pytest.fixture
def service(stranger: Callable[..., Stranger]) -> Stranger:
    return stranger()


@pytest.fixture
def asking() -> Iterator[Asking]:
    """Asks a URL: `asking(url, **settings)`."""
    with ExitStack() as lines:

        def ask(url: str, **settings: Any) -> Exchange:
            opened = Line("cdx", Settings(**settings))
            lines.callback(opened.close)
            return opened.ask(Request(url=url, purpose=Purpose.API), ASKED_AT)

        yield ask


# ---------------------------------------------------------------- what is answered


def test_the_whole_answer_is_in_the_exchange(service: Stranger, asking: Asking) -> None:
    rows = json.dumps([["urlkey"], ["kz,gov)/"], ["Қазақстан"]], ensure_ascii=False).encode()
    service.answers("/cdx", rows, Content_Type="application/json", Memento_Datetime="Sun, 04 May 2031 12:00:00 GMT", X_Archive_Src="a.warc")
    seen = asking(service.url("/cdx"))
    assert (seen.status, seen.failure, seen.answer) == (200, None, rows.decode())
    assert (seen.size, seen.truncated, seen.head, seen.charset, seen.content_type) == (len(rows), False, rows[:16], "utf-8", "application/json")
    assert (seen.header("memento-datetime"), seen.header("x-archive-src")) == ("Sun, 04 May 2031 12:00:00 GMT", "a.warc")
    assert (seen.final_url, seen.hops, seen.peer, seen.asked_at) == (service.url("/cdx"), (), "127.0.0.1", ASKED_AT)


def test_a_redirect_is_an_answer_and_its_body_is_never_read(service: Stranger, asking: Asking) -> None:
    service.does("/cdx", lambda line: (line.send(b"HTTP/1.1 302 Found\r\nLocation: /else\r\n\r\n"), line.flood(bytes(1 << 16))))
    url = service.url("/cdx")
    seen = asking(url)
    assert (seen.status, seen.failure, seen.hops, seen.size) == (302, None, (Hop(url=url, status=302, location="/else"),), 0)
    assert service.hung_up.acquire(timeout=60)
    assert service.paths() == ["/cdx"]


def test_an_endless_answer_is_cut_at_the_cap_and_says_so(service: Stranger, asking: Asking) -> None:
    service.does("/cdx", lambda line: (line.send(OK + b"\r\n"), line.flood(b"x" * (1 << 16))))
    seen = asking(service.url("/cdx"))
    assert (seen.status, seen.failure, seen.size, seen.truncated) == (200, None, ANSWER_MAX, True)
    assert service.hung_up.acquire(timeout=60)


def test_an_answer_as_long_as_the_cap_is_whole(service: Stranger, asking: Asking) -> None:
    service.answers("/cdx", b"x" * ANSWER_MAX)
    seen = asking(service.url("/cdx"))
    assert (seen.size, seen.truncated) == (ANSWER_MAX, False)


def test_how_much_is_read_is_the_services_own(service: Stranger) -> None:
    service.answers("/", b"x" * (ANSWER_MAX + 5))
    for most, size in ((ANSWER_MAX + 4, ANSWER_MAX + 4), (ANSWER_MAX + 5, ANSWER_MAX + 5)):
        with closing(Line("mediawiki", Settings(), answer_max=most)) as line:
            seen = line.ask(Request(url=service.url(), purpose=Purpose.API), ASKED_AT)
        assert (seen.size, seen.truncated) == (size, size == ANSWER_MAX + 4)


def test_json_is_utf_8_whatever_a_page_in_it_says_of_itself(service: Stranger, asking: Asking) -> None:
    words = '{"text":"<meta charset=windows-1251>Қазақ"}'
    service.answers("/cdx", words.encode(), Content_Type="application/json")
    assert asking(service.url("/cdx")).answer == words


def test_a_gzip_bomb_is_inflated_no_further_than_the_cap(service: Stranger, asking: Asking) -> None:
    service.answers("/cdx", gzip.compress(bytes(256 << 20), compresslevel=1), Content_Encoding="gzip")
    tracemalloc.start()
    seen = asking(service.url("/cdx"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (seen.size, seen.truncated, seen.failure) == (ANSWER_MAX, True, None)
    assert peak < 16 << 20


@pytest.mark.parametrize("charset", ["windows-1251", "no-such-charset", "unicode_escape"])
def test_the_answer_is_text_that_can_be_written_whatever_charset_is_claimed(service: Stranger, asking: Asking, charset: str) -> None:
    service.answers("/cdx", "Нет".encode("cp1251") + rb"\ud800", Content_Type=f"text/plain; charset={charset}")
    seen = asking(service.url("/cdx"))
    assert seen.answer.encode()
    assert (charset == "windows-1251") == seen.answer.startswith("Нет")


# ---------------------------------------------------------------- what breaks, what has no end


@pytest.mark.parametrize(
    ("behaviour", "kind", "phase", "status"),
    [
        pytest.param(lambda line: line.reset(), FailureKind.RESET, Phase.HEADERS, 0, id="reset"),
        pytest.param(lambda line: None, FailureKind.RESET, Phase.HEADERS, 0, id="closed-without-a-word"),
        pytest.param(
            lambda line: line.flood(b"HTTP/1.1 100 Continue\r\n\r\n"),
            FailureKind.BROKEN_HTTP,
            Phase.HEADERS,
            0,
            id="continue-without-end, at full speed",
        ),
        pytest.param(lambda line: line.send(b"no HTTP\r\n\r\n"), FailureKind.BROKEN_HTTP, Phase.HEADERS, 0, id="no-http"),
        pytest.param(lambda line: line.send(OK + b"Content-Length: 9\r\n\r\n[["), FailureKind.RESET, Phase.BODY, 200, id="closed-in-the-body"),
        pytest.param(
            lambda line: line.send(OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"), FailureKind.BROKEN_HTTP, Phase.BODY, 200, id="bad-chunk"
        ),
        pytest.param(
            lambda line: line.send(OK + b"Content-Encoding: gzip\r\n\r\n\x1f\x8bno gzip"), FailureKind.UNDECODABLE, Phase.BODY, 200, id="bad-gzip"
        ),
        pytest.param(
            lambda line: line.send(OK + b"Content-Encoding: compress\r\n\r\n?"), FailureKind.UNDECODABLE, Phase.BODY, 200, id="unoffered-encoding"
        ),
    ],
)
def test_what_breaks_is_a_failure_with_its_phase(
    service: Stranger, asking: Asking, behaviour: Callable[[Any], None], kind: FailureKind, phase: Phase, status: int
) -> None:
    service.does("/cdx", behaviour)
    seen = asking(service.url("/cdx"))
    assert seen.failure is not None
    assert (seen.failure.kind, seen.failure.phase, seen.status, seen.answer) == (kind, phase, status, "")


@pytest.mark.parametrize(
    ("behaviour", "phase", "status"),
    [
        pytest.param(lambda line: (line.send(OK), line.drip(b"X-Drop: 1\r\n")), Phase.HEADERS, 0, id="headers-that-drip"),
        pytest.param(lambda line: line.drip(b"HTTP/1.1 100 Continue\r\n\r\n"), Phase.HEADERS, 0, id="continue-without-end"),
        pytest.param(lambda line: (line.send(OK + b"\r\n"), line.drip(b"[")), Phase.BODY, 200, id="a-body-that-drips"),
    ],
)
def test_what_has_no_end_is_ended_by_the_deadline(
    service: Stranger, asking: Asking, behaviour: Callable[[Any], None], phase: Phase, status: int
) -> None:
    service.does("/cdx", behaviour)
    seen = asking(service.url("/cdx"), deadline_s=1)
    assert seen.failure == Failure(kind=FailureKind.DEADLINE, phase=phase, detail="not done in 1 s")
    assert (seen.status, seen.truncated) == (status, bool(status))


def test_a_service_that_says_nothing_is_ended_by_the_deadline(service: Stranger, asking: Asking) -> None:
    service.does("/cdx", lambda line: line.hold())
    seen = asking(service.url("/cdx"), deadline_s=0.2)
    assert seen.failure is not None
    assert seen.failure.kind in (FailureKind.DEADLINE, FailureKind.SILENT)
    assert (seen.failure.phase, seen.status, seen.truncated) == (Phase.HEADERS, 0, False)


def test_a_fault_of_ours_is_no_failure_of_the_service(service: Stranger, asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(body: bytes, content_type: str) -> tuple[str, str]:
        raise KeyError("a fault")

    printed = threading.Event()
    service.answers("/cdx")
    monkeypatch.setattr(line, "decode_page", broken)
    monkeypatch.setattr(threading, "excepthook", lambda told: printed.set())
    with pytest.raises(RuntimeError, match="has ended"):
        asking(service.url("/cdx"))
    assert printed.wait(60)


# ---------------------------------------------------------------- what is posted, and with which keys


@pytest.fixture
def archive(monkeypatch: pytest.MonkeyPatch) -> Iterator[Archive]:
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    with running_archive() as running:
        yield running


WISH = (("url", "https://example.org/Қ?a=1&b=2"), ("skip_first_archive", "1"))


def posted(archive: Archive, url: str) -> Exchange:
    with closing(Line("save", Settings(wayback_url=archive.url))) as line:
        return line.ask(Request(url=url, purpose=Purpose.API, form=WISH), ASKED_AT)


def test_a_form_is_posted_with_the_keys(archive: Archive) -> None:
    seen = posted(archive, f"{archive.url}/save")
    assert (seen.status, json.loads(seen.answer)) == (200, {"url": dict(WISH)["url"], "job_id": "spn2-1"})
    assert archive.forms == [dict(WISH)]
    assert archive.headers[0]["Content-Type"] == "application/x-www-form-urlencoded"
    assert archive.headers[0]["Authorization"] == f"LOW {':'.join(KEYS.values())}"
    assert seen.request.form == WISH
    assert [key for key in KEYS.values() if key in repr(seen)] == []


@pytest.mark.parametrize("path", ["/cdx/search/cdx", "/saved", "/web/2016id_/https://web.archive.org/save"])
def test_the_keys_go_to_no_other_service(archive: Archive, asking: Asking, path: str) -> None:
    asking(f"{archive.url}{path}", wayback_url=archive.url)
    assert [headers.get("Authorization") for headers in archive.headers] == [None]


def test_the_keys_go_to_no_other_host(archive: Archive, asking: Asking) -> None:
    asking(f"{archive.url}/save", wayback_url="https://web.archive.org")
    assert [headers.get("Authorization") for headers in archive.headers] == [None]


def test_the_keys_do_not_go_where_a_redirect_leads(archive: Archive, service: Stranger) -> None:
    archive.says("POST", 307, "", Location=service.url("/save"))
    url = f"{archive.url}/save"
    seen = posted(archive, url)
    assert (seen.status, seen.hops) == (307, (Hop(url=url, status=307, location=service.url("/save")),))
    assert service.asked == []


def test_keys_that_a_server_repeats_are_hidden(archive: Archive) -> None:
    said = {"message": f"not you: LOW {':'.join(KEYS.values())}"}
    archive.says("POST", 401, said, Location=f"/login?{KEYS['IA_SECRET_ACCESS_KEY']}")
    seen = posted(archive, f"{archive.url}/save")
    assert json.loads(seen.answer) == {"message": f"not you: LOW {HIDDEN}:{HIDDEN}"}
    assert seen.header("location") == f"/login?{HIDDEN}"


def test_keys_that_cannot_be_sent_are_not(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IA_SECRET_ACCESS_KEY", "opensesame\nX-Evil: 1")
    assert posted(archive, f"{archive.url}/save").status == 401
    assert "Authorization" not in archive.headers[0]


def test_who_waits_for_an_answer_is_let_go_when_the_run_ends(service: Stranger) -> None:
    began = threading.Event()

    def hold(line: Any) -> None:
        began.set()
        line.hold()

    service.does("/cdx", hold)
    opened, seen = Line("cdx", Settings(deadline_s=45)), []
    asking = threading.Thread(target=lambda: seen.append(opened.ask(Request(url=service.url("/cdx"), purpose=Purpose.API), ASKED_AT)))
    asking.start()
    assert began.wait(30)
    opened.close()
    asking.join(30)
    assert not asking.is_alive()
    assert [exchange.failure.detail for exchange in seen if exchange.failure] == ["the run was ended"]
