"""Entries that bundle several sources: split only where every piece names one."""

from __future__ import annotations

import pytest

from citeaudit.articles.textcopy.bundles import split_sources


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        pytest.param('"A b". Echo. 2015; "C d". Post. 2014.', 2, id="titles with their years"),
        pytest.param("Echo, https://a.example.org/1; Post, https://b.example.org/2", 2, id="addresses"),
        pytest.param("«Аб вг». Эхо. 2015; «Де жз». Почта. 2014.", 2, id="other quotation marks"),
        pytest.param('"Old; or, the way". Echo. 2015.', 1, id="a semicolon in a title"),
        pytest.param('Doe, A.; Quill, B. (2011). "Otters". Echo.', 1, id="authors"),
        pytest.param('"Otters". Echo. 2015; see also p. 4.', 1, id="pages"),
        pytest.param('"Otters". Echo. 2015; quote: "They swam in 1999".', 1, id="a quotation"),
        pytest.param("Echo, https://a.example.org/1; archived at https://web.archive.org/web/2015/https://a.example.org/1", 1, id="an archived copy"),
        pytest.param("Echo https://a.example.org/1; Echo https://a.example.org/1", 1, id="the same address"),
        pytest.param("", 1, id="nothing"),
    ],
)
def test_semicolons(words: str, parts: int) -> None:
    found = split_sources(words, words)
    assert len(found) == parts
    assert "; ".join(found) == words


def test_items_of_a_list_inside_an_entry() -> None:
    raw = 'See:\n    • "New". Echo. 2015.\n    • "Newer". Post. 2016. https://a.example.org/b-\n      c/d.html'
    assert split_sources(raw, " ".join(raw.split())) == ('"New". Echo. 2015.', '"Newer". Post. 2016. https://a.example.org/b-c/d.html')


def test_items_of_an_inner_list_as_html2text_signs_them() -> None:
    raw = '\n          o "New". Echo. 2015.\n          o "Newer". Post. 2016.'
    assert split_sources(raw, " ".join(raw.split())) == ('"New". Echo. 2015.', '"Newer". Post. 2016.')


def test_items_that_name_no_source_stay_one() -> None:
    raw = "Otters swim:\n • in rivers\n • in lakes"
    assert split_sources(raw, "Otters swim: • in rivers • in lakes") == ("Otters swim: • in rivers • in lakes",)
