"""Which page of which wiki a title or an address names, where its API is, and what is asked of it."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeaudit.articles.wikipedia import Page, endpoint_of, is_address, page_named, parse_request, revision_request
from citeaudit.errors import InputError
from citeaudit.model import Purpose
from citeaudit.settings import Settings

ENDPOINT = "https://en.wikipedia.org/w/api.php"


def at(host: str, title: str = "", language: str = "en", **more: str) -> Page:
    return Page(title=title, language=language, host=f"{host}.wikipedia.org", **more)


@pytest.mark.parametrize(
    ("title", "language", "page"),
    [
        pytest.param("Otter", "", at("en", "Otter"), id="english-where-nobody-says"),
        pytest.param("Алматы", "kk", at("kk", "Алматы", "kk"), id="language"),
        pytest.param("  River__otter  ", "en", at("en", "River otter"), id="underscores-and-spaces"),
        pytest.param("AC/DC", "en", at("en", "AC/DC"), id="slash"),
        pytest.param("C++ & co?", "en", at("en", "C++ & co?"), id="signs"),
        pytest.param("Otter", "simple", at("simple", "Otter", "en"), id="simple-english"),
        pytest.param("Oter", "nb", at("no", "Oter", "nb"), id="norwegian"),
        pytest.param("水獭", "zh-cn", at("zh", "水獭", "zh-cn"), id="of-a-country"),
        pytest.param("水獭", "zh-hant", at("zh", "水獭", "zh-hant"), id="of-a-script"),
        pytest.param("水獺", "yue", at("zh-yue", "水獺", "yue"), id="another-host"),
        pytest.param("Otter", "nds-nl", at("nds-nl", "Otter", "nds-nl"), id="no-variant"),
        pytest.param("Выдра", "be-tarask", at("be-tarask", "Выдра", "be-tarask"), id="orthography"),
    ],
)
def test_a_title_is_of_its_languages_wikipedia(title: str, language: str, page: Page) -> None:
    assert page_named(title, language) == page


@pytest.mark.parametrize(
    ("address", "page"),
    [
        pytest.param("https://kk.wikipedia.org/wiki/%D0%90%D0%BB%D0%BC%D0%B0%D1%82%D1%8B", at("kk", "Алматы", "kk"), id="percent-encoded"),
        pytest.param("https://kk.wikipedia.org/wiki/Алматы", at("kk", "Алматы", "kk"), id="as-browsers-show-it"),
        pytest.param("https://fr.wikipedia.org/wiki/Caf%E9", at("fr", "Café", "fr"), id="percent-encoded-no-utf-8"),
        pytest.param("http://en.wikipedia.org/wiki/River_otter#Food", at("en", "River otter"), id="http-and-section"),
        pytest.param("HTTPS://EN.WIKIPEDIA.ORG/wiki/What%3F", at("en", "What?"), id="capitals"),
        pytest.param("https://en.m.wikipedia.org/wiki/AC/DC", at("en", "AC/DC"), id="mobile"),
        pytest.param("https://m.wikipedia.org/wiki/Otter", at("de", "Otter", "de"), id="mobile-without-language"),
        pytest.param("https://www.wikipedia.org/wiki/Otter", at("de", "Otter", "de"), id="without-language"),
        pytest.param("en.wikipedia.org/wiki/Otter", at("en", "Otter"), id="without-scheme"),
        pytest.param("https://simple.wikipedia.org/wiki/Otter", at("simple", "Otter", "en"), id="simple"),
        pytest.param("https://be-x-old.wikipedia.org/wiki/Выдра", at("be-tarask", "Выдра", "be-tarask"), id="renamed"),
        pytest.param("https://zh.wikipedia.org/zh-cn/%E6%B0%B4%E7%8D%AD", at("zh", "水獭", "zh"), id="variant"),
        pytest.param("https://zh.wikipedia.org/zh/水獭", at("zh", "水獭", "zh"), id="variant-of-no-country"),
        pytest.param("https://sr.wikipedia.org/sr-el/Vidra", at("sr", "Vidra", "sr"), id="script"),
        pytest.param("https://en.wikipedia.org/w/index.php?title=C%2B%2B&action=edit", at("en", "C++"), id="index"),
        pytest.param("https://en.wikipedia.org/w/index.php?title=River_otter&oldid=12", at("en", "River otter", revision="12"), id="old-revision"),
        pytest.param("https://en.wikipedia.org/wiki/Otter?oldid=12", at("en", "Otter", revision="12"), id="old-revision-of-a-path"),
        pytest.param("https://en.wikipedia.org/w/index.php?oldid=12", at("en", revision="12"), id="revision-alone"),
        pytest.param("https://en.wikipedia.org/?oldid=12", at("en", revision="12"), id="revision-at-the-root"),
        pytest.param("https://en.wikipedia.org/wiki/Special:PermanentLink/12", at("en", revision="12"), id="permanent-link"),
        pytest.param("https://ru.wikipedia.org/wiki/Special:Permalink/12", at("ru", language="ru", revision="12"), id="permalink"),
        pytest.param("https://en.wikipedia.org/wiki/Special:Diff/11/12", at("en", revision="12"), id="difference"),
        pytest.param("https://en.wikipedia.org/w/index.php?title=Otter&diff=12&oldid=11", at("en", "Otter", revision="12"), id="comparison"),
        pytest.param(
            "https://en.wikipedia.org/w/index.php?title=Otter&diff=prev&oldid=11", at("en", "Otter", revision="11"), id="with-the-one-before"
        ),
        pytest.param("https://en.wikipedia.org/?curid=7", at("en", number="7"), id="page-number"),
        pytest.param("https://en.wikipedia.org/wiki/Special:Redirect/page/7", at("en", number="7"), id="page-number-as-a-path"),
    ],
)
def test_an_address_of_wikipedia_in_every_form(address: str, page: Page) -> None:
    assert is_address(address)
    assert page_named(address, "de") == page


@pytest.mark.parametrize(
    ("address", "endpoint", "shown"),
    [
        pytest.param("https://de.wiktionary.org/wiki/Otter", "https://de.wiktionary.org/w/api.php", "", id="sister"),
        pytest.param("https://meta.m.wikimedia.org/wiki/O", "https://meta.wikimedia.org/w/api.php", "https://meta.wikimedia.org/wiki/O", id="mobile"),
        pytest.param("https://mediawiki.org/wiki/API", "https://www.mediawiki.org/w/api.php", "https://www.mediawiki.org/wiki/API", id="bare-domain"),
        pytest.param("https://example.org/wiki/Otter", "https://example.org/w/api.php", "", id="usual-form"),
        pytest.param("http://example.org:8080/wiki/Otter", "http://example.org:8080/w/api.php", "", id="port-and-scheme"),
        pytest.param("https://otters.fandom.com/wiki/Otter", "https://otters.fandom.com/api.php", "", id="farm"),
        pytest.param("https://otters.fandom.com/de/wiki/Otter", "https://otters.fandom.com/de/api.php", "", id="farm-in-a-language"),
        pytest.param("http://example.org/index.php?title=Otter", "http://example.org/api.php", "", id="beside-the-index"),
        pytest.param("http://example.org/m/index.php/O", "http://example.org/m/api.php", "http://example.org/m/index.php?title=O", id="folder"),
        pytest.param("https://ann:sesame@example.org/wiki/Otter", "https://example.org/w/api.php", "https://example.org/wiki/Otter", id="password"),
    ],
)  # fmt: skip
def test_other_wikis_have_their_api_in_the_usual_place(address: str, endpoint: str, shown: str) -> None:
    page = page_named(address)
    assert (endpoint_of(page, Settings()), page.address) == (endpoint, shown or address)


def test_the_language_of_an_unknown_wiki_is_what_the_user_says() -> None:
    assert page_named("https://otters.fandom.com/de/wiki/Otter", "en").language == "de"
    assert (page_named("https://example.org/wiki/Otter").language, page_named("https://example.org/wiki/Otter", "de").language) == ("", "de")


@pytest.mark.parametrize(
    ("words", "what"),
    [
        pytest.param("", "ARTICLE: is no title of a wiki's page", id="nothing"),
        pytest.param(" _ ", "is no title", id="no-words"),
        pytest.param("Otter|Seal", "no title has the sign '|'", id="two-titles"),
        pytest.param("[[Otter]]", "no title has the sign '['", id="a-link"),
        pytest.param("{{Otter}}", "no title has the sign '{'", id="a-template"),
        pytest.param("Otter\x00", "no title has the sign '\\x00'", id="no-text"),
        pytest.param("\udcff", "no title has the sign", id="no-utf-8"),
        pytest.param("ш" * 128, "a title has 1 to 255 bytes", id="too-long"),
        pytest.param("https://en.wikipedia.org/", "is no address of a wiki's page", id="the-wiki-itself"),
        pytest.param("https://en.wikipedia.org/wiki/", "is no address of a wiki's page", id="no-title"),
        pytest.param("https://en.wikipedia.org/?oldid=0", "is no address of a wiki's page", id="no-revision"),
        pytest.param("https://en.wikipedia.org/?oldid=" + "9" * 5000, "is no address of a wiki's page", id="no-number"),
        pytest.param("https://en.wikipedia.org/wiki/%5BOtter", "no title has the sign '['", id="hidden-sign"),
        pytest.param("https://paper.example/2015/otter.html", "is no address of a wiki's page", id="another-site"),
        pytest.param("http://[en.wikipedia.org/wiki/Otter", "is no address;", id="broken"),
        pytest.param("http://example.org:99999/wiki/Otter", "is no address;", id="no-port"),
        pytest.param("https://", "is no address of a wiki's page", id="no-host"),
    ],
)
def test_what_names_no_page_is_told_in_one_line(words: str, what: str) -> None:
    with pytest.raises(InputError) as raised:
        page_named(words)
    assert what in str(raised.value)
    assert raised.value.hint.startswith("give ")
    assert len(str(raised.value)) < 500


PIECES = (
    "https://",
    "http://",
    "en.wikipedia.org",
    "[::1]",
    ":80",
    "/wiki/",
    "/w/index.php?",
    "title=",
    "&oldid=",
    "%C3",
    "%",
    "#",
    "Special:Diff/",
    "٣",
)


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=8).map("".join), st.sampled_from(("", "kk", "zh-cn")))
def test_whatever_is_given_names_a_page_or_is_a_wrong_input(words: str, language: str) -> None:
    with suppress(InputError):
        page = page_named(words, language)
        assert page.title or page.revision or page.number
        assert parse_request(page, endpoint_of(page, Settings())).url.endswith("maxlag=5")


@pytest.mark.parametrize(
    "words", ["Otter", "AC/DC", "U.S./wiki", "saved.html", "copies/otter.txt", "//server/otter.txt", "v1.2/w/x", "paper.example/otter", ""]
)
def test_a_title_or_a_path_is_no_address(words: str) -> None:
    assert not is_address(words)


@pytest.mark.parametrize(
    ("url", "endpoint"),
    [
        pytest.param("http://127.0.0.1:8080", "http://127.0.0.1:8080/w/api.php", id="base"),
        pytest.param("http://127.0.0.1:8080/api.php", "http://127.0.0.1:8080/api.php", id="api"),
    ],
)
def test_the_users_endpoint_is_asked_whatever_the_address(url: str, endpoint: str) -> None:
    for words in ("Otter", "https://kk.wikipedia.org/wiki/Otter", "https://example.org/index.php?title=Otter"):
        assert endpoint_of(page_named(words), Settings(mediawiki_url=url)) == endpoint


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        pytest.param(at("en", "Otter & co"), {"page": ["Otter & co"], "redirects": ["1"]}, id="title"),
        pytest.param(at("en", number="7"), {"pageid": ["7"], "redirects": ["1"]}, id="number"),
        pytest.param(at("en", "Otter", revision="12"), {"oldid": ["12"]}, id="revision"),
    ],
)
def test_a_page_is_asked_for_in_one_way(page: Page, asked: dict[str, list[str]]) -> None:
    request = parse_request(page, ENDPOINT)
    address, query = urlsplit(request.url), parse_qs(urlsplit(request.url).query)
    assert (f"{address.scheme}://{address.netloc}{address.path}", request.purpose) == (ENDPOINT, Purpose.API)
    assert {name: value for name, value in query.items() if name in ("page", "pageid", "oldid", "redirects")} == asked
    assert (query["action"], query["format"], query["formatversion"], query["maxlag"]) == (["parse"], ["json"], ["2"], ["5"])


def test_a_history_is_asked_backwards_from_a_time_in_utc() -> None:
    before = datetime(2015, 10, 28, 23, 30, tzinfo=timezone(timedelta(hours=5)))
    query = parse_qs(urlsplit(revision_request(at("en", "Otter"), ENDPOINT, before).url).query)
    assert (query["titles"], query["rvstart"], query["rvdir"], query["rvlimit"]) == (["Otter"], ["2015-10-28T18:30:00Z"], ["older"], ["1"])
    assert revision_request(at("en", "Otter"), ENDPOINT, before.astimezone(UTC)) == revision_request(at("en", "Otter"), ENDPOINT, before)
