"""Reading 200 kB of wikitext with 331 references, beside mwparserfromhell's own parse of the whole page with its C tokenizer."""

from __future__ import annotations

import gc
import io
import random
import time
from collections.abc import Callable, Iterator
from statistics import median

from benchmarks.figures import Figure

ROUNDS = 9
REFERENCES = 331
BYTES = 200_000

_VOCABULARY = (
    "river bridge harbour council library station museum garden orchard mountain valley market railway archive theatre school church "
    "factory university parliament ministry commission report history culture election economy energy water forest climate weather "
    "people city region country border island ocean journey winter summer morning evening festival concert exhibition"
)
_WORDS = _VOCABULARY.split()
_GIVEN = ("Ada", "Bela", "Clara", "Dmitri", "Elif", "Farid", "Greta", "Hugo", "Irina", "Jonas", "Katarzyna", "Liam")
_FAMILY = ("Otter", "Quill", "Marten", "Heron", "Badger", "Plover", "Sparrow", "Linnet", "Beaver", "Falcon", "Weaver", "Archer")
_WORKS = ("The Morning Ledger", "Harbour Times", "River Gazette", "[[Northern Review]]", "Daily Plover", "City Herald")
_BODIES = ("Ministry of Water", "Orchard Society", "River University Press", "Northern Broadcasting Service", "Institute of Bridges")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def measure() -> list[Figure]:
    """Reads the page both ways by turns and takes medians."""
    import mwparserfromhell
    from mwparserfromhell.parser import use_c

    if not use_c:
        raise RuntimeError("mwparserfromhell has no C tokenizer here")
    page = page_of(REFERENCES, BYTES)
    _read(page)  # compiles the patterns and reads the tables, which a run pays once
    rounds = [(_took(lambda: _read(page)), _took(lambda: mwparserfromhell.parse(page))) for _ in range(ROUNDS)]
    ours, theirs = median(our for our, _ in rounds), median(their for _, their in rounds)
    name = f"{len(page.encode()) / 1e3:.0f} kB of wikitext with {REFERENCES} references ({ours * 1000:.0f} ms) : mwparserfromhell's parse of it"
    return [Figure(name=f"{name} ({theirs * 1000:.0f} ms)", measured=ours / theirs, bound=1, unit="times")]


def _read(page: str) -> None:
    from citeaudit.articles.wikitext.wikitext import read_wikitext
    from citeaudit.ports import ArticleInput

    found = read_wikitext(page, ArticleInput(stream=io.BytesIO(), file="page.wiki"))
    if len(found.references) != REFERENCES:
        raise RuntimeError(f"{len(found.references)} references were found")


def _took(work: Callable[[], object]) -> float:
    """CPU seconds on a clean heap: what the other way left behind is not swept up in this one's time."""
    gc.collect()
    begun = time.process_time()
    work()
    return time.process_time() - begun


# ---------------------------------------------------------------- a page such as editors of the English Wikipedia write


