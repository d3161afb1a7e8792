"""Logins to the preview: name and authenticator once, then a token in the browser for a working day.

A login opens pages and lets its owner prepare, upload and take out lines of his lembar koreksi; every decision still
needs its own six digits. The register keeps the digest of the token, never the token. A login ends with logout, after
eight hours, with the end of the official's last gate role, and at once when his authenticator is withdrawn or replaced.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import get_args

from sqlalchemy import Connection, func, insert, select, update

from dip import jejak
from dip.jam import ke_wib
from dip.pengaturan import Pejabat, Pengaturan, Peran
from dip.rahasia import Brankas
from dip.register import Register, tabel
from dip.register.tabel_bukti import sesi
from dip.sidik import sha256
from dip.tolakan import Tolakan
from dip.totp import MASUK, TAK_DIKENAL, bentuk_totp, buat_alamat_sekali, kerja_setara, periksa_totp, rahasia_hidup

UMUR_SESI = timedelta(hours=8)
_TOLERANSI_JAM = timedelta(minutes=2)
_PANJANG_TOKEN = 32
"""Bytes of a token: 256 bits."""


@dataclass(frozen=True, slots=True)
class Sesi:
    """A login just made. `token` goes into the browser's cookie and nowhere else; `pejabat` is his first gate role."""

    token: str = field(repr=False)
    pejabat: Pejabat
    sampai: datetime


def menjabat(pengaturan: Pengaturan, kode: str, waktu: datetime) -> tuple[Pejabat, ...]:
    """The gate roles a person holds now, in the order of the gates; empty when he can decide nothing."""
    semua = (pengaturan.cari_pejabat(kode, peran, ke_wib(waktu)) for peran in get_args(Peran))
    return tuple(p for p in semua if p is not None)


def peran_kini(pengaturan: Pengaturan, kode: str, waktu: datetime) -> str:
    """The gate roles a person holds now, as the journal names them: `petugas/ppid`; empty when he holds none."""
    return "/".join(p.peran for p in menjabat(pengaturan, kode, waktu))


def masuk(
    register: Register,
    brankas: Brankas,
    pengaturan: Pengaturan,
    *,
    pejabat: str,
    totp: str,
    waktu: datetime,
    token_alamat: str = "",
) -> Sesi | Tolakan:
    """Log an official in with the six digits of his authenticator, in one writing transaction.

    Every refusal that depends on who was named is the same `masuk_ditolak`, and costs the same work: an unknown name,
    one without gate role or authenticator, wrong, used or delayed digits. With `alarm` the caller sends
    `keluaran.kabar.teks.alarm_masuk`, after it has answered. Raises BrankasGalat when a secret cannot be decrypted.
    """
    waktu = ke_wib(waktu)
    if not pejabat:
        return Tolakan("pejabat_kosong")
    if not bentuk_totp(totp):
        return Tolakan("totp_bentuk")
    lembaga = pengaturan.lembaga
    jabatan = menjabat(pengaturan, pejabat, waktu)
    with register.tulis() as k:
        tolak = periksa_totp(
            k,
            brankas,
            lembaga,
            pejabat=pejabat if jabatan else TAK_DIKENAL,
            totp=totp,
            pintu=MASUK,
            waktu=waktu,
            token_alamat=token_alamat,
            peran=peran_kini(pengaturan, pejabat, waktu),
        )
        if tolak is not None:
            if tolak.sebab != "salah_totp":
                kerja_setara(k, brankas, lembaga.kode, totp, waktu)
            return Tolakan("masuk_ditolak", alarm=tolak.alarm)
        token, sampai = secrets.token_urlsafe(_PANJANG_TOKEN), waktu + UMUR_SESI
        k.execute(
            insert(sesi).values(
                sidik_token=_sidik(token),
                lembaga=lembaga.kode,
                pejabat=pejabat,
                dibuat=waktu.isoformat(),
                sampai=sampai.isoformat(),
            )
        )
        jejak.catat(
            k,
            lembaga.kode,
            "masuk_pratinjau",
            waktu=waktu,
            pelaku=pejabat,
            peran=peran_kini(pengaturan, pejabat, waktu),
            data={"sampai": sampai.isoformat()},
        )
    return Sesi(token, jabatan[0], sampai)


