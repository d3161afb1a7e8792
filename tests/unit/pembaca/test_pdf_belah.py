"""Tables whose columns ran over to further pages: refused, because halves of rows are put together by no guess."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from dip.lembar import Bacaan

Baca = Callable[..., Bacaan]
Buat = Callable[..., bytes]
Gambar = Callable[..., str]

KIRI = [["No", "Judul", "Ringkasan"], ["A", "", ""], *([str(n), f"Laporan {n}", "Uraian"] for n in range(1, 9))]
KANAN = [["Pejabat", "Retensi"], ["", ""], *(["Sekretaris", f"{n} tahun"] for n in range(1, 9))]
X_KIRI, X_KANAN = [50, 90, 250, 580], [50, 200, 400]


def teks(x: int, y: int, isi: str) -> str:
    return f"BT /F1 9 Tf {x} {y} Td ({isi}) Tj ET\n"


def jenis(hasil: Bacaan) -> list[object]:
    return [t.parameter.get("jenis") for t in hasil.temuan]


def beda(baris: Sequence[Sequence[str]], kolom: Sequence[int], tinggi: Sequence[int]) -> str:
    """A table whose rows have these heights."""
    y, hasil = 800, f"{kolom[0]} 800 m {kolom[-1]} 800 l S\n"
    for b, t in zip(baris, tinggi, strict=True):
        hasil += "".join(teks(x + 3, y - 12, isi) for x, isi in zip(kolom, b, strict=False))
        y -= t
        hasil += f"{kolom[0]} {y} m {kolom[-1]} {y} l S\n"
    return hasil + "".join(f"{x} 800 m {x} {y} l S\n" for x in kolom)


def test_a_heading_over_both_edges(baca: Baca, buat_pdf: Buat, gambar_tabel: Gambar) -> None:
    """Merged headings are printed on both pages, each time cut; down first, then over."""
    judul = "A. INFORMASI YANG WAJIB DIUMUMKAN SECARA BERKALA"
    satu = gambar_tabel(KIRI[:5], X_KIRI) + teks(480, 767, judul)
    dua = gambar_tabel([["", *b] for b in KANAN[:5]], [50, 90, 200, 400]) + teks(-60, 767, judul)
    hasil = baca(buat_pdf(satu, gambar_tabel(KIRI[5:8], X_KIRI), dua), "a.pdf")
    assert (hasil.lembar, [t.kode for t in hasil.temuan], jenis(hasil)) == ([], ["FILE-003"], ["terbelah"])


def test_the_row_of_column_numbers_goes_on(baca: Baca, buat_pdf: Buat) -> None:
    kiri = [KIRI[0], ["1", "2", "3"], *KIRI[2:5]]
    kanan = [KANAN[0], ["(4)", "(5)"], *KANAN[2:5]]
    tinggi = [40, 20, 20, 20, 20]
    assert jenis(baca(buat_pdf(beda(kiri, X_KIRI, tinggi), beda(kanan, X_KANAN, tinggi)), "a.pdf")) == ["terbelah"]


@pytest.mark.parametrize(("n", "tinggi"), [(10, [20] * 10), (5, [20, 20, 46, 33, 20])])
def test_rows_at_the_same_places_numbered_on_one_page_only(
    baca: Baca, buat_pdf: Buat, n: int, tinggi: list[int]
) -> None:
    isi = buat_pdf(beda(KIRI[:n], X_KIRI, tinggi), beda(KANAN[:n], X_KANAN, tinggi))
    assert jenis(baca(isi, "a.pdf")) == ["terbelah"]


def test_tables_that_are_only_alike_are_read(baca: Baca, buat_pdf: Buat) -> None:
    """Other tables with rows of their own; equal rows by chance; a few letters beyond the edge."""
    satu = beda(KIRI[:5], X_KIRI, [20] * 5)
    bernomor = [["No", "Nama"], *([str(n), "Kepala Bidang"] for n in range(1, 5))]
    for dua in (
        beda(KANAN[:5], X_KANAN, [20] * 5),
        beda(KANAN[:5], X_KANAN, [20, 31, 20, 20, 20]),
        beda(bernomor, X_KANAN, [20] * 5),
        beda(bernomor, X_KANAN, [20] * 5) + teks(580, 300, "keluar dari kertas"),
    ):
        hasil = baca(buat_pdf(satu, dua), "a.pdf")
        assert len(hasil.lembar) == 2
        assert jenis(hasil) in ([], ["terpotong"])


def test_the_same_columns_on_every_page_are_no_halves(baca: Baca, buat_pdf: Buat) -> None:
    halaman = beda(KIRI[:5], X_KIRI, [20, 31, 20, 20, 20]) + teks(560, 300, "keluar dari kertas") + teks(-9, 300, "x")
    hasil = baca(buat_pdf(halaman, halaman), "a.pdf")
    assert jenis(hasil) == ["terpotong"]
