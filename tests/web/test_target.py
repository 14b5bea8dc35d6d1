"""URLs as they go over the wire, and those that are no usable URL."""

from __future__ import annotations

import pytest

from citeaudit.model import Failure, FailureKind, Phase
from citeaudit.web.target import Target, read_location, read_target


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("http://example.org", "http://example.org/"),
        ("HTTP://EXAMPLE.org/Path#part", "http://example.org/Path"),
        ("https://example.org:443/", "https://example.org/"),
        ("https://example.org:8443/x", "https://example.org:8443/x"),
        ("http://example.org./", "http://example.org/"),
        ("http://user:secret@example.org/", "http://example.org/"),
        ("http://example.org/a b?q=ü", "http://example.org/a%20b?q=%C3%BC"),
        ("http://example.org/a%20b%zz100%", "http://example.org/a%20b%25zz100%25"),
        ("http://example.org/./a/../b/.", "http://example.org/b/"),
        ("http://example.org/../a/..", "http://example.org/"),
        ("http://example.org/a/.b/c..", "http://example.org/a/.b/c.."),
        ("http://example.org/(a)'!*;,:@&=+$~?a[]=1/?", "http://example.org/(a)'!*;,:@&=+$~?a[]=1/?"),
        ("http://example.org/?q=%C3%A4#ü", "http://example.org/?q=%C3%A4"),
        ("http://bücher.example/", "http://xn--bcher-kva.example/"),
        ("http://ПРИМЕР.example/", "http://xn--e1afmkfd.example/"),
        ("http://b%C3%BCcher.example/", "http://xn--bcher-kva.example/"),
        ("http://some_thing.example/", "http://some_thing.example/"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("http://１２７．０．０．１/", "http://127.0.0.1/"),
        ("http://[::0:1]:8080/", "http://[::1]:8080/"),
        ("  http://example.org/\n", "http://example.org/"),
    ],
)
def test_what_is_sent(url: str, sent: str) -> None:
    target = read_target(url)
    assert isinstance(target, Target)
    assert target.url == sent
    assert target.url.isascii()


@pytest.mark.parametrize(
    ("url", "host", "port"), [("https://A.example/", "a.example", 443), ("http://[::1]:81/", "::1", 81), ("http://2130706433", "127.0.0.1", 80)]
)
def test_where_it_is_sent(url: str, host: str, port: int) -> None:
    target = read_target(url)
    assert isinstance(target, Target)
    assert (target.host, target.port) == (host, port)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("", FailureKind.INVALID_URL),
        ("www.example.org/x", FailureKind.INVALID_URL),
        ("example.org:8080/x", FailureKind.INVALID_URL),
        ("a.b://example.org/", FailureKind.INVALID_URL),
        ("//example.org/x", FailureKind.INVALID_URL),
        ("/x", FailureKind.INVALID_URL),
        ("http:///x", FailureKind.INVALID_URL),
        ("http://", FailureKind.INVALID_URL),
        ("http:example.org", FailureKind.INVALID_URL),
        ("http://example.org:port/", FailureKind.INVALID_URL),
        ("http://example.org:0/", FailureKind.INVALID_URL),
        ("http://example.org:65536/", FailureKind.INVALID_URL),
        ("http://exa mple.org/", FailureKind.INVALID_URL),
        ("http://a..example/", FailureKind.INVALID_URL),
        (f"http://{'a' * 64}.example/", FailureKind.INVALID_URL),
        (f"http://{'a.' * 127}example/", FailureKind.INVALID_URL),
        ("http://☃.example/", FailureKind.INVALID_URL),
        ("http://300.1.1.1/", FailureKind.INVALID_URL),
        ("http://[::1/", FailureKind.INVALID_URL),
        ("http://example.org/\ud800", FailureKind.INVALID_URL),
        ("ftp://example.org/", FailureKind.OTHER_SCHEME),
        ("mailto:a@example.org", FailureKind.OTHER_SCHEME),
        ("file:///etc/passwd", FailureKind.OTHER_SCHEME),
        ("JavaScript:void(0)", FailureKind.OTHER_SCHEME),
    ],
)
def test_what_is_no_usable_url(url: str, kind: FailureKind) -> None:
    failure = read_target(url)
    assert isinstance(failure, Failure)
    assert (failure.kind, failure.phase) == (kind, Phase.URL)


