"""Where the addresses that a copy lacks may be taken from: a file that the user names, or the wiki's revision that the copy was made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from io import BytesIO

from citeaudit import inputs, opening, tables, wiki
from citeaudit.articles.wikipedia import Page, page_named
from citeaudit.errors import CiteauditError, InputError, NetworkError
from citeaudit.model import Article, Cause, Companion, LeftOut, Progress, Role, Source, text
from citeaudit.ports import ArticleInput, Tell, Web, silently
from citeaudit.recovery.origin import label_key
from citeaudit.recovery.revisions import MOST_LOOKS, WIKIS_BEGAN, Look, agreement, best, newest_access, next_moment
from citeaudit.settings import Settings

_WANTED = "give the same article as HTML or wikitext, or a table with the columns reference and url"
_NO_LABEL = "rows of {where} that name no reference of “{title}”: {labels}"
_NONE_HAS = "addresses for “{title}” were not recovered: no revision that was looked at on {host} has the references of this copy"
_NOT_LOOKED_FOR = "addresses for “{title}” could not be looked for on {host}: {why}"
_MOST_LABELS = 20
_COPIES = ("plaintext",)
"""The formats of copies whose making loses addresses; in every other an article is as its editors wrote it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The companion of each article that has one, by title, and why others have none that might."""

    companions: Mapping[str, Companion]
    left_out: tuple[LeftOut, ...] = ()


def find_companions(articles: Sequence[Article], settings: Settings, web: Web, tell: Tell = silently) -> Found:
    """Finds the companions of the articles that lack addresses.

    Raises:
        InputError: the file that `--urls-from` names cannot be read, or is of none of the articles.
    """
    lacking = [article for article in articles if any(source.role is Role.SOURCE and not source.url for source in _sources(article))]
    if settings.urls_from:
        given = _in_file(str(settings.urls_from), lacking, settings)
        return Found(companions=given, left_out=tuple(_without_reference(lacking, given)))
    if settings.no_recover:
        return Found(companions={})
    companions: dict[str, Companion] = {}
    left_out: list[LeftOut] = []
    for article in lacking:
        page = _page_of(article, settings)
        if page is None:
            continue
        try:
            companion = _on_wiki(article, page, settings, web, tell)
        except (InputError, NetworkError) as mistake:
            left_out += [] if settings.offline else [_not_looked_for(article, page, mistake)]
        else:
            companions |= {article.title: companion} if companion else {}
            left_out += [] if companion else [LeftOut(cause=Cause.NOT_FOUND, what=text(_NONE_HAS, title=article.title, host=page.host))]
    return Found(companions=companions, left_out=tuple(left_out))


def _not_looked_for(article: Article, page: Page, mistake: CiteauditError) -> LeftOut:
    cause = Cause.NO_NETWORK if isinstance(mistake, NetworkError) else Cause.NOT_FOUND
    return LeftOut(cause=cause, what=text(_NOT_LOOKED_FOR, title=article.title, host=page.host, why=mistake.message))


def _sources(article: Article) -> tuple[Source, ...]:
    return tuple(source for reference in article.references for source in reference.sources)


# ---------------------------------------------------------------- a file


def _in_file(name: str, lacking: Sequence[Article], settings: Settings) -> dict[str, Companion]:
    offers = _offers(name, settings)
    alone = len(lacking) == len(offers) == 1
    found = {article.title: mine for article in lacking for offer in offers if (mine := _rows_of(offer, article.title, alone=alone)).sources}
    if lacking and not found:
        raise InputError("is of none of the articles", where=name, hint="give one article at a time, or the articles' titles in a column article")
    return found


def _offers(name: str, settings: Settings) -> list[Companion]:
    """What a file holds: a list of addresses, or articles."""
    where = opening.file_name(name)
    with opening.opened(name, _WANTED) as source:
        columns = tables.columns_of(source.head)
        if not columns and name.lower().endswith((".csv", ".tsv")):
            raise InputError("is no table with a column url", where=name, hint=_WANTED)
        if columns and not {"reference", "title"} & set(columns):
            raise InputError("does not say which reference each address is of", where=name, hint="give it a column reference")
        if not columns:
            articles = inputs.read_opened(source, name, replace(settings, title="", input_format=""))
            return [Companion(sources=_sources(article), where=where) for article in articles]
        rows = tables.read_sources(opening.whole(source, name), name)
        is_word = "reference" in columns
        # A row without a label would be taken for the reference of its place in the table.
        labelled = tuple(row for row in rows if not is_word or dict(row.extra)["reference"].strip())
        return [Companion(sources=labelled, where=where, is_word=is_word)]


def _rows_of(offer: Companion, title: str, *, alone: bool) -> Companion:
    """What an offer has on an article, by its title; a list or an article that stands alone is of the one article there is, whatever its title."""
    mine = tuple(source for source in offer.sources if source.article.casefold() == title.casefold())
    named = {source.article for source in offer.sources}
    # The labels of another article's list are not this one's.
    is_word = offer.is_word and (bool(mine) or named == {""})
    return replace(offer, sources=mine or (offer.sources if alone and len(named) == 1 else ()), is_word=is_word)


def _without_reference(lacking: Sequence[Article], found: Mapping[str, Companion]) -> Iterator[LeftOut]:
    """The rows of a list whose labels no reference of their article has."""
    for article in lacking:
        offer = found.get(article.title)
        labels = {label_key(source.label) for source in _sources(article)}
        unknown = [row.label for row in offer.sources if label_key(row.label) not in labels] if offer and offer.is_word else []
        if unknown:
            told = text(_NO_LABEL, where=offer.where if offer else "", title=article.title, labels=", ".join(unknown[:_MOST_LABELS]))
            yield LeftOut(cause=Cause.NOT_FOUND, what=told)


# ---------------------------------------------------------------- the wiki


def _page_of(article: Article, settings: Settings) -> Page | None:
    """The page that a copy was made from, where it says so itself, or the user gives its title."""
    if article.format not in _COPIES or not (article.wiki or settings.title):
        return None
    page = page_named(article.title, article.language or settings.lang)
    return replace(page, host=article.wiki or page.host, revision=article.revision)


def _on_wiki(article: Article, page: Page, settings: Settings, web: Web, tell: Tell) -> Companion | None:
    """The article as it was when a copy was made: the revision that the copy names, else the one that has its references; None where none has."""
    copy = _sources(article)
    if page.revision and (named := _named(page, copy, settings, web)):
        return named
    newest = newest_access(copy, web.now.date())
    earliest = datetime.combine(newest, time(), UTC) if newest else WIKIS_BEGAN
    looks: list[Look] = []
    seen: list[Companion] = []
    while moment := next_moment(looks, earliest, web.now):
        revision = wiki.revision_before(page, moment, web, settings)
        sources = _sources_in(revision, article) if revision else ()
        where = f"the revision of {revision.at.date()}" if revision else ""
        seen.append(Companion(sources=sources, where=where, address=revision.address if revision else ""))
        looks.append(
            Look(
                moment=moment,
                revision=revision.id if revision else "",
                at=revision.at if revision else moment,
                agreement=agreement(copy, sources),
            )
        )
        tell(Progress(stage="revisions", done=len(looks), total=MOST_LOOKS))
    found = best(looks)
    return seen[found] if found is not None else None


def _named(page: Page, copy: Sequence[Source], settings: Settings, web: Web) -> Companion | None:
    """The revision that a copy names; None where the wiki does not show it, or it has other references."""
    try:
        articles = list(inputs.fetched(page, settings, web))
    except InputError:
        return None
    sources = _sources(articles[0])
    look = Look(moment=web.now, revision=page.revision, at=web.now, agreement=agreement(copy, sources))
    where = f"the revision {page.revision} that the copy names"
    return Companion(sources=sources, where=where, address=page.address) if best([look]) is not None else None


def _sources_in(revision: wiki.Revision, article: Article) -> tuple[Source, ...]:
    """The sources of a revision; none where it has no references, as a blanked page has not."""
    # Only here: its libraries take longer to import than most audits of a copy need.
    from citeaudit.articles.wikitext.wikitext import read_wikitext

    given = ArticleInput(stream=BytesIO(), file=revision.address, title=revision.title, language=article.language)
    try:
        return _sources(read_wikitext(revision.wikitext, given, revision=revision.id, wiki=article.wiki))
    except InputError:
        return ()
