"""Domains that nobody keeps a site on."""

from __future__ import annotations

import pytest

from citeaudit.content.parked import is_gambling, parking_sign
from citeaudit.model import Page

URL = "http://forum.example/2009/report"


@pytest.mark.parametrize(
    ("page", "url", "sign"),
    [
        pytest.param(
            Page(h1="This domain is for sale", text="Buy this domain. Related searches: loans, flights"),
            URL,
            "“This domain is for sale” and “Related Searches”",
            id="sale with related searches",
        ),
        pytest.param(Page(html_attributes=(("data-adblockkey", "MFww"),)), URL, "attribute data-adblockkey", id="the parking services' attribute"),
        pytest.param(Page(), "https://www.hugedomains.com/domain_profile.cfm?d=x", "parking host hugedomains.com", id="parking host"),
        pytest.param(
            Page(script_sources=("//www.google.com/adsense/domains/caf.js?abp=1",)),
            URL,
            "script or frame of google.com/adsense/domains/caf.js",
            id="parking script",
        ),
        pytest.param(Page(frame_sources=("https://ww1.parkingcrew.net/x",)), URL, "frame of parking host parkingcrew.net", id="parking frame"),
        pytest.param(
            Page(script_sources=("//parking.reg.ru/script/x.js",)), URL, "script of parking host parking.reg.ru", id="script of a parking host"
        ),
        pytest.param(Page(title="forum.example is for sale", words=40), URL, "“forum.example is for sale”", id="its own name for sale"),
        pytest.param(Page(text="Apache is functioning normally", words=4), URL, "“Apache is functioning normally”", id="all that it says"),
        pytest.param(Page(h1="This domain has expired.", words=12), URL, "“This domain has expired.”", id="expired"),
        pytest.param(Page(title="Welcome to nginx!"), URL, "“Welcome to nginx!”", id="a server's default"),
        pytest.param(Page(title="host.example", h1="Account Suspended"), URL, "“Account Suspended”", id="suspended, as heading"),
    ],
)
def test_a_parked_domain_shows_itself(page: Page, url: str, sign: str) -> None:
    assert parking_sign(page, url) == sign


@pytest.mark.parametrize(
    ("page", "url"),
    [
        pytest.param(Page(title="A report", text="The domain is for sale, the minister said."), URL, id="sale without searches"),
        pytest.param(Page(title="Account suspended: a reporter's story"), URL, id="a headline"),
        pytest.param(Page(h1="Account suspended", words=400), URL, id="a headline of a whole story"),
        pytest.param(Page(title="It works!", words=402), URL, id="another"),
        pytest.param(Page(title="The old mill is for sale", words=90), URL, id="a house for sale"),
        pytest.param(Page(title="How forum.example came to be", words=90), URL, id="its own name, not for sale"),
        pytest.param(
            Page(title="How domains are parked", text="“This domain is for sale”, it says, and related searches below.", words=900),
            URL,
            id="about parking",
        ),
        pytest.param(Page(title="A report", frame_sources=("https://player.example/1",)), URL, id="a frame"),
        pytest.param(Page(title="Shop"), "https://notbodis.com/x", id="a host that ends alike"),
    ],
)
def test_ordinary_pages_are_not_parked(page: Page, url: str) -> None:
    assert parking_sign(page, url) == ""


@pytest.mark.parametrize(
    ("text", "gambling"),
    [
        pytest.param("situs slot gacor maxwin judi togel terpercaya hari ini " * 10, True, id="Indonesian spam"),
        pytest.param("онлайн казино слоты бонус казино " * 10, True, id="Russian"),
        pytest.param("澳门博彩娱乐城老虎机百家乐平台 " * 10, True, id="Chinese"),
        pytest.param("The parliament discussed a law on casino taxes. " + "The council reviewed the reform and the report. " * 10, False, id="news"),
        pytest.param("สล็อตเว็บตรง บาคาร่าออนไลน์ คาสิโน แทงบอล สมัครสล็อตออนไลน์ เว็บพนัน " * 10, True, id="Thai, without gaps"),
        pytest.param("deneme bonusu veren siteler canlı bahis casino bedava bonus güvenilir bahis " * 10, True, id="Turkish"),
        pytest.param("온라인 카지노 바카라 슬롯 토토사이트 먹튀검증 " * 10, True, id="Korean"),
        pytest.param("Casino Royale", False, id="no repetition"),
        pytest.param("The casino law: casino owners pay a casino tax, the casino zone grows, casino halls open. " * 2, False, id="news of one word"),
        pytest.param("Poker and betting: the poker champion of the betting fair won at poker.", False, id="too few to be an advertisement"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_gambling_is_told_by_its_share_of_the_words(text: str, gambling: bool) -> None:
    assert is_gambling(Page(text=text)) is gambling
