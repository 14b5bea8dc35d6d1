"""A saved wiki page to an Article: footnotes, the sources they name, where they are cited, and what an editor should know of their state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree
from lxml.etree import _Element

from citeaudit.articles.cutting import cut_out
from citeaudit.articles.footnotes import Footnote, Footnotes, find_footnotes
from citeaudit.articles.masthead import content_of, parse, read_masthead
from citeaudit.articles.parts import read_entries
from citeaudit.articles.places import Lines, spans_of
from citeaudit.articles.prose import Prose, read_prose
from citeaudit.articles.references import Entry, Place, Whole, read_reference
from citeaudit.articles.remarks import on_empty, on_ties, remark
from citeaudit.errors import InputError
from citeaudit.model import Article, Reference, Remark, Section, Severity, label
from citeaudit.ports import ArticleInput

NO_FOOTNOTES = (
    "has no references: there is no list of them (ol.references, mw-references, list items with ids cite_note-…) "
    "and no marker in the text that links to one"
)

Spans = dict[_Element, tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What every reference of a page shares."""

    whole: Whole
    spans: Spans
    lines: Lines


def read_wiki_page(page: str, given: ArticleInput) -> Article:
    """Reads a page's decoded text.

    Raises:
        InputError: the page has neither a list of references nor markers.
    """
    root = parse(page)
    if root is None:
        raise InputError("is empty", where=given.file, hint="save the article's page again")
    content = content_of(root)
    masthead = read_masthead(root, content)
    etree.strip_elements(root, "script", "style", "link", "template", with_tail=False)
    etree.strip_attributes(root, "data-mw")
    found = find_footnotes(content)
    if not found.notes and not found.markers:
        raise InputError(NO_FOOTNOTES, where=given.file, hint="save the whole page of the article, or give a text copy of it with its references")
    prose = read_prose(content, found)
    elements = [*(note.element for note in found.notes), *(marker.element for marker in found.markers), *prose.headings]
    spans = spans_of(page, root, set(elements))
    title = given.title or masthead.title or given.file
    shared = _Page(whole=Whole(title=title, file=given.file, targets=_targets(found.notes)), spans=spans, lines=Lines(page))
    # Entries nested in others come later in the page: they are cut out first.
    markup = [cut_out(note.element) for note in reversed(found.notes)][::-1]
    references, doubts = _references(found.notes, read_entries(markup, masthead.base), shared)
    return Article(
        title=title,
        language=given.language or masthead.language,
        revision=masthead.revision,
        file=given.file,
        format="html",
        references=references,
        citations=tuple(replace(cited, span=spans[marker.element]) for cited, marker in zip(prose.citations, found.markers, strict=True)),
        sections=tuple(_sections(prose, spans, len(page))),
        remarks=(*_remarks(found, references), *doubts),
    )


def _sections(prose: Prose, spans: Spans, end: int) -> Iterator[Section]:
    """Each section reaches to the next heading in the page."""
    starts = [0, *(spans[heading][0] for heading in prose.headings)]
    for section, start, stop in zip(prose.sections, starts, [*starts[1:], end], strict=True):
        yield replace(section, span=(start, stop))


# ---------------------------------------------------------------- references and their sources


def _references(notes: Sequence[Footnote], entries: Sequence[Entry], page: _Page) -> tuple[tuple[Reference, ...], list[Remark]]:
    """The references in the page's order, and what was doubtful in their words."""
    read = [
        read_reference(entry, Place(number=note.number, group=note.group, span=span, line=line, column=column), page.whole)
        for note, entry in zip(notes, entries, strict=True)
        for span in (page.spans[note.element],)
        for line, column in (page.lines.at(span[0]),)
    ]
    return tuple(reference for reference, _ in read), [remark for _, remarks in read for remark in remarks]


def _targets(notes: Sequence[Footnote]) -> dict[str, str]:
    """The label of the reference that holds each place of the page which a short citation may point to."""
    return {name: label(note.group, note.number) for note in notes for inner in note.element.iter() if (name := inner.get("id"))}


# ---------------------------------------------------------------- what an editor should know


def _remarks(found: Footnotes, references: Sequence[Reference]) -> Iterator[Remark]:
    cited = {label(marker.footnote.group, marker.footnote.number) for marker in found.markers if marker.footnote}
    unlisted = [label(marker.group, marker.number) for marker in found.markers if marker.footnote is None]
    yield from on_ties([label(note.group, note.number) for note in found.notes], cited, unlisted)
    restarted = [label(note.group, note.number) for note in found.notes if note.restarts]
    if restarted:
        told = "references numbered as in an earlier list of the same group: {count}; the word 'list' in their group tells them apart here"
        yield remark("numbering-restarts", Severity.NOTE, restarted, told, "Give each list of the article a group of its own.")
    yield from on_empty(references)
