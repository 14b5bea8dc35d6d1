"""Footnote tags, templates and links to files in wikitext, and what is not read as wikitext."""

from __future__ import annotations

import pytest

from citeaudit.articles.wikitext.scan import read_attributes, scan


def footnotes(page: str) -> list[str | None]:
    """The words of every `ref` tag; None for one that closes itself."""
    return [page[slice(*tag.body)] if tag.body else None for tag in scan(page).tags if tag.name == "ref"]


def templates(page: str) -> list[tuple[str, list[str]]]:
    return [(found.name, [page[slice(*argument)] for argument in found.arguments]) for found in scan(page).templates]


@pytest.mark.parametrize(
    ("page", "found"),
    [
        pytest.param("Pears<ref>Book</ref>.", ["Book"], id="plain"),
        pytest.param("<ref name=a>Book</ref><ref name=a/><ref name='a' />", ["Book", None, None], id="named and used again"),
        pytest.param("<REF>Book</Ref ><ref\n>Leaf</ref\n>", ["Book", "Leaf"], id="case and spaces in tags"),
        pytest.param("< ref>Book</ref><reference>x</reference><refs>", [], id="what is no tag of Cite"),
        pytest.param("<ref>''Book</ref> ''x''", ["''Book"], id="unpaired italics"),
        pytest.param("<!-- <ref>Book</ref> --><ref>Leaf</ref>", ["Leaf"], id="in a comment"),
        pytest.param("<ref>Leaf</ref><!-- <ref>Book</ref>", ["Leaf"], id="in a comment without an end"),
        pytest.param("<nowiki><ref>Book</ref></nowiki><ref>Leaf</ref>", ["Leaf"], id="in nowiki"),
        pytest.param("<nowiki><ref>Leaf</ref>", ["Leaf"], id="nowiki without an end is text"),
        pytest.param("<nowiki/><ref>Leaf</ref></nowiki>", ["Leaf"], id="nowiki that closes itself"),
        pytest.param("<pre><ref>a</ref></pre><math><ref>b</ref></math><syntaxhighlight lang=x><ref>c</ref></syntaxhighlight>", [], id="raw"),
        pytest.param("<includeonly><ref>a</ref></includeonly><noinclude><ref>b</ref></noinclude>", ["b"], id="transclusion"),
        pytest.param("<ref>Book <!-- </ref> --></ref>", ["Book <!-- "], id="the first end counts, as in MediaWiki"),
        pytest.param("<ref>See <nowiki><ref></nowiki></ref>", ["See <nowiki><ref></nowiki>"], id="a quoted tag inside"),
        pytest.param("{{box|a=<ref>Book</ref>}}[[a|<ref>Leaf</ref>]]", ["Book", "Leaf"], id="in templates and links"),
    ],
)
def test_footnote_tags(page: str, found: list[str | None]) -> None:
    assert footnotes(page) == found


@pytest.mark.parametrize(
    ("page", "found", "unclosed"),
    [
        pytest.param("a<ref>Book b", [], [1], id="at the end"),
        pytest.param("a<ref>Book b<ref>Leaf</ref>", ["Leaf"], [1], id="before another"),
        pytest.param("a<ref name=x> b<ref name=y/> c</ref>", [None], [1], id="before one that closes itself"),
        pytest.param("a</ref> b<ref>Leaf</ref>", ["Leaf"], [], id="an end without a start"),
        pytest.param("<ref <ref>Leaf</ref>", ["Leaf"], [], id="a tag that is cut"),
    ],
)
def test_a_footnote_without_its_end_is_none(page: str, found: list[str | None], unclosed: list[int]) -> None:
    assert footnotes(page) == found
    assert list(scan(page).unclosed) == unclosed


@pytest.mark.parametrize(
    ("words", "attributes"),
    [
        pytest.param(' name="a b"', {"name": "a b"}, id="double quotes"),
        pytest.param(" name='a b'", {"name": "a b"}, id="single quotes"),
        pytest.param(" name=a group=n", {"name": "a", "group": "n"}, id="no quotes"),
        pytest.param(" NAME = Ключ/", {"name": "Ключ"}, id="case, spaces, another script, the slash of the tag"),
        pytest.param(' name="a&quot;b" name=c', {"name": 'a"b'}, id="an entity; the first counts"),
        pytest.param(' name="  a \n b "', {"name": "a b"}, id="white space is folded"),
        pytest.param(' name="a', {"name": "a"}, id="a quotation mark without its end"),
        pytest.param("", {}, id="none"),
    ],
)
def test_attributes(words: str, attributes: dict[str, str]) -> None:
    assert read_attributes(words) == attributes


def test_a_list_holds_what_is_defined_in_it() -> None:
    page = 'a<References group="n">\n<ref name=b>Book</ref>\n</references> c<references/><references />'
    lists = [tag for tag in scan(page).tags if tag.name == "references"]
    assert [(tag.attributes, tag.body is None) for tag in lists] == [({"group": "n"}, False), ({}, True), ({}, True)]
    assert footnotes(page) == ["Book"]


def test_a_list_without_its_end_is_text() -> None:
    assert [tag.name for tag in scan("<references><ref>Book</ref>").tags] == ["ref"]


@pytest.mark.parametrize(
    ("page", "found"),
    [
        pytest.param("{{Ref_name |a|b = c}}", [("ref name", ["a", "b = c"])], id="name and arguments"),
        pytest.param("{{template:Efn|a}}{{Шаблон: sfn |b}}", [("efn", ["a"]), ("sfn", ["b"])], id="namespace"),
        pytest.param("{{a|[[b|c]]|{{d|e}}}}", [("a", ["[[b|c]]", "{{d|e}}"]), ("d", ["e"])], id="bars inside belong there"),
        pytest.param("{{a|<ref>b|c</ref>|<!-- | -->d}}", [("a", ["<ref>b|c</ref>", "<!-- | -->d"])], id="bars in footnotes and comments"),
        pytest.param("{{a<!-- x -->|b}}", [("a", ["b"])], id="a comment in the name"),
        pytest.param("{{#tag:ref|a|name=b}}", [("#tag:ref", ["a", "name=b"])], id="parser function"),
        pytest.param("{{{a|b}}} {{c}}", [("c", [])], id="a template's parameter is none"),
        pytest.param("{{{{a}}|b}}", [("{{a}}", ["b"]), ("a", [])], id="a template in a name"),
        pytest.param("{{a {{b}}", [("b", [])], id="without an end"),
        pytest.param("{{a|[[b}} c", [("a", ["[[b"])], id="a link without an end inside"),
        pytest.param("[[Datei:Pear.jpg|thumb|A [[pear|b]]]]", [("", ["thumb", "A [[pear|b]]"])], id="a file in any language"),
        pytest.param("[[Star Wars: A New Hope|the film]]", [], id="a page with a colon"),
    ],
)
def test_templates(page: str, found: list[tuple[str, list[str]]]) -> None:
    assert templates(page) == found


@pytest.mark.parametrize(
    "sign", ["{{", "{{a|", "[[", "{{a|[[b|", "<ref>", "<ref ", "</ref>", "<references>", "<!--", "<nowiki>", "{{{", "}}", "]]", "|"]
)
@pytest.mark.parametrize("after", ["", "}}" * 10_000, "</ref>" + "</references>" * 10_000])
def test_ten_thousand_of_anything_is_no_trouble(sign: str, after: str) -> None:
    scan(sign * 10_000 + after)
