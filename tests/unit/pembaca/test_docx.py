"""Word documents: tables as printed, and nothing that nobody sees."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest

from dip.lembar import Bacaan, Lembar

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
REL = "http://schemas.openxmlformats.org/package/2006/relationships"

Baca = Callable[..., Bacaan]


def dokumen(badan: str, ns: str = W, hubungan: str = "", **bagian: str) -> bytes:
    b = io.BytesIO()
    with zipfile.ZipFile(b, "w", zipfile.ZIP_DEFLATED) as z:
        akar = f'<w:document xmlns:w="{ns}" xmlns:r="{R}" xmlns:w14="{W14}" xmlns:m="{M}">'
        z.writestr("word/document.xml", f"{akar}<w:body>{badan}</w:body></w:document>")
        z.writestr("word/_rels/document.xml.rels", f'<Relationships xmlns="{REL}">{hubungan}</Relationships>')
        for nama, isi in bagian.items():
            z.writestr(nama.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), isi)
    return b.getvalue()


def p(isi: str, sifat: str = "") -> str:
    return f"<w:p><w:pPr>{sifat}</w:pPr>{isi if isi.startswith('<') else r(isi)}</w:p>"


def r(teks: str, sifat: str = "") -> str:
    return f"<w:r><w:rPr>{sifat}</w:rPr><w:t>{teks}</w:t></w:r>"


def tc(isi: str = "", sifat: str = "") -> str:
    return f"<w:tc><w:tcPr>{sifat}</w:tcPr>{isi if isi.startswith('<w:p>') else p(isi)}</w:tc>"


def tbl(*baris: str, kisi: str = "") -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid>{kisi}</w:tblGrid>{''.join(f'<w:tr>{b}</w:tr>' for b in baris)}</w:tbl>"


def satu(baca: Baca, badan: str, **lain: str) -> Lembar:
    (x,) = baca(dokumen(badan, **lain), "a.docx").lembar
    return x


def isi_sel(baca: Baca, isi: str, **lain: str) -> object:
    return satu(baca, tbl(tc("a") + tc("b"), tc("c") + tc(isi)), **lain).baris[1][1]


def test_tables_of_python_docx_with_merges_and_introduction(baca: Baca) -> None:
    d = docx.Document()
    d.core_properties.author = "Siti Rekaan"
    d.core_properties.title = "Informasi Berkala"
    d.add_heading("DAFTAR INFORMASI PUBLIK")
    d.add_paragraph("Dinas Rekaan")
    t = d.add_table(3, 3)
    for i in range(3):
        for j in range(3):
            t.cell(i, j).text = f"{i}{j}"
    t.cell(0, 1).merge(t.cell(0, 2)).text = "lebar"
    t.cell(1, 0).merge(t.cell(2, 0)).text = "tinggi"
    d.add_paragraph("B. INFORMASI SERTA MERTA")
    d.add_table(2, 2).cell(0, 0).text = "dua"
    b = io.BytesIO()
    d.save(b)
    hasil = baca(b.getvalue(), "a.docx")
    satu_, dua = hasil.lembar
    assert (hasil.jenis, hasil.judul) == ("docx", "Informasi Berkala")
    assert satu_.baris == [["00", "lebar", None], ["tinggi", "11", "12"], [None, "21", "22"]]
    assert sorted(satu_.gabung) == [(0, 1, 0, 2), (1, 0, 2, 0)]
    assert (satu_.nama, dua.nama) == ("tabel 1", "tabel 2")
    assert satu_.pengantar == ["DAFTAR INFORMASI PUBLIK", "Dinas Rekaan"]
    assert dua.pengantar == ["B. INFORMASI SERTA MERTA"]
    assert [t.kode for t in hasil.temuan] == ["PDP-009"]
    assert "Siti" not in str(hasil.temuan)


@pytest.mark.parametrize(
    ("nama", "ada"), [("python-docx", 0), ("LAPTOP-8H2K Admin", 0), ("Dinas Data", 0), ("Budi", 1)]
)
def test_only_persons_are_noted_as_authors(baca: Baca, nama: str, ada: int) -> None:
    d = docx.Document()
    d.core_properties.author, d.core_properties.last_modified_by = "", nama
    b = io.BytesIO()
    d.save(b)
    assert len(baca(b.getvalue(), "a.docx").temuan) == ada


@pytest.mark.parametrize(
    ("isi", "teks"),
    [
        (p("satu") + p(" ") + p("dua"), "satu\ndua"),
        ("<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:noBreakHyphen/></w:r></w:p>", "a\nb c-"),
        (p(r("tetap ") + "<w:del><w:r><w:delText>lama</w:delText></w:r></w:del><w:ins>" + r("baru") + "</w:ins>"),
         "tetap baru"),
        (p(r("tampak ") + r("rahasia", "<w:vanish/>") + r("lagi", '<w:vanish w:val="0"/>')), "tampak lagi"),
        (p('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'), "✓"),
        (p(r("P", '<w:rFonts w:ascii="Wingdings 2"/>')), "✓"),
        (p("<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val='1'/></w14:checkbox></w:sdtPr><w:sdtContent>"
           + r("☒") + "</w:sdtContent></w:sdt>"), "✓"),
        (p("<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val='0'/></w14:checkbox></w:sdtPr><w:sdtContent>"
           + r("☐") + "</w:sdtContent></w:sdt>"), "☐"),
        (p("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + r("Pilih item.") + "</w:sdtContent></w:sdt>"),
         None),
        (p('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>'
           '</w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/>'
           "</w:r>"), "✓"),
        (p("<m:oMath><m:rad><m:deg/><m:e/></m:rad></m:oMath>"), "√"),
        (p("<m:oMath><m:r><m:t>√</m:t></m:r></m:oMath>"), "√"),
        (p('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
           '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("7")
           + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'), "7"),
    ],
)  # fmt: skip
def test_text_of_a_cell(baca: Baca, isi: str, teks: str | None) -> None:
    assert isi_sel(baca, isi) == teks


def test_automatic_numbers_are_read_as_printed(baca: Baca) -> None:
    tingkat = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{f}"/><w:lvlText w:val="{t}"/></w:lvl>'
        for i, (f, t) in enumerate([("decimal", "%1."), ("lowerLetter", "%1.%2)"), ("bullet", "\uf0b7")])
    )
    nomor = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="7">{tingkat}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )
    hubungan = '<Relationship Id="n" Type="x/numbering" Target="numbering.xml"/>'

    def no(tingkat: int) -> str:
        return f'<w:numPr><w:ilvl w:val="{tingkat}"/><w:numId w:val="1"/></w:numPr>'

    def kosong(n: int) -> str:
        return f"<w:p><w:pPr>{no(n)}</w:pPr></w:p>"

    badan = tbl(
        tc(kosong(0)) + tc("satu"),
        tc(kosong(0)) + tc(p("dua", no(1)) + p("tiga", no(1)) + p("empat", no(2)) + kosong(2)),
        tc(kosong(0)) + tc(p("lima", no(1))),
    )
    isi = dokumen(badan, W, hubungan, word__numbering_xml=nomor)
    assert baca(isi, "a.docx").lembar[0].baris == [
        ["1.", "satu"],
        ["2.", "2.a) dua\n2.b) tiga\n• empat"],
        ["3.", "3.a) lima"],
    ]


def test_links(baca: Baca) -> None:
    hubungan = f'<Relationship Id="h" Type="{R}/hyperlink" Target="https://x.example/a.pdf" TargetMode="External"/>'
    a = p(f'<w:hyperlink r:id="h" w:anchor="hal2">{r("Unduh")}</w:hyperlink>')
    b = p(f'<w:fldSimple w:instr=" HYPERLINK &quot;https://x.example/b&quot; ">{r("B")}</w:fldSimple>')
    c = p(f'<w:hyperlink w:anchor="dalam">{r("C")}</w:hyperlink>')
    (x,) = baca(dokumen(tbl(tc(a) + tc(b), tc(c) + tc("d")), hubungan=hubungan), "a.docx").lembar
    assert x.tautan == {(0, 0): ["https://x.example/a.pdf#hal2"], (0, 1): ["https://x.example/b"]}


def test_nested_tables_and_lists_drawn_as_tables(baca: Baca) -> None:
    dalam = tbl(tc("x") + tc("y"), tc("1") + tc("2"))
    daftar = tbl(tc("satu"), tc("dua"))
    hasil = baca(dokumen(tbl(tc("a") + tc("b"), tc(p("c") + dalam) + tc(p("d") + daftar + p("e")))), "a.docx")
    assert [x.baris for x in hasil.lembar] == [[["a", "b"], ["c", "d\nsatu\ndua\ne"]], [["x", "y"], ["1", "2"]]]


def test_boxes_are_introductions_and_edges_that_miss_by_a_hair_are_one(baca: Baca) -> None:
    kisi = "".join(f'<w:gridCol w:w="{w}"/>' for w in (500, 30, 2000, 3000))
    badan = tbl(tc("DINAS REKAAN")) + tbl(
        tc("No") + tc("Judul", '<w:gridSpan w:val="2"/>') + tc("Ringkasan"),
        tc("1", '<w:gridSpan w:val="2"/>') + tc("Profil") + tc("Isi"),
        kisi=kisi,
    )
    x = satu(baca, badan)
    assert x.baris == [["No", "Judul", "Ringkasan"], ["1", "Profil", "Isi"]]
    assert (x.gabung, x.pengantar) == ([], ["DINAS REKAAN"])


def test_hidden_rows_text_and_deleted_rows(baca: Baca) -> None:
    badan = p(r("tersembunyi", "<w:vanish/>")) + (
        f"<w:tbl><w:tblGrid/><w:tr>{tc('a')}{tc('b')}</w:tr>"
        f"<w:tr><w:trPr><w:hidden/></w:trPr>{tc('x')}{tc('y')}</w:tr>"
        f"<w:tr><w:trPr><w:del/></w:trPr>{tc('hapus')}{tc('hapus')}</w:tr>"
        f"<w:tr>{tc('c')}{tc(p(r('z', '<w:vanish/>')))}</w:tr></w:tbl>"
    )
    hasil = baca(dokumen(badan), "a.docx")
    (x,) = hasil.lembar
    assert (x.baris, x.baris_sembunyi) == ([["a", "b"], ["x", "y"], ["c", None]], {1})
    assert [(t.kode, t.lembar, t.parameter.get("n")) for t in hasil.temuan] == [
        ("FILE-032", "", None),
        ("FILE-031", "tabel 1", 2),
        ("FILE-031", "di luar tabel", 1),
    ]


def test_strict_documents_and_macros_and_comments(baca: Baca) -> None:
    hubungan = '<Relationship Id="c" Type="x/comments" Target="comments.xml"/>'
    komentar = f'<w:comments xmlns:w="{W}"><w:comment w:id="1"/></w:comments>'
    isi = dokumen(tbl(tc("a") + tc("b"), tc("c") + tc("d")), STRICT, hubungan, word__comments_xml=komentar,
                  word__vbaProject_bin="x")  # fmt: skip
    hasil = baca(isi, "a.docm")
    assert hasil.lembar[0].baris == [["a", "b"], ["c", "d"]]
    assert [(t.kode, t.parameter) for t in hasil.temuan] == [("FILE-010", {}), ("FILE-032", {})]


def test_document_without_a_table_has_no_sheet(baca: Baca) -> None:
    hasil = baca(dokumen(p("Surat pengantar")), "surat.docx")
    assert (hasil.jenis, hasil.lembar, hasil.temuan) == ("docx", [], [])
