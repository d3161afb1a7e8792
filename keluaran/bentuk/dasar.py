"""What all public files are made from: the projected rows, the offices with their counts.

`susun_bahan` is the only way from a `Revisi` to the outputs. It applies the whitelist (domain.md §5.1), refuses rows
that were held or excluded, and removes characters that XML, XLSX and HTML cannot carry.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypedDict, cast

from dip.entri import KATEGORI_TERBIT, KOLOM_TERBIT, Entri
from dip.lembar_nilai import JUDUL_KOLOM as JUDUL_ISI
from dip.perintah_sah import entri_tayang
from dip.revisi import Pengesahan, PerintahSah, Revisi
from dip.sampah import tanpa_sapu
from keluaran.bentuk.teks import bersih

PEMBANGUN = "bentuk-2"
"""Version of the builder, printed in the manifest. Raise it whenever the bytes of any public file may change."""

NAMA_MANIFES = "dip-manifest.json"
"""The list of all public files with their digests; its own digest names the release."""

JUDUL_KOLOM: dict[str, str] = {
    "kode": "Kode",
    "nomor": "No",
    "opd": "Perangkat daerah",
    **JUDUL_ISI,
    "edisi": "Data edisi",
}
"""Headings people read, for every published column (Perki 1/2021, seven elements, in the order of the whitelist)."""

KOLOM_WAJIB: frozenset[str] = frozenset(
    {
        "judul",
        "ringkasan",
        "pejabat_penguasa",
        "penanggung_jawab",
        "waktu_teks",
        "tempat",
        "bentuk",
        "retensi_teks",
    }
)
"""Columns whose emptiness is shown as *belum diisi* (domain.md §5.1, level wajib)."""

TANPA_KIRIMAN: frozenset[str] = frozenset({"gagal", "belum_ada"})
"""Board results that mean nothing usable came; *nihil* and *tetap* are answers, not gaps."""

BELUM_DIISI = "belum diisi"

_KODE_OPD = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,63}")


class BentukGalat(ValueError):
    """The revisi contradicts itself, so nothing may be built from it (a held row among the published ones, …)."""


class BarisTerbit(TypedDict):
    """One published row: exactly `KOLOM_TERBIT`, nothing else. Empty text means *belum diisi*."""

    kode: str
    nomor: int
    opd: str
    unit_kerja: str
    judul: str
    ringkasan: str
    kategori: str
    kelompok: str
    pejabat_penguasa: str
    penanggung_jawab: str
    waktu_teks: str
    tempat: str
    bentuk: list[str]
    jenis_media: str
    retensi_teks: str
    tautan: list[str]
    satu_data_id: str
    tanggal_pemutakhiran: str
    edisi: str


@dataclass(frozen=True, slots=True)
class Unit:
    """One office as printed. `jumlah` counts published rows per category.

    `edisi_data` is the older periode whose rows are carried forward because nothing usable came, else empty;
    `tanpa_data` says that there is nothing to carry forward either.
    """

    kode: str
    nama: str
    slug: str
    hasil: str
    edisi_data: str
    tanpa_data: bool
    jumlah: dict[str, int]

    @property
    def total(self) -> int:
        """Published rows of this office."""
        return sum(self.jumlah.values())


@dataclass(frozen=True, slots=True)
class Bahan:
    """Everything the single builders need; made once by `susun_bahan`.

    `opd` is the code of the office a small site is made for; empty is the main register. `baris`, `unit` and `jumlah`
    are then those of that office only.
    """

    revisi: Revisi
    pengesahan: Pengesahan | None
    baris: list[BarisTerbit]
    unit: list[Unit]
    jumlah: dict[str, int]
    opd: str = ""

    @property
    def situs(self) -> str:
        """Public address of the main register with a slash at its end, empty when unknown or a draft."""
        return self.pengesahan.situs if self.pengesahan else ""

    @property
    def ditarik(self) -> PerintahSah | None:
        """The order that took down the whole edition, when one is in force."""
        return next((p for p in _perintah(self.pengesahan) if p.jenis == "cabut" and not p.butir), None)

    @property
    def diturunkan(self) -> dict[str, PerintahSah]:
        """The order behind every single item that was taken down, by its code."""
        return {k: p for p in _perintah(self.pengesahan) if p.jenis == "cabut" for k in p.butir}

    @property
    def nama_opd(self) -> dict[str, str]:
        """Office names by code."""
        return {u.kode: u.nama for u in self.unit}


def _nilai(entri: Entri, kolom: str, periode: str) -> Any:
    """One published value of a row: cleaned text, list of texts, or the running number."""
    if kolom == "edisi":
        return entri["edisi_data"] or periode
    nilai = cast("dict[str, Any]", entri)[kolom]
    if isinstance(nilai, list):
        return [bersih(v) for v in nilai]
    return bersih(nilai) if isinstance(nilai, str) else nilai


def _perintah(pengesahan: Pengesahan | None) -> tuple[PerintahSah, ...]:
    return pengesahan.perintah if pengesahan else ()


def proyeksi(revisi: Revisi, pengesahan: Pengesahan | None = None) -> list[BarisTerbit]:
    """The rows that may leave, reduced to `KOLOM_TERBIT`, in the order of the revisi, items of an adendum last.

    Raises BentukGalat when a row is also held or excluded, has no category of a DIP, or shares its code:
    such a revisi was put together wrongly and must not be built at all.
    """
    terlarang = {e["id_baris"] for e in revisi.ditahan} | {e["id_baris"] for e in revisi.dik}
    periode = revisi.kepala["periode"]
    hasil: list[BarisTerbit] = []
    kode: set[str] = set()
    for entri in entri_tayang(revisi, _perintah(pengesahan)):
        if entri["kode"] and entri["kode"] in kode:
            raise BentukGalat(f"kode {entri['kode']} dipakai dua baris")
        kode.add(entri["kode"])
        if entri["id_baris"] in terlarang:
            raise BentukGalat(f"baris {entri['id_baris']} ditahan atau dikecualikan, tetapi ada di daftar terbit")
        if entri["kategori"] not in KATEGORI_TERBIT:
            raise BentukGalat(f"baris {entri['id_baris']} tidak punya kategori yang boleh terbit")
        hasil.append(cast("BarisTerbit", {k: _nilai(entri, k, periode) for k in KOLOM_TERBIT}))
    return hasil


def slug_opd(kode: str) -> str:
    """File name part of an office. Raises BentukGalat for a code that could leave the folder."""
    if not _KODE_OPD.fullmatch(kode):
        raise BentukGalat(f"kode OPD {kode!r} tidak dapat menjadi nama berkas")
    return kode.lower()


def _unit(revisi: Revisi, baris: Iterable[BarisTerbit]) -> list[Unit]:
    """Offices in the order of the board, then offices that only occur in rows, with their counts."""
    hitung = Counter((b["opd"], b["kategori"]) for b in baris)
    periode = revisi.kepala["periode"]

    def jumlah(kode: str) -> dict[str, int]:
        return {k: hitung[kode, k] for k in KATEGORI_TERBIT}

    unit = [
        Unit(
            kode=p["opd"],
            nama=bersih(p["nama"]) or p["opd"],
            slug=slug_opd(p["opd"]),
            hasil=p["hasil"],
            edisi_data=p["edisi_data"] if p["hasil"] in TANPA_KIRIMAN and p["edisi_data"] != periode else "",
            tanpa_data=p["hasil"] in TANPA_KIRIMAN and not p["edisi_data"],
            jumlah=jumlah(p["opd"]),
        )
        for p in revisi.papan
    ]
    dikenal = {u.kode for u in unit}
    for kode in sorted({opd for opd, _ in hitung} - dikenal):
        unit.append(Unit(kode, kode, slug_opd(kode), "", "", False, jumlah(kode)))
    return unit


@tanpa_sapu()
def susun_bahan(revisi: Revisi, pengesahan: Pengesahan | None, opd: str = "") -> Bahan:
    """Project, count and check, for the main register or one office (`opd`).

    Raises BentukGalat when the revisi contradicts itself or its ratification, or does not know that office.
    """
    if pengesahan is not None and pengesahan.sidik != revisi.sidik:
        raise BentukGalat("pengesahan ini milik sidik lain")
    baris = proyeksi(revisi, pengesahan)
    unit = _unit(revisi, baris)
    if opd:
        baris = [b for b in baris if b["opd"] == opd]
        unit = [u for u in unit if u.kode == opd]
        if not unit:
            raise BentukGalat(f"perangkat daerah {opd!r} tidak ada dalam daftar ini")
    jumlah = {k: sum(u.jumlah[k] for u in unit) for k in KATEGORI_TERBIT}
    return Bahan(revisi=revisi, pengesahan=pengesahan, baris=baris, unit=unit, jumlah=jumlah, opd=opd)
