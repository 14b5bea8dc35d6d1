"""The same article as HTML, wikitext and text copy gives the same references: one generated article, and what a wiki makes of it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import urlencode

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citeaudit.articles.page.wikipage import read_wiki_page
from citeaudit.articles.textcopy.textcopy import read_text_copy
from citeaudit.articles.wikitext.wikitext import read_wikitext
from citeaudit.model import LEAD, Article, Source
from citeaudit.ports import ArticleInput

GIVEN = ArticleInput(stream=io.BytesIO(), file="generated", title="A generated article")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
WORDS = (
    *("river", "council", "law", "harvest", "school", "border", "trade", "union", "court", "bridge", "winter", "market", "library", "valley"),
    *("новости", "суд", "қала", "Ökologie", "économie", "año", "水力", "気候", "تقرير", "مدينة"),
)
SURNAMES = ("Oakley", "Brandt", "Sato", "Иванова", "García", "Nazarova", "Müller", "Okafor")
FIRST_NAMES = ("Ann", "Boris", "Chidi", "Dina", "Emil")
WORKS = ("The Orchard Times", "Valley Herald", "Bergen Courier", "Steppe Review")
PUBLISHERS = ("Council for Rivers", "Institute of Harbours", "Ministry of Bridges")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cite:
    """What one reference cites. Dates are (year, month, day); 0 is left out."""

    title: str
    last: str
    first: str
    work: str
    publisher: str
    date: tuple[int, int, int]
    accessed: tuple[int, int, int] | None
    archived: tuple[int, int, int] | None
    url: str

    @property
    def archive_url(self) -> str:
        year, month, day = self.archived or (0, 0, 0)
        return f"https://web.archive.org/web/{year:04}{month:02}{day:02}120000/{self.url}" if self.archived else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Generated:
    """An article: its cites in the order in which they are first used, and sections of sentences with the cites (by place) at their ends."""

    cites: tuple[Cite, ...]
    sections: tuple[tuple[str, tuple[tuple[str, tuple[int, ...]], ...]], ...]


_DAYS = st.tuples(st.integers(2001, 2026), st.integers(1, 12), st.integers(1, 28))
_TITLES = st.lists(st.sampled_from(WORDS), min_size=3, max_size=7).map(lambda words: " ".join(words).capitalize())


@st.composite
def _cites(draw: st.DrawFn, number: int) -> Cite:
    day = draw(_DAYS)
    work, publisher = draw(st.sampled_from([(w, "") for w in WORKS] + [("", p) for p in PUBLISHERS]))
    return Cite(
        title=draw(_TITLES),
        last=draw(st.sampled_from(SURNAMES)),
        first=draw(st.sampled_from(FIRST_NAMES)),
        work=work,
        publisher=publisher,
        date=draw(st.sampled_from([day, (day[0], day[1], 0), (day[0], 0, 0)])),
        accessed=draw(st.none() | _DAYS),
        archived=draw(st.none() | _DAYS),
        url=f"https://www.site{number}.example/{draw(st.integers(1, 999))}/page.html",
    )


@st.composite
def generated(draw: st.DrawFn) -> Generated:
    """An article of one to four sections, each sentence of which cites none to three references, new ones or used ones."""
    cites: list[Cite] = []
    sections = []
    for place in range(draw(st.integers(1, 4))):
        sentences = []
        for _ in range(draw(st.integers(1, 4))):
            used: list[int] = []
            for _ in range(draw(st.integers(0, 3))):
                which = draw(st.integers(0, len(cites)))
                if which == len(cites):
                    cites.append(draw(_cites(len(cites) + 1)))
                if which not in used:
                    used.append(which)
            words = draw(st.lists(st.sampled_from(WORDS), min_size=8, max_size=14))
            sentences.append((f"{' '.join(words).capitalize()}.", tuple(used)))
        sections.append((f"Part {'abcd'[place]} of it", tuple(sentences)))
    if not cites:
        cites.append(draw(_cites(1)))
        heading, sentences_ = sections[0]
        sections[0] = (heading, ((sentences_[0][0], (0,)), *sentences_[1:]))
    return Generated(cites=tuple(cites), sections=tuple(sections))


def printed(day: tuple[int, int, int]) -> str:
    """`3 May 2015`, `May 2015`, `2015`."""
    year, month, number = day
    return " ".join(filter(None, (str(number) if number else "", MONTHS[month - 1] if month else "", str(year))))


def iso(day: tuple[int, int, int] | None) -> str:
    """`2015-05-03`, `2015-05`, `2015`; empty for None."""
    year, month, number = day or (0, 0, 0)
    return "-".join(f"{part:0{width}}" for part, width in ((year, 4), (month, 2), (number, 2)) if part)


# ---------------------------------------------------------------- wikitext


def wikitext(article: Generated) -> str:
    """With CS1 templates; a reference that is used again is named."""
    uses = [which for _, sentences in article.sections for _, used in sentences for which in used]
    defined: set[int] = set()
    lines = []
    for place, (heading, sentences) in enumerate(article.sections):
        lines += [] if place == 0 else [f"== {heading} =="]
        paragraph = []
        for words, used in sentences:
            marks = ""
            for which in used:
                name = f' name="r{which}"' if uses.count(which) > 1 else ""
                marks += f"<ref{name} />" if which in defined else f"<ref{name}>{_template(article.cites[which])}</ref>"
                defined.add(which)
            paragraph.append(words + marks)
        lines += [" ".join(paragraph), ""]
    unused = [which for which in range(len(article.cites)) if which not in defined]
    assert not unused
    return "\n".join([*lines, "== References ==", "{{reflist}}"])


def _template(cite: Cite) -> str:
    fields = {
        "last": cite.last,
        "first": cite.first,
        "date": printed(cite.date),
        "title": cite.title,
        "url": cite.url,
        "website": cite.work,
        "publisher": cite.publisher,
        "access-date": printed(cite.accessed) if cite.accessed else "",
        "archive-url": cite.archive_url,
        "archive-date": printed(cite.archived) if cite.archived else "",
    }
    return "{{cite web " + " ".join(f"|{name}={value}" for name, value in fields.items() if value) + "}}"


# ---------------------------------------------------------------- HTML and text


def _words(cite: Cite) -> tuple[str, str]:
    """What CS1 prints before and after the title."""
    after = "".join(f" {name}." for name in (cite.work, cite.publisher) if name)
    after += f" Archived from the original on {printed(cite.archived)}." if cite.archived else ""
    after += f" Retrieved {printed(cite.accessed)}." if cite.accessed else ""
    return f"{cite.last}, {cite.first} ({printed(cite.date)}). ", after


def html(article: Generated) -> str:
    """As MediaWiki's legacy parser and Module:Citation/CS1 write it."""
    uses: dict[int, int] = {}
    blocks = []
    for place, (heading, sentences) in enumerate(article.sections):
        blocks += [] if place == 0 else [f'<h2><span class="mw-headline" id="s{place}">{heading}</span></h2>']
        paragraph = []
        for words, used in sentences:
            marks = ""
            for which in used:
                uses[which] = uses.get(which, -1) + 1
                marks += (
                    f'<sup id="cite_ref-r{which}_{which + 1}-{uses[which]}" class="reference"><a href="#cite_note-r{which}-{which + 1}">'
                    f"&#91;{which + 1}&#93;</a></sup>"
                )
            paragraph.append(escape(words) + marks)
        blocks.append(f"<p>{' '.join(paragraph)}\n</p>")
    entries = "\n".join(_entry(which, cite) for which, cite in enumerate(article.cites))
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>A generated article - Wikipedia</title></head><body>'
        '<h1 id="firstHeading">A generated article</h1><div id="mw-content-text" lang="en"><div class="mw-parser-output">\n'
        + "\n".join(blocks)
        + '\n<h2><span class="mw-headline" id="References">References</span></h2>\n'
        + f'<ol class="references">\n{entries}\n</ol></div></div></body></html>'
    )


