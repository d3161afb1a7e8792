"""Officials and their authenticators: the list, the QR code, and the example officials (design §6).

The life of an authenticator is in `dip.pendaftaran`, its replacement in `dip.pemulihan`; this is their public face.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

import segno
from sqlalchemy import Connection, select

from dip import jejak
from dip.jam import ke_wib
from dip.pemulihan import (
    calon_saksi,
    daftarkan_tanpa_saksi,
    ganti,
    periksa_ganti,
    periksa_pulih,
    pulihkan,
)
from dip.pendaftaran import (
    PejabatGalat,
    Pendaftaran,
    Perubahan,
    bergerbang,
    cabut_pendaftaran,
    daftarkan,
    konfirmasi,
    masih_menunggu,
    menunggu,
    rahasia_baru,
)
from dip.pengaturan import Pejabat, Pengaturan, Peran, PeranPejabat
from dip.rahasia import Brankas
from dip.register import Register, sisip, tabel
from dip.totp import DETIK_LANGKAH, buka_rahasia, langkah, rahasia_hidup, terbakar, tutup_rahasia

__all__ = [
    "BarisPejabat",
    "ContohDitolak",
    "ContohMenunggu",
    "PejabatGalat",
    "Pendaftaran",
    "Perubahan",
    "cabut_pendaftaran",
    "calon_saksi",
    "daftar",
    "daftarkan",
    "daftarkan_tanpa_saksi",
    "ganti",
    "kode_contoh",
    "konfirmasi",
    "periksa_ganti",
    "periksa_pulih",
    "pulihkan",
    "qr_png",
    "qr_terminal",
    "siapkan_contoh",
]

Keadaan = Literal["tidak_perlu", "belum", "menunggu", "terdaftar"]
"""Of a person's authenticator: not needed without a gate role, none, waiting for its first digits, valid."""


class ContohDitolak(PejabatGalat):
    """Example authenticators are only for the shipped fictional regency, untouched."""


class ContohMenunggu(PejabatGalat):
    """All codes of an example official that would count now are used; `detik` until a new one."""

    def __init__(self, detik: int) -> None:
        super().__init__(f"kode contoh sudah terpakai semua, tunggu {detik} detik")
        self.detik = detik


@dataclass(frozen=True, slots=True)
class BarisPejabat:
    """One official in one role: since when and until when, whether now, and the state of his authenticator."""

    kode: str
    nama: str
    peran: PeranPejabat
    jabatan: str
    sebutan: str
    mulai: date
    sampai: date | None
    berlaku: bool
    keadaan: Keadaan
    contoh: bool

    @property
    def terdaftar(self) -> bool:
        """Whether his digits count."""
        return self.keadaan == "terdaftar"


def daftar(register: Register, pengaturan: Pengaturan, waktu: datetime) -> list[BarisPejabat]:
    """Every official of `pejabat.yml`, in file order."""
    waktu = ke_wib(waktu)
    with register.baca() as k:
        keadaan = {p.kode: _keadaan(k, pengaturan, p.kode, waktu) for p in pengaturan.pejabat}
    bidang = ("kode", "nama", "peran", "jabatan", "sebutan", "mulai", "sampai")
    return [
        BarisPejabat(
            **{b: getattr(p, b) for b in bidang},
            berlaku=p.berlaku(waktu),
            keadaan=keadaan[p.kode][0],
            contoh=keadaan[p.kode][1],
        )
        for p in pengaturan.pejabat
    ]


def _keadaan(k: Connection, pengaturan: Pengaturan, kode: str, waktu: datetime) -> tuple[Keadaan, bool]:
    lembaga = pengaturan.lembaga.kode
    hidup = rahasia_hidup(k, lembaga, kode)
    if hidup is not None:
        return ("terdaftar" if pengaturan.lembaga.contoh or not hidup.contoh else "belum"), bool(hidup.contoh)
    if not bergerbang(pengaturan, kode):
        return "tidak_perlu", False
    baris = menunggu(k, lembaga, kode)
    return ("menunggu" if baris is not None and masih_menunggu(baris, waktu) else "belum"), False


def siapkan_contoh(
    register: Register,
    brankas: Brankas,
    pengaturan: Pengaturan,
    pejabat_bawaan: Sequence[Pejabat],
    waktu: datetime,
) -> list[str]:
    """Enrol the deciding officials of the fictional regency, for a first try without phones; returns the new logins.

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
            for kode in dict.fromkeys(p.kode for p in pengaturan.pejabat if p.peran in get_args(Peran))
            if rahasia_hidup(k, pengaturan.lembaga.kode, kode) is None
        ]
        for kode in baru:
            _daftarkan_contoh(k, brankas, pengaturan.lembaga.kode, kode, ke_wib(waktu))
    return baru


def _daftarkan_contoh(k: Connection, brankas: Brankas, lembaga: str, kode: str, waktu: datetime) -> None:
    """An authenticator without a phone, hence nothing to confirm."""
    nilai = {"lembaga": lembaga, "pejabat": kode, "contoh": True, "dibuat": waktu.isoformat()}
    isi = tutup_rahasia(brankas, lembaga, kode, rahasia_baru())
    nomor = sisip(k, tabel.rahasia, isi=isi, kunci_hidup=f"{lembaga}/{kode}", **nilai)
    data = {"pejabat": kode, "contoh": True, "rahasia": nomor}
    jejak.catat(k, lembaga, "pejabat_didaftarkan", waktu=waktu, pelaku="sistem", data=data)


def _bukan_contoh(pengaturan: Pengaturan, kode_pejabat: str) -> str:
    contoh = list(dict.fromkeys(p.kode for p in pengaturan.pejabat)) if pengaturan.lembaga.contoh else []
    if kode_pejabat in contoh:
        return "Pejabat contoh hanya ber-authenticator di bawah dip mulai. Di server: dip pejabat daftar NAMA"
    saran = f"Pejabat contoh: {', '.join(contoh)}." if contoh else "Pakai aplikasi authenticator di ponselnya."
    return f"'{kode_pejabat}' bukan pejabat contoh. {saran}"


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
            raise ContohDitolak(_bukan_contoh(pengaturan, kode_pejabat))
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
