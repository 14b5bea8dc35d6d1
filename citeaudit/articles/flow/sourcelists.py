"""Which items of a text are its references, where no footnotes say so: the list that markers count, or a section of sources (pure).

A section is known by what its items are: most of them lead to a source. Its heading's words only choose among several, in the languages of a table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from citeaudit.articles.flow.flow import Block, Flow, Item, Span, holds, inside
from citeaudit.articles.links import completed, role_of
from citeaudit.model import LinkRole

# How sections of references are called: `referencesSections` of pywikibot's noreferences.py (commit 0091b3d), without its patterns; beside them
# what English, Kazakh and Ukrainian articles have (https://en.wikipedia.org/wiki/MOS:REFERENCES; Қазақша "Дереккөздер", українська "Примітки").
_HEADINGS = frozenset(
    (
        *("references", "footnotes", "notes", "endnotes", "sources", "citations", "works cited", "bibliography", "notes and references"),
        *("مراجع", "المراجع", "مصادر", "المصادر", "مراجع ومصادر", "مصادر ومراجع", "المراجع والمصادر", "المصادر والمراجع", "referències"),
        *("reference", "poznámky", "noter", "einzelnachweise", "anmerkungen", "belege", "endnoten", "fußnoten", "quellen", "quellenangaben"),
        *("примечания", "сноски", "источники", "referencoj", "referencias", "notas", "منابع", "منبع", "lähteet", "viitteet"),
        *("notes et références", "références", "note", "הערות שוליים", "források", "jegyzetek", "hivatkozások", "heimildir", "riferimenti"),
        *("脚注", "脚注・出典", "出典", "注釈", "註", "각주", "주석", "šaltiniai", "voetnoten", "referenties", "noten", "bronvermelding", "przypisy"),
        *("uwagi", "referências", "referencie", "референце", "извори", "อ้างอิง", "เชิงอรรถ", "حوالہ جات", "дереккөздер", "примітки", "джерела"),
        *("參考資料", "参考资料", "參考文獻", "参考文献", "資料來源", "资料来源"),
    )
)
_OUTWARD = (LinkRole.ORIGINAL, LinkRole.ARCHIVE, LinkRole.IDENTIFIER)
# What shows that words name a source without a link: a title in quotation marks; where markers count the items, a year will do.
_QUOTED = re.compile(r"[\"“«„「『《][^\"“”«»„「」『』《》]+[\"”»“」』》]")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_LABEL = re.compile(r"\s*(?:\[(?P<bracket>\d{1,4})\]|(?P<stopped>\d{1,4})[.)](?=\s)|(?P<bare>\d{1,4})(?=\s))[:.]?\s*")
_LINE_LABEL = re.compile(r"^[ \t]*\[\d{1,4}\]", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An item that is a reference: the number it prints, 0 where it prints none; its span, where in it its words begin, its source."""

    number: int
    span: Span
    words_at: int
    source: Span
    is_bracketed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceList:
    """A list that may be one of references: its items in order, and the words of the heading it stands under (empty where there is none)."""

    entries: tuple[Listed, ...]
    heading: str = ""
    section: int = 0

    @property
    def span(self) -> Span:
        """From its first item to the end of its last."""
        return self.entries[0].span[0], self.entries[-1].span[1]

    @property
    def is_named(self) -> bool:
        """Whether its heading is one of references in some language."""
        return _is_name(self.heading)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers as they are shown: the printed ones where they rise, else its places."""
        printed = [entry.number for entry in self.entries]
        rises = printed[0] > 0 and all(before < after for before, after in pairwise(printed))
        return tuple(printed) if rises else tuple(range(1, len(printed) + 1))


def find_source_lists(flow: Flow, *, with_markers: bool = True) -> tuple[SourceList, ...]:
    """The lists of references: the one that the text's markers count; else those under a heading of references; else the sources at its end.

    Args:
        with_markers: whether brackets with numbers count as markers.
    """
    known = _candidates(flow)
    cited = _most_cited(flow, known) if with_markers else None
    if cited:
        return (cited,)
    return tuple(found for found in known if found.is_named and _names_sources(flow, found)) or tuple(_at_end(flow, known))


def _most_cited(flow: Flow, known: Sequence[SourceList]) -> SourceList | None:
    """The list that has most of the numbers that markers outside it show, the last of several; one that prints its numbers before others."""
    everywhere = Counter(mark.number for mark in flow.marks if mark.number)
    best: tuple[int, bool, SourceList] | None = None
    for found in known:
        own = Counter(mark.number for mark in inside(flow.marks, found.span) if mark.number)
        shown = len(everywhere) - sum(everywhere[number] == count for number, count in own.items())
        reached = sum(everywhere[number] > own[number] for number in map(str, found.numbers))
        # What prints no numbers and is not called references may be any row of paragraphs: only its links tell.
        is_numbered = found.entries[0].number > 0
        fits = 2 * reached >= shown and (found.is_named or _names_sources(flow, found, with_years=is_numbered, strictly=not is_numbered))
        if reached and fits and (best is None or (reached, is_numbered) >= best[:2]):
            best = reached, is_numbered, found
    return best[2] if best else None


def _names_sources(flow: Flow, found: SourceList, *, with_years: bool = False, strictly: bool = False) -> bool:
    """Whether most items name a source; `strictly` counts links only."""
    count = 0
    for entry in found.entries:
        words = flow.words[slice(*entry.span)]
        count += leads_out(flow, entry.span) or (not strictly and bool(_QUOTED.search(words))) or (with_years and bool(_YEAR.search(words)))
    return 2 * count > len(found.entries)


def leads_out(flow: Flow, span: Span) -> bool:
    """Whether a link to a source stands in a span."""
    return any(role_of(url) in _OUTWARD for anchor in inside(flow.anchors, span) if (url := completed(anchor.url)))


def _at_end(flow: Flow, known: Sequence[SourceList]) -> Iterator[SourceList]:
    """The first of the sections at the end of the text that are nothing but sources; where there are no headings, the list at the end."""
    first: SourceList | None = None
    by_section = {found.section: found for found in known}
    for section in range(len(flow.headings), -1, -1):
        span = _body(flow, section, _region(flow, section))
        found = by_section.get(section)
        if found and _names_sources(flow, found, strictly=True) and _is_alone(flow, found, span) and (section or len(found.entries) > 1):
            first = found
        elif found or flow.plain(span):
            break
    if first:
        yield first


def _is_alone(flow: Flow, found: SourceList, region: Span) -> bool:
    """Whether what stands after a list in its section is nothing, and what stands before it is less; a text without headings has its own words."""
    before = len(flow.plain((region[0], found.span[0])).split())
    return not flow.plain((found.span[1], region[1])) and (not found.section or before < len(flow.plain(found.span).split()))


# ---------------------------------------------------------------- the lists that there are


def _candidates(flow: Flow) -> list[SourceList]:
    """Every list of a section, or its paragraphs where it has none; notes stand apart."""
    notes = [note.span for note in flow.notes]
    headings = ["", *_named_headings(flow)]
    found = []
    for section, heading in enumerate(headings):
        region = _body(flow, section, _region(flow, section))
        lists: dict[int, list[Listed]] = {}
        for item in inside(flow.items, region):
            if not item.depth and not holds(notes, item.span[0]):
                lists.setdefault(item.place, []).append(_listed(flow, item))
        entries = [tuple(own) for own in lists.values()] or [_paragraphs(flow, region, notes)]
        if lists:
            listed = [entry.span for own in entries for entry in own]
            entries.insert(0, tuple(one for one in _paragraphs(flow, region, notes) if one.is_bracketed and not holds(listed, one.span[0])))
        found += [SourceList(entries=own, heading=heading, section=section) for own in entries if own]
    return found


def _named_headings(flow: Flow) -> Iterator[str]:
    """The words of each section's heading, or of the first one around it that is called as sections of references are."""
    around: list[tuple[int, str]] = []
    for heading in flow.headings:
        around = [(level, words) for level, words in around if level < heading.level]
        around.append((heading.level, flow.plain(heading.span)))
        yield next((words for _, words in around if _is_name(words)), around[-1][1])


