"""What is wrong in a settings folder, said so that a clerk with a text editor can mend it.

pydantic finds the faults of shape; this module turns its error types into our codes and plain Indonesian, and
suggests the nearest known key. `dip.muat` adds the faults that only show between files.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, RootModel
from pydantic_core import ErrorDetails

Jejak = tuple[str | int, ...]
"""Path of keys and list indexes from the root of one YAML file."""


@dataclass(frozen=True, slots=True, order=True)
class Salah:
    """One fault: file (relative to the settings folder), 1-based line (0: the file itself), key path, what is wrong,
    what to do, and a stable code `PGT-*` for tests and look-ups.
    """

    berkas: str
    baris: int
    kunci: str
    masalah: str
    obat: str
    kode: str = ""

    def __str__(self) -> str:
        tempat = f"{self.berkas} baris {self.baris}" if self.baris else self.berkas
        kunci = f" ({self.kunci})" if self.kunci else ""
        return f"{tempat}{kunci}: {self.masalah} {self.obat}".rstrip()


class PengaturanGalat(Exception):
    """The settings folder cannot be used; `salah` lists every fault found, in the order of files and lines."""

    def __init__(self, salah: list[Salah]) -> None:
        self.salah = sorted(salah)
        super().__init__(self.salah)

    def __str__(self) -> str:
        kepala = f"Pengaturan belum bisa dipakai, ada {len(self.salah)} hal yang perlu diperbaiki:"
        return "\n".join([kepala, *(f"- {s}" for s in self.salah)])


_TERJEMAH: dict[str, tuple[str, str, str]] = {
    # pydantic's type: (code, what is wrong, what to do); {…} come from the error's context, {nilai} is the input
    "missing": ("PGT-KURANG", "belum ada.", "Tambahkan baris `{akhir}: …`."),
    "string_too_short": ("PGT-KOSONG", "belum diisi.", "Isi nilainya."),
    "string_too_long": ("PGT-NILAI", "terlalu panjang.", "Paling banyak {max_length} huruf."),
    "too_long": ("PGT-NILAI", "terlalu panjang.", "Paling banyak {max_length} huruf atau isi."),
    "string_type": ("PGT-JENIS", "harus berupa tulisan.", "Tulis satu nilai setelah titik dua."),
    "string_pattern_mismatch": ("PGT-NILAI", "nilai '{nilai}' tidak sesuai bentuknya.", "{bentuk}"),
    "literal_error": ("PGT-NILAI", "nilai '{nilai}' tidak dikenal.", "Pilih salah satu: {expected}."),
    "bool_parsing": ("PGT-JENIS", "nilai '{nilai}' bukan ya/tidak.", "Tulis true atau false."),
    "bool_type": ("PGT-JENIS", "belum diisi.", "Tulis true atau false."),
    "int_parsing": ("PGT-JENIS", "nilai '{nilai}' bukan bilangan bulat.", "Tulis angka saja, misalnya 6."),
    "int_type": ("PGT-JENIS", "harus bilangan bulat.", "Tulis angka saja, misalnya 6."),
    "float_parsing": ("PGT-JENIS", "nilai '{nilai}' bukan angka.", "Tulis angka saja, misalnya 30."),
    "float_type": ("PGT-JENIS", "harus angka.", "Tulis angka saja, misalnya 30."),
    "greater_than": ("PGT-NILAI", "nilai '{nilai}' terlalu kecil.", "Harus lebih dari {gt}."),
    "greater_than_equal": ("PGT-NILAI", "nilai '{nilai}' terlalu kecil.", "Paling sedikit {ge}."),
    "less_than_equal": ("PGT-NILAI", "nilai '{nilai}' terlalu besar.", "Paling banyak {le}."),
    "tuple_type": ("PGT-JENIS", "harus berupa daftar.", "Tulis tiap isi pada baris sendiri, diawali tanda `- `."),
    "dict_type": ("PGT-JENIS", "harus berupa pasangan nama dan nilai.", "Tulis `nama: nilai` di baris bawahnya."),
    "model_type": ("PGT-JENIS", "harus berupa pasangan nama dan nilai.", "Tulis `nama: nilai` di baris bawahnya."),
    "model_attributes_type": (
        "PGT-JENIS",
        "harus berupa pasangan nama dan nilai.",
        "Tulis `nama: nilai` di baris bawahnya.",
    ),
    "union_tag_not_found": ("PGT-KURANG", "belum menyebut jenisnya.", "Tambahkan baris `jenis: …`."),
    "union_tag_invalid": ("PGT-NILAI", "jenis '{tag}' tidak dikenal.", "Pilih salah satu: {expected_tags}."),
}
_TANGGAL = ("PGT-TANGGAL", "nilai '{nilai}' bukan tanggal.", "Tulis tahun-bulan-hari, misalnya 2026-01-31.")
_LAIN = ("PGT-NILAI", "nilai '{nilai}' tidak bisa dipakai.", "Periksa kembali penulisannya.")

_BENTUK = {
    "nip": "NIP terdiri atas 18 angka tanpa spasi, atau dikosongkan.",
    "kode": "Kode hanya huruf, angka, dan tanda hubung; OPD memakai huruf besar, pejabat huruf kecil.",
}


def kunci_teks(jejak: Jejak) -> str:
    """A path as people read it: `pejabat[2].nip` counts list items from 1."""
    teks = ""
    for bagian in jejak:
        teks += f"[{bagian + 1}]" if isinstance(bagian, int) else f".{bagian}" if teks else str(bagian)
    return teks


def _model_di(jenis: Any) -> Iterator[type[BaseModel]]:
    """The models inside an annotation such as `tuple[A, ...]` or `Annotated[A | B, …]`."""
    if isinstance(jenis, type) and issubclass(jenis, BaseModel):
        yield jenis
    elif get_origin(jenis) is not Literal:
        for bagian in get_args(jenis):
            yield from _model_di(bagian)


def _tanda(model: type[BaseModel]) -> tuple[Any, ...]:
    """The values of `jenis` that select this model in a union."""
    return get_args(model.model_fields["jenis"].annotation)


def kunci_sah(model: type[BaseModel], jejak: Jejak) -> list[str]:
    """The keys that are allowed at a path below `model`; empty where anything goes."""
    kini = [model]
    if issubclass(model, RootModel):
        kini = list(_model_di(model.model_fields["root"].annotation))
    for bagian in jejak:
        if isinstance(bagian, int):
            continue
        pilihan = [m for m in kini if "jenis" in m.model_fields and bagian in _tanda(m)]
        if len(kini) > 1 and pilihan:  # the tag that pydantic puts into the path of a discriminated union
            kini = pilihan
        else:
            kini = [n for m in kini if bagian in m.model_fields for n in _model_di(m.model_fields[bagian].annotation)]
    return sorted({k for m in kini for k in m.model_fields})


PILIHAN_MAKS = 20
"""More known words than these are not listed in a remedy."""


def saran(kata: str, pilihan: list[str]) -> str:
    """A sentence with the nearest known word whatever its case, or all of them when none is near and they are few."""
    menurut_kecil = {p.casefold(): p for p in pilihan}
    dekat = difflib.get_close_matches(kata.casefold(), menurut_kecil, n=1, cutoff=0.6)
    if dekat:
        return f"Mungkin maksudnya `{menurut_kecil[dekat[0]]}`?"
    if len(pilihan) > PILIHAN_MAKS:
        return f"Contoh yang dikenal: {', '.join(pilihan[:3])}."
    return f"Yang dikenal: {', '.join(pilihan)}." if pilihan else "Hapus baris ini."


def dari_pydantic(galat: ErrorDetails, model: type[BaseModel], jejak: Jejak) -> tuple[str, str, str]:
    """Code, problem and remedy of one pydantic error. `jejak` is its path without the tags of unions."""
    jenis = galat["type"]
    akhir = str(jejak[-1]) if jejak else ""
    if jenis == "extra_forbidden":
        sah = kunci_sah(model, galat["loc"][:-1])
        return "PGT-KUNCI", f"`{akhir}` tidak dikenal di sini.", saran(akhir, sah)
    if jenis != "missing" and galat["input"] in (None, ""):
        return "PGT-KOSONG", "belum diisi.", "Isi nilainya, atau hapus baris ini bila memang tidak diperlukan."
    baku = _TANGGAL if jenis.startswith(("date_", "datetime_")) else _LAIN
    kode, masalah, obat = _TERJEMAH.get(jenis, baku)
    konteks: Mapping[str, Any] = galat.get("ctx", {})
    isi = {
        **{k: str(v).replace(" or ", ", ").replace("'", "") for k, v in konteks.items()},
        "nilai": _ringkas(galat["input"]),
        "akhir": akhir,
        "bentuk": _BENTUK.get(akhir, "Periksa kembali penulisannya."),
    }
    return kode, masalah.format(**isi), obat.format(**isi)


def _ringkas(nilai: object) -> str:
    """The input as shown to people: short, on one line."""
    teks = " ".join(str(nilai).split())
    return teks if len(teks) <= 60 else teks[:57] + "…"
