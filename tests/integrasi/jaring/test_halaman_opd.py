"""The halaman connector against servers: pages that change and do not, links on them, and all that goes wrong."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dip.tarikan import Tarikan
from sumber.penghubung import penghubung

HTML = {"Content-Type": "text/html; charset=utf-8"}
XLSX = b"PK\x03\x04" + b"isi " * 500 + b"PK\x05\x06"
BARIS = "<tr><td>1<td>Laporan Kinerja<td><a href='/a.pdf'>Unduh</a><tr><td>2<td>Renja<td>-"


def halaman(baris: str = BARIS, jam: str = "10:00", pengunjung: int = 12, judul: str = "Informasi Berkala") -> bytes:
    return f"""<!DOCTYPE html><html><head><title>DLH</title></head><body><p>Minggu, 22 November 2026 {jam} WIB</p>
    <h2>{judul}</h2><p>Diperbarui {jam}</p><table class=dip><tr><th>No<th>Judul<th>Tautan{baris}</table>
    <table><tr><td>Hari ini<td>{pengunjung}<tr><td>Kemarin<td>30<tr><td>Total pengunjung<td>{pengunjung + 900}</table>
    <footer>token {jam}-{pengunjung}</footer></body></html>""".encode()


class Tarik:
    """One page at `/dip`; calling it pulls."""

    def __init__(self, situs: Any, meja: Any) -> None:
        self.situs, self.meja = situs, meja

    def taruh(self, isi: bytes, jalan: str = "/dip", **kepala: str) -> None:
        self.situs.jawaban[jalan] = (200, {**HTML, **kepala}, isi)

    def __call__(self, terakhir: Tarikan | None = None, jalan: str = "/dip", **sumber: Any) -> Tarikan:
        opd = self.meja.opd(**{"jenis": "halaman", "alamat": self.situs.dasar + jalan, **sumber})
        return penghubung(self.meja.kebijakan, Path())(opd, terakhir, self.meja.alat)


@pytest.fixture
def tarik(buat_situs: Callable[[], Any], meja: Any) -> Tarik:
    return Tarik(buat_situs(), meja)


def test_page_is_kept_as_it_came_and_clocks_change_nothing(tarik: Tarik) -> None:
    tarik.taruh(halaman(), ETag='"a"')
    t = tarik()
    assert (t.hasil, t.nama_berkas, len(t.sidik_isi)) == ("baru", "dlh.html", 64)
    assert tarik.meja.alat.gudang.baca(t.sha_berkas) == halaman()
    tarik.taruh(halaman(baris=BARIS + "<tr><td>3<td>IKU<td>-"))
    assert tarik(t).hasil == "baru"
    tarik.taruh(halaman(jam="11:47", pengunjung=77), ETag='"b"')
    tetap = tarik(t)
    assert (tetap.hasil, tetap.sha_berkas, tetap.ukuran, tetap.etag) == ("tetap", t.sha_berkas, t.ukuran, '"b"')
    tarik.situs.jawaban["/dip"] = (304, {}, b"")
    lagi = tarik(tetap)
    assert (lagi.hasil, lagi.status_http, lagi.sidik_isi) == ("tetap", 304, t.sidik_isi)
    assert tarik.situs.kepala[-1]["If-None-Match"] == '"b"'


FORMULIR = b"""<html><form><table><tr><td>Username<td><input><tr><td>Password<td><input type=password>
<tr><td>Ingat saya<td><button>Masuk</button></table></form></html>"""


@pytest.mark.parametrize(
    ("isi", "sebab"),
    [
        pytest.param(halaman(baris="<tr><td>1<td>x<td>y"), "TARIK-JENIS", marks=pytest.mark.lambat),
        (FORMULIR, "TARIK-LOGIN"),
        (XLSX, "TARIK-JENIS"),
        (b'{"data": []}', "TARIK-JENIS"),
        pytest.param(b"<html>" + b"<table><tr><td>" * 3000, "TARIK-JENIS", marks=pytest.mark.lambat),
    ],
)
def test_what_is_no_list(tarik: Tarik, isi: bytes, sebab: str) -> None:
    tarik.taruh(isi)
    t = tarik()
    assert (t.hasil, t.sebab, t.sementara) == ("gagal", sebab, False)


@pytest.mark.lambat
def test_broken_page_with_a_login_in_its_header_is_read(tarik: Tarik) -> None:
    tarik.taruh(
        b"<form><input type=password name=x></form>" + halaman().replace(b"</table>", b"").replace(b"</body>", b"")
    )
    assert tarik().hasil == "baru"


@pytest.mark.lambat
def test_page_too_heavy_for_the_child(tarik: Tarik) -> None:
    lebar = b"<td rowspan=60000 colspan=999>x"
    tarik.taruh(
        b"<html><table>" + b"<tr>" * 60000 + lebar + b"</table></html>" + b"<table><tr>" + lebar * 300 + b"<tr>" * 9000
    )
    assert tarik().sebab in ("TARIK-BESAR", "TARIK-JENIS")


DAFTAR = b"""<html><base href="/unduhan/"><a href="panduan.pdf">Panduan</a><a href="DIP%202026.xlsx#x">DIP</a>
<a href='/ambil.php?berkas=dip-2025.xlsx'>lama</a><a href='javascript:alert(1)'>x</a><a href="DIP%202026.xlsx">lagi</a>
<a href='/x' download="dip-arsip.xls">arsip</a><a href='http://[rusak'>y</a></html>"""


def test_first_fitting_link(tarik: Tarik) -> None:
    tarik.taruh(DAFTAR)
    tarik.situs.jawaban["/unduhan/DIP%202026.xlsx"] = (
        200,
        {"ETag": '"1"', "Last-Modified": "Sat, 21 Nov 2026 01:00:00 GMT"},
        XLSX,
    )
    t = tarik(tautan="dip*.xls*")
    assert (t.hasil, t.nama_berkas, t.ukuran, t.lain) == (
        "baru",
        "DIP 2026.xlsx",
        len(XLSX),
        ["dip-2025.xlsx", "dip-arsip.xls"],
    )
    assert (t.alamat, t.sidik_isi) == (f"{tarik.situs.dasar}/dip", "")
    assert tarik(t, tautan="dip*.xls*").hasil == "tetap"
    assert tarik.situs.kepala[-1].get("If-None-Match") == '"1"'
    assert "If-Modified-Since" not in tarik.situs.kepala[-1]


@pytest.mark.lambat
def test_what_the_link_leads_to(tarik: Tarik) -> None:
    tarik.taruh(DAFTAR)
    assert tarik(tautan="*.ods").sebab == "TARIK-TIDAK-ADA"
    assert tarik(tautan="dip*.xls*").sebab == "TARIK-TIDAK-ADA"
    for isi, sebab in ((b"<html><h1>Galat</h1></html>", "TARIK-JENIS"), (FORMULIR, "TARIK-LOGIN")):
        tarik.situs.jawaban["/unduhan/DIP%202026.xlsx"] = (200, HTML, isi)
        assert tarik(tautan="dip*.xls*").sebab == sebab


def test_link_into_our_own_network(tarik: Tarik, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page may be local here, the link leads where an attacker would lead us."""
    tarik.taruh(b"<html><a href='http://169.254.169.254/dip.xlsx'>dip</a></html>")
    asli = tarik.situs.dasar.partition("//")[2].partition(":")[0]
    monkeypatch.setattr("sumber.penghubung.alamat.boleh", lambda ip: ip == asli)
    monkeypatch.setattr("sumber.penghubung.sambungan.boleh", lambda ip: ip == asli)
    tarik.meja.kebijakan = tarik.meja.kebijakan.model_copy(update={"izinkan_alamat_lokal": False})
    assert tarik(tautan="*.xlsx").sebab == "TARIK-ALAMAT"


