"""Proof of who somebody is: the six digits of his authenticator, used once (design §6, RFC 6238).

The steps before, at and after the present one count. A step is burnt as a unique row (person, step), never as "later
than the last": a clock that ran ahead must not lock anybody out. Wrong tries delay that person, growing from 5
seconds to 15 minutes, wherever they were made (any pintu, login, replacing a phone); after ten in a day only a fresh
single-use address helps, and that address knows no delay, so strangers who guess cannot keep an official from deciding.
"""

from __future__ import annotations

import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

import orjson
import pyotp
from sqlalchemy import Connection, Row, delete, insert, select, update

from dip import jejak
from dip.jam import ke_wib
from dip.pengaturan import Lembaga, Pengaturan
from dip.rahasia import Brankas, BrankasGalat
from dip.register import Register
from dip.register.tabel import alamat_sekali, langkah_totp, percobaan, rahasia
from dip.sidik import sha256
from dip.tolakan import Tolakan

DETIK_LANGKAH = 30
BATAS_HARI = 10
"""Wrong tries in one WIB day after which only a single-use address helps."""

ALARM_TIAP = 5
UMUR_ALAMAT = timedelta(hours=2)
JEDA_ALAMAT = timedelta(minutes=15)
_TUNDA_AWAL = 5
_TUNDA_MAKS = 15 * 60
_TOLERANSI_JAM = timedelta(minutes=2)
"""How far ahead of this one another process's clock may seem; what lies further ahead was stamped by a wrong clock."""

MASUK = 0
"""The `pintu` of a try that belongs to no gate: a login, or the proof before a phone is replaced."""

TAK_DIKENAL = "?"
"""Stands for every login name nobody has; no official can be called that."""


@dataclass(frozen=True, slots=True)
class _Riwayat:
    """Wrong tries of one person since his last right one: in the last 24 hours, in this WIB day, and the newest.

    Tries stamped in the future come from a clock that was put back since. They count for today, so that nobody gains by
    it, but not as `terakhir`: an official must not wait for that future.
    """

    sehari: int
    hari_ini: int
    terakhir: datetime | None


def langkah(waktu: datetime) -> int:
    """The number of the 30-second step a moment falls in."""
    return int(waktu.timestamp()) // DETIK_LANGKAH


def tunda_detik(salah: int) -> int:
    """Seconds to wait after the n-th wrong try in a row: 5, 10, 20 … at most 900."""
    return min(_TUNDA_AWAL * 2 ** (min(salah, 20) - 1), _TUNDA_MAKS) if salah > 0 else 0


def rahasia_hidup(k: Connection, lembaga: str, pejabat: str) -> Row[tuple[str, bool]] | None:
    """The living authenticator row (`isi`, `contoh`) of a person, if he has one."""
    return k.execute(
        select(rahasia.c.isi, rahasia.c.contoh).where(rahasia.c.kunci_hidup == f"{lembaga}/{pejabat}")
    ).first()


def tutup_rahasia(brankas: Brankas, lembaga: str, pejabat: str, teks: str) -> str:
    """Encrypt a secret together with its owner, so that exchanging two rows of the register gives nobody a voice."""
    return brankas.tutup(orjson.dumps([lembaga, pejabat, teks]))


def buka_rahasia(brankas: Brankas, lembaga: str, pejabat: str, isi: str) -> pyotp.TOTP:
    """The authenticator of a person. Raises BrankasGalat when the row is damaged, not confirmed, or somebody else's."""
    match orjson.loads(brankas.buka(isi)):
        case [milik_lembaga, milik, str(teks)] if (milik_lembaga, milik) == (lembaga, pejabat):
            return pyotp.TOTP(teks)
    raise BrankasGalat(f"rahasia authenticator '{pejabat}' di register bukan miliknya; cabut dan daftarkan ulang")


def bentuk_totp(totp: str) -> str:
    """The six digits as typed, without blanks and dashes; empty when they are not six digits."""
    angka = re.sub(r"[\s-]", "", totp)
    return angka if re.fullmatch(r"[0-9]{6}", angka) else ""


def langkah_cocok(alat: pyotp.TOTP, angka: str, waktu: datetime) -> list[int]:
    """The steps around this moment whose digits these are."""
    kini = langkah(waktu)
    # all three are computed and compared, whichever fits: time tells nothing about the digits
    return [n for n in (kini, kini - 1, kini + 1) if hmac.compare_digest(alat.generate_otp(n), angka)]


