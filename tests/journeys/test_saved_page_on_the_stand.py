"""An audit of a saved page against a real web and a real Wayback Machine on loopback (the stand), and `report` after it."""

from __future__ import annotations

import csv
import subprocess
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path

import pytest

pytestmark = pytest.mark.stand

Run = Callable[..., subprocess.CompletedProcess[str]]

# (URL, cited title, day it was read, link state, archive state, status), by the stand's answer key in the words of the README.
SOURCES = (
    ("https://www.hrw.org/world-report/2015/country-chapters/kazakhstan", "World Report 2015: Kazakhstan", "2016-10-28", "live", "archived", "ok"),
    (
        "https://www.hrw.org/news/2016/06/22/kazakhstan-activists-arrested-after-land-protests",
        "Kazakhstan: Activists Arrested after Land Protests",
        "2016-06-23",
        "drifted",
        "archived",
        "ok",
    ),
    (
        "http://astanatimes.com/2016/12/kazakhstan-marks-human-rights-day/",
        "Kazakhstan Marks Human Rights Day",
        "2017-01-03",
        "gone",
        "archived",
        "rescuable",
    ),
    ("http://astanatimes.com/2015/11/ngo-law-to-ensure-liberty/", "NGO Law to Ensure Liberty", "2016-07-08", "gone", "absent", "lost"),
    ("http://astanatimes.com/2016/04/ethnic-diversity/", "Ethnic Diversity", "2016-07-08", "gone", "unusable", "lost"),
    (
        "https://www.eureporter.co/general/2016/11/12/kazakhstan-a-model/",
        "Kazakhstan: A model of inter-ethnic tolerance",
        "2016-12-20",
        "soft-404",
        "archived",
        "rescuable",
    ),
    ("http://akipress.com/news:592424/", "Kazakhstan joins Hague Conference", "2017-05-17", "soft-404", "archived", "rescuable"),
    ("http://www.osce.org/astana/106840", "OSCE supports human rights education for police", "2016-03-22", "live", "archived", "ok"),
    (
        "https://www.reuters.com/article/us-kazakhstan-china-protests-detentions-idUSKBN1W60CS",
        "Dozens detained in Kazakhstan at anti-China protests",
        "2020-01-03",
        "blocked",
        "archived",
        "unclear",
    ),
    (
        "https://www.washingtonpost.com/wp-dyn/content/article/2007/07/24/AR2007072402010.html",
        "Local Property Dispute Grows Into International Issue",
        "2015-10-25",
        "blocked",
        "archived",
        "unclear",
    ),
    ("https://www.bbc.co.uk/news/world-asia-16221566", "Kazakh oil strike: 10 dead in Zhanaozen clashes", "2019-12-13", "live", "archived", "ok"),
    ("https://www.rferl.org/a/29990000.html", "Hundreds Detained In Kazakhstan", "2019-12-13", "rate-limited", "archived", "unclear"),
    ("https://www.france24.com/en/20191026-police-detain-26", "Police detain 26", "2020-01-02", "transient", "absent", "unclear"),
    (
        "https://www.euractiv.com/section/central-asia/news/kazakhstan-announces/",
        "Kazakhstan announces new efforts",
        "2021-07-15",
        "transient",
        "archived",
        "unclear",
    ),
    ("https://www.uscirf.gov/sites/default/files/Kazakhstan.pdf", "Country update", "2021-01-01", "live", "archived", "ok"),
    ("https://eeas.europa.eu/hang/human-rights", "A page that hangs", "2018-12-11", "transient", "absent", "unclear"),
    (
        "https://www.forum18.org/archive.php?article_id=694",
        "Will rest of Hare Krishna commune be destroyed?",
        "2017-11-07",
        "transient",
        "archived",
        "unclear",
    ),
    ("https://www.freedomhouse.org/loop", "Freedom in the World", "2011-12-23", "gone", "archived", "rescuable"),
    ("http://www.kazakhembus.com/human-rights-ombudsman", "Human Rights Ombudsman", "2016-12-20", "dead-host", "archived", "rescuable"),
    ("http://eucentralasia.eu/seminar.pdf", "Civil Society Seminar", "2017-08-26", "transient", "archived", "unclear"),
    ("https://www.ombudsman.kz/en/history", "История омбудсмена", "2018-04-17", "tls-error", "archived", "unclear"),
    ("https://www.inform.kz/eng/article/2780000", "Children's Rights Ombudsman", "2016-08-15", "tls-error", "archived", "unclear"),
    ("http://kz-news-forum.example/2009/report", "A report", "2009-12-31", "parked", "archived", "rescuable"),
    ("https://excluded.example/article", "Excluded", "2020-01-02", "live", "excluded", "at-risk"),
    ("http://berkleycenter.georgetown.edu:80/Events/?b=2&a=1", "Congress of the Leaders", "2016-08-10", "live", "archived", "ok"),
    ("ftp://files.example/report.pdf", "A file", "2016-08-10", "refused", "not-checked", "not-checked"),
    (
        "https://WWW.hrw.org/world-report/2015/country-chapters/kazakhstan#top",
        "World Report 2015: Kazakhstan",
        "2020-06-11",
        "live",
        "archived",
        "ok",
    ),
    ("https://broken.example:port/page", "An address with a bad port", "2016-08-10", "invalid-url", "not-checked", "unclear"),
)


