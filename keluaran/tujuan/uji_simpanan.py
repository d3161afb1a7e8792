"""The probe of a place reached over the network: try what publishing needs, in a folder of its own, and remove it."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from keluaran.tujuan.dasar import TujuanGalat
from keluaran.tujuan.simpanan import Simpanan

_BELUM = {
    "tulis": "Berkas yang ditulis tidak terbaca sama. Periksa sisa ruang dan kuota di server tujuan.",
    "salin": "Server tujuan tidak dapat menyalin berkas. Mintalah pengelola server mengizinkan COPY atau penyalinan.",
    "pindah": "Server tujuan tidak dapat mengganti berkas dengan cara memindahkan. Mintalah pengelola server "
    "mengizinkan penggantian berkas (MOVE dengan Overwrite, atau posix-rename).",
}


def uji_simpanan(simpanan: Simpanan, salin: Callable[[str, str], None]) -> list[str]:
    """Sentences saying what does not work; empty when all does. What could not be tried is not guessed.

    `salin` is how a content gets a second place: a copy, or a hard link.
    """
    tempat = f"dip-uji-{secrets.token_hex(6)}"
    try:
        simpanan.buat_folder(tempat)
        try:
            return _coba(simpanan, salin, tempat)
        finally:
            simpanan.hapus_pohon(tempat)
    except TujuanGalat as e:
        return [str(e)]


def _coba(simpanan: Simpanan, salin: Callable[[str, str], None], tempat: str) -> list[str]:
    a, b, c = (f"{tempat}/{n}" for n in "abc")
    satu, dua = b"uji satu", b"uji dua"
    simpanan.tulis(a, satu)
    simpanan.tulis(b, dua)
    if (simpanan.baca(a), simpanan.baca(b)) != (satu, dua):
        return [_BELUM["tulis"]]
    belum = []
    try:
        salin(a, c)
        benar = simpanan.baca(c) == satu
    except TujuanGalat:
        benar = False
    if not benar:
        belum.append(_BELUM["salin"])
    try:
        simpanan.pindah(b, a)
        benar = simpanan.baca(a) == dua and simpanan.baca(b) is None
    except TujuanGalat:
        benar = False
    if not benar:
        belum.append(_BELUM["pindah"])
    return belum
