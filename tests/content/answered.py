"""The tuning set of row 22: pages of our own, in pairs. What a site answers for two addresses of which one was made up.

`SAME` are pairs of one error page (or home page) answered for both; `DIFFERENT` are pairs of which one is a page of its own.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from urllib.parse import quote

from citeaudit.content.words import count_words
from citeaudit.model import Page

SITE = "https://news.example.kz"
ASKED = f"{SITE}/2015/10/land-reform-law.html"
PROBED = f"{SITE}/2015/10/qhvtzkwmcjrbdxnp.html"
ECHOES = (ASKED, ASKED, PROBED, PROBED)
CYRILLIC = SITE + quote("/новости/земельная-реформа")
CYRILLIC_PROBED = SITE + quote("/новости/qhvtzkwmcjrbdxnp")

VOCABULARY = (
    "council region minister school harvest river budget election court doctor bridge winter market village railway student museum language "
    "festival border pension factory teacher garden energy water journal union office letter report season history music forest airport station "
    "parliament committee agreement visit road hospital sport culture economy society science travel weather opinion photo video archive"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What was answered for the cited address and for the one beside it, and the addresses."""

    name: str
    page: Page
    probe: Page
    echoes: tuple[str, ...] = ECHOES


def prose(words: int, seed: int) -> str:
    """As many words in an order of their own."""
    vocabulary, chosen = VOCABULARY.split(), random.Random(seed)
    return " ".join(chosen.choice(vocabulary) for _ in range(words))


def shown(text: str, title: str = "The Example News", h1: str = "") -> Page:
    """A page as it is read: its words are counted whole, its text is kept to 8,000 characters."""
    text = " ".join(text.split())
    return Page(title=title, h1=h1, words=count_words(text), text=text[:8000].strip())


def same(name: str, text: str, *ways: dict[str, str], title: str = "The Example News", h1: str = "", echoes: tuple[str, ...] = ECHOES) -> Pair:
    """A pair of one page that is filled in two ways; by default with the paths alone."""
    one, other = ways or ({}, {})
    one, other = {"path": "/2015/10/land-reform-law.html", **one}, {"path": "/2015/10/qhvtzkwmcjrbdxnp.html", **other}
    pages = (shown(text.format(**way), title.format(**way), h1.format(**way)) for way in (one, other))
    page, probe = pages
    return Pair(name=name, page=page, probe=probe, echoes=echoes)


MENU = prose(200, 1)
FOOTER = prose(60, 2)
STORIES = [prose(7, seed) for seed in range(100, 112)]
HOME = " ".join(STORIES) + prose(300, 3)

SAME = [
    same("Apache's words", "Not Found The requested URL {path} was not found on this server. Apache/2.4.41 Server at news.example.kz Port 443"),
    same("nginx's three words", "404 Not Found nginx", title="404 Not Found", h1="404 Not Found"),
    same("nothing but the number", "404"),
    same(
        "an object store",
        "Code: NoSuchKey Message: The specified key does not exist. Key: {path} RequestId: {id}",
        {"id": "4442587FB7D0A2F9"},
        {"id": "EDFACBAD00AC12BB"},
        title="",
    ),
    same("a theme's page with a search", f"{MENU} Oops! Nothing lives at {{path}}. Try a search or one of the months below. {FOOTER}", h1="Oops!"),
    same(
        "a search for the words of the address",
        f"{MENU} No results for “{{words}}”. Check the spelling or use other words. {FOOTER}",
        {"words": "land reform law"},
        {"words": "qhvtzkwmcjrbdxnp"},
        title="{words} | The Example News",
    ),
    same(
        "German, with an id",
        "Startseite Politik Wirtschaft Kultur Unter {path} liegt bei uns leider nichts. Vorgang {id} Stand: {day} Impressum Datenschutz Kontakt",
        {"id": "3f2a9c1e-dead-4b0e-9bfa-52c1d2aa0e11", "day": "Donnerstag, 1. Januar 2026, 12:03 Uhr"},
        {"id": "c0ffee12-77aa-4aa1-bead-90ab0c3d5e77", "day": "Donnerstag, 1. Januar 2026, 12:04 Uhr"},
        title="Hoppla",
    ),
    same(
        "Russian portal with day, hour and readers",
        "Главная Новости Политика Экономика Общество Спорт Раздел {path} пуст или перенесён. Сегодня {day}, на сайте {n} читателей. "
        "Воспользуйтесь картой сайта или поиском. Редакция Реклама Контакты Архив номеров",
        {"day": "четверг, 1 января 2026 г.", "n": "1 204"},
        {"day": "пятница, 2 января 2026 г.", "n": "998"},
        title="Портал",
    ),
    same(
        "Russian, the address spelt out",
        "Главная Новости Раздел {path} пуст или перенесён. Воспользуйтесь картой сайта или поиском по сайту.",
        {"path": "/новости/земельная-реформа"},
        {"path": "/новости/qhvtzkwmcjrbdxnp"},
        title="Портал",
        echoes=(CYRILLIC, CYRILLIC, CYRILLIC_PROBED, CYRILLIC_PROBED),
    ),
    same(
        "Kazakh, with a date",
        "Басты бет Жаңалықтар Саясат Қоғам Мәдениет {path} бойынша ештеңе жоқ. {day} Іздеуді пайдаланыңыз немесе басты бетке оралыңыз. Байланыс",
        {"day": "2026 жылғы 1 қаңтар, 12:03"},
        {"day": "2026 жылғы 28 ақпан, 9:41"},
        title="Портал",
    ),
    same(
        "Chinese forum with its figures",
        "首页 论坛 导读 抱歉，{path} 没有内容，请返回上一页或者使用搜索功能 GMT+8, {day}, Processed in {s} second(s), 9 queries",
        {"day": "2026年5月1日 星期五", "s": "0.031245"},
        {"day": "2026年5月2日 星期六", "s": "0.107411"},
        title="提示信息",
    ),
    same(
        "Arabic",
        "الرئيسية أخبار سياسة اقتصاد ثقافة رياضة لا يوجد محتوى في العنوان {path} يرجى استخدام البحث أو العودة إلى الصفحة الأولى",
        title="عذرا",
    ),
    same(
        "French, with other stories beside",
        f"{MENU} {MENU[:300]} Il n'y a rien ici. À lire aussi : {{also}} {FOOTER}",
        {"also": " ".join(STORIES[:4])},
        {"also": " ".join(STORIES[6:10])},
        title="Page introuvable | Le Journal",
        h1="Page introuvable",
    ),
    same(
        "home page with a teaser that changes",
        f"{HOME} Today: {{also}} {FOOTER}",
        {"also": prose(8, 60)},
        {"also": prose(8, 61)},
        title="Example News: all the news",
        h1="All the news",
    ),
    same("home page of 3,000 words", f"{prose(3000, 4)} You asked for {{path}} at {{at}}", {"at": "12:03"}, {"at": "12:03:59"}),
]


