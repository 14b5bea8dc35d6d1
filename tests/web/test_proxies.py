"""Through which proxy a URL is asked."""

from __future__ import annotations

import pytest

from citeaudit.web.proxies import proxy_for

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
