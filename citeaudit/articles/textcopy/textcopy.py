"""A plain-text copy to an Article: its lists of references, the sources they name, where they are cited, and what an editor should know.

`Reference.text` and `Source.raw` are an entry's own words exactly as printed, line breaks too, without its number, its caret and its back-links;
`Reference.span` covers the whole entry. The number of a reference is the one that the markers use, not the one that its list prints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import PurePath

from citeaudit.articles.body import Marker, blocks_of, citations_of
from citeaudit.articles.lines import Line, lines_of, wrap_width
from citeaudit.articles.links import link_to, printed_urls
from citeaudit.articles.references import Entry as Bundle
from citeaudit.articles.references import Place, Whole, read_reference
from citeaudit.articles.source import Part
from citeaudit.articles.textcopy import copies
from citeaudit.articles.textcopy.bibliography import part_label, short_parts, tie_short_cites
from citeaudit.articles.textcopy.brackets import find_brackets
from citeaudit.articles.textcopy.bundles import split_sources
from citeaudit.articles.textcopy.entries import Entry, ReferenceList, find_lists
from citeaudit.articles.textcopy.headings import Heading, find_headings
from citeaudit.articles.textcopy.linknumbers import Unnumbered, take_link_numbers
from citeaudit.articles.textcopy.markers import NumberedList, find_markers, highest, number_lists
from citeaudit.articles.textcopy.origin import origin_of
from citeaudit.articles.textcopy.textremarks import remarks_on
from citeaudit.errors import InputError
from citeaudit.model import LEAD, Article, Citation, Reference, ReferenceLink, Remark, Section, label
from citeaudit.ports import ArticleInput

NO_REFERENCES = (
    "has no references: there is no list of references (lines with ^ or ↑, lines that begin with [1], a numbered list that names sources) "
    "and no [n] markers in the text"
)

PROSE_WORDS = 8
"""Shorter lines are captions, links of "See also" and the like: nobody expects a citation there."""

_NO_PAGE = ("file:", "mailto:", "javascript:", "about:")
_BACK = "#cite_"

CITE_ERROR = "Cite error:"
"""What Extension:Cite prints for a reference that is used and nowhere defined (its message `cite_error`, i18n/en.json)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Copy:
    """What every reference of a copy shares. `plain` gives words as the article has them, where the copy writes linked ones with underscores."""

    whole: Whole
    dump: Unnumbered
    plain: Callable[[str], str]


def read_text_copy(text: str, given: ArticleInput) -> Article:
    """Reads a copy's decoded text.

    Raises:
        InputError: there is neither a list of references nor a marker.
    """
    dump = take_link_numbers(text)
    article = _read(dump, given)
    return _placed(article, dump) if dump.cuts else article


def _placed(article: Article, dump: Unnumbered) -> Article:
    """An article with its spans in the text as it was given."""
    references = tuple(
        replace(
            reference,
            span=dump.original(reference.span),
            sources=tuple(replace(source, span=dump.original(source.span)) for source in reference.sources),
        )
        for reference in article.references
    )
    citations = tuple(replace(citation, span=dump.original(citation.span)) for citation in article.citations)
    sections = tuple(replace(section, span=dump.original(section.span)) for section in article.sections)
    return replace(article, references=references, citations=citations, sections=sections)


def _read(dump: Unnumbered, given: ArticleInput) -> Article:
    words = dump.text
    lines = lines_of(words)
    lists, numbered, markers = _footnotes(words, lines)
    if not lists and not markers:
        raise InputError(NO_REFERENCES, where=given.file, hint="copy the article with its list of references, or name its format with --input-format")
    # What stands in a list is no heading, though an entry may end in brackets as a heading with its edit link does.
    listed = frozenset(number for found in lists for number in found.lines)
    heads = find_headings(lines, listed | copies.masthead(lines))
    shown = copies.title_of(lines)
    origin = origin_of(lines, listed, given.title or shown, given.language)
    title = given.title or shown or origin.title or PurePath(given.file).stem
    apart = listed | {number for head in heads for number in head.lines}
    plain = copies.spaced if copies.has_underscored_links(words) else str
    ties = tie_short_cites(numbered, lines, apart, markers[-1].span[1] if markers else 0, plain)
    copy = _Copy(whole=Whole(title=title, file=given.file, targets=ties.targets), dump=dump, plain=plain)
    first = min(listed, default=len(lines) + 1)
    sections = tuple(_sections(heads, len(words), copy, [line for line in lines[: first - 1] if line.number not in apart]))
    blocks = blocks_of(lines, wrap_width(lines), apart)
    references, doubts = _references((*numbered, *ties.works), copy)
    has_text = bool(markers) or any(section.words for section in sections)
    return Article(
        title=title,
        language=origin.language or given.language,
        revision=origin.revision,
        wiki=origin.wiki,
        file=given.file,
        format="plaintext",
        references=references,
        citations=tuple(_citations(words, sections, blocks, markers, copy) if has_text else _ways_back(numbered)),
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
    plain = cache(copy.plain)
    for citation in citations_of(words, sections, blocks, markers):
        yield replace(citation, sentence=plain(citation.sentence))


def _ways_back(lists: Sequence[NumberedList]) -> Iterator[Citation]:
    """The citations of a list whose text is not in the input, as far as it shows them: one for each of an entry's links back."""
    for found in lists:
        for number, entry in zip(found.numbers, found.entries, strict=True):
            for _ in range(entry.ways_back):
                yield Citation(reference=number, group=found.group, section=LEAD, sentence="", span=entry.span)


# ---------------------------------------------------------------- references and their sources


def _references(lists: Sequence[NumberedList], copy: _Copy) -> tuple[tuple[Reference, ...], list[Remark]]:
    """The references in the copy's order, and what was doubtful in their words."""
    read = [
        read_reference(
            _entry(entry, label(found.group, number), copy),
            Place(number=number, group=found.group, span=entry.span, line=entry.line, column=entry.column),
            copy.whole,
        )
        for found in lists
        for number, entry in zip(found.numbers, found.entries, strict=True)
    ]
    return tuple(reference for reference, _ in read), [remark for _, remarks in read for remark in remarks]


def _entry(entry: Entry, name: str, copy: _Copy) -> Bundle:
    """An entry with the sources that it shows to be several: short citations that all point to something, or full ones."""
    raw = copy.dump.text[slice(*entry.words_span)]
    numbered = tuple(link_to(url) for url in copy.dump.within(entry.words_span) if not url.startswith(_NO_PAGE) and _BACK not in url)
    shorts = short_parts(copy.plain(entry.words))
    points = [part_label(name, n) for n in range(1, len(shorts) + 1)]
    if shorts and all(point in copy.whole.targets for point in points):
        parts = tuple(_part(words, copy, point) for words, point in zip(shorts, points, strict=True))
    else:
        # Where links stand in the pieces is not known any more, so an entry with numbered links stays one.
        pieces = (entry.words,) if numbered else split_sources(raw, entry.words)
        parts = tuple(_part(words, copy, links=numbered) for words in pieces)
    links = tuple(link for part in parts for link in part.links)
    return Bundle(text=raw, links=links, parts=parts if len(parts) > 1 else (replace(parts[0], printed=raw),))


def _part(words: str, copy: _Copy, point: str = "", links: tuple[ReferenceLink, ...] = ()) -> Part:
    links = (*links, *(link_to(url, url) for url in printed_urls(words)))
    return Part(printed=words, words=copy.plain(words), links=links, is_lost=words.startswith(CITE_ERROR), points_to=(point,) if point else ())
