"""What a wiki's answers say, from shapes as MediaWiki documents them, and when it is asked again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeaudit.articles.wikianswers import PATIENCE_S, Kind, Told, next_request, read_answer
from citeaudit.model import Exchange, Failure, FailureKind, Phase, Purpose, Request
from citeaudit.settings import Settings

ASKED = Request(url="https://en.wikipedia.org/w/api.php?action=parse", purpose=Purpose.API)
AT = datetime(2031, 5, 4, 12, 0, tzinfo=UTC)


def answer(told: Any, status: int = 200, content_type: str = "application/json", failure: FailureKind | None = None, **headers: str) -> Exchange:
    """An exchange with an answer: JSON of whatever is no text."""
    return Exchange(
        request=ASKED,
        status=status,
        content_type=content_type,
        headers=tuple((name.replace("_", "-"), value) for name, value in headers.items()),
        failure=Failure(kind=failure, phase=Phase.BODY, detail="it broke") if failure else None,
        answer=told if isinstance(told, str) else json.dumps(told),
        asked_at=AT,
    )


def parsed(**more: Any) -> Any:
    return {"parse": {"title": "Otter", "pageid": 7, "revid": 12, "text": "<p>Words.</p>", "properties": {}, **more}}


def history(**more: Any) -> Any:
    slots = {"main": {"contentmodel": "wikitext", "content": "Words."}}
    revision = {"revid": 12, "parentid": 0, "timestamp": "2015-10-28T09:10:11Z", "slots": slots, **more}
    return {"batchcomplete": True, "query": {"pages": [{"pageid": 7, "ns": 0, "title": "Otter", "revisions": [revision]}]}}


def error(code: str, info: str = "It is so.") -> Any:
    return {"error": {"code": code, "info": info, "docref": "See the docs."}, "servedby": "mw1"}


# ---------------------------------------------------------------- an article


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        pytest.param(parsed(), Kind.FOUND, id="page"),
        pytest.param(parsed(properties=[]), Kind.FOUND, id="no-properties"),
        pytest.param(parsed(properties={"disambiguation": "", "wikibase_item": "Q1"}), Kind.DISAMBIGUATION, id="disambiguation"),
        pytest.param(parsed(properties=[{"name": "disambiguation", "*": ""}]), Kind.DISAMBIGUATION, id="disambiguation-in-formatversion-1"),
        pytest.param({"warnings": {"main": {"warnings": "Unrecognized parameter: x."}}} | parsed(), Kind.FOUND, id="with-a-warning"),
        pytest.param({"parse": {"title": "Otter"}}, Kind.BROKEN, id="without-text"),
    ],
)
def test_an_article_or_a_disambiguation_page(told: Any, kind: Kind) -> None:
    seen = read_answer(answer(told))
    assert (seen.kind, seen.title) == (kind, "Otter")


def test_the_revision_of_an_article_is_told() -> None:
    assert read_answer(answer(parsed())).revision == "12"


# ---------------------------------------------------------------- a history


@pytest.mark.parametrize(
    ("more", "wikitext"),
    [
        pytest.param({}, "Words.", id="slots"),
        pytest.param({"slots": {"main": {"texthidden": True}}}, "", id="hidden"),
        pytest.param({"slots": None, "content": "Old words."}, "Old words.", id="before-slots"),
        pytest.param({"slots": None, "*": "Older words."}, "Older words.", id="formatversion-1"),
    ],
)
def test_a_revision_with_its_words(more: Any, wikitext: str) -> None:
    at = datetime(2015, 10, 28, 9, 10, 11, tzinfo=UTC)
    assert read_answer(answer(history(**more))) == Told(kind=Kind.FOUND, title="Otter", revision="12", at=at, wikitext=wikitext)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        pytest.param({"pages": [{"title": "Otter", "pageid": 7}]}, Told(kind=Kind.FOUND, title="Otter"), id="none-then"),
        pytest.param({"pages": [{"title": "Otter", "missing": True}]}, Told(kind=Kind.MISSING, title="Otter"), id="missing"),
        pytest.param({"pages": {"-1": {"title": "Otter", "missing": ""}}}, Told(kind=Kind.MISSING, title="Otter"), id="missing-in-formatversion-1"),
        pytest.param(
            {"pages": [{"title": "A|B", "invalid": True, "invalidreason": "Bad signs."}]},
            Told(kind=Kind.ERROR, title="A|B", code="invalidtitle", info="Bad signs."),
            id="invalid",
        ),
    ],
)
def test_a_page_without_a_revision(query: Any, told: Told) -> None:
    assert read_answer(answer({"query": query})) == told


@pytest.mark.parametrize(
    "more", [{"timestamp": "yesterday"}, {"timestamp": None}, {"revid": None, "timestamp": ""}, {"slots": {"main": None}}, {"slots": {"main": "x"}}]
)
def test_a_revision_in_no_known_shape_is_broken(more: Any) -> None:
    assert read_answer(answer(history(**more))).kind is Kind.BROKEN


def test_a_title_of_another_wiki_is_no_missing_page() -> None:
    assert read_answer(answer({"query": {"interwiki": [{"title": "de:Otter", "iw": "de"}]}})).code == "interwiki"


# ---------------------------------------------------------------- what goes wrong


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("missingtitle", Kind.MISSING),
        ("nosuchpageid", Kind.MISSING),
        ("nosuchrevid", Kind.MISSING),
        ("maxlag", Kind.LAGGED),
        ("ratelimited", Kind.LIMITED),
        ("concurrency-limit", Kind.LIMITED),
        ("invalidtitle", Kind.ERROR),
        ("readapidenied", Kind.ERROR),
        ("internal_api_error_DBQueryError", Kind.FAILED),
    ],
)
def test_the_errors_that_a_wiki_names(code: str, kind: Kind) -> None:
    assert read_answer(answer(error(code))).kind is kind


@pytest.mark.parametrize(
    ("seen", "wait_s"),
    [
        pytest.param(answer(error("maxlag"), retry_after="9"), 9.0, id="lag"),
        pytest.param(answer(error("maxlag")), PATIENCE_S, id="lag-without-retry-after"),
        pytest.param(answer("slow down", 429, retry_after="3"), 3.0, id="429"),
        pytest.param(answer("slow down", 429, retry_after="0"), 0.0, id="429-at-once"),
        pytest.param(answer("slow down", 503, retry_after="Sun, 04 May 2031 12:00:20 GMT"), 20.0, id="503-with-a-date"),
        pytest.param(answer(error("maxlag"), 503, retry_after="4"), 4.0, id="lag-as-it-was-told-before-1.27"),
    ],
)
def test_how_long_a_wiki_asks_to_wait(seen: Exchange, wait_s: float) -> None:
    told = read_answer(seen)
    assert (told.kind in (Kind.LAGGED, Kind.LIMITED), told.wait_s) == (True, wait_s)


@pytest.mark.parametrize(
    ("seen", "kind", "code"),
    [
        pytest.param(answer("", failure=FailureKind.NO_SUCH_NAME, status=0), Kind.FAILED, "no-such-name", id="no-such-name"),
        pytest.param(answer(parsed(), failure=FailureKind.RESET), Kind.FAILED, "reset", id="cut-after-what-looks-whole"),
        pytest.param(answer("<html>", 302, location="https://x.example/"), Kind.MOVED, "", id="redirect"),
        pytest.param(answer("<html>", 503, "text/html"), Kind.FAILED, "503", id="503"),
        pytest.param(answer(error("badtoken"), 500), Kind.FAILED, "500", id="500-with-an-error"),
        pytest.param(answer("<html>", 403, "text/html"), Kind.REFUSED, "403", id="403"),
        pytest.param(answer("<html>", 404, "text/html"), Kind.NOT_A_WIKI, "404", id="404"),
        pytest.param(answer("<html>", 200, "text/html"), Kind.NOT_A_WIKI, "", id="page"),
        pytest.param(answer("<rss>", 200, "text/xml"), Kind.NOT_A_WIKI, "", id="feed"),
        pytest.param(answer('{"parse":{"ti'), Kind.BROKEN, "", id="cut"),
        pytest.param(answer(""), Kind.BROKEN, "", id="empty"),
        pytest.param(answer("[" * 100_000), Kind.BROKEN, "", id="nested"),
        pytest.param(answer([]), Kind.NOT_A_WIKI, "", id="list"),
        pytest.param(answer({"parse": []}), Kind.NOT_A_WIKI, "", id="no-shape"),
        pytest.param(answer({"query": {}}), Kind.BROKEN, "interwiki", id="no-pages"),
        pytest.param(answer({"error": "no"}), Kind.NOT_A_WIKI, "", id="error-of-another-api"),
    ],
)
def test_what_is_no_answer_of_a_wiki(seen: Exchange, kind: Kind, code: str) -> None:
    told = read_answer(seen)
    assert (told.kind, told.code) == (kind, code)


def test_only_the_wikis_own_word_says_that_there_is_no_page() -> None:
    words = ("", "missingtitle", "{}", "<p>no such page</p>")
    doubtful = [answer(said, status) for status in (0, 200, 301, 403, 404, 410, 429, 500, 503) for said in words]
    assert Kind.MISSING not in {read_answer(seen).kind for seen in doubtful}
    assert read_answer(answer(error("missingtitle"), failure=FailureKind.RESET)).kind is Kind.FAILED


NAMES = ("parse", "query", "error", "pages", "title", "text", "revid", "properties", "revisions", "slots", "main", "content", "timestamp", "missing")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just("2015-10-28T09:10:11Z"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(NAMES[:3]), JSON, min_size=1), st.sampled_from((200, 404, 503)))
def test_no_shape_of_an_answer_is_a_fault(words: Any, status: int) -> None:
    assert read_answer(answer(words, status)).kind in Kind


@given(JSON)
def test_no_shape_of_a_page_is_a_fault(page: Any) -> None:
    for words in ({"query": {"pages": page}}, {"query": {"pages": [page]}}, {"query": {"pages": [{"title": "Otter", "revisions": page}]}}):
        assert read_answer(answer(words)).kind in Kind


# ---------------------------------------------------------------- once more?


def told(kind: Kind, code: str = "", wait_s: float = 0.0) -> Told:
    return Told(kind=kind, code=code, wait_s=wait_s)


LAG, BROKEN, RESET = told(Kind.LAGGED, wait_s=5.0), told(Kind.BROKEN), told(Kind.FAILED, "reset")


@pytest.mark.parametrize(
    ("so_far", "wait_s"),
    [
        pytest.param([LAG], 5.0, id="lag"),
        pytest.param([LAG] * 3, 5.0, id="lag-three-times"),
        pytest.param([LAG] * 4, None, id="lag-four-times"),
        pytest.param([told(Kind.LIMITED, wait_s=30.0)], 30.0, id="as-long-as-is-waited"),
        pytest.param([told(Kind.LIMITED, wait_s=31.0)], None, id="too-long"),
        pytest.param([BROKEN], 2.0, id="broken"),
        pytest.param([BROKEN, BROKEN], None, id="broken-twice"),
        pytest.param([BROKEN, RESET], None, id="two-mishaps"),
        pytest.param([LAG, BROKEN], 2.0, id="a-mishap-after-a-lag"),
        pytest.param([BROKEN, LAG], 5.0, id="a-lag-after-a-mishap"),
        pytest.param([RESET], 2.0, id="reset"),
        pytest.param([told(Kind.FAILED, "502")], 2.0, id="502"),
        pytest.param([told(Kind.FAILED, "no-such-name")], None, id="no-such-name"),
        pytest.param([told(Kind.FAILED, "connection-refused")], None, id="refused-connection"),
        pytest.param([told(Kind.FAILED, "certificate")], None, id="certificate"),
        *(pytest.param([told(kind)], None, id=kind.value) for kind in Kind if kind not in (Kind.LAGGED, Kind.LIMITED, Kind.BROKEN)),
    ],
)
def test_when_a_wiki_is_asked_again(so_far: Sequence[Told], wait_s: float | None) -> None:
    again = next_request(so_far, ASKED, Settings(repeat_after_s=2.0, max_wait_s=30.0))
    assert (again.url if again else None, again.wait_s if again else None) == ((ASKED.url, wait_s) if wait_s is not None else (None, None))
