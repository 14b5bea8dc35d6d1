"""A second archive by Memento (RFC 7089): one of our own on loopback in every state that there is, and pywb in the stand."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeaudit.archives.judge import judge
from citeaudit.archives.services.memento import ARCHIVE
from citeaudit.model import ArchiveCheck, ArchiveState, Exchange, Lookup, Purpose, Request
from citeaudit.ports import Reply, Wanted
from citeaudit.settings import Settings
from citeaudit.web.live import open_web

PAGE, TITLE = "https://news.example.org/2015/rights-report?page=2", "Kazakhstan adopts a law on public assemblies"
READ = datetime(2015, 10, 28, 12, tzinfo=UTC)
NOW = datetime(2026, 1, 1, tzinfo=UTC)
WANTED = Wanted(url=PAGE, near=READ, cited_title=TITLE)

LINK_FORMAT = ("Content-Type", "application/link-format")
ARTICLE = f"<!doctype html><title>{TITLE}</title><h1>{TITLE}</h1><p>{'The commission met on Tuesday and heard the witnesses. ' * 30}".encode()
NOT_FOUND = b"<!doctype html><title>Page not found</title><h1>Page not found</h1>"


def stamp(days: float) -> str:
    return f"{READ + timedelta(days=days):%a, %d %b %Y %H:%M:%S GMT}"


def link(target: str, relation: str, **parameters: str) -> str:
    return "; ".join((f"<{target}>", f'rel="{relation}"', *(f'{name.rstrip("_")}="{value}"' for name, value in parameters.items())))


class Archive:
    """An archive on loopback: answers paths as it was told, everything else with a 404 of the web server's own; `asked` are the paths, in order."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.asked: list[str] = []
        self._answers: dict[str, tuple[int, list[tuple[str, str]], bytes, bool]] = {}
        archive = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                archive.asked.append(self.path)
                status, headers, body, is_cut = archive._answers.get(self.path, (404, [("Content-Type", "text/html")], b"<h1>Not Found</h1>", False))
                self.send_response(status)
                for name, value in (*headers, ("Content-Length", str(len(body) + is_cut))):
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                """Nothing."""

        self._server = ThreadingHTTPServer((host, 0), Handler)
        self.url = f"http://{host}:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def answers(self, path: str, body: bytes | str = b"", *headers: tuple[str, str], status: int = 200, is_cut: bool = False) -> None:
        """Answers a path; one that `is_cut` ends before all that was announced has been sent."""
        self._answers[path] = (status, list(headers), body.encode() if isinstance(body, str) else body, is_cut)

    def lists(self, *links: str, at: str = f"/map/{PAGE}", original: str = PAGE, **more: Any) -> None:
        """Gives a TimeMap with the original and these links."""
        self.answers(at, ",\n".join((link(original, "original"), *links)), LINK_FORMAT, **more)

    def captured(self, path: str, days: float, body: bytes = ARTICLE, original: str = PAGE, status: int = 200) -> str:
        """Shows a capture of so many days after the day the editor read the page, and gives its link as a TimeMap has it."""
        headers = (("Content-Type", "text/html"), ("Memento-Datetime", stamp(days)), ("Link", link(original, "original")))
        self.answers(path, body, *headers, status=status)
        return link(self.url + path, "memento", datetime=stamp(days))

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def archive() -> Iterator[Archive]:
    served = Archive()
    yield served
    served.close()


@pytest.fixture
def another() -> Iterator[Archive]:
    served = Archive("127.0.0.2")
    yield served
    served.close()


Look = Callable[..., Lookup]


@pytest.fixture
def look(archive: Archive, tmp_path: Path) -> Look:
    """Looks the page up: `look(wanted, before, path_of_the_endpoint, **settings)`."""

    def up(wanted: Wanted = WANTED, before: Lookup | None = None, path: str = "/map", **more: Any) -> Lookup:
        settings = Settings(store=tmp_path / "store.sqlite", memento_url=archive.url + path, cdx_per_minute=6000, host_gap_s=0, **more)
        with open_web(settings, NOW) as web:
            return ARCHIVE.look_up(wanted, web, settings, before)

    return up