def terbakar(k: Connection, lembaga: str, pejabat: str, nomor: int) -> bool:
    """Whether this person already used the digits of this step."""
    kunci = langkah_totp.c
    return (
        k.execute(
            select(kunci.langkah).where(kunci.lembaga == lembaga, kunci.pejabat == pejabat, kunci.langkah == nomor)
        ).first()
        is not None
    )


def _riwayat(k: Connection, lembaga: str, pejabat: str, waktu: datetime) -> _Riwayat:
    """What counts against a person at this moment; a right code or the passing of a day clears it."""
    saat: list[datetime] = []
    for b in k.execute(
        select(percobaan.c.waktu, percobaan.c.benar)
        .where(percobaan.c.lembaga == lembaga, percobaan.c.pejabat == pejabat)
        .order_by(percobaan.c.id.desc())
        .limit(200)
    ):
        w = datetime.fromisoformat(b.waktu)
        if b.benar or waktu - w >= timedelta(days=1):
            break
        saat.append(w)
    hari = ke_wib(waktu).date()
    terakhir = max((w for w in saat if w - waktu <= _TOLERANSI_JAM), default=None)
    return _Riwayat(len(saat), sum(ke_wib(w).date() >= hari for w in saat), terakhir)


def periksa_totp(
    k: Connection,
    brankas: Brankas,
    lembaga: Lembaga,
    *,
    pejabat: str,
    totp: str,
    pintu: int,
    waktu: datetime,
    token_alamat: str = "",
    peran: str = "",
) -> Tolakan | None:
    """Check and burn six digits inside a writing transaction; None when they were right.

    `peran` are his roles as the journal names them. The caller must let the transaction commit also after a refusal:
    the wrong try is part of it. Raises BrankasGalat when the secret cannot be decrypted.
    """
    angka = bentuk_totp(totp)
    if not angka:
        return Tolakan("totp_bentuk")
    baris = rahasia_hidup(k, lembaga.kode, pejabat)
    if baris is None:
        return Tolakan("belum_terdaftar")
    if baris.contoh and not lembaga.contoh:
        return Tolakan("rahasia_contoh")
    lalu = _riwayat(k, lembaga.kode, pejabat, waktu)
    sidik_token = sha256(token_alamat.encode("utf-8", "replace")) if token_alamat else ""
    if sidik_token:
        if not _alamat_berlaku(k, sidik_token, lembaga.kode, pejabat, pintu, waktu):
            return Tolakan("alamat_sekali")
    elif lalu.hari_ini >= BATAS_HARI:
        return Tolakan("perlu_alamat")
    elif lalu.terakhir is not None:
        tunda = tunda_detik(lalu.sehari)
        sisa = (lalu.terakhir + timedelta(seconds=tunda) - waktu).total_seconds()
        if sisa > 0:
            return Tolakan("tunggu", tunggu_detik=min(ceil(sisa), tunda))

    cocok = langkah_cocok(buka_rahasia(brankas, lembaga.kode, pejabat, baris.isi), angka, waktu)
    if not cocok:
        _catat_percobaan(k, lembaga.kode, pejabat, waktu, benar=False)
        _bakar_alamat(k, sidik_token, waktu)
        salah = lalu.sehari + 1
        alarm = salah % ALARM_TIAP == 0
        if alarm:
            jejak.catat(
                k,
                lembaga.kode,
                "alarm_authenticator",
                waktu=waktu,
                pelaku=pejabat,
                peran=peran,
                data={"salah": salah, "pintu": pintu},
            )
        return Tolakan("salah_totp", tunggu_detik=tunda_detik(salah), alarm=alarm)
    tolak = pakai_langkah(k, lembaga.kode, pejabat, cocok, waktu)
    if tolak is None:
        _bakar_alamat(k, sidik_token, waktu)
    return tolak


