"""Thirty days at a gate: codes and addresses expire, others are made, the edition goes on as if it were yesterday."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from dip.jam import sekarang
from dip.putusan import pintu_menunggu
from keluaran.pratinjau.alamat import HARI_ALAMAT

HARI = 30


class Kalender:
    """Our clock, moved by hand: day 0 is thirty days ago, day 30 is today, when Prefect's server takes the click."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._m, self._kini = monkeypatch, sekarang()

    def ke(self, hari: int) -> None:
        if hari == HARI:
            self._m.delenv("DIP_JAM")
        else:
            self._m.setenv("DIP_JAM", (self._kini - timedelta(days=HARI - hari)).isoformat())


@pytest.fixture
def kalender(monkeypatch) -> Iterator[Kalender]:
    k = Kalender(monkeypatch)
    k.ke(0)
    yield k


def pintu(pejabat: Any) -> Any:
    with pejabat.meja.register.baca() as k:
        return pintu_menunggu(k, "UJI")[-1]


def tautan(teks: str) -> str:
    """The draft's address in a message or above a form."""
    return re.findall(r"http://[^/]+(/d/[A-Za-z0-9_/-]+)", teks)[0]


@pytest.fixture
def langsung_ke_ppid(kalender, kabupaten, tabel) -> None:
    """Offices that sent their files, and a first draft that needs no petugas."""
    kabupaten.kebijakan = ", ajukan_otomatis: true"
    kabupaten.pasang()
    for o in kabupaten.opd:
        kabupaten.kirim(o, tabel("Rencana Kerja"))


@pytest.mark.lambat
def test_tiga_puluh_hari_di_gerbang_ppid(langsung_ke_ppid, kalender, kabupaten, jalan, pejabat, peramban) -> None:
    from flows.perbaikan import perbaiki
    from keluaran.verifikasi import verifikasi

    j = jalan().kerjakan()
    p = pintu(pejabat)
    lama = tautan(next((kabupaten.data / "kabar").glob("gerbang-*pandu*")).read_text())
    assert peramban.buka(lama).status_code == 200
    kode = [pejabat.kode("pandu", "setujui")]
    for hari in range(1, HARI):
        kalender.ke(hari)
        perbaiki(pejabat.meja, tenggang=timedelta(0))
        assert peramban.buka(lama).status_code == (200 if hari < HARI_ALAMAT else 404)
        if hari % 10 == 5:
            j.paksa("SCHEDULED")
            j.kerjakan()
            kode.append(pejabat.kode("pandu", "setujui"))
        if hari == 16:
            assert jalan("2026-12").kerjakan().nama == "Menunggu edisi"
        assert (j.nama, pintu(pejabat).id) == ("Suspended", p.id)
    kalender.ke(HARI)
    for satu in kode:
        pejabat.jawab(j, "setujui", satu)
        assert (j.nama, pintu(pejabat).id) == ("Suspended", p.id)
    assert hasil_formulir(pejabat)[-len(kode) :] == ["diganti"] * (len(kode) - 1) + ["kedaluwarsa"]

    assert peramban.buka(lama).status_code == 404
    masuk = {"pejabat": "pandu", "totp": pejabat.angka("pandu", sekarang())}
    assert peramban.kirim("/masuk", masuk).status_code == 303
    segar = peramban.buka(lama).headers["location"]
    assert peramban.buka(segar).status_code == 200
    peramban.lupa()
    assert peramban.buka(tautan(j.formulir())).status_code == 200  # the form that opened today has one of its own

    pejabat.putuskan(j, "pandu", "setujui")
    pejabat.putuskan(j, "sari", "sahkan")
    assert j.nama == "Terbit"
    arsip = kabupaten.data / "arsip" / "2026" / "DIP-UJI-2026-11"
    assert [h.kunci for h in verifikasi(arsip).hasil if h.status == "gagal"] == []


def hasil_formulir(pejabat: Any) -> list[str]:
    """How the answers given so far were judged."""
    from dip.formulir import formulir_pintu

    with pejabat.meja.register.baca() as k:
        return [f.hasil for f in formulir_pintu(k, pintu(pejabat).id) if f.hasil]
