"""Links that a web archive rewrote get their own addresses back."""

from __future__ import annotations

import pytest

from citeaudit.articles.page.masthead import parse
from citeaudit.articles.page.rewritten import restore_links

WAYBACK = "https://web.archive.org/web/20150102030405/"
OLDER = "https://web.archive.org/web/20120304050607/http://news.example/b"


def hrefs(page: str) -> list[str]:
    root = parse(page)
    assert root is not None
    restore_links(root)
    return [element.get("href", "") for element in root.iter("a", "link")]


@pytest.mark.parametrize("prefix", [WAYBACK, "/web/20150102030405/", "//web.archive.org/web/20150102030405/"], ids=["whole", "path", "no scheme"])
def test_every_link_of_a_delivered_page_is_restored(prefix: str) -> None:
    page = f"""<link rel="canonical" href="{prefix}http://en.wikipedia.org/wiki/Pear"><p><a href="{prefix}http://en.wikipedia.org/wiki/Oak">Oak</a>
        <a class="external" href="{prefix}http://news.example/a?b=c">a</a> <a class="external" href="{OLDER}">b</a>
        <a class="external" href="{prefix}{OLDER}">c</a> <a href="#cite_note-1">[1]</a></p>"""
    assert hrefs(page) == [
        "http://en.wikipedia.org/wiki/Pear",
        "http://en.wikipedia.org/wiki/Oak",
        "http://news.example/a?b=c",
        OLDER,
        OLDER,
        "#cite_note-1",
    ]


@pytest.mark.parametrize(
    "wiki_links",
    ["", '<a href="/wiki/Oak">Oak</a><a href="/wiki/Elm">Elm</a>'],
    ids=["no links of the wiki", "links of the wiki as they are"],
)
def test_archive_links_of_the_article_stay(wiki_links: str) -> None:
    found = hrefs(f'<p>{wiki_links}<a class="external" href="{WAYBACK}http://news.example/a">a</a></p>')
    assert found[-1] == f"{WAYBACK}http://news.example/a"


def test_what_the_archive_put_in_is_taken_out() -> None:
    root = parse(f'<body><div id="wm-ipp-base">About this capture</div><p><a href="{WAYBACK}http://en.wikipedia.org/wiki/Oak">Oak</a></p></body>')
    assert root is not None
    restore_links(root)
    assert "".join(map(str, root.itertext())) == "Oak"


@pytest.mark.parametrize(
    "tool",
    [
        "https://tools.wmflabs.org/giftbot/deref.fcgi?url=http%3A%2F%2Fnews.example%2Fa%3Fb%3Dc",
        "//giftbot.toolforge.org/deref.fcgi?url=http://news.example/a?b=c",
    ],
    ids=["quoted", "as it is"],
)
def test_a_link_through_a_tool_of_the_wiki_leads_where_the_tool_does(tool: str) -> None:
    assert hrefs(f'<a class="external" href="{tool}">Original</a>') == ["http://news.example/a?b=c"]
