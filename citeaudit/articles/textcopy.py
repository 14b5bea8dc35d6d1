"""A plain-text copy to an Article: its lists of references, the sources they name, where they are cited, and what an editor should know.

`Reference.text` and `Source.raw` are an entry's own words exactly as printed, line breaks too, without its number, its caret and its back-links;
`Reference.span` covers the whole entry. The number of a reference is the one that the markers use, not the one that its list prints.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from citeaudit.articles import copies
from citeaudit.articles.body import Marker, blocks_of, citations_of
from citeaudit.articles.entries import Entry, ReferenceList, find_lists
from citeaudit.articles.headings import Heading, find_headings
from citeaudit.articles.lines import Line, lines_of, wrap_width
from citeaudit.articles.links import link_to, printed_urls
from citeaudit.articles.markers import NumberedList, find_brackets, find_markers, highest, number_lists
from citeaudit.articles.references import Entry as Bundle
from citeaudit.articles.references import Place, Whole, read_reference
from citeaudit.articles.source import Part
from citeaudit.articles.textremarks import remarks_on
from citeaudit.errors import InputError
from citeaudit.model import LEAD, Article, Citation, Reference, Remark, Section
from citeaudit.ports import ArticleInput

NO_REFERENCES = (
    "has no references: there is no list of references (lines with ^ or ↑, lines that begin with [1], a numbered list that names sources) "
    "and no [n] markers in the text"
)

PROSE_WORDS = 8
"""Shorter lines are captions, links of "See also" and the like: nobody expects a citation there."""

CITE_ERROR = "Cite error:"
"""What Extension:Cite prints for a reference that is used and nowhere defined (its message `cite_error`, i18n/en.json)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Copy:
    """What every reference of a copy shares. `is_underscored`: linked words are written with underscores."""

    whole: Whole
    text: str
    is_underscored: bool

    def plain(self, words: str) -> str:
        """Words as the article has them."""
        return copies.spaced(words) if self.is_underscored else words


def read_text_copy(words: str, given: ArticleInput) -> Article:
    """Reads a copy's decoded text.

    Raises:
        InputError: there is neither a list of references nor a marker.
    """
    lines = lines_of(words)
    lists, numbered, markers = _footnotes(words, lines)
    if not lists and not markers:
        raise InputError(NO_REFERENCES, where=given.file, hint="copy the article with its list of references, or name its format with --input-format")
    # What stands in a list is no heading, though an entry may end in brackets as a heading with its edit link does.
    listed = frozenset(number for found in lists for number in found.lines)
    heads = find_headings(lines, listed | copies.masthead(lines))
    title = given.title or copies.title_of(lines) or PurePath(given.file).stem
    copy = _Copy(whole=Whole(title=title, file=given.file), text=words, is_underscored=copies.has_underscored_links(words))
    prose = [line for line in lines if line.number < min(listed, default=len(lines) + 1) and line.number not in {head.line for head in heads}]
    sections = tuple(_sections(heads, len(words), copy, prose))
    blocks = blocks_of(lines, wrap_width(lines), listed | {head.line for head in heads})
    references, doubts = _references(numbered, copy)
    return Article(
        title=title,
        language=given.language,
        file=given.file,
        format="plaintext",
        references=references,
        citations=tuple(_citations(words, sections, blocks, markers, copy)),
        sections=sections,
        remarks=(*remarks_on(numbered, markers, references), *doubts),
    )


def _footnotes(words: str, lines: Sequence[Line]) -> tuple[tuple[ReferenceList, ...], tuple[NumberedList, ...], tuple[Marker, ...]]:
    """The lists as they are printed, the lists with their groups and numbers, and the markers."""
    # A line that begins with brackets may be an entry of the list, so it says nothing on what the text cites.
    brackets = find_brackets(words)
    lists = find_lists(lines, highest({bracket.ordinal for bracket in brackets if not bracket.group and not bracket.opens_line}))
    if lists and not any(found.has_carets for found in lists):
        brackets = find_brackets(words, several=True)
    numbered = number_lists(lists, brackets)
    return lists, numbered, find_markers(brackets, numbered)


def _sections(heads: Sequence[Heading], end: int, copy: _Copy, prose: Sequence[Line]) -> Iterator[Section]:
    """Each section reaches to the next heading; the lead stands before the first. `prose` are the lines above the list that are no headings."""
    starts = [0, *(head.start for head in heads)]
    named = [(LEAD, 1), *((copy.plain(head.words), head.level) for head in heads)]
    for (heading, level), start, stop in zip(named, starts, [*starts[1:], end], strict=True):
        counts = (len(line.words.split()) for line in prose if start <= line.start < stop)
        yield Section(heading=heading, level=level, span=(start, stop), words=sum(count for count in counts if count >= PROSE_WORDS))


def _citations(
    words: str, sections: Sequence[Section], blocks: Sequence[tuple[int, int]], markers: Sequence[Marker], copy: _Copy
) -> Iterator[Citation]:
    for citation in citations_of(words, sections, blocks, markers):
        yield replace(citation, sentence=copy.plain(citation.sentence))


# ---------------------------------------------------------------- references and their sources


def _references(lists: Sequence[NumberedList], copy: _Copy) -> tuple[tuple[Reference, ...], list[Remark]]:
    """The references in the copy's order, and what was doubtful in their words."""
    read = [
        read_reference(
            _entry(entry, copy), Place(number=number, group=found.group, span=entry.span, line=entry.line, column=entry.column), copy.whole
        )
        for found in lists
        for number, entry in zip(found.numbers, found.entries, strict=True)
    ]
    return tuple(reference for reference, _ in read), [remark for _, remarks in read for remark in remarks]


def _entry(entry: Entry, copy: _Copy) -> Bundle:
    """An entry as one source: a copy shows no ends of the sources that it may bundle."""
    links = tuple(link_to(url, url) for url in printed_urls(entry.words))
    raw = copy.text[slice(*entry.words_span)]
    part = Part(printed=raw, words=copy.plain(entry.words), links=links, is_lost=entry.words.startswith(CITE_ERROR))
    return Bundle(text=raw, links=links, parts=(part,))
