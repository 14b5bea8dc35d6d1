"""The bibliography of a page's tree: entries outside its numbered lists that short citations point to, by the names that both have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from lxml.etree import _Element

from citeaudit.articles.page.footnotes import ENTRY_NAMES, MARKER_NAMES, name_key
from citeaudit.articles.page.queries import elements

_PREFIXES = ("CITEREF", "CITAREF")
"""How the name of a bibliography entry begins in a page: https://en.wikipedia.org/wiki/Module:Footnotes and its copies, on es.wikipedia.org
https://es.wikipedia.org/wiki/Plantilla:Harvnp."""
CITATION_CLASSES = ("citation", "ouvrage")
"""Classes of the elements that citation templates make, `cite` beside them: https://en.wikipedia.org/wiki/Module:Citation/CS1 and its copies, on
fr.wikipedia.org https://fr.wikipedia.org/wiki/Module:Biblio."""
_HAS_CLASS = "contains(concat(' ', @class, ' '), ' {} ')"
_OF_NOTES = (*ENTRY_NAMES, *MARKER_NAMES)
_CITATIONS = elements(f"descendant-or-self::*[@id][self::cite or {' or '.join(map(_HAS_CLASS.format, CITATION_CLASSES))}]")

_AROUND = ("dd", "li", "p", "td")
"""Elements that an entry is alone in, with its metadata and its links to identifiers beside the named element."""


def wanted_names(content: _Element, notes: Sequence[_Element]) -> frozenset[str]:
    """The names of bibliography entries that links in a page's notes lead to: those with the prefix, and those of citations in the page, which
    editors may call as they like (`ref=` of their template).

    Args:
        content: the element that holds the article.
        notes: the entries of its numbered lists.
    """
    linked = {name for note in notes for link in note.iter("a") if (name := _led_to(link.get("href", "")))}
    others = {name for name in linked if not name.startswith(_PREFIXES)}
    return frozenset(linked - others | (others.intersection(map(_name, _CITATIONS(content))) if others else others))


def name_in(href: str, wanted: Collection[str]) -> str:
    """The one of the wanted names that a link leads to, empty where it leads elsewhere."""
    name = _led_to(href) if wanted else ""
    return name if name in wanted else ""


def _led_to(href: str) -> str:
    """The place of the page that a link leads to, empty where it leads elsewhere or to a marker or entry."""
    fragment = href.partition("#")[2]
    if not fragment or fragment.startswith(_OF_NOTES):
        return ""
    return name_key(fragment) if href.startswith(("#", "./")) or fragment.startswith(_PREFIXES) else ""


def find_books(content: _Element, notes: Sequence[_Element], wanted: Collection[str]) -> tuple[_Element, ...]:
    """The elements of the entries, in the page's order, each once.

    Args:
        content: the element that holds the article.
        notes: the entries of its numbered lists, which hold no books of the bibliography.
        wanted: the names that short citations point to.
    """
    if not wanted:
        return ()
    inside = frozenset(notes)
    named = [element for element in content.iter() if _name(element) in wanted and not inside & {element, *element.iterancestors("li")}]
    holding = [_around(element) for element in named]
    # An element that holds several entries is none: each of them is what bears its name.
    times = Counter(holding)
    return tuple(dict.fromkeys(outer if times[outer] == 1 else own for own, outer in zip(named, holding, strict=True)))


def names_in(element: _Element) -> Iterator[str]:
    """The names of an element and of all below it, as links spell them."""
    return (name for inner in element.iter() if (name := _name(inner)))


def _name(element: _Element) -> str:
    name = element.get("id")
    return name_key(name) if name else ""


def _around(element: _Element) -> _Element:
    if element.tag in _AROUND:
        return element
    return next(element.iterancestors(*_AROUND), element)
