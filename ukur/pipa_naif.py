"""The whole month as an office's programmer would script it: pandas, openpyxl, `apply`, `iterrows`, Jinja2.

Read, map the columns, clean, normalise, check, find duplicates, compare with last month, write a styled workbook,
pages, CSV and JSON. It is plain work without tricks and without malice: what the tutorials show.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Mapping
from typing import Any

import jinja2
import pandas as pd
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

KOLOM = {
    "no": "no", "judulinformasi": "judul", "ringkasanisiinformasi": "ringkasan",
    "pejabatyangmenguasaiinformasi": "pejabat", "penanggungjawab": "pj", "waktupembuatan": "waktu",
    "tempatpembuatan": "tempat", "bentukinformasisoftcopy": "soft", "bentukinformasihardcopy": "hard",
    "jangkawaktupenyimpanan": "retensi", "jenisinformasi": "jenis", "alamat": "url", "keterangan": "ket",
}  # fmt: skip
TEKS = ("judul", "ringkasan", "pejabat", "pj", "waktu", "tempat", "soft", "hard", "retensi", "jenis", "url", "ket")
KATEGORI = {"berkala": "Berkala", "sertamerta": "Serta merta", "setiapsaat": "Setiap saat"}
JUDUL = ("Kode", "OPD", "Judul", "Ringkasan", "Pejabat", "Penanggung jawab", "Waktu", "Tempat", "Softcopy", "Hardcopy",
         "Retensi", "Tautan", "Keterangan")  # fmt: skip
KELUAR = (
    "key",
    "kantor",
    "judul",
    "ringkasan",
    "pejabat",
    "pj",
    "waktu",
    "tempat",
    "soft",
    "hard",
    "retensi",
    "url",
    "ket",
)
JUMLAH_UJI = 35
BULAN = ("jan", "feb", "mar", "apr", "mei", "jun", "jul", "ag", "sep", "okt", "nov", "des")

NOL = re.compile("[\u200b-\u200f\ufeff\u00ad]")
SPASI = re.compile(r"[\s\u00a0]+")
BUKAN = re.compile(r"[^a-z0-9]+")
TAHUN = re.compile(r"(?:(\d{1,2})[ /.-])?([a-z]{3,9}|\d{1,2})?[ /.-]?((?:19|20)\d\d)|((?:19|20)\d\d)-(\d\d)-\d\d", re.I)
URL = re.compile(r"^https?://[\w.-]+\.[a-z]{2,}(?:[/?#]\S*)?$", re.I)
GOID = re.compile(r"^https?://[\w.-]+\.go\.id(?:[/:?#]|$)", re.I)
LAMA = re.compile(r"(\d+)\s*(?:\([^)]*\)\s*)?(?:tahun|th)", re.I)
NIK = re.compile(r"(?<!\d)\d{16}(?!\d)")
HP = re.compile(r"(?<!\d)(?:\+?62|0)8[1-9]\d{6,10}(?!\d)")

HALAMAN = jinja2.Environment(autoescape=True, trim_blocks=True).from_string("""<!doctype html>
<html lang="id"><head><meta charset="utf-8"><title>{{ judul }}</title></head><body><h1>{{ judul }}</h1>
<table><thead><tr>{% for h in kepala %}<th scope="col">{{ h }}</th>{% endfor %}</tr></thead><tbody>
{% for b in baris %}
<tr>{% for v in b %}<td{% if loop.index0 == 2 %} class="judul"{% endif %}>{{ v }}</td>{% endfor %}</tr>
{% endfor %}
</tbody></table></body></html>
""")


def _kunci(teks: object) -> str:
    return BUKAN.sub("", str(teks).lower())


def bersih(nilai: object) -> str:
    """One cell as text: no invisible characters, single blanks, nothing for the words that mean nothing."""
    if pd.isna(nilai):  # type: ignore[call-overload]  # a cell is one value, never a list
        return ""
    teks = SPASI.sub(" ", NOL.sub("", str(nilai))).strip()
    return "" if teks.lower() in ("-", "n/a", "nihil") else teks


def bulan(teks: str) -> int:
    """Year and month as a number, 0 when there is none."""
    m = TAHUN.search(teks)
    if not m:
        return 0
    if m[4]:
        return int(m[4]) * 100 + int(m[5])
    kata = (m[2] or "").lower()
    n = int(kata) if kata.isdigit() else next((i for i, b in enumerate(BULAN, 1) if kata.startswith(b)), 0)
    return int(m[3]) * 100 + n


def kategori(teks: str) -> str:
    """Class of the law, empty when unknown or excluded."""
    k = _kunci(teks)
    return next((v for n, v in KATEGORI.items() if n in k), "")


def retensi(teks: str) -> int:
    """Years of retention; -1 while in force, 99 for ever, 0 unknown."""
    if m := LAMA.search(teks):
        return int(m[1])
    return 99 if "permanen" in teks.lower() else -1 if "berlaku" in teks.lower() else 0


def centang(teks: str) -> bool:
    """Whether a tick mark stands in the cell (Wingdings writes `ü`)."""
    return teks.lower() in ("v", "√", "✓", "ü", "ya", "x")


def baca(nama: str, isi: bytes) -> pd.DataFrame:
    """The rows of one office's workbook under our names."""
    mentah = pd.read_excel(io.BytesIO(isi), header=None, dtype=object)
    kepala = next(i for i in range(30) if mentah.iloc[i].astype(str).str.contains("Judul", case=False).any())
    atas, bawah = mentah.iloc[kepala].ffill(), mentah.iloc[kepala + 1]
    kolom = []
    for a, b in zip(atas, bawah, strict=True):
        k = _kunci(f"{a} {b}" if isinstance(b, str) else a)
        kolom.append(KOLOM.get(k, k))
    df = mentah.iloc[kepala + 3 :].copy()
    df.columns = pd.Index(kolom)
    df = df[pd.to_numeric(df["no"], errors="coerce").notna()].copy()
    df["kantor"] = nama
    return df


