"""Files that attack the reader: refused quickly, in little memory, by code."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from dip.lembar import Bacaan

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
Baca = Callable[..., Bacaan]


def dokumen(isi: bytes, **bagian: bytes) -> bytes:
    b = io.BytesIO()
    with zipfile.ZipFile(b, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("word/document.xml", isi)
        for nama, x in bagian.items():
            z.writestr(nama.replace("__", "/"), x)
    return b.getvalue()


def badan(isi: str) -> bytes:
    tabel = "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    return f'<w:document xmlns:w="{W}"><w:body>{isi}{tabel}</w:body></w:document>'.encode()


def arsip(*anggota: tuple[str, bytes], cara: int = zipfile.ZIP_DEFLATED) -> bytes:
    b = io.BytesIO()
    with zipfile.ZipFile(b, "w", cara) as z:
        for nama, isi in anggota:
            z.writestr(nama, isi)
    return b.getvalue()


def kode(hasil: Bacaan) -> list[tuple[str, object]]:
    assert hasil.lembar == []
    return [(t.kode, t.parameter.get("jenis")) for t in hasil.temuan]


MEDAN = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


@pytest.mark.parametrize(
    "isi",
    [
        '<w:p><w:fldSimple w:instr=" DDEAUTO c:\\x "/></w:p>',
        "<w:p>"
        + MEDAN.format("begin")
        + "<w:r><w:instrText>DD</w:instrText></w:r><w:r><w:instrText>EAUTO x</w:instrText>"
        "</w:r>" + MEDAN.format("end") + "</w:p>",
    ],
)
def test_orders_to_other_programs_in_documents(baca: Baca, isi: str) -> None:
    assert kode(baca(dokumen(badan(isi)), "a.docx")) == [("FILE-010", "dde")]
    kaki = f'<w:ftr xmlns:w="{W}">{isi}</w:ftr>'.encode()
    assert kode(baca(dokumen(badan(""), **{"word__footer1.xml": kaki}), "a.docx")) == [("FILE-010", "dde")]


def test_objects_of_other_programs_in_documents(baca: Baca) -> None:
    assert kode(baca(dokumen(badan(""), **{"word__embeddings__oleObject1.bin": b"x"}), "a.docx")) == [
        ("FILE-010", "ole")
    ]
    objek = '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:o" ProgID="Excel.Sheet.12"/></w:object></w:r></w:p>'
    assert kode(baca(dokumen(badan(objek)), "a.docx")) == [("FILE-010", "ole")]


@pytest.mark.parametrize(
    "isi",
    [
        b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + badan("&x;"),
        b"<!DOCTYPE d [" + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 9)) + b"]>"
        + badan("&a8;"),
        badan("<w:sdt>" * 400 + "</w:sdt>" * 400),
        b"<w:document",
        b"",
    ],
)  # fmt: skip
def test_xml_bombs_in_documents(baca: Baca, isi: bytes) -> None:
    assert kode(baca(dokumen(isi), "a.docx")) == [("FILE-001", None)]


def test_document_that_only_points_to_another(baca: Baca) -> None:
    hasil = baca(dokumen(badan('<w:altChunk r:id="x" xmlns:r="urn:r"/>')), "a.docx")
    assert kode(hasil) == [("FILE-002", None)]


def test_table_with_a_million_cells_in_few_bytes(baca: Baca) -> None:
    sel = '<w:tc><w:tcPr><w:gridSpan w:val="999999"/></w:tcPr><w:p/></w:tc>'
    hasil = baca(dokumen(badan("<w:tbl>" + f"<w:tr>{sel}</w:tr>" * 3000 + "</w:tbl>")), "a.docx")
    assert [t.kode for t in hasil.temuan] in (["FILE-004"], [])
    kolom = "<w:tc><w:p/></w:tc>" * 999
    hasil = baca(dokumen(badan("<w:tbl>" + f"<w:tr>{kolom}</w:tr>" * 30 + "</w:tbl>")), "a.docx")
    assert hasil.lembar == []


def test_other_ways_of_packing_have_no_limit_and_are_refused(baca: Baca) -> None:
    for cara in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        assert kode(baca(arsip(("a.csv", b"a;b\n" * 9), cara=cara), "k.zip")) == [("FILE-001", None)]


def test_overlapping_members(baca: Baca) -> None:
    """A directory whose hundred entries all point to the same packed member: much from little."""
    asal = arsip(("a.csv", b"0" * (1 << 20)))
    mulai = asal.index(b"PK\x01\x02")
    akhir = asal.index(b"PK\x05\x06")
    satu = asal[mulai:akhir]
    ujung = bytearray(asal[akhir:])
    ujung[8:10] = ujung[10:12] = (300).to_bytes(2, "little")
    ujung[12:16] = (len(satu) * 300).to_bytes(4, "little")
    hasil = baca(asal[:mulai] + satu * 300 + bytes(ujung), "k.zip")
    assert hasil.temuan[0].kode in {"FILE-001", "FILE-004"}
    assert hasil.lembar == []


def test_attacks_through_the_real_child(terukur: Baca, buat_pdf: Callable[..., bytes]) -> None:
    """Bombs that unpack to gigabytes, and a page that draws a million things."""
    nol = b"0" * (30 << 20)
    bom = arsip(*[(f"{n}.csv", nol) for n in range(9)])
    for nama, isi in (
        ("bom.zip", bom),
        ("bersarang.zip", arsip(*[(f"{n}.zip", bom) for n in range(5)])),
        ("bom.docx", dokumen(b" " * (210 << 20))),
        ("bom.pdf", buat_pdf(b" " * (60 << 20))),
    ):
        assert [t.kode for t in terukur(isi, nama).temuan] == ["FILE-004"], nama
    assert terukur(b"a;b\n1;2\n", "a.csv").lembar
