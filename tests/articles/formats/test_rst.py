"""The reST format: what it recognises beside its relatives."""

from __future__ import annotations

from io import BytesIO

import pytest

from citeaudit.articles.formats import html, markdown, plaintext
from citeaudit.articles.formats.rst import FORMAT
from citeaudit.errors import InputError
from citeaudit.ports import ArticleInput, Recognition


@pytest.mark.parametrize("note", ["1", "#", "#lab", "*", "Reed2010"])
def test_footnotes_are_rests_own(note: str) -> None:
    data = f"T\n=\n\nOld.\n\n.. [{note}] A\n".encode()
    assert FORMAT.recognises(data) is Recognition.CERTAIN
    assert all(other.FORMAT.recognises(data) < Recognition.CERTAIN for other in (html, plaintext, markdown))


def test_signs_of_rest_make_it_likely() -> None:
    assert FORMAT.recognises(b"T\n=====\n\nSee `a <http://a.example>`_.\n") is Recognition.LIKELY
    assert FORMAT.recognises(b"See `a <http://a.example>`_.\n") is Recognition.PERHAPS
    assert FORMAT.recognises(b"T\n=====\n\nWords.\n") is Recognition.PERHAPS
    assert FORMAT.recognises(b"..\n This work is free.\n\n=====\nT\n=====\n\nOld [1].\n") is Recognition.LIKELY
    assert FORMAT.recognises(b"See `a <http://a.example>`_.\n" * 6) is Recognition.LIKELY
    assert FORMAT.recognises(b"Old [1]_ and [2]_.\n") is Recognition.CERTAIN


@pytest.mark.parametrize(
    "text",
    [
        "Old.[^1]\n\n[^1]: A\n",
        "# T\n\nOld [1].\n\n## References\n\n1. [A](http://a.example)\n",
        "Otter\n\nOld.[1]\n\n  1. ^ A\n",
        "== Otter ==\n\nOld.<ref>A</ref>\n",
        "<html>.. [1] A",
        "",
    ],
)
def test_texts_of_others_are_not_claimed(text: str) -> None:
    assert FORMAT.recognises(text.encode()) is Recognition.NO


def test_bytes_are_read_whole() -> None:
    (article,) = FORMAT.read(ArticleInput(stream=BytesIO("Ålt. [1]_\n\n.. [1] A\n".encode()), file="a.rst", language="sv"))
    assert (article.citations[0].sentence, article.language, article.format) == ("Ålt.", "sv", "rst")
    with pytest.raises(InputError, match=r"a\.rst: looks like a binary"):
        list(FORMAT.read(ArticleInput(stream=BytesIO(b"\x89PNG\x00\x01"), file="a.rst")))
