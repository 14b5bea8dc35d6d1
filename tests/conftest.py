"""What all tests share: the shared articles where they are there, and a guard that refuses every connection off this machine."""

from __future__ import annotations

import dataclasses
import fcntl
import ipaddress
import os
import shlex
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from citeaudit.model import (
    Affiliation,
    ArchiveCheck,
    ArchiveState,
    AuditedSource,
    Basis,
    Classification,
    Control,
    Evidence,
    Geography,
    Identification,
    Link,
    LinkCheck,
    LinkState,
    Publisher,
    Source,
    SourceType,
    Status,
    UrlOrigin,
    Verdict,
    text,
)
from tests.mediawiki import Wiki

REPOSITORY = Path(__file__).resolve().parent.parent

# How long an example takes tells how busy the machine is, and nothing of the program.
hypothesis.settings.register_profile("citeaudit", deadline=None)
hypothesis.settings.load_profile("citeaudit")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared articles; tests that need it are skipped where it is absent."""
    folder = Path(os.environ.get("SHARED_FOLDER") or REPOSITORY.parent / "shared")
    if not (folder / "seed").is_dir():
        pytest.skip(f"the shared articles are not beside this checkout ({folder.name}/seed)")
    return folder


@pytest.fixture(scope="session")
def stand(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, str]]:
    """The environment of a process that shall live in the stand's world (direct mode: real DNS, TCP and TLS errors); URLs that hang do so for 2 s."""
    script = shared / "stand" / "stand.py"
    if not script.is_file():
        pytest.skip("the stand is not beside this checkout (shared/stand)")
    state = tmp_path_factory.mktemp("stand")
    command = [sys.executable, "-B", str(script)]
    with (tmp_path_factory.getbasetemp().parent / "stand.lock").open("w") as lock:
        # Each worker of pytest-xdist has a stand of its own; the first start of all installs what every stand shares.
        fcntl.flock(lock, fcntl.LOCK_EX)
        up = subprocess.run([*command, "up", "--direct", "--hang", "2", "--state", str(state)], capture_output=True, text=True, timeout=300)
    assert up.returncode == 0, up.stderr
    exported = [word.partition("=") for word in shlex.split(up.stdout) if word != "export"]
    yield {**os.environ, **{name: value for name, _, value in exported}}
    subprocess.run([*command, "down", "--state", str(state)], check=True, timeout=60)


@pytest.fixture
def mediawiki() -> Iterator[Wiki]:
    """A wiki on loopback without articles (tests/mediawiki.py): `mediawiki.url` is its address."""
    wiki = Wiki()
    yield wiki
    wiki.close()


@pytest.fixture(autouse=True)
def only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuses every connection that would leave this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and not ipaddress.ip_address(str(address[0]).split("%")[0]).is_loopback:
            raise AssertionError(f"a test wanted to connect to {address[0]}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)


def _audited(
    reference: str = "1",
    *,
    publisher: str = "",
    kind: SourceType = SourceType.UNKNOWN,
    state: str = "",
    affiliation: Affiliation | None = None,
    sure: float = 0.7,
    basis: Basis = Basis.LIST,
    link: LinkState = LinkState.NOT_CHECKED,
    archive: ArchiveState = ArchiveState.NOT_CHECKED,
    status: Status = Status.NO_URL,
    url: str = "",
    citations: int = 1,
    origin: str = "",
    **printed: Any,
) -> AuditedSource:
    seen = (Evidence(what="seen in a test"),)
    control = Control(state=state, basis=basis, confidence=sure, evidence=seen) if state else None
    who = Identification(
        publisher=Publisher(id=publisher.casefold(), name=publisher),
        type=Verdict(value=kind, rule="test", reason=text("a test says so"), evidence=seen, confidence=sure),
        control=control,
        basis=basis,
    )
    towards = Verdict(value=affiliation, rule="test", reason=text("a test says so"), evidence=seen, confidence=sure) if affiliation else None
    where = Verdict(value=Geography.UNKNOWN, rule="test", reason=text("a test says so")) if affiliation else None
    came_from = UrlOrigin.ARTICLE if url else UrlOrigin.NONE
    source = dataclasses.replace(Source(article="An article", reference=reference, url=url), **printed)
    return AuditedSource(
        source=source,
        link=Link(url=url, origin=Verdict(value=came_from, rule="test", reason=text("a test says so"))),
        check=LinkCheck(
            verdict=Verdict(value=link, rule="test", reason=text("the link is {state}", state=link.value), evidence=seen, confidence=sure)
        ),
        archive=ArchiveCheck(verdict=Verdict(value=archive, rule="test", reason=text("a test says so"), evidence=seen, confidence=sure)),
        status=Verdict(value=status, rule="test", reason=text("the source is {status}", status=status.value), evidence=seen, confidence=sure),
        classification=Classification(who=who, affiliation=towards, geography=where, origin=origin),
        citations=citations,
    )


@pytest.fixture(scope="session")
def audited() -> Callable[..., AuditedSource]:
    """Builds a judged source: reference number, then any verdict and printed field by name."""
    return _audited
