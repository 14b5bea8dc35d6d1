"""Copies of text browsers that number links: the numbers go, the addresses stay where their links stood."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeaudit.articles.textcopy.linknumbers import take_link_numbers
from citeaudit.articles.textcopy.textcopy import read_text_copy
from citeaudit.model import LinkRole
from citeaudit.ports import ArticleInput

DUMP = (
    "Otter Valley\n\nFrom Wikipedia, the free encyclopedia\n\nIt is [1]old.[2][1] It is [3]new.[4][2]\n\nReferences\n\n"
    '    1. [5]^ "[6]Old". Echo. 2015. [7]Archived from the original on 5 May 2016.\n    2. [8]^ "[9]New". Post. 2016.\n\nReferences\n\n'
    "   1. https://en.wikipedia.org/wiki/Old\n   2. https://en.wikipedia.org/wiki/Otter#cite_note-1\n   3. https://en.wikipedia.org/wiki/New\n"
    "   4. https://en.wikipedia.org/wiki/Otter#cite_note-2\n   5. https://en.wikipedia.org/wiki/Otter#cite_ref-1\n   6. https://echo.example.org/old\n"
    "   7. https://web.archive.org/web/20160505000000/https://echo.example.org/old\n"
    "   8. https://en.wikipedia.org/wiki/Otter#cite_ref-2\n   9. https://post.example.org/new\n"
)


def test_a_dump_reads_as_a_copy_with_addresses() -> None:
    article = read_text_copy(DUMP, ArticleInput(stream=BytesIO(), file="otter.txt"))
    assert [(s.title, s.publisher, s.url) for r in article.references for s in r.sources] == [
        ("Old", "Echo", "https://echo.example.org/old"),
        ("New", "Post", "https://post.example.org/new"),
    ]
    first = article.references[0].sources[0]
    assert (first.archive_url, str(first.archived_on)) == ("https://web.archive.org/web/20160505000000/https://echo.example.org/old", "2016-05-05")
    assert [link.role for link in article.references[0].links] == [LinkRole.ORIGINAL, LinkRole.ARCHIVE]
    assert [(c.reference, c.sentence) for c in article.citations] == [("1", "It is old."), ("2", "It is new.")]
    assert [section.heading for section in article.sections] == ["(lead)", "References"]


def test_spans_are_those_of_the_text_as_given() -> None:
    article = read_text_copy(DUMP, ArticleInput(stream=BytesIO(), file="otter.txt"))
    assert [DUMP[slice(*citation.span)] for citation in article.citations] == ["[1]", "[2]"]
    assert [DUMP[slice(*reference.span)][:8] for reference in article.references] == ["1. [5]^ ", "2. [8]^ "]
    assert DUMP[slice(*article.references[1].sources[0].span)].endswith('"[9]New". Post. 2016.')
    assert DUMP[article.sections[1].span[0] :].startswith("References\n\n    1.")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Old.[1] New.[2] So.[3]\n\nSources\n\n1. https://a.example.org\n2. https://b.example.org\n3. https://c.example.org\n", id="markers"
        ),
        pytest.param("Otters.\n\n1. https://a.example.org\n2. https://b.example.org\n3. https://c.example.org\n", id="no numbers"),
        pytest.param("[1]Old [2]New\n\n1. https://a.example.org\n2. https://b.example.org\n", id="too few"),
        pytest.param("[1]a [2]b [3]c\n\n1. https://a.example.org\n3. https://b.example.org\n4. https://c.example.org\n", id="not counted up"),
        pytest.param("Old.[1]\n\n1. ^ Echo\n", id="a copy"),
        pytest.param("", id="nothing"),
    ],
)
def test_other_texts_stay_as_they_are(text: str) -> None:
    found = take_link_numbers(text)
    assert (found.text, found.links, found.cuts) == (text, (), ())
    assert found.original((0, len(text))) == (0, len(text))


@given(st.lists(st.text("ab ,.", min_size=1, max_size=9), min_size=3, max_size=9))
def test_every_offset_leads_back(words: list[str]) -> None:
    body = "".join(f"[{n}]a{word}" for n, word in enumerate(words, 1))
    text = body + "\n\nReferences\n\n" + "".join(f"{n}. https://{n}.example.org\n" for n in range(1, len(words) + 1))
    found = take_link_numbers(text)
    assert found.text == "".join(f"a{word}" for word in words) + "\n\n"
    assert all(text[found.original((at, at))[0]] == sign for at, sign in enumerate(found.text))
    assert found.within((0, 1)) == ("https://1.example.org",)


def test_links_without_words_are_numbered_too() -> None:
    text = (
        "Otter\n\nIt is [1]old.[3][1] It is [4]ne\nw. It has a long na[1\n   0]me.\n\nNotes\n\n    1. ^ Echo\n\nReferences\n\n   Visible links:\n"
        "   1. https://a.example/1\n   3. file:///otter.html#cite_note-1\n   4. http://a.example/4, https://b.example/4\n"
        "  10. https://a.example/10\n\n   Hidden links:\n   5. https://a.example/5\n   7. irc://a.example/7\n"
    )
    plain = take_link_numbers(text)
    assert plain.text.startswith("Otter\n\nIt is old.[1] It is ne\nw. It has a long name.")
    assert [url for _, url in plain.links][-1] == "https://a.example/10"
