"""Articles in reST (reStructuredText): footnotes, citations, lists of references, targets of links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citeaudit.articles.decode import decode_head, text_of
from citeaudit.model import Article
from citeaudit.ports import ArticleFormat, ArticleInput, Recognition

_OTHER = re.compile(r"\s*(?:<[!?a-z]|\{|\[\s*[\[{\"])", re.IGNORECASE)
# Footnotes and citations (https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#footnotes).
_NOTE = re.compile(r"^[ \t]{0,20}\.\. \[(?:\d{1,6}|#[\w.+-]{0,100}|\*|[^\W\d_][\w.+-]{0,100})\](?:[ \t]|$)", re.MULTILINE)
_NOTE_MARKER = re.compile(r"(?:^|(?<=[\s\"'(,;:.-]))\[(?:\d{1,6}|#[\w.+-]{0,100}|\*)\]_(?!\w)", re.MULTILINE)
_HEADING = re.compile(r"^\S.{0,200}\n([=~^\"'`#*+.:_-])\1{2,}[ \t]*$", re.MULTILINE)
# Directives, targets and links; a comment; a paragraph that leads on to a literal block.
_SIGN = re.compile(
    r"^[ \t]{0,20}\.\. (?:[\w:-]{1,60}::(?:\s|$)|_[^:\n]{1,200}:[ \t])|`[^`<\n]{0,300}<[^<>`\n]{1,500}>`__?"
    r"|^\.\.[ \t]*\n[ \t]{1,20}\S|^\S[^\n]{0,300}(?<!:)::[ \t]*\n[ \t]*\n[ \t]+\S",
    re.MULTILINE,
)
_MANY = 5
"""More signs of reST than that are no chance, even where headings are not to be seen."""


def _recognises(head: bytes) -> Recognition:
    """Footnotes and their markers are reST's own; its headings with a directive, a target or a link make it likely."""
    shown = decode_head(head).replace("\r\n", "\n").replace("\r", "\n")
    if not shown.strip() or _OTHER.match(shown):
        return Recognition.NO
    if _NOTE.search(shown) or len(_NOTE_MARKER.findall(shown)) > 1:
        return Recognition.CERTAIN
    signs = len(_SIGN.findall(shown))
    has_sign = signs > 0
    if signs > _MANY or (has_sign and _HEADING.search(shown)):
        return Recognition.LIKELY
    return Recognition.PERHAPS if has_sign or _HEADING.search(shown) else Recognition.NO


def _read(given: ArticleInput) -> Iterator[Article]:
    from citeaudit.articles.flow.rst import read_rst

    yield read_rst(text_of(given), given)


FORMAT = ArticleFormat(name="rst", recognises=_recognises, read=_read, endings=(".rst",))
