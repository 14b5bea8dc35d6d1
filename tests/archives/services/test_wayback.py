"""The Wayback Machine against the stand's own: its answer key, its faults, and how many requests a look-up takes."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

Look = Callable[[list[dict[str, Any]]], list[dict[str, Any]]]

pytestmark = pytest.mark.stand

HRW = "https://www.hrw.org/world-report/2015/country-chapters/kazakhstan"
NEVER = "http://astanatimes.com/2015/11/ngo-law-to-ensure-liberty/"
ONLY_404 = "http://astanatimes.com/2016/04/ethnic-diversity/"
BBC = "https://www.bbc.co.uk/news/world-asia-16221566"
EXCLUDED = "https://excluded.example/article"


NEAR = "2019-09-07T07:07:07+00:00"
"""When the BBC's page was captured."""


def at(stamp: str, days: int = 0) -> str:
    return (datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC) + timedelta(days=days)).isoformat()


def services(asked: list[str]) -> list[str]:
    def name(url: str) -> str:
        if "/cdx/" in url:
            return "filtered" if "filter=" in url else "unfiltered"
        return "replay" if "id_/" in url else "second opinion"

    return [name(url) for url in asked]


# ---------------------------------------------------------------- the answer key


@pytest.fixture(scope="module")
def world(stand: Mapping[str, str]) -> list[dict[str, Any]]:
    with urllib.request.urlopen(stand["STAND_CONTROL"] + "/world", timeout=10) as answer:
        listed: list[dict[str, Any]] = json.load(answer)
    return listed


def expected(page: dict[str, Any], *, near: str) -> str:
    """The state that the answer key gives a page whose good capture is `near`: archived or distant."""
    if page["truth"]["archived"] is None:
        return "excluded"
    if page["truth"]["archived"]:
        return near
    return "unusable" if page["captures"] else "absent"


@pytest.mark.parametrize(("days", "state"), [(2, "archived"), (-2, "archived"), (400, "distant"), (-95, "distant")])
def test_every_page_of_the_answer_key(world: list[dict[str, Any]], look_up: Look, days: int, state: str) -> None:
    """Each page, wanted so many days after its only good capture: too many make that capture one of another time."""
    keyed = [page for page in world if "archived" in page["truth"] and page["url"] != HRW]
    first = {page["url"]: next((stamp for stamp, status in page["captures"] if status == 200), "20160322111111") for page in keyed}
    answers = look_up([{"url": page["url"], "near": at(first[page["url"]], days)} for page in keyed])
    found = {page["url"]: answer["state"] for page, answer in zip(keyed, answers, strict=True)}
    assert found == {page["url"]: expected(page, near=state) for page in keyed}
    assert len(found) > 20


def test_the_nearest_of_several_captures_and_its_gap(look_up: Look) -> None:
    wanted = ["20161028120000", "20150401000000", "20190601000000", "20161029230000"]
    found = look_up([{"url": HRW, "near": at(stamp)} for stamp in wanted])
    assert [(answer["snapshot"].split("/")[4], answer["gap"]) for answer in found] == [
        ("20161028080130", 0),
        ("20150302101500", -30),
        ("20200611000001", 376),
        ("20161028221455", -1),
    ]
    assert [answer["state"] for answer in found] == ["archived", "archived", "distant", "archived"]


# ---------------------------------------------------------------- faults

IN_TIME = {"deadline_s": 1.0, "connect_s": 1.0}
"""Of a job whose service hangs, for longer than that."""


def failing(page: str, mode: str, *services: str) -> dict[str, Any]:
    faults = {service: {"mode": mode, "count": ALL_FAIL, "delay": 1.5 if mode == "hang" else 0.1} for service in services}
    return {"url": page, "near": NEAR, "faults": faults, "settings": IN_TIME if mode == "hang" else {}}


# The stand drops the connection where it knows no empty answer (index, replay).
BROKEN = ("429", "503", "hang", "reset", "empty")
ALL_FAIL = 99

# page → what is true of it, and may be said while a service is slow, or while one fails that is not needed for it.
TRUE = {BBC: "archived", NEVER: "absent", ONLY_404: "unusable", EXCLUDED: "excluded"}
# (service, page) → what may be said while the service fails. The second opinion alone can show a capture, never that there is none.
WHILE_FAILING = {
    ("cdx", BBC): "archived",
    ("cdx", NEVER): "unknown",
    ("cdx", ONLY_404): "unknown",
    ("cdx", EXCLUDED): "unknown",
    ("availability", BBC): "archived",
    ("availability", NEVER): "absent",
    ("replay", BBC): "unknown",
    ("replay", NEVER): "absent",
}
FAULTS = [(page, service, mode, state) for (service, page), state in WHILE_FAILING.items() for mode in BROKEN]
FAULTS += [(page, service, "slow", TRUE[page]) for service, page in WHILE_FAILING]


@pytest.fixture(scope="module")
def under_faults(look_up: Look) -> dict[tuple[str, str, str], dict[str, Any]]:
    answers = look_up([failing(page, mode, service) for page, service, mode, _ in FAULTS])
    return {(page, service, mode): answer for (page, service, mode, _), answer in zip(FAULTS, answers, strict=True)}


