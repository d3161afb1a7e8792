"""A small regency with three offices, and what is known about them on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from dip.edisi import Edisi, buka_edisi
from dip.meja import Meja
from dip.tanda_terima import simpan_tarikan
from dip.tarikan import Tarikan

LEMBAGA = """\
kode: UJI
nama: Pemerintah Kabupaten Uji
nama_pendek: Kabupaten Uji
ibu_kota: Ujikota
unit_ppid: Dinas Komunikasi
telepon: (0700) 1
"""
PEJABAT = """\
pejabat:
  - {kode: tuti, nama: Tuti Petugas, peran: petugas, jabatan: Pranata, surel: tuti@uji.go.id, mulai: 2020-01-01}
  - {kode: pandu, nama: Pandu Kepala, peran: ppid, jabatan: Kepala Dinas, surel: pandu@uji.go.id, mulai: 2020-01-01}
  - {kode: sari, nama: Sari Sekretaris, peran: atasan, jabatan: Sekretaris Daerah, mulai: 2020-01-01}
"""
KONTAK = {
    "DINA": "{nama: Ani, surel: ani@uji.go.id, whatsapp: '081112345678'}",
    "DINB": "{ingatkan: tidak}",
    "DINC": "{ingatkan: sekali}",
}
DIK = """\
- {id_dik: DIK-UJI-2026-001, judul_umum: Umum, opd: DINA, judul_khusus: [Rahasia Satu], status: ditetapkan,
   berakhir_pada: 2026-12-20}
- {id_dik: DIK-UJI-2026-002, judul_umum: Umum, opd: DINB, status: ditetapkan, berakhir_pada: 2027-12-20}
"""


@pytest.fixture
def jam(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], datetime]:
    """`jam("2026-11-25T08:00")` sets the clock (WIB)."""

    def setel(saat: str) -> datetime:
        monkeypatch.setenv("DIP_JAM", f"{saat}:00+07:00")
        from dip.jam import sekarang

        return sekarang()

    return setel


@pytest.fixture
def meja(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jam: Callable[[str], datetime]) -> Iterator[Meja]:
    """The desk of this regency on the morning of 25 November 2026, without an edition."""
    p = tmp_path / "pengaturan"
    for sub in ("opd", "dik", "tujuan"):
        (p / sub).mkdir(parents=True)
    (p / "lembaga.yml").write_text(LEMBAGA)
    (p / "pejabat.yml").write_text(PEJABAT)
    for kode, kontak in KONTAK.items():
        sumber = (
            f"{{jenis: folder, folder: {kode.lower()}}}" if kode != "DINC" else "{jenis: http, alamat: 'http://x/'}"
        )
        isi = f"kode: {kode}\nnama: Dinas {kode[-1]}\nsumber: {sumber}\nkontak: {kontak}\n"
        (p / "opd" / f"{kode.lower()}.yml").write_text(isi)
    (p / "tujuan" / "situs.yml").write_text("jenis: folder\nnama: situs\nfolder: situs\n")
    (p / "dik").chmod(0o700)
    (p / "dik" / "a.yml").touch(mode=0o600)
    (p / "dik" / "a.yml").write_text(DIK)
    monkeypatch.setenv("DIP_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DIP_PENGATURAN", str(p))
    jam("2026-11-25T08:00")
    from tasks.meja import meja_kerja

    meja_kerja.cache_clear()
    yield meja_kerja()
    meja_kerja.cache_clear()


@pytest.fixture
def edisi(meja: Meja, jam: Callable[[str], datetime]) -> Edisi:
    """December's edition on 1 December: A failed, B sent nothing, C is in."""
    kini = jam("2026-12-01T06:05")
    e = buka_edisi(meja.register, meja.lembaga, "2026-12", "run-1", kini, lambda _: True).edisi
    assert e is not None
    dasar: dict[str, Any] = {"waktu": kini.isoformat(), "alamat": "folder"}
    with meja.register.tulis() as k:
        simpan_tarikan(k, e.id, Tarikan("DINA", "gagal", sebab="TARIK-BESAR", **dasar))
        simpan_tarikan(k, e.id, Tarikan("DINB", "gagal", sebab="TARIK-TIDAK-ADA", **dasar))
        simpan_tarikan(k, e.id, Tarikan("DINC", "baru", sha_berkas="a" * 64, **dasar))
    return e
