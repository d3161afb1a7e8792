"""Rules about whose row it is (domain.md §5.3 REF), and rows the office had hidden (FILE-031)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from dip.aturan.mesin import Kena, Tabel, Topeng, aturan
from dip.aturan.usul import garis_opd
from dip.normal.opd import PencariOpd
from dip.normal.teks import kunci

_LEMBAGA = re.compile(r"(?:dinas|badan|kantor|bagian|satuan|inspektorat|sekretariat|kecamatan|rumah sakit)\b")


def _bukan_pengirim(t: Tabel) -> Topeng:
    def hitung() -> Topeng:
        berbeda = (opd != asal for opd, asal in zip(t.daftar("opd"), t.pengirim(), strict=True))
        return np.fromiter(berbeda, dtype=bool, count=len(t))

    return t.sekali("bukan_pengirim", hitung)


def _pencari(t: Tabel) -> PencariOpd:
    return t.sekali("pencari_opd", lambda: PencariOpd(t.konteks.opd, t.konteks.wilayah))


def tak_dikenal(t: Tabel) -> Topeng:
    """Rows that name an office nobody knows; the resolver then left the sender's code."""

    def hitung() -> Topeng:
        pencari = _pencari(t)
        return t.cocok("opd_teks", lambda s: s != "" and not pencari.semua(s)) & ~_bukan_pengirim(t)

    return t.sekali("tak_dikenal", hitung)


@aturan("FILE-031")
def baris_tersembunyi(t: Tabel) -> Iterator[Kena]:
    """A row inside hidden rows: it may have been sent without knowing (domain.md §0 trap 8)."""
    for i in np.flatnonzero(t.sama("tersembunyi", True)).tolist():
        yield Kena(i, "", {"n": 1, "sheet": t.daftar("asal")[i]["lembar"]})


@aturan("REF-001")
def opd_tak_dikenal(t: Tabel) -> Iterator[Kena]:
    """The row names an office that is in no list."""
    teks = t.daftar("opd_teks")
    usul: dict[str, str] = {}
    for i in np.flatnonzero(tak_dikenal(t)).tolist():
        if teks[i] not in usul:
            usul[teks[i]] = garis_opd(_pencari(t), teks[i])
        yield Kena(i, "opd_teks", {"nilai": teks[i], "baris_kamus": usul[teks[i]]})


@aturan("REF-002")
def opd_lain(t: Tabel) -> Iterator[Kena]:
    """The row belongs to another office than the sender's."""
    nama = {o.kode: o.nama for o in t.konteks.opd}
    pengirim, opd = t.pengirim(), t.daftar("opd")
    for i in np.flatnonzero(_bukan_pengirim(t)).tolist():
        yield Kena(i, "opd_teks", {"opd_lain": nama.get(opd[i], opd[i]), "opd": nama.get(pengirim[i], pengirim[i])})


@aturan("REF-003")
def nama_lama(t: Tabel) -> Iterator[Kena]:
    """A row uses a former name of its office. Said once per office and name; abbreviations are no former names."""
    lama = {
        kunci(alias): (alias, o.nama)
        for o in t.konteks.opd
        for alias in o.alias
        if _LEMBAGA.match(kunci(alias)) and _nama_penuh(alias, o.nama)
    }
    if not lama:
        return
    ketemu = t.cocok_kunci("opd_teks", lambda k: k in lama)
    sudah: set[tuple[str, str]] = set()
    for i in np.flatnonzero(ketemu).tolist():
        k = kunci(t.daftar("opd_teks")[i])
        if (t.pengirim()[i], k) not in sudah:
            sudah.add((t.pengirim()[i], k))
            yield Kena(i, "opd_teks", {"lama": lama[k][0], "baru": lama[k][1]})


def _nama_penuh(alias: str, nama: str) -> bool:
    """Whether an alias is another full name: it says something the present name does not, in words not letters.

    `Dinas Kominfo` only shortens the present name, `Dinas Pendidikan` leaves out a part of it.
    """
    depan, _, sisa = kunci(alias).partition(" ")
    depan_kini, _, sisa_kini = kunci(nama).partition(" ")
    if sisa == sisa_kini:
        return depan != depan_kini  # Kantor Kesatuan Bangsa dan Politik became a Badan
    kata = set(kunci(nama).split())
    baru = [k for k in sisa.split() if k not in kata]
    return any(len(k) >= 6 and not any(_menyingkat(k, n) for n in kata) for k in baru)


def _menyingkat(pendek: str, panjang: str) -> bool:
    """Whether a word is an acronym that begins like one of the name's words (`kominfo` of `komunikasi`)."""
    return pendek[:3] == panjang[:3]


def terujuk(t: Tabel) -> Topeng:
    """Rows that are not held for whose they are or for being hidden."""
    return ~(tak_dikenal(t) | _bukan_pengirim(t) | t.sama("tersembunyi", True))
