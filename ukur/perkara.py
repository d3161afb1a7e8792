"""What is measured, and against what: the straightforward script an office's programmer would write."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable
from dataclasses import dataclass

import openpyxl
import pandas as pd

from dip.aturan import Konteks, nilai, terapkan
from dip.entri import Entri
from dip.normal import normalkan
from dip.pengaturan import Deklarasi, Kebijakan, Opd
from keluaran.bentuk import bangun
from sumber.kamus import muat_kamus
from sumber.pembaca.langsung import baca_langsung
from ukur.bahan import buku_contoh, revisi_contoh

Kerja = Callable[[], object]


@dataclass(frozen=True)
class Perkara:
    """One measurement: its name, what it is compared with, and how both are prepared."""

    nama: str
    pembanding: str
    siapkan: Callable[[], tuple[Kerja, Kerja]]


BERKAS, BARIS = 20, 200


def _baca() -> tuple[Kerja, Kerja]:
    buku = [buku_contoh(n, BARIS) for n in range(BERKAS)]

    def kami() -> None:
        for b in buku:
            baca_langsung(b, "dip.xlsx")

    def lain() -> None:
        for b in buku:
            ws = openpyxl.load_workbook(io.BytesIO(b)).active
            _ = [[(c.value, c.hyperlink) for c in baris] for baris in ws.iter_rows()]
            _ = [(r, d.hidden) for r, d in ws.row_dimensions.items()], ws.merged_cells.ranges

    return kami, lain


def _nilai() -> tuple[Kerja, Kerja]:
    kamus, opd = muat_kamus(), Opd(kode="UJI", nama="Dinas Uji", deklarasi=Deklarasi(kategori="berkala"))
    entri = []
    for n in range(BERKAS):
        bacaan = baca_langsung(buku_contoh(n, BARIS), "dip.xlsx")
        hasil = normalkan(bacaan, opd, kamus, sha_berkas="0" * 64, nama_berkas=f"{n}.xlsx", semua_opd=[opd])
        entri += [{**e, "id_baris": f"UJI:{n}:{i}"} for i, e in enumerate(hasil.entri)]
    rekap = pd.DataFrame(entri, columns=list(Entri.__annotations__))

    def kami() -> None:
        terapkan(rekap, nilai(rekap, Konteks("2026-11", Kebijakan(), [opd], {})), Kebijakan())

    def lain() -> None:
        kosong = ["ringkasan", "kategori", "retensi_teks", "waktu_teks", "bentuk_teks", "pejabat_penguasa"]
        for kolom in [*kosong, "penanggung_jawab"]:
            rekap.apply(lambda b, k=kolom: not str(b[k]).strip(), axis=1)
        for pola in (r"\b\d{16}\b", r"\b08\d{8,11}\b", r"\b\d{2}\.\d{3}\.\d{3}\.\d-\d{3}\.\d{3}\b"):
            for kolom in ("judul", "ringkasan", "tautan_teks", "penanggung_jawab"):
                rekap[kolom].apply(lambda t, p=pola: bool(re.search(p, t)))

    return kami, lain


def _keluaran() -> tuple[Kerja, Kerja]:
    revisi = revisi_contoh(BERKAS * BARIS)

    def kami() -> None:
        bangun(revisi, None)

    def lain() -> None:
        df = pd.DataFrame(revisi.entri)
        wb = openpyxl.Workbook()
        ws = wb.active
        gaya = openpyxl.styles.Border(*[openpyxl.styles.Side("thin")] * 4)
        for _, b in df.iterrows():
            ws.append([str(b[k]) for k in ("kode", "judul", "ringkasan", "opd", "waktu_teks", "retensi_teks")])
            for sel in ws[ws.max_row]:
                sel.border = gaya
        wb.save(io.BytesIO())
        _ = "".join(f"<tr>{''.join(f'<td>{html.escape(str(v))}</td>' for v in b)}</tr>" for _, b in df.iterrows())
        df.to_csv(io.StringIO())
        df.to_json(io.StringIO(), orient="records")

    return kami, lain


PERKARA = [
    Perkara(f"baca {BERKAS} buku × {BARIS} baris, dengan tautan dan gabungan", "openpyxl penuh", _baca),
    Perkara(f"nilai dan pisahkan {BERKAS * BARIS} baris (semua aturan)", "pandas apply, 19 pemeriksaan", _nilai),
    Perkara(f"semua keluaran {BERKAS * BARIS} baris", "openpyxl + iterrows", _keluaran),
]