def judged(lookup: Lookup, wanted: Wanted = WANTED) -> ArchiveCheck:
    return judge(lookup, wanted, ARCHIVE.reads)


def state(lookup: Lookup) -> ArchiveState:
    return judged(lookup).verdict.value


ARCHIVED, DISTANT, UNUSABLE = ArchiveState.ARCHIVED, ArchiveState.DISTANT, ArchiveState.UNUSABLE
ABSENT, EXCLUDED, UNKNOWN = ArchiveState.ABSENT, ArchiveState.EXCLUDED, ArchiveState.UNKNOWN


def test_it_is_asked_where_the_settings_name_it() -> None:
    assert not ARCHIVE.is_asked(Settings())
    assert ARCHIVE.is_asked(Settings(memento_url="https://archive.example/map"))


# ---------------------------------------------------------------- what it lists


def test_the_nearest_capture_is_replayed(archive: Archive, look: Look) -> None:
    archive.lists(*(archive.captured(f"/m/{days}", days) for days in (-400, 30, -20)))
    check = judged(look())
    assert (check.verdict.value, check.gap_days) == (ARCHIVED, -20)
    assert check.snapshot is not None
    assert (check.snapshot.replay_url, check.snapshot.url, check.snapshot.archive) == (f"{archive.url}/m/-20", PAGE, "memento")
    assert archive.asked == [f"/map/{PAGE}", "/m/-20"]


def test_a_far_capture_is_distant(archive: Archive, look: Look) -> None:
    archive.lists(archive.captured("/m", 100))
    check = judged(look())
    assert (check.verdict.value, check.gap_days) == (DISTANT, 100)


def test_a_capture_whose_address_names_the_page_is_asked_for_as_it_was_captured(archive: Archive, look: Look) -> None:
    shown = archive.captured(f"/all/20151028120000id_/{PAGE}", 0)
    archive.lists(shown.replace("id_", ""))
    check = judged(look())
    assert check.snapshot is not None
    assert (check.verdict.value, check.snapshot.page_url) == (ARCHIVED, f"{archive.url}/all/20151028120000/{PAGE}")
    assert archive.asked[1:] == [f"/all/20151028120000id_/{PAGE}"]


def test_the_capture_that_the_archive_leads_on_to_is_the_one_that_counts(archive: Archive, look: Look) -> None:
    archive.captured("/new", 40)
    archive.answers("/old", b"", ("Location", "/new"), status=302)
    archive.lists(link(f"{archive.url}/old", "memento", datetime=stamp(0)))
    check = judged(look())
    assert check.snapshot is not None
    assert (check.verdict.value, check.gap_days, check.snapshot.replay_url) == (ARCHIVED, 40, f"{archive.url}/new")


def test_errors_and_other_pages_that_were_captured_are_no_copies(archive: Archive, look: Look) -> None:
    archive.lists(
        archive.captured("/error", 0, NOT_FOUND, status=404),
        archive.captured("/soft", 1, NOT_FOUND),
        archive.captured("/other", 2, original="https://news.example.org/"),
        archive.captured("/good", 3),
    )
    lookup = look()
    assert (state(lookup), archive.asked[1:]) == (UNUSABLE, ["/error", "/soft", "/other"])


def test_an_aggregator_may_list_captures_at_other_hosts(archive: Archive, another: Archive, look: Look) -> None:
    archive.lists(another.captured("/m", 0))
    assert state(look(allow_private=True)) is ARCHIVED


def test_captures_at_private_addresses_other_than_the_endpoint_s_are_not_asked_for(archive: Archive, another: Archive, look: Look) -> None:
    archive.lists(another.captured("/m", 0))
    assert (state(look()), another.asked) == (UNUSABLE, [])


def test_the_captures_of_another_page_say_nothing(archive: Archive, look: Look) -> None:
    archive.lists(archive.captured("/m", 0), original="https://news.example.org/")
    assert (state(look()), len(archive.asked)) == (UNKNOWN, 1)


