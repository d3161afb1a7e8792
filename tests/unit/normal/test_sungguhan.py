"""Real tables (shared data, not part of the repository) through the real reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from dip.normal import Kamus, Ternormal, normalkan
from dip.pengaturan import Deklarasi, Opd
from sumber.pembaca.langsung import baca_langsung

Baca = Callable[..., Ternormal]


@pytest.fixture
def baca(data_bersama: Path, kamus: Kamus) -> Baca:
    def _baca(nama: str, **deklarasi: object) -> Ternormal:
        berkas = data_bersama / "dip" / nama
        opd = Opd(kode="CONTOH", nama="Kantor Contoh", deklarasi=Deklarasi.model_validate(deklarasi))
        bacaan = baca_langsung(berkas.read_bytes(), berkas.name)
        hasil = normalkan(bacaan, opd, kamus, sha_berkas="0" * 64, nama_berkas=berkas.name, semua_opd=[opd])
        assert hasil.dibaca == len(hasil.entri) + len(hasil.dilewati)
        return hasil

    return _baca


@pytest.mark.parametrize(
    ("nama", "kategori", "jumlah"),
    [
        ("index", "berkala", 18),
        ("infopss", "setiap_saat", 16),
        ("infopsm", "serta_merta", 4),
        ("infodkc", "dikecualikan", 14),
    ],
)
def test_bakamla(baca: Baca, nama: str, kategori: str, jumlah: int) -> None:
    hasil = baca(f"bakamla/{nama}.tables.html", kategori=kategori)
    assert Counter(e["kategori"] for e in hasil.entri) == {kategori: jumlah}
    assert all(e["bentuk"] == ["cetak", "rekam", "online"] for e in hasil.entri)
    assert all((e["tempat"], e["tahun"]) == ("Jakarta", 2025) for e in hasil.entri)
    assert all(e["retensi_jenis"] not in ("tidak_diisi", "tidak_dikenal") for e in hasil.entri)
    assert all(e["judul"] and e["ringkasan"] and e["penanggung_jawab"] for e in hasil.entri)
    assert hasil.temuan == []


def test_probolinggo(baca: Baca) -> None:
    hasil = baca("probolinggo/information.csv")
    assert Counter(e["kategori"] for e in hasil.entri) == {"berkala": 28, "setiap_saat": 18, "serta_merta": 6}
    assert {e["kategori_asal"] for e in hasil.entri} == {"kolom"}
    assert {e["retensi_jenis"] for e in hasil.entri} == {"selama_berlaku"}
    assert {tuple(e["bentuk"]) for e in hasil.entri} == {("softcopy",)}
    assert all(e["judul"] and e["ringkasan"] and e["kelompok"] and not e["tautan_mentah"] for e in hasil.entri)
    assert [t.kolom for t in hasil.temuan] == ["pejabat_penguasa", "penanggung_jawab", "waktu_teks"]


@pytest.mark.parametrize(
    ("nama", "jumlah", "kategori"),
    [
        ("daftar-informasi-publik", 1, "berkala"),
        ("informasi-berkala", 3, "berkala"),
        ("informasi-setiap-saat", 7, "setiap_saat"),
        ("informasi-dikecualikan", 5, "dikecualikan"),
        ("laporan-layanan-informasi", 16, ""),
    ],
)
def test_pktj(baca: Baca, nama: str, jumlah: int, kategori: str) -> None:
    hasil = baca(f"pktj/{nama}.html")
    assert Counter(e["kategori"] for e in hasil.entri) == {kategori: jumlah}
    geser = [(t.parameter["asli"], t.parameter["pasti"]) for t in hasil.temuan if t.kode == "STR-010"]
    satu = [("RINGKASAN INFORMASI", "BENTUK INFORMASI YANG TERSEDIA")]
    assert geser == (satu if nama == "daftar-informasi-publik" else [])


def test_columns_of_excluded_information(baca: Baca) -> None:
    """K2 as published: reasons and periods stand in their own fields, with the cells they came from."""
    entri = baca("pktj/informasi-dikecualikan.html").entri
    kolom = {"dasar_hukum", "konsekuensi_dibuka", "konsekuensi_ditutup", "jangka_waktu"}
    assert all(set(e["dik"]) == kolom for e in entri)
    assert all({f"dik_{k}" for k in kolom} <= set(e["asal"]["sel"]) for e in entri)
    assert {e["retensi_jenis"] for e in entri} == {"tidak_diisi"}


def test_other_tables_of_offices_are_no_dip(data_bersama: Path, kamus: Kamus) -> None:
    """Budgets and statistics: refused as a whole, with the cell where a header was looked for; nothing is published."""
    opd = Opd(kode="CONTOH", nama="Kantor Contoh")
    berkas = sorted((data_bersama / "id_gov").rglob("*.xlsx"))
    assert berkas
    for p in berkas:
        bacaan = baca_langsung(p.read_bytes(), p.name)
        hasil = normalkan(bacaan, opd, kamus, sha_berkas="0", nama_berkas=p.name, semua_opd=[opd])
        assert hasil.entri == []
        assert [(t.kode, bool(t.sel), bool(t.parameter["baris_pengaturan"])) for t in hasil.temuan] == [
            ("STR-001", True, True)
        ]


def test_difficult_files_never_raise(data_bersama: Path, kamus: Kamus) -> None:
    """Tables that are no DIP at all: an answer for each, and every row accounted for."""
    opd = Opd(kode="CONTOH", nama="Kantor Contoh")
    berkas = sorted((data_bersama / "id_gov").rglob("*.xlsx"))
    berkas += sorted((data_bersama / "berkas_sulit" / "sheetjs-csv").glob("*.csv"))
    for p in berkas:
        bacaan = baca_langsung(p.read_bytes(), p.name)
        hasil = normalkan(bacaan, opd, kamus, sha_berkas="0", nama_berkas=p.name, semua_opd=[opd])
        assert hasil.dibaca == len(hasil.entri) + len(hasil.dilewati)
        assert hasil.entri or hasil.temuan or bacaan.temuan
