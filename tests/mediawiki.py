"""A MediaWiki on loopback: `api.php` as the real one answers (formatversion 2), and on demand as it answers on a bad day.

Shapes, codes and words after https://www.mediawiki.org/wiki/API:Parsing_wikitext, API:Revisions, API:Errors_and_warnings, Manual:Maxlag_parameter,
and MediaWiki's i18n/en.json. A request that the real one would refuse is refused; a parameter that it would warn of is in `warnings`.
"""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any
from urllib.parse import parse_qsl, urlsplit

MOST_REQUESTS = 2000
"""A wiki that is asked more often than that stops: no test goes on without end."""

LIFETIME_S = 300.0
"""A wiki that nobody closes stops by itself."""

_COMMON = frozenset(("action", "format", "formatversion", "maxlag", "utf8"))
_KNOWN = {
    "parse": _COMMON | {"page", "pageid", "oldid", "redirects", "prop", "disablelimitreport", "disableeditsection"},
    "query": _COMMON | {"titles", "pageids", "revids", "redirects", "prop", "rvstart", "rvend", "rvdir", "rvlimit", "rvprop", "rvslots"},
}
_PROPS = {
    "parse": {"text", "revid", "displaytitle", "properties", "wikitext", "sections", "links", "categories", "externallinks"},
    "query": {"revisions", "pageprops", "info"},
}
_RVPROPS = {"ids", "flags", "timestamp", "user", "userid", "size", "sha1", "comment", "content", "tags", "contentmodel"}
_ILLEGAL = set("<>[]{}|")

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """One revision of an article."""

    id: int
    at: datetime
    wikitext: str
    html: str
    hidden: bool = False


