"""The table of rules: severity and akibat of every code, read from `daftar.yml` beside this file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
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
    # In a table of excluded information such a row is where it belongs; it still goes to the DIK proposals.
    "DIP-013": {"usulan": ("info", "tahan_baris")},
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


def _jenis(t: Temuan) -> str:
    jenis = t.parameter.get("jenis", "")
    return jenis.lower() if isinstance(jenis, str) else ""


def _wajah_usul_kolom(t: Temuan) -> str:
    """STR-002: a cross in tick columns, a sheet that continues another, or a column that no single heading names."""
    if str(t.parameter.get("berkas_kamus", "")).endswith("centang.yml"):
        return "silang"
    if "n" in t.parameter:
        return "lanjutan"
    return "pilihan" if re.search(r"[:(]", str(t.parameter.get("kanonik", ""))) else ""


def _wajah_koreksi(t: Temuan) -> str:
    """KOR-001: no such row, or one that may not be corrected (of that not even the title is known)."""
    if t.parameter.get("nilai") != "-":
        return ""
    if not t.entri:
        return "tidak_ada"
    return "tak_boleh" if t.parameter.get("judul") == "-" else ""


def _wajah_tahun(t: Temuan) -> str:
    tahun = t.parameter.get("tahun", TAHUN_TERAWAL)
    return "mustahil" if isinstance(tahun, int) and tahun < TAHUN_TERAWAL else ""


_WAJAH_KHUSUS: Mapping[str, Callable[[Temuan], str]] = {
    "FILE-002": lambda t: "zip" if "zip" in t.parameter else "",
    "FILE-005": lambda t: "zip" if "zip" in t.parameter else "",
    "FILE-031": lambda t: "baris" if t.entri else _jenis(t),
    "DIK-010": lambda t: "baris" if t.entri else "",
    "DIP-033": _wajah_tahun,
    "KOR-001": _wajah_koreksi,
    "STR-002": _wajah_usul_kolom,
    "STR-003": lambda t: "lembar" if t.parameter.get("berkas_kamus") == "-" else "",
}


def wajah(t: Temuan) -> str:
    """Which face of its code a finding shows, empty for the usual one; also the key of its own sentence.

    FILE-031 and DIK-010 about a row: `baris`. FILE-002 and FILE-005 with parameter `zip`: `zip`. DIP-033 with a year
    before 1945: `mustahil`. KOR-001: `tidak_ada`, `tak_boleh`. STR-002: `silang`, `lanjutan`, `pilihan`. STR-003 about
    a whole sheet: `lembar`. All others: the parameter `jenis` in lower case (`dde`, `usulan`, `teks_rusak` …).
    """
    return _WAJAH_KHUSUS.get(t.kode, _jenis)(t)


def aturan_untuk(t: Temuan) -> Aturan:
    """The rule as it holds for this finding: its line in the table, or the face it shows (`WAJAH`).

    Raises KeyError for a code that is not in the table.
    """
    aturan = ATURAN[t.kode]
    return _WAJAH_ATURAN.get((t.kode, wajah(t)), aturan) if t.kode in WAJAH else aturan
