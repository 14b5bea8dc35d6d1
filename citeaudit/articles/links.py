"""What the links of a reference are (own page, archived copy, identifier, Wikimedia's), and which of them is the source's URL (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

from citeaudit.archiveaddresses import unwrap
from citeaudit.model import LinkRole, ReferenceLink
from citeaudit.urls import host_of, identifier_in, page_key

WIKIMEDIA_DOMAINS = frozenset(
    (
        "mediawiki.org",
        "toolforge.org",
        "w.wiki",
        "wikibooks.org",
        "wikidata.org",
        "wikifunctions.org",
        "wikimedia.org",
        "wikimediafoundation.org",
        "wikinews.org",
        "wikipedia.org",
        "wikiquote.org",
        "wikisource.org",
        "wikiversity.org",
        "wikivoyage.org",
        "wiktionary.org",
        "wmcloud.org",
        "wmflabs.org",
    )
)
"""Wikimedia's own domains (https://meta.wikimedia.org/wiki/Complete_list_of_Wikimedia_projects and its hosting, https://wikitech.wikimedia.org)."""

_WEB = ("http", "https", "ftp")
_URL = re.compile(r"(?:https?|ftp)://[^\s<>\"“”«»]+", re.IGNORECASE)
_PLAIN = re.compile(r"https?://[\w.-]+(?:/[\w./~=&?,;+:@%!*()-]*)?$", re.ASCII)
"""Addresses that nothing is to be completed in."""
_CLOSING = {")": "(", "]": "[", "}": "{"}


def completed(href: str, base: str = "") -> str:
    """The absolute address of a link, empty where it is none of the web's.

    Args:
        href: as written; `//host/path` is completed with https, whatever the page came by.
        base: what relative links are relative to, empty where the page does not say.
    """
    href = href.strip()
    if _PLAIN.match(href):
        return href
    try:
        url = f"https:{href}" if href.startswith("//") else urljoin(base, href)
        parts = urlsplit(url)
        if parts.scheme not in _WEB:
            return ""
        # A saved page may have quoted the host too, which is a name, not a path.
        return urlunsplit(parts._replace(netloc=unquote(parts.netloc))) if "%" in parts.netloc else url
    except ValueError:
        # An address that cannot be read (`http://[broken`) is the article's own word: it is kept, and the check will say so.
        return href if href.lower().startswith(("http://", "https://")) else ""


def role_of(url: str) -> LinkRole:
    """What a link to this address is. Hosts decide, never the words around it; an archived copy comes before all else."""
    if unwrap(url):
        return LinkRole.ARCHIVE
    if identifier_in(url):
        return LinkRole.IDENTIFIER
    # All of them have two labels; by the public suffix list each tool of wmflabs.org is a domain of its own.
    if ".".join(host_of(url).split(".")[-2:]) in WIKIMEDIA_DOMAINS:
        return LinkRole.WIKIMEDIA
    return LinkRole.ORIGINAL


def link_to(url: str, words: str = "", role: LinkRole | None = None) -> ReferenceLink:
    """A link of a reference, with what its address says by itself.

    Args:
        url: absolute.
        words: that it stands on.
        role: where more than the address is known of it.
    """
    inside = unwrap(url)
    return ReferenceLink(
        url=url,
        role=role or role_of(url),
        words=words,
        target=inside.original if inside else "",
        captured_at=inside.at if inside and inside.names_a_day else None,
    )


def url_and_archive(links: Sequence[ReferenceLink], stated: str = "") -> tuple[str, str]:
    """Chooses the source's own URL and its archived copy among the links of one citation; each is empty where there is none.

    Args:
        links: in the order of the citation; which comes first, original or archive, does not matter.
        stated: the URL that the article's metadata (COinS) names, which decides among several.
    """
    originals = [link.url for link in links if link.role is LinkRole.ORIGINAL]
    archives = [link.url for link in links if link.role is LinkRole.ARCHIVE]
    url = _first_of(originals, stated, originals) or next(filter(None, map(_wrapped, archives)), stated)
    return url, _first_of(archives, url, map(_wrapped, archives))


def _first_of(links: Sequence[str], wanted: str, pages: Iterable[str]) -> str:
    """The link whose page is the wanted one, else the first; empty where there is none."""
    if not wanted or len(links) < 2:
        return "".join(links[:1])
    key = page_key(wanted)
    return next((link for link, page in zip(links, pages, strict=True) if page_key(page) == key), links[0])


def _wrapped(archive: str) -> str:
    inside = unwrap(archive)
    return inside.original if inside else ""


def printed_urls(words: str) -> Iterator[str]:
    """The addresses among words, without the stops and closing brackets of the sentence they stand in."""
    for found in _URL.finditer(words):
        url, end = found[0], len(found[0])
        left_open = {closing: url.count(closing) - url.count(opening) for closing, opening in _CLOSING.items()}
        while url[end - 1] in ".,;:!?'’" or left_open.get(url[end - 1], 0) > 0:
            left_open[url[end - 1]] = left_open.get(url[end - 1], 0) - 1
            end -= 1
        yield url[:end]
