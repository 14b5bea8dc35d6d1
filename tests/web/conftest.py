"""A stranger's server on loopback that misbehaves as it is told, and an engine with small limits to ask it."""

from __future__ import annotations

import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from citeaudit.model import Exchange, FailureKind, Phase, Purpose, Request
from citeaudit.settings import Settings
from citeaudit.web import misbehaving
from citeaudit.web.fetch import Engine
from citeaudit.web.guard import Place
from citeaudit.web.misbehaving import Raw, Stranger


@pytest.fixture
def stranger() -> Iterator[Callable[..., Stranger]]:
    """Starts servers: `stranger(address="127.0.0.1", tls=None, raw=None)`; `raw` takes a bare connection instead of HTTP."""
    with ExitStack() as running:

        def start(address: str = "127.0.0.1", tls: ssl.SSLContext | None = None, raw: Raw | None = None) -> Stranger:
            server = Stranger(address, tls, raw)
            running.callback(server.close)
            return server

        yield start


@pytest.fixture
def black_hole() -> Iterator[str]:
    """The URL of a listener whose queue is full: it never answers a SYN."""
    with misbehaving.black_hole() as port:
        yield f"http://127.0.0.1:{port}/"


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The certificate of strangers, with its key: self-signed, made for this session, for 127.0.0.1, 127.0.0.2 and stranger.example."""
    folder = tmp_path_factory.mktemp("certificate")
    key, signed, both = folder / "key.pem", folder / "signed.pem", folder / "stranger.pem"
    names = "subjectAltName=IP:127.0.0.1,IP:127.0.0.2,DNS:stranger.example"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=stranger of the tests",
    ]
    subprocess.run([*command, "-addext", names, "-keyout", str(key), "-out", str(signed)], check=True, capture_output=True)
    both.write_bytes(key.read_bytes() + signed.read_bytes())
    return both


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    """What a stranger shows whom TLS is spoken with."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Engine]]:
    """Starts engines that may ask loopback, with small limits; settings by name, `exempt` as the engine takes it."""
    for variable in ("http_proxy", "https_proxy", "no_proxy", "requests_ca_bundle", "ssl_cert_file"):
        monkeypatch.delenv(variable, raising=False)
        monkeypatch.delenv(variable.upper(), raising=False)
    with ExitStack() as running:

        def start(*, exempt: frozenset[Place] = frozenset(), **settings: Any) -> Engine:
            chosen = {"allow_private": True, "host_gap_s": 0.0, "deadline_s": 20.0, "connect_s": 10.0, **settings}
            started = Engine(Settings(**chosen), exempt)
            running.callback(started.close)
            return started

        yield start


@pytest.fixture
def ask(engine: Callable[..., Engine]) -> Callable[..., Exchange]:
    """Asks one URL for one purpose through a fresh engine: `ask(url, purpose=PAGE, **settings)`."""

    def one(url: str, purpose: Purpose = Purpose.PAGE, **settings: Any) -> Exchange:
        ((_, exchanges),) = engine(**settings).fetch_many([Request(url=url, purpose=purpose)], lambda seen: None)
        return exchanges[-1]

    return one


@pytest.fixture
def outcome() -> Callable[[Exchange], tuple[FailureKind, Phase] | None]:
    """Kind and phase of what failed in an exchange, None where nothing did."""
    return lambda exchange: (exchange.failure.kind, exchange.failure.phase) if exchange.failure else None
