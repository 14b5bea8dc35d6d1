"""Through which proxy a URL is asked."""

from __future__ import annotations

import pytest

from citeaudit.errors import UsageError
from citeaudit.web.proxies import own_error, proxy_for, refuse_unusable

BOTH = {"HTTP_PROXY": "http://one.example:3128", "HTTPS_PROXY": "http://two.example:3128"}


@pytest.mark.parametrize(
    ("url", "environ", "expected"),
    [
        ("http://a.example/", {}, ""),
        ("http://a.example/", BOTH, "http://one.example:3128"),
        ("https://a.example/", BOTH, "http://two.example:3128"),
        ("ftp://a.example/", {"FTP_PROXY": "http://x"}, ""),
        ("http://a.example/", {**BOTH, "http_proxy": "http://small.example"}, "http://small.example"),
        ("http://a.example/", {"http_proxy": "one.example:3128"}, "http://one.example:3128"),
        ("http://a.example/", {"HTTP_PROXY": " "}, ""),
        ("https://a.example/", {"ALL_PROXY": "http://all.example"}, "http://all.example"),
        ("https://a.example/", {**BOTH, "all_proxy": "http://all.example"}, "http://two.example:3128"),
    ],
)
def test_which_proxy(url: str, environ: dict[str, str], expected: str) -> None:
    assert proxy_for(url, environ) == expected


@pytest.mark.parametrize(
    ("no_proxy", "url", "is_direct"),
    [
        ("*", "http://a.example/", True),
        ("a.example", "http://a.example/", True),
        ("a.example", "http://www.a.example/", True),
        (".a.example", "http://www.a.example/", True),
        ("*.a.example", "http://www.a.example/", True),
        ("a.example", "http://ba.example/", False),
        ("A.example, b.example", "http://a.example./", True),
        ("a.example:8080", "http://a.example:8080/", True),
        ("a.example:8080", "http://a.example/", False),
        ("a.example:443", "https://a.example/", True),
        ("127.0.0.1", "http://127.0.0.1:8080/", True),
        ("10.0.0.0/8", "http://10.2.3.4/", True),
        ("10.0.0.0/8", "http://11.2.3.4/", False),
        ("::1", "http://[::1]/", True),
        (",", "http://a.example/", False),
        (".", "http://a.example/", False),
    ],
)
def test_what_is_asked_directly(no_proxy: str, url: str, is_direct: bool) -> None:
    assert (proxy_for(url, {**BOTH, "NO_PROXY": no_proxy}) == "") is is_direct


@pytest.mark.parametrize(
    ("status", "headers", "is_tunnelled", "is_own"),
    [
        (200, {}, False, False),
        (404, {"X-Squid-Error": "ERR_DNS_FAIL 0"}, False, True),
        (503, {}, False, False),
        (503, {"X-Squid-Error": "ERR_CONNECT_FAIL 111"}, False, True),
        (502, {}, False, True),
        (504, {}, False, True),
        (502, {}, True, False),
        (503, {"X-Squid-Error": "ERR_CONNECT_FAIL 111"}, True, False),
        (500, {"Proxy-Status": "one.example; error=dns_timeout"}, False, True),
        (500, {"Proxy-Status": 'one.example; received-status=500; details="error"'}, False, False),
        (407, {}, False, True),
        (407, {}, True, True),
    ],
)
def test_which_answers_are_the_proxys_own(status: int, headers: dict[str, str], is_tunnelled: bool, is_own: bool) -> None:
    assert bool(own_error(status, headers, is_tunnelled=is_tunnelled)) is is_own


@pytest.mark.parametrize(
    ("variable", "proxy"),
    [
        ("ALL_PROXY", "socks5://user:secret@127.0.0.1:1080"),
        ("https_proxy", "socks4://127.0.0.1"),
        ("HTTP_PROXY", "http://:3128"),
        ("HTTP_PROXY", "http://user:se#cret@one.example:3128"),
        ("HTTP_PROXY", "http://[::1"),
    ],
)
def test_a_proxy_that_cannot_be_used_is_told_by_its_variable_and_without_its_password(variable: str, proxy: str) -> None:
    with pytest.raises(UsageError) as told:
        refuse_unusable({variable: proxy})
    assert variable in repr(vars(told.value)) + str(told.value)
    assert "cret" not in repr(vars(told.value)) + str(told.value)


def test_usable_proxies_are_not_refused() -> None:
    refuse_unusable({**BOTH, "ALL_PROXY": "socks5://unused.example"})
    refuse_unusable({"http_proxy": "one.example:3128", "https_proxy": "https://user:secret@two.example"})
    refuse_unusable({})
