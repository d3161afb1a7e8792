"""Entries of the journal say in which role, from what and with which result."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from dip.edisi import Edisi, buka_edisi, tutup_edisi
from dip.jam import WIB
from dip.jejak import baca_semua
from dip.keadaan import LangkahTerlewat, langkah_edisi, pindah
from dip.register import Register
from dip.sidik import sha256

SAAT = datetime(2026, 11, 1, 6, 0, tzinfo=WIB)
A, B = sha256(b"a"), sha256(b"b")


@pytest.fixture
def buka(tmp_path: Path) -> tuple[Register, Edisi]:
    r = Register.di_berkas(tmp_path / "register.db")
    edisi = buka_edisi(r, "UJI", "2026-11", "run-1", SAAT, lambda _: True).edisi
    assert edisi is not None
    return r, edisi


def catatan(r: Register) -> list[Any]:
    with r.baca() as k:
        return [orjson.loads(c.isi) for c in baca_semua(k, "UJI")]


def test_opening_and_closing_are_the_systems(buka: tuple[Register, Edisi]) -> None:
    r, edisi = buka
    with r.tulis() as k:
        tutup_edisi(k, edisi, "dibatalkan", "batal", SAAT, "rina")
    semua = catatan(r)
    assert [(c["peristiwa"], c["pelaku"], c["peran"]) for c in semua] == [
        ("edisi_dibuka", "sistem", "sistem"),
        ("keadaan", "sistem", "sistem"),
        ("edisi_ditutup", "rina", "petugas"),
        ("keadaan", "rina", "petugas"),
    ]


def test_digests_of_a_state(buka: tuple[Register, Edisi]) -> None:
    r, edisi = buka
    with r.tulis() as k:
        pindah(k, "UJI", edisi.id, "REKAP", ronde=1, waktu=SAAT, bukti={"tarikan": A, "rilis": "01"})
        pindah(k, "UJI", edisi.id, "DRAF_SOFTFILE", ronde=1, waktu=SAAT, bukti={"sidik": B})
    rekap, draf = catatan(r)[-2:]
    assert (rekap["masukan"], rekap["keluaran"]) == ({"tarikan": A}, {})
    assert rekap["data"]["bukti"] == {"tarikan": A, "rilis": "01"}
    assert (draf["masukan"], draf["keluaran"]) == ({}, {"sidik": B})
    with r.baca() as k:
        assert [x.peran for x in langkah_edisi(k, edisi.id)] == ["sistem"] * 3


def test_a_skipped_step_is_told_in_words(buka: tuple[Register, Edisi]) -> None:
    r, edisi = buka
    with pytest.raises(LangkahTerlewat, match="ALUR-001") as galat, r.tulis() as k:
        pindah(k, "UJI", edisi.id, "DISAHKAN", ronde=1, waktu=SAAT)
    assert "DISAHKAN" not in str(galat.value)
    assert "DIBUKA" not in str(galat.value)
