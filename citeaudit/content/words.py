"""Words as a reader sees them: how text is folded for comparing, cut into tokens, counted, and searched for a phrase (pure)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Scripts written without spaces between words, and Korean, whose pages are counted with them: Kana, Han, compatibility Han, Hangul.
CJK = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af"
_CJK_SIGN = re.compile(f"[{CJK}]")
_PIECE = re.compile(rf"[{CJK}]+|[^\W_{CJK}]+")


@lru_cache(maxsize=256)
def fold(text: str) -> str:
    """Text for comparing: compatibility forms and case made one, everything but letters and digits one space.

    >>> fold("Oops! That page can’t be found.")
    'oops that page can t be found'
    """
    return " ".join(_PIECE.findall(unicodedata.normalize("NFKC", text).casefold()))


def tokens(text: str) -> list[str]:
    """The words of a text, folded; a run of Chinese, Japanese or Korean signs gives its pairs of neighbours."""
    found: list[str] = []
    for piece in fold(text).split():
        is_cjk = len(piece) > 2 and _CJK_SIGN.match(piece)
        found += [piece[at : at + 2] for at in range(len(piece) - 1)] if is_cjk else [piece]
    return found


def count_words(text: str) -> int:
    """How many words a reader sees: what stands between spaces and has a letter or digit; two CJK signs are one word."""
    signs = len(_CJK_SIGN.findall(text))
    rest = _CJK_SIGN.sub(" ", text) if signs else text
    return sum(any(sign.isalnum() for sign in word) for word in rest.split()) + (signs + 1) // 2


def count_phrase(text: str, phrase: str) -> int:
    """How often a folded phrase stands in a folded text, on word boundaries; CJK phrases anywhere, spaces aside."""
    if _CJK_SIGN.search(phrase):
        return text.replace(" ", "").count(phrase.replace(" ", ""))
    # Doubled spaces, so that neighbours need not share the one between them.
    return f" {text} ".replace(" ", "  ").count(f" {phrase.replace(' ', '  ')} ") if phrase else 0
