"""What asking a wiki gives, over real sockets on loopback through the live Web: articles and their past, or one clear line and its exit code."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from citeaudit import wiki
from citeaudit.articles.wikipedia import Page, page_named
from citeaudit.errors import CiteauditError, ExitCode, InputError, NetworkError
from citeaudit.ports import Web
from citeaudit.settings import Settings
from citeaudit.web.live import open_web
from tests.mediawiki import Wiki

NOW = datetime(2031, 5, 4, 12, 0, tzinfo=UTC)
OTTER = page_named("Otter")


@pytest.fixture(autouse=True)
def direct(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("http_proxy", "https_proxy", "no_proxy", "requests_ca_bundle", "ssl_cert_file"):
        monkeypatch.delenv(variable, raising=False)
        monkeypatch.delenv(variable.upper(), raising=False)


@pytest.fixture
def settings(mediawiki: Wiki, tmp_path: Path) -> Settings:
    """Settings of a user who has set the wiki's address, with small waits."""
    waits = {"host_gap_s": 0.0, "repeat_after_s": 0.02, "deadline_s": 5.0}
    return Settings(store=tmp_path / "store.sqlite3", mediawiki_url=mediawiki.url, contact="ann@paper.example", **waits)  # type: ignore[arg-type]


@pytest.fixture
def opened(settings: Settings) -> Iterator[Callable[..., tuple[Web, Settings]]]:
    """Opens the Web of a run: `opened(**settings)`; a run that is opened again has the same store."""
    with ExitStack() as runs:

        def run(**changed: Any) -> tuple[Web, Settings]:
            runs.close()
            chosen = replace(settings, **changed)
            return runs.enter_context(open_web(chosen, NOW)), chosen

        yield run


Opened = Callable[..., tuple[Web, Settings]]


def mistake_in(page: Page, run: tuple[Web, Settings]) -> CiteauditError:
    with pytest.raises(CiteauditError) as raised:
        wiki.fetch_page(page, *run)
    assert "\n" not in str(raised.value)
    return raised.value


# ---------------------------------------------------------------- an article as it is now


def test_an_article_comes_as_the_wiki_answers_it_with_the_address_that_a_reader_knows(mediawiki: Wiki, opened: Opened) -> None:
    mediawiki.article("Otter", html="<p>Words<sup>[1]</sup> Қазақ</p>")
    given = wiki.fetch_page(page_named("otter", "kk"), *opened())
    assert (given.file, given.title, given.language) == ("https://kk.wikipedia.org/wiki/Otter", "Otter", "kk")
    parsed = json.loads(given.stream.read())["parse"]
    assert (parsed["title"], parsed["revid"], "Қазақ" in parsed["text"], mediawiki.warnings) == ("Otter", 1001, True, [])


def test_a_redirect_of_the_wiki_is_followed_by_the_wiki(mediawiki: Wiki, opened: Opened) -> None:
    mediawiki.article("River otter")
    mediawiki.redirect("Lutra", "River otter#Food")
    given = wiki.fetch_page(page_named("Lutra"), *opened())
    assert (given.title, given.file) == ("River otter", "https://en.wikipedia.org/wiki/River_otter")


def test_an_old_revision_is_asked_for_by_its_number_alone(mediawiki: Wiki, opened: Opened) -> None:
    mediawiki.article("Otter", ("2015-01-01T00:00:00Z", "Old."), ("2016-01-01T00:00:00Z", "New."))
    for address in ("https://en.wikipedia.org/w/index.php?title=Wrong&oldid=1001", "https://en.m.wikipedia.org/wiki/Special:PermanentLink/1001"):
        given = wiki.fetch_page(page_named(address), *opened())
        assert given.file == "https://en.wikipedia.org/w/index.php?title=Otter&oldid=1001"
        assert "<p>Old.</p>" in json.load(given.stream)["parse"]["text"]
    assert [asked.parameters.get("page") for asked in mediawiki.asked] == [None, None]


def test_a_page_may_be_named_by_its_number(mediawiki: Wiki, opened: Opened) -> None:
    mediawiki.article("Otter")
    mediawiki.article("Seal")
    assert wiki.fetch_page(page_named("https://en.wikipedia.org/?curid=2"), *opened()).title == "Seal"


