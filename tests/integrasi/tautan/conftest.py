"""A web server with every fault a link can have, plain and over TLS, and a look at any of its paths."""

from __future__ import annotations

import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from dip.gudang import Gudang
from dip.jam import sekarang
from dip.pengaturan import Kebijakan
from dip.tarikan import Alat
from dip.tautan import Amatan

MASUK = b'<html><head><title>Masuk</title></head><body><form><input type="password"></form></body></html>'
HTML, PDF = "text/html", "application/pdf"


class Pelayan(BaseHTTPRequestHandler):
    """Answers by the path; `isi` of the server are files, `hitung` the requests by method and path."""

    server: Any

    def log_message(self, *_: object) -> None:
        """Quiet."""

    def do_HEAD(self) -> None:
        self._jawab(kepala_saja=True)

    def do_GET(self) -> None:
        self._jawab(kepala_saja=False)

    def _jawab(self, *, kepala_saja: bool) -> None:
        jalan = self.path.partition("?")[0]
        self.server.hitung[self.command, jalan] += 1
        alih = {
            "/putar": "/putar",
            "/ke-depan/a.pdf": "/",
            "/ke-masuk/a.pdf": "/login?next=x",
            "/pindah/a.pdf": "/a.pdf",
            "/ke-dalam/a.pdf": "ftp://x/y",
            "/ke-http/a.pdf": self.server.http,
        }
        if jalan == "/diam":
            self.server.henti.wait(120)
        elif jalan == "/putus.pdf" or (jalan == "/head-putus.pdf" and kepala_saja):
            self.connection.close()
        elif jalan == "/tanpa-head.pdf" and kepala_saja:
            self._kirim(405, b"", HTML)
        elif jalan in alih:
            self._kirim(302, b"", HTML, Location=alih[jalan])
        elif jalan == "/nanti":
            self._kirim(503, b"", HTML, **{"Retry-After": "60"})
        elif jalan == "/robot.pdf":
            self._kirim(403, b"<title>Just a moment...</title>", HTML)
        elif jalan == "/besar":
            self._besar()
        elif jalan in ("/login", "/lama/a.pdf"):
            self._kirim(200, MASUK, HTML)
        elif jalan == "/":
            self._kirim(200, b"<html><title>Dinas</title></html>", HTML)
        elif jalan.strip("/").isdigit():
            self._kirim(int(jalan.strip("/")), b"x", HTML)
        elif (isi := self.server.isi.get(jalan)) is not None:
            self._kirim(200, isi, PDF, ETag=f'"{hash(isi)}"')
        else:
            self._kirim(404, b"", HTML)

    def _kirim(self, status: int, isi: bytes, jenis: str, **kepala: str) -> None:
        self.send_response(status)
        for nama, nilai in {"Content-Type": jenis, "Content-Length": str(len(isi)), **kepala}.items():
            self.send_header(nama, nilai)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(isi)

    def _besar(self) -> None:
        """A page without end; only the client can end it."""
        self.send_response(200)
        self.send_header("Content-Type", HTML)
        self.end_headers()
        while self.command != "HEAD" and not self.server.henti.is_set():
            self.wfile.write(bytes(65536))
            self.server.terkirim += 65536


class Situs:
    """The server; `dasar` is its base address, `isi` its files by path, `hitung` requests by (method, path)."""

    def __init__(self, sertifikat: Path | None = None) -> None:
        self.server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Pelayan)
        self.server.daemon_threads = True
        self.server.handle_error = lambda *_: None
        self.server.henti, self.server.isi, self.server.hitung = threading.Event(), {"/a.pdf": b"%PDF-1.4 x"}, Counter()
        self.server.terkirim, self.server.http = 0, ""
        if sertifikat is not None:
            konteks = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            konteks.load_cert_chain(sertifikat)
            self.server.socket = konteks.wrap_socket(self.server.socket, server_side=True)
        skema = "https" if sertifikat else "http"
        self.dasar = f"{skema}://127.0.0.1:{self.server.server_address[1]}"
        self.isi: dict[str, bytes] = self.server.isi
        self.hitung: Counter[tuple[str, str]] = self.server.hitung
        self.benang = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.benang.start()

    def tutup(self) -> None:
        self.server.henti.set()
        self.server.shutdown()
        self.server.server_close()
        self.benang.join()


@pytest.fixture(scope="module")
def situs() -> Iterator[Situs]:
    """The plain server."""
    s = Situs()
    yield s
    s.tutup()


@pytest.fixture(scope="module")
def sertifikat(tmp_path_factory: pytest.TempPathFactory, sertifikat_sendiri: Callable[..., Path]) -> dict[str, Path]:
    """Certificates for 127.0.0.1 with their keys: `baik` and `basi` (expired)."""
    d = tmp_path_factory.mktemp("tls")
    return {macam: sertifikat_sendiri(d / f"{macam}.pem", basi=macam == "basi") for macam in ("baik", "basi")}


@pytest.fixture(scope="module")
def situs_tls(sertifikat: dict[str, Path]) -> Iterator[dict[str, Situs]]:
    """Servers over TLS by certificate."""
    semua = {macam: Situs(jalan) for macam, jalan in sertifikat.items()}
    yield semua
    for s in semua.values():
        s.tutup()


@pytest.fixture
def alat(tmp_path: Path) -> Alat:
    """Tools whose waits are not waited."""
    return Alat(gudang=Gudang(str(tmp_path / "gudang")), jam=sekarang, tidur=lambda _: None)


@pytest.fixture
def lihat(alat: Alat) -> Iterator[Callable[..., Amatan]]:
    """One look at an address; local addresses are allowed."""
    from sumber.penghubung.pemutus import PEMUTUS
    from sumber.penghubung.tautan import periksa_tautan

    PEMUTUS.lupakan()
    boleh = Kebijakan(izinkan_alamat_lokal=True, batas_berkas_mb=1)
    yield lambda alamat, detik=60.0: periksa_tautan(alamat, alat, boleh, detik=detik)
    PEMUTUS.lupakan()


@pytest.fixture
def detik() -> Callable[[], float]:
    """A clock that only goes on."""
    return time.monotonic