def _entry(which: int, cite: Cite) -> str:
    before, after = _words(cite)
    if cite.archived:
        archived, original = (
            f'<a class="external text" href="{cite.archive_url}">Archived</a>',
            f'<a class="external" href="{cite.url}">the original</a>',
        )
        after = after.replace("Archived from the original", f"{archived} from {original}")
    link = f'<a rel="nofollow" class="external text" href="{cite.archive_url or cite.url}">"{escape(cite.title)}"</a>'
    keys = {
        "ctx_ver": "Z39.88-2004",
        "rft_val_fmt": "info:ofi/fmt:kev:mtx:journal" if cite.work else "info:ofi/fmt:kev:mtx:book",
        "rft.genre": "unknown",
        "rft.atitle" if cite.work else "rft.btitle": cite.title,
        "rft.jtitle": cite.work,
        "rft.pub": cite.publisher,
        "rft.date": iso(cite.date),
        "rft.aulast": cite.last,
        "rft.aufirst": cite.first,
        "rft_id": cite.url,
    }
    coins = escape(urlencode({name: value for name, value in keys.items() if value}))
    return (
        f'<li id="cite_note-r{which}-{which + 1}"><span class="mw-cite-backlink"><b><a href="#cite_ref-r{which}_{which + 1}-0">^</a></b></span> '
        f'<span class="reference-text"><cite class="citation web cs1">{escape(before)}{link}.{after}</cite>'
        f'<span title="{coins}" class="Z3988"></span></span>\n</li>'
    )


