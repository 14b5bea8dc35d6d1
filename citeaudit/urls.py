"""What an address says by itself: its host and domain, one key for its spellings, identifiers in links (pure)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from threading import Lock
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from citeaudit.model import Identifier

TRACKING = frozenset(("fbclid", "gclid", "dclid", "msclkid", "mc_cid", "mc_eid", "igshid", "yclid", "_ga"))
"""Query parameters that name the reader's way to a page, not the page; `utm_…` ones too."""

# Between a scheme and the last @ before the path; `//` alone only begins a URL, elsewhere it stands in paths too.
# A password may have spaces in it.
_CREDENTIALS = re.compile(r"(?:(?<=://)|(?<=^//))(?:[^/?#\s:@]*:[^/?#]*|[^/?#\s]*)@")
_LABEL = r"(?!-)(?:[^\W_]|-){1,63}(?<!-)"
_HOST = re.compile(rf"(?:{_LABEL}\.)+(?!\d+$){_LABEL}", re.I)

_READING = Lock()

# (scheme, host, pattern of path and query); the value is the first group. These are the links that citation templates make of identifiers.
_IDENTIFIERS = (
    ("doi", "doi.org", r"/(10\.\d{4,9}/.+)"),
    ("doi", "dx.doi.org", r"/(10\.\d{4,9}/.+)"),
    ("pmid", "pubmed.ncbi.nlm.nih.gov", r"/(\d+)"),
    ("pmid", "ncbi.nlm.nih.gov", r"/pubmed/(\d+)"),
    ("pmc", "ncbi.nlm.nih.gov", r"/pmc/articles/(?:PMC)?(\d+)"),
    ("arxiv", "arxiv.org", r"/abs/([^?#]+)"),
    ("oclc", "worldcat.org", r"/oclc/(\d+)"),
    ("oclc", "search.worldcat.org", r"/oclc/(\d+)"),
    ("issn", "worldcat.org", r"/issn/([\dXx-]+)"),
    ("issn", "search.worldcat.org", r"/issn/([\dXx-]+)"),
    ("issn", "portal.issn.org", r"/resource/issn/([\dXx-]+)"),
    ("jstor", "jstor.org", r"/stable/(?:pdf/)?([^/?#]+)"),
    ("bibcode", "ui.adsabs.harvard.edu", r"/abs/([^/?#]+)"),
    ("bibcode", "adsabs.harvard.edu", r"/abs/([^/?#]+)"),
    ("hdl", "hdl.handle.net", r"/([^?#]+)"),
    ("s2cid", "api.semanticscholar.org", r"/CorpusID:(\d+)"),
    ("lccn", "lccn.loc.gov", r"/([^/?#]+)"),
)
_IDENTIFYING = frozenset(host for _, host, _ in _IDENTIFIERS)
_BOOK_NUMBER = re.compile(r"[\dXx-]{10}|%")
_BOOK = re.compile(r"/(?:wiki/)?[^/]+:[^/]*/([\dXx-]{10,17})")


_KEPT = 4096
"""Addresses whose reading is kept: an article's are asked for again and again, by every rule that looks at them."""


@lru_cache(_KEPT)
def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url.strip())
        _ = parts.port
    except ValueError:
        return None
    return parts


# What needs no close look, as nearly every address: a host in small letters, and neither port nor user before the path.
_PLAIN = re.compile(r"https?://([a-z0-9.-]+)(?:[/?#]|$)")


@lru_cache(_KEPT)
def host_of(url: str) -> str:
    """The host of a URL in lower case, without port and trailing dot; empty where there is none."""
    plain = _PLAIN.match(url)
    if plain:
        return plain[1].rstrip(".")
    parts = _split(url)
    return (parts.hostname or "").rstrip(".") if parts else ""


def port_of(url: str) -> int:
    """The port of a URL, 0 where it has none and its scheme is not of the web."""
    parts = _split(url)
    return (parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)) if parts else 0


