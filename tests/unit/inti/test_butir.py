"""Item codes belong to one information: held rows keep theirs, and no other row takes them meanwhile."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

import pytest

from dip.butir import beri_kode
from dip.edisi import Edisi, buka_edisi
from dip.entri import Asal, Entri, entri_kosong
from dip.jam import WIB
from dip.register import Register
from dip.revisi import Revisi

SAAT = datetime(2026, 11, 1, 6, 0, tzinfo=WIB)
DOKUMEN = "https://dina.go.id/berkas/profil.pdf"


def baris(n: int, judul: str, **isi: Any) -> Entri:
    asal = Asal(berkas="f" * 64, nama_berkas="dip.csv", lembar="dip", baris=n, sel={}, pewaris={})
    return cast(Entri, {**entri_kosong(f"DINA:0:{n}", "DINA", asal), "judul": judul, **isi})


def revisi(entri: list[Entri], ditahan: list[Entri]) -> Revisi:
    return Revisi("0" * 64, cast(Any, {}), entri, [], [], ditahan, [], cast(Any, {}))


@pytest.fixture
def edisi(register: Register) -> Edisi:
    e = buka_edisi(register, "UJI", "2026-11", "run-1", SAAT, lambda _: True).edisi
    assert e is not None
    return e


def test_baris_yang_ditahan_tetap_memegang_kodenya(register: Register, edisi: Edisi) -> None:
    lalu = revisi([baris(1, "Profil Dinas", kode="UJI-DINA-0001", tautan=[DOKUMEN])], [])
    lain = baris(8, "Gambaran Kelembagaan", tautan=[DOKUMEN])
    tahan = baris(9, "Profil Dinas", tautan=[DOKUMEN])
    entri, kode = beri_kode(register, edisi, [lain], [tahan], lalu)
    assert kode["DINA:0:9"] == "UJI-DINA-0001"
    assert entri[0]["kode"] != "UJI-DINA-0001"


def test_yang_kembali_dari_tahanan_memakai_kode_lamanya(register: Register, edisi: Edisi) -> None:
    lalu = revisi([], [baris(1, "Profil Dinas", kode="UJI-DINA-0001")])
    entri, _ = beri_kode(register, edisi, [baris(5, "Profil Dinas")], [], lalu)
    assert entri[0]["kode"] == "UJI-DINA-0001"


def test_baris_tertahan_yang_belum_pernah_terbit_tidak_mendapat_nomor(register: Register, edisi: Edisi) -> None:
    entri, kode = beri_kode(register, edisi, [baris(1, "Rencana Kerja")], [baris(2, "Daftar Aset")], None)
    assert (entri[0]["kode"], "DINA:0:2" in kode) == ("UJI-DINA-0001", False)
