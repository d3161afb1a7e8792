"""The web servers of the fictional regency's offices, well-behaved and otherwise, on one local port.

    /baik/<berkas>                    the file, with ETag and Last-Modified; 304 when it is known
    /304/<berkas>                     304 to every conditional request
    /503-lalu-200/<n>/<berkas>        the first n requests get 503
    /429-retry-after/<nilai>/<berkas> the first request gets 429 with that Retry-After (seconds or HTTP date)
    /lambat/<berkas>                  silence
    /tetes/<berkas>                   one byte at a time
    /putus/<n>/<berkas>               the first n requests are cut off in the middle
    /html-bukan-xlsx/<berkas>         an error page with status 200
    /masuk/<berkas>                   a login page with status 200
    /besar/<berkas>                   endless, without a length     /besar-berpanjang/<berkas>  announces 1 GB
    /alih/<n>/<berkas>                n redirects, then the file    /alih-putar/<berkas>        redirects to itself
    /alih-lain/<alamat>               redirects to that address (percent-encoded)
    /alih-besar/<berkas>              redirects to the file, with an endless body
    /<kode>/<berkas>                  any other status: /404/…, /500/…
    /atur/ulang                       forget all counts and the log

Standard library only, loopback only. Counts are kept per path.
"""

from __future__ import annotations

import hashlib
import socket
import threading
from collections import Counter
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from urllib.parse import unquote

JENIS_MEDIA = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xls": "application/vnd.ms-excel",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
}
HALAMAN_MASUK = """<!DOCTYPE html><html lang="id"><head><title>Masuk - Portal Kecamatan</title></head><body>
<h1>Portal Kecamatan</h1><p>Silakan masuk untuk membuka berkas.</p>
<form method="post" action="/sesi"><label>Nama pengguna <input name="pengguna"></label>
<label>Kata sandi <input type="password" name="sandi"></label><button>Masuk</button></form></body></html>"""
HALAMAN_GALAT = """<!DOCTYPE html><html lang="id"><head><title>Gangguan</title></head><body>
<h1>Mohon maaf</h1><p>Situs sedang dalam pemeliharaan. Kunjungi kembali besok.</p></body></html>"""


@dataclass(frozen=True, slots=True)
class Permintaan:
    """One request as it arrived, and the status it got (0: cut off)."""

    cara: str
    jalan: str
    kepala: dict[str, str]
    status: int


