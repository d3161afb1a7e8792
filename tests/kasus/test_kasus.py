"""Golden folders: one file as an office sends it, and what it must become.

`masukan.*` is the file, `apa.txt` says in Indonesian what is special about it, `harap.json` holds the declaration of
the office (`deklarasi`), other offices (`opd`), the regency (`wilayah`) and the expected result. `DIP_TULIS_HARAP=1` rewrites the results; read them before you commit.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from dip.lembar import Bacaan
from dip.normal import Ternormal, normalkan
from dip.pengaturan import Deklarasi, Opd
from sumber.kamus import muat_kamus
from sumber.pembaca.langsung import baca_langsung

SINI = Path(__file__).resolve().parent
PENGIRIM = Opd(kode="REKAAN", nama="Dinas Rekaan", alias=("dinrek", "Dinas Rekaan dan Penerangan"))
KASUS = sorted(p for p in SINI.iterdir() if p.is_dir() and (p / "apa.txt").is_file())


def _ringkas(bacaan: Bacaan, hasil: Ternormal) -> dict[str, Any]:
    """The result without what is empty or the same everywhere."""
    entri = []
    for e in hasil.entri:
        sama = ("asal", "status", *(["opd"] if e["opd"] == PENGIRIM.kode else []))
        isi = {k: v for k, v in e.items() if v not in ("", 0, [], {}, False) and k not in sama}
        entri.append(isi | {"sel": e["asal"]["sel"], "pewaris": e["asal"]["pewaris"]})
    return {
        "entri": entri,
        "temuan": [[t.kode, t.lembar, t.sel, t.kolom, t.parameter] for t in hasil.temuan],
        "dilewati": [[d.lembar, d.baris, d.alasan] for d in hasil.dilewati],
        "pengirim": hasil.pengirim,
        **({"berkas": [[t.kode, t.lembar] for t in bacaan.temuan]} if bacaan.temuan else {}),
        **({"kolom_kurang": [list(k) for k in hasil.kolom_kurang]} if hasil.kolom_kurang else {}),
    }


@pytest.mark.parametrize("kasus", KASUS, ids=lambda p: p.name)
def test_golden(kasus: Path) -> None:
    """Reading and understanding one file gives exactly the expected rows, findings and accounts."""
    berkas = next(kasus.glob("masukan.*"))
    harap = json.loads((kasus / "harap.json").read_text("utf-8"))
    opd = PENGIRIM.model_copy(update={"deklarasi": Deklarasi.model_validate(harap.get("deklarasi", {}))})
    bacaan = baca_langsung(berkas.read_bytes(), berkas.name)
    hasil = normalkan(
        bacaan,
        opd,
        muat_kamus(),
        sha_berkas="0" * 64,
        nama_berkas=berkas.name,
        semua_opd=[opd, *(Opd.model_validate(o) for o in harap.get("opd", []))],
        wilayah=harap.get("wilayah", ""),
    )
    assert hasil.dibaca == len(hasil.entri) + len(hasil.dilewati)
    nyata = json.loads(json.dumps(_ringkas(bacaan, hasil)))
    if os.environ.get("DIP_TULIS_HARAP") == "1":
        isi = json.dumps({**harap, "hasil": nyata}, ensure_ascii=False, indent=1)
        (kasus / "harap.json").write_text(isi + "\n", "utf-8")
        return
    assert nyata == harap["hasil"]


def test_all_patterns_are_there() -> None:
    """One folder per layout pattern of the fixture plan (domain.md Appendix D 1–9, 12, 14)."""
    assert {p.name[:2] for p in KASUS} >= {f"{n:02d}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 14)}
