"""Which source a line of a list stands for."""

from __future__ import annotations

import pytest

from citeaudit.inputs import source_named


@pytest.mark.parametrize(
    ("line", "url", "publisher"),
    [
        ("https://www.hrw.org/x", "https://www.hrw.org/x", ""),
        ("hrw.org", "", "hrw.org"),
        ("bbc.co.uk/news", "//bbc.co.uk/news", ""),
        (" The Astana Times ", "", "The Astana Times"),
        ("AC/DC", "", "AC/DC"),
        ("", "", ""),
    ],
)
def test_source_named(line: str, url: str, publisher: str) -> None:
    source = source_named(line)
    assert (source.url, source.publisher) == (url, publisher)
