"""A stranger's server on loopback that misbehaves as it is told, and an engine with small limits to ask it."""

from __future__ import annotations

import socket
import ssl
import struct
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import pytest

from citeaudit.model import Exchange, FailureKind, Phase, Purpose, Request
from citeaudit.settings import Settings
from citeaudit.web.fetch import Engine


class Line:
    """One connection to a stranger, its request read."""

    def __init__(self, connection: socket.socket, path: str, headers: Mapping[str, str], ended: threading.Event) -> None:
        self.path, self.headers = path, headers
        self.connection, self._ended = connection, ended

    def send(self, sent: bytes) -> None:
        """Sends bytes as they are."""
        self.connection.sendall(sent)

    def drip(self, piece: bytes) -> None:
        """Sends the same bytes again and again, slowly, until the other side has enough."""
        while not self._ended.wait(0.01):
            self.send(piece)

    def flood(self, piece: bytes) -> None:
        """Sends the same bytes without end, as fast as they are taken."""
        while not self._ended.is_set():
            self.send(piece)

    def hold(self) -> None:
        """Says nothing until the other side hangs up."""
        self.connection.settimeout(0.05)
        while not self._ended.is_set():
            with suppress(TimeoutError):
                if not self.connection.recv(1):
                    return

    def reset(self) -> None:
        """Ends the connection with a reset."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()


Behaviour = Callable[[Line], None]


class Stranger:
    """A server that does for each path what it was told: several things told are done one after another, the last one from then on."""

    def __init__(self, address: str, context: ssl.SSLContext | None, raw: Callable[[socket.socket], None] | None) -> None:
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.hung_up = threading.Semaphore(0)
        self._told: dict[str, list[Behaviour]] = {}
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._context, self._raw = context, raw
        self._listener = socket.create_server((address, 0), backlog=200)
        self.address, self.port = self._listener.getsockname()[:2]
        self._threads = [threading.Thread(target=self._listen, daemon=True)]
        self._threads[0].start()

    def url(self, path: str = "/", host: str = "") -> str:
        """The URL of a path here, under the address or a name."""
        return f"{'https' if self._context else 'http'}://{host or self.address}:{self.port}{path}"

    def does(self, path: str, behaviour: Behaviour) -> None:
        """Tells what to do when the path is asked for."""
        self._told.setdefault(path, []).append(behaviour)

    def answers(self, path: str, body: bytes = b"", status: int = 200, **headers: str) -> None:
        """Tells a whole answer; header names with `_` for `-`."""
        named = {"Content_Type": "text/html; charset=utf-8", "Content_Length": str(len(body)), **headers}
        lines = [f"HTTP/1.1 {status} Told", *(f"{name.replace('_', '-')}: {value}" for name, value in named.items() if value)]
        sent = "\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + body
        self.does(path, lambda line: line.send(sent))

    def tunnels(self, to: str, context: ssl.SSLContext) -> None:
        """Tells to play a proxy's CONNECT: what is told of the paths behind it is answered through TLS."""

        def tunnel(line: Line) -> None:
            line.send(b"HTTP/1.1 200 Connection established\r\n\r\n")
            with context.wrap_socket(line.connection, server_side=True) as inside:
                self._answer(inside)

        self.does(to, tunnel)

    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [path for path, _ in self.asked]

    def close(self) -> None:
        """Ends every connection."""
        self._ended.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(timeout=5)

    def _listen(self) -> None:
        while not self._ended.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        with ExitStack() as stack, suppress(OSError):
            stack.callback(connection.close)
            if self._raw:
                self._raw(connection)
                return
            if self._context:
                connection = stack.enter_context(self._context.wrap_socket(connection, server_side=True))
            self._answer(connection)
        self.hung_up.release()

    def _answer(self, connection: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            more = connection.recv(65536)
            if not more:
                return
            head += more
        first, *lines = head.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
        path = first.split(" ")[1]
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        with self._lock:
            self.asked.append((path, headers))
            told = self._told[path]
            behaviour = told.pop(0) if len(told) > 1 else told[0]
        behaviour(Line(connection, path, headers, self._ended))


@pytest.fixture
def stranger() -> Iterator[Callable[..., Stranger]]:
    """Starts servers: `stranger(address="127.0.0.1", tls=None, raw=None)`; `raw` takes a bare connection instead of HTTP."""
    with ExitStack() as running:

        def start(address: str = "127.0.0.1", tls: ssl.SSLContext | None = None, raw: Callable[[socket.socket], None] | None = None) -> Stranger:
            server = Stranger(address, tls, raw)
            running.callback(server.close)
            return server

        yield start


@pytest.fixture
def black_hole() -> Iterator[str]:
    """The URL of a listener whose queue is full: it never answers a SYN."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(4):
            filler = stack.enter_context(socket.socket())
            filler.setblocking(False)
            filler.connect_ex(listener.getsockname())
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"


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

        def start(*, exempt: frozenset[str] = frozenset(), **settings: Any) -> Engine:
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
