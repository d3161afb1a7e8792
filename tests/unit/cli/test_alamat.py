"""Where a terminal looks for the running system: links it prints, and what it refuses while services run."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import orjson
import pytest

from dip.meja import Meja
from flows import cli_cadangan
from flows.alamat import alamat_pratinjau


def meja(data: Path) -> Meja:
    return cast(Meja, SimpleNamespace(data=data))


def test_tautan_memakai_alamat_yang_diatur_lalu_yang_sedang_menyala(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.delenv("DIP_PRATINJAU", raising=False)
    assert alamat_pratinjau(meja(tmp_path)).endswith(":4280")
    (tmp_path / "jalan").mkdir()
    (tmp_path / "jalan" / "alamat.json").write_bytes(orjson.dumps({"pratinjau": "http://127.0.0.1:36151"}))
    assert alamat_pratinjau(meja(tmp_path)) == "http://127.0.0.1:36151"
    monkeypatch.setenv("DIP_PRATINJAU", "https://draf.contoh.go.id/")
    assert alamat_pratinjau(meja(tmp_path)) == "https://draf.contoh.go.id"


@pytest.mark.parametrize("mendengar", [True, False])
def test_layanan_yang_menyala_tampak_tanpa_kunci_di_data(mendengar: bool, monkeypatch: Any) -> None:
    """Even a server that answers nonsense holds the register; nobody listening does not."""
    from http.server import BaseHTTPRequestHandler, HTTPServer
    from threading import Thread

    with HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler, bind_and_activate=False) as server:
        server.server_bind()  # without listening no other process can take the port, and nobody answers at it
        monkeypatch.setenv("PREFECT_API_URL", f"http://127.0.0.1:{server.server_port}/api")
        if not mendengar:
            assert cli_cadangan._server_menjawab() is False
            return
        server.server_activate()
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            assert cli_cadangan._server_menjawab() is True
        finally:
            server.shutdown()


def test_tanpa_alamat_tidak_ada_yang_ditanya(monkeypatch: Any) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    assert cli_cadangan._server_menjawab() is False
