"""Archives: every table file in them, nothing lost in silence."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from dip.lembar import Bacaan
from sumber.pembaca.batas import Batas

Baca = Callable[..., Bacaan]

CSV = b"No;Judul\n1;Profil\n2;Renja\n"
LAIN = b"No;Judul\n1;Lakip\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(60)


def arsip(*anggota: tuple[str, bytes], bendera_utf8: bool = True) -> bytes:
    b = io.BytesIO()
    with zipfile.ZipFile(b, "w", zipfile.ZIP_DEFLATED) as z:
        for nama, isi in anggota:
            z.writestr(nama, isi)
    hasil = b.getvalue()
    return hasil if bendera_utf8 else ubah_bendera(hasil, 0)


def ubah_bendera(isi: bytes, bendera: int) -> bytes:
    """The same archive with other flags in all headers."""
    hasil = bytearray(isi)
    for tanda, geser in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        p = hasil.find(tanda)
        while p >= 0:
            hasil[p + geser : p + geser + 2] = bendera.to_bytes(2, "little")
            p = hasil.find(tanda, p + 4)
    return bytes(hasil)


def kode(hasil: Bacaan) -> list[tuple[str, str, dict[str, str | int]]]:
    return [(t.kode, t.berkas, t.parameter) for t in hasil.temuan]


def test_members_are_named_and_debris_is_not_looked_at(baca: Baca, buku: Callable[..., bytes]) -> None:
    xlsx = buku(lambda ws: ws.append(["No", "Judul"]))
    hasil = baca(
        arsip(
            ("DIP 2026 fix (2) (1).xlsx", xlsx), ("Bidang/Data.csv", CSV), ("Bidang/", b""),
            ("__MACOSX/._Data.csv", b"x"), ("Bidang/Thumbs.db", b"x"), ("desktop.ini", b"x"), (".DS_Store", b"x"),
            ("~$DIP.xlsx", b"x"),
        ),
        "kiriman.zip",
    )  # fmt: skip
    assert [x.nama for x in hasil.lembar] == ["DIP 2026 fix (2) (1).xlsx › DIP", "Data.csv › Data"]
    assert hasil.jenis == "zip"
    assert [k for k in kode(hasil) if k[1] != "DIP 2026 fix (2) (1).xlsx"] == []


def test_other_members_are_noted_and_the_same_bytes_are_read_once(baca: Baca) -> None:
    surat = b"Yth. Kepala Dinas\nBersama ini kami sampaikan, sebagaimana terlampir, daftar.\nTerima kasih.\n"
    isi = arsip(("a/b.csv", CSV), ("foto.png", PNG), ("surat.txt", surat), ("salinan.csv", CSV), ("c/b.csv", LAIN))
    hasil = baca(isi, "k.zip")
    assert [x.nama for x in hasil.lembar] == ["a/b.csv › b", "c/b.csv › b"]
    assert kode(hasil) == [
        ("FILE-005", "salinan.csv", {"nama": "a/b.csv", "jenis": "zip", "zip": 1}),
        ("FILE-002", "foto.png", {"ekstensi": "png", "jenis": "zip", "zip": 1}),
        ("FILE-002", "surat.txt", {"ekstensi": "txt", "jenis": "zip", "zip": 1}),
    ]


def test_findings_of_members_keep_their_sheet(baca: Baca, buku: Callable[..., bytes]) -> None:
    def isi(ws: Any) -> None:
        ws.append(["No", "Judul"])
        ws.append(["1", "x"])
        ws.row_dimensions[2].hidden = True

    hasil = baca(arsip(("a.xlsx", buku(isi)), ("b.txt", CSV)), "k.zip")
    (t,) = [t for t in hasil.temuan if t.kode == "FILE-031"]
    assert (t.berkas, t.lembar, t.parameter["sheet"]) == ("a.xlsx", "a.xlsx › DIP", "a.xlsx › DIP")


def test_title_of_a_page_introduces_its_tables(baca: Baca) -> None:
    html = b"<title>Informasi Dikecualikan</title><table><tr><td>a<td>b<tr><td>1<td>2</table>"
    (x,) = baca(arsip(("a.html", html)), "k.zip").lembar
    assert x.pengantar[0] == "Informasi Dikecualikan"


@pytest.mark.parametrize("bendera", [True, False])
def test_names_in_any_alphabet_and_personal_numbers(baca: Baca, bendera: bool) -> None:
    isi = arsip(("Daftar – é.csv", CSV), ("../../ktp 1901014507900001.csv", LAIN), bendera_utf8=bendera)
    nama = [x.nama for x in baca(isi, "k.zip").lembar]
    assert nama[0] == "Daftar – é.csv › Daftar – é"
    assert "1901014507900001" not in nama[1]
    assert ".." not in nama[1]


def test_one_zip_in_a_zip_but_no_third(baca: Baca) -> None:
    satu = arsip(("a.csv", CSV), ("b.csv", LAIN))
    hasil = baca(arsip(("dalam.zip", satu), ("c.csv", CSV)), "k.zip")
    assert [x.nama for x in hasil.lembar] == ["dalam.zip › a.csv › a", "dalam.zip › b.csv › b"]
    assert kode(hasil)[0][:2] == ("FILE-005", "c.csv")
    tiga = baca(arsip(("x.zip", arsip(("y.zip", satu))), ("d.csv", CSV)), "k.zip")
    assert (tiga.lembar, kode(tiga)) == (
        [],
        [("FILE-004", "x.zip › y.zip", {"ukuran": "3 tingkat zip", "batas": "2 tingkat zip"})],
    )


@pytest.mark.parametrize(
    ("nama", "isi", "harap"),
    [
        ("rusak.xlsx", b"PK\x03\x04rusak", "FILE-001"),
        ("kosong.csv", b"", "FILE-001"),
        ("besar.csv", b"a;b\n" * 20, "FILE-004"),
        ("lebar.html", b"<table>" + b"<tr>" + b"<td>1" * 11 + b"<tr><td>2</table>", "FILE-004"),
    ],
)
def test_a_member_that_cannot_be_read_refuses_the_archive(baca: Baca, nama: str, isi: bytes, harap: str) -> None:
    hasil = baca(arsip(("a.csv", b"a;b\n"), (nama, isi)), "k.zip", Batas(sel=12))
    assert (hasil.jenis, hasil.lembar) == ("zip", [])
    assert [(t.kode, t.berkas) for t in hasil.temuan] == [(harap, nama)]


def test_locked_and_damaged_archives(baca: Baca) -> None:
    isi = arsip(("a.csv", CSV))
    assert kode(baca(ubah_bendera(isi, 1), "k.zip")) == [("FILE-001", "a.csv", {"nama": "a.csv"})]
    rusak = isi.replace(isi[40:44], b"\0\0\0\0")
    assert kode(baca(rusak, "k.zip"))[0][0] == "FILE-001"


def test_archive_without_a_table(baca: Baca) -> None:
    assert kode(baca(arsip(("a.png", PNG), ("b.png", PNG + b"2")), "k.zip")) == [
        ("FILE-002", "k.zip", {"ekstensi": "zip"})
    ]
    assert kode(baca(arsip(("a.png", PNG)), "k.zip")) == [("FILE-002", "a.png", {"ekstensi": "png"})]


def test_limits_are_shared_and_headers_are_not_believed(baca: Baca) -> None:
    banyak = arsip(*[(f"{n}.csv", f"a;b\n{n};x\n".encode()) for n in range(6)])
    assert baca(banyak, "k.zip", Batas(anggota=5)).temuan[0].parameter["batas"] == "5 berkas"
    assert baca(banyak, "k.zip", Batas(sel=20)).temuan[0].kode == "FILE-004"
    assert baca(banyak, "k.zip", Batas(lembar=6)).temuan == []
    bom = arsip(*[(f"{n}.csv", b"0" * (2 << 20)) for n in range(3)])
    assert baca(bom, "k.zip", Batas(urai_mb=5)).temuan[0].parameter == {
        "ukuran": "6 MB setelah dibuka",
        "batas": "5 MB",
    }
    # a header that says 10 bytes over a member of two megabytes
    bohong = bom.replace((2 << 20).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert baca(bohong, "k.zip").temuan[0].kode == "FILE-001"


def test_documents_that_are_packed_as_zip_stay_documents(baca: Baca, buku: Callable[..., bytes]) -> None:
    xlsx = buku(lambda ws: ws.append(["a", "b"]))
    assert baca(xlsx, "kiriman.zip").jenis == "xlsx"
    # a folder called Word or xl makes no document of an archive
    assert baca(arsip(("Word/a.csv", CSV), ("xl/b.csv", LAIN)), "k.zip").jenis == "zip"
