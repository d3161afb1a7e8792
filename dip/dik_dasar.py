"""Grounds of exclusion as people type them into one cell, one ground a line, and back.

`UU 14/2008 Pasal 17 huruf h angka 3` is how we write a ground; it reads back as itself, other laws (`Perda 3/2019 Pasal
6`) included. What is written in another order goes through the grammar of `dip.usul_dik.urai_dasar`, and is refused
when that grammar would have to leave something out: a ground nobody wrote must not get into the register.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dip.dik import UU_KIP, DasarPengecualian
from dip.normal.teks import rapikan, satu_baris
from dip.usul_dik import BATAS_TEKS, sebut_uu, urai_dasar, urai_uu

_BAKU = re.compile(
    r"(?P<uu>\S.{0,199}?),? Pasal (?P<pasal>[0-9]{1,3})"
    r"(?: huruf (?P<huruf>[a-z]))?(?: angka (?P<angka>[0-9]{1,2}))?\.?",
    re.I,
)
_PASAL = re.compile(r"\b(?:pasal|psl|ps)\b[\s.]*([0-9]{1,3})", re.I)
_SEBUT_PASAL = re.compile(r"\b(?:pasal|psl|ps)\b", re.I)
_LAIN = re.compile(
    r"\b(?:peraturan|perda|perbup|perwali|pergub|perpres|permen\w*|perki|perka|pp|perppu|keputusan|kepres|kepmen\w*"
    r"|qanun|instruksi|inpres)\b",
    re.I,
)
_BANYAK = re.compile(r"\b(?:dan|serta|juncto|jo)\b|[,&;]", re.I)


class DasarGalat(ValueError):
    """The text names no ground that can be relied on: what is wrong and what to do, without the text itself."""

    def __init__(self, masalah: str, obat: str) -> None:
        super().__init__(masalah)
        self.masalah, self.obat = masalah, obat


_CONTOH = "Tulis satu dasar satu baris, misalnya UU 14/2008 Pasal 17 huruf h angka 3."


def tulis_dasar(daftar: Iterable[DasarPengecualian]) -> str:
    """Grounds as text, one a line."""
    return "\n".join(_tulis(d) for d in daftar)


def _tulis(d: DasarPengecualian) -> str:
    bagian = [d.uu]
    if d.pasal is not None:
        bagian.append(f"Pasal {d.pasal}")
    if d.huruf:
        bagian.append(f"huruf {d.huruf}")
    if d.angka is not None:
        bagian.append(f"angka {d.angka}")
    return " ".join(bagian)


def baca_dasar(teks: str) -> tuple[DasarPengecualian, ...]:
    """The grounds of a cell, each once, in order; no text gives none. Raises DasarGalat."""
    baris = [b for b in re.split(r"[\n;]", rapikan(teks)) if b.strip()]
    hasil: list[DasarPengecualian] = []
    bebas: list[str] = []
    for n, b in enumerate(baris):
        lanjutan = n + 1 < len(baris) and _SEBUT_PASAL.match(baris[n + 1].strip()) is not None
        baku = _baku(satu_baris(b), lanjutan)
        if baku is None:
            bebas.append(b)
            continue
        hasil += _bebas(bebas)
        bebas = []
        hasil.append(baku)
    hasil += _bebas(bebas)
    for d in hasil:
        if d.uu == UU_KIP and d.pasal == 17 and d.huruf and not d.pasal_17:
            raise DasarGalat("Pasal 17 UU 14/2008 hanya punya huruf a sampai j.", "Betulkan hurufnya.")
    return tuple(dict.fromkeys(hasil))


def _baku(baris: str, lanjutan: bool) -> DasarPengecualian | None:
    """One line in our own order, or the name of a law alone; None for anything else.

    `lanjutan`: the next line starts with an article, so a law alone belongs to it.
    """
    if (uu := urai_uu(baris)) and not lanjutan:
        return DasarPengecualian(uu=uu)
    m = _BAKU.fullmatch(baris)
    if m is None or _SEBUT_PASAL.search(m["uu"]) or not int(m["pasal"]):
        return None
    uu = urai_uu(m["uu"])
    if not uu and (_BANYAK.search(m["uu"]) or not _LAIN.match(m["uu"])):
        return None
    angka = int(m["angka"]) if m["angka"] else None
    if angka == 0:
        return None
    return DasarPengecualian(uu=uu or m["uu"], pasal=int(m["pasal"]), huruf=(m["huruf"] or "").lower(), angka=angka)


def _bebas(baris: list[str]) -> tuple[DasarPengecualian, ...]:
    """Lines in another order. Raises DasarGalat when a part of them would be lost."""
    if not baris:
        return ()
    teks = "\n".join(baris)
    if len(teks) > BATAS_TEKS:
        raise DasarGalat("dasar hukumnya terlalu panjang untuk dibaca.", _CONTOH)
    hasil = urai_dasar(teks)
    if not hasil:
        raise DasarGalat("tidak ada pasal yang terbaca.", _CONTOH)
    if _LAIN.search(teks):
        obat = "Tulis peraturannya dulu, baru pasalnya, satu baris tersendiri, misalnya Perda 3/2019 Pasal 6."
        raise DasarGalat("peraturan selain undang-undang tercampur dengan pasal lain.", obat)
    terbaca = {d.pasal for d in hasil}
    if hilang := [p for p in _PASAL.findall(teks) if int(p) not in terbaca]:
        raise DasarGalat(f"Pasal {hilang[0]} tanpa undang-undang.", _CONTOH)
    if tanpa := [u for u in sebut_uu(teks) if u not in {d.uu for d in hasil}]:
        raise DasarGalat(f"{tanpa[0]} tanpa pasal.", _CONTOH)
    return hasil
