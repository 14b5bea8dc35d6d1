"""The footnotes of a MediaWiki page: its lists of references and the markers in its text, tied together by (group, number).

Extension:Cite names an entry `cite_note-…` and a marker `cite_ref-…` on wikis of every language
(https://www.mediawiki.org/wiki/Extension:Cite); no word of any language is needed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, unquote_to_bytes

from lxml.etree import _Element

from citeaudit.articles.numbering import group_and_number, styled

_ENTRY = "cite_note"
_LISTS = frozenset(("references", "mw-references"))
_MARKERS = frozenset(("reference", "mw-ref"))
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
    links = tuple(_links(content))
    first: dict[str, _Link] = {}
    for link in links:
        first.setdefault(link.key, link)
    notes: dict[_Element, Footnote] = {}
    for items in _lists(content):
        notes |= _numbered(items, first, notes)
    by_key = {_key(element.get("id", "")): note for element, note in notes.items() if element.get("id")}
    by_label = {(note.group, note.number): note for note in notes.values()}
    markers = []
    for link in links:
        group, number = group_and_number(link.shown, stated=link.group)
        note = by_key.get(link.key) if link.key else by_label.get((group, number))
        markers.append(
            Marker(element=link.element, group=note.group if note else group, number=note.number if note else number, footnote=note),
        )
    return Footnotes(notes=tuple(notes[item] for item in content.iter("li") if item in notes), markers=tuple(markers))


# ---------------------------------------------------------------- what stands in the page


def _lists(content: _Element) -> list[list[_Element]]:
    """The entries of each list. An item without an id is one only in a list that says so, and with words in it."""
    found: dict[_Element, list[_Element]] = {}
    for item in content.iter("li"):
        parent = item.getparent()
        if parent is None:
            continue
        is_entry = item.get("id", "").startswith(_ENTRY)
        if is_entry or (_classes(parent) & _LISTS and words_of(item).strip()):
            found.setdefault(parent, []).append(item)
    return list(found.values())


def _links(content: _Element) -> Iterator[_Link]:
    """Every link to an entry inside a marker, and every marker whose link was lost."""
    for element in content.iter("a", "sup", "span"):
        fragment = element.get("href", "").partition("#")[2] if element.tag == "a" else ""
        if fragment.startswith(_ENTRY):
            marker = _marker_around(element)
        else:
            is_bare = element.tag != "a" and _classes(element) & _MARKERS and next(element.iter("a"), None) is None
            marker = element if is_bare else None
        if marker is not None and (fragment or _shown(element)):
            stated = element.get("data-mw-group") or marker.get("data-mw-group") or ""
            yield _Link(element=marker, key=_key(fragment), shown=_shown(element), group=stated)


def _marker_around(anchor: _Element) -> _Element | None:
    return next((outer for outer in anchor.iterancestors("sup", "span") if outer.tag == "sup" or _classes(outer) & _MARKERS), None)


def words_of(element: _Element) -> str:
    """All text below an element, as it stands there."""
    return "".join(map(str, element.itertext()))


def _classes(element: _Element) -> set[str]:
    return set(element.get("class", "").split())


def _shown(element: _Element) -> str:
    """The label of a marker without its brackets, whatever brackets the language uses; empty where there are none around it or inside a link."""
    words = words_of(element).strip()
    bare = words
    while bare and unicodedata.category(bare[0]) in ("Ps", "Pi"):
        bare = bare[1:].lstrip()
    while bare and unicodedata.category(bare[-1]) in ("Pe", "Pf"):
        bare = bare[:-1].rstrip()
    return bare if element.tag == "a" or bare != words else ""


def _key(name: str) -> str:
    """One spelling of the name of an entry: `%D0%B0`, `.D0.B0` (ids before MediaWiki 1.30) and `а` are the same."""

    def decoded(found: re.Match[str]) -> str:
        try:
            return unquote_to_bytes(found[0].replace(".", "%")).decode()
        except UnicodeDecodeError:
            return found[0]

    return _DOTTED.sub(decoded, unquote(name)).replace(" ", "_")


# ---------------------------------------------------------------- groups and numbers


def _numbered(items: Sequence[_Element], first: dict[str, _Link], before: dict[_Element, Footnote]) -> dict[_Element, Footnote]:
    """The entries of one list with the group and number that their markers show; an entry without a marker is numbered by its place."""
    around = [item for item in (items[0].getparent(), *items[0].iterancestors("div")) if item is not None]
    stated = next((group for outer in around if (group := outer.get("data-mw-group"))), "")
    start = _start(items[0].getparent())
    named: list[tuple[str, str] | None] = []
    for place, item in enumerate(items, start):
        link = first.get(_key(item.get("id", ""))) if item.get("id") else None
        named.append(group_and_number(link.shown, place, link.group or stated) if link and link.shown else None)
    group = stated or next((known[0] for known in named if known), "")
    outer = next((before[item] for item in items[0].iterancestors("li") if item in before), None)
    prefix = f"{outer.number}." if outer else ""
    labels = [known or (group, prefix + styled(group, place)) for place, known in enumerate(named, start)]
    taken = {(note.group, note.number) for note in before.values()}
    restarts = not taken.isdisjoint(labels)
    if restarts:
        labels = _renamed(labels, taken)
    return {item: Footnote(element=item, group=of, number=number, restarts=restarts) for item, (of, number) in zip(items, labels, strict=True)}


def _start(numbering: _Element | None) -> int:
    start = numbering.get("start", "1") if numbering is not None else "1"
    return int(start) if start.isdecimal() else 1


def _renamed(labels: list[tuple[str, str]], taken: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """A list that begins anew at 1 in a group that an earlier list has used is told apart as its `list 2`, `list 3`, …"""
    which = 2
    while not taken.isdisjoint(renamed := [(f"{group} list {which}".strip(), number) for group, number in labels]):
        which += 1
    return renamed
