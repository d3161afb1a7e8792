"""Where the category of a row comes from, and in which order (domain.md §0 traps 1, 2, 4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dip.lembar import Lembar
from dip.normal import Ternormal

Jalan = Callable[..., Ternormal]
Baris = Callable[..., list[Any]]


def kategori(hasil: Ternormal) -> list[tuple[str, str]]:
    return [(e["kategori"], e["kategori_asal"]) for e in hasil.entri]


def test_order_of_sources(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    """One source after the other is taken away; the next one answers."""
    isi = [[*kepala, "Kategori"], ["A. Informasi setiap saat"], [*baris(1, "A"), "Serta merta"], [*baris(2, "B"), "-"]]
    lembar = Lembar("Berkala", isi)
    assert kategori(jalan(lembar, nama="dikecualikan.xlsx", kategori="berkala")) == [
        ("serta_merta", "kolom"),
        ("setiap_saat", "bagian"),
    ]
    polos = [kepala, baris(1, "A")]
    assert kategori(jalan(Lembar("2. Serta Merta", polos), nama="berkala.xlsx")) == [("serta_merta", "lembar")]
    assert kategori(jalan(polos, nama="DIP_setiap-saat_2024.xlsx", judul="berkala")) == [("setiap_saat", "berkas")]
    assert kategori(jalan(polos, judul="DIP berkala", kategori="setiap_saat")) == [("berkala", "halaman")]
    assert kategori(jalan(polos, kategori="setiap_saat")) == [("setiap_saat", "deklarasi")]
    assert kategori(jalan(polos)) == [("", "")]


def test_unknown_words_stay_and_are_not_replaced_by_a_guess(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    isi = [[*kepala, "Kategori"], [*baris(1, "A"), "Berkala"], [*baris(2, "B"), "Utama"]]
    e = jalan(isi, kategori="berkala").entri[1]
    assert (e["kategori"], e["kategori_teks"], e["kategori_calon"], e["kategori_asal"]) == ("", "Utama", [], "kolom")


def test_two_written_categories_are_two_candidates(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    isi = [[*kepala, "Kategori"], [*baris(1, "A"), "Berkala dan Setiap Saat"]]
    e = jalan(isi).entri[0]
    assert (e["kategori"], e["kategori_calon"]) == ("", ["berkala", "setiap_saat"])


@pytest.mark.parametrize("tanda", ["√", "✓", "✔", "v", "V", "x", "1", 1, 1.0, "ya", "●", True])
def test_tick_marks(jalan: Jalan, tanda: object) -> None:
    kepala = ["No", "Judul", "Ringkasan", "Berkala", "Serta Merta", "Setiap Saat", "Cetak", "Online"]
    e = jalan([kepala, [1, "A", "Isi", None, tanda, "-", "0", tanda]]).entri[0]
    assert (e["kategori"], e["kategori_asal"], e["kategori_teks"]) == ("serta_merta", "centang", "Serta Merta")
    assert (e["bentuk"], e["bentuk_teks"]) == (["online"], "Online")


@pytest.mark.parametrize(
    ("huruf", "tercentang"),
    [
        *(("ü", True), ("P", True), ("\uf0fc", True), ("û", False), ("¨", False)),
        *(("q", False), ("r", False), ("\uf071", False), ("R", True)),  # a box is no tick, its capital is
    ],
)
def test_symbol_fonts(jalan: Jalan, huruf: str, tercentang: bool) -> None:
    kepala = ["No", "Judul", "Ringkasan", "Berkala", "Setiap Saat"]
    lembar = Lembar("DIP", [kepala, [1, "A", "Isi", huruf, None]], simbol={(1, 3)})
    assert jalan(lembar).entri[0]["kategori"] == ("berkala" if tercentang else "")


def test_words_in_a_tick_column_count_and_are_kept(jalan: Jalan) -> None:
    kepala = ["No", "Judul", "Ringkasan", "Cetak", "Online"]
    e = jalan([kepala, [1, "A", "Isi", "Buku saku", "https://a.go.id/x"]]).entri[0]
    assert e["bentuk"] == ["cetak", "online"]
    assert e["bentuk_teks"] == "Cetak: Buku saku, Online"
    assert e["tautan"] == ["https://a.go.id/x"]


@pytest.mark.parametrize(
    ("nilai", "harap"),
    [
        (["Berkala", "Setiap Saat", "berkala"], "kategori"),
        (["Laporan berkala PPID", "Profil", "Rencana"], "judul"),
    ],
)
def test_jenis_informasi_is_decided_by_its_values(jalan: Jalan, nilai: list[str], harap: str) -> None:
    isi = [
        ["No", "Jenis Informasi", "Ringkasan", "Retensi"],
        *[[n, t, "Isi", "1 tahun"] for n, t in enumerate(nilai, 1)],
    ]
    hasil = jalan(isi)
    terbaca = [e["kategori_teks"] if harap == "kategori" else e["judul"] for e in hasil.entri]
    assert terbaca == nilai
    assert "STR-005" not in {t.kode for t in hasil.temuan}


def test_undecided_jenis_informasi_asks_and_keeps_the_words(jalan: Jalan) -> None:
    isi = [
        ["No", "Jenis Informasi", "Ringkasan", "Retensi"],
        *[[n, t, "Isi", "1 tahun"] for n, t in enumerate(["Berkala", "Profil"])],
    ]
    hasil = jalan(isi)
    assert [t.sel for t in hasil.temuan if t.kode == "STR-005"] == ["B1"]
    assert [e["judul"] for e in hasil.entri] == ["Berkala", "Profil"]
    assert "STR-005" not in {t.kode for t in jalan(isi, jenis_informasi="kategori").temuan}
    assert [e["kategori_teks"] for e in jalan(isi, jenis_informasi="kategori").entri] == ["Berkala", "Profil"]


def test_kategori_without_any_category_in_it_is_a_group(jalan: Jalan) -> None:
    isi = [["No", "Judul", "Ringkasan", "Kategori"], [1, "A", "Isi", "Laporan Keuangan"]]
    e = jalan(isi, kategori="berkala").entri[0]
    assert (e["kategori"], e["kelompok"]) == ("berkala", "Laporan Keuangan")
    e = jalan(isi).entri[0]
    assert (e["kategori"], e["kategori_teks"]) == ("", "Laporan Keuangan")


def test_excluded_section_is_never_outvoted(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    isi = [
        [*kepala, "Kategori"],
        ["D. Informasi yang dikecualikan"],
        [*baris(1, "A"), "Berkala"],
        [*baris(2, "B"), None],
    ]
    hasil = jalan(isi)
    assert hasil.entri[0]["kategori_calon"] == ["berkala", "dikecualikan"]
    assert hasil.entri[0]["kategori"] == ""
    assert hasil.entri[1]["kategori"] == "dikecualikan"


def test_table_of_excluded_information(jalan: Jalan) -> None:
    """K1: two header rows; the period is one of exclusion, not of retention, and the reasons are kept."""
    isi = [
        [
            "NO",
            "INFORMASI YANG DIKECUALIKAN",
            "DASAR HUKUM PENGECUALIAN INFORMASI",
            "KONSEKUENSI / PERTIMBANGAN BAGI PUBLIK",
            None,
            "JANGKA WAKTU",
        ],
        [None, None, None, "DIBUKA", "DITUTUP", None],
        [1, "Topologi jaringan", "Pasal 17 huruf c", "Rawan", "Aman", "Tidak terbatas"],
    ]
    gabung = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 3, 0, 4), (0, 5, 1, 5)]
    hasil = jalan(Lembar("DIP", isi, gabung=gabung), kategori="berkala")
    e = hasil.entri[0]
    assert (e["kategori"], e["judul"], e["retensi_jenis"]) == ("dikecualikan", "Topologi jaringan", "tidak_diisi")
    assert e["dik"] == {
        "dasar_hukum": "Pasal 17 huruf c",
        "konsekuensi_dibuka": "Rawan",
        "konsekuensi_ditutup": "Aman",
        "jangka_waktu": "Tidak terbatas",
    }
    assert {k: v for k, v in e["asal"]["sel"].items() if k.startswith("dik_")} == {
        "dik_dasar_hukum": "C3",
        "dik_konsekuensi_dibuka": "D3",
        "dik_konsekuensi_ditutup": "E3",
        "dik_jangka_waktu": "F3",
    }
    assert e["keterangan"] == ""
    assert [t.kode for t in hasil.temuan] == []


def test_excluded_information_as_a_title_column(jalan: Jalan) -> None:
    isi = [
        ["No", "Informasi Dikecualikan", "Dasar Hukum", "Jangka Waktu"],
        [1, "Kunci jawaban", "Pasal 17 huruf a", "1 tahun"],
    ]
    e = jalan(isi).entri[0]
    assert (e["judul"], e["kategori"]) == ("Kunci jawaban", "dikecualikan")


def test_a_legal_basis_alone_excludes_nothing(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    e = jalan([[*kepala, "Dasar Hukum"], [*baris(1, "A"), "Perda 1/2020"]], kategori="berkala").entri[0]
    assert (e["kategori"], e["keterangan"], e["retensi_aktif"]) == ("berkala", "Dasar Hukum: Perda 1/2020", "P5Y")


def test_rows_before_the_first_section(jalan: Jalan, kepala: list[str], baris: Baris) -> None:
    isi = [kepala, baris(1, "A"), baris(2, "B"), ["A. Informasi berkala"], baris(3, "C")]
    temuan = [(t.kode, t.baris, t.parameter) for t in jalan(isi).temuan if t.kode == "STR-006"]
    assert temuan == [("STR-006", 2, {"n": 2})]
