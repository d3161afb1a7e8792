"""What a signed document says about itself: the digests and edition codes that a person can read in it.

Only visible letters count (`sumber.pembaca.pdf_buka` drops hidden ones): an official signs what he sees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from dip.tanda_tangan import KODE_EDISI, MAKS_DAFTAR
from sumber.pembaca.batas import Batas, Rusak, TerlaluBesar
from sumber.pembaca.pdf_buka import BerkasPdf
from sumber.pembaca.pdf_teks import Objek, kata_halaman, susun_baris

_HALAMAN = 30
"""Pages that are read: the lembar pengesahan stands in front, the list may follow."""

_BATAS = Batas(halaman=5000, coretan=200_000)
_PANJANG = 64
_BUKAN_HURUF = re.compile(r"[^0-9A-Za-z]+")
_HEKSA = re.compile(r"[0-9a-f]{1,64}")
_SETRIP = re.compile(r"\s*[-\u2010\u2011\u00ad\u0002\ufffe]\s*")
_TAK_BERLEBAR = re.compile("[\u200b-\u200d\u2060\ufeff]")
_KODE = re.compile(rf"(?<![\w-]){KODE_EDISI.pattern}(?!\w)", re.ASCII)


def sidik_dalam(kata: Iterable[str]) -> list[str]:
    """Runs of exactly 64 hexadecimal digits, whole or in groups set apart by blanks, dashes and line ends."""
    hasil: dict[str, None] = {}
    deret: list[str] = []
    for k in kata:
        for bagian in _BUKAN_HURUF.split(k):
            if not bagian:
                continue
            kecil = bagian.lower()
            if not _HEKSA.fullmatch(kecil):
                deret.clear()
                continue
            deret.append(kecil)
            # only runs that end here: from every group before, as long as they fit
            panjang = 0
            for i in range(len(deret) - 1, -1, -1):
                panjang += len(deret[i])
                if panjang >= _PANJANG:
                    if panjang == _PANJANG:
                        hasil["".join(deret[i:])] = None
                    del deret[: max(0, i)]
                    break
    return list(hasil)[:MAKS_DAFTAR]


def edisi_dalam(teks: str) -> list[str]:
    """Edition codes such as `DIP-KTH-2026-11-R1`, also where a line ends at a dash."""
    return list(dict.fromkeys(_KODE.findall(_SETRIP.sub("-", teks))))[:MAKS_DAFTAR]


def baca_teks(isi: bytes) -> tuple[list[str], list[str]] | None:
    """Digests and edition codes in the first pages of a PDF; None when there are no letters to read.

    Raises MemoryError; any other fault of the file ends the reading and leaves what was read.
    """
    runtun: list[str] = []
    dilukis: list[str] = []
    try:
        for halaman in islice(BerkasPdf(isi, _BATAS).halaman(), _HALAMAN):
            dilukis += _lukisan(halaman.huruf)
            for baris in susun_baris(kata_halaman(halaman.huruf)):
                runtun += [_tanpa_celah(str(k["text"])) for k in baris.kata]
    except MemoryError:
        raise
    except (TerlaluBesar, Rusak):
        pass
    except Exception:  # noqa: S110 - pdfminer raises anything over a broken file; what was read until then counts
        pass
    if not dilukis:
        return None
    # in reading order, and as drawn: two columns that both wrap are only in order there
    sidik = list(dict.fromkeys([*sidik_dalam(runtun), *sidik_dalam(dilukis)]))[:MAKS_DAFTAR]
    edisi = list(dict.fromkeys([*edisi_dalam(" ".join(runtun)), *edisi_dalam("".join(dilukis))]))[:MAKS_DAFTAR]
    return sidik, edisi


def _lukisan(huruf: list[Objek]) -> list[str]:
    """The letters in the order in which they were drawn, as words."""
    return _tanpa_celah("".join(str(h["text"]) for h in huruf)).split()


def _tanpa_celah(teks: str) -> str:
    """Without the invisible places where a line may end."""
    return _TAK_BERLEBAR.sub("", teks)
