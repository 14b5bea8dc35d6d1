"""A plain-text copy to an Article: references, sources, citations, sections, and what is said about the copy."""

from __future__ import annotations

import string
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citeaudit.articles.links import printed_urls
from citeaudit.articles.textcopy.textcopy import read_text_copy
from citeaudit.errors import InputError
from citeaudit.model import LEAD, Article, LinkRole, Role, Source
from citeaudit.ports import ArticleInput

HEAD = "Otter Valley\n\nFrom Wikipedia, the free encyclopedia\n\n"


def read(text: str, *, file: str = "otter.txt", title: str = "", language: str = "") -> Article:
    return read_text_copy(text, ArticleInput(stream=BytesIO(), file=file, title=title, language=language))


def source(entry: str, body: str = "Old.[1]") -> Source:
    """The source of a list with one entry."""
    return read(f"{HEAD}{body}\n\nReferences[]\n\n  1. ^ {entry}\n").references[0].sources[0]


def rules(article: Article) -> dict[str, tuple[str, ...]]:
    return {remark.rule: remark.references for remark in article.remarks}


# ---------------------------------------------------------------- the article


def test_an_article() -> None:
    article = read(
        HEAD + 'It is old.[1]\n\nRivers[]\n\nThey are long.[1][2]\n\nReferences[]\n\n  1. ^ Jump up to: a b "Old". Echo.\n  2. ^ "Long". Post.\n'
    )
    assert (article.title, article.file, article.format) == ("Otter Valley", "otter.txt", "plaintext")
    assert (article.language, article.wiki, article.revision) == ("en", "en.wikipedia.org", "")
    assert [(section.heading, section.level) for section in article.sections] == [(LEAD, 1), ("Rivers", 1), ("References", 1)]
    assert [(citation.reference, citation.section, citation.sentence) for citation in article.citations] == [
        ("1", LEAD, "It is old."),
        ("1", "Rivers", "They are long."),
        ("2", "Rivers", "They are long."),
    ]
    assert [reference.number for reference in article.references] == ["1", "2"]
    assert article.remarks == ()


def test_sections_cover_the_text() -> None:
    text = HEAD + "It is old.[1]\n\nRivers[]\n\nLong.\n\n1. ^ Echo\n"
    sections = read(text).sections
    assert [section.span[0] for section in sections] == [0, text.index("Rivers")]
    assert sections[-1].span[1] == len(text)


@pytest.mark.parametrize(
    ("text", "given_title", "title"),
    [
        pytest.param(HEAD + "Old.[1]\n", "My title", "My title", id="the user's word"),
        pytest.param(HEAD + "Old.[1]\n", "", "Otter Valley", id="the copy's first line"),
        pytest.param("It is old.[1]\n", "", "otter-valley", id="the file's name"),
    ],
)
def test_title(text: str, given_title: str, title: str) -> None:
    assert read(text, file="otter-valley.txt", title=given_title).title == title


def test_language_is_the_users_word() -> None:
    assert read(HEAD + "Old.[1]\n", language="kk").language == "kk"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85"])
def test_line_ends_change_nothing_but_offsets(end: str) -> None:
    text = HEAD + 'Old.[1]\n\nRivers[]\n\nLong.[2]\n\nReferences[]\n\n  1. ^ "Old".\n     Echo.\n  2. ^ "Long". Post.\n'
    usual, other = read(text), read(text.replace("\n", end))
    assert other.sections[1].heading == "Rivers"
    assert [s.title for r in other.references for s in r.sources] == [s.title for r in usual.references for s in r.sources]
    assert [(r.line, r.column) for r in other.references] == [(r.line, r.column) for r in usual.references]
    assert [(c.reference, c.section, c.sentence) for c in other.citations] == [(c.reference, c.section, c.sentence) for c in usual.citations]


# ---------------------------------------------------------------- references and sources


