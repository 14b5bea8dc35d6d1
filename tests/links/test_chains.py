"""Whatever answers come, in whatever order: asking ends, judging never fails, and neither a look nor a probe decides for the page."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from citeaudit.links.judge import Context, judge, next_request
from citeaudit.model import Exchange, Failure, FailureKind, Hop, LinkState, Page, Phase, Purpose, Request
from tests.links.seen import BAD_CERTIFICATE, NOON, SITE, SOFT_404, TITLE, TLS_ERROR, URL, Chain, context_of, headed, page, seen

MOST_REQUESTS = 8
FOR_LINKS = (Purpose.REPEAT, Purpose.BROWSER_LIKE, Purpose.PROBE, Purpose.UNVERIFIED, Purpose.NAME)
WORDS = (
    *("Page not found", "Just a moment...", "Log in", "Account suspended", "This domain is for sale. Related searches:", "Down for maintenance"),
    *(
        "Страница не найдена",
        "Бет табылмады",
        "页面不存在",
        "الصفحة غير موجودة",
        "Error 1020",
        "Reference #18.2d35",
        "slot casino",
        TITLE,
        "2026-01-01",
        "",
    ),
)
ADDRESSES = (
    *(URL, f"{SITE}/", SITE, f"{SITE}/2015/10/", f"{SITE}/404", f"{SITE}/error/x", "https://m.news.example.org/", "https://www.example.net/a"),
    *("http://10.0.0.8/", "mailto:desk@example.org", "http://[half", "//x", "", "https://пример.рф/новости", f"{SITE}/a?b={{c}}#d", "https://com/"),
)
HEADERS = (
    *(("cf-mitigated", "challenge"), ("server", "AkamaiGHost"), ("server", "ddos-guard"), ("x-datadome", "protected"), ("x-iinfo", "9-42")),
    *(("retry-after", "1"), ("retry-after", "-1"), ("retry-after", "99999999999999999999"), ("retry-after", "soon"), ("retry-after", "")),
    *(("retry-after", "Thu, 01 Jan 2026 12:00:20 GMT"), ("retry-after", "Thu, 99 Foo 2026"), ("content-type", "text/html; charset=x")),
)
HEADS = (b"<!doctype html>\n", b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"PK\x03\x04", b"\x00\x00", b"")

texts = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
pages = st.builds(
    Page,
    title=st.sampled_from(WORDS),
    h1=st.sampled_from(WORDS),
    words=st.sampled_from((0, 5, 19, 20, 99, 149, 199, 400)),
    text=texts,
    scripts=st.integers(0, 3),
    script_sources=st.sampled_from(((), ("https://challenges.cloudflare.com/turnstile/v0/api.js",), ("/_Incapsula_Resource?x",))),
    password_fields=st.integers(0, 1),
    consent_forms=st.integers(0, 1),
    refresh_s=st.sampled_from((None, 0.0, 4.0, 300.0)),
    refresh_url=st.sampled_from(ADDRESSES),
    free=st.sampled_from((None, False)),
)
failures = st.builds(Failure, kind=st.sampled_from(FailureKind), phase=st.sampled_from(Phase), detail=st.sampled_from(("", "{errno} 104", "a\nb")))
hops = st.lists(
    st.builds(Hop, url=st.sampled_from(ADDRESSES), status=st.sampled_from((200, 301, 302, 308)), location=st.sampled_from(ADDRESSES)), max_size=3
)
STATUSES = (*(200, 200, 200, 202, 204, 206, 300, 304, 400, 401, 402, 403, 404, 407, 410, 418, 422, 429, 451, 500, 503, 522, 999), 0, 700)


@st.composite
def answers(draw: st.DrawFn) -> Exchange:
    """An answer to whatever was asked; many make no sense."""
    return Exchange(
        request=Request(url=URL),
        hops=tuple(draw(hops)),
        status=draw(st.sampled_from(STATUSES)),
        headers=tuple(draw(st.lists(st.sampled_from(HEADERS), max_size=2))),
        failure=draw(st.none() | failures),
        final_url=draw(st.sampled_from(ADDRESSES)),
        head=draw(st.sampled_from(HEADS)),
        size=draw(st.sampled_from((0, 1, 20_000))),
        truncated=draw(st.booleans()),
        page=draw(st.none() | pages),
        asked_at=NOON,
    )


contexts = st.builds(
    Context,
    url=st.just(URL),
    title=st.sampled_from(WORDS),
    repeat_after_s=st.sampled_from((0.0, 5.0)),
    max_wait_s=st.sampled_from((0.0, 30.0)),
    shared=st.frozensets(st.sampled_from(ADDRESSES), max_size=3),
)


def answer_to(request: Request, answer: Exchange) -> Exchange:
    """The answer, as if this had been asked."""
    return replace(answer, request=request)


def is_told(chain: Chain, context: Context) -> bool:
    """Judges, and says whether the verdict has what every verdict has."""
    verdict = judge(chain, context)
    bare = verdict.value in (LinkState.UNKNOWN, LinkState.NOT_CHECKED)
    reason = str(verdict.reason)
    return 0 <= verdict.confidence <= 1 and bool(reason.strip()) and "\n" not in reason and (bare or bool(verdict.evidence))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(context=contexts, said=st.lists(answers(), min_size=MOST_REQUESTS + 1, max_size=MOST_REQUESTS + 1))
def test_asking_ends_and_every_step_can_be_judged(context: Context, said: list[Exchange]) -> None:
    chain: Chain = (answer_to(Request(url=context.url), said[0]),)
    while request := next_request(chain, context):
        assert request.purpose in FOR_LINKS
        assert 0 <= request.wait_s <= max(context.max_wait_s, context.repeat_after_s, 2.0)
        assert request.url
        assert len(chain) < MOST_REQUESTS, [exchange.request.purpose for exchange in chain]
        assert is_told(chain, context)
        chain += (answer_to(request, said[len(chain)]),)
    assert is_told(chain, context)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(said=answers())
def test_one_answer_again_and_again_comes_to_an_end(said: Exchange) -> None:
    chain: Chain = (said,)
    while request := next_request(chain, context_of(chain)):
        assert len(chain) < MOST_REQUESTS
        chain += (answer_to(request, said),)
    assert is_told(chain, context_of(chain))


PROBED = (
    Page(title="Ten recipes with pumpkin", words=400, text="One text of many words"),
    Page(words=60, text="politics, sport, weather and culture"),
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(shown=st.sampled_from(PROBED), title=st.sampled_from((TITLE, "")), via=st.sampled_from(((), (f"{SITE}/article/7",))), said=answers())
def test_a_probe_says_soft_404_or_nothing(shown: Page, title: str, via: tuple[str, ...], said: Exchange) -> None:
    first = seen(200, shown, via=via)
    context = context_of((first,), title)
    request = next_request((first,), context)
    assert request is not None
    assert request.purpose is Purpose.PROBE
    chain = (first, answer_to(request, said))
    assert judge(chain, context).value in (judge((first,), context).value, SOFT_404)
    assert next_request(chain, context) is None


@settings(max_examples=200, deadline=None, derandomize=True)
@given(said=answers())
def test_the_look_without_verification_only_looks(said: Exchange) -> None:
    chain = (BAD_CERTIFICATE, answer_to(Request(url=URL, purpose=Purpose.UNVERIFIED), said))
    verdict = judge(chain, context_of(chain))
    assert (verdict.value, verdict.confidence) == (TLS_ERROR, 0.9)
    assert next_request(chain, context_of(chain)) is None


LOUD = ("Page not found", "Just a moment...", "Log in", "Account suspended", "Down for maintenance", "slot casino", "页面不存在", "Бет табылмады")
PASSED_ON = tuple((name, value) for name, value in HEADERS if name in ("server", "x-datadome", "x-iinfo", "content-type"))
DEEPER = ("/article/7", "/2015/10/rights-report.html", "/news/errors-of-1937", "/peugeot-404", "/2015/10/rights-report/", "/a?error=404")


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    title=st.sampled_from((TITLE, f"{TITLE} | Example News", f"Example News: {TITLE}", TITLE.upper())),
    words=st.integers(200, 3000),
    text=st.lists(st.sampled_from(LOUD), max_size=4).map(" ".join),
    scripts=st.integers(0, 90),
    doors=st.tuples(st.integers(0, 2), st.integers(0, 2)),
    to=st.sampled_from(("", *DEEPER)),
    headers=st.lists(st.sampled_from(PASSED_ON), max_size=2),
    shared=st.booleans(),
)
def test_a_long_page_with_the_cited_title_is_never_dead(
    title: str, words: int, text: str, scripts: int, doors: tuple[int, int], to: str, headers: list[tuple[str, str]], shared: bool
) -> None:
    shown = replace(page(title, text=text, words=words, password_fields=doors[0], consent_forms=doors[1]), scripts=scripts)
    exchange = headed(seen(200, shown, via=(f"{SITE}{to}",) if to else ()), *headers)
    context = context_of((exchange,), shared=frozenset({exchange.final_url} if shared else ()))
    assert judge((exchange,), context).value in (LinkState.LIVE, LinkState.MOVED)
    assert next_request((exchange,), context) is None