@pytest.mark.parametrize(("page", "service", "mode", "state"), [pytest.param(*case, id=f"{case[1]}-{case[2]}-{TRUE[case[0]]}") for case in FAULTS])
def test_a_fault_is_never_an_answer(under_faults: dict[tuple[str, str, str], dict[str, Any]], page: str, service: str, mode: str, state: str) -> None:
    answer = under_faults[page, service, mode]
    assert answer["state"] == state, answer


def test_where_nothing_answers_nothing_is_said(look_up: Look) -> None:
    cases = [(page, mode) for page in (BBC, NEVER) for mode in BROKEN]
    answers = look_up([failing(page, mode, "cdx", "availability", "replay") for page, mode in cases])
    assert {case: answer["state"] for case, answer in zip(cases, answers, strict=True)} == dict.fromkeys(cases, "unknown")


def test_an_index_that_names_a_time_is_asked_once_more(look_up: Look) -> None:
    faults = {"cdx": {"mode": "429", "count": 1, "retry_after": 1}}
    patient, hasty, refused = look_up(
        [
            {"url": BBC, "near": NEAR, "faults": faults},
            {"url": BBC, "near": NEAR, "faults": faults, "settings": {"max_wait_s": 0.5}},
            {"url": NEVER, "near": NEAR, "faults": {"cdx": {"mode": "429", "count": 2, "retry_after": 1}}},
        ]
    )
    assert (patient["state"], services(patient["asked"])) == ("archived", ["filtered", "filtered", "replay"])
    # The second opinion shows what the index would not say; that nothing is there it cannot show.
    assert services(hasty["asked"]) == ["filtered", "second opinion", "replay"]
    assert (refused["state"], services(refused["asked"])) == ("unknown", ["filtered", "filtered", "second opinion"])


MALFORMED = {
    "cut off": '[["urlkey","timestamp","original","mimetype","statuscode","digest"],\n["org',
    "no body": "",
    "a page": "<html>The Wayback Machine is down for maintenance</html>",
    "an object": '{"message": "overloaded"}',
    "rows without a head": '["org,example)/"]',
    "nested too deep": "[" * 100_000,
    "longer than is read": "[]" + " " * (1 << 20),
}


def test_a_malformed_answer_of_the_index_is_no_absence(look_up: Look) -> None:
    answers = look_up(
        [{"url": NEVER, "near": NEAR, "faults": {"cdx": {"mode": "200", "count": ALL_FAIL, "body": body}}} for body in MALFORMED.values()]
    )
    assert {name: answer["state"] for name, answer in zip(MALFORMED, answers, strict=True)} == dict.fromkeys(MALFORMED, "unknown")


def test_an_index_that_contradicts_itself_is_believed_where_it_lists(look_up: Look) -> None:
    """Its first answer says that nothing with status 200 is there; what the question without the filter lists is replayed all the same."""
    faults = {"cdx": {"mode": "200", "count": 1, "body": "[]", "ctype": "application/json"}}
    found = look_up([{"url": BBC, "near": NEAR, "faults": faults}])[0]
    assert (found["state"], services(found["asked"])) == ("archived", ["filtered", "unfiltered", "replay"])


# ---------------------------------------------------------------- what was captured


@pytest.mark.parametrize(
    ("page", "snapshot"),
    [
        pytest.param("https://www.eureporter.co/general/2016/11/12/kazakhstan-a-model/", "20161112150000", id="an-error-page-that-says-200"),
        pytest.param("http://kz-news-forum.example/2009/report", "20091231000000", id="a-parked-domain"),
    ],
)
def test_a_capture_of_something_else_is_passed_over(look_up: Look, page: str, snapshot: str) -> None:
    """The archive captures the page as it is today, and that capture is the nearest."""
    found = look_up([{"url": page, "near": "2040-01-01T12:00:00+00:00", "save": True}])[0]
    assert (found["state"], found["snapshot"].split("/")[4]) == ("distant", snapshot)
    assert services(found["asked"]) == ["filtered", "replay", "replay"]


# ---------------------------------------------------------------- how it asks


REQUESTS = {
    BBC: ["filtered", "replay"],
    EXCLUDED: ["filtered"],
    ONLY_404: ["filtered", *["unfiltered"] * 4],
    NEVER: ["filtered", *["unfiltered"] * 4, "second opinion"],
    "mailto:editor@example.org": [],
    "http://[broken/": [],
}


def test_how_many_requests_a_look_up_takes(look_up: Look) -> None:
    answers = look_up([{"url": page, "near": NEAR} for page in REQUESTS])
    assert {page: services(answer["asked"]) for page, answer in zip(REQUESTS, answers, strict=True)} == REQUESTS


def test_what_other_rows_showed_of_the_index_spares_requests(look_up: Look) -> None:
    """Rows of a www. address show that the index files http, https and www. under one key: an absent page needs no other form then."""
    found = look_up([{"url": page, "near": NEAR, "store": "shared"} for page in (BBC, NEVER)])
    assert services(found[1]["asked"]) == ["filtered", "unfiltered", "second opinion"]
    assert found[1]["state"] == "absent"
