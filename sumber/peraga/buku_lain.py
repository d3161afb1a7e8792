"""The files that are not modern workbooks (domain.md App. D: 8–10): .xls, .ods, CSV and a web page."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from html import escape
from pathlib import Path

import xlwt
from lxml import etree
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import A, P

from sumber.peraga.baris import KATEGORI, Baris


def buku_97(jalan: Path, baris: Sequence[Baris]) -> None:
    """Layout 7: Excel 97-2003 with real date cells, some shown as `Jan-24`."""
    buku = xlwt.Workbook(encoding="utf-8")
    lembar = buku.add_sheet("DIP")
    lembar.write_merge(0, 0, 0, 9, "DAFTAR INFORMASI PUBLIK")
    lembar.write_merge(1, 1, 0, 9, "BADAN PENGELOLAAN KEUANGAN DAN ASET DAERAH")
    kepala = (
        "No",
        "Nama Informasi",
        "Ringkasan Isi Informasi",
        "Pejabat yang Menguasai",
        "Penanggung Jawab",
        "Waktu Pembuatan",
        "Bentuk Informasi",
        "Retensi Arsip",
        "Kategori",
        "Tautan",
    )
    for kolom, teks in enumerate(kepala):
        lembar.write(3, kolom, teks)
    for n, r in enumerate(baris, 4):
        nilai = (n - 3, r.judul, r.ringkasan, r.pejabat, r.penanggung_jawab)
        for kolom, isi in enumerate(nilai):
            lembar.write(n, kolom, isi)
        bulanan = r.waktu.startswith("bln:")
        gaya = xlwt.easyxf(num_format_str="mmm-yy" if bulanan else "dd/mm/yyyy")
        lembar.write(n, 5, date.fromisoformat(r.waktu.removeprefix("bln:")), gaya)
        for kolom, isi in enumerate((r.bentuk_teks, r.retensi, KATEGORI[r.kategori], r.tautan), 6):
            lembar.write(n, kolom, isi)
    buku.save(str(jalan))


def buku_ods(jalan: Path, baris: Sequence[Baris]) -> None:
    """Layout 8: OpenDocument, one sheet per category, links behind a word."""
    dokumen = OpenDocumentSpreadsheet()
    kepala = (
        "No",
        "Judul Informasi",
        "Ringkasan Isi Informasi",
        "Pejabat yang Menguasai Informasi",
        "Penanggung Jawab Informasi",
        "Waktu dan Tempat Pembuatan",
        "Bentuk Informasi",
        "Jangka Waktu Penyimpanan",
        "Link",
    )
    for huruf in "bms":
        tabel = Table(name=f"Informasi {KATEGORI[huruf]}")
        judul = TableRow()
        judul.addElement(_sel("DAFTAR INFORMASI PUBLIK DINAS LINGKUNGAN HIDUP TAHUN 2026", lebar=len(kepala)))
        for _ in kepala[1:]:
            judul.addElement(CoveredTableCell())
        tabel.addElement(judul)
        tabel.addElement(_baris_ods(kepala))
        for no, r in enumerate((r for r in baris if r.kategori == huruf), 1):
            awal = (str(no), r.judul, r.ringkasan, r.pejabat, r.penanggung_jawab, r.waktu_tempat)
            isi = _baris_ods((*awal, r.bentuk_teks, r.retensi))
            isi.addElement(_sel("Unduh" if r.tautan else "", tautan=r.tautan))
            tabel.addElement(isi)
        dokumen.spreadsheet.addElement(tabel)
    wadah = io.BytesIO()
    dokumen.write(wadah)
    jalan.write_bytes(_zip_tetap(wadah.getvalue()))


def _baris_ods(nilai: Sequence[str]) -> TableRow:
    """A row of text cells."""
    baris = TableRow()
    for v in nilai:
        baris.addElement(_sel(v))
    return baris


def _sel(teks: str, *, tautan: str = "", lebar: int = 1) -> TableCell:
    """A text cell, perhaps spanning columns or holding a link."""
    sel = TableCell(valuetype="string", numbercolumnsspanned=lebar) if lebar > 1 else TableCell(valuetype="string")
    p = P()
    if tautan:
        p.addElement(A(href=tautan, text=teks))
    elif teks:
        p.addText(teks)
    sel.addElement(p)
    return sel


def _zip_tetap(isi: bytes) -> bytes:
    """The same package with fixed dates; `mimetype` stays first and stored, as OpenDocument 1.3 part 2 §3.3 wants."""
    keluar = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(isi)) as asal, zipfile.ZipFile(keluar, "w") as tujuan:
        for nama in asal.namelist():
            keterangan = zipfile.ZipInfo(nama, (1980, 1, 1, 0, 0, 0))
            cara = zipfile.ZIP_STORED if nama == "mimetype" else zipfile.ZIP_DEFLATED
            bagian = asal.read(nama)
            if nama.endswith(".xml"):
                # odfpy declares whatever namespaces the process has met so far; keep those that are used
                pohon = etree.fromstring(bagian)
                etree.cleanup_namespaces(pohon)
                bagian = etree.tostring(pohon, xml_declaration=True, encoding="UTF-8")
            tujuan.writestr(keterangan, bagian, cara)
    return keluar.getvalue()


def csv_titik_koma(jalan: Path, baris: Sequence[Baris]) -> None:
    """Layout 9: semicolons, a byte order mark, nameless columns at the end with `#REF!`, links that say NULL."""
    kepala = (
        "PENANGGUNG JAWAB PEMBUATAN INFORMASI",
        "jenis informasi",
        "judul informasi",
        "ringkasan",
        "pejabat yang menguasai",
        "waktu pembuatan",
        "bentuk informasi",
        "retensi arsip",
        "link",
        "",
        "",
    )
    garis = [";".join(kepala)]
    for n, r in enumerate(baris):
        rusak = "#REF!" if n % 3 == 0 else ""
        nilai = (
            r.penanggung_jawab,
            KATEGORI[r.kategori].lower(),
            f" {r.judul}" if n % 4 == 1 else r.judul,
            r.ringkasan,
            r.pejabat,
            r.waktu,
            r.bentuk_teks,
            r.retensi,
            r.tautan,
            rusak,
            "",
        )
        garis.append(";".join(nilai))
    jalan.write_bytes(b"\xef\xbb\xbf" + ("\r\n".join(garis) + "\r\n").encode())


def halaman(jalan: Path, baris: Sequence[Baris]) -> None:
    """Layout 10: the page of an office's site, with a menu around the table and `Lihat` links."""
    kepala = (
        "No",
        "Judul Informasi",
        "Ringkasan Informasi",
        "Kategori",
        "Pejabat yang Menguasai Informasi",
        "Penanggung Jawab Pembuatan Informasi",
        "Waktu Pembuatan",
        "Bentuk Informasi",
        "Retensi Arsip",
        "Tautan",
    )
    baris_html = []
    for no, r in enumerate(baris, 1):
        nilai = (str(no), r.judul, r.ringkasan, KATEGORI[r.kategori], r.pejabat, r.penanggung_jawab, r.waktu)
        sel = "".join(f"<td>{escape(v)}</td>" for v in (*nilai, r.bentuk_teks, r.retensi))
        lihat = f'<a href="{escape(r.tautan)}">Lihat</a>' if r.tautan else "-"
        baris_html.append(f"<tr>{sel}<td>{lihat}</td></tr>")
    isi = f"""<!DOCTYPE html>
<html lang="id"><head><meta charset="utf-8"><title>Daftar Informasi Publik - Kecamatan Muara Contoh</title></head>
<body><nav><ul><li><a href="/">Beranda</a></li><li><a href="/profil">Profil</a></li><li><a href="/login">Masuk</a></li>
</ul></nav><main><h1>Daftar Informasi Publik Kecamatan Muara Contoh</h1><p>Diperbarui November 2026.</p>
<table class="dip"><thead><tr>{"".join(f"<th>{escape(k)}</th>" for k in kepala)}</tr></thead><tbody>
{chr(10).join(baris_html)}
</tbody></table></main><footer>Kantor Camat Muara Contoh</footer></body></html>
"""
    jalan.write_bytes(isi.encode())
