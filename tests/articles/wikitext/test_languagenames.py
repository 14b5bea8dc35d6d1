"""Languages by code and name."""

from __future__ import annotations

import pytest

from citeaudit.articles.wikitext.languagenames import english_name, language_code


@pytest.mark.parametrize(
    ("words", "article", "code"),
    [
        pytest.param("fr", "en", "fr", id="code"),
        pytest.param("en-GB", "en", "en", id="code with a country"),
        pytest.param("French", "en", "fr", id="English name"),
        pytest.param("French language", "en", "fr", id="the article on it"),
        pytest.param("Englisch", "de", "en", id="German"),
        pytest.param("inglés", "es", "en", id="Spanish"),
        pytest.param("английский", "ru", "en", id="Russian"),
        pytest.param("Greek", "en", "el", id="modern"),
        pytest.param("fr, en", "en", "fr", id="the first of two"),
        pytest.param("Englisch", "xx", "", id="a language without names"),
        pytest.param("Otterish", "en", "", id="no language"),
        pytest.param("", "en", "", id="nothing"),
    ],
)
def test_codes(words: str, article: str, code: str) -> None:
    assert language_code(words, article) == code


def test_english_names() -> None:
    assert [english_name(code) for code in ("pt", "en", "xx")] == ["Portuguese", "English", ""]
