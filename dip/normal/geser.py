"""Rows whose cells stand one column beside their headers: read as they stand, every value would be wrong.

A stray separator in a CSV, a cell forgotten in a web page, a header without its last column: the cells after it move.
Columns whose values have a shape (form, time, retention, class, link, tick) show it. A row is shifted when, from some
column on, they fit the neighbouring column and none fits its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from dip.normal.bentuk import baca_bentuk
from dip.normal.kamus import Kamus
from dip.normal.kategori import baca_kategori
from dip.normal.kisi import Kisi
from dip.normal.peta import Peta
from dip.normal.retensi import baca_retensi
from dip.normal.tautan import adalah_http
from dip.normal.teks import kosong, sda
from dip.normal.waktu import baca_waktu

Cocok = Callable[[str], bool]

_PENCACAH = re.compile(r"\(?(?:[0-9]{1,4}(?:\.[0-9a-z]{1,2})*[.)]{0,2}|(?:[a-zA-Z]|[ivxIVX]{2,5})[.)])")


@dataclass(frozen=True, slots=True)
class Geser:
    """A shifted row: `j` is the first column that cannot be trusted, `pasti` the first that is surely wrong; `arah` is
    +1 when there is a cell too many, -1 when one is missing.
    """

    j: int
    pasti: int
    arah: int


def cari_geser(kisi: Kisi, peta: Peta, baris: Sequence[int], kamus: Kamus) -> dict[int, Geser]:
    """The shifted rows among `baris`, by row index."""
    kepala = sorted(peta.label)
    khas = _khas(peta, kamus)
    if not kepala or not khas:
        return {}
    akhir, bernama = kepala[-1], set(kepala)
    hasil: dict[int, Geser] = {}
    for i in baris:
        teks = kisi.teks[i]
        lebih = any(t and j not in bernama and not kosong(t) for j, t in enumerate(teks[akhir + 1 :], akhir + 1))
        if lebih:
            g = _satu(kisi, i, khas, kepala, 1, butuh=1)
        elif not kisi.sendiri(i, akhir) and not kisi.gabung(i, akhir):
            g = _satu(kisi, i, khas, kepala, -1, butuh=2)
        else:
            continue
        if g:
            hasil[i] = g
    return hasil


def _satu(kisi: Kisi, i: int, khas: Mapping[int, Cocok], kepala: list[int], arah: int, *, butuh: int) -> Geser | None:
    """Whether row `i` is shifted: at least `butuh` columns fit the neighbour, and after the first none fits itself."""
    bukti: list[int] = []
    baik = -1
    for j, cocok in khas.items():
        sendiri, tetangga = _isi(kisi, i, j), _isi(kisi, i, j + arah)
        pindah = bool(tetangga) and cocok(tetangga) and not (j + arah in khas and khas[j + arah](tetangga))
        if sendiri and cocok(sendiri):
            if not pindah:  # at home: nothing has moved up to here
                baik, bukti = j, []
        elif sendiri and pindah:
            bukti.append(j)
    if len(bukti) < butuh:
        return None
    return Geser(next(j for j in kepala if j > baik), bukti[0], arah)


def _isi(kisi: Kisi, i: int, j: int) -> str:
    t = kisi.sendiri(i, j)
    return "" if kosong(t) or sda(t) else t


def _khas(peta: Peta, kamus: Kamus) -> dict[int, Cocok]:
    """Columns whose values have a shape that can be tested, in order."""
    uji: dict[str, Cocok] = {
        **dict.fromkeys(("waktu_tempat", "waktu", "tahun"), _waktu),
        **dict.fromkeys(("retensi", "retensi_aktif", "retensi_inaktif"), _retensi),
        **dict.fromkeys(("bentuk", "jenis_media"), partial(_bentuk, kamus)),
        "kategori": partial(_kategori, kamus),
        "tautan": adalah_http,
        "nomor": lambda t: _PENCACAH.fullmatch(t) is not None,
    }
    hasil: dict[int, Cocok] = {}
    for kanonik, daftar in peta.kolom.items():
        cocok = partial(_centang, kamus) if kanonik.startswith(("kat_", "bentuk_")) else uji.get(kanonik)
        hasil |= dict.fromkeys(daftar, cocok) if cocok else {}
    return dict(sorted(hasil.items()))


def _bentuk(kamus: Kamus, t: str) -> bool:
    return bool(baca_bentuk(t, kamus).bentuk)


def _kategori(kamus: Kamus, t: str) -> bool:
    return bool(baca_kategori(t, kamus.kategori, ketat=True))


def _centang(kamus: Kamus, t: str) -> bool:
    return kamus.tercentang(t) is not None or len(t) == 1


def _waktu(t: str) -> bool:
    return baca_waktu(t).presisi not in ("", "tidak_terbaca")


def _retensi(t: str) -> bool:
    return baca_retensi(t).jenis not in ("tidak_diisi", "tidak_dikenal")
