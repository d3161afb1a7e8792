"""A new authenticator for somebody who has or had one: proven with the old phone, or by a second official (design §6).

    ganti                  the old phone still works: its digits prove the owner
    pulihkan               it does not: a second official in office proves himself and stands for him
    daftarkan_tanpa_saksi  nobody else has a valid authenticator: the exception, journaled as such

Each only begins; the new one counts after `dip.pendaftaran.konfirmasi`, and until then the old one does.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from dip.empat_mata import nama_sama, orang_pejabat, orang_sama
from dip.jam import ke_wib
from dip.pendaftaran import (
    PejabatGalat,
    Pendaftaran,
    pernah_terdaftar,
    tolak_contoh,
    tulis_menunggu,
    wajib_bergerbang,
)
from dip.pengaturan import Pengaturan
from dip.rahasia import Brankas
from dip.register import Register
from dip.sesi import menjabat, peran_kini
from dip.tolakan import Tolakan
from dip.totp import MASUK, periksa_totp, rahasia_hidup


def ganti(
    register: Register, brankas: Brankas, pengaturan: Pengaturan, kode: str, *, totp: str, waktu: datetime
) -> Pendaftaran | Tolakan:
    """Begin a change of phone, proven with the digits of the old one. Raises PejabatGalat as `periksa_ganti` does."""
    waktu = ke_wib(waktu)
    with register.tulis() as k:
        periksa_ganti(k, pengaturan, kode)
        tolak = periksa_totp(
            k,
            brankas,
            pengaturan.lembaga,
            pejabat=kode,
            totp=totp,
            pintu=MASUK,
            waktu=waktu,
            peran=peran_kini(pengaturan, kode, waktu),
        )
        return tolak or tulis_menunggu(k, brankas, pengaturan, kode, "ganti", waktu)


def periksa_ganti(k: Connection, pengaturan: Pengaturan, kode: str) -> None:
    """Raise PejabatGalat when there is no authenticator to change, before anybody is asked for digits."""
    wajib_bergerbang(pengaturan, kode)
    tolak_contoh(k, pengaturan.lembaga.kode, kode)
    if rahasia_hidup(k, pengaturan.lembaga.kode, kode) is None:
        raise PejabatGalat(f"'{kode}' tidak punya authenticator yang berlaku. Pakai: dip pejabat daftar {kode}")


def pulihkan(
    register: Register,
    brankas: Brankas,
    pengaturan: Pengaturan,
    kode: str,
    *,
    saksi: str,
    totp: str,
    waktu: datetime,
) -> Pendaftaran | Tolakan:
    """Begin a recovery: `saksi` proves himself with his own digits (`totp`). Raises PejabatGalat as `periksa_pulih`."""
    waktu = ke_wib(waktu)
    with register.tulis() as k:
        periksa_pulih(k, pengaturan, kode, saksi, waktu)
        tolak = periksa_totp(
            k,
            brankas,
            pengaturan.lembaga,
            pejabat=saksi,
            totp=totp,
            pintu=MASUK,
            waktu=waktu,
            peran=peran_kini(pengaturan, saksi, waktu),
        )
        return tolak or tulis_menunggu(k, brankas, pengaturan, kode, "pulih", waktu, saksi)


def periksa_pulih(k: Connection, pengaturan: Pengaturan, kode: str, saksi: str, waktu: datetime) -> None:
    """Raise PejabatGalat when this witness cannot help this official, before anybody is asked for digits.

    The official never had an authenticator; or the witness is unknown, not another person by login, NIP and name, holds
    no gate role now, or has no valid authenticator.
    """
    lembaga = pengaturan.lembaga.kode
    wajib_bergerbang(pengaturan, kode)
    tolak_contoh(k, lembaga, kode)
    if rahasia_hidup(k, lembaga, kode) is None and not pernah_terdaftar(k, lembaga, kode):
        raise PejabatGalat(f"'{kode}' belum pernah punya authenticator. Pakai: dip pejabat daftar {kode}")
    if not _orang_lain(pengaturan, kode, saksi):
        raise PejabatGalat(
            "saksi harus orang lain daripada pejabat yang dipulihkan (nama masuk, NIP, dan nama). "
            "Pilih pejabat lain: --oleh NAMA"
        )
    if saksi not in (calon := _calon(k, pengaturan, kode, ke_wib(waktu))):
        bisa = f"Yang dapat bersaksi: {', '.join(calon)}." if calon else "Saat ini tidak ada yang dapat bersaksi."
        raise PejabatGalat(
            f"'{saksi}' tidak dapat menjadi saksi: ia harus sedang menjabat dan authenticator-nya berlaku. {bisa}"
        )


def daftarkan_tanpa_saksi(
    register: Register, brankas: Brankas, pengaturan: Pengaturan, kode: str, waktu: datetime
) -> Pendaftaran:
    """Begin an enrolment of somebody who had an authenticator, where nobody could witness it.

    Raises PejabatGalat when he has one, never had one, or somebody could witness: then he must.
    """
    waktu, lembaga = ke_wib(waktu), pengaturan.lembaga.kode
    wajib_bergerbang(pengaturan, kode)
    with register.tulis() as k:
        if rahasia_hidup(k, lembaga, kode) is not None:
            raise PejabatGalat(f"authenticator '{kode}' masih berlaku. Cabut dulu: dip pejabat cabut {kode}")
        if not pernah_terdaftar(k, lembaga, kode):
            raise PejabatGalat(f"'{kode}' belum pernah punya authenticator. Pakai: dip pejabat daftar {kode}")
        calon = _calon(k, pengaturan, kode, waktu)
        if calon:
            raise PejabatGalat(
                f"ada pejabat yang dapat menjadi saksi ({', '.join(calon)}). "
                f"Pakai: dip pejabat pulihkan {kode} --oleh {calon[0]}"
            )
        return tulis_menunggu(k, brankas, pengaturan, kode, "tanpa_saksi", waktu)


def calon_saksi(register: Register, pengaturan: Pengaturan, kode: str, waktu: datetime) -> list[str]:
    """Login names of those who could witness a recovery now, in file order."""
    with register.baca() as k:
        return _calon(k, pengaturan, kode, ke_wib(waktu))


def _calon(k: Connection, pengaturan: Pengaturan, kode: str, waktu: datetime) -> list[str]:
    return [
        calon
        for calon in dict.fromkeys(p.kode for p in pengaturan.pejabat)
        if _orang_lain(pengaturan, kode, calon)
        and menjabat(pengaturan, calon, waktu)
        and (hidup := rahasia_hidup(k, pengaturan.lembaga.kode, calon)) is not None
        and (pengaturan.lembaga.contoh or not hidup.contoh)
    ]


def _orang_lain(pengaturan: Pengaturan, kode: str, lain: str) -> bool:
    """Whether no entry of one login could be the person of an entry of the other; stricter than four eyes.

    Namesakes with different NIP are two persons, but a witness for a namesake convinces nobody.
    """
    aku = [orang_pejabat(p) for p in pengaturan.pejabat if p.kode == kode]
    dia = [orang_pejabat(p) for p in pengaturan.pejabat if p.kode == lain]
    return not any(orang_sama(a, d) or nama_sama(a.nama, d.nama) for a in aku for d in dia)
