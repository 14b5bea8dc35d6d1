"""Lays out reports: jinja2 templates of reports/templates with the words of wording.py, escaped for Markdown or HTML."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import count
from typing import Any
from urllib.parse import quote

from citeaudit import counting, drawing, grouping, wording
from citeaudit.model import Audit, Source
from citeaudit.urls import is_web_address

FOLDER_BYTES = 120
"""Bytes of a folder's name: file systems take 255, and a number may follow."""

MOST_CITED = 12
"""So many publishers stand in their picture; the table has them all."""

# ---------------------------------------------------------------- words as Markdown, names of rows and folders

_MARKDOWN = re.compile(r"([\\`*_\[\]<>|#~$]|&(?=#?\w+;))")
_ADDRESS = re.compile(r"(https?://[^\s<>“”\"]+)")
_NOT_IN_BRACKETS = re.compile(r"[\s<>|\\`]")


def markdown(words: object) -> str:
    """Words as Markdown shows them literally, on one line, also inside a table cell; an address in them stays a whole address."""
    pieces = _ADDRESS.split(wording.cleaned(str(words)))
    return "".join(_bracketed(piece) if place % 2 else _escaped(piece) for place, piece in enumerate(pieces))


def linked(words: str, url: str) -> str:
    """Words as a Markdown link; as words alone where the address is none of the web, and the address alone where there are no words."""
    if not is_web_address(url):
        return markdown(words or url)
    target = f"<{_NOT_IN_BRACKETS.sub(lambda sign: quote(sign[0]), wording.cleaned(url))}>"
    return f"[{_escaped(wording.cleaned(words))}]({target})" if words else target


def _escaped(words: str) -> str:
    return _MARKDOWN.sub(r"\\\1", words)


def _bracketed(address: str) -> str:
    """`<https://a.example/b_c>`, and escaped what ends a sentence around it: a full stop, or a bracket that was not opened in the address."""
    url = address.rstrip(".,;:!?'")
    while url.endswith(")") and url.count(")") > url.count("("):
        url = url[:-1].rstrip(".,;:!?'")
    return f"<{_NOT_IN_BRACKETS.sub(lambda sign: quote(sign[0]), url)}>{_escaped(address[len(url) :])}"


def anchor(source: Source) -> str:
    """The id of a source's row in a page: `ref-9`, `ref-note-2` in a group, `ref-9-2` for its second part."""
    group = re.sub(r"\s+", "-", source.group)
    return "-".join(["ref", *filter(None, (group, source.reference)), *([str(source.part)] if source.part > 1 else [])])


def anchors(audit: Audit) -> dict[str, str]:
    """The id of each row of one article's page by the label that readers know its reference by."""
    return {source.source.label: anchor(source.source) for source in audit.sources}


def slugs(titles: Iterable[str]) -> tuple[str, ...]:
    """A folder name for each title, each once: letters and digits of any script, joined by `-`."""
    taken: dict[str, None] = {}
    for title in titles:
        words = "-".join(re.findall(r"\w+", unicodedata.normalize("NFKC", title).casefold()))
        words = words.encode()[:FOLDER_BYTES].decode(errors="ignore") or "article"
        numbered = (f"{words}-{number}" for number in count(2))
        taken[words if words not in taken else next(name for name in numbered if name not in taken)] = None
    return tuple(taken)


# ---------------------------------------------------------------- pictures and templates


def pictures(audit: Audit) -> dict[str, str]:
    """The pictures of an audit as SVG, by name; none where no article was read."""
    if audit.balance is None:
        return {}
    all_publishers = [(wording.cleaned(row.name), row.citations) for row in audit.balance.publishers]
    shown = all_publishers[:MOST_CITED]
    first = f"Citations by publisher (the first {len(shown)} of {len(all_publishers)})" if all_publishers != shown else "Citations by publisher"
    return {
        "kinds": drawing.bars("Citations by kind of source", [(row.name, row.citations) for row in grouping.voices(audit)], unit="citations"),
        "publishers": drawing.bars(first, shown, unit="citations"),
        "status": drawing.bars("Sources by status", [(row.name, row.sources) for row in audit.link_rot.statuses], unit="sources"),
    }


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
    numbers = (wording.share, wording.rate, wording.bounds, wording.counted, wording.when)
    words = (wording.cleaned, wording.sentence, wording.labels, wording.part, wording.type_name, wording.confidence, wording.sights, wording.evidence)
    environment.filters |= {told.__name__: told for told in (*numbers, *words, markdown, linked, anchor, grouping.kind, grouping.affiliation)}
    environment.tests["web_address"] = is_web_address
    asked = (anchors, slugs, grouping.tasks, grouping.speakers, grouping.supports, grouping.statuses, grouping.voices, grouping.affiliations)
    environment.globals |= {"wording": wording, "counting": counting, **{told.__name__: told for told in asked}}
    return environment


def laid_out(template: str, audit: Audit, **more: Any) -> bytes:
    """One template filled with an audit, as UTF-8. Between two blocks stands one blank line, whatever parts of a template were left out."""
    filled: str = _environment().get_template(template).render(audit=audit, **more)
    return re.sub(r"\n{3,}", "\n\n", filled).strip().encode() + b"\n"
