"""A settings file: its table, how mistakes in it are told, and the line on which something in it stands."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from citeaudit.errors import UsageError

KeyPath = tuple[str | int, ...]
"""The keys, and places in lists, that lead to something in a settings file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One mistake in the tables of a setting: what leads to it from the setting, and what is wrong, with the heading above it."""

    path: KeyPath
    words: str


class MistakesError(ValueError):
    """All the mistakes of a table."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("; ".join(mistake.words for mistake in self.mistakes))


def table_in(path: Path, *, is_ours: bool) -> tuple[str, dict[str, Any], KeyPath]:
    """The text of a settings file, its table and the keys above that; a broken pyproject.toml that nobody named is another tool's business.

    Raises:
        UsageError: it cannot be read.
    """
    try:
        written = path.read_text(encoding="utf-8")
        table = tomllib.loads(written)
    except OSError as wrong:
        raise UsageError(f"cannot be read ({wrong.strerror})", where=str(path), hint="name a settings file that exists") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        if not is_ours:
            return "", {}, ()
        raise UsageError(f"is no valid TOML ({wrong})", where=str(path), hint="mend that place") from None
    above = ("tool", "citeaudit") if path.name == "pyproject.toml" else ()
    for key in above:
        table = table.get(key, {})
        if not isinstance(table, dict):
            raise UsageError(f"'{key}' must be a table", where=str(path), hint="write [tool.citeaudit]")
    return written, table, above


def place_of(path: Path, written: str, above: KeyPath, inside: KeyPath) -> str:
    """Where something stands, as `file:line`; `above` and `inside` together lead to it."""
    return f"{path}:{_line_of((*above, *inside), written)}"


def _line_of(keys: KeyPath, written: str) -> int:
    """The line on which what some keys lead to begins: it follows the longest beginning of the file that can be read and lacks it."""
    lines = written.split("\n")
    lacking, having = 0, len(lines)
    while True:
        between = range(lacking + 1, having)
        half = len(between) // 2
        # A file cut inside a value of several lines cannot be read.
        readable = ((ends, table) for ends in (*between[half:], *between[:half]) if (table := _beginning(lines[:ends])) is not None)
        ends, table = next(readable, (0, None))
        if table is None:
            return lacking + 1
        lacking, having = (lacking, ends) if _leads_somewhere(keys, table) else (ends, having)


def _beginning(lines: Sequence[str]) -> dict[str, Any] | None:
    try:
        return tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError:
        return None


def _leads_somewhere(keys: KeyPath, inside: Any) -> bool:
    try:
        for key in keys:
            inside = inside[key]
    except (KeyError, IndexError):
        return False
    return True
