"""Through which proxy a URL is asked: HTTP_PROXY, HTTPS_PROXY and NO_PROXY, one rule for both HTTP clients (pure)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

PORTS = {"http": 80, "https": 443}
"""The default port of each scheme that is asked."""


def proxy_for(url: str, environ: Mapping[str, str] = os.environ) -> str:
    """The proxy's URL, or '' where the URL is asked directly.

    The lower-case spelling of a variable wins over the upper-case one, as in curl. NO_PROXY is a comma list of `*`, hosts (their subdomains are
    meant too), `host:port`, and addresses or networks (`10.0.0.0/8`).
    """
    parts = urlsplit(url)
    proxy = _variable(f"{parts.scheme}_proxy", environ) if parts.scheme in PORTS else ""
    host, port = (parts.hostname or "").rstrip("."), parts.port or PORTS.get(parts.scheme, 0)
    entries = _variable("no_proxy", environ).replace(",", " ").split()
    if not proxy or any(_names(entry.lower(), host, port) for entry in entries):
        return ""
    return proxy if "://" in proxy else f"http://{proxy}"


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
