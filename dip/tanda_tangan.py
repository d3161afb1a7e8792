"""What the check of a signed PDF said, for pipe, register and journal (PAdES; ISO 32000-2 §12.8).

The check itself runs in a limited child process (`sumber.tanda_tangan`); here are only its plain results. Nothing
in them is taken over from a file without being bounded, and personal numbers are masked.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, Literal, Self, get_args

from dip.empat_mata import nama_sama
from dip.pdp import samarkan
from dip.pengaturan import Pejabat

JenisTanda = Literal["tanda_tangan", "stempel_waktu"]
Cakupan = Literal["berkas", "revisi", "sebagian"]
"""What a signature covers: the whole file, one whole revision of it, or less (never good)."""

CaraCocok = Literal["sertifikat", "nama"]

KALIMAT_MASALAH: dict[str, str] = {
    "bukan_pdf": "Berkas ini bukan PDF. Unggah lembar pengesahan dalam bentuk PDF.",
    "terlalu_besar": "Berkas terlalu besar, paling besar 20 MB. Unggah lembar pengesahannya saja.",
    "terlalu_lama": "Berkas terlalu rumit untuk diperiksa. Unggah lembar pengesahan yang asli.",
    "rusak": "Berkas atau tanda tangannya rusak. Unduh lagi dari layanan tanda tangan, lalu unggah tanpa diubah.",
    "terkunci": "Berkas dikunci dengan kata sandi. Unggah yang tidak dikunci.",
    "tanpa_tanda_tangan": "Berkas ini tidak memuat tanda tangan elektronik. Unggah yang sudah ditandatangani.",
    "tidak_dikenal": "Bentuk tanda tangan ini tidak dikenal. Tanda tangani lagi dengan layanan yang memakai PAdES.",
    "tidak_terbaca": "Tulisan di berkas ini tidak bisa dibaca. Tanda tangani lembar pengesahan yang dibuat sistem, "
    "bukan hasil pindainya.",
    "berubah_sesudah_ditandatangani": "Isi berkas berubah sesudah ditandatangani. Minta tanda tangan ulang.",
    "tidak_dipercaya": "Penerbit sertifikat penanda tangan tidak dikenal. Minta admin memeriksa folder kepercayaan/ "
    "di pengaturan, atau minta tanda tangan dengan sertifikat yang benar.",
    "akar_rusak": "Sertifikat induk di folder kepercayaan/ tidak bisa dibaca. Minta admin memperbaikinya.",
    "kedaluwarsa": "Sertifikat tidak berlaku pada waktu penandatanganan. Perbarui sertifikat, lalu tanda tangani lagi.",
    "dicabut": "Sertifikat penanda tangan sudah dicabut. Tanda tangani lagi dengan sertifikat yang berlaku.",
    "algoritma_lemah": "Tanda tangan ini memakai cara lama yang tidak aman. Tanda tangani lagi dengan layanan terbaru.",
    "bukan_untuk_tanda_tangan": "Sertifikat ini bukan untuk menandatangani dokumen. Pakai sertifikat tanda tangan.",
    "tanpa_waktu": "Waktu penandatanganan tidak tercatat. Tanda tangani lagi dengan layanan yang mencatat waktu.",
}
"""What is wrong with a file or a signature: code → sentence, each with what to do next."""

MAKS_TEKS = 200
"""Characters of any text taken from a certificate or a form field."""

MAKS_DAFTAR = 200
"""Signatures, digests or codes in one result; a lembar pengesahan has a handful."""

SIDIK = re.compile(r"[0-9a-f]{64}")
KODE_EDISI = re.compile(r"DIP-[A-Z]{2,6}-\d{4}-\d{2}(?:-R\d{1,3})?")
_NIP = re.compile(r"\d{18}")
_DERET = re.compile(r"\d(?:[\W_]{0,3}\d){8,}")


def rapikan_asing(teks: str) -> str:
    """Text of a foreign file as we keep it: one line, printable, bounded, personal numbers masked."""
    satu = " ".join("".join(c if c.isprintable() else " " for c in teks[: 4 * MAKS_TEKS]).split())
    return samarkan(satu)[:MAKS_TEKS]


def samarkan_nomor(teks: str) -> str:
    """As `rapikan_asing`, and of every number of nine or more digits only the last four stay: in a certificate it
    may be a NIK whatever it looks like."""
    return _DERET.sub(lambda m: "•••" + re.sub(r"\D", "", m[0])[-4:], rapikan_asing(teks))


@dataclass(frozen=True, slots=True)
class TandaTangan:
    """One signature (or document timestamp) of a file.

    `utuh`: digest and signature fit; `dipercaya`: chain to a given root, valid at `waktu`, not known as revoked.
    `waktu` is ISO in WIB, from a trusted timestamp, else as the signer claims (`waktu_diklaim`); empty: unknown.
    `penanda` is the common name of the certificate; `nip` is set only for a number of 18 digits, every other number
    of the subject stands masked in `atribut`. `sidik_sertifikat` is its sha256. `berlaku_mulai`/`berlaku_sampai` are
    its validity (ISO, WIB).
    """

    jenis: JenisTanda
    bidang: str
    utuh: bool
    dipercaya: bool
    cakupan: Cakupan
    waktu: str
    waktu_diklaim: bool
    penanda: str
    nip: str
    atribut: dict[str, str]
    penerbit: str
    sidik_sertifikat: str
    kegunaan: tuple[str, ...]
    berlaku_mulai: str
    berlaku_sampai: str
    masalah: tuple[str, ...] = ()

    @classmethod
    def dari_json(cls, d: dict[str, Any]) -> Self:
        """The inverse of `asdict`; raises ValueError, KeyError or TypeError for anything else."""
        if set(d) != {f.name for f in fields(cls)} or d["jenis"] not in get_args(JenisTanda):
            raise ValueError("bukan tanda tangan")
        if d["cakupan"] not in get_args(Cakupan) or not all(isinstance(d[n], bool) for n in _BENAR):
            raise ValueError("bukan tanda tangan")
        if not (SIDIK.fullmatch(d["sidik_sertifikat"]) or d["sidik_sertifikat"] == ""):
            raise ValueError("bukan sidik sertifikat")
        if d["nip"] and not _NIP.fullmatch(d["nip"]):
            raise ValueError("bukan NIP")
        for n in ("waktu", "berlaku_mulai", "berlaku_sampai"):
            if d[n] and datetime.fromisoformat(d[n]).tzinfo is None:
                raise ValueError("waktu tanpa zona")
        teks = {n: rapikan_asing(d[n]) for n in ("bidang", "penanda", "penerbit")}
        atribut = {rapikan_asing(n): samarkan_nomor(v) for n, v in list(d["atribut"].items())[:MAKS_DAFTAR]}
        kegunaan = tuple(rapikan_asing(x) for x in d["kegunaan"][:MAKS_DAFTAR])
        return cls(**{**d, **teks, "atribut": atribut, "kegunaan": kegunaan, "masalah": _masalah(d["masalah"])})


_BENAR = ("utuh", "dipercaya", "waktu_diklaim")


@dataclass(frozen=True, slots=True)
class HasilTandaTangan:
    """What one file gave. `sha_berkas` is the sha256 of its bytes; `sidik` are the runs of 64 hexadecimal digits and
    `edisi` the edition codes that can be read in the signed revision. `masalah` is about the file as a whole.
    """

    sha_berkas: str
    tanda_tangan: tuple[TandaTangan, ...] = ()
    sidik: tuple[str, ...] = ()
    edisi: tuple[str, ...] = ()
    masalah: tuple[str, ...] = ()

    @property
    def penanda_tangan(self) -> tuple[TandaTangan, ...]:
        """The signatures of people (or seals), oldest first, without document timestamps."""
        return tuple(t for t in self.tanda_tangan if t.jenis == "tanda_tangan")

    @property
    def sah(self) -> bool:
        """Signed, and every signature in it good: one bad signature spoils the file."""
        orang = self.penanda_tangan
        return (
            not self.semua_masalah
            and bool(orang)
            and all(t.utuh and t.dipercaya and t.cakupan != "sebagian" and t.waktu for t in orang)
        )

    @property
    def semua_masalah(self) -> tuple[str, ...]:
        """Every problem of the file and its signatures, once each, in order."""
        return tuple(dict.fromkeys((*self.masalah, *(m for t in self.tanda_tangan for m in t.masalah))))

    def ke_json(self) -> dict[str, Any]:
        """Plain JSON types."""
        return asdict(self)

    @classmethod
    def dari_json(cls, d: dict[str, Any]) -> Self:
        """The inverse of `ke_json`; a child that read a hostile file may answer anything, so all of it is looked at.

        Raises ValueError, KeyError, TypeError or AttributeError.
        """
        if not SIDIK.fullmatch(d["sha_berkas"]) or set(d) != {f.name for f in fields(cls)}:
            raise ValueError("bukan hasil pemeriksaan tanda tangan")
        sidik, edisi = tuple(d["sidik"][:MAKS_DAFTAR]), tuple(d["edisi"][:MAKS_DAFTAR])
        if not all(SIDIK.fullmatch(s) for s in sidik) or not all(KODE_EDISI.fullmatch(e) for e in edisi):
            raise ValueError("bukan sidik atau kode edisi")
        if len(d["tanda_tangan"]) > MAKS_DAFTAR:
            raise ValueError("terlalu banyak tanda tangan")
        tanda = tuple(TandaTangan.dari_json(t) for t in d["tanda_tangan"])
        return cls(d["sha_berkas"], tanda, sidik, edisi, _masalah(d["masalah"]))


def _masalah(kode: Any) -> tuple[str, ...]:
    if not all(k in KALIMAT_MASALAH for k in kode):
        raise ValueError("masalah tidak dikenal")
    return tuple(dict.fromkeys(kode))


def tanda_milik(hasil: HasilTandaTangan, pejabat: Pejabat) -> tuple[TandaTangan, CaraCocok] | None:
    """The oldest good signature of an official in a file that is `sah`, and how it was recognised.

    By the fingerprint of a certificate he lists, or, where he lists none, by his name in the certificate (case, titles
    and punctuation set aside; a NIP that stands in the certificate must not be another one's).
    """
    if not hasil.sah:
        return None
    for t in hasil.penanda_tangan:
        if t.sidik_sertifikat and t.sidik_sertifikat in pejabat.sertifikat:
            return t, "sertifikat"
        beda_nip = bool(t.nip and pejabat.nip and t.nip != pejabat.nip)
        if not pejabat.sertifikat and not beda_nip and nama_sama(t.penanda, pejabat.nama):
            return t, "nama"
    return None
