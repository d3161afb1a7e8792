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
from dip.dokumen_sah import dokumen_terbaru, isi_konfirmasi
from dip.jam import ke_wib
from dip.lembar_catat import usul_pejabat
from dip.lembar_koreksi import json_baris
from dip.pengaturan import Pengaturan
from dip.pintu import (
    ALASAN_MAKS,
    ALASAN_MIN,
    WAJIB_ALASAN,
    Pintu,
    baca_pintu,
    periksa_terbuka,
    putusan_pintu,
)
from dip.rahasia import LABEL_KODE, Brankas
from dip.register import Register, sisip, tabel, tabel_bukti
from dip.sesi import peran_kini
from dip.sidik import json_baku, sha256
from dip.tolakan import Tolakan
from dip.totp import periksa_totp
from dip.wewenang import periksa_wewenang

ALFABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
PANJANG = 9
BERLAKU = timedelta(hours=24)
_BIT = 5


@dataclass(frozen=True, slots=True)
class KodeTerbit:
    """A code as shown once to its official, with what it stands for. `nomor` counts his codes at this pintu.

    `sidik_isi` is the digest of what it stands for beside decision and reason: lines of a return, a recorded document.
    """

    kode: str = field(repr=False)
    keputusan: str
    alasan: str
    nomor: int
    berlaku_sampai: datetime
    sidik_isi: str = ""


@dataclass(frozen=True, slots=True)
class IsiKode:
    """What a code stands for beside decision and reason: canonical JSON of `koreksi` lines or of a `dokumen`."""

    jenis: str
    isi: bytes

    @property
    def sidik(self) -> str:
        """Its digest, part of the HMAC; empty when there is nothing."""
        return sha256(self.isi) if self.isi else ""


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


def hitung_kode(
    brankas: Brankas, pintu: Pintu, keputusan: str, pejabat: str, alasan: str, nomor: int, sidik_isi: str = ""
) -> str:
    """The nine characters for one issue, without dashes. `sidik_isi` as in `KodeTerbit`."""
    daftar = [pintu.lembaga, pintu.id, pintu.edisi, pintu.peran, pintu.ronde, pintu.sidik, keputusan, pejabat]
    # a code without such a thing is computed as ever: codes issued before it existed still count
    isi = json_baku([*daftar, sha256(alasan.encode()), nomor, *([sidik_isi] if sidik_isi else [])])
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
    sidik_koreksi: str | None = None,
) -> KodeTerbit | Tolakan:
    """Issue a code in one writing transaction: burn the TOTP step, insert the row, journal it without the code.

    `pintu` is the gate's number, `pejabat` the official's login name. A *kembalikan* takes along the lines he staged;
    `sidik_koreksi` is the digest of those he was shown (empty: none, None: he was not asked). Everything that can be
    judged without the six digits is judged first, so that a forgotten reason costs nobody a step. Raises BrankasGalat
    when the keys do not fit the register.
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
        isi = _isi(k, p, keputusan, pejabat)
        if keputusan == "kembalikan" and sidik_koreksi not in (None, isi.sidik):
            return Tolakan("koreksi_berubah")
        tolak = periksa_totp(
            k,
            brankas,
            pengaturan.lembaga,
            pejabat=pejabat,
            totp=totp,
            pintu=pintu,
            waktu=waktu,
            token_alamat=token_alamat,
            peran=orang.peran,
        )
        if tolak is not None:
            return tolak
        nomor = 1 + _nomor_terakhir(k, pintu, pejabat)
        sidik_alasan = sha256(alasan.encode())
        nomor_kode = sisip(
            k,
            tabel.kode,
            pintu=pintu,
            pejabat=pejabat,
            nomor=nomor,
            keputusan=keputusan,
            alasan=alasan,
            sidik_alasan=sidik_alasan,
            diterbitkan=waktu.isoformat(),
        )
        if isi.isi:
            nilai = {"jenis": isi.jenis, "sidik": isi.sidik, "isi": isi.isi.decode()}
            k.execute(insert(tabel_bukti.isi_kode).values(kode=nomor_kode, **nilai))
        jejak.catat(
            k,
            p.lembaga,
            "kode_diterbitkan",
            waktu=waktu,
            pelaku=pejabat,
            peran=orang.peran,
            masukan={"sidik": p.sidik} if p.sidik else {},
            keluaran={n: v for n, v in {"alasan": sidik_alasan if alasan else "", "isi": isi.sidik}.items() if v},
            data={
                "pintu": pintu,
                "keputusan": keputusan,
                "nomor": nomor,
                "sidik_alasan": sidik_alasan,
                "sidik_isi": isi.sidik,
            },
            segel=brankas.segel,
        )
    teks = tulis_kode(hitung_kode(brankas, p, keputusan, pejabat, alasan, nomor, isi.sidik))
    return KodeTerbit(teks, keputusan, alasan, nomor, waktu + BERLAKU, isi.sidik)


def _isi(k: Connection, pintu: Pintu, keputusan: str, pejabat: str) -> IsiKode:
    """What a code for this decision would stand for beside its reason."""
    if keputusan == "kembalikan":
        baris = [u.isi for u in usul_pejabat(k, pintu.id, pejabat)]
        return IsiKode("koreksi", json_baris(baris) if baris else b"")
    if keputusan == "konfirmasi_pengesahan":
        dokumen = dokumen_terbaru(k, pintu.edisi, pintu.sidik)
        return IsiKode("dokumen", isi_konfirmasi(dokumen) if dokumen else b"")
    return IsiKode("", b"")


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
    peran = peran_kini(pengaturan, pejabat, waktu)
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
            peran=peran,
        )
        if tolak is not None:
            return tolak
        k.execute(update(tabel.kode).where(*hidup).values(dicabut=waktu.isoformat()))
        jejak.catat(
            k,
            p.lembaga,
            "kode_dicabut",
            waktu=waktu,
            pelaku=pejabat,
            peran=peran,
            data={"pintu": pintu, "nomor": nomor},
            masukan={"sidik": p.sidik} if p.sidik else {},
        )
    return None


def _nomor_terakhir(k: Connection, pintu: int, pejabat: str) -> int:
    """The newest issue number of a person at a gate, 0 when he has none."""
    c = tabel.kode.c
    return int(k.execute(select(func.max(c.nomor)).where(c.pintu == pintu, c.pejabat == pejabat)).scalar() or 0)
