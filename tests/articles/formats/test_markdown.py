"""The Markdown format: what it recognises beside its relatives."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from citeaudit.articles.formats import html, plaintext, rst
from citeaudit.articles.formats.markdown import FORMAT
from citeaudit.errors import InputError
from citeaudit.ports import ArticleInput, Recognition


@pytest.mark.parametrize(
    "text",
    [
        "Old.[^1]\n\n[^1]: A\n",
        "Old.[^1] New.[^2]\n",
        "# T\n\nOld [1].\n\n## References\n\n1. [A](http://a.example)\n",
        "T\n=\n\nOld [1].\n\nSources\n-------\n\n- [A](http://a.example)\n",
        '## References\r\n\r\n1. "A". http://a.example\r\n',
        "# T\n\nOld [words][1].\n\n[1]: http://a.example\n",
    ],
)
def test_markdown_is_surer_than_all_others(text: str) -> None:
    data = text.encode()
    assert FORMAT.recognises(data) is Recognition.CERTAIN
    assert all(other.FORMAT.recognises(data) < Recognition.CERTAIN for other in (html, plaintext, rst))


@pytest.mark.parametrize(
    "text",
    [
        "Otter\n\nOld.[1]\n\n  1. ^ A\n",
        "# Otter\n\nOld.[1]\n\n# References\n\n1. ^ [A](http://a.example)\n",
        "== Otter ==\n\nOld.<ref>[http://a.example A]</ref>\n\n# one\n# two\n",
        "T\n=\n\nOld [1]_.\n\n.. [1] A\n",
        "Otter\n\nOld.[1][2] New.[citation needed][3]\n\n  1. ^ A\n",
        "..\n This work is free.\n\nT\n===\n\nSee [a](http://a.example).\n",
        "<!DOCTYPE html><html><body># T\n\n[^1]: A",
        '{"a": "[^1]: A"}',
        "",
        "\x00\x01\x02",
    ],
)
def test_texts_of_others_are_not_claimed(text: str) -> None:
    assert FORMAT.recognises(text.encode()) is Recognition.NO


def test_a_plain_copy_with_markdowns_ending_is_not_claimed(shared: Path) -> None:
    head = (shared / "articles" / "human-rights-in-sudan.md").read_bytes()
    assert FORMAT.recognises(head) <= Recognition.PERHAPS


def test_bytes_are_read_whole() -> None:
    (article,) = FORMAT.read(ArticleInput(stream=BytesIO("Ålt.[^1]\n\n[^1]: A\n".encode("utf-16")), file="a.md", language="sv"))
    assert (article.citations[0].sentence, article.language, article.format) == ("Ålt.", "sv", "markdown")
    with pytest.raises(InputError, match=r"a\.md: looks like a binary"):
        list(FORMAT.read(ArticleInput(stream=BytesIO(b"\x89PNG\x00\x01"), file="a.md")))


def test_markers_in_a_row_above_a_ruled_table_are_no_links_of_markdown() -> None:
    text = "Otter\n\nOld.[1][2] New.[citation needed][3]\n\nYear\n======\n2010\n\nNotes\n\n1 A. 2010.\n"
    assert FORMAT.recognises(text.encode()) < Recognition.CERTAIN
