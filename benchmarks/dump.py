"""Reading an XML dump of 1,000 articles, one after the other: CPU seconds for each, and the peak memory of the process that does nothing else."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path

from benchmarks.figures import Figure

PAGES = 1000
SMALLEST, LARGEST = 2_000, 60_000
"""Bytes of wikitext in an article, about."""

REFERENCES = 20
"""References in an article, on average."""

_READ = """
import json, resource, sys, time
from citeaudit.articles.formats.dump import FORMAT
from citeaudit.ports import ArticleInput

begun, articles, references = time.process_time(), 0, 0
with open(sys.argv[1], "rb") as stream:
    for article in FORMAT.read(ArticleInput(stream=stream, file="dump.xml")):
        articles += 1
        references += len(article.references)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([articles, references, time.process_time() - begun, peak]))
"""


def measure() -> list[Figure]:
    """Writes the dump, the same one in every run, and reads it in a process of its own, which keeps no article."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dump.xml"
        with path.open("w", encoding="utf-8") as stream:
            stream.writelines(_dump(random.Random(13)))
        size = path.stat().st_size
        done = subprocess.run([sys.executable, "-c", _READ, str(path)], check=True, capture_output=True, text=True)
    articles, references, cpu_s, peak_mb = json.loads(done.stdout)
    if articles != PAGES:
        raise RuntimeError(f"{articles} articles were read")
    name = f"XML dump, {size / 1e6:.0f} MB, {PAGES} articles with {references} references"
    return [
        Figure(name=f"{name}, an article ({articles / cpu_s:.0f} a second)", measured=cpu_s / articles, bound=1 / 40, unit="s"),
        Figure(name=f"{name}, peak memory", measured=peak_mb, bound=200, unit="MB"),
    ]


# ---------------------------------------------------------------- a dump such as wikis write

_WORDS = (
    *("river", "bridge", "harbour", "council", "library", "station", "museum", "garden", "orchard", "mountain", "valley", "market", "railway"),
    *("archive", "theatre", "school", "factory", "university", "parliament", "ministry", "commission", "report", "history", "culture", "election"),
    *("economy", "energy", "water", "forest", "climate", "weather", "people", "city", "region", "country", "border", "island", "ocean", "journey"),
)
_NAMES = ("Ada Otter", "Bela Quill", "Clara Marten", "Dmitri Heron", "Elif Badger", "Farid Plover", "Greta Linnet", "Hugo Falcon")
_WORKS = ("The Morning Ledger", "Harbour Times", "River Gazette", "Science of Orchards", "Northern Review", "Daily Plover")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_HEAD = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">
  <siteinfo>
    <sitename>Wikipedia</sitename>
    <dbname>enwiki</dbname>
    <base>https://en.wikipedia.org/wiki/Main_Page</base>
    <generator>MediaWiki 1.43.0</generator>
    <case>first-letter</case>
    <namespaces>
      <namespace key="0" case="first-letter" />
      <namespace key="1" case="first-letter">Talk</namespace>
    </namespaces>
  </siteinfo>
"""
_PAGE = """  <page>
    <title>{title}</title>
    <ns>{ns}</ns>
    <id>{number}</id>
    {redirect}<revision>
      <id>{revision}</id>
      <timestamp>2024-05-06T07:08:09Z</timestamp>
      <contributor><username>Ada</username><id>3</id></contributor>
      <model>wikitext</model>
      <format>text/x-wiki</format>
      <text bytes="{size}" sha1="x" xml:space="preserve">{text}</text>
      <sha1>x</sha1>
    </revision>
  </page>