@dataclass(slots=True, kw_only=True)
class Article:
    """An article with its history, oldest first; `target` where it is a redirect."""

    id: int
    title: str
    revisions: list[Stored] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    target: str = ""
    displaytitle: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request: its parameters and headers (lower-case names)."""

    path: str
    parameters: Mapping[str, str]
    headers: Mapping[str, str]


class RefusedError(Exception):
    """What the API answers as an error."""

    def __init__(self, code: str, info: str) -> None:
        super().__init__(code)
        self.code, self.info = code, info


class Wiki:
    """A wiki of the articles that a test gives. `asked` are all requests, `most_at_once` how many were under way together, at most."""

    def __init__(self) -> None:
        self.articles: dict[str, Article] = {}
        self.asked: list[Asked] = []
        self.warnings: list[str] = []
        self.most_at_once = 0
        self._under_way = 0
        self._numbers = count(1001)
        self._tricks: list[Callable[[_Handler], None]] = []
        self._lock = threading.Lock()
        self.ended = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.wiki = self
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()
        self._life = threading.Timer(LIFETIME_S, self.close)
        self._life.daemon = True
        self._life.start()

    @property
    def url(self) -> str:
        """The wiki's address; its API is at `/w/api.php`, and at `/api.php` too."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def close(self) -> None:
        """Ends every connection."""
        self.ended.set()
        self._life.cancel()
        if threading.current_thread() is not self._thread:
            self._server.shutdown()
        self._server.server_close()

    # ------------------------------------------------------------ what is in it

    def article(self, title: str, *revisions: tuple[str, str], html: str = "", disambiguation: bool = False, displaytitle: str = "") -> Article:
        """Adds an article: revisions are (timestamp in ISO 8601, wikitext), in any order; `html` is how the newest one is rendered.

        Revisions are numbered from 1001 on, in the order of time and of the calls; articles from 1 on.
        """
        number = len(self.articles) + 1
        history = sorted((datetime.fromisoformat(at).astimezone(UTC), words) for at, words in revisions or (("2020-01-01T00:00:00Z", "Words."),))
        stored = [
            Stored(id=next(self._numbers), at=at, wikitext=words, html=html if html and place == len(history) else _rendered(words))
            for place, (at, words) in enumerate(history, 1)
        ]
        properties = {"wikibase_item": f"Q{number}"} | ({"disambiguation": ""} if disambiguation else {})
        self.articles[_normal(title)] = added = Article(
            id=number, title=_normal(title), revisions=stored, properties=properties, displaytitle=displaytitle
        )
        return added

    def redirect(self, title: str, target: str) -> None:
        """Adds a redirect; `target` may name a section (`Otter#Food`)."""
        added = self.article(title, ("2019-01-01T00:00:00Z", f"#REDIRECT [[{target}]]"))
        added.target = target

    # ------------------------------------------------------------ bad days
    # Each is about the next `times` requests; what is told first is done first.

    def lags(self, times: int = 1, *, retry_after: str = "5", lag: float = 7.5) -> None:
        """The databases lag behind: status 200 and an error."""
        told = {"code": "maxlag", "info": f"Waiting for 10.64.0.9: {lag} seconds lagged.", "host": "10.64.0.9", "lag": lag, "type": "db"}
        headers = {"Retry-After": retry_after, "X-Database-Lag": str(int(lag)), "MediaWiki-API-Error": "maxlag"}
        self._next(times, lambda handler: handler.answer({"error": {**told, "docref": _DOCREF}, "servedby": "mw1"}, headers=headers))

    def limits(self, times: int = 1, *, retry_after: str = "1", status: int = 429) -> None:
        """Wikimedia's edge asks to be asked less often: 429, or 503 of a server that has enough, with a page of words."""
        headers = {"Retry-After": retry_after} if retry_after else {}
        self._next(times, lambda handler: handler.send(_page("Too many requests"), "text/html; charset=utf-8", status, headers))

    def errs(self, code: str, info: str, times: int = 1, *, status: int = 200) -> None:
        """An error that the API names."""
        self._next(times, lambda handler: handler.answer({"error": {"code": code, "info": info, "docref": _DOCREF}}, status=status))

    def shows(self, page: str, times: int = 1, *, status: int = 200, content_type: str = "text/html; charset=utf-8", **headers: str) -> None:
        """Something else than an answer of the API; header names with `_` for `-`."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self._next(times, lambda handler: handler.send(page.encode(), content_type, status, named))

    def breaks(self, words: str = '{"parse":{"title":"Ott', times: int = 1) -> None:
        """Malformed JSON, as far as it goes."""
        self._next(times, lambda handler: handler.send(words.encode(), _JSON))

    def truncates(self, times: int = 1) -> None:
        """Hangs up in the middle of the body."""
        self._next(times, lambda handler: handler.send(b'{"parse":{"title":"Ot', _JSON, length=5000))

    def resets(self, times: int = 1) -> None:
        """Resets the connection instead of an answer."""
        self._next(times, lambda handler: handler.reset())

    def drips(self, times: int = 1) -> None:
        """Sends a body slowly, without end."""
        self._next(times, lambda handler: handler.drip())

    def floods(self, size: int, times: int = 1) -> None:
        """An answer of at least so many bytes."""
        self._next(times, lambda handler: handler.answer({"parse": {"title": "Huge", "text": "x" * size}}))

    def _next(self, times: int, trick: Callable[[_Handler], None]) -> None:
        self._tricks += [trick] * times

    # ------------------------------------------------------------ answering

    def taken(self, asked: Asked) -> Callable[[_Handler], None] | None:
        """Notes a request that begins, and gives the trick that is its turn."""
        with self._lock:
            self.asked.append(asked)
            self._under_way += 1
            self.most_at_once = max(self.most_at_once, self._under_way)
            return self._tricks.pop(0) if self._tricks else None

    def done(self) -> None:
        """Notes a request that is over."""
        with self._lock:
            self._under_way -= 1

    def result(self, asked: Mapping[str, str]) -> Answer:
        """What the API answers.

        Raises:
            RefusedError: it answers with an error.
        """
        action = asked.get("action", "")
        if action not in _KNOWN:
            raise RefusedError("badvalue", f'Unrecognized value for parameter "action": {action}.')
        warned = [f"Unrecognized parameter: {name}." for name in asked if name not in _KNOWN[action]]
        props = asked.get("prop", "").split("|")
        warned += [f'Unrecognized value for parameter "prop": {prop}.' for prop in props if prop and prop not in _PROPS[action]]
        self.warnings += warned
        _integer(asked, "maxlag")
        told = self._parse(asked, props) if action == "parse" else self._query(asked, props)
        return ({"warnings": {action: {"warnings": "\n".join(warned)}}} if warned else {}) | told

    def _parse(self, asked: Mapping[str, str], props: list[str]) -> Answer:
        _at_most_one(asked, "page", "pageid", "oldid")
        redirects: list[Answer] = []
        if "oldid" in asked:
            number = _integer(asked, "oldid")
            found = [(article, revision) for article in self.articles.values() for revision in article.revisions if revision.id == number]
            if not found:
                raise RefusedError("nosuchrevid", f"There is no revision with ID {number}.")
            article, revision = found[0]
        else:
            article = self._named(asked)
            if "redirects" in asked:
                article, redirects = self._followed(article)
            revision = article.revisions[-1]
        if revision.hidden:
            raise RefusedError("permissiondenied", "You don't have permission to view deleted text or changes between deleted revisions.")
        told: Answer = {"title": article.title, "pageid": article.id}
        told |= {"revid": revision.id} if "revid" in props or "oldid" in asked else {}
        told |= {"redirects": redirects} if "redirects" in asked and "oldid" not in asked else {}
        known = {
            "text": f'<div class="mw-content-ltr mw-parser-output" lang="en" dir="ltr">{revision.html}</div>',
            "wikitext": revision.wikitext,
            "displaytitle": article.displaytitle or f'<span class="mw-page-title-main">{article.title}</span>',
            "properties": article.properties,
        }
        return {"parse": told | {prop: known[prop] for prop in props if prop in known}}

    def _named(self, asked: Mapping[str, str]) -> Article:
        if "pageid" in asked:
            number = _integer(asked, "pageid")
            by_number = [article for article in self.articles.values() if article.id == number]
            if not by_number:
                raise RefusedError("nosuchpageid", f"There is no page with ID {number}.")
            return by_number[0]
        if "page" not in asked:
            raise RefusedError("missingparam", 'One of the parameters "page", "pageid" and "oldid" is required.')
        title = asked["page"]
        if _ILLEGAL & set(title) or title.startswith("de:"):
            raise RefusedError("invalidtitle", f'Bad title "{title}".')
        if title.startswith("Special:"):
            raise RefusedError("pagecannotexist", "Namespace doesn't allow actual pages.")
        article = self.articles.get(_normal(title.partition("#")[0]))
        if article is None:
            raise RefusedError("missingtitle", "The page you specified doesn't exist.")
        return article

    def _followed(self, article: Article) -> tuple[Article, list[Answer]]:
        followed: list[Answer] = []
        while article.target and len(followed) < 5:
            target, _, section = article.target.partition("#")
            followed.append({"from": article.title, "to": target} | ({"tofragment": section} if section else {}))
            if _normal(target) not in self.articles:
                raise RefusedError("missingtitle", "The page you specified doesn't exist.")
            article = self.articles[_normal(target)]
        return article, followed

    def _query(self, asked: Mapping[str, str], props: list[str]) -> Answer:
        _at_most_one(asked, "titles", "pageids", "revids")
        if "revisions" in props and "revids" in asked and {"rvstart", "rvdir", "rvlimit"} & set(asked):
            raise RefusedError("invalidparammix", 'The "revids" parameter may not be used with the list options (rvlimit, rvstart, rvdir).')
        titles = asked.get("titles", "").split("|")
        if len(titles) > 1 and {"rvstart", "rvdir", "rvlimit"} & set(asked):
            raise RefusedError("invalidparammix", '"titles" or "pageids" supply multiple pages, but rvlimit may only be used with one.')
        query: Answer = {}
        if "pageids" in asked:
            number = _integer(asked, "pageids")
            page = next((article for article in self.articles.values() if article.id == number), None)
            return {"query": {"pages": [self._history(page, asked) if page else {"pageid": number, "missing": True}]}}
        title = titles[0]
        if title.startswith("de:"):
            return {"batchcomplete": True, "query": {"interwiki": [{"title": title, "iw": "de"}]}}
        if _ILLEGAL & set(title) or not title:
            reason = "The requested page title contains invalid characters."
            return {"batchcomplete": True, "query": {"pages": [{"title": title, "invalidreason": reason, "invalid": True}]}}
        normal = _normal(title)
        query |= {"normalized": [{"fromencoded": False, "from": title, "to": normal}]} if normal != title else {}
        article = self.articles.get(normal)
        if article and "redirects" in asked and article.target:
            article, query["redirects"] = self._followed(article)
        query["pages"] = [self._history(article, asked) if article else {"ns": 0, "title": normal, "missing": True}]
        return {"batchcomplete": True, "query": query}

    def _history(self, article: Article, asked: Mapping[str, str]) -> Answer:
        props = set(asked.get("rvprop", "ids|timestamp|flags|comment|user").split("|"))
        self.warnings += [f'Unrecognized value for parameter "rvprop": {prop}.' for prop in sorted(props - _RVPROPS)]
        if asked.get("rvdir", "older") not in ("older", "newer"):
            raise RefusedError("badvalue", 'Unrecognized value for parameter "rvdir".')
        most = _integer(asked, "rvlimit") or 1
        start = _moment(asked, "rvstart")
        older = asked.get("rvdir", "older") == "older"
        chosen = [each for each in article.revisions if start is None or (each.at <= start if older else each.at >= start)]
        page: Answer = {"pageid": article.id, "ns": 0, "title": article.title}
        shown = [_shown(each, props, asked) for each in (reversed(chosen) if older else chosen)][:most]
        return page | ({"revisions": shown} if shown else {})


def _shown(revision: Stored, props: set[str], asked: Mapping[str, str]) -> Answer:
    told: Answer = {"revid": revision.id, "parentid": 0} if "ids" in props else {}
    told |= {"timestamp": f"{revision.at:%Y-%m-%dT%H:%M:%SZ}"} if "timestamp" in props else {}
    told |= {"size": len(revision.wikitext.encode())} if "size" in props else {}
    if "content" not in props:
        return told
    content: Answer = {"texthidden": True} if revision.hidden else {"content": revision.wikitext}
    slot = {"contentmodel": "wikitext", "contentformat": "text/x-wiki"} | content
    return told | ({"slots": {"main": slot}} if "rvslots" in asked else slot)


_DOCREF = "See http://127.0.0.1/w/api.php for API usage."
_JSON = "application/json; charset=utf-8"


def _page(words: str) -> bytes:
    return f"<!DOCTYPE html><html><head><title>{words}</title></head><body><h1>{words}</h1></body></html>".encode()


def _rendered(wikitext: str) -> str:
    return "<p>" + wikitext.replace("&", "&amp;").replace("<", "&lt;") + "</p>"


def _normal(title: str) -> str:
    spaced = " ".join(title.replace("_", " ").split())
    return spaced[:1].upper() + spaced[1:]


def _at_most_one(asked: Mapping[str, str], *names: str) -> None:
    given = [name for name in names if name in asked]
    if len(given) > 1:
        both = " and ".join(f'"{name}"' for name in given)
        raise RefusedError("invalidparammix", f"The parameters {both} can not be used together.")


def _integer(asked: Mapping[str, str], name: str) -> int:
    value = asked.get(name, "0")
    if not (value.isascii() and value.isdigit()) or len(value) > 20:
        raise RefusedError("badinteger", f'Invalid value "{value}" for integer parameter "{name}".')
    return int(value)


def _moment(asked: Mapping[str, str], name: str) -> datetime | None:
    if name not in asked:
        return None
    try:
        return datetime.strptime(asked[name], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        raise RefusedError("badtimestamp", f'Invalid value "{asked[name]}" for timestamp parameter "{name}".') from None


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    wiki: Wiki

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nothing: the other side hangs up when it has enough."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 20
    server: _Server

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""

    def do_GET(self) -> None:
        """Answers one request."""
        parts = urlsplit(self.path)
        parameters = dict(parse_qsl(parts.query, keep_blank_values=True))
        wiki = self.server.wiki
        trick = wiki.taken(Asked(path=parts.path, parameters=parameters, headers={name.lower(): value for name, value in self.headers.items()}))
        try:
            if len(wiki.asked) > MOST_REQUESTS:
                self.send(_page("Enough"), "text/html", 503)
            elif trick:
                trick(self)
            elif parts.path not in ("/w/api.php", "/api.php"):
                self.send(_page("Not found"), "text/html; charset=utf-8", 404)
            elif parameters.get("format") != "json" or parameters.get("formatversion") != "2":
                # Without a format the real one answers with a page about the answer (jsonfm).
                self.send(_page("MediaWiki API result"), "text/html; charset=utf-8")
            else:
                self._call(parameters)
        finally:
            wiki.done()

    def _call(self, parameters: Mapping[str, str]) -> None:
        try:
            self.answer(self.server.wiki.result(parameters))
        except RefusedError as refused:
            told = {"error": {"code": refused.code, "info": refused.info, "docref": _DOCREF}, "servedby": "mw1"}
            self.answer(told, headers={"MediaWiki-API-Error": refused.code})

    def answer(self, told: Answer, *, status: int = 200, headers: Mapping[str, str] | None = None) -> None:
        """Sends JSON."""
        self.send(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode(), _JSON, status, headers)

    def send(self, body: bytes, content_type: str, status: int = 200, headers: Mapping[str, str] | None = None, length: int | None = None) -> None:
        """Sends a body; where `length` is not its own, the connection ends too early."""
        self.send_response(status)
        for name, value in {"Content-Type": content_type, "Content-Length": str(length or len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(body)
        self.close_connection = self.close_connection or length is not None

    def reset(self) -> None:
        """Ends the connection with a reset."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def drip(self) -> None:
        """Sends a body slowly until the other side has enough."""
        self.send_response(200)
        self.send_header("Content-Type", _JSON)
        self.end_headers()
        self.close_connection = True
        with suppress(OSError):
            while not self.server.wiki.ended.wait(0.02):
                self.wfile.write(b" ")
