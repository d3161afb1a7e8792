"""Understanding: from tables as read (`Bacaan`) to canonical rows (`Entri`), without losing a row or guessing silently.

    normalkan(bacaan, opd, kamus, sha_berkas=…, nama_berkas=…, semua_opd=…) -> Ternormal

Rows of excluded information and hidden rows become `Entri` too: the judging room (`dip/aturan`) decides what is held.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from dip.lembar import Bacaan
from dip.normal.blok import baca_judul, baca_tanda_tangan
from dip.normal.hasil import Dilewati, Konteks, Ternormal
from dip.normal.kamus import Kamus
from dip.normal.kategori import baca_kategori
from dip.normal.opd import PencariOpd
from dip.normal.periksa import lembar_asing, tanpa_tabel
from dip.normal.satu_lembar import normalkan_lembar
from dip.pengaturan import Opd

__all__ = ["VERSI", "Dilewati", "Kamus", "Ternormal", "normalkan"]

VERSI = "normal-1"
"""Version of the normaliser, part of the key under which a reading is remembered (design §4.5)."""


def normalkan(
    bacaan: Bacaan,
    opd: Opd,
    kamus: Kamus,
    *,
    sha_berkas: str,
    nama_berkas: str,
    semua_opd: Sequence[Opd],
    tempat_baku: str = "",
) -> Ternormal:
    """Normalise one file of one office.

    Args: `semua_opd` are all offices, to resolve names in the rows; `tempat_baku` is the place used where neither the
    row nor the office's declaration names one. Findings raised: STR-001, 003–009. Never raises for what a file says.
    """
    nama = PurePosixPath(nama_berkas.replace("\\", "/")).stem
    x = Konteks(
        opd=opd,
        kamus=kamus,
        sha_berkas=sha_berkas,
        nama_berkas=nama_berkas,
        pencari=PencariOpd(semua_opd),
        tempat_baku=tempat_baku,
        kategori_berkas=_kategori_nama(nama, kamus) or _kategori_nama(bacaan.judul, kamus),
    )
    hasil = Ternormal()
    berkepala = False
    judul: list[str] = []
    for indeks, lembar in enumerate(bacaan.lembar):
        if lembar.tersembunyi:
            continue
        h = normalkan_lembar(x, lembar, indeks)
        berkepala = berkepala or h.berkepala
        hasil.entri += h.entri
        hasil.temuan += h.temuan
        hasil.dilewati += h.dilewati
        hasil.dibaca += h.dibaca
        judul += h.judul
        for k, v in baca_tanda_tangan(h.kaki).items():
            hasil.pengirim.setdefault(k, v)
        if not h.berkepala:
            hasil.temuan += lembar_asing(x, lembar, h.dibaca)
    hasil.pengirim.update(baca_judul(judul, x.pencari))
    if not berkepala:
        hasil.temuan = tanpa_tabel(x, bacaan)
    elif not hasil.entri:
        hasil.temuan.append(x.temuan("STR-009", ""))
    return hasil


def _kategori_nama(nama: str, kamus: Kamus) -> str:
    """The one class a file name or page title mentions; none when it also speaks of the DIP as a whole with the DIK."""
    ketemu = baca_kategori(nama, kamus.kategori)
    return ketemu[0] if len(ketemu) == 1 else ""
