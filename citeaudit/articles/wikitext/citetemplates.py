"""The citation templates of the wikis: what each name cites or marks, and what field of a source each of its parameters fills.

`citetemplates.csv` (name, the language whose parameters it takes, kind) and `citeparameters.csv` (language, parameter, field) are one table each for
all languages; a row without language is of CS1 (https://en.wikipedia.org/wiki/Help:Citation_Style_1), which other wikis carry too. `read in` says
where a row was read: CS1 is that help page with https://en.wikipedia.org/wiki/Module:Citation/CS1/Configuration; T is
https://en.wikipedia.org/wiki/Module:CS1_translator/data, which lists each wiki's own documentation (in github.com/albatros13/wikicite at c02435a);
P is wikitext of that wiki, or a bot's table for it, in public repositories; `known` was read
nowhere, but is known well; any other is an address.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from citeaudit.articles.wikitext.templates import normal_name

_NUMBER = re.compile(r"\d+")

ARCHIVE, SHORT, LABEL, MARK, ANCHOR = "archive", "short", "label", "mark", "anchor"
"""Kinds of templates that cite nothing: a note on an archived copy, a short citation by surnames and year, one by a label
(`{{cita|Penna 2010|p. 4}}`), a mark on a source or a claim, an anchor's name."""

NOTHING = "none"
"""The field of a parameter that fills none of ours in a language, whatever it means in others."""

_NOT_CITING = (ARCHIVE, SHORT, LABEL, MARK, ANCHOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """What a template's name says: its kind (`web`, `book` … or one of those above), and the language of its parameters, empty for CS1."""

    kind: str
    language: str = ""

    @property
    def cites(self) -> bool:
        """Whether it cites a source."""
        return self.kind not in _NOT_CITING

    @property
    def is_short(self) -> bool:
        """Whether it is a short citation."""
        return self.kind in (SHORT, LABEL)


@lru_cache(4096)
def template_named(name: str) -> Template | None:
    """What the template of this name is; None where no table has it."""
    name = normal_name(name).casefold()
    whole, beginnings = _templates()
    return whole.get(name) or next((template for beginning, template in beginnings if name.startswith(beginning)), None)


def field_of(parameter: str, template: Template, language: str) -> tuple[str, int]:
    """The field that a parameter fills and its number, from 1; an empty field where it fills none of ours.

    Args:
        parameter: as written.
        template: that it was given to. A CS1 template's own names come first, those of a wiki's own template after that wiki's.
        language: of the article; what neither it nor the template's language names is read as any other language's.
    """
    return _field(parameter, template.kind, template.language, language)


@lru_cache(8192)
def _field(parameter: str, kind: str, own: str, language: str) -> tuple[str, int]:
    name = " ".join(parameter.split()).casefold()
    found = _NUMBER.search(name)
    number = int(found[0]) if found and len(found[0]) < 4 else 1
    forms = [name, _NUMBER.sub("#", name, count=1)] if found else [name, f"{name}#"]
    for table in _tables(kind, own, language):
        for form in forms:
            if form in table:
                # A name that the table has with its number (`isbn13`, or `3` for a value without a name) is no third of several.
                return table[form].removeprefix(NOTHING), 1 if form == name else number
    return "", number


def _tables(kind: str, own: str, language: str) -> list[dict[str, str]]:
    tables = _parameters()
    wikis = [name for one in (language, own) if one for name in (f"{one}/{kind}", one)]
    order = [*wikis, "", "*"] if own else ["", *wikis, "*"]
    return [tables[name] for name in dict.fromkeys(order) if name in tables]


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()))


@cache
def _templates() -> tuple[dict[str, Template], tuple[tuple[str, Template], ...]]:
    """Templates by folded name, and those that share the beginning of their names (`cite *`), longest first."""
    rows = {row["name"].casefold(): Template(kind=row["kind"], language=row["language"]) for row in _rows("citetemplates.csv")}
    beginnings = sorted(((name[:-1], template) for name, template in rows.items() if name.endswith("*")), key=lambda row: -len(row[0]))
    return rows, tuple(beginnings)


@cache
def _parameters() -> dict[str, dict[str, str]]:
    """Fields by parameter, for each language, `language/kind`, and `*` for all together, where the languages agree.

    An enumerated name stands for its bare form too: `author#` is `author` and `author2`.
    """
    tables: dict[str, dict[str, str]] = {"": {}}
    for row in _rows("citeparameters.csv"):
        tables.setdefault(row["language"], {})[row["parameter"].casefold()] = row["field"]
    for table in tables.values():
        table.update({name.replace("#", ""): field for name, field in table.items() if "#" in name and not name.endswith("#")})
    fields: dict[str, set[str]] = {}
    for table in tables.values():
        for name, field in table.items():
            fields.setdefault(name, set()).update({field} - {NOTHING})
    tables["*"] = {name: next(iter(kinds)) for name, kinds in fields.items() if len(kinds) == 1}
    return tables
