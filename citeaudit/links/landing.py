"""Where a link leads: the same page in another spelling, the home page, an ancestor folder, an error or login address (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from citeaudit.urls import host_of, page_key, without_www

# Parts of a path that show the same thing in another form: a folder's index, the print and the mobile edition.
_INDEX = re.compile(r"(?:index|default|home)\.(?:html?|xhtml|php\d?|aspx?|jsp|cfm)")
_FORMS = frozenset(("print", "printable", "print.html", "amp", "mobile", "m"))
_MOBILE_HOST = re.compile(r"^(?:m|mobile|wap|amp)\.")

# Parameters that choose a language or a form of the same page.
_NOT_A_PAGE = frozenset(("lang", "language", "locale", "hl", "print", "printable", "mobile", "amp", "view"))

# Compared without `-` and `_` and without an ending such as `.html`.
_ERROR_PARTS = frozenset(("404", "404error", "404page", "404notfound", "error404", "errors", "error", "errorpage", "notfound", "pagenotfound"))
_DOOR_PARTS = frozenset(
    ("login", "signin", "logon", "servicelogin", "userlogin", "accountlogin", "wplogin", "sso", "consent", "collectconsent", "cookieconsent")
)
_KEPT = 1024
"""Addresses whose reading is kept: the rules look at a link's again and again."""

_DOOR_HOSTS = frozenset(("login", "signin", "sso", "consent", "auth"))


def is_same_page(one: str, other: str) -> bool:
    """Whether two URLs differ only in spelling: http or https, `www.`, a slash at the end, case, escapes, fragment, tracking."""
    return _spelling(one) == _spelling(other) or (is_home(one) and is_home(other) and not is_other_host(one, other))


def is_home(url: str) -> bool:
    """Whether a URL is a site's home page: no path but an index, and no parameter that names a page by a number (`/?p=12`)."""
    return not _path(url) and not _names_a_page(url)


def is_other_host(one: str, other: str) -> bool:
    """Whether two URLs are on different hosts, `www.` and a mobile edition's prefix aside."""
    return _site(one) != _site(other)


def is_ancestor(final: str, cited: str) -> bool:
    """Whether the final path is a folder above the cited one: a section page. The home page is none, nor a page with a number of its own."""
    above, below = _path(final), _path(cited)
    is_above = 0 < len(above) < len(below) and below[: len(above)] == above
    # /questions/4521873/how-to leads to /questions/4521873: the words behind the number are for readers. Years have four digits.
    return is_above and not _names_a_page(final) and not re.search(r"\d{5}", above[-1])


def error_part(final: str, cited: str) -> str:
    """The part of the final path that says error, where the cited one has none such; else empty."""
    return next((part for part in _bare_parts(final) if part in _ERROR_PARTS and part not in _bare_parts(cited)), "")


def is_door(final: str, cited: str) -> bool:
    """Whether the final address is one of a login or consent page, and the cited one is not."""
    return _has_door(final) and not _has_door(cited)


def shared_targets(landed: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Where several cited paths of a host lead.

    Args:
        landed: (cited URL, final URL) of every link of a run; who landed where it was cited does not count.

    Returns:
        For each host (as `host_of` gives it) the final URLs that two or more of its cited paths lead to, print and mobile editions taken together.
    """
    cited: dict[tuple[str, str], set[tuple[object, ...]]] = {}
    for url, final in landed:
        if not is_same_page(url, final):
            page = (_path(url), _split(url).query if _names_a_page(url) else "")
            cited.setdefault((host_of(url), final), set()).add(page)
    shared: dict[str, set[str]] = {}
    for (host, final), pages in cited.items():
        if len(pages) > 1:
            shared.setdefault(host, set()).add(final)
    return {host: frozenset(finals) for host, finals in shared.items()}


def _split(url: str) -> SplitResult:
    """The parts of a URL; one that cannot be read is all path."""
    try:
        parts = urlsplit(page_key(url))
        _ = parts.port
    except ValueError:
        return SplitResult(scheme="", netloc="", path=url, query="", fragment="")
    return parts


@lru_cache(_KEPT)
def _spelling(url: str) -> tuple[str, str, str]:
    parts = _split(url)
    port = f":{parts.port}" if parts.port else ""
    return without_www(parts.hostname or "") + port, unquote(parts.path).casefold().rstrip("/"), unquote(parts.query).casefold()


def _site(url: str) -> str:
    return _MOBILE_HOST.sub("", without_www(host_of(url)))


@lru_cache(_KEPT)
def _path(url: str) -> tuple[str, ...]:
    """The parts of a path, index, print and mobile variants taken out."""
    parts = [part for part in unquote(_split(url).path).casefold().split("/") if part]
    if parts and _INDEX.fullmatch(parts[-1]):
        parts.pop()
    return tuple(part for at, part in enumerate(parts) if not (part in _FORMS and at in (0, len(parts) - 1)))


def _names_a_page(url: str) -> bool:
    """Whether a parameter holds a number: `/?p=12`, `/index.php?id=7`. A word alone (`?lang=en`, `?from=wiki`) leads to the same page."""
    query = parse_qsl(_split(url).query)
    return any(name.lower() not in _NOT_A_PAGE and any(sign.isdigit() for sign in value) for name, value in query)


def _bare_parts(url: str) -> tuple[str, ...]:
    return tuple(re.sub(r"[-_ ]|\.[a-z]{2,5}\d?$", "", part) for part in unquote(_split(url).path).casefold().split("/") if part)


def _has_door(url: str) -> bool:
    return host_of(url).partition(".")[0] in _DOOR_HOSTS or any(part in _DOOR_PARTS for part in _bare_parts(url))
