"""What normalising gives, and what it needs to know."""

from __future__ import annotations

from dataclasses import astuple, dataclass, field
from typing import Any

from dip.entri import Entri
from dip.normal.kamus import Kamus
from dip.normal.opd import PencariOpd
from dip.pengaturan import Opd
from dip.temuan import Temuan


@dataclass(frozen=True, slots=True)
class Dilewati:
    """A row that is no data: sheet, row number in the original, and why.

    `alasan` ∈ `judul_tabel` (above the header), `kepala`, `nomor_kolom`, `bagian` (opens a class), `kelompok`,
    `lanjutan` (merged into the row above), `kartu` (a further row of a card), `kaki` (signature block and notes),
    `kosong` (only dashes or a prepared number), `tanpa_kepala` (a sheet whose columns have no names we know), `rekap`
    (a sheet that only counts what other sheets list), `bantuan` (a sheet that we added ourselves).
    """

    lembar: str
    baris: int
    alasan: str


@dataclass(slots=True)
class Ternormal:
    """Canonical rows of one file, with full accounts: `dibaca == len(entri) + len(dilewati)`.

    `dibaca` counts the non-empty rows of visible sheets; where tables stand side by side, those of each table.
    `pengirim` holds facts of the title and signature blocks (`opd`, `opd_kode`, `tahun`, `semester`, `triwulan`,
    `penandatangan_nama`, `jabatan`, `pangkat`, `nip`, `tanggal`, and `mengetahui_nama`, `mengetahui_jabatan`, … of
    the superior beside him); they are never published. `kolom_kurang` names (sheet, field) of every STR-004, so that
    a rule about rows can be silent where the whole column was never there.
    """

    entri: list[Entri] = field(default_factory=list)
    temuan: list[Temuan] = field(default_factory=list)
    dilewati: list[Dilewati] = field(default_factory=list)
    dibaca: int = 0
    pengirim: dict[str, str] = field(default_factory=dict)
    kolom_kurang: list[tuple[str, str]] = field(default_factory=list)

    def ke_json(self) -> dict[str, Any]:
        """Plain JSON types, for the pipe from the child process and for the cache."""
        return {
            "entri": self.entri,
            "temuan": [t.ke_json() for t in self.temuan],
            "dilewati": [list(astuple(d)) for d in self.dilewati],
            "dibaca": self.dibaca,
            "pengirim": self.pengirim,
            "kolom_kurang": [list(k) for k in self.kolom_kurang],
        }

    @classmethod
    def dari_json(cls, d: dict[str, Any]) -> Ternormal:
        """The inverse of `ke_json`."""
        return cls(
            entri=d["entri"],
            temuan=[Temuan.dari_json(t) for t in d["temuan"]],
            dilewati=[Dilewati(*x) for x in d["dilewati"]],
            dibaca=d["dibaca"],
            pengirim=d["pengirim"],
            kolom_kurang=[(a, b) for a, b in d["kolom_kurang"]],
        )


@dataclass(frozen=True, slots=True)
class Konteks:
    """What is the same for all sheets of a file. `kategori_berkas` is the class in the file name (`asal_berkas`
    *berkas*) or in the title of the page (*halaman*).
    `nama_samar` is the file's name as findings say it: file names carry identity numbers too (domain.md §0 trap 8).
    """

    opd: Opd
    kamus: Kamus
    sha_berkas: str
    nama_berkas: str
    pencari: PencariOpd
    tempat_baku: str
    kategori_berkas: str
    asal_berkas: str = "berkas"
    nama_samar: str = ""

    def temuan(
        self,
        kode: str,
        lembar: str,
        *,
        sel: str = "",
        baris: int = 0,
        entri: str = "",
        kolom: str = "",
        parameter: dict[str, str | int] | None = None,
    ) -> Temuan:
        """A finding of this sender and file at a place."""
        return Temuan(kode, self.opd.kode, self.nama_samar, lembar, sel, baris, entri, kolom, parameter or {})
