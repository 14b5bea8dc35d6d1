"""Articles in Markdown: footnotes, numbered lists of references, lists of links, definitions of links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citeaudit.articles.decode import decode_head, text_of
from citeaudit.model import Article
from citeaudit.ports import ArticleFormat, ArticleInput, Recognition

# How pages, dumps and data begin; a tag may begin Markdown too.
_OTHER = re.compile(r"\s*(?:<!doctype|<html|<mediawiki|<\?xml|\{|\[\s*[\[{\"])", re.IGNORECASE)
# What no Markdown has: wikitext's headings, references and templates, the lists of a wiki's text copy, reST's explicit markup.
_NO_MARKDOWN = re.compile(
    r"^={2,6}[^=\n].{0,200}={2,6}[ \t]*$|<ref(?:erences)?\b|^\{\{|^(?:[ \t]{0,9}\d{1,4}\.)?[ \t]{0,9}[\^↑][ \t\"“]"
    r"|^\.\. (?:\[[^\]\n]{1,60}\] |[\w:-]{1,60}::|_[^:\n]{1,200}: )|^\.\.[ \t]*\n[ \t]{1,20}\S",
    re.MULTILINE,
)
_NOTE = re.compile(r"^ {0,3}\[\^[^\s\]\[]{1,200}\]:", re.MULTILINE)
_NOTE_MARKER = re.compile(r"(?<=\w|[.,;:!?)\"”»。，])\[\^[^\s\]\[]{1,200}\](?!:)")
_HEADING = re.compile(r"^#{1,6}[ \t]+\S|^\S.{0,200}\n(?:={3,}|-{3,})[ \t]*$", re.MULTILINE)
_LINK = re.compile(r"(?<!!)\[[^\]\n]{1,300}\]\((?:https?:)?//|^ {0,3}\[[^\]^\n]{1,100}\]:[ \t]{1,9}<?https?://", re.MULTILINE)
_LINKED_ITEM = re.compile(r"^[ \t]{0,9}(?:[-*+]|\d{1,4}[.)])[ \t].{0,500}?\[[^\]\n]{1,300}\]\((?:https?:)?//", re.MULTILINE)
_LAST_ITEMS = re.compile(r"^#{1,6}[ \t]+\S[^\n]{0,200}\n\s{0,9}(?:[-*+]|\d{1,4}[.)]|\[\d{1,4}\])[ \t]", re.MULTILINE)


def _recognises(head: bytes) -> Recognition:
    """Footnotes are Markdown's own; so are links in its syntax, and a list below a heading with hashes, where nothing is another markup's."""
    shown = decode_head(head).replace("\r\n", "\n").replace("\r", "\n")
    if not shown.strip() or _OTHER.match(shown):
        return Recognition.NO
    if _NO_MARKDOWN.search(shown):
        return Recognition.PERHAPS if _NOTE.search(shown) else Recognition.NO
    if _NOTE.search(shown) or len(_NOTE_MARKER.findall(shown)) > 1:
        return Recognition.CERTAIN
    has_heading, has_link = bool(_HEADING.search(shown)), bool(_LINK.search(shown))
    if has_heading and (_LINKED_ITEM.search(shown) or _LAST_ITEMS.search(shown) or has_link):
        return Recognition.CERTAIN
    return Recognition.PERHAPS if has_heading or has_link else Recognition.NO


def _read(given: ArticleInput) -> Iterator[Article]:
    from citeaudit.articles.flow.markdown import read_markdown

    yield read_markdown(text_of(given), given)


FORMAT = ArticleFormat(name="markdown", recognises=_recognises, read=_read, endings=(".md", ".markdown"))
