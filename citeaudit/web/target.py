"""A URL as it goes over the wire: its host in ASCII, its path and query quoted where RFC 3986 asks for it, and what makes a URL unusable (pure)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, unquote, urlsplit

from citeaudit.model import Failure, FailureKind, Phase
from citeaudit.web.address import literal_ip
from citeaudit.web.proxies import PORTS

MAX_LENGTH = 100_000
"""Characters of a URL that is asked. Servers take 8,000 (RFC 9110 4.1), some much more; what is longer is no citation."""

_SCHEME = re.compile(r"([a-z][a-z0-9+-]*):", re.I)
_WAY = re.compile(r"\A[^?#]*")
_GAP = re.compile(r"[\s\x00-\x1f\x7f]")
# No zone (`%lo`): it means something on one machine only, and browsers take none (URL Standard, "IPv6 parser").
_BRACKETED = re.compile(r"\[[0-9a-f.]*:[0-9a-f:.]*\](?::\d*)?", re.I)
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")
_LABEL = re.compile(r"[a-z0-9_-]+")
_LABEL_LENGTH, _NAME_LENGTH = 63, 253  # RFC 1035 2.3.4
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_DROPPED = str.maketrans("", "", "\t\r\n")
# RFC 3986 2.2 and 2.3; square brackets too, which browsers send as they are.
_KEPT = "%!$&'()*+,;=:@/?[]-._~"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a request goes. `url` is ASCII, without credentials and fragment; a literal host is in its usual spelling."""

    url: str
    host: str
    port: int


class _MistakeError(ValueError):
    """What makes a URL unusable, in an editor's words. They quote nothing of it: it may hold a password."""


def read_target(url: str) -> Target | Failure:
    """The target of an http or https URL; OTHER_SCHEME or INVALID_URL in phase URL where it is none. Lone surrogates stand for raw bytes."""
    address = url.strip()
    scheme = _SCHEME.match(address)
    if scheme and scheme[1].lower() not in PORTS:
        return Failure(kind=FailureKind.OTHER_SCHEME, phase=Phase.URL, detail=scheme[1].lower())
    try:
        return _target(address, is_bare=scheme is None)
    except _MistakeError as mistake:
        return Failure(kind=FailureKind.INVALID_URL, phase=Phase.URL, detail=str(mistake))


def read_location(location: str) -> str:
    r"""A Location as browsers read it (https://url.spec.whatwg.org/#url-parsing): `\` before a query stands for `/`, line breaks for nothing."""
    bare = location.translate(_DROPPED).strip().replace(" ", "%20")
    return _WAY.sub(lambda way: way[0].replace("\\", "/"), bare, count=1)


def quoted(text: str) -> str:
    """Text with everything quoted that a URL must not hold; what is quoted already stays.

    Raises:
        UnicodeEncodeError: for surrogates that stand for no byte.
    """
    return quote(_LONE_PERCENT.sub("%25", text), safe=_KEPT, errors="surrogateescape")


def _target(address: str, *, is_bare: bool) -> Target:
    if is_bare:
        raise _MistakeError(_bare(address))
    if len(address) > MAX_LENGTH:
        raise _MistakeError(f"it is longer than {MAX_LENGTH:,} characters")
    parts = _split(address)
    usual, port = PORTS[parts.scheme], _port(parts)
    host = _host(parts)
    # Put together from checked parts: no other parser can read another host out of it.
    netloc = (f"[{host}]" if ":" in host else host) + ("" if port == usual else f":{port}")
    try:
        query = f"?{quoted(parts.query)}" if parts.query else ""
        return Target(url=f"{parts.scheme}://{netloc}{quoted(_without_dots(parts.path)) or '/'}{query}", host=host, port=port)
    except UnicodeEncodeError:
        raise _MistakeError("it holds half a character, which cannot be sent") from None


def _without_dots(path: str) -> str:
    """A path with its `.` and `..` followed, as browsers do before they ask (RFC 3986 5.2.4)."""
    if "/." not in path:
        return path
    parts, kept = path.split("/")[1:], list[str]()
    for part in parts:
        if part == "..":
            kept = kept[:-1]
        elif part != ".":
            kept.append(part)
    return "/".join(("", *kept, *([""] if parts[-1] in (".", "..") else ())))


def _bare(address: str) -> str:
    """What is wrong with an address that begins with no scheme."""
    if not address:
        return "it is empty"
    if address.startswith("//"):
        return "it begins with //: http: or https: is missing before it"
    return "it does not begin with http:// or https://"


def _split(address: str) -> SplitResult:
    scheme, _, rest = address.partition(":")
    if not rest.startswith("//"):
        raise _MistakeError(f"two slashes are missing behind {scheme.lower()}:")
    try:
        parts = urlsplit(address)
    except ValueError:  # its words may quote credentials
        is_brackets = any(sign in rest[2:].partition("/")[0] for sign in "[]")
        wrong = "its square brackets hold no IPv6 address" if is_brackets else "its host holds a character that only looks like an allowed one"
        raise _MistakeError(wrong) from None
    if not parts.netloc.rpartition("@")[2].partition(":")[0]:
        raise _MistakeError(f"there is no host behind {parts.scheme}://")
    return parts


def _port(parts: SplitResult) -> int:
    """The port, the scheme's own where none is given."""
    try:
        port = parts.port
    except ValueError:
        port = 0
    if port == 0:
        raise _MistakeError("its port is no number from 1 to 65535")
    return port or PORTS[parts.scheme]


def _host(parts: SplitResult) -> str:
    """The host as it is looked up."""
    name = unquote(parts.hostname or "")
    place = parts.netloc.rpartition("@")[2]
    if _GAP.search(name):
        raise _MistakeError("there is a space or a control character in its host")
    name = _ascii(name)
    ip = literal_ip(name)
    if place.startswith("[") and (ip is None or not _BRACKETED.fullmatch(place)):
        raise _MistakeError("its square brackets hold no IPv6 address")
    return _name(name.lower().removesuffix(".")) if ip is None else str(ip)


def _ascii(name: str) -> str:
    """A name in the letters it is looked up by: IDNA, as browsers use it (UTS 46)."""
    if name.isascii():
        return name
    if len(name) > _NAME_LENGTH:
        raise _MistakeError(_too_long())
    import idna

    try:
        return idna.encode(name, uts46=True).decode("ascii")
    except idna.InvalidCodepoint:
        raise _MistakeError("its host holds a sign that no name of a host may have, such as an emoji") from None
    except UnicodeError:
        raise _MistakeError("its host breaks the rules for names that are not in Latin letters (IDNA)") from None


def _name(name: str) -> str:
    labels = name.split(".")
    if len(name) > _NAME_LENGTH:
        raise _MistakeError(_too_long())
    if not all(labels):
        raise _MistakeError("there is nothing between two dots of its host, or before the first")
    if max(map(len, labels)) > _LABEL_LENGTH:
        raise _MistakeError(f"a part of its host is longer than {_LABEL_LENGTH} characters")
    # A name that ends in a number is an IPv4 address with a mistake in it (URL Standard, "ends in a number").
    if _NUMBER.fullmatch(labels[-1]):
        raise _MistakeError("its host is no IP address, though it ends in a number")
    if not all(map(_LABEL.fullmatch, labels)):
        raise _MistakeError("its host holds a character that no name of a host may have")
    return name


def _too_long() -> str:
    return f"its host is longer than {_NAME_LENGTH} characters"
