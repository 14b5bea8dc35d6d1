"""The decision table, rows 22 and 24 to 26: the title, and the sibling that cannot exist where the title does not clearly agree."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter
from urllib.parse import urlsplit

import pytest

from citeaudit.model import Exchange, Failure, FailureKind, Page, Phase, Purpose
from tests.links.seen import (
    ARTICLE,
    BAD_CERTIFICATE,
    BLANK_403,
    DRIFTED,
    ERROR,
    FRONT_PAGE,
    LIVE,
    MOMENT,
    MOVED,
    NO_NAME,
    NOT_FOUND,
    NOWHERE,
    OTHER_ARTICLE,
    PROSE,
    RESET,
    SIBLING,
    SITE,
    SOFT_404,
    TITLE,
    TO_PRIVATE,
    UPKEEP,
    URL,
    Asked,
    Chain,
    Judged,
    again,
    asked,
    case,
    failed,
    page,
    pdf,
    probe,
    seen,
)

# The same title as an article cites it and as its page prints it, and the title of another page of that site.
TITLES = [
    ("en", "Kazakhstan adopts a law on public assemblies", "Kazakhstan Adopts A Law On Public Assemblies", "Ten recipes with pumpkin"),
    ("ru", "Принят закон о порядке мирных собраний", "Принят закон «О порядке мирных собраний»", "Десять рецептов из тыквы"),
    ("kk", "Бейбіт жиналыстар туралы заң қабылданды", "БЕЙБІТ ЖИНАЛЫСТАР ТУРАЛЫ ЗАҢ ҚАБЫЛДАНДЫ", "Асқабақтан жасалған он тағам"),
    ("de", "Kasachstan verabschiedet Versammlungsgesetz", "Kasachstan verabschiedet neues Versammlungsgesetz", "Zehn Rezepte mit Kürbis"),
    ("fr", "Le Kazakhstan adopte une loi sur les réunions", "Le Kazakhstan adopte une loi sur les réunions publiques", "Dix recettes au potiron"),
    ("es", "Kazajistán aprueba una ley de reuniones", "Kazajistán aprueba la ley de reuniones públicas", "Diez recetas con calabaza"),
    ("it", "Il Kazakistan approva la legge sulle riunioni", "Kazakistan, approvata la legge sulle riunioni", "Dieci ricette con la zucca"),
    ("pt", "Cazaquistão aprova lei das reuniões públicas", "Cazaquistão aprova a lei das reuniões públicas", "Dez receitas com abóbora"),
    ("zh", "哈萨克斯坦通过和平集会法", "哈萨克斯坦通过《和平集会法》", "南瓜的十种做法"),
    ("ar", "كازاخستان تقر قانون التجمعات السلمية", "كازاخستان تقر قانون التجمعات السلمية الجديد", "عشر وصفات باليقطين"),
    ("tr", "Kazakistan toplantı yasasını kabul etti", "Kazakistan, toplantı yasasını kabul etti", "Balkabaklı on tarif"),
    ("uk", "Казахстан ухвалив закон про мирні зібрання", "Казахстан ухвалив закон «Про мирні зібрання»", "Десять рецептів з гарбуза"),
]
IMAGES = [
    ("png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"),
    ("jpeg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01"),
    ("gif", b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00"),
    ("webp", b"RIFF\x24\x00\x00\x00WEBPVP8 "),
]
HALF = page("Assembly of Kazakhstan, its law")

TITLED = [
    case("row24-title-with-the-site's-name", LIVE, seen(), conf=0.95),
    *(case(f"row24-{language}", LIVE, seen(200, page(shown)), title=cited, conf=0.95) for language, cited, shown, _ in TITLES),
    *(case(f"row26-{language}", DRIFTED, seen(200, page(other)), title=cited, conf=0.6) for language, cited, _, other in TITLES),
    case("row24-title-in-other-letters-and-points", LIVE, seen(200, page("KAZAKHSTAN ADOPTS A LAW: ON PUBLIC ASSEMBLIES!")), conf=0.95),
    case("row24-title-without-a-word", LIVE, seen(200, page("Kazakhstan adopts law on public assemblies")), conf=0.95),
    case("row24-title-in-the-h1-alone", LIVE, seen(200, page("Example News", h1=TITLE)), conf=0.95),
    case("row24-title-in-citation_title-alone", LIVE, seen(200, page("Journal", citation=(("citation_title", TITLE),))), conf=0.95),
    case("row24-half-the-words", LIVE, seen(200, page("River and harvest")), title="River harvest school border", conf=0.95),
    case("row24-202-that-is-the-page", LIVE, seen(202), conf=0.95),
    case("row24-206-that-is-the-page", LIVE, seen(206), conf=0.95),
    case("row24-behind-a-paywall", LIVE, seen(200, replace(ARTICLE, free=False)), conf=0.95),
    case("row24-a-part-of-the-page-is-cited", LIVE, seen(url=f"{URL}#part-3"), conf=0.95),
    case("row25-no-title-cited", LIVE, seen(), title="", conf=0.8),
    case("row25-no-title-on-the-page", LIVE, seen(200, page()), conf=0.8),
    case("row25-pdf", LIVE, pdf(), conf=0.8),
    case("row25-pdf-without-a-cited-title", LIVE, pdf(), title="", conf=0.8),
    *(case(f"row25-{name}", LIVE, seen(200, None, head=head), conf=0.8) for name, head in IMAGES),
    case("row26-other-title", DRIFTED, seen(200, OTHER_ARTICLE), conf=0.6),
    case("row26-a-quarter-of-the-words", DRIFTED, seen(200, page("River")), title="River harvest school border", conf=0.6),
    case("row26-few-words-shared", DRIFTED, seen(200, page("Kazakhstan wins a boxing medal in Rio")), conf=0.6),
]

# What a site shows for whatever it is asked: the path, a date, a time and figures stand in it.
ECHO = """Example News. You are looking for {path} in our archive. Today is {date}, {time}, and {count} readers are here. The newsroom
brings politics, sport, culture and weather from all regions of the country; write to our editors if something is missing. Subscribe
to the letter that goes out each morning, follow the live stream from parliament, and read the columns of our correspondents abroad."""
# A list of a portal in other languages, the same for each path.
PORTALS = [
    ("ru", "Главные новости дня: политика, экономика, общество, спорт и культура. Подпишитесь на рассылку, чтобы узнавать о событиях первыми. "),
    ("kk", "Күннің басты жаңалықтары: саясат, экономика, қоғам, спорт және мәдениет. Оқиғаларды бірінші болып білу үшін жазылыңыз. "),
    ("zh", "今日要闻政治经济社会体育文化订阅我们的新闻快讯第一时间了解最新动态本站所有内容均由编辑部整理发布"),
    ("ja", "本日の主要ニュース政治経済社会スポーツ文化最新情報をいち早くお届けするメールマガジンにご登録ください"),
    ("ko", "오늘의 주요 뉴스 정치 경제 사회 스포츠 문화 최신 소식을 가장 먼저 받아 보려면 뉴스레터를 구독하십시오 "),
    ("ar", "أهم أخبار اليوم في السياسة والاقتصاد والمجتمع والرياضة والثقافة. اشترك في النشرة البريدية لتصلك الأخبار أولا بأول. "),
]
ELSE_IN = {
    "ru": "В лесу выпал первый снег, и охотники вернулись в деревню без добычи. Старики говорят, что такой зимы не было сорок лет. ",
    "kk": "Орманға алғашқы қар жауып, аңшылар ауылға олжасыз оралды. Қариялар мұндай қыс қырық жыл болмаған дейді. ",
    "zh": "森林里下了第一场雪猎人们空手回到村里老人们说四十年没有见过这样的冬天河面上的冰已经可以走马",
    "ja": "森に初雪が降り猟師たちは獲物なしで村へ帰った老人たちは四十年ぶりの冬だと語り川の氷は馬が渡れるほど厚い",
    "ko": "숲에 첫눈이 내리고 사냥꾼들은 빈손으로 마을에 돌아왔다 노인들은 사십 년 만의 겨울이라고 말한다 ",
    "ar": "تساقط أول ثلج في الغابة وعاد الصيادون إلى القرية بلا صيد. يقول الشيوخ إن شتاء كهذا لم يأت منذ أربعين عاما. ",
}


def echo(path: str, *, date: str = "2026-01-01", time: str = "12:00", count: str = "10532", title: str = "Archive of all stories") -> Page:
    """The page that a site shows for whatever it is asked."""
    shown = ECHO.format(path=path, date=date, time=time, count=count)
    return Page(title=title, words=len(shown.split()), text=" ".join(shown.split()))


def worded(text: str, title: str = "Archive of all stories") -> Page:
    """A page that shows one text, again and again."""
    shown = text * 3
    return Page(title=title, words=80, text=shown)


def framed(text: str) -> Page:
    """A page of few words of its own in a long frame of menus that the site shows on every page."""
    shown = f"{PROSE} {text} {ECHO}"
    return Page(title="Archive of all stories", words=len(shown.split()), text=" ".join(shown.split()))


ARTICLE_WORDS = """Pumpkins ripen late in the northern valleys, where gardeners cover them against the first frosts of September. Our cook
roasts the flesh with honey, butter, nutmeg and a little orange peel, then serves it beside barley, walnuts, sour cream and fresh parsley."""
ASKED_PATH, PROBED_PATH = (urlsplit(url).path for url in (URL, SIBLING))
PORTAL = seen(200, echo(ASKED_PATH))
LIKE = echo(PROBED_PATH)
OLD_PATH = f"{SITE}/article/7"
HALF_ALIKE = Page(
    title="Example News",
    words=60,
    text=" ".join(ECHO.split()[:35]) + " and the rest of this page tells of pumpkins, soups and of what grows in autumn",
)
FAILURES = [
    (FailureKind.RESET, Phase.HEADERS),
    (FailureKind.SILENT, Phase.CONNECT),
    (FailureKind.HOST_SILENT, Phase.CONNECT),
    (FailureKind.CONNECTION_REFUSED, Phase.CONNECT),
    (FailureKind.NO_SUCH_NAME, Phase.DNS),
    (FailureKind.NAME_UNSURE, Phase.DNS),
    (FailureKind.CERTIFICATE, Phase.TLS),
    (FailureKind.DEADLINE, Phase.HEADERS),
    (FailureKind.BROKEN_HTTP, Phase.HEADERS),
    (FailureKind.REDIRECT_LOOP, Phase.REDIRECT),
    (FailureKind.BAD_LOCATION, Phase.REDIRECT),
    (FailureKind.PRIVATE_ADDRESS, Phase.ADDRESS),
    (FailureKind.INVALID_URL, Phase.URL),
    (FailureKind.UNDECODABLE, Phase.BODY),
    (FailureKind.PROXY, Phase.PROXY),
]
PROBES_THAT_SAY_NOTHING: list[tuple[str, Exchange]] = [
    *((f"{status}-with-the-like-text", probe(status, LIKE)) for status in (404, 410, 403, 401, 429, 500, 503)),
    ("other-text", probe(200, OTHER_ARTICLE)),
    ("half-the-text", probe(200, HALF_ALIKE)),
    ("not-found-200", probe(200, NOWHERE)),
    ("wall-200", probe(200, MOMENT)),
    ("wall-403", probe(403, MOMENT, cf_mitigated="challenge")),
    ("429-that-asks-to-wait", probe(429, ERROR, retry_after="3")),
    ("503-that-asks-to-wait", probe(503, ERROR, retry_after="3")),
    ("maintenance", probe(200, UPKEEP)),
    ("home-page-with-other-text", probe(200, FRONT_PAGE, via=(f"{SITE}/",))),
    ("pdf", pdf(url=SIBLING, purpose=Purpose.PROBE)),
    ("0-bytes", probe(200, None, size=0)),
    ("without-a-word", probe(200, page(words=0))),
    *((f"{kind}", failed(kind, phase, url=SIBLING, purpose=Purpose.PROBE)) for kind, phase in FAILURES),
]
SAID_NOTHING = [
    (LIVE, 0.8, (seen(200, echo(ASKED_PATH)),), ""),
    (LIVE, 0.8, (seen(200, echo(ASKED_PATH, title="")),), TITLE),
    (DRIFTED, 0.6, (PORTAL,), TITLE),
    (MOVED, 0.9, (seen(200, echo(ASKED_PATH, title=""), via=(OLD_PATH,)),), TITLE),
]

PROBED = [
    case("row22-like-text", SOFT_404, PORTAL, probe(200, LIKE), conf=0.85),
    case("row22-like-text-without-a-cited-title", SOFT_404, PORTAL, probe(200, LIKE), title="", conf=0.85),
    case("row22-like-text-without-a-page-title", SOFT_404, seen(200, echo(ASKED_PATH, title="")), probe(200, LIKE), conf=0.85),
    case("row22-the-very-same-text", SOFT_404, seen(200, OTHER_ARTICLE), probe(200, OTHER_ARTICLE), conf=0.85),
    case("row22-another-day-and-hour", SOFT_404, PORTAL, probe(200, echo(PROBED_PATH, date="2026-03-02", time="09:41:07", count="8811")), conf=0.85),
    case("row22-a-day-in-points", SOFT_404, PORTAL, probe(200, echo(PROBED_PATH, date="02.03.2026", time="9.41", count="8 811")), conf=0.85),
    case(
        "row22-days-in-words",
        SOFT_404,
        seen(200, echo(ASKED_PATH, date="Thursday, 1 January 2026")),
        probe(200, echo(PROBED_PATH, date="Monday, 2 March 2026")),
        conf=0.85,
    ),
    case("row22-the-whole-url-is-echoed", SOFT_404, seen(200, echo(URL)), probe(200, echo(SIBLING)), conf=0.85),
    case("row22-like-text-where-both-lead", SOFT_404, seen(200, LIKE, via=(OLD_PATH,)), probe(200, LIKE, via=(OLD_PATH,)), title="", conf=0.85),
    case("row22-one-frame-around-two-texts", DRIFTED, seen(200, framed(ARTICLE_WORDS)), probe(200, framed(NOWHERE.h1)), conf=0.6),
    case("row22-like-text-at-202", SOFT_404, PORTAL, probe(202, LIKE), conf=0.85),
    case("row22-like-text-after-a-404", SOFT_404, NOT_FOUND, again(PORTAL, Purpose.BROWSER_LIKE), probe(200, LIKE), conf=0.85),
    case("row22-like-text-after-a-reset", SOFT_404, RESET, again(PORTAL, Purpose.REPEAT), probe(200, LIKE), conf=0.85),
    *(case(f"row22-{lang}", SOFT_404, seen(200, worded(text)), probe(200, worded(text)), conf=0.85) for lang, text in PORTALS),
    *(case(f"row22-{lang}-other-text", DRIFTED, seen(200, worded(text)), probe(200, worded(ELSE_IN[lang])), conf=0.6) for lang, text in PORTALS),
    *(
        case(f"row22-{name}-leaves-it-{state}-{at}", state, *chain, said, title=title, conf=conf)
        for name, said in PROBES_THAT_SAY_NOTHING
        for at, (state, conf, chain, title) in enumerate(SAID_NOTHING)
    ),
]

ROWS: list[Judged] = [*TITLED, *PROBED]

TITLELESS = page()
UNLIKE = (seen(200, OTHER_ARTICLE),)
NOT_PROBED: list[tuple[str, Chain, str]] = [
    ("title-agrees", (seen(),), TITLE),
    ("title-agrees-at-another-url", (seen(via=(OLD_PATH,)),), TITLE),
    ("pdf", (pdf(),), TITLE),
    ("pdf-without-a-cited-title", (pdf(),), ""),
    ("pdf-at-another-url", (pdf(via=(f"{SITE}/7.pdf",)),), TITLE),
    *((name, (seen(200, None, head=head),), TITLE) for name, head in IMAGES),
    ("cited-home-page", (seen(200, OTHER_ARTICLE, url=f"{SITE}/"),), TITLE),
    ("cited-home-page-without-a-slash", (seen(200, OTHER_ARTICLE, url=SITE),), TITLE),
    ("cited-home-page-by-its-index", (seen(200, OTHER_ARTICLE, url=f"{SITE}/index.html"),), TITLE),
    ("cited-home-page-that-leads-deeper", (seen(200, OTHER_ARTICLE, url=f"{SITE}/", via=(f"{SITE}/en/start",)),), TITLE),
    ("look-without-verification", (BAD_CERTIFICATE, seen(200, OTHER_ARTICLE, purpose=Purpose.UNVERIFIED)), TITLE),
    ("ancestor", (seen(200, OTHER_ARTICLE, via=(f"{SITE}/2015/",)),), TITLE),
]

ASKING: list[Asked] = [
    asked("row22-title-differs", Purpose.PROBE, *UNLIKE),
    asked("row22-no-title-cited", Purpose.PROBE, seen(), title=""),
    asked("row22-no-title-on-the-page", Purpose.PROBE, seen(200, TITLELESS)),
    asked("row22-no-title-on-the-page-at-another-url", Purpose.PROBE, seen(200, TITLELESS, via=(OLD_PATH,))),
    asked("row22-title-differs-at-another-url", Purpose.PROBE, seen(200, OTHER_ARTICLE, via=(OLD_PATH,))),
    asked("row22-after-a-404", Purpose.PROBE, NOT_FOUND, seen(200, OTHER_ARTICLE, purpose=Purpose.BROWSER_LIKE)),
    asked("row22-after-a-403", Purpose.PROBE, BLANK_403, seen(200, OTHER_ARTICLE, purpose=Purpose.BROWSER_LIKE)),
    asked("row22-after-a-reset", Purpose.PROBE, RESET, seen(200, OTHER_ARTICLE, purpose=Purpose.REPEAT)),
    asked("row22-cut-body", Purpose.PROBE, seen(200, OTHER_ARTICLE, failure=Failure(kind=FailureKind.DEADLINE, phase=Phase.BODY))),
    *(asked(f"row22-not-for-{name}", None, *chain, title=title) for name, chain, title in NOT_PROBED),
    *(asked(f"row22-once-{name}", None, PORTAL, said) for name, said in PROBES_THAT_SAY_NOTHING),
    asked("row22-once-like-text", None, PORTAL, probe(200, LIKE)),
    asked("row22-once-name", None, PORTAL, again(NO_NAME, Purpose.PROBE, url=SIBLING)),
    asked("row22-once-private", None, PORTAL, again(TO_PRIVATE, Purpose.PROBE, url=SIBLING)),
]


@pytest.mark.parametrize("row", ROWS, ids=attrgetter("name"))
def test_state(row: Judged) -> None:
    assert not list(row.misses())


@pytest.mark.parametrize("row", ASKING, ids=attrgetter("name"))
def test_what_is_asked_next(row: Asked) -> None:
    assert not list(row.misses())


def sibling(url: str) -> str:
    """The URL that is asked beside a cited one whose page has another title."""
    exchange = seen(200, OTHER_ARTICLE, url=url)
    request = asked("", Purpose.PROBE, exchange).next()
    assert request is not None
    assert request.purpose is Purpose.PROBE
    return request.url


@pytest.mark.parametrize(
    ("url", "before", "after"),
    [
        (URL, f"{SITE}/2015/10/", ""),
        (f"{SITE}/report", f"{SITE}/", ""),
        (f"{SITE}/2015/10/report.html", f"{SITE}/2015/10/", ".html"),
        (f"{SITE}/2015/10/report.PHP?id=7", f"{SITE}/2015/10/", ".PHP"),
        (f"{SITE}/2015/10/report/", f"{SITE}/2015/10/", "/"),
        ("https://news.example.org:8443/a/b/story.html?x=1#part", "https://news.example.org:8443/a/b/", ".html"),
        ("http://www.example.org/a%20b/c", "http://www.example.org/a%20b/", ""),
        ("https://xn--e1afmkfd.xn--p1ai/%D0%BD%D0%BE%D0%B2/7.htm", "https://xn--e1afmkfd.xn--p1ai/%D0%BD%D0%BE%D0%B2/", ".htm"),
    ],
)
def test_a_sibling_stands_in_the_cited_folder_with_the_same_ending(url: str, before: str, after: str) -> None:
    beside = sibling(url)
    name = beside.removeprefix(before).removesuffix(after)
    assert beside == f"{before}{name}{after}"
    assert name
    assert not set(name) & set("/?#")
    assert name not in url


def test_all_links_of_a_folder_have_one_sibling() -> None:
    assert sibling(f"{SITE}/a/one.html") == sibling(f"{SITE}/a/two.html?page=2") == sibling(f"{SITE}/a/three.html#end")


@pytest.mark.parametrize("other", [f"{SITE}/b/one.html", "http://news.example.org/a/one.html", "https://example.net/a/one.html"])
def test_other_folders_have_siblings_of_their_own(other: str) -> None:
    assert sibling(f"{SITE}/a/one.html") != sibling(other)


def test_a_probe_goes_beside_the_cited_url_not_where_it_led() -> None:
    exchange = seen(200, OTHER_ARTICLE, via=("https://www.example.net/x/y.html",))
    request = asked("", Purpose.PROBE, exchange).next()
    assert request is not None
    assert request.url == sibling(URL)
