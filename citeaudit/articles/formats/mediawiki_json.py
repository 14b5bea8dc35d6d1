"""Saved answers of MediaWiki's APIs: `action=parse`, `action=query` with revisions, REST pages, mobile-sections."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citeaudit.articles.decode import decode_head
from citeaudit.model import Article
from citeaudit.ports import ArticleFormat, ArticleInput, Recognition

# How JSON begins, and neither wikitext (`{{`, `{|`, `[[`) nor a reference (`[1]`) does.
_JSON = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[{\"])")
# Keys of MediaWiki's answers, each with what it holds: such a pair stands in no other JSON that is likely to be given. Where each was read:
# apijson.py.
_MEDIAWIKI = re.compile(
    r"\"(?:"
    r"parse\"\s*:\s*\{\s*\"(?:title|displaytitle|pageid|revid|redirects|text|wikitext|langlinks|categories|sections)\""
    r"|query\"\s*:\s*\{\s*\"(?:pages|normalized|redirects|converted|interwiki|badrevids)\""
    r"|(?:lead|remaining)\"\s*:\s*\{\s*\"(?:ns|id|sections|displaytitle)\""
    r"|error\"\s*:\s*\{\s*\"code\"|errors\"\s*:\s*\[\s*\{\s*\"code\""
    r"|(?:batchcomplete|errorKey|content_model|toclevel|displaytitle)\"\s*:"
    r"|type\"\s*:\s*\"[^\"]*HyperSwitch/errors/"
    r")"
)


def _recognises(head: bytes) -> Recognition:
    """Any JSON may be meant, so that it can be said what was looked for in it."""
    shown = decode_head(head)
    if not _JSON.match(shown):
        return Recognition.NO
    return Recognition.CERTAIN if shown.lstrip().startswith("{") and _MEDIAWIKI.search(shown) else Recognition.PERHAPS


def _read(given: ArticleInput) -> Iterator[Article]:
    from citeaudit.articles.apijson import read_api_json

    yield from read_api_json(given)


FORMAT = ArticleFormat(name="mediawiki_json", recognises=_recognises, read=_read, endings=(".json",))
