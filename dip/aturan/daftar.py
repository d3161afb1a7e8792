"""The table of rules: severity and akibat of every code, read from `daftar.yml` beside this file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
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

_ISI_AKTIF = frozenset({"dde", "ole"})


def aturan_untuk(t: Temuan) -> Aturan:
    """The rule as it holds for this finding: its line in the table, but for three codes with two faces.

    FILE-010 rejects the file when its parameter `jenis` is `dde` or `ole` (a macro workbook is only noted).
    FILE-031 and DIK-010 hold the row when they are about one row; about a sheet or an output they are as in
    the table.
    Raises KeyError for a code that is not in the table.
    """
    aturan = ATURAN[t.kode]
    if t.kode == "FILE-010" and str(t.parameter.get("jenis", "")).lower() in _ISI_AKTIF:
        return replace(aturan, keparahan="tolak", akibat="tolak_berkas")
    if t.kode in ("FILE-031", "DIK-010") and t.entri:
        return replace(aturan, akibat="tahan_baris")
    return aturan
