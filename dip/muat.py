"""Reads a settings folder (design §5) and says everything that is wrong with it, at once.

    lembaga.yml · pejabat.yml · opd/<kode>.yml · tujuan/*.yml

Every scalar reaches pydantic as the text that was typed; the models decide what is a number, a date or yes/no. So a
NIP or code is never turned into a number, and `NO` never into false. A settings folder may be sent by mail between
offices: no tags, no anchors, one document, 256 KB and 20 levels at most per file.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from dip.pengaturan import NAMA_PERAN, Ketat, Lembaga, Opd, Pejabat, Pengaturan, Tujuan, TujuanFolder
from dip.salah_pengaturan import Jejak, PengaturanGalat, Salah, dari_pydantic, kunci_teks

__all__ = ["PengaturanGalat", "Salah", "Yaml", "folder_baku", "muat_pengaturan", "urai_yaml"]

BATAS_BITA = 256 * 1024
BATAS_DALAM = 20
NIP_CONTOH = "000"
"""Officials of the fictional regency have a NIP with this serial number, which is never issued."""

M = TypeVar("M", bound=BaseModel)


class _BerkasPejabat(Ketat):
    """`pejabat.yml`: one list."""

    pejabat: tuple[Pejabat, ...] = Field(min_length=0)


@dataclass(slots=True)
class Yaml:
    """One parsed file: `isi` of dict, list, str and None only, and the 1-based line of every path in it."""

    isi: Any = None
    baris: dict[Jejak, int] = field(default_factory=dict)

    def baris_dekat(self, jejak: Jejak) -> int:
        """Line of a path, or of the nearest parent that is there; 1 for the whole file."""
        while jejak and jejak not in self.baris:
            jejak = jejak[:-1]
        return self.baris.get(jejak, 1)


class _YamlGalat(Exception):
    """The text is not YAML that we accept: 1-based line, code, problem, remedy."""

    def __init__(self, baris: int, kode: str, masalah: str, obat: str) -> None:
        super().__init__(masalah)
        self.baris, self.kode, self.masalah, self.obat = baris, kode, masalah, obat


def folder_baku(baku: Path) -> Path:
    """The settings folder to use: `DIP_PENGATURAN`, else `baku` (the shipped example; the caller knows where)."""
    pilihan = os.environ.get("DIP_PENGATURAN", "").strip()
    return Path(pilihan).expanduser() if pilihan else baku


def muat_pengaturan(folder: Path) -> Pengaturan:
    """Read and check a settings folder. Raises PengaturanGalat with all faults of all files."""
    salah: list[Salah] = []
    lembaga = _muat(folder, "lembaga.yml", Lembaga, salah)[0]
    berkas_pejabat, yaml_pejabat = _muat(folder, "pejabat.yml", _BerkasPejabat, salah)
    opd = list(_muat_map(folder, "opd", Opd, salah))
    tujuan = list(_muat_map(folder, "tujuan", TujuanFolder, salah))
    if berkas_pejabat:
        salah += _periksa_pejabat(berkas_pejabat.pejabat, yaml_pejabat, lembaga)
    salah += _periksa_opd(opd)
    salah += _periksa_tujuan(folder, tujuan, salah)
    if salah or lembaga is None or berkas_pejabat is None:
        raise PengaturanGalat(salah)
    return Pengaturan(
        folder=folder,
        lembaga=lembaga,
        pejabat=berkas_pejabat.pejabat,
        opd=tuple(o for _, o, _ in opd),
        tujuan=tuple[Tujuan, ...](t for _, t, _ in tujuan),
    )


def urai_yaml(teks: str) -> Yaml:
    """Parse YAML into dict, list, str and None with line numbers. Raises ValueError-like `_YamlGalat` only to `_muat`.

    Built from the event stream, not from ruamel's constructor: no tag is ever resolved and no recursion is used.
    """
    hasil = Yaml()
    wadah: list[Any] = []
    jejak: list[str | int] = []
    kunci: list[str | None] = []
    dokumen = 0

    def pasang(nilai: Any, baris: int) -> None:
        """Put a value into the open container, or make it the root."""
        if not wadah:
            hasil.isi = nilai
        elif isinstance(wadah[-1], list):
            jejak.append(len(wadah[-1]))
            wadah[-1].append(nilai)
        else:
            jejak.append(kunci[-1] or "")
            wadah[-1][kunci[-1]] = nilai
        hasil.baris.setdefault(tuple(jejak), baris)

    for ev in YAML(typ="safe", pure=True).parse(teks):
        baris = ev.start_mark.line + 1
        if isinstance(ev, AliasEvent) or getattr(ev, "anchor", None):
            raise _YamlGalat(baris, "PGT-YAML", "tanda & dan * tidak dipakai di sini.", "Tulis nilainya langsung.")
        if getattr(ev, "tag", None) or getattr(ev, "ctag", None):
            raise _YamlGalat(baris, "PGT-YAML", "tanda ! tidak dipakai di sini.", "Beri tanda kutip bila itu isi.")
        if isinstance(ev, DocumentStartEvent):
            dokumen += 1
            if dokumen > 1:
                raise _YamlGalat(baris, "PGT-YAML", "ada pemisah `---` di tengah berkas.", "Hapus baris itu.")
        elif isinstance(ev, MappingStartEvent | SequenceStartEvent | ScalarEvent):
            di_peta = bool(wadah) and isinstance(wadah[-1], dict)
            if di_peta and kunci[-1] is None:
                if not isinstance(ev, ScalarEvent):
                    raise _YamlGalat(baris, "PGT-YAML", "nama kunci harus tulisan biasa.", "Tulis `nama: nilai`.")
                if ev.value in wadah[-1]:
                    raise _YamlGalat(baris, "PGT-KEMBAR", f"`{ev.value}` tertulis dua kali.", "Hapus salah satu.")
                kunci[-1] = ev.value
                hasil.baris[(*jejak, ev.value)] = baris
                continue
            nilai: Any = {} if isinstance(ev, MappingStartEvent) else [] if isinstance(ev, SequenceStartEvent) else None
            if isinstance(ev, ScalarEvent) and not (ev.style is None and ev.value in ("", "~", "null")):
                nilai = ev.value
            pasang(nilai, baris)
            if isinstance(ev, ScalarEvent):
                _tutup(wadah, jejak, kunci)
            else:
                wadah.append(nilai)
                kunci.append(None)
                if len(wadah) > BATAS_DALAM:
                    raise _YamlGalat(baris, "PGT-YAML", "terlalu banyak lapis.", "Periksa jarak awal baris.")
        elif isinstance(ev, MappingEndEvent | SequenceEndEvent):
            wadah.pop()
            kunci.pop()
            _tutup(wadah, jejak, kunci)
    return hasil


def _tutup(wadah: list[Any], jejak: list[str | int], kunci: list[str | None]) -> None:
    """A value is complete: leave its path, and expect the next key of the open mapping."""
    if wadah:
        jejak.pop()
        kunci[-1] = None


def _baca(jalan: Path) -> Yaml:
    """Read and parse one file. Raises _YamlGalat."""
    if jalan.stat().st_size > BATAS_BITA:
        raise _YamlGalat(0, "PGT-BESAR", "berkas lebih dari 256 KB.", "Berkas pengaturan hanya beberapa baris.")
    try:
        return urai_yaml(jalan.read_text("utf-8-sig"))
    except UnicodeDecodeError as e:
        raise _YamlGalat(0, "PGT-YAML", "huruf dalam berkas tidak terbaca.", "Simpan ulang sebagai UTF-8.") from e
    except MarkedYAMLError as e:
        tanda = e.problem_mark or e.context_mark
        baris = tanda.line + 1 if tanda else 0
        obat = "Periksa titik dua, tanda kutip, dan jarak awal baris (pakai spasi, bukan Tab)."
        raise _YamlGalat(baris, "PGT-YAML", "susunan YAML tidak terbaca.", obat) from e
    except YAMLError as e:
        obat = "Ketik ulang bagian yang disalin dari tempat lain."
        raise _YamlGalat(0, "PGT-YAML", "ada huruf yang tidak boleh dipakai.", obat) from e


def _muat(folder: Path, nama: str, model: type[M], salah: list[Salah]) -> tuple[M | None, Yaml]:
    """One file as a model, or None with its faults added to `salah`."""
    jalan = folder / nama
    try:
        yaml = _baca(jalan)
    except _YamlGalat as e:
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
        return model.model_validate(yaml.isi if yaml.isi is not None else {}), yaml
    except ValidationError as e:
        for g in e.errors(include_url=False):
            jejak = _jejak_nyata(yaml.isi, g["loc"], g["type"])
            kode, masalah, obat = dari_pydantic(g, model, jejak)
            salah.append(Salah(nama, yaml.baris_dekat(jejak), kunci_teks(jejak), masalah, obat, kode))
        return None, yaml


def _jejak_nyata(isi: Any, loc: tuple[str | int, ...], jenis: str) -> Jejak:
    """pydantic's path without the tags of unions, which are in no file. A missing last key is kept."""
    jejak: list[str | int] = []
    for n, bagian in enumerate(loc):
        ada = isinstance(isi, dict) and bagian in isi or isinstance(isi, list) and isinstance(bagian, int)
        if ada:
            isi = isi[bagian]
        if ada or (jenis == "missing" and n == len(loc) - 1):
            jejak.append(bagian)
    return tuple(jejak)


def _muat_map(folder: Path, map_: str, model: type[M], salah: list[Salah]) -> Iterator[tuple[str, M, Yaml]]:
    """Every `*.yml` of a sub-folder in the order of names: relative path, model, lines."""
    for jalan in sorted((folder / map_).glob("*")):
        nama = f"{map_}/{jalan.name}"
        if jalan.suffix == ".yaml":
            salah.append(Salah(nama, 0, "", "akhiran .yaml tidak dibaca.", "Ganti menjadi .yml.", "PGT-NAMA"))
        if jalan.suffix == ".yml" and not jalan.name.startswith("."):
            hasil, yaml = _muat(folder, nama, model, salah)
            if hasil is not None:
                yield nama, hasil, yaml
