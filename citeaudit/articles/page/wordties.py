"""Short citations of a page without a link to what they cite, tied to it by surname and year, as those of a text copy are."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lxml.etree import _Element

from citeaudit.articles.page.footnotes import ENTRY_NAMES, words_of
from citeaudit.articles.references import Entry
from citeaudit.articles.source import Part
from citeaudit.articles.textcopy.shortcites import read_short, read_work, targets

_HOLDING = ("dd", "li", "p")
"""Elements that an entry of a bibliography stands in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """The entries, with the parts that were tied pointing to a name, and the element behind each such name: a book, or a numbered entry."""

    entries: tuple[Entry, ...]
    holding: Mapping[str, _Element] = field(default_factory=dict)


def tie_by_words(content: _Element, notes: Sequence[_Element], entries: Sequence[Entry], known: Collection[str]) -> Ties:
    """Ties the short citations that lead nowhere to the entry that alone fits them.

    Args:
        content: the element that holds the article.
        notes: the entries of its numbered lists.
        entries: what they say, in the same order.
        known: the names of bibliography entries that the page has.
    """
    parts = {f"{n}.{m}": part for n, entry in enumerate(entries) for m, part in enumerate(entry.parts) if _is_open(part, known)}
    shorts = {key: short for key, part in parts.items() if (short := read_short(part.words))}
    if not shorts:
        return Ties(entries=tuple(entries))
    free = dict(enumerate(_paragraphs(content, frozenset(notes))))
    read = {f"note {n}": read_work(entry.text) for n, entry in enumerate(entries)}
    read |= {f"book {n}": read_work(" ".join(words_of(element).split())) for n, element in free.items()}
    # Many say the same: each is looked up once.
    once = {short: key for key, short in shorts.items()}
    found = targets({key: short for short, key in once.items()}, {name: work for name, work in read.items() if work})
    tied = {key: found[once[short]] for key, short in shorts.items() if once[short] in found}
    elements = {f"note {n}": note for n, note in enumerate(notes)} | {f"book {n}": element for n, element in free.items()}
    return Ties(
        entries=tuple(_pointing(entry, [tied.get(f"{n}.{m}", "") for m in range(len(entry.parts))]) for n, entry in enumerate(entries)),
        holding={name: elements[name] for name in tied.values()},
    )


def _is_open(part: Part, known: Collection[str]) -> bool:
    return not part.names_source and not any(name in known for name in part.points_to)


def _pointing(entry: Entry, names: Sequence[str]) -> Entry:
    if not any(names):
        return entry
    return replace(entry, parts=tuple(replace(part, points_to=(name,)) if name else part for part, name in zip(entry.parts, names, strict=True)))


def _paragraphs(content: _Element, notes: Collection[_Element]) -> Iterator[_Element]:
    """The innermost paragraphs and items below the last marker: a bibliography stands below the text."""
    found: list[_Element] = []
    for element in content.iter("a", *_HOLDING):
        if element.tag == "a":
            if element.get("href", "").partition("#")[2].startswith(ENTRY_NAMES):
                found = []
        elif not any(outer in notes for outer in (element, *element.iterancestors("li"))):
            found.append(element)
    return (element for element in found if next(element.iterdescendants(*_HOLDING), None) is None)
