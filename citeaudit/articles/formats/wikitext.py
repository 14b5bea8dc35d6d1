"""Wikitext, the source of a wiki's page: as the edit box shows it, as `action=raw` and exports give it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citeaudit.articles.decode import decode_head, text_of
from citeaudit.model import Article
from citeaudit.ports import ArticleFormat, ArticleInput, Recognition

# How pages, dumps and data begin. Wikitext may begin with a tag too, but then it has none of the marks of a rendered page.
_OTHER = re.compile(
    r"""\s*(?:<(?:!doctype|\?xml|html|head|body|mediawiki|rss|feed)\b|\{\s*["}]|\[\s*(?:[{"]|\[\s*(?:["\[{\]]|-?\d[\d.]*\s*(?:,|\](?!\])))))""",
    re.IGNORECASE,
)
_TAG = re.compile(r"\s*(?:<!--(?>.*?-->)\s*+)*+<[a-z]", re.IGNORECASE | re.DOTALL)
_RENDERED = re.compile(r"cite_(?:note|ref)-|mw-parser-output|mw-content-text|<li[\s>]|<a\s+href=", re.IGNORECASE)
# Markdown and reST quote markup between backticks; wikitext has no use for them.
_QUOTED = re.compile(r"(`{1,3})[^`]{1,5000}\1")
_FOOTNOTE = re.compile(r"<ref(?:\s[^<>]*)?>[^<]|<ref\s[^<>]*name\s*=[^<>]*/>", re.IGNORECASE)
_FOOTNOTE_END = re.compile(r"</ref\s*>|<ref\s[^<>]*/>", re.IGNORECASE)
_REDIRECT = re.compile(r"\s*#[^\W\d_]+\s*:?\s*\[\[[^\[\]]+\]\]")
_HEADING = re.compile(r"^(={2,6})[^=\n][^\n]*\1[ \t]*$", re.MULTILINE)
_LINK = re.compile(r"(?<!\\)\[\[[^\[\]\n|#]+(?:[|#][^\[\]\n]*)?\]\]")
_CALL = re.compile(r"\{\{\s*[^\W\d_][^{}|\n]*(?:\||\}\}|\n\s*\|)")
_BOLD = re.compile(r"'''[^'\n]+'''")
_PRINTED_LIST = re.compile(r"^\s*(?:\[\d+\]\s|(?:\d+\.\s*)?[\^↑]\s*\S)", re.MULTILINE)
_MARKDOWN = re.compile(r"^\[\^[^\]\n]+\]:|^\.\. ", re.MULTILINE)


def _recognises(head: bytes) -> Recognition:
    """Footnote tags, or links and template calls with other signs of wikitext; links alone are also made by other programs."""
    shown = decode_head(head)
    if not shown.strip() or _OTHER.match(shown) or (_TAG.match(shown) and _RENDERED.search(shown)):
        return Recognition.NO
    if _REDIRECT.match(shown):
        return Recognition.CERTAIN
    words = _QUOTED.sub("", shown)
    if _MARKDOWN.search(words):
        return Recognition.NO
    signs = [bool(sign.search(words)) for sign in (_LINK, _CALL, _HEADING, _BOLD)]
    has_footnotes = bool(_FOOTNOTE.search(words) and _FOOTNOTE_END.search(words))
    if has_footnotes or ((signs[0] or signs[1]) and sum(signs) > 1):
        return Recognition.CERTAIN
    if not (signs[0] or signs[1]):
        return Recognition.NO
    # Copies of some programs keep `[[links]]`, but their references are a list.
    return Recognition.PERHAPS if _PRINTED_LIST.search(words) else Recognition.LIKELY


def _read(given: ArticleInput) -> Iterator[Article]:
    from citeaudit.articles.wikitext.wikitext import read_wikitext

    yield read_wikitext(text_of(given), given)


FORMAT = ArticleFormat(name="wikitext", recognises=_recognises, read=_read, endings=(".wiki", ".wikitext", ".mediawiki"))