def test_a_source_knows_its_place_and_keeps_its_words() -> None:
    text = HEAD + 'Old.[1]\n\n  1. ^ Jump up to: a b "Old".\n     Echo.  2015.\n'
    (reference,) = read(text).references
    (found,) = reference.sources
    assert reference.text == found.raw == '"Old".\n     Echo.  2015.'
    assert text[slice(*found.span)].startswith("1. ^ Jump up to: a b ")
    assert (found.file, found.line, found.column, found.part, found.reference, found.article) == ("otter.txt", 7, 3, 1, "1", "Otter Valley")
    assert (reference.span, reference.line, reference.column) == (found.span, found.line, found.column)


def test_all_fields_reach_the_source() -> None:
    found = source(
        'Quill, Ada (5 May 2015). "Otters" (PDF) (in Kazakh). Echo. Otter Press. AFP. doi:10.5555/o. '
        "Archived from the original on 2016-06-06. Retrieved 2016-06-07."
    )
    assert (found.authors, found.title, found.format, found.language) == (("Quill, Ada",), "Otters", "PDF", "kk")
    assert (found.work, found.publisher, found.agency) == ("Echo", "Otter Press", "AFP")
    assert [str(date) for date in (found.published, found.archived_on, found.accessed)] == ["2015-05-05", "2016-06-06", "2016-06-07"]
    assert [str(identifier) for identifier in found.identifiers] == ["doi:10.5555/o"]
    assert found.role is Role.SOURCE


def test_no_address_is_made_up() -> None:
    found = source('"Otters". otter.example.org. Archived from the original on 2016-06-06.')
    assert (found.url, found.archive_url) == ("", "")


@pytest.mark.parametrize(
    ("entry", "url", "archive_url"),
    [
        pytest.param("https://a.example.org/b", "https://a.example.org/b", "", id="alone"),
        pytest.param('"Otters" (https://a.example.org/b_(c)). Echo.', "https://a.example.org/b_(c)", "", id="in brackets"),
        pytest.param("Echo <https://a.example.org/b>.", "https://a.example.org/b", "", id="in angle brackets"),
        pytest.param(
            "https://web.archive.org/web/20150102030405/https://a.example.org/b",
            "https://a.example.org/b",
            "https://web.archive.org/web/20150102030405/https://a.example.org/b",
            id="archived copy alone",
        ),
        pytest.param(
            "https://web.archive.org/web/2015/https://a.example.org/b Echo https://a.example.org/b",
            "https://a.example.org/b",
            "https://web.archive.org/web/2015/https://a.example.org/b",
            id="archived copy first",
        ),
        pytest.param("https://doi.org/10.5555/o", "", "", id="an identifier is no address"),
    ],
)
def test_printed_addresses(entry: str, url: str, archive_url: str) -> None:
    found = source(entry)
    assert (found.url, found.archive_url) == (url, archive_url)


def test_links_have_their_roles() -> None:
    (reference,) = read(HEAD + "Old.[1]\n\n1. ^ https://a.example.org/b https://doi.org/10.5555/o\n").references
    assert [link.role for link in reference.links] == [LinkRole.ORIGINAL, LinkRole.IDENTIFIER]


@pytest.mark.parametrize(
    ("words", "urls"),
    [
        ("See https://a.example.org/b, and http://c.example.org.", ["https://a.example.org/b", "http://c.example.org"]),
        ("«https://a.example.org/b»", ["https://a.example.org/b"]),
        ("www.example.org and example.org", []),
        ("http://]", ["http://"]),
    ],
)
def test_printed_urls(words: str, urls: list[str]) -> None:
    assert list(printed_urls(words)) == urls


@pytest.mark.parametrize("entry", ["", "[dead link]", "…", "Cite error: The named reference x was invoked but never defined."])
def test_an_entry_that_lost_its_text(entry: str) -> None:
    article = read(f"{HEAD}Old.[1]\n\n1. ^ {entry}\n")
    assert article.references[0].sources[0].role is Role.EMPTY
    assert rules(article) == {"empty-entry": ("1",)}