def copied(article: Generated) -> str:
    """As a reader copies the page into a text editor: no addresses."""
    blocks = ["A generated article", "", "From Wikipedia, the free encyclopedia", ""]
    for place, (heading, sentences) in enumerate(article.sections):
        blocks += [] if place == 0 else [heading, ""]
        blocks += [" ".join(words + "".join(f"[{which + 1}]" for which in used) for words, used in sentences), ""]
    blocks += ["References", ""]
    for number, cite in enumerate(article.cites, 1):
        before, after = _words(cite)
        blocks.append(f'{number}.  ^ {before}"{cite.title}".{after}')
    return "\n".join(blocks) + "\n"


# ---------------------------------------------------------------- what is compared


def fields(article: Article) -> list[tuple[Any, ...]]:
    """What every form shows of each source."""
    return [
        (s.group, s.reference, s.role.value, s.title, s.authors, s.work or s.publisher, *dates(s))
        for reference in article.references
        for s in reference.sources
    ]


def dates(source: Source) -> list[str]:
    return [str(date) if date else "" for date in (source.published, source.accessed, source.archived_on)]


def links(article: Article) -> list[tuple[str, str]]:
    return [(source.url, source.archive_url) for reference in article.references for source in reference.sources]


def citations(article: Article) -> list[tuple[str, str, str, str]]:
    return [(cited.group, cited.reference, cited.section, cited.sentence) for cited in article.citations]


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(generated())
def test_three_renderings_give_the_same_references(article: Generated) -> None:
    page, source, copy = read_wiki_page(html(article), GIVEN), read_wikitext(wikitext(article), GIVEN), read_text_copy(copied(article), GIVEN)
    expected = [
        ("", str(n), "source", c.title, (f"{c.last}, {c.first}",), c.work or c.publisher, *map(iso, (c.date, c.accessed, c.archived)))
        for n, c in enumerate(article.cites, 1)
    ]
    assert fields(page) == expected
    assert fields(source) == expected
    assert fields(copy) == expected
    assert links(page) == links(source) == [(cite.url, cite.archive_url) for cite in article.cites]
    cited = [
        ("", str(which + 1), heading if place else LEAD, words)
        for place, (heading, sentences) in enumerate(article.sections)
        for words, used in sentences
        for which in used
    ]
    assert citations(page) == cited
    assert citations(source) == cited
    assert citations(copy) == cited
