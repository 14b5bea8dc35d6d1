"""A stranger's server on loopback that misbehaves as it is told: what `citeaudit selftest` and the tests ask instead of the Web."""

from __future__ import annotations

import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress

ANY = "*"
"""The path that stands for every path of which nothing else was told."""

_BACKLOG = 200
_REQUEST_BYTES = 256 * 1024


class Line:
    """One connection to a stranger, its request read."""

    def __init__(self, connection: socket.socket, method: str, path: str, headers: Mapping[str, str], ended: threading.Event) -> None:
        self.method, self.path, self.headers = method, path, headers
        self.connection, self._ended = connection, ended

    @property
    def is_secure(self) -> bool:
        """Whether it came through TLS."""
        return isinstance(self.connection, ssl.SSLSocket)

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
        reset(self.connection)


Behaviour = Callable[[Line], None]
"""What is done with a connection whose request was read. It is closed afterwards."""

Raw = Callable[[socket.socket], None]
"""What is done with a connection of which nothing was read yet. It is closed afterwards."""


class Stranger:
    """A server that does for each path what it was told: several things told are done one after another, the last one from then on.

    A path may be told for one host alone (`//news.example/path`), and `*` stands for all paths of which nothing was told; one host's own words come
    before those for all hosts. Of a request for which nothing was told the connection is closed.

    Args:
        address: of loopback; the port is a free one.
        tls: the context to speak TLS with, or None.
        raw: takes each bare connection instead of HTTP.
    """

    def __init__(self, address: str = "127.0.0.1", tls: ssl.SSLContext | None = None, raw: Raw | None = None) -> None:
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.hung_up = threading.Semaphore(0)
        self._told: dict[str, list[Behaviour]] = {}
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._context, self._raw = tls, raw
        self._listener = socket.create_server((address, 0), backlog=_BACKLOG)
        self.address, self.port = self._listener.getsockname()[:2]
        self._threads = [threading.Thread(target=self._listen, daemon=True, name="stranger")]
        self._threads[0].start()

    def url(self, path: str = "/", host: str = "") -> str:
        """The URL of a path here, under the address or a name."""
        return f"{'https' if self._context else 'http'}://{host or self.address}:{self.port}{path}"

    def does(self, path: str, behaviour: Behaviour) -> None:
        """Tells what to do when the path is asked for."""
        self._told.setdefault(path, []).append(behaviour)

    def answers(self, path: str, body: bytes = b"", status: int = 200, **headers: str) -> None:
        """Tells a whole answer; header names with `_` for `-`."""
        sent = answer(body, status, **headers)
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
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True, name="stranger")
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
            if not more or len(head) > _REQUEST_BYTES:
                return
            head += more
        first, *lines = head.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
        method, _, rest = first.partition(" ")
        path = rest.partition(" ")[0]
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        with self._lock:
            self.asked.append((path, headers))
            behaviour = self._next(path, headers.get("host", "").partition(":")[0])
        if behaviour:
            behaviour(Line(connection, method, path, headers, self._ended))

    def _next(self, path: str, host: str) -> Behaviour | None:
        """What is to be done now with a request."""
        places = (f"//{host}{path}", f"//{host}/{ANY}", path, ANY)
        told = next((self._told[place] for place in places if place in self._told), None)
        if told is None:
            return None
        return told.pop(0) if len(told) > 1 else told[0]


def answer(body: bytes = b"", status: int = 200, **headers: str) -> bytes:
    """A whole answer: UTF-8 HTML with its length unless headers say otherwise; names with `_` for `-`, a header that is empty is not sent."""
    # The connection ends with the answer: who is not told may send its next request into the end.
    named = {"Content_Type": "text/html; charset=utf-8", "Content_Length": str(len(body)), "Connection": "close", **headers}
    lines = [f"HTTP/1.1 {status} Told", *(f"{name.replace('_', '-')}: {value}" for name, value in named.items() if value)]
    return "\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + body


def reset(connection: socket.socket) -> None:
    """Ends a connection with a reset."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


@contextmanager
def black_hole() -> Iterator[int]:
    """The port on 127.0.0.1 of a listener whose queue is full: it never answers a SYN."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(4):
            filler = stack.enter_context(socket.socket())
            filler.setblocking(False)
            filler.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]


@contextmanager
def closed_port() -> Iterator[int]:
    """A port on 127.0.0.1 that refuses connections, and that nobody else is given meanwhile."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]
