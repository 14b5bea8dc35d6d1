"""Languages by the names that articles give them, in English and in the article's own language (pure).

The names are those of ISO 639-3 as https://salsa.debian.org/iso-codes-team/iso-codes translates them; pycountry carries them.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

_CODE = re.compile(r"([A-Za-z]{2})(?:[-_][A-Za-z]{2,4})?")


@lru_cache(512)
def language_code(words: str, article_language: str = "en") -> str:
    """ISO 639-1 of a language given by its code or its name in English or the article's language, the first of several; empty where it has none."""
    word = re.split(r"[,;/]", words)[0].strip()
    code = _CODE.fullmatch(word)
    if code:
        return code[1].lower()
    name = word.casefold().removesuffix(" language")
    return _language_names("en").get(name) or _language_names(article_language).get(name, "") if name else ""


def english_name(code: str) -> str:
    """The English name of a language by its ISO 639-1 code, empty where it has none of one word."""
    return next((name.capitalize() for name, known in _language_names("en").items() if known == code and name.isalpha()), "")


@cache
def _language_names(language: str) -> dict[str, str]:
    """ISO 639-1 codes by the folded names of the languages in one of them, as iso-codes translates them (empty where it does not)."""
    import gettext

    import pycountry

    try:
        translate = gettext.translation("iso639-3", pycountry.LOCALES_DIR, languages=[language]).gettext if language != "en" else str
    except OSError:
        return {}
    names: dict[str, str] = {}
    for known in pycountry.languages:
        if code := getattr(known, "alpha_2", ""):
            for name in re.sub(r"\([^()]*\)|^Modern ", "", translate(known.name)).split(";"):
                names.setdefault(name.strip().casefold(), code)
    return names
