"""Facts about a table: signatures, titles, excluded information, crosses, officials; and the way to the parent."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from dip.lembar import Bacaan, Lembar
from dip.normal import Kamus, Ternormal, normalkan
from dip.normal.blok import baca_judul, baca_tanda_tangan
from dip.normal.opd import PencariOpd
from dip.pengaturan import Opd

Jalan = Callable[..., Ternormal]
Baris = Callable[..., list[Any]]


def kaki(*kolom: list[str]) -> list[tuple[int, int, str]]:
    return [(i, 3 * j, t) for j, baris in enumerate(kolom) for i, t in enumerate(baris) if t]


@pytest.mark.parametrize(
    ("sel", "harap"),
    [
        (
            kaki(["Kota, 5 Mei 2024\nKEPALA DINAS\n\nBudi\nPembina\nNIP 197001011995011000"]),
            {"tanggal": "2024-05-05", "jabatan": "KEPALA DINAS", "penandatangan_nama": "Budi", "pangkat": "Pembina"},
        ),
        (
            kaki(["Menyetujui", "SEKRETARIS DAERAH", "", "Ali"], ["Kota, 5 Mei 2024", "KEPALA DINAS", "", "(Budi)"]),
            {
                "tanggal": "2024-05-05",
                "jabatan": "KEPALA DINAS",
                "penandatangan_nama": "Budi",
                "mengetahui_jabatan": "SEKRETARIS DAERAH",
                "mengetahui_nama": "Ali",
            },
        ),
        (kaki(["Ditetapkan di Kota", "pada tanggal 5 Mei 2024", "Plt. CAMAT,"]), {"jabatan": "Plt. CAMAT"}),
        (kaki(["Catatan: data sementara"]), {}),
        ([], {}),
    ],
)
def test_signatures(sel: list[tuple[int, int, str]], harap: dict[str, str]) -> None:
    hasil = baca_tanda_tangan(sel)
    assert {k: hasil.get(k) for k in harap} == harap
    assert not harap or "penandatangan_nama" not in hasil or "penandatangan_nama" in harap


@pytest.mark.parametrize(
    ("baris", "harap"),
    [
        (["DIP DINAS KESEHATAN TAHUN 2024"], {"opd": "DINAS KESEHATAN", "opd_kode": "DINKES", "tahun": "2024"}),
        (["DAFTAR INFORMASI PUBLIK (DIP)", "PPID PELAKSANA DINKES"], {"opd": "DINKES", "opd_kode": "DINKES"}),
        (["Daftar Informasi Publik di lingkungan Dinas Antah Tahun 2023"], {"opd": "Dinas Antah", "tahun": "2023"}),
        (["PEMERINTAH KABUPATEN", "DINAS PENERANGAN", "Unit : DLH"], {"opd": "DLH", "opd_kode": "DLH"}),
        (["Triwulan II 2024"], {"triwulan": "2"}),
        (["INFORMASI YANG WAJIB DISEDIAKAN BADAN PUBLIK"], {}),
        (["Sesuai Perki Nomor 1 Tahun 2021"], {}),
    ],
)
def test_title_blocks(baris: list[str], harap: dict[str, str], semua_opd: list[Opd]) -> None:
    assert baca_judul(baris, PencariOpd(semua_opd)) == harap


def test_half_year_of_the_title_block(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    isi = [
        ["DIP TAHUN 2024 SEMESTER II"],
        kepala,
        baris(1, "A", Waktu=None),
        baris(2, "B"),
        baris(3, "LKPD 2022", Waktu=None),
    ]
    e = jalan(isi, kategori="berkala").entri
    assert [(x["waktu_teks"], x["waktu_mulai"], x["tahun"]) for x in e] == [
        ("", "2024-07-01", 2024),
        ("2024", "2024-01-01", 2024),
        ("", "", 2022),
    ]
    assert e[0]["asal"]["pewaris"]["waktu_mulai"] == "judul tabel"


@pytest.mark.parametrize(
    ("sel", "hasil"),
    [
        ("Kepala Bidang A\nKepala Bidang B", "Kepala Bidang A; Kepala Bidang B"),
        ("1. Sekretaris\n2. Kabid Data", "Sekretaris; Kabid Data"),
        ("Kepala Bidang\nInformasi Publik", "Kepala Bidang Informasi Publik"),
        ("Kepala Dinas A; Kepala Dinas B", "Kepala Dinas A; Kepala Dinas B"),
    ],
)
def test_several_officials_stay_several(jalan: Jalan, kepala: list[str], baris: Baris, sel: str, hasil: str) -> None:
    assert jalan([kepala, baris(1, "A", Pejabat=sel)]).entri[0]["pejabat_penguasa"] == hasil


def test_two_columns_of_officials_are_both_kept(jalan: Jalan) -> None:
    isi = [
        ["No", "Judul", "Ringkasan", "Penanggung Jawab", "Penerbit Informasi"],
        [1, "A", "Isi", "PPID", "Bidang Data"],
    ]
    assert jalan(isi).entri[0]["penanggung_jawab"] == "PPID; Bidang Data"


def test_legal_basis_in_a_dip_is_a_remark_in_a_dik_a_field(jalan: Jalan) -> None:
    isi = [["No", "Judul", "Ringkasan", "Dasar Hukum", "Jangka Waktu"], [1, "A", "Isi", "UU 14/2008", "5 tahun"]]
    e = jalan(isi, kategori="berkala").entri[0]
    assert (e["dik"], e["keterangan"], e["retensi_teks"]) == ({}, "Dasar Hukum: UU 14/2008", "5 tahun")
    e = jalan(isi, kategori="dikecualikan").entri[0]
    assert e["dik"] == {"dasar_hukum": "UU 14/2008", "jangka_waktu": "5 tahun"}
    assert (e["keterangan"], e["retensi_teks"]) == ("", "")


@pytest.mark.parametrize(
    ("lain", "kategori", "bentuk", "usul"),
    [("x", "berkala", ["cetak"], "dicentang"), ("√", "", [], "tidak dicentang")],
)
def test_crosses_are_asked_about_once_per_file(
    jalan: Jalan, lain: str, kategori: str, bentuk: list[str], usul: str
) -> None:
    isi = [["No", "Judul", "Ringkasan", "Berkala", "Setiap Saat", "Cetak"], [1, "A", "Isi", "x", None, "x"]]
    isi.append([2, "B", "Isi", lain, "x" if lain == "√" else None, None])
    hasil = jalan(Lembar("DIP", isi), Lembar("DIP 2", isi))
    tanya = [t for t in hasil.temuan if t.kode == "STR-002"]
    assert [(t.lembar, t.parameter["kanonik"], t.parameter["berkas_kamus"]) for t in tanya] == [
        ("DIP", usul, "kamus/centang.yml")
    ]
    assert hasil.entri[1]["kategori"] == kategori
    assert hasil.entri[0]["bentuk"] == bentuk


def test_a_line_about_the_cross_decides(kamus: Kamus, semua_opd: list[Opd]) -> None:
    isi = [["No", "Judul", "Ringkasan", "Berkala", "Setiap Saat"], [1, "A", "Isi", "√", "x"]]
    tahu = Kamus.dari_json({**kamus.ke_json(), "centang": {**kamus.centang, "x": "tidak"}})
    bacaan = Bacaan("xlsx", [Lembar("DIP", isi)])
    hasil = normalkan(bacaan, semua_opd[0], tahu, sha_berkas="a", nama_berkas="x.xlsx", semua_opd=semua_opd)
    assert hasil.entri[0]["kategori"] == "berkala"
    assert "STR-002" not in {t.kode for t in hasil.temuan}


def test_the_result_survives_the_pipe(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    hasil = jalan([["DINAS KESEHATAN"], [*kepala[:-1], "Aneh"], baris(1, "A"), [], ["Kota, 5 Mei 2024"]])
    assert hasil.kolom_kurang == [("DIP", "kategori"), ("DIP", "retensi_teks")]
    assert Ternormal.dari_json(json.loads(json.dumps(hasil.ke_json()))) == hasil
