"""A request to pull again is one at a time, journaled, and ends with its receipts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import orjson

from dip import jejak
from dip.jam import WIB
from dip.minta_tarik import BATAS_TUNGGU, catat_jalan, minta_terakhir, mulai_minta

SAAT = datetime(2026, 11, 2, 9, 0, tzinfo=WIB)


def _terakhir(buku: Any, e: Any, saat: datetime = SAAT) -> Any:
    with buku.register.baca() as k:
        return minta_terakhir(k, e, saat)


def test_one_request_at_a_time_until_its_receipts_came(buku_kedua: Any) -> None:
    buku = buku_kedua
    e = buku.buka("2026-11")
    buku.terima(e, "DINA", "gagal", 1)
    urut = mulai_minta(buku.register, e, ["DINA", "DINB"], "rina", SAAT)
    assert urut > 0
    assert mulai_minta(buku.register, e, ["DINA"], "budi", SAAT) == 0
    catat_jalan(buku.register, e, urut, "http://127.0.0.1/runs/1", SAAT)
    m = _terakhir(buku, e)
    assert (m.pelaku, m.opd, m.sisa, m.jalan, m.berakhir) == (
        "rina", ("DINA", "DINB"), ("DINA", "DINB"), "http://127.0.0.1/runs/1", False,
    )  # fmt: skip
    buku.terima(e, "DINA", "gagal", 2)
    assert _terakhir(buku, e).sisa == ("DINB",)
    buku.terima(e, "DINB", "baru", 2)
    m = _terakhir(buku, e)
    assert (m.berakhir, m.sisa) == (True, ())
    assert mulai_minta(buku.register, e, ["DINA"], "budi", SAAT) > urut
    with buku.register.baca() as k:
        peristiwa = [orjson.loads(c.isi) for c in jejak.baca_semua(k, "UJI")]
    assert [x["pelaku"] for x in peristiwa if x["peristiwa"] == "tarik_ulang_diminta"] == ["rina", "budi"]


def test_a_request_that_could_not_start_or_got_lost_blocks_nobody(buku: Any) -> None:
    e = buku.buka("2026-11")
    urut = mulai_minta(buku.register, e, ["DINA"], "rina", SAAT)
    catat_jalan(buku.register, e, urut, "", SAAT)
    assert _terakhir(buku, e) is None
    assert mulai_minta(buku.register, e, ["DINA"], "rina", SAAT) > urut
    lewat = SAAT + BATAS_TUNGGU + timedelta(seconds=1)
    m = _terakhir(buku, e, lewat)
    assert (m.berakhir, m.sisa) == (True, ("DINA",))
    assert mulai_minta(buku.register, e, ["DINA"], "rina", lewat) > 0


def test_another_edition_has_requests_of_its_own(buku: Any) -> None:
    e = buku.buka("2026-11")
    mulai_minta(buku.register, e, ["DINA"], "rina", SAAT)
    buku.tutup(e)
    assert _terakhir(buku, buku.buka("2026-12")) is None
