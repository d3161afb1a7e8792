"""Enrolling officials: one authenticator per person, kept encrypted, shown once as a QR code (design §6)."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import pyotp
import segno
from sqlalchemy import Connection, insert, select, update

from dip import jejak
from dip.jam import ke_wib
from dip.pengaturan import Pejabat, Pengaturan, PeranPejabat
from dip.rahasia import Brankas
from dip.register import Register, tabel
from dip.totp import DETIK_LANGKAH, buka_rahasia, langkah, rahasia_hidup, terbakar, tutup_rahasia

_PANJANG_RAHASIA = 32
"""Base32 characters: 160 bits, the length RFC 4226 recommends."""


class PejabatGalat(Exception):
    """An official cannot be enrolled or withdrawn; the text says why, in Indonesian."""


class ContohDitolak(PejabatGalat):
    """Example authenticators are only for the shipped fictional regency, untouched."""


class ContohMenunggu(PejabatGalat):
    """All codes of an example official that would count now are used; `detik` until a new one."""

    def __init__(self, detik: int) -> None:
        super().__init__(f"kode contoh sudah terpakai semua, tunggu {detik} detik")
        self.detik = detik


@dataclass(frozen=True, slots=True)
class Pendaftaran:
    """What the official scans once; afterwards nobody can show it again."""

    pejabat: str
    uri: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class BarisPejabat:
    """One official in one role: whether the role is valid now, and whether he has an authenticator."""

    kode: str
    nama: str
    peran: PeranPejabat
    jabatan: str
    berlaku: bool
    terdaftar: bool
    contoh: bool


def daftarkan(
    register: Register,
    brankas: Brankas,
    pengaturan: Pengaturan,
    kode_pejabat: str,
    waktu: datetime,
    contoh: bool = False,
) -> Pendaftaran:
    """Make an authenticator secret for an official and journal it.

    Raises PejabatGalat when he is not in `pejabat.yml` or already has a living secret.
    """
    if not any(p.kode == kode_pejabat for p in pengaturan.pejabat):
        raise PejabatGalat(f"pejabat '{kode_pejabat}' tidak ada di pejabat.yml")
    with register.tulis() as k:
        return _daftarkan(k, brankas, pengaturan, kode_pejabat, ke_wib(waktu), contoh=contoh)


def _daftarkan(
    k: Connection, brankas: Brankas, pengaturan: Pengaturan, kode: str, waktu: datetime, *, contoh: bool
) -> Pendaftaran:
    lembaga = pengaturan.lembaga.kode
    if rahasia_hidup(k, lembaga, kode) is not None:
        raise PejabatGalat(
            f"authenticator '{kode}' sudah terdaftar; bila ponselnya hilang atau diganti, "
            f"cabut dulu: dip pejabat cabut {kode}"
        )
    teks = pyotp.random_base32(_PANJANG_RAHASIA)
    k.execute(
        insert(tabel.rahasia).values(
            lembaga=lembaga,
            pejabat=kode,
            isi=tutup_rahasia(brankas, lembaga, kode, teks),
            contoh=contoh,
            dibuat=waktu.isoformat(),
            kunci_hidup=f"{lembaga}/{kode}",
        )
    )
    jejak.catat(
        k, lembaga, "pejabat_didaftarkan", waktu=waktu, pelaku="sistem", data={"pejabat": kode, "contoh": contoh}
    )
    penerbit = f"DIP {pengaturan.lembaga.nama_pendek}"
    return Pendaftaran(kode, pyotp.TOTP(teks).provisioning_uri(name=kode, issuer_name=penerbit))


def cabut_pendaftaran(register: Register, pengaturan: Pengaturan, kode_pejabat: str, waktu: datetime) -> None:
    """Withdraw an authenticator (lost or replaced phone) and every unspent code of its owner.

    Raises PejabatGalat when there is none.
    """
    waktu = ke_wib(waktu)
    lembaga = pengaturan.lembaga.kode
    with register.tulis() as k:
        if rahasia_hidup(k, lembaga, kode_pejabat) is None:
            raise PejabatGalat(f"pejabat '{kode_pejabat}' tidak punya authenticator yang terdaftar")
        k.execute(
            update(tabel.rahasia)
            .where(tabel.rahasia.c.kunci_hidup == f"{lembaga}/{kode_pejabat}")
            .values(kunci_hidup=None, dicabut=waktu.isoformat())
        )
        milik = (
            select(tabel.pintu.c.id)
            .join(tabel.edisi, tabel.edisi.c.id == tabel.pintu.c.edisi)
            .where(tabel.edisi.c.lembaga == lembaga)
        )
        c = tabel.kode.c
        k.execute(
            update(tabel.kode)
            .where(c.pejabat == kode_pejabat, c.dipakai == "", c.dicabut == "", c.pintu.in_(milik))
            .values(dicabut=waktu.isoformat())
        )
        jejak.catat(k, lembaga, "pejabat_dicabut", waktu=waktu, pelaku="sistem", data={"pejabat": kode_pejabat})


def daftar(register: Register, pengaturan: Pengaturan, waktu: datetime) -> list[BarisPejabat]:
    """Every official of `pejabat.yml`, in file order."""
    waktu = ke_wib(waktu)
    with register.baca() as k:
        hidup = {p.kode: rahasia_hidup(k, pengaturan.lembaga.kode, p.kode) for p in pengaturan.pejabat}
    return [
        BarisPejabat(
            kode=p.kode,
            nama=p.nama,
            peran=p.peran,
            jabatan=p.jabatan,
            berlaku=p.berlaku(waktu),
            terdaftar=(r := hidup[p.kode]) is not None,
            contoh=r is not None and bool(r.contoh),
        )
        for p in pengaturan.pejabat
    ]


def siapkan_contoh(
    register: Register,
    brankas: Brankas,
    pengaturan: Pengaturan,
    pejabat_bawaan: Sequence[Pejabat],
    waktu: datetime,
) -> list[str]:
    """Enrol the officials of the fictional regency, for a first try without phones; returns the newly enrolled logins.

    Raises ContohDitolak unless the settings say `contoh: true`, the officials are exactly the shipped ones, and the
    register has no living authenticator of a real person.
    """
    if not pengaturan.lembaga.contoh:
        raise ContohDitolak("lembaga ini bukan kabupaten contoh (contoh: true tidak ada di lembaga.yml)")
    if tuple(pengaturan.pejabat) != tuple(pejabat_bawaan):
        raise ContohDitolak(
            "pejabat.yml sudah diubah; hapus 'contoh: true' dari lembaga.yml dan daftarkan pejabat satu per satu"
        )
    r = tabel.rahasia.c
    with register.tulis() as k:
        nyata = k.execute(select(r.pejabat).where(r.kunci_hidup.is_not(None), r.contoh.is_(False))).first()
        if nyata is not None:
            raise ContohDitolak(f"register sudah memuat authenticator sungguhan ('{nyata.pejabat}')")
        baru = [
            kode
            for kode in dict.fromkeys(p.kode for p in pengaturan.pejabat)
            if rahasia_hidup(k, pengaturan.lembaga.kode, kode) is None
        ]
        for kode in baru:
            _daftarkan(k, brankas, pengaturan, kode, ke_wib(waktu), contoh=True)
    return baru


def kode_contoh(
    register: Register, brankas: Brankas, pengaturan: Pengaturan, kode_pejabat: str, waktu: datetime
) -> str:
    """Six digits of an example official that count now: of the present step, else of a neighbouring one not yet used.

    Raises ContohDitolak for anybody who is not marked as example, ContohMenunggu when all three steps are used.
    """
    lembaga = pengaturan.lembaga.kode
    with register.baca() as k:
        baris = rahasia_hidup(k, lembaga, kode_pejabat)
        if baris is None or not baris.contoh or not pengaturan.lembaga.contoh:
            contoh = ", ".join(dict.fromkeys(p.kode for p in pengaturan.pejabat)) if pengaturan.lembaga.contoh else ""
            saran = f"Pejabat contoh: {contoh}." if contoh else "Pakai aplikasi authenticator di ponselnya."
            raise ContohDitolak(f"'{kode_pejabat}' bukan pejabat contoh. {saran}")
        kini = langkah(waktu)
        # the next step before the last one: it stays valid longer
        bebas = [n for n in (kini, kini + 1, kini - 1) if not terbakar(k, lembaga, kode_pejabat, n)]
    if not bebas:
        raise ContohMenunggu(DETIK_LANGKAH - int(waktu.timestamp()) % DETIK_LANGKAH)
    return buka_rahasia(brankas, lembaga, kode_pejabat, baris.isi).generate_otp(bebas[0])


def qr_terminal(uri: str) -> str:
    """A QR code drawn with block characters, for a terminal."""
    keluar = io.StringIO()
    segno.make(uri, error="m").terminal(out=keluar, compact=True)
    return keluar.getvalue()


def qr_png(uri: str) -> bytes:
    """A QR code as PNG."""
    keluar = io.BytesIO()
    segno.make(uri, error="m").save(keluar, kind="png", scale=6)
    return keluar.getvalue()
