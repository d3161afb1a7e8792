"""Back to an earlier release: byte for byte what it was; what was taken down stays down."""

from __future__ import annotations

import pytest


def test_kembali_ke_edisi_lalu_sama_persis_byte_demi_byte(tayang, juru) -> None:
    tayang("Rencana Kerja")
    dulu = juru.semua()
    tayang("Rencana Kerja", "Laporan Kinerja", periode="2026-12")
    assert len(juru.kode()) == 6
    assert juru.setujui(juru.minta("kembalikan", kembali=1)).nama == "Terbit"
    assert juru.semua() == dulu
    assert juru.verifikasi() == {"DIP-UJI-2026-11": [], "DIP-UJI-2026-12": []}


@pytest.mark.lambat
def test_yang_dicabut_tetap_dicabut_sesudah_kembali_dan_pulang_lagi(tayang, juru) -> None:
    tayang("Rencana Kerja", "Daftar Gaji")
    tayang("Rencana Kerja", "Daftar Gaji", "Laporan Kinerja", periode="2026-12")
    kode = juru.kode()["DINB/Daftar Gaji"]
    assert juru.setujui(juru.minta("cabut", butir=[kode])).nama == "Terbit"
    for ke, banyak in ((1, 5), (2, 8)):
        assert juru.setujui(juru.minta("kembalikan", kembali=ke)).nama == "Terbit"
        assert kode not in juru.kode().values()
        assert len(juru.kode()) == banyak
    assert juru.verifikasi() == {"DIP-UJI-2026-11": [], "DIP-UJI-2026-12": []}


@pytest.mark.lambat
def test_seluruh_edisi_dicabut_lalu_kembali_ke_edisi_sebelumnya(tayang, juru) -> None:
    tayang("Rencana Kerja")
    dulu = juru.semua()
    tayang("Rencana Kerja", "Laporan Kinerja", periode="2026-12")
    assert juru.setujui(juru.minta("cabut")).nama == "Terbit"
    assert juru.kode() == {}
    assert juru.minta("kembalikan", kembali=2).sebab == "terbitan_asing"
    assert juru.setujui(juru.minta("kembalikan", kembali=1)).nama == "Terbit"
    assert juru.semua() == dulu