def test_a_capture_that_names_another_page_is_left_out(archive: Archive, look: Look) -> None:
    archive.lists(link(f"{archive.url}/all/20151028120000/https://news.example.org/", "memento", datetime=stamp(0)), archive.captured("/m", 9))
    assert judged(look()).gap_days == 9


def test_the_page_is_asked_for_without_password_and_fragment(archive: Archive, look: Look) -> None:
    look(Wanted(url="http://user:word@a.example/x#part", near=READ))
    assert archive.asked == ["/map/http://a.example/x"]


@pytest.mark.parametrize("url", ["mailto:editor@example.org", "ftp://example.org/a", "http://[broken/", ""])
def test_what_is_no_address_of_the_web_is_not_asked_for(archive: Archive, look: Look, url: str) -> None:
    assert state(look(Wanted(url=url, near=READ))) is UNKNOWN
    assert archive.asked == []


# ---------------------------------------------------------------- nothing, and no answer

TOO_LONG = " " * (4 << 20)
"""Longer than is read of an answer."""

SILENT = (
    pytest.param({"status": 404, "body": "<h1>Not Found</h1>"}, id="a-404-that-is-the-web-server-s"),
    pytest.param({"status": 503}, id="503"),
    pytest.param({"status": 429}, id="429"),
    pytest.param({"status": 403, "body": "Forbidden"}, id="403"),
    pytest.param({"status": 301, "headers": [("Location", "/elsewhere")]}, id="redirect"),
    pytest.param({"body": "<title>The archive is down</title>"}, id="a-page"),
    pytest.param({"body": "", "headers": [LINK_FORMAT]}, id="no-body"),
    pytest.param({"body": '{"mementos": {}}', "headers": [("Content-Type", "application/json")]}, id="json"),
    pytest.param({"body": link(PAGE, "original") + f', <{PAGE}>; rel="mem', "headers": [LINK_FORMAT]}, id="cut-in-a-link"),
    pytest.param({"body": link(PAGE, "original"), "headers": [LINK_FORMAT], "is_cut": True}, id="broken-off"),
    pytest.param({"body": link(PAGE, "original") + TOO_LONG, "headers": [LINK_FORMAT]}, id="longer-than-is-read"),
    pytest.param({"body": link("https://news.example.org/", "original"), "headers": [LINK_FORMAT]}, id="nothing-of-another-page"),
    pytest.param({"body": link(PAGE, "original") + ", " + link("https://a.example/m", "memento"), "headers": [LINK_FORMAT]}, id="no-date"),
    pytest.param({"status": 404, "headers": [LINK_FORMAT], "is_cut": True}, id="a-404-that-broke-off"),
)


@pytest.mark.parametrize("answer", SILENT)
def test_no_answer_is_no_absence(archive: Archive, look: Look, answer: dict[str, Any]) -> None:
    given = dict(answer)
    archive.answers(f"/map/{PAGE}", given.pop("body", b""), *given.pop("headers", []), **given)
    check = judged(look())
    assert (check.verdict.value, check.verdict.confidence) == (UNKNOWN, 0)
    assert len(check.verdict.evidence) == 1


def test_an_archive_that_is_not_there_is_no_absence(archive: Archive, look: Look) -> None:
    archive.close()
    assert state(look()) is UNKNOWN


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param({"status": 404, "headers": [LINK_FORMAT]}, id="pywb"),
        pytest.param({"status": 404, "body": "TimeMap does not exists. The archive has no Mementos for the requested URI"}, id="archive.today"),
        pytest.param({"body": link(PAGE, "original"), "headers": [LINK_FORMAT]}, id="a-list-of-nothing"),
    ],
)
def test_nothing_is_said_to_be_there(archive: Archive, look: Look, answer: dict[str, Any]) -> None:
    given = dict(answer)
    archive.answers(f"/map/{PAGE}", given.pop("body", b""), *given.pop("headers", []), **given)
    assert state(look()) is ABSENT


