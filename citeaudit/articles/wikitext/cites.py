"""The body of a footnote in wikitext (or of a line of a bibliography) → an entry with the sources that it bundles (pure).

Sources are cut where HTML entries are cut (`parts.py`): at citation templates, and at the items of a list where at least two show a source.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from citeaudit.articles.links import completed, role_of
from citeaudit.articles.linktitles import is_title
from citeaudit.articles.references import Entry
from citeaudit.articles.remarks import remark
from citeaudit.articles.seams import MOST_SOURCES, with_free
from citeaudit.articles.source import Part
from citeaudit.articles.wikitext.citetemplates import SHORT, template_named
from citeaudit.articles.wikitext.fields import doubtful_dates, stated_by
from citeaudit.articles.wikitext.given import Given, given_by
from citeaudit.articles.wikitext.links import EXTERNAL
from citeaudit.articles.wikitext.people import anchors
from citeaudit.articles.wikitext.runs import Run, runs_of, split_run
from citeaudit.articles.wikitext.shortnames import label_cite, short_cite, written_names
from citeaudit.articles.wikitext.templates import Call, Span, calls_in, settled
from citeaudit.articles.wikitext.words import plain
from citeaudit.model import Identifier, LinkRole, ReferenceLink, Remark, Severity
from citeaudit.urls import identifier_in, page_key, printed_host

_COPIES = (LinkRole.ORIGINAL, LinkRole.ARCHIVE)
_LINKS = re.compile(r"\[[^\[\]]*\]")
_SEAM = re.compile(r"[;；]\s|<br\s*/?>", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")
_BEFORE_STOP = re.compile(r"\s+(?=[.,;:])")
_ITEM = re.compile(r"^[*#:;]+[ \t]*", re.M)


def is_citation_template(name: str) -> bool:
    """Whether a template of this name cites a source."""
    template = template_named(name)
    return template is not None and template.cites


def read_body(body: str, label: str, language: str = "", wiki: str = "") -> Entry:
    """Reads a body, the footnotes that stand in it taken out.

    Args:
        body: the wikitext.
        label: of its reference, for the remarks.
        language: of the article, whose names for parameters go before those of other wikis.
        wiki: the host, which says the language where that is not known.
    """
    words = settled(body)
    runs = runs_of(words, (language or wiki.partition(".")[0]).partition("-")[0])
    items = [found.start() for found in _ITEM.finditer(words)] if "\n" in words else []
    runs = [piece for run in runs for piece in split_run(run, items)] if items else runs
    bounds = _bounds(words, runs, items)
    if len(bounds) == 1:
        parts = [_part(runs, _folded(body), label)]
    else:
        runs = [piece for run in runs for piece in split_run(run, [low for low, _ in bounds])]
        at = [run.span[0] for run in runs]
        cut = [(runs[bisect_left(at, low) : bisect_left(at, high)], _folded(_ITEM.sub("", words[low:high]))) for low, high in bounds]
        parts = [_part(own, printed, label) for own, printed in cut]
    return Entry(text=body.strip(), links=tuple(link for run in runs for link in run.links), parts=tuple(parts))


def _folded(words: str) -> str:
    return " ".join(words.split())


def read_short(words: str) -> Part | None:
    """Reads the call of one template as a short citation; None where it is none."""
    written = settled(words)
    calls = calls_in(written)
    named = template_named(calls[0].name) if len(calls) == 1 else None
    if named is None or not named.is_short:
        return None
    short = short_cite(calls[0]) if named.kind == SHORT else label_cite(calls[0])
    return Part(printed=written, words=short.words, points_to=short.points_to)


def anchors_of(body: str) -> tuple[str, ...]:
    """The names that short citations find the sources of a piece of wikitext by."""
    words = settled(body)
    names: dict[str, None] = {}
    for call in calls_in(words):
        template = template_named(call.name)
        if template and template.cites:
            names.update(dict.fromkeys(anchors(given_by(call, template, template.language))))
    names.update(dict.fromkeys(written_names(words)))
    return tuple(names)


# ---------------------------------------------------------------- sources


def _bounds(words: str, runs: Sequence[Run], items: Sequence[int]) -> list[Span]:
    """Where each source begins and ends."""
    starts = _starts(words, runs, items) or [0, *_seams(words, runs)]
    starts = starts if len(starts) <= MOST_SOURCES else [0]
    return list(zip(starts, [*starts[1:], len(words)], strict=True))


def _starts(words: str, runs: Sequence[Run], items: Sequence[int]) -> list[int]:
    """The starts of citing calls, and of list items where at least two show a source; of an item with several calls, theirs."""
    calls = [run.span for run in runs if run.given]
    if not items:
        return with_free(words, 0, calls, _titled_links(words) if calls else ())
    citing = [start for start, _ in calls]
    spans = list(zip(items, [*items[1:], len(words)], strict=True))
    marks = [run.span[0] for run in runs if run.shows_source]
    showing = [(low, high) for low, high in spans if bisect_left(marks, low) < bisect_left(marks, high)]
    if len(showing) < 2:
        return citing
    starts = [at for at in citing if at < items[0]]
    for low, high in showing:
        inside = citing[bisect_left(citing, low) : bisect_left(citing, high)]
        starts += inside if len(inside) > 1 else [low]
    return sorted(starts)


def _seams(words: str, runs: Sequence[Run]) -> list[int]:
    """Where one source ends and the next begins in words without templates, as in HTML: at semicolons and line breaks between pieces that each
    link to a page of their own and have words beside the link."""
    links = list(EXTERNAL.finditer(words))
    pages = [(found.start(), page_key(url)) for found in links if (url := completed(found[1])) and _may_be_title(url, plain(found[2] or ""))]
    ends = [found.end() for found in _SEAM.finditer(words)]
    if len(pages) < 2 or max(len(ends), len(links)) > MOST_SOURCES:
        return []
    inside = [*(found.span() for found in links), *(found.span() for found in _LINKS.finditer(words)), *(run.span for run in runs if run.call)]
    seams = [0]
    for end in [*(at for at in ends if not any(start < at < stop for start, stop in inside)), len(words)]:
        beside = plain(EXTERNAL.sub("", words[seams[-1] : end]))
        if any(seams[-1] <= at < end for at, _ in pages) and _WORD.search(beside):
            seams.append(end)
    told = [{page for at, page in pages if low <= at < high} for low, high in pairwise(seams)]
    are_different = sum(map(len, told)) == len(set().union(*told)) == len({page for _, page in pages})
    return seams[1:-1] if are_different else []


def _titled_links(words: str) -> list[int]:
    """Where links stand whose words may be a title."""
    return [found.start() for found in EXTERNAL.finditer(words) if _may_be_title(completed(found[1]), plain(found[2] or ""))]


def _may_be_title(url: str, words: str) -> bool:
    return bool(words and _title(words)) and role_of(url) is LinkRole.ORIGINAL


def _part(runs: Sequence[Run], printed: str, label: str) -> Part:
    citing = next((run for run in runs if run.given), None)
    part = _free(runs, printed) if citing is None or citing.given is None else _stated(citing.given, runs, printed, label)
    return replace(part, links=tuple(link for run in runs for link in run.links), points_to=tuple(name for run in runs for name in run.points_to))


def _stated(given: Given, runs: Sequence[Run], printed: str, label: str) -> Part:
    stated = stated_by(given)
    note = next((run.note for run in runs if run.note), None)
    if note:
        stated = replace(stated, archived_on=stated.archived_on or note.made, archive_name=note.archive)
    language = next((run.language for run in runs if run.language), "")
    stated = replace(stated, language=stated.language or language) if language else stated
    doubtful = doubtful_dates(given)
    return Part(
        printed=printed,
        words=f'"{stated.title}". {". ".join(doubtful)}.' if doubtful else "",
        stated=stated,
        is_citation=True,
        doubts=tuple(_repeated(given.call, label)),
    )


def _repeated(call: Call, label: str) -> Iterator[Remark]:
    """A parameter given twice with different values: MediaWiki takes the last one."""
    seen: dict[str, str] = {}
    for name, value in call.parameters:
        if value and seen.get(name, value) != value:
            told = f'a citation template is given "{name.replace("{", "").replace("}", "")}" twice, with different values; the last one counts'
            yield remark("repeated-parameter", Severity.NOTE, [label], told, "Remove one of the two.")
            return
        seen[name] = value


def _free(runs: Sequence[Run], printed: str) -> Part:
    """A source in free words, as its HTML form hands it over."""
    note = next((run.note for run in runs if run.note), None)
    copies = [link for run in runs for link in run.links if link.role in _COPIES]
    written = _ITEM.sub("", _written(runs, copies[0] if copies else None))
    words = plain(written)
    # A note on an archived copy is read after all other words: what follows it goes on with what it is on.
    words = f"{_BEFORE_STOP.sub('', words).rstrip(' .')}{note.words}" if note else words
    # What stands in brackets is no word of a source in an article's list; a body of wikilinks alone is shown without them.
    is_linked = not any(map(str.isalnum, _LINKS.sub("", printed))) and not any(run.shows_source for run in runs)
    return Part(
        printed=words if is_linked else printed,
        words=words.strip(" .") if note else words,
        title=_link_title(written, copies[0]) if copies else "",
        identifiers=tuple(_identifiers(runs)),
        archived_on=note.made if note else None,
        is_lost=not any(run.shows_source for run in runs) and not any(map(str.isalnum, words)),
    )


def _written(runs: Sequence[Run], link: ReferenceLink | None) -> str:
    """The wikitext of a source in free words without notes on archived copies, but with the title that the one of the first link gives.

    Marks of a language before all words stand behind the first link, as where citations print them.
    """
    pieces: list[str] = []
    leading = ""
    for run in runs:
        if run.note:
            pieces.append(f'"{run.note.title}"' if run.note.title and run.note.link is link else "")
        elif run.language and not any(map(str.isalnum, "".join(pieces))):
            leading += f" {run.text}"
        else:
            pieces.append(run.text)
    words = "".join(pieces)
    found = EXTERNAL.search(words) if leading else None
    at = found.end() if found else len(words)
    return words[:at] + leading + words[at:] if any(map(str.isalnum, plain(words))) else words


def _link_title(written: str, link: ReferenceLink) -> str:
    """The words of a source's first link, where they are its title and do not only say where to click."""
    title = _title(link.words)
    found = next((found for found in EXTERNAL.finditer(written) if completed(found[1]) == link.url), None) if title else None
    return title if found is None or is_title(title, plain(written[: found.start()]), plain(written[found.end() :])) else ""


def _title(words: str) -> str:
    return "" if "://" in words or printed_host(words) else words


def _identifiers(runs: Sequence[Run]) -> Iterator[Identifier]:
    for run in runs:
        for link in run.links:
            if link.role is LinkRole.IDENTIFIER and (found := identifier_in(link.url)):
                yield found
