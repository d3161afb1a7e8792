"""HTML: spans, links, hidden parts, layout tables, text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dip.lembar import Bacaan

Baca = Callable[..., Bacaan]


def test_spans_become_merges_with_the_value_top_left(baca: Baca) -> None:
    isi = b"""<title>Informasi  Berkala</title><h1>PPID</h1><table><thead>
      <tr><th rowspan="2">No</th><th colspan="2">Bentuk</th><th rowspan=2>Retensi</th></tr>
      <tr><th>Cetak</th><th>Online</th></tr></thead>
      <tbody><tr><td>1<td>&radic;<td><td rowspan=0>5 tahun<tr><td>2<td><td>v</table>"""
    hasil = baca(isi, "a.html")
    (x,) = hasil.lembar
    assert hasil.judul == "Informasi Berkala | PPID"
    assert x.nama == "tabel 1"
    assert x.baris == [
        ["No", "Bentuk", None, "Retensi"],
        [None, "Cetak", "Online", None],
        ["1", "√", None, "5 tahun"],
        ["2", None, "v", None],
    ]
    assert x.gabung == [(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 1, 3), (2, 3, 3, 3)]


def test_text_of_cells(baca: Baca) -> None:
    isi = b"""<table><tr><td>a
       b&nbsp; c<br>d<td><p>satu</p><p>dua <b>te</b>bal</p><td><ul><li>x<li>y</ul>
      <tr><td><script>alert(1)</script>e<style>p{}</style><td>f<span style="display: none">19</span>
      <td><input type=checkbox checked><td><i class="fa fa-check"></i><td><i class="fa fa-square-o"></i></table>"""
    (x,) = baca(isi, "a.html").lembar
    assert x.baris == [["a b c\nd", "satu\ndua tebal", "x\ny"], ["e", "f", "✓", "✓", None]]


def test_links_keep_their_text_unless_there_is_a_base(baca: Baca) -> None:
    sel = '<a href="/b.pdf">Unduh</a> <a href=" c.pdf ">C</a><a href="#">x</a>'
    tabel = f"<table><tr><td>No<td>Berkas<tr><td>1<td>{sel}</table>"
    (tanpa,) = baca(tabel.encode(), "a.html").lembar
    (dengan,) = baca(f'<base href="https://contoh.go.id/x/">{tabel}'.encode(), "a.html").lembar
    (jahat,) = baca(f'<base href="javascript:1">{tabel}'.encode(), "a.html").lembar
    assert tanpa.tautan == jahat.tautan == {(1, 1): ["/b.pdf", "c.pdf"]}
    assert dengan.tautan == {(1, 1): ["https://contoh.go.id/b.pdf", "https://contoh.go.id/x/c.pdf"]}
    assert tanpa.baris[1][1] == "Unduh Cx"


def test_hidden_rows_columns_and_cells(baca: Baca) -> None:
    isi = b"""<table><tr><th>No<th style="display:none">id<th>Isi
      <tr><td>1<td style="display:none">77<td>a
      <tr hidden><td>2<td style="display:none">78<td>b
      <tr><td>3<td style="display:none">79<td style="visibility:hidden">c</table>"""
    hasil = baca(isi, "a.html")
    (x,) = hasil.lembar
    assert x.baris_sembunyi == {2}
    assert x.kolom_sembunyi == {1}
    assert x.baris[3] == ["3", "79", None]
    assert [(t.kode, t.parameter) for t in hasil.temuan] == [("FILE-031", {"n": 3, "sheet": "tabel 1"})]


def test_hidden_table(baca: Baca) -> None:
    isi = b'<div style="display:none"><table><tr><td>a<tr><td>b</table></div>'
    hasil = baca(isi, "a.html")
    assert [x.tersembunyi for x in hasil.lembar] == [True]
    assert [(t.kode, t.lembar) for t in hasil.temuan] == [("FILE-030", "tabel 1")]


def test_layout_tables_give_their_inner_tables(baca: Baca) -> None:
    dalam = "<table><tr><td>No<td>{0}<tr><td>1<td>{0}1</table>"
    luar = f"<table><tr><td>menu<tr><td>{dalam.format('a')}<td>{dalam.format('b')}</table>"
    isi = f"{luar}<table><tr><td>satu baris</table>"
    hasil = baca(isi.encode(), "a.html")
    assert [(x.nama, x.baris) for x in hasil.lembar] == [
        ("tabel 1", [["No", "a"], ["1", "a1"]]),
        ("tabel 2", [["No", "b"], ["1", "b1"]]),
    ]


def test_data_table_with_a_small_table_in_a_cell_loses_no_rows(baca: Baca) -> None:
    kecil = "<table><tr><td>Cetak<tr><td>Online</table>"
    baris = "".join(f"<tr><td>{n}<td>judul {n}<td>x" for n in range(1, 5))
    isi = f"<table><tr><th>No<th>Judul<th>Bentuk{baris}<tr><td>5<td>judul 5<td>{kecil}</table>"
    (x,) = baca(isi.encode(), "a.html").lembar
    assert len(x.baris) == 6
    assert x.baris[5] == ["5", "judul 5", "Cetak\nOnline"]


def test_html_called_xls_is_read_with_a_finding(baca: Baca) -> None:
    hasil = baca(b"<html><body><table><tr><td>No<tr><td>1</table>", "DIP.xls")
    assert hasil.jenis == "html"
    assert [(t.kode, t.parameter) for t in hasil.temuan] == [("FILE-006", {"ekstensi": "xls", "jenis": "html"})]


@pytest.mark.parametrize(
    "isi",
    [
        b"<!doctype html><form><input type=password name=p></form>",
        b"<html><table><tr><td>satu</table>",
        b"<html><body>tidak ada tabel",
    ],
)
def test_page_without_a_table(baca: Baca, isi: bytes) -> None:
    hasil = baca(isi, "masuk.html")
    assert hasil.lembar == []
    assert [(t.kode, t.parameter) for t in hasil.temuan] == [("FILE-002", {"ekstensi": "html"})]


def test_entities_of_a_document_type_are_not_expanded(baca: Baca) -> None:
    isi = b'<!DOCTYPE html [<!ENTITY a "hahaha"><!ENTITY b SYSTEM "file:///etc/passwd">]><table><tr><td>&a;<tr><td>&b;</table>'
    assert baca(isi, "a.html").lembar[0].baris == [["&a;"], ["&b;"]]


@pytest.mark.parametrize(
    "isi",
    [
        "<meta charset=iso-8859-1><table><tr><td>é<tr><td>b</table>".encode("latin-1"),
        "<table><tr><td>é<tr><td>b</table>".encode(),
        "<table><tr><td>é<tr><td>b</table>".encode("utf-16"),
        b"<table><tr><td>&eacute;<tr><td>b</table>",
    ],
)
def test_encodings(baca: Baca, isi: bytes) -> None:
    assert baca(isi, "a.html").lembar[0].baris == [["é"], ["b"]]


def test_texts_that_introduce_a_table(baca: Baca) -> None:
    t = "<table>{}<tr><td>No<tr><td>1</table>"
    isi = f"""<h1>DIP</h1><h2>Informasi  Berkala</h2><p hidden>rahasia</p><p>Diperbarui 2026</p>{t.format("")}
      {t.format("<caption>Tabel 2</caption>")}<h3>Anggaran</h3>{t.format("")}<h2>Setiap Saat</h2>{t.format("")}"""
    assert [x.pengantar for x in baca(isi.encode(), "a.html").lembar] == [
        ["DIP", "Informasi Berkala", "Diperbarui 2026"],
        ["DIP", "Informasi Berkala", "Tabel 2"],
        ["DIP", "Informasi Berkala", "Anggaran"],
        ["DIP", "Setiap Saat"],
    ]


def test_tabs_and_folds_name_their_tables(baca: Baca) -> None:
    t = "<table><tr><td>No<tr><td>1</table>"
    isi = f"""<ul><li><a href="#b">Berkala</a><li><button data-bs-target="#s">Serta Merta</button></ul>
      <div id=b><p>Isi</p>{t}</div><div id=s>{t}</div><div class="card-header">Lain</div>{t}<a href="#">x</a>"""
    assert [x.pengantar for x in baca(isi.encode(), "a.html").lembar] == [["Berkala", "Isi"], ["Serta Merta"], ["Lain"]]


def test_a_drop_down_says_what_it_shows(baca: Baca) -> None:
    isi = (
        "<table><tr><th>Judul<th>Penanggung Jawab"
        "<tr><td>Rencana<td><select><option>Sekretaris<option selected>Kepala Bidang</select>"
        "<tr><td>Laporan<td><select><option>Sekretaris</select></table>"
    )
    (lembar,) = baca(isi.encode(), "dip.html").lembar
    assert [b[1] for b in lembar.baris] == ["Penanggung Jawab", "Kepala Bidang", "Sekretaris"]
