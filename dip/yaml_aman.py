"""YAML as we accept it from people: text, lists and mappings with line numbers, nothing else.

A settings folder may be sent by mail between offices, so: no tags, no anchors, one document, 256 KB and 20 levels at
most. Every scalar stays the text that was typed; whoever uses it decides what is a number, a date or yes/no. So a
NIP or code never becomes a number, and `NO` never false.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

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

from dip.salah_pengaturan import Jejak

BATAS_BITA = 256 * 1024
BATAS_DALAM = 20


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


class YamlGalat(Exception):
    """The text is not YAML that we accept: 1-based line, code, problem, remedy."""

    def __init__(self, baris: int, kode: str, masalah: str, obat: str) -> None:
        super().__init__(masalah)
        self.baris, self.kode, self.masalah, self.obat = baris, kode, masalah, obat


def urai_yaml(teks: str) -> Yaml:
    """Parse YAML into dict, list, str and None with line numbers. Raises YamlGalat or
    ruamel's YAMLError; `baca_yaml` turns the latter into the former.

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
            raise YamlGalat(baris, "PGT-YAML", "tanda & dan * tidak dipakai di sini.", "Tulis nilainya langsung.")
        if getattr(ev, "tag", None) or getattr(ev, "ctag", None):
            raise YamlGalat(baris, "PGT-YAML", "tanda ! tidak dipakai di sini.", "Beri tanda kutip bila itu isi.")
        if isinstance(ev, DocumentStartEvent):
            dokumen += 1
            if dokumen > 1:
                raise YamlGalat(baris, "PGT-YAML", "ada pemisah `---` di tengah berkas.", "Hapus baris itu.")
        elif isinstance(ev, MappingStartEvent | SequenceStartEvent | ScalarEvent):
            di_peta = bool(wadah) and isinstance(wadah[-1], dict)
            if di_peta and kunci[-1] is None:
                if not isinstance(ev, ScalarEvent):
                    raise YamlGalat(baris, "PGT-YAML", "nama kunci harus tulisan biasa.", "Tulis `nama: nilai`.")
                if ev.value in wadah[-1]:
                    raise YamlGalat(baris, "PGT-KEMBAR", f"`{ev.value}` tertulis dua kali.", "Hapus salah satu.")
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
                    raise YamlGalat(baris, "PGT-YAML", "terlalu banyak lapis.", "Periksa jarak awal baris.")
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


def baca_yaml(jalan: Path) -> Yaml:
    """Read and parse one file. Raises YamlGalat."""
    if jalan.stat().st_size > BATAS_BITA:
        raise YamlGalat(0, "PGT-BESAR", "berkas lebih dari 256 KB.", "Berkas pengaturan hanya beberapa baris.")
    try:
        return urai_yaml(jalan.read_text("utf-8-sig"))
    except UnicodeDecodeError as e:
        raise YamlGalat(0, "PGT-YAML", "huruf dalam berkas tidak terbaca.", "Simpan ulang sebagai UTF-8.") from e
    except MarkedYAMLError as e:
        tanda = e.problem_mark or e.context_mark
        baris = tanda.line + 1 if tanda else 0
        obat = "Periksa titik dua, tanda kutip, dan jarak awal baris (pakai spasi, bukan Tab)."
        raise YamlGalat(baris, "PGT-YAML", "susunan YAML tidak terbaca.", obat) from e
    except YAMLError as e:
        obat = "Ketik ulang bagian yang disalin dari tempat lain."
        raise YamlGalat(0, "PGT-YAML", "ada huruf yang tidak boleh dipakai.", obat) from e
