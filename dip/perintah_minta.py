"""Asking for an order: a petugas proves who he is, and the order gets its number, its sidik and its gate."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select

from dip import jejak
from dip.edisi import baca_edisi
from dip.jam import ke_wib
from dip.kode import rapikan_teks
from dip.pengaturan import Pejabat, Pengaturan
from dip.perintah import Isi, Perintah, buka_gerbang, perintah_usang, urai_perintah
from dip.pintu import ALASAN_MAKS, ALASAN_MIN
from dip.rahasia import Brankas
from dip.register import Register, tabel_bukti
from dip.revisi import Tanda
from dip.sidik import json_baku
from dip.tolakan import Tolakan
from dip.totp import periksa_totp

KETERANGAN_MAKS = 600
"""Letters of what the public may read about an order."""

TANPA_PINTU = 0
"""In place of a gate's number where digits are proven outside one."""


def _mentah(nomor: int, lembaga: str, isi: Isi, orang: Pejabat, waktu: datetime) -> bytes:
    peminta = Tanda(orang.nama, orang.sebutan, orang.jabatan, orang.pangkat, orang.nip, waktu.isoformat())
    data: dict[str, Any] = {
        "skema": 1,
        "nomor": nomor,
        "lembaga": lembaga,
        "isi": {**asdict(isi), "butir": list(isi.butir)},
        "pejabat": orang.kode,
        "peminta": asdict(peminta),
        "waktu": waktu.isoformat(),
    }
    return json_baku(data)


def minta_perintah(
    register: Register,
    brankas: Brankas,
    pengaturan: Pengaturan,
    isi: Isi,
    *,
    pejabat: str,
    totp: str,
    waktu: datetime,
) -> Perintah | Tolakan:
    """A petugas asks for an order: judge, burn his TOTP step, insert, open its gate, journal (one transaction).

    Whether the items are live and the rows may go out is for the caller to see (`dip.perintah_terbit.susun_isi`); it
    is judged again before anything is published. Raises BrankasGalat when the keys do not fit the register.
    """
    waktu = ke_wib(waktu)
    keterangan = " ".join(rapikan_teks(isi.keterangan, KETERANGAN_MAKS + 1).split())
    isi = replace(isi, alasan=rapikan_teks(isi.alasan, ALASAN_MAKS + 1), keterangan=keterangan)
    if len(isi.alasan) < ALASAN_MIN:
        return Tolakan("alasan_pendek")
    if len(isi.alasan) > ALASAN_MAKS or len(isi.keterangan) > KETERANGAN_MAKS:
        return Tolakan("alasan_panjang")
    orang = pengaturan.cari_pejabat(pejabat, "petugas", waktu)
    if orang is None:
        return Tolakan("bukan_petugas_perintah")
    lembaga = pengaturan.lembaga.kode
    with register.tulis() as k:
        edisi = baca_edisi(k, isi.edisi)
        if edisi.lembaga != lembaga:
            return Tolakan("perintah_usang")
        if edisi.status == "terbuka":
            return Tolakan("perintah_belum_selesai")
        t = tabel_bukti.perintah
        nomor = 1 + int(k.execute(select(func.max(t.c.id))).scalar() or 0)
        mentah = _mentah(nomor, lembaga, isi, orang, waktu)
        p = urai_perintah(mentah)
        if perintah_usang(k, p):
            return Tolakan("perintah_usang")
        tolak = periksa_totp(
            k, brankas, pengaturan.lembaga,
            pejabat=pejabat, totp=totp, pintu=TANPA_PINTU, waktu=waktu, peran="petugas",
        )  # fmt: skip
        if tolak is not None:
            return tolak
        nilai = {"edisi": isi.edisi, "terbitan": isi.terbitan, "jenis": isi.jenis, "sidik": p.sidik}
        k.execute(insert(t).values(id=nomor, lembaga=lembaga, isi=mentah.decode(), **nilai))
        keluaran = {"perintah": p.sidik} | ({"entri": isi.entri} if isi.entri else {})
        jejak.catat(
            k, lembaga, "perintah_diminta", waktu=waktu, pelaku=pejabat, peran="petugas",
            data={"perintah": nomor, **nilai}, masukan={"pengesahan": isi.pengesahan}, keluaran=keluaran,
            segel=brankas.segel,
        )  # fmt: skip
        buka_gerbang(k, p, waktu)
    return p
