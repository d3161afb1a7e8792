"""Golden folders: one file as an office sends it, and what it must become.

`masukan.*` is the file, `apa.txt` says in Indonesian what is special about it, `harap.json` holds the declaration of
the office (`deklarasi`), other offices (`opd`), the regency (`wilayah`) and the expected result.
`DIP_TULIS_HARAP=1` rewrites the results; read them before you commit.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dip.aturan import Konteks, nilai
from dip.lembar import Bacaan
from dip.normal import Ternormal, normalkan
from dip.pengaturan import Deklarasi, Kebijakan, Opd
from dip.sidik import sidik_isi
from sumber.kamus import muat_kamus
from sumber.pembaca.langsung import baca_langsung

SINI = Path(__file__).resolve().parent
KASUS_SAMA = SINI / "17_isi_sama"
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
    """One folder per layout pattern of the fixture plan (domain.md Appendix D 1–17, 19); 18 and 20 need no file."""
    assert {p.name[:2] for p in KASUS} >= {f"{n:02d}" for n in (*range(1, 18), 19)}


def test_equal_content_of_different_bytes() -> None:
    """A workbook that was only saved again is known by its cells, not by its bytes."""
    dua = [(KASUS_SAMA / nama).read_bytes() for nama in ("masukan.xlsx", "lagi.xlsx")]
    assert dua[0] != dua[1]
    assert len({sidik_isi(baca_langsung(isi, "masukan.xlsx")) for isi in dua}) == 1


def test_equal_titles_of_nine_offices_are_nine_informations() -> None:
    """The same table sent by nine offices: nine rows per title, and nothing is a duplicate."""
    isi = (KASUS_SAMA / "masukan.xlsx").read_bytes()
    opd = [Opd(kode=f"KANTOR-{n}", nama=f"Kantor {n}") for n in range(1, 10)]
    entri = []
    for o in opd:
        bacaan = baca_langsung(isi, "dip.xlsx")
        hasil = normalkan(bacaan, o, muat_kamus(), sha_berkas="0" * 64, nama_berkas="dip.xlsx", semua_opd=opd)
        entri += hasil.entri
    temuan = nilai(pd.DataFrame(entri), Konteks("2024-11", Kebijakan(), opd))
    assert len(entri) == 9
    assert [t.kode for t in temuan if t.kode.startswith("DUP")] == []
