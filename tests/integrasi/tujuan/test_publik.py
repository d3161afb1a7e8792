"""Reading back as the public does, from a server that misbehaves."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

from keluaran.tujuan import TujuanGalat
from keluaran.tujuan.publik import periksa_publik


class _Nakal(BaseHTTPRequestHandler):
    """Answers by path: busy twice, redirects, another host, cookies, endless, half."""

    protocol_version = "HTTP/1.1"
    hitung: ClassVar[dict[str, int]] = {}
    kepala: ClassVar[list[dict[str, str]]] = []

    def do_GET(self) -> None:
        n = self.hitung[self.path] = self.hitung.get(self.path, 0) + 1
        self.kepala.append({k.lower(): v for k, v in self.headers.items()})
        host = self.headers["Host"]
        alih = {
            "/alih.txt": "/baik.txt",
            "/luar.txt": f"http://localhost:{host.partition(':')[2]}/baik.txt",
            "/putar.txt": "/putar.txt",
        }
        if self.path in alih:
            return self._jawab(302, b"", {"Location": alih[self.path], "Set-Cookie": "a=b"})
        if self.path == "/sibuk.txt" and n < 3:
            return self._jawab(503, b"")
        if self.path == "/basi.txt" and n < 2:
            return self._jawab(200, b"lama")
        isi = {"/panjang.txt": b"isi dan sisipan", "/beda.txt": b"ISI"}.get(self.path, b"isi")
        if self.path == "/setengah.txt":
            self.send_response(200)
            self.send_header("Content-Length", "300")
            self.end_headers()
            self.wfile.write(b"isi")
            self.close_connection = True
            return None
        return self._jawab(404 if self.path == "/hilang.txt" else 200, isi, {"Set-Cookie": "a=b"})

    def _jawab(self, status: int, isi: bytes, kepala: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for k, v in {**(kepala or {}), "Content-Length": str(len(isi))}.items():
            self.send_header(k, v)
        self.end_headers()
        self.wfile.write(isi)

    def log_message(self, *a: Any) -> None: ...


@pytest.fixture
def nakal() -> Iterator[str]:
    _Nakal.hitung, _Nakal.kepala = {}, []
    with ThreadingHTTPServer(("127.0.0.1", 0), _Nakal) as s:
        threading.Thread(target=s.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{s.server_port}"
        s.shutdown()


def test_reading_as_the_public(nakal: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login a password rahasia\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    nama = ("baik", "alih", "luar", "putar", "sibuk", "basi", "panjang", "beda", "hilang")
    tidur: list[float] = []
    salah = periksa_publik(nakal, {f"{n}.txt": b"isi" for n in nama} | {"index.html": b"isi"}, tidur=tidur.append)
    assert salah == ["beda.txt", "hilang.txt", "luar.txt", "panjang.txt", "putar.txt"]
    assert len(tidur) == 2 + 1 + 2 + 2  # busy twice, stale once, and the two that stay different
    assert _Nakal.hitung["/"] == _Nakal.hitung["/index.html"] == 1
    assert {k.get("cache-control") for k in _Nakal.kepala} == {"no-cache"}
    assert not any({"authorization", "cookie"} & k.keys() for k in _Nakal.kepala)


def test_public_address_that_does_not_answer(nakal: str) -> None:
    with pytest.raises(TujuanGalat) as e:
        periksa_publik(nakal, {"setengah.txt": b"isi" * 100}, tidur=lambda _: None)
    assert e.value.kode == "TUJUAN-PUTUS"
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        with pytest.raises(TujuanGalat) as e:
            periksa_publik(f"http://127.0.0.1:{s.getsockname()[1]}/", {"a": b""}, tidur=lambda _: None)
    assert e.value.kode == "TUJUAN-PUTUS"
