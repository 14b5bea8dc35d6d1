"""Lays out reports: jinja2 templates of reports/templates with the words of wording.py, escaped for Markdown or HTML."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any

from citeaudit import drawing, wording
from citeaudit.model import Audit, Source

MOST_CITED = 12
"""So many publishers stand in their picture; the table has them all."""

_MARKDOWN = re.compile(r"([\\`*_\[\]<>|#~])")


def markdown(words: object) -> str:
    """Words as Markdown shows them literally, on one line, also inside a table cell."""
    return _MARKDOWN.sub(r"\\\1", wording.cleaned(str(words)))


def anchor(source: Source) -> str:
    """The id of a source's row in a page: `ref-9`, `ref-note-2` in a group, `ref-9-2` for its second part."""
    group = re.sub(r"\s+", "-", source.group)
    return "-".join(["ref", *filter(None, (group, source.reference)), *([str(source.part)] if source.part > 1 else [])])


def slugs(titles: Iterable[str]) -> tuple[str, ...]:
    """A folder name for each title, each once: letters and digits of any script, joined by `-`."""
    taken: list[str] = []
    for title in titles:
        words = "-".join(re.findall(r"\w+", unicodedata.normalize("NFKC", title).casefold()))[:80] or "article"
        taken.append(words if words not in taken else f"{words}-{len(taken) + 1}")
    return tuple(taken)


@cache
def _environment() -> Any:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("citeaudit", "reports/templates"),
        autoescape=lambda name: bool(name and ".html" in name),  # noqa: S701 - Markdown is escaped by the filter `markdown`
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
    )
    told = (wording.percent, wording.share, wording.rate, wording.bounds, wording.moment, wording.evidence, wording.verdict, wording.confidence)
    environment.filters |= {function.__name__: function for function in (*told, wording.type_name, wording.cleaned, markdown, anchor)}
    environment.globals |= {"wording": wording, "slugs": slugs}
    return environment


def pictures(audit: Audit) -> dict[str, str]:
    """The pictures of an audit as SVG, by name; none where no article was read."""
    if audit.balance is None:
        return {}
    voices = [(wording.type_name(row.name), row.citations) for row in audit.balance.voices]
    publishers = [(row.name, row.citations) for row in audit.balance.publishers[:MOST_CITED]]
    statuses = [(row.name, row.sources) for row in audit.link_rot.statuses]
    return {
        "kinds": drawing.bars("Citations by kind of source", voices, unit="citations"),
        "publishers": drawing.bars("Most cited publishers", publishers, unit="citations"),
        "status": drawing.bars("Sources by status", statuses, unit="sources"),
    }


def laid_out(template: str, audit: Audit, **more: Any) -> bytes:
    """One template filled with an audit, as UTF-8."""
    filled: str = _environment().get_template(template).render(audit=audit, **more)
    return filled.encode()
