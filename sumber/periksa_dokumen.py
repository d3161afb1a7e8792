"""Are there personal numbers in the documents we link to? Fetched to memory, searched in a limited child, not kept."""

from __future__ import annotations

from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from dip.anak import AnakBatas, AnakMati, KolamAnak
from dip.pengaturan import Kebijakan
from dip.tarikan import Alat
from sumber.penghubung.alamat import Gagal
from sumber.penghubung.ambil import ambil
from sumber.penghubung.google import alamat_ekspor, urai_tautan
from sumber.penghubung.tanda import MB
from sumber.penghubung.tautan_nilai import JENIS_DIBUKA

DETIK_UNDUH = 60.0
_TAK_TERBACA = -1


def alamat_unduh(alamat: str, jenis: str, panjang: int, maks_mb: int) -> str:
    """Where the document behind a link is to be had; empty when it is none that can be searched, or too large.

    `jenis` and `panjang` as in `dip.tautan.Amatan`. Public files on Google Drive have an address of their own.
    """
    if urlsplit(alamat).hostname in ("drive.google.com", "docs.google.com"):
        try:
            return alamat_ekspor(urai_tautan(alamat), "")
        except Gagal:
            return ""
    return alamat if jenis in JENIS_DIBUKA and panjang <= maks_mb * MB else ""


class PeriksaDokumen:
    """Counts numbers shaped like a NIK in linked documents, one at a time in one child. A context manager."""

    def __init__(self) -> None:
        self._kolam = KolamAnak("sumber.periksa_dokumen_anak", 1, memori_mb=1024, detik=30)

    def __call__(self, alamat: str, alat: Alat, kebijakan: Kebijakan) -> int:
        """How many are in the document at an address; -1 when it cannot be read. Raises Gagal when it did not come."""
        jawaban = ambil(alamat, {}, DETIK_UNDUH, alat, kebijakan)
        return self.hitung(jawaban.isi, jawaban.nama, kebijakan.batas_berkas_mb)

    def hitung(self, isi: bytes, nama: str, maks_mb: int) -> int:
        """How many are in these bytes; -1 when they cannot be read within the limits."""
        try:
            n = self._kolam.panggil("hitung", {"nama": nama, "mb": maks_mb}, isi).get("n")
        except (AnakBatas, AnakMati):
            return _TAK_TERBACA
        # a child that a file has taken over may say anything
        return min(n, 1_000_000) if type(n) is int and n >= 0 else _TAK_TERBACA

    def tutup(self) -> None:
        """End the children."""
        self._kolam.tutup()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, jenis: type[BaseException] | None, e: BaseException | None, tb: TracebackType | None) -> None:
        self.tutup()
