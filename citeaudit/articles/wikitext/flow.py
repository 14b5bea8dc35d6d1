"""The running text of a page of wikitext: its sections, and for each marker its section and its sentence (pure).

Footnotes, templates, files and comments are cut out; what a marker stands in is kept. As on a saved page, markers in the words of a note stand
where the note's list does.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from citeaudit.articles.body import Marker as Mark
from citeaudit.articles.body import citations_of
from citeaudit.articles.wikitext.lines import MARK, Heading, Lines, read_lines
from citeaudit.articles.wikitext.notes import Listing, Notes, Sequel, named_value
from citeaudit.articles.wikitext.numbers import Numbered
from citeaudit.articles.wikitext.scan import Scan, Span, Template
from citeaudit.articles.wikitext.words import plain
from citeaudit.model import LEAD, Citation, Section

_OPTION = re.compile(r"\s*(?:[\w-]*|\d*x?\d*px)\s*|\s*(?:alt|link|lang|page|class|upright)\s*=.*", re.DOTALL)
"""An argument of a link to a file that is no caption (https://www.mediawiki.org/wiki/Help:Images)."""


_FEW, _SENTENCE = 6, 5
"""Parameters that a template of few has at most, and words that a sentence has at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """What a page says: its citations in the order of the text, and its sections, the lead first. All spans are those of the page."""

    citations: tuple[Citation, ...]
    sections: tuple[Section, ...]


def read_flow(page: str, found: Scan, notes: Notes, numbered: Numbered) -> Flow:
    """Reads the running text of a page whose footnotes were numbered."""
    text = _Text(page, sorted(_cuts(page, found, notes, numbered), key=lambda cut: (cut.span[0], -cut.span[1])))
    text.add_stretch((0, len(page)))
    text.add_bodies(_bodies(numbered).get(None, ()))
    text.add_left(len(numbered.markers))
    lines = read_lines("".join(text.pieces), text.apart)
    headings = [heading for heading in lines.headings if lines.words[slice(*heading.span)].strip(f" \n{MARK}")]
    sections = _sections(lines, headings)
    starts = [0, *(text.origin(heading.at) for heading in headings)]
    return Flow(
        citations=tuple(_citations(lines, sections, numbered, text.order)),
        sections=tuple(
            replace(section, span=span) for section, span in zip(sections, zip(starts, [*starts[1:], len(page)], strict=True), strict=True)
        ),
    )


# ---------------------------------------------------------------- citations and sections


def _citations(lines: Lines, sections: Sequence[Section], numbered: Numbered, order: Sequence[int]) -> Iterator[Citation]:
    markers = [numbered.markers[n] for n in order]
    places = [found.span() for found in re.finditer(MARK, lines.words)]
    marks = [Mark(reference=marker.number, group=marker.group, span=span) for marker, span in zip(markers, places, strict=True)]
    blocks = [block.span() for block in re.finditer(r"[^\n]+", lines.words)]
    for citation, marker in zip(citations_of(lines.words, sections[1:], blocks, marks), markers, strict=True):
        yield replace(citation, sentence=citation.sentence or _row_around(citation.span[0], lines), span=marker.span)


def _row_around(at: int, lines: Lines) -> str:
    """A marker in a cell without words stands for the words of its row."""
    row = bisect_right(lines.rows, (at, len(lines.words))) - 1
    return _plain(lines.words[slice(*lines.rows[row])]) if row >= 0 and at < lines.rows[row][1] else ""


def _sections(lines: Lines, headings: Sequence[Heading]) -> list[Section]:
    """The lead and the sections, their spans in the words; levels are counted from the widest that the page has."""
    levels = sorted({heading.level for heading in headings})
    named = [(LEAD, 1, (0, 0)), *((_plain(lines.words[slice(*head.span)]), levels.index(head.level) + 1, head.span) for head in headings)]
    ends = [*(heading.span[0] for heading in headings), len(lines.words)]
    return [
        Section(heading=heading, level=level, span=(start, end), words=_count(lines, (head_end, end)))
        for (heading, level, (start, head_end)), end in zip(named, ends, strict=True)
    ]


def _count(lines: Lines, span: Span) -> int:
    low, high = bisect_left(lines.apart, (span[0], 0)), bisect_left(lines.apart, (span[1], 0))
    outside = (len(_plain(lines.words[slice(*out)]).split()) for out in lines.apart[low:high])
    return len(_plain(lines.words[slice(*span)]).split()) - sum(outside)


def _plain(words: str) -> str:
    return " ".join(words.replace(MARK, "").split())


# ---------------------------------------------------------------- what is cut out


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cut:
    """A stretch of the page that is not read as it stands: `words` take its place, or markers of these numbers; then the words of notes."""

    span: Span
    words: str = ""
    markers: tuple[int, ...] = ()
    bodies: tuple[Span, ...] = ()


def _cuts(page: str, found: Scan, notes: Notes, numbered: Numbered) -> Iterator[_Cut]:
    yield from (_Cut(span=_with_line(page, span)) for span in found.hidden)
    yield from (_Cut(span=span) for span in (*notes.empty, *(event.span for event in notes.events if isinstance(event, Sequel))))
    by_span: dict[Span, list[int]] = {}
    for which, marker in enumerate(numbered.markers):
        by_span.setdefault(marker.span, []).append(which)
    yield from (_Cut(span=span, markers=tuple(which)) for span, which in by_span.items())
    listings = {event.span for event in notes.events if isinstance(event, Listing)}
    bodies = _bodies(numbered)
    yield from (_Cut(span=span, words="\n", bodies=tuple(bodies.get(span, ()))) for span in listings)
    spans = sorted(by_span)
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    covered = 0
    for template in found.templates:
        if template.span[0] >= covered and template.span not in by_span and template.span not in listings:
            cuts = list(_template_cuts(page, template, starts, ends))
            covered = template.span[1] if cuts and cuts[0].span == template.span else covered
            yield from cuts


def _with_line(page: str, span: Span) -> Span:
    """A hidden stretch; where it is alone on its lines, with the end of the last."""
    is_alone = page[span[0] - 1 : span[0]] == "\n" == page[span[1] : span[1] + 1]
    return (span[0], span[1] + 1) if is_alone else span


def _bodies(numbered: Numbered) -> Mapping[Span | None, Sequence[Span]]:
    """The words of notes that have markers in them, by the list that shows them; None: by none that stands in the page."""
    starts = [marker.span[0] for marker in numbered.markers]
    found: dict[Span | None, list[Span]] = {}
    for shown in numbered.lists:
        bodies = [note.body for note in shown.notes if note.body and _holds(note.body, starts)]
        found.setdefault(shown.span, []).extend(bodies)
    return found


def _template_cuts(page: str, template: Template, starts: Sequence[int], ends: Sequence[int]) -> Iterator[_Cut]:
    """Of a template that markers stand in, or of a link to a file, only what holds them or is its caption is text."""
    start, end = template.span
    is_marked = _holds(template.span, starts)
    if not is_marked and template.name:
        if page.find("\n", start, end) >= 0:
            yield _Cut(span=template.span)
        elif page.find("<", start, end) >= 0:
            yield _Cut(span=template.span, words=plain(page[start:end]))
        return
    kept = list(_kept(page, template, starts, ends)) if is_marked else []
    if not kept and len(template.arguments) > 1 and not _OPTION.fullmatch(page, *template.arguments[-1]):
        kept = [(template.arguments[-1], False)]
    is_block = bool(kept) and (not template.name or page.find("\n", start, end) >= 0)
    between = "\n" if is_block else " " if len(kept) > 1 else ""
    at = start
    for value, goes_on in kept:
        yield _Cut(span=(at, value[0]), words=" " if goes_on else between)
        at = value[1]
    yield _Cut(span=(at, end), words=between)


def _kept(page: str, template: Template, starts: Sequence[int], ends: Sequence[int]) -> Iterator[tuple[Span, bool]]:
    """The values that hold markers, and whether each goes on with the one before.

    A parameter of nothing but markers follows the one that it is about: the last before it whose name begins as its own (`area_km2`, `area_ref`;
    `population`, `pop_ref`), and in a template of few, such as a quotation, the longest that is a sentence.
    """
    about: dict[str, Span] = {}
    recent: deque[tuple[str, Span]] = deque(maxlen=_FEW)
    at = 0
    for argument in template.arguments:
        name, value = named_value(page, argument)
        stem = name.partition("_")[0]
        if not _holds(argument, starts):
            if page[slice(*value)].strip():
                about[stem] = value
                recent.append((stem, value))
            continue
        beside = about.pop(stem, None) or _like(stem, recent) if name != stem else None
        if not beside and len(template.arguments) <= _FEW:
            beside = max(
                (span for span in about.values() if len(page[slice(*span)].split()) >= _SENTENCE), key=lambda span: span[1] - span[0], default=None
            )
        if beside and beside[0] >= at and _is_bare(page, value, starts, ends):
            yield beside, False
            yield value, True
        else:
            yield value, False
        at = value[1]


def _like(stem: str, values: Iterable[tuple[str, Span]]) -> Span | None:
    """The last of some values whose name begins with a stem of three letters at least."""
    return next((value for name, value in reversed(list(values)) if name.startswith(stem)), None) if len(stem) > 2 else None


def _is_bare(page: str, value: Span, starts: Sequence[int], ends: Sequence[int]) -> bool:
    """Whether a value is nothing but markers."""
    at, end = value
    for which in range(bisect_left(starts, at), bisect_left(starts, end)):
        if page[at : starts[which]].strip():
            return False
        at = max(at, ends[which])
    return not page[at:end].strip()


def _holds(span: Span, starts: Sequence[int]) -> bool:
    return bisect_left(starts, span[0]) < bisect_left(starts, span[1])


class _Text:
    """The text as it grows: `order` are the markers in it, `apart` the parts of it that are no text of the article."""

    def __init__(self, page: str, cuts: Sequence[_Cut]) -> None:
        self.page, self.cuts = page, cuts
        self.starts = [cut.span[0] for cut in cuts]
        self.pieces: list[str] = []
        self.length = 0
        self.origins: list[Span] = []
        self.order: list[int] = []
        self.apart: list[Span] = []

    def add(self, words: str) -> None:
        """Adds words at the end."""
        self.pieces.append(words)
        self.length += len(words)

    def add_stretch(self, stretch: Span, *, is_note: bool = False) -> None:
        """Adds a stretch of the page without what is cut out of it. Lists show their notes in the text, not in the words of a note."""
        at, end = stretch
        which = bisect_left(self.starts, at)
        while which < len(self.cuts) and self.starts[which] < end:
            cut = self.cuts[which]
            self._add_piece(at, cut.span[0])
            self.order += cut.markers
            self.add(MARK * len(cut.markers) or cut.words)
            self.add_bodies(() if is_note else cut.bodies)
            at = cut.span[1]
            # What else begins inside is cut out with it.
            which = bisect_left(self.starts, at, which + 1)
        self._add_piece(at, end)

    def _add_piece(self, start: int, end: int) -> None:
        if start < end:
            self.origins.append((self.length, start))
            self.add(self.page[start:end].replace(MARK, " "))

    def add_bodies(self, bodies: Iterable[Span]) -> None:
        """Adds the words of notes, which are apart."""
        for body in bodies:
            start = self.length
            self.add("\n")
            self.add_stretch(body, is_note=True)
            self.add("\n")
            self.apart.append((start, self.length))

    def add_left(self, count: int) -> None:
        """Whatever became of its surroundings, every one of so many markers has a place."""
        left = sorted(set(range(count)) - set(self.order))
        self.add(f"\n{MARK * len(left)}\n")
        self.order += left

    def origin(self, at: int) -> int:
        """The place in the page of a place in the text."""
        place, start = self.origins[bisect_right(self.origins, (at, len(self.page))) - 1]
        return start + at - place
