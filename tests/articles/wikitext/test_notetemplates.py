"""Templates that make footnotes and lists of them."""

from __future__ import annotations

import pytest

from citeaudit.articles.wikitext.notetemplates import Kind, note_template, shown_language, template_name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        pytest.param("Ref_name", "ref name", id="underscores are spaces"),
        pytest.param("  Reflist \n", "reflist", id="white space around"),
        pytest.param("TEMPLATE:efn", "efn", id="namespace in any case"),
        pytest.param("Vorlage: R", "r", id="namespace of a language"),
        pytest.param("#tag:ref", "#tag:ref", id="parser function"),
        pytest.param("Примечания", "примечания", id="Cyrillic"),
    ],
)
def test_names_are_compared_as_mediawiki_does(words: str, name: str) -> None:
    assert template_name(words) == name


@pytest.mark.parametrize(
    ("name", "language", "kind", "group"),
    [
        pytest.param("efn", "", Kind.NOTE, "lower-alpha", id="efn"),
        pytest.param("efn", "fr", Kind.NOTE, "note", id="efn in French"),
        pytest.param("efn-ua", "en", Kind.NOTE, "upper-alpha", id="capitals"),
        pytest.param("note", "fr", Kind.NOTE, "", id="note in French"),
        pytest.param("notetag", "zh", Kind.NOTE, "註", id="notetag in Chinese"),
        pytest.param("notetag", "en", Kind.NOTE, "note", id="notetag elsewhere"),
        pytest.param("refn", "uk", Kind.NOTE, "", id="refn"),
        pytest.param("r", "", Kind.REUSE, "", id="r"),
        pytest.param("sfn", "ar", Kind.SHORT, "", id="sfn"),
        pytest.param("sfn0", "ru", Kind.SHORT, "", id="sfn0"),
        pytest.param("snf", "en", Kind.SHORT, "", id="a redirect to sfn"),
        pytest.param("odn", "pl", Kind.SHORT, "", id="odn in Polish"),
        pytest.param("הערה", "he", Kind.NOTE, "", id="Hebrew"),
        pytest.param("efn2", "ja", Kind.NOTE, "注", id="Japanese"),
        pytest.param("notes", "fr", Kind.LIST, "note", id="list of notes in French"),
        pytest.param("примечания", "ru", Kind.LIST, "", id="Russian list"),
        pytest.param("مراجع", "", Kind.LIST, "", id="Arabic list"),
        pytest.param("listaref", "es", Kind.LIST, "", id="Spanish list"),
        pytest.param("notelist-lr", "", Kind.LIST, "lower-roman", id="list of Roman numbers"),
    ],
)
def test_what_a_template_does(name: str, language: str, kind: Kind, group: str) -> None:
    found = note_template(name, language)
    assert found is not None
    assert (found.kind, found.group) == (kind, group)
    assert found.read_in


@pytest.mark.parametrize(
    ("name", "language"), [("note", "en"), ("note", ""), ("cite web", "en"), ("rp", "en"), ("harvnb", "en"), ("notes", "en"), ("", "")]
)
def test_what_makes_no_footnote(name: str, language: str) -> None:
    assert note_template(name, language) is None


@pytest.mark.parametrize(("page", "language"), [("a [[Catégorie:Fruit]]", "fr"), ("a [[Category:Fruit]]", ""), ("Catégorie: a", "")])
def test_a_page_may_show_the_language_of_its_wiki(page: str, language: str) -> None:
    assert shown_language(page) == language
