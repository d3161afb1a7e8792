"""One night's work on links: look at them in the order of their turn, then search the documents that are new.

What was seen is filed in small transactions as it comes, so that a run that is killed loses nearly nothing, and the
next one goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from dip.meja import Meja
from dip.sidik import sha256
from dip.tarikan import Alat
from dip.tautan import Amatan, IsiBerkas, perlu_dibuka
from dip.tautan_catat import antrean, catat_amatan, catat_isi, lupakan
from sumber.penghubung.alamat import Gagal
from sumber.penghubung.tautan import periksa_tautan
from sumber.penghubung.tautan_banyak import Sopan, host_dari, periksa_banyak
from sumber.periksa_dokumen import PeriksaDokumen, alamat_unduh

SEKALIGUS = 40
"""Looks that are filed in one transaction."""
JEDA_UNDUH = 1.0
"""Seconds between two downloads."""
SEMUA_MATI = 8
"""So many dead hosts before any has answered: our own connection is down, and no link gets a strike for that."""
LUPA = timedelta(days=180)

Lapor = Callable[[str, Amatan], None]


def _diam(_alamat: str, _a: Amatan) -> None:
    """Nobody is watching."""


@dataclass(slots=True)
class Malam:
    """What was done: links that were to be looked at and were, and which documents are to be searched (link → where to
    fetch it, and the version it has). `terputus`: no site answered at all, so it is our own line; nothing was filed.
    """

    semua: int = 0
    diperiksa: int = 0
    terputus: bool = False
    dokumen: dict[str, tuple[str, str]] = field(default_factory=dict)
    dibuka: int = 0
    berisi: int = 0


def periksa_malam(
    meja: Meja, alamat: Iterable[str], alat: Alat, sopan: Sopan, *, kini: Callable[[], float], lapor: Lapor = _diam
) -> Malam:
    """Look at links politely and file what was seen. `kini` is a clock in seconds that only goes on; `lapor` is told
    of each look.
    """
    kebijakan = meja.pengaturan.lembaga.kebijakan
    with meja.register.baca() as k:
        giliran = antrean(k, meja.lembaga, alamat)
    malam = Malam(semua=len(giliran))
    satu = partial(periksa_tautan, alat=alat, kebijakan=kebijakan)
    tunggu: list[tuple[str, Amatan]] = []
    mati: set[str] = set()
    tersambung = False
    for url, a in periksa_banyak(giliran, satu, sopan, kini=kini, tidur=alat.tidur):
        lapor(url, a)
        tunggu.append((url, a))
        if a.inang_mati:
            mati.add(host_dari(url))
        else:
            tersambung = True
        if not tersambung and len(mati) >= SEMUA_MATI:
            malam.terputus = True
            return malam
        if tersambung and len(tunggu) >= SEKALIGUS:
            _catat(meja, tunggu, alat, malam)
    _catat(meja, tunggu, alat, malam)
    with meja.register.tulis() as k:
        lupakan(k, meja.lembaga, alat.jam() - LUPA)
    return malam


def _catat(meja: Meja, tunggu: list[tuple[str, Amatan]], alat: Alat, malam: Malam) -> None:
    """File what was seen, and note which documents are new."""
    malam.diperiksa += len(tunggu)
    maks_mb = meja.pengaturan.lembaga.kebijakan.batas_berkas_mb
    with meja.register.tulis() as k:
        jadi = [(catat_amatan(k, meja.lembaga, url, a, alat.jam()), a) for url, a in tunggu]
    tunggu.clear()
    for keadaan, a in jadi:
        if perlu_dibuka(keadaan, a) and (dari := alamat_unduh(keadaan.alamat, a.jenis, a.panjang, maks_mb)):
            malam.dokumen[keadaan.alamat] = (dari, a.tanda or "-")


def buka_dokumen(
    meja: Meja, malam: Malam, alat: Alat, cari: PeriksaDokumen, *, paling: int, sampai: float, kini: Callable[[], float]
) -> Malam:
    """Search at most `paling` of the night's new documents for personal numbers; the rest has its turn another night.

    A document that does not come is left for the next night; one that cannot be read counts as searched.
    """
    kebijakan, hari = meja.pengaturan.lembaga.kebijakan, alat.jam().date().isoformat()
    # another order every night: a few documents that never come must not keep out the others
    urut = sorted(malam.dokumen, key=lambda u: sha256(f"{hari} {u}".encode()))
    for n, url in enumerate(urut[:paling]):
        if kini() >= sampai:
            break
        if n:
            alat.tidur(JEDA_UNDUH)
        dari, tanda = malam.dokumen[url]
        try:
            jumlah = cari(dari, alat, kebijakan)
        except Gagal as g:
            if g.sementara:
                continue
            jumlah = -1  # too large, not shared, another kind: it will be so tomorrow
        with meja.register.tulis() as k:
            catat_isi(k, meja.lembaga, url, IsiBerkas(tanda, jumlah))
        malam.dibuka += 1
        malam.berisi += jumlah > 0
    return malam
