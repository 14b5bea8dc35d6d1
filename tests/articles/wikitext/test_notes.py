"""What a page of wikitext does with footnotes: uses, definitions, lists, in MediaWiki's order."""

from __future__ import annotations

import pytest

from citeaudit.articles.wikitext.notes import Event, Listing, Notes, Use, find_notes, with_nested
from citeaudit.articles.wikitext.scan import scan


def notes(page: str, language: str = "") -> Notes:
    return find_notes(page, with_nested(page, scan(page), language), language)


def events(page: str, language: str = "") -> list[tuple[str, ...]]:
    """Each event: use (group, name, words), definition (likewise), or list (group)."""
    return [_told(page, event) for event in notes(page, language).events]


def _told(page: str, event: Event) -> tuple[str, ...]:
    if isinstance(event, Listing):
        return ("list", event.group)
    words = page[slice(*event.body)] if event.body else ""
    return (type(event).__name__.lower(), event.group, event.name, words)


@pytest.mark.parametrize(
    ("page", "found"),
    [
        pytest.param("<ref>A</ref>", [("use", "", "", "A")], id="anonymous"),
        pytest.param("<ref name=a group=n>A</ref>", [("use", "n", "a", "A")], id="named in a group"),
        pytest.param("<ref name=a/><ref name='a'></ref>", [("use", "", "a", "")] * 2, id="used again, also by an empty tag"),
        pytest.param("<ref group=n follow=a>A</ref>", [("sequel", "n", "a", "A")], id="more words of another"),
        pytest.param("{{r|a|b|group=n}}", [("use", "n", "a", ""), ("use", "n", "b", "")], id="r names several"),
        pytest.param("{{R|name=a|page=3}}", [("use", "", "a", "")], id="R with parameters"),
        pytest.param("{{refn|A|name=a|group=n}}", [("use", "n", "a", "A")], id="refn"),
        pytest.param("{{refn|group=n|1=a=b}}", [("use", "n", "", "a=b")], id="words with an equals sign"),
        pytest.param(
            "{{efn|See [http://a.example/?b=c x].}}", [("use", "lower-alpha", "", "See [http://a.example/?b=c x].")], id="efn with an address"
        ),
        pytest.param(
            "{{efn|A|group=other}}{{efn|B|group=upper-roman}}", [("use", "lower-alpha", "", "A"), ("use", "upper-roman", "", "B")], id="efn"
        ),
        pytest.param("{{efn-ua|A}}{{Efn-lg|B}}", [("use", "upper-alpha", "", "A"), ("use", "lower-greek", "", "B")], id="efn's sisters"),
        pytest.param("{{efn|name=a}}", [("use", "lower-alpha", "a", "")], id="efn used again"),
        pytest.param("{{#tag:ref|x=A|name='a'|group=\"n\"}}", [("use", "n", "a", "x=A")], id="tag: quotes come off"),
        pytest.param("{{rp|12}}{{note|a}}{{cite web|b}}", [], id="what makes no footnote"),
        pytest.param("<references/>{{reflist|2|group=n}}", [("list", ""), ("list", "n")], id="lists"),
    ],
)
def test_one_footnote(page: str, found: list[tuple[str, ...]]) -> None:
    assert events(page) == found


@pytest.mark.parametrize(
    ("page", "found"),
    [
        pytest.param("<references><ref name=a>A</ref></references>", ["definition", "list"], id="references"),
        pytest.param("<references group=n><ref name=a>A</ref></references>", ["definition", "list"], id="its group counts"),
        pytest.param("{{Reflist|refs=<ref name=a>A</ref>}}", ["definition", "list"], id="reflist"),
        pytest.param("{{notelist|refs={{efn|A|name=a}}}}", ["definition", "list"], id="notelist"),
        pytest.param("{{#tag:references|<ref name=a>A</ref>}}", ["definition", "list"], id="tag"),
        pytest.param("{{примечания|refs=<ref name=a>A</ref>}}", ["definition", "list"], id="Russian"),
        pytest.param("{{Références|références=<ref name=a>A</ref>}}", ["definition", "list"], id="French"),
        pytest.param("{{Viitelista X|refs=\n<ref name=a>A</ref>}}", ["definition", "list"], id="a list that no table knows"),
        pytest.param("{{Infobox|area=<ref name=a>A</ref>}}", ["use"], id="an infobox is no list"),
        pytest.param("{{reflist|30em|<ref name=a>A</ref>}}", ["use", "list"], id="another parameter of a list"),
        pytest.param("<references><ref name=a/><ref name=b> </ref></references>", ["list"], id="what defines nothing"),
        pytest.param("<references>{{box|<ref name=a>A</ref>}}</references>", ["definition", "list"], id="in a template in a list"),
    ],
)
def test_words_in_a_list_are_a_definition_not_a_use(page: str, found: list[str]) -> None:
    assert [event[0] for event in events(page)] == found


def test_a_definition_belongs_to_the_group_of_its_list() -> None:
    assert events('<references group="n"><ref name=a group=m>A</ref></references>')[0] == ("definition", "n", "a", "A")
    assert events("{{reflist|group=n|refs=<ref name=a>A</ref>}}")[0] == ("definition", "n", "a", "A")


@pytest.mark.parametrize(
    ("page", "found"),
    [
        pytest.param("{{efn|A<ref>B</ref>}}<ref>C</ref>", ["B", "A<ref>B</ref>", "C"], id="in a template's words"),
        pytest.param("{{#tag:ref|A{{efn|B<ref>C</ref>}}}}", ["C", "B<ref>C</ref>", "A{{efn|B<ref>C</ref>}}"], id="twice"),
        pytest.param("<ref>A{{efn|B}}</ref>", ["B", "A{{efn|B}}"], id="a template in a tag's words"),
        pytest.param("<ref>A{{cite web|B}}</ref>", ["A{{cite web|B}}"], id="a citation makes no note"),
    ],
)
def test_notes_in_the_words_of_a_note_come_first(page: str, found: list[str]) -> None:
    assert [event[3] for event in events(page)] == found


def test_short_citations_that_say_the_same_share_a_name() -> None:
    found = [event for event in notes("{{sfn|Oak|2010|p=4}}{{sfn|Oak|2010|p=5}}{{Sfn|Oak|2010| p = 4 }}").events if isinstance(event, Use)]
    assert found[0].name == found[2].name != found[1].name
    assert found[0].short is not None
    assert "CITEREFOak2010" in found[0].short.points_to


def test_sub_references() -> None:
    found = [
        event
        for event in notes('<ref name=a details="p. 5"/><ref extends=a name=b>p. 6</ref><ref details=x>A</ref>').events
        if isinstance(event, Use)
    ]
    assert [(use.name, use.details, use.extends) for use in found] == [("a", "p. 5", ""), ("b", "", "a"), ("", "", "")]


def test_tags_without_words_and_name_are_told() -> None:
    page = "a<ref></ref> b<ref /> c<ref group=n> </ref> d<ref>A</ref>"
    assert [page[slice(*span)] for span in notes(page).empty] == ["<ref></ref>", "<ref />", "<ref group=n> </ref>"]
    assert len(events(page)) == 1


def test_a_template_may_mean_something_else_on_another_wiki() -> None:
    assert events("{{note|texte=A|groupe=n|nom=a}}", "fr") == [("use", "n", "a", "A")]
    assert events("{{efn|A}}{{notes}}", "fr") == [("use", "note", "", "A"), ("list", "note")]
