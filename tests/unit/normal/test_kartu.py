"""Cards: one information per small table of two columns, in every arrangement (domain.md §2.1 H10)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dip.lembar import Bacaan, Lembar
from dip.normal import Kamus, Ternormal, normalkan
from dip.pengaturan import Opd

Jalan = Callable[..., Ternormal]

ISI = [["Judul", "Profil"], ["Ringkasan", "Tugas dinas"], ["Penanggung Jawab", "Sekretaris"], ["Tahun", 2024]]
LAIN = [["Judul", "Renja"], ["Ringkasan", "Rencana kerja"], ["Penanggung Jawab", "Kepala Bidang"], ["Tahun", 2023]]


def judul(hasil: Ternormal) -> list[tuple[str, int]]:
    return [(e["judul"], e["tahun"]) for e in hasil.entri]


@pytest.mark.parametrize(
    "isi",
    [
        ISI + LAIN,
        [*ISI, [], *LAIN],
        [*ISI, ["Informasi 2"], *LAIN],
        [*ISI, [None, None], ["Jenis", "Isi"], *LAIN],
        [["Jenis", "Isi"], *ISI, *LAIN],
        [[f"{n}. {b[0]} :", *b[1:]] for n, b in enumerate(ISI, 1)] + [[f"{b[0]}*", *b[1:]] for b in LAIN],
        [[b[0], ":", b[1]] for b in ISI + LAIN],
    ],
)
def test_two_cards_below_each_other(jalan: Jalan, isi: list[list[object]]) -> None:
    hasil = jalan(Lembar("Kartu", isi), kategori="berkala")
    assert judul(hasil) == [("Profil", 2024), ("Renja", 2023)]
    assert [e["asal"]["baris"] for e in hasil.entri] == [isi.index(b) + 1 for b in isi if "Judul" in str(b)]


def test_cards_in_columns_behind_one_column_of_labels(jalan: Jalan) -> None:
    isi = [[a[0], a[1], b[1]] for a, b in zip(ISI, LAIN, strict=True)]
    hasil = jalan(Lembar("Kartu", isi, baris_awal=5, kolom_awal=2), kategori="berkala")
    assert judul(hasil) == [("Profil", 2024), ("Renja", 2023)]
    assert [e["asal"]["sel"]["penanggung_jawab"] for e in hasil.entri] == ["C7", "D7"]
    assert [e["id_baris"] for e in hasil.entri] == ["DINKES:0:5", "DINKES:0:5.D"]


def test_links_errors_formats_and_hidden_rows_travel_along(jalan: Jalan) -> None:
    isi = [*ISI[:3], ["Tanggal", "2024-11-12"], ["Link", "Unduh"], ["Retensi", None]]
    lembar = Lembar("Kartu", isi, tautan={(4, 1): ["https://a.go.id/x"]}, format={(3, 1): "tanggal"})
    lembar.galat, lembar.baris_sembunyi = {(5, 1): "#REF!"}, {2}
    hasil = jalan(lembar, kategori="berkala")
    e = hasil.entri[0]
    assert (e["tautan"], e["waktu_mulai"], e["tersembunyi"]) == (["https://a.go.id/x"], "2024-11-12", True)
    assert e["asal"]["sel"]["tautan"] == "B5"
    assert [(t.sel, t.kolom) for t in hasil.temuan if t.kode == "STR-008"] == [("B6", "retensi_teks")]


def test_unknown_labels_are_asked_about_once_per_file(jalan: Jalan) -> None:
    kartu = [[*ISI, ["Warna Map", "biru"], ["Penangung Jwab", "x"]], [*LAIN, ["Warna Map", "merah"]]]
    hasil = jalan(*(Lembar(f"tabel {n}", isi) for n, isi in enumerate(kartu, 1)), kategori="berkala")
    tanya = [(t.kode, t.lembar, t.sel) for t in hasil.temuan if t.kode in ("STR-002", "STR-003")]
    assert tanya == [("STR-003", "tabel 1", "A5"), ("STR-002", "tabel 1", "A6")]
    kurang = {(t.lembar, t.kolom) for t in hasil.temuan if t.kode == "STR-004"}
    assert kurang == {("", "pejabat_penguasa"), ("", "bentuk"), ("", "retensi_teks")}
    assert ("tabel 2", "bentuk") in hasil.kolom_kurang


def test_a_class_with_numbers_is_no_card(jalan: Jalan) -> None:
    isi = [["Informasi", "Jumlah"], ["Berkala", 10], ["Setiap Saat", 4], ["Serta Merta", 1]]
    assert [t.kode for t in jalan(Lembar("Rekap", isi)).temuan] == ["STR-001"]


def test_a_heading_holds_for_the_cards_below_it(kamus: Kamus, semua_opd: list[Opd]) -> None:
    """In a document the class of a heading holds until the next one; a plain table needs a heading of its own."""
    biasa = [["No", "Judul", "Ringkasan"], [1, "Tabel biasa", "Isi"]]
    lembar = [
        Lembar("tabel 1", ISI, pengantar=["DIP TAHUN 2022", "A. Informasi yang wajib diumumkan secara berkala"]),
        Lembar("tabel 2", LAIN, pengantar=["Kartu berikut"]),
        Lembar("tabel 3", biasa, pengantar=["Lampiran"]),
        Lembar("tabel 4", biasa),
        Lembar("tabel 5", biasa, pengantar=["Tabel 5. Informasi Setiap Saat"]),
        Lembar("tabel 6", biasa),
    ]
    hasil = normalkan(
        Bacaan("docx", lembar), semua_opd[0], kamus, sha_berkas="a", nama_berkas="dip.docx", semua_opd=semua_opd
    )
    assert [(e["kategori"], e["kategori_asal"]) for e in hasil.entri] == [
        ("berkala", "judul tabel"),
        ("berkala", "judul tabel"),
        ("", ""),
        ("", ""),
        ("setiap_saat", "judul tabel"),
        ("setiap_saat", "judul tabel"),
    ]
    assert [e["tahun"] for e in hasil.entri] == [2024, 2023, 2022, 2022, 2022, 2022]
