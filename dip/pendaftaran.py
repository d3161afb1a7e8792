"""The life of an authenticator: made, confirmed, withdrawn; one per person, kept encrypted (design §6).

A new authenticator counts only after its owner typed its digits once, within 15 minutes: until then its row in
`rahasia` has neither `kunci_hidup` nor `dicabut`, there is at most one such row per person, and what it holds cannot be
used in place of a confirmed one. Replacing an authenticator is in `dip.pemulihan`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal, get_args

import orjson
import pyotp
from sqlalchemy import Connection, Row, select, update

from dip import jejak
from dip.jam import ke_wib
from dip.pengaturan import Pengaturan, Peran
from dip.rahasia import Brankas
from dip.register import Register, sisip, tabel
from dip.sesi import peran_kini, tutup_sesi
from dip.tolakan import Tolakan
from dip.totp import bentuk_totp, langkah_cocok, pakai_langkah, rahasia_hidup, tutup_rahasia

_PANJANG_RAHASIA = 32
"""Base32 characters: 160 bits, the length RFC 4226 recommends."""

UMUR_MENUNGGU = timedelta(minutes=15)
"""How long an authenticator waits for its first digits."""

Cara = Literal["baru", "ganti", "pulih", "tanpa_saksi"]
"""How an authenticator came to be: first one, exchanged by its owner, recovered with or without a second official."""

_PERISTIWA: dict[Cara, str] = {
    "baru": "pejabat_didaftarkan",
    "ganti": "pejabat_diganti",
    "pulih": "pejabat_dipulihkan",
    "tanpa_saksi": "pejabat_dipulihkan_tanpa_saksi",
}


class PejabatGalat(Exception):
    """An official cannot be enrolled or withdrawn; the text says why, in Indonesian."""


@dataclass(frozen=True, slots=True)
class Pendaftaran:
    """What the official scans once; afterwards nobody can show it again. `nomor` is its row in the register."""

    pejabat: str
    nomor: int
    uri: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Perubahan:
    """What happened to a person's authenticator; `nomor` is the row it happened to, `saksi` a login name or empty."""

    pejabat: str
    jenis: Cara | Literal["cabut"]
    nomor: int
    saksi: str = ""


def bergerbang(pengaturan: Pengaturan, kode: str) -> bool:
    """Whether a person holds, held or will hold a role that decides at a gate."""
    return any(p.kode == kode and p.peran in get_args(Peran) for p in pengaturan.pejabat)


def daftarkan(
    register: Register, brankas: Brankas, pengaturan: Pengaturan, kode_pejabat: str, waktu: datetime
) -> Pendaftaran:
    """Make the first authenticator of an official; it counts once `konfirmasi` saw its digits.

    Raises PejabatGalat when he is not in `pejabat.yml`, decides at no gate, or has or had one: then it takes his old
    phone or a second official (`dip.pemulihan`).
    """
    lembaga = pengaturan.lembaga.kode
    wajib_bergerbang(pengaturan, kode_pejabat)
    with register.tulis() as k:
        tolak_contoh(k, lembaga, kode_pejabat)
        if rahasia_hidup(k, lembaga, kode_pejabat) is not None:
            raise PejabatGalat(
                f"authenticator '{kode_pejabat}' sudah terdaftar. Ganti ponsel: dip pejabat ganti {kode_pejabat}. "
                f"Ponsel hilang: dip pejabat pulihkan {kode_pejabat} --oleh SAKSI"
            )
        if pernah_terdaftar(k, lembaga, kode_pejabat):
            raise PejabatGalat(
                f"'{kode_pejabat}' pernah punya authenticator, jadi yang baru perlu disaksikan pejabat lain: "
                f"dip pejabat pulihkan {kode_pejabat} --oleh SAKSI. Hanya bila tidak ada pejabat lain yang "
                f"authenticator-nya masih berlaku: dip pejabat daftar {kode_pejabat} --tanpa-saksi"
            )
        return tulis_menunggu(k, brankas, pengaturan, kode_pejabat, "baru", ke_wib(waktu))


def wajib_bergerbang(pengaturan: Pengaturan, kode: str) -> None:
    """Raise PejabatGalat when a login name is unknown, or its owner decides at no gate."""
    if not any(p.kode == kode for p in pengaturan.pejabat):
        raise PejabatGalat(f"pejabat '{kode}' tidak ada di pejabat.yml. Periksa ejaannya, atau tambahkan dulu di sana")
    if not bergerbang(pengaturan, kode):
        raise PejabatGalat(
            f"'{kode}' tidak memutus di gerbang mana pun, jadi tidak memerlukan authenticator. "
            "Bila seharusnya memutus, perbaiki perannya di pejabat.yml"
        )


