"""SpreadsheetML 2003: a workbook as one XML file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dip.lembar import Bacaan, Lembar
from sumber.pembaca.batas import Batas, Rusak
from sumber.pembaca.buku import Isi, baca_xml, temuan_buku

S = "urn:schemas-microsoft-com:office:spreadsheet"


def buku(tabel: str, gaya: str = "", lain: str = "", sifat: str = "") -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?>
      <Workbook xmlns="{S}" xmlns:ss="{S}" xmlns:x="urn:schemas-microsoft-com:office:excel">
      <DocumentProperties xmlns="urn:schemas-microsoft-com:office:office">{sifat}</DocumentProperties>
      <Styles><Style ss:ID="Default"/>{gaya}</Styles>
      <Worksheet ss:Name="DIP"><Table>{tabel}</Table></Worksheet>{lain}</Workbook>""".encode()


def sel(jenis: str, isi: str, **atribut: str) -> str:
    a = "".join(f' ss:{n}="{v}"' for n, v in atribut.items())
    return f'<Cell{a}><Data ss:Type="{jenis}">{isi}</Data></Cell>'


def satu(isi: bytes) -> Lembar:
    (x,) = baca_xml(isi, Batas()).lembar
    return x


def test_values_and_formats() -> None:
    gaya = """<Style ss:ID="a"><NumberFormat ss:Format="Fixed"/></Style>
      <Style ss:ID="b"><NumberFormat ss:Format="mmm\\-yy"/></Style><Style ss:ID="c" ss:Parent="a"/>
      <Style ss:ID="d"><Font ss:FontName="Wingdings"/></Style>
      <Style ss:ID="e"><NumberFormat ss:Format="Percent"/></Style>"""
    isi = (
        sel("String", "Judul &amp; isi")
        + sel("Number", "11.1", StyleID="a")
        + sel("DateTime", "2024-03-01T00:00:00.000", StyleID="b")
        + sel("Number", "2.5", StyleID="c")
        + sel("String", "ü", StyleID="d")
        + sel("Number", "0.5", StyleID="e")
        + sel("Boolean", "1")
        + sel("DateTime", "1899-12-31T09:30:00.000")
        + sel("Number", "196805121993031001")
    )
    x = satu(buku(f"<Row>{isi}</Row>", gaya))
    assert x.baris == [["Judul & isi", 11.1, "2024-03-01", 2.5, "ü", 0.5, True, "09:30", 196805121993031000]]
    assert x.format == {(0, 1): "0.00", (0, 2): "bulan", (0, 3): "0.00", (0, 5): "persen"}
    assert x.simbol == {(0, 4)}


def test_places_links_merges_hidden_and_errors() -> None:
    isi = (
        '<Column ss:Index="2" ss:Hidden="1"/>'
        + f'<Row ss:Index="3">{sel("String", "JUDUL", MergeAcross="2", MergeDown="1")}{sel("String", "x")}</Row>'
        + '<Row ss:Hidden="1"/>'
        + f"<Row>{sel('String', 'Unduh', Index='4', HRef='https://contoh.go.id/a')}</Row>"
        + f'<Row>{sel("Error", "#REF!")}<Cell ss:Formula="=A1"/>'
        + sel("String", "Buka", Formula="=HYPERLINK(&quot;https://contoh.go.id/b&quot;,&quot;Buka&quot;)")
        + "</Row>"
    )
    x = satu(buku(isi))
    assert x.baris == [[None] * 4] * 2 + [["JUDUL", None, None, "x"], [None] * 4] + [
        [None, None, None, "Unduh"],
        [None, None, "Buka", None],
    ]
    assert x.gabung == [(2, 0, 3, 2)]
    assert x.tautan == {(4, 3): ["https://contoh.go.id/a"], (5, 2): ["https://contoh.go.id/b"]}
    assert x.galat == {(5, 0): "#REF!", (5, 1): "rumus tanpa hasil"}
    assert (x.baris_sembunyi, x.kolom_sembunyi) == ({3}, {1})


def test_hidden_sheets_comments_and_authors() -> None:
    pilihan = "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"
    lain = f'<Worksheet ss:Name="Arsip"><Table><Row>{sel("String", "lama")}</Row></Table>{pilihan}</Worksheet>'
    catatan = '<Row><Cell><Data ss:Type="String">a</Data><Comment><Data>rahasia</Data></Comment></Cell></Row>'
    hasil = baca_xml(buku(catatan, lain=lain, sifat="<Author>Siti Aminah</Author>"), Batas())
    assert [(x.nama, x.tersembunyi) for x in hasil.lembar] == [("DIP", False), ("Arsip", True)]
    assert [t.kode for t in temuan_buku(hasil, "a.xml")] == ["FILE-032", "PDP-009", "FILE-030"]
    assert "Aminah" not in str(temuan_buku(hasil, "a.xml")) + str(hasil)


@pytest.mark.parametrize("isi", [b"<a/>", b"<Workbook/>", b"<?xml version='1.0'?><Workbook", b"  "])
def test_other_xml_is_refused(isi: bytes) -> None:
    with pytest.raises(Rusak):
        baca_xml(isi, Batas())


def test_through_the_reader(baca: Callable[..., Bacaan]) -> None:
    hasil = baca(buku(f"<Row>{sel('String', 'a')}</Row>"), "DIP.xml")
    assert [(x.nama, x.baris) for x in hasil.lembar] == [("DIP", [["a"]])]


def test_real_files_agree_with_the_same_workbook_in_another_format(data_bersama: Path) -> None:
    folder = data_bersama / "berkas_sulit" / "sheetjs-xml2003"
    if not folder.is_dir():
        pytest.skip("berkas contoh tidak ada")
    hasil: dict[str, Isi] = {p.name: baca_xml(p.read_bytes(), Batas()) for p in sorted(folder.glob("comments_stress*"))}
    assert len({str(x.lembar) for x in hasil.values()}) == 1
    assert all(x.lampiran for x in hasil.values())
