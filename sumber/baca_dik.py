"""Reads a filled register workbook (`dip dik simpan`) behind the limits of a child process.

The child opens the file with the readers of the house, finds the table by its headings and sends back plain rows; what
a cell means is decided by `dip.dik_rencana`. Any kind of workbook the house reads will do: some offices save as ods.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dip.anak import Panggilan
from dip.dik_buku import BarisBuku, BukuDik, SalahBuku
from dip.dik_kolom import ISIAN, KOLOM, MENURUT_FIELD, NAMA_LEMBAR
from dip.lembar import TANDA_BANTUAN, Lembar, huruf_kolom
from dip.normal.teks import kunci, teks_sel
from dip.pdp import samarkan
from dip.temuan import Temuan
from sumber.pembaca import Pembaca
from sumber.pembaca.batas import Batas
from sumber.pembaca.langsung import baca_langsung

BARIS_KEPALA_MAKS = 30
"""The heading is looked for in so many first rows of a sheet."""

_MENURUT_JUDUL = {kunci(k.judul): k.field for k in KOLOM}
_CUKUP = len(KOLOM) // 2
"""So many known headings in one row make it the heading of our table."""


class PembacaDik(Pembaca):
    """Reads register workbooks behind limits. A context manager."""

    MODUL = "sumber.baca_dik"

    def baca_dik(self, isi: bytes, nama: str) -> BukuDik | Temuan:
        """The rows of a workbook called `nama`, or the finding (`FILE-*`) that says why it could not be read.

        Never raises for what the file contains.
        """
        return self.tanya("baca_dik", {}, isi, nama, _urai)


def baca_dik_langsung(isi: bytes, nama: str, batas: Batas | None = None) -> BukuDik | Temuan:
    """Read in this very process: what runs in the child."""
    bacaan = baca_langsung(isi, nama, batas)
    if not bacaan.lembar:
        return next(iter(bacaan.temuan), Temuan("FILE-001", berkas=nama, parameter={"nama": nama}))
    cocok = [(x, i) for x in bacaan.lembar if (i := _baris_kepala(x)) is not None]
    if len(cocok) != 1:
        masalah = "tabel DIK tidak ditemukan." if not cocok else "ada lebih dari satu tabel DIK."
        obat = "Pakai buku dari dip dik buku, dan biarkan baris judul kolomnya."
        return BukuDik(NAMA_LEMBAR, {}, (), (SalahBuku("DIKB-LEMBAR", NAMA_LEMBAR, "", "", masalah, obat),))
    return _urai_lembar(*cocok[0])


def _baris_kepala(x: Lembar) -> int | None:
    """Index of the row that holds our headings."""
    if x.baris and x.baris[0] and x.baris[0][0] == TANDA_BANTUAN:
        return None
    for i, baris in enumerate(x.baris[:BARIS_KEPALA_MAKS]):
        if sum(isinstance(v, str) and kunci(v[:100]) in _MENURUT_JUDUL for v in baris) >= _CUKUP:
            return i
    return None


def _urai_lembar(x: Lembar, kepala: int) -> BukuDik:
    salah: list[SalahBuku] = []
    kolom = _kolom(x, kepala, salah)
    letak = {nama: huruf_kolom(x.kolom_awal + j) for nama, j in kolom.items()}
    for i1, j1, i2, j2 in x.gabung:
        if i2 > kepala and (i1, j1) != (i2, j2) and any(j1 <= j <= j2 for j in kolom.values()):
            tempat = f"{x.alamat(i1, j1)}:{x.alamat(i2, j2)}"
            masalah, obat = "sel digabung, isinya milik satu baris saja.", "Pisahkan selnya, isi tiap baris sendiri."
            salah.append(SalahBuku("DIKB-GABUNG", x.nama, tempat, "", masalah, obat))
    baris = tuple(_baris(x, i, kolom) for i in range(kepala + 1, len(x.baris)))
    ada = tuple(b for b in baris if b.galat or any(t.strip() for t in b.isi.values()))
    return BukuDik(x.nama, letak, ada, tuple(salah))


def _kolom(x: Lembar, kepala: int, salah: list[SalahBuku]) -> dict[str, int]:
    """Column index by field; headings that are gone, doubled, or ours no longer are faults."""
    kolom: dict[str, int] = {}
    for j, v in enumerate(x.baris[kepala]):
        judul = teks_sel(v) if v is not None else ""
        nama = _MENURUT_JUDUL.get(kunci(judul[:100]))
        sel = x.alamat(kepala, j)
        if nama is not None and nama not in kolom:
            kolom[nama] = j
        elif nama is not None:
            obat = "Hapus salah satunya."
            salah.append(SalahBuku("DIKB-KOLOM", x.nama, sel, judul, "judul kolom ini ada dua.", obat))
        elif any(_teks(x, i, j) for i in range(kepala + 1, len(x.baris))):
            obat = "Pindahkan isinya ke kolom yang ada, lalu kosongkan kolom ini."
            salah.append(SalahBuku("DIKB-KOLOM", x.nama, sel, "", "kolom ini tidak dikenal tetapi ada isinya.", obat))
    for k in (MENURUT_FIELD["penanda"], MENURUT_FIELD["id_dik"], *ISIAN):
        if k.field not in kolom:
            obat = "Kembalikan judul kolomnya seperti semula, atau buat buku baru dengan dip dik buku."
            salah.append(SalahBuku("DIKB-KOLOM", x.nama, "", k.judul, "kolom ini tidak ada lagi.", obat))
    return kolom


def _baris(x: Lembar, i: int, kolom: dict[str, int]) -> BarisBuku:
    dibaca = {nama: j for nama, j in kolom.items() if nama not in ("asal", "kurang")}
    isi = {nama: t for nama, j in dibaca.items() if (t := _teks(x, i, j, tanggal=_tanggal(nama)))}
    return BarisBuku(x.nomor_baris(i), isi, tuple(n for n, j in dibaca.items() if (i, j) in x.galat))


def _tanggal(nama: str) -> bool:
    return MENURUT_FIELD[nama].jenis == "tanggal"


def _teks(x: Lembar, i: int, j: int, *, tanggal: bool = False) -> str:
    """A cell as people see it; a day in a column of days as ISO text."""
    nilai = x.baris[i][j] if j < len(x.baris[i]) else None
    bentuk = x.format.get((i, j), "")
    if tanggal and bentuk == "tanggal" and isinstance(nilai, str):
        return nilai
    return teks_sel(nilai, bentuk)


def _urai(d: dict[str, Any]) -> BukuDik | Temuan:
    if "buku" in d:
        return BukuDik.dari_json(d["buku"])
    t = Temuan.dari_json(d["tolak"])
    parameter = {k: samarkan(v) if isinstance(v, str) else v for k, v in t.parameter.items()}
    return replace(t, berkas=samarkan(t.berkas), parameter=parameter)


def _panggil(kepala: dict[str, Any], isi: bytes) -> dict[str, Any]:
    hasil = baca_dik_langsung(isi, kepala["nama"], Batas(**kepala["batas"]))
    return {"tolak": hasil.ke_json()} if isinstance(hasil, Temuan) else {"buku": hasil.ke_json()}


PANGGILAN: Panggilan = {"baca_dik": _panggil}