def saved_page() -> str:
    body = "".join(
        f'<p>Statement {n}.<sup class="reference" id="cite_ref-{n}"><a href="#cite_note-{n}">[{n}]</a></sup></p>' for n in range(1, len(SOURCES) + 1)
    )
    entries = "".join(
        f'<li id="cite_note-{n}"><span class="mw-cite-backlink"><a href="#cite_ref-{n}">^</a></span> '
        '<span class="reference-text"><cite class="citation web">'
        f'<a rel="nofollow" class="external text" href="{escape(url)}">"{escape(title)}"</a>. Retrieved {read}.</cite></span></li>'
        for n, (url, title, read, *_) in enumerate(SOURCES, 1)
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A stand - Wikipedia</title></head><body>'
        f'<h1 id="firstHeading">A stand</h1>{body}<h2>References</h2><ol class="references">{entries}</ol></body></html>'
    )


def rows_in(folder: Path) -> list[dict[str, str]]:
    with (folder / "references.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def states(folder: Path) -> list[tuple[str, str, str, str]]:
    return [(row["url"], row["link_state"], row["archive_state"], row["status"]) for row in rows_in(folder)]


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_state_by_the_answer_key_then_again_from_the_store(citeaudit: Run, stand: Mapping[str, str], tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(saved_page(), encoding="utf-8")
    world = dict(stand) | {"CITEAUDIT_CDX_PER_MINUTE": "6000", "CITEAUDIT_REPLAYS_PER_SECOND": "1000", "CITEAUDIT_REPEAT_AFTER_S": "0.1"}
    done = citeaudit("audit", "page.html", "--allow-private", "--out", "out", "--record", "seen", environ=world)
    assert done.returncode == 0, done.stderr
    found = states(tmp_path / "out")
    assert found == [(url, link, archive, status) for url, _, _, link, archive, status in SOURCES]
    snapshots = [(row["snapshot_at"], row["snapshot_gap_days"]) for row in rows_in(tmp_path / "out") if "/world-report/" in row["url"]]
    assert snapshots == [("2016-10-28T08:01:30Z", "0"), ("2020-06-11T00:00:01Z", "0")]
    assert all(row["link_reason"] and row["archive_reason"] for row in rows_in(tmp_path / "out"))

    drawn = files(tmp_path / "out")
    assert citeaudit("report", "out").returncode == 0
    assert files(tmp_path / "out") == drawn

    again = citeaudit("audit", "page.html", "--offline", "--allow-private", "--out", "again")
    assert again.returncode == 0, again.stderr
    assert states(tmp_path / "again") == found

    reused = citeaudit("audit", "page.html", "--allow-private", "--out", "reused", "--record", "seen-again", environ=world)
    assert reused.returncode == 0, reused.stderr
    later = world | {"SOURCE_DATE_EPOCH": "1893456000", "CITEAUDIT_STORE": str(tmp_path / "no-store-at-all")}
    for recording, recorded in (("seen", "out"), ("seen-again", "reused")):
        replayed = citeaudit("audit", "page.html", "--allow-private", "--replay", recording, "--out", f"{recorded}-replayed", environ=later)
        assert replayed.returncode == 0, replayed.stderr
        assert files(tmp_path / f"{recorded}-replayed") == files(tmp_path / recorded)
    assert not (tmp_path / "no-store-at-all").exists()
