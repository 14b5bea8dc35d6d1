"""Markdown to an Article: footnotes, lists of references, definitions of links, and what is said about them."""

from __future__ import annotations

from io import BytesIO

import pytest

from citeaudit.articles.flow.markdown import read_markdown
from citeaudit.errors import InputError
from citeaudit.model import LEAD, Article, LinkRole, Role
from citeaudit.ports import ArticleInput


def read(text: str, *, file: str = "otter.md", title: str = "") -> Article:
    return read_markdown(text, ArticleInput(stream=BytesIO(), file=file, title=title))


def rules(article: Article) -> dict[str, tuple[str, ...]]:
    return {remark.rule: remark.references for remark in article.remarks}


def numbers(article: Article) -> list[str]:
    return [reference.number for reference in article.references]


def cited(article: Article) -> list[tuple[str, str, str]]:
    return [(citation.reference, citation.section, citation.sentence) for citation in article.citations]


# ---------------------------------------------------------------- footnotes


def test_a_footnote_has_every_field_that_is_printed() -> None:
    text = (
        "# Otter\n\nOld.[^1]\n\n"
        "[^1]: Quill, Ada (3 May 2015). [Old *otters*](http://post.example/a_b_c). *The Post*. Retrieved 4 May 2016."
        " [Archived](https://web.archive.org/web/20160101000000/http://post.example/a_b_c) from the original on 1 January 2016.\n"
    )
    article = read(text)
    reference = article.references[0]
    source = reference.sources[0]
    assert (article.title, article.format, reference.line, reference.column) == ("Otter", "markdown", 5, 1)
    assert text[slice(*reference.span)] == text[text.index("[^1]:") :].rstrip()
    assert (source.title, source.authors, source.publisher or source.work) == ("Old otters", ("Quill, Ada",), "The Post")
    assert (str(source.published), str(source.accessed), str(source.archived_on)) == ("2015-05-03", "2016-05-04", "2016-01-01")
    assert source.url == "http://post.example/a_b_c"
    assert source.archive_url.startswith("https://web.archive.org/web/20160101000000/")
    assert [link.role for link in reference.links] == [LinkRole.ORIGINAL, LinkRole.ARCHIVE]


def test_footnotes_are_numbered_in_order_of_first_use() -> None:
    article = read('A.[^b] B.[^a][^b]\n\n[^a]: "A". http://a.example\n[^b]: "B". http://b.example\n')
    assert [(reference.number, reference.sources[0].title) for reference in article.references] == [("1", "B"), ("2", "A")]
    assert cited(article) == [("1", LEAD, "A."), ("2", LEAD, "B."), ("1", LEAD, "B.")]


def test_a_footnote_in_a_footnote_is_numbered_after_the_texts() -> None:
    article = read('A.[^a] B.[^b]\n\n[^a]: See[^c] "A".\n[^c]: "C".\n[^b]: "B".\n')
    assert [(reference.number, reference.text) for reference in article.references] == [("1", 'See "A".'), ("2", '"B".'), ("3", '"C".')]


def test_a_block_body_with_a_list_bundles_sources() -> None:
    article = read("Old.[^n]\n\n[^n]: Two of them:\n\n    - [One](http://one.example), BBC\n    - [Two](http://two.example), CNN\n\nMore text.\n")
    assert [(source.part, source.title, source.url) for source in article.references[0].sources] == [
        (1, "One", "http://one.example"),
        (2, "Two", "http://two.example"),
    ]
    assert article.sections[0].words == 3


def test_several_paragraphs_of_a_footnote_are_one_reference() -> None:
    article = read("Old.[^n]\n\n[^n]: [One](http://one.example).\n\n    The second paragraph.\n")
    assert article.references[0].text == "One. The second paragraph."
    assert len(article.references[0].sources) == 1


def test_an_inline_footnote() -> None:
    text = 'Old.^[Quill. ["Reeds"](http://reed.example/a). 3 May 2015.] Long.\n'
    article = read(text)
    source = article.references[0].sources[0]
    assert (source.title, str(source.published), source.url, source.column) == ("Reeds", "2015-05-03", "http://reed.example/a", 5)
    assert cited(article) == [("1", LEAD, "Old.")]
    assert text[slice(*article.citations[0].span)].startswith("^[Quill")


def test_a_raised_link_is_no_inline_footnote() -> None:
    article = read("Old.^[\\[1\\]](#cite_note-1)^ Long.\n\n## References\n\n1.  [A](http://a.example)\n")
    assert numbers(article) == ["1"]


def test_a_footnote_used_without_a_definition_and_one_never_used() -> None:
    article = read('Old.[^1] Lost.[^7]\n\n[^1]: "A".\n[^un]: "U".\n')
    assert numbers(article) == ["1", "2"]
    assert rules(article)["marker-without-entry"] == ("^7",)
    assert rules(article)["never-cited"] == ("2",)


