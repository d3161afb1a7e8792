"""Kode persetujuan: what an official gets for his six digits and types into Prefect (design §6).

Nine characters of an alphabet of 32 without look-alikes (45 bits), in three groups. It is an HMAC over pintu,
decision, person, digest of the reason and issue number: recomputed when judged, never stored, and worth nothing for
anything else.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, insert, select, update

from dip import jejak
from dip.jam import ke_wib
from dip.pengaturan import Pengaturan
from dip.pintu import (
    ALASAN_MAKS,
    ALASAN_MIN,
    WAJIB_ALASAN,
    Pintu,
    baca_pintu,
    periksa_terbuka,
    periksa_wewenang,
    putusan_pintu,
)
from dip.rahasia import LABEL_KODE, Brankas
from dip.register import Register, tabel
from dip.sidik import json_baku, sha256
from dip.tolakan import Tolakan
from dip.totp import periksa_totp

ALFABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
PANJANG = 9
BERLAKU = timedelta(hours=24)
_BIT = 5


@dataclass(frozen=True, slots=True)
class KodeTerbit:
    """A code as shown once to its official, with what it stands for. `nomor` counts his codes at this pintu."""

    kode: str = field(repr=False)
    keputusan: str
    alasan: str
    nomor: int
    berlaku_sampai: datetime


def rapikan_teks(teks: str, maks: int = ALASAN_MAKS) -> str:
    """Free text as kept: one kind of line end, no control characters, trimmed, at most `maks` long."""
    satu = teks.replace("\r\n", "\n").replace("\r", "\n")
    sah = "".join(c for c in satu if c == "\n" or unicodedata.category(c) not in {"Cc", "Cs"})
    return sah.strip()[:maks]


def rapikan_kode(teks: str) -> str:
    """A typed code without case, spaces and dashes; empty when it cannot be one."""
    if len(teks) > 100:
        return ""
    bersih = "".join(c for c in unicodedata.normalize("NFKC", teks).upper() if c.isalnum())
    return bersih if len(bersih) == PANJANG and all(c in ALFABET for c in bersih) else ""


def hitung_kode(brankas: Brankas, pintu: Pintu, keputusan: str, pejabat: str, alasan: str, nomor: int) -> str:
    """The nine characters for one issue, without dashes."""
    isi = json_baku(
        [
            pintu.lembaga,
            pintu.id,
            pintu.edisi,
            pintu.peran,
            pintu.ronde,
            pintu.sidik,
            keputusan,
            pejabat,
            sha256(alasan.encode()),
            nomor,
        ]
    )
    angka = int.from_bytes(brankas.mac(LABEL_KODE, isi)[:8], "big") >> (64 - _BIT * PANJANG)
    return "".join(ALFABET[angka >> (_BIT * i) & 31] for i in reversed(range(PANJANG)))


def tulis_kode(kode: str) -> str:
    """A code as people read it: `ABC-DEF-GHJ`."""
    return "-".join(kode[i : i + 3] for i in range(0, PANJANG, 3))


def terbitkan_kode(
    register: Register,
    brankas: Brankas,
    pengaturan: Pengaturan,
    *,
    pintu: int,
    pejabat: str,
    keputusan: str,
    alasan: str,
    totp: str,
    waktu: datetime,
    token_alamat: str = "",
) -> KodeTerbit | Tolakan:
    """Issue a code in one writing transaction: burn the TOTP step, insert the row, journal it without the code.

    `pintu` is the gate's number, `pejabat` the official's login name. Everything that can be judged without the six
    digits is judged first, so that a forgotten reason costs nobody a step. Raises BrankasGalat when the keys do not
    fit the register.
    """
    waktu = ke_wib(waktu)
    if not keputusan:
        return Tolakan("keputusan_kosong")
    if not pejabat:
        return Tolakan("pejabat_kosong")
    alasan = rapikan_teks(alasan, ALASAN_MAKS + 1)
    if len(alasan) > ALASAN_MAKS:
        return Tolakan("alasan_panjang")
    with register.tulis() as k:
        p = baca_pintu(k, pintu)
        if p is None:
            return Tolakan("pintu_tidak_ada")
        tolak = periksa_terbuka(k, p)
        if tolak is not None:
            return tolak
        orang = periksa_wewenang(k, pengaturan, p, keputusan, pejabat, [waktu])
        if isinstance(orang, Tolakan):
            return orang
        if keputusan in WAJIB_ALASAN and len(alasan) < ALASAN_MIN:
            return Tolakan("alasan_pendek")
        tolak = periksa_totp(
            k,
            brankas,
            pengaturan.lembaga,
            pejabat=pejabat,
            totp=totp,
            pintu=pintu,
            waktu=waktu,
            token_alamat=token_alamat,
        )
        if tolak is not None:
            return tolak
        nomor = 1 + _nomor_terakhir(k, pintu, pejabat)
        sidik_alasan = sha256(alasan.encode())
        k.execute(
            insert(tabel.kode).values(
                pintu=pintu,
                pejabat=pejabat,
                nomor=nomor,
                keputusan=keputusan,
                alasan=alasan,
                sidik_alasan=sidik_alasan,
                diterbitkan=waktu.isoformat(),
            )
        )
        jejak.catat(
            k,
            p.lembaga,
            "kode_diterbitkan",
            waktu=waktu,
            pelaku=pejabat,
            peran=orang.peran,
            data={"pintu": pintu, "keputusan": keputusan, "nomor": nomor, "sidik_alasan": sidik_alasan},
        )
    teks = tulis_kode(hitung_kode(brankas, p, keputusan, pejabat, alasan, nomor))
    return KodeTerbit(teks, keputusan, alasan, nomor, waktu + BERLAKU)


def cabut_kode(
    register: Register,
    brankas: Brankas,
    pengaturan: Pengaturan,
    *,
    pintu: int,
    pejabat: str,
    totp: str,
    waktu: datetime,
    token_alamat: str = "",
) -> Tolakan | None:
    """Withdraw all unspent codes of a person at a gate, proven with his authenticator; None when done."""
    waktu = ke_wib(waktu)
    c = tabel.kode.c
    if all(o.kode != pejabat for o in pengaturan.pejabat):
        return Tolakan("tidak_ada_kode")
    with register.tulis() as k:
        p = baca_pintu(k, pintu)
        if p is None or p.lembaga != pengaturan.lembaga.kode:
            return Tolakan("pintu_tidak_ada")
        if putusan_pintu(k, pintu) is not None:
            return Tolakan("pintu_tertutup")
        hidup = (c.pintu == pintu, c.pejabat == pejabat, c.dipakai == "", c.dicabut == "")
        nomor = list(k.execute(select(c.nomor).where(*hidup).order_by(c.nomor)).scalars())
        if not nomor:
            return Tolakan("tidak_ada_kode")
        tolak = periksa_totp(
            k,
            brankas,
            pengaturan.lembaga,
            pejabat=pejabat,
            totp=totp,
            pintu=pintu,
            waktu=waktu,
            token_alamat=token_alamat,
        )
        if tolak is not None:
            return tolak
        k.execute(update(tabel.kode).where(*hidup).values(dicabut=waktu.isoformat()))
        jejak.catat(k, p.lembaga, "kode_dicabut", waktu=waktu, pelaku=pejabat, data={"pintu": pintu, "nomor": nomor})
    return None


def _nomor_terakhir(k: Connection, pintu: int, pejabat: str) -> int:
    """The newest issue number of a person at a gate, 0 when he has none."""
    c = tabel.kode.c
    return int(k.execute(select(func.max(c.nomor)).where(c.pintu == pintu, c.pejabat == pejabat)).scalar() or 0)
