"""Whatever happens to an article's text, it is read, or one clear error is told (10,000 inputs a format: `python -m benchmarks fuzz`)."""

from __future__ import annotations

import pytest

from benchmarks.fuzz import SAMPLES, SLOWEST_S, read, run
from citeaudit.ports import ArticleFormat, Recognition, offered

FORMATS = {format.name: format for format in offered("citeaudit.articles.formats", "FORMAT", ArticleFormat)}


def test_every_format_has_a_sample() -> None:
    assert set(SAMPLES) == set(FORMATS)


@pytest.mark.parametrize("name", SAMPLES)
def test_each_sample_is_recognised_by_its_own_format_alone_and_has_references(name: str) -> None:
    head = SAMPLES[name].encode()
    sure = {format.name: format.recognises(head) for format in FORMATS.values()}
    assert [other for other, recognition in sure.items() if recognition is max(sure.values())] == [name]
    assert sure[name] > Recognition.NO
    assert read(FORMATS[name], head).fault == ""


@pytest.mark.parametrize("name", SAMPLES)
def test_no_mutated_input_crashes_or_hangs(name: str) -> None:
    outcomes = run(FORMATS[name], 150)
    assert {outcome.fault for outcome in outcomes if outcome.fault} == set()
    assert max(outcome.took_s for outcome in outcomes) < SLOWEST_S
