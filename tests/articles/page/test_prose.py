"""The running text of a page: sections with their words, and the sentence of each marker."""

from __future__ import annotations

import pytest

from citeaudit.articles.page.footnotes import find_footnotes
from citeaudit.articles.page.masthead import parse
from citeaudit.articles.page.prose import Prose, read_prose
from citeaudit.model import LEAD

LIST = '<ol class="references">' + "".join(f'<li id="cite_note-{n}"><a href="#cite_ref-{n}">^</a> Entry</li>' for n in (1, 2, 3)) + "</ol>"
ONE, TWO, THREE = (f'<sup id="cite_ref-{n}" class="reference"><a href="#cite_note-{n}">[{n}]</a></sup>' for n in (1, 2, 3))


def prose(page: str) -> Prose:
    root = parse(page + LIST)
    assert root is not None
    return read_prose(root, find_footnotes(root))


def sentences(page: str) -> list[str]:
    return [citation.sentence for citation in prose(page).citations]


def sections(page: str) -> list[tuple[str, int, int]]:
    return [(section.heading, section.level, section.words) for section in prose(page).sections]


def cited_in(page: str) -> list[tuple[str, str]]:
    return [(citation.reference, citation.section) for citation in prose(page).citations]


@pytest.mark.parametrize(
    ("page", "found"),
    [
        pytest.param(f"<p>Pears grow.{ONE} Plums too.{TWO}</p>", ["Pears grow.", "Plums too."], id="after the full stop"),
        pytest.param(f"<p>Pears{ONE} and plums grow{TWO}. Nuts do not.</p>", ["Pears and plums grow."] * 2, id="inside the sentence"),
        pytest.param(f"<p>Pears grow.{ONE}{TWO} Plums too.</p>", ["Pears grow."] * 2, id="two in a row"),
        pytest.param(f"<p>Pears grow. {ONE}\n Plums too.</p>", ["Pears grow."], id="a space before"),
        pytest.param(f"<p>Pears <i>grow</i> on\n <a href='/wiki/Tree'>trees</a>.{ONE}</p>", ["Pears grow on trees."], id="markup and line ends"),
        pytest.param(f"<ul><li>Pears<ul><li>green{ONE}</li></ul></li></ul>", ["green"], id="the innermost block"),
        pytest.param(f"<div>Pears grow.<p>Plums too.</p>Nuts do not.{ONE}</div>", ["Nuts do not."], id="text after an inner block"),
        pytest.param(f"<p>Pears grow.{ONE}<style>p{{color:red}}</style> Plums.{TWO}</p>", ["Pears grow.", "Plums."], id="a style sheet"),
        pytest.param(f"<p>Pears grow<sup class='reference'>:7</sup>.{ONE}</p>", ["Pears grow."], id="page numbers beside a marker"),
        pytest.param(f"<p><span style='display:none'>x</span>Pears grow.{ONE}</p>", ["Pears grow."], id="hidden words"),
        pytest.param(f"<table><tr><td>Pears</td><td>7{ONE}</td></tr></table>", ["7"], id="a cell with words"),
        pytest.param(f"<table><tr><th>Pears</th><td>7</td><td>{ONE}{TWO}</td></tr></table>", ["Pears 7"] * 2, id="a cell without words: its row"),
        pytest.param(f"<p>{ONE}</p>", [""], id="a marker alone"),
        pytest.param(
            f"<p>Las peras crecen.{ONE}&#8203; Las nueces también.{TWO}&#8203;</p>", ["Las peras crecen.", "Las nueces también."], id="Spanish"
        ),
        pytest.param(f"<p>梨は果物だ。{ONE}梅も。{TWO}</p>", ["梨は果物だ。", "梅も。"], id="Japanese"),
        pytest.param(f"<div class='navbox'>Pears.{ONE}</div>", ["Pears."], id="in a navigation box"),
    ],
)
def test_the_sentence_of_a_marker(page: str, found: list[str]) -> None:
    assert sentences(page) == found


