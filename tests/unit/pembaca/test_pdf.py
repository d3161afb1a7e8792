"""PDFs with text: what lines and words on paper say about a table."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from dip.lembar import Bacaan
from dip.temuan import Temuan
from sumber.pembaca.batas import Batas

Baca = Callable[..., Bacaan]
Buat = Callable[..., bytes]
Gambar = Callable[..., str]

BERKAS = Path(__file__).parent / "berkas"
KEPALA = ["No", "Judul", "Ringkasan"]
X = [50, 90, 250, 450]
GAMBAR = b"<</Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\n0\nendstream"
PENUH = "q 595 0 0 842 0 0 cm /G Do Q\n"
DENGAN_GAMBAR = {"sumber": ">>/XObject<</G 5 0 R", "objek": [GAMBAR]}


def kode(hasil: Bacaan) -> list[tuple[str, object]]:
    return [(t.kode, t.parameter.get("jenis")) for t in hasil.temuan]


def teks(x: int, y: int, isi: str, cara: int = 0) -> str:
    return f"BT {cara} Tr /F1 9 Tf {x} {y} Td ({isi}) Tj ET\n"


@pytest.fixture
def harap() -> list[list[str]]:
    isi: list[list[str]] = json.loads((BERKAS / "baris.json").read_text("utf-8"))
    return isi


def test_table_of_several_pages_as_a_word_processor_prints_it(baca: Baca, harap: list[list[str]]) -> None:
    hasil = baca((BERKAS / "bergaris.pdf").read_bytes(), "bergaris.pdf")
    (x,) = hasil.lembar
    assert (hasil.jenis, hasil.judul, hasil.temuan) == ("pdf", "DIP Dinas Rekaan berkala", [])
    assert x.baris[0] == [
        "No",
        "Judul Informasi",
        "Ringkasan Isi Informasi",
        "Penanggung Jawab",
        "Format",
        None,
        "Retensi",
    ]
    assert x.baris[1] == [None] * 4 + ["Cetak", "Softcopy", None]
    assert [[v or "" for v in b] for b in x.baris[2:]] == [[v.strip() for v in b] for b in harap]
    assert sorted(x.gabung) == [(0, j, 1, j) for j in range(4)] + [(0, 4, 0, 5), (0, 6, 1, 6)]
    assert x.pengantar == ["DAFTAR INFORMASI PUBLIK", "Dinas Rekaan Kabupaten Contohjaya Tahun 2026"]


def test_table_without_lines_as_a_browser_prints_it(baca: Baca, harap: list[list[str]]) -> None:
    hasil = baca((BERKAS / "tanpa_garis.pdf").read_bytes(), "tanpa_garis.pdf")
    (x,) = hasil.lembar
    assert kode(hasil) == [("FILE-006", "pdf_tanpa_garis")]
    assert [b[4:6] for b in x.baris[:2]] == [["Format", None], ["Cetak", "Softcopy"]]
    assert (0, 4, 0, 5) in x.gabung
    dibaca = [[v or "" for v in b] for b in x.baris[2:]]
    assert dibaca == [[*b[:2], b[2][:160].strip(), *b[3:]] for b in harap]


def test_links_underlines_and_title_boxes(baca: Baca, buat_pdf: Buat, gambar_tabel: Gambar) -> None:
    isi = gambar_tabel([KEPALA, ["1", "Profil", "Uraian"], ["2", "Renja", "Rencana"]], X, 700)
    isi += "93 665 m 115 665 l S\n" + gambar_tabel([["DINAS REKAAN"]], [50, 450], 800)
    tautan = "/Annots[<</Type/Annot/Subtype/Link/Rect[92 662 120 678]/A<</S/URI/URI(https://x.example/a.pdf)>>>>]"
    (x,) = baca(buat_pdf(isi, halaman=tautan), "a.pdf").lembar
    assert x.baris == [KEPALA, ["1", "Profil", "Uraian"], ["2", "Renja", "Rencana"]]
    assert x.tautan == {(1, 1): ["https://x.example/a.pdf"]}
    assert x.pengantar == ["DINAS REKAAN"]


def test_row_broken_by_the_end_of_a_page_without_a_line(baca: Baca, buat_pdf: Buat, gambar_tabel: Gambar) -> None:
    satu = gambar_tabel([KEPALA, ["1", "Profil", "Awal uraian yang panjang sekali dan"]], X, 100, tutup=False)
    dua = gambar_tabel([KEPALA, ["", "", "bersambung"], ["2", "Renja", "Rencana"]], X)
    kaki = [teks(280, 30, f"Halaman {n} dari 2") for n in (1, 2)]
    (x,) = baca(buat_pdf(satu + kaki[0], dua + kaki[1]), "a.pdf").lembar
    assert x.baris == [
        KEPALA,
        ["1", "Profil", "Awal uraian yang panjang sekali dan bersambung"],
        ["2", "Renja", "Rencana"],
    ]


def test_heading_between_pieces_of_a_table_becomes_a_row(baca: Baca, buat_pdf: Buat, gambar_tabel: Gambar) -> None:
    satu = gambar_tabel([KEPALA, ["1", "Profil", "Uraian"]], X)
    dua = teks(50, 700, "B. INFORMASI SERTA MERTA") + gambar_tabel([["1", "Bencana", "Kabar"]], X, 690)
    tiga = teks(50, 600, "Tabel lain") + gambar_tabel([KEPALA, ["1", "Renja", "Rencana"]], X, 590)
    a, b = baca(buat_pdf(satu + dua + tiga), "a.pdf").lembar
    assert [v[0] for v in a.baris] == ["No", "1", "B. INFORMASI SERTA MERTA", "1"]
    assert a.gabung == [(2, 0, 2, 2)]
    assert (len(b.baris), b.pengantar) == (2, ["Tabel lain"])


def test_text_nobody_sees_is_not_read(baca: Baca, buat_pdf: Buat, gambar_tabel: Gambar) -> None:
    isi = gambar_tabel([KEPALA, ["1", "Profil", "Uraian"]], X) + teks(300, 767, "rahasia", cara=3)
    isi += teks(580, 400, "keluar dari kertas")
    hasil = baca(buat_pdf(isi), "a.pdf")
    assert hasil.lembar[0].baris[1] == ["1", "Profil", "Uraian"]
    assert kode(hasil) == [("FILE-031", "teks"), ("FILE-031", "terpotong")]


def test_what_else_a_file_holds(baca: Baca, buat_pdf: Buat, gambar_tabel: Gambar) -> None:
    isi = gambar_tabel([KEPALA, ["1", "Profil", "Uraian"]], X)
    lain = "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/Names<</EmbeddedFiles<</Names[]>>>>"
    hasil = baca(buat_pdf(isi, katalog=lain, info="/Author(Siti Rekaan)/Title(Informasi Berkala)"), "a.pdf")
    assert kode(hasil) == [("FILE-010", "javascript"), ("FILE-032", None), ("PDP-009", None)]
    assert "Siti" not in str([t.ke_json() for t in hasil.temuan])
    assert (len(hasil.lembar), hasil.judul) == (1, "Informasi Berkala")


@pytest.mark.parametrize(
    ("isi", "jenis"),
    [
        (PENUH, "pindai"),
        (PENUH + teks(50, 700, "hasil pengenalan huruf dari pindaian", cara=3), "pindai"),
        (teks(50, 700, "teks di bawah gambar yang menutupi halaman") + PENUH, "pindai"),
        (teks(50, 700, "Surat pengantar tanpa tabel, hanya beberapa kata."), "tanpa_tabel"),
        ("".join(teks(50, 700 - 12 * i, "3HPHULQWDK NDEXSDWHQ SHPEDQJXQDQ") for i in range(12)), "teks_rusak"),
        ("".join(teks(50, 700 - 3 * i, "baris yang saling menimpa di kertas") for i in range(30)), "teks_bertumpuk"),
    ],
)
def test_pdfs_that_cannot_be_read(baca: Baca, buat_pdf: Buat, isi: str, jenis: str) -> None:
    hasil = baca(buat_pdf(isi, **DENGAN_GAMBAR), "a.pdf")
    assert (hasil.lembar, hasil.temuan) == ([], [Temuan("FILE-003", berkas="a.pdf", parameter={"jenis": jenis})])


def test_scanned_pages_between_others_refuse_and_a_scanned_last_page_is_noted(
    baca: Baca, buat_pdf: Buat, gambar_tabel: Gambar
) -> None:
    tabel = gambar_tabel([KEPALA, ["1", "Profil lengkap badan publik", "Uraian isi"]], X)
    hasil = baca(buat_pdf(tabel, PENUH, tabel, **DENGAN_GAMBAR), "a.pdf")
    assert hasil.temuan[0].parameter == {"jenis": "pindai_sebagian", "halaman": "2"}
    hasil = baca(buat_pdf(tabel, tabel, PENUH, **DENGAN_GAMBAR), "a.pdf")
    assert (len(hasil.lembar), kode(hasil)) == (1, [("FILE-031", "halaman_gambar")])


def test_letters_without_meaning(baca: Baca, buat_pdf: Buat) -> None:
    huruf = [
        b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(A)/Ordering(B)/Supplement 0>>"
        b"/FontDescriptor<</Type/FontDescriptor/FontName/X>>>>",
    ]
    isi = "BT /F2 9 Tf 50 700 Td <" + "00410042" * 40 + "> Tj ET"
    hasil = baca(buat_pdf(isi, sumber="/F2 5 0 R", objek=huruf), "a.pdf")
    assert kode(hasil) == [("FILE-003", "teks_rusak")]


@pytest.mark.parametrize("bagian", ["/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(a)/U(b)>>", "/Encrypt 9 0 R"])
def test_locked_files(baca: Baca, buat_pdf: Buat, bagian: str) -> None:
    isi = buat_pdf(teks(50, 700, "x")).replace(b"trailer<<", f"trailer<</ID[(a)(a)]{bagian}".encode())
    assert kode(baca(isi, "a.pdf")) == [("FILE-001", None)]


def test_limits(baca: Baca, buat_pdf: Buat, gambar_tabel: Gambar) -> None:
    def ukuran(isi: bytes, **batas: int) -> tuple[str, object]:
        (t,) = baca(isi, "a.pdf", Batas(**batas)).temuan
        return t.kode, t.parameter.get("batas")

    tabel = gambar_tabel([KEPALA, ["1", "Profil", "Uraian"]], X)
    assert ukuran(buat_pdf(*[tabel] * 4), halaman=3) == ("FILE-004", "3 halaman")
    assert ukuran(buat_pdf("0 0 m 9 9 l S " * 3000), coretan=2000) == ("FILE-004", "2.000 huruf dan garis")
    bentuk = [
        b"<</Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</G %d 0 R>>>>/Length 12>>stream\n/G Do /G Do \nendstream"
        % n
        for n in range(6, 36)
    ]
    isi = buat_pdf("/G Do", sumber=">>/XObject<</G 5 0 R", objek=bentuk)
    assert ukuran(isi, coretan=2000) == ("FILE-004", "2.000 huruf dan garis")
    assert ukuran(buat_pdf(b" " * (3 << 20)), urai_mb=8) == ("FILE-004", "2 MB")
    silang = "".join(f"{i} 0 m {i} 800 l S 0 {i} m 800 {i} l S " for i in range(0, 800, 4) for _ in (0, 1))
    assert ukuran(buat_pdf(silang), coretan=5000)[0] == "FILE-004"


def test_damaged_streams_and_looped_page_trees(baca: Baca, buat_pdf: Buat) -> None:
    utuh = buat_pdf(teks(50, 700, "informasi " * 30))
    padat = zlib.compress(teks(50, 700, "informasi " * 30).encode())
    assert kode(baca(utuh.replace(padat, padat[:10] + b"\xff" * (len(padat) - 10)), "a.pdf")) == [("FILE-001", None)]
    putar = utuh.replace(b"/Kids[5 0 R]", b"/Kids[2 0 R]")
    assert kode(baca(putar, "a.pdf")) == [("FILE-003", "tanpa_tabel")]