def test_who_asks_says_who_it_is_one_at_a_time_and_minds_the_lag(mediawiki: Wiki, opened: Opened) -> None:
    mediawiki.article("Otter")
    run = opened()
    for _ in range(3):
        wiki.fetch_page(OTTER, *run)
        wiki.revision_before(OTTER, NOW, *run)
    assert mediawiki.most_at_once == 1
    assert {asked.parameters["maxlag"] for asked in mediawiki.asked} == {"5"}
    assert all(asked.headers["user-agent"].startswith("citeaudit/") for asked in mediawiki.asked)
    assert all("(+ann@paper.example)" in asked.headers["user-agent"] for asked in mediawiki.asked)
    assert all("gzip" in asked.headers["accept-encoding"] for asked in mediawiki.asked)


# ---------------------------------------------------------------- what the wiki has not


def test_a_page_that_is_not_there_is_an_input_that_cannot_be_read(mediawiki: Wiki, opened: Opened) -> None:
    mediawiki.redirect("Lutra", "Gone")
    run = opened()
    for page in (OTTER, page_named("Lutra"), page_named("https://en.wikipedia.org/?curid=99"), page_named("https://en.wikipedia.org/?oldid=99")):
        mistake = mistake_in(page, run)
        assert isinstance(mistake, InputError)
        assert (mistake.where, mistake.message) == (page.address, "there is no such page at 127.0.0.1")


def test_a_disambiguation_page_is_no_article(mediawiki: Wiki, opened: Opened) -> None:
    mediawiki.article("Otter (disambiguation)", disambiguation=True)
    mistake = mistake_in(page_named("Otter (disambiguation)"), opened())
    assert isinstance(mistake, InputError)
    assert mistake.message == "'Otter (disambiguation)' is a disambiguation page"
    assert "name one of the articles" in mistake.hint


@pytest.mark.parametrize(
    ("title", "words"),
    [
        pytest.param("de:Otter", 'invalidtitle: Bad title "de:Otter"', id="another-wiki"),
        pytest.param("Special:Watchlist", "pagecannotexist: Namespace", id="special-page"),
    ],
)
def test_an_error_that_the_wiki_names_is_told_with_its_code_and_words(mediawiki: Wiki, opened: Opened, title: str, words: str) -> None:
    mistake = mistake_in(page_named(title), opened())
    assert isinstance(mistake, InputError)
    assert words in mistake.message


def test_what_a_wiki_says_does_nothing_to_a_terminal(mediawiki: Wiki, opened: Opened) -> None:
    mediawiki.errs("odd\x1b[2J", "two\nlines \x07" + "and more " * 100)
    mistake = mistake_in(OTTER, opened())
    assert mistake.message.isprintable()
    assert len(mistake.message) < 400


def test_an_answer_that_is_too_long_for_an_article_is_not_read_on(mediawiki: Wiki, opened: Opened) -> None:
    mediawiki.floods(17 << 20)
    mistake = mistake_in(OTTER, opened())
    assert isinstance(mistake, InputError)
    assert "more than 16 MB" in mistake.message
    assert len(mediawiki.asked) == 1


def test_an_answer_of_five_megabytes_is_whole(mediawiki: Wiki, opened: Opened) -> None:
    mediawiki.article("Otter", html="<p>" + "ш" * (5 << 19) + "</p>")
    assert len(wiki.fetch_page(OTTER, *opened()).stream.read()) > 5 << 20


# ---------------------------------------------------------------- patience


def test_a_lagging_wiki_is_asked_again(mediawiki: Wiki, opened: Opened) -> None:
    mediawiki.article("Otter")
    mediawiki.lags(3, retry_after="0")
    assert wiki.fetch_page(OTTER, *opened()).title == "Otter"
    assert len(mediawiki.asked) == 4


@pytest.mark.parametrize(("status", "seconds"), [(429, 1), (503, 0)])
def test_a_wiki_that_wants_a_pause_gets_it(mediawiki: Wiki, opened: Opened, status: int, seconds: int) -> None:
    mediawiki.article("Otter")
    mediawiki.limits(1, retry_after=str(seconds), status=status)
    began = datetime.now(UTC)
    assert wiki.fetch_page(OTTER, *opened()).title == "Otter"
    assert datetime.now(UTC) - began >= timedelta(seconds=0.9 * seconds)