def periksa(b: Any) -> list[int]:
    """Numbers of the checks one row fails: thirty-five of them."""
    t = [n for n, k in enumerate(TEKS, 1) if not b[k]]
    judul, ringkasan, url = b["judul"], b["ringkasan"], b["url"]
    uji = (
        len(judul) < 5, len(judul) > 300, judul.isupper(), b["ym"] == 0, b["ym"] > 202612, 0 < b["ym"] < 194500,
        not b["kat"], not (b["s"] or b["h"]), b["ret"] == 0, b["kat"] == "Berkala" and not url,
        bool(url) and not URL.match(url), bool(url) and not GOID.match(url), "  " in ringkasan,
        "#REF!" in judul or "#N/A" in judul, "#REF!" in ringkasan, not str(b["no"]).replace(".0", "").isdigit(),
        b["pj"] == b["pejabat"], ringkasan == judul, len(ringkasan) < 20, judul.lower() in ("tes", "contoh", "xxx"),
        bool(NIK.search(judul + ringkasan)), bool(HP.search(ringkasan)), b["kat"] == "Serta merta" and not b["pj"],
    )  # fmt: skip
    return t + [n for n, gagal in enumerate(uji, len(TEKS) + 1) if gagal]


def tulis_buku(df: pd.DataFrame) -> bytes:
    """The workbook: a sheet per class, every cell styled by hand, and a recapitulation."""
    keluar = io.BytesIO()
    with pd.ExcelWriter(keluar, engine="openpyxl") as penulis:
        for nama in KATEGORI.values():
            x = df[df["kat"] == nama][list(KELUAR)]
            x.columns = pd.Index(JUDUL)
            gaya_lembar(x, nama, penulis)
        df.pivot_table(index="kantor", columns="kat", values="no", aggfunc="count", fill_value=0).to_excel(
            penulis, sheet_name="Rekap"
        )
    return keluar.getvalue()


def gaya_lembar(x: pd.DataFrame, nama: str, penulis: Any) -> None:
    """One sheet with `to_excel`, then a style loop: new style objects for every cell, as the tutorials do."""
    x.to_excel(penulis, sheet_name=nama, index=False)
    ws = penulis.sheets[nama]
    ws.freeze_panes = "A2"
    ws.auto_filter.ref = ws.dimensions
    for sel in ws[1]:
        sel.font = Font(bold=True, color="FFFFFF")
        sel.fill = PatternFill("solid", fgColor="0B4F5C")
    for baris in ws.iter_rows(min_row=2):
        for sel in baris:
            tepi = Side(style="thin", color="C9D3D6")
            sel.font = Font(name="Calibri", size=10)
            sel.border = Border(left=tepi, right=tepi, top=tepi, bottom=tepi)
            sel.alignment = Alignment(wrap_text=True, vertical="top")
    for i, k in enumerate(x.columns, 1):
        terpanjang = x[k].astype(str).str.len().max() if len(x) else 0
        ws.column_dimensions[get_column_letter(i)].width = min(60, max(terpanjang, len(str(k))))


def tulis_halaman(df: pd.DataFrame) -> dict[str, str]:
    """One page per class."""
    return {
        k: HALAMAN.render(
            judul=k, kepala=JUDUL, baris=[list(b[list(KELUAR)]) for _, b in df[df["kat"] == k].iterrows()]
        )
        for k in KATEGORI.values()
    }


def olah(buku: Mapping[str, bytes]) -> pd.DataFrame:
    """All rows, cleaned, parsed, with key, digest and failed checks."""
    df = pd.concat([baca(nama, isi) for nama, isi in buku.items()], ignore_index=True)
    for k in TEKS:
        df[k] = df[k].apply(bersih)
    df["ym"], df["kat"], df["ret"] = df["waktu"].apply(bulan), df["jenis"].apply(kategori), df["retensi"].apply(retensi)
    df["s"], df["h"] = df["soft"].apply(centang), df["hard"].apply(centang)
    df["key"] = df.apply(lambda b: _sha(f"{b['kantor']}|{_kunci(b['judul'])}|{b['ym']}"), axis=1)
    df["rh"] = df.apply(lambda b: _sha("|".join(str(b[k]) for k in (*TEKS, "s", "h"))), axis=1)
    df["temuan"] = df.apply(periksa, axis=1)
    return df


def jalankan(buku: Mapping[str, bytes], lalu: pd.DataFrame) -> dict[str, int]:
    """Everything. `lalu` has `key` and `rh` of last month; returns counts."""
    df = olah(buku)
    ganda = df.duplicated("key")
    m = df[~ganda][["key", "rh"]].merge(lalu, on="key", how="outer", suffixes=("", "_lalu"), indicator=True)
    hasil = {
        "baris": len(df),
        "temuan": int(df["temuan"].apply(len).sum()),
        "ganda": int(ganda.sum()),
        "baru": int((m["_merge"] == "left_only").sum()),
        "hilang": int((m["_merge"] == "right_only").sum()),
        "ubah": int(((m["_merge"] == "both") & (m["rh"] != m["rh_lalu"])).sum()),
    }
    tulis_buku(df)
    tulis_halaman(df)
    df.drop(columns=["temuan"]).to_csv(io.StringIO(), index=False)
    df[[*KELUAR, "ym"]].to_json(io.StringIO(), orient="records", force_ascii=False)
    return hasil


def _sha(teks: str) -> str:
    return hashlib.sha1(teks.encode()).hexdigest()
