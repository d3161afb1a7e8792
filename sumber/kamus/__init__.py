"""Loads the dictionary of spellings: national YAML from this package, the institution's `kamus/` laid over it.

File names are section names (`header.yml`, `kategori.yml`, `bentuk.yml`, `media.yml`, `centang.yml`, `bulan.yml`,
`kelompok.yml`), each a flat mapping of a spelling to a canonical value, so that one pasted line is a whole change.
"""

from __future__ import annotations

import difflib
from functools import cache
from pathlib import Path

from dip.normal import Kamus
from dip.normal.kamus import NILAI_BAGIAN
from dip.salah_pengaturan import PengaturanGalat, Salah
from dip.yaml_aman import YamlGalat, baca_yaml

_SINI = Path(__file__).resolve().parent

Bagian = dict[str, dict[str, str]]
"""Section → spelling → canonical value."""


def muat_kamus(folder: Path | None = None) -> Kamus:
    """The national dictionary with `<folder>/kamus/*.yml` over it; `folder` is the settings folder.

    A missing `kamus` adds nothing. Raises PengaturanGalat with every fault of every file: unreadable YAML, a file
    that is no section, a value that does not exist.
    """
    salah: list[Salah] = []
    nasional = _nasional()
    tambahan = _muat(folder / "kamus", salah) if folder is not None else {}
    if salah:
        raise PengaturanGalat(salah)
    return Kamus.gabung(nasional, tambahan)


@cache
def _nasional() -> Bagian:
    """The shipped sections, read once per process. Raises PengaturanGalat, which only a faulty release can cause."""
    salah: list[Salah] = []
    hasil = _muat(_SINI, salah)
    if salah:
        raise PengaturanGalat(salah)
    return hasil


def _muat(folder: Path, salah: list[Salah]) -> Bagian:
    """All sections of one folder; faults are added to `salah`."""
    hasil: Bagian = {}
    for jalan in sorted(folder.glob("*.y*ml")):
        nama = f"kamus/{jalan.name}"
        if jalan.suffix != ".yml" or jalan.stem not in NILAI_BAGIAN:
            obat = f"Pakai salah satu nama ini: {', '.join(f'{b}.yml' for b in NILAI_BAGIAN)}."
            salah.append(Salah(nama, 0, "", "nama berkas kamus tidak dikenal.", obat, "PGT-NAMA"))
            continue
        try:
            yaml = baca_yaml(jalan)
        except YamlGalat as e:
            salah.append(Salah(nama, e.baris, "", e.masalah, e.obat, e.kode))
            continue
        isi = {} if yaml.isi is None else yaml.isi
        if not isinstance(isi, dict):
            salah.append(
                Salah(nama, 1, "", "isinya harus pasangan ejaan dan nilai.", 'Tulis `"ejaan": nilai`.', "PGT-JENIS")
            )
            continue
        boleh = NILAI_BAGIAN[jalan.stem]
        hasil[jalan.stem] = {}
        for ejaan, nilai in isi.items():
            if isinstance(nilai, str) and nilai and (not boleh or nilai in boleh):
                hasil[jalan.stem][ejaan] = nilai
                continue
            dekat = difflib.get_close_matches(str(nilai), boleh, n=1)
            obat = (
                f"Mungkin maksudnya `{dekat[0]}`."
                if dekat
                else f"Pilih salah satu: {', '.join(boleh) or 'tulisan biasa'}."
            )
            salah.append(
                Salah(nama, yaml.baris_dekat((ejaan,)), ejaan, f"nilai '{nilai}' tidak dikenal.", obat, "PGT-NILAI")
            )
    return hasil