def test_a_second_definition_with_other_words_is_a_conflict_and_the_first_wins() -> None:
    article = read('Old.[^1]\n\n[^1]: "A".\n[^1]: "B".\n')
    assert [source.title for reference in article.references for source in reference.sources] == ["A"]
    assert rules(article)["conflicting-definitions"] == ("1",)
    assert "conflicting-definitions" not in rules(read('Old.[^1]\n\n[^1]: "A".\n[^1]: "A".\n'))


def test_an_empty_footnote_is_empty() -> None:
    article = read("Old.[^1] New.[^2]\n\n[^1]: \n\n[^2]: x\n")
    assert article.references[0].sources[0].role is Role.EMPTY
    assert rules(article)["empty-entry"] == ("1",)


def test_code_and_comments_hold_no_references() -> None:
    article = read(
        "Old.[^1] `[^8]`\n\n```\nx[^2]\n\n[^3]: code\n```\n\n    [^4]: indented\n\n<!--\n[^5]: comment\n\n[^6]\n-->\n\nx <!-- [^9] -->\n\n[^1]: One\n"
    )
    assert numbers(article) == ["1"]
    assert len(article.citations) == 1


def test_markers_have_their_places_in_quotations_lists_and_tables() -> None:
    text = "> Old\n> and long.[^1]\n\n* An item[^2] goes\n  on.[^1]\n\n| a | b |\n|---|---|\n| x | x[^1] |\n\n[^1]: One\n[^2]: Two\n"
    spans = [citation.span for citation in read(text).citations]
    assert [text[slice(*span)] for span in spans] == ["[^1]", "[^2]", "[^1]", "[^1]"]
    assert spans == sorted(spans)
    assert len(set(spans)) == 4


def test_spans_stand_with_every_line_end() -> None:
    for end in ("\n", "\r\n", "\r"):
        text = 'Old.\n\nNew.[^1]\n\n[^1]: "A".\n'.replace("\n", end)
        article = read(text)
        assert text[slice(*article.citations[0].span)] == "[^1]"
        assert (article.references[0].line, text[slice(*article.references[0].span)]) == (5, '[^1]: "A".')


# ---------------------------------------------------------------- lists


LIST = '1. Quill. "A". *Post*. 2015. https://a.example/x_(y).\n2. [B](http://b.example), BBC\n3. ["C"](http://c.example)\n'


@pytest.mark.parametrize(
    "markers", ["Old [1] long [2, 3].", "Old<sup>1</sup> long[[2]](#ref2)[3](#ref3).", "Old [<sup>1</sup>](#r) long<sup>[2]</sup> [3]."]
)
def test_a_numbered_list_that_markers_count(markers: str) -> None:
    article = read(f"# Otter\n\n{markers} In [2015] and km<sup>2</sup>.\n\n## References\n\n{LIST}")
    assert [(r.number, r.sources[0].title, r.sources[0].url) for r in article.references] == [
        ("1", "A", "https://a.example/x_(y)"),
        ("2", "B", "http://b.example"),
        ("3", "C", "http://c.example"),
    ]
    assert [citation.reference for citation in article.citations] == ["1", "2", "3"]
    assert article.remarks == ()
    assert [(section.heading, section.level) for section in article.sections] == [(LEAD, 1), ("References", 1)]
    assert article.sections[1].words == 0


def test_a_link_to_an_entrys_own_anchor_decides_over_its_number() -> None:
    article = read(
        'Old [[1]](#second) long [[2]](#first).\n\n## Notes\n\n1. <a id="first"></a>"A". http://a.example\n2. <a id="second"></a>"B". http://b.example\n'
    )
    assert [citation.reference for citation in article.citations] == ["2", "1"]


@pytest.mark.parametrize("heading", ["Sources", "Քաղվածքներ", "参考资料"])
def test_a_list_of_links_under_a_heading_of_any_language(heading: str) -> None:
    article = read(f"# Otter\n\nText with [a link](http://in.example).\n\n## {heading}\n\n- [A](http://a.example), BBC\n- [B](http://b.example)\n")
    assert [(r.number, r.sources[0].title, r.sources[0].publisher) for r in article.references] == [("1", "A", "BBC"), ("2", "B", "")]
    assert rules(article) == {"list-without-markers": ("1", "2")}


def test_the_section_of_references_is_taken_before_external_links() -> None:
    article = read(f"Text.\n\n## References\n\n{LIST}\n## External links\n\n* [Site](http://site.example)\n")
    assert numbers(article) == ["1", "2", "3"]


def test_sub_headings_of_the_references_belong_to_them() -> None:
    article = read("Text.\n\n## Sources\n\n### Books\n\n- [A](http://a.example)\n\n### Web\n\n- [B](http://b.example)\n\n## End\n\nMore text here.\n")
    assert [(r.number, r.sources[0].title) for r in article.references] == [("1", "A"), ("2", "B")]


def test_paragraphs_under_the_heading_and_lines_with_numbers() -> None:
    lines = read('Old [1] long [2].\n\n## References\n\n[1] Quill, "A". http://a.example\n[2] Reed, "B". http://b.example\n')
    assert [(r.number, r.line, r.text) for r in lines.references] == [
        ("1", 5, 'Quill, "A". http://a.example'),
        ("2", 6, 'Reed, "B". http://b.example'),
    ]
    plain = read("Old.\n\n## Sources\n\n[A](http://a.example)\n\n[B](http://b.example)\n")
    assert [(r.number, r.sources[0].title) for r in plain.references] == [("1", "A"), ("2", "B")]


