"""The fictional Kabupaten Contoh: what its twelve offices send, made by code, one layout each.

For demonstrations, training and tests of whoever installs this. Every name, number and address is invented; the
layouts are those that real offices use (domain.md App. D). `layanan` serves the files and misbehaves on demand.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from sumber.peraga import buku_lain, buku_xlsx
from sumber.peraga.baris import Baris, semua_baris

__all__ = ["DIKIRIM_KE_FOLDER", "buat_berkas", "siapkan", "taruh_portal"]

_PEMBUAT: dict[str, tuple[str, Callable[[Path, Sequence[Baris]], None]]] = {
    "DINKES": ("dinkes.xlsx", buku_xlsx.dua_baris_kepala),
    "DISDIKBUD": ("disdikbud.xlsx", buku_xlsx.berbagian),
    "DISKOMINFO": ("diskominfo.xlsx", buku_xlsx.jenis_berarti_judul),
    "BAPPERIDA": ("bapperida.xlsx", buku_xlsx.jenis_berarti_kategori),
    "DISDUKCAPIL": ("disdukcapil.xlsx", buku_xlsx.centang_kategori),
    "BPKAD": ("bpkad.xls", buku_lain.buku_97),
    "DLH": ("dlh.ods", buku_lain.buku_ods),
    "DPUPR": ("dpupr.csv", buku_lain.csv_titik_koma),
    "KEC-MUARA": ("kec-muara.html", buku_lain.halaman),
    "DINSOS": ("dinsos.xlsx", buku_xlsx.tidak_hati_hati),
    "DISDAGIN": ("disdagin.xlsx", buku_xlsx.delapan_kolom),
    "KEC-HULU": ("kec-hulu.xlsx", buku_xlsx.delapan_kolom),
}

DIKIRIM_KE_FOLDER: tuple[str, ...] = ("DINKES", "DISDIKBUD", "BAPPERIDA", "DISDUKCAPIL", "BPKAD", "DINSOS")
"""Offices whose source in `sumber/contoh` is a drop folder; the others are fetched from `DIP_PERAGA`."""


def buat_berkas(folder: Path) -> dict[str, Path]:
    """Make the files of all twelve offices in `folder`, the same bytes every time; paths by office code.

    Beside them lies what the portal answers.
    """
    folder.mkdir(parents=True, exist_ok=True)
    hasil: dict[str, Path] = {}
    for kode, (nama, buat) in _PEMBUAT.items():
        hasil[kode] = folder / nama
        buat(hasil[kode], semua_baris()[kode])
    taruh_portal(folder)
    return hasil


def taruh_portal(folder: Path) -> None:
    """Put what the region's Satu Data portal answers (`package_search`, CKAN Action API) into a folder to be served."""
    shutil.copyfile(Path(__file__).parent / "satu_data.json", folder / "package_search")


def siapkan(masuk: Path, berkas: Path) -> dict[str, Path]:
    """Make all files in `berkas` (to be served) and put those of the drop-folder offices into `<masuk>/<kode>/`."""
    semua = buat_berkas(berkas)
    for kode in DIKIRIM_KE_FOLDER:
        kotak = masuk / kode.lower()
        kotak.mkdir(parents=True, exist_ok=True)
        if not (kotak / semua[kode].name).exists():  # what somebody changed there to try things out stays
            shutil.copy2(semua[kode], kotak / semua[kode].name)
    return semua
