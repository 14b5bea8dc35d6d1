"""Parameters sorted into fields."""

from __future__ import annotations

from citeaudit.articles.wikitext.citetemplates import template_named
from citeaudit.articles.wikitext.given import Given, ascii_digits, given_by
from citeaudit.articles.wikitext.templates import calls_in


def given(words: str, language: str = "") -> Given:
    (call,) = calls_in(words)
    template = template_named(call.name)
    assert template is not None
    return given_by(call, template, language)


def test_the_first_name_with_words_fills_a_field() -> None:
    one = given("{{cite web|work=|website=River|newspaper=Times|last2=Elm}}")
    assert (one.words("work"), one.words("last", 2), one.words("title")) == ("River", "Elm", "")


def test_words_are_as_a_reader_sees_them() -> None:
    assert given("{{cite web|title=''[[Otter|Otters]]''|publisher=((Holt, House))}}").words("title") == "Otters"
    assert given("{{cite web|publisher=((Holt, House))}}").words("publisher") == "Holt, House"


def test_the_template_says_the_language_where_the_article_does_not() -> None:
    assert (given("{{Literatur|Titel=x}}").language, given("{{Literatur|Titel=x}}", "fr").language) == ("de", "fr")


def test_digits_of_any_script() -> None:
    assert ascii_digits("٣ مايو ۲۰۱۰") == "3 مايو 2010"
