"""The register on paper: everything that must stand in it, and nothing that depends on the day it is made."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from dip.entri import NAMA_KATEGORI
from dip.penjaga_teks import teks_keluaran
from dip.revisi import PerintahSah
from dip.sidik import sha256
from keluaran.bentuk.dasar import BELUM_DIISI
from keluaran.cetak import NAMA_RINGKASAN, cetak_daftar, cetak_semua, milik_opd
from keluaran.cetak.pdf import Ingatan, Tugas, gambar
from keluaran.cetak.susun import bagi, data_daftar
from keluaran.gambar_pdf import MULAI_PADAT, gambar_pdf, padatkan

MM = 72 / 25.4


def _sel(isi: bytes) -> list[str]:
    return list(teks_keluaran("x.pdf", isi))


def test_semua_berkas_dan_namanya(bahan):
    b = bahan()
    hasil = cetak_semua(b)
    milik = {f"cetak/{u.slug}.pdf" for u in b.unit if u.total}
    assert list(hasil) == sorted({"data/dip.pdf", NAMA_RINGKASAN, *milik})
    assert set(cetak_semua(bahan(opd="DINKES"))) == {"data/dip.pdf", NAMA_RINGKASAN}


def test_isi_daftar_lengkap(bahan, halaman):
    b = bahan(60)
    isi = cetak_daftar(b)["dip.pdf"]
    lembar = halaman(isi)
    sidik = b.revisi.sidik[:16]
    for n, teks in enumerate(lembar, 1):
        assert f"Halaman {n} dari {len(lembar)} – DIP Kabupaten Contoh Jaya Edisi November 2026 – {sidik}" in teks
    sel = set(_sel(isi))
    assert {e["judul"] for e in b.baris} <= sel
    assert {e["ringkasan"] for e in b.baris} <= sel
    for huruf, nama in zip("ABC", ("berkala", "serta_merta", "setiap_saat"), strict=True):
        assert f"{huruf}. {NAMA_KATEGORI[nama].upper()}" in sel
    assert {"DAFTAR INFORMASI PUBLIK", "TAHUN 2026 EDISI NOVEMBER", BELUM_DIISI, "√"} <= sel
    assert sum(t == "CTH-SETDA-UMUM-0002 · data Oktober 2026" for t in sel) == 1
    assert any("memakai data edisi Oktober 2026" in t for t in sel)
    assert any("Belum menyampaikan data: Dinas Pekerjaan Umum" in t for t in sel)


def test_kepala_tabel_berulang_di_setiap_halaman(bahan, halaman):
    lembar = halaman(cetak_daftar(bahan(60))["dip.pdf"])
    assert len(lembar) > 2
    for teks in lembar[:-1]:
        assert all(f"({n})" in teks for n in range(1, 9))


def test_tanda_tangan_utuh_di_halaman_terakhir(bahan, halaman):
    for jumlah in (20, 24, 28, 31, 34):
        akhir = halaman(cetak_daftar(bahan(jumlah))["dip.pdf"])[-1]
        for teks in (
            "Ditetapkan di Muara Contoh", "pada tanggal 22 November 2026", "selaku PPID", "Plt. SEKRETARIS DAERAH",
            "selaku Atasan PPID", "Ir. Surya Adiningrat, M.M.", "NIP. 19681110 199303 1 000",
            "NIP. 19660819 199603 1 002", "disahkan dengan kode persetujuan", "Sidik daftar ini",
        ):  # fmt: skip
            assert teks in akhir, (jumlah, teks)


def test_nomor_dan_tanggal_tercatat(bahan):
    teks = " ".join(_sel(cetak_daftar(bahan(3))["dip.pdf"]))
    assert "Nomor: menunggu dicatat" in teks
    teks = " ".join(_sel(cetak_daftar(bahan(3, nomor="500.12/7/2026", tanggal="2026-11-23"))["dip.pdf"]))
    assert "Nomor: 500.12/7/2026" in teks
    assert "pada tanggal 23 November 2026" in teks


@pytest.mark.parametrize(("kertas", "ukuran"), [("F4", (330, 215)), ("A4", (297, 210))])
def test_kertas(bahan, kertas, ukuran):
    isi = cetak_daftar(bahan(3, kertas=kertas))["dip.pdf"]
    assert cetak_daftar(bahan(3), kertas=kertas) == {"dip.pdf": isi}
    with pikepdf.open(io.BytesIO(isi)) as pdf:
        assert tuple(round(float(x) / MM) for x in pdf.pages[0].MediaBox[2:]) == ukuran


def test_bertanda_struktur_berbahasa_dan_berjudul(bahan):
    for isi in cetak_semua(bahan()).values():
        with pikepdf.open(io.BytesIO(isi)) as pdf:
            assert pdf.Root.MarkInfo.Marked
            assert str(pdf.Root.Lang).lower().startswith("id")
            assert pdf.Root.ViewerPreferences.DisplayDocTitle
            meta = pdf.open_metadata()
            assert (meta["pdfaid:part"], meta["pdfaid:conformance"], meta["pdfuaid:part"]) == ("2", "A", "1")
            assert "Daftar Informasi Publik Kabupaten Contoh Jaya Edisi November 2026" in str(pdf.docinfo["/Title"])


def test_draf_bertulis_draf_tanpa_sidik(bahan, halaman):
    b = bahan(4, draf=True)
    teks = " ".join(halaman(cetak_daftar(b)["dip.pdf"]))
    assert "DRAF" in teks
    assert b.revisi.sidik[:16] not in teks
    assert "Surya" not in teks


def test_daftar_satu_opd(bahan, halaman):
    b = bahan(30)
    isi = cetak_daftar(b, opd="DINKES")["dip.pdf"]
    teks = " ".join(halaman(isi))
    assert "DINAS KESEHATAN" in teks
    assert "CTH-DINKES-0001" in teks
    assert "CTH-KEC-MUARA" not in teks
    assert cetak_semua(b)["cetak/dinkes.pdf"] == isi
    assert milik_opd(b, "DINKES").baris == bahan(30, opd="DINKES").baris


def test_tanpa_baris_dan_edisi_ditarik(bahan, sah):
    assert "Tidak ada informasi pada bagian ini." in _sel(cetak_semua(bahan(0))["data/dip.pdf"])
    b = bahan(2)
    tarik = PerintahSah(
        3, "cabut", "e" * 64, (), "Memuat data yang keliru", b.pengesahan.ppid, "2026-11-24T08:00:00+07:00"
    )
    sel = " ".join(_sel(cetak_semua(bahan(2, perintah=(tarik,)))["data/dip.pdf"]))
    assert "Edisi ini ditarik. Perintah nomor 3, 24 November 2026: Memuat data yang keliru" in sel


def test_jilid_memuat_semua_baris_sekali(bahan, halaman):
    b = bahan(60)
    jilid = bagi(b, 25)
    assert [j.jumlah for j in jilid] == [20, 20, 20]
    nomor = [n for j in jilid for _, unit in j.bagian for _, baris in unit for n, _ in baris]
    assert nomor == list(range(1, 61))
    hasil = cetak_daftar(b, maks=25)
    assert list(hasil) == ["dip-1.pdf", "dip-2.pdf", "dip-3.pdf"]
    pertama, akhir = " ".join(halaman(hasil["dip-1.pdf"])), " ".join(halaman(hasil["dip-3.pdf"]))
    assert "JILID 1 DARI 3" in pertama
    assert "Bersambung ke jilid 2 dari 3." in pertama
    assert "Surya" not in pertama
    assert "Ir. Surya Adiningrat, M.M." in akhir


def test_baris_sangat_panjang_tidak_hilang(bahan):
    kata = [f"kata{n}" for n in range(2500)]
    isi = cetak_daftar(bahan(3, {1: {"ringkasan": " ".join(kata)}}))["dip.pdf"]
    ada = " ".join(_sel(isi)).split()
    assert set(kata) <= set(ada)


def test_bita_sama_di_proses_dan_waktu_lain(bahan):
    b = bahan(9)
    kode = (
        "import sys,pathlib;from keluaran.gambar_pdf import gambar_pdf, padatkan;from dip.sidik import sha256;"
        "isi=gambar_pdf(pathlib.Path(sys.argv[1]),sys.stdin.read());"
        "sys.stdout.write(sha256(isi)+sha256(padatkan(isi)))"
    )
    import orjson

    import keluaran.cetak.pdf as modul

    naskah = orjson.dumps(data_daftar(b, bagi(b, 100)[0], "F4")).decode()
    templat = Path(modul.FOLDER) / "daftar.typ"
    lain = subprocess.run(
        [sys.executable, "-c", kode, str(templat)], input=naskah, capture_output=True, text=True, check=True,
        env={**os.environ, "TZ": "Pacific/Auckland", "SOURCE_DATE_EPOCH": "1", "LC_ALL": "C"},
    ).stdout  # fmt: skip
    kita = gambar_pdf(templat, naskah)
    assert lain == sha256(kita) + sha256(padatkan(kita))


def test_padat_lebih_kecil_dan_tetap_bertanda(bahan, halaman):
    isi = cetak_daftar(bahan(12))["dip.pdf"]
    assert len(isi) < MULAI_PADAT
    padat = padatkan(isi)
    assert len(padat) < len(isi)
    assert halaman(padat) == halaman(isi)
    with pikepdf.open(io.BytesIO(padat)) as pdf:
        assert pdf.Root.MarkInfo.Marked


def test_yang_besar_digambar_anak_dengan_bita_yang_sama(bahan, monkeypatch):
    b = bahan(7, periode="2026-12")
    data = data_daftar(b, bagi(b, 100)[0], "A4")
    monkeypatch.setattr("keluaran.cetak.pdf._INGATAN", Ingatan(10**6))
    sini = gambar([Tugas("daftar.typ", data, 7)])
    monkeypatch.setattr("keluaran.cetak.pdf._INGATAN", Ingatan(10**6))
    monkeypatch.setattr("keluaran.cetak.pdf.BARIS_SENDIRI", 6)
    assert gambar([Tugas("daftar.typ", data, 7)]) == sini


def test_ingatan_melupakan_yang_lama():
    ingat = Ingatan(10)
    ingat.taruh("a", b"12345")
    ingat.taruh("b", b"12345")
    assert ingat.ambil("a") == b"12345"
    ingat.taruh("c", b"123")
    assert [ingat.ambil(t) for t in "abc"] == [b"12345", None, b"123"]
    ingat.taruh("d", b"x" * 11)
    assert ingat.ambil("d") is None


def test_kedua_kali_tidak_digambar_lagi(bahan, monkeypatch):
    satu = cetak_semua(bahan(5))
    monkeypatch.setattr("keluaran.cetak.pdf.gambar_pdf", lambda *_: pytest.fail("digambar lagi"))
    assert cetak_semua(bahan(5)) == satu


def test_tempat_yang_sudah_disebut_di_waktu_tidak_diulang(bahan):
    isi = {0: {"waktu_teks": "Muara Contoh, 2025"}, 1: {"waktu_teks": "2025"}, 2: {"waktu_teks": "2025", "tempat": ""}}
    b = bahan(3, isi)
    baris = [
        r for bagian in data_daftar(b, bagi(b, 100)[0], "F4")["bagian"] for u in bagian["unit"] for r in u["baris"]
    ]
    assert sorted((r[7], r[8]) for r in baris if r[8] is not None) == [("2025", ""), ("2025", "Muara Contoh")]
    assert [r[7] for r in baris if r[8] is None] == ["Muara Contoh, 2025"]