def pemilik_sesi(k: Connection, pengaturan: Pengaturan, token: str, waktu: datetime) -> Pejabat | None:
    """Whose login a token is, in his first gate role of now; None when it is none, ended, or its owner has no right.

    A login from the future belongs to a clock that was put back, and would outlive its eight hours: it is none.
    """
    waktu = ke_wib(waktu)
    lembaga = pengaturan.lembaga.kode
    baris = k.execute(
        select(sesi).where(sesi.c.sidik_token == _sidik(token), sesi.c.lembaga == lembaga, sesi.c.ditutup == "")
    ).first()
    if baris is None or not (
        datetime.fromisoformat(baris.dibuat) - _TOLERANSI_JAM <= waktu < datetime.fromisoformat(baris.sampai)
    ):
        return None
    rahasia = rahasia_hidup(k, lembaga, baris.pejabat)
    if rahasia is None or (rahasia.contoh and not pengaturan.lembaga.contoh):
        return None
    return next(iter(menjabat(pengaturan, baris.pejabat, waktu)), None)


def keluar(register: Register, pengaturan: Pengaturan, token: str, waktu: datetime) -> None:
    """End a login; a token that is none, or has ended, changes nothing."""
    waktu = ke_wib(waktu)
    terbuka = select(sesi).where(sesi.c.sidik_token == _sidik(token), sesi.c.ditutup == "")
    with register.baca() as k:  # strangers with invented tokens must not queue for the write lock
        if k.execute(terbuka).first() is None:
            return
    with register.tulis() as k:
        baris = k.execute(terbuka).first()
        if baris is not None:
            k.execute(update(sesi).where(sesi.c.sidik_token == baris.sidik_token).values(ditutup=waktu.isoformat()))
            peran = peran_kini(pengaturan, baris.pejabat, waktu)
            jejak.catat(k, baris.lembaga, "keluar_pratinjau", waktu=waktu, pelaku=baris.pejabat, peran=peran)


def tutup_sesi(k: Connection, lembaga: str, pejabat: str, waktu: datetime) -> int:
    """End every login of a person, inside a writing transaction; how many there were."""
    milik = (sesi.c.lembaga == lembaga, sesi.c.pejabat == pejabat, sesi.c.ditutup == "")
    return k.execute(update(sesi).where(*milik).values(ditutup=ke_wib(waktu).isoformat())).rowcount


def buat_alamat_masuk(register: Register, pengaturan: Pengaturan, *, pejabat: str, waktu: datetime) -> str | None:
    """A fresh single-use token for one login without delay, to be sent to the official only.

    None when there is nothing to send: unknown name, no gate role or authenticator, one was sent a quarter of an hour
    ago, or no gate was ever opened. The page must say the same in every case.
    """
    lembaga = pengaturan.lembaga.kode
    if not menjabat(pengaturan, pejabat, waktu):
        return None
    with register.baca() as k:
        # every address belongs to a gate (foreign key), and for a login any gate does
        pintu = k.execute(
            select(func.max(tabel.pintu.c.id))
            .join(tabel.edisi, tabel.edisi.c.id == tabel.pintu.c.edisi)
            .where(tabel.edisi.c.lembaga == lembaga)
        ).scalar()
        if pintu is None or rahasia_hidup(k, lembaga, pejabat) is None:
            return None
    token = buat_alamat_sekali(register, pengaturan, pintu=int(pintu), pejabat=pejabat, waktu=waktu)
    return token if isinstance(token, str) else None


def _sidik(token: str) -> str:
    return sha256(token.encode("utf-8", "replace"))