def test_notes_name_no_source_but_may() -> None:
    article = read(
        HEAD
        + "Old.[note 1] New.[note 2] So.[1]\n\nNotes\n\n^ The town was renamed in 1998.[1]\n"
        + '^ "Why". Echo. Retrieved 2015-05-05.\n\nReferences\n\n^ Echo\n'
    )
    assert [(r.group, r.number, r.sources[0].role) for r in article.references] == [
        ("note", "1", Role.NOTE),
        ("note", "2", Role.SOURCE),
        ("", "1", Role.SOURCE),
    ]
    note = article.references[0].sources[0]
    assert (note.title, note.raw, note.label) == ("", "The town was renamed in 1998.[1]", "note 1")
    assert [(c.group, c.reference, c.section) for c in article.citations][-1] == ("", "1", "Notes")


def test_linked_words_with_underscores_are_read_with_spaces() -> None:
    text = HEAD + (
        'The Latin_pop group of Old_Town and New_Mill sang.[1]\n\nThe_Rivers[]\n\nThey sang in Marl_Harbour.[1]\n\n1. ^"The_songs". Valley_Echo. '
        "Archived from the_original on 5 May 2015.\n"
    )
    article = read(text)
    found = article.references[0].sources[0]
    assert (found.title, found.publisher, str(found.archived_on)) == ("The songs", "Valley Echo", "2015-05-05")
    assert found.raw.startswith('"The_songs". Valley_Echo.')
    assert [(c.section, c.sentence) for c in article.citations] == [
        (LEAD, "The Latin pop group of Old Town and New Mill sang."),
        ("The Rivers", "They sang in Marl Harbour."),
    ]


# ---------------------------------------------------------------- lists without their text, sub-references, groups


@pytest.mark.parametrize(
    ("entries", "cited"),
    [
        pytest.param('1. ^ a b c "Old". Echo.\n2. ^ "New". Echo.\n', ["1", "1", "1", "2"], id="letters"),
        pytest.param('1. ^ Jump up to: a b "Old". Echo.\n2. ^ "New". Echo.\n', ["1", "1", "2"], id="words before them"),
        pytest.param("1. ↑ 1.0 1.1 «Old». Echo.\n2. ↑ «New». Echo.\n", ["1", "1", "2"], id="numbers"),
        pytest.param("^ а б в «Old». Echo.\n↑ «New». Echo.\n", ["1", "1", "1", "2"], id="Cyrillic letters"),
        pytest.param('[1] "Old". Echo.\n[2] "New". Echo.\n', [], id="no way back"),
    ],
)
def test_a_list_without_its_text_is_cited_as_often_as_it_leads_back(entries: str, cited: list[str]) -> None:
    article = read(f"References\n\n{entries}")
    assert [citation.reference for citation in article.citations] == cited
    assert {(citation.section, citation.sentence) for citation in article.citations} <= {(LEAD, "")}
    spans = {reference.number: reference.span for reference in article.references}
    assert all(citation.span == spans[citation.reference] for citation in article.citations)


def test_a_text_that_lost_its_markers_is_not_cited_in_its_lead() -> None:
    article = read(HEAD + "It is an old valley with a river and with otters in it.\n\n1. ^ a b Echo\n")
    assert article.citations == ()
    assert rules(article)["list-without-markers"] == ("1",)


@pytest.mark.parametrize("indent", ["", "   "])
def test_sub_references(indent: str) -> None:
    text = HEAD + f'Old.[1] New.[1.1] So.[1.2][2] In version [3.14] too.\n\n1. ^ "Old". Echo.\n{indent}1.1. ^ p. 5\n{indent}1.2. ^ p. 9\n2. ^ Post\n'
    article = read(text)
    assert [(reference.number, reference.text) for reference in article.references] == [
        ("1", '"Old". Echo.'),
        ("1.1", "p. 5"),
        ("1.2", "p. 9"),
        ("2", "Post"),
    ]
    assert [citation.reference for citation in article.citations] == ["1", "1.1", "1.2", "2"]
    assert not {"never-cited", "marker-without-entry", "drifted-number"} & set(rules(article))


