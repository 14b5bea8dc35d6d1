"""The misbehaving server does on the wire what it is told: asked with bare sockets."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import pytest

from citeaudit.web.misbehaving import ANY, Line, Stranger, answer, black_hole, closed_port

Start = Callable[..., Stranger]

PATIENCE_S = 10


@contextmanager
def asked(server: Stranger, path: str = "/", host: str = "a.example") -> Iterator[socket.socket]:
    """A connection over which a path was asked for."""
    with socket.create_connection((server.address, server.port), timeout=PATIENCE_S) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nX-Kind: test\r\n\r\n".encode())
        yield connection


def everything(connection: socket.socket) -> bytes:
    """What comes until the other side closes."""
    return b"".join(iter(lambda: connection.recv(65536), b""))


def body_at(server: Stranger, path: str = "/", host: str = "a.example") -> str:
    with asked(server, path, host) as connection:
        return everything(connection).partition(b"\r\n\r\n")[2].decode()


def test_a_whole_answer_has_its_length_and_type_and_ends_the_connection() -> None:
    head = b"HTTP/1.1 404 Told\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 5\r\nConnection: close\r\n\r\n"
    assert answer(b"hello", 404) == head + b"hello"


def test_headers_can_be_added_replaced_and_left_out() -> None:
    sent = answer(b"hello", Content_Type="", Content_Length="9", X_Odd="ü\udcff")
    assert sent == b"HTTP/1.1 200 Told\r\nContent-Length: 9\r\nConnection: close\r\nX-Odd: \xc3\xbc\xff\r\n\r\nhello"


def test_several_things_told_are_done_in_order_and_the_last_one_from_then_on(stranger: Start) -> None:
    server = stranger()
    for body in (b"one", b"two"):
        server.answers("/", body)
    assert [body_at(server) for _ in range(3)] == ["one", "two", "two"]
    assert server.asked == [("/", {"host": "a.example", "x-kind": "test"})] * 3


@pytest.mark.parametrize(
    ("host", "path", "expected"),
    [
        ("a.example", "/page", "a, page"),
        ("a.example:8080", "/page", "a, page"),
        ("a.example", "/other", "a, any"),
        ("b.example", "/page", "page"),
        ("b.example", "/other", "any"),
    ],
)
def test_the_words_for_one_host_come_before_those_for_all(host: str, path: str, expected: str, stranger: Start) -> None:
    server = stranger()
    for told, body in ((ANY, b"any"), ("/page", b"page"), (f"//a.example/{ANY}", b"a, any"), ("//a.example/page", b"a, page")):
        server.answers(told, body)
    assert body_at(server, path, host) == expected


@pytest.mark.parametrize("sent", [b"GET /nothing-told HTTP/1.1\r\n\r\n", b"\x16\x03\x01 no HTTP\r\n\r\n", b"\r\n\r\n", b"GET /"])
def test_what_it_was_not_told_of_is_closed_without_a_word(sent: bytes, stranger: Start) -> None:
    server = stranger()
    server.answers("/", b"page")
    with socket.create_connection((server.address, server.port), timeout=PATIENCE_S) as connection:
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        assert everything(connection) == b""


@pytest.mark.parametrize("kind", ["drip", "flood"])
def test_dripping_and_flooding_go_on_until_the_other_side_hangs_up(kind: str, stranger: Start) -> None:
    server = stranger()
    server.does("/", lambda line: getattr(line, kind)(b"12345678"))
    with asked(server) as connection:
        received = b"".join(connection.recv(8) for _ in range(20))
        assert received == b"12345678" * (len(received) // 8) + b"12345678"[: len(received) % 8]
    assert server.hung_up.acquire(timeout=PATIENCE_S)


def test_holding_says_nothing_until_the_other_side_hangs_up(stranger: Start) -> None:
    server, held = stranger(), threading.Event()

    def holds(line: Line) -> None:
        held.set()
        line.hold()

    server.does("/", holds)
    with asked(server) as connection:
        assert held.wait(PATIENCE_S)
        connection.setblocking(False)
        with pytest.raises(BlockingIOError):
            connection.recv(1)
    assert server.hung_up.acquire(timeout=PATIENCE_S)


def test_a_reset_is_one_on_the_wire(stranger: Start) -> None:
    server = stranger()
    server.does("/", lambda line: line.reset())
    with asked(server) as connection, pytest.raises(ConnectionResetError):
        connection.recv(1)


def test_a_line_knows_its_method_and_whether_it_is_secure(stranger: Start, tls: ssl.SSLContext) -> None:
    for context in (None, tls):
        server = stranger(tls=context)
        server.does("/", lambda line: line.send(f"{line.method} {line.is_secure}".encode()))
        with socket.create_connection((server.address, server.port), timeout=PATIENCE_S) as bare:
            connection = trusting().wrap_socket(bare) if context else bare
            with closing(connection):
                connection.sendall(b"OPTIONS / HTTP/1.1\r\n\r\n")
                assert everything(connection).decode() == f"OPTIONS {context is not None}"


def trusting() -> ssl.SSLContext:
    """Verifies nothing."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def test_a_bare_connection_is_handed_over_unread(stranger: Start) -> None:
    server = stranger(raw=lambda connection: connection.sendall(b"hello"))
    with socket.create_connection((server.address, server.port), timeout=PATIENCE_S) as connection:
        assert everything(connection) == b"hello"


def test_closing_ends_every_connection() -> None:
    server = Stranger()
    server.does("/", lambda line: line.drip(b"x"))
    with asked(server) as connection:
        connection.recv(1)
        server.close()
        everything(connection)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((server.address, server.port), timeout=PATIENCE_S)


def test_a_black_hole_never_answers_and_a_closed_port_refuses() -> None:
    with black_hole() as swallowing, pytest.raises(TimeoutError):
        socket.create_connection(("127.0.0.1", swallowing), timeout=0.2)
    with closed_port() as closed, pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", closed), timeout=PATIENCE_S)
