"""Rules about whose row it is (domain.md §5.3 REF), and rows the office had hidden (FILE-031)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dip.aturan.mesin import Kena, Tabel, Topeng, aturan
from dip.normal.opd import PencariOpd


def _bukan_pengirim(t: Tabel) -> Topeng:
    berbeda = (opd != asal for opd, asal in zip(t.daftar("opd"), t.pengirim(), strict=True))
    return np.fromiter(berbeda, dtype=bool, count=len(t))


def tak_dikenal(t: Tabel) -> Topeng:
    """Rows that name an office nobody knows; the resolver then left the sender's code."""
    pencari = PencariOpd(t.konteks.opd)
    return t.cocok("opd_teks", lambda s: s != "" and not pencari.cari(s)) & ~_bukan_pengirim(t)


@aturan("FILE-031")
def baris_tersembunyi(t: Tabel) -> Iterator[Kena]:
    """A row inside hidden rows: it may have been sent without knowing (domain.md §0 trap 8)."""
    for i in np.flatnonzero(t.sama("tersembunyi", True)).tolist():
        yield Kena(i, "", {"n": 1, "sheet": t.daftar("asal")[i]["lembar"]})


@aturan("REF-001")
def opd_tak_dikenal(t: Tabel) -> Iterator[Kena]:
    """The row names an office that is in no list."""
    yield from t.kena(tak_dikenal(t), "opd_teks", nilai="opd_teks")


@aturan("REF-002")
def opd_lain(t: Tabel) -> Iterator[Kena]:
    """The row belongs to another office than the sender's."""
    nama = {o.kode: o.nama for o in t.konteks.opd}
    pengirim, opd = t.pengirim(), t.daftar("opd")
    for i in np.flatnonzero(_bukan_pengirim(t)).tolist():
        yield Kena(i, "opd_teks", {"opd_lain": nama.get(opd[i], opd[i]), "opd": nama.get(pengirim[i], pengirim[i])})


def terujuk(t: Tabel) -> Topeng:
    """Rows that are not held for whose they are or for being hidden."""
    return ~(tak_dikenal(t) | _bukan_pengirim(t) | t.sama("tersembunyi", True))
