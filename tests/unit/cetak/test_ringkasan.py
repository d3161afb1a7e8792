"""The summary that is signed: totals, who is missing, and digests that bind the full list to it."""

from __future__ import annotations

import pytest

from dip.penjaga_teks import teks_keluaran
from dip.sidik import sha256
from keluaran.cetak import NAMA_RINGKASAN, cetak_ringkasan, cetak_semua
from sumber.tanda_tangan_teks import baca_teks


@pytest.fixture(autouse=True)
def pdf_biasa(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reads our own PDF without the budget that the reader of foreign ones leaves in this process."""
    import zlib

    from pdfminer import pdftypes

    monkeypatch.setattr(pdftypes, "zlib", zlib)


def test_memuat_sidik_dan_sidik_daftar_lengkap(bahan, halaman):
    b = bahan(30)
    semua = cetak_semua(b, {"data/dip.json": b"{}"})
    teks = " ".join(halaman(semua[NAMA_RINGKASAN]))
    assert b.revisi.sidik in teks
    assert b.pengesahan.kepala_jejak in teks
    assert sha256(semua["data/dip.pdf"]) in teks
    assert sha256(b"{}") in teks
    sel = set(teks_keluaran("x.pdf", semua[NAMA_RINGKASAN]))
    assert {"RINGKASAN DAFTAR INFORMASI PUBLIK", "30", "Dinas Kesehatan", "belum menyampaikan"} <= sel
    assert "Belum menyampaikan data: Dinas Pekerjaan Umum dan Penataan Ruang." in sel
    assert "memakai data edisi Oktober 2026" in sel


def test_pemeriksa_tanda_tangan_menemukan_edisi_dan_sidik(bahan):
    b = bahan(30)
    hasil = baca_teks(cetak_semua(b)[NAMA_RINGKASAN])
    assert hasil is not None
    sidik, edisi = hasil
    assert edisi == ["DIP-CTH-2026-11"]
    assert b.revisi.sidik in sidik


def test_ruang_tanda_tangan_kosong_dan_utuh_di_satu_halaman(bahan, halaman):
    lembar = halaman(cetak_semua(bahan(30))[NAMA_RINGKASAN])
    akhir = lembar[-1]
    for teks in ("Ditetapkan di Muara Contoh", "selaku Atasan PPID,", "Ir. Surya Adiningrat, M.M.", "selaku PPID"):
        assert teks in akhir


def test_draf_tanpa_sidik(bahan, halaman):
    b = bahan(3, draf=True)
    teks = " ".join(halaman(cetak_ringkasan(b, {})))
    assert "DRAF" in teks
    assert b.revisi.sidik not in teks


def test_bita_sama_dan_berubah_bersama_daftarnya(bahan):
    assert cetak_semua(bahan(3))[NAMA_RINGKASAN] == cetak_semua(bahan(3))[NAMA_RINGKASAN]
    assert cetak_ringkasan(bahan(3), {"a": b"1"}) != cetak_ringkasan(bahan(3), {"a": b"2"})


@pytest.mark.parametrize("banyak", [1, 3, 40])
def test_halaman_tanda_tangan_menyebut_yang_ditandatangani(bahan, halaman, banyak):
    """Digests of the full list (or, when there are many, the edition's own) stand on the page that is signed."""
    b = bahan(30)
    berkas = {f"data/dip-{n:02}.pdf": str(n).encode() for n in range(banyak)}
    akhir = halaman(cetak_ringkasan(b, berkas))[-1]
    assert b.pengesahan.atasan.nama in akhir
    assert b.revisi.sidik in akhir
    if banyak <= 3:
        assert all(sha256(isi) in akhir for isi in berkas.values())
