"""How counts, shares, times and verdicts are put into words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeaudit import wording
from citeaudit.model import LEAD, Affiliation, ArchiveState, Bounds, Claim, Evidence, LinkState, Role, Share, SourceType, Status, Verdict, text


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (Share(part=12, whole=48), "12 of 48 (25 %)"),
        (Share(part=1, whole=48), "1 of 48 (2.1 %)"),
        (Share(part=0, whole=48), "0 of 48 (0 %)"),
        (Share(part=0, whole=0), "0 of 0"),
    ],
)
def test_share_has_its_denominator(share: Share, words: str) -> None:
    assert wording.share(share) == words


def test_rate_has_its_interval() -> None:
    assert wording.rate(Share(part=15, whole=20, low=0.5313, high=0.8881)) == "15 of 20 (75 %; 95 % interval 53.1 to 88.8 %)"


def test_bounds_that_meet_are_one_share() -> None:
    three = Share(part=3, whole=4)
    assert wording.bounds(Bounds(at_least=three, at_most=three)) == "3 of 4 (75 %)"
    assert wording.bounds(Bounds(at_least=Share(part=1, whole=4), at_most=three)) == "at least 1 of 4 (25 %), at most 3 of 4 (75 %)"


@pytest.mark.parametrize(("confidence", "word"), [(1.0, "high"), (0.9, "high"), (0.89, "medium"), (0.6, "medium"), (0.59, "low"), (0.0, "")])
def test_confidence_words(confidence: float, word: str) -> None:
    assert wording.confidence(Verdict(value=Status.OK, rule="r", reason=text("x"), confidence=confidence)) == word


def test_verdict_says_reason_and_evidence() -> None:
    seen = Evidence(what="404 Not Found", where="https://a.example/", seen_at=datetime(2026, 11, 24, 23, tzinfo=UTC))
    verdict = Verdict(value=LinkState.GONE, rule="r", reason=text("answered {status}", status=404), evidence=(seen,), confidence=0.8)
    assert wording.verdict(verdict) == "answered 404; 404 Not Found (https://a.example/, 2026-11-24)"


@pytest.mark.parametrize(
    ("seen", "told"),
    [
        ([("404", "https://a.example/", 24), ("title “x”", "https://a.example/", 24)], "404; title “x” (https://a.example/, 2026-11-24)"),
        ([("a body", "page one", 24), ("a body", "page two", 24)], "a body (page one; page two, 2026-11-24)"),
        ([("a body", "page one", 23), ("a body", "page one", 24)], "a body (page one, 2026-11-23); a body (page one, 2026-11-24)"),
        ([("200 https://a.example/", "https://a.example/", 24)], "200 https://a.example/ (2026-11-24)"),
        ([("nobody has read this", "publishers.csv:11", None)], "nobody has read this (publishers.csv:11)"),
        ([("a body", "", None)], "a body"),
    ],
    ids=["one place", "one thing", "two days", "place in the thing", "no day", "bare"],
)
def test_evidence_says_each_thing_once(seen: list[tuple[str, str, int | None]], told: str) -> None:
    evidence = [Evidence(what=what, where=where, seen_at=datetime(2026, 11, day, tzinfo=UTC) if day else None) for what, where, day in seen]
    assert "; ".join(map(wording.evidence, wording.sights(evidence))) == told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("the page is gone", "The page is gone."),
        ("Copy the article again.", "Copy the article again."),
        ("www.a.example has a fault (it answered 500)", "www.a.example has a fault (it answered 500)."),
        ("https://a.example/ is gone", "https://a.example/ is gone."),
        ("is it so?", "Is it so?"),
        ("it says “wait...”", "It says “wait...”."),
        ("été", "Été."),
        ("", ""),
    ],
)
def test_sentence(words: str, told: str) -> None:
    assert wording.sentence(text(words)) == told


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ("1 2 3 5 6 9", "1–3, 5, 6, 9"),
        ("48", "48"),
        ("3 2 1", "3, 2, 1"),
        ("1.1 1.2 1.3", "1.1, 1.2, 1.3"),
        ("9 10 11 a b", "9–11, a, b"),
        ("", ""),
    ],
)
def test_labels_in_a_row_are_a_span(names: str, told: str) -> None:
    assert wording.labels(names.split()) == told


def test_labels_of_groups_and_parts_are_no_numbers() -> None:
    assert wording.labels(["note 1", "note 2", "note 3", "9", "9 (2)"]) == "note 1, note 2, note 3, 9, 9 (2)"


def test_counted_has_a_plural() -> None:
    assert [wording.counted(number, "source") for number in (0, 1, 2)] == ["0 sources", "1 source", "2 sources"]


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0.0, "about 1 s left"),
        (40.4, "about 40 s left"),
        (89.4, "about 89 s left"),
        (90, "about 2 min left"),
        (240, "about 4 min left"),
        (5399, "about 90 min left"),
        (5400, "about 2 h left"),
        (25_000, "about 7 h left"),
    ],
)
def test_time_left_is_told_in_a_unit_that_reads_well(seconds: float, told: str) -> None:
    assert wording.left(seconds) == told


def test_part_of_an_article() -> None:
    assert [wording.part(heading) for heading in (LEAD, "Rule\nof law")] == ["lead", "section “Rule of law”"]


def test_every_word_of_a_verdict_has_a_meaning() -> None:
    assert set(wording.LINK_MEANINGS) == set(LinkState)
    assert set(wording.ARCHIVE_MEANINGS) == set(ArchiveState)
    assert set(wording.CLAIM_MEANINGS) == set(Claim)
    assert set(wording.STATUS_MEANINGS) == set(Status)
    assert set(wording.TYPE_NAMES) == set(SourceType)
    assert set(wording.AFFILIATION_NAMES) == set(Affiliation)
    assert set(wording.ROLE_MEANINGS) == set(Role)


def test_type_name_shows_the_state() -> None:
    assert wording.type_name("state_media KZ") == "state media (KZ)"
    assert wording.type_name("press KZ", wording.NOBODY_READ) == "press (KZ; nobody has read this)"


@given(st.text())
def test_cleaned_words_have_no_control_characters_and_one_line(words: str) -> None:
    cleaned = wording.cleaned(words)
    assert "\n" not in cleaned
    assert not any(ord(sign) < 32 or sign in "\x7f\u202e\u2066\u200b" for sign in cleaned)
