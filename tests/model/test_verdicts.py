"""Words come last: a Text is a message and what stands in its places."""

from __future__ import annotations

from citeaudit.model import DEAD_STATES, OK_STATES, UNCHECKED_STATES, LinkState, text


def test_a_text_is_put_into_words_last() -> None:
    told = text("answered {status} at {url}", status=404, url="https://a.example/{x}")
    assert told.message == "answered {status} at {url}"
    assert str(told) == "answered 404 at https://a.example/{x}"


def test_a_text_without_values_is_itself() -> None:
    assert str(text("a {brace} in words")) == "a {brace} in words"


def test_dead_is_four_states_and_nothing_else() -> None:
    assert {state.value for state in DEAD_STATES} == {"gone", "soft-404", "parked", "dead-host"}
    assert not DEAD_STATES & OK_STATES
    assert not (DEAD_STATES | OK_STATES) & UNCHECKED_STATES
    assert LinkState.BLOCKED not in DEAD_STATES | OK_STATES | UNCHECKED_STATES
