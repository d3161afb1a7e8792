"""Several tables in one sheet, sheets without header, shifted rows (domain.md §2.2)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dip.lembar import Lembar
from dip.normal import Ternormal

Jalan = Callable[..., Ternormal]
Baris = Callable[..., list[Any]]


def judul(hasil: Ternormal) -> list[str]:
    return [e["judul"] for e in hasil.entri]


def kode(hasil: Ternormal, *pilih: str) -> list[tuple[str, str]]:
    return [(t.kode, t.sel) for t in hasil.temuan if not pilih or t.kode in pilih]


def test_side_by_side_without_a_gap(jalan: Jalan) -> None:
    kepala = ["No", "Judul", "Ringkasan"]
    hasil = jalan([[*kepala, *kepala], [1, "A", "Isi A", 1, "B", "Isi B"], [None, None, None, 2, "C", "Isi C"]])
    assert judul(hasil) == ["A", "B", "C"]
    assert [e["id_baris"] for e in hasil.entri] == ["DINKES:0:2", "DINKES:0:2.D", "DINKES:0:3.D"]
    assert [e["asal"]["sel"]["judul"] for e in hasil.entri] == ["B2", "E2", "E3"]


def test_a_summary_beside_the_table_gives_no_class(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    isi = [
        [*kepala, None, "Kategori", "Jumlah"],
        [*baris(1, "A"), None, "Berkala", 3],
        *(baris(n, "B") for n in (2, 3)),
    ]
    hasil = jalan(isi, kategori="setiap_saat")
    assert {e["kategori"] for e in hasil.entri} == {"setiap_saat"}
    assert len(hasil.entri) == 3
    assert "tanpa_kepala" in {d.alasan for d in hasil.dilewati}


def test_an_empty_column_inside_a_table_splits_nothing(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    isi = [[*kepala, None, "Kategori"], [*baris(1, "A"), None, "Berkala"], [*baris(2, "B"), None, "Setiap Saat"]]
    assert [e["kategori"] for e in jalan(isi).entri] == ["berkala", "setiap_saat"]


def test_a_title_line_above_the_header_is_no_part_of_it(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    hasil = jalan([["INFORMASI BERKALA"], kepala, baris(1, "A")])
    assert [(e["kategori"], e["kategori_asal"]) for e in hasil.entri] == [("berkala", "bagian")]


def test_a_header_far_down(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    assert judul(jalan([[f"alinea {n}"] for n in range(120)] + [kepala, baris(1, "A")])) == ["A"]


def test_a_sheet_that_continues_is_proposed_and_read_only_when_declared(
    jalan: Jalan, kepala: list[str], baris: Baris
) -> None:
    lembar = Lembar("DIP", [kepala, baris(1, "A")]), Lembar("DIP (2)", [baris(2, "B")], kolom_awal=1)
    hasil = jalan(*lembar, kategori="berkala")
    assert judul(hasil) == ["A"]
    usul = next(t for t in hasil.temuan if t.kode == "STR-002")
    assert usul.parameter["baris_kamus"] == '"lembar DIP (2)": {arti: lanjutan, opd: DINKES}'
    hasil = jalan(*lembar, kategori="berkala", kolom={"lembar DIP (2)": "lanjutan"})
    assert judul(hasil) == ["A", "B"]
    pilihan = Lembar("Pilihan", [["Berkala"], ["Setiap saat"]])
    assert "STR-002" not in {t.kode for t in jalan(lembar[0], pilihan, kategori="berkala").temuan}


def test_a_column_without_header_can_be_declared(jalan: Jalan) -> None:
    isi = [["No", "Judul", "Ringkasan"], [1, "A", "Isi", "Sekretaris"]]
    garis = [t.parameter["baris_kamus"] for t in jalan(isi).temuan if t.kode == "STR-003"]
    assert garis == ['"kolom D": {arti: abaikan, opd: DINKES}']
    assert jalan(isi, kolom={"kolom D": "penanggung_jawab"}).entri[0]["penanggung_jawab"] == "Sekretaris"


def test_a_likely_subject_column_finds_the_header_but_is_not_read(jalan: Jalan) -> None:
    isi = [["No", "Rngkasan Isi Infrmasi", "Penanggung Jawab", "Waktu"], [1, "Profil", "Sekretaris", "2024"]]
    hasil = jalan(isi, kategori="berkala")
    e = hasil.entri[0]
    assert (e["judul"], e["ringkasan"], e["penanggung_jawab"]) == ("", "", "Sekretaris")
    assert e["keterangan"] == "Rngkasan Isi Infrmasi: Profil"
    assert kode(hasil, "STR-001", "STR-002") == [("STR-002", "B1")]
    assert jalan(isi, kolom={"Rngkasan Isi Infrmasi": "ringkasan"}).entri[0]["judul"] == "Profil"


@pytest.mark.parametrize(
    ("sel", "geser"),
    [
        ([1, "A", "Isi", "Kabid", "Sek", "2024", "Softcopy", "5 tahun"], ""),
        ([1, "A", "Isi", "Kabid", "Sek", "2024", "Softcopy", "5 tahun", "catatan"], ""),
        ([1, "A", "B", "Isi", "Kabid", "Sek", "2024", "Softcopy", "5 tahun"], "B2"),
        ([1, "A", "Kabid", "Sek", "2024", "Softcopy", "5 tahun"], "B2"),
        ([1, "A", "Isi", "Kabid", "Sek", "2024", "Softcopy"], ""),
        ([1, "A", "Isi", "Kabid", "Sek", "2024", "Dokumen", "Permanen", "x"], ""),
    ],
)
def test_shifted_rows_are_held(jalan: Jalan, kepala: list[str], sel: list[Any], geser: str) -> None:
    hasil = jalan([kepala, sel], kategori="berkala")
    temuan = [(t.sel, t.entri) for t in hasil.temuan if t.kode == "STR-010"]
    assert temuan == ([(geser, "DINKES:0:2")] if geser else [])


def test_a_summary_sheet_beside_details_is_not_read(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    rekap = Lembar("Rekap", [["No", "Informasi", "Jumlah"], [1, "Berkala", 4], [2, "Setiap saat", 5]])
    assert judul(jalan(rekap, kategori="berkala")) == ["Berkala", "Setiap saat"]
    hasil = jalan(rekap, Lembar("DIP", [kepala, baris(1, "A")]), kategori="berkala")
    assert judul(hasil) == ["A"]
    assert {d.alasan for d in hasil.dilewati if d.lembar == "Rekap"} == {"rekap"}


def test_sheets_named_after_offices_and_units(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    semua = [Lembar(n, [kepala, baris(1, "A")]) for n in ("Dinkes", "DLH", "Bidang Data", "Sheet1")]
    e = jalan(*semua, kategori="berkala").entri
    assert [(x["opd"], x["unit_kerja"]) for x in e] == [
        ("DINKES", ""),
        ("DLH", ""),
        ("DINKES", "Bidang Data"),
        ("DINKES", ""),
    ]
    assert e[1]["asal"]["pewaris"]["opd"] == "lembar"


def test_the_office_in_the_title_is_whose_rows_they_are(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    def milik(*judul: str) -> str:
        return jalan([*([j] for j in judul), kepala, baris(1, "A")], kategori="berkala").entri[0]["opd"]

    assert milik("DAFTAR INFORMASI PUBLIK DINAS LINGKUNGAN HIDUP TAHUN 2024") == "DLH"
    assert milik("DINAS LINGKUNGAN HIDUP", "DIP PPID PELAKSANA DINKES TAHUN 2024") == "DINKES"
    assert milik("DINAS ANTAH BERANTAH") == "DINKES"
    assert milik("PEMERINTAH KABUPATEN") == "DINKES"
