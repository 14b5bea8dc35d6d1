"""A page's characters are found as browsers find them."""

from __future__ import annotations

import codecs

import pytest

from citeaudit.content.charset import decode_page

RUSSIAN = "<title>История омбудсмена</title><p>Уполномоченный по правам человека опубликовал доклад и заявление.</p>"
FRENCH = "<title>Les droits de l’homme à l’été</title><p>Élève déçu, où ça ? Nous sommes désolés : la page demandée est là.</p>"


@pytest.mark.parametrize(
    ("body", "content_type", "charset"),
    [
        pytest.param(codecs.BOM_UTF8 + RUSSIAN.encode(), "text/html; charset=windows-1252", "utf-8", id="byte order mark before the header"),
        pytest.param(codecs.BOM_UTF16_LE + RUSSIAN.encode("utf-16-le"), "", "utf-16-le", id="UTF-16 mark"),
        pytest.param(RUSSIAN.encode("koi8-r"), 'text/html; charset="KOI8-R"', "koi8-r", id="header, quoted"),
        pytest.param(
            b'<meta charset="utf-8">' + RUSSIAN.encode("cp1251"), "text/html; charset=windows-1251", "windows-1251", id="header before page"
        ),
        pytest.param(b"<meta charset=windows-1251>" + RUSSIAN.encode("cp1251"), "text/html", "windows-1251", id="page"),
        pytest.param(
            b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">' + RUSSIAN.encode("cp1251"),
            "",
            "windows-1251",
            id="old page",
        ),
        pytest.param(b"<?xml version='1.0' encoding='windows-1251'?>" + RUSSIAN.encode("cp1251"), "", "windows-1251", id="XML declaration"),
        pytest.param(b"<meta charset=nonsense>" + RUSSIAN.encode(), "text/html; charset=none", "utf-8", id="unknown names count for nothing"),
        pytest.param(b"<meta charset=utf-16>" + RUSSIAN.encode(), "", "utf-8", id="a page that could be read so far is not UTF-16"),
        pytest.param(b"<!-- <meta charset=koi8-r> -->" + RUSSIAN.encode(), "", "utf-8", id="a comment declares nothing"),
        pytest.param(RUSSIAN.encode(), "", "utf-8", id="valid UTF-8, undeclared"),
        pytest.param(RUSSIAN.encode("cp1251"), "text/html", "windows-1251", id="Russian, undeclared"),
        pytest.param(FRENCH.encode("cp1252"), "text/html", "windows-1252", id="French, undeclared"),
        pytest.param(FRENCH.encode("cp1252"), "text/html; charset=iso-8859-1", "windows-1252", id="Latin-1 is read as browsers read it"),
        pytest.param("<p>中国人权报告</p>".encode("gb18030"), "text/html; charset=gb2312", "gb18030", id="GB 2312 too"),
    ],
)
def test_the_first_word_on_the_charset_wins(body: bytes, content_type: str, charset: str) -> None:
    text, used = decode_page(body, content_type)
    assert used == charset
    assert "\ufffd" not in text


@pytest.mark.parametrize(
    ("encoding", "page"),
    [
        pytest.param("cp1251", RUSSIAN, id="Russian"),
        pytest.param("koi8-r", RUSSIAN, id="Russian in KOI8"),
        pytest.param("gb18030", "<title>中国人权报告</title><p>联合国人权理事会发布关于人权状况的评估报告，呼吁采取行动。</p>", id="Chinese"),
        pytest.param("cp932", "<title>人権報告</title><p>お探しのページは見つかりませんでした。アドレスを確認してください。</p>", id="Japanese"),
        pytest.param("cp949", "<title>인권 보고서</title><p>요청하신 페이지를 찾을 수 없습니다. 다시 확인해 주세요.</p>", id="Korean"),
        pytest.param("cp1256", "<title>حقوق الإنسان</title><p>نحن آسفون، لكننا لم نعثر على الصفحة المطلوبة هنا.</p>", id="Arabic"),
    ],
)
def test_an_undeclared_page_in_another_script_is_read(encoding: str, page: str) -> None:
    assert decode_page(page.encode(encoding) * 2, "text/html")[0] == page * 2


def test_a_page_cut_within_a_character_is_still_utf_8() -> None:
    text, charset = decode_page(RUSSIAN.encode()[:-5], "")
    assert charset == "utf-8"
    assert text.startswith("<title>История омбудсмена</title>")


@pytest.mark.parametrize("label", ["unicode_escape", "idna", "base64", "utf-7", "x\0y", ""])
def test_names_that_only_python_knows_declare_nothing(label: str) -> None:
    assert decode_page(rb"<p>a\x41\d</p>", f"text/html; charset={label}") == (r"<p>a\x41\d</p>", "utf-8")
