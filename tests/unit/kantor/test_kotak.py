"""Which file of a drop box was answered last."""

from __future__ import annotations

from datetime import datetime, timedelta

from dip.kotak import balasan_kami, catat_kotak, pernah_diperiksa
from dip.kotak_baca import lihatan_terakhir
from dip.register import Register


def test_berkas_lama_yang_kembali_dijawab_lagi(register: Register, saat: datetime) -> None:
    for n, (sha, wajib) in enumerate((("a", 3), ("b", 0), ("a", 3), ("a", 3))):
        with register.tulis() as k:
            baru = catat_kotak(
                k, "UJI", "DINKES", sha * 64, f"{sha}.xlsx", {"wajib": wajib, "balasan": f"{sha}{n}"},
                saat + timedelta(hours=n),
            )  # fmt: skip
        assert baru is (n < 3)
    with register.baca() as k:
        assert pernah_diperiksa(k, "UJI", "DINKES", "a" * 64)
        assert not pernah_diperiksa(k, "UJI", "DINKES", "b" * 64)
        assert not pernah_diperiksa(k, "UJI", "DISDIK", "a" * 64)
        kini = lihatan_terakhir(k, "UJI", "DINKES")
        assert balasan_kami(k, "UJI", "DINKES") == {"b1", "a2"}
        assert balasan_kami(k, "LAIN", "DINKES") == set()
    assert kini is not None
    assert (kini.nama_berkas, kini.wajib, kini.waktu) == ("a.xlsx", 3, saat + timedelta(hours=2))
