"""Layouts around and inside the table (domain.md §2.2), each as small as it can be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dip.lembar import Lembar
from dip.normal import Ternormal

Jalan = Callable[..., Ternormal]
Baris = Callable[..., list[Any]]


def alasan(hasil: Ternormal) -> list[tuple[int, str]]:
    return [(d.baris, d.alasan) for d in hasil.dilewati]


def judul(hasil: Ternormal) -> list[str]:
    return [e["judul"] for e in hasil.entri]


@pytest.mark.parametrize(
    "kepala",
    [
        ["N o", "Judul\nInformasi", "PENANGGUNGJAWAB  PEMBUATAN/PENERBITAN INFORMASI*", "Jangka Waktu Penyimpanana"],
        ["#", "Nama Informasi (2)", "Penaggungjawab Informasi", "RETENSI ARSIP"],
        ["id", "title", "PJ", "Masa Simpan"],
    ],
)
def test_header_spellings(jalan: Jalan, kepala: list[str]) -> None:
    e = jalan([kepala, [1, "Profil", "Sekretaris", "1 tahun"]], kategori="berkala").entri[0]
    assert (e["nomor_asal"], e["judul"], e["penanggung_jawab"], e["retensi_aktif"]) == (
        "1",
        "Profil",
        "Sekretaris",
        "P1Y",
    )


def test_header_may_start_late_and_addresses_are_those_of_the_file(
    jalan: Jalan, kepala: list[str], baris: Baris
) -> None:
    isi = [[None]] * 6 + [kepala, baris(1, "Profil")]
    e = jalan(Lembar("DIP", isi, baris_awal=3, kolom_awal=2), kategori="berkala").entri[0]
    assert e["asal"]["baris"] == 10
    assert e["asal"]["sel"]["judul"] == "C10"
    assert e["id_baris"] == "DINKES:0:10"


def test_two_header_rows_without_merges(jalan: Jalan) -> None:
    hasil = jalan(
        [
            ["No", "Ringkasan Informasi", "Bentuk Informasi yang Tersedia", None, "Retensi Arsip", None],
            [None, None, "Cetak", "Digital", "Aktif", "Inaktif"],
            [1, "Profil", None, "√", "2", "3 tahun"],
        ],
        kategori="berkala",
    )
    e = hasil.entri[0]
    assert (e["bentuk"], e["bentuk_teks"]) == (["softcopy"], "Digital")
    assert (e["retensi_jenis"], e["retensi_aktif"], e["retensi_inaktif"]) == ("aktif_inaktif", "P2Y", "P3Y")
    assert alasan(hasil) == [(1, "kepala"), (2, "kepala")]


def test_a_label_broken_over_two_rows(jalan: Jalan) -> None:
    kepala = [["No", "Ringkasan", "Pejabat yang"], [None, "Isi Informasi", "Menguasai Informasi"]]
    hasil = jalan([*kepala, [1, "Profil", "Kepala Bidang"]], kategori="berkala")
    assert hasil.entri[0]["pejabat_penguasa"] == "Kepala Bidang"
    assert len(hasil.entri) == 1


def test_a_second_table_with_other_columns(jalan: Jalan) -> None:
    hasil = jalan(
        [
            ["No", "Judul", "Ringkasan", "Retensi"],
            [1, "A", "Isi A", "1 tahun"],
            [],
            ["No", "Judul", "Retensi", "Ringkasan"],
            [1, "B", "2 tahun", "Isi B"],
        ],
        kategori="berkala",
    )
    assert [(e["judul"], e["ringkasan"], e["retensi_teks"]) for e in hasil.entri] == [
        ("A", "Isi A", "1 tahun"),
        ("B", "Isi B", "2 tahun"),
    ]


def test_number_row_is_skipped_and_a_numeric_data_row_is_not(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    hasil = jalan([kepala, ["1", "2", "3", "4", "5", "6", "7", "13"], baris(1, "2024")], kategori="berkala")
    assert alasan(hasil)[1:] == [(2, "nomor_kolom")]
    assert judul(hasil) == ["2024"]


def test_groups_by_number_column_by_merge_and_by_title(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    isi = [
        kepala,
        ["Profil"],
        baris(1, "A"),
        [None, "Laporan"],
        baris(2, "B"),
        ["B", "Rencana"],
        baris(3, "C"),
        ["Lain"],
    ]
    hasil = jalan(Lembar("DIP", [*isi, baris(4, "D")], gabung=[(7, 0, 7, 7)]), kategori="berkala")
    assert [(e["judul"], e["kelompok"]) for e in hasil.entri] == [
        ("A", "Profil"), ("B", "Laporan"), ("C", "Rencana"), ("D", "Lain"),
    ]  # fmt: skip
    assert [a for _, a in alasan(hasil)] == ["kepala", *["kelompok"] * 4]


def test_children_inherit_from_the_full_row_above(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    hasil = jalan(
        [kepala, baris(1, "Laporan"), ["a", "Neraca"], [None, "b. Arus kas"], baris(2, "Lain")], kategori="berkala"
    )
    assert judul(hasil) == ["Laporan", "Neraca", "Arus kas", "Lain"]
    anak = hasil.entri[1]
    assert (anak["penanggung_jawab"], anak["retensi_aktif"], anak["tahun"]) == ("Sekretaris", "P5Y", 2024)
    assert anak["asal"]["pewaris"]["retensi_teks"] == "induk"
    assert anak["asal"]["sel"]["penanggung_jawab"] == "E2"


def test_continuations_of_title_summary_and_links(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    isi = [[*kepala, "Link"], [*baris(1, "Laporan keuangan"), "https://a.go.id/1"]]
    isi += [[None, "tahun 2023"], [None, None, "dan lampiran"], [None] * 8 + ["https://a.go.id/2"], baris(2, "Lain")]
    hasil = jalan(isi, kategori="berkala")
    e = hasil.entri[0]
    assert judul(hasil) == ["Laporan keuangan tahun 2023", "Lain"]
    assert e["ringkasan"] == "Ringkasan isi\ndan lampiran"
    assert e["tautan"] == ["https://a.go.id/1", "https://a.go.id/2"]
    assert [a for _, a in alasan(hasil)][1:] == ["lanjutan"] * 3


def test_an_information_over_merged_rows_is_one(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    isi = [kepala, baris(1, "Laporan"), [None, None, "bagian dua", None, "Kepala Seksi"], baris(2, "Lain")]
    hasil = jalan(Lembar("DIP", isi, gabung=[(1, 0, 2, 0), (1, 1, 2, 1)]), kategori="berkala")
    assert judul(hasil) == ["Laporan", "Lain"]
    assert hasil.entri[0]["ringkasan"] == "Ringkasan isi\nbagian dua"


def test_a_row_without_title_but_with_content_is_never_lost(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    hasil = jalan([kepala, baris(1, "A"), baris(2, None, None), baris(3, "B")], kategori="berkala")
    assert judul(hasil) == ["A", "", "B"]


def test_prepared_numbers_and_dashes_are_empty(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    hasil = jalan([kepala, baris(1, "A"), [2], [3, "-", "-", "N/A"]], kategori="berkala")
    assert alasan(hasil)[1:] == [(3, "kosong"), (4, "kosong")]


def test_merged_values_stay_inside_their_range(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    isi = [kepala, baris(1, "A"), baris(2, "B", Pejabat=None), baris(3, "C", Pejabat=None)]
    hasil = jalan(Lembar("DIP", isi, gabung=[(1, 3, 2, 3)]), kategori="berkala")
    assert [e["pejabat_penguasa"] for e in hasil.entri] == ["Kepala Bidang", "Kepala Bidang", ""]
    assert hasil.entri[1]["asal"]["pewaris"]["pejabat_penguasa"] == "gabung"
    assert hasil.entri[1]["asal"]["sel"]["pejabat_penguasa"] == "D2"


def test_ditto_marks_repeat_the_value_above_and_chain(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    isi = [kepala, baris(1, "A"), baris(2, "B", Retensi="sda"), baris(3, "C", Retensi="″"), baris(4, "D", Retensi=None)]
    hasil = jalan([*isi, baris(5, "E", Retensi="idem")], kategori="berkala")
    assert [e["retensi_teks"] for e in hasil.entri] == ["5 tahun", "5 tahun", "5 tahun", "", ""]
    assert hasil.entri[2]["asal"]["sel"]["retensi_teks"] == "H2"


def test_signature_block(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    isi = [
        ["DINAS KESEHATAN"],
        ["TAHUN ANGGARAN 2024 SEMESTER II"],
        kepala,
        baris(1, "Kepala Dinas dan jajarannya"),
        [],
    ]
    isi += [
        ["Mengetahui", None, None, None, "Sungailiat, 5 Maret 2024"],
        ["BUPATI", None, None, None, "Plt. KEPALA DINAS"],
    ]
    isi += [[], ["Ali Rekaan", None, None, None, "Dr. Siti Rekaan"], [None, None, None, None, "Pembina Utama Muda"]]
    hasil = jalan([*isi, [None, None, None, None, "NIP. 19700101 199501 2 000"]], kategori="berkala")
    assert judul(hasil) == ["Kepala Dinas dan jajarannya"]
    assert [a for _, a in alasan(hasil)][3:] == ["kaki"] * 5
    assert hasil.pengirim == {
        "opd": "DINAS KESEHATAN",
        "opd_kode": "DINKES",
        "tahun": "2024",
        "semester": "2",
        "tanggal": "2024-03-05",
        "jabatan": "Plt. KEPALA DINAS",
        "penandatangan_nama": "Dr. Siti Rekaan",
        "pangkat": "Pembina Utama Muda",
        "nip": "197001011995012000",
        "mengetahui_jabatan": "BUPATI",
        "mengetahui_nama": "Ali Rekaan",
    }


def test_a_title_like_a_signature_does_not_end_the_table(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    isi = [kepala, baris(1, "A"), [None, "Camat dan lurah"], [2, "Kepala Dinas"], baris(3, "B")]
    hasil = jalan(isi, kategori="berkala")
    assert judul(hasil) == ["A", "Kepala Dinas", "B"]
    assert hasil.entri[2]["kelompok"] == "Camat dan lurah"


def test_years_of_regulations_are_not_years_of_the_table(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    isi = [["Sesuai UU Nomor 14 Tahun 2008"], ["Tanggal Ekspor: 5 Mei 2020"], kepala, baris(1, "A", Waktu="TW I")]
    hasil = jalan(isi, kategori="berkala")
    assert "tahun" not in hasil.pengirim
    assert (hasil.entri[0]["tahun"], hasil.entri[0]["waktu_mulai"]) == (0, "")


def test_hidden_rows_are_marked_hidden_columns_not_read_hidden_sheets_not_counted(
    jalan: Jalan, kepala: list[str], baris: Baris
) -> None:
    isi = [kepala, baris(1, "A"), baris(2, "B")]
    terlihat = Lembar("DIP", isi, baris_sembunyi={2}, kolom_sembunyi={3})
    hasil = jalan(terlihat, Lembar("Arsip", isi, tersembunyi=True), kategori="berkala")
    assert [e["tersembunyi"] for e in hasil.entri] == [False, True]
    assert hasil.entri[0]["pejabat_penguasa"] == ""
    assert hasil.dibaca == 3


def test_title_from_summary_and_summary_from_title(jalan: Jalan) -> None:
    e = jalan(
        [["No", "Ringkasan Isi Informasi"], [1, "1. Profil dinas lengkap. Memuat tugas."]], kategori="berkala"
    ).entri[0]
    assert (e["judul"], e["ringkasan"]) == ("Profil dinas lengkap", "1. Profil dinas lengkap. Memuat tugas.")
    panjang = "Laporan pelaksanaan kegiatan penyuluhan kesehatan masyarakat tahun 2024"
    e = jalan([["No", "Judul"], [1, panjang], [2, "Profil"]], kategori="berkala").entri[0]
    assert (e["ringkasan"], e["ringkasan_dari_judul"]) == (panjang, True)


def test_a_merge_that_starts_in_the_header_gives_no_value(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    isi = [kepala, baris(1, "A", Retensi=None), baris(2, "B")]
    hasil = jalan(Lembar("DIP", isi, gabung=[(0, 7, 1, 7)]), kategori="berkala")
    assert [e["retensi_teks"] for e in hasil.entri] == ["", "5 tahun"]


def test_numbers_without_a_header_are_numbers(jalan: Jalan) -> None:
    hasil = jalan(
        [[None, "Judul", "Ringkasan"], [1, "A", "Isi"], [2, "B", "Isi"], [None, None, "lanjutan"]], kategori="berkala"
    )
    assert [(e["nomor_asal"], e["ringkasan"]) for e in hasil.entri] == [("1", "Isi"), ("2", "Isi\nlanjutan")]
    assert "STR-003" not in {t.kode for t in hasil.temuan}


def test_one_column_for_both_officials(jalan: Jalan) -> None:
    kepala = ["NO", "NAMA INFORMASI", "PEJABAT YANG MENGUASAI / PENANGGUNG JAWAB", "INFORMASI YANG TERSEDIA"]
    e = jalan([kepala, [1, "A", "Kepala Bidang", "Softcopy"]], kategori="berkala").entri[0]
    assert (e["pejabat_penguasa"], e["penanggung_jawab"]) == ("Kepala Bidang", "Kepala Bidang")
    kepala.append("PENANGGUNG JAWAB PEMBUATAN INFORMASI")
    e = jalan([kepala, [1, "A", "Kepala Bidang", "Softcopy", "Sekretaris"]], kategori="berkala").entri[0]
    assert (e["pejabat_penguasa"], e["penanggung_jawab"]) == ("Kepala Bidang", "Sekretaris")


def test_year_of_a_row_without_time(jalan: Jalan) -> None:
    isi = [
        ["DAFTAR INFORMASI PUBLIK TAHUN 2025"],
        ["No", "Judul", "Ringkasan", "Waktu"],
        [1, "LKPD 2023", "Isi"],
        [2, "Profil", "Isi"],
    ]
    e = jalan([*isi, [3, "Renja 2020-2021", "Isi", "Setiap tahun"]]).entri
    assert [(x["tahun"], x["asal"]["pewaris"].get("tahun")) for x in e] == [
        (2023, "judul"),
        (2025, "judul tabel"),
        (0, None),
    ]
    assert {x["waktu_teks"] for x in e} == {"", "Setiap tahun"}
