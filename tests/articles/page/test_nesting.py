"""Pages that nest deeper than a parser follows."""

from __future__ import annotations

import pytest

from citeaudit.articles.page.masthead import parse
from citeaudit.articles.page.nesting import DEEPEST, flattened

LIST = '<ol class="references"><li id="cite_note-1">Pears</li></ol>'


@pytest.mark.parametrize("closing", ["</div>" * 10_000, ""], ids=["closed", "left open"])
@pytest.mark.parametrize("opening", ["<div>", "<div dir=ltr>", "<DIV>"])
def test_what_comes_after_deep_nesting_is_read(opening: str, closing: str) -> None:
    root = parse(f"<html><body>{opening * 10_000}Plums{closing}{LIST}</body></html>")
    assert root is not None
    assert [item.get("id") for item in root.iter("li")] == ["cite_note-1"]
    assert "".join(map(str, root.itertext())) == "PlumsPears"


def test_what_has_a_name_stays() -> None:
    page = "<div>" * (DEEPEST + 5) + LIST + "<div><b>Plums</b></div>"
    assert flattened(page).count("<div>") == DEEPEST
    assert LIST.replace("<ol", "<ol") in flattened(page)
    assert flattened("<div><b>Plums</b></div>") == "<div><b>Plums</b></div>"
