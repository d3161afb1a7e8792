"""Reads single files of a settings folder into models and notes every fault with file, line and remedy.

Used by `dip.muat` for identity, officials, offices and targets, and by `dip.muat_tinjauan` for reviewed decisions.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, RootModel, ValidationError

from dip.salah_pengaturan import Jejak, Salah, dari_pydantic, kunci_teks
from dip.yaml_aman import Yaml, YamlGalat, baca_yaml

M = TypeVar("M", bound=BaseModel)


def muat_berkas(folder: Path, nama: str, model: type[M], salah: list[Salah]) -> tuple[M | None, Yaml]:
    """One file as a model, or None with its faults added to `salah`."""
    jalan = folder / nama
    try:
        yaml = baca_yaml(jalan)
    except YamlGalat as e:
        salah.append(Salah(nama, e.baris, "", e.masalah, e.obat, e.kode))
        return None, Yaml()
    except OSError:
        contoh = jalan.with_suffix(".contoh.yml")
        obat = f"Buat berkas itu di folder {folder.name}."
        if contoh.is_file():
            obat = f"Salin {contoh.name} menjadi {jalan.name}, lalu isi nama, NIP, dan tanggalnya."
        salah.append(Salah(nama, 0, "", "berkas tidak ada atau tidak bisa dibuka.", obat, "PGT-TIDAK-ADA"))
        return None, Yaml()
    try:
        return model.model_validate(_isi(yaml, model)), yaml
    except ValidationError as e:
        for g in e.errors(include_url=False):
            jejak = _jejak_nyata(yaml.isi, g["loc"], g["type"])
            kode, masalah, obat = dari_pydantic(g, model, jejak)
            salah.append(Salah(nama, yaml.baris_dekat(jejak), kunci_teks(jejak), masalah, obat, kode))
        return None, yaml


def _isi(yaml: Yaml, model: type[BaseModel]) -> Any:
    """The content; an empty file is an empty list where a list is meant, else an empty mapping."""
    if yaml.isi is not None:
        return yaml.isi
    return [] if issubclass(model, RootModel) else {}


def _jejak_nyata(isi: Any, loc: tuple[str | int, ...], jenis: str) -> Jejak:
    """pydantic's path without the tags of unions, which are in no file. A missing last key is kept."""
    jejak: list[str | int] = []
    for n, bagian in enumerate(loc):
        akhir = n == len(loc) - 1
        if isinstance(isi, dict) and isi.get("jenis") == bagian and not akhir:
            continue
        ada = (isinstance(isi, dict) and bagian in isi) or (isinstance(isi, list) and isinstance(bagian, int))
        if ada:
            isi = isi[bagian]
        if ada or (jenis == "missing" and akhir):
            jejak.append(bagian)
    return tuple(jejak)


def muat_map(folder: Path, map_: str, model: type[M], salah: list[Salah]) -> Iterator[tuple[str, M, Yaml]]:
    """Every `*.yml` of a sub-folder in the order of names: relative path, model, lines."""
    for jalan in sorted((folder / map_).glob("*")):
        nama = f"{map_}/{jalan.name}"
        if jalan.suffix == ".yaml":
            salah.append(Salah(nama, 0, "", "akhiran .yaml tidak dibaca.", "Ganti menjadi .yml.", "PGT-NAMA"))
        if jalan.suffix == ".yml" and not jalan.name.startswith("."):
            hasil, yaml = muat_berkas(folder, nama, model, salah)
            if hasil is not None:
                yield nama, hasil, yaml


def tambah(salah: list[Salah], berkas: str, yaml: Yaml, jejak: Jejak, kode: str, masalah: str, obat: str) -> None:
    """Note a fault at the line of a path."""
    salah.append(Salah(berkas, yaml.baris_dekat(jejak), kunci_teks(jejak), masalah, obat, kode))
