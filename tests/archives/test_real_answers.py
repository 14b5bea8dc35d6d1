"""Shapes of answers that the Internet Archive was recorded to give, served over loopback in our own words: the verdict says no more than is true.

Each case names where its shape was read, with the number of an issue, else of what the project's tests recorded or its client looks for:
"edgi" edgi-govdata-archiving/wayback, "edgi-processing" its web-monitoring-processing, "ia" internetarchive/wayback, "waybackpy" akamhy/waybackpy,
"apt-wayback" mk-pmb/apt-wayback-php, "webone" atauenis/webone, "upptime" FaronFaron/upptime, the others by their owner. A case without a project is
a variation of its neighbours.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from citeaudit.archives.captures import moment
from citeaudit.archives.judge import judge
from citeaudit.archives.services.wayback import ARCHIVE
from citeaudit.model import ArchiveCheck
from citeaudit.ports import Wanted
from citeaudit.settings import Settings
from citeaudit.web.live import open_web

URL, TITLE = "https://www.example.org/news/land-reform", "Land reform put off after protests"
READ, NOW = datetime(2015, 10, 28, 12, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
STAMP, DAY_AFTER, YEARS_AFTER = "20151028120000", "20151029090000", "20180301080000"

HEAD = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest"]
KEY = "org,example)/news/land-reform"
BLOCKED = "org.archive.util.io.RuntimeIOException: org.archive.wayback.exception.AdministrativeAccessControlException: Blocked Site Error"
ROBOTS = "org.archive.util.io.RuntimeIOException: org.archive.wayback.exception.RobotAccessControlException: Blocked By Robots"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer of the archive; `{archive}` in a Location is its own address."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What the archive answers: to the filtered question, to that for any status, at the availability service, at replays by `STAMPid_/URL`."""

    pages: Answer
    others: Answer
    opinion: Answer
    replays: Mapping[str, Answer] = field(default_factory=dict)


# ---------------------------------------------------------------- what the archive answers


def said(value: object, **headers: str) -> Answer:
    """JSON as the archive's services print it."""
    return Answer(headers={"Content-Type": "application/json", **headers}, body=json.dumps(value) + "\n")


def row(stamp: str = STAMP, original: str = URL, status: str = "200", mimetype: str = "text/html", key: str = KEY) -> list[str]:
    return [key, stamp, original, mimetype, status, "3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"]


def rows(*listed: list[str]) -> Answer:
    return said([HEAD, *listed])


NOTHING = said([])
NO_OPINION = said({"url": URL, "archived_snapshots": {}})


def closest(url: str, stamp: str = STAMP, status: str = "200") -> Answer:
    named = {"status": status, "available": True, "url": f"http://web.archive.org/web/{stamp}/{url}", "timestamp": stamp}
    return said({"url": URL, "archived_snapshots": {"closest": named}, "timestamp": "20151028"})


def page(title: str, words: str) -> str:
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body><h1>{title}</h1><p>{words}</p></body></html>"


ARTICLE = page(TITLE, "The decree was read out on Monday and the council met again in the evening to hear the farmers. " * 20)
MENU = "Web icon Texts icon Video icon Audio icon Software icon Images icon Donate Sign up Log in Search the history of web pages "


def captured(stamp: str = STAMP, original: str = URL, status: int = 200, body: str = ARTICLE, **headers: str) -> Answer:
    """A capture as it replays: its own status, when and of which page it is, the site's own headers under other names."""
    at = moment(stamp)
    assert at is not None
    memento = {
        "Content-Type": "text/html; charset=utf-8",
        "Memento-Datetime": format_datetime(at, usegmt=True),
        "Link": f'<{original}>; rel="original", <https://web.archive.org/web/timemap/link/{original}>; rel="timemap"; type="application/link-format"',
        "x-archive-orig-server": "nginx",
        "x-archive-src": "examples-20151028/examples-00000.warc.gz",
        "x-ts": str(status),
    }
    return Answer(status=status, headers={**memento, **headers}, body=body)


def elsewhere(to: str, stamp: str) -> Answer:
    """Where the archive has no such capture that plays, it leads to the nearest that does: empty, and no memento."""
    return Answer(status=302, headers={"Location": to, "x-archive-redirect-reason": f"found capture at {stamp}", "x-ts": "302"})


def own_page(words: str, status: int = 200, **headers: str) -> Answer:
    """A page of the archive itself, in its own frame and without Memento-Datetime."""
    body = page("Wayback Machine", f"{MENU * 6} {words}")
    return Answer(status=status, headers={"Content-Type": "text/html; charset=utf-8", "x-ts": str(status), **headers}, body=body)


EXCLUDED = "Sorry. This URL has been excluded from the Wayback Machine."

