"""A correction is applied to exactly the row and value it names, or not at all, and always says so."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from dip.entri import Entri
from dip.koreksi import Koreksi, sidik_koreksi, temuan_sisa, terapkan_koreksi
from dip.normal import Kamus
from dip.pengaturan import Opd
from dip.temuan import Temuan

Baris = Callable[..., Entri]
Buat = Callable[..., Koreksi]


def test_applied_with_finding_address_and_record(baris: Baris, koreksi: Buat, kamus: Kamus, opd: Opd) -> None:
    asal = [baris(5, "Profil"), baris(6, "1. Data  Sampah", sel={"penanggung_jawab": "E6"}, penanggung_jawab="Seksi A")]
    semula = copy.deepcopy(asal)
    entri, temuan, catatan = terapkan_koreksi(
        asal, [koreksi("penanggung_jawab", " Seksi  A ", "Seksi B")], kamus=kamus, opd=opd
    )
    assert asal == semula
    assert entri[0] is asal[0]
    assert entri[1]["penanggung_jawab"] == "Seksi B"
    assert entri[1]["asal"]["pewaris"] == {"penanggung_jawab": "koreksi"}
    [t] = temuan
    assert (t.kode, t.opd, t.sel, t.baris, t.entri, t.kolom) == (
        "KOR-002",
        "DLH",
        "E6",
        6,
        "DLH:0:6",
        "penanggung_jawab",
    )
    assert (t.parameter["tertulis"], t.parameter["seharusnya"], t.parameter["nilai"]) == (
        "Seksi A",
        "Seksi B",
        "Seksi A",
    )
    assert catatan == [
        {
            "opd": "DLH",
            "id_baris": "DLH:0:6",
            "judul": "1. Data  Sampah",
            "kolom": "penanggung_jawab",
            "tertulis": "Seksi  A",
            "seharusnya": "Seksi B",
            "alasan": "Dipastikan lewat telepon.",
            "oleh": "bayu",
            "tanggal": "2026-11-03",
        }
    ]


@pytest.mark.parametrize(
    ("isi", "tertulis", "kode", "nilai"),
    [
        ({"tempat": "Muara"}, "muara", "KOR-001", "Muara"),
        ({"tempat": "Hulu"}, "Muara", "KOR-001", "Hulu"),
        ({"tempat": "Muara"}, "", "KOR-001", "Muara"),
        ({"tempat": ""}, "", "KOR-002", ""),
        ({"tempat": "Muara"}, "Muara", "KOR-002", "Muara"),
    ],
)
def test_only_while_the_value_still_stands(
    baris: Baris, koreksi: Buat, kamus: Kamus, opd: Opd, isi: dict[str, Any], tertulis: str, kode: str, nilai: str
) -> None:
    asal = [baris(6, "Data Sampah", **isi)]
    entri, temuan, catatan = terapkan_koreksi(asal, [koreksi("tempat", tertulis, "Baru")], kamus=kamus, opd=opd)
    assert [(t.kode, t.parameter["nilai"]) for t in temuan] == [(kode, nilai)]
    assert (entri[0]["tempat"] == "Baru") is (kode == "KOR-002") is bool(catatan)


def test_no_row_and_several_rows(baris: Baris, koreksi: Buat, kamus: Kamus, opd: Opd) -> None:
    dua = [baris(5, "Data Sampah"), baris(6, "data sampah.")]
    entri, temuan, catatan = terapkan_koreksi(
        dua, [koreksi("tempat", "", "X"), koreksi("tempat", "", "X", judul="Lain")], kamus=kamus, opd=opd
    )
    assert entri == dua
    assert [(t.kode, t.parameter["nilai"], t.parameter["n"], t.entri) for t in temuan] == [
        ("KOR-003", "-", 2, ""),
        ("KOR-001", "-", 0, ""),
    ]
    assert catatan == []


def test_by_item_code(baris: Baris, koreksi: Buat, kamus: Kamus, opd: Opd) -> None:
    def jalankan(k: Koreksi, judul_kode: dict[str, str]) -> list[str]:
        return [
            t.kode
            for t in terapkan_koreksi([baris(5, "Data Smpah")], [k], kamus=kamus, opd=opd, judul_kode=judul_kode)[1]
        ]

    tempat = koreksi("tempat", "", "X", judul="", kode="BGK-DLH-0001")
    assert jalankan(tempat, {"BGK-DLH-0001": "Data Smpah"}) == ["KOR-002"]
    assert jalankan(tempat, {}) == ["KOR-001"]
    judul = koreksi("judul", "Data Smpah", "Data Sampah", judul="", kode="BGK-DLH-0001")
    # next month the live edition has the corrected title, and the office still sends the old one
    assert jalankan(judul, {"BGK-DLH-0001": "Data Sampah"}) == ["KOR-002"]


def test_a_corrected_title_is_found_by_both_names(baris: Baris, koreksi: Buat, kamus: Kamus, opd: Opd) -> None:
    daftar = [
        koreksi("tempat", "", "X", judul="Data Sampah"),
        koreksi("nomor_dokumen", "", "12/2026", judul="Data Smpah"),
        koreksi("judul", "Data Smpah", "Data Sampah", judul="Data Smpah"),
    ]
    entri, temuan, _ = terapkan_koreksi([baris(5, "Data Smpah")], daftar, kamus=kamus, opd=opd)
    assert [t.kode for t in temuan] == ["KOR-002"] * 3
    assert (entri[0]["judul"], entri[0]["tempat"], entri[0]["nomor_dokumen"]) == ("Data Sampah", "X", "12/2026")


@pytest.mark.parametrize(
    "isi",
    [
        {"kategori": "dikecualikan", "kategori_calon": ["dikecualikan"]},
        {"kategori": "", "kategori_calon": ["berkala", "dikecualikan"]},
        {"kategori": "berkala", "kategori_calon": ["berkala"], "dik": {"dasar_hukum": "Pasal 17"}},
    ],
)
def test_excluded_rows_take_no_correction_and_are_not_quoted(
    baris: Baris, koreksi: Buat, kamus: Kamus, opd: Opd, isi: dict[str, Any]
) -> None:
    asal = [baris(6, "Data Sampah", kategori_teks="Dikecualikan", **isi)]
    daftar = [koreksi("kategori", "Dikecualikan", "Berkala"), koreksi("judul", "Data Sampah", "Lain")]
    entri, temuan, catatan = terapkan_koreksi(asal, daftar, kamus=kamus, opd=opd)
    assert entri == asal and catatan == []
    assert [t.kode for t in temuan] == ["KOR-001", "KOR-001"]
    assert all(t.parameter[k] == "-" for t in temuan for k in ("judul", "tertulis", "seharusnya", "nilai"))


def test_personal_data_is_masked_in_findings_and_record(baris: Baris, koreksi: Buat, kamus: Kamus, opd: Opd) -> None:
    asal = [baris(6, "Data Sampah", penanggung_jawab="Hubungi 0812-0000-1234")]
    k = koreksi("penanggung_jawab", "Hubungi 0812-0000-1234", "Seksi A")
    entri, temuan, catatan = terapkan_koreksi(asal, [k], kamus=kamus, opd=opd)
    assert entri[0]["penanggung_jawab"] == "Seksi A"
    assert "0812-0000-1234" not in str(temuan) + str(catatan)


def test_other_offices_are_left_alone(baris: Baris, koreksi: Buat, kamus: Kamus, opd: Opd) -> None:
    asal = [baris(6, "Data Sampah")]
    assert terapkan_koreksi(asal, [koreksi("tempat", "", "X", opd="DINKES")], kamus=kamus, opd=opd) == (asal, [], [])


def test_a_chain_of_corrections_in_the_order_of_lines(baris: Baris, koreksi: Buat, kamus: Kamus, opd: Opd) -> None:
    rantai = [koreksi("tempat", "A", "B"), koreksi("tempat", "B", "C"), koreksi("tempat", "A", "D")]
    entri, temuan, _ = terapkan_koreksi([baris(6, "Data Sampah", tempat="A")], rantai, kamus=kamus, opd=opd)
    assert entri[0]["tempat"] == "C"
    assert [t.kode for t in temuan] == ["KOR-002", "KOR-002", "KOR-001"]


def test_digest_is_of_this_office_only(koreksi: Buat, opd: Opd) -> None:
    satu, lain = koreksi("tempat", "", "X"), koreksi("tempat", "", "X", opd="DINKES")
    assert sidik_koreksi([lain], opd) == ""
    assert sidik_koreksi([satu, lain], opd) == sidik_koreksi([satu], opd) != ""
    beda = satu.model_copy(update={"sampai": date(2027, 1, 1)})
    assert sidik_koreksi([beda], opd) != sidik_koreksi([satu], opd)


def test_an_error_value_that_was_corrected_no_longer_costs_the_value(
    baris: Baris, koreksi: Buat, kamus: Kamus, opd: Opd
) -> None:
    asal = [baris(6, "Data Sampah", galat={"waktu_teks": "#REF!"})]
    galat = [Temuan("STR-008", "DLH", entri=f"DLH:0:{n}", kolom="waktu_teks") for n in (6, 7)]
    entri, temuan, catatan = terapkan_koreksi(asal, [koreksi("waktu_teks", "#REF!", "2025")], kamus=kamus, opd=opd)
    assert [t.kode for t in temuan] == ["KOR-002"]
    assert (entri[0]["tahun"], entri[0]["galat"]) == (2025, {})
    assert temuan_sisa([*galat, *temuan], catatan) == [galat[1], *temuan]
