"""Robot walls, captchas, doors and regions."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from citeaudit.content.walls import captcha_widget, door, region_notice, robot_wall
from citeaudit.model import Exchange, Page, Request

V3 = "https://www.google.com/recaptcha/api.js?render=6LdSiteKey"
V2 = "https://www.google.com/recaptcha/api.js"


def answer(status: int = 200, page: Page | None = None, **headers: str) -> Exchange:
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Exchange(request=Request(url="https://a.example/x"), status=status, headers=named, page=page, asked_at=datetime(2026, 5, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("exchange", "sign"),
    [
        pytest.param(answer(403, cf_mitigated="challenge"), "cf-mitigated: challenge", id="Cloudflare by header"),
        pytest.param(answer(200, Page(words=900), cf_mitigated="challenge"), "cf-mitigated: challenge", id="whatever the page"),
        pytest.param(answer(202, x_amzn_waf_action="challenge"), "x-amzn-waf-action: challenge", id="AWS"),
        pytest.param(answer(999), "status 999", id="999"),
        pytest.param(
            answer(403, Page(text="Access Denied Reference #18.2d351ab8.1557333295", words=12), server="AkamaiGHost"),
            "AkamaiGHost: Reference #",
            id="Akamai",
        ),
        pytest.param(
            answer(403, Page(text="Access denied. Error code: 1020", words=60), server="cloudflare"), "error 1020", id="Cloudflare's firewall"
        ),
        pytest.param(answer(503, Page(title="Just a moment...", words=8)), "“Just a moment...”", id="a challenge in words"),
        pytest.param(answer(200, Page(title="Just a moment...", words=8)), "“Just a moment...”", id="with 200 too"),
        pytest.param(
            answer(200, Page(script_sources=("/_Incapsula_Resource?SWJIYLWA=1",), scripts=1)), "/_Incapsula_Resource", id="Incapsula's script"
        ),
        pytest.param(answer(401, x_datadome="protected"), "x-datadome", id="DataDome on an error"),
        pytest.param(answer(503, server="ddos-guard"), "server: ddos-guard", id="DDoS-Guard on an error"),
    ],
)
def test_a_robot_wall_is_told_by_its_marks(exchange: Exchange, sign: str) -> None:
    assert robot_wall(exchange) == sign


@pytest.mark.parametrize(
    "exchange",
    [
        pytest.param(answer(200, Page(title="A report", words=900), x_datadome="protected"), id="DataDome passes a page on"),
        pytest.param(answer(404, Page(title="Not found", words=20), x_iinfo="1-2-3"), id="the site's own 404 behind Imperva"),
        pytest.param(answer(410, server="ddos-guard"), id="410 behind DDoS-Guard"),
        pytest.param(answer(200, Page(text="Just a moment, he said.", words=200)), id="an article with the words"),
        pytest.param(answer(200, Page(text="Readers saw error 1020 for an hour.", words=400), server="cloudflare"), id="an article on an outage"),
        pytest.param(answer(200, Page(text="Reference #18", words=10), server="nginx"), id="another server's reference"),
        pytest.param(answer(403), id="a plain 403"),
        pytest.param(answer(200), id="no page"),
    ],
)
def test_what_stands_on_ordinary_answers_is_no_wall(exchange: Exchange) -> None:
    assert robot_wall(exchange) == ""


@pytest.mark.parametrize(
    ("page", "widget"),
    [
        pytest.param(Page(script_sources=(V2,), words=30), "google.com/recaptcha/", id="reCAPTCHA"),
        pytest.param(Page(frame_sources=("https://hcaptcha.com/1/frame",), words=30), "hcaptcha.com/", id="hCaptcha in a frame"),
        pytest.param(Page(script_sources=(V3,), words=30), "", id="the invisible reCAPTCHA has no widget"),
        pytest.param(Page(script_sources=(V2 + "?render=explicit",), words=30), "google.com/recaptcha/", id="rendered on demand"),
        pytest.param(Page(script_sources=(V2,), words=200), "", id="a page with a form"),
    ],
)
def test_a_captcha_widget_counts_on_a_page_of_few_words(page: Page, widget: str) -> None:
    assert captcha_widget(page) == widget


@pytest.mark.parametrize(
    ("page", "words"),
    [
        pytest.param(Page(title="Log in | Library", password_fields=1, words=20), "Log in", id="login"),
        pytest.param(Page(h1="Войти", password_fields=1, words=20), "Войти", id="login, Russian heading"),
        pytest.param(Page(title="Before you continue to YouTube", consent_forms=2, words=80), "Before you continue", id="consent"),
        pytest.param(Page(title="Log in | Library", words=20), "", id="no password field"),
        pytest.param(Page(title="Blogging in Kazakhstan", password_fields=1, words=20), "", id="another title"),
        pytest.param(Page(title="Sign in to your account", password_fields=1, words=20), "Sign in", id="begins with two words"),
        pytest.param(Page(title="Bevor Sie zu YouTube weitergehen", consent_forms=1, words=80), "Bevor Sie zu", id="consent, German"),
        pytest.param(Page(title="Вход в метро закрыт до утра", password_fields=1, words=60), "", id="a headline that begins with the word"),
        pytest.param(Page(h1="Como entrar no Brasil", password_fields=1, words=60), "", id="a headline that has the word"),
        pytest.param(Page(title="Photo", h1="Antes de la boda", consent_forms=1, words=60), "", id="a short page with a cookie banner"),
        pytest.param(Page(title="Log in", password_fields=1, words=100), "", id="too many words"),
    ],
)
def test_a_door_has_a_form_few_words_and_says_so(page: Page, words: str) -> None:
    assert door(page) == words


@pytest.mark.parametrize(
    "title",
    [
        "Log in",
        "Вход на сайт",
        "Жүйеге кіру",
        "Anmelden",
        "Connexion",
        "Inicio de sesión",
        "Accedi",
        "Iniciar sessão",
        "用户登录",
        "تسجيل الدخول",
        "Üye Girişi",
        "Вхід на сайт",
    ],
)
def test_doors_are_known_in_twelve_languages(title: str) -> None:
    assert door(Page(title=f"{title} | Portal", password_fields=1, words=12))


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(Page(title="Making sure you're not a bot!", words=12), id="Anubis"),
        pytest.param(Page(title="Проверяем, что вы не бот!", words=12), id="Anubis, Russian"),
        pytest.param(Page(text="Please enable JS and disable any ad blocker", words=8), id="DataDome"),
        pytest.param(Page(script_sources=("https://ct.captcha-delivery.com/c.js",), scripts=1), id="DataDome's script"),
        pytest.param(Page(text="Press & Hold to confirm you are a human (and not a bot).", words=12), id="PerimeterX"),
        pytest.param(Page(script_sources=("https://1a.token.awswaf.com/1a/challenge.js",), scripts=1), id="AWS"),
        pytest.param(Page(script_sources=("/__qrator/qauth_utm_v2.js",), scripts=1), id="Qrator"),
        pytest.param(
            Page(title="Access Denied", text="Reference #18.2d https://errors.edgesuite.net/18.2d", words=14), id="Akamai behind another name"
        ),
        pytest.param(Page(title="Sucuri WebSite Firewall - Access Denied", words=9), id="Sucuri"),
        pytest.param(
            Page(title="Request Rejected", text="The requested URL was rejected. Please consult with your administrator.", words=15), id="F5"
        ),
        pytest.param(Page(h1="Подтвердите, что запросы отправляли вы, а не робот", words=20), id="Yandex"),
    ],
)
def test_the_walls_of_each_vendor_are_known(page: Page) -> None:
    assert robot_wall(answer(200, page))


def test_a_region_notice_is_told_by_its_words() -> None:
    refused = Page(text="We recognise you are attempting to access this website from a country belonging to the European Economic Area (EEA)")
    assert region_notice(refused) == "from a country belonging to the European Economic Area"
    assert region_notice(Page(text="Forbidden")) == ""
