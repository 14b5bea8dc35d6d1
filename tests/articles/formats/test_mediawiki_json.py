"""Which texts are answers of MediaWiki's APIs, and that one is read through the format."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from citeaudit.articles.formats import html
from citeaudit.articles.formats.mediawiki_json import FORMAT
from citeaudit.ports import ArticleFormat, ArticleInput, Recognition, offered

HTML = '<ol class="references"><li id="cite_note-1"><span class="reference-text">On pears.</span></li></ol>'


def test_an_answer_becomes_an_article() -> None:
    data = json.dumps({"parse": {"title": "Pear", "revid": 7, "text": HTML}}).encode()
    (article,) = FORMAT.read(ArticleInput(stream=io.BytesIO(data), file="pear.json"))
    assert (article.title, article.format, article.references[0].text) == ("Pear", "mediawiki_json", "On pears.")


@pytest.mark.parametrize("name", ["rbd.legacy.html", "mathematics.ar.parsoid.html", "star.zh.mobile-html.html"])
def test_a_page_in_an_answer_gives_what_the_page_itself_gives(shared: Path, name: str) -> None:
    page = (shared / "articles" / name).read_text(encoding="utf-8")
    (alone,) = html.FORMAT.read(ArticleInput(stream=io.BytesIO(page.encode()), file=name))
    data = json.dumps({"parse": {"title": alone.title, "revid": int(alone.revision), "text": page}}).encode()
    (answered,) = FORMAT.read(ArticleInput(stream=io.BytesIO(data), file=name))
    assert answered == replace(alone, format="mediawiki_json")


ANSWERS = [
    {"parse": {"title": "Pear", "pageid": 1, "text": {"*": HTML}}},
    {"warnings": {"main": {"*": "x"}}, "parse": {"title": "Pear", "wikitext": "x"}},
    {"batchcomplete": "", "query": {"normalized": [{"from": "a", "to": "A"}], "pages": {"1": {"pageid": 1, "title": "Pear"}}}},
    {"query": {"pages": []}},
    {"id": 1, "key": "Pear", "title": "Pear", "latest": {"id": 7}, "content_model": "wikitext", "license": {}, "source": "x"},
    {"lead": {"ns": 0, "id": 1, "sections": []}, "remaining": {"sections": []}},
    {"ns": 0, "id": 1, "displaytitle": "Pear", "sections": [{"id": 0, "text": "x"}]},
    {"sections": [{"id": 1, "text": "x", "toclevel": 1, "line": "A"}]},
    {"error": {"code": "missingtitle", "info": "The page you specified doesn't exist."}},
    {"errors": [{"code": "missingtitle", "text": "The page you specified doesn't exist."}]},
    {"errorKey": "rest-nonexistent-title", "httpCode": 404},
    {"type": "https://mediawiki.org/wiki/HyperSwitch/errors/not_found", "title": "Not found."},
]


@pytest.mark.parametrize("answer", ANSWERS, ids=" ".join)
@pytest.mark.parametrize("indent", [None, 4])
def test_answers_are_recognised(answer: object, indent: int | None) -> None:
    head = json.dumps(answer, indent=indent).encode()
    sure = [known.name for known in offered("citeaudit.articles.formats", "FORMAT", ArticleFormat) if known.recognises(head) is Recognition.CERTAIN]
    assert sure == ["mediawiki_json"]


@pytest.mark.parametrize("head", [b'{"name": "pear"}', b"{}", b' [{"a": 1}]', b'["a"]', b'[{"parse": {"title": 1}}]'])
def test_other_json_may_be_meant(head: bytes) -> None:
    assert FORMAT.recognises(head) is Recognition.PERHAPS


@pytest.mark.parametrize(
    "head",
    [
        b"{{Infobox}} text",
        b"{| class=wikitable",
        b"[[File:a.png]]",
        b"[1] On pears.",
        b"<p>{</p>",
        b'Text with {"parse": {"title": "x"}}',
        b"",
        b"\x00\x01",
    ],
)
def test_what_is_no_json_is_not_recognised(head: bytes) -> None:
    assert FORMAT.recognises(head) is Recognition.NO
