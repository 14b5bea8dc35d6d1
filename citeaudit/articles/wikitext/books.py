"""The bibliography of a page of wikitext: the lines outside footnotes whose citation templates short citations point to (pure)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from citeaudit.articles.wikitext.cites import anchors_of, is_citation_template
from citeaudit.articles.wikitext.notes import Notes
from citeaudit.articles.wikitext.scan import Scan, Span, Template

_SIGNS = re.compile(r"[*#:;|!\s]*")
"""The signs of a list item or a cell."""


def find_books(page: str, found: Scan, notes: Notes, wanted: Collection[str]) -> tuple[Span, ...]:
    """The (start, end) of the lines that have one of the wanted names, in order, without the sign of their list."""
    return tuple(span for span in _lines(page, _outside(found, notes)) if not set(anchors_of(page[slice(*span)])).isdisjoint(wanted))


def _outside(found: Scan, notes: Notes) -> Iterator[Template]:
    """The citation templates that stand in no footnote and in no list of them."""
    inside: Sequence[Span] = sorted((*(tag.span for tag in found.tags), *(event.span for event in notes.events)))
    at = which = 0
    for template in found.templates:
        while which < len(inside) and inside[which][0] <= template.span[0]:
            at = max(at, inside[which][1])
            which += 1
        if template.span[0] >= at and template.name and is_citation_template(template.name):
            yield template


def _lines(page: str, templates: Iterator[Template]) -> Iterator[Span]:
    """The lines that templates stand in, each once; a template may go on over several."""
    last = 0
    for template in templates:
        if template.span[0] < last:
            continue
        signs = _SIGNS.match(page, page.rfind("\n", 0, template.span[0]) + 1, template.span[0])
        end = page.find("\n", template.span[1])
        last = end if end >= 0 else len(page)
        yield (signs.end() if signs else template.span[0], last)
