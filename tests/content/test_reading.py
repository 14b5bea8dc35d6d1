"""What is read of a page's bytes."""

from __future__ import annotations

import pytest

from citeaudit.content.reading import read_page
from citeaudit.model import Page

ARTICLE = """<!doctype html><html lang="en" data-adblockkey="MFww"><head><meta charset="utf-8">
<title> Land reform &amp; law
 | The Astana Times</title>
<meta property="og:site_name" content=" The  Astana&nbsp;Times "><meta property="og:title" content="Not taken">
<meta name="citation_title" content="Land reform"><meta name="Citation_Author" content="A. One"><meta name="citation_author" content="B. Two">
<meta name="citation_reference" content="a work it cites"><meta name="description" content="nothing">
<link rel="stylesheet" href="/s.css"><link rel="Canonical" href="https://astanatimes.example/land">
<script type="application/ld+json">{"publisher": {"@type": "Organization", "name": "AT Media", "url": "https://astanatimes.example"}}</script>
<script src="/app.js"></script><script>var hidden = "words that nobody sees";</script><style>p { color: red }</style></head>
<body><nav>Home</nav><noscript><iframe src="//pixel.example/n"></iframe>Turn scripts on</noscript><template><p>later</p></template>
<h1></h1><h1>Land <em>reform</em><br>and law</h1><svg><title>icon</title></svg><p>One</p><p>two</p>three<b>four</b>
<table><tr><td>five<td>six</table><iframe src="https://player.example/1">no frames</iframe></body></html>"""


@pytest.fixture
def article() -> Page:
    return read_page(ARTICLE.encode(), "text/html")[0]


def test_an_article_is_read(article: Page) -> None:
    assert article == Page(
        title="Land reform & law | The Astana Times",
        h1="Land reform and law",
        site_name="The Astana Times",
        publisher="AT Media",
        publisher_url="https://astanatimes.example",
        types=("organization",),
        citation=(("citation_title", "Land reform"), ("citation_author", "A. One"), ("citation_author", "B. Two")),
        canonical="https://astanatimes.example/land",
        words=10,
        scripts=2,
        script_sources=("/app.js",),
        frame_sources=("https://player.example/1",),
        html_attributes=(("lang", "en"), ("data-adblockkey", "MFww")),
        text="Home Land reform and law One two threefour five six",
    )


def read(body: str, content_type: str = "text/html; charset=utf-8") -> Page:
    return read_page(body.encode(), content_type)[0]


def test_a_russian_page_without_any_charset_has_a_readable_title() -> None:
    body = "<html><head><title>История омбудсмена</title></head><body><p>Уполномоченный рассмотрел доклад.</p></body></html>"
    page, charset = read_page(body.encode("cp1251"), "text/html")
    assert (page.title, page.text, charset) == ("История омбудсмена", "Уполномоченный рассмотрел доклад.", "windows-1251")


@pytest.mark.parametrize("body", [b"", b"  \n ", b"\0\0", b"<!-- nothing -->"], ids=["empty", "space", "zeros", "a comment"])
def test_a_body_without_anything_is_an_empty_page(body: bytes) -> None:
    assert read_page(body, "text/html")[0] == Page()


@pytest.mark.parametrize(
    ("body", "title"),
    [
        pytest.param("<title></title><meta property=og:title content='Land  reform'>", "Land reform", id="Open Graph where there is none"),
        pytest.param("<title>a\u200b\x07b</title>", "a b", id="unprintable signs"),
        pytest.param(f"<title>{'word ' * 100}</title>", ("word " * 60).strip(), id="cut at 300"),
        pytest.param("<?xml version='1.0' encoding='utf-8'?><html><title>XHTML</title></html>", "XHTML", id="XHTML"),
        pytest.param("<svg><title>icon</title></svg>", "", id="an icon's title is none"),
        pytest.param("<noscript><title>no</title></noscript>", "", id="nor one for readers without scripts"),
    ],
)
def test_the_title_is_cleaned(body: str, title: str) -> None:
    assert read(body).title == title


@pytest.mark.parametrize(
    ("content", "refresh"),
    [
        pytest.param("0;url=/new", (0.0, "/new"), id="at once"),
        pytest.param("5; URL='https://b.example/x y'", (5.0, "https://b.example/x y"), id="quoted"),
        pytest.param("3,/new", (3.0, "/new"), id="comma"),
        pytest.param("300", (300.0, ""), id="renews itself"),
        pytest.param("url=/new", (None, ""), id="no seconds: browsers do nothing"),
        pytest.param("soon", (None, ""), id="no number"),
    ],
)
def test_a_meta_refresh_is_read(content: str, refresh: tuple[float | None, str]) -> None:
    page = read(f'<meta http-equiv="Refresh" content="{content}"><p>x')
    assert (page.refresh_s, page.refresh_url) == refresh


def test_a_refresh_for_readers_without_scripts_is_none() -> None:
    assert read("<noscript><meta http-equiv=refresh content='0;url=/nojs'></noscript><p>x").refresh_s is None


def test_forms_are_counted_by_kind() -> None:
    page = read(
        "<form action='https://consent.example/save'></form><form id=CookieConsent></form><form action=/search><input type=text></form>"
        "<input type=Password><input type=password>"
    )
    assert (page.consent_forms, page.password_fields) == (2, 2)


def test_text_is_kept_to_8000_characters_and_counted_whole() -> None:
    page = read("<p>" + "word " * 3000)
    assert (len(page.text), page.words) == (7999, 3000)


def test_free_access_is_read() -> None:
    assert read('<script type="application/ld+json">{"isAccessibleForFree": false}</script><p>x').free is False
    assert read("<p>x").free is None


def test_an_old_page_with_hundreds_of_unclosed_tags_keeps_its_text() -> None:
    assert read("<font size=2>word " * 1000).words == 1000


def test_a_page_made_to_be_deep_ends() -> None:
    assert read("<div>" * 100_000 + "x").words <= 1


def test_a_frameset_shows_where_its_frames_come_from() -> None:
    page = read("<frameset cols='*'><frame src='/menu.html'><frame src='/main.html'></frameset>")
    assert (page.frame_sources, page.words) == (("/menu.html", "/main.html"), 0)