"""


def _dump(chance: random.Random) -> Iterator[str]:
    """Between two articles there is now and then a redirect or a talk page, as in a dump."""
    yield _HEAD
    for number in range(1, PAGES + 1):
        yield _page(f"{_phrase(chance, 1, 3)} {number}", number, _article(chance))
        if number % 3 == 0:
            yield _page(f"Redirect {number}", PAGES + number, "#REDIRECT [[Bridge]]", redirect='<redirect title="Bridge" />\n    ')
        if number % 5 == 0:
            yield _page(f"Talk:Page {number}", 2 * PAGES + number, f"Is it so?<ref>{_phrase(chance, 2, 6)}</ref>", ns=1)
    yield "</mediawiki>\n"


def _page(title: str, number: int, words: str, *, ns: int = 0, redirect: str = "") -> str:
    text = escape(words, quote=False)
    return _PAGE.format(title=title, ns=ns, number=number, revision=1_000_000 + number, size=len(words.encode()), text=text, redirect=redirect)


def _article(chance: random.Random) -> str:
    """Most articles are short, as on a wiki; the references grow with the size."""
    size = int(SMALLEST + (LARGEST - SMALLEST) * chance.betavariate(1.2, 2.2))
    references = max(1, round(REFERENCES * size / (SMALLEST + (LARGEST - SMALLEST) * 1.2 / 3.4)))
    parts = [_infobox(chance)]
    markers = [_reference(chance, number) for number in range(references)]
    room = max(0, size - sum(map(len, markers)) - len(parts[0]) - 200)
    for place, marker in enumerate(markers):
        if place % 6 == 0:
            parts.append(f"\n\n== {_phrase(chance, 1, 3)} ==\n")
        parts.append(_prose(chance, room // references) + marker + ("\n\n" if place % 3 == 2 else " "))
    parts.append("\n\n== References ==\n{{Reflist}}\n\n[[Category:Bridges]]\n[[Category:Orchards]]\n")
    return "".join(parts)


def _phrase(chance: random.Random, least: int, most: int) -> str:
    return " ".join(chance.choices(_WORDS, k=chance.randint(least, most))).capitalize()


def _prose(chance: random.Random, size: int) -> str:
    """Sentences with links and emphasis, a dozen words each."""
    sentences: list[str] = []
    length = 0
    while length < size or not sentences:
        words = _phrase(chance, 8, 16).split()
        at = chance.randrange(len(words))
        words[at] = chance.choice((f"[[{words[at]}]]", f"[[{words[at].title()} of the north|{words[at]}]]", f"''{words[at]}''", f"'''{words[at]}'''"))
        sentences.append(" ".join(words) + ".")
        length += len(sentences[-1]) + 1
    return " ".join(sentences)


def _infobox(chance: random.Random) -> str:
    rows = "".join(f"| {chance.choice(_WORDS)}{number} = [[{_phrase(chance, 1, 3)}]]\n" for number in range(8))
    area = f"| area = {{{{convert|{chance.randint(1, 99)}|km2}}}}\n"
    return f"{{{{Short description|{_phrase(chance, 2, 5)}}}}}\n{{{{Infobox settlement\n{rows}{area}}}}}\n"


def _reference(chance: random.Random, number: int) -> str:
    """Mostly CS1 templates, half of them with an archived copy; some named, some used again, some by hand."""
    kind = chance.random()
    if kind < 0.06 and number:
        return f'<ref name="r{number // 2}" />' if number // 2 else _templated(chance, number)
    if kind < 0.16:
        return f"<ref>[https://www.{chance.choice(_WORDS)}.example/{number} {_phrase(chance, 3, 8)}]. {chance.choice(_WORKS)}, {_day(chance)}.</ref>"
    return _templated(chance, number)


def _templated(chance: random.Random, number: int) -> str:
    url = f"https://www.{chance.choice(_WORDS)}{chance.randint(1, 400)}.example/{chance.choice(_WORDS)}/{chance.randint(1000, 999999)}.html"
    family, given = reversed(chance.choice(_NAMES).split())
    fields = [f"url={url}", f"title={_phrase(chance, 4, 10)}", f"last={family}", f"first={given}", f"work={chance.choice(_WORKS)}"]
    fields += [f"date={_day(chance)}", f"access-date={_day(chance)}"]
    if chance.random() < 0.5:
        stamp = f"{chance.randint(2005, 2023)}0{chance.randint(1, 9)}11120000"
        fields += [f"archive-url=https://web.archive.org/web/{stamp}/{url}", f"archive-date={_day(chance)}", "url-status=dead"]
    return f'<ref name="r{number}">{{{{cite {chance.choice(("web", "news"))} |{" |".join(fields)}}}}}</ref>'


def _day(chance: random.Random) -> str:
    return f"{chance.randint(1, 28)} {chance.choice(_MONTHS)} {chance.randint(1996, 2023)}"
