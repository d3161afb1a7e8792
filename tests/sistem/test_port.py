"""A port that was given out stays ours until the server that is to have it listens, and while it restarts."""

from __future__ import annotations

import socket

import pytest

from flows.sistem import port_bebas


def test_port_yang_diberikan_hanya_untuk_server_kita() -> None:
    port = port_bebas()
    with socket.socket() as lain, pytest.raises(OSError):
        lain.bind(("127.0.0.1", port))  # as any program does that is given a port, or connects from one
    for _ in range(2):
        with socket.create_server(("127.0.0.1", port)):  # with SO_REUSEADDR, like uvicorn
            assert port_bebas(port) != port
    assert port_bebas(port) == port