@pytest.mark.parametrize(
    ("url", "mistake"),
    [
        ("", "it is empty"),
        ("//example.org/x", "it begins with //: http: or https: is missing before it"),
        ("www.example.org", "it does not begin with http:// or https://"),
        ("http:/example.org", "two slashes are missing behind http:"),
        ("https:\\\\example.org\\x", "two slashes are missing behind https:"),
        ("http:///x", "there is no host behind http://"),
        ("http://user@:80/", "there is no host behind http://"),
        ("http://example.org:http/", "its port is no number from 1 to 65535"),
        ("http://example.org:0/", "its port is no number from 1 to 65535"),
        ("http://example.org:65536/", "its port is no number from 1 to 65535"),
        ("http://exa mple.org/", "there is a space or a control character in its host"),
        ("http://example.org%00/", "there is a space or a control character in its host"),
        ("http://a..example/", "there is nothing between two dots of its host, or before the first"),
        (f"http://{'a' * 64}.example/", "a part of its host is longer than 63 characters"),
        (f"http://{'a.' * 127}example/", "its host is longer than 253 characters"),
        (f"http://{'ü' * 254}/", "its host is longer than 253 characters"),
        ("http://😀.example/", "its host holds a sign that no name of a host may have, such as an emoji"),
        (f"http://{'ü' * 63}.example/", "its host breaks the rules for names that are not in Latin letters (IDNA)"),
        ("http://exa℀mple.org/", "its host holds a character that only looks like an allowed one"),
        ("http://exa,mple.org/", "its host holds a character that no name of a host may have"),
        ("http://300.1.1.1/", "its host is no IP address, though it ends in a number"),
        ("http://127.0.0.1.0x/", "its host is no IP address, though it ends in a number"),
        ("http://[::1/", "its square brackets hold no IPv6 address"),
        ("http://[v1.a]/", "its square brackets hold no IPv6 address"),
        ("http://[127.0.0.1]/", "its square brackets hold no IPv6 address"),
        ("http://[::1]x/", "its square brackets hold no IPv6 address"),
        ("http://[fe80::1%25lo]/", "its square brackets hold no IPv6 address"),
        ("http://example.org/\ud800", "it holds half a character, which cannot be sent"),
        (f"http://example.org/{'a' * 100_000}", "it is longer than 100,000 characters"),
    ],
)
def test_each_mistake_is_told(url: str, mistake: str) -> None:
    failure = read_target(url)
    assert isinstance(failure, Failure)
    assert failure.detail == mistake


def test_long_addresses_are_asked() -> None:
    assert isinstance(read_target(f"http://example.org/{'a' * 65_536}"), Target)


@pytest.mark.parametrize(
    "host", ["例え.テスト", "مثال.إختبار", "उदाहरण.परीक्षा", "예시.테스트", "דוגמה.טעסט", "παράδειγμα.gr", "пример.рф", "ตัวอย่าง.ไทย"]
)
def test_hosts_of_any_script_are_asked(host: str) -> None:
    target = read_target(f"http://{host}/")
    assert isinstance(target, Target)
    assert all(label.startswith("xn--") or label == "gr" for label in target.host.split("."))


@pytest.mark.parametrize(
    ("location", "read"),
    [
        (r"http:\\user@a.example\x?y=\z#\w", "http://user@a.example/x?y=\\z#\\w"),
        ("  /a\r\nb \t", "/ab"),
        ("/a b", "/a%20b"),
        ("", ""),
    ],
)
def test_a_location_is_read_as_browsers_read_it(location: str, read: str) -> None:
    assert read_location(location) == read


def test_a_failure_does_not_repeat_credentials() -> None:
    assert "secret" not in repr(read_target("http://user:secret@exa℀mple.org:x/"))
