"""Through which proxy a URL is asked (HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, NO_PROXY), and which answers are its own: for both HTTP clients (pure)."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

from citeaudit.errors import UsageError

PORTS = {"http": 80, "https": 443}
"""The default port of each scheme that is asked."""

_FAILED = re.compile(r";\s*error\s*=", re.I)
"""How a Proxy-Status tells an error (RFC 9209 2.1.1)."""

_READ = 2000
"""Characters of a Proxy-Status that are read."""


def proxy_for(url: str, environ: Mapping[str, str] = os.environ) -> str:
    """The proxy's URL, or '' where the URL is asked directly.

    The lower-case spelling of a variable wins over the upper-case one, and ALL_PROXY stands in for both, as in curl.
    NO_PROXY is a comma list of `*`, hosts (their subdomains are meant too), `host:port`, and addresses or networks (`10.0.0.0/8`).
    """
    parts = urlsplit(url)
    proxy = _set(parts.scheme, environ)[1] if parts.scheme in PORTS else ""
    host, port = (parts.hostname or "").rstrip("."), parts.port or PORTS.get(parts.scheme, 0)
    entries = _variable("no_proxy", environ).replace(",", " ").split()
    if not proxy or any(_names(entry.lower(), host, port) for entry in entries):
        return ""
    return _with_scheme(proxy)


def refuse_unusable(environ: Mapping[str, str] = os.environ) -> None:
    """Refuses a proxy that nothing could be asked through. Its address is not repeated: it may hold a password.

    Raises:
        UsageError: a variable names a proxy of another kind, or no address.
    """
    for scheme in PORTS:
        name, proxy = _set(scheme, environ)
        if proxy and not _is_usable(_with_scheme(proxy)):
            raise UsageError("only http:// and https:// proxies can be used", where=name, hint="name one as http://HOST:PORT, or unset it")


def own_error(status: int, headers: Mapping[str, str], *, is_tunnelled: bool) -> str:
    """Why an answer that came through a proxy is the proxy's own error, '' where it may be the site's.

    Args:
        status: of the answer.
        headers: of the answer, whatever the case of their names.
        is_tunnelled: it came through a CONNECT: what is inside is the site's, but for 407, which only proxies send (RFC 9110 15.5.8).
    """
    if status == 407:
        return "407 the proxy wants a password"
    if is_tunnelled:
        return ""
    # RFC 9110 15.6.3 and 15.6.5: a gateway's errors; a site that has a gateway of its own says the same.
    if status in (502, 504):
        return f"{status} from the proxy, or from a gateway of the site"
    is_own = headers.get("X-Squid-Error") or _FAILED.search(headers.get("Proxy-Status", "")[:_READ])
    return f"{status} from the proxy" if is_own else ""


def _set(scheme: str, environ: Mapping[str, str]) -> tuple[str, str]:
    """The variable that names the proxy of a scheme, and what it holds; both '' where none does."""
    wanted = (f"{scheme}_proxy", f"{scheme}_proxy".upper(), "all_proxy", "ALL_PROXY")
    return next(((name, value) for name in wanted if (value := environ.get(name, "").strip())), ("", ""))


def _with_scheme(proxy: str) -> str:
    return proxy if "://" in proxy else f"http://{proxy}"


def _is_usable(proxy: str) -> bool:
    try:
        parts = urlsplit(proxy)
        return parts.scheme in PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _variable(name: str, environ: Mapping[str, str]) -> str:
    return (environ.get(name) or environ.get(name.upper()) or "").strip()


def _names(entry: str, host: str, port: int) -> bool:
    """Whether an entry of NO_PROXY names the host."""
    if entry == "*":
        return True
    # What is no address or network is a host, and the rule of hosts is curl's: the dot in front is optional, subdomains are meant too.
    try:
        return ip_address(host) in ip_network(entry.strip("[]"), strict=False)
    except ValueError:
        name, _, wanted = entry.partition(":")
        name = name.lstrip("*").lstrip(".")
        return bool(name) and wanted in ("", str(port)) and (host == name or host.endswith(f".{name}"))
