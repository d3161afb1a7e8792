"""The register of a real institution is closed to other users of the computer, or it is not read."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from dip.muat import PengaturanGalat, muat_pengaturan

pytestmark = pytest.mark.skipif(os.name != "posix", reason="hak akses berkas hanya ada di sistem POSIX")

ISI = "- {id_dik: DIK-BGK-2026-001, judul_umum: Data penerima bantuan, opd: DINKES}\n"


@pytest.fixture
def sungguhan(rumah: Path, tmp_path: Path) -> Path:
    """A settings folder that is no example, with one record in its register."""
    folder = tmp_path / "penga turan"
    shutil.copytree(rumah / "sumber" / "bangka", folder)
    isi = (folder / "pejabat.contoh.yml").read_text("utf-8").replace("mulai:\n", "mulai: 2026-01-01\n")
    for nama in ("satu", "dua", "tiga"):
        isi = isi.replace('kode: ""', f"kode: {nama}", 1).replace('nama: ""', f"nama: Orang {nama}", 1)
    (folder / "pejabat.yml").write_text(isi, "utf-8")
    (folder / "dik" / "daftar.yml").write_text(ISI, "utf-8")
    (folder / "dik" / "daftar.yml").chmod(0o600)
    (folder / "dik").chmod(0o700)
    return folder


def test_closed_is_read(sungguhan: Path) -> None:
    assert [d.id_dik for d in muat_pengaturan(sungguhan).dik] == ["DIK-BGK-2026-001"]


@pytest.mark.parametrize(
    ("nama", "mode"), [("dik", 0o755), ("dik", 0o701), ("dik/daftar.yml", 0o644), ("dik/daftar.yml", 0o640)]
)
def test_open_is_refused_and_the_remedy_works(sungguhan: Path, nama: str, mode: int) -> None:
    (sungguhan / nama).chmod(mode)
    with pytest.raises(PengaturanGalat) as galat:
        muat_pengaturan(sungguhan)
    [s] = galat.value.salah
    assert (s.berkas, s.kode) == (nama, "PGT-IZIN")
    subprocess.run(s.obat.removeprefix("Jalankan: "), shell=True, check=True)
    assert len(muat_pengaturan(sungguhan).dik) == 1


def test_an_empty_register_needs_no_lock(sungguhan: Path) -> None:
    (sungguhan / "dik" / "daftar.yml").write_text("# belum ada\n", "utf-8")
    (sungguhan / "dik").chmod(0o755)
    (sungguhan / "dik" / "daftar.yml").chmod(0o644)
    assert muat_pengaturan(sungguhan).dik == ()


def test_closed_text_is_in_no_fault(sungguhan: Path) -> None:
    rahasia = "Nama anak yang didampingi"
    isi = f"- id_dik: salah\n  judul_umum: Umum\n  opd: DINKES\n  uraian_tertutup: {rahasia}\n  sebagian: entah\n"
    (sungguhan / "dik" / "daftar.yml").write_text(isi, "utf-8")
    with pytest.raises(PengaturanGalat) as galat:
        muat_pengaturan(sungguhan)
    assert {s.kunci for s in galat.value.salah} == {"[1].id_dik", "[1].sebagian"}
    assert rahasia not in str(galat.value)


def test_a_closed_text_that_is_too_long_is_not_shown(sungguhan: Path) -> None:
    panjang = "Keterangan rahasia " * 5000
    isi = f"- {{id_dik: DIK-BGK-2026-001, judul_umum: Umum, opd: DINKES, uraian_tertutup: {panjang}}}\n"
    (sungguhan / "dik" / "daftar.yml").write_text(isi, "utf-8")
    with pytest.raises(PengaturanGalat) as galat:
        muat_pengaturan(sungguhan)
    assert "rahasia" not in str(galat.value)