class LayananPeraga:
    """The server, as a context manager. `dasar` is its base URL, `catatan` the requests so far.

    Args: `folder` with the files of `buat_berkas`; `port` 0 takes a free one.
    """

    def __init__(self, folder: Path, port: int = 0) -> None:
        self.folder = folder
        self.catatan: list[Permintaan] = []
        self.hitungan: Counter[str] = Counter()
        self.henti = threading.Event()
        self.kunci = threading.Lock()
        self._server = _Server(("127.0.0.1", port), self)
        self._benang = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def dasar(self) -> str:
        """Base URL without a slash at the end."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> LayananPeraga:
        self._benang.start()
        return self

    def __exit__(self, _t: type[BaseException] | None, _e: BaseException | None, _b: TracebackType | None) -> None:
        self.henti.set()
        self._server.shutdown()
        self._server.server_close()
        self._benang.join()

    def ulang(self) -> None:
        """Forget counts and log, as at the start."""
        with self.kunci:
            self.hitungan.clear()
            self.catatan.clear()

    def tunggu(self) -> None:
        """Serve until `henti` is set."""
        self.henti.wait()


class _Server(ThreadingHTTPServer):
    """Threads that die with the process; `layanan` is what the handlers share."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, alamat: tuple[str, int], layanan: LayananPeraga) -> None:
        self.layanan = layanan
        super().__init__(alamat, _Pelayan)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is expected here; nothing is written to the console."""


class _Pelayan(BaseHTTPRequestHandler):
    """Answers one request according to the first part of its path."""

    server: _Server

    def log_message(self, format: str, *args: object) -> None:
        """The log is `LayananPeraga.catatan`."""

    def do_HEAD(self) -> None:
        """As GET, without a body."""
        self.do_GET()

    def do_GET(self) -> None:
        """Dispatch by prefix."""
        self.lay = self.server.layanan
        bagian = unquote(self.path.partition("?")[0]).strip("/").split("/")
        cara, berkas = bagian[0], bagian[-1]
        if bagian == ["atur", "ulang"]:
            self.lay.ulang()
            self._kirim(200, b"ulang\n", "text/plain", catat=False)
            return
        with self.lay.kunci:
            self.lay.hitungan[self.path] += 1
            ke = self.lay.hitungan[self.path]
        angka = int(bagian[1]) if len(bagian) > 2 and bagian[1].isdigit() else 1
        if cara == "503-lalu-200" and ke <= angka:
            self._kirim(503, b"sibuk", "text/plain")
        elif cara == "429-retry-after" and ke == 1:
            self._kirim(429, b"pelan-pelan", "text/plain", {"Retry-After": bagian[1]})
        elif cara == "lambat":
            self._catat(0)
            self.lay.henti.wait(60)
        elif cara == "tetes":
            self._tetes(self._isi(berkas))
        elif cara == "putus" and ke <= angka:
            self._putus(self._isi(berkas))
        elif cara == "html-bukan-xlsx":
            self._kirim(200, HALAMAN_GALAT.encode(), JENIS_MEDIA[".html"])
        elif cara == "masuk":
            self._kirim(200, HALAMAN_MASUK.encode(), JENIS_MEDIA[".html"])
        elif cara == "besar":
            self._besar()
        elif cara == "besar-berpanjang":
            self._kirim(200, b"", "application/octet-stream", {"Content-Length": str(1024**3)})
        elif cara == "alih-putar":
            self._kirim(302, b"", "text/plain", {"Location": self.path})
        elif cara == "alih" and angka > 0:
            self._kirim(302, b"", "text/plain", {"Location": f"/alih/{angka - 1}/{berkas}"})
        elif cara == "alih-lain":
            self._kirim(302, b"", "text/plain", {"Location": unquote(self.path.split("/", 2)[2])})
        elif cara == "alih-besar":
            self._besar(f"/baik/{berkas}")
        elif cara.isdigit() and cara != "304":
            self._kirim(int(cara), b"", "text/plain")
        else:
            self._berkas(berkas, selalu_304=cara == "304")

    def _isi(self, nama: str) -> bytes:
        """The bytes of a served file, empty when there is none; the name never leaves the folder."""
        jalan = self.lay.folder / Path(nama).name
        return jalan.read_bytes() if jalan.is_file() else b""

    def _berkas(self, nama: str, *, selalu_304: bool) -> None:
        """A file with its validators, or 304, or 404."""
        isi = self._isi(nama)
        if not isi:
            self._kirim(404, b"tidak ada", "text/plain")
            return
        jalan = self.lay.folder / Path(nama).name
        diubah = formatdate(int(jalan.stat().st_mtime), usegmt=True)
        etag = f'"{hashlib.sha256(isi).hexdigest()[:24]}"'
        kepala = {"ETag": etag, "Last-Modified": diubah}
        punya, sejak = self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")
        sama = punya == etag if punya else bool(sejak) and _tidak_lebih_baru(diubah, sejak or "")
        if sama or (selalu_304 and (punya or sejak)):
            self._kirim(304, b"", "", kepala)
        else:
            self._kirim(200, isi, JENIS_MEDIA.get(jalan.suffix, "application/octet-stream"), kepala)

    def _kirim(
        self, status: int, isi: bytes, jenis: str, kepala: dict[str, str] | None = None, *, catat: bool = True
    ) -> None:
        """One complete answer."""
        if catat:
            self._catat(status)
        self.send_response(status)
        semua = {"Content-Type": jenis, "Content-Length": str(len(isi)), **(kepala or {})}
        for nama, nilai in semua.items():
            if nilai and not (status == 304 and nama == "Content-Length"):
                self.send_header(nama, nilai)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(isi)

    def _mulai(self, panjang: int | None, alih: str = "") -> None:
        """Status and headers, with or without a length; 302 when `alih` is an address."""
        self._catat(302 if alih else 200)
        self.send_response(302 if alih else 200)
        if alih:
            self.send_header("Location", alih)
        self.send_header("Content-Type", "application/octet-stream")
        if panjang is not None:
            self.send_header("Content-Length", str(panjang))
        self.end_headers()

    def _tetes(self, isi: bytes) -> None:
        """One byte at a time, twenty a second."""
        self._mulai(len(isi))
        for n in range(len(isi)):
            self.wfile.write(isi[n : n + 1])
            if self.lay.henti.wait(0.05):
                return

    def _putus(self, isi: bytes) -> None:
        """Half of the file, then the connection is gone."""
        self._mulai(len(isi))
        self.wfile.write(isi[: len(isi) // 2])
        self.wfile.flush()
        self.connection.shutdown(socket.SHUT_RDWR)

    def _besar(self, alih: str = "") -> None:
        """A workbook, or the body of a redirect, that never ends until the client hangs up."""
        self._mulai(None, alih)
        self.wfile.write(b"PK\x03\x04")
        potong = bytes(64 * 1024)
        while not self.lay.henti.is_set():
            self.wfile.write(potong)

    def _catat(self, status: int) -> None:
        with self.lay.kunci:
            self.lay.catatan.append(Permintaan(self.command, self.path, dict(self.headers.items()), status))


def _tidak_lebih_baru(diubah: str, sejak: str) -> bool:
    """Whether the file is not newer than If-Modified-Since."""
    try:
        return parsedate_to_datetime(diubah) <= parsedate_to_datetime(sejak)
    except (TypeError, ValueError):
        return False
