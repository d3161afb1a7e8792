"""A month that brought nothing new ends by itself, unless an office has a suspicious number of items."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from dip.pengaturan import Kebijakan
from dip.revisi import Revisi
from dip.temuan import Temuan


def test_di_luar_batas_menunggu_petugas(monkeypatch: pytest.MonkeyPatch) -> None:
    from tasks import olah

    jumlah = {"baru": 0, "diubah": 0, "dicabut": 0}
    kepala = cast(Any, {"jumlah": jumlah, "ronde": 1, "penjaga": {}})
    tenang = Revisi("0" * 64, kepala, [], [], [], [], [], {"baru": [], "diubah": [], "dicabut": [], "tetap": 9})
    meja = SimpleNamespace(pengaturan=SimpleNamespace(lembaga=SimpleNamespace(kebijakan=Kebijakan())))
    monkeypatch.setattr(olah, "edisi_tayang", lambda: (None, tenang))
    monkeypatch.setattr(olah, "perintah_tayang", lambda: False)
    monkeypatch.setattr(olah, "meja_kerja", lambda: meja)
    assert olah.tanpa_perubahan(tenang)
    sedikit = Temuan("EDI-004", opd="A1", parameter={"jenis": "sedikit", "n": 1, "batas": 3})
    assert not olah.tanpa_perubahan(replace(tenang, temuan=[sedikit]))
