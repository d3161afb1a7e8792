"""Recording an electronically signed document: the check of its signature must be about this draft and this Atasan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from dip.dokumen_sah import DokumenSah
from dip.jam import WIB
from dip.sidik import sha256
from dip.tanda_tangan import HasilTandaTangan, TandaTangan

AWAL = datetime(2026, 11, 10, 9, 0, 5, tzinfo=WIB)
SIDIK, BERKAS = sha256(b"draf"), sha256(b"pindai")
TANDA = TandaTangan(
    "tanda_tangan", "T", True, True, "berkas", (AWAL + timedelta(days=1)).isoformat(), True, "SURYA WIJAYA", "", {},
    "PSrE", "c" * 64, ("digital_signature",), "2026-01-01T00:00:00+07:00", "2027-01-01T00:00:00+07:00",
)  # fmt: skip
HASIL = HasilTandaTangan(BERKAS, (TANDA,), (SIDIK,), ("DIP-KTH-2026-11",))


def test_tanda_tangan_elektronik(tte):
    d = tte.catat(rincian=HASIL.ke_json())
    assert isinstance(d, DokumenSah)
    assert d.rincian["cocok"] == "nama"
    assert HasilTandaTangan.dari_json(d.rincian["tanda_tangan"]) == HASIL
    assert d.tanda.waktu == TANDA.waktu


def _tanda(**ubah: Any) -> HasilTandaTangan:
    return replace(HASIL, tanda_tangan=(replace(TANDA, **ubah),))


TTE_BURUK: list[tuple[Callable[[], dict[str, Any]], str]] = [
    (dict, "dokumen_tidak_sah"),
    (lambda: {"sah": True}, "dokumen_tidak_sah"),
    (lambda: replace(HASIL, sha_berkas="a" * 64).ke_json(), "dokumen_tidak_sah"),
    (lambda: replace(HASIL, masalah=("rusak",)).ke_json(), "dokumen_tidak_sah"),
    (lambda: _tanda(masalah=("dicabut",)).ke_json(), "dokumen_tidak_sah"),
    (lambda: _tanda(utuh=False).ke_json(), "dokumen_tidak_sah"),
    (lambda: replace(HASIL, sidik=("e" * 64,)).ke_json(), "dokumen_sidik_lain"),
    (lambda: replace(HASIL, edisi=("DIP-KTH-2026-11-R1",)).ke_json(), "dokumen_sidik_lain"),
    (lambda: _tanda(penanda="RATNA DEWI").ke_json(), "dokumen_penandatangan"),
    (lambda: _tanda(nip="196808081995031009").ke_json(), "dokumen_penandatangan"),
    (lambda: _tanda(waktu=(AWAL - timedelta(hours=1)).isoformat()).ke_json(), "tanggal_dokumen"),
    (lambda: _tanda(waktu=(AWAL + timedelta(days=3)).isoformat()).ke_json(), "tanggal_dokumen"),
]


@pytest.mark.parametrize(("rincian", "sebab"), TTE_BURUK)
def test_tanda_tangan_elektronik_ditolak(tte, rincian, sebab):
    assert tte.sebab(rincian=rincian()) == sebab
    assert tte.terbaru() is None
