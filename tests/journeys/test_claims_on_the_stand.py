"""What articles say of archived copies, checked against a real Wayback Machine on loopback (the stand), from a table and then from the store."""

from __future__ import annotations

import csv
import json
import subprocess
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.stand

Run = Callable[..., subprocess.CompletedProcess[str]]

WAYBACK = "https://web.archive.org/web"
HRW = "https://www.hrw.org/world-report/2015/country-chapters/kazakhstan"
TIMES = "http://astanatimes.com/2016/12/kazakhstan-marks-human-rights-day/"
NEVER = "http://astanatimes.com/2015/11/ngo-law-to-ensure-liberty/"
ONLY_404 = "http://astanatimes.com/2016/04/ethnic-diversity/"
AKI = "http://akipress.com/news:592424/"
OSCE = "http://www.osce.org/astana/106840"
BBC = "https://www.bbc.co.uk/news/world-asia-16221566"
EXCLUDED = "https://excluded.example/article"
BERKLEY = "http://berkleycenter.georgetown.edu:80/Events/?b=2&a=1"

# (URL, archive link, archive date, archive, claim), by what the stand's archive holds.
CLAIMS = (
    (HRW, f"{WAYBACK}/20161028080130/{HRW}", "2016-10-28", "", "confirmed"),
    (HRW, f"{WAYBACK}/20161028080130if_/{HRW}", "", "", "confirmed"),
    (HRW, f"http://web.archive.org/web/20161028221455/{HRW}", "2016-10", "", "confirmed"),
    (HRW, f"{WAYBACK}/20161028080130/{HRW}", "2016-10-27", "", "other-date"),
    (HRW, f"{WAYBACK}/20190501000000/{HRW}", "", "", "other-date"),
    (HRW, f"{WAYBACK}/20160322111111/{OSCE}", "2016-03-22", "", "other-url"),
    (HRW, f"{WAYBACK}/20161028080130/https://www.hrw.org/", "2016-10-28", "", "other-url"),
    (TIMES, f"{WAYBACK}/20170103090909/{TIMES}", "2017-01-03", "", "confirmed"),
    (TIMES, f"{WAYBACK}/20210101000000/{TIMES}", "2021-01-01", "", "not-found"),
    (NEVER, f"{WAYBACK}/20160708000000/{NEVER}", "2016-07-08", "", "not-found"),
    (AKI, f"{WAYBACK}/20220101000000/{AKI}", "2022-01-01", "", "other-url"),
    (OSCE, f"{WAYBACK}/20160322111111/https://www.osce.org/astana/106840", "2016-03-22", "", "confirmed"),
    (EXCLUDED, f"{WAYBACK}/20200102000000/{EXCLUDED}", "2020-01-02", "", "not-found"),
    (BERKLEY, f"{WAYBACK}/20160818000000/{BERKLEY}", "2016-08-18", "", "confirmed"),
    (BBC, "https://blackhole.example/copy", "2019-09-07", "", "unknown"),
    (HRW, "", "2016-10-28", "Wayback Machine", "confirmed"),
    (HRW, "", "2020-06", "", "confirmed"),
    (HRW, "", "2018", "", "other-date"),
    (BBC, "", "2019-09-08", "", "other-date"),
    (ONLY_404, "", "2019-04-27", "", "not-found"),
    (NEVER, "", "2016-07-08", "", "not-found"),
    (EXCLUDED, "", "2020-01-02", "", "not-found"),
    (BBC, "", "2019-09-07", "WebCite", "unknown"),
    (TIMES, "", "", "", ""),
)


def table(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("reference", "url", "access_date", "archive_url", "archive_date", "archive_name"))
        writer.writerows((n, url, date, link, date, name) for n, (url, link, date, name, _) in enumerate(CLAIMS, 1))


def claims(folder: Path) -> list[str]:
    with (folder / "references.csv").open(encoding="utf-8", newline="") as stream:
        return [row["claim"] for row in csv.DictReader(stream)]


@pytest.fixture
def world(stand: Mapping[str, str]) -> Mapping[str, str]:
    return dict(stand) | {"CITEAUDIT_CDX_PER_MINUTE": "6000", "CITEAUDIT_REPLAYS_PER_SECOND": "1000", "CITEAUDIT_DEADLINE_S": "5"}


def asked(world: Mapping[str, str]) -> list[str]:
    """What was asked of the archive since the stand was reset, but for the address that only tells whether there is a network."""
    with urllib.request.urlopen(f"{world['STAND_CONTROL']}/log", timeout=10) as answer:
        return [entry["url"] for entry in json.load(answer) if "archive.org/" in entry["url"] and urlsplit(entry["url"]).path != "/"]


def reset(world: Mapping[str, str]) -> None:
    urllib.request.urlopen(urllib.request.Request(f"{world['STAND_CONTROL']}/reset", data=b"{}"), timeout=10).close()


def test_every_claim_by_what_the_archive_holds_then_again_from_the_store(citeaudit: Run, world: Mapping[str, str], tmp_path: Path) -> None:
    table(tmp_path / "table.csv")
    reset(world)
    done = citeaudit("check", "table.csv", "--no-live", "--allow-private", "--out", "out", environ=world)
    assert done.returncode == 0, done.stderr
    assert claims(tmp_path / "out") == [claim for *_, claim in CLAIMS]
    first = asked(world)
    # What lists all captures of a page is asked for once, however many sources cite it.
    assert len([url for url in first if "/cdx/" in url and "hrw.org" in url and "filter=" in url]) == 1
    replays = [url for url in first if "id_/" in url]
    # The archive leads from the copy of 2019, which it does not have, to that of 2020, which another source needs.
    assert {url for url in replays if replays.count(url) > 1} <= {f"{WAYBACK}/20200611000001id_/{HRW}"}, "a copy is looked at once"

    reset(world)
    again = citeaudit("check", "table.csv", "--no-live", "--allow-private", "--out", "again", environ=world)
    assert again.returncode == 0, again.stderr
    assert claims(tmp_path / "again") == [claim for *_, claim in CLAIMS]
    assert asked(world) == []

    offline = citeaudit("check", "table.csv", "--offline", "--allow-private", "--out", "offline")
    assert offline.returncode == 0, offline.stderr
    assert claims(tmp_path / "offline") == [claim for *_, claim in CLAIMS]


def test_a_fault_of_the_archive_is_no_broken_claim(citeaudit: Run, world: Mapping[str, str], tmp_path: Path) -> None:
    table(tmp_path / "table.csv")
    for mode in ("503", "reset"):
        reset(world)
        faults = {service: {"mode": mode, "count": 999} for service in ("cdx", "availability", "replay")}
        urllib.request.urlopen(urllib.request.Request(f"{world['STAND_CONTROL']}/faults", data=json.dumps(faults).encode()), timeout=10).close()
        done = citeaudit("check", "table.csv", "--no-live", "--allow-private", "--store", f"{mode}.sqlite3", "--out", mode, environ=world)
        reset(world)
        assert done.returncode == 0, done.stderr
        by_address_alone = [claim if claim == "other-url" and link.endswith((OSCE, "hrw.org/")) else "unknown" for _, link, _, _, claim in CLAIMS]
        assert claims(tmp_path / mode) == [*by_address_alone[:-1], ""]


def test_what_is_left_out_says_nothing(citeaudit: Run, tmp_path: Path) -> None:
    table(tmp_path / "table.csv")
    assert citeaudit("check", "table.csv", "--no-live", "--no-archive", "--out", "out").returncode == 0
    assert set(claims(tmp_path / "out")) == {""}