def test_lists_of_groups_that_nothing_parts_are_told_apart_by_their_numbers() -> None:
    notes = "Notes\n\na. ^ It was renamed.\nb. ^ It was small.\n\n1. ^ So they say.\n\n"
    text = f"{HEAD}Old.[a] New.[b] So.[note 1][1][2]\n\n{notes}References\n\n1. ^ Echo\n2. ^ Post\n"
    article = read(text)
    assert [(reference.group, reference.number) for reference in article.references] == [
        ("lower-alpha", "a"),
        ("lower-alpha", "b"),
        ("note", "1"),
        ("", "1"),
        ("", "2"),
    ]
    assert len(article.citations) == 5


def test_a_list_that_prints_every_number_as_one_stays_one() -> None:
    article = read(HEAD + "Old.[1] New.[2]\n\n1. ^ Echo\n1. ^ Post\n")
    assert [reference.number for reference in article.references] == ["1", "2"]


def test_wide_brackets_are_markers() -> None:
    article = read("水獺谷\n\n維基百科，自由的百科全書\n\n水獺谷位於北部〔1〕。那裡有水壩［2］。\n\n參考\n\n1. ^ 「水」. 報.\n2. ^ 「獺」. 報.\n")
    assert [(c.reference, c.sentence) for c in article.citations] == [("1", "水獺谷位於北部。"), ("2", "那裡有水壩。")]


# ---------------------------------------------------------------- short citations and bundles

BOOKS = (
    "Bibliography\n\n• Doe, Ada; Quill, Ben (2011). The Long Road. Otter Press.\n• Smith, John (2010). The Short Road.\n  Otter Press.\n"
    "• Zed, Max (2001). Never Cited. Post.\n"
)


def test_short_citations_point_to_the_bibliography() -> None:
    entries = '1. ^ Smith 2010, p. 4.\n2. ^ Doe & Quill 2011, pp. 5–9.\n3. ^ Smith (2010), p. 9\n4. ^ "Other". Echo. 2015.\n'
    article = read(f"{HEAD}Old.[1] New.[2] So.[3][4]\n\n{entries}\n{BOOKS}")
    sources = [reference.sources[0] for reference in article.references]
    assert [(source.label, source.role, source.target) for source in sources] == [
        ("1", Role.SHORT, "bibliography 2"),
        ("2", Role.SHORT, "bibliography 1"),
        ("3", Role.SHORT, "bibliography 2"),
        ("4", Role.SOURCE, ""),
        ("bibliography 1", Role.SOURCE, ""),
        ("bibliography 2", Role.SOURCE, ""),
    ]
    assert [(source.title, source.authors, str(source.published)) for source in sources[4:]] == [
        ("The Long Road", ("Doe, Ada", "Quill, Ben"), "2011"),
        ("The Short Road", ("Smith, John",), "2010"),
    ]
    assert "never-cited" not in rules(article)


def test_a_short_citation_may_point_to_a_numbered_reference() -> None:
    article = read(HEAD + "Old.[1] New.[2]\n\n1. ^ Smith, John (2010). The Short Road. Otter Press.\n2. ^ Smith 2010, p. 4.\n")
    assert [(s.role, s.target) for r in article.references for s in r.sources] == [(Role.SOURCE, ""), (Role.SHORT, "1")]


def test_short_citations_in_one_entry_are_parts() -> None:
    article = read(HEAD + f"Old.[1]\n\n1. ^ Smith 2010, p. 4; Doe & Quill 2011, p. 5.\n\n{BOOKS}")
    found = article.references[0].sources
    assert [(source.part, source.role, source.target) for source in found] == [(1, Role.SHORT, "bibliography 2"), (2, Role.SHORT, "bibliography 1")]


