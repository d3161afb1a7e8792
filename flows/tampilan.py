"""How results look in a terminal: tables for people, JSON for machines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import orjson
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dip.aturan import aturan_untuk
from dip.entri import NAMA_KATEGORI_PENDEK
from dip.kelengkapan import sebut_skor
from dip.pdp import samarkan
from dip.pemeriksaan import Pemeriksaan
from dip.pesan import kalimat
from dip.temuan import Temuan

if TYPE_CHECKING:  # the register's libraries are not for those who only check a file
    from dip.dokumen_sah import DokumenSah
    from dip.lacak import Lacakan
    from dip.lembar_koreksi import BarisKoreksi

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
            "skor": p.skor,
            "per_kategori": p.per_kategori,
            "temuan": [
                {
                    **t.ke_json(),
                    "lembar": samarkan(t.lembar),
                    "keparahan": aturan_untuk(t).keparahan,
                    "kalimat": kalimat(t),
                }
                for t in p.temuan
            ],
        }
        for p in hasil
    ]
    tulis_json(isi, layar)


def tulis_json(isi: object, layar: Console) -> None:
    """One JSON document for machines, never wrapped or coloured."""
    layar.file.write(orjson.dumps(isi, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS).decode() + "\n")


def tampilkan(p: Pemeriksaan, layar: Console) -> None:
    """One file for a person: what was found in it, then the findings by code with their cells, the worst first."""
    judul = Text(p.nama, style="bold")
    layar.print(judul)
    if p.ditolak:
        layar.print("  Berkas ini belum bisa dibaca.", style="red")
    else:
        kategori = ", ".join(f"{NAMA_KATEGORI_PENDEK.get(k, 'tanpa kategori')} {n}" for k, n in p.per_kategori.items())
        layar.print(f"  {sum(p.per_kategori.values())} informasi ({kategori})", markup=False)
        layar.print(f"  {p.terbit} dapat terbit, {p.ditahan} ditahan, {p.dik} dikecualikan", markup=False)
        if skor := sebut_skor(p.skor):
            layar.print(f"  Kelengkapan {skor[0]} ({skor[1]})", markup=False)
    urut = sorted(p.temuan, key=lambda t: (_URUT.index(aturan_untuk(t).keparahan), t.kode, t.baris))
    if not urut:
        layar.print("  Tidak ada temuan.", style="green")
        return
    kelompok: dict[tuple[str, str], list[Temuan]] = {}
    for t in urut:
        kelompok.setdefault((t.kode, t.lembar), []).append(t)
    tabel = Table(box=None, padding=(0, 1), show_header=True, header_style="bold")
    tabel.add_column("Tingkat")
    tabel.add_column("Kode", no_wrap=True)
    tabel.add_column("Kali", justify="right")
    tabel.add_column("Sel", overflow="fold", ratio=2)
    tabel.add_column("Temuan (yang pertama)", overflow="fold", ratio=5)
    for (kode, lembar), isi in kelompok.items():
        parah = aturan_untuk(isi[0]).keparahan
        tabel.add_row(
            Text(parah, style=WARNA[parah]), kode, str(len(isi)), Text(_letak(lembar, isi)), Text(kalimat(isi[0]))
        )
    layar.print(tabel)
    layar.print("  Semua temuan dengan kalimatnya: --json, atau --balasan BERKAS.xlsx", style="dim")


def _letak(lembar: str, isi: Sequence[Temuan], maks: int = 6) -> str:
    """Sheet and the first cells of a group of findings: `DIP 2026: F8, F9, F12 …`."""
    sel = [x for t in isi if (x := t.sel or (f"baris {t.baris}" if t.baris else ""))]
    tempat = ", ".join(sel[:maks]) + (" …" if len(sel) > maks else "")
    return ": ".join(x for x in (samarkan(lembar), tempat) if x)


_NASIB = {
    "terbit": "akan atau sudah terbit",
    "ditahan": "ditahan, tidak terbit",
    "dikecualikan": "informasi dikecualikan, tidak terbit",
    "dicabut": "dicabut: tidak ada lagi di kiriman OPD",
}


def tampilkan_lacakan(x: Lacakan, layar: Console) -> None:
    """One row followed from its cell to the draft: where it came from, value by value, and what touched it."""
    layar.print(Text(f"{x.kode or x.id_baris}  {x.judul}", style="bold"))
    layar.print(f"  Keadaan  : {_NASIB[x.nasib]}", markup=False)
    layar.print(f"  OPD      : {x.opd}, data edisi {x.edisi_data}", markup=False)
    layar.print(f"  Berkas   : {x.nama_berkas} (sha256 {x.sha_berkas[:12]}…)", markup=False, soft_wrap=True)
    layar.print(f"  Diterima : {x.diterima or 'tidak tercatat'}", markup=False, soft_wrap=True)
    layar.print(f"  Letak    : lembar {x.lembar}, baris {x.baris}", markup=False)
    tabel = Table(box=None, padding=(0, 1), show_header=True, header_style="bold")
    for judul in ("Kolom", "Sel", "Tertulis di berkas", "Menjadi", "Asal"):
        tabel.add_column(judul, overflow="fold")
    for s in x.sel:
        tabel.add_row(*(Text(t) for t in (s.kolom, s.sel, s.mentah, s.nilai, s.pewaris)))
    layar.print(tabel)
    layar.print("Temuan", style="bold")
    for t in x.temuan:
        parah = aturan_untuk(t).keparahan
        layar.print(Text(f"  {parah:8}{t.kode}  {t.sel:6} {kalimat(t)}", style=WARNA[parah]), soft_wrap=True)
    if not x.temuan:
        layar.print("  Tidak ada temuan.", style="green")
    for k in x.koreksi:
        teks = f"  koreksi {k['kolom']}: {k['tertulis'] or '(kosong)'} → {k['seharusnya'] or '(kosong)'}"
        layar.print(f"{teks} ({k['alasan']}, oleh {k['oleh']})", markup=False, soft_wrap=True)
    layar.print("Riwayat", style="bold")
    for r in x.riwayat:
        layar.print(f"  {r.edisi} ronde {r.ronde} ({r.status_edisi}): {_NASIB[r.nasib]}", markup=False)
        for kolom, (dulu, kini) in r.perubahan.items():
            layar.print(f"      {kolom}: {dulu or '(kosong)'} → {kini or '(kosong)'}", markup=False, soft_wrap=True)


def sebut_tempat(kode: str, opd: str, kolom: str) -> str:
    """What a correction line is about: item, office or the whole draft, and the column."""
    from dip.lembar_nilai import JUDUL_KOLOM

    return " · ".join(t for t in (kode or opd or "seluruh draf", JUDUL_KOLOM.get(kolom, kolom)) if t)


def tampilkan_usul(baris: Sequence[BarisKoreksi], layar: Console) -> None:
    """The correction lines a return will take along, personal data masked."""
    if not baris:
        layar.print("Baris koreksi yang ikut: tidak ada; alasannya menjadi satu-satunya baris.", markup=False)
        return
    layar.print(f"Baris koreksi yang ikut: {len(baris)}", markup=False)
    for n, b in enumerate(baris, 1):
        teks = f"  {n}. {sebut_tempat(b.kode, b.opd, b.kolom)}"
        if b.tertulis or b.seharusnya:
            teks += f": {b.tertulis or '(kosong)'} → {b.seharusnya or '(tidak disebut)'}"
        layar.print(samarkan(f"{teks} ({b.alasan})"), markup=False, soft_wrap=True)


def tampilkan_dokumen(d: DokumenSah, layar: Console) -> None:
    """A recorded document, to be compared with the paper."""
    layar.print("Dokumen pengesahan yang tercatat; cocokkan dengan aslinya:", markup=False)
    isi = {
        "Nomor": d.nomor,
        "Tanggal": d.tanggal,
        "Tempat": d.tempat,
        "Penanda tangan": d.tanda.nama,
        "Dicatat oleh": d.orang_pencatat.nama,
        "Berkas": d.nama_berkas,
        "sha256": d.sha_berkas,
    }
    for nama, teks in isi.items():
        layar.print(f"  {nama:<15}: {teks}", markup=False, soft_wrap=True)
