"""The rows of the fictional offices (`isi.yml`) and the words the layouts share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from dip.yaml_aman import baca_yaml

CENTANG = "√"
TEMPAT = "Contoh Baru"
BAGIAN = {
    "b": "A. Informasi yang wajib disediakan dan diumumkan secara berkala",
    "m": "B. Informasi yang wajib diumumkan secara serta merta",
    "s": "C. Informasi yang wajib tersedia setiap saat",
    "d": "D. Informasi yang dikecualikan",
}
KATEGORI = {"b": "Berkala", "m": "Serta Merta", "s": "Setiap Saat", "d": "Dikecualikan"}
_BENTUK = {"c": "Hardcopy", "s": "Softcopy", "r": "Rekaman", "o": "Online"}


@dataclass(frozen=True, slots=True)
class Baris:
    """One row as the office means it; `bentuk` and `kategori` are the letters explained in `isi.yml`."""

    judul: str
    ringkasan: str
    pejabat: str
    penanggung_jawab: str
    waktu: str
    bentuk: str
    retensi: str
    kategori: str
    tautan: str

    @property
    def bentuk_teks(self) -> str:
        """As many offices write it: `Hardcopy & Softcopy`."""
        return " & ".join(nama for huruf, nama in _BENTUK.items() if huruf in self.bentuk)

    @property
    def waktu_tempat(self) -> str:
        """Place and time in one cell."""
        return f"{TEMPAT}, {self.waktu}"

    def centang(self, huruf: str) -> str:
        """A tick when the row is available in this form."""
        return CENTANG if huruf in self.bentuk else ""


@cache
def semua_baris() -> dict[str, tuple[Baris, ...]]:
    """Rows by office code, in the order of `isi.yml`."""
    isi = cast("dict[str, list[list[str]]]", baca_yaml(Path(__file__).with_name("isi.yml")).isi)
    return {kode: tuple(Baris(*b) for b in baris) for kode, baris in isi.items()}
