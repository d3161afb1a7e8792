"""Targets in the settings folder, and where their secrets come from."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dip.meja import buka_meja
from dip.muat import PengaturanGalat, muat_pengaturan
from dip.pengaturan_tujuan import TujuanFolder, TujuanSftp, TujuanWebdav, TujuanWordpress
from tasks.rahasia import rahasia

SIDIK = "SHA256:" + "A" * 43
SFTP = (
    f"jenis: sftp\nnama: Hosting\ninang: ppid.contohkab.go.id\npengguna: dip\nrahasia: hosting\nsidik_inang: {SIDIK}\n"
    "folder: public_html/dip\n"
)


@pytest.fixture
def contoh(tmp_path: Path, rumah: Path) -> Path:
    tujuan = tmp_path / "pengaturan"
    shutil.copytree(rumah / "sumber" / "contoh", tujuan)
    return tujuan


def test_keempat_jenis_tujuan(contoh: Path) -> None:
    folder = contoh / "tujuan"
    (folder / "a.yml").write_text(SFTP)
    (folder / "b.yml").write_text("jenis: webdav\nnama: Awan\nalamat: https://awan.contohkab.go.id/dav/dip/\n")
    (folder / "c.yml").write_text(
        "jenis: wordpress\nnama: Dinkes\nopd: DINKES\nalamat: https://dinkes.contohkab.go.id\npengguna: dip\n"
        "rahasia: dinkes-wp\n"
    )
    jenis = [type(t) for t in muat_pengaturan(contoh).tujuan]
    assert jenis == [TujuanSftp, TujuanWebdav, TujuanWordpress, TujuanFolder]


@pytest.mark.parametrize(
    ("isi", "kode"),
    [
        ("jenis: gopher\nnama: x\n", "PGT-PILIHAN"),
        (SFTP.replace(SIDIK, "MD5:00"), "PGT-POLA"),
        (SFTP + "sandi: rahasia123\n", "PGT-KUNCI"),
        ("jenis: webdav\nnama: x\nalamat: https://dip:sandi@awan.go.id/\n", "PGT-POLA"),
        ("jenis: folder\nnama: x\nfolder: y\nopd: TIDAKADA\n", "PGT-INDUK"),
        ("jenis: folder\nnama: Situs PPID\nfolder: y\n", "PGT-KEMBAR"),
    ],
)
def test_tujuan_yang_salah_disebut_berkas_dan_barisnya(contoh: Path, isi: str, kode: str) -> None:
    (contoh / "tujuan" / "z.yml").write_text(isi)
    with pytest.raises(PengaturanGalat) as e:
        muat_pengaturan(contoh)
    assert [s.berkas for s in e.value.salah] == ["tujuan/z.yml"]
    assert "rahasia123" not in str(e.value)


def test_situs_utama_harus_ada(contoh: Path) -> None:
    berkas = contoh / "tujuan" / "situs.yml"
    berkas.write_text(berkas.read_text() + "opd: DINKES\n")
    with pytest.raises(PengaturanGalat) as e:
        muat_pengaturan(contoh)
    assert [(s.berkas, s.kode) for s in e.value.salah] == [("tujuan", "PGT-TIDAK-ADA")]


def test_rahasia_dari_lingkungan_lalu_berkas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    meja = buka_meja(tmp_path, {"DIP_DATA": str(tmp_path / "data")})
    berkas = tmp_path / "data" / "rahasia" / "situs-wp"
    berkas.parent.mkdir()
    berkas.write_text("dari berkas\n")
    berkas.chmod(0o644)
    with pytest.raises(LookupError, match="chmod 600"):
        rahasia(meja, "situs-wp")
    berkas.chmod(0o600)
    assert rahasia(meja, "situs-wp") == "dari berkas"
    monkeypatch.setenv("DIP_RAHASIA_SITUS_WP", "dari lingkungan")
    assert rahasia(meja, "situs-wp") == "dari lingkungan"
