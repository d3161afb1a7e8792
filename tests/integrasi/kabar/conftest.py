"""A mail server and a webhook of the tests' own: real sockets, spoken to by the real Apprise."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, cast

import pytest

from dip.jam import WIB
from dip.pengaturan_kabar import Saluran
from keluaran.kabar import Pesan


@pytest.fixture(autouse=True)
def _sabar(monkeypatch: pytest.MonkeyPatch) -> None:
    """Starting the courier may take long: how fast a machine is decides nothing."""
    monkeypatch.setattr("keluaran.kabar.antar.DETIK_SATU", 120.0)
    monkeypatch.setattr("tasks.antar.DETIK_ALUR", 240.0)


WAKTU = datetime(2026, 11, 23, 9, 30, tzinfo=WIB)


@dataclass
class Layanan:
    """What a server took, and how it behaves: `mati` refuses everything, `diam` never answers, `tolak` one address."""

    port: int = 0
    surat: list[tuple[list[str], EmailMessage]] = field(default_factory=list)
    panggilan: list[dict[str, Any]] = field(default_factory=list)
    mati: bool = False
    diam: bool = False
    tolak: str = ""
    lepas: threading.Event = field(default_factory=threading.Event)

    def kosongkan(self) -> None:
        self.surat.clear()
        self.panggilan.clear()
        self.mati = self.diam = False
        self.tolak = ""


def _smtp(layanan: Layanan) -> type[socketserver.StreamRequestHandler]:
    class Smtp(socketserver.StreamRequestHandler):
        """As much of RFC 5321 as a client needs."""

        def handle(self) -> None:
            if layanan.diam:
                layanan.lepas.wait(240)
                return
            self._tulis(b"421 tutup" if layanan.mati else b"220 uji")
            ke: list[str] = []
            while baris := self.rfile.readline(2000):
                perintah = baris[:4].upper()
                if perintah == b"RCPT":
                    alamat = baris.decode().partition("<")[2].partition(">")[0]
                    if alamat == layanan.tolak:
                        self._tulis(b"550 tidak ada")
                        continue
                    ke.append(alamat)
                if perintah == b"DATA":
                    self._tulis(b"354 silakan")
                    isi = b"".join(iter(self.rfile.readline, b".\r\n")).replace(b"\r\n..", b"\r\n.")
                    pesan = message_from_bytes(isi, policy=policy.default)
                    assert isinstance(pesan, EmailMessage)
                    layanan.surat.append((ke, pesan))
                    ke = []
                if perintah == b"QUIT":
                    self._tulis(b"221 dah")
                    return
                self._tulis(b"250 baik")

        def _tulis(self, baris: bytes) -> None:
            self.wfile.write(baris + b"\r\n")

    return Smtp


def _kait(layanan: Layanan) -> type[BaseHTTPRequestHandler]:
    class Kait(BaseHTTPRequestHandler):
        """A webhook."""

        def do_POST(self) -> None:
            isi = self.rfile.read(int(self.headers["Content-Length"]))
            if not layanan.mati:
                layanan.panggilan.append(json.loads(isi))
            self.send_response(500 if layanan.mati else 204)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    return Kait


class _Tcp(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@pytest.fixture(scope="module")
def _server() -> Iterator[tuple[Layanan, Layanan]]:
    pos, kait = Layanan(), Layanan()
    semua: list[socketserver.BaseServer] = [
        _Tcp(("127.0.0.1", 0), _smtp(pos)),
        ThreadingHTTPServer(("127.0.0.1", 0), _kait(kait)),
    ]
    for layanan, server in zip((pos, kait), semua, strict=True):
        layanan.port = int(cast(tuple[str, int], server.server_address)[1])
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield pos, kait
    pos.lepas.set()
    for server in semua:
        server.shutdown()
        server.server_close()


@pytest.fixture
def pos(_server: tuple[Layanan, Layanan]) -> Layanan:
    """The mail server, empty."""
    _server[0].kosongkan()
    return _server[0]


@pytest.fixture
def kait(_server: tuple[Layanan, Layanan]) -> Layanan:
    """The webhook, empty."""
    _server[1].kosongkan()
    return _server[1]


SALURAN = (
    Saluran(jenis="surel", rahasia="pos"),
    Saluran(jenis="webhook", rahasia="kait", untuk=("petugas", "ppid")),
)


@pytest.fixture
def saluran() -> tuple[Saluran, ...]:
    """Mail for all, a webhook for petugas and PPID."""
    return SALURAN


@pytest.fixture
def rahasia(pos: Layanan, kait: Layanan) -> Callable[[str], str]:
    """The addresses of both by name."""
    alamat = {
        "pos": f"mailto://127.0.0.1:{pos.port}?from=dip@uji.go.id&smtp=127.0.0.1",
        "kait": f"json://127.0.0.1:{kait.port}/s4ndi-rahasia",
    }

    def beri(nama: str) -> str:
        try:
            return alamat[nama]
        except KeyError:
            raise LookupError(nama) from None

    return beri


@pytest.fixture
def waktu() -> datetime:
    """Now."""
    return WAKTU


@pytest.fixture
def pesan() -> Callable[..., Pesan]:
    """`pesan(kunci, **ganti)`: a message to a petugas."""

    def buat(kunci: str = "satu", **ganti: Any) -> Pesan:
        isi: dict[str, Any] = {
            "kepada": "Tuti <tuti@uji.go.id>", "perihal": "Draf menunggu", "isi": "Yth. Tuti\n\nIsi.", "waktu": WAKTU,
            "kunci": kunci, "pembaca": "petugas", "surel": "tuti@uji.go.id",
        }  # fmt: skip
        return Pesan(**{**isi, **ganti})

    return buat


@pytest.fixture
def kotak(tmp_path: Path) -> Path:
    """The outbox."""
    return tmp_path / "kabar"
