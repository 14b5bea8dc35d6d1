"""Which link of an entry bears the title of its source."""

from __future__ import annotations

import pytest

from citeaudit.articles.linktitles import is_title


@pytest.mark.parametrize(
    ("before", "words", "after"),
    [
        pytest.param("", "online", "", id="alone"),
        pytest.param("« ", "Poires", " », Verger", id="nothing but a quotation mark before it"),
        pytest.param("Oak, Ann. ", "Pears of the North", ". Orchard", id="behind its author"),
        pytest.param("Oak, Ann; Elm, Bob; Ash, Cy. ", '"Pears"', ", Orchard", id="one word in quotation marks"),
        pytest.param("Oak, Ann and Elm, Bob and Ash: “", "pears", "”, Orchard", id="between quotation marks"),
        pytest.param("Дуб А. ", "Груши", " // Сад", id="one word behind few"),
        pytest.param("Oak, Ann: Trees and what they bear, part 2: ", "pears and apples of the north", "", id="a longer one in small letters"),
        pytest.param("王小明、李大華、張三、李四：園藝 與 果樹 與 花 ", "梨樹栽培", "", id="a script without capitals"),
    ],
)
def test_words_that_can_be_a_title(before: str, words: str, after: str) -> None:
    assert is_title(words, before, after)


@pytest.mark.parametrize(
    ("before", "words", "after"),
    [
        pytest.param("Ann Oak: Birnen. Berlin 1974 (", "Digitalisat", "), S. 12.", id="in brackets"),
        pytest.param("Ann Oak: Birnen. Berlin 1974, ", "online", ".", id="in small letters"),
        pytest.param("Oak, Pears, ", "p. 429", "", id="a page"),
        pytest.param("Novi Pomi 20, 1776, pp. 189–207 ", "PDF", "", id="a format"),
        pytest.param("Datos del ", "OFR", ".", id="a body within words"),
        pytest.param("Oak, Ann. Pears. Orchard. p. ", "173", ".", id="a number"),
        pytest.param("Birnen des Nordens. In: Obst heute. 3. Mai 2017 (", "Online", " [abgerufen am 3. Mai 2017]).", id="one word behind many"),
    ],
)
def test_words_that_only_say_where_to_click(before: str, words: str, after: str) -> None:
    assert not is_title(words, before, after)
