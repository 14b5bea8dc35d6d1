"""Keeps the stand up for as long as a context lasts; tells its answer key, and who was asked for what and when."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


class Service(StrEnum):
    """Who answers a request in the stand's world: a service of the archive, or the live web."""

    INDEX = "/cdx"
    AVAILABILITY = "/wayback/available"
    REPLAY = "/web"
    LIVE = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A URL of the stand's world, and whether it is archived: None where the answer key does not tell."""

    url: str
    is_archived: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request that arrived, `at` seconds since 1970."""

    service: Service
    url: str
    at: float


class Stand:
    """A stand that is up. A process with this `environment` lives in its world: real errors of DNS, TCP and TLS, and an archive of its own."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = environment

    def pages(self) -> list[Page]:
        """Its world, always in the same order: first the pages with a peculiarity each, then those for load."""
        return [Page(url=page["url"], is_archived=page["truth"].get("archived")) for page in self._told("/world")]

    def forget(self) -> None:
        """Forgets every request, the allowances used up and what was saved."""
        self._told("/reset", b"{}")

    def asked(self) -> list[Asked]:
        """Every request since then, in the order of their arrival."""
        return [Asked(service=_service_of(line["url"]), url=line["url"], at=line["t"]) for line in self._told("/log")]

    def _told(self, path: str, body: bytes | None = None) -> Any:
        with urllib.request.urlopen(self.environment["STAND_CONTROL"] + path, body, timeout=60) as answer:
            return json.load(answer)


@contextmanager
def standing(*options: str) -> Iterator[Stand]:
    """A stand of its own, in direct mode, with such options as `--many` and `--rate`.

    Raises:
        RuntimeError: it is not beside this checkout, or did not start.
    """
    shared = Path(os.environ.get("SHARED_FOLDER") or Path(__file__).resolve().parents[3] / "shared")
    command = [sys.executable, "-B", str(shared / "stand" / "stand.py")]
    with tempfile.TemporaryDirectory() as state:
        up = subprocess.run([*command, "up", "--direct", "--state", state, *options], capture_output=True, text=True, check=False)
        if up.returncode:
            raise RuntimeError(f"the stand did not start: {up.stderr[-500:]}")
        exported = (word.partition("=") for word in shlex.split(up.stdout) if word != "export")
        try:
            yield Stand({name: value for name, _, value in exported})
        finally:
            subprocess.run([*command, "down", "--state", state], check=True)


def _service_of(url: str) -> Service:
    parts = urlsplit(url)
    if not f".{parts.netloc}".endswith(".archive.org"):
        return Service.LIVE
    return next(service for service in Service if parts.path.startswith(service))
