"""The judge of links beyond single rows: which row comes first, what a later answer does, what a verdict tells, and that asking comes to an end."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product
from operator import attrgetter

import pytest

from citeaudit.links.judge import judge, next_request
from citeaudit.model import Exchange, FailureKind, LinkState, Phase, Purpose
from tests.links import test_rows_by_landing, test_rows_by_page, test_rows_by_status, test_rows_by_title, test_rows_without_answer
from tests.links.seen import (
    ARTICLE,
    BAD_CERTIFICATE,
    BLANK_403,
    BLOCKED,
    DRIFTED,
    ERROR,
    FOR_SALE,
    FRONT_PAGE,
    GONE,
    LIVE,
    LOGIN,
    MOMENT,
    MOVED,
    NO_NAME,
    NO_NAME_AGAIN,
    NOON,
    NOT_CHECKED,
    NOT_FOUND,
    NOWHERE,
    OTHER_ARTICLE,
    PARKED,
    RATE_LIMITED,
    RESET,
    RESTRICTED,
    SHELL,
    SITE,
    SOFT_404,
    TLS_ERROR,
    TRANSIENT,
    UNKNOWN,
    UPKEEP,
    URL,
    Asked,
    Judged,
    again,
    case,
    context_of,
    failed,
    headed,
    landed,
    page,
    pdf,
    probe,
    seen,
)

CHALLENGED = (("cf-mitigated", "challenge"), ("retry-after", "5"))
MISSING_LOGIN = page("Log in", h1="Page not found", words=30, password_fields=1)
LOGIN_AND_UPKEEP = page("Log in", h1="Log in", text="The site is down for scheduled maintenance.", words=30, password_fields=1)
PARKED_LOGIN = replace(FOR_SALE, title="Log in", password_fields=1)
ERROR_PATH = f"{SITE}/error/500"

EARLIER_WINS: list[Judged] = [
    *(
        case(f"row08-before-{name}", BLOCKED, headed(seen(status, shown), *CHALLENGED), conf=0.9)
        for name, status, shown in (
            ("row09-429", 429, ERROR),
            ("row09-503", 503, ERROR),
            ("row10-401", 401, ERROR),
            ("row10-login", 200, LOGIN),
            ("row11", 403, ERROR),
            ("row12", 410, ERROR),
            ("row13", 404, NOWHERE),
            ("row14-500", 500, ERROR),
            ("row14-400", 400, ERROR),
            ("row15", 300, None),
            ("row16", 200, UPKEEP),
            ("row17", 200, FOR_SALE),
            ("row20", 200, NOWHERE),
            ("row21", 200, SHELL),
            ("row24", 200, ARTICLE),
            ("row26", 200, OTHER_ARTICLE),
        )
    ),
    landed("row08-before-row18", BLOCKED, URL, f"{SITE}/", MOMENT, conf=0.9),
    landed("row08-before-row19", BLOCKED, URL, ERROR_PATH, MOMENT, conf=0.9),
    landed("row08-before-row23", BLOCKED, URL, f"{SITE}/7", MOMENT, conf=0.9),
    case("row07-before-row08", TLS_ERROR, BAD_CERTIFICATE, headed(seen(403, MOMENT, purpose=Purpose.UNVERIFIED), *CHALLENGED), conf=0.9),
    case("row09-before-row14", RATE_LIMITED, seen(503, ERROR, retry_after="900"), conf=0.95),
    case("row09-before-row16", RATE_LIMITED, seen(503, UPKEEP, retry_after="900"), conf=0.95),
    case("row09-before-row17", RATE_LIMITED, seen(429, FOR_SALE), conf=0.95),
    case("row09-before-row20", RATE_LIMITED, seen(429, NOWHERE), conf=0.95),
    case("row10-before-row16", RESTRICTED, seen(200, LOGIN_AND_UPKEEP), conf=0.9),
    case("row10-before-row17", RESTRICTED, seen(200, PARKED_LOGIN), conf=0.9),
    landed("row10-before-row18", RESTRICTED, URL, f"{SITE}/2015/", LOGIN, conf=0.9),
    landed("row10-before-row19", RESTRICTED, URL, ERROR_PATH, LOGIN, conf=0.9),
    case("row10-before-row20", RESTRICTED, seen(200, MISSING_LOGIN), conf=0.9),
    landed("row10-before-row23", RESTRICTED, URL, f"{SITE}/7", LOGIN, title="Log in", conf=0.9),
    case("row11-before-row20", BLOCKED, seen(403, NOWHERE), conf=0.5),
    landed("row11-before-row18", BLOCKED, URL, f"{SITE}/", FRONT_PAGE, conf=0.5, status=403),
    case("row12-before-row17", GONE, seen(410, FOR_SALE), conf=0.9),
    landed("row12-before-row18", GONE, URL, f"{SITE}/", FRONT_PAGE, conf=0.9, status=410),
    landed("row13-before-row18", GONE, URL, f"{SITE}/", FRONT_PAGE, conf=(0.8, 0.97), status=404),
    landed("row13-before-row19", GONE, URL, f"{SITE}/404", NOWHERE, conf=(0.8, 0.97), status=404),
    case("row14-before-row16", UNKNOWN, seen(400, UPKEEP), conf=0.3),
    case("row14-before-row17", TRANSIENT, seen(500, FOR_SALE), conf=0.3),
    landed("row14-before-row19", TRANSIENT, URL, ERROR_PATH, ERROR, conf=0.3, status=500),
    case("row15-before-row16", GONE, seen(304, None, size=0), conf=0.8),
    landed("row17-before-row23", PARKED, URL, f"{SITE}/7", FOR_SALE, conf=0.9),
    landed("row20-before-row23", SOFT_404, URL, f"{SITE}/7", NOWHERE, title="", conf=0.9),
    case("row17-before-row22", PARKED, seen(200, FOR_SALE), probe(200, FOR_SALE), conf=0.9),
    case("row16-before-row22", TRANSIENT, seen(200, UPKEEP), probe(200, UPKEEP), conf=0.3),
    case("row20-before-row22", SOFT_404, seen(200, NOWHERE), probe(200, NOWHERE), conf=0.9),
    case("row21-before-row22", UNKNOWN, seen(200, SHELL), probe(200, SHELL)),
    case("row22-before-row23", SOFT_404, seen(200, page(), via=(f"{SITE}/7",)), probe(200, page()), conf=0.85),
    case("row22-before-row25", SOFT_404, seen(200, page()), probe(200, page()), conf=0.85),
    case("row22-before-row26", SOFT_404, seen(200, OTHER_ARTICLE), probe(200, OTHER_ARTICLE), conf=0.85),
    case("row23-before-row24", MOVED, seen(via=(f"{SITE}/7",)), conf=0.9),
    case("row23-before-row25", MOVED, pdf(via=(f"{SITE}/7.pdf",)), title="", conf=0.9),
    case("row25-before-row26", LIVE, pdf(), conf=0.8),
]

MODULES = (test_rows_without_answer, test_rows_by_status, test_rows_by_page, test_rows_by_landing, test_rows_by_title)
TABLE: list[Judged] = [row for module in MODULES for row in module.ROWS] + EARLIER_WINS
QUESTIONS: list[Asked] = [row for module in MODULES for row in getattr(module, "ASKING", [])]


@pytest.mark.parametrize("row", EARLIER_WINS, ids=attrgetter("name"))
def test_where_two_rows_fit_the_earlier_wins(row: Judged) -> None:
    assert not list(row.misses())


FIRST_ANSWERS = [
    (RESET, Purpose.REPEAT),
    (seen(429, ERROR, retry_after="1"), Purpose.REPEAT),
    (seen(503, ERROR, retry_after="1"), Purpose.REPEAT),
    (BLANK_403, Purpose.BROWSER_LIKE),
    (seen(406, ERROR), Purpose.BROWSER_LIKE),
    (NOT_FOUND, Purpose.BROWSER_LIKE),
    (seen(400, ERROR), Purpose.BROWSER_LIKE),
]
LAST_ANSWERS = [
    (LIVE, seen()),
    (DRIFTED, seen(200, OTHER_ARTICLE)),
    (GONE, seen(404, NOWHERE)),
    (GONE, seen(410, ERROR)),
    (GONE, failed(FailureKind.REDIRECT_LOOP, Phase.REDIRECT, via=(URL,))),
    (BLOCKED, seen(403, ERROR)),
    (BLOCKED, seen(403, MOMENT, cf_mitigated="challenge")),
    (RESTRICTED, seen(401, ERROR)),
    (RESTRICTED, seen(200, LOGIN, via=(f"{SITE}/login",))),
    (RATE_LIMITED, seen(429, ERROR, retry_after="1")),
    (TRANSIENT, seen(500, ERROR)),
    (TRANSIENT, RESET),
    (TRANSIENT, failed(FailureKind.SILENT, Phase.CONNECT)),
    (TRANSIENT, failed(FailureKind.NAME_UNSURE, Phase.DNS)),
    (TLS_ERROR, BAD_CERTIFICATE),
    (UNKNOWN, seen(400, ERROR)),
    (UNKNOWN, seen(200, SHELL)),
    (PARKED, seen(200, FOR_SALE)),
    (SOFT_404, seen(200, FRONT_PAGE, via=(f"{SITE}/",))),
    (SOFT_404, seen(200, NOWHERE)),
]


@pytest.mark.parametrize(("first", "last"), list(product(FIRST_ANSWERS, LAST_ANSWERS)))
def test_the_last_answer_is_judged(first: tuple[Exchange, Purpose], last: tuple[LinkState, Exchange]) -> None:
    state, answer = last
    row = case("", (), first[0], again(answer, first[1]))
    assert row.verdict().value == state


@pytest.mark.parametrize("row", TABLE, ids=attrgetter("name"))
def test_every_verdict_says_why_and_on_what_evidence(row: Judged) -> None:
    verdict = row.verdict()
    reason = str(verdict.reason)
    assert re.fullmatch(r"[a-z0-9-]+", verdict.rule)
    assert " " in reason
    assert not set(reason) & set("{}\n\r")
    assert reason == reason.strip()
    assert not re.search(r"[.!?]\s+[A-Z]", verdict.reason.message), "one sentence"
    assert 0 <= verdict.confidence <= 1
    assert all(seen.what.strip() and seen.what.isprintable() for seen in verdict.evidence)
    if verdict.value not in (UNKNOWN, NOT_CHECKED):
        assert any(seen.where and seen.seen_at for seen in verdict.evidence)


def told(*exchanges: Exchange) -> str:
    """All that the evidence of a verdict says, places included."""
    return "\n".join(f"{seen.where} {seen.what}" for seen in judge(exchanges, context_of(exchanges)).evidence)


def test_evidence_has_the_hops_with_their_statuses() -> None:
    evidence = told(seen(200, OTHER_ARTICLE, via=(f"{SITE}/r/7", "https://www.example.net/a"), hop_status=308))
    for part in (URL, f"{SITE}/r/7", "https://www.example.net/a", "308", "200"):
        assert part in evidence


def test_evidence_has_the_title_of_the_page() -> None:
    assert "Ten recipes with pumpkin" in told(seen(200, OTHER_ARTICLE))
    assert "Page not found" in told(seen(200, NOWHERE))


@pytest.mark.parametrize(
    ("status", "name", "value"),
    [
        (403, "cf-mitigated", "challenge"),
        (403, "server", "ddos-guard"),
        (429, "retry-after", "900"),
        (202, "x-amzn-waf-action", "challenge"),
        (403, "x-datadome", "protected"),
    ],
)
def test_evidence_has_the_header_that_decided(status: int, name: str, value: str) -> None:
    evidence = told(headed(seen(status, ERROR), (name, value))).lower()
    for part in (str(status), name, value):
        assert part in evidence


@pytest.mark.parametrize(
    "failure",
    [
        (FailureKind.NAME_UNSURE, Phase.DNS, "SERVFAIL"),
        (FailureKind.CONNECTION_REFUSED, Phase.CONNECT, "errno 111"),
        (FailureKind.CERTIFICATE, Phase.TLS, "certificate has expired"),
        (FailureKind.DEADLINE, Phase.HEADERS, ""),
        (FailureKind.PRIVATE_ADDRESS, Phase.ADDRESS, "10.0.0.8"),
        (FailureKind.BAD_LOCATION, Phase.REDIRECT, ""),
        (FailureKind.INVALID_URL, Phase.URL, "port out of range"),
    ],
    ids=lambda failure: failure[1].value,
)
def test_evidence_has_the_failure_with_its_phase(failure: tuple[FailureKind, Phase, str]) -> None:
    kind, phase, detail = failure
    evidence = told(failed(kind, phase, detail=detail))
    assert phase.value in evidence.lower()
    assert detail in evidence


def test_the_first_failure_stays_in_evidence() -> None:
    assert "headers" in told(RESET, seen(410, ERROR, purpose=Purpose.REPEAT))


def test_evidence_has_every_answer_where_it_was_asked_again() -> None:
    evidence = told(NOT_FOUND, seen(410, ERROR, purpose=Purpose.BROWSER_LIKE))
    assert "404" in evidence
    assert "410" in evidence


def test_evidence_says_when_it_was_seen() -> None:
    verdict = judge((NOT_FOUND,), context_of((NOT_FOUND,)))
    assert all(seen.seen_at == NOON for seen in verdict.evidence if seen.where)


def test_the_look_without_verification_tells_status_and_title() -> None:
    looks = (BAD_CERTIFICATE, seen(200, page("Minutes of the assembly"), purpose=Purpose.UNVERIFIED))
    words = f"{told(*looks)} {judge(looks, context_of(looks)).reason}"
    assert "200" in words
    assert "Minutes of the assembly" in words


def test_the_probe_is_told_where_it_decided() -> None:
    evidence = told(seen(200, OTHER_ARTICLE), probe(200, OTHER_ARTICLE))
    assert probe().request.url in evidence


NEVER_THE_SAME_TWICE = [row for row in QUESTIONS if row.purpose and len(row.exchanges) == 1]


@pytest.mark.parametrize("row", NEVER_THE_SAME_TWICE, ids=attrgetter("name"))
def test_never_asks_twice_for_one_reason(row: Asked) -> None:
    """The same answer again and again: each question is asked once, and then it is left at that."""
    chain, questions = [row.exchanges[0]], []
    while request := next_request(tuple(chain), row.context):
        assert (request.purpose, request.url) not in questions
        questions.append((request.purpose, request.url))
        chain.append(again(row.exchanges[0], request.purpose, url=request.url, number=len(chain)))
    assert questions


SWINGING = [(403, 404), (404, 429), (429, 503), (400, 403), (200, 404), (404, 200)]


@pytest.mark.parametrize("swing", SWINGING, ids=str)
def test_answers_that_swing_come_to_an_end(swing: tuple[int, int]) -> None:
    chain = [seen(swing[0], OTHER_ARTICLE, retry_after="1")]
    while request := next_request(tuple(chain), context_of(tuple(chain))):
        assert len(chain) <= 4, [exchange.request.purpose for exchange in chain]
        chain.append(again(seen(swing[len(chain) % 2], OTHER_ARTICLE, retry_after="1"), request.purpose, url=request.url, number=len(chain)))


def test_a_name_that_comes_and_goes_comes_to_an_end() -> None:
    chain = [NO_NAME]
    found = seen(0, None, size=0)
    while request := next_request(tuple(chain), context_of(tuple(chain))):
        assert len(chain) <= 8
        answer = found if request.purpose is Purpose.NAME else NO_NAME
        chain.append(again(answer, request.purpose, url=request.url, number=len(chain)))
    assert len(chain) >= 3


def test_judging_is_the_same_each_time() -> None:
    chain = (NO_NAME, NO_NAME_AGAIN)
    assert judge(chain, context_of(chain)) == judge(chain, context_of(chain))
