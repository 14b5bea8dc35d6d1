"""Pages that say that something is not there, or that the site is down."""

from __future__ import annotations

import pytest

from citeaudit.content.missing import maintenance_phrase, not_found_phrase, not_found_title
from citeaudit.model import Page


@pytest.mark.parametrize(
    "title",
    [
        "Page not found",
        "404",
        "404 - Page Not Found",
        "Page not found | The Astana Times",
        "EU Reporter – Error 404",
        "Oops! That page can’t be found. – A Site",
        "Error 404 (Not Found)!!1",
        "Страница не найдена — Сайт",
        "Ошибка 404",
        "Бет табылмады",
        "Seite nicht gefunden",
        "Page non trouvée",
        "Página no encontrada",
        "页面不存在 - 新闻网",
        "الصفحة غير موجودة",
        "Pagina non trovata",
        "Página não encontrada",
        "Sayfa bulunamadı",
        "Сторінку не знайдено | Сторінка не знайдена",
        "Strona nie znaleziona",
        "ページが見つかりません",
        "페이지를 찾을 수 없습니다",
        "Not Found (#404)",
        "404 — Страница не найдена",
        "Ошибка 404. Страница не найдена | Портал",
        "Нет такой страницы",
        "Материал не найден",
        "Бет табылмады, Қате 404",
        "Мұндай бет жоқ",
        "Жаңалық табылмады | Ақорда",
        "Article Removed",
        "Page not available",
        "This page isn't available",
        "Fehler 404",
        "Erreur 404",
        "Errore 404",
        "Erro 404",
        "Hata 404",
        "Помилка 404",
        "خطأ 404",
        "您访问的页面不存在",
        "指定的主题不存在或已被删除",
        "ไม่พบหน้าเว็บ",
    ],
)
def test_a_title_that_is_a_not_found_phrase_tells(title: str) -> None:
    assert not_found_phrase(Page(title=title, words=40)) == title


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(Page(title="Missing children not found in refugee camp", words=40), id="a headline that has the words"),
        pytest.param(Page(title="Room 404 opens in Almaty's new hotel", words=40), id="a headline that has the number"),
        pytest.param(Page(title="Page not found", words=150), id="a page with a text of its own"),
        pytest.param(Page(words=3), id="no title"),
    ],
)
def test_other_titles_do_not(page: Page) -> None:
    assert not_found_phrase(page) == ""


def test_however_many_words_stand_below_the_title_says_so() -> None:
    assert not_found_title(Page(title="Page not found | The Astana Times", words=900)) == "Page not found | The Astana Times"
    assert not_found_title(Page(title="A report", h1="A report", words=40)) == ""


def test_the_heading_tells_too() -> None:
    assert not_found_phrase(Page(title="The Astana Times", h1="Page not found", words=40)) == "Page not found"


@pytest.mark.parametrize(
    ("page", "words"),
    [
        pytest.param(
            Page(text="Briefly unavailable for scheduled maintenance. Check back in a minute.", words=10),
            "Briefly unavailable for scheduled maintenance",
            id="maintenance",
        ),
        pytest.param(Page(h1="Error establishing a database connection", words=5), "Error establishing a database connection", id="database"),
        pytest.param(Page(title="Сайт временно недоступен", words=9), "Сайт временно недоступен", id="Russian"),
        pytest.param(Page(text="How to read: Error establishing a database connection", words=400), "", id="an article about it"),
        pytest.param(Page(title="A report", text="Nothing of the kind", words=4), "", id="another short page"),
        pytest.param(Page(title="Wartungsarbeiten", words=60), "Wartungsarbeiten", id="one word, as title"),
        pytest.param(Page(title="Brücke gesperrt", text="Wegen Wartungsarbeiten ruht der Verkehr.", words=60), "", id="news that has the word"),
        pytest.param(
            Page(title="A wiki", text="Sorry! This site is experiencing technical difficulties.", words=20),
            "This site is experiencing technical difficulties",
            id="MediaWiki",
        ),
        pytest.param(
            Page(text="This site is down for maintenance. Please check back again soon.", words=60), "This site is down for maintenance", id="Joomla"
        ),
        pytest.param(Page(h1="Сайтта техникалық жұмыстар жүргізілуде", words=9), "Техникалық жұмыстар жүргізілуде", id="Kazakh"),
        pytest.param(Page(title="网站维护中", words=12), "网站维护中", id="Chinese"),
    ],
)
def test_a_short_page_may_say_that_the_site_is_down(page: Page, words: str) -> None:
    assert maintenance_phrase(page) == words