@pytest.mark.parametrize(
    ("jawab", "sebab", "sementara"),
    [
        ("diam", "TARIK-WAKTU", True), ("tetes", "TARIK-WAKTU", True), ("reset", "TARIK-PUTUS", True),
        ("potong", "TARIK-PUTUS", True), ("besar", "TARIK-BESAR", False), (404, "TARIK-TIDAK-ADA", False),
        (401, "TARIK-LOGIN", False), (503, "TARIK-HTTP", True), ("alih", "TARIK-HTTP", False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("tautan", ["", pytest.param("*.xlsx", marks=pytest.mark.lambat)])
def test_faults(tarik: Tarik, jawab: str | int, sebab: str, sementara: bool, tautan: str) -> None:
    """The page itself, or the file behind its link. Silence lasts for minutes, so the bound is no race."""
    jalan = "/a.xlsx" if tautan else "/dip"
    tarik.taruh(b"<html><a href='/a.xlsx'>dip</a></html>")
    if jawab == "alih":
        tarik.situs.jawaban[jalan] = (302, {"Location": jalan}, b"")
    else:
        tarik.situs.jawaban[jalan] = tarik.situs.rusak(jawab) if isinstance(jawab, str) else (jawab, HTML, b"<html>x")
    mulai = time.monotonic()
    t = tarik(tautan=tautan, batas_detik=0.2 if sebab == "TARIK-WAKTU" else 60, coba=1)
    assert (t.sebab, t.sementara) == (sebab, sementara)
    assert time.monotonic() - mulai < 60


def test_pause_that_the_site_asks_for(tarik: Tarik) -> None:
    sibuk = (503, {"Retry-After": "9"}, b"")
    tarik.situs.jawaban["/dip"] = lambda p, ke: tarik.situs.kirim(p, *(sibuk if ke == 1 else (200, HTML, XLSX)))
    t = tarik()
    assert (t.sebab, t.percobaan, tarik.meja.tunggu) == ("TARIK-JENIS", 2, [9.0])
    t = tarik(alamat="http://tidak.ada.invalid/dip", coba=1)
    assert (t.sebab, t.sementara) == ("TARIK-ALAMAT", True)
