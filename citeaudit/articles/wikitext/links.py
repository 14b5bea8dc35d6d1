"""The external links among words of wikitext (pure): https://www.mediawiki.org/wiki/Help:Links#External_links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citeaudit.articles.links import completed, link_to, printed_urls
from citeaudit.articles.wikitext.words import decoded, plain, with_labels
from citeaudit.model import LinkRole, ReferenceLink
from citeaudit.urls import identifier_in

EXTERNAL = re.compile(r"\[((?:(?:https?|ftp):)?//[^\s\[\]<>\"|]+)(?:[\s|]([^\[\]]*))?\]", re.IGNORECASE)


def links_in(text: str) -> Iterator[ReferenceLink]:
    """The external links among words, in order; a bare address stands on itself."""
    if "//" not in text:
        return
    text = with_labels(text)
    text = text.replace("|", " ") if "{{" in text else text
    at = 0
    for found in EXTERNAL.finditer(text):
        yield from map(_bare, printed_urls(text[at : found.start()]))
        at = found.end()
        if url := completed(decoded(found[1])):
            yield _link(url, plain(found[2] or ""))
    yield from map(_bare, printed_urls(text[at:]))


def _bare(url: str) -> ReferenceLink:
    return _link(decoded(url), decoded(url))


def _link(url: str, words: str) -> ReferenceLink:
    return link_to(url, words, LinkRole.IDENTIFIER if identifier_in(url) and not link_to(url).target else None)
