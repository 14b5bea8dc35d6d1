"""Entries that people wrote by hand, read by BeautifulSoup: their markup has every shape, while that of citation templates is known."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from lxml import etree
from lxml.etree import _Element

from citeaudit.articles.page.books import CITATION_CLASSES
from citeaudit.articles.page.cutting import METADATA, Step, is_apart

_TEMPLATED = " or ".join(f"contains(@class, '{name}')" for name in (*CITATION_CLASSES, METADATA))
_MARKED = etree.XPath(f"boolean(descendant::*[{_TEMPLATED}])")


def steps_by_hand(items: Sequence[_Element], others: Collection[_Element]) -> dict[_Element, Iterator[Step]]:
    """The steps (as `cutting.steps_of` gives them) of those elements that no citation template had a part in, all read in one go.

    Args:
        items: elements of entries.
        others: elements of all entries; an entry that holds another one is not among the answers.
    """
    own = [item for item in items if not _is_templated(item) and not any(inner in others for inner in item.iterdescendants("li"))]
    soup = BeautifulSoup(f"<ol>{''.join(map(_markup, own))}</ol>", "lxml-xml", multi_valued_attributes=None, store_line_numbers=False)
    found = soup.ol.find_all(True, recursive=False) if soup.ol else []
    return {item: _steps(tag) for item, tag in zip(own, found, strict=True)} if len(found) == len(own) else {}


def _is_templated(item: _Element) -> bool:
    return next(item.iter("cite"), None) is not None or bool(_MARKED(item))


def _markup(item: _Element) -> str:
    """As XML, which says no more and no less than the tree does."""
    return str(etree.tostring(item, encoding="unicode", with_tail=False))


def _steps(item: Tag) -> Iterator[Step]:
    """Without recursion: articles nest as deep as they like."""
    pending: list[tuple[Tag | NavigableString, bool]] = _children(item)
    while pending:
        node, is_read = pending.pop()
        if not isinstance(node, Tag):
            yield "", None, str(node)
        elif is_read:
            yield node.name, None, ""
        else:
            attributes = {name: str(value) for name, value in node.attrs.items()}
            if not is_apart(node.name, attributes, attributes.get("class", "").split()):
                yield node.name, attributes, ""
                pending.append((node, True))
                pending.extend(_children(node))


def _children(tag: Tag) -> list[tuple[Tag | NavigableString, bool]]:
    return [(child, False) for child in reversed(tag.contents) if isinstance(child, Tag) or type(child) is NavigableString]
