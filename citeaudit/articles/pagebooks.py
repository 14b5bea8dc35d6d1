"""The bibliography of a page's tree: entries outside its numbered lists that short citations point to, by the names that both have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from lxml.etree import _Element

from citeaudit.articles.footnotes import name_key
from citeaudit.articles.queries import elements

_PREFIXES = ("CITEREF", "CITAREF")
"""How the name of a bibliography entry begins in a page: https://en.wikipedia.org/wiki/Module:Footnotes and its copies, on es.wikipedia.org
https://es.wikipedia.org/wiki/Plantilla:Harvnp."""
_CITATIONS = elements("descendant-or-self::*[@id][self::cite or contains(concat(' ', @class, ' '), ' citation ')]")

_AROUND = ("dd", "li", "p", "td")
"""Elements that an entry is alone in, with its metadata and its links to identifiers beside the named element."""


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


def citation_names(content: _Element) -> frozenset[str]:
    """The names of all citations in an article; editors may call one as they like (`ref=` of its template)."""
    return frozenset(map(_name, _CITATIONS(content)))


def name_in(href: str, citations: Collection[str]) -> str:
    """The name of a bibliography entry that a link leads to, empty where it leads elsewhere.

    Args:
        href: of the link.
        citations: the names of the page's citations.
    """
    fragment = href.partition("#")[2]
    if fragment.startswith(_PREFIXES):
        return name_key(fragment)
    name = name_key(fragment) if fragment and href.startswith(("#", "./")) else ""
    return name if name in citations else ""


def pointed_to(element: _Element, citations: Collection[str]) -> Iterator[str]:
    """The names that links below an element lead to, of these citations or others."""
    return (name for link in element.iter("a") if (name := name_in(link.get("href", ""), citations)))


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
