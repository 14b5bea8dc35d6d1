"""One reference of a text in light markup as the sources that it bundles, each with its words and its links (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from citeaudit.articles.flow.flow import Anchor, Definition, Flow, Item, Span, inside
from citeaudit.articles.flow.sourcelists import leads_out
from citeaudit.articles.links import completed, link_to
from citeaudit.articles.references import Entry
from citeaudit.articles.source import Part
from citeaudit.model import LinkRole, ReferenceLink
from citeaudit.urls import identifier_in, printed_host

_WORD = re.compile(r"[^\W\d_]{2}")
_WAY_BACK = re.compile(r"^\s*[\^↑⇑▲]\s*(?=\S)|[↩⤴⏎]\ufe0e?\s*")
_CLOSED = re.compile(r"[\"“«„「『《]([^\"“”«»„「」『』《》]{3,})[\"”»“」』》]")
_POINTER_WORDS = 4
"""Behind so many words a last link on one word (`link`, `PDF`, in any language) says where a source is read, not how it is called."""


def read_entry(flow: Flow, span: Span) -> Entry:
    """Reads the reference that stands in a span, without its label."""
    bounds = _bounds(flow, span)
    parts = tuple(_part(flow, part) for part in bounds)
    return Entry(
        text=_words(flow, span),
        links=tuple(link for anchor in inside(flow.anchors, span) if (link := _link(flow, anchor))),
        parts=parts,
    )


def read_definition(definition: Definition, shown: str) -> Entry:
    """Reads a link's definition as a reference.

    Args:
        shown: the words that the text has for it, where they are its name.
    """
    title = definition.title or shown
    link = link_to(completed(definition.url), title)
    words = f"{title} {link.url}".strip()
    identifier = identifier_in(link.url) if link.role is LinkRole.IDENTIFIER else None
    part = Part(printed=words, words=words, links=(link,), title=title, identifiers=(identifier,) if identifier else ())
    return Entry(text=words, links=(link,), parts=(part,))


def _bounds(flow: Flow, span: Span) -> list[Span]:
    """Where each source begins and ends: at the innermost list items, where several lead to a source; else the reference is one."""
    items = [item for item in inside(flow.items, span) if item.span != span and item.span[1] <= span[1]]
    if sum(leads_out(flow, item.span) for item in _innermost(items)) < 2:
        return [span]
    starts = [item.span[0] for item in _innermost(items)]
    head = [span[0]] if leads_out(flow, (span[0], starts[0])) else []
    return list(pairwise([*head, *starts, span[1]]))


def _innermost(items: Sequence[Item]) -> list[Item]:
    return [item for item, after in zip(items, [*items[1:], None], strict=False) if after is None or after.span[0] >= item.span[1]]


def _part(flow: Flow, span: Span) -> Part:
    words = _words(flow, span)
    anchors = [(anchor, link) for anchor in inside(flow.anchors, span) if (link := _link(flow, anchor))]
    links = tuple(link for _, link in anchors)
    copies = [anchor for anchor, link in anchors if link.role in (LinkRole.ORIGINAL, LinkRole.ARCHIVE)]
    return Part(
        printed=words,
        words=words,
        links=links,
        title=_title(flow, span, copies[0]) if copies else "",
        identifiers=tuple(found for link in links if link.role is LinkRole.IDENTIFIER and (found := identifier_in(link.url))),
    )


def _words(flow: Flow, span: Span) -> str:
    """The words of a span without the ways back to the text: links inside it that stand on no word."""
    ways = [anchor.span for anchor in inside(flow.anchors, span) if _is_way_back(flow, anchor)]
    return _WAY_BACK.sub("", flow.plain(span, ways)).strip()


def _is_way_back(flow: Flow, anchor: Anchor) -> bool:
    is_local = anchor.url.startswith("#") or "#cite_ref" in anchor.url
    return is_local and not _WORD.search(flow.plain(anchor.span))


def _link(flow: Flow, anchor: Anchor) -> ReferenceLink | None:
    """The link, where it leads to an address of the web and is no way back."""
    url = "" if _is_way_back(flow, anchor) else completed(anchor.url)
    return link_to(url, flow.plain(anchor.span)) if url else None


def _title(flow: Flow, span: Span, anchor: Anchor) -> str:
    """The words of the first link where they may be the title: no address or number, and no title in quotation marks stands beside them."""
    words = flow.plain(anchor.span)
    if "://" in words or printed_host(words) or not any(sign.isalpha() for sign in words):
        return ""
    before, after = flow.plain((span[0], anchor.span[0])), flow.plain((anchor.span[1], span[1]))
    is_pointer = " " not in words and not any(sign.isalnum() for sign in after) and len(before.split()) >= _POINTER_WORDS
    return "" if is_pointer or _CLOSED.search(before) else words
