"""A certificate authority of the tests' own, and web servers that say and do whatever a test wants."""

from __future__ import annotations

import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from dip.gudang import Gudang
from dip.jam import WIB
from dip.pengaturan import Kebijakan, Opd
from dip.tarikan import Alat
from sumber.penghubung.pemutus import PEMUTUS

KINI = datetime(2026, 11, 22, 17, 0, tzinfo=WIB)
RAHASIA = {"kotak-surat": 's4ndi "rahasia"\\é', "salah": "bukan ini"}


@pytest.fixture(autouse=True)
def _tanpa_ingatan() -> None:
    PEMUTUS.lupakan()


@dataclass
class Meja:
    """What a connector may use; waits are written down, not slept."""

    alat: Alat
    tunggu: list[float]
    kebijakan: Kebijakan = field(default_factory=lambda: Kebijakan(izinkan_alamat_lokal=True, batas_berkas_mb=1))

    @staticmethod
    def opd(**sumber: Any) -> Opd:
        isi = {"batas_detik": 60, "coba": 2, **sumber}
        return Opd.model_validate({"kode": "DLH", "nama": "Dinas Lingkungan Hidup", "sumber": isi})


@pytest.fixture
def meja(tmp_path: Path) -> Meja:
    tunggu: list[float] = []

    def rahasia(nama: str) -> str:
        return RAHASIA[nama]

    alat = Alat(gudang=Gudang(str(tmp_path / "gudang")), jam=lambda: KINI, tidur=tunggu.append, rahasia=rahasia)
    return Meja(alat, tunggu)


Jawab = Callable[[BaseHTTPRequestHandler, int], None]


class Situs:
    """An HTTP server whose answer for each path the test says: (status, headers, body) or a function.

    `kepala` keeps the headers of each request, `jalan` its path with query. One test's own: what a client left behind
    may still be answered after it has gone, and must not be counted as the next test's.
    """

    def __init__(self) -> None:
        self.jawaban: dict[str, tuple[int, dict[str, str], bytes] | Jawab] = {}
        self.jalan: list[str] = []
        self.kepala: list[dict[str, str]] = []
        self.henti = threading.Event()
        luar = self

        class Pelayan(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                luar.jalan.append(self.path)
                luar.kepala.append(dict(self.headers.items()))
                isi = luar.jawaban.get(self.path) or luar.jawaban.get(self.path.partition("?")[0])
                ke = luar.jalan.count(self.path)
                with suppress(OSError):
                    if callable(isi):
                        isi(self, ke)
                    else:
                        luar.kirim(self, *(isi or (404, {}, b"tidak ada")))

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Pelayan)
        self._server.daemon_threads = True
        self.dasar = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._utas = threading.Thread(target=self._server.serve_forever, args=(0.005,), daemon=True)
        self._utas.start()

    @staticmethod
    def kirim(p: BaseHTTPRequestHandler, status: int, kepala: dict[str, str], isi: bytes) -> None:
        p.send_response(status)
        for nama, nilai in {"Content-Length": str(len(isi)), **kepala}.items():
            p.send_header(nama, nilai)
        p.end_headers()
        p.wfile.write(isi)

    def rusak(self, kejadian: str) -> Jawab:
        """An answer that goes wrong: diam, reset, potong, tetes, besar."""

        def jawab(p: BaseHTTPRequestHandler, _ke: int) -> None:
            henti = self.henti
            if kejadian == "diam":
                henti.wait(120)
            elif kejadian == "reset":
                p.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                p.connection.close()
            elif kejadian == "potong":
                self.kirim(p, 200, {"Content-Length": "9000"}, b"PK\x03\x04" + b"x" * 100)
                p.connection.shutdown(socket.SHUT_RDWR)
            elif kejadian == "tetes":
                p.send_response(200)
                p.send_header("Content-Length", "9000")
                p.end_headers()
                while not henti.wait(0.02):
                    p.wfile.write(b"<")
            elif kejadian == "besar":
                self.kirim(p, 200, {"Content-Length": str(5 * 1024 * 1024)}, b"x" * 65536)

        return jawab

    def tutup(self) -> None:
        self.henti.set()
        self._server.shutdown()
        self._server.server_close()
        self._utas.join(60)


@pytest.fixture
def buat_situs() -> Iterator[Callable[[], Situs]]:
    """Starts a server that knows nothing yet."""
    ada: list[Situs] = []

    def buat() -> Situs:
        ada.append(Situs())
        return ada[-1]

    yield buat
    for s in ada:
        s.tutup()


@dataclass(frozen=True)
class Akta:
    """A CA (`akar`) and a certificate for 127.0.0.1 from it, one for another name, and one of another CA."""

    akar: Path
    cert: Path
    kunci: Path
    lain: Path
    asing: Path


@pytest.fixture(scope="session")
def akta(tmp_path_factory: pytest.TempPathFactory, butuh_program: Callable[[str], str]) -> Akta:
    openssl, a = butuh_program("openssl"), tmp_path_factory.mktemp("akta")

    def jalan(*isi: str) -> None:
        subprocess.run([openssl, *isi], check=True, capture_output=True, cwd=a)

    ec = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    for ca in ("akar", "asing"):
        jalan("req", "-x509", *ec, "-keyout", f"{ca}.key", "-out", f"{ca}.pem", "-subj", f"/CN={ca}", "-days", "3")
    jalan("req", *ec, "-keyout", "kunci.pem", "-out", "minta.csr", "-subj", "/CN=surat")
    for nama, ca, alt in (("cert", "akar", "IP:127.0.0.1"), ("lain", "akar", "DNS:surat.lain"),
                          ("oleh-asing", "asing", "IP:127.0.0.1")):  # fmt: skip
        (a / "alt").write_text(f"subjectAltName={alt}\n")
        jalan("x509", "-req", "-in", "minta.csr", "-CA", f"{ca}.pem", "-CAkey", f"{ca}.key", "-CAcreateserial",
              "-days", "3", "-extfile", "alt", "-out", f"{nama}.pem")  # fmt: skip
    return Akta(a / "akar.pem", a / "cert.pem", a / "kunci.pem", a / "lain.pem", a / "oleh-asing.pem")


@pytest.fixture
def percaya(akta: Akta, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(akta.akar))
