"""The way through: articles → sources → URLs → checks → classes → findings. Each stage is called in order; nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain
from types import MappingProxyType

from citeaudit import recovery, status
from citeaudit.archives import judge as archives
from citeaudit.archives.claims import claimed_by
from citeaudit.links import history
from citeaudit.links import judge as links
from citeaudit.looking import Looked, look
from citeaudit.model import Article, Audit, AuditedSource, Balance, Cause, Citation, Companion, LeftOut, Link, LinkRot, Source, UrlOrigin, text
from citeaudit.policies import Ignore
from citeaudit.ports import Facts, FindingRule, Report, Tell, Wanted, Web, offered, silently
from citeaudit.settings import Settings, bearing_on_verdicts
from citeaudit.sources.classify import classify
from citeaudit.urls import is_web_address

NO_COMPANIONS: Mapping[str, Companion] = MappingProxyType({})
NOTHING_TAKEN = "no address was taken from {where}: nothing there could be told to be a reference of “{title}” that lacks one"
NO_URL = text("no address is known for the source")
NOT_ON_THE_WEB = text("the address is none of the web, so no archive was asked")


def run_audit(
    settings: Settings,
    articles: Sequence[Article],
    web: Web,
    sources: Sequence[Source] = (),
    companions: Mapping[str, Companion] = NO_COMPANIONS,
    tell: Tell = silently,
) -> Audit:
    """Audits articles, or the bare `sources` of a table or list where there is no article.

    Args:
        settings: of the run; `offline`, `no_live`, `no_archive` leave checks out.
        articles: as `read_articles` gives them.
        web: the network and the store, as `open_web` gives them; its `now` is the run's time.
        sources: taken instead of the articles' own, for `check`.
        companions: by the title of the article whose missing addresses each gives.
        tell: takes the progress of each stage.

    Nothing found about one source is raised: it is in the verdicts. A missing network is in `left_out`.
    """
    linked = list(_linked(articles, companions)) if not sources else [(source, recovery.link_of(source)) for source in sources]
    contexts = [_context(source, link, settings) for source, link in linked if link.url]
    wanted = [_wanted(source, link, web.now) for source, link in linked if is_web_address(link.url)]
    claimed = [claim for source, link in linked if (claim := claimed_by(source, link))]
    looked = look(settings, contexts, wanted, claimed, web, tell, _load_the_rest)
    citations = _by_reference(articles)
    audited = [_audited(source, link, looked, citations, settings, web.now) for source, link in linked]
    left_out = (*looked.left_out, *_gave_nothing(linked, companions))
    return assess(
        articles,
        audited,
        now=web.now,
        subject=settings.subject,
        settings=bearing_on_verdicts(settings),
        left_out=left_out,
        ignores=settings.ignore,
    )


def _load_the_rest() -> None:
    """Loads what is needed at the end: a fifth of a second, which costs nothing while the network is at work."""
    offered("citeaudit.findings", "FINDINGS", FindingRule)
    offered("citeaudit.reports", "REPORT", Report)


def _linked(articles: Sequence[Article], companions: Mapping[str, Companion]) -> Iterator[tuple[Source, Link]]:
    for article in articles:
        sources = [source for reference in article.references for source in reference.sources]
        yield from zip(sources, recovery.links_of(sources, companions.get(article.title)), strict=True)


def _gave_nothing(linked: Iterable[tuple[Source, Link]], companions: Mapping[str, Companion]) -> Iterator[LeftOut]:
    """The companions that no address was taken from, which an editor who named one should hear of."""
    served = {source.article for source, link in linked if link.origin.value in (UrlOrigin.RECOVERED, UrlOrigin.SUPPLIED)}
    for title, companion in companions.items():
        if title not in served:
            yield LeftOut(cause=Cause.NOT_FOUND, what=text(NOTHING_TAKEN, where=companion.where, title=title))


def _context(source: Source, link: Link, settings: Settings) -> links.Context:
    return links.Context(url=link.url, title=source.title, repeat_after_s=settings.repeat_after_s, max_wait_s=settings.max_wait_s)


def _wanted(source: Source, link: Link, now: datetime) -> Wanted:
    return Wanted(url=link.url, near=archives.day_to_be_near(source, now), cited_title=source.title)


def assess(
    articles: Sequence[Article],
    sources: Sequence[AuditedSource],
    *,
    now: datetime,
    subject: tuple[str, ...],
    settings: tuple[tuple[str, str], ...],
    left_out: tuple[LeftOut, ...],
    ignores: tuple[Ignore, ...] = (),
) -> Audit:
    """Draws the findings and figures from judged sources (pure): the end of every audit, and of each article in an audit of several.

    What was to be ignored is told of the whole run alone: an entry that one article does not need another may.
    """
    facts = Facts(articles=tuple(articles), sources=tuple(sources), subject=subject, now=now, ignores=ignores)
    rules = offered("citeaudit.findings", "FINDINGS", FindingRule)
    figures = [rule.figures(facts) for rule in rules if rule.figures]
    return Audit(
        articles=facts.articles,
        sources=facts.sources,
        findings=tuple(chain.from_iterable(rule.find(facts) for rule in rules)),
        link_rot=next(figure for figure in figures if isinstance(figure, LinkRot)),
        balance=next((figure for figure in figures if isinstance(figure, Balance)), None),
        made_at=now,
        settings=settings,
        left_out=left_out,
    )


def rendered(audit: Audit) -> dict[str, bytes]:
    """Every file of an audit by its path below the output folder; where it has several articles, each has its reports in a folder of its own."""
    reports = offered("citeaudit.reports", "REPORT", Report)
    files = dict(chain.from_iterable(report.render(audit).items() for report in reports))
    if len(audit.articles) > 1:
        from citeaudit.layout import slugs

        for slug, article in zip(slugs(article.title for article in audit.articles), audit.articles, strict=True):
            part = _narrowed(audit, article)
            drawn = chain.from_iterable(report.render(part).items() for report in reports if report.per_article)
            files |= {path.replace("reports/", f"reports/{slug}/", 1): content for path, content in drawn}
    return files


def _narrowed(audit: Audit, article: Article) -> Audit:
    """The audit of one article out of an audit of several."""
    sources = [source for source in audit.sources if source.source.article == article.title]
    subject = audit.balance.subject if audit.balance else ()
    return assess([article], sources, now=audit.made_at, subject=subject, settings=audit.settings, left_out=audit.left_out)


Cited = Mapping[tuple[str, str, str], list[Citation]]


def _by_reference(articles: Sequence[Article]) -> Cited:
    cited: dict[tuple[str, str, str], list[Citation]] = {}
    for article in articles:
        for citation in article.citations:
            cited.setdefault((article.title, citation.group, citation.reference), []).append(citation)
    return cited


def _audited(source: Source, link: Link, looked: Looked, citations: Cited, settings: Settings, now: datetime) -> AuditedSource:
    cited = citations.get((source.article, source.group, source.reference), [])
    check = looked.live.get(_context(source, link, settings)) or history.not_checked(NO_URL)
    archive = looked.archive.get(_wanted(source, link, now)) or archives.not_checked(NOT_ON_THE_WEB if link.url else NO_URL)
    claim = claimed_by(source, link)
    return AuditedSource(
        source=source,
        link=link,
        check=check,
        archive=replace(archive, claim=looked.claims.get(claim) if claim else None),
        status=status.status_of(link, check, archive),
        classification=classify(source, link, settings.subject),
        as_printed=classify(source, recovery.link_of(source), settings.subject) if link.url and not source.url else None,
        citations=len(cited),
        sections=tuple(dict.fromkeys(citation.section for citation in cited)),
    )
