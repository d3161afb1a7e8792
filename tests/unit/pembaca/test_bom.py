"""Files made to harm: each ends in a finding or a table, in a fraction of the limit, and takes nobody else down."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from dip.lembar import Bacaan

Uji = Callable[..., Bacaan]
LEMBAR = "xl/worksheets/sheet1.xml"
NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RNS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
TAWA = "<!DOCTYPE w [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


def _buku() -> bytes:
    wb = openpyxl.Workbook()
    wb.worksheets[0]["A1"] = "judul"
    b = io.BytesIO()
    wb.save(b)
    return b.getvalue()


BUKU = _buku()


def buku(**bagian: str | bytes) -> bytes:
    """A workbook with parts replaced or added; names with `__` for `/`."""
    ganti = {n.replace("__", "/"): isi for n, isi in bagian.items()}
    b = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BUKU)) as z, zipfile.ZipFile(b, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as baru:
        for n in dict.fromkeys([*z.namelist(), *ganti]):
            baru.writestr(n, ganti[n] if n in ganti else z.read(n))
    return b.getvalue()


def lembar(data: str, kaki: str = "") -> bytes:
    return buku(**{LEMBAR: f"<worksheet {NS} {RNS}><sheetData>{data}</sheetData>{kaki}</worksheet>"})


def ulang(pola: str, n: range) -> str:
    """A pattern once per number; `|` stands for a quotation mark."""
    return "".join(map(pola.replace("|", '"').format, n))


@pytest.fixture(scope="module")
def uji(terukur: Callable[[bytes, str], Bacaan]) -> Uji:
    """Reads a file behind the usual limits, cheaply; the next file, an honest one, is read too."""

    def baca(isi: bytes, nama: str = "DIP.xlsx") -> Bacaan:
        hasil = terukur(isi, nama)
        assert terukur(b"a,b\n1,2\n", "a.csv").lembar[0].baris == [["a", "b"], ["1", "2"]]
        return hasil

    return baca


def ditolak(hasil: Bacaan, *kode: str) -> None:
    assert hasil.lembar == []
    assert {t.kode for t in hasil.temuan} <= set(kode or ("FILE-001", "FILE-004"))
    assert hasil.temuan


@pytest.mark.parametrize("bagian", [LEMBAR, "xl/styles.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "_rels/.rels"])
@pytest.mark.parametrize("isi", ["tawa", "luar"])
def test_entities_are_never_expanded(uji: Uji, tmp_path: Path, bagian: str, isi: str) -> None:
    rahasia = tmp_path / "rahasia.txt"
    rahasia.write_text("SANGAT-RAHASIA")
    dtd = TAWA if isi == "tawa" else f"<!DOCTYPE w [<!ENTITY i SYSTEM '{rahasia.as_uri()}'>"
    akar = {LEMBAR: "worksheet", "xl/styles.xml": "styleSheet", "xl/workbook.xml": "workbook"}.get(bagian, "sst")
    dalam = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&i;</t></is></c></row></sheetData><si><t>&i;</t></si>'
    hasil = uji(buku(**{bagian: f"{dtd}]><{akar} {NS}>{dalam}</{akar}>"}))
    ditolak(hasil, "FILE-001")
    assert "RAHASIA" not in str(hasil)


def test_entities_of_a_workbook_as_one_xml_file(uji: Uji) -> None:
    ns = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
    dalam = "<Worksheet><Table><Row><Cell>&i;</Cell></Row></Table></Worksheet>"
    isi = f'<?xml version="1.0"?>{TAWA}]><Workbook {ns}>{dalam}</Workbook>'
    ditolak(uji(isi.encode(), "a.xml"), "FILE-001", "FILE-002")


def test_zip_that_lies_about_its_sizes(uji: Uji) -> None:
    isi = bytearray(buku(**{LEMBAR: b"0" * (30 << 20)}))
    p = isi.rfind(b"PK\1\2" + isi[isi.find(b"PK\1\2") + 4 : isi.find(b"PK\1\2") + 8])
    while p >= 0:  # every entry of the directory claims to hold ten bytes
        isi[p + 24 : p + 28] = (10).to_bytes(4, "little")
        p = isi.rfind(b"PK\1\2", 0, p)
    ditolak(uji(bytes(isi)))


def test_stray_cell_in_the_last_corner(uji: Uji) -> None:
    jauh = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    ditolak(uji(lembar(jauh)), "FILE-004")
    data = '<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>7</v></c></row></sheetData>'
    assert uji(buku(**{LEMBAR: f"<worksheet {NS}>{data}</worksheet>"})).lembar[0].baris == [[7]]


def test_wide_rows_one_after_the_other(uji: Uji) -> None:
    isi = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 20_000))
    ditolak(uji(lembar(isi)), "FILE-004")


def test_many_empty_styled_rows_and_cells(uji: Uji) -> None:
    baris = "".join(
        f'<row r="{n}" s="1" customFormat="1"><c r="A{n}" s="1"/><c r="B{n}" s="1"/></row>' for n in range(2, 150_000)
    )
    hasil = uji(lembar(f'<row r="1"><c r="A1"><v>5</v></c></row>{baris}'))
    assert hasil.lembar[0].baris == [[5]]


def test_merges_upon_merges(uji: Uji) -> None:
    isi = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="Z{n}"><v>1</v></c></row>' for n in range(1, 2001))
    gabung = "<mergeCells>" + '<mergeCell ref="A1:Z2000"/>' * 5000 + "</mergeCells>"
    ditolak(uji(lembar(isi, gabung)), "FILE-004")


def test_links_over_whole_columns(uji: Uji) -> None:
    isi = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 3001))
    satu = '<hyperlink ref="A1:XFD1048576" location="x"/>'
    hasil = uji(lembar(isi, f"<hyperlinks>{satu}</hyperlinks>"))
    assert len(hasil.lembar[0].tautan) == 3000
    ditolak(uji(lembar(isi, f"<hyperlinks>{satu * 3000}</hyperlinks>")), "FILE-004")


@pytest.mark.lambat
@pytest.mark.parametrize("apa", ["gabung", "tautan", "baris", "sembunyi", "rumus"])
def test_a_million_of_everything(uji: Uji, apa: str) -> None:
    satu = '<row r="1"><c r="A1"><v>1</v></c></row>'
    n = range(2, 1_000_001)
    isi = {
        "gabung": lambda: lembar(satu, f"<mergeCells>{ulang('<mergeCell ref=|A{0}:B{0}|/>', n)}</mergeCells>"),
        "tautan": lambda: lembar(
            satu, f"<hyperlinks>{ulang('<hyperlink ref=|A{0}| location=|x{0}|/>', n)}</hyperlinks>"
        ),
        "baris": lambda: lembar(satu + ulang("<row r=|{0}| s=|3| customFormat=|1|/>", n)),
        "sembunyi": lambda: lembar(satu + ulang("<row r=|{0}| hidden=|1|/>", n)),
        "rumus": lambda: lembar(satu + ulang("<row r=|{0}|><c r=|A{0}|><f>{0}</f></c></row>", n[:300_000])),
    }[apa]()
    hasil = uji(isi)
    if hasil.lembar:
        assert hasil.lembar[0].baris[0] == [1]
    else:
        ditolak(hasil, "FILE-004")


@pytest.mark.parametrize(
    "data",
    [
        '<c r="A1" ' * 400_000,
        '<c r="A1">' * 400_000,
        '<row r="1"><c r="A1">' + "<f " * 400_000 + "</c></row>",
        '<row r="1"><c r="A1" t="inlineStr"><is>' + "<rPh>" * 400_000 + "</is></c></row>",
        '<row r="1"' + " " * 2_000_000 + '><c r="A1"' + " " * 2_000_000 + "><v>1</v></c></row>",
        "<row" + ' hidden="1"' * 300_000 + ' r="1"><c r="A1"><v>1</v></c></row>',
    ],
)  # fmt: skip
def test_halves_of_cells_do_not_cost_their_square(uji: Uji, data: str) -> None:
    hasil = uji(lembar(data))
    assert (hasil.lembar == []) == ("FILE-001" in {t.kode for t in hasil.temuan})


def test_text_files_of_one_line(uji: Uji) -> None:
    mb = 1 << 20
    ditolak(uji(b"a," * (9 * mb), "a.csv"), "FILE-004")
    ditolak(uji(b"a" * (19 * mb), "a.csv"), "FILE-001", "FILE-004")
    ditolak(uji(b'"' + b"a;" * (9 * mb), "a.csv"), "FILE-001", "FILE-004")
    ditolak(uji(b"\n" * (5 * mb) + b"a", "a.csv"), "FILE-004")


def test_deep_and_wide_html(uji: Uji) -> None:
    ditolak(uji(b"<table><tr><td>" * 3000, "a.html"), "FILE-001", "FILE-002")
    sel = b'<tr><td rowspan="65534" colspan="1000">x'
    ditolak(uji(b"<table>" + sel * 3000 + b"</table>", "a.html"), "FILE-004")
    kepala = b"<h2>" * 20_000 + b"<table><tr><td>1<tr><td>2</table>"
    assert uji(kepala, "a.html").temuan


@pytest.mark.parametrize("rantai", [b"\1\0\0\0", b"\0\0\0\0", b"\xf0\xff\xff\x7f"])
def test_xls_with_a_lying_sector_chain(uji: Uji, rantai: bytes) -> None:
    kepala = bytearray(512)
    kepala[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    kepala[30:34], kepala[44:52] = b"\x09\0\x06\0", b"\xff\xff\xff\x7f" + b"\1\0\0\0"
    kepala[56:72] = b"\0\x10\0\0" + b"\1\0\0\0" + b"\xff\xff\xff\x7f" + b"\1\0\0\0"
    kepala[72:76] = b"\xff\xff\xff\x7f"
    kepala[76:512] = b"\0\0\0\0" * 109
    ditolak(uji(bytes(kepala) + rantai * 128 + bytes(4096), "a.xls"), "FILE-001")


def test_workbook_as_xml_with_far_indexes(uji: Uji) -> None:
    ns = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
    sel = '<Cell ss:Index="16000" ss:MergeAcross="99999999"><Data ss:Type="Number">1</Data></Cell>'
    dalam = f'<Worksheet ss:Name="A"><Table><Row ss:Index="1000000">{sel}</Row></Table></Worksheet>'
    isi = f'<?xml version="1.0"?><Workbook {ns}>{dalam}</Workbook>'
    ditolak(uji(isi.encode(), "a.xml"), "FILE-004")
