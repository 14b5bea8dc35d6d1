"""Reading a saved page of 1 MB with 768 references, beside the time that BeautifulSoup needs for the page's tree alone."""

from __future__ import annotations

import gc
import io
import random
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from statistics import median
from urllib.parse import quote_plus

from benchmarks.figures import Figure

ROUNDS = 7
REFERENCES = 768
BYTES = 1_000_000

_WORDS = (
    *("river", "bridge", "harbour", "council", "library", "station", "museum", "garden", "orchard", "mountain", "valley", "market", "railway"),
    *("archive", "theatre", "school", "church", "factory", "university", "parliament", "ministry", "commission", "report", "history", "culture"),
    *("election", "economy", "energy", "water", "forest", "climate", "weather", "people", "city", "region", "country", "border", "island"),
    *("ocean", "journey", "winter", "summer", "morning", "evening", "festival", "concert", "exhibition"),
)
_GIVEN = ("Ada", "Bela", "Clara", "Dmitri", "Elif", "Farid", "Greta", "Hugo", "Irina", "Jonas", "Katarzyna", "Liam")
_FAMILY = ("Otter", "Quill", "Marten", "Heron", "Badger", "Plover", "Sparrow", "Linnet", "Beaver", "Falcon", "Weaver", "Archer")
_WORKS = ("The Morning Ledger", "Harbour Times", "River Gazette", "Science of Orchards", "Northern Review", "Daily Plover", "City Herald")
_BODIES = ("Ministry of Water", "Orchard Society", "River University Press", "Northern Broadcasting Service", "Institute of Bridges")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def measure() -> list[Figure]:
    """Reads the page both ways by turns and takes medians."""
    from bs4 import BeautifulSoup

    # Each round has a page of its own: what is kept of one (dates, names) is no help with the next.
    first, *pages = [page_of(REFERENCES, BYTES, seed) for seed in range(ROUNDS + 1)]
    _read(first)  # compiles the patterns and reads the tables, which a run pays once
    rounds = [(_took(_read, page), _took(lambda page: BeautifulSoup(page, "lxml"), page)) for page in pages]
    ours, theirs = median(our for our, _ in rounds), median(their for _, their in rounds)
    name = f"{len(first.encode()) / 1e6:.2f} MB of HTML with {REFERENCES} references ({ours * 1000:.0f} ms) : BeautifulSoup's tree of it"
    return [Figure(name=f"{name} ({theirs * 1000:.0f} ms)", measured=ours / theirs, bound=0.5, unit="times")]


def _read(page: str) -> None:
    from citeaudit.articles.page.wikipage import read_wiki_page
    from citeaudit.ports import ArticleInput

    found = read_wiki_page(page, ArticleInput(stream=io.BytesIO(), file="page.html", title="", language=""))
    if len(found.references) != REFERENCES:
        raise RuntimeError(f"{len(found.references)} references were found")


def _took(work: Callable[[str], object], page: str) -> float:
    """CPU seconds on a clean heap: what the other way left behind is not swept up in this one's time."""
    gc.collect()
    begun = time.process_time()
    work(page)
    return time.process_time() - begun


# ---------------------------------------------------------------- a page such as MediaWiki's legacy parser writes


def page_of(references: int, size: int, seed: int = 0) -> str:
    """A page of some bytes or a little more with some references: of one seed the same one in every run."""
    chance = random.Random(seed)
    entries = "".join(_entry(chance, number) for number in range(1, references + 1))
    heading = '<h2><span class="mw-headline" id="References">References</span></h2>'
    tail = f'{heading}\n<div class="reflist"><ol class="references">\n{entries}</ol></div>\n{_navbox(chance)}'
    body, length = [_infobox(chance)], len(tail)
    for section in _sections(chance, _markers(chance, references)):
        body.append(section)
        length += len(section)
        if not section.count("cite_note-") and length > size:
            break
    return _PAGE.format(body="".join(body) + tail)


_PAGE = """<!DOCTYPE html>
<html class="client-nojs" lang="en" dir="ltr">
<head>
<meta charset="UTF-8">
<title>River bridges - Wikipedia</title>
<script>document.documentElement.className="client-js";RLCONF={{"wgPageName":"River_bridges","wgRevisionId":907528918}};</script>
<link rel="canonical" href="https://en.wikipedia.org/wiki/River_bridges">
</head>
<body class="mediawiki ltr sitedir-ltr ns-0 ns-subject page-River_bridges skin-vector">
<div id="content" class="mw-body" role="main"><h1 id="firstHeading" class="firstHeading">River bridges</h1>
<div id="bodyContent" class="mw-body-content"><div id="mw-content-text" lang="en" dir="ltr"><div class="mw-parser-output">
{body}</div></div></div></div>
</body></html>
"""


def _phrase(chance: random.Random, least: int, most: int) -> str:
    return " ".join(chance.choices(_WORDS, k=chance.randint(least, most))).capitalize()


def _day(chance: random.Random) -> tuple[str, str]:
    """A date as printed and as metadata have it."""
    year, month, day = chance.randint(1996, 2023), chance.randint(1, 12), chance.randint(1, 28)
    return f"{_MONTHS[month - 1]} {day}, {year}", f"{year}-{month:02}-{day:02}"


