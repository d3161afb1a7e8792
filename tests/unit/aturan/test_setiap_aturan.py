"""Every judged code: rows that make it speak, and rows that must not (`kasus.yml` beside this file)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dip.aturan import ATURAN, PEMERIKSA, nilai
from dip.aturan.daftar import muat_yaml

KASUS: dict[str, dict[str, list[Any]]] = muat_yaml(Path(__file__).with_name("kasus.yml"))


@pytest.fixture
def kode_dari(entri, konteks):
    """The codes found in one case of the file."""

    def susun(isi: Mapping[str, Any], baris: int, berkas: str = "dip.xlsx") -> Any:
        e = entri(baris, **{k: v for k, v in isi.items() if k != "pewaris"})
        asal = {**e["asal"], "nama_berkas": berkas, "pewaris": isi.get("pewaris", {})}
        return {**e, "asal": asal}

    def jalan(kasus: Any) -> set[str]:
        kasus = kasus if isinstance(kasus, dict) else {"baris": kasus}
        isi = kasus["baris"] * kasus.get("ulang", 1)
        baris = [susun(x, 7 + i, kasus.get("berkas", "dip.xlsx")) for i, x in enumerate(isi)]
        k = replace(
            konteks,
            hidup=[susun({"edisi_data": "2026-10", **x}, 7) for x in kasus.get("hidup", ())],
            turun=[(susun({"edisi_data": "2026-10", **x}, 7), 3) for x in kasus.get("turun", ())],
            kolom_kurang={("DINKES", "DIP"): kasus.get("kurang", ())},
        )
        return {t.kode for t in nilai(pd.DataFrame(baris), k)}

    return jalan


def test_tabel_hanya_menyebut_aturan_yang_ada():
    assert set(KASUS) == set(PEMERIKSA)


@pytest.mark.parametrize("kode", sorted(PEMERIKSA))
def test_kena_dan_tidak(kode, kode_dari):
    kasus = KASUS[kode]
    assert kasus["kena"], kode
    assert kasus["tidak"], kode
    for k in kasus["kena"]:
        assert kode in kode_dari(k), k
    for k in kasus["tidak"]:
        assert kode not in kode_dari(k), k


DI_TEMPAT_LAIN = {
    # readers and the normaliser
    *(f"FILE-{n:03d}" for n in (1, 2, 3, 4, 5, 6, 7, 10, 30, 32)),
    *(f"STR-{n:03d}" for n in range(1, 11)),
    "PDP-009",
    # reviewed corrections; linked documents; the register of excluded information and the last guard
    *("KOR-001", "KOR-002", "KOR-003"),
    *("LNK-002", "LNK-003", "LNK-004", "PDP-008"),
    *("DIK-001", "DIK-002", "DIK-003", "DIK-004", "DIK-005", "DIK-010", "DIK-030", "DIK-040", "DIK-041"),
}


def test_setiap_kode_dinilai_di_suatu_tempat():
    alur = {k for k in ATURAN if k[:3] in ("ALU", "EDI", "PUB")}
    assert set(PEMERIKSA) | DI_TEMPAT_LAIN | alur == set(ATURAN)
    assert not set(PEMERIKSA) & DI_TEMPAT_LAIN
