"""The markup of an entry of a list of references, gone over once: its words as a reader sees them, and what the markup marks in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from citeaudit.articles.cutting import METADATA
from citeaudit.articles.links import completed, link_to, role_of
from citeaudit.model import Identifier, LinkRole, ReferenceLink
from citeaudit.urls import host_of, identifier_in, printed_host

_BLOCKS = frozenset(("blockquote", "br", "dd", "div", "dl", "dt", "li", "ol", "p", "table", "td", "th", "tr", "ul"))
# The label of a way back that is no link: `^`, `↑`, and `a b` or `1.0 1.1` after it.
_LABEL = re.compile(r"\s*[\^↑⇑▲](?:\s+(?:a(?:[\s,]+[b-z]\b)+|\d+\.0(?:[\s,]+\d+\.\d+)+))?\s*")

_BIBLIOGRAPHY = "CITEREF"
"""How the name of a bibliography entry begins in a page (https://en.wikipedia.org/wiki/Module:Footnotes, and its copies)."""

_NO_TITLE = frozenset(("autonumber", "free"))
"""Classes of external links without words of their own: `[1]`, and the bare address."""

_ISBN = re.compile(r"(?:97[89][-\s]?)?(?:\d[-\s]?){9}[\dXx]")

Span = tuple[int, int]
"""(start, end) in the raw text of an entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A link where it stands. `title`: its words where they may be a title; `points_to`: a bibliography entry; `is_number`: shown as `[1]`."""

    span: Span
    link: ReferenceLink | None
    title: str = ""
    identifier: Identifier | None = None
    points_to: str = ""
    is_number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """An entry's raw text from `start` on (before it stands the way back), and what is marked in it, in order.

    `coins` are metadata with the place they follow, `citations` the outermost citation elements, `items` the innermost list items,
    `accessed` what citation templates mark as the date of access.
    """

    raw: str
    start: int
    anchors: tuple[Anchor, ...]
    coins: tuple[tuple[int, str], ...]
    citations: tuple[Span, ...]
    items: tuple[Span, ...]
    accessed: tuple[Span, ...]


class _Seen:
    """What a walk over an entry saw so far; all places are offsets in the raw text."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.links: list[tuple[Span, Tag]] = []
        self.coins: list[tuple[int, str]] = []
        self.citations: list[Span] = []
        self.items: list[Span] = []
        self.accessed: list[Span] = []

    def add(self, words: str) -> None:
        """Adds words at the end."""
        self.pieces.append(words)
        self.length += len(words)


def read_markup(entries: Sequence[str], base: str = "") -> tuple[Marked, ...]:
    """Reads list items, in one go: that takes half the time of one by one.

    Args:
        entries: each item's element, as it was cut out.
        base: the address that relative links are relative to, empty where it is not known.
    """
    items = _items("".join(entries))
    if len(items) != len(entries):
        # Broken nesting let one entry run into the next.
        items = [_items(entry)[0] for entry in entries]
    return tuple(_marked(item, base) for item in items)


def folded(words: str) -> str:
    """The words with every run of white space as one space."""
    return " ".join(words.split())


def _items(markup: str) -> list[Tag]:
    soup = BeautifulSoup(f"<ol>{markup}</ol>", "lxml", multi_valued_attributes=None, store_line_numbers=False)
    return soup.ol.find_all("li", recursive=False) if soup.ol else []


def _marked(item: Tag, base: str) -> Marked:
    seen = _walk(item)
    raw = "".join(seen.pieces)
    label = _LABEL.match(raw)
    return Marked(
        raw=raw,
        start=label.end() if label else 0,
        anchors=tuple(_anchor(tag, span, folded(raw[slice(*span)]), base) for span, tag in seen.links),
        coins=tuple(seen.coins),
        citations=tuple(seen.citations),
        items=tuple(seen.items),
        accessed=tuple(seen.accessed),
    )


def _walk(item: Tag) -> _Seen:
    """Goes over the entry in reading order, without recursion: articles nest as deep as they like."""
    seen = _Seen()
    pending = _children(item)
    while pending:
        node, start = pending.pop()
        if not isinstance(node, Tag):
            seen.add(node)
        elif start is not None:
            _close(seen, node, (start, seen.length))
        else:
            if METADATA in _words(node, "class"):
                seen.coins.append((seen.length, str(node.get("title", ""))))
            seen.add(" " if node.name in _BLOCKS else "")
            pending.append((node, seen.length))
            pending.extend(_children(node))
    return seen


def _children(tag: Tag) -> list[tuple[Tag | NavigableString, int | None]]:
    return [(child, None) for child in reversed(tag.contents) if isinstance(child, Tag) or type(child) is NavigableString]


def _words(tag: Tag, attribute: str) -> set[str]:
    return set(str(tag.get(attribute, "")).split())


def _fragment(tag: Tag) -> str:
    return str(tag.get("href", "")).partition("#")[2]


def _close(seen: _Seen, tag: Tag, span: Span) -> None:
    """Notes an element whose words have all been seen."""
    if tag.name == "a" and tag.get("href"):
        seen.links.append((span, tag))
    elif tag.name == "li" and not any(start >= span[0] for start, _ in seen.items):
        seen.items.append(span)
    elif _is_citation(tag):
        seen.citations = [*(citation for citation in seen.citations if citation[0] < span[0]), span]
    elif "reference-accessdate" in _words(tag, "class"):
        seen.accessed.append(span)
    seen.add(" " if tag.name in _BLOCKS else "")


def _is_citation(tag: Tag) -> bool:
    """Whether a citation template made the element; a bare `cite` without a link may be a mere title."""
    return "citation" in _words(tag, "class") or (tag.name == "cite" and any("external" in _words(link, "class") for link in tag.find_all("a")))


def _anchor(tag: Tag, span: Span, words: str, base: str) -> Anchor:
    href, classes = str(tag["href"]), _words(tag, "class")
    if _fragment(tag).startswith(_BIBLIOGRAPHY):
        return Anchor(span=span, link=None, points_to=_fragment(tag))
    url = completed(href, base)
    role = role_of(url or href)
    identifier = _identifier(url or href, words, role)
    if identifier:
        role = LinkRole.IDENTIFIER
    elif role is LinkRole.ORIGINAL and "external" not in classes and host_of(url) == host_of(base):
        role = LinkRole.OTHER
    return Anchor(
        span=span,
        link=link_to(url, words, role) if url and not href.startswith("#") else None,
        title="" if classes & _NO_TITLE or "://" in words or printed_host(words) else words,
        identifier=identifier,
        is_number="autonumber" in classes,
    )


def _identifier(url: str, words: str, role: LinkRole) -> Identifier | None:
    """The identifier that a link stands for; an archived copy's address may hold one that is not its own."""
    if role is LinkRole.IDENTIFIER:
        return identifier_in(url)
    return _isbn(url, words) if role is not LinkRole.ARCHIVE else None


def _isbn(href: str, words: str) -> Identifier | None:
    """The ISBN of a link to a wiki's page of book sources, whatever that page is called in its language."""
    last = href.rpartition("/")[2]
    return Identifier(scheme="isbn", value=last) if last == words and _ISBN.fullmatch(words) else None
