"""How results look in a terminal: tables for people, JSON for machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import orjson
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dip.aturan import aturan_untuk
from dip.entri import NAMA_KATEGORI_PENDEK
from dip.pemeriksaan import Pemeriksaan
from dip.pesan import kalimat

WARNA = {"tolak": "red", "wajib": "red", "periksa": "yellow", "info": "cyan"}
_URUT = ("tolak", "wajib", "periksa", "info")


def kode_keluar(hasil: Sequence[Pemeriksaan]) -> int:
    """0: clean or notes only · 1: something must be repaired · 2: a file was refused."""
    parah = {aturan_untuk(t).keparahan for p in hasil for t in p.temuan}
    return 2 if "tolak" in parah else 1 if "wajib" in parah else 0


def tampilkan_json(hasil: Sequence[Pemeriksaan], layar: Console) -> None:
    """One JSON document: per file the counts and every finding with severity, address and sentence."""
    isi = [
        {
            "berkas": p.nama,
            "jenis": p.jenis,
            "dibaca": p.dibaca,
            "terbit": p.terbit,
            "ditahan": p.ditahan,
            "dik": p.dik,
            "per_kategori": p.per_kategori,
            "temuan": [
                {**t.ke_json(), "keparahan": aturan_untuk(t).keparahan, "kalimat": kalimat(t)} for t in p.temuan
            ],
        }
        for p in hasil
    ]
    layar.file.write(orjson.dumps(isi, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS).decode() + "\n")


def tampilkan(p: Pemeriksaan, layar: Console, batas: int = 40) -> None:
    """One file for a person: what was found in it, then each finding with its cell, the worst first."""
    judul = Text(p.nama, style="bold")
    layar.print(judul)
    if p.ditolak:
        layar.print("  Berkas ini belum bisa dibaca.", style="red")
    else:
        kategori = ", ".join(f"{NAMA_KATEGORI_PENDEK.get(k, 'tanpa kategori')} {n}" for k, n in p.per_kategori.items())
        layar.print(f"  {sum(p.per_kategori.values())} informasi ({kategori})", markup=False)
        layar.print(f"  {p.terbit} dapat terbit, {p.ditahan} ditahan, {p.dik} dikecualikan", markup=False)
    urut = sorted(p.temuan, key=lambda t: (_URUT.index(aturan_untuk(t).keparahan), t.kode, t.baris))
    if not urut:
        layar.print("  Tidak ada temuan.", style="green")
        return
    tabel = Table(box=None, padding=(0, 1), show_header=True, header_style="bold")
    for kolom in ("Tingkat", "Kode", "Sel", "Temuan"):
        tabel.add_column(kolom, overflow="fold")
    for t in urut[:batas]:
        parah = aturan_untuk(t).keparahan
        tempat = t.sel or (str(t.baris) if t.baris else "")
        tabel.add_row(
            Text(parah, style=WARNA[parah]), t.kode, f"{t.lembar}!{tempat}" if tempat else t.lembar, kalimat(t)
        )
    layar.print(tabel)
    if len(urut) > batas:
        sisa = Counter(t.kode for t in urut[batas:])
        rinci = ", ".join(f"{kode} {n}" for kode, n in sorted(sisa.items()))
        layar.print(f"  … dan {len(urut) - batas} temuan lagi ({rinci}). Semua: tambahkan --json", markup=False)
