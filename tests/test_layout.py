"""What untrusted words become in Markdown, ids and folder names."""

from __future__ import annotations

import pytest

from citeaudit.layout import anchor, linked, markdown, slugs
from citeaudit.model import Source


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("a | b", "a \\| b"),
        ("<script>", "\\<script\\>"),
        ("[x](y)", "\\[x\\](y)"),
        ("*a* _b_ `c`", "\\*a\\* \\_b\\_ \\`c\\`"),
        ("two\nlines", "two lines"),
        ("#Kazakhstan", "\\#Kazakhstan"),
        ("$7 and &lt; and A & B", "\\$7 and \\&lt; and A & B"),
        ("at https://a.example/b_c|d.", "at <https://a.example/b_c%7Cd>."),
        ("(https://a.example/b_(c)_d)", "(<https://a.example/b_(c)_d>)"),
        ("“https://a.example/?q=[x]”, 2016", "“<https://a.example/?q=[x]>”, 2016"),
    ],
)
def test_markdown_shows_words_literally(words: str, written: str) -> None:
    assert markdown(words) == written


@pytest.mark.parametrize(
    ("words", "url", "written"),
    [
        ("A [title]", "https://a.example/b_c", "[A \\[title\\]](<https://a.example/b_c>)"),
        ("", "https://a.example/b_c", "<https://a.example/b_c>"),
        ("A | title", "https://a.example/<b>|c d", "[A \\| title](<https://a.example/%3Cb%3E%7Cc%20d>)"),
        ("A title", "", "A title"),
        ("A title", "javascript:alert(1)", "A title"),
        ("", "ftp://a.example/b_c", "ftp://a.example/b\\_c"),
    ],
)
def test_only_web_addresses_become_links(words: str, url: str, written: str) -> None:
    assert linked(words, url) == written


@pytest.mark.parametrize(
    ("source", "name"),
    [
        (Source(article="A", reference="9"), "ref-9"),
        (Source(article="A", reference="9", part=2), "ref-9-2"),
        (Source(article="A", reference="2", group="note"), "ref-note-2"),
        (Source(article="A", reference="a", group="lower alpha", part=3), "ref-lower-alpha-a-3"),
        (Source(article="A", reference="1.1"), "ref-1.1"),
    ],
)
def test_ids_of_rows(source: Source, name: str) -> None:
    assert anchor(source) == name


def test_every_article_has_a_folder_of_its_own() -> None:
    assert slugs(["Human rights", "Human rights?", "Права человека", "../..", "?"]) == (
        "human-rights",
        "human-rights-2",
        "права-человека",
        "article",
        "article-2",
    )


def test_no_two_articles_share_a_folder() -> None:
    names = slugs(["A 2", "A", "A!", "A?", "а" * 500, "а" * 501])
    assert len(set(names)) == 6
    assert max(len(name.encode()) for name in names) < 255
