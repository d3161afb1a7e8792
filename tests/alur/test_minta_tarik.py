"""Who asked for a re-pull is journaled, wherever it was asked: in the terminal, or in Prefect itself."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from dip import jejak
from dip.minta_tarik import PERISTIWA
from flows import petugas
from flows.sistem import SistemGalat


def diminta(meja: Any) -> list[tuple[str, list[str]]]:
    """All requests in the journal."""
    with meja.register.baca() as k:
        isi = [orjson.loads(x.isi) for x in jejak.baca_semua(k, meja.lembaga)]
    return [(x["pelaku"], x["data"]["opd"]) for x in isi if x["peristiwa"] == PERISTIWA]


def test_dari_terminal_dan_dari_prefect(kabupaten, jalan, pejabat, tabel, monkeypatch) -> None:
    from flows.tarik_ulang import tarik_ulang

    mulai: list[list[str]] = []

    def buat_run(_meja: Any, _deployment: str, parameter: dict[str, list[str]]) -> str:
        if not mulai:
            mulai.append([])
            raise SistemGalat("Prefect tidak menjawab.")
        mulai.append(parameter["opd"])
        return "run-1"

    monkeypatch.setattr(petugas, "buat_run", buat_run)
    monkeypatch.setattr(petugas, "alamat_jalan", lambda _meja, run: f"http://127.0.0.1/{run}")
    with pytest.raises(SistemGalat):
        petugas.jalankan_tarik_ulang([])  # no edition
    kabupaten.kirim("DINA", tabel("Rencana Kerja"))
    jalan().kerjakan()
    assert diminta(pejabat.meja) == []

    with pytest.raises(SistemGalat):
        petugas.jalankan_tarik_ulang(["dinb"])  # its run could not be started: nobody has to wait for it
    petugas.jalankan_tarik_ulang(["dinb"])
    assert mulai[1:] == [["DINB — Dinas B"]]
    with pytest.raises(SistemGalat):
        petugas.jalankan_tarik_ulang([])  # one at a time
    kabupaten.kirim("DINB", tabel("Rencana Kerja"))
    assert jalan(alur=tarik_ulang, opd=["DINB — Dinas B"]).kerjakan().nama == "Selesai"
    assert diminta(pejabat.meja) == [("terminal", ["DINB"])] * 2

    kabupaten.kirim("DINC", tabel("Rencana Kerja"))
    j = jalan(alur=tarik_ulang, opd=[]).kerjakan()
    assert diminta(pejabat.meja)[2:] == [("prefect", ["DINC"])]
    [papan] = j.minta("POST", "/artifacts/filter", {"artifacts": {"flow_run_id": {"any_": [j.id]}}})
    hasil = {b["OPD"]: b["Baris"] for b in orjson.loads(papan["data"])}
    assert hasil == {"Dinas A": "1", "Dinas B": "", "Dinas C": ""}  # in, but not in the draft yet
    assert j.minta("GET", f"/flow_runs/{j.id}")["name"] == "tarik-ulang-yang-gagal"
    assert petugas.jalankan_tarik_ulang([])  # nobody is missing
    assert len(mulai) == 2
