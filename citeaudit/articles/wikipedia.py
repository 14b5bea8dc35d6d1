"""A title or an address to the page of a wiki that it names, and the requests that ask the wiki for it (pure).

The API: https://www.mediawiki.org/wiki/API:Parsing_wikitext and https://www.mediawiki.org/wiki/API:Revisions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import parse_qs, quote, unquote_to_bytes, urlencode, urlsplit

from citeaudit.articles.links import WIKIMEDIA_DOMAINS
from citeaudit.errors import InputError
from citeaudit.model import Purpose, Request
from citeaudit.settings import Settings
from citeaudit.urls import registrable_domain

MAXLAG_S = 5
"""What https://www.mediawiki.org/wiki/Manual:Maxlag_parameter recommends."""

_ADDRESS = "give an address such as https://en.wikipedia.org/wiki/Title, or save the page and give the file"
_TITLE = "give the title as it stands above the article, or the article's address"

# Hosts that are not called by their language's code (https://meta.wikimedia.org/wiki/Special_language_codes).
_LANGUAGES = {
    "als": "gsw",
    "bat-smg": "sgs",
    "fiu-vro": "vro",
    "roa-rup": "rup",
    "simple": "en",
    "zh-classical": "lzh",
    "zh-min-nan": "nan",
    "zh-yue": "yue",
}
# The other way round, and hosts that only send on to another.
_HOSTS = {
    "be-x-old": "be-tarask",
    "gsw": "als",
    "lzh": "zh-classical",
    "nan": "zh-min-nan",
    "nb": "no",
    "rup": "roa-rup",
    "sgs": "bat-smg",
    "vro": "fiu-vro",
    "yue": "zh-yue",
}
_PER_LANGUAGE = ("wikipedia", "wiktionary", "wikibooks", "wikinews", "wikiquote", "wikisource", "wikiversity", "wikivoyage")
_MOBILE = frozenset(("m", "zero", "www"))

_SCHEMELESS = re.compile(r"(?:[\w-]+\.)+[^\W\d][\w-]+(?::\d+)?/(?:wiki/|w/|index\.php|\?|[a-z]{2,3}-[a-z]+/)", re.I)
_SCRIPT = re.compile(r"(.*?)/index\.php(?:/(.*))?", re.S)
# Farms of wikis whose scripts lie at the root, or in the folder of a language (https://community.fandom.com/api.php, …/de/api.php).
_FARMS = frozenset(("fandom.com",))
_FARM = re.compile(r"((?:/([a-z-]{2,12}))?)/wiki/(.+)", re.S)
# What may stand in no title (https://www.mediawiki.org/wiki/Manual:$wgLegalTitleChars); a `#` begins a section's name.
_ILLEGAL = re.compile(r"[<>\[\]{}|\x00-\x1f\x7f\ufffd\ud800-\udfff]")
_TITLE_BYTES = 255
_NUMBER = re.compile(r"[1-9]\d{0,18}", re.ASCII)