def test_patience_ends_after_three_repeats(mediawiki: Wiki, opened: Opened) -> None:
    mediawiki.lags(9, retry_after="0")
    mistake = mistake_in(OTTER, opened())
    assert isinstance(mistake, NetworkError)
    assert "127.0.0.1 is too busy (maxlag: Waiting for 10.64.0.9: 7.5 seconds lagged)" in mistake.message
    assert len(mediawiki.asked) == 4


@pytest.mark.parametrize("retry_after", ["600", ""])
def test_a_pause_that_is_too_long_is_told_and_not_waited_for(mediawiki: Wiki, opened: Opened, retry_after: str) -> None:
    mediawiki.limits(2, retry_after=retry_after)
    run = opened(max_wait_s=2.0)
    mistake = mistake_in(OTTER, run)
    assert isinstance(mistake, NetworkError)
    assert f"127.0.0.1 asks to be asked less often, in {retry_after or 5} s" in mistake.message
    assert "contact" in mistake.hint
    assert len(mediawiki.asked) == 1


def test_an_error_that_asks_for_patience_is_patience_too(mediawiki: Wiki, opened: Opened) -> None:
    mediawiki.errs("ratelimited", "You've exceeded your rate limit.")
    mistake = mistake_in(OTTER, opened(max_wait_s=1.0))
    assert isinstance(mistake, NetworkError)
    assert "less often" in mistake.message


# ---------------------------------------------------------------- a broken network is never "no such page"


@pytest.mark.parametrize(
    ("goes_wrong", "words"),
    [
        pytest.param(lambda wiki: wiki.breaks(times=2), "the answer of 127.0.0.1 is broken", id="malformed"),
        pytest.param(lambda wiki: wiki.breaks("", times=2), "is broken", id="empty"),
        pytest.param(lambda wiki: wiki.breaks('{"parse":' + "[" * 100_000, times=2), "is broken", id="nested"),
        pytest.param(lambda wiki: wiki.breaks('{"parse":{"title":"Otter"}}', times=2), "is broken", id="without-text"),
        pytest.param(lambda wiki: wiki.truncates(2), "does not answer (reset", id="truncated"),
        pytest.param(lambda wiki: wiki.resets(2), "does not answer (reset", id="reset"),
        pytest.param(lambda wiki: wiki.drips(2), "does not answer (deadline: not done in 1 s)", id="slow"),
        pytest.param(lambda wiki: wiki.errs("internal_api_error_DBQueryError", "A database error", 2), "A database error", id="inner-error"),
        pytest.param(lambda wiki: wiki.shows("<h1>Wikimedia Error</h1>", 2, status=502), "does not answer (502)", id="bad-gateway"),
    ],
)
def test_a_mishap_is_asked_about_once_more(mediawiki: Wiki, opened: Opened, goes_wrong: Callable[[Wiki], None], words: str) -> None:
    mediawiki.article("Otter")
    goes_wrong(mediawiki)
    mistake = mistake_in(OTTER, opened(deadline_s=1))
    assert isinstance(mistake, NetworkError)
    assert words in mistake.message
    assert len(mediawiki.asked) == 2
    assert wiki.fetch_page(OTTER, *opened()).title == "Otter"


def test_one_mishap_is_forgiven(mediawiki: Wiki, opened: Opened) -> None:
    mediawiki.article("Otter")
    mediawiki.breaks()
    run = opened()
    assert wiki.fetch_page(OTTER, *run).title == "Otter"
    mediawiki.resets()
    assert wiki.fetch_page(OTTER, *run).title == "Otter"


@pytest.mark.parametrize(
    ("goes_wrong", "words"),
    [
        pytest.param(lambda wiki: wiki.shows("<!DOCTYPE html><h1>Log in to the hotel</h1>"), "something else than the API of a wiki", id="page"),
        pytest.param(lambda wiki: wiki.shows("[]", content_type="application/json"), "something else", id="another-api"),
        pytest.param(lambda wiki: wiki.shows("no such page", status=404), "something else", id="404"),
        pytest.param(lambda wiki: wiki.shows("", status=302, Location="https://hotel.example/"), "sends on to https://hotel.example/", id="redirect"),
        pytest.param(lambda wiki: wiki.shows("robot policy", status=403), "refuses programs (403)", id="shut-out"),
    ],
)
def test_what_is_in_the_wikis_place_is_told_at_once(mediawiki: Wiki, opened: Opened, goes_wrong: Callable[[Wiki], None], words: str) -> None:
    goes_wrong(mediawiki)
    mistake = mistake_in(OTTER, opened())
    assert mistake.exit_code is ExitCode.NETWORK
    assert words in mistake.message
    assert len(mediawiki.asked) == 1


