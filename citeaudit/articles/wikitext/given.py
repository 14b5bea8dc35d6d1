"""A call of a citation template with its parameters sorted into fields, whatever its wiki calls them (pure)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from citeaudit.articles.wikitext.citetemplates import Template, field_of
from citeaudit.articles.wikitext.templates import Call
from citeaudit.articles.wikitext.words import plain

YEAR = re.compile(r"(?<!\d)([12]\d{3})([a-z]?)(?![\w])")
"""A year, perhaps with the letter that tells works of one year apart."""

_ACCEPTED = re.compile(r"\(\((.*)\)\)", re.S)

_Values = Mapping[tuple[str, int], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a call gives: wikitext by field and number, and its template."""

    call: Call
    template: Template
    language: str
    values: _Values

    def words(self, field: str, number: int = 1) -> str:
        """A field as a reader sees it, empty where it is not given."""
        value = self.values.get((field, number), "")
        if not value:
            return ""
        words = plain(value)
        accepted = _ACCEPTED.fullmatch(words) if words.startswith("((") else None
        return accepted[1] if accepted else words


def given_by(call: Call, template: Template, language: str) -> Given:
    """Sorts a call's parameters into fields; of several names for one field the first with any words counts."""
    values: dict[tuple[str, int], str] = {}
    for name, value in dict(call.parameters).items():
        if value:
            field, number = field_of(name, template, language)
            if field:
                values.setdefault((field, number), value)
    return Given(call=call, template=template, language=language or template.language or "en", values=values)


def ascii_digits(words: str) -> str:
    """The words with the digits of every script as 0–9."""
    return words if words.isascii() else "".join(str(unicodedata.decimal(sign, sign)) for sign in words)
