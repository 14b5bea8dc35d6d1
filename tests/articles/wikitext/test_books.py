"""The bibliography that short citations of a page of wikitext point to."""

from __future__ import annotations

import io

from citeaudit.articles.wikitext.wikitext import read_wikitext
from citeaudit.model import Article
from citeaudit.ports import ArticleInput


def article(page: str) -> Article:
    return read_wikitext(page, ArticleInput(stream=io.BytesIO(), file="pear.wiki"))


def test_a_short_citation_whose_entry_is_a_footnote() -> None:
    page = "A.{{sfn|Oak|2010}} B.<ref>{{cite book|last=Oak|year=2010|title=Orchards}}</ref>\n* {{cite book|last=Oak|year=2010|title=Orchards}}"
    assert article(page).references[0].sources[0].target == "2"


def test_the_bibliography_is_numbered_in_the_order_of_the_page() -> None:
    books = "".join(f"* {{{{cite book|last={name}|year=2010|title={name} trees}}}}\n" for name in ("Elm", "Fir", "Oak"))
    found = article(f"A.{{{{sfn|Oak|2010}}}} B.{{{{sfn|Elm|2010}}}}\n{{{{refbegin}}}}\n{books}{{{{refend}}}}").references
    assert [(reference.number, reference.sources[0].title) for reference in found if reference.group] == [("1", "Elm trees"), ("2", "Oak trees")]
    assert [reference.sources[0].target for reference in found if not reference.group] == ["bibliography 2", "bibliography 1"]