@pytest.mark.parametrize("answer", [(403, "This URL has been excluded"), (451, "Unavailable For Legal Reasons")], ids=["403", "451"])
def test_the_archive_keeps_the_page_out_of_view(archive: Archive, look: Look, answer: tuple[int, str]) -> None:
    archive.answers(f"/map/{PAGE}", answer[1], status=answer[0])
    assert state(look()) is EXCLUDED


@pytest.mark.parametrize(("days", "expected", "most"), [(0, ARCHIVED, 1), (100, DISTANT, 0.5)], ids=["near", "far"])
def test_a_list_that_is_cut_off_still_lists_what_it_lists(archive: Archive, look: Look, days: int, expected: ArchiveState, most: float) -> None:
    archive.lists(archive.captured("/m", days) + TOO_LONG)
    check = judged(look())
    assert (check.verdict.value, check.verdict.confidence <= most) == (expected, True)


def test_a_list_may_be_longer_than_other_answers(archive: Archive, look: Look) -> None:
    archive.lists(archive.captured("/m", 100) + " " * (3 << 20))
    check = judged(look())
    assert (check.verdict.value, check.verdict.confidence > 0.5) == (DISTANT, True)


def test_a_list_that_is_cut_off_does_not_say_that_no_capture_shows_the_page(archive: Archive, look: Look) -> None:
    archive.lists(archive.captured("/m", 0, NOT_FOUND, status=404) + TOO_LONG)
    assert state(look()) is UNKNOWN


WORDS = st.lists(
    st.sampled_from(
        [PAGE, f"https://a.example/all/20151028/{PAGE}", "http://[broken", "<", ">", ";", ",", "rel=", '"', " ", *("original", "memento", "timemap")]
    )
    | st.sampled_from([link(PAGE, "original"), link("https://a.example/m", "memento", datetime=stamp(0)), "datetime=", "no mementos", "a"])
).map("".join)


@given(WORDS, WORDS, st.sampled_from([200, 302, 403, 404, 451, 503]), st.sampled_from(["application/link-format", "text/html"]), st.booleans())
def test_whatever_is_answered_is_read(answer: str, header: str, status: int, kind: str, is_cut: bool) -> None:
    """And only a list of the page that has come whole, or a 404 of an archive, says that there is nothing."""
    request = Request(url=f"https://a.example/map/{PAGE}", purpose=Purpose.API)
    told: dict[str, Any] = {"status": status, "content_type": kind, "headers": (("link", header),), "truncated": is_cut}
    (said,) = ARCHIVE.reads(Lookup(url=PAGE, exchanges=(Exchange(request=request, answer=answer, asked_at=NOW, **told),)))
    if said.reply is Reply.EMPTY:
        assert not is_cut
        assert (status == 200 and PAGE in answer and "original" in answer) or (
            status == 404 and (kind == "application/link-format" or "no mementos" in answer)
        )


# ---------------------------------------------------------------- a TimeGate


def gate(archive: Archive, timemap: str, status: int = 302, **headers: str) -> None:
    named = ("Link", ", ".join((link(PAGE, "original timegate"), link(timemap, "timemap", type="application/link-format"))))
    archive.answers(f"/gate/{PAGE}", b"<!doctype html><title>A frame</title>", named, ("Location", "/m"), *headers.items(), status=status)


@pytest.mark.parametrize("status", [302, 307, 200])
def test_a_timegate_names_the_list(archive: Archive, look: Look, status: int) -> None:
    archive.lists(archive.captured("/m", 0))
    # Behind a proxy an archive does not know its own scheme.
    gate(archive, f"{archive.url.replace('http:', 'https:')}/map/{PAGE}", status)
    assert state(look(path="/gate")) is ARCHIVED
    assert archive.asked == [f"/gate/{PAGE}", f"/map/{PAGE}", "/m"]


