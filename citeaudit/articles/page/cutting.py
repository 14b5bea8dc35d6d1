"""An element of a page step by step, without what is none of its words: markers, ways back, what templates say of themselves, hidden words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain

from lxml import etree
from lxml.etree import _Element

from citeaudit.articles.page.footnotes import MARKER_NAMES

METADATA = "Z3988"
"""The class of COinS metadata, which stay where they are, without the blank inside that keeps them from being dropped."""

HIDDEN = re.compile(r"display\s*:\s*none", re.I)
"""In the style of an element that no reader sees."""

Step = tuple[str, Mapping[str, str] | None, str]
"""An element that begins (name, attributes), one that ends (name alone), or words (alone)."""

# Classes of what stands in an entry and is none of its words, on wikis of every language: the way back to the text, edit links, markers,
# and what Extension:Cite and citation templates say about themselves (https://en.wikipedia.org/wiki/Help:CS1_errors).
_APART = frozenset(
    ("citation-comment", "cs1-maint", "mw-cite-backlink", "mw-editsection", "mw-ext-cite-error", "mw-ref", "pcs-ref-backlink-container")
)
_WAY_BACK = (*MARKER_NAMES, "pcs-ref-back-link")


def steps_of(item: _Element, others: Collection[_Element] = ()) -> Iterator[Step]:
    """The steps inside an element, in reading order, without recursion: articles nest as deep as they like.

    Args:
        item: it comes itself only where it is a citation element.
        others: elements that are no part of it where they stand inside, as entries in an entry are.
    """
    inside = _inside(item, others)
    return chain([(item.tag, attributes_of(item), "")], inside, [(item.tag, None, "")]) if item.tag == "cite" else inside


def attributes_of(element: _Element) -> dict[str, str]:
    """All attributes at once, which takes less than asking for each."""
    return dict(element.items())  # type: ignore[arg-type]  # the stubs think of bytes, which no parsed tree has


def _inside(item: _Element, others: Collection[_Element]) -> Iterator[Step]:
    if item.text:
        yield "", None, item.text
    walk = etree.iterwalk(item, events=("start", "end"))
    next(walk)
    left_out = None
    for event, element in walk:
        if event == "start":
            attributes = attributes_of(element)
            classes = attributes.get("class", "").split()
            if element in others or is_apart(element.tag, attributes, classes):
                walk.skip_subtree()
                left_out = element
                continue
            yield element.tag, attributes, ""
            if METADATA in classes:
                walk.skip_subtree()
            elif element.text:
                yield "", None, element.text
        elif element is not item:
            if element is not left_out:
                yield element.tag, None, ""
            if element.tail:
                yield "", None, element.tail


def is_apart(name: str, attributes: Mapping[str, str], classes: Sequence[str]) -> bool:
    """Whether an element is none of an entry's words; metadata are kept, hidden or not (de.wikipedia.org hides them by their style)."""
    if METADATA in classes:
        return False
    if classes and (not _APART.isdisjoint(classes) or (name == "sup" and "reference" in classes)):
        return True
    if name == "a" and (attributes.get("href", "").partition("#")[2].startswith(_WAY_BACK) or "pcs-back-links" in attributes):
        return True
    if "rel" in attributes and "mw:referencedBy" in attributes["rel"].split():
        return True
    return "style" in attributes and bool(HIDDEN.search(attributes["style"]))
