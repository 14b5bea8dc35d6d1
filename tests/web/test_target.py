"""URLs as they go over the wire, and those that are no usable URL."""

from __future__ import annotations

import pytest

from citeaudit.model import Failure, FailureKind, Phase
from citeaudit.web.target import Target, read_target


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


def test_a_failure_does_not_repeat_credentials() -> None:
    assert "secret" not in repr(read_target("http://user:secret@exa℀mple.org:x/"))
