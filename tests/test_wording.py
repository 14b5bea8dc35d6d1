"""How counts, shares, times and verdicts are put into words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeaudit import wording
from citeaudit.model import ArchiveState, Bounds, Evidence, LinkState, Share, SourceType, Status, Verdict, text


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


def test_every_word_of_a_verdict_has_a_meaning() -> None:
    assert set(wording.LINK_MEANINGS) == set(LinkState)
    assert set(wording.ARCHIVE_MEANINGS) == set(ArchiveState)
    assert set(wording.STATUS_MEANINGS) == set(Status)
    assert set(wording.TYPE_NAMES) == set(SourceType)


def test_type_name_shows_the_state() -> None:
    assert wording.type_name("state_media KZ") == "state media (KZ)"


@given(st.text())
def test_cleaned_words_have_no_control_characters_and_one_line(words: str) -> None:
    cleaned = wording.cleaned(words)
    assert "\n" not in cleaned
    assert not any(ord(sign) < 32 or sign in "\x7f\u202e\u2066\u200b" for sign in cleaned)