def _is_name(heading: str) -> bool:
    return heading.casefold().strip(" :.") in _HEADINGS


def _region(flow: Flow, section: int) -> Span:
    start = flow.headings[section - 1].span[0] if section else 0
    return start, flow.headings[section].span[0] if section < len(flow.headings) else len(flow.words)


def _body(flow: Flow, section: int, region: Span) -> Span:
    return (flow.headings[section - 1].span[1], region[1]) if section else region


def _listed(flow: Flow, item: Item) -> Listed:
    label = _LABEL.match(flow.words, *item.span)
    printed = label["bracket"] if label else None
    words_at = label.end() if label and printed else item.span[0]
    return Listed(number=int(printed) if printed else item.number, span=item.span, words_at=words_at, source=item.source)


def _paragraphs(flow: Flow, region: Span, notes: Sequence[Span]) -> tuple[Listed, ...]:
    """The paragraphs of a section without a list; one whose lines begin with numbers in brackets is an entry a line."""
    found: list[Listed] = []
    for block in inside(flow.blocks, region):
        if not holds(notes, block.span[0]) and flow.plain(block.span):
            found += _lines(flow, block)
    numbers = [entry.number for entry in found if entry.number]
    counts = numbers == list(range(1, len(found) + 1))
    return tuple(entry if counts or entry.is_bracketed else replace(entry, number=0, words_at=entry.span[0]) for entry in found)


def _lines(flow: Flow, block: Block) -> Iterator[Listed]:
    starts = [block.span[0] + line.start() for line in _LINE_LABEL.finditer(flow.words[slice(*block.span)])]
    if starts[:1] != [block.span[0]]:
        starts = [block.span[0]]
    places = [next((mark.source[0] for mark in inside(flow.marks, (start, start + 1))), block.source[0]) for start in starts]
    for span, source in zip(pairwise([*starts, block.span[1]]), pairwise([*places, block.source[1]]), strict=True):
        label = _LABEL.match(flow.words, *span)
        yield Listed(
            number=int(next(filter(None, label.groups()))) if label else 0,
            span=span,
            words_at=label.end() if label else span[0],
            source=(source[0], max(source)),
            is_bracketed=bool(label and label["bracket"]),
        )
