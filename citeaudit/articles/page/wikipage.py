"""A saved wiki page to an Article: footnotes, the sources they name, where they are cited, and what an editor should know of their state."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import repeat

from lxml import etree
from lxml.etree import _Element

from citeaudit.articles.page.books import find_books, names_in, wanted_names
from citeaudit.articles.page.footnotes import Footnote, Footnotes, find_footnotes, ways_back
from citeaudit.articles.page.masthead import content_of, parse, read_masthead, saved_from
from citeaudit.articles.page.parts import read_entries
from citeaudit.articles.page.prose import Prose, read_prose
from citeaudit.articles.page.rewritten import restore_links
from citeaudit.articles.page.wordties import tie_by_words
from citeaudit.articles.places import Lines, spans_of
from citeaudit.articles.references import BIBLIOGRAPHY, Entry, Place, Whole, read_reference
from citeaudit.articles.remarks import on_empty, on_restarts, on_short, on_ties
from citeaudit.errors import InputError
from citeaudit.model import LEAD, Article, Citation, Reference, Remark, Section, label
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
    restore_links(root)
    content = content_of(root)
    masthead = read_masthead(root, content, saved_from(page))
    etree.strip_elements(root, "script", "style", "link", "template", with_tail=False)
    etree.strip_attributes(root, "data-mw")
    found = find_footnotes(content)
    if not found.notes and not found.markers:
        raise InputError(NO_FOOTNOTES, where=given.file, hint="save the whole page of the article, or give a text copy of it with its references")
    prose = read_prose(content, found)
    notes = tuple(note.element for note in found.notes)
    wanted = wanted_names(content, notes)
    linked = find_books(content, notes, wanted)
    known = wanted.intersection(name for element in (*notes, *linked) for name in names_in(element)) if wanted else wanted
    ties = tie_by_words(content, notes, read_entries(notes, masthead.base, wanted), known)
    books = _in_order(content, {*linked, *ties.holding.values()}.difference(notes))
    spans = spans_of(page, root, {*notes, *books, *(marker.element for marker in found.markers), *prose.headings})
    title = given.title or masthead.title or given.file
    listed = [*found.notes, *(Footnote(element=book, group=BIBLIOGRAPHY, number=str(n)) for n, book in enumerate(books, 1))]
    shared = _Page(whole=Whole(title=title, file=given.file, targets=_targets(listed, known, ties.holding)), spans=spans, lines=Lines(page))
    references, doubts = _references(listed, [*ties.entries, *map(_of_books, read_entries(books, masthead.base, wanted))], shared)
    cited = [replace(cited, span=spans[marker.element]) for cited, marker in zip(prose.citations, found.markers, strict=True)]
    return Article(
        title=title,
        language=given.language or masthead.language,
        revision=masthead.revision,
        wiki=masthead.wiki,
        file=given.file,
        format="html",
        references=references,
        citations=tuple(cited or _ways_back(found.notes, spans)),
        sections=tuple(_sections(prose, spans, len(page))),
        remarks=(*_remarks(found, references), *doubts),
    )


def _ways_back(notes: Sequence[Footnote], spans: Spans) -> Iterator[Citation]:
    """The citations of a page that is a list alone: the links that its entries have back to a text which is not here."""
    elements = frozenset(note.element for note in notes)
    for note in notes:
        back = Citation(reference=note.number, group=note.group, section=LEAD, sentence="", span=spans[note.element])
        yield from repeat(back, ways_back(note, elements))


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


def _in_order(content: _Element, wanted: Collection[_Element]) -> tuple[_Element, ...]:
    """Some elements in the order of the page."""
    return tuple(element for element in content.iter() if element in wanted) if wanted else ()


def _targets(notes: Sequence[Footnote], known: Collection[str], holding: Mapping[str, _Element]) -> dict[str, str]:
    """The label of the reference behind each name that a short citation points to: of the known places of the page, and of what words tell."""
    labels = {note.element: label(note.group, note.number) for note in reversed(notes)}
    linked = {name: labels[note.element] for note in reversed(notes) for name in names_in(note.element) if name in known} if known else {}
    return linked | {name: labels[element] for name, element in holding.items()}


def _of_books(entry: Entry) -> Entry:
    """An entry that short citations point to names a source, whatever its words are."""
    return replace(entry, parts=tuple(replace(part, is_citation=True) for part in entry.parts))


# ---------------------------------------------------------------- what an editor should know


def _remarks(found: Footnotes, references: Sequence[Reference]) -> Iterator[Remark]:
    tied = [marker.footnote for marker in found.markers if marker.footnote]
    # A note is cited by the markers of its sub-references too.
    cited = {label(note.group, number) for note in tied for number in (note.number, note.number.partition(".")[0])}
    unlisted = [label(marker.group, marker.number) for marker in found.markers if marker.footnote is None]
    yield from on_ties([label(note.group, note.number) for note in found.notes], cited, unlisted)
    restarted = [label(note.group, note.number) for note in found.notes if note.restarts]
    yield from on_restarts(restarted)
    yield from on_short(references)
    yield from on_empty(references)
