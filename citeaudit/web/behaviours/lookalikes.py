"""Pages that look like an error, a wall or a parked domain and are none: live."""

from __future__ import annotations

from citeaudit.model import LinkState
from citeaudit.web.behaviours.case import ARTICLE, TITLE, Case, here, page, sends
from citeaudit.web.misbehaving import ANY

_LOGIN = '<form action="/session"><input name="user"><input type="password" name="word"><button>Log in</button></form>'
_WIDGET = '<form><input name="mail"><script src="https://www.google.com/recaptcha/api.js"></script></form>'
_PARKING = (
    "A parked domain shows related searches instead of a site. Some say: this domain is for sale. The owner earns by each click, and the "
    "reader of an old article finds nothing of what was cited. "
) * 10
_CAPTCHAS = (
    "Verify you are human: the words have become a habit. The study asks how many readers give up at a captcha, and how many robots do "
    "not. Pictures of traffic lights are answered faster by programs than by people. "
) * 6
_SLOTS = (
    "The casino lies beside the old port. The town's council has heard the neighbours, the police and the owner, and has put the decision "
    "off until the spring, when the report on traffic and noise is expected. "
) * 6


def _alike(name: str, host: str, title: str, sent: bytes, **headers: str) -> Case:
    """A page that is served as it was cited."""
    url = f"http://{host}.example/2019/story"
    return Case(name=name, url=url, expected=LinkState.LIVE, title=title, served=here(sends(sent, 200, **headers)))


_ALONE = sends(page("The Tiny Almanac"))

CASES: tuple[Case, ...] = (
    Case(
        name="a site of one page, for every address",
        url="http://almanac.example/2019/story",
        expected=LinkState.LIVE,
        title="Tiny Almanac",
        served=(*here(_ALONE), (ANY, _ALONE)),
    ),
    _alike("an article that is called 404 days in prison", "prison", "404 days in prison", page("404 days in prison")),
    _alike("an article on missing pages", "lost-pages", "Page not found: how the Web forgets", page("Page not found: how the Web forgets")),
    _alike("a short page that is called Not found", "poem", "Not found", page("Not found", "A poem in nine short lines.")),
    _alike("a page of few words with the cited title", "short", TITLE, page(text="A note of the editors.")),
    _alike("a page of few words with scripts and the cited title", "app", TITLE, page(text=ARTICLE[:200], head="<script>start()</script>")),
    _alike("an article with a login box", "login-box", TITLE, page(body=_LOGIN)),
    _alike("a short article with a login box", "short-login-box", TITLE, page(text=ARTICLE[:400], body=_LOGIN)),
    _alike("a short page with a captcha on its form", "letters", TITLE, page(text=ARTICLE[:400], body=_WIDGET)),
    _alike("an article on captchas", "captchas", "Who is human? A study of captchas", page("Who is human? A study of captchas", _CAPTCHAS)),
    _alike("an article on parked domains", "parking-study", "The business of parked domains", page("The business of parked domains", _PARKING)),
    _alike("an article on a casino", "casino-news", "Council puts casino off", page("Council puts casino off", _SLOTS)),
    _alike("an article on an outage", "outage", "Site under maintenance for a year", page("Site under maintenance for a year")),
    _alike("an article on suspended accounts", "accounts", "Account suspended: a reporter's story", page("Account suspended: a reporter's story")),
    _alike("a page that Cloudflare passes on", "cloudflare", TITLE, page(), Server="cloudflare", CF_Ray="8f0a-FRA"),
    _alike("a page that DataDome passes on", "datadome-passed", TITLE, page(), X_DataDome="protected"),
    _alike("a page that Incapsula passes on", "incapsula-passed", TITLE, page(), X_Iinfo="1-2-3"),
    _alike("a page behind a paywall", "paywall", TITLE, page(head='<script type="application/ld+json">{"isAccessibleForFree": false}</script>')),
)
