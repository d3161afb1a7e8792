"""Outputs as an office's programmer would write them: the other side of `ukur.keluaran`.

Every one of them gives the same content as ours: the same sheets, columns, rows and pages, with texts as text and HTML
escaped.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from typing import Any, cast
from urllib.parse import urlsplit

import jinja2
import pandas as pd
import xlsxwriter
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from dip.entri import KATEGORI_TERBIT, KOLOM_TERBIT, NAMA_KATEGORI_PENDEK
from dip.lembar_nilai import NAMA_BENTUK
from keluaran.bentuk.alamat import alamat_butir
from keluaran.bentuk.dasar import JUDUL_KOLOM, Bahan, BarisTerbit
from keluaran.bentuk.html_daftar import BARIS_PER_HALAMAN
from keluaran.bentuk.xlsx import LEBAR, sel_baris

HALAMAN = jinja2.Environment(autoescape=True, trim_blocks=True).from_string("""<!doctype html>
<html lang="id"><head><meta charset="utf-8"><title>{{ judul }}</title></head><body><main><h1>{{ judul }}</h1>
<p>Halaman {{ n }} dari {{ akhir }}</p>
<table><thead><tr>{% for h in kepala %}<th scope="col">{{ h }}</th>{% endfor %}</tr></thead><tbody>
{% for b in baris %}
<tr role="row" id="{{ b.kode }}">{% for sel in b.sel %}<td role="cell">{% for kelas, teks, alamat in sel %}{% if teks %}
{% if alamat %}<a class="{{ kelas }}" href="{{ alamat }}">{{ teks }}</a>
{% else %}<span class="{{ kelas }}">{{ teks }}</span>{% endif %}
{% endif %}{% endfor %}</td>{% endfor %}</tr>
{% endfor %}
</tbody></table></main></body></html>
""")
KEPALA = ("No", "Judul dan ringkasan", "Yang menguasai", "Penanggung jawab", "Waktu", "Bentuk", "Retensi", "Dokumen")


def _lembar(bahan: Bahan) -> Iterator[tuple[str, list[list[str | int]]]]:
    """Name and rows of each sheet."""
    nama = bahan.nama_opd
    for k in KATEGORI_TERBIT:
        yield NAMA_KATEGORI_PENDEK[k], [sel_baris(b, nama) for b in bahan.baris if b["kategori"] == k]


def buku_openpyxl(bahan: Bahan) -> bytes:
    """The workbook by hand: `to_excel`, then a loop with new style objects for every cell."""
    keluar = io.BytesIO()
    judul = [JUDUL_KOLOM[k] for k in KOLOM_TERBIT]
    with pd.ExcelWriter(keluar, engine="openpyxl") as penulis:
        for nama, baris in _lembar(bahan):
            pd.DataFrame(baris, columns=judul).to_excel(penulis, sheet_name=nama, index=False)
            ws = penulis.sheets[nama]
            ws.freeze_panes = "A2"
            ws.auto_filter.ref = ws.dimensions
            for sel in ws[1]:
                sel.font, sel.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="0B4F5C")
            for isi in ws.iter_rows(min_row=2):
                for sel in isi:
                    tepi = Side(style="thin", color="C9D3D6")
                    sel.font = Font(name="Calibri", size=10)
                    sel.border = Border(left=tepi, right=tepi, top=tepi, bottom=tepi)
                    sel.alignment = Alignment(wrap_text=True, vertical="top")
                    if isinstance(sel.value, str):
                        sel.data_type = "s"
            for i, k in enumerate(KOLOM_TERBIT, 1):
                ws.column_dimensions[get_column_letter(i)].width = LEBAR[k]
    return keluar.getvalue()


def buku_xlsxwriter(bahan: Bahan) -> bytes:
    """The workbook with XlsxWriter as its manual shows it, every cell with one shared style."""
    keluar = io.BytesIO()
    buku: Any = xlsxwriter.Workbook(keluar, {"in_memory": True})
    kepala = buku.add_format({"bold": True, "bg_color": "#0B4F5C", "font_color": "#FFFFFF", "border": 1})
    gaya = buku.add_format({"border": 1, "text_wrap": True, "valign": "top", "font_name": "Calibri", "font_size": 10})
    for nama, baris in _lembar(bahan):
        ws = buku.add_worksheet(nama)
        for j, k in enumerate(KOLOM_TERBIT):
            ws.write_string(0, j, JUDUL_KOLOM[k], kepala)
            ws.set_column(j, j, LEBAR[k])
        for i, isi in enumerate(baris, 1):
            for j, nilai in enumerate(isi):
                if isinstance(nilai, int):
                    ws.write_number(i, j, nilai, gaya)
                else:
                    ws.write_string(i, j, nilai, gaya)
        ws.freeze_panes(1, 0)
        ws.autofilter(0, 0, len(baris), len(KOLOM_TERBIT) - 1)
    buku.close()
    return keluar.getvalue()


def _sel_halaman(b: BarisTerbit, nama: dict[str, str], slug: dict[str, str]) -> dict[str, Any]:
    """Cells of one row as (class, text, address): the same pieces our pages show."""
    tautan = [x for t in b["tautan"] for x in (("buka", "Buka dokumen", t), ("ket", urlsplit(t).hostname or "", ""))]
    sel = [
        [("", str(b["nomor"]), ""), ("kode", b["kode"], "../" + alamat_butir(b["kode"]))],
        [("judul", b["judul"], ""), ("ringkasan", b["ringkasan"], ""), ("ket", b["kelompok"], ""),
         ("chip", NAMA_KATEGORI_PENDEK[b["kategori"]], "")],
        [("", nama[b["opd"]], f"../unit/{slug[b['opd']]}-1.html"), ("", b["unit_kerja"], ""),
         ("", b["pejabat_penguasa"], "")],
        [("", b["penanggung_jawab"], "")],
        [("", b["waktu_teks"], ""), ("", b["tempat"] if b["tempat"] not in b["waktu_teks"] else "", "")],
        [("", ", ".join(NAMA_BENTUK[x] for x in b["bentuk"]), ""), ("ket", b["jenis_media"], "")],
        [("", b["retensi_teks"], "")],
        [*(tautan or [("minta", "Minta ke PPID", "../meminta.html")]), ("ket", b["satu_data_id"], "")],
    ]  # fmt: skip
    return {"kode": b["kode"], "sel": sel}


def halaman_jinja(bahan: Bahan) -> dict[str, bytes]:
    """The lists per category and per office, a hundred rows a page, cell by cell through the template."""
    nama, hasil = bahan.nama_opd, {}
    slug = {u.kode: u.slug for u in bahan.unit}
    daftar: list[tuple[str, Sequence[BarisTerbit]]] = [
        (k, [b for b in bahan.baris if b["kategori"] == k]) for k in KATEGORI_TERBIT
    ]
    daftar += [(u.kode, [b for b in bahan.baris if b["opd"] == u.kode]) for u in bahan.unit]
    for judul, baris in daftar:
        akhir = -(-len(baris) // BARIS_PER_HALAMAN)
        for n in range(akhir):
            isi = [_sel_halaman(b, nama, slug) for b in baris[n * BARIS_PER_HALAMAN : (n + 1) * BARIS_PER_HALAMAN]]
            teks = HALAMAN.render(judul=judul, n=n + 1, akhir=akhir, kepala=KEPALA, baris=isi)
            hasil[f"{judul}-{n + 1}.html"] = teks.encode()
    return hasil


def csv_pandas(bahan: Bahan) -> bytes:
    """The CSV with pandas."""
    return pd.DataFrame(cast(Any, bahan.baris)).to_csv(index=False).encode("utf-8-sig")


def json_baku(bahan: Bahan) -> bytes:
    """The rows with the standard library."""
    return json.dumps(bahan.baris, ensure_ascii=False).encode()
