"""Judging: from an answer in Prefect's form to a putusan in our register (design §6). The public face of the decisions.

Our ledger is the truth. An answer counts only when its kode persetujuan was issued, is unspent, not withdrawn, the
newest of that person at that pintu, at most 24 hours old at the click, taken by somebody whose role was valid at
issue and at the click, and made for the decision chosen. Who pressed Resume does not matter.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, select, update

from dip.dokumen_sah import dokumen_terbaru, isi_konfirmasi
from dip.jam import ke_wib
from dip.kode import BERLAKU, KodeTerbit, cabut_kode, hitung_kode, rapikan_kode, rapikan_teks, terbitkan_kode
from dip.lembar_catat import buat_lembar
from dip.lembar_koreksi import baris_dari_json
from dip.pengaturan import Pejabat, Pengaturan
from dip.pintu import (
    ARTI_KEPUTUSAN,
    NAMA_KEPUTUSAN,
    Keputusan,
    Pintu,
    PintuBentrok,
    Putusan,
    baca_pintu,
    buka_pintu,
    pejabat_pintu,
    peran_dibuka,
    periksa_terbuka,
    pilihan,
    pintu_menunggu,
    putusan_edisi,
    putusan_pintu,
    sebut_keputusan,
)
from dip.protokol import Jawaban
from dip.putusan_tulis import tulis_putusan
from dip.rahasia import Brankas
from dip.register import Register, tabel, tabel_bukti
from dip.revisi import Tanda
from dip.sidik import sha256
from dip.tolakan import SEBAB, Tolakan, kalimat_tolakan
from dip.totp import buat_alamat_sekali
from dip.wewenang import periksa_wewenang

__all__ = [
    "ARTI_KEPUTUSAN",
    "NAMA_KEPUTUSAN",
    "SEBAB",
    "Keputusan",
    "KodeTerbit",
    "Pintu",
    "PintuBentrok",
    "Putusan",
    "StatusKode",
    "Tolakan",
    "baca_pintu",
    "buat_alamat_sekali",
    "buka_pintu",
    "cabut_kode",
    "kalimat_tolakan",
    "nilai_jawaban",
    "pejabat_pintu",
    "peran_dibuka",
    "periksa_terbuka",
    "pilihan",
    "pintu_menunggu",
    "putusan_edisi",
    "putusan_pintu",
    "sebut_keputusan",
    "status_kode",
    "terbitkan_kode",
    "uji_jawaban",
]

_KODE = select(tabel.kode, tabel_bukti.isi_kode.c.isi, tabel_bukti.isi_kode.c.sidik.label("sidik_isi")).outerjoin(
    tabel_bukti.isi_kode, tabel_bukti.isi_kode.c.kode == tabel.kode.c.id
)
"""Codes with what they stand for beside decision and reason."""

TOLERANSI_JAM = timedelta(minutes=2)
"""How much earlier than the issue a click may seem: two machines, two clocks."""


@dataclass(frozen=True, slots=True)
class StatusKode:
    """What became of one code: `berlaku`, `terpakai`, `dicabut`, `diganti` or `kedaluwarsa`, and when (ISO, WIB)."""

    pejabat: str
    keputusan: str
    nomor: int
    diterbitkan: str
    keadaan: str
    waktu: str


def nilai_jawaban(
    register: Register,
    brankas: Brankas,
    pengaturan: Pengaturan,
    *,
    pintu: int,
    jawaban: Jawaban,
    waktu_klik: datetime,
) -> Putusan | Tolakan:
    """Judge an answer in one writing transaction: burn the code, insert the putusan, journal.

    `waktu_klik` is the server's time of the click (naive means UTC). The same answer again gives the same putusan, so
    a crash afterwards costs nothing; another answer at a decided gate is `pintu_tertutup`. The remark never decides:
    it is kept beside the putusan, and the journal has only its digest and length.
    """
    klik = ke_wib(waktu_klik)
    with register.tulis() as k:
        cocok = _cocokkan(k, brankas, pengaturan, pintu, jawaban, klik)
        if not isinstance(cocok, tuple):
            return cocok
        p, baris, orang = cocok
        catatan = rapikan_teks(jawaban.catatan)
        tanda = Tanda(orang.nama, orang.sebutan, orang.jabatan, orang.pangkat, orang.nip, klik.isoformat())
        k.execute(update(tabel.kode).where(tabel.kode.c.id == baris.id).values(dipakai=klik.isoformat()))
        hasil = tulis_putusan(
            k,
            p,
            pejabat=baris.pejabat,
            peran=orang.peran,
            keputusan=baris.keputusan,
            alasan=baris.alasan,
            tanda=tanda,
            waktu=klik,
            kode=baris.id,
            catatan=catatan,
            data={
                "nomor_kode": baris.nomor,
                "sidik_isi": baris.sidik_isi or "",
                # until when he held his role, as the settings said then: they may change, a decision does not
                "masa": {"mulai": orang.mulai.isoformat(), "sampai": orang.sampai.isoformat() if orang.sampai else ""},
                # typed into Prefect's form by anybody: recorded as an unproven addition
                "catatan_tanpa_bukti": {"sidik": sha256(catatan.encode()), "panjang": len(catatan)},
            },
            segel=brankas.segel,
        )
        if baris.keputusan == "kembalikan":
            koreksi = baris_dari_json(baris.isi or "[]")
            buat_lembar(k, hasil.id, p.edisi, koreksi, baris.alasan, klik)
    return hasil


def uji_jawaban(
    register: Register, brankas: Brankas, pengaturan: Pengaturan, *, pintu: int, jawaban: Jawaban, waktu_klik: datetime
) -> Tolakan | None:
    """What judging would say now, without writing: the preview asks before it presses Resume for somebody."""
    with register.baca() as k:
        hasil = _cocokkan(k, brankas, pengaturan, pintu, jawaban, ke_wib(waktu_klik))
    return hasil if isinstance(hasil, Tolakan) else None


def status_kode(k: Connection, pintu: int, waktu: datetime) -> list[StatusKode]:
    """What became of every code issued at a gate, newest first; never the codes themselves."""
    c = tabel.kode.c
    baris = k.execute(select(tabel.kode).where(c.pintu == pintu).order_by(c.id.desc())).all()
    hasil: list[StatusKode] = []
    terlihat: set[str] = set()
    for b in baris:
        sampai = datetime.fromisoformat(b.diterbitkan) + BERLAKU
        if b.dipakai:
            keadaan, saat = "terpakai", b.dipakai
        elif b.dicabut:
            keadaan, saat = "dicabut", b.dicabut
        elif b.pejabat in terlihat:
            keadaan, saat = "diganti", ""
        else:
            keadaan, saat = ("kedaluwarsa" if waktu > sampai else "berlaku"), sampai.isoformat()
        terlihat.add(b.pejabat)
        hasil.append(StatusKode(b.pejabat, b.keputusan, b.nomor, b.diterbitkan, keadaan, saat))
    return hasil


def _cocokkan(
    k: Connection, brankas: Brankas, pengaturan: Pengaturan, pintu: int, jawaban: Jawaban, klik: datetime
) -> tuple[Pintu, Row[Any], Pejabat] | Putusan | Tolakan:
    """The gate, the code row and the official an answer stands for; the old putusan for an old answer; or why not."""
    p = baca_pintu(k, pintu)
    if p is None or p.lembaga != pengaturan.lembaga.kode:
        return Tolakan("pintu_tidak_ada")
    ketik = rapikan_kode(jawaban.kode_persetujuan)
    semua = k.execute(_KODE.where(tabel.kode.c.pintu == pintu).order_by(tabel.kode.c.id)).all()
    baris = _cari(brankas, p, semua, ketik) if ketik else None
    ada = putusan_pintu(k, pintu)
    if ada is not None:
        sama = baris is not None and baris.id == ada.kode and jawaban.keputusan == ada.keputusan
        return ada if sama else Tolakan("pintu_tertutup")
    tolak = periksa_terbuka(k, p)
    if tolak is not None:
        return tolak
    if not jawaban.kode_persetujuan.strip():
        return Tolakan("kosong")
    if baris is None:
        return Tolakan("pintu_lain" if ketik and _milik_pintu_lain(k, brankas, p, ketik) else "salah_kode")
    tolak = _periksa_baris(baris, semua, jawaban.keputusan, klik)
    if tolak is not None:
        return tolak
    terbit = datetime.fromisoformat(baris.diterbitkan)
    if baris.keputusan == "konfirmasi_pengesahan":
        dokumen = dokumen_terbaru(k, p.edisi, p.sidik)
        if dokumen is None or sha256(isi_konfirmasi(dokumen)) != baris.sidik_isi:
            return Tolakan("dokumen_berubah")
    orang = periksa_wewenang(k, pengaturan, p, baris.keputusan, baris.pejabat, [terbit, klik])
    return orang if isinstance(orang, Tolakan) else (p, baris, orang)


def _periksa_baris(baris: Row[Any], semua: list[Row[Any]] | Any, keputusan: str, klik: datetime) -> Tolakan | None:
    """Whether a code that fits may still be spent for this decision at this moment."""
    terbit = datetime.fromisoformat(baris.diterbitkan)
    if baris.dipakai:
        return Tolakan("terpakai")
    if baris.dicabut:
        return Tolakan("dicabut")
    if any(b.pejabat == baris.pejabat and b.nomor > baris.nomor for b in semua):
        return Tolakan("diganti")
    if keputusan != baris.keputusan:
        return Tolakan("keputusan_lain")
    if klik > terbit + BERLAKU:
        return Tolakan("kedaluwarsa")
    if klik < terbit - TOLERANSI_JAM:
        return Tolakan("sebelum_terbit")
    return None


def _cari(brankas: Brankas, pintu: Pintu, baris: Any, ketik: str) -> Row[Any] | None:
    """The row whose recomputed code equals the typed one; every row is compared, in constant time."""
    cocok = None
    for b in baris:
        isi = b.isi or ""
        hitung = hitung_kode(
            brankas, pintu, b.keputusan, b.pejabat, b.alasan, b.nomor, sha256(isi.encode()) if isi else ""
        )
        if hmac.compare_digest(hitung.encode(), ketik.encode()):
            cocok = b
    return cocok


def _milik_pintu_lain(k: Connection, brankas: Brankas, pintu: Pintu, ketik: str) -> bool:
    """Whether the code was issued at another gate of the same edition: a kinder explanation, no more."""
    c = tabel.kode.c
    nomor = select(tabel.pintu.c.id).where(tabel.pintu.c.edisi == pintu.edisi, tabel.pintu.c.id != pintu.id)
    for id_lain in k.execute(nomor).scalars().all():
        lain = baca_pintu(k, id_lain)
        baris = k.execute(_KODE.where(c.pintu == id_lain)).all()
        if lain is not None and _cari(brankas, lain, baris, ketik) is not None:
            return True
    return False
