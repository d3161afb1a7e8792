"""`dip verifikasi ARSIP`: what an archive proves, offline, with nothing but its folder.

Every check is one result: it holds, it does not, or it cannot be made with what is there (an old archive, a copy of the
open part). A damaged or hostile archive gives results like any other. `docs/verifikasi.md` describes the same for
somebody who writes his own verifier.

What no verifier can see from the folder alone: an archive written anew as a whole, open part included, consistently.
Against that stands a head of the journal that was printed elsewhere (`kepala`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from dip.sidik import nomor_draf
from keluaran import verifikasi_alur as alur
from keluaran import verifikasi_jejak as jejak
from keluaran import verifikasi_orang as orang
from keluaran import verifikasi_publik as publik
from keluaran import verifikasi_sah as sah
from keluaran import verifikasi_utuh as utuh
from keluaran.verifikasi_baca import Arsip, BukanArsip, Rusak, sebut
from keluaran.verifikasi_bukti import Bukti, Kumpul, TidakDiperiksa

__all__ = ["BukanArsip", "Hasil", "Status", "Verifikasi", "rapikan_kepala", "verifikasi"]

Status = Literal["ok", "gagal", "tidak_diperiksa"]

MAKS_RINCIAN = 20
"""Details of one result; the rest is counted."""

_PERIKSA: dict[str, tuple[Callable[[Bukti], Kumpul], str, str]] = {
    "manifes": (
        utuh.manifes,
        "Semua berkas utuh, dan tidak ada berkas yang ditambahkan.",
        "Ada berkas yang berubah, hilang, atau ditambahkan.",
    ),
    "berkas_publik": (
        utuh.berkas_publik,
        "Berkas publik sama dengan yang diumumkan dip-manifest.json.",
        "Berkas publik tidak sama dengan yang diumumkan dip-manifest.json.",
    ),
    "sidik": (
        utuh.sidik,
        "Sidik tiap draf benar, dan isinya adalah isi yang disebut draf itu.",
        "Sidik atau isi draf tidak benar.",
    ),
    "rantai": (
        jejak.rantai,
        "Jejak peristiwa tidak terputus dari catatan pertama sampai pengesahan.",
        "Jejak peristiwa terputus, terpotong, atau diubah.",
    ),
    "kepala": (
        jejak.kepala,
        "Kepala jejak sama di semua tempat ia tertulis.",
        "Kepala jejak tidak sama di semua tempat ia tertulis.",
    ),
    "draf": (
        jejak.draf,
        "Semua draf yang dibekukan menurut jejak ada di sini.",
        "Draf di sini bukan draf yang dibekukan menurut jejak.",
    ),
    "putusan": (
        jejak.putusan,
        "Tiap putusan tercatat tepat sekali dalam jejak, dengan kode yang diterbitkan untuk putusan itu.",
        "Ada putusan yang tidak cocok dengan jejak.",
    ),
    "urutan": (
        jejak.urutan,
        "Draf terbaru diajukan, lalu disetujui PPID, lalu disahkan Atasan PPID.",
        "Urutan pengajuan, persetujuan, dan pengesahan tidak benar.",
    ),
    "keadaan": (
        alur.keadaan,
        "Tidak ada langkah prosedur yang dilewati.",
        "Ada langkah prosedur yang dilewati atau tidak tercatat.",
    ),
    "peran": (
        orang.peran,
        "Tiap pejabat memegang jabatannya pada hari ia memutuskan.",
        "Ada putusan oleh orang yang tidak berwenang pada hari itu.",
    ),
    "empat_mata": (
        orang.empat_mata,
        "Pengaju, penyetuju, dan pengesah adalah orang yang berbeda.",
        "Ada orang yang memeriksa pekerjaannya sendiri.",
    ),
    "koreksi": (
        alur.koreksi,
        "Tiap pengembalian punya lembar koreksi, dan semua barisnya dijawab sebelum draf diajukan lagi.",
        "Ada pengembalian tanpa lembar koreksi, atau baris koreksi yang tidak dijawab.",
    ),
    "dokumen": (
        sah.dokumen,
        "Dokumen pengesahan lengkap, utuh, dan untuk draf ini.",
        "Dokumen pengesahan kurang, berubah, atau untuk hal lain.",
    ),
    "pengesahan": (
        sah.pengesahan,
        "Nama, waktu, nomor, dan tanggal pada pengesahan sesuai putusannya.",
        "Pengesahan tidak sesuai putusannya.",
    ),
    "surat": (
        utuh.surat,
        "Surat-surat sama dengan yang dicatat saat dibuat.",
        "Ada surat yang bukan surat yang dicatat saat dibuat.",
    ),
    "kiriman": (
        utuh.kiriman,
        "Berkas asli tiap OPD sesuai tanda terimanya, dan draf dibuat darinya.",
        "Berkas asli OPD tidak sesuai tanda terima atau draf.",
    ),
    "pernyataan": (
        utuh.pernyataan,
        "Pernyataan tiap OPD, dan surat pengantarnya, sama dengan yang dicatat saat diterima.",
        "Pernyataan OPD atau surat pengantarnya bukan yang dicatat saat diterima.",
    ),
    "bentuk": (
        publik.bentuk,
        "Berkas publik, bila dibangun ulang dari draf yang disahkan, sama persis.",
        "Berkas publik bukan bentukan draf yang disahkan.",
    ),
    "pencatatan": (
        publik.pencatatan,
        "Yang dicatat sesudah penerbitan melanjutkan jejak dan tidak mengubah putusan.",
        "Yang dicatat sesudah penerbitan tidak menyambung atau mengubah putusan.",
    ),
}
"""Checks in their order: function, sentence when it holds, sentence when it does not."""


@dataclass(frozen=True, slots=True)
class Hasil:
    """One result. `rincian` are what does not hold, or with `ok` what is worth knowing."""

    kunci: str
    status: Status
    kalimat: str
    rincian: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verifikasi:
    """All results of an archive. `lengkap`: the closed part was there. `nomor_draf` is that of the newest draft."""

    arsip: str
    kode: str
    nomor_draf: str
    lengkap: bool
    hasil: tuple[Hasil, ...]

    @property
    def sah(self) -> bool:
        """Nothing that could be checked does not hold."""
        return all(h.status != "gagal" for h in self.hasil)

    def ke_json(self) -> dict[str, Any]:
        """Plain JSON types."""
        return {**asdict(self), "sah": self.sah}


def rapikan_kepala(teks: str) -> str:
    """A head of the journal as somebody copied it from paper. Raises ValueError when it is none."""
    rapi = "".join(teks.split()).lower()
    if rapi and not utuh.sidik_sah(rapi):
        raise ValueError("Kepala jejak terdiri atas 64 angka 0-9 dan huruf a-f. Salin seluruhnya.")
    return rapi


def verifikasi(arsip: Path, kepala: str = "") -> Verifikasi:
    """Verify an archive folder, or a copy of its open part. Changes nothing, needs no network and no settings.

    `kepala` is a head of the journal printed elsewhere (`rapikan_kepala`). Raises BukanArsip, nothing else.
    """
    bukti = Bukti(Arsip(arsip), kepala)
    hasil = tuple(_satu(kunci, bukti) for kunci in _PERIKSA)
    try:
        kode, nomor = sebut(bukti.kode), nomor_draf(bukti.draf[-1].sidik)
    except (Rusak, ValueError):
        kode, nomor = "", ""
    return Verifikasi(sebut(bukti.arsip.akar), kode, nomor, bukti.arsip.lengkap, hasil)


def _satu(kunci: str, bukti: Bukti) -> Hasil:
    """One check. Whatever is not of the shape it must be is a fault of the archive, never an error."""
    periksa, baik, buruk = _PERIKSA[kunci]
    try:
        k = periksa(bukti)
    except TidakDiperiksa as e:
        return Hasil(kunci, "tidak_diperiksa", str(e))
    except Rusak as e:
        return Hasil(kunci, "gagal", buruk, (str(e),))
    except (ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError):
        return Hasil(kunci, "gagal", buruk, ("Ada isi yang bentuknya bukan seperti seharusnya.",))
    rincian = k.salah or k.catatan
    lebih = (f"… dan {len(rincian) - MAKS_RINCIAN} lagi",) if len(rincian) > MAKS_RINCIAN else ()
    return Hasil(kunci, "gagal" if k.salah else "ok", buruk if k.salah else baik, (*rincian[:MAKS_RINCIAN], *lebih))
