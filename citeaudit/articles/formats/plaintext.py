"""Plain-text copies of wiki articles, in any language: an article's words with `[1]` in them and a list of references."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citeaudit.articles.decode import decode_head, text_of
from citeaudit.articles.textcopy.textcopy import read_text_copy
from citeaudit.model import Article
from citeaudit.ports import ArticleFormat, ArticleInput, Recognition

# How markup and data begin: a tag, or a brace.
_OTHER = re.compile(r"\s*(?:<[!?a-z]|\{|\[\s*[\[{\"])", re.IGNORECASE)
_MARKED = re.compile(r"^\s*(?:\d+\.\s*)?[\^↑]|[\[［〔]\d{1,3}[\]］〕]", re.MULTILINE)


def _recognises(head: bytes) -> Recognition:
    """Any text may be a copy; markers or carets make it likely. Binary data and what begins as markup are not."""
    shown = decode_head(head)
    if not shown.strip() or _OTHER.match(shown):
        return Recognition.NO
    return Recognition.LIKELY if _MARKED.search(shown) else Recognition.PERHAPS


def _read(given: ArticleInput) -> Iterator[Article]:
    yield read_text_copy(text_of(given), given)


FORMAT = ArticleFormat(name="plaintext", recognises=_recognises, read=_read, endings=(".txt",))