def tolak_contoh(k: Connection, lembaga: str, kode: str) -> None:
    """Raise PejabatGalat over an example authenticator: nobody's phone holds it, so nobody can prove or miss it."""
    hidup = rahasia_hidup(k, lembaga, kode)
    if hidup is not None and hidup.contoh:
        raise PejabatGalat(
            f"authenticator '{kode}' milik kabupaten contoh dan tidak ada di ponsel siapa pun. "
            f"Cabut dulu: dip pejabat cabut {kode}"
        )


def rahasia_baru() -> str:
    """A fresh secret, as authenticator applications take it."""
    return pyotp.random_base32(_PANJANG_RAHASIA)


def pernah_terdaftar(k: Connection, lembaga: str, kode: str) -> bool:
    """Whether a person once had an authenticator of his own. One never confirmed has lost its secret (`isi`)."""
    r = tabel.rahasia.c
    milik = (r.lembaga == lembaga, r.pejabat == kode, r.dicabut != "", r.isi != "", r.contoh.is_(False))
    return k.execute(select(r.id).where(*milik)).first() is not None


def tulis_menunggu(
    k: Connection,
    brankas: Brankas,
    pengaturan: Pengaturan,
    kode: str,
    cara: Cara,
    waktu: datetime,
    saksi: str = "",
) -> Pendaftaran:
    """Write an authenticator that waits for its first digits, inside a writing transaction; an older one is void."""
    lembaga = pengaturan.lembaga.kode
    _batalkan_menunggu(k, lembaga, kode, waktu)
    teks = rahasia_baru()
    nomor = sisip(
        k,
        tabel.rahasia,
        lembaga=lembaga,
        pejabat=kode,
        # more than a confirmed one holds: setting `kunci_hidup` by hand does not make it one
        isi=brankas.tutup(orjson.dumps([lembaga, kode, teks, cara, saksi])),
        contoh=False,
        dibuat=waktu.isoformat(),
    )
    pelaku = {"ganti": kode, "pulih": saksi}.get(cara, "sistem")
    data = {"pejabat": kode, "cara": cara, "rahasia": nomor}
    jejak.catat(
        k,
        lembaga,
        "pendaftaran_dimulai",
        waktu=waktu,
        pelaku=pelaku,
        peran=_peran(pengaturan, pelaku, waktu),
        data=data,
    )
    penerbit = f"DIP {pengaturan.lembaga.nama_pendek}"
    return Pendaftaran(kode, nomor, pyotp.TOTP(teks).provisioning_uri(name=kode, issuer_name=penerbit))


def konfirmasi(
    register: Register, brankas: Brankas, pengaturan: Pengaturan, baru: Pendaftaran, totp: str, waktu: datetime
) -> Perubahan | Tolakan:
    """Make a waiting authenticator count, by its digits; the old one ends with its unspent codes and its logins.

    A wrong try costs nothing here: these digits decide nothing yet, and the old authenticator is not touched. Raises
    BrankasGalat when the keys do not fit the register.
    """
    waktu, kode, lembaga = ke_wib(waktu), baru.pejabat, pengaturan.lembaga.kode
    angka = bentuk_totp(totp)
    if not angka:
        return Tolakan("totp_bentuk")
    with register.tulis() as k:
        baris = menunggu(k, lembaga, kode)
        if baris is None or baris.id != baru.nomor:
            return Tolakan("pendaftaran_lewat")
        milik_lembaga, milik, teks, cara, saksi = orjson.loads(brankas.buka(baris.isi))
        hidup = rahasia_hidup(k, lembaga, kode) is not None
        sesuai = {"ganti": hidup, "pulih": True}.get(cara, not hidup)
        if not sesuai or (milik_lembaga, milik) != (lembaga, kode) or not masih_menunggu(baris, waktu):
            _batalkan_menunggu(k, lembaga, kode, waktu)
            return Tolakan("pendaftaran_lewat")
        cocok = langkah_cocok(pyotp.TOTP(teks), angka, waktu)
        if not cocok:
            return Tolakan("salah_konfirmasi")
        # a step that is burnt already was burnt by the phone before; either way these digits decide nothing later
        pakai_langkah(k, lembaga, kode, cocok, waktu)
        diakhiri = _akhiri(k, lembaga, kode, waktu)
        _hidupkan(k, brankas, lembaga, kode, baris.id, teks)
        pelaku = {"ganti": kode, "pulih": saksi}.get(cara, "sistem")
        data = {"pejabat": kode, "contoh": False, "rahasia": baris.id, **diakhiri}
        jejak.catat(
            k,
            lembaga,
            _PERISTIWA[cara],
            waktu=waktu,
            pelaku=pelaku,
            peran=_peran(pengaturan, pelaku, waktu),
            data=data,
            segel=brankas.segel,
        )
    return Perubahan(kode, cara, baris.id, saksi)


