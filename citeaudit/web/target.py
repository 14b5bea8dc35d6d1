"""A URL as it goes over the wire: its host in ASCII, its path and query quoted where RFC 3986 asks for it, and what makes a URL unusable (pure)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, unquote, urlsplit

from citeaudit.model import Failure, FailureKind, Phase
from citeaudit.web.address import literal_ip
from citeaudit.web.proxies import PORTS

_SCHEME = re.compile(r"([a-z][a-z0-9+-]*):", re.I)
_LABEL = re.compile(r"[a-z0-9_-]{1,63}")
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
# RFC 3986 2.2 and 2.3; square brackets too, which browsers send as they are.
_KEPT = "%!$&'()*+,;=:@/?[]-._~"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a request goes. `url` is ASCII, without credentials and fragment; a literal host is in its usual spelling."""

    url: str
    host: str
    port: int


def read_target(url: str) -> Target | Failure:
    """The target of an http or https URL; OTHER_SCHEME or INVALID_URL in phase URL where it is none. Lone surrogates stand for raw bytes."""
    address = url.strip()
    scheme = _SCHEME.match(address)
    if scheme and scheme[1].lower() not in PORTS:
        return Failure(kind=FailureKind.OTHER_SCHEME, phase=Phase.URL, detail=scheme[1].lower())
    try:
        target = _target(urlsplit(address))
    except ValueError:  # its words may quote credentials
        target = None
    return target or Failure(kind=FailureKind.INVALID_URL, phase=Phase.URL, detail="no scheme, or no usable host or port")


def _target(parts: SplitResult) -> Target | None:
    host = _host(parts.hostname or "")
    if parts.scheme not in PORTS or parts.port == 0 or not host:
        return None
    usual = PORTS[parts.scheme]
    port = parts.port or usual
    # Put together from checked parts: no other parser can read another host out of it.
    netloc = (f"[{host}]" if ":" in host else host) + ("" if port == usual else f":{port}")
    query = f"?{quoted(parts.query)}" if parts.query else ""
    return Target(url=f"{parts.scheme}://{netloc}{quoted(parts.path) or '/'}{query}", host=host, port=port)


def quoted(text: str) -> str:
    """Text with everything quoted that a URL must not hold; what is quoted already stays.

    Raises:
        UnicodeEncodeError: for surrogates that stand for no byte.
    """
    return quote(_LONE_PERCENT.sub("%25", text), safe=_KEPT, errors="surrogateescape")


def _host(name: str) -> str:
    """A host as it is looked up: '' where it is none.

    Raises:
        ValueError: a name that IDNA (UTS 46) has no ASCII for.
    """
    name = unquote(name)
    if not name.isascii():
        import idna

        name = idna.encode(name, uts46=True).decode("ascii")
    ip = literal_ip(name)
    if ip is not None:
        return str(ip)
    labels = name.lower().removesuffix(".").split(".")
    # A name that ends in a number is an IPv4 address with a mistake in it (URL Standard, "ends in a number").
    if labels[-1].isdigit() or len(name) > 254 or not all(_LABEL.fullmatch(label) for label in labels):
        return ""
    return ".".join(labels)
