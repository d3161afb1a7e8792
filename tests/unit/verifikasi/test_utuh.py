"""An archive as it is made holds in everything, in every way of ratifying."""

from __future__ import annotations

import pytest

from keluaran.verifikasi import verifikasi


@pytest.mark.parametrize("cara", ["kode", "basah", "tanda_tangan_elektronik"])
def test_what_was_made_holds(semua_arsip, cara):
    v = verifikasi(semua_arsip(cara))
    assert {h.kunci: h.rincian for h in v.hasil if h.status == "gagal"} == {}