@pytest.mark.parametrize(
    "heading",
    [
        pytest.param('<h2><span class="mw-headline">History</span><span class="mw-editsection">[<a href="#e">edit</a>]</span></h2>', id="legacy"),
        pytest.param('<h2><span class="editsection">[<a href="#e">edit</a>]</span> <span class="mw-headline">History</span></h2>', id="before 1.20"),
        pytest.param(
            '<div class="mw-heading"><h2 id="H">History</h2><span class="mw-editsection">[<a href="#e">edit</a>]</span></div>', id="since 1.43"
        ),
        pytest.param('<section><h2 id="H"><span id=".D0" typeof="mw:FallbackId"></span>History</h2></section>', id="Parsoid"),
        pytest.param('<div class="pcs-edit-section-header"><h2 class="pcs-edit-section-title">History</h2></div>', id="mobile-html"),
    ],
)
def test_headings_stand_without_their_edit_links(heading: str) -> None:
    page = f"<p>Pears.{ONE}</p>{heading}<p>Plums.{TWO}</p>"
    assert cited_in(page) == [("1", LEAD), ("2", "History")]
    assert sections(page) == [(LEAD, 1, 1), ("History", 1, 1)]


def test_a_section_is_named_by_its_own_heading() -> None:
    page = f"<h2>A</h2><h3>B</h3><p>Pears.{ONE}</p><h2>C</h2><h4>D</h4><p>Plums.{TWO}</p>"
    assert cited_in(page) == [("1", "B"), ("2", "D")]
    assert [(heading, level) for heading, level, _ in sections(page)] == [(LEAD, 1), ("A", 1), ("B", 2), ("C", 1), ("D", 3)]


def test_a_marker_in_a_heading_belongs_to_its_section() -> None:
    page = f"<p>Pears.</p><h2>Plums{ONE}</h2><p>Nuts.</p>"
    assert cited_in(page) == [("1", "Plums")]
    assert sections(page) == [(LEAD, 1, 1), ("Plums", 1, 1)]


@pytest.mark.parametrize(
    "around",
    [
        pytest.param('<h1 id="firstHeading">{}</h1>', id="the page's title"),
        pytest.param('<header><h1 data-id="0">{}</h1></header>', id="the title in mobile-html"),
        pytest.param('<div id="toc" class="toc"><h2>{}</h2></div>', id="table of contents"),
        pytest.param('<div role="navigation"><h2>{}</h2></div>', id="navigation"),
        pytest.param("<nav><h2>{}</h2></nav>", id="nav"),
        pytest.param("<h2> <!-- {} --> </h2>", id="empty"),
    ],
)
def test_what_is_no_section(around: str) -> None:
    assert [heading for heading, _, _ in sections(around.format("Contents") + f"<p>Pears.{ONE}</p>")] == [LEAD]


def test_words_are_those_of_a_sections_own_text() -> None:
    page = (
        f"<p>Pears grow on trees.{ONE}</p><h2>A</h2><h3>B</h3><ul><li>Plums</li><li>nuts</li></ul>"
        "<table class='navbox'><tr><td>other fruit</td></tr></table>"
        "<h2>References</h2>"
    )
    assert sections(page) == [(LEAD, 1, 4), ("A", 1, 0), ("B", 2, 2), ("References", 1, 0)]


def test_a_marker_inside_an_entry_cites_too_but_the_entry_is_no_text() -> None:
    root = parse(
        f'<p>Pears.{ONE}</p><h2>Notes</h2><ol class="references"><li id="cite_note-1">See the book.{TWO}</li><li id="cite_note-2">Book</li></ol>'
    )
    assert root is not None
    found = read_prose(root, find_footnotes(root))
    assert [(citation.reference, citation.section, citation.sentence) for citation in found.citations] == [
        ("1", LEAD, "Pears."),
        ("2", "Notes", "See the book."),
    ]
    assert [section.words for section in found.sections] == [1, 0]


def test_citations_come_in_the_markers_order() -> None:
    assert cited_in(f"<p>A.{THREE} B.{ONE} C.{THREE}</p>") == [("3", LEAD), ("1", LEAD), ("3", LEAD)]