def site_page(menu: int, text: str, title: str = "The Example News", h1: str = "") -> Page:
    """A page of a site with a menu of so many words and a footer."""
    return shown(f"{prose(menu, 1)} {text} {FOOTER}", title, h1)


GONE = "Sorry, there is nothing at this address any more. Go to the front page or use the search."
TABLE = " ".join(f"{prose(1, row)} {row * 137 % 1000} {row * 311 % 1000} {row * 17 % 100}" for row in range(60))

DIFFERENT = [
    *(
        Pair(
            name=f"two stories of {words} words under a menu of {menu}, one title for all pages",
            page=site_page(menu, prose(words, 50)),
            probe=site_page(menu, prose(words + odd, 51)),
        )
        for menu, words, odd in ((0, 25, 0), (60, 25, 3), (300, 25, 2), (300, 60, 0), (300, 300, 0), (900, 40, 0), (1600, 60, 15), (1600, 800, 90))
    ),
    *(
        Pair(
            name=f"a story of {words} words and the error page, menu of {menu}, one title and heading for all pages",
            page=site_page(menu, prose(words, 52), h1="The Example News"),
            probe=site_page(menu, GONE, h1="The Example News"),
        )
        for menu, words in ((0, 20), (60, 20), (300, 20), (900, 300), (1600, 300))
    ),
    Pair(name="one text, two titles", page=site_page(200, "Loading", "Land reform law passed"), probe=site_page(200, "Loading", "Oops")),
    Pair(name="one text, a title with the address's words", page=site_page(200, "", "Land reform law | News"), probe=site_page(200, "", "News")),
    Pair(name="one text, two headings", page=site_page(1600, "", h1="Land law passed"), probe=site_page(1600, "", h1="Nothing lives here")),
    Pair(name="a table and the error page", page=site_page(300, TABLE), probe=site_page(300, "Empty.")),
    *(
        Pair(name=f"a caption of {words} words, one title for all pages", page=site_page(300, prose(words, 53)), probe=site_page(300, "None."))
        for words in (16, 20)
    ),
    Pair(
        name="home page, all teasers new",
        page=site_page(200, prose(100, 54), "News", "All the news"),
        probe=site_page(200, prose(100, 55), "News", "All the news"),
    ),
    Pair(name="numbers alone and the error page", page=site_page(300, " ".join(map(str, range(200)))), probe=site_page(300, "Empty.")),
    Pair(name="two captions", page=shown("Photo: the river at dawn"), probe=shown("Photo: the old market square")),
    Pair(name="a section and the home page", page=site_page(200, HOME), probe=site_page(200, " ".join(STORIES[5:]) + prose(260, 9))),
    Pair(name="the same words once and ten times", page=shown(prose(80, 7) + " " + prose(80, 7)), probe=shown(" ".join([prose(80, 7)] * 10))),
    Pair(name="Russian", page=shown("Парламент принял закон о земле во втором чтении"), probe=shown("Такого адреса у нас нет вернитесь на главную")),
    Pair(name="Chinese", page=shown("首页论坛导读议会通过土地改革法草案第二次审议"), probe=shown("首页论坛导读抱歉没有内容请返回上一页")),
    Pair(name="two numbers", page=shown("10532"), probe=shown("98")),
    Pair(name="no text", page=shown(""), probe=shown("")),
]
