"""The footnotes of a MediaWiki page: its lists of references and the markers in its text, tied together by (group, number).

Extension:Cite names an entry `cite_note-…` and a marker `cite_ref-…` on wikis of every language
(https://www.mediawiki.org/wiki/Extension:Cite), `_note-…` and `_ref-…` until MediaWiki 1.12; no word of any language is needed.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, unquote_to_bytes

from lxml.etree import _Element

from citeaudit.articles.numbering import group_and_number, styled
from citeaudit.articles.page.queries import elements

ENTRY_NAMES, MARKER_NAMES = ("cite_note", "_note-"), ("cite_ref", "_ref-")
"""How the names of entries and of markers begin."""

_LISTS = frozenset(("references", "mw-references"))
_MARKERS = frozenset(("reference", "mw-ref"))
_ENTRIES = elements('descendant::li[starts-with(@id, "cite_note") or starts-with(@id, "_note-") or contains(../@class, "references")]')
_LOST = " | ".join(f'descendant::{tag}[contains(@class, "ref") and not(descendant::a)]' for tag in ("sup", "span"))
_MARKING = elements(f'descendant::a[contains(@href, "#cite_note") or contains(@href, "#_note-")] | {_LOST}')
_MARKING_ANY = elements(f'descendant::a[contains(@href, "#")] | {_LOST}')
_DOTTED = re.compile(r"(?:\.[0-9A-F]{2})+")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Footnote:
    """An entry of a list: its list item, its group and number as markers show them. `restarts`: its group was renamed, because numbers began anew."""

    element: _Element
    group: str
    number: str
    restarts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Marker:
    """A marker in the text: its element, the group and number it shows, and the entry it leads to (None where there is none)."""

    element: _Element
    group: str
    number: str
    footnote: Footnote | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnotes:
    """All footnotes of a page, entries and markers each in document order."""

    notes: tuple[Footnote, ...]
    markers: tuple[Marker, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Link:
    """A marker before it is tied: the `key` of the entry it links to (empty where the link was lost), its label, the group that markup states."""

    element: _Element
    key: str
    shown: str
    group: str


def find_footnotes(content: _Element) -> Footnotes:
    """Finds every entry and every marker below an element."""
    entries = _ENTRIES(content)
    lists = _lists(entries)
    # Templates make lists of notes without Extension:Cite; the numbers of its own lists stay theirs (https://en.wikipedia.org/wiki/Template:Note).
    others = [items for items in lists if not any(map(_is_cites, items))]
    links = tuple(_links(content, {name_key(name) for items in others for item in items if (name := item.get("id"))}))
    first = {link.key: link for link in reversed(links)}
    notes: dict[_Element, Footnote] = {}
    taken = _Taken()
    for items in [*(items for items in lists if any(map(_is_cites, items))), *others]:
        notes |= _numbered(items, first, notes, taken)
    in_order = tuple(notes[item] for item in entries if item in notes)
    return Footnotes(notes=in_order, markers=tuple(_tied(links, in_order)))


def _tied(links: Sequence[_Link], notes: Sequence[Footnote]) -> Iterator[Marker]:
    """The markers with their entries: by the link, and by the label where the link was lost."""
    by_key = {name_key(identity): note for note in reversed(notes) if (identity := note.element.get("id"))}
    by_label = {(note.group, note.number): note for note in notes}
    for link in links:
        label = group_and_number(link.shown, stated=link.group)
        note = by_key.get(link.key) if link.key else by_label.get(label)
        group, number = (note.group, note.number) if note else label
        yield Marker(element=link.element, group=group, number=number, footnote=note)


# ---------------------------------------------------------------- what stands in the page


def _lists(entries: Sequence[_Element]) -> list[list[_Element]]:
    """The entries of each list. An item without an id is one only in a list that says so, and with words in it."""
    found: dict[_Element, list[_Element]] = {}
    for item in entries:
        parent = item.getparent()
        if parent is None:
            continue
        if _is_cites(item) or (_classes(parent) & _LISTS and words_of(item).strip()):
            found.setdefault(parent, []).append(item)
    return list(found.values())


def _is_cites(item: _Element) -> bool:
    """Whether Extension:Cite named an entry."""
    return item.get("id", "").startswith(ENTRY_NAMES)


def _links(content: _Element, others: Collection[str]) -> Iterator[_Link]:
    """Every link to an entry inside a marker, and every marker whose link was lost.

    Args:
        content: the element that holds the article.
        others: the names of entries that Extension:Cite did not name.
    """
    beyond = frozenset((content, *content.iterancestors()))
    for element in (_MARKING_ANY if others else _MARKING)(content):
        href, fragment = element.get("href"), ""
        if href is not None:
            fragment = href.partition("#")[2]
            is_tied = fragment.startswith(ENTRY_NAMES) or (bool(others) and name_key(fragment) in others)
            marker = _marker_around(element, beyond) if is_tied else None
        else:
            classes = element.get("class", "")
            marker = element if "ref" in classes and _is_lost(element, classes) else None
        if marker is not None:
            stated = element.get("data-mw-group") or marker.get("data-mw-group") or ""
            yield _Link(element=marker, key=name_key(fragment), shown=_shown(element), group=stated)


def _marker_around(link: _Element, beyond: Collection[_Element]) -> _Element | None:
    """The marker around a link to an entry; an element around the whole content, as one that was never closed, is none."""
    found = next((outer for outer in link.iterancestors("sup", "span") if outer.tag == "sup" or _classes(outer) & _MARKERS), None)
    return found if found not in beyond else None


def _is_lost(element: _Element, classes: str) -> bool:
    """Whether an element is a marker that lost its link: its brackets tell it from page numbers (`:12`)."""
    return element.tag != "a" and not _MARKERS.isdisjoint(classes.split()) and next(element.iter("a"), None) is None and bool(_shown(element))


def ways_back(note: Footnote, others: Collection[_Element]) -> int:
    """How many links back to the text an entry has; the mobile app keeps them in an attribute (`pcs-back-links`).

    Args:
        others: elements of entries; what those inside this one have is theirs.
    """
    count = 0
    for link in note.element.iter("a"):
        if next((outer for outer in link.iterancestors("li") if outer in others), None) is note.element:
            listed = link.get("pcs-back-links")
            back = link.get("href", "").partition("#")[2].startswith(MARKER_NAMES) if listed is None else listed.count("#cite_ref")
            count += int(back)
    return count


def words_of(element: _Element) -> str:
    """All text below an element, as it stands there."""
    return "".join(element.itertext())  # type: ignore[arg-type]  # the stubs think of bytes, which no parsed tree has


def _classes(element: _Element) -> set[str]:
    return set(element.get("class", "").split())


def _shown(element: _Element) -> str:
    """The label of a marker without its brackets, whatever brackets the language uses; empty where there are none around it or inside a link."""
    words = words_of(element).strip()
    bare = words
    if words[:1] == "[" and words[-1:] == "]" and words[1:-1].isdecimal():
        return words[1:-1]
    while bare and unicodedata.category(bare[0]) in ("Ps", "Pi"):
        bare = bare[1:].lstrip()
    while bare and unicodedata.category(bare[-1]) in ("Pe", "Pf"):
        bare = bare[:-1].rstrip()
    return bare if element.tag == "a" or bare != words else ""


def name_key(name: str) -> str:
    """One spelling of the name of a place in a page: `%D0%B0`, `.D0.B0` (ids before MediaWiki 1.30) and `а` are the same."""

    def readable(found: re.Match[str]) -> str:
        """What the bytes spell; as they stand where they spell nothing."""
        try:
            return unquote_to_bytes(found[0].replace(".", "%")).decode()
        except UnicodeDecodeError:
            return found[0]

    name = unquote(name) if "%" in name else name
    return (_DOTTED.sub(readable, name) if "." in name else name).replace(" ", "_")


# ---------------------------------------------------------------- groups and numbers


Label = tuple[str, str]
"""Group and number."""


class _Taken:
    """The labels that the lists numbered so far use, and how many lists of each group began anew."""

    def __init__(self) -> None:
        self.labels: set[Label] = set()
        self.restarts: Counter[str] = Counter()


def _numbered(items: Sequence[_Element], first: Mapping[str, _Link], before: Mapping[_Element, Footnote], taken: _Taken) -> dict[_Element, Footnote]:
    """The entries of one list with the group and number that their markers show."""
    outer = next((before[item] for item in items[0].iterancestors("li") if item in before), None)
    labels = _labels(items, first, outer)
    restarts = not taken.labels.isdisjoint(labels)
    shown = _renamed(labels, taken) if restarts else labels
    taken.labels.update(shown)
    return {item: Footnote(element=item, group=group, number=number, restarts=restarts) for item, (group, number) in zip(items, shown, strict=True)}


def _labels(items: Sequence[_Element], first: Mapping[str, _Link], outer: Footnote | None) -> list[Label]:
    """The labels of a list's entries: an entry without a marker is numbered by its place, all are where markers show one number twice."""
    stated, start = _stated_group(items[0]), _start(items[0])
    named = [_named(first.get(name_key(item.get("id") or "-")), place, stated) for place, item in enumerate(items, start)]
    group = stated or next((label[0] for label in named if label), outer.group if outer else "")
    prefix = f"{outer.number}." if outer else ""
    placed = [(group, prefix + styled(group, place)) for place in range(start, start + len(items))]
    labels = [label or by_place for label, by_place in zip(named, placed, strict=True)]
    return labels if len(set(labels)) == len(labels) else placed


def _named(link: _Link | None, place: int, stated: str) -> Label | None:
    return group_and_number(link.shown, place, link.group or stated) if link and link.shown else None


def _stated_group(item: _Element) -> str:
    """The group that Parsoid states on the list or on an element around it."""
    return next((group for outer in item.iterancestors("ol", "ul", "div") if (group := outer.get("data-mw-group"))), "")


def _start(item: _Element) -> int:
    """The number that a list begins with."""
    start = next((around.get("start", "") for around in item.iterancestors("ol")), "")
    return int(start) if start.isdecimal() and len(start) < 6 else 1


def _renamed(labels: list[Label], taken: _Taken) -> list[Label]:
    """A list that begins anew at 1 in a group that an earlier list has used is told apart as its `list 2`, `list 3`, …"""
    group = labels[0][0]
    taken.restarts[group] += 1
    while not taken.labels.isdisjoint(renamed := [(f"{name} list {taken.restarts[group] + 1}".strip(), number) for name, number in labels]):
        taken.restarts[group] += 1
    return renamed
