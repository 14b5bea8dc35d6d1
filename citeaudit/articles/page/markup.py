"""The markup of an entry of a list of references, gone over once: its words as a reader sees them, and what the markup marks in them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from lxml.etree import _Element

from citeaudit.articles.links import completed, link_to, role_of
from citeaudit.articles.page.books import CITATION_CLASSES, name_in
from citeaudit.articles.page.byhand import steps_by_hand
from citeaudit.articles.page.cutting import METADATA, Step, steps_of
from citeaudit.model import Identifier, LinkRole, ReferenceLink
from citeaudit.urls import host_of, identifier_in, printed_host

_BLOCKS = frozenset(("blockquote", "br", "dd", "div", "dl", "dt", "li", "ol", "p", "table", "td", "th", "tr", "ul"))
_TEXT = frozenset(("reference-text", "mw-reference-text"))
"""Classes of the element that holds an entry's words; beside it only the ways back stand, on some wikis with words between them (fr: `a et b`)."""
# The label of a way back that is no link: `^`, `↑`, and `a b` or `1.0 1.1` after it.
_LABEL = re.compile(r"\s*[\^↑⇑▲](?:\s+(?:a(?:[\s,]+[b-z]\b)+|\d+\.0(?:[\s,]+\d+\.\d+)+))?\s*")

_NO_TITLE = frozenset(("autonumber", "free"))
"""Classes of external links without words of their own: `[1]`, and the bare address."""

_NOTED = ("a", "br", "cite", "i", "li")
"""Elements that say something without any attribute too."""

_CITATIONS = frozenset(CITATION_CLASSES)
_LONGEST_AUTHORS = 400
_PLAIN = frozenset(("citation", "no-wikidata"))
"""The classes of citation elements that begin with their authors in italics, with a stop (https://ru.wikipedia.org/wiki/Шаблон:Книга)."""

_ISBN = re.compile(r"(?:97[89][-\s]?)?(?:\d[-\s]?){9}[\dXx]")

_INVISIBLE = re.compile("[\u200b\u200e\u200f\u2060\ufeff]")
"""Blanks without a width and marks of direction, which templates put behind commas (fr) and markers (es)."""

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
    `authors` and `accessed` what citation templates mark as authors and as the date of access, `breaks` the places of line breaks.
    """

    raw: str
    start: int
    anchors: tuple[Anchor, ...]
    coins: tuple[tuple[int, str], ...]
    citations: tuple[Span, ...]
    items: tuple[Span, ...]
    authors: tuple[Span, ...]
    accessed: tuple[Span, ...]
    breaks: tuple[int, ...]


class _Seen:
    """What a walk over an entry saw so far; all places are offsets in the raw text. `external` is where the last external link began, `plain` where
    citation elements of no kind did, `text` where the entry's words do, if its markup says so."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.links: list[tuple[Span, Mapping[str, str]]] = []
        self.coins: list[tuple[int, str]] = []
        self.citations: list[Span] = []
        self.items: list[Span] = []
        self.italics: list[Span] = []
        self.plain: set[int] = set()
        self.accessed: list[Span] = []
        self.breaks: list[int] = []
        self.external = -1
        self.text: int | None = None

    def add(self, words: str) -> None:
        """Adds words at the end, without the signs in them that nobody sees."""
        words = words if words.isascii() else _INVISIBLE.sub("", words)
        self.pieces.append(words)
        self.length += len(words)


def read_markup(items: Sequence[_Element], base: str = "", wanted: Collection[str] = ()) -> tuple[Marked, ...]:
    """Reads entries where they stand in their page; of one inside another, the inner one's words are not the outer one's.

    Args:
        items: each entry's element.
        base: the address that relative links are relative to, empty where it is not known.
        wanted: the names of bibliography entries that short citations point to.
    """
    others = frozenset(items)
    by_hand = steps_by_hand(items, others)
    return tuple(_marked(by_hand.get(item) or steps_of(item, others), base, wanted) for item in items)


def _marked(steps: Iterable[Step], base: str, wanted: Collection[str]) -> Marked:
    seen = _walk(steps)
    raw = "".join(seen.pieces)
    label = _LABEL.match(raw)
    return Marked(
        raw=raw,
        start=seen.text if seen.text is not None else label.end() if label else 0,
        anchors=tuple([_anchor(attributes, span, folded(raw[slice(*span)]), base, wanted) for span, attributes in seen.links]),
        coins=tuple(seen.coins),
        citations=tuple(seen.citations),
        items=tuple(seen.items),
        authors=tuple([span for span in seen.italics if span[0] in seen.plain and _ends_in_stop(raw, span)]),
        accessed=tuple(seen.accessed),
        breaks=tuple(seen.breaks),
    )


def _ends_in_stop(raw: str, span: Span) -> bool:
    start, end = span
    return end - start <= _LONGEST_AUTHORS and raw[start:end].rstrip().endswith(".")


def folded(words: str) -> str:
    """The words with every run of white space as one space."""
    return " ".join(words.split())


def _walk(steps: Iterable[Step]) -> _Seen:
    seen = _Seen()
    add = seen.add
    opened: list[tuple[Mapping[str, str], int]] = []
    for name, attributes, words in steps:
        if not name:
            add(words)
        elif attributes is None:
            stated, start = opened.pop()
            if name in _NOTED or stated:
                _close(seen, name, stated, (start, seen.length))
            if name in _BLOCKS:
                add(" ")
        else:
            if METADATA in attributes.get("class", ""):
                seen.coins.append((seen.length, attributes.get("title", "")))
            if name in _BLOCKS:
                add(" ")
            opened.append((attributes, seen.length))
    return seen


def _close(seen: _Seen, name: str, attributes: Mapping[str, str], span: Span) -> None:
    """Notes an element whose words have all been seen."""
    classes = attributes.get("class", "").split()
    if name == "a" and attributes.get("href"):
        seen.links.append((span, attributes))
        seen.external = span[0] if "external" in classes else seen.external
    elif name == "br":
        seen.breaks.append(span[0])
    elif name == "i":
        seen.italics.append(span)
    elif name == "li" and not any(start >= span[0] for start, _ in seen.items[-1:]):
        seen.items.append(span)
    elif not _CITATIONS.isdisjoint(classes) or (name == "cite" and seen.external >= span[0]):
        # A citation template made it; a bare `cite` without a link may be a mere title.
        while seen.citations and seen.citations[-1][0] >= span[0]:
            seen.citations.pop()
        seen.citations.append(span)
        if _PLAIN.issuperset(classes):
            seen.plain.add(span[0])
    elif "reference-accessdate" in classes:
        seen.accessed.append(span)
    elif not _TEXT.isdisjoint(classes):
        seen.text = span[0]


def _anchor(attributes: Mapping[str, str], span: Span, words: str, base: str, wanted: Collection[str]) -> Anchor:
    href, classes = attributes["href"], attributes.get("class", "").split()
    named = name_in(href, wanted)
    if named:
        return Anchor(span=span, link=None, points_to=named)
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
        title="" if not _NO_TITLE.isdisjoint(classes) or "://" in words or (" " not in words and printed_host(words)) else words,
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
