"""The links back to the text that an entry of a plain-text copy shows: `a b c`, `1.0 1.1`, `1 2 3`, in any language (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, product

# "Jump up to:" in any language: some words and a colon, which count only where back-links follow.
_BACKLINK_WORDS = re.compile(r"[^\W\d_][^:\n\d\"]{0,40}:\s+")
_MOST_BACKLINKS = 400
# The letters of back-links, as Extension:Cite labels them in each language (`cite_references_link_many_format_backlink_labels`, i18n at commit
# 6d73242: en, ar, ru, mk, el, hi, bn, ko); after the last letter come two of them, `aa`, `ab`.
_ALPHABETS = tuple(
    letters.split()
    for letters in (
        "a b c d e f g h i j k l m n o p q r s t u v w x y z",
        "أ ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ل م ن هـ و ي",
        "а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я",
        "а б в г д ѓ е ж з ѕ и ј к л љ м н њ о п р с т ќ у ф х ц ч џ ш",
        "α β γ δ ε ζ η θ ι κ λ μ ν ξ ο π ρ σ τ υ φ χ ψ ω",
        "अ आ इ ई उ ऊ ए ऐ ओ औ क ख ग घ ङ च छ ज झ ञ ट ठ ड ढ ण त थ द ध न प फ ब भ म य र ल व श ष स ह",
        "ক খ গ ঘ ঙ চ ছ জ ঝ ঞ ট ঠ ড ঢ ণ ত থ দ ধ ন প ফ ব ভ ম য র ল শ ষ স হ",
        "가 나 다 라 마 바 사 아 자 차 카 타 파 하",
    )
)
_NOTHING = re.compile("")
# Between two back-links: a space, or a small word before the last (`a b et c`).
_JOINTS = (re.compile(r"[\s,]+"), re.compile(r"[\s,]+[^\W\d_]{1,3}\s+"))


def read_backlinks(words: str) -> tuple[int, int]:
    """How many characters the back-links `a b c`, `1.0 1.1` or `1 2 3` take, with the words before them (`Jump up to:`), in any language, and
    how many they are; 0 where only one sign leads back."""
    label = _BACKLINK_WORDS.match(words)
    for start in (label.end() if label else 0, 0):
        for labels in _label_series(words[start:]):
            end, count = _series_end(words[start:], labels)
            if end:
                return start + end, count
    return 0, 0


def _label_series(words: str) -> Iterator[Iterator[str]]:
    """Each way in which the back-links of an entry may be labelled."""
    for letters in _ALPHABETS:
        if words.startswith(letters[0]):
            yield chain(letters, (first + second for first, second in product(letters, repeat=2)))
    parted = re.match(r"(\d+[.,])0", words)
    if parted:
        yield (f"{parted[1]}{number}" for number in range(_MOST_BACKLINKS))
    yield map(str, range(1, _MOST_BACKLINKS))


def _series_end(words: str, labels: Iterator[str]) -> tuple[int, int]:
    """Where a series of at least two back-links ends, the space after it too, and how many they are; 0 where there is none."""
    position = count = 0
    for label in labels:
        joints = [joint.match(words, position) for joint in _JOINTS] if count else [_NOTHING.match(words)]
        at = next((joint.end() for joint in joints if joint and _stands(words, joint.end(), label)), None)
        if at is None:
            break
        position, count = at + len(label), count + 1
    return (len(words) - len(words[position:].lstrip()), count) if count > 1 else (0, 0)


def _stands(words: str, at: int, label: str) -> bool:
    """Whether a back-link stands there by itself; a title with a capital or a quotation mark may be glued to the last one."""
    after = words[at + len(label) : at + len(label) + 1]
    return words.startswith(label, at) and not (after.islower() or after.isdigit() or after == "." or (_is_caseless(label) and _is_caseless(after)))


def _is_caseless(letters: str) -> bool:
    """Whether letters are of a script without capitals, where nothing tells a word from a back-link that is glued to it."""
    return letters.isalpha() and letters.lower() == letters.upper()
