"""The loopback MediaWiki of the tests answers as the real one: it refuses what that refuses, warns of what that warns of, and minds its time."""

from __future__ import annotations

import json
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from tests.mediawiki import MOST_REQUESTS, Asked, Wiki

COMMON = {"format": "json", "formatversion": "2"}


def asked(wiki: Wiki, path: str = "/w/api.php", **parameters: str) -> Any:
    with urlopen(f"{wiki.url}{path}?{urlencode(COMMON | parameters)}", timeout=20) as answer:
        return json.load(answer)


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        pytest.param({}, "badvalue", id="no-action"),
        pytest.param({"action": "dance"}, "badvalue", id="unknown-action"),
        pytest.param({"action": "parse"}, "missingparam", id="nothing-to-parse"),
        pytest.param({"action": "parse", "page": "Otter", "oldid": "1001"}, "invalidparammix", id="page-and-oldid"),
        pytest.param({"action": "parse", "oldid": "new"}, "badinteger", id="no-number"),
        pytest.param({"action": "parse", "page": "Otter", "maxlag": "soon"}, "badinteger", id="maxlag"),
        pytest.param({"action": "parse", "page": "Seal"}, "missingtitle", id="missing"),
        pytest.param({"action": "parse", "page": "[Otter]"}, "invalidtitle", id="invalid"),
        pytest.param({"action": "parse", "oldid": "9"}, "nosuchrevid", id="no-revision"),
        pytest.param({"action": "query", "titles": "Otter", "pageids": "1"}, "invalidparammix", id="titles-and-numbers"),
        pytest.param({"action": "query", "titles": "Otter|Seal", "prop": "revisions", "rvlimit": "1"}, "invalidparammix", id="history-of-two"),
        pytest.param({"action": "query", "revids": "1001", "prop": "revisions", "rvlimit": "1"}, "invalidparammix", id="history-of-a-revision"),
        pytest.param({"action": "query", "titles": "Otter", "prop": "revisions", "rvstart": "May"}, "badtimestamp", id="no-time"),
        pytest.param({"action": "query", "titles": "Otter", "prop": "revisions", "rvdir": "up"}, "badvalue", id="no-direction"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused(mediawiki: Wiki, parameters: dict[str, str], code: str) -> None:
    mediawiki.article("Otter")
    assert asked(mediawiki, **parameters)["error"]["code"] == code


def test_an_unknown_parameter_is_warned_of(mediawiki: Wiki) -> None:
    mediawiki.article("Otter")
    told = asked(mediawiki, action="parse", page="Otter", prop="text|sense", pages="3")
    assert mediawiki.warnings == ["Unrecognized parameter: pages.", 'Unrecognized value for parameter "prop": sense.']
    assert (sorted(told), sorted(told["parse"])) == (["parse", "warnings"], ["pageid", "text", "title"])


def test_without_a_format_there_is_a_page_about_the_answer(mediawiki: Wiki) -> None:
    with urlopen(f"{mediawiki.url}/w/api.php?action=parse&page=Otter", timeout=20) as answer:
        assert answer.headers["content-type"].startswith("text/html")


def test_titles_are_normalized_and_redirects_told(mediawiki: Wiki) -> None:
    mediawiki.article("River otter")
    mediawiki.redirect("Lutra", "River otter#Food")
    query = asked(mediawiki, action="query", titles="lutra", redirects="1", prop="revisions", rvprop="ids")["query"]
    assert query["normalized"] == [{"fromencoded": False, "from": "lutra", "to": "Lutra"}]
    assert query["redirects"] == [{"from": "Lutra", "to": "River otter", "tofragment": "Food"}]
    assert [page["title"] for page in query["pages"]] == ["River otter"]
    assert asked(mediawiki, action="parse", page="lutra", prop="")["parse"]["title"] == "Lutra"


def test_it_stops_where_a_test_goes_on_without_end(mediawiki: Wiki) -> None:
    mediawiki.asked += [Asked(path="", parameters={}, headers={})] * MOST_REQUESTS
    with pytest.raises(HTTPError, match="503"):
        asked(mediawiki, action="parse", page="Otter")
