"""Saved answers of MediaWiki's APIs: every shape, and what is said where there is no article in one."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from citeaudit.articles.apijson import answer_of, read_api_json
from citeaudit.errors import InputError
from citeaudit.model import LEAD, Article
from citeaudit.ports import ArticleInput

MARKER = '<sup id="cite_ref-1" class="reference"><a href="#cite_note-1">[1]</a></sup>'
LIST = (
    '<ol class="references"><li id="cite_note-1"><span class="reference-text"><a class="external text" href="https://pears.example/a">"On pears"</a>'
    ". Orchard Board.</span></li></ol>"
)
HTML = f'<div class="mw-parser-output"><p>Pears grow.{MARKER}</p>\n<h2>References</h2>{LIST}</div>'
WIKITEXT = 'Pears grow.<ref>[https://pears.example/a "On pears"]. Orchard Board.</ref>\n'


def read(answer: object, title: str = "", language: str = "") -> list[Article]:
    data = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    return list(read_api_json(ArticleInput(stream=io.BytesIO(data), file="pear.json", title=title, language=language)))


def told(answer: object) -> str:
    with pytest.raises(InputError) as raised:
        read(answer)
    return str(raised.value)


def urls(article: Article) -> list[str]:
    return [source.url for reference in article.references for source in reference.sources]


# ---------------------------------------------------------------- one page, in every shape


def rest(**more: Any) -> dict[str, Any]:
    licence = {"url": "//creativecommons.org/licenses/by-sa/4.0/", "title": "CC BY-SA"}
    latest = {"id": 7, "timestamp": "2024-05-06T07:08:09Z"}
    return {"id": 3, "key": "Pear_tree", "title": "Pear tree", "latest": latest, "content_model": "wikitext", "license": licence, **more}


def queried(*pages: Any, **more: Any) -> dict[str, Any]:
    return {"batchcomplete": True, "query": {**more, "pages": list(pages)}}


def page(title: str = "Pear tree", words: str = WIKITEXT, revid: int = 7) -> dict[str, Any]:
    slot = {"contentmodel": "wikitext", "contentformat": "text/x-wiki", "content": words}
    return {"pageid": 3, "ns": 0, "title": title, "revisions": [{"revid": revid, "parentid": 1, "slots": {"main": slot}}]}


OLD_PAGE = {"pageid": 3, "ns": 0, "title": "Pear tree", "revisions": [{"revid": 7, "contentformat": "text/x-wiki", "*": WIKITEXT}]}
SLOT_1 = {"pageid": 3, "title": "Pear tree", "revisions": [{"revid": 7, "slots": {"main": {"contentmodel": "wikitext", "*": WIKITEXT}}}]}

REVISION = {"id": 7, "page": {"id": 3, "key": "Pear_tree", "title": "Pear tree"}, "content_model": "wikitext", "source": WIKITEXT}
SECTIONS = {
    "lead": {
        **{"ns": 0, "id": 3, "revision": "7", "displaytitle": "Pear <i>tree</i>"},
        "sections": [{"id": 0, "text": f"<p>Pears grow.{MARKER}</p>"}],
    },
    "remaining": {"sections": [{"id": 1, "text": LIST, "toclevel": 1, "line": "References", "anchor": "References", "isReferenceSection": True}]},
}

SHAPES = [
    pytest.param({"parse": {"title": "Pear tree", "pageid": 3, "revid": 7, "text": {"*": HTML}}}, id="parse, text, formatversion 1"),
    pytest.param({"parse": {"title": "Pear tree", "pageid": 3, "revid": 7, "redirects": [], "text": HTML}}, id="parse, text, formatversion 2"),
    pytest.param({"parse": {"title": "Pear tree", "revid": 7, "wikitext": {"*": WIKITEXT}}}, id="parse, wikitext, formatversion 1"),
    pytest.param({"parse": {"title": "Pear tree", "revid": 7, "wikitext": WIKITEXT}}, id="parse, wikitext, formatversion 2"),
    pytest.param({"parse": {"displaytitle": "<i>Pear</i> tree", "revid": 7, "text": HTML}}, id="parse, with a display title only"),
    pytest.param({"parse": {"title": "Pear tree", "revid": 7, "text": HTML, "wikitext": "No notes."}}, id="parse, both"),
    pytest.param({"query": {"pages": {"3": OLD_PAGE}}}, id="query before slots"),
    pytest.param({"query": {"pages": [{**OLD_PAGE, "revisions": [{"revid": 7, "content": WIKITEXT}]}]}}, id="query before slots, formatversion 2"),
    pytest.param({"batchcomplete": "", "query": {"pages": {"3": SLOT_1}}}, id="query, formatversion 1"),
    pytest.param(queried(page(), redirects=[{"from": "Pears", "to": "Pear tree"}]), id="query, formatversion 2"),
    pytest.param(rest(source=WIKITEXT), id="REST page"),
    pytest.param(rest(html=f"<!DOCTYPE html><html><body>{HTML}</body></html>"), id="REST page with HTML"),
    pytest.param(REVISION, id="REST revision"),
    pytest.param(SECTIONS, id="mobile-sections"),
]


@pytest.mark.parametrize("answer", SHAPES)
def test_every_shape_gives_the_same_article(answer: object) -> None:
    (article,) = read(answer)
    assert (article.title, article.revision, article.file, article.format) == ("Pear tree", "7", "pear.json", "mediawiki_json")
    assert urls(article) == ["https://pears.example/a"]
    assert [(cited.reference, cited.section, cited.sentence) for cited in article.citations] == [("1", LEAD, "Pears grow.")]
    assert {source.article for reference in article.references for source in reference.sources} == {"Pear tree"}


def test_the_users_title_and_language_come_first() -> None:
    (article,) = read(queried(page()), title="My pears", language="kk")
    assert (article.title, article.language) == ("My pears", "kk")


def test_what_the_answer_says_of_the_wiki() -> None:
    (article,) = read(queried({**page(), "pagelanguage": "kk", "canonicalurl": "https://kk.wikipedia.org/wiki/Pear_tree"}))
    assert (article.language, article.wiki) == ("kk", "kk.wikipedia.org")


def test_a_page_of_html_says_more_of_itself_than_the_answer() -> None:
    whole = f'<!DOCTYPE html><html about="https://en.wikipedia.org/wiki/Special:Redirect/revision/9"><body lang="en">{HTML}</body></html>'
    (article,) = read(rest(html=whole, latest={}))
    assert (article.revision, article.language) == ("9", "en")


def test_text_that_is_no_page_has_no_revision() -> None:
    (article,) = read({"parse": {"title": "API", "pageid": 0, "revid": 0, "text": HTML}})
    assert article.revision == ""


def test_the_latest_revision_is_read() -> None:
    dated = [{"revid": n, "timestamp": f"20{n}-01-01T00:00:00Z", "*": WIKITEXT} for n in (18, 24, 21)]
    assert [article.revision for article in read({"query": {"pages": {"3": {"title": "Pear", "revisions": dated}}}})] == ["24"]


def test_halves_of_characters_harm_nothing() -> None:
    data = b'{"parse": {"title": "Pear \\ud83d", "wikitext": ' + json.dumps(WIKITEXT.replace("grow", "grow \ud83d")).encode() + b"}}"
    (article,) = read(data)
    article.title.encode()
    article.citations[0].sentence.encode()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_encodings(encoding: str) -> None:
    data = json.dumps({"parse": {"title": "Алмұрт", "text": HTML}}, ensure_ascii=False).encode(encoding)
    assert [article.title for article in read(data)] == ["Алмұрт"]


# ---------------------------------------------------------------- mobile-sections


def test_sections_stand_below_their_headings() -> None:
    remaining = [
        {"id": 1, "text": f"<p>Pears sell.{MARKER}</p>", "toclevel": 1, "line": "Trade", "anchor": "Trade"},
        {"id": 2, "text": f"<p>They ship.{MARKER}</p>", "toclevel": 2, "line": "By <i>sea</i>", "anchor": "By_sea"},
        {"id": 3, "text": LIST, "toclevel": 1, "line": "Дереккөздер", "anchor": "x", "isReferenceSection": True},
    ]
    toc = [{"id": section["id"], "toclevel": section["toclevel"], "line": section["line"]} for section in remaining]
    lead = {"id": 3, "revision": "7", "normalizedtitle": "Pear", "sections": [{"id": 0, "text": "<p>Pears.</p>"}, *toc]}
    (article,) = read({"lead": lead, "remaining": {"sections": remaining}})
    assert [(section.heading, section.level) for section in article.sections] == [(LEAD, 1), ("Trade", 1), ("By sea", 2), ("Дереккөздер", 1)]
    assert [(cited.section, cited.sentence) for cited in article.citations] == [("Trade", "Pears sell."), ("By sea", "They ship.")]


def test_the_lead_alone() -> None:
    (article,) = read({"ns": 0, "id": 3, "revision": "7", "displaytitle": "Pear", "sections": [{"id": 0, "text": f"<p>Pears.{MARKER}</p>"}]})
    assert (article.title, len(article.citations), article.remarks[0].rule) == ("Pear", 1, "markers-without-list")


def test_the_remaining_sections_alone() -> None:
    (article,) = read({"sections": [{"id": 1, "text": LIST, "toclevel": 1, "line": "References"}]})
    assert (article.title, urls(article)) == ("pear.json", ["https://pears.example/a"])


@pytest.mark.parametrize("level", [0, 99, -1, None, "2", "x", 10**30])
def test_odd_levels_of_sections(level: object) -> None:
    (article,) = read({"sections": [{"id": 1, "text": LIST, "toclevel": level, "line": "References"}]})
    assert [section.heading for section in article.sections] == [LEAD, "References"]


# ---------------------------------------------------------------- several pages


def test_every_page_of_a_query_is_an_article_of_its_own() -> None:
    first, second = read(queried(page("Pear"), page("Otter", revid=8)), title="One title")
    assert [(article.title, article.revision) for article in (first, second)] == [("Pear", "7"), ("Otter", "8")]


def test_pages_that_cannot_be_read_are_told_after_the_others() -> None:
    pages = [
        {"ns": 0, "title": "Birne", "missing": True},
        page("Pear"),
        page("Plain", "No notes."),
        {"title": "<", "invalid": "", "invalidreason": "x"},
        {"pageid": 9, "title": "Bare"},
    ]
    stream = io.BytesIO(json.dumps(queried(*pages)).encode())
    kept: list[str] = []
    with pytest.raises(InputError) as raised:  # noqa: PT012  the articles are read until the error comes
        for article in read_api_json(ArticleInput(stream=stream, file="pears.json")):
            kept.append(article.title)
    assert kept == ["Pear"]
    message = str(raised.value)
    assert message.startswith("pears.json: the page 'Birne' is missing; the page '<' is invalid; the page 'Bare' is there without its text; ")
    assert "; the page 'Plain' has no references" in message


# ---------------------------------------------------------------- no article


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({"parse": {"title": "Pear", "links": []}}, "the page 'Pear' is there without its text"),
        ({"parse": {"title": "Pear", "text": "<p>No notes.</p>"}}, "has no references"),
        ({"query": {"pages": {"-1": {"title": "Pear", "missing": ""}}}}, "the page 'Pear' is missing"),
        ({"query": {"badrevids": {"99": {"revid": 99, "missing": True}}}}, "the revision 99 is missing"),
        ({"query": {"pages": []}}, "has no pages"),
        (rest(html_url="https://en.wikipedia.org/w/rest.php/v1/page/Pear/html"), "with_html gives"),
        ({"lead": {"displaytitle": "Pear", "sections": []}, "remaining": {"sections": []}}, "the page 'Pear' has no sections with text"),
    ],
)
def test_answers_without_text_or_references(answer: object, message: str) -> None:
    assert message in told(answer)
    assert told(answer).startswith("pear.json: ")


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({"error": {"code": "missingtitle", "info": "There is no such page.", "*": "See …/api.php"}}, "missingtitle (There is no such page.)"),
        ({"error": {"code": "maxlag"}}, "maxlag;"),
        ({"errors": [{"code": "a", "text": "One."}, {"code": "b", "html": "<b>Two.</b>"}]}, "a (One.); b (Two.)"),
        ({"errors": [{"code": "a", "*": "One."}]}, "a (One.)"),
        (
            {"errorKey": "rest-nonexistent-title", "messageTranslations": {"kk": "Жоқ.", "en": "None."}, "httpCode": 404},
            "rest-nonexistent-title (None.)",
        ),
        ({"errorKey": "rest-nonexistent-title", "httpReason": "Not Found"}, "rest-nonexistent-title (Not Found)"),
        ({"type": "https://mediawiki.org/wiki/HyperSwitch/errors/not_found", "title": "Not found.", "detail": "No page."}, "not_found (No page.)"),
    ],
)
def test_errors_of_the_wiki_are_told_with_their_code(answer: object, message: str) -> None:
    assert told(answer).startswith("pear.json: is no article, but an error of the wiki: ")
    assert message in told(answer)


@pytest.mark.parametrize(
    "answer", [{"name": "pear"}, {}, [], "words", 7, None, {"query": {"search": []}}, {"query": 1}, {"sections": []}, {"parse": 1}]
)
def test_other_json_is_told_what_was_looked_for(answer: object) -> None:
    assert "is JSON, but no answer of MediaWiki with an article in it: looked for action=parse" in told(answer)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'{"parse":\n {"title": "Pear", }}', "is no valid JSON: "),
        (b'{"parse":\n {"title": "Pear", }}', "line 2, column "),
        (b'{"parse": {"title": "Pear", "text": "<p', "line 1, column 37"),
        (b'{"parse": ' + b"[" * 100_000, "nested too deeply"),
        (b'{"parse": ' * 100_000, "nested too deeply"),
        (b'{"parse": ' + b"9" * 10_000 + b"}", "is no valid JSON"),
        (b"%PDF-1.4 {", "looks like a binary file"),
    ],
)
def test_what_is_no_json_is_told_with_its_place(data: bytes, message: str) -> None:
    assert message in told(data)


ODD: list[object] = [None, 0, "", "x", [], {}, [[]], [None], {"*": None}, {"a": [1]}, True]
KEYS = ["parse", "query", "lead", "remaining", "sections", "error", "errors", "errorKey", "content_model", "type"]
INNER = ["title", "text", "wikitext", "pages", "badrevids", "sections", "revisions", "code", "displaytitle"]


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_values_of_another_kind_crash_nothing(key: str, odd: object) -> None:
    answers: list[Any] = [{key: odd}, *({key: {inner: odd}} for inner in INNER), {key: {"pages": [{"title": odd, "revisions": [{"slots": odd}]}]}}]
    answers += [{key: {"sections": [{"text": "x", "line": odd, "toclevel": odd}]}}, {key: odd, "messageTranslations": odd, "title": odd, "page": odd}]
    for answer in answers:
        try:
            answer_of(answer)
        except InputError as wrong:
            assert wrong.message  # noqa: PT017  either is right, another error is not
