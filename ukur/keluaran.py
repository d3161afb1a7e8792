"""All public files of an edition, against the script an office's programmer would write."""

from __future__ import annotations

import html
import io

import openpyxl
import pandas as pd
from openpyxl.styles import Border, Side

from dip.revisi import Revisi
from keluaran.bentuk import bangun
from ukur.alat import Baris, putar
from ukur.bahan import revisi_contoh

BARIS = 4000


def ukur_keluaran(putaran: int) -> list[Baris]:
    """HTML pages, workbook, CSV and JSON of one edition."""
    revisi = revisi_contoh(BARIS)
    waktu = putar({"kami": lambda: bangun(revisi, None), "lain": lambda: _lain(revisi)}, putaran)
    return [(f"semua keluaran {BARIS} baris", waktu["kami"], waktu["lain"], "openpyxl + iterrows")]


def _lain(revisi: Revisi) -> None:
    df = pd.DataFrame(revisi.entri)
    wb = openpyxl.Workbook()
    ws = wb.active
    assert ws is not None
    tepi = Side("thin")
    gaya = Border(left=tepi, right=tepi, top=tepi, bottom=tepi)
    for _, b in df.iterrows():
        ws.append([str(b[k]) for k in ("kode", "judul", "ringkasan", "opd", "waktu_teks", "retensi_teks")])
        for sel in ws[ws.max_row]:
            sel.border = gaya
    wb.save(io.BytesIO())
    _ = "".join(f"<tr>{''.join(f'<td>{html.escape(str(v))}</td>' for v in b)}</tr>" for _, b in df.iterrows())
    df.to_csv(io.StringIO())
    df.to_json(io.StringIO(), orient="records")