def _markers(chance: random.Random, references: int) -> Iterator[str]:
    """The markers in the text: each reference's, and every tenth time an earlier one's again."""
    for number in range(1, references + 1):
        yield f'<sup id="cite_ref-{number}_0" class="reference"><a href="#cite_note-{number}">&#91;{number}&#93;</a></sup>'
        if number % 10 == 0:
            again = chance.randint(1, number)
            yield f'<sup id="cite_ref-{again}_{number}" class="reference"><a href="#cite_note-{again}">&#91;{again}&#93;</a></sup>'


def _sections(chance: random.Random, markers: Iterator[str]) -> Iterator[str]:
    """Sections of four paragraphs of six sentences, in two of three of which a marker stands."""
    for section in count(1):
        heading = f"{_phrase(chance, 2, 4)} {section}"
        name = heading.replace(" ", "_")
        edit = f'[<a href="/w/index.php?title=River_bridges&amp;action=edit&amp;section={section}" title="Edit section: {heading}">edit</a>]'
        title = f'<span class="mw-headline" id="{name}">{heading}</span><span class="mw-editsection">{edit}</span>'
        sentences = [_sentence(chance) + (next(markers, "") if n % 3 else "") for n in range(24)]
        paragraphs = "".join(f"<p>{' '.join(sentences[n : n + 6])}\n</p>" for n in range(0, 24, 6))
        yield f"<h2>{title}</h2>\n{paragraphs}"


def _sentence(chance: random.Random) -> str:
    words = _phrase(chance, 6, 14).split()
    at = chance.randrange(len(words))
    words[at] = f'<a href="/wiki/{words[at].title()}" title="{words[at].title()}">{words[at]}</a>'
    return " ".join(words) + "."


def _infobox(chance: random.Random) -> str:
    rows = "".join(f'<tr><th scope="row">{_phrase(chance, 1, 2)}</th><td>{_phrase(chance, 2, 6)}</td></tr>\n' for _ in range(16))
    return f'<table class="infobox vcard" style="width:22em"><tbody>{rows}</tbody></table>\n'


def _navbox(chance: random.Random) -> str:
    links = "".join(f'<li><a href="/wiki/{word}" title="{word}">{word}</a></li>\n' for word in (_phrase(chance, 1, 3) for _ in range(120)))
    return f'<div role="navigation" class="navbox"><table><tbody><tr><td class="navbox-list"><ul>\n{links}</ul></td></tr></tbody></table></div>\n'


def _entry(chance: random.Random, number: int) -> str:
    back = f'<span class="mw-cite-backlink"><b><a href="#cite_ref-{number}_0">^</a></b></span>'
    url = f"https://www.{chance.choice(_WORDS)}{chance.randint(1, 5)}.example/{chance.choice(_WORDS)}/{chance.randint(1000, 999999)}.html"
    title = f"{_phrase(chance, 4, 10)} {number}"
    words = _by_hand(chance, title, url) if chance.random() < 0.1 else _templated(chance, title, url)
    return f'<li id="cite_note-{number}">{back} <span class="reference-text">{words}</span>\n</li>\n'


def _by_hand(chance: random.Random, title: str, url: str) -> str:
    link, body, (day, _) = f'<a rel="nofollow" class="external text" href="{url}">{title}</a>', chance.choice(_BODIES), _day(chance)
    return chance.choice((f"{link}. {body}, {day}.", f"{body}, {link}, {day}", f"{body}:{link}", link))


def _templated(chance: random.Random, title: str, url: str) -> str:
    """What CS1 makes of `cite news` and `cite web`, half of them with an archived copy, nearly all with a date of access."""
    work, body, (printed, iso), (accessed, _), (archived, stamp) = chance.choice(_WORKS), chance.choice(_BODIES), *(_day(chance) for _ in range(3))
    author, has_author, is_news = (chance.choice(_FAMILY), chance.choice(_GIVEN)), chance.random() < 0.6, chance.random() < 0.6
    copy = f"https://web.archive.org/web/{stamp.replace('-', '')}120000/{url}"
    is_archived = chance.random() < 0.5
    words = f"{', '.join(author)} ({printed}). " if has_author else ""
    words += f'<a rel="nofollow" class="external text" href="{copy if is_archived else url}">"{title}"</a>. '
    words += f"<i>{work}</i>" if is_news else body
    words += "" if has_author else f". {printed}"
    if is_archived:
        words += f'. Archived from <a rel="nofollow" class="external text" href="{url}">the original</a> on {archived}'
    if chance.random() < 0.9:
        day, year = accessed.split(", ")
        words += f'<span class="reference-accessdate">. Retrieved <span class="nowrap">{day},</span> {year}</span>'
    keys = [("ctx_ver", "Z39.88-2004"), ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{'journal' if is_news else 'book'}")]
    keys += [("rft.genre", "article"), ("rft.atitle", title), ("rft.jtitle", work)] if is_news else [("rft.genre", "unknown"), ("rft.btitle", title)]
    keys += [] if is_news else [("rft.pub", body)]
    keys += [("rft.date", iso), *((("rft.aulast", author[0]), ("rft.aufirst", author[1])) if has_author else ())]
    coins = _query([*keys, ("rft_id", url), ("rfr_id", "info:sid/en.wikipedia.org:River bridges")])
    kind = "news" if is_news else "web"
    return f'<cite class="citation {kind}">{words}.</cite><span title="{coins}" class="Z3988"></span>{_STYLE}'


_STYLE = '<link rel="mw-deduplicated-inline-style" href="mw-data:TemplateStyles:r886058088"/>'


def _query(keys: Sequence[tuple[str, str]]) -> str:
    return "&amp;".join(f"{key}={quote_plus(value)}" for key, value in keys)