def test_nobody_there_is_a_missing_network(opened: Opened) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    mistake = mistake_in(OTTER, opened(mediawiki_url=f"http://127.0.0.1:{port}"))
    assert isinstance(mistake, NetworkError)
    assert "127.0.0.1 does not answer (connection-refused" in mistake.message


# ---------------------------------------------------------------- who may be asked


def test_an_address_that_leads_into_the_own_network_is_not_asked_unless_the_user_says_so(mediawiki: Wiki, opened: Opened) -> None:
    mediawiki.article("Otter")
    page = page_named(f"{mediawiki.url}/wiki/Otter")
    mistake = mistake_in(page, opened(mediawiki_url=""))
    assert isinstance(mistake, InputError)
    assert "private address" in mistake.message
    assert mediawiki.asked == []
    given = wiki.fetch_page(page, *opened(mediawiki_url="", allow_private=True))
    assert (given.title, given.file, given.language) == ("Otter", f"{mediawiki.url}/wiki/Otter", "")


def test_an_unknown_host_that_is_no_wiki_is_a_wrong_input(mediawiki: Wiki, opened: Opened) -> None:
    mediawiki.shows("Not found", status=404)
    mistake = mistake_in(page_named(f"{mediawiki.url}/wiki/Otter"), opened(mediawiki_url="", allow_private=True))
    assert isinstance(mistake, InputError)
    assert "mediawiki_url" in mistake.hint


def test_the_endpoint_is_beside_the_index_that_an_address_names(mediawiki: Wiki, opened: Opened) -> None:
    mediawiki.article("Otter")
    given = wiki.fetch_page(page_named(f"{mediawiki.url}/index.php?title=Otter"), *opened(mediawiki_url="", allow_private=True))
    assert (given.title, mediawiki.asked[0].path) == ("Otter", "/api.php")


# ---------------------------------------------------------------- an article as it was


@pytest.fixture
def history(mediawiki: Wiki) -> Wiki:
    revisions = (("2014-05-01T10:00:00Z", "One."), ("2015-05-01T10:00:00Z", "Two. Екі."), ("2016-05-01T10:00:00Z", "Three."))
    mediawiki.article("River otter", *revisions)
    mediawiki.redirect("Otter", "River otter")
    return mediawiki


@pytest.mark.parametrize(
    ("moment", "wikitext"),
    [
        pytest.param(datetime(2015, 5, 1, 9, 59, 59, tzinfo=UTC), "One.", id="a-second-before"),
        pytest.param(datetime(2015, 5, 1, 10, 0, 0, tzinfo=UTC), "Two. Екі.", id="at-the-time"),
        pytest.param(datetime.fromisoformat("2015-05-01T15:30:00+05:30"), "Two. Екі.", id="of-another-zone"),
        pytest.param(NOW, "Three.", id="now"),
    ],
)
def test_the_newest_revision_that_is_not_after_a_time(history: Wiki, opened: Opened, moment: datetime, wikitext: str) -> None:
    found = wiki.revision_before(OTTER, moment, *opened())
    assert found is not None
    assert (found.wikitext, found.title, found.at <= moment) == (wikitext, "River otter", True)
    assert found.address == f"https://en.wikipedia.org/w/index.php?title=River_otter&oldid={found.id}"
    assert history.warnings == []


def test_before_its_first_revision_there_is_none(history: Wiki, opened: Opened) -> None:
    assert wiki.revision_before(OTTER, datetime(2014, 1, 1, tzinfo=UTC), *opened()) is None


def test_a_page_by_its_number_has_a_past_and_a_bare_revision_has_not(history: Wiki, opened: Opened) -> None:
    run = opened()
    found = wiki.revision_before(page_named("https://en.wikipedia.org/?curid=1"), NOW, *run)
    assert found is not None
    assert found.wikitext == "Three."
    with pytest.raises(InputError, match="names no article, only a revision"):
        wiki.revision_before(page_named("https://en.wikipedia.org/?oldid=1001"), NOW, *run)


def test_a_revision_whose_text_is_hidden_has_none(mediawiki: Wiki, opened: Opened) -> None:
    article = mediawiki.article("Otter", ("2014-05-01T10:00:00Z", "Secret."))
    article.revisions[0] = replace(article.revisions[0], hidden=True)
    found = wiki.revision_before(OTTER, NOW, *opened())
    assert found is not None
    assert (found.id, found.wikitext) == ("1001", "")


