"""An entry of a list of references, cut out of the page's tree without what is none of its words (lxml, before BeautifulSoup reads it)."""

from __future__ import annotations

import re

from lxml import etree
from lxml.etree import _Element

METADATA = "Z3988"
"""The class of COinS metadata, which stay where they are, without the blank inside that keeps them from being dropped."""

HIDDEN = re.compile(r"display\s*:\s*none", re.I)
"""In the style of an element that no reader sees."""

# Classes of what stands in an entry and is none of its words, on wikis of every language: the way back to the text, edit links, markers,
# and what Extension:Cite and citation templates say about themselves (https://en.wikipedia.org/wiki/Help:CS1_errors).
_APART = frozenset(
    ("citation-comment", "cs1-maint", "mw-cite-backlink", "mw-editsection", "mw-ext-cite-error", "mw-ref", "pcs-ref-backlink-container")
)
_WAY_BACK = ("cite_ref", "pcs-ref-back-link")

# Attributes that nobody reads from here on; each costs BeautifulSoup time.
_UNREAD = ("about", "dir", "id", "lang", "rel", "style", "typeof")


def cut_out(item: _Element) -> str:
    """The markup of a list item. The tree loses the item."""
    for element in list(item.iterdescendants()):
        if METADATA in element.get("class", "").split():
            element.text = None
            for child in list(element):
                element.remove(child)
        elif _is_apart(element):
            _drop(element)
    etree.strip_attributes(item, *_UNREAD)
    markup = str(etree.tostring(item, encoding="unicode", method="html", with_tail=False))
    _drop(item)
    return markup


def _is_apart(element: _Element) -> bool:
    classes = element.get("class", "").split()
    if not _APART.isdisjoint(classes) or (element.tag == "sup" and "reference" in classes) or HIDDEN.search(element.get("style", "")):
        return True
    is_back = element.get("href", "").partition("#")[2].startswith(_WAY_BACK)
    return is_back or "pcs-back-links" in element.attrib or "mw:referencedBy" in element.get("rel", "").split()


def _drop(element: _Element) -> None:
    """Takes an element out of its tree; the words after it stay."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail and before is None:
        parent.text = (parent.text or "") + element.tail
    elif element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    parent.remove(element)
