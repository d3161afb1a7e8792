"""Reads the sheet *Koreksi* of an uploaded draft workbook (`keluaran.bentuk.draf`), in the limited child process.

A formula is no answer and neither is a merged cell: both are named with their address, and nothing is guessed. Text
stays as it was typed; `dip.lembar_koreksi` makes it tidy and judges it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dip.anak import Panggilan
from dip.lembar import Lembar
from dip.lembar_koreksi import MAKS_BARIS, BarisKoreksi
from dip.lembar_unggah import JUDUL_PILIHAN, KEPALA, LEMBAR, HasilBacaKoreksi, KeluhanSel
from dip.normal.teks import kunci, teks_sel
from sumber.pembaca import Pembaca
from sumber.pembaca.arsip import Paket
from sumber.pembaca.batas import Batas, IsiAktif, Rusak, TakDidukung, TerlaluBesar, periksa_ukuran
from sumber.pembaca.buku import baca_xlsx
from sumber.pembaca.jenis import kenali
from sumber.pembaca.letak import baca_a1
from sumber.pembaca.xlsx import buka

_DRAF = re.compile(r"\bdraf (\d{3} \d{3})\b", re.ASCII)
_KEPALA = {kunci(judul): k for k, judul in KEPALA.items()}
_MAKS_KEPALA = 40
"""Rows in which the headings and the number of the draft are looked for."""

_MAKS_KELUHAN = 100
_MAKS_SEL = 4000
"""Characters taken of one cell: more than a line may have, so that too long a text is seen as too long."""

_BUKAN_MEMORI = (MemoryError, KeyboardInterrupt, SystemExit)
_ZIP_DAN_OLE = (b"PK", b"\xd0\xcf")


def baca_langsung(isi: bytes, batas: Batas | None = None) -> HasilBacaKoreksi:
    """Read the sheet in this very process. Raises MemoryError only."""
    batas = batas or Batas()
    try:
        periksa_ukuran(len(isi), batas)
        if kenali(isi, "", batas)[0] != "xlsx":
            return HasilBacaKoreksi("berkas_bukan_buku")
        return _baca(isi, batas)
    except TerlaluBesar:
        return HasilBacaKoreksi("berkas_besar")
    except IsiAktif:
        return HasilBacaKoreksi("berkas_makro")
    except TakDidukung:
        return HasilBacaKoreksi("berkas_bukan_buku")
    except Rusak:
        return HasilBacaKoreksi("berkas_rusak" if isi[:2] in _ZIP_DAN_OLE else "berkas_bukan_buku")
    except _BUKAN_MEMORI:
        raise
    except BaseException:  # whatever bytes there are; a panic in a Rust library is no Exception
        return HasilBacaKoreksi("berkas_rusak")


def _baca(isi: bytes, batas: Batas) -> HasilBacaKoreksi:
    buku = buka(Paket(isi, batas))
    if buku.makro:
        return HasilBacaKoreksi("berkas_makro")
    bagian = next((b for b in buku.lembar if b.berisi and kunci(b.nama) == kunci(LEMBAR)), None)
    if bagian is None:
        return HasilBacaKoreksi("lembar_tidak_ada")
    semua = baca_xlsx(isi, batas).lembar
    lembar = next((x for x in semua if x.nama == bagian.nama), None)
    kepala = _cari_kepala(lembar) if lembar is not None else None
    if lembar is None or kepala is None:
        return HasilBacaKoreksi("kepala_kurang")
    atas, letak = kepala
    akar = buku.paket.xml(bagian.bagian)
    rumus = set() if akar is None else set(_rumus(akar))
    keluhan = sorted(set(_keluhan(lembar, atas, letak, rumus)))
    baris = list(_baris(lembar, atas, letak))[: MAKS_BARIS + 1]
    nomor = _nomor_draf(lembar, atas) or next((n for x in semua if (n := _nomor_draf(x, _MAKS_KEPALA))), "")
    return HasilBacaKoreksi(
        "" if baris or keluhan else "lembar_kosong",
        nomor,
        tuple(b for _, b in baris),
        tuple(n for n, _ in baris),
        tuple(KeluhanSel(lembar.alamat(i, j), sebab) for i, j, sebab in keluhan[:_MAKS_KELUHAN]),
    )


def _teks(lembar: Lembar, i: int, j: int) -> str:
    """A cell as it is seen; empty for none."""
    baris = lembar.baris[i]
    return teks_sel(baris[j], lembar.format.get((i, j), ""))[:_MAKS_SEL] if j < len(baris) else ""


def _cari_kepala(lembar: Lembar) -> tuple[int, dict[str, int]] | None:
    """The row of headings and the column of each field; None unless every one stands there once."""
    for i in range(min(len(lembar.baris), _MAKS_KEPALA)):
        ada = [(_KEPALA[k], j) for j in range(len(lembar.baris[i])) if (k := kunci(_teks(lembar, i, j))) in _KEPALA]
        if len(ada) == len(KEPALA) == len(dict(ada)):
            return i, dict(ada)
    return None


def _nomor_draf(lembar: Lembar, sampai: int) -> str:
    """The number of the draft in the lines above a table; empty for none."""
    for i in range(min(sampai, len(lembar.baris))):
        for v in lembar.baris[i]:
            if isinstance(v, str) and (m := _DRAF.search(v)):
                return m[1]
    return ""


def _baris(lembar: Lembar, atas: int, letak: dict[str, int]) -> Iterator[tuple[int, BarisKoreksi]]:
    """Filled-in rows under the headings with their row numbers."""
    for i in range(atas + 1, len(lembar.baris)):
        isi = {k: _teks(lembar, i, j) for k, j in letak.items()}
        if any(t.strip() for t in isi.values()):
            yield lembar.nomor_baris(i), BarisKoreksi(opd="", **isi)


def _rumus(akar: Any) -> Iterator[tuple[int, int]]:
    """(row, column) from A1 of cells that hold a formula, whatever value is kept with it."""
    for f in akar.iter("{*}f"):
        sel = f.getparent()
        alamat = "" if sel is None else sel.get("r", "")
        yield baca_a1(alamat) if alamat else (-1, -1)


def _keluhan(
    lembar: Lembar, atas: int, letak: dict[str, int], rumus: set[tuple[int, int]]
) -> Iterator[tuple[int, int, str]]:
    """Cells of the form that hold no plain text, and filled-in cells beside it, as (i, j, reason)."""
    kolom = set(letak.values())
    tinggi = len(lembar.baris)
    for i, j in rumus:
        di = (i - lembar.baris_awal + 1, j - lembar.kolom_awal + 1) if i >= 0 else (atas + 1, min(kolom))
        if di[0] > atas and di[1] in kolom:
            yield *di, "sel_rumus"
    for i1, j1, i2, j2 in lembar.gabung:
        if i2 > atas and i1 < tinggi and kolom & set(range(j1, j2 + 1)):
            yield i1, j1, "sel_gabung"
    for i, j in lembar.galat:
        if i > atas and j in kolom and (i + lembar.baris_awal - 1, j + lembar.kolom_awal - 1) not in rumus:
            yield i, j, "sel_galat"
    pilihan = {j for j in range(len(lembar.baris[atas])) if kunci(_teks(lembar, atas, j)) == kunci(JUDUL_PILIHAN)}
    for i in range(atas + 1, tinggi):
        for j, v in enumerate(lembar.baris[i]):
            if v is not None and j not in kolom | pilihan and _teks(lembar, i, j).strip():
                yield i, j, "kolom_lebih"


class PembacaKoreksi(Pembaca):
    """Reads uploads behind the limits of child processes, safe for many threads. A context manager."""

    MODUL = "sumber.baca_koreksi"

    def baca_koreksi(self, isi: bytes, nama: str) -> HasilBacaKoreksi:
        """Read one upload; never raises for what it contains."""
        hasil = self.tanya("koreksi", {}, isi, nama, HasilBacaKoreksi.dari_json)
        if isinstance(hasil, HasilBacaKoreksi):
            return hasil
        return HasilBacaKoreksi("berkas_besar" if hasil.kode == "FILE-004" else "berkas_rusak")


def baca_lembar_koreksi(isi: bytes, nama: str) -> HasilBacaKoreksi:
    """Read one upload in a child of its own (`dip.lembar_unggah.BacaLembarKoreksi`)."""
    with PembacaKoreksi(1) as baca:
        return baca.baca_koreksi(isi, nama)


def _panggil(kepala: dict[str, Any], isi: bytes) -> dict[str, Any]:
    return baca_langsung(isi, Batas(**kepala["batas"])).ke_json()


PANGGILAN: Panggilan = {"koreksi": _panggil}