def cabut_pendaftaran(register: Register, pengaturan: Pengaturan, kode_pejabat: str, waktu: datetime) -> Perubahan:
    """Withdraw an authenticator (lost phone, end of office), also one that waits, with every unspent code and login.

    Needs no proof: it only takes away. Raises PejabatGalat when there is none.
    """
    waktu, lembaga = ke_wib(waktu), pengaturan.lembaga.kode
    r = tabel.rahasia.c
    with register.tulis() as k:
        milik = (r.lembaga == lembaga, r.pejabat == kode_pejabat, r.dicabut == "")
        semua = list(k.execute(select(r.id).where(*milik)).scalars())
        if not semua:
            raise PejabatGalat(
                f"pejabat '{kode_pejabat}' tidak punya authenticator yang terdaftar. "
                "Lihat siapa yang punya: dip pejabat daftar"
            )
        _batalkan_menunggu(k, lembaga, kode_pejabat, waktu)
        data = {"pejabat": kode_pejabat, **_akhiri(k, lembaga, kode_pejabat, waktu)}
        jejak.catat(k, lembaga, "pejabat_dicabut", waktu=waktu, pelaku="sistem", peran="sistem", data=data)
    return Perubahan(kode_pejabat, "cabut", max(semua))


def _peran(pengaturan: Pengaturan, pelaku: str, waktu: datetime) -> str:
    """The role under which the journal names who did it."""
    return "sistem" if pelaku == "sistem" else peran_kini(pengaturan, pelaku, waktu)


def _akhiri(k: Connection, lembaga: str, kode: str, waktu: datetime) -> dict[str, int]:
    """End what hangs on the present authenticator; how many unspent codes and open logins there were."""
    r, c = tabel.rahasia.c, tabel.kode.c
    saat = waktu.isoformat()
    k.execute(update(tabel.rahasia).where(r.kunci_hidup == f"{lembaga}/{kode}").values(kunci_hidup=None, dicabut=saat))
    milik = (
        select(tabel.pintu.c.id)
        .join(tabel.edisi, tabel.edisi.c.id == tabel.pintu.c.edisi)
        .where(tabel.edisi.c.lembaga == lembaga)
    )
    hidup = (c.pejabat == kode, c.dipakai == "", c.dicabut == "", c.pintu.in_(milik))
    dicabut = k.execute(update(tabel.kode).where(*hidup).values(dicabut=saat)).rowcount
    return {"kode": dicabut, "sesi": tutup_sesi(k, lembaga, kode, waktu)}


def _hidupkan(k: Connection, brankas: Brankas, lembaga: str, kode: str, nomor: int, teks: str) -> None:
    nilai = {"isi": tutup_rahasia(brankas, lembaga, kode, teks), "kunci_hidup": f"{lembaga}/{kode}"}
    k.execute(update(tabel.rahasia).where(tabel.rahasia.c.id == nomor).values(**nilai))


def menunggu(k: Connection, lembaga: str, kode: str) -> Row[Any] | None:
    """The row of a person's authenticator that waits for its first digits."""
    r = tabel.rahasia.c
    milik = (r.lembaga == lembaga, r.pejabat == kode, r.kunci_hidup.is_(None), r.dicabut == "")
    return k.execute(select(tabel.rahasia).where(*milik).order_by(r.id.desc())).first()


def masih_menunggu(baris: Row[Any], waktu: datetime) -> bool:
    """Whether a waiting authenticator is young enough to be confirmed."""
    return abs(waktu - datetime.fromisoformat(baris.dibuat)) <= UMUR_MENUNGGU


def _batalkan_menunggu(k: Connection, lembaga: str, kode: str, waktu: datetime) -> None:
    """A waiting authenticator counts no more, and its secret is gone."""
    r = tabel.rahasia.c
    milik = (r.lembaga == lembaga, r.pejabat == kode, r.kunci_hidup.is_(None), r.dicabut == "")
    k.execute(update(tabel.rahasia).where(*milik).values(isi="", dicabut=waktu.isoformat()))
