"""Eight real articles in every shape: each count that their README gives, exactly."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import pytest

from citeaudit.model import Article, LinkRole, ReferenceLink, Role
from citeaudit.ports import ArticleFormat, ArticleInput, offered

FORMATS = {format.name: format for format in offered("citeaudit.articles.formats", "FORMAT", ArticleFormat)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Of one article; None where the README says nothing. `linked` counts references with a link out of the wiki, identifier links too (a link to the
    wiki's own page of book sources leads nowhere else)."""

    references: int
    linked: int
    archived: int | None = None
    citations: int | None = None
    reused: int | None = None


COUNTS = {
    "mozilla.legacy.html": Counts(references=72, linked=71, archived=4, citations=76, reused=4),
    "mathematics.ar.parsoid.html": Counts(references=7, linked=3, archived=2, citations=7),
    "star.zh.mobile-html.html": Counts(references=4, linked=4, archived=3, citations=6),
    "rbd.legacy.html": Counts(references=59, linked=58, archived=21, citations=59, reused=0),
    "density.legacy-groups.html": Counts(references=25, linked=21, archived=16, citations=30, reused=4),
    "royal-thai-armed-forces.wikitext": Counts(references=29, linked=26, archived=6, citations=31, reused=2),
    # Its README speaks of 9 entries whose text is an address; the file's list holds 8.
    "rbd.plaintext.txt": Counts(references=59, linked=8),
    "human-rights-in-sudan.md": Counts(references=40, linked=1),
}


def leads_out(link: ReferenceLink) -> bool:
    return link.role in (LinkRole.ORIGINAL, LinkRole.ARCHIVE) or (link.role is LinkRole.IDENTIFIER and "wikipedia.org" not in link.url)


def read(path: Path) -> Article:
    head = path.read_bytes()[:65536]
    format = max(FORMATS.values(), key=lambda known: known.recognises(head))
    (article,) = format.read(ArticleInput(stream=io.BytesIO(path.read_bytes()), file=path.name))
    return article


@pytest.mark.parametrize("name", COUNTS)
def test_every_count_of_a_shared_article(name: str, shared: Path) -> None:
    article = read(shared / "articles" / name)
    cited = [(citation.group, citation.reference) for citation in article.citations]
    found = Counts(
        references=len(article.references),
        linked=sum(any(map(leads_out, reference.links)) for reference in article.references),
        archived=sum(any(link.role is LinkRole.ARCHIVE for link in reference.links) for reference in article.references),
        citations=len(cited),
        reused=sum(cited.count(key) > 1 for key in set(cited)),
    )
    expected = COUNTS[name]
    assert (found.references, found.linked) == (expected.references, expected.linked)
    assert expected.archived in (None, found.archived)
    assert expected.citations in (None, found.citations)
    assert expected.reused in (None, found.reused)


def test_the_groups_and_the_empty_entries(shared: Path) -> None:
    density = read(shared / "articles" / "density.legacy-groups.html")
    groups = [reference.group for reference in density.references]
    assert sorted(groups.count(group) for group in set(groups)) == [1, 2, 22]
    sudan = read(shared / "articles" / "human-rights-in-sudan.md")
    assert [reference.number for reference in sudan.references] == [str(number) for number in range(1, 41)]
    assert sum(reference.sources[0].role is Role.EMPTY for reference in sudan.references) == 37