@pytest.mark.parametrize(
    "books",
    [
        pytest.param("", id="no bibliography"),
        pytest.param("Smith, John (2009). The Road. Press.\n", id="another year"),
        pytest.param("Smith, John (2010). The Road. Press.\n\nSmith, Ann (2010). The Way. Press.\n", id="two fit"),
    ],
)
def test_a_doubtful_short_citation_points_nowhere(books: str) -> None:
    article = read(HEAD + f"Old.[1]\n\n1. ^ Smith 2010, p. 4.\n\nBooks\n\n{books}")
    assert [(reference.group, reference.sources[0].target) for reference in article.references] == [("", "")]


def test_an_entry_that_shows_several_sources() -> None:
    article = read(HEAD + 'Old.[1]\n\n1. ^ "Old". Echo. 2015. https://a.example.org/1; "Older". Post. 2014. https://b.example.org/2\n')
    (reference,) = article.references
    assert [(s.label, s.title, s.publisher, s.url) for s in reference.sources] == [
        ("1", "Old", "Echo", "https://a.example.org/1"),
        ("1 (2)", "Older", "Post", "https://b.example.org/2"),
    ]
    assert len(reference.links) == 2


# ---------------------------------------------------------------- what cannot be read


def test_garbled_words_are_kept() -> None:
    assert source('"MarÃ\xada". Echo.').title == "MarÃ\xada"


@pytest.mark.parametrize("text", ["", "\n\n", HEAD + "It is old.\n", "In 1998 [1998] it was [sic] big.\n\n1. go\n2. stop\n"])
def test_a_text_without_references_is_an_input_error(text: str) -> None:
    with pytest.raises(InputError, match=r"no \[n\] markers") as raised:
        read(text)
    assert "no list of references" in raised.value.message
    assert (raised.value.where, bool(raised.value.hint)) == ("otter.txt", True)


