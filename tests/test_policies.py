"""Which policy holds for a host, and which ignore for a link."""

from __future__ import annotations

from datetime import date

import pytest

from citeaudit.policies import HostPolicy, Ignore, fits, ignore_for, is_expired, policy_for
from citeaudit.policytables import read_hosts

TODAY = date(2026, 11, 26)
# ---------------------------------------------------------------- hosts

POLICIES = tuple(
    HostPolicy(host=host, skip=host)
    for host in (
        "*.org",
        "*.example.org",
        "*.example.org:8080",
        "www.example.org",
        "www.example.org:8080",
        "example.org:443",
        "[::1]:81",
        "127.0.0.1",
    )
)


@pytest.mark.parametrize(
    ("host", "port", "expected"),
    [
        ("www.example.org", 8080, "www.example.org:8080"),
        ("www.example.org", 443, "www.example.org"),
        ("example.org", 443, "example.org:443"),
        ("example.org", 80, "*.org"),
        ("other.example.org", 80, "*.example.org"),
        ("other.example.org", 8080, "*.example.org:8080"),
        ("a.b.example.org", 80, "*.example.org"),
        ("badexample.org", 80, "*.org"),
        ("org", 80, None),
        ("example.com", 80, None),
        ("127.0.0.1", 8000, "127.0.0.1"),
        ("127.0.0.2", 8000, None),
        ("::1", 81, "[::1]:81"),
        ("::1", 80, None),
    ],
)
def test_the_nearest_policy_holds(host: str, port: int, expected: str | None) -> None:
    found = policy_for(POLICIES, host, port)
    assert (found.host if found else None) == expected
    again = policy_for(POLICIES[::-1], host, port)
    assert again == found


def test_policies_are_never_mixed() -> None:
    policies = read_hosts({"*.example.org": {"gap_s": 5, "headers": {"A": "b"}}, "www.example.org": {"skip": "asked by mail"}})
    assert policy_for(policies, "www.example.org", 443) == HostPolicy(host="www.example.org", skip="asked by mail")


# ---------------------------------------------------------------- ignores


@pytest.mark.parametrize(
    ("pattern", "url", "expected"),
    [
        ("https://example.org/old/*", "https://example.org/old/a?b=c#d", True),
        ("https://example.org/old/*", "https://example.org/old/", True),
        ("https://example.org/old/*", "https://example.org/old", False),
        ("https://example.org/old/*", "http://example.org/old/a", False),
        ("https://example.org/old", "https://example.org/old", True),
        ("https://example.org/old", "https://example.org/older", False),
        ("*example.org/*", "http://www.example.org/a", True),
        ("*/old/*", "https://example.org/a/old/b", True),
        ("*/old/*", "https://example.org/a/Old/b", False),
        ("*/Old/*", "https://example.org/a/Old/b", True),
        ("*/Old/*", "https://example.org/a/old/b", False),
        ("HTTPS://Example.ORG/A", "https://example.org/A", True),
        ("https://example.org/A", "HTTPS://EXAMPLE.org/A", True),
        ("https://example.org/A", "https://example.org/a", False),
        ("*example.org/A*", "https://example.ORG/Abc", True),
        ("*EXAMPLE.org/A*", "https://example.org/abc", False),
        ("https://*.Example.org*pdf", "https://www.example.org/x.pdf", True),
        ("https://*.example.org*PDF", "https://www.example.org/x.pdf", False),
        ("*a*b*", "http://x.org/ba", False),
        ("*a*b*", "http://x.org/ab", True),
        ("*a*a*", "http://x.org/a", False),
        ("*ab*b", "http://x.org/ab", False),
        ("http://x.org/ab*b", "http://x.org/ab", False),
        ("*ab*b", "http://x.org/aab", False),
        ("*ab*b", "http://x.org/abab", True),
        ("*//x.org/a?b", "http://x.org/a?b", True),
        ("*//x.org/a?b", "http://x.org/acb", False),
        ("*//x.org/[ab].+", "http://x.org/a1", False),
        ("*//x.org/[ab].+", "http://x.org/[ab].+", True),
        ("*wwwexample*", "www.example.org", False),
        ("*www.example*", "www.example.org", True),
        ("https://ҚАЗАҚСТАН.kz/*", "https://қазақстан.kz/бет", True),
        ("https://қазақстан.kz/Б*", "https://қазақстан.kz/бет", False),
        ("https://x.org/*", "", False),
    ],
)
def test_a_pattern_fits_the_whole_address(pattern: str, url: str, expected: bool) -> None:
    assert fits(Ignore(url=pattern, reason="r"), url) is expected


def test_many_stars_end_soon() -> None:
    url = "http://x.org/" + "a" * 8000
    assert not fits(Ignore(url="*a" * 40 + "*ab", reason="r"), url + "b.")
    assert fits(Ignore(url="*a" * 40 + "*", reason="r"), url)


def test_an_ignore_holds_on_its_last_day() -> None:
    ignore = Ignore(url="*x*", reason="r", until=TODAY)
    assert not is_expired(ignore, TODAY)
    assert is_expired(ignore, date(2026, 11, 27))
    assert not is_expired(Ignore(url="*x*", reason="r"), date.max)


def test_the_first_ignore_that_fits_and_holds() -> None:
    over = Ignore(url="https://a.org/*", reason="over", until=date(2026, 11, 25))
    other = Ignore(url="https://b.org/*", reason="other")
    first = Ignore(url="https://a.org/x*", reason="first", until=TODAY)
    second = Ignore(url="*a.org*", reason="second")
    entries = (over, other, first, second)
    assert ignore_for(entries, "https://a.org/xy", TODAY) == first
    assert ignore_for(entries, "https://a.org/y", TODAY) == second
    assert ignore_for(entries, "https://c.org/", TODAY) is None
    assert ignore_for((), "https://a.org/", TODAY) is None
