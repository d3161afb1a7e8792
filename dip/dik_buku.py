"""The register of excluded information as a workbook: what a cell of it says, and what was read back.

Writer (`keluaran.lembar_dik`), reader (`sumber.baca_dik`) and the plan of changes (`dip.dik_rencana`) share this page
and the columns of `dip.dik_kolom`. A row is one record or one proposal of `dip.usul_dik`. Every row carries a hidden
*penanda* with the handle, a digest of the record it was made from and a digest of its cells, so that a workbook older
than the register is known for what it is.

Codes of faults: `DIKB-LEMBAR` (no such table) · `DIKB-KOLOM` (headings) · `DIKB-GABUNG` (merged cells) · `DIKB-GALAT`
(an error value) · `DIKB-PENANDA` (the hidden column) · `DIKB-NOMOR` (the number) · `DIKB-USANG` (changed since) ·
`DIKB-DASAR` (articles) · `DIKB-JUDUL` (the title as sent) · `DIKB-TULIS` (cannot be written) · DIK-004, DIK-005, and
the `PGT-*` of the settings for the same faults there.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Self

from dip.banding import judul_baku
from dip.dik import Dik, UsulDik
from dip.dik_dasar import DasarGalat, baca_dasar, tulis_dasar
from dip.dik_kolom import BARU, ISIAN, MENURUT_FIELD, PILIHAN, SEL_MAKS, TERPOTONG
from dip.normal.teks import kunci, rapikan, satu_baris
from dip.normal.waktu import baca_waktu
from dip.pdp import samarkan
from dip.sidik import json_baku, sha256


@dataclass(frozen=True, slots=True)
class SalahBuku:
    """One fault of a filled workbook: code, sheet, cell (A1, empty: the whole sheet), heading, what is wrong, what to
    do. Never repeats what is closed.
    """

    kode: str
    lembar: str
    sel: str
    kolom: str
    masalah: str
    obat: str

    def __str__(self) -> str:
        tempat = f"{samarkan(self.lembar)} {self.sel}".strip()
        kolom = f" ({self.kolom})" if self.kolom else ""
        return f"{self.kode} {tempat}{kolom}: {self.masalah} {self.obat}".replace(" :", ":").rstrip()


class NilaiGalat(ValueError):
    """A cell that cannot be taken as it is: code, what is wrong, what to do; never the content."""

    def __init__(self, kode: str, masalah: str, obat: str) -> None:
        super().__init__(masalah)
        self.kode, self.masalah, self.obat = kode, masalah, obat


@dataclass(frozen=True, slots=True)
class BarisBuku:
    """One filled row: number in the sheet, text by field (days as ISO text), fields whose cell is an error value."""

    nomor: int
    isi: dict[str, str]
    galat: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BukuDik:
    """A filled workbook as read: sheet, column letter by field, rows in order, and what is wrong with its shape."""

    lembar: str
    letak: dict[str, str]
    baris: tuple[BarisBuku, ...]
    salah: tuple[SalahBuku, ...] = field(default=())

    def sel(self, baris: int, nama: str) -> str:
        """A1 address of a field in a row; the row alone when the field has no column."""
        return f"{self.letak[nama]}{baris}" if nama in self.letak else f"baris {baris}"

    def ke_json(self) -> dict[str, Any]:
        """Plain JSON types, for the pipe."""
        return asdict(self)

    @classmethod
    def dari_json(cls, d: dict[str, Any]) -> Self:
        """The inverse of `ke_json`. Raises KeyError or TypeError for anything else."""
        baris = tuple(BarisBuku(int(b["nomor"]), _teks_saja(b["isi"]), tuple(b["galat"])) for b in d["baris"])
        return cls(str(d["lembar"]), _teks_saja(d["letak"]), baris, tuple(SalahBuku(**s) for s in d["salah"]))


def _teks_saja(d: dict[str, Any]) -> dict[str, str]:
    return {str(k): str(v) for k, v in d.items() if k in MENURUT_FIELD}


@dataclass(frozen=True, slots=True)
class Penanda:
    """The hidden column: handle, digest of the record (for proposals: of the title it came with), and of the cells."""

    id: str
    asal: str
    sel: str

    def __str__(self) -> str:
        return f"{self.id}|{self.asal}|{self.sel}"


_TAK_TERBAWA = re.compile("[\ud800-\udfff\ufffe\uffff]")
_PENANDA = re.compile(r"(DIK-[A-Z]{2,6}-\d{4}-\d{3,4}|USUL-[A-Z0-9.-]{1,80})\|([0-9a-f]{64})\|([0-9a-f]{64})", re.A)


def baca_penanda(teks: str) -> Penanda | None:
    """The inverse of `str(Penanda)`; None for anything else."""
    m = _PENANDA.fullmatch(teks.strip())
    return Penanda(m[1], m[2], m[3]) if m else None


def sidik_dik(d: Dik) -> str:
    """Digest of one record: equal as long as nothing in it was changed."""
    return sha256(json_baku(d.model_dump(mode="json")))


def sidik_judul(judul: str) -> str:
    """Digest of a title as the comparison of proposals sees it (`dip.usul_dik.usul_baru`)."""
    return sha256(judul_baku(judul).encode())


def sidik_sel(isi: dict[str, str]) -> str:
    """Digest of the cells people fill, as they are read back."""
    return sha256(json_baku([rapikan(isi.get(k.field, "")) for k in ISIAN]))


def baris_dik(d: Dik) -> dict[str, str]:
    """The cells of a record or a proposal by field, those of the columns of ours but *kurang* included.

    A proposal has no general title yet: a person writes it, and by that takes the proposal up.
    """
    isi = {k.field: sel_dik(d, k.field) for k in ISIAN}
    if isinstance(d, UsulDik):
        asal = d.asal
        judul = d.judul_khusus[0] if d.judul_khusus else d.uraian_tertutup
        tempat = satu_baris(f"{samarkan(asal.berkas)}, {samarkan(asal.lembar)}, baris {asal.baris}")
        kami = Penanda(d.id_dik, sidik_judul(judul), sidik_sel(isi))
        return {"penanda": str(kami), "id_dik": BARU, "asal": tempat, **isi}
    return {
        "penanda": str(Penanda(d.id_dik, sidik_dik(d), sidik_sel(isi))),
        "id_dik": d.id_dik,
        "asal": "Daftar DIK",
        **isi,
    }


def sel_dik(d: Dik, nama: str) -> str:
    """What the cell of a field says; days are ISO text."""
    nilai: Any = getattr(d, nama)
    if nama == "judul_umum" and isinstance(d, UsulDik):
        return ""
    if nama == "dasar_pengecualian":
        teks = tulis_dasar(nilai)
    elif nama in PILIHAN:
        teks = PILIHAN[nama].get(str(nilai).lower() if nama == "sebagian" else nilai, "")
    elif isinstance(nilai, tuple):
        teks = "\n".join(nilai)
    else:
        teks = nilai.isoformat() if isinstance(nilai, date) else str(nilai or "")
    # as it will be read back: what no cell can carry must not look like a change
    teks = _TAK_TERBAWA.sub("\ufffd", rapikan(teks))
    return teks if len(teks) <= SEL_MAKS else teks[: SEL_MAKS - len(TERPOTONG)] + TERPOTONG


def nilai_sel(nama: str, teks: str) -> Any:
    """The value of a field from the text of its cell, as `Dik` takes it. Raises NilaiGalat."""
    jenis = MENURUT_FIELD[nama].jenis
    teks = rapikan(teks)
    if TERPOTONG in teks:
        raise NilaiGalat("PGT-NILAI", "isinya terpotong.", "Ubah di berkas dik/ dengan penyunting teks.")
    if jenis == "dasar":
        try:
            return baca_dasar(teks)
        except DasarGalat as e:
            raise NilaiGalat("DIKB-DASAR", e.masalah, e.obat) from None
    if jenis == "daftar":
        return tuple(b for b in teks.split("\n") if b)
    if not teks:
        return None if jenis == "tanggal" or nama == "sebagian" else ""
    if jenis == "tanggal":
        return _hari(teks)
    if jenis == "pilihan":
        return _pilihan(nama, teks)
    return teks


def _hari(teks: str) -> date:
    try:
        return date.fromisoformat(teks)
    except ValueError:
        w = baca_waktu(teks)
    if w.presisi != "hari" or w.mulai != w.selesai or w.tempat:
        raise NilaiGalat("PGT-TANGGAL", "bukan tanggal.", "Isi tanggal lengkap, misalnya 2 Maret 2026.")
    return date.fromisoformat(w.mulai)


def _pilihan(nama: str, teks: str) -> Any:
    """A value of a closed list by its name or its code."""
    cari = kunci(teks)
    for nilai, sebutan in PILIHAN[nama].items():
        if cari in (kunci(sebutan), kunci(nilai)):
            return nilai == "true" if nama == "sebagian" else nilai
    raise NilaiGalat("PGT-NILAI", "tidak ada di daftar.", f"Pilih: {'; '.join(PILIHAN[nama].values())}.")