NO_CAPTURE = own_page("The Wayback Machine has not archived that URL.", 404)


# ---------------------------------------------------------------- the archive on loopback


class _Handler(BaseHTTPRequestHandler):
    world: World

    def do_GET(self) -> None:
        answer = self._answer()
        body = answer.body.encode()
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value.replace("{archive}", f"http://{self.headers['Host']}"))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _answer(self) -> Answer:
        if self.path.startswith("/cdx/"):
            return self.world.pages if "filter=" in self.path else self.world.others
        if self.path.startswith("/wayback/available"):
            return self.world.opinion
        return self.world.replays.get(self.path.removeprefix("/web/"), NO_CAPTURE)

    def log_message(self, *_: object) -> None:
        pass


def looked_up(world: World, store: Path, url: str = URL) -> ArchiveCheck:
    """What our own look-up says of a page, asked near READ, where the archive is such a world."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"world": world}))
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    settings = Settings(
        store=store / "store.sqlite",
        allow_private=True,
        wayback_url=base,
        availability_url=f"{base}/wayback/available",
        cdx_per_minute=6000,
        replays_per_second=1000,
        host_gap_s=0,
        max_wait_s=0,
    )
    wanted = Wanted(url=url, near=READ, cited_title=TITLE)
    try:
        with open_web(settings, NOW) as web:
            return judge(ARCHIVE.look_up(wanted, web, settings, None), wanted, ARCHIVE.reads)
    finally:
        server.shutdown()
        server.server_close()


# ---------------------------------------------------------------- the services


def refused(words: str, status: int = 403, error: str = "") -> Answer:
    """A refusal in the words of the archive's own program, in the body, in the header for its errors, or in both."""
    named = {"X-Archive-Wayback-Runtime-Error": error} if error else {}
    return Answer(status=status, headers={"Content-Type": "text/plain;charset=UTF-8", **named}, body=words)


OFFLINE = own_page("Internet Archive services are temporarily offline.", 503)
GATEWAY = Answer(status=504, headers={"Content-Type": "text/html"}, body="<html><head><title>504 Gateway Time-out</title></head></html>")


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        pytest.param(NOTHING, "absent", id="nothing-is-an-empty-list"),
        # edgi, test_search_raises_for_blocked_urls: in the header and in the body; issue 34: without a body at another endpoint.
        pytest.param(refused(BLOCKED, error=BLOCKED), "excluded", id="edgi-blocked-in-header-and-body"),
        pytest.param(refused("", error=BLOCKED), "excluded", id="edgi-34-blocked-in-header-alone"),
        pytest.param(refused(BLOCKED), "excluded", id="waybackpy-157-blocked-in-body-alone"),
        pytest.param(refused(ROBOTS, error=ROBOTS), "unknown", id="ia-168-blocked-by-robots"),
        pytest.param(refused(ROBOTS), "unknown", id="hartator-118-blocked-by-robots-in-body"),
        pytest.param(Answer(status=429, body="Too Many Requests"), "unknown", id="edgi-client-429-without-retry-after"),
        pytest.param(GATEWAY, "unknown", id="hartator-316-gateway-time-out"),
        pytest.param(OFFLINE, "unknown", id="upptime-19-offline-with-503"),
        pytest.param(own_page("Internet Archive services are temporarily offline."), "unknown", id="waybackpy-client-page-for-json"),
        pytest.param(refused("", 404), "unknown", id="sangaline-9-index-404"),
        pytest.param(Answer(body=""), "unknown", id="an-empty-body"),
        pytest.param(Answer(headers={"Content-Type": "text/plain"}, body=" ".join(row())), "unknown", id="edgi-search-rows-as-text"),
    ],
)
def test_an_index_that_lists_nothing(answer: Answer, state: str, tmp_path: Path) -> None:
    world = World(pages=answer, others=answer, opinion=NO_OPINION)
    assert looked_up(world, tmp_path).verdict.value.value == state


RESUME = "org%2Cexample%29%2Fnews%2Fland-reform+20151028120001"
KEY_ALONE = said([HEAD, [], [RESUME]])
PORTED = "http://www.example.org:80/news/land-reform"


