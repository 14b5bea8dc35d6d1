"""The user's keys go to Save Page Now and nowhere else, and nothing that goes wrong with them repeats them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from citeaudit.errors import UsageError
from citeaudit.model import Exchange, Hop, Request
from citeaudit.web.keys import ACCESS, HIDDEN, SECRET, Keys, keys_for, read_keys, without_keys

BASE = "https://web.archive.org"
GOOD = {ACCESS: "Aladdin0Aladdin0", SECRET: "opensesame=sim/1"}
KEYS = Keys(GOOD[ACCESS], GOOD[SECRET])


def test_the_keys_of_the_environment() -> None:
    keys = read_keys(GOOD)
    assert keys == KEYS
    assert keys.authorization == "LOW Aladdin0Aladdin0:opensesame=sim/1"


@pytest.mark.parametrize(
    ("environ", "told"),
    [
        pytest.param({}, f"and {ACCESS} and {SECRET} are not set", id="neither"),
        pytest.param({ACCESS: "Aladdin"}, f"and {SECRET} is not set", id="no-secret"),
        pytest.param({ACCESS: "", SECRET: "sesame"}, f"and {ACCESS} is not set", id="empty"),
        pytest.param(GOOD | {SECRET: "sesame\r\nX-Evil: 1"}, f"what {SECRET} holds cannot be a key", id="line-break"),
        pytest.param(GOOD | {SECRET: "sesame\n"}, f"what {SECRET} holds cannot be a key", id="line-break-at-the-end"),
        pytest.param(GOOD | {ACCESS: "Ala ddin"}, f"what {ACCESS} holds cannot be a key", id="space"),
        pytest.param({ACCESS: "Әділет", SECRET: "\x7f"}, f"what {ACCESS} and {SECRET} hold cannot be a key", id="both-spoiled"),
    ],
)
def test_keys_that_cannot_be_used_are_told_in_one_line_that_says_where_they_are_made(environ: Mapping[str, str], told: str) -> None:
    with pytest.raises(UsageError) as wrong:
        read_keys(environ)
    line = str(wrong.value)
    assert told in line
    assert "https://archive.org/account/s3.php" in line
    assert f"environment variables {ACCESS} and {SECRET}" in line
    assert "\n" not in line
    assert [value for value in environ.values() if value and value in line] == []


@pytest.mark.parametrize(
    ("url", "is_theirs"),
    [
        pytest.param(f"{BASE}/save", True, id="a-wish"),
        pytest.param(f"{BASE}/save/status/spn2-1", True, id="a-job"),
        pytest.param(f"{BASE}/cdx/search/cdx?url=x", False, id="the-index"),
        pytest.param(f"{BASE}/web/2016id_/{BASE}/save/", False, id="a-replay"),
        pytest.param(f"{BASE}/saved", False, id="a-longer-path"),
        pytest.param(f"{BASE}.example/save", False, id="a-host-that-begins-alike"),
        pytest.param(f"{BASE}@evil.example/save", False, id="a-user-name"),
        pytest.param("http://web.archive.org/save", False, id="without-tls"),
        pytest.param("https://archive.org/save", False, id="another-host"),
    ],
)
def test_which_requests_they_go_with(url: str, is_theirs: bool) -> None:
    assert (keys_for(url, BASE, GOOD) is not None) is is_theirs
    assert keys_for(url, BASE, {}) is None


def test_they_are_not_shown() -> None:
    assert [key for key in GOOD.values() if key in f"{KEYS} {KEYS!r} {[KEYS]}"] == []


def test_what_a_server_repeats_is_taken_out() -> None:
    seen = Exchange(
        request=Request(url=f"{BASE}/save"),
        status=302,
        hops=(Hop(url=f"{BASE}/save", status=302, location=f"/login?key={KEYS.secret}"),),
        headers=(("location", f"/login?key={KEYS.secret}"), ("server", "x")),
        content_type=KEYS.secret,
        answer=f"no: {KEYS.authorization}",
        asked_at=datetime(2031, 5, 4, tzinfo=UTC),
    )
    bare = without_keys(seen, KEYS)
    assert bare.answer == f"no: LOW {HIDDEN}:{HIDDEN}"
    assert bare.headers == (("location", f"/login?key={HIDDEN}"), ("server", "x"))
    assert [key for key in GOOD.values() if key in repr(bare)] == []


def test_words_that_hold_a_key_too_short_to_be_one_stay_as_they_are() -> None:
    assert Keys("a", "status").out_of('{"status": "a"}') == '{"status": "a"}'
