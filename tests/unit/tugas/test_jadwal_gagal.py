"""A scheduled run that broke is told once a day; its named ends speak for themselves."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from prefect.states import Failed

from tasks import kabar


def test_sekali_sehari_tiap_alur(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIP_JAM", "2026-11-23T03:00:00+07:00")
    kunci: list[str] = []
    monkeypatch.setattr(kabar, "kabari_menunggu", lambda _nama, _kalimat, run: kunci.append(run))
    alur: Any = SimpleNamespace(name="cek-tautan")
    jalan: Any = SimpleNamespace(id="f1", run_count=1)
    for keadaan in (Failed(message="x"), Failed(name="Arsip tidak utuh"), Failed(message="y")):
        kabar.kabari_jadwal_gagal(alur, jalan, keadaan)
    assert kunci == ["cek-tautan-2026-11-23"] * 2