@pytest.mark.parametrize("status", [302, 200])
def test_a_list_at_another_host_is_not_asked_for(archive: Archive, another: Archive, look: Look, status: int) -> None:
    """The endpoint is the user's own, and may be private; what it names is not."""
    another.lists(another.captured("/m", 0))
    gate(archive, f"{another.url}/map/{PAGE}", status)
    check = judged(look(path="/gate", allow_private=True))
    assert (check.verdict.value, another.asked, len(archive.asked)) == (UNKNOWN, [], 1)
    assert "another address" in check.verdict.evidence[0].what


def test_a_list_at_another_port_is_not_asked_for(archive: Archive, look: Look) -> None:
    gate(archive, f"http://127.0.0.1:1/map/{PAGE}")
    assert (state(look(path="/gate")), len(archive.asked)) == (UNKNOWN, 1)


def test_a_frame_around_nothing_and_an_empty_list_are_absence(archive: Archive, look: Look) -> None:
    """pywb's TimeGate gives its frame for every page (https://github.com/ukwa/ukwa-pywb/issues/58)."""
    gate(archive, f"{archive.url}/map/{PAGE}", 200)
    archive.answers(f"/map/{PAGE}", b"", LINK_FORMAT, status=404)
    assert state(look(path="/gate")) is ABSENT


@pytest.mark.parametrize(("status", "headers"), [(302, {}), (200, {"Memento-Datetime": stamp(0)})], ids=["redirects", "shows"])
def test_a_timegate_that_has_a_capture_contradicts_an_empty_list(archive: Archive, look: Look, status: int, headers: dict[str, str]) -> None:
    gate(archive, f"{archive.url}/map/{PAGE}", status, **headers)
    archive.answers(f"/map/{PAGE}", b"", LINK_FORMAT, status=404)
    assert state(look(path="/gate")) is UNKNOWN


def test_a_timegate_that_names_itself_is_asked_once(archive: Archive, look: Look) -> None:
    gate(archive, f"{archive.url}/gate/{PAGE}", 200)
    assert (state(look(path="/gate")), len(archive.asked)) == (UNKNOWN, 1)


# ---------------------------------------------------------------- a list in several parts


def part(archive: Archive, name: str, since: float, until: float) -> str:
    return link(f"{archive.url}/{name}", "timemap", type="application/link-format", from_=stamp(since), until=stamp(until))


def test_the_part_of_the_day_is_asked_for(archive: Archive, look: Look) -> None:
    archive.lists(part(archive, "old", -900, -400), part(archive, "then", -30, 30), part(archive, "new", 40, 900))
    archive.lists(archive.captured("/m", 5), at="/then")
    check = judged(look())
    assert (check.verdict.value, check.gap_days) == (ARCHIVED, 5)
    assert archive.asked == [f"/map/{PAGE}", "/then", "/m"]


def test_a_part_that_lists_a_nearer_capture_is_asked_for_beside_what_is_listed(archive: Archive, look: Look) -> None:
    archive.lists(archive.captured("/far", 80), part(archive, "then", -30, 30))
    archive.lists(archive.captured("/near", 5), at="/then")
    assert judged(look()).gap_days == 5


def test_one_part_more_is_asked_for_and_no_other(archive: Archive, look: Look) -> None:
    archive.lists(part(archive, "then", -30, 30), part(archive, "new", 40, 900))
    archive.lists(part(archive, "new", 40, 900), at="/then")
    archive.lists(archive.captured("/m", 50), at="/new")
    assert (state(look()), archive.asked) == (UNKNOWN, [f"/map/{PAGE}", "/then"])


@pytest.mark.parametrize("status", [200, 404, 503])
def test_a_part_without_captures_does_not_say_that_there_are_none(archive: Archive, look: Look, status: int) -> None:
    archive.lists(part(archive, "then", -30, 30))
    archive.lists(at="/then", status=status)
    assert state(look()) is UNKNOWN


def test_a_part_at_another_host_is_not_asked_for(archive: Archive, another: Archive, look: Look) -> None:
    another.lists(another.captured("/m", 0), at="/then")
    archive.lists(part(another, "then", -30, 30))
    assert (state(look(allow_private=True)), another.asked) == (UNKNOWN, [])


