"""Many sources: beyond a hundred they are pulled in batches, and nothing of an office is lost in one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tasks.tarik import bagi


@given(st.lists(st.integers(), unique=True, max_size=700), st.integers(1, 120))
def test_setiap_opd_masuk_satu_kelompok(opd: list[int], banyak: int) -> None:
    kelompok = bagi([str(o) for o in opd], banyak)
    assert sorted(o for k in kelompok for o in k) == sorted(map(str, opd))
    assert len(kelompok) <= banyak
    assert not kelompok or max(map(len, kelompok)) - min(map(len, kelompok)) <= 1


def test_dalam_kelompok_yang_rusak_hanya_merugikan_dirinya(
    kabupaten, jalan, tabel, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tasks.tarik
    from dip.register import tabel as t
    from tasks.meja import meja_kerja

    kabupaten.opd = ["DINA", "DINB", "DINC", "DIND"]
    kabupaten.pasang()
    for o in kabupaten.opd:
        kabupaten.kirim(o, tabel(f"Rencana Kerja {o}"))
    monkeypatch.setattr(tasks.tarik, "MAKS_TUGAS", 2)
    satu = tasks.tarik.tarik_satu

    def rusak(opd, edisi, terakhir):
        if opd == "DINA":
            raise RuntimeError("rusak")
        return satu(opd, edisi, terakhir)

    monkeypatch.setattr(tasks.tarik, "tarik_satu", rusak)
    assert jalan().kerjakan().nama == "Suspended"
    with meja_kerja().register.baca() as k:
        tarikan = {b.opd: b.hasil for b in k.execute(select(t.tarikan.c.opd, t.tarikan.c.hasil))}
    assert tarikan == {"DINB": "baru", "DINC": "baru", "DIND": "baru"}