def test_ways_back_are_no_words_of_an_entry() -> None:
    article = read('Old [1].\n\n## Notes\n\n1. [^](#cite_ref-1) "A". http://a.example [↩](#fnref1)\n')
    assert article.references[0].text == '"A". http://a.example'
    assert [link.url for link in article.references[0].links] == ["http://a.example"]


def test_a_last_link_on_one_word_is_no_title() -> None:
    article = read('Text.\n\n## Sources\n\n- Quill, Ada. "Old otters". *Post*. 3 May 2015. [link](http://a.example)\n')
    assert (article.references[0].sources[0].title, article.references[0].sources[0].url) == ("Old otters", "http://a.example")


def test_identifiers_are_told_from_links() -> None:
    source = read("Old.[^1]\n\n[^1]: [Otters](http://a.example). [doi](https://doi.org/10.1000/182)\n").references[0].sources[0]
    assert (source.url, [str(identifier) for identifier in source.identifiers]) == ("http://a.example", ["doi:10.1000/182"])


# ---------------------------------------------------------------- definitions of links


def test_numbered_definitions_are_references_cited_by_each_use() -> None:
    text = 'Old [otters][1] and [2].\n\nMore [of it][1].\n\n[1]: http://a.example "The title"\n[2]: <http://b.example>\n'
    article = read(text)
    assert [(r.number, r.line, r.sources[0].title, r.sources[0].url) for r in article.references] == [
        ("1", 5, "The title", "http://a.example"),
        ("2", 6, "", "http://b.example"),
    ]
    assert cited(article) == [("1", LEAD, "Old otters and."), ("2", LEAD, "Old otters and."), ("1", LEAD, "More of it.")]
    assert [text[slice(*citation.span)] for citation in article.citations] == ["[otters][1]", "[2]", "[of it][1]"]


def test_named_definitions_count_in_order_of_use() -> None:
    article = read("Old [b] and [words][a]. ![badge][c]\n\n[a]: http://a.example\n[b]: http://b.example\n[c]: http://c.example\n")
    assert [(r.number, r.sources[0].title, r.sources[0].url) for r in article.references] == [
        ("1", "b", "http://b.example"),
        ("2", "", "http://a.example"),
    ]


# ---------------------------------------------------------------- the article


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ('---\ntitle: "Front"\ndate: 2015\n---\n# Head\n\nOld.[^1]\n\n[^1]: x\n', "Front"),
        ("# Head\n\nOld.[^1]\n\n[^1]: x\n", "Head"),
        ("# One\n\nOld.[^1]\n\n# Two\n\nx\n\n[^1]: x\n", "otter"),
        ("Head\n====\n\nOld.[^1]\n\n[^1]: x\n", "Head"),
    ],
)
def test_the_title(text: str, title: str) -> None:
    assert read(text).title == title
    assert read(text, title="Given").title == "Given"


def test_sections_have_levels_words_and_spans() -> None:
    text = "# T\n\nOne two.[^1]\n\n## A **bold** one\n\nThree.\n\n### Sub\n\nFour five six.\n\n[^1]: not counted words\n"
    sections = read(text).sections
    assert [(s.heading, s.level, s.words) for s in sections] == [(LEAD, 1, 2), ("A bold one", 1, 1), ("Sub", 2, 3)]
    assert [text[s.span[0] :].split("\n")[0] for s in sections[1:]] == ["## A **bold** one", "### Sub"]
    assert sections[-1].span[1] == len(text)


@pytest.mark.parametrize("text", ["# T\n\nOnly words with [a link](http://a.example) in them.\n", "x\n"])
def test_without_references_it_says_what_was_looked_for(text: str) -> None:
    with pytest.raises(InputError, match=r"no footnotes .* no list of references"):
        read(text)


def test_markers_alone_are_told_of() -> None:
    assert rules(read("# T\n\nOld [1] and [2].\n"))["markers-without-list"] == ("1", "2")


@pytest.mark.parametrize(
    "rubbish",
    [
        "[" * 10_000,
        "]" * 10_000,
        "![" * 10_000,
        "^[" * 10_000,
        ">" * 10_000,
        "- " * 10_000,
        "<div>" * 10_000,
        "```\n[^2]: never closed\n",
        "~" * 10_000,
        "word " * 200_000,
        "\x01\x02\ufffd\ud800".encode("utf-8", "replace").decode(),
        "^[a " * 2000 + "]" * 2000,
        "".join("  " * depth + "- a\n" for depth in range(200)),
    ],
)
def test_rubbish_neither_breaks_nor_hangs(rubbish: str) -> None:
    article = read(f'Old.[^1]\n\n[^1]: "A".\n\n{rubbish}')
    assert article.references[0].sources[0].title == "A"