@pytest.mark.parametrize(
    ("pages", "others", "opinion", "state"),
    [
        # ia, wayback-cdx-server/README.md: behind an empty row, in a row of its own, the key to ask on with.
        pytest.param(said([HEAD, row(), [], [RESUME]]), NOTHING, NO_OPINION, "archived", id="ia-readme-resume-key"),
        pytest.param(KEY_ALONE, KEY_ALONE, NO_OPINION, "unknown", id="resume-key-without-rows"),
        pytest.param(rows(row(original=PORTED)), NOTHING, NO_OPINION, "archived", id="edgi-search-original-with-port-80"),
        pytest.param(rows(row(status="-", mimetype="warc/revisit")), NOTHING, NO_OPINION, "archived", id="ia-readme-revisit"),
        pytest.param(rows(row(original="http://WWW.EXAMPLE.ORG/news/land-reform")), NOTHING, NO_OPINION, "archived", id="uppercase-host"),
        pytest.param(rows(row(original=f"{URL}?")), NOTHING, NO_OPINION, "archived", id="trailing-question-mark"),
        pytest.param(rows(row(stamp="20000800241623")), NOTHING, NO_OPINION, "unknown", id="edgi-85-day-00-hour-24"),
        pytest.param(rows(row(stamp="201510281200")), NOTHING, NO_OPINION, "unknown", id="waybackpy-197-12-digits"),
        pytest.param(rows(row(stamp="20000008241731"), row()), NOTHING, NO_OPINION, "archived", id="edgi-88-month-00-beside-a-good-one"),
        pytest.param(rows(row(original="http://mailto:editor@example.org")), NOTHING, NO_OPINION, "unknown", id="edgi-client-malformed-original"),
        pytest.param(NOTHING, rows(row(status="301"), row(status="404")), NO_OPINION, "unusable", id="edgi-search-redirects-and-errors-only"),
        pytest.param(NOTHING, rows(row(status="-", mimetype="unk")), NO_OPINION, "archived", id="status-unknown-to-the-filter"),
        # macbre/wayback-machine 2, ia 210: status is text, the address http and in the archive's frame, the port may be there.
        pytest.param(NOTHING, NOTHING, closest(URL), "archived", id="ia-210-opinion-names-what-the-index-has-not"),
        pytest.param(NOTHING, NOTHING, closest(PORTED), "archived", id="ia-293-opinion-with-port-80"),
        pytest.param(NOTHING, NOTHING, closest("https://www.example.org/"), "absent", id="opinion-on-another-page"),
        pytest.param(OFFLINE, OFFLINE, closest(URL), "archived", id="opinion-where-the-index-is-offline"),
        pytest.param(NOTHING, NOTHING, OFFLINE, "absent", id="icco-112-no-opinion-adds-nothing"),
    ],
)
def test_rows_and_second_opinions(pages: Answer, others: Answer, opinion: Answer, state: str, tmp_path: Path) -> None:
    originals = [URL, PORTED, "http://WWW.EXAMPLE.ORG/news/land-reform", f"{URL}?"]
    replays = {f"{STAMP}id_/{original}": captured(original=original) for original in originals}
    world = World(pages=pages, others=others, opinion=opinion, replays=replays)
    assert looked_up(world, tmp_path).verdict.value.value == state


# ---------------------------------------------------------------- replays

ASKED, NEXT, LATER = f"{STAMP}id_/{URL}", f"{DAY_AFTER}id_/{URL}", f"{YEARS_AFTER}id_/{URL}"
LOGIN, MOVED = "https://www.example.org/login", "http://example.org/news/land-reform/"
TO_LOGIN = f"{STAMP}id_/{LOGIN}"


def led(to: str, original: str = URL, status: int = 301) -> Answer:
    """A redirect that was captured: it replays as one, and leads to a capture even as it was captured (`id_`)."""
    return captured(original=original, status=status, body="", Location=to)


