"""Saved pages of MediaWiki wikis: the legacy parser's HTML, Parsoid's, mobile-html, whole pages and their content alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citeaudit.model import Article
from citeaudit.ports import ArticleFormat, ArticleInput, Recognition

# What may stand before the first tag that counts; browsers note in a comment where a page was saved from.
_BEFORE = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?(?:\s+|<\?xml[^>]*>|<!--.*?-->)*", re.S)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html[\s>])", re.I)

# MediaWiki's own marks in a page's content that was saved without the page around it (the answers of its API hold it so).
_ELEMENT = re.compile(rb"<(?:div|section|p|ol|table|figure|span|h[1-6]|ul|body|meta|link)[\s>]", re.I)
_MEDIAWIKI = re.compile(
    rb"""(?:class|id)\s*=\s*["'](?:[^"']*\s)?(?:mw-parser-output|mw-content-text|mw-references|references|(?:cite)?_(?:note|ref)-)""", re.I
)


def _recognises(head: bytes) -> Recognition:
    """HTML begins with a tag; a tag somewhere in a text makes no page of it."""
    plain = head.replace(b"\0", b"")
    start = _BEFORE.match(plain)
    at = start.end() if start else 0
    if _PAGE.match(plain, at) or (_ELEMENT.match(plain, at) and _MEDIAWIKI.search(plain, at)):
        return Recognition.CERTAIN
    return Recognition.NO


def _read(given: ArticleInput) -> Iterator[Article]:
    from citeaudit.articles.page.wikipage import read_wiki_page
    from citeaudit.content.charset import decode_page

    # A page declares its charset itself, so it is read as browsers read pages.
    page, _ = decode_page(given.stream.read(), "")
    yield read_wiki_page(page, given)


FORMAT = ArticleFormat(name="html", recognises=_recognises, read=_read, endings=(".html", ".htm", ".xhtml"))
