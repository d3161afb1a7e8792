"""What of a page counts when it is compared, and which links fit."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sumber.halaman_anak import lihat, tautan

BARIS = "<tr><td>1<td>Laporan Kinerja<td><a href='/a.pdf'>Unduh</a><tr><td>2<td>Renja<td>-"
HITUNG = "<table><tr><td>Hari ini<td>{n}<tr><td>Kemarin<td>30<tr><td>Total pengunjung<td>9{n}</table>"


def halaman(baris: str = BARIS, lain: str = "", judul: str = "Informasi Berkala") -> bytes:
    tabel = f"<table class=dip><tr><th>No<th>Judul<th>Tautan{baris}</table>"
    return f"<!DOCTYPE html><html><body><h2>{judul}</h2>{tabel}{lain}</body></html>".encode()


def sidik(isi: bytes) -> str:
    hasil = lihat({}, isi)
    assert hasil["tabel"] >= 1
    return str(hasil["sidik"])


@pytest.mark.parametrize(
    "isi",
    [
        halaman(lain="<p>Pukul 11:47</p><script>x=1</script>"),
        halaman(lain=HITUNG.format(n=1)),
        halaman(lain=HITUNG.format(n=78)),
        halaman().replace(b"class=dip", b"class=dip data-nonce='a1b2'"),
        halaman().replace(b"<td>Renja", b"<td>\n  <span>Renja</span>  "),
        halaman(judul="<b>Informasi</b> Berkala"),
        halaman(judul="Informasi Berkala (dilihat 1.204 kali)"),
    ],
)
def test_nothing_that_matters_changed(isi: bytes) -> None:
    assert sidik(isi) == sidik(halaman())


@pytest.mark.parametrize(
    "isi",
    [
        halaman(BARIS.replace("Renja", "Renstra")),
        halaman(BARIS.replace("/a.pdf", "/b.pdf")),
        halaman(BARIS + "<tr><td>3<td>IKU<td>-"),
        halaman(judul="Informasi Setiap Saat"),
        halaman(judul="Informasi Berkala Tahun 2026"),
        halaman(lain="<table><tr><td>Laporan Kinerja<td>2025<tr><td>Renja<td>2026<tr><td>IKU<td>2026</table>"),
    ],
)
def test_the_list_changed(isi: bytes) -> None:
    assert sidik(isi) != sidik(halaman())


def test_tables_that_are_none() -> None:
    assert lihat({}, b"<html><p>Segera hadir")["tabel"] == 0
    assert lihat({}, halaman("<tr><td>1<td>x<td>y"))["tabel"] == 0
    assert lihat({}, HITUNG.format(n=1).encode())["tabel"] == 0
    masuk = b"<table><tr><td>Username<td><input><tr><td>Kata sandi<td><input type='password'><tr><td>x<td>Masuk</table>"
    assert (lihat({}, masuk)["tabel"], lihat({}, masuk)["sandi"]) == (0, True)
    assert lihat({}, b"")["tabel"] == 0
    assert lihat({}, b"<table><tr>" + b"<td rowspan=60000 colspan=999>x" * 300 + b"<tr>" * 9000)["batas"] is True


DAFTAR = b"""<html><base href="/unduhan/"><a href="panduan.pdf">P</a><a href="DIP%202026.xlsx#x">D</a>
<a href='/ambil.php?berkas=dip-2025.xlsx'>l</a>
<a href='javascript:alert(1)//dip.xlsx'>x</a><a href="DIP%202026.xlsx">lagi</a>
<a href='/x' download="../dip-arsip.xls">a</a><a href='http://[rusak/dip.xlsx'>y</a>
<a href='data:,dip.xlsx'>d</a></html>"""


def test_lists_that_look_like_counters() -> None:
    """An office of statistics: its titles are data."""
    for baris in (
        ("Statistik Kepegawaian|2024", "Statistik Sektoral|2025", "Jam Pelayanan|2025"),
        ("Total|ya", "Jumlah|ya", "Hari|x"),
    ):
        isi = "".join(f"<tr><td>{a}<td>{b}" for a, b in (x.split("|") for x in baris))
        assert lihat({}, f"<table>{isi}</table>".encode())["tabel"] == 1


def test_child_has_no_network_libraries() -> None:
    perintah = "import sys, sumber.halaman_anak; print(sorted({'requests', 'paramiko', 'prefect'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", perintah], capture_output=True, check=True).stdout == b"[]\n"


def test_links() -> None:
    hasil = tautan({"pola": "DIP*.xls*", "alamat": "https://dlh.contoh.go.id/dip"}, DAFTAR)
    assert hasil["tautan"] == [
        ["https://dlh.contoh.go.id/unduhan/DIP%202026.xlsx", "DIP 2026.xlsx"],
        ["https://dlh.contoh.go.id/ambil.php?berkas=dip-2025.xlsx", "dip-2025.xlsx"],
        ["https://dlh.contoh.go.id/x", "dip-arsip.xls"],
    ]
    assert tautan({"pola": "*.ods", "alamat": "https://dlh.contoh.go.id/"}, DAFTAR)["tautan"] == []
    banyak = b"".join(b"<a href='%d.xlsx'>x</a>" % n for n in range(30_000))
    assert len(tautan({"pola": "*", "alamat": "https://x.go.id/"}, banyak)["tautan"]) == 50


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.text(max_size=40))
def test_any_bytes_are_answered(isi: bytes, pola: str) -> None:
    assert set(lihat({}, b"<table>" + isi)) == {"tabel", "sandi", "sidik", "batas"}
    assert isinstance(tautan({"pola": pola, "alamat": "https://x.go.id/"}, b"<a href=" + isi)["tautan"], list)