@pytest.mark.parametrize(
    ("replays", "state"),
    [
        pytest.param({ASKED: captured()}, "archived", id="edgi-get-memento"),
        pytest.param({ASKED: captured(original=PORTED)}, "archived", id="edgi-tutorial-original-with-port-80"),
        pytest.param({ASKED: captured(original="http://example.org/news/land-reform")}, "archived", id="edgi-99-original-without-www"),
        # edgi, test_get_memento_should_fail_for_non_playbackable_mementos: listed, does not play, the nearest that does is shown.
        pytest.param({ASKED: elsewhere(f"{{archive}}/web/{NEXT}", DAY_AFTER), NEXT: captured(DAY_AFTER)}, "archived", id="edgi-unplayable"),
        pytest.param({ASKED: elsewhere(f"{{archive}}/web/{LATER}", YEARS_AFTER), LATER: captured(YEARS_AFTER)}, "distant", id="edgi-months-away"),
        pytest.param({ASKED: elsewhere(f"/web/{NEXT}", DAY_AFTER), NEXT: captured(DAY_AFTER)}, "archived", id="apt-wayback-relative-location"),
        pytest.param({ASKED: elsewhere(f"/web/{NEXT}", DAY_AFTER), NEXT: captured(DAY_AFTER, status=404)}, "unusable", id="edgi-leads-to-a-404"),
        pytest.param(
            {ASKED: led(f"{{archive}}/web/{STAMP}id_/{MOVED}"), f"{STAMP}id_/{MOVED}": captured(original=MOVED)},
            "archived",
            id="edgi-captured-redirect-to-another-form",
        ),
        pytest.param({ASKED: led(f"/web/{TO_LOGIN}"), TO_LOGIN: captured(original=LOGIN)}, "unusable", id="edgi-path-based-redirects"),
        pytest.param(
            {ASKED: led(f"{{archive}}/web/{TO_LOGIN}", status=303), TO_LOGIN: led(f"{{archive}}/web/{ASKED}", LOGIN, 302)},
            "unusable",
            id="edgi-redirect-in-a-loop",
        ),
        pytest.param({ASKED: captured(status=404)}, "unusable", id="edgi-captured-404"),
        pytest.param({ASKED: captured(status=500)}, "unusable", id="captured-500"),
        pytest.param({ASKED: captured(status=429, **{"x-archive-orig-retry-after": "6"})}, "unusable", id="edgi-159-captured-429"),
        pytest.param({}, "unusable", id="ia-148-listed-and-not-there"),
        pytest.param({ASKED: elsewhere(f"/save/_embed/{URL}", "")}, "unusable", id="apt-wayback-led-to-save-page-now"),
        pytest.param({ASKED: Answer(status=429)}, "unknown", id="edgi-client-429-without-retry-after"),
        pytest.param({ASKED: OFFLINE}, "unknown", id="upptime-19-offline-with-503"),
        pytest.param({ASKED: GATEWAY}, "unknown", id="edgi-processing-174-gateway-time-out"),
        pytest.param({ASKED: refused("", error=BLOCKED)}, "excluded", id="edgi-34-blocked-in-header"),
        pytest.param({ASKED: own_page(EXCLUDED, 403)}, "excluded", id="webone-blocked-with-403"),
        pytest.param({ASKED: own_page("Page cannot be displayed due to robots.txt.", 403)}, "unusable", id="whatwg-19-robots-with-403"),
        pytest.param({ASKED: own_page(EXCLUDED)}, "excluded", id="edgi-blocked-with-200"),
        pytest.param({ASKED: own_page("Page cannot be displayed due to robots.txt.")}, "unknown", id="edgi-client-robots-with-200"),
        pytest.param({ASKED: own_page("Services are temporarily offline.")}, "unknown", id="dropod-3640-offline-with-200"),
        pytest.param({ASKED: own_page("Got an HTTP 302 response at crawl time")}, "unknown", id="edgi-109-redirect-with-200"),
    ],
)
def test_a_replay(replays: Mapping[str, Answer], state: str, tmp_path: Path) -> None:
    world = World(pages=rows(row()), others=NOTHING, opinion=NO_OPINION, replays=replays)
    assert looked_up(world, tmp_path).verdict.value.value == state


SEARCH = "https://www.example.org/news?id=12&lang=en"


def test_the_link_header_writes_an_address_as_html_does(tmp_path: Path) -> None:
    """edgi, test_get_memento_raises_for_mementos_that_redirect_in_a_loop: the original of a query reads `a=1&amp;b=2`."""
    replays = {f"{STAMP}id_/{SEARCH}": captured(original=SEARCH.replace("&", "&amp;"))}
    world = World(pages=rows(row(original=SEARCH)), others=NOTHING, opinion=NO_OPINION, replays=replays)
    assert looked_up(world, tmp_path, SEARCH).verdict.value.value == "archived"


def test_a_capture_that_was_shown_instead_counts_by_its_own_date(tmp_path: Path) -> None:
    replays = {ASKED: elsewhere(f"{{archive}}/web/{LATER}", YEARS_AFTER), LATER: captured(YEARS_AFTER)}
    check = looked_up(World(pages=rows(row()), others=NOTHING, opinion=NO_OPINION, replays=replays), tmp_path)
    assert check.snapshot is not None
    assert (check.snapshot.at, check.gap_days) == (moment(YEARS_AFTER), 855)


WAYS = [
    pytest.param(lambda to: captured(status=301, body="", Location=to), id="captured-redirect"),
    pytest.param(lambda to: elsewhere(to, DAY_AFTER), id="found-capture"),
]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("wayback", ["https://web.archive.org", "//web.archive.org"])
def test_a_mirror_that_leads_to_the_archive_that_it_mirrors(way: Callable[[str], Answer], wayback: str, tmp_path: Path) -> None:
    """The Wayback Machine's Locations name its own host (edgi, all cassettes of redirects): the mirror is asked for what it has of that."""
    replays = {ASKED: way(f"{wayback}/web/{NEXT}"), NEXT: captured(DAY_AFTER)}
    check = looked_up(World(pages=rows(row()), others=NOTHING, opinion=NO_OPINION, replays=replays), tmp_path)
    assert (check.verdict.value.value, check.gap_days) == ("archived", 1)
