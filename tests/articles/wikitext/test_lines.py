"""The lines of wikitext as lines of words."""

from __future__ import annotations

import pytest

from citeaudit.articles.wikitext.lines import MARK, read_lines


def words(text: str) -> list[str]:
    return read_lines(text.replace("*MARK*", MARK), ()).words.replace(MARK, "*MARK*").splitlines()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Pears\ngrow.\n\nPlums too.", ["Pears grow.", "Plums too."], id="paragraphs"),
        pytest.param("Pears\r\ngrow.\r\n\r\nPlums.", ["Pears grow.", "Plums."], id="line ends of Windows"),
        pytest.param("* Pears\n** [[Plum|plums]]\n# '''Nuts'''\n: Figs\n; Dates", ["Pears", "plums", "Nuts", "Figs", "Dates"], id="list items"),
        pytest.param("Pears\n* Plums\nNuts", ["Pears", "Plums", "Nuts"], id="a list in a paragraph"),
        pytest.param("Pears<br>Plums<br />Nuts", ["Pears", "Plums", "Nuts"], id="broken lines"),
        pytest.param("<div class='x'>Pears</div><p>Plums", ["Pears", "Plums"], id="elements that are blocks"),
        pytest.param("Pears <small>and</small> plums &amp; [http://a.example nuts]", ["Pears and plums & nuts"], id="markup inside a line"),
        pytest.param("Pears\n----\nPlums", ["Pears", "Plums"], id="a rule"),
        pytest.param("Pears\n[[Category:Fruit]]\n[[de:Birne]] [[fr:Poire]]\n__NOTOC__", ["Pears"], id="categories, translations, switches"),
        pytest.param("[[Star Wars: A New Hope]] is a film.", ["Star Wars: A New Hope is a film."], id="a link with a colon in a sentence"),
        pytest.param("<gallery>\nFile:a.jpg|A [[pear]]\nImage:b.png\n</gallery>", ["A pear"], id="a gallery"),
        pytest.param("<gallery>\nTwo pears.jpg|A pear\nb.png|Plums\n</gallery>", ["A pear", "Plums"], id="a gallery without namespaces"),
        pytest.param("See pears.pdf\nand plums.", ["See pears.pdf and plums."], id="a file's name at the end of a line"),
        pytest.param("[[Pear tree|pear<br>tree]]s<br>Plums", ["pear trees", "Plums"], id="a break in a label"),
        pytest.param("{|\n! Pears<br>a || b=1 | Plums<br />b\n|}", ["Pears", "a", "Plums", "b"], id="breaks in cells"),
        pytest.param(":{|\n| Pears || Plums\n|}", ["Pears", "Plums"], id="an indented table"),
        pytest.param("Pears [[a|*MARK*]] grow", ["Pears *MARK* grow"], id="a marker in a link"),
        pytest.param("Pears [[a*MARK*|b]] grow", ["Pears b grow*MARK*"], id="a marker in what shows nothing"),
        pytest.param("<div *MARK*>Pears</div>", ["Pears", "*MARK*"], id="a marker in a tag"),
        pytest.param("----*MARK*\n[[A:*MARK*b]]", ["*MARK*", "A:*MARK*b"], id="markers in a rule and a category"),
        pytest.param("File:a*MARK*.jpg|Plums", ["Plums*MARK*"], id="a marker in the name of a file"),
    ],
)
def test_blocks(text: str, found: list[str]) -> None:
    assert words(text) == found


TABLE = """{| class="wikitable" style="x"
|+ Fruit
! scope="col" | Name !! Weight
|-
| Pear || align=right | 5 kg
|- style="x"
| [[Plum|plum]]
| 3
more
|}
After."""


def test_cells_and_rows_of_tables() -> None:
    found = read_lines(TABLE, ())
    assert found.words.splitlines() == ["Fruit", "Name", "Weight", "Pear", "5 kg", "plum", "3 more", "After."]
    assert [found.words[slice(*row)].split("\n") for row in found.rows][1:] == [["Pear", "5 kg", ""], ["plum", "3 more", ""]]


def test_bars_outside_tables_are_words() -> None:
    assert words("| Pear || plum") == ["| Pear || plum"]


@pytest.mark.parametrize(
    ("line", "level", "heading"),
    [
        pytest.param("== History ==", 2, "History", id="spaces"),
        pytest.param("==History==", 2, "History", id="none"),
        pytest.param("=== ''Old'' [[town|towns]] ===  ", 3, "Old towns", id="markup"),
        pytest.param("=== Old ==", 2, "= Old", id="uneven"),
        pytest.param("= Title =", 1, "Title", id="the widest"),
        pytest.param("=====", 2, "=", id="signs alone"),
    ],
)
def test_headings(line: str, level: int, heading: str) -> None:
    found = read_lines(f"Pears\n{line}\nPlums", ())
    (only,) = found.headings
    assert (only.level, found.words[slice(*only.span)].strip(), only.at) == (level, heading, 6)


@pytest.mark.parametrize("line", ["== History", "a == b == c", "==", "= ", "History =="])
def test_what_is_no_heading(line: str) -> None:
    assert read_lines(line, ()).headings == ()


def test_parts_that_are_no_text_are_told() -> None:
    text = "Pears\nA note\nPlums"
    found = read_lines(text, ((6, 12),))
    assert [found.words[slice(*part)] for part in found.apart] == ["A note\n"]
