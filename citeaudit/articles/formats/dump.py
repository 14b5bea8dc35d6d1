"""XML dumps and exports of MediaWiki wikis: every article in the file that has references."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citeaudit.articles.decode import decode_head
from citeaudit.model import Article
from citeaudit.ports import ArticleFormat, ArticleInput, Recognition

# What may stand before the root element: the XML declaration, comments, and a document type, which the reader then refuses.
_BEFORE = re.compile(r"(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE\s(?!\s*html\b)[^\[<>]*(?:\[.*?\]\s*)?>)*+", re.S | re.I)
_ROOT = re.compile(r"<mediawiki[\s>/]")


def _recognises(head: bytes) -> Recognition:
    """A dump is one element, `mediawiki`."""
    shown = decode_head(head)
    start = _BEFORE.match(shown)
    return Recognition.CERTAIN if start and _ROOT.match(shown, start.end()) else Recognition.NO


def _read(given: ArticleInput) -> Iterator[Article]:
    from citeaudit.articles.dump import read_dump

    yield from read_dump(given)


FORMAT = ArticleFormat(name="dump", recognises=_recognises, read=_read, endings=(".xml",), is_streamed=True)