def pakai_langkah(k: Connection, lembaga: str, pejabat: str, cocok: list[int], waktu: datetime) -> Tolakan | None:
    """Burn the first of these steps that is not burnt yet, as a right try; refuse when the digits were used before."""
    segar = [n for n in cocok if not terbakar(k, lembaga, pejabat, n)]
    if not segar:
        return Tolakan("totp_terpakai", tunggu_detik=DETIK_LANGKAH - int(waktu.timestamp()) % DETIK_LANGKAH)
    k.execute(insert(langkah_totp).values(lembaga=lembaga, pejabat=pejabat, langkah=segar[0]))
    _catat_percobaan(k, lembaga, pejabat, waktu, benar=True)
    return None


def kerja_setara(k: Connection, brankas: Brankas, lembaga: str, totp: str, waktu: datetime) -> None:
    """What a wrong try costs, done for nobody: so that time does not tell which login names exist.

    Leaves one row for all unknown names together, so that strangers cannot fill the register.
    """
    _riwayat(k, lembaga, TAK_DIKENAL, waktu)
    isi = tutup_rahasia(brankas, lembaga, TAK_DIKENAL, "A" * 32)
    langkah_cocok(buka_rahasia(brankas, lembaga, TAK_DIKENAL, isi), bentuk_totp(totp), waktu)
    c = percobaan.c
    k.execute(delete(percobaan).where(c.lembaga == lembaga, c.pejabat == TAK_DIKENAL))
    _catat_percobaan(k, lembaga, TAK_DIKENAL, waktu, benar=False)


def buat_alamat_sekali(
    register: Register, pengaturan: Pengaturan, *, pintu: int, pejabat: str, waktu: datetime
) -> str | Tolakan:
    """A fresh token for one try of one person at one pintu, valid two hours; the caller sends it to him only.

    Only its digest is kept. At most one in a quarter of an hour, so that a stranger cannot flood his mailbox.
    """
    waktu = ke_wib(waktu)
    lembaga = pengaturan.lembaga.kode
    token = secrets.token_urlsafe(24)
    with register.tulis() as k:
        lalu = k.execute(
            select(alamat_sekali.c.dibuat).where(
                alamat_sekali.c.lembaga == lembaga,
                alamat_sekali.c.pejabat == pejabat,
                alamat_sekali.c.pintu == pintu,
                alamat_sekali.c.dipakai == "",
            )
        ).scalars()
        # one made "in the future" comes from a clock that was put back since: nobody must wait for that future
        sejak = [s for s in map(datetime.fromisoformat, lalu) if s - waktu <= _TOLERANSI_JAM]
        sisa = max((s + JEDA_ALAMAT - waktu for s in sejak), default=timedelta(0))
        if sisa > timedelta(0):
            return Tolakan("alamat_baru_dikirim", tunggu_detik=ceil(sisa.total_seconds()))
        k.execute(
            insert(alamat_sekali).values(
                sidik_token=sha256(token.encode()),
                lembaga=lembaga,
                pejabat=pejabat,
                pintu=pintu,
                dibuat=waktu.isoformat(),
            )
        )
        jejak.catat(
            k,
            lembaga,
            "alamat_sekali_dibuat",
            waktu=waktu,
            pelaku="sistem",
            peran="sistem",
            data={"pejabat": pejabat, "pintu": pintu},
        )
    return token


def _alamat_berlaku(k: Connection, sidik_token: str, lembaga: str, pejabat: str, pintu: int, waktu: datetime) -> bool:
    """Whether a token is unspent, young, and meant for this person at this pintu; for a login any pintu of his does."""
    a = alamat_sekali.c
    milik = [a.sidik_token == sidik_token, a.lembaga == lembaga, a.pejabat == pejabat, a.dipakai == ""]
    if pintu != MASUK:
        milik.append(a.pintu == pintu)
    dibuat = k.execute(select(a.dibuat).where(*milik)).scalar()
    return dibuat is not None and waktu - datetime.fromisoformat(dibuat) <= UMUR_ALAMAT


def _bakar_alamat(k: Connection, sidik_token: str, waktu: datetime) -> None:
    """One try, one address: right or wrong, it is spent."""
    if sidik_token:
        k.execute(
            update(alamat_sekali).where(alamat_sekali.c.sidik_token == sidik_token).values(dipakai=waktu.isoformat())
        )


def _catat_percobaan(k: Connection, lembaga: str, pejabat: str, waktu: datetime, *, benar: bool) -> None:
    k.execute(insert(percobaan).values(lembaga=lembaga, pejabat=pejabat, waktu=waktu.isoformat(), benar=benar))
