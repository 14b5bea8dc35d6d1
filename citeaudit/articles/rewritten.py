"""Pages that a web archive delivered: every link in them was rewritten to lead to the archive's copy of where it led."""

from __future__ import annotations

import re
from collections import Counter

from lxml.etree import _Element

from citeaudit.articles.queries import elements

# The Wayback Machine's form, in full and as it stands in the page (https://en.wikipedia.org/wiki/Help:Using_the_Wayback_Machine): one time for all
# links of a page, with a mark behind it for pictures and styles (`im_`).
_PREFIX = re.compile(r"(?:(?:https?:)?//web\.archive\.org)?/web/(?P<at>\d{14})(?:[a-z]{2}_)?/(?=(?:https?:|ftp:|mailto:)?//?|mailto:)")
_LINKING = "(self::a or self::area or self::base or self::link)"
_WRAPPED = elements(f'//*[{_LINKING} and contains(@href, "/web/")]')
_OWN = elements(f'//*[{_LINKING} and @href != "" and not(starts-with(@href, "#")) and not(contains(@class, "external"))]')
_TOOLBAR = frozenset(("donato", "wm-ipp", "wm-ipp-base", "wm-ipp-print"))
"""Ids of what the archive puts into a page."""


def restore_links(root: _Element) -> None:
    """Gives the links of a page their own addresses again, where an archive rewrote them; what it put in is taken out.

    It did where at least half of the wiki's own links (they have no class `external`) have its form and one time in common. A link of the
    article's to an archive has a time of its own and stays what it is.
    """
    wrapped = [(element, href, found) for element in _WRAPPED(root) if (found := _PREFIX.match(href := element.get("href", "")))]
    if not wrapped:
        return
    own = _OWN(root)
    times = Counter(found["at"] for element, _, found in wrapped if "external" not in element.get("class", ""))
    time, count = next(iter(times.most_common(1)), ("", 0))
    if not count or 2 * count < len(own):
        return
    for element, href, found in wrapped:
        if found["at"] == time:
            element.set("href", href[found.end() :])
    for element in [inserted for inserted in root.iter("div") if inserted.get("id") in _TOOLBAR]:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
