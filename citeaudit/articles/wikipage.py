"""A saved wiki page to an Article: footnotes, the sources they name, where they are cited, and what an editor should know of their state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree
from lxml.etree import _Element

from citeaudit.articles.footnotes import Footnote, Footnotes, find_footnotes
from citeaudit.articles.masthead import content_of, parse, read_masthead
from citeaudit.articles.parts import Entry, read_entries
from citeaudit.articles.places import Lines, spans_of
from citeaudit.articles.prose import Prose, read_prose
from citeaudit.articles.source import read_source
from citeaudit.errors import InputError
from citeaudit.model import Article, Reference, Remark, Section, Severity, Source, label, text
from citeaudit.ports import ArticleInput

NO_FOOTNOTES = (
    "has no references: there is no list of them (ol.references, mw-references, list items with ids cite_note-…) "
    "and no marker in the text that links to one"
)

Spans = dict[_Element, tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What every reference of a page shares."""

    title: str
    file: str
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
    shared = _Page(title=title, file=given.file, spans=spans, lines=Lines(page))
    markup = [str(etree.tostring(note.element, encoding="unicode", method="html", with_tail=False)) for note in found.notes]
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
        remarks=(*_remarks(found), *doubts),
    )


def _sections(prose: Prose, spans: Spans, end: int) -> Iterator[Section]:
    """Each section reaches to the next heading in the page."""
    starts = [0, *(spans[heading][0] for heading in prose.headings)]
    for section, start, stop in zip(prose.sections, starts, [*starts[1:], end], strict=True):
        yield replace(section, span=(start, stop))


# ---------------------------------------------------------------- references and their sources


def _references(notes: Sequence[Footnote], entries: Sequence[Entry], page: _Page) -> tuple[tuple[Reference, ...], list[Remark]]:
    """The references in the page's order, and what was doubtful in their words."""
    references: list[Reference] = []
    doubts: list[Remark] = []
    targets = _targets(notes)
    for note, entry in zip(notes, entries, strict=True):
        span = page.spans[note.element]
        line, column = page.lines.at(span[0])
        sources = []
        for number, part in enumerate(entry.parts, 1):
            place = Source(
                article=page.title,
                reference=note.number,
                part=number,
                group=note.group,
                target=next((targets[name] for name in part.points_to if name in targets), ""),
                file=page.file,
                span=span,
                line=line,
                column=column,
            )
            source, remarks = read_source(part, place)
            sources.append(source)
            doubts += remarks
        references.append(
            Reference(
                number=note.number,
                group=note.group,
                text=entry.text,
                span=span,
                line=line,
                column=column,
                links=entry.links,
                sources=tuple(sources),
            )
        )
    return tuple(references), doubts


def _targets(notes: Sequence[Footnote]) -> dict[str, str]:
    """The label of the reference that holds each place of the page which a short citation may point to."""
    return {name: label(note.group, note.number) for note in notes for inner in note.element.iter() if (name := inner.get("id"))}


# ---------------------------------------------------------------- what an editor should know


def _remarks(found: Footnotes) -> Iterator[Remark]:
    cited = {marker.footnote for marker in found.markers}
    unlisted = [(marker.group, marker.number) for marker in found.markers if marker.footnote is None]
    uncited = [(note.group, note.number) for note in found.notes if note not in cited]
    restarted = [(note.group, note.number) for note in found.notes if note.restarts]
    if unlisted:
        told = "the text cites {count} references that stand in no list of the page"
        yield _remark(
            "marker-without-entry", Severity.WARNING, unlisted, told, "Save the whole page; if the article itself has no list, give it one."
        )
    if uncited:
        told = "{count} references stand in a list, and no marker in the page's text leads to them"
        yield _remark(
            "entry-without-marker", Severity.NOTE, uncited, told, "Save the whole page with its text, or ask whether they are still needed."
        )
    if restarted:
        told = "a list numbers {count} references as an earlier list of the same group does; the word 'list' in their group tells them apart here"
        yield _remark("numbering-restarts", Severity.NOTE, restarted, told, "Give each list of the article a group of its own.")


def _remark(rule: str, severity: Severity, names: Sequence[tuple[str, str]], told: str, tip: str) -> Remark:
    labels = tuple(dict.fromkeys(label(group, number) for group, number in names))
    return Remark(rule=rule, severity=severity, references=labels, message=text(told, count=len(labels)), tip=text(tip))
