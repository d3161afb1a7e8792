"""Answers a site in front of WordPress may give: redirects, walls, busy servers, pages instead of data."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests

from keluaran.tujuan import TujuanGalat
from keluaran.tujuan.wordpress_http import COBA, MAKS_TUNGGU, Rest

INDEKS = (200, {"Content-Type": "application/json"}, b'{"namespaces": ["wp/v2"], "authentication": []}')
SANDI = "rahasia sekali"
Jawab = tuple[int, dict[str, str], bytes]


@pytest.fixture
def situs_palsu() -> Iterator[Callable[..., str]]:
    """Starts a server that gives these answers to questions below /wp/v2, the last one for ever."""
    server: list[ThreadingHTTPServer] = []

    def mulai(*jawaban: Jawab, indeks: Jawab = INDEKS) -> str:
        sisa = list(jawaban)

        class Tangan(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                jawab = indeks if "/wp/v2" not in self.path else sisa.pop(0) if len(sisa) > 1 else sisa[0]
                if "/wp/v2" not in self.path:
                    assert "Authorization" not in self.headers
                self.send_response(jawab[0])
                for n, v in jawab[1].items():
                    self.send_header(n, v)
                self.send_header("Content-Length", str(len(jawab[2])))
                self.end_headers()
                self.wfile.write(jawab[2])

            def log_message(self, format: str, *args: object) -> None: ...

        server.append(ThreadingHTTPServer(("127.0.0.1", 0), Tangan))
        threading.Thread(target=server[-1].serve_forever, args=(0.01,), daemon=True).start()
        return f"http://127.0.0.1:{server[-1].server_port}"

    yield mulai
    for s in server:
        s.shutdown()
        s.server_close()


def tanya(alamat: str, tidur: Callable[[float], None] = lambda _: None) -> TujuanGalat:
    """The failure of one question; nothing in its chain may hold a request, which has the password in it."""
    with pytest.raises(TujuanGalat) as e:
        Rest(alamat, "dip", SANDI, tidur).minta("GET", "pages")
    g: BaseException | None = e.value
    while g is not None:
        assert not isinstance(g, requests.RequestException)
        assert SANDI not in str(g)
        g = g.__context__ or g.__cause__
    return e.value


HTML = {"Content-Type": "text/html"}
JSON = {"Content-Type": "application/json; charset=UTF-8"}


@pytest.mark.parametrize(
    ("jawab", "kode"),
    [
        ((301, {"Location": "https://www.contoh.go.id/?t=1"}, b""), "TUJUAN-TULIS"),
        ((200, HTML, b"<form>masuk</form>"), "TUJUAN-HAK"),
        ((403, HTML, b"<h1>Forbidden</h1>"), "TUJUAN-HAK"),
        ((403, JSON, b'{"code": "rest_cannot_create"}'), "TUJUAN-HAK"),
        ((401, JSON, b'{"code": "rest_not_logged_in"}'), "TUJUAN-MASUK"),
        ((413, HTML, b""), "TUJUAN-TULIS"),
        ((500, JSON, b'{"code": "db_insert_error"}'), "TUJUAN-TULIS"),
        ((200, JSON, b"{rusak"), "TUJUAN-HAK"),
        ((502, HTML, b""), "TUJUAN-PUTUS"),
    ],
)
def test_setiap_jawaban_punya_kode(situs_palsu, jawab, kode):
    g = tanya(situs_palsu(jawab))
    assert (g.kode, "t=1" in str(g)) == (kode, False)


def test_situs_sibuk_ditunggu_dengan_sopan(situs_palsu):
    tunggu: list[float] = []
    sibuk = (429, {**JSON, "Retry-After": "7"}, b"{}")
    alamat = situs_palsu(sibuk, (503, {**HTML, "Retry-After": "600"}, b""), (200, JSON, b"[1]"))
    assert Rest(alamat, "dip", SANDI, tunggu.append).minta("GET", "pages") == [1]
    assert tunggu == [7.0, MAKS_TUNGGU]
    tunggu.clear()
    assert tanya(situs_palsu((503, HTML, b"")), tunggu.append).kode == "TUJUAN-PUTUS"
    assert tunggu == [2.0, 4.0, 8.0]
    assert len(tunggu) == COBA - 1


def test_tanpa_rest_atau_tanpa_server(situs_palsu):
    assert tanya(situs_palsu((200, JSON, b"[]"), indeks=(404, HTML, b""))).kode == "TUJUAN-TULIS"
    assert tanya(situs_palsu((200, JSON, b"[]"), indeks=(403, HTML, b""))).kode == "TUJUAN-HAK"
    assert tanya("http://127.0.0.1:9").kode == "TUJUAN-PUTUS"


@pytest.mark.parametrize("alamat", ["http://contoh.go.id", "http://127.0.0.1.contoh.go.id", "http://10.0.0.1"])
def test_sandi_tidak_lewat_http(alamat):
    assert tanya(alamat).kode == "TUJUAN-MASUK"


def test_daftar_berjilid_ikut_semua_jilidnya():
    from keluaran.tujuan.wordpress_isi import berkas_unduhan

    nama = ["data/dip.json", "data/dip-2.pdf", "data/dip-1.pdf", "data/dip.xlsx"]
    assert list(berkas_unduhan(dict.fromkeys(nama, b"x"))) == ["data/dip.xlsx", "data/dip-1.pdf", "data/dip-2.pdf"]
