"""The frame of every page of the public site: letterhead, what all pages know, canonical address.

Nothing in it changes with the month, so that a page whose rows did not change keeps its bytes from edition to edition.
Every page is complete without JavaScript.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property
from typing import Any

from dip.entri import KATEGORI_TERBIT, NAMA_KATEGORI, NAMA_KATEGORI_PENDEK
from dip.pengaturan import CaraPengesahan
from dip.sidik import nomor_draf
from keluaran.bentuk.alamat import akar, nama_kategori_berkas, nama_unit_berkas
from keluaran.bentuk.dasar import Bahan, Unit
from keluaran.bentuk.tautan import inang_aman
from keluaran.templat import aset, lingkungan

ARTI_KATEGORI: dict[str, str] = {
    "berkala": "Diumumkan secara rutin, paling sedikit setiap enam bulan.",
    "serta_merta": "Diumumkan seketika karena menyangkut hajat hidup orang banyak dan ketertiban umum.",
    "setiap_saat": "Tersedia setiap saat dan dapat diminta kapan saja.",
}
"""What a category means, in a sentence (UU 14/2008 ps. 9–11)."""

CARA_SAH: dict[CaraPengesahan, str] = {
    "kode": "Kode persetujuan pribadi atas isi daftar ini",
    "tanda_tangan_elektronik": "Tanda tangan elektronik pada lembar pengesahan",
    "basah": "Tanda tangan basah pada lembar pengesahan, dicatat petugas dan dikonfirmasi PPID",
}
"""How the Atasan ratified, in words for everybody."""

_SUREL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")


def surel_aman(surel: str) -> str:
    """An e-mail address that may be linked, else empty text."""
    return surel if _SUREL.fullmatch(surel) else ""


class Rangka:
    """Writes pages of one site. `berkas` are the paths of the finished downloads, which pages may link to."""

    def __init__(self, bahan: Bahan, berkas: Collection[str] = ()) -> None:
        self.bahan = bahan
        self.berkas = berkas

    @cached_property
    def pemilik(self) -> Unit | None:
        """The office whose own site this is, None for the main register."""
        return next((u for u in self.bahan.unit if u.kode == self.bahan.opd), None) if self.bahan.opd else None

    @cached_property
    def umum(self) -> dict[str, Any]:
        """What every page knows."""
        lembaga, sidik = self.bahan.revisi.kepala["lembaga"], self.bahan.revisi.sidik
        draf = self.bahan.pengesahan is None
        return {
            "lembaga": lembaga,
            "pemilik": self.pemilik,
            "situs": self.bahan.situs,
            "situs_tautan": self.bahan.situs if inang_aman(self.bahan.situs) else "",
            "surel_tautan": surel_aman(lembaga["surel"]),
            "laman_tautan": lembaga["laman"] if inang_aman(lembaga["laman"]) else "",
            "draf": draf,
            "nomor_draf": nomor_draf(sidik) if draf and sidik else "",
            "tayang": self.bahan.ditarik is None,
            "umpan": "atom.xml" in self.berkas,
            "kategori": [
                {
                    "kode": k,
                    "nama": NAMA_KATEGORI[k],
                    "pendek": NAMA_KATEGORI_PENDEK[k],
                    "arti": ARTI_KATEGORI[k],
                    "halaman": nama_kategori_berkas(k, 1),
                }
                for k in KATEGORI_TERBIT
            ],
        }

    def resmi(self, nama: str) -> str:
        """The canonical address of a page: its own in the main register, also when an office shows it. Empty: unknown.

        An office's front page and categories are its part of the register, which has a page of its own there.
        """
        if not self.bahan.situs:
            return ""
        if self.pemilik and (nama == "index.html" or nama.startswith("kategori/")):
            nama = nama_unit_berkas(self.pemilik.slug, 1)
        return self.bahan.situs + ("" if nama == "index.html" else nama)

    def tulis(self, nama: str, templat: str, **konteks: Any) -> bytes:
        """One page: its path, the template, and what only this page knows."""
        return (
            lingkungan()
            .get_template(templat)
            .render(**self.umum, akar=akar(nama), resmi=self.resmi(nama), **konteks)
            .encode()
        )


def tulis_aset() -> dict[str, bytes]:
    """Style and search script, as they lie beside the templates."""
    return {"gaya.css": aset("gaya.css"), "cari.js": aset("cari.js")}