def test_the_past_of_a_page_that_is_not_there_is_an_error_not_an_empty_past(mediawiki: Wiki, opened: Opened) -> None:
    run = opened()
    with pytest.raises(InputError, match="there is no such page"):
        wiki.revision_before(OTTER, NOW, *run)
    with pytest.raises(InputError, match="that of another wiki"):
        wiki.revision_before(page_named("de:Otter"), NOW, *run)
    mediawiki.breaks(times=2)
    with pytest.raises(NetworkError):
        wiki.revision_before(OTTER, NOW, *run)


# ---------------------------------------------------------------- the store


def test_the_past_is_asked_once_and_the_present_each_time(history: Wiki, opened: Opened) -> None:
    moment = datetime(2015, 6, 1, tzinfo=UTC)
    for count, changed in ((1, {}), (1, {}), (2, {"refresh": True})):
        found = wiki.revision_before(OTTER, moment, *opened(**changed))
        assert found is not None
        assert (found.wikitext, len(history.asked)) == ("Two. Екі.", count)
    for count in (3, 4):
        wiki.fetch_page(OTTER, *opened())
        assert len(history.asked) == count


def test_what_was_told_before_the_moment_that_it_is_about_is_asked_again(history: Wiki, opened: Opened) -> None:
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    run = opened()
    for count in (1, 2):
        assert wiki.revision_before(OTTER, tomorrow, *run) is not None
        assert len(history.asked) == count


def test_offline_the_store_answers_and_nobody_is_asked(history: Wiki, opened: Opened) -> None:
    online = wiki.fetch_page(OTTER, *opened()).stream.read()
    past = wiki.revision_before(OTTER, NOW, *opened())
    history.articles.clear()
    run = opened(offline=True)
    assert wiki.fetch_page(OTTER, *run).stream.read() == online
    assert wiki.revision_before(OTTER, NOW, *run) == past
    assert len(history.asked) == 2


def test_offline_without_an_answer_the_network_is_missing(mediawiki: Wiki, opened: Opened) -> None:
    mistake = mistake_in(OTTER, opened(offline=True))
    assert isinstance(mistake, NetworkError)
    assert "is not in the store" in mistake.message
    assert mediawiki.asked == []


@pytest.mark.parametrize(
    "goes_wrong",
    [
        pytest.param(lambda wiki: None, id="missing"),
        pytest.param(lambda wiki: wiki.lags(4, retry_after="0"), id="lagging"),
        pytest.param(lambda wiki: wiki.breaks(times=2), id="broken"),
        pytest.param(lambda wiki: wiki.shows("<html>"), id="page"),
    ],
)
def test_what_failed_is_not_kept(mediawiki: Wiki, opened: Opened, goes_wrong: Callable[[Wiki], None]) -> None:
    mediawiki.article("Otter")
    good = wiki.fetch_page(OTTER, *opened()).stream.read()
    mediawiki.articles.clear()
    goes_wrong(mediawiki)
    mistake_in(OTTER, opened())
    assert wiki.fetch_page(OTTER, *opened(offline=True)).stream.read() == good


def test_the_newest_answer_is_the_one_that_is_kept(mediawiki: Wiki, opened: Opened) -> None:
    for words in ("First.", "Second."):
        mediawiki.article("Otter", ("2020-01-01T00:00:00Z", words))
        wiki.fetch_page(OTTER, *opened())
    assert b"Second." in wiki.fetch_page(OTTER, *opened(offline=True)).stream.read()


def test_one_silent_wiki_does_not_keep_another_from_being_asked(mediawiki: Wiki, opened: Opened) -> None:
    mediawiki.article("Otter")
    run = opened(mediawiki_url="", allow_private=True, deadline_s=1)
    mediawiki.drips(2)
    mistake_in(page_named(f"{mediawiki.url}/wiki/Otter"), run)
    asked = len(mediawiki.asked)
    mistake_in(page_named(f"{mediawiki.url}/wiki/Otter"), run)
    assert len(mediawiki.asked) == asked
    other = mediawiki.url.replace("127.0.0.1", "localhost")
    assert wiki.fetch_page(page_named(f"{other}/wiki/Otter"), *run).title == "Otter"
