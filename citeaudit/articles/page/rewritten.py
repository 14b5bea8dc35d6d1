"""Links that lead elsewhere than they say: an archive rewrote all links of the pages that it delivered, and some wikis lead dead ones through a
tool of theirs."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import unquote

from lxml.etree import _Element

from citeaudit.articles.page.queries import elements, strings

# The Wayback Machine's form, in full and as it stands in the page (https://en.wikipedia.org/wiki/Help:Using_the_Wayback_Machine): one time for all
# links of a page, with a mark behind it for pictures and styles (`im_`).
_PREFIX = re.compile(r"(?:(?:https?:)?//web\.archive\.org)?/web/(?P<at>\d{14})(?:[a-z]{2}_)?/(?=(?:https?:|ftp:|mailto:)?//?|mailto:)")
_LINKING = ("a", "area", "base", "link")
_WRAPPED_OWN = elements('descendant::a[contains(@href, "/web/") and not(contains(@class, "external"))]')
_OWN = strings(" | ".join(f'descendant::{tag}[@href != "" and not(contains(@class, "external"))]/@href' for tag in _LINKING))
_TOOLBAR = frozenset(("donato", "wm-ipp", "wm-ipp-base", "wm-ipp-print"))
"""Ids of what the archive puts into a page."""

# Tools that only lead on to an address: that of de.wikipedia.org for pages that are gone (https://de.wikipedia.org/wiki/Vorlage:Internetquelle).
_LED_ON = elements('descendant::a[contains(@href, "/giftbot/deref.fcgi?url=") or contains(@href, "giftbot.toolforge.org/deref.fcgi?url=")]')
_LED_TO = re.compile(r"\?url=(https?%3A[^&]+|https?:.+)", re.I)


def restore_links(root: _Element) -> None:
    """Gives the links of a page their own addresses again."""
    _restore_delivered(root)
    for element in _LED_ON(root):
        found = _LED_TO.search(element.get("href", ""))
        if found:
            element.set("href", unquote(found[1]))


def _restore_delivered(root: _Element) -> None:
    """Undoes what an archive did to the links of a page; what it put in is taken out.

    It did where at least half of the wiki's own links (they have no class `external`) have its form and one time in common. A link of the
    article's to an archive has a time of its own and stays what it is.
    """
    if not _WRAPPED_OWN(root):
        return
    own = [href for href in _OWN(root) if href[0] != "#"]
    times = Counter(found["at"] for href in own if (found := _PREFIX.match(href)))
    time, count = next(iter(times.most_common(1)), ("", 0))
    if 2 * count < len(own):
        return
    for element in root.iter(*_LINKING):
        href = element.get("href", "")
        found = _PREFIX.match(href)
        if found and found["at"] == time:
            element.set("href", href[found.end() :])
    for element in [inserted for inserted in root.iter("div") if inserted.get("id") in _TOOLBAR]:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