def page_of(references: int, size: int) -> str:
    """A page of some bytes at least with some references: the same one in every run."""
    chance = random.Random(13)
    parts = [_INFOBOX.format(*(_phrase(chance, 1, 4) for _ in range(12)))]
    citations = [_citation(chance) for _ in range(references)]
    tail = f"\n== See also ==\n{_list(chance, 8)}\n== References ==\n{{{{reflist|30em}}}}\n"
    tail += f"\n== External links ==\n{_list(chance, 4)}[[Category:Bridges]]\n"
    left = size - len(tail) - len(parts[0]) - sum(map(len, citations)) - 11 * references
    per_note = max(left // references - _OVERSHOOT, 0)
    for number, section in enumerate(_sections(chance, citations, per_note)):
        parts.append(section)
        if number == 5:
            parts.append(_table(chance))
    return "".join(parts) + tail


_OVERSHOOT = 62
"""Bytes that a citation's prose is longer than it should be, for its last sentence is whole."""

_INFOBOX = """{{{{Infobox bridge
| name = River bridges
| image = River bridge.jpg
| caption = {0}
| carries = [[{1}]]
| crosses = [[{2}|{3}]]
| locale = {4}
| design = {5}<br />{6}
| material = {7}
| length = {{{{convert|412|m|ft}}}}
| begin = {8}
| open = {9}
| traffic = {10}
| coordinates = {{{{coord|52|31|N|13|24|E|display=inline,title}}}}
| footnotes = {11}
}}}}
'''River bridges''' are bridges over rivers.
"""


def _phrase(chance: random.Random, least: int, most: int) -> str:
    words = " ".join(chance.choices(_WORDS, k=chance.randint(least, most)))
    return words[0].upper() + words[1:]


def _list(chance: random.Random, count: int) -> str:
    return "".join(f"* [[{_phrase(chance, 1, 3)}]]\n" for _ in range(count))


def _table(chance: random.Random) -> str:
    rows = "".join(f"|-\n| [[{_phrase(chance, 1, 2)}]] || align=right | {chance.randint(1, 999)} || {_phrase(chance, 2, 5)}\n" for _ in range(20))
    return f'{{| class="wikitable sortable"\n! Bridge !! Length !! Remarks\n{rows}|}}\n'


def _sections(chance: random.Random, citations: list[str], size: int) -> Iterator[str]:
    """Sections of some paragraphs; so many bytes of prose for each citation, one of ten of which is named and used again."""
    again = ""
    for number, citation in enumerate(citations):
        lead = f"\n== {_phrase(chance, 2, 4)} ==\n" if number % 16 == 0 else "\n\n" if number % 4 == 0 else " "
        text = f"{_sentence(chance)} "
        while len(text) < size:
            text += f"{_sentence(chance)} "
        name = f' name="n{number}"' if number % 10 == 0 else ""
        yield f"{lead}{text[:-1]}<ref{name}>{citation}</ref>{again}"
        again = f'<ref name="n{number}" />' if name else ""


def _sentence(chance: random.Random) -> str:
    words = _phrase(chance, 8, 16).split()
    for _ in range(2):
        at = chance.randrange(len(words))
        words[at] = f"[[{words[at]}]]" if chance.random() < 0.5 else f"[[{words[at].title()} ({_phrase(chance, 1, 1)})|{words[at]}]]"
    return " ".join(words) + "."


def _day(chance: random.Random) -> str:
    return f"{chance.randint(1, 28)} {chance.choice(_MONTHS)} {chance.randint(1996, 2023)}"


def _citation(chance: random.Random) -> str:
    """Nine of ten come from a citation template of six to eight parameters, a third of these with an archived copy; the others are by hand."""
    title, work, body = f"{_phrase(chance, 4, 8)} {chance.randint(1, 999)}", chance.choice(_WORKS), chance.choice(_BODIES)
    url = f"https://www.{chance.choice(_WORDS)}{chance.randint(1, 400)}.example/{chance.choice(_WORDS)}/{chance.randint(1000, 999999)}.html"
    if chance.random() < 0.1:
        return f"[{url} {title}]. {body}, {_day(chance)}. Retrieved {_day(chance)}."
    kind, host = chance.choice(
        (("web", f"website={work}"), ("news", f"newspaper={work}"), ("web", f"publisher={body}"), ("book", f"publisher={body}"))
    )
    author = f"last={chance.choice(_FAMILY)} |first={chance.choice(_GIVEN)}"
    archive = f" |archive-url=https://web.archive.org/web/20150328{chance.randint(100000, 235959)}/{url} |archive-date=28 March 2015 |url-status=live"
    dates = f"date={_day(chance)} |access-date={_day(chance)}{archive if chance.random() < 0.33 else ''}"
    return f"{{{{cite {kind} |{author} |title={title} |url={url} |{host} |{dates}}}}}"