PIECES = st.sampled_from(
    (
        "Old.[1] ",
        "[2]",
        "[note 1]",
        "[a]",
        "\n",
        "\n\n",
        "1. ^ ",
        "2. ^ ",
        "^ a b ",
        "↑ ",
        '"Echo". ',
        "Rivers[]",
        "== Mills ==",
        "  ",
        "5 May 2015",
        "https://a.b/-",
        "[1] ",
        "é",
    )
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_copy_is_read_or_refused(text: str) -> None:
    try:
        article = read(text)
    except InputError:
        return
    assert all(text[slice(*reference.span)] for reference in article.references if reference.text)
    spans = {reference.span for reference in article.references}
    assert all(
        text[slice(*citation.span)].startswith(("[", "［", "〔")) or (citation.span in spans and not citation.sentence)
        for citation in article.citations
    )
    labels = [source.label for reference in article.references for source in reference.sources]
    assert len(labels) == len(set(labels))


# ---------------------------------------------------------------- any article in any form of copy reads back

WORDS = st.lists(st.text("bghiknorstuw", min_size=5, max_size=9), min_size=2, max_size=4).map(" ".join).map(str.capitalize)


@dataclass(frozen=True, kw_only=True)
class Planned:
    """An article to be printed: its references' titles, its sections with the references that each of their sentences cites."""

    titles: tuple[str, ...]
    sections: tuple[tuple[str, tuple[tuple[int, ...], ...]], ...]

    def uses(self, number: int) -> int:
        """How often a reference is cited."""
        return sum(cited.count(number) for _, sentences in self.sections for cited in sentences)


@st.composite
def planned(draw: st.DrawFn) -> Planned:
    titles = tuple(draw(st.lists(WORDS, min_size=1, max_size=8, unique=True)))
    cited = st.lists(st.integers(1, len(titles)), min_size=1, max_size=3).map(tuple)
    headings = draw(st.lists(WORDS, min_size=1, max_size=4, unique=True))
    sections = tuple((heading, tuple(draw(st.lists(cited, min_size=1, max_size=3)))) for heading in headings)
    unused = tuple((number,) for number in range(1, len(titles) + 1))
    return Planned(titles=titles, sections=((LEAD, unused), *sections))


def by_caret(number: int, uses: int) -> str:
    """The seed's form."""
    letters = "Jump up to: " + " ".join(string.ascii_lowercase[:uses]) + " " if uses > 1 else ""
    return f"  {number}. ^ {letters}"


def by_caret_alone(number: int, uses: int) -> str:
    """A browser's copy, which leaves the numbers out; the last letter is glued to the title's mark."""
    return f"^ {' '.join(string.ascii_lowercase[:uses])}" if uses > 1 else "^"


def by_arrow(number: int, uses: int) -> str:
    """The form of many other languages."""
    parts = " ".join(f"{number}.{part}" for part in range(uses))
    return f"{number}. ↑ {parts} " if uses > 1 else f"{number}. ↑ "


def by_bracket(number: int, uses: int) -> str:
    """A list at the end of a text that is no wiki's."""
    return f"[{number}] "


def by_number(number: int, uses: int) -> str:
    """A numbered list."""
    return f"{number}. "


def print_copy(plan: Planned, label: Callable[[int, int], str], heading: str) -> str:
    """The copy's text; `heading` has a place for the words of a heading."""
    parts = ["Otter Valley", "From Wikipedia, the free encyclopedia"]
    for name, sentences in plan.sections:
        parts += [heading.format(name)] if name != LEAD else []
        parts.append(" ".join(f"Otters swim in place {n} of it.{''.join(f'[{number}]' for number in cited)}" for n, cited in enumerate(sentences)))
    entries = [f'{label(number, plan.uses(number))}"{title}". Echo. 5 May 2015.' for number, title in enumerate(plan.titles, 1)]
    return "\n\n".join([*parts, heading.format("Sources"), "\n".join(entries), heading.format("Links"), "Official site", ""])


@pytest.mark.parametrize("label", [by_caret, by_caret_alone, by_arrow, by_bracket, by_number])
@pytest.mark.parametrize("heading", ["{}[]", "{}[edit]", "== {} ==", "***** {}[edit] *****", "## {}", "{}"])
@given(plan=planned())
@settings(max_examples=15)
def test_any_article_reads_back_from_any_form_of_copy(label: Callable[[int, int], str], heading: str, plan: Planned) -> None:
    article = read(print_copy(plan, label, heading))
    found = [reference.sources[0] for reference in article.references]
    assert [(source.reference, source.title, source.publisher, str(source.published)) for source in found] == [
        (str(number), title, "Echo", "2015-05-05") for number, title in enumerate(plan.titles, 1)
    ]
    assert [(c.reference, c.section, c.sentence) for c in article.citations] == [
        (str(number), name, f"Otters swim in place {n} of it.")
        for name, sentences in plan.sections
        for n, cited in enumerate(sentences)
        for number in cited
    ]
    assert [section.heading for section in article.sections] == [*(name for name, _ in plan.sections), "Sources", "Links"]
    assert article.remarks == ()


def test_sections_count_the_words_of_their_own_text() -> None:
    text = (
        "An article\n\nThe lead has a sentence of more than eight words in it.[1]\n\n"
        "Bare[edit]\n\nNobody is cited here, though it would take a citation to believe.\n\n"
        "Only a heading[edit]\n\nBelow it[edit]\n\nThis one is cited and has a few more words, it seems.[1]\n\n"
        'See also[edit]\n\nAnother article\n\nReferences[edit]\n\n  1. ^ "One". A publisher with a name of many words that is no text at all.\n'
    )
    article = read_text_copy(text, ArticleInput(stream=BytesIO(), file="a.txt"))
    assert [(section.heading, section.words > 0) for section in article.sections][:6] == [
        (LEAD, True),
        ("Bare", True),
        ("Only a heading", False),
        ("Below it", True),
        ("See also", False),
        ("References", False),
    ]
