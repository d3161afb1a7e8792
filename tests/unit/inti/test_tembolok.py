"""The cache gives back what was remembered, whole or not at all."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from dip.jam import WIB
from dip.tembolok import Tembolok

KUNCI = "ab" + "0" * 62
SAAT = datetime(2026, 11, 22, 9, tzinfo=WIB)


def test_yang_diingat_kembali_sama_persis(tmp_path: Path) -> None:
    tembolok = Tembolok(tmp_path / "olah")
    assert tembolok.ambil(KUNCI) is None
    tembolok.simpan(KUNCI, b"isi\x00\xff")
    assert tembolok.ambil(KUNCI) == b"isi\x00\xff"
    assert tembolok.ambil("cd" + "0" * 62) is None


def test_berkas_yang_berubah_atau_terpotong_dianggap_tidak_ada(tmp_path: Path) -> None:
    tembolok = Tembolok(tmp_path)
    tembolok.simpan(KUNCI, b"isi yang panjang")
    jalan = tmp_path / "ab" / KUNCI
    utuh = jalan.read_bytes()
    for rusak in (utuh[:-1], utuh[:5], b"", utuh[:-1] + b"?"):
        jalan.write_bytes(rusak)
        assert tembolok.ambil(KUNCI) is None


def test_yang_lama_tidak_dipakai_dibuang_dan_yang_dipakai_tinggal(tmp_path: Path) -> None:
    tembolok = Tembolok(tmp_path)
    lain = "cd" + "1" * 62
    for kunci in (KUNCI, lain):
        tembolok.simpan(kunci, b"isi")
        tembolok.pakai(kunci, SAAT - timedelta(days=300))
    tembolok.pakai(lain, SAAT)
    assert tembolok.buang_lama(SAAT - timedelta(days=200)) == 1
    assert (tembolok.ambil(KUNCI), tembolok.ambil(lain)) == (None, b"isi")


def test_cakram_yang_menolak_hanya_menghilangkan_ingatan(tmp_path: Path) -> None:
    (tmp_path / "olah").write_text("bukan folder")
    tembolok = Tembolok(tmp_path / "olah")
    tembolok.simpan(KUNCI, b"isi")
    assert tembolok.ambil(KUNCI) is None
