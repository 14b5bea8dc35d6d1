"""figures/*.svg: pictures that stand alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree

from citeaudit.layout import MOST_CITED
from citeaudit.model import Audit, Tally
from citeaudit.reports.figures import REPORT

SVG = "{http://www.w3.org/2000/svg}"


def drawn(audit: Audit) -> dict[str, ElementTree.Element]:
    return {path.rpartition("/")[2]: ElementTree.fromstring(content) for path, content in REPORT.render(audit).items()}


def test_three_pictures_with_a_bar_for_each_row(audit_of: Callable[..., Audit]) -> None:
    audit = audit_of("One")
    assert audit.balance is not None
    pictures = drawn(audit)
    rows = {"kinds.svg": audit.balance.voices, "publishers.svg": audit.balance.publishers, "status.svg": audit.link_rot.statuses}
    assert {name: len(picture.findall(f"{SVG}rect")) - 1 for name, picture in pictures.items()} == {name: len(tally) for name, tally in rows.items()}
    assert all(picture.get("role") == "img" and picture.get("aria-label") for picture in pictures.values())


def test_control_that_nobody_read_is_marked_in_the_picture(audit_of: Callable[..., Audit]) -> None:
    words = [element.text for element in drawn(audit_of("One"))["kinds.svg"].findall(f"{SVG}text")]
    assert "press (KZ; nobody has read this)" in words


def test_a_cut_picture_says_so(audit_of: Callable[..., Audit]) -> None:
    audit = audit_of("One")
    assert audit.balance is not None
    many = tuple(Tally(name=f"Paper {n}", references=1, citations=1) for n in range(20))
    picture = drawn(replace(audit, balance=replace(audit.balance, publishers=many)))["publishers.svg"]
    assert len(picture.findall(f"{SVG}rect")) - 1 == MOST_CITED == 12
    assert picture.findtext(f"{SVG}text") == "Citations by publisher (the first 12 of 20)"


def test_no_article_no_pictures(audit_of: Callable[..., Audit]) -> None:
    assert REPORT.render(audit_of()) == {}