# Pages that stand for a revision or a page by its number, by the names that every wiki knows (Help:Permanent link, Special:Diff, Special:Redirect).
_NUMBERED = (
    (re.compile(r"special:(?:permanentlink|permalink|redirect/revision)/(\d+)", re.I), "revision"),
    (re.compile(r"special:(?:diff|mobilediff)/(?:\d+/)?(\d+)", re.I), "revision"),
    (re.compile(r"special:redirect/page/(\d+)", re.I), "number"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of a wiki: by its title, by the number of one of its revisions, or by its own; `host` with its port, where that is not the usual one.

    `scripts` is the folder of `index.php` and `api.php`, `articles` that of short addresses, empty where none are known.
    """

    title: str
    language: str
    host: str
    revision: str = ""
    number: str = ""
    scheme: str = "https"
    scripts: str = "/w"
    articles: str = "/wiki/"

    @property
    def address(self) -> str:
        """Where a reader finds it."""
        title = quote(self.title.replace(" ", "_"), safe=";@$!*(),/~:")
        base = f"{self.scheme}://{self.host}"
        if title and self.articles and not self.revision:
            return f"{base}{self.articles}{title}"
        named = (("title", title), ("oldid", self.revision), ("curid", self.number))
        return f"{base}{self.scripts}/index.php?{'&'.join(f'{name}={value}' for name, value in named if value)}"

    @property
    def is_wikimedia(self) -> bool:
        """Whether it is of Wikipedia or one of its sisters."""
        return registrable_domain(self.host.partition(":")[0]) in WIKIMEDIA_DOMAINS


# ---------------------------------------------------------------- which page


def is_address(words: str) -> bool:
    """Whether an ARTICLE is an address, not a title: it has a scheme, or begins with a host and a path as wikis have them."""
    return words.lower().startswith(("http://", "https://")) or bool(_SCHEMELESS.match(words))


def page_named(words: str, language: str = "") -> Page:
    """The page that a title or an address names.

    Args:
        words: `Otter`, or an address in whatever form: mobile host, `oldid=`, permanent link, `curid=`, variant of a language, without scheme.
        language: whose Wikipedia a title is of, `en` where it is empty; and of a wiki whose address does not say.

    Raises:
        InputError: it names no page.
    """
    if is_address(words):
        return _page_at(words, language)
    code = language or "en"
    return Page(title=_title(words, words), language=_LANGUAGES.get(code, code), host=f"{_host_label(code)}.wikipedia.org")


def _host_label(language: str) -> str:
    """The host of a language's Wikipedia, below wikipedia.org; a country's or a script's variant has none of its own."""
    base, _, variant = language.partition("-")
    is_variant = variant in ("hans", "hant", "latn", "cyrl", "arab") or (len(variant) == 2 and language != "nds-nl")
    return _HOSTS.get(language, base if is_variant else language)


def _title(words: str, where: str) -> str:
    """A title as it is written: `_` is a space, one is as good as many.

    Raises:
        InputError: no page can have it.
    """
    title = " ".join(words.replace("_", " ").split())
    illegal = _ILLEGAL.search(title)
    if not title.strip(":# ") or illegal or len(title.encode(errors="replace")) > _TITLE_BYTES:
        why = f"no title has the sign {illegal[0]!r}" if illegal else f"a title has 1 to {_TITLE_BYTES} bytes"
        raise InputError(f"is no title of a wiki's page: {why}", where=where.strip()[:200] or "ARTICLE", hint=_TITLE)
    return title


def _page_at(address: str, language: str) -> Page:
    try:
        parts = urlsplit(address if "://" in address[:8] else f"https://{address}")
        host, port = (parts.hostname or "").rstrip("."), f":{parts.port}" if parts.port else ""
    except ValueError:
        raise InputError("is no address", where=address[:200], hint=_ADDRESS) from None
    scheme = parts.scheme
    if registrable_domain(host) in WIKIMEDIA_DOMAINS:
        scheme, host, language = "https", *_wikimedia(host, language)
    page = Page(title="", language=language, host=host + port, scheme=scheme)
    page = _numbered(_at_path(parts.path, page), parse_qs(parts.query))
    if not host or not (page.title or page.revision or page.number):
        raise InputError("is no address of a wiki's page", where=address[:200], hint=_ADDRESS)
    return replace(page, title=_title(page.title, address)) if page.title else page


def _wikimedia(host: str, language: str) -> tuple[str, str]:
    """The host of a Wikimedia project without its mobile form, and its language; one that names no language has the given one's, else English."""
    domain = registrable_domain(host)
    labels = [label for label in host.removesuffix(domain).split(".") if label and label not in _MOBILE]
    if domain.partition(".")[0] not in _PER_LANGUAGE:
        return ".".join((*(labels or ["www"]), domain)), language
    named = ".".join(labels)
    named = _HOSTS.get(named, named) or _host_label(language or "en")
    return f"{named}.{domain}", _LANGUAGES.get(named, named)


def _at_path(path: str, page: Page) -> Page:
    """The page with the title that an address's path names: `/wiki/Title`, `/w/index.php/Title`, and in a variant of its language `/zh-cn/Title`."""
    script = _SCRIPT.fullmatch(path)
    if script:
        return replace(page, title=_decoded(script[2] or ""), scripts=script[1], articles=page.articles if script[1] == page.scripts else "")
    farm = _FARM.fullmatch(path) if registrable_domain(page.host) in _FARMS else None
    if farm:
        return replace(page, title=_decoded(farm[3]), language=farm[2] or page.language, scripts=farm[1], articles=f"{farm[1]}/wiki/")
    first, _, rest = path[1:].partition("/")
    is_variant = page.is_wikimedia and first.partition("-")[0] == page.host.partition(".")[0].partition("-")[0]
    return replace(page, title=_decoded(rest)) if first == "wiki" or is_variant else page


def _numbered(page: Page, query: Mapping[str, Sequence[str]]) -> Page:
    """The page with what the query of its address says, and what a special page that stands for a number says."""
    said = {name: values[0] for name, values in query.items()}
    page = replace(page, title=said.get("title", page.title))
    numbers = {"revision": said.get("oldid", ""), "number": said.get("curid", said.get("pageid", ""))}
    if said.get("diff", "").isdecimal():
        # A comparison shows the newer one.
        numbers["revision"] = said["diff"]
    for form, what in _NUMBERED:
        special = form.fullmatch(page.title.replace("_", " "))
        if special:
            page, numbers[what] = replace(page, title=""), special[1]
    revision, number = (value if _NUMBER.fullmatch(value) else "" for value in numbers.values())
    return replace(page, revision=revision, number="" if page.title else number)


def _decoded(quoted: str) -> str:
    """A percent-encoded title; one that is not UTF-8 is Windows-1252, as MediaWiki takes it."""
    raw = unquote_to_bytes(quoted)
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


# ---------------------------------------------------------------- what is asked


def endpoint_of(page: Page, settings: Settings) -> str:
    """The `api.php` to ask: that of the settings, else the one beside the address's `index.php`, else where Wikimedia and most others have it."""
    own = settings.mediawiki_url
    if own:
        return own if own.endswith("api.php") else f"{own}/w/api.php"
    return f"{page.scheme}://{page.host}{page.scripts}/api.php"


def parse_request(page: Page, endpoint: str) -> Request:
    """Asks for a page as HTML (`action=parse`), after redirects where no revision is named."""
    which = {"oldid": page.revision} if page.revision else {"pageid": page.number} if page.number else {"page": page.title}
    follow = {} if page.revision else {"redirects": "1"}
    return _request(endpoint, {"action": "parse", **which, **follow, "prop": "text|revid|displaytitle|properties", "disablelimitreport": "1"})


def revision_request(page: Page, endpoint: str, before: datetime) -> Request:
    """Asks for the newest revision of a page, which has a title or a number, that is not after an aware time."""
    which = {"titles": page.title} if page.title else {"pageids": page.number}
    history = {
        "prop": "revisions",
        "rvstart": f"{before.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "rvdir": "older",
        "rvlimit": "1",
        "rvprop": "ids|timestamp|content|size",
        "rvslots": "main",
    }
    return _request(endpoint, {"action": "query", **which, "redirects": "1", **history})


def _request(endpoint: str, query: Mapping[str, str]) -> Request:
    whole = {**query, "format": "json", "formatversion": "2", "maxlag": str(MAXLAG_S)}
    return Request(url=f"{endpoint}?{urlencode(whole, errors='replace')}", purpose=Purpose.API)
