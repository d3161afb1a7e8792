"""Letters to late offices: one file per office, filed with the open edition, never written over."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from dip.edisi import Edisi, edisi_terbuka
from dip.jam import sekarang
from dip.keadaan import posisi
from dip.meja import Meja
from dip.papan import BarisPapanKini, DasarPapan, papan_edisi
from dip.pdp import samarkan
from dip.pesan import kalimat_sebab
from dip.surat import surat_edisi
from keluaran import surat as naskah
from tasks.surat_simpan import folder_surat, simpan_surat


class BelumAdaEdisi(Exception):
    """No edition is open, or the open one is ratified: nobody is late any more."""


@dataclass(frozen=True, slots=True)
class Teguran:
    """What the letters shall say. `batas`, `tanggal_pertama` are ISO dates or empty; `nomor_pertama` and
    `tanggal_pertama` those of the first letter, for the second one. `opd` limits them to these offices.
    """

    ke: Literal[1, 2] = 1
    batas: str = ""
    nomor_pertama: str = ""
    tanggal_pertama: str = ""
    opd: Collection[str] = ()


@dataclass(slots=True)
class HasilTegur:
    """Files made now; names of offices that had their letter before, and of those without a first one."""

    berkas: list[Path] = field(default_factory=list)
    sudah: list[str] = field(default_factory=list)
    tanpa_pertama: list[str] = field(default_factory=list)


def buat_teguran(meja: Meja, minta: Teguran) -> HasilTegur:
    """Make a letter for every office that is late in the open edition and has none yet.

    The second letter needs the first. Raises BelumAdaEdisi, ValueError for a date that is none, BlobRusak.
    """
    for tanggal in filter(None, (minta.batas, minta.tanggal_pertama)):
        date.fromisoformat(tanggal)
    with meja.register.baca() as k:
        edisi = edisi_terbuka(k, meja.lembaga)
        # what is filed after the ratification would change an archive that must come out the same twice
        if edisi is None or posisi(k, edisi.id).keadaan in ("DISAHKAN", "DIDOKUMENTASIKAN"):
            raise BelumAdaEdisi
        papan = papan_edisi(k, meja.pengaturan, meja.gudang.baca, edisi)
        ada = {s.nama for s in surat_edisi(k, edisi.id)}
    hasil = HasilTegur()
    for b in papan.baris:
        if b.gagal and (not minta.opd or b.opd in minta.opd):
            _satu(meja, edisi, minta, _ditegur(b, papan.dasar), ada, hasil)
    return hasil


def _satu(meja: Meja, edisi: Edisi, minta: Teguran, o: naskah.Ditegur, ada: Collection[str], hasil: HasilTegur) -> None:
    """The letter of one office, unless it has one or lacks the first."""
    nama = naskah.nama_teguran(minta.ke, o.kode)
    folder = folder_surat(meja, edisi.kode)
    berkas = [folder / f"{nama}.{akhiran}" for akhiran in ("docx", "pdf")]
    if nama in ada and all(j.exists() for j in berkas):
        hasil.sudah.append(o.nama)
        return
    if minta.ke == 2 and naskah.nama_teguran(1, o.kode) not in ada:
        hasil.tanpa_pertama.append(o.nama)
        return
    peran: Literal["ppid", "atasan"] = "ppid" if minta.ke == 1 else "atasan"
    penanda = next(iter(meja.pengaturan.pemegang(peran, sekarang())), None)
    surat = naskah.surat_tegur(
        meja.pengaturan.lembaga, edisi.kode, edisi.periode, o, penanda, sekarang(), ke=minta.ke,
        batas=minta.batas, surat_pertama=(minta.nomor_pertama, minta.tanggal_pertama),
    )  # fmt: skip
    simpan_surat(meja, edisi, nama, "surat_tegur", 0, lambda _w, _j: surat)
    hasil.berkas += berkas


def _ditegur(b: BarisPapanKini, dasar: DasarPapan) -> naskah.Ditegur:
    """An office as its letter shows it; whose old data are used is only known once a draft is there."""
    sebab = samarkan(kalimat_sebab(b.sebab, b.rincian)) if b.sebab and b.hasil == "gagal" else ""
    return naskah.Ditegur(b.opd, b.nama, sebab, b.sejak, b.edisi_data if dasar == "draf" else None)
