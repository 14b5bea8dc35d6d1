"""Identifiers in a citation's words."""

from __future__ import annotations

import pytest

from citeaudit.articles.words.identifiers import take_identifiers


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param("doi:10.5555/otter.12", ["doi:10.5555/otter.12"], id="DOI"),
        pytest.param("ISBN 978-3-16-148410-0.", ["isbn:978-3-16-148410-0"], id="ISBN"),
        pytest.param("ISSN 1234-5679.", ["issn:1234-5679"], id="ISSN"),
        pytest.param("PMID 123. PMC 456. OCLC 789.", ["pmid:123", "pmc:456", "oclc:789"], id="several"),
        pytest.param("arXiv:1501.00001v2", ["arxiv:1501.00001v2"], id="arXiv"),
        pytest.param("Bibcode:2015Otter..12..345Q", ["bibcode:2015Otter..12..345Q"], id="bibcode"),
        pytest.param("OCLC 5. OCLC 5.", ["oclc:5"], id="twice the same"),
        pytest.param("the doi of it, and 978 pages", [], id="none"),
    ],
)
def test_takes_identifiers(words: str, found: list[str]) -> None:
    assert [str(identifier) for identifier in take_identifiers(words)[0]] == found


def test_leaves_the_other_words() -> None:
    assert take_identifiers("Echo. doi:10.5555/a. 2015.")[1].split() == ["Echo.", "2015."]
