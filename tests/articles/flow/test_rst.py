"""reST to an Article: footnotes, citations, lists, targets of links, and what Sphinx adds to it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from citeaudit.articles.flow.rst import read_rst
from citeaudit.errors import InputError
from citeaudit.model import LEAD, Article, Role
from citeaudit.ports import ArticleInput


def read(text: str, *, file: str = "otter.rst", title: str = "") -> Article:
    return read_rst(text, ArticleInput(stream=BytesIO(), file=file, title=title))


def rules(article: Article) -> dict[str, tuple[str, ...]]:
    return {remark.rule: remark.references for remark in article.remarks}


def labels(article: Article) -> list[tuple[str, str]]:
    return [(reference.group, reference.number) for reference in article.references]


# ---------------------------------------------------------------- footnotes and citations


def test_a_footnote_has_every_field_that_is_printed() -> None:
    text = (
        "Otter\n=====\n\nIt is\nold. [1]_\n\n.. [1] Quill, Ada (3 May 2015). `Old otters <http://post.example/a>`_. *The Post*.\n"
        "   Retrieved 4 May 2016.\n\n   More.\n"
    )
    article = read(text)
    reference = article.references[0]
    source = reference.sources[0]
    assert (article.title, article.format, reference.line, reference.column) == ("Otter", "rst", 7, 1)
    assert text[slice(*reference.span)] == text[text.index(".. [1]") :].rstrip()
    assert (source.title, source.authors, source.url) == ("Old otters", ("Quill, Ada",), "http://post.example/a")
    assert (str(source.published), str(source.accessed)) == ("2015-05-03", "2016-05-04")
    citation = article.citations[0]
    assert (citation.reference, citation.section, citation.sentence, text[slice(*citation.span)]) == ("1", LEAD, "It is old.", "[1]_")


def test_numbers_are_those_that_docutils_renders() -> None:
    article = read(
        "A [#]_ b [1]_ c [#lab]_ d [*]_ e [Reed2010]_.\n\n"
        ".. [#] auto\n.. [1] one\n.. [#lab] lab\n.. [*] sign\n.. [Reed2010] Reed, B. (2010). Reeds.\n"
    )
    assert labels(article) == [("", "2"), ("", "1"), ("", "3"), ("symbol", "*"), ("", "Reed2010")]
    assert [(c.group, c.reference) for c in article.citations] == [("", "2"), ("", "1"), ("", "3"), ("symbol", "*"), ("", "Reed2010")]
    assert article.references[3].sources[0].role is Role.NOTE


def test_a_marker_without_a_footnote_and_a_footnote_without_a_marker() -> None:
    article = read("Old [1]_ lost [9]_ and [#]_.\n\n.. [1] A\n.. [2] B\n")
    assert rules(article)["marker-without-entry"] == ("9", "#")
    assert rules(article)["never-cited"] == ("2",)


def test_the_first_of_two_definitions_wins() -> None:
    article = read('Old [1]_.\n\n.. [1] "A"\n.. [1] "B"\n')
    assert [source.title for reference in article.references for source in reference.sources] == ["A"]
    assert [citation.reference for citation in article.citations] == ["1"]
    assert rules(article)["conflicting-definitions"] == ("1",)


def test_a_list_that_brackets_count_stands_beside_footnotes() -> None:
    article = read('Old [*]_ long [1].\n\nNotes\n-----\n\n1. "A". http://a.example\n\n.. [*] sign\n')
    assert sorted(labels(article)) == [("", "1"), ("symbol", "*")]
    assert [(c.group, c.reference) for c in article.citations] == [("symbol", "*"), ("", "1")]


def test_a_list_in_a_footnote_bundles_sources() -> None:
    article = read("Old [1]_.\n\n.. [1] Two:\n\n   * `One <http://one.example>`_\n   * `Two <http://two.example>`__\n")
    assert [(s.part, s.title, s.url) for s in article.references[0].sources] == [
        (1, "One", "http://one.example"),
        (2, "Two", "http://two.example"),
    ]


def test_literals_code_and_comments_hold_no_markers() -> None:
    text = "Old ``[1]_`` and [1]_.\n\n::\n\n   [1]_\n\n.. code-block:: python\n   :linenos:\n\n   x [1]_\n\n.. a comment [1]_\n\n.. [1] A\n"
    article = read(text)
    assert [citation.span[0] for citation in article.citations] == [text.index("[1]_.")]


# ---------------------------------------------------------------- lists and targets


def test_a_list_of_links_under_a_heading() -> None:
    article = read(
        "Otter\n=====\n\nText.\n\nQuellen\n-------\n\n* `A <http://a.example>`_, BBC\n* B_\n* http://c.example/x\n\n.. _B: http://b.example\n"
    )
    assert [(r.number, r.sources[0].title, r.sources[0].url) for r in article.references] == [
        ("1", "A", "http://a.example"),
        ("2", "B", "http://b.example"),
        ("3", "", "http://c.example/x"),
    ]
    assert "list-without-markers" in rules(article)


def test_a_numbered_list_that_brackets_count() -> None:
    text = 'Old [1] long [2].\n\nNotes\n-----\n\n1. "A". http://a.example\n2. "B". http://b.example\n'
    article = read(text)
    assert [(c.reference, text[slice(*c.span)]) for c in article.citations] == [("1", "[1]"), ("2", "[2]")]
    assert article.remarks == ()


def test_targets_are_references_cited_by_name() -> None:
    text = "Old Otter_ and `long reeds`_. See `in <http://in.example>`_.\n\n.. _long reeds: http://b.example\n.. _Otter: http://a.example\n"
    article = read(text)
    assert [(r.number, r.line, r.sources[0].title, r.sources[0].url) for r in article.references] == [
        ("1", 4, "Otter", "http://a.example"),
        ("2", 3, "long reeds", "http://b.example"),
    ]
    assert [(c.sentence, text[slice(*c.span)]) for c in article.citations] == [
        ("Old Otter and long reeds.", "Otter_"),
        ("Old Otter and long reeds.", "`long reeds`_"),
    ]


# ---------------------------------------------------------------- the article


def test_sections_have_levels_and_words() -> None:
    article = read("T\n=\n\nOne two [1]_.\n\nA\n-\n\nThree.\n\nB\n~\n\nFour five.\n\n.. [1] not counted\n")
    assert [(s.heading, s.level, s.words) for s in article.sections] == [(LEAD, 1, 3), ("A", 1, 1), ("B", 2, 2)]
    assert article.title == "T"


def test_what_only_sphinx_knows_keeps_its_words() -> None:
    article = read(
        ".. versionadded:: 3.2\n   Otters. [1]_\n\n.. admonish:: Look\n   :class: x\n\n"
        "   See :doc:`the reeds <reeds>` and :py:func:`~otter.swim`. [1]_\n\n.. [1] A\n"
    )
    assert [citation.sentence for citation in article.citations] == ["3.2 Otters.", "See the reeds and otter.swim."]


def test_nothing_is_read_that_a_text_names(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret words")
    named = "".join(
        f".. {directive} {secret}\n\n"
        for directive in ("include::", "literalinclude::", "raw:: html\n   :file:", "csv-table::\n   :file:", "|x| include::")
    )
    article = read(f"Old [1]_ |x|.\n\n{named}\n.. [1] A\n")
    assert "secret words" not in repr(article)


def test_parsing_leaves_docutils_as_it_was() -> None:
    from docutils.core import publish_string

    read("Old [1]_.\n\n.. role:: custom\n\n.. default-role:: literal\n\n.. [1] A\n")
    shown = publish_string(":custom:`x`", settings_overrides={"report_level": 5, "_disable_config": True, "output_encoding": "unicode"})
    assert ":custom:`x`" in str(shown)


def test_without_references_it_says_what_was_looked_for() -> None:
    with pytest.raises(InputError, match=r"no footnotes or citations .* no list of references"):
        read("Only words.\n")


@pytest.mark.parametrize(
    "rubbish",
    [
        "[" * 10_000,
        "*a " * 10_000,
        "`a " * 10_000,
        "|a " * 10_000,
        "``a\n" * 3000,
        "word " * 200_000,
        "\x01\x02\ufffd\x0b\x85",
        ".. |a| replace:: |a|\n\n|a|",
        "::\n\n  never ends",
    ],
)
def test_rubbish_neither_breaks_nor_hangs(rubbish: str) -> None:
    article = read(f'Old [1]_.\n\n.. [1] "A".\n\n{rubbish}')
    assert article.references[0].sources[0].title == "A"


def test_what_is_nested_too_deep_is_an_error() -> None:
    with pytest.raises(InputError, match="nested too deep"):
        read("".join(f"{' ' * depth}a\n\n" for depth in range(400)))
