"""The made-up address beside a cited one, and when it is answered with the same page."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest

from citeaudit.links.siblings import is_like, sibling_of
from citeaudit.model import Exchange, Page, Request

AT = datetime(2026, 5, 1, tzinfo=UTC)
URL = "https://a.example/news/2016/item-7.html"
WORDS = "Sorry, we could not find what you were looking for on this site. Try the search, or go to the front page of the newspaper instead."


@pytest.mark.parametrize(
    ("url", "folder", "ending"),
    [
        pytest.param(URL, "/news/2016/", ".html", id="a page in a folder"),
        pytest.param("https://a.example/news/2016/", "/news/", "/", id="a folder is a page of the folder above"),
        pytest.param("https://a.example/story", "/", "", id="a page at the root"),
        pytest.param("https://a.example/?p=12", "/", "", id="a page by its number"),
        pytest.param("https://a.example/index.php?id=7#part", "/", ".php", id="neither query nor fragment is kept"),
        pytest.param("https://a.example:8443/a/b.pdf", "/a/", ".pdf", id="the port is"),
    ],
)
def test_a_sibling_lies_in_the_same_folder_under_another_name(url: str, folder: str, ending: str) -> None:
    cited, made_up = urlsplit(url), urlsplit(sibling_of(url))
    assert (made_up.scheme, made_up.netloc, made_up.query, made_up.fragment) == (cited.scheme, cited.netloc, "", "")
    assert made_up.path.startswith(folder)
    assert made_up.path.endswith(ending)
    name = made_up.path.removeprefix(folder).removesuffix(ending)
    assert name.isalpha()
    assert len(name) >= 12
    assert made_up.path != cited.path


def test_a_folder_has_one_sibling_and_another_folder_another() -> None:
    assert sibling_of(URL) == sibling_of("https://a.example/news/2016/item-8.html")
    assert sibling_of(URL) != sibling_of("https://a.example/news/2017/item-7.html").replace("2017", "2016")


def answer(status: int = 200, page: Page | None = None, sha256: str = "") -> Exchange:
    return Exchange(request=Request(url=URL), status=status, final_url=URL, page=page, sha256=sha256, size=9, asked_at=AT)


def shown(text: str) -> Page:
    return Page(title="The newspaper", text=text, words=len(text.split()))


@pytest.mark.parametrize(
    ("page", "probe", "like"),
    [
        pytest.param(answer(page=shown(WORDS)), answer(page=shown(WORDS)), True, id="the same words"),
        pytest.param(answer(page=shown(WORDS)), answer(404, page=shown(WORDS)), False, id="the sibling is not there"),
        pytest.param(answer(page=shown(WORDS)), answer(page=shown("Rain is expected in the north, with snow on hills.")), False, id="other words"),
        pytest.param(answer(sha256="aa"), answer(sha256="aa"), True, id="no words, the same bytes"),
        pytest.param(answer(sha256="aa"), answer(sha256="bb"), False, id="no words, other bytes"),
        pytest.param(answer(page=shown(WORDS)), answer(), False, id="nothing to compare"),
    ],
)
def test_like_is_what_is_answered_with_the_same_page(page: Exchange, probe: Exchange, like: bool) -> None:
    assert is_like(page, probe, URL) is like
