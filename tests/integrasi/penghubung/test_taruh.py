"""Our answer beside the office's file: on a disk, WebDAV and SFTP, and never read back as data."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sumber.penghubung.alamat import Gagal
from sumber.penghubung.pilih import AKHIRAN_BALASAN, balasan
from sumber.penghubung.taruh import SudahDiubah, nama_balasan, taruh, yang_ada

Kantor = Any


def _kami(_: bytes) -> bool:
    return True


NAMA = f"daftar é 100%{AKHIRAN_BALASAN}"


@pytest.fixture(params=["folder", "webdav", "nginx", "sftp"])
def kotak(request: pytest.FixtureRequest, kantor: Kantor, tmp_path: Path) -> tuple[dict[str, Any], Path]:
    """The settings of a source and the folder it shows."""
    if request.param == "folder":
        (kantor.akar / "dlh").mkdir()
        return {"jenis": "folder", "folder": "dlh"}, kantor.akar / "dlh"
    masuk = {"jenis": "webdav", "pengguna": "dip", "rahasia": "sandi-uji"}
    if request.param == "webdav":
        alamat, folder = request.getfixturevalue("wsgidav")
        return {**masuk, "alamat": alamat}, folder
    if request.param == "nginx":
        nginx = request.getfixturevalue("nginx")
        folder = nginx.akar / f"k{abs(hash(request.node.nodeid))}"
        folder.mkdir()
        return {**masuk, "alamat": f"{nginx.dasar}/dav/{folder.name}"}, folder
    sshd = request.getfixturevalue("sshd")
    kantor.rahasia["kunci-uji"] = sshd.kunci
    (tmp_path / "kotak").mkdir()
    return sshd.sumber(tmp_path / "kotak"), tmp_path / "kotak"


@pytest.fixture
def taruhkan(kantor: Kantor, kotak: tuple[dict[str, Any], Path]) -> Callable[..., bool]:
    opd = kantor.opd(**kotak[0])
    return lambda nama, isi, milik=_kami: taruh(opd, nama, isi, kantor.alat, kantor.kebijakan, kantor.akar, milik)


def test_put_replaced_left_alone_and_never_read(
    kantor: Kantor, kotak: tuple[dict[str, Any], Path], taruhkan: Callable[..., bool]
) -> None:
    sumber, folder = kotak
    kantor.taruh(folder, "daftar.xlsx")
    pertama = kantor.tarik(**sumber)
    isi = b"PK balasan" * 20_000
    assert taruhkan(NAMA, isi) is True
    assert (folder / NAMA).read_bytes() == isi
    (folder / NAMA).write_bytes(b"")
    assert taruhkan(NAMA, isi) is True
    assert (folder / NAMA).read_bytes() == isi
    os.utime(folder / NAMA, (1, 1))
    assert taruhkan(NAMA, isi) is True
    assert (folder / NAMA).stat().st_mtime == 1
    assert taruhkan(NAMA, isi[:-1] + b"x") is True
    assert (folder / NAMA).read_bytes() == isi[:-1] + b"x"
    assert sorted(b.name for b in folder.iterdir()) == [NAMA, "daftar.xlsx"]
    t = kantor.tarik(pertama, **sumber)
    assert (t.hasil, t.nama_berkas, t.lain) == ("tetap", "daftar.xlsx", [])


@pytest.mark.parametrize(
    "nama", [f"../a{AKHIRAN_BALASAN}", f"/tmp/a{AKHIRAN_BALASAN}", f"a\\b{AKHIRAN_BALASAN}", f"a\n{AKHIRAN_BALASAN}",
             f"{'a' * 300}{AKHIRAN_BALASAN}", "daftar.xlsx", ""],
)  # fmt: skip
def test_names_that_are_no_answer(kantor: Kantor, tmp_path: Path, nama: str) -> None:
    opd = kantor.opd(jenis="folder", folder=".")
    with pytest.raises(Gagal) as g:
        taruh(opd, nama, b"", kantor.alat, kantor.kebijakan, kantor.akar, _kami)
    assert (g.value.sebab, list(kantor.akar.iterdir())) == ("TARIK-ALAMAT", [])


def test_what_the_office_mended_is_never_overwritten(
    kantor: Kantor, kotak: tuple[dict[str, Any], Path], taruhkan: Callable[..., bool]
) -> None:
    sumber, folder = kotak
    opd, lain = kantor.opd(**sumber), nama_balasan("daftar.xlsx")
    assert yang_ada(opd, lain, kantor.alat, kantor.kebijakan, kantor.akar) is None
    assert taruhkan(lain, b"PK satu") is True
    assert yang_ada(opd, lain, kantor.alat, kantor.kebijakan, kantor.akar) == b"PK satu"
    assert taruhkan(lain, b"PK dua", lambda isi: isi == b"PK satu") is True
    (folder / lain).write_bytes(b"PK oleh OPD")
    with pytest.raises(SudahDiubah):
        taruhkan(lain, b"PK tiga", lambda isi: isi == b"PK dua")
    assert (folder / lain).read_bytes() == b"PK oleh OPD"


@pytest.mark.parametrize(
    ("nama", "pokok"),
    [
        ("dip.csv", "dip"),
        ("dip - HASIL PERIKSA.xlsx.csv", "dip - HASIL PERIKSA.xlsx"),
        ("a/../b\\c\n*.xlsx", "b_c__"),
        ("dip... .xlsx", "dip"),
        ("é" * 120 + ".csv", "é" * 109),
        ("𝕏" * 63 + ".x", "𝕏" * 54),
        ("e\u0301.xls", "e\u0301"),
        ("\ud800.csv", "?"),
    ],
)
def test_name_of_an_answer(nama: str, pokok: str) -> None:
    jadi = nama_balasan(nama)
    assert (jadi, balasan(jadi), len(jadi.encode()) <= 240) == (f"{pokok}{AKHIRAN_BALASAN}", True, True)
    kedua = nama_balasan(nama, 2)
    assert (balasan(kedua), kedua != jadi, len(kedua.encode()) <= 240) == (True, True, True)


@pytest.mark.parametrize("kotak", ["folder", "sftp"], indirect=True)
def test_a_link_is_replaced_and_its_goal_left_alone(
    kantor: Kantor, kotak: tuple[dict[str, Any], Path], taruhkan: Callable[..., bool], tmp_path: Path
) -> None:
    rahasia = tmp_path / "rahasia"
    rahasia.write_bytes(b"PK")
    (kotak[1] / NAMA).symlink_to(rahasia)
    assert taruhkan(NAMA, b"PK") is True
    assert (rahasia.read_bytes(), (kotak[1] / NAMA).is_symlink()) == (b"PK", False)


def test_whoever_may_use_the_folder_may_read_it(kantor: Kantor) -> None:
    opd = kantor.opd(jenis="folder", folder=".")
    kantor.akar.chmod(0o770)
    taruh(opd, NAMA, b"PK", kantor.alat, kantor.kebijakan, kantor.akar, _kami)
    assert (kantor.akar / NAMA).stat().st_mode & 0o777 == 0o660


def test_sources_without_a_place_and_places_that_are_gone(kantor: Kantor) -> None:
    def ke(**sumber: Any) -> bool:
        return taruh(kantor.opd(**sumber), NAMA, b"PK", kantor.alat, kantor.kebijakan, kantor.akar, _kami)

    assert ke(jenis="http", alamat="http://127.0.0.1:9/a.xlsx") is False
    for sumber, sebab in (
        ({"jenis": "folder", "folder": "tidak-ada"}, "TARIK-TIDAK-ADA"),
        ({"jenis": "webdav", "alamat": "http://127.0.0.1:9/"}, "TARIK-PUTUS"),
    ):
        with pytest.raises(Gagal) as g:
            ke(**sumber)
        assert g.value.sebab == sebab
