"""Findings about structure, links, offices, error cells and defaults."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dip.lembar import Bacaan, Lembar
from dip.normal import Kamus, Ternormal, normalkan
from dip.pengaturan import Opd
from dip.salah_pengaturan import PengaturanGalat
from dip.temuan import Temuan
from sumber.kamus import muat_kamus

Jalan = Callable[..., Ternormal]
Baris = Callable[..., list[Any]]


def kode(hasil: Ternormal) -> list[str]:
    return [t.kode for t in hasil.temuan]


def test_no_header_and_no_table(jalan: Jalan, kamus: Kamus, semua_opd: list[Opd]) -> None:
    assert kode(jalan([["a", "b"], ["c", "d"]])) == ["STR-001"]
    assert kode(jalan()) == ["STR-001"]
    rusak = Bacaan("", temuan=[Temuan("FILE-001")])
    hasil = normalkan(rusak, semua_opd[0], kamus, sha_berkas="a", nama_berkas="x.xlsx", semua_opd=semua_opd)
    assert (hasil.temuan, hasil.entri, hasil.dibaca) == ([], [], 0)


def test_header_without_rows(jalan: Jalan, kepala: list[str]) -> None:
    assert kode(jalan([kepala, [1], [2]])) == ["STR-007", "STR-009"]


def test_unknown_column_gives_the_line_to_paste(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    isi = [[*kepala[:4], "Penangung Jwab", *kepala[5:], 'Warna "map"', "Kosong"], [*baris(1, "A"), "biru"]]
    hasil = jalan(isi, kategori="berkala")
    asing = [(t.kode, t.sel, t.parameter) for t in hasil.temuan if t.kode in ("STR-002", "STR-003")]
    berkas = {"berkas_kamus": "kamus/header.yml"}
    nama = "Penanggung Jawab Pembuatan atau Penerbitan Informasi"
    garis = '"Penangung Jwab": penanggung_jawab'
    assert asing == [
        ("STR-002", "E1", {"asli": "Penangung Jwab", "kanonik": nama, "baris_kamus": garis, **berkas}),
        ("STR-003", "I1", {"asli": 'Warna "map"', "baris_kamus": '"Warna \\"map\\"": abaikan', **berkas}),
    ]
    assert [t.kolom for t in hasil.temuan if t.kode == "STR-004"] == ["penanggung_jawab"]


def test_the_pasted_line_works(tmp_path: Path, jalan: Jalan, semua_opd: list[Opd]) -> None:
    (tmp_path / "kamus").mkdir()
    (tmp_path / "kamus" / "header.yml").write_text('"Penangung Jwab": penanggung_jawab\n', "utf-8")
    kamus = muat_kamus(tmp_path)
    lembar = Lembar("DIP", [["No", "Judul", "Penangung Jwab"], [1, "A", "Sekretaris"]])
    hasil = normalkan(
        Bacaan("xlsx", [lembar]), semua_opd[0], kamus, sha_berkas="a", nama_berkas="x.xlsx", semua_opd=semua_opd
    )
    assert hasil.entri[0]["penanggung_jawab"] == "Sekretaris"
    isi = [["No", "Judul", "Penangung Jwab"], [1, "A", "Sekretaris"]]
    assert jalan(isi, kolom={"penangung jwab": "penanggung_jawab"}).entri[0]["penanggung_jawab"] == "Sekretaris"


@pytest.mark.parametrize(
    ("berkas", "isi", "kode_salah", "baris"),
    [
        ("header.yml", '"A": judul\n"B": jdul\n', "PGT-NILAI", 2),
        ("header.yml", "- a\n", "PGT-JENIS", 1),
        ("header.yml", "a: [\n", "PGT-YAML", 2),
        ("kepala.yml", "", "PGT-NAMA", 0),
        ("bulan.yml", "Januri: 13\n", "PGT-NILAI", 1),
    ],
)
def test_faults_in_an_institutions_dictionary(
    tmp_path: Path, berkas: str, isi: str, kode_salah: str, baris: int
) -> None:
    (tmp_path / "kamus").mkdir()
    (tmp_path / "kamus" / berkas).write_text(isi, "utf-8")
    with pytest.raises(PengaturanGalat) as e:
        muat_kamus(tmp_path)
    assert [(s.kode, s.baris) for s in e.value.salah] == [(kode_salah, baris)]


def test_missing_columns_unless_supplied(jalan: Jalan) -> None:
    isi = [["No", "Judul", "Ringkasan"], [1, "A", "Isi"]]
    kurang = [t.kolom for t in jalan(isi).temuan]
    assert kurang == ["kategori", "pejabat_penguasa", "penanggung_jawab", "waktu_teks", "bentuk", "retensi_teks"]
    hasil = jalan(isi, kategori="berkala", tahun=2024)
    assert [t.kolom for t in hasil.temuan] == ["pejabat_penguasa", "penanggung_jawab", "bentuk", "retensi_teks"]
    assert (hasil.entri[0]["waktu_teks"], hasil.entri[0]["asal"]["pewaris"]["waktu_teks"]) == ("2024", "deklarasi")
    assert jalan(isi, kategori="dikecualikan").temuan == []


def test_error_cells(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    isi = [kepala, baris(1, "A", Retensi=None), baris(2, "B", Waktu="#N/A"), [3, None, "x"]]
    hasil = jalan(Lembar("DIP", isi, galat={(1, 7): "#REF!", (3, 1): "#VALUE!", (3, 30): "#REF!"}), kategori="berkala")
    assert [e["galat"] for e in hasil.entri] == [
        {"retensi_teks": "#REF!"},
        {"waktu_teks": "#N/A"},
        {"judul": "#VALUE!"},
    ]
    galat = [(t.sel, t.entri, t.kolom, t.parameter) for t in hasil.temuan if t.kode == "STR-008"]
    assert galat[0] == ("H2", "DINKES:0:2", "retensi_teks", {"sel": "H2", "nilai": "#REF!"})
    assert len(galat) == 3


def test_links(jalan: Jalan) -> None:
    kepala = ["No", "Judul", "Ringkasan", "Jenis Media", "Link"]
    isi = [
        kepala,
        [1, "Judul bertautan", "Isi", "Lihat", "https://lama.go.id"],
        [2, "B", "Isi", "Website", "NULL"],
        [3, "C", "Isi", None, "Lihat"],
        [4, "D", "Isi", "https://a.go.id/m", "http://10.0.0.1/x\nhttps://satudata.a.go.id/dataset/bidan"],
        [5, "E", "Isi", None, "Unduh"],
    ]
    paut = {
        (1, 1): ["https://a.go.id/judul"],
        (1, 3): ["https://a.go.id/media"],
        (1, 4): ["https://baru.go.id"],
        (5, 4): ["#"],
    }
    e = jalan(Lembar("DIP", isi, tautan=paut)).entri
    assert e[0]["tautan"] == ["https://baru.go.id", "https://a.go.id/judul", "https://a.go.id/media"]
    assert (e[0]["tautan_teks"], e[0]["jenis_media"]) == ("https://lama.go.id", "")
    assert (e[1]["tautan_mentah"], e[1]["jenis_media"]) == ([], "Website")
    assert (e[2]["tautan"], e[2]["tautan_mentah"]) == ([], ["Lihat"])
    assert e[3]["tautan_mentah"][0] == "http://10.0.0.1/x"
    assert e[3]["tautan"] == ["https://satudata.a.go.id/dataset/bidan", "https://a.go.id/m"]
    assert e[3]["satu_data_id"] == "bidan"
    assert e[4]["tautan_mentah"] == []


@pytest.mark.parametrize(
    ("teks", "opd"),
    [
        ("dinas  lingkungan HIDUP ", "DLH"),
        ("DLH", "DLH"),
        ("PPID Pelaksana DLH", "DLH"),
        ("Dinas Kesehatan Kabupaten Bangka", "DINKES"),
        ("Dinas Kesehatan Kabupaten Bangkalan", "DINKES-pengirim"),
        ("DLH dan Dinkes", "DINKES-pengirim"),
    ],
)
def test_office_names_are_whole_names(jalan: Jalan, teks: str, opd: str) -> None:
    e = jalan([["No", "Judul", "Ringkasan", "Perangkat Daerah"], [1, "A", "Isi", teks]]).entri[0]
    assert e["opd_teks"] == " ".join(teks.split())
    assert e["opd"] == opd.removesuffix("-pengirim")
    assert e["id_baris"].startswith("DINKES:")


def test_unit_is_an_office_or_a_part_of_one(jalan: Jalan) -> None:
    e = jalan([["No", "Judul", "Ringkasan", "Unit"], [1, "A", "Isi", "Bidang Data"]]).entri[0]
    assert (e["unit_kerja"], e["opd_teks"], e["opd"]) == ("Bidang Data", "", "DINKES")
    e = jalan([["No", "Judul", "Ringkasan", "Unit"], [1, "A", "Isi", "DLH"]]).entri[0]
    assert (e["unit_kerja"], e["opd_teks"], e["opd"]) == ("", "DLH", "DLH")


def test_place_and_period_columns(jalan: Jalan) -> None:
    isi = [["No", "Judul", "Ringkasan", "Period"], [1, "A", "Isi", "Selama Berlaku"]]
    e = jalan(isi, tempat="Sungailiat").entri[0]
    assert (e["retensi_jenis"], e["waktu_teks"], e["tempat"]) == ("selama_berlaku", "", "Sungailiat")
    isi = [["No", "Judul", "Ringkasan", "Periode", "Tempat"], [1, "A", "Isi", "Triwulan I 2024", "Belinyu"]]
    e = jalan(isi, tempat="Sungailiat").entri[0]
    assert (e["waktu_mulai"], e["tempat"], e["retensi_teks"]) == ("2024-01-01", "Belinyu", "")


def test_sheets_beside_the_table(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    daftar = [["Pilihan"], ["Berkala"]]
    rekap = [["No", "OPD", "Jumlah"], [1, "Dinkes", 5], [2, "DLH", 6]]
    hasil = jalan(
        Lembar("DIP", [kepala, baris(1, "A")]), Lembar("Pilihan", daftar), Lembar("Rekap", rekap), kategori="berkala"
    )
    assert [(t.kode, t.lembar) for t in hasil.temuan] == [
        ("STR-007", "Pilihan"),
        ("STR-007", "Rekap"),
        ("STR-003", "Rekap"),
    ]
    assert {d.alasan for d in hasil.dilewati if d.lembar != "DIP"} == {"tanpa_kepala"}


def test_personal_numbers_in_a_header_are_masked(jalan: Jalan) -> None:
    isi = [["No", "Judul", "Ringkasan", "1901014507900001"], [1, "A", "Isi", "x"]]
    parameter = [t.parameter for t in jalan(isi, kategori="berkala").temuan if t.kode == "STR-003"]
    assert parameter
    assert "1901014507900001" not in str(parameter)
