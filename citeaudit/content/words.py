"""Words as a reader sees them: how text is folded for comparing, cut into tokens, counted, and searched for a phrase (pure)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import filterfalse

# Scripts written without spaces between words, and Korean, whose pages are counted with them: Kana, Han, compatibility Han, Hangul.
CJK = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af"
_CJK_SIGN = re.compile(f"[{CJK}]")

# Thai, Lao, Burmese, Khmer: no spaces between words either, but some five signs make one.
_SOUTHEAST = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_SOUTHEAST_SIGNS = 5

_ASCII_GAPS = {code: " " for code in range(128) if not chr(code).isalnum()}
_PIECE = re.compile(rf"[{CJK}]+|[^\W_{CJK}]+")


@lru_cache(maxsize=256)
def fold(text: str) -> str:
    """Text for comparing: compatibility forms and case made one, everything but letters and digits one space.

    >>> fold("Oops! That page can’t be found.")
    'oops that page can t be found'
    """
    if text.isascii():  # most of the web's markup and much of its text: ten times as fast, and the same
        return " ".join(text.lower().translate(_ASCII_GAPS).split())
    # Turkish has an i with and one without a dot, and capitals of both; written in capitals without Turkish letters they are one.
    folded = unicodedata.normalize("NFKC", text).casefold().replace("\u0307", "").replace("ı", "i")
    return " ".join(_PIECE.findall(folded))


def tokens(text: str) -> list[str]:
    """The words of a text, folded; a run of Chinese, Japanese or Korean signs gives its pairs of neighbours."""
    found: list[str] = []
    for piece in fold(text).split():
        is_cjk = len(piece) > 2 and _CJK_SIGN.match(piece)
        found += [piece[at : at + 2] for at in range(len(piece) - 1)] if is_cjk else [piece]
    return found


def count_words(text: str) -> int:
    """How many words a reader sees: what stands between spaces and has a letter or digit; two CJK signs are one word, five of Thai and its like."""
    signs = others = 0
    if not text.isascii():
        text, signs = _CJK_SIGN.subn(" ", text)
        text, others = _SOUTHEAST.subn(" ", text)
    words = text.split()
    odd = filterfalse(str.isalnum, words)
    return (
        len(words) - sum(not any(map(str.isalnum, word)) for word in odd if not word[0].isalnum()) + (signs + 1) // 2 + -(-others // _SOUTHEAST_SIGNS)
    )


def count_phrase(text: str, phrase: str) -> int:
    """How often a folded phrase stands in a folded text, on word boundaries; phrases of scripts without gaps anywhere, spaces aside."""
    if not phrase.isascii() and (_CJK_SIGN.search(phrase) or _SOUTHEAST.search(phrase)):
        return 0 if text.isascii() else text.replace(" ", "").count(phrase.replace(" ", ""))
    return _spaced(text).count(_spaced(phrase)[1:-1]) if phrase and phrase in text else 0


@lru_cache(maxsize=1024)
def _spaced(text: str) -> str:
    """A folded text with doubled spaces, so that neighbours need not share the one between them: kept, for it is searched for many phrases."""
    return f" {text} ".replace(" ", "  ")