def is_same_server(url: str, other: str) -> bool:
    """Whether two URLs lead to one server: one host at one port, where both ports of the web count as one."""
    ports = {port_of(url), port_of(other)}
    return host_of(url) == host_of(other) and (len(ports) == 1 or ports <= {80, 443})


def is_web_address(url: str) -> bool:
    """Whether a URL is of http or https and has a host, and a port that can be."""
    parts = _split(url)
    return parts is not None and parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0


def without_www(host: str) -> str:
    """A host without a leading `www.`."""
    return host.removeprefix("www.")


def _suffixes() -> Any:
    # Several look-ups begin at once: without the lock each would read the list, a tenth of a second of CPU.
    with _READING:
        return _read_suffixes()


@cache
def _read_suffixes() -> Any:
    from publicsuffixlist import PublicSuffixList

    # The list in its own script only: adding its punycode would cost every run more than decoding the few hosts that need it.
    return PublicSuffixList(accept_encoded_idn=False)


@cache
def registrable_domain(host: str) -> str:
    """The domain that somebody registered, empty where there is none; by the public suffix list with its private part (`x.blogspot.com` is whole)."""
    return _registered(host.lower().rstrip("."), accept_unknown=True)


def _registered(host: str, *, accept_unknown: bool) -> str:
    """The public suffix of a host and one label more, in the host's own spelling; empty where it is no host name, or a suffix itself."""
    if not _HOST.fullmatch(host):
        return ""
    try:
        shown = host.encode().decode("idna") if "xn--" in host else host
    except UnicodeError:
        return ""
    domain = _suffixes().privatesuffix(shown, accept_unknown=accept_unknown)
    return ".".join(host.split(".")[-len(domain.split(".")) :]) if domain else ""


def printed_host(words: str) -> str:
    """The host that words are, when they are nothing else: `astanatimes.com`, `www.osce.org/` → without `www.`; else empty."""
    word = words.strip().strip("\"“”'").rstrip("./").lower()
    return without_www(word) if _registered(word, accept_unknown=False) else ""


@lru_cache(_KEPT)
def page_key(url: str) -> str:
    """One key for the spellings of the same page: case of scheme and host, default port, fragment and tracking parameters do not count.

    A URL that cannot be read is its own key.
    """
    parts = _split(url)
    if parts is None or not parts.hostname:
        return url
    port = "" if parts.port in (None, {"http": 80, "https": 443}.get(parts.scheme)) else f":{parts.port}"
    query = parts.query
    if query and any(_is_tracking(name) for name, _ in parse_qsl(query, keep_blank_values=True)):
        query = urlencode([pair for pair in parse_qsl(query, keep_blank_values=True) if not _is_tracking(pair[0])])
    return urlunsplit((parts.scheme, f"{parts.hostname.rstrip('.')}{port}", parts.path or "/", query, ""))


def _is_tracking(name: str) -> bool:
    return name in TRACKING or name.startswith("utm_")


def without_credentials(url: str) -> str:
    """The URL without user name and password, also where it wraps another URL that has them; asked twice it gives the same."""
    return _CREDENTIALS.sub("", url)


@lru_cache(_KEPT)
def identifier_in(url: str) -> Identifier | None:
    """The identifier that a link of a citation template stands for (DOI, PMID, ISBN …); None for any other link."""
    host = without_www(host_of(url))
    if host not in _IDENTIFYING and not _BOOK_NUMBER.search(url):
        return None
    parts = _split(url)
    if parts is None:
        return None
    path = unquote(parts.path)
    # A wiki's own page for a book; its name is the wiki's language's, but it ends in the number.
    book = _BOOK.fullmatch(path)
    if book:
        return Identifier(scheme="isbn", value=book[1])
    if host not in _IDENTIFYING:
        return None
    for scheme, where, pattern in _IDENTIFIERS:
        found = re.match(pattern, path) if host == where else None
        if found:
            return Identifier(scheme=scheme, value=found[1].rstrip("/"))
    return None
