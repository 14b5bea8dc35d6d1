"""Tables of hosts and ignores are read, and every mistake in them is told with its place."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from citeaudit.policies import HostPolicy, Ignore, policy_for
from citeaudit.policytables import read_hosts, read_ignores
from citeaudit.settingsfile import KeyPath, MistakesError
from citeaudit.web.target import Target, read_target

TODAY = date(2026, 11, 26)
OURS = {
    "accept-encoding",
    "connection",
    "content-length",
    "cookie",
    "expect",
    "host",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "if-range",
    "if-unmodified-since",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "range",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
}


def told(read: Any, value: Any) -> dict[KeyPath, str]:
    with pytest.raises(MistakesError) as wrong:
        read(value)
    paths = [mistake.path for mistake in wrong.value.mistakes]
    assert len(paths) == len(set(paths))
    return {mistake.path: mistake.words for mistake in wrong.value.mistakes}


def test_a_host_is_read_whole() -> None:
    table = {"gap_s": 2, "skip": " asked us \n by mail ", "headers": {"Authorization": "Bearer a b", "X-Key": ""}}
    (policy,) = read_hosts({"Example.org:8443": table})
    headers = (("Authorization", "Bearer a b"), ("X-Key", ""))
    assert policy == HostPolicy(host="example.org:8443", gap_s=2.0, skip="asked us by mail", headers=headers)


@pytest.mark.parametrize(
    "host",
    [
        "Example.ORG",
        "example.org.",
        "қазақстан.kz",
        "BÜCHER.example",
        "faß.example",
        "xn--bcher-kva.example",
        "a_b.example",
        "localhost",
        "127.0.0.1",
        "[::1]",
        "[0:0:0:0:0:0:0:1]",
        "1.2.3.example",
    ],
)
@pytest.mark.parametrize("port", ["", ":8080"])
def test_a_host_is_spelt_as_targets_spell_it(host: str, port: str) -> None:
    target = read_target(f"http://{host}{port}/")
    assert isinstance(target, Target)
    (policy,) = read_hosts({host + port: {"gap_s": 1}})
    assert policy_for([policy], target.host, target.port) == policy
    assert (policy_for([policy], target.host, 81) is None) == bool(port)


def test_an_ipv6_address_needs_no_brackets_without_a_port() -> None:
    assert read_hosts({"::1": {}})[0].host == read_hosts({"[::1]": {}})[0].host == "::1"


def test_domains_in_other_scripts() -> None:
    (policy,) = read_hosts({"*.Қазақстан.kz:8080": {}})
    assert policy.host == "*.xn--80aaa0a6awh12ed.kz:8080"
    assert policy_for([policy], "www.xn--80aaa0a6awh12ed.kz", 8080) == policy


@pytest.mark.parametrize(
    ("host", "words"),
    [
        ("https://example.org", "leave scheme, user name and path out"),
        ("example.org/path", "leave scheme, user name and path out"),
        ("user@example.org", "leave scheme, user name and path out"),
        ("example.org:0", "ports go from 1 to 65535"),
        ("example.org:65536", "ports go from 1 to 65535"),
        ("example.org:http", "ports go from 1 to 65535"),
        ("example.org:", "ports go from 1 to 65535"),
        ("example.org:٣", "ports go from 1 to 65535"),
        ("", "is no host name"),
        ("*", "is no host name"),
        ("*.", "is no host name"),
        ("www.*.org", "is no host name"),
        ("*.0.0.1", "is no host name"),
        ("256.1.1.1", "is no host name"),
        ("two words.org", "is no host name"),
        ("a..b", "is no host name"),
        ("a.\N{SNOWMAN}\N{ZERO WIDTH JOINER}.org", "is no host name"),
        ("x" * 64 + ".org", "is no host name"),
        (".".join(["abcdefgh"] * 30), "is no host name"),
    ],
)
def test_what_is_no_host(host: str, words: str) -> None:
    mistakes = told(read_hosts, {host: {}})
    assert list(mistakes) == [(host,)]
    assert words in mistakes[host,]


@pytest.mark.parametrize("gap", [-0.1, 3600.1, float("nan"), float("inf"), True, "2"])
def test_a_gap_has_bounds(gap: Any) -> None:
    assert told(read_hosts, {"a.org": {"gap_s": gap}}) == {("a.org", "gap_s"): '[hosts."a.org"] gap_s must be a number from 0 to 3600'}


@pytest.mark.parametrize("gap", [0, 0.5, 3600])
def test_the_bounds_of_a_gap_are_in_it(gap: float) -> None:
    assert read_hosts({"a.org": {"gap_s": gap}})[0].gap_s == gap


@pytest.mark.parametrize("skip", ["", " \n", True, 3])
def test_a_skip_says_why(skip: Any) -> None:
    assert told(read_hosts, {"a.org": {"skip": skip}}) == {("a.org", "skip"): '[hosts."a.org"] skip must say why, in words'}


@pytest.mark.parametrize("name", [*sorted(OURS), "Host", "COOKIE"])
def test_headers_that_would_break_a_request_are_refused(name: str) -> None:
    mistakes = told(read_hosts, {"a.org": {"headers": {name: "x"}}})
    assert f'[hosts."a.org"] headers: "{name}" cannot be set: ' in mistakes["a.org", "headers", name]


@pytest.mark.parametrize("name", ["", "X Y", "X:Y", "X\nY", "X\r\nHost", "Ключ", "X\x00"])
def test_what_is_no_name_of_a_header(name: str) -> None:
    mistakes = told(read_hosts, {"a.org": {"headers": {name: "x"}}})
    assert mistakes["a.org", "headers", name].endswith(" is no name of a header")
    assert "\n" not in mistakes["a.org", "headers", name]


@pytest.mark.parametrize("value", ["secret\n", "a\r\nHost: secret", "secret\x00", "secret\x7f", "secret\t", "sécret", "secret…", 3, True, ["secret"]])
def test_a_wrong_value_of_a_header_is_told_and_not_shown(value: Any) -> None:
    mistakes = told(read_hosts, {"a.org": {"headers": {"X-Key": value}}})
    assert list(mistakes) == [("a.org", "headers", "X-Key")]
    assert "cret" not in str(mistakes)


def test_one_header_in_two_spellings_is_told() -> None:
    mistakes = told(read_hosts, {"a.org": {"headers": {"X-Key": "1", "x-key": "2"}}})
    assert mistakes == {("a.org", "headers", "x-key"): '[hosts."a.org"] headers: "x-key" is there twice'}


def test_one_host_in_two_spellings_is_told() -> None:
    mistakes = told(read_hosts, {"a.org": {}, "A.org.": {}})
    assert mistakes == {("A.org.",): '[hosts."A.org."] names a host that has a table already'}


def test_all_mistakes_of_hosts_at_once() -> None:
    wrong = {"a.org": {"gap": 3, "other": 1, "headers": "x"}, "b.org": {"gap_s": 2}, "c.org": 5, "d.org/": {"skip": ""}}
    assert told(read_hosts, wrong) == {
        ("a.org", "gap"): "[hosts.\"a.org\"] has no 'gap'; did you mean 'gap_s'?",
        ("a.org", "other"): "[hosts.\"a.org\"] has no 'other'; it has gap_s, skip, headers",
        ("a.org", "headers"): '[hosts."a.org"] headers must be a table such as { Authorization = "Bearer abc" }',
        ("c.org",): '[hosts."c.org"] must be a table; it has gap_s, skip, headers',
        ("d.org/", "skip"): '[hosts."d.org/"] skip must say why, in words',
        ("d.org/",): '[hosts."d.org/"] is no host: leave scheme, user name and path out',
    }


def test_a_host_without_quotes_is_recognised() -> None:
    mistakes = told(read_hosts, {"www": {"example": {"org": {"gap_s": 2}}}})
    assert mistakes == {("www", "example"): '[hosts."www"] has no \'example\'; a host stands in quotes: [hosts."www.example.org"]'}


@pytest.mark.parametrize("value", [[], "example.org", 3])
def test_hosts_are_tables(value: Any) -> None:
    with pytest.raises(ValueError, match="must be tables, one a host"):
        read_hosts(value)


def test_ignores_are_read_in_order() -> None:
    tables = [{"url": " https://a.org/* ", "reason": "seen\nby hand", "until": TODAY}, {"url": "*b.org*", "reason": "r"}]
    assert read_ignores(tables) == (
        Ignore(url="https://a.org/*", reason="seen by hand", until=TODAY),
        Ignore(url="*b.org*", reason="r"),
    )


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("*", "would fit every link"),
        ("**", "would fit every link"),
        ("https://*", "would fit every link"),
        ("https://*.*/*", "would fit every link"),
        ("http*://*", "would fit every link"),
        ("*://*", "would fit every link"),
        ("", "must be an address"),
        (3, "must be an address"),
        ("example.org/*", "as in *example.org/*"),
        ("https://a.org/a b", "no spaces"),
        ("https://a.org/\x07", "no spaces and control characters"),
    ],
)
def test_what_is_no_pattern(pattern: Any, words: str) -> None:
    mistakes = told(read_ignores, [{"url": pattern, "reason": "r"}])
    assert list(mistakes) == [(0, "url")]
    assert words in mistakes[0, "url"]


@pytest.mark.parametrize("until", ["2027-01-31", datetime(2027, 1, 31, tzinfo=UTC), 2027, True])
def test_what_is_no_day(until: Any) -> None:
    assert told(read_ignores, [{"url": "*x*", "reason": "r", "until": until}]) == {
        (0, "until"): "[[ignore]] until must be a day such as 2027-01-31, without quotes and time"
    }


def test_all_mistakes_of_ignores_at_once() -> None:
    assert told(read_ignores, [{"urls": "*x*"}, {"url": "*x*", "reason": ""}, 3]) == {
        (0, "urls"): "[[ignore]] has no 'urls'; did you mean 'url'?",
        (0,): "[[ignore]] needs a url and a reason",
        (1, "reason"): "[[ignore]] reason must say why, in words",
        (2,): "[[ignore]] must be a table; it has url, reason, until",
    }


@pytest.mark.parametrize("value", [{"url": "*x*", "reason": "r"}, "*x*"])
def test_ignores_are_a_list_of_tables(value: Any) -> None:
    with pytest.raises(ValueError, match=r"must be tables, one an ignore: \[\[ignore\]\]"):
        read_ignores(value)
