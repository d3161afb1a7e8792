"""What was read from the sheet *Koreksi* of an uploaded draft workbook, and how a room asks for it.

The preview is given the reader as a function (`sumber.baca_koreksi`), because a foreign file is opened behind the
limits of a child process only (design §4.3).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Protocol

from dip.lembar_koreksi import BarisKoreksi
from dip.revisi import Revisi
from dip.sidik import nomor_draf

LEMBAR = "Koreksi"
"""Name of the sheet."""

KEPALA: dict[str, str] = {
    "kode": "Kode",
    "kolom": "Kolom",
    "tertulis": "Tertulis",
    "seharusnya": "Seharusnya",
    "alasan": "Alasan",
}
"""Its headings, by field of `BarisKoreksi`."""

JUDUL_PILIHAN = "Pilihan kolom"
"""Heading of the list beside the form from which columns are chosen; it is no part of the form."""

SEBAB_UNGGAH: dict[str, str] = {
    # the file
    "berkas_bukan_buku": "Berkas ini bukan buku kerja .xlsx. Unggah buku kerja draf yang diunduh dari halaman ini.",
    "berkas_rusak": "Berkas ini tidak dapat dibuka atau berkata sandi. Simpan lagi sebagai .xlsx, lalu unggah.",
    "berkas_besar": "Berkas ini terlalu besar untuk dibaca. Unggah buku kerja draf tanpa tambahan lembar atau gambar.",
    "berkas_makro": "Berkas ini memuat makro atau program lain. Simpan sebagai .xlsx tanpa makro, lalu unggah.",
    "lembar_tidak_ada": "Lembar *Koreksi* tidak ada di berkas ini. Isi lembar itu di buku kerja draf yang diunduh.",
    "kepala_kurang": "Judul kolom lembar *Koreksi* berubah. Kembalikan: Kode, Kolom, Tertulis, Seharusnya, Alasan.",
    "lembar_kosong": "Lembar *Koreksi* belum diisi. Isi paling sedikit satu baris.",
    "draf_tidak_jelas": "Nomor draf di atas lembar *Koreksi* terhapus. Salin isian ke buku kerja yang baru diunduh.",
    "draf_lain": "Buku kerja ini dari draf lain. Unduh yang dari draf ini, salin isian koreksi ke sana, lalu unggah.",
    # a cell
    "sel_rumus": "Sel ini berisi rumus. Ketik nilainya langsung.",
    "sel_gabung": "Sel ini digabung dengan sel lain. Pisahkan (unmerge), lalu isi satu baris untuk satu koreksi.",
    "sel_galat": "Sel ini berisi galat lembar kerja. Ketik nilainya langsung.",
    "kolom_lebih": "Ada isian di luar kelima kolom. Pindahkan ke kolom Alasan, atau hapus.",
}
"""Reason key → sentence; each says what to do next."""


@dataclass(frozen=True, slots=True)
class KeluhanSel:
    """What is wrong with one cell of the sheet: its A1 address and a key of `SEBAB_UNGGAH`."""

    sel: str
    sebab: str

    @property
    def kalimat(self) -> str:
        """The sentence for people."""
        return SEBAB_UNGGAH[self.sebab]


@dataclass(frozen=True, slots=True)
class HasilBacaKoreksi:
    """Lines as they stand in the sheet, with their row numbers (`nomor_baris`, equally many), untidied.

    `tolak` is a key of `SEBAB_UNGGAH` when nothing could be read; `nomor_draf` the six digits (`123 456`) the workbook
    says it was made of; `keluhan` cells that must be changed before the lines are taken.
    """

    tolak: str = ""
    nomor_draf: str = ""
    baris: tuple[BarisKoreksi, ...] = ()
    nomor_baris: tuple[int, ...] = ()
    keluhan: tuple[KeluhanSel, ...] = ()

    def ke_json(self) -> dict[str, Any]:
        """Plain JSON types, for the pipe between the reading child and the parent."""
        return asdict(self)

    @classmethod
    def dari_json(cls, d: dict[str, Any]) -> HasilBacaKoreksi:
        """The inverse of `ke_json`. Raises KeyError, TypeError or ValueError for anything else."""
        tolak, nomor = d["tolak"], d["nomor_draf"]
        keluhan = tuple(KeluhanSel(**x) for x in d["keluhan"])
        if (tolak and tolak not in SEBAB_UNGGAH) or any(x.sebab not in SEBAB_UNGGAH for x in keluhan):
            raise ValueError("sebab tidak dikenal")
        baris = tuple(BarisKoreksi(**b) for b in d["baris"])
        if not all(isinstance(t, str) for b in d["baris"] for t in b.values()) or len(baris) != len(d["nomor_baris"]):
            raise ValueError("baris tidak dikenal")
        return cls(str(tolak), str(nomor), baris, tuple(int(n) for n in d["nomor_baris"]), keluhan)

    def sebab_untuk(self, revisi: Revisi) -> str:
        """Why the lines cannot be about this draft, a key of `SEBAB_UNGGAH`; empty when they are."""
        if self.tolak:
            return self.tolak
        if not self.nomor_draf:
            return "draf_tidak_jelas"
        return "" if self.nomor_draf == nomor_draf(revisi.sidik) else "draf_lain"


class BacaLembarKoreksi(Protocol):
    """Reads the sheet *Koreksi* of an uploaded workbook behind the limits of a child process; never raises for what
    the file contains.
    """

    def __call__(self, isi: bytes, nama: str) -> HasilBacaKoreksi:
        """Read the bytes of a file called `nama`."""
        ...
