"""Makes the PDFs beside this file again: fictional tables as Word (LibreOffice) and a browser (Chromium) print them.

Run by hand: `python tests/unit/pembaca/berkas/buat.py`. The tests know the content through `BARIS`.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt

SINI = Path(__file__).parent
KEPALA = ["No", "Judul Informasi", "Ringkasan Isi Informasi", "Penanggung Jawab", "Format", "", "Retensi"]
ANAK = ["", "", "", "", "Cetak", "Softcopy", ""]


def baris() -> list[list[str]]:
    """The data rows; row 3 has two paragraphs, row 4 a word longer than its cell, row 9 is too high for its page."""
    hasil = []
    for n in range(1, 13):
        butir = ", ".join(f"butir {i} yang diuraikan" for i in range(1, n))
        ringkasan = f"Uraian singkat tentang kegiatan nomor {butir}"
        if n == 3:
            ringkasan = "Terdiri atas:\n1. Neraca\n2. Arus kas"
        if n == 4:
            ringkasan = "Ada di https://ppid.contohjaya.example/unduh/laporan-kinerja-instansi-pemerintah-2026.pdf kini"
        if n == 9:
            ringkasan = "Uraian panjang " + " ".join(f"kalimat ke-{i} selesai." for i in range(1, 120))
        cetak, lunak = ("√", "") if n % 2 else ("√", "√")
        hasil.append([f"{n}.", f"Laporan Rekaan Ke-{n}", ringkasan, "Kepala Bidang Data", cetak, lunak, f"{n} tahun"])
    return hasil


def bergaris(folder: Path) -> Path:
    """The table with lines, header repeated on every page, rows that break over pages."""
    d = docx.Document()
    d.core_properties.author, d.core_properties.title = "", "DIP Dinas Rekaan berkala"
    s = d.sections[0]
    s.orientation, s.page_width, s.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    d.styles["Normal"].font.name, d.styles["Normal"].font.size = "Liberation Sans", Pt(9)
    d.add_paragraph("DAFTAR INFORMASI PUBLIK")
    d.add_paragraph("Dinas Rekaan Kabupaten Contohjaya Tahun 2026")
    isi = baris()
    t = d.add_table(2 + len(isi), 7, style="Table Grid")
    for i, b in enumerate([KEPALA, ANAK, *isi]):
        for j, v in enumerate(b):
            t.cell(i, j).text = v
    for j in (0, 1, 2, 3, 6):
        t.cell(0, j).merge(t.cell(1, j))
        for p in t.cell(0, j).paragraphs[1:]:
            p._p.getparent().remove(p._p)
    t.cell(0, 4).merge(t.cell(0, 5))
    for p in t.cell(0, 4).paragraphs[1:]:
        p._p.getparent().remove(p._p)
    for r in t.rows[:2]:
        r._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for j, lebar in enumerate((1, 4, 7, 4, 1.5, 2, 2)):
        for sel in t.columns[j].cells:
            sel.width = Cm(lebar)
    d.save(str(folder / "bergaris.docx"))
    return folder / "bergaris.docx"


def tanpa_garis(folder: Path) -> Path:
    """The same table without lines, numbers in the middle of their rows."""
    gaya = "<style>@page{size:A4 landscape}td,th{font:11px sans-serif;vertical-align:middle;padding:1px}</style>"
    h = f"<title>DIP Dinas Rekaan</title>{gaya}<table style='width:800px'><thead><tr>"
    for j, v in enumerate(KEPALA):
        if v:
            h += f"<th colspan=2>{v}" if j == 4 else f"<th rowspan=2>{v}"
    h += "<tr><th>Cetak<th>Softcopy</thead>"
    for b in baris():
        h += "<tr>" + "".join("<td>" + v.replace("\n", "<br>") for v in [*b[:2], b[2][:160], *b[3:]])
    (folder / "tanpa_garis.html").write_text(f"<!doctype html><meta charset=utf-8>{h}</table>", "utf-8")
    return folder / "tanpa_garis.html"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as f:
        profil = f"-env:UserInstallation=file://{f}/profil"
        perintah = ["soffice", profil, "--headless", "--convert-to", "pdf", "--outdir", str(SINI)]
        subprocess.run([*perintah, str(bergaris(Path(f)))], check=True)
        perintah = ["chromium", "--headless", "--no-sandbox", f"--user-data-dir={f}/c", "--no-pdf-header-footer"]
        hasil = f"--print-to-pdf={SINI / 'tanpa_garis.pdf'}"
        subprocess.run([*perintah, hasil, tanpa_garis(Path(f)).as_uri()], check=True)
    (SINI / "baris.json").write_text(json.dumps(baris(), ensure_ascii=False, indent=1) + "\n", "utf-8")
