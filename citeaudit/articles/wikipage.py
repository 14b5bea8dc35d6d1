"""A saved wiki page to an Article: footnotes, the sources they name, where they are cited, and what an editor should know of their state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree
from lxml.etree import _Element

from citeaudit.articles.cutting import cut_out
from citeaudit.articles.footnotes import Footnote, Footnotes, find_footnotes
from citeaudit.articles.masthead import content_of, parse, read_masthead
from citeaudit.articles.parts import Entry, read_entries
from citeaudit.articles.places import Lines, spans_of
from citeaudit.articles.prose import Prose, read_prose
from citeaudit.articles.source import read_source
from citeaudit.errors import InputError
from citeaudit.model import Article, Reference, Remark, Role, Section, Severity, Source, label, text
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
    targets: dict[str, str]


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
    shared = _Page(title=title, file=given.file, spans=spans, lines=Lines(page), targets=_targets(found.notes))
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
    references: list[Reference] = []
    doubts: list[Remark] = []
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
                target=next((page.targets[name] for name in part.points_to if name in page.targets), ""),
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


def _remarks(found: Footnotes, references: Sequence[Reference]) -> Iterator[Remark]:
    yield from _on_markers(found)
    restarted = [(note.group, note.number) for note in found.notes if note.restarts]
    if restarted:
        told = "references numbered as in an earlier list of the same group: {count}; the word 'list' in their group tells them apart here"
        yield _remark("numbering-restarts", Severity.NOTE, restarted, told, "Give each list of the article a group of its own.")
    empty = [(reference.group, reference.number) for reference in references if reference.sources[0].role is Role.EMPTY]
    if empty:
        told = "references without any text of a source: {count}"
        yield _remark("empty-entry", Severity.WARNING, empty, told, "Give them their source, or take them out of the article.")


def _on_markers(found: Footnotes) -> Iterator[Remark]:
    cited = {marker.footnote for marker in found.markers}
    unlisted = [(marker.group, marker.number) for marker in found.markers if marker.footnote is None]
    uncited = [(note.group, note.number) for note in found.notes if note not in cited]
    if not found.notes:
        told = "references cited in the text, where the page has no list of references: {count}"
        yield _remark(
            "markers-without-list", Severity.WARNING, unlisted, told, "Save the whole page; if the article itself has no list, give it one."
        )
    elif unlisted:
        told = "references cited in the text that stand in no list of the page: {count}"
        yield _remark(
            "marker-without-entry", Severity.WARNING, unlisted, told, "Save the whole page; if the article itself lacks them, mend its list."
        )
    if not found.markers:
        told = "references in a list, where the page's text has no markers that lead to them: {count}"
        yield _remark("list-without-markers", Severity.WARNING, uncited, told, "Save the whole page with its text.")
    elif uncited:
        told = "references that no marker in the text leads to: {count}"
        yield _remark("never-cited", Severity.NOTE, uncited, told, "Save the whole page with its text, or ask whether they are still needed.")


def _remark(rule: str, severity: Severity, names: Sequence[tuple[str, str]], told: str, tip: str) -> Remark:
    labels = tuple(dict.fromkeys(label(group, number) for group, number in names))
    return Remark(rule=rule, severity=severity, references=labels, message=text(told, count=len(labels)), tip=text(tip))
