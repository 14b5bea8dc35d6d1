"""What JSON-LD says of a page's publisher."""

from __future__ import annotations

import json

import pytest

from citeaudit.content.jsonld import Said, read_jsonld

TIMES = {"@type": "NewsMediaOrganization", "@id": "https://times.example/#org", "name": "The Times &amp; Post", "url": "https://times.example"}
READ = Said(publisher="The Times & Post", publisher_url="https://times.example", types=("newsmediaorganization",))


@pytest.mark.parametrize(
    ("node", "said"),
    [
        pytest.param({"@type": "NewsArticle", "publisher": TIMES}, READ, id="inside the article"),
        pytest.param({"@graph": [{"@type": "WebPage", "publisher": {"@id": TIMES["@id"]}}, TIMES]}, READ, id="by its id"),
        pytest.param([{"@type": "BreadcrumbList"}, {"@type": "Article", "publisher": [TIMES]}], READ, id="in lists"),
        pytest.param(
            {"publisher": {"@type": ["Newsmediaorganization", "http://schema.org/Organization"], "name": " A\n B "}},
            Said(publisher="A B", types=("newsmediaorganization", "organization")),
            id="types in any case, names stripped",
        ),
        pytest.param({"publisher": "Plain Name"}, Said(publisher="Plain Name"), id="only a name"),
        pytest.param({"publisher": {"@id": "#nowhere"}}, Said(), id="an id that leads nowhere"),
        pytest.param({"publisher": {"name": ["A", "B"]}}, Said(), id="no name that is one"),
        pytest.param({"isAccessibleForFree": "False"}, Said(free=False), id="a paywall, as a word"),
        pytest.param({"isAccessibleForFree": True, "hasPart": {"isAccessibleForFree": False}}, Said(free=False), id="a paywall for a part"),
        pytest.param({"isAccessibleForFree": "http://schema.org/True"}, Said(free=True), id="free"),
        pytest.param({"isAccessibleForFree": "perhaps"}, Said(), id="neither"),
    ],
)
def test_the_publisher_is_read_from_json_ld(node: object, said: Said) -> None:
    assert read_jsonld([json.dumps(node)]) == said


def test_long_names_are_cut() -> None:
    assert len(read_jsonld([json.dumps({"publisher": {"name": "N" * 500}})]).publisher) == 100


@pytest.mark.parametrize(
    "broken", ["", "{", "null", '{"a": 1,}', "[" * 100_000, '"text"', "3"], ids=["empty", "cut", "null", "comma", "deep", "text", "number"]
)
def test_a_broken_script_is_ignored_and_the_next_one_read(broken: str) -> None:
    assert read_jsonld([broken, json.dumps({"publisher": TIMES})]) == READ


def test_a_line_break_inside_a_text_breaks_nothing() -> None:
    assert read_jsonld(['{"headline": "two\nlines", "publisher": {"name": "A"}}']).publisher == "A"


def test_half_a_pair_of_a_character_does_not_stop_the_run() -> None:
    said = read_jsonld([r'{"publisher": {"@type": "\ud83dOrganization", "name": "A \ud83d B", "url": "https://a.example/\udc00"}}'])
    assert (said.publisher, said.publisher_url, said.types) == ("A ? B", "https://a.example/?", ("?organization",))
