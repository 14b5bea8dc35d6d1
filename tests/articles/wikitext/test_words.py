"""Wikitext as a reader sees it."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from citeaudit.articles.wikitext.words import plain


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        pytest.param("Otters   swim\nfar", "Otters swim far", id="white space"),
        pytest.param("[[Otter]]s and [[River Otter|otters]]", "Otters and otters", id="links"),
        pytest.param("[http://a.example Otters] [http://a.example] [//a.example b]", "Otters b", id="external links"),
        pytest.param("[http://a.example Otters of [[River|the river]]]", "Otters of the river", id="a link in a label"),
        pytest.param("''a'' '''b''' '''''c''''' L''''d'''", "a b c L'd", id="italics and bold"),
        pytest.param("AT&amp;T&nbsp;&ndash; x", "AT&T – x", id="entities"),
        pytest.param("a<!-- b -->c", "ac", id="comment"),
        pytest.param("a<ref name=x>b</ref>c<ref name=y />d", "acd", id="footnotes"),
        pytest.param("a<ref>b", "ab", id="unclosed footnote"),
        pytest.param("a<br/>b<small>c</small>", "a bc", id="tags"),
        pytest.param("a < b and c > d", "a < b and c > d", id="signs that are no tags"),
        pytest.param("<nowiki>''[[a]]''</nowiki>", "''[[a]]''", id="nowiki"),
        pytest.param("a{{nbsp}}b{{spaced ndash}}c{{!}}d{{'}}e", "a b – c|d'e", id="signs"),
        pytest.param("{{lang|kk|Құндыз}} {{lang-kk|Құндыз}} {{langx|kk|Құндыз}}", "Құндыз Құндыз Құндыз", id="languages"),
        pytest.param("{{nowrap|a {{small|[[b|c]]}}}} {{abbr|d|e}}", "a c d", id="nested layout"),
        pytest.param("{{nowrap|1=a=b}} {{lang|kk|c|italic=no}}", "a=b c", id="numbered and named pieces"),
        pytest.param("{{date|3|mai|2010}}, {{date|3 mai 2010}}", "3 mai 2010, 3 mai 2010", id="dates"),
        pytest.param("{{ISBN|978-3-16-148410-0}}, {{doi|10.1000/x}}", "isbn 978-3-16-148410-0, doi 10.1000/x", id="identifiers"),
        pytest.param("{{Google books|Ab1|Otters|page=5}} {{google books|Ab1}}", "Otters", id="a scanned book"),
        pytest.param("{{google books}} {{gbook|id=Ab1|p=5|plainurl=y}}", "https://books.google.com/books?id=Ab1&pg=PA5", id="its address"),
        pytest.param("{{Google Buch|BuchID=Ab1|Seite=5|Linktext=Otter}}", "Otter", id="a scanned book on the German wiki"),
        pytest.param("{{n°|17}}, {{date-|26 mai 2006}}, {{p.|84}}", "nº 17, 26 mai 2006, p. 84", id="numbers"),
        pytest.param("{{URL|a.example|Otters}} {{URL|a.example/b}}", "Otters http://a.example/b", id="addresses"),
        pytest.param("a {{unknown|b}} c", "a c", id="unknown template"),
        pytest.param("a {{nowrap|b", "a {{nowrap|b", id="unclosed template"),
        pytest.param("{{lang|kk|Құн", "{{lang|kk|Құн", id="unclosed language"),
    ],
)
def test_shows_what_a_reader_sees(words: str, seen: str) -> None:
    assert plain(words) == seen


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("{{nowrap|" * 10_000 + "x" * 100_000 + "}}" * 10_000, id="nested calls"),
        pytest.param("{{" * 100_000, id="braces"),
        pytest.param("[[" * 100_000 + "[http://a.example " * 50_000, id="brackets"),
        pytest.param("[[a|" * 50_000 + "]]" * 50_000, id="nested links"),
        pytest.param("<ref>" * 50_000 + "<a " * 50_000, id="tags"),
        pytest.param("'" * 500_000 + "&amp" * 100_000, id="marks and entities"),
        pytest.param("[http://a.example " + "\t" * 500_000, id="white space"),
    ],
)
def test_any_words_take_little_time(words: str) -> None:
    started = time.process_time()
    plain(words)
    assert time.process_time() - started < 2


def test_heavy_libraries_are_not_loaded_for_it() -> None:
    asked = "import sys, citeaudit.articles.wikitext.cites as w; w.read_body('{{cite web|title=a|language=fr}}', '1'); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout.split()
    assert not {"mwparserfromhell", "bs4", "lxml", "pycountry"} & set(loaded)