def test_the_list_itself_and_its_other_forms_are_no_parts(archive: Archive, look: Look) -> None:
    """An aggregator lists them (MemGator does)."""
    own = f"{archive.url}/map/{PAGE}"
    forms = [link(own, "timemap", type="application/link-format"), link(f"{archive.url}/json/{PAGE}", "timemap", type="application/json")]
    archive.lists(link(own, "self", type="application/link-format"), *forms)
    assert (state(look()), archive.asked) == (ABSENT, [f"/map/{PAGE}"])


# ---------------------------------------------------------------- near another day


def again(look: Look, days: int, **more: Any) -> tuple[ArchiveCheck, Lookup]:
    """A look near another day, after one near the usual day."""
    wanted = Wanted(url=PAGE, near=READ + timedelta(days=days), cited_title=TITLE)
    lookup = look(wanted, look(**more), **more)
    return judged(lookup, wanted), lookup


def test_what_told_of_all_captures_is_not_asked_again(archive: Archive, look: Look) -> None:
    archive.lists(*(archive.captured(f"/m/{days}", days) for days in (0, 500)))
    check, _ = again(look, 499)
    assert (check.verdict.value, check.gap_days) == (ARCHIVED, 1)
    assert archive.asked == [f"/map/{PAGE}", "/m/0", "/m/500"]


def test_what_was_replayed_is_not_replayed_again(archive: Archive, look: Look) -> None:
    archive.lists(archive.captured("/m", 0))
    check, lookup = again(look, 20)
    assert (check.verdict.value, check.gap_days, len(lookup.exchanges)) == (ARCHIVED, -20, 2)
    assert archive.asked == [f"/map/{PAGE}", "/m"]


def test_a_list_in_parts_is_asked_again(archive: Archive, look: Look) -> None:
    archive.lists(part(archive, "then", -30, 30), part(archive, "new", 40, 900))
    for name, days in (("/then", 0), ("/new", 500)):
        archive.lists(archive.captured(f"/m{name}", days), at=name)
    assert again(look, 500)[0].gap_days == 0


def test_a_list_of_another_endpoint_is_not_taken(archive: Archive, look: Look) -> None:
    archive.lists(archive.captured("/old", 0), at=f"/one/{PAGE}")
    archive.lists(archive.captured("/new", 9), at=f"/two/{PAGE}")
    assert judged(look(WANTED, look(path="/one"), path="/two")).gap_days == 9


# ---------------------------------------------------------------- pywb

ENDPOINTS = {"timemap": "https://web.archive.org/web/timemap/link", "timegate": "https://web.archive.org/web"}

HRW = "https://www.hrw.org/world-report/2015/country-chapters/kazakhstan"
NEVER = "http://astanatimes.com/2015/11/ngo-law-to-ensure-liberty/"
ONLY_404 = "http://astanatimes.com/2016/04/ethnic-diversity/"


@pytest.mark.stand
@pytest.mark.parametrize("endpoint", ENDPOINTS.values(), ids=ENDPOINTS)
def test_pywb_by_its_timemap_and_by_its_timegate(look_up: Callable[[list[dict[str, Any]]], list[dict[str, Any]]], endpoint: str) -> None:
    expected = {
        (HRW, "2016-10-28"): ("archived", 0),
        (HRW, "2018-07-01"): ("distant", -611),
        (NEVER, "2015-11-05"): ("absent" if endpoint.endswith("link") else "unknown", None),
        (ONLY_404, "2019-04-27"): ("unusable", None),
    }
    settings = {"memento_url": endpoint}
    jobs = [{"url": url, "near": f"{day}T12:00:00+00:00", "archive": "memento", "settings": settings} for url, day in expected]
    answers = look_up(jobs)
    assert dict(zip(expected, ((answer["state"], answer["gap"]) for answer in answers), strict=True)) == expected
    assert all("id_/" in asked for answer in answers for asked in answer["asked"] if "/web/20" in asked)
