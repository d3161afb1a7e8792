"""xlsb: a workbook of hand-made records, and real ones."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dip.lembar import Lembar
from sumber.pembaca.batas import Batas, IsiAktif, Rusak
from sumber.pembaca.buku import Isi, baca_xlsb

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TANPA = b"\xff\xff\xff\xff"
HYPERLINK = b"\x42\x02\x67\x01"  # a function with two arguments, number 359


def rek(jenis: int, isi: bytes = b"") -> bytes:
    nomor = bytes([jenis]) if jenis < 128 else bytes([jenis & 0x7F | 0x80, jenis >> 7])
    n, panjang = len(isi), b""
    while n > 127:
        panjang, n = panjang + bytes([n & 0x7F | 0x80]), n >> 7
    return nomor + panjang + bytes([n]) + isi


def teks(t: str) -> bytes:
    return struct.pack("<I", len(t)) + t.encode("utf-16-le")


def sel(jenis: int, kolom: int, isi: bytes, gaya: int = 0) -> bytes:
    return rek(jenis, struct.pack("<II", kolom, gaya) + isi)


def baris(i: int, *isi: bytes, sembunyi: bool = False) -> bytes:
    kepala = struct.pack("<IIHBBB", i, 0, 300, 0, 0x10 if sembunyi else 0, 0) + struct.pack("<I", 0)
    return rek(0, kepala) + b"".join(isi)


def hubungan(*isi: tuple[str, str, str, bool]) -> str:
    luar = ' TargetMode="External"'
    satu = "".join(f'<Relationship Id="{a}" Type="{R}/{b}" Target="{c}"{luar if d else ""}/>' for a, b, c, d in isi)
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{satu}</Relationships>'


def gaya() -> bytes:
    """Styles 1 to 3: `0.00`, a date, Wingdings."""
    huruf = bytes(21) + teks("Wingdings")
    xf = [(0, 0), (164, 0), (14, 0), (0, 1)]
    return (
        rek(44, struct.pack("<H", 164) + teks("0.00"))
        + rek(43, bytes(21) + teks("Calibri"))
        + rek(43, huruf)
        + rek(626)
        + rek(47, struct.pack("<HHH", 0xFFFF, 9, 0) + bytes(10))  # a named style, not one of cells
        + rek(627)
        + rek(617)
        + b"".join(rek(47, struct.pack("<HHH", 0, f, h) + bytes(10)) for f, h in xf)
        + rek(618)
    )


def buku(isi: bytes, **lain: bytes) -> bytes:
    lembar = rek(145) + rek(148, struct.pack("<4I", 0, 9, 0, 9)) + isi + rek(146)
    daftar = struct.pack("<II", 0, 1) + teks("rId1") + teks("DIP")
    bagian: dict[str, bytes | str] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": hubungan(("rId1", "officeDocument", "xl/workbook.bin", False)),
        "xl/workbook.bin": rek(131) + rek(143) + rek(156, daftar) + rek(144) + lain.pop("nama", b"") + rek(132),
        "xl/_rels/workbook.bin.rels": hubungan(
            ("rId1", "worksheet", "worksheets/sheet1.bin", False), ("rId2", "styles", "styles.bin", False)
        ),
        "xl/styles.bin": gaya(),
        "xl/worksheets/sheet1.bin": rek(129) + lembar + rek(130),
        "xl/worksheets/_rels/sheet1.bin.rels": hubungan(("rId7", "hyperlink", "https://contoh.go.id/a", True)),
        **{n.replace("__", "/"): b for n, b in lain.items()},
    }
    b = io.BytesIO()
    with zipfile.ZipFile(b, "w", zipfile.ZIP_DEFLATED) as z:
        for nama, data in bagian.items():
            z.writestr(nama, data)
    return b.getvalue()


def satu(isi: bytes) -> Lembar:
    (x,) = baca_xlsb(buku(isi), Batas()).lembar
    return x


def test_values_formats_fonts_and_errors() -> None:
    x = satu(
        baris(
            1,
            sel(6, 0, teks("No")),
            sel(5, 1, struct.pack("<d", 11.1), 1),
            sel(5, 2, struct.pack("<d", 45352.0), 2),
            sel(6, 3, teks("ü"), 3),
            sel(3, 4, b"\x2a"),
            sel(11, 5, b"\x17" + bytes(2) + struct.pack("<I", 0)),
            sel(4, 6, b"\1"),
        )
    )
    assert x.baris[1] == ["No", 11.1, "2024-03-01", "ü", None, None, True]
    assert x.format == {(1, 1): "0.00", (1, 2): "tanggal"}
    assert x.simbol == {(1, 3)}
    assert x.galat == {(1, 4): "#N/A", (1, 5): "#REF!"}
    assert x.alamat(1, 1) == "B2"


def test_links_merges_hidden_rows_and_columns() -> None:
    rumus = b"\x17" + struct.pack("<H", 22) + "https://contoh.go.id/b".encode("utf-16-le") + b"\x17\1\0x\0" + HYPERLINK
    isi = (
        rek(60, struct.pack("<4IH", 1, 1, 0, 0, 1))
        + baris(0, sel(6, 0, teks("JUDUL")), sel(6, 2, teks("x")))
        + baris(1, sel(6, 0, teks("rahasia")), sembunyi=True)
        + baris(2, sel(6, 0, teks("Unduh")), sel(8, 2, teks("y") + bytes(2) + struct.pack("<I", len(rumus)) + rumus))
        + baris(3, sel(6, 0, teks("Daftar")))
        + rek(176, struct.pack("<4I", 0, 0, 0, 1))
        + rek(494, struct.pack("<4I", 2, 2, 0, 0) + teks("rId7") + teks("hal2") + teks("") + teks("Unduh"))
        + rek(494, struct.pack("<4I", 3, 3, 0, 0) + TANPA + teks("Lain!A1") + teks("") + teks(""))
    )
    x = satu(isi)
    assert x.gabung == [(0, 0, 0, 1)]
    assert x.baris_sembunyi == {1}
    assert x.kolom_sembunyi == {1}
    assert x.tautan == {
        (2, 0): ["https://contoh.go.id/a#hal2"],
        (2, 2): ["https://contoh.go.id/b"],
        (3, 0): ["#Lain!A1"],
    }


@pytest.mark.parametrize(
    ("bagian", "harapan"),
    [
        ({}, (False, False)),
        ({"xl__vbaProject.bin": b"x"}, (True, False)),
        ({"xl__comments1.bin": b"x"}, (False, True)),
        ({"xl__externalLinks__externalLink1.bin": rek(360, b"\0\0")}, (False, True)),
        ({"nama": rek(39, struct.pack("<IBI", 1, 0, TANPA[0]) + teks("Rahasia"))}, (False, True)),
        ({"nama": rek(39, struct.pack("<IBI", 0x21, 0, TANPA[0]) + teks("_FilterDatabase"))}, (False, False)),
    ],
)
def test_macros_and_invisible_parts(bagian: dict[str, bytes], harapan: tuple[bool, bool]) -> None:
    hasil = baca_xlsb(buku(baris(0, sel(6, 0, teks("x"))), **bagian), Batas())
    assert (hasil.makro, hasil.lampiran) == harapan
    assert hasil.lembar[0].baris == [["x"]]


@pytest.mark.parametrize(("jenis", "kode"), [(b"\1\0", "dde"), (b"\2\0", "ole")])
def test_orders_to_other_programs_refuse_the_file(jenis: bytes, kode: str) -> None:
    with pytest.raises(IsiAktif) as e:
        baca_xlsb(buku(b"", **{"xl__externalLinks__externalLink1.bin": rek(360, jenis)}), Batas())
    assert e.value.jenis == kode


def test_through_the_reader(baca: Callable[..., Any]) -> None:
    hasil = baca(buku(baris(0, sel(6, 0, teks("x"))), **{"xl__vbaProject.bin": b"x"}), "DIP.xlsb")
    assert (hasil.jenis, [t.kode for t in hasil.temuan]) == ("xlsb", ["FILE-010"])


def test_cut_off_parts_give_a_finding_or_a_table(baca: Callable[..., Any]) -> None:
    isi = baris(0, sel(6, 0, teks("x"))) + rek(494, b"\0" * 9) + rek(176, b"\0") + b"\x80"
    assert baca(buku(isi), "a.xlsb").lembar[0].baris == [["x"]]
    with pytest.raises(Rusak):
        baca_xlsb(buku(b"", **{"xl__workbook.bin": rek(156, b"\0")}), Batas())


def _baca(data: Path, nama: str) -> Isi:
    berkas = data / "berkas_sulit" / nama
    if not berkas.is_file():
        pytest.skip("berkas contoh tidak ada")
    return baca_xlsb(berkas.read_bytes(), Batas())


def test_real_files(data_bersama: Path) -> None:
    (gabung,) = _baca(data_bersama, "sheetjs-xlsb/merge_cells.xlsb").lembar
    assert sorted(gabung.gabung) == [(0, 0, 1, 1), (0, 2, 1, 2), (0, 3, 1, 3), (2, 0, 2, 1), (3, 0, 3, 1)]
    (tautan,) = _baca(data_bersama, "poi/hyperlink.xlsb").lembar
    assert tautan.tautan == {(0, 0): ["http://tika.apache.org/"]}
    (tanggal,) = _baca(data_bersama, "calamine/date_1904.xlsb").lembar
    assert (tanggal.baris[0], tanggal.format[0, 0]) == (["2021-01-01", 15], "tanggal")
    catatan = _baca(data_bersama, "sheetjs-xlsb/comments_stress_test.xlsb")
    assert (catatan.makro, catatan.lampiran) == (True, True)
    assert (catatan.lembar[0].baris_sembunyi, catatan.lembar[0].kolom_sembunyi) == ({2}, {1})
    galat = _baca(data_bersama, "sheetjs-xlsb/ErrorTypes.xlsb").lembar[0]
    assert {galat.galat[i, 0] for i in (1, 2, 3)} == {"#NULL!", "#DIV/0!", "#VALUE!"}
