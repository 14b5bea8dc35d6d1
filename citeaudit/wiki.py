"""Asks a wiki for an article, or for what it was at a time, through its API: one request at a time, at the pace that the wiki asks for."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from citeaudit.articles.wikianswers import Kind, Told, next_request, read_answer
from citeaudit.articles.wikipedia import Page, endpoint_of, parse_request, revision_request
from citeaudit.errors import CiteauditError, InputError, NetworkError
from citeaudit.model import Exchange, FailureKind, Request
from citeaudit.ports import ArticleInput, Web
from citeaudit.settings import Settings
from citeaudit.urls import host_of

SERVICE = "mediawiki"
"""The named service that `Web.ask` paces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """An article as it was from `at` on (an aware time): its title, wikitext (empty where the wiki hides it), and where a reader finds it."""

    id: str
    at: datetime
    title: str
    wikitext: str
    address: str


def fetch_page(page: Page, web: Web, settings: Settings) -> ArticleInput:
    """An article as its wiki shows it now, or in the revision that the page names: the answer of `action=parse`, whole.

    Raises:
        InputError: the wiki has no such page, or not as an article, or will not say.
        NetworkError: the wiki could not be reached, or did not answer.
    """
    request = parse_request(page, endpoint_of(page, settings))
    exchange, told = _asked(request, web, settings)
    if told.kind is not Kind.FOUND:
        raise _mistake(told, page, request, settings)
    found = replace(page, title=told.title or page.title)
    return ArticleInput(stream=io.BytesIO(exchange.answer.encode()), file=found.address, title=found.title, language=page.language)


def revision_before(page: Page, moment: datetime, web: Web, settings: Settings) -> Revision | None:
    """The newest revision of an article that is not after an aware time; None where it had none then.

    What the store holds is taken, unless `refresh` is set: the past does not change.

    Raises:
        InputError, NetworkError: as `fetch_page`; InputError too where the page is named by nothing but a revision.
    """
    if not (page.title or page.number):
        raise InputError("names no article, only a revision", where=page.address, hint="name the article by its title")
    request = revision_request(page, endpoint_of(page, settings), moment)
    told = _stored(request, moment, web, settings) or _asked(request, web, settings)[1]
    if told.kind is not Kind.FOUND:
        raise _mistake(told, page, request, settings)
    if told.at is None:
        return None
    found = replace(page, title=told.title, revision=told.revision)
    return Revision(id=told.revision, at=told.at, title=told.title, wikitext=told.wikitext, address=found.address)


def _stored(request: Request, moment: datetime, web: Web, settings: Settings) -> Told | None:
    """What the wiki answered to the same request earlier, if it was asked after the moment that it is about."""
    answers = () if settings.refresh else web.stored(request.url)[-1:]
    told = [read_answer(answer) for answer in answers if answer.asked_at > moment]
    return told[0] if told and told[0].kind is Kind.FOUND else None


def _asked(request: Request, web: Web, settings: Settings) -> tuple[Exchange, Told]:
    """The last answer to a request, which is sent again where the wiki asks for patience."""
    told: list[Told] = []
    again: Request | None = request
    while again:
        exchange = web.ask(SERVICE, again)
        told.append(read_answer(exchange))
        again = next_request(told, request, settings)
    return exchange, told[-1]


# ---------------------------------------------------------------- what went wrong

_LATER = "try again later"
_ONLINE = "look at the network (citeaudit needs it to fetch an article), or give a file"
_CONTACT = "set contact to your mail address or page, which wikis ask for, or try again later"
_OTHER_ENDPOINT = "name the wiki's api.php with the setting mediawiki_url, or save the page and give the file"

_Say = Callable[[Told, str], tuple[str, str]]

# Told → what is wrong, what to do. The host is the one that was asked.
_INPUT: dict[Kind, _Say] = {
    Kind.MISSING: lambda told, host: (f"there is no such page at {host}", "look at the spelling and at --lang, or give the article's address"),
    Kind.DISAMBIGUATION: lambda told, host: (f"'{told.title}' is a disambiguation page", "name one of the articles that it lists"),
    Kind.ERROR: lambda told, host: (f"{host} answers: {_words(told)}", "give the article's address, or save the page and give the file"),
    Kind.TOO_LARGE: lambda told, host: (f"{host} answers with more than {told.info}, which is no article", "save the page and give the file"),
}
_NETWORK: dict[Kind, _Say] = {
    Kind.LAGGED: lambda told, host: (f"{host} is too busy ({_words(told)})", _LATER),
    Kind.LIMITED: lambda told, host: (f"{host} asks to be asked less often{_after(told)}", _CONTACT),
    Kind.REFUSED: lambda told, host: (f"{host} refuses programs ({told.code})", _CONTACT),
    Kind.MOVED: lambda told, host: (f"{host} sends on to {told.info or 'nowhere'}, and was not followed", "give an address of that wiki"),
    Kind.NOT_A_WIKI: lambda told, host: (f"something else than the API of a wiki answers at {host}", _OTHER_ENDPOINT),
    Kind.BROKEN: lambda told, host: (f"the answer of {host} is broken", _LATER),
    Kind.FAILED: lambda told, host: (f"{host} does not answer ({_words(told)})", _LATER if told.code.isdigit() else _ONLINE),
}


def _mistake(told: Told, page: Page, request: Request, settings: Settings) -> CiteauditError:
    """The error that stops the reading of an article. Only the wiki's own word says that there is no page."""
    where, host = page.address, host_of(request.url)
    told = replace(told, title=_plain(told.title), code=_plain(told.code), info=_plain(told.info))
    if told.code == FailureKind.PRIVATE_ADDRESS.value:
        return InputError(f"{host} is a private address ({told.info})", where=where, hint="--allow-private lets it be asked")
    if settings.offline and told.kind is Kind.FAILED:
        return NetworkError("is not in the store, and no network is used, as asked", where=where, hint="leave --offline out, or give a file")
    if told.kind in _INPUT:
        message, hint = _INPUT[told.kind](told, host)
        return InputError(message, where=where, hint=hint)
    message, hint = _NETWORK[told.kind](told, host)
    # A host that nobody vouches for may be no wiki, or have its API elsewhere, and that is no fault of the network.
    is_guess = told.kind is Kind.NOT_A_WIKI and not page.is_wikimedia and not settings.mediawiki_url
    return (InputError if is_guess else NetworkError)(message, where=where, hint=hint)


def _plain(words: str) -> str:
    """What others say, as a piece of one line that does nothing to a terminal."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())[:300]


def _words(told: Told) -> str:
    """The wiki's or the network's own words for what went wrong."""
    info = told.info.rstrip(".")
    return f"{told.code}: {info}" if told.code and info else told.code or info


def _after(told: Told) -> str:
    return f", in {told.wait_s:g} s" if told.wait_s else ""
