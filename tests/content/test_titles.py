"""Whether a page still carries the cited title."""

from __future__ import annotations

import pytest

from citeaudit.content.titles import Agreement, compare, is_absent, overlap, parts
from citeaudit.model import Page

AGREES, DIFFERS, NOTHING = Agreement.AGREES, Agreement.DIFFERS, Agreement.NOTHING


@pytest.mark.parametrize(
    ("cited", "title", "verdict"),
    [
        pytest.param("Seminar on reform held", "Seminar on reform held", AGREES, id="the same"),
        pytest.param("SEMINAR ON REFORM HELD", "Seminar on Reform Held.", AGREES, id="case and marks"),
        pytest.param("Seminar on reform", "Seminar on reform: three days in Almaty and what came of them", AGREES, id="the page says more"),
        pytest.param("alpha beta gamma delta", "alpha beta other words", AGREES, id="half of the words"),
        pytest.param("alpha beta gamma delta epsilon", "alpha beta other words", DIFFERS, id="less than half"),
        pytest.param("Kazakhstan marks Human Rights Day", "Human Rights", DIFFERS, id="a section is shorter than its article"),
        pytest.param("The state of the union", "The end of the world", DIFFERS, id="small words do not agree"),
        pytest.param("История омбудсмена", "История омбудсмена в Казахстане", AGREES, id="Russian"),
        pytest.param("中国人权报告", "二〇一五年中国人权报告全文", AGREES, id="Chinese by pairs of signs"),
        pytest.param("中国人权报告", "今日天气预报", DIFFERS, id="Chinese, another page"),
        pytest.param("", "Any title", NOTHING, id="nothing cited"),
        pytest.param("Any title", "", NOTHING, id="no title on the page"),
        pytest.param("—", "Any title", NOTHING, id="a dash is no title"),
    ],
)
def test_titles_agree_by_the_share_of_the_cited_words(cited: str, title: str, verdict: Agreement) -> None:
    assert compare(cited, Page(title=title)) is verdict


@pytest.mark.parametrize(
    ("cited", "page", "url", "verdict"),
    [
        pytest.param("Police seminar", Page(title="Police seminar | OSCE"), "https://www.osce.org/a/1", AGREES, id="at the end, by the host"),
        pytest.param("Oil strike", Page(title="BBC News - Oil strike: 10 dead"), "https://www.bbc.co.uk/n", AGREES, id="at the start, by the host"),
        pytest.param(
            "Human Rights Watch on land reform",
            Page(title="Other news | Human Rights Watch", site_name="Human Rights Watch"),
            "https://hrw.example/x",
            DIFFERS,
            id="its own name does not agree for it",
        ),
        pytest.param(
            "Human Rights Watch on land reform", Page(title="Other news – Human Rights Watch"), "https://www.hrw.org/x", DIFFERS, id="by initials"
        ),
        pytest.param("Land reform", Page(title="The Astana Times"), "https://astanatimes.com/x", NOTHING, id="only the site's name"),
        pytest.param("Land reform", Page(title="astanatimes.com"), "https://astanatimes.com/x", NOTHING, id="only the host"),
        pytest.param("OSCE", Page(title="OSCE | Home"), "https://www.osce.org/", AGREES, id="the site itself is cited"),
        pytest.param("Land reform | The Astana Times", Page(title="Land reform"), "https://astanatimes.com/x", AGREES, id="in the cited title"),
    ],
)
def test_the_name_of_the_site_counts_for_nothing(cited: str, page: Page, url: str, verdict: Agreement) -> None:
    assert compare(cited, page, url) is verdict


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(Page(title="Portal", h1="Seminar on reform"), id="heading"),
        pytest.param(Page(title="Portal", citation=(("citation_author", "A. B."), ("citation_title", "Seminar on reform"))), id="citation_title"),
    ],
)
def test_any_title_that_the_page_gives_itself_may_agree(page: Page) -> None:
    assert compare("Seminar on reform", page) is AGREES


def test_overlap_is_a_share_of_the_cited_title() -> None:
    assert overlap("alpha beta gamma delta", "delta") == 0.25
    assert overlap("", "delta") == 0.0


@pytest.mark.parametrize(
    ("cited", "page", "absent"),
    [
        pytest.param("Land reform", Page(title="Not found", text="Sorry."), True, id="nowhere"),
        pytest.param("Land reform", Page(title="News", text="Today: Land reform, a seminar"), False, id="in the text"),
        pytest.param("Land reform", Page(title="Land reform"), False, id="as title"),
        pytest.param("", Page(title="Not found"), True, id="none was cited"),
    ],
)
def test_a_cited_title_is_absent_when_neither_titles_nor_text_carry_it(cited: str, page: Page, absent: bool) -> None:
    assert is_absent(cited, page) is absent


def test_a_title_is_cut_at_spaced_marks_only() -> None:
    assert parts("EU-Kazakhstan dialogue – Press release | EEAS") == ["EU-Kazakhstan dialogue", "Press release", "EEAS"]
