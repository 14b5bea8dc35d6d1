"""Words as a reader sees them: counted, folded, searched."""

from __future__ import annotations

import pytest

from citeaudit.content.words import count_phrase, count_words, fold, tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("", 0, id="nothing"),
        pytest.param("Kazakhstan marks Human Rights Day", 5, id="words"),
        pytest.param("OSCE — Vienna | 2016 …", 3, id="marks are no words"),
        pytest.param("页面不存在了", 3, id="two Chinese signs are a word"),
        pytest.param("页面不存在", 3, id="an odd sign is a word of its own"),
        pytest.param("페이지를 찾을 수 없습니다", 6, id="Korean by its signs"),
        pytest.param("ページ 404 not found", 5, id="scripts mixed"),
        pytest.param("Бет табылмады", 2, id="Kazakh"),
        pytest.param("รัฐสภาลงมติเห็นชอบกฎหมายใหม่", 6, id="Thai, five signs to a word"),
    ],
)
def test_words_are_counted_as_a_reader_sees_them(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Oops! That page can’t be found.", "oops that page can't be found", id="apostrophes, case, marks"),
        pytest.param("Straße", "STRASSE", id="sharp s"),
        pytest.param("ＯＳＣＥ", "osce", id="full width"),
        pytest.param("  two\n words ", "two words", id="space"),
    ],
)
def test_spellings_fold_to_the_same_words(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_a_run_of_chinese_signs_gives_its_pairs() -> None:
    assert tokens("人权报告 2015") == ["人权", "权报", "报告", "2015"]


@pytest.mark.parametrize(
    ("text", "phrase", "times"),
    [
        pytest.param("slot slot slots slot", "slot", 3, id="whole words, also side by side"),
        pytest.param("log in log in", "log in", 2, id="two words, side by side"),
        pytest.param("blog in", "log in", 0, id="no part of a word"),
        pytest.param("抱歉 页面 不存在", "页面不存在", 1, id="Chinese, spaces aside"),
        pytest.param(fold("เว็บสล็อตออนไลน์ สล็อต"), fold("สล็อต"), 2, id="Thai, within a run"),
        pytest.param("anything", "", 0, id="no phrase"),
    ],
)
def test_a_phrase_is_found_on_word_boundaries(text: str, phrase: str, times: int) -> None:
    assert count_phrase(text, phrase) == times
