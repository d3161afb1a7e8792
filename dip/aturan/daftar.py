"""The table of rules: severity and akibat of every code, read from `daftar.yml` beside this file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter
from ruamel.yaml import YAML

from dip.temuan import Akibat, Keparahan, Temuan


@dataclass(frozen=True, slots=True)
class Aturan:
    """One rule: stable code, how bad it is, and what happens (design §4.11)."""

    kode: str
    keparahan: Keparahan
    akibat: Akibat


def muat_yaml(jalan: Path) -> Any:
    """A YAML file of the package as plain types."""
    return YAML(typ="safe").load(jalan.read_text("utf-8"))


def _muat() -> Mapping[str, Aturan]:
    isi = TypeAdapter(dict[str, tuple[Keparahan, Akibat]]).validate_python(
        muat_yaml(Path(__file__).with_name("daftar.yml"))
    )
    return MappingProxyType({kode: Aturan(kode, *dua) for kode, dua in isi.items()})


ATURAN: Mapping[str, Aturan] = _muat()
"""All rules by code, in the order of domain.md §5.3."""

TAHUN_TERAWAL = 1945
"""An information of this republic cannot be older (domain.md §5.1 `tahun`)."""

WAJAH: Mapping[str, Mapping[str, tuple[Keparahan, Akibat]]] = {
    # A workbook with macros is read and noted; one that calls other programs is refused.
    "FILE-010": {"dde": ("tolak", "tolak_berkas"), "ole": ("tolak", "tolak_berkas")},
    # An unreadable member of a zip costs that member; its readable neighbours are used.
    "FILE-002": {"zip": ("periksa", "catat")},
    "FILE-031": {"baris": ("periksa", "tahan_baris")},
    "DIK-010": {"baris": ("wajib", "tahan_baris")},
    # A year before the republic is as impossible as one to come (DIP-032).
    "DIP-033": {"mustahil": ("wajib", "buang_nilai")},
    # What is not published need not hold a row, but should not be in the file either.
    **{
        kode: {"tertutup": ("periksa", "catat"), "berkas": ("periksa", "catat")}
        for kode in ("PDP-001", "PDP-002", "PDP-003", "PDP-006")
    },
}
"""Second faces: code → face (`wajah`) → severity and akibat that hold in place of the table's."""

_WAJAH_ATURAN = {(kode, w): Aturan(kode, *dua) for kode, semua in WAJAH.items() for w, dua in semua.items()}


def wajah(t: Temuan) -> str:
    """Which face of its code a finding shows, empty for the usual one; also the key of its own sentence.

    FILE-031 and DIK-010 about a row: `baris`. FILE-002 and FILE-005 with parameter `zip`: `zip`.
    DIP-033 with a year before 1945:
    `mustahil`. All others: the parameter `jenis` in lower case (`dde`, `ole`, `teks_rusak`, `tertutup` …).
    """
    if t.kode in ("FILE-031", "DIK-010"):
        return "baris" if t.entri else ""
    if t.kode in ("FILE-002", "FILE-005"):
        return "zip" if "zip" in t.parameter else ""
    if t.kode == "DIP-033":
        tahun = t.parameter.get("tahun", TAHUN_TERAWAL)
        return "mustahil" if isinstance(tahun, int) and tahun < TAHUN_TERAWAL else ""
    jenis = t.parameter.get("jenis", "")
    return jenis.lower() if isinstance(jenis, str) else ""


def aturan_untuk(t: Temuan) -> Aturan:
    """The rule as it holds for this finding: its line in the table, or the face it shows (`WAJAH`).

    Raises KeyError for a code that is not in the table.
    """
    aturan = ATURAN[t.kode]
    return _WAJAH_ATURAN.get((t.kode, wajah(t)), aturan) if t.kode in WAJAH else aturan
