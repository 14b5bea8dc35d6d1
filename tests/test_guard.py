"""The guard itself: no test can connect to another machine."""

from __future__ import annotations

import socket

import pytest


@pytest.mark.parametrize("address", ["192.0.2.1", "10.0.0.1"])
def test_a_connection_off_this_machine_is_refused(address: str) -> None:
    with socket.socket() as other, pytest.raises(AssertionError, match=address):
        other.connect((address, 80))


def test_loopback_is_let_through() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as here:
        assert here.getpeername() == server.getsockname()
