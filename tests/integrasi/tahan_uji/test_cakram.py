"""A disk that is full or read-only: a sentence, nothing half, nothing lost, and it goes on when there is room."""

from __future__ import annotations

import errno
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from dip import jejak
from dip.cadangan import cadangkan, semua_cadangan
from dip.cadangan_periksa import periksa_cadangan
from dip.cadangan_pulih import Tujuan, pulihkan
from dip.cakram import DiskGalat
from dip.gudang import Gudang
from dip.jam import WIB
from dip.meja import Meja
from dip.register import Register, RegisterGalat
from dip.tembolok import Tembolok
from keluaran.arsip import BahanArsip, buat_arsip, periksa_arsip
from keluaran.kabar import Pesan, kirim

SAAT = datetime(2026, 11, 1, 6, 0, tzinfo=WIB)
BESAR = bytes(range(256)) * 3000
PESAN = Pesan("PPID", "Draf menunggu", "isi " * 3000, SAAT, "pintu-1")
BAHAN = BahanArsip(
    "2026", "DIP-UJI-2026-11", (), (), lambda _: b"", (), None, {"dip.html": BESAR}, b"draf", b"{}", ()
)  # fmt: skip


@pytest.fixture
def register(cakram: Any) -> Iterator[Register]:
    r = Register.di_berkas(cakram.folder / "register.db")
    catat(r)
    yield r
    r.tutup()


def catat(r: Register, data: str = "") -> None:
    with r.tulis() as k:
        jejak.catat(k, "UJI", "uji", waktu=SAAT, pelaku="sistem", data={"isi": data})


def panjang(r: Register) -> int:
    with r.baca() as k:
        rantai = jejak.baca_semua(k, "UJI")
    assert jejak.periksa_rantai(rantai, lembaga="UJI") == []
    return len(rantai)


def tulisan(folder: Path) -> set[str]:
    """Files there, but for what filled the disk."""
    return {p.name for p in folder.rglob("*") if p.is_file() and p.name != "pengganjal"}


PENULIS: dict[str, Callable[[Path], object]] = {
    "gudang": lambda d: Gudang(str(d / "gudang")).simpan(BESAR),
    "kabar": lambda d: kirim(d / "kabar", PESAN),
    "arsip": lambda d: buat_arsip(d / "arsip", BAHAN),
}


@pytest.mark.parametrize("tulis", PENULIS.values(), ids=PENULIS)
def test_a_full_disk_is_said_and_leaves_nothing(cakram: Any, tulis: Callable[[Path], object]) -> None:
    cakram.penuhi()
    with pytest.raises(DiskGalat, match="penuh") as e:
        tulis(cakram.folder)
    assert e.value.nomor == errno.ENOSPC
    assert tulisan(cakram.folder) == set()
    cakram.kosongkan()
    assert tulis(cakram.folder)
    assert tulisan(cakram.folder)
    if (arsip := cakram.folder / "arsip/2026/DIP-UJI-2026-11").exists():
        assert periksa_arsip(arsip) == []


@pytest.mark.parametrize("tulis", PENULIS.values(), ids=PENULIS)
def test_a_disk_that_can_only_be_read(cakram: Any, tulis: Callable[[Path], object]) -> None:
    cakram.kunci()
    with pytest.raises(DiskGalat, match="hanya bisa dibaca") as e:
        tulis(cakram.folder)
    assert e.value.nomor == errno.EROFS
    cakram.buka()
    assert tulis(cakram.folder)


def test_what_is_stored_is_read_from_a_full_or_locked_disk(cakram: Any) -> None:
    g = Gudang(str(cakram.folder / "gudang"))
    sha = g.simpan(BESAR)
    cakram.penuhi()
    assert (g.baca(sha), g.simpan(BESAR), list(g.semua())) == (BESAR, sha, [sha])
    cakram.kunci()
    assert (g.baca(sha), g.simpan(BESAR)) == (BESAR, sha)


def test_the_register_on_a_full_disk(cakram: Any, register: Register) -> None:
    cakram.penuhi()
    n = panjang(register)
    for _ in range(2):
        with pytest.raises(RegisterGalat, match="penuh"):
            catat(register, "x" * 500_000)
        assert panjang(register) == n
    cakram.kosongkan()
    catat(register, "x" * 500_000)
    assert panjang(register) == n + 1
    lagi = Register.di_berkas(cakram.folder / "register.db")
    assert panjang(lagi) == n + 1
    lagi.tutup()


def test_the_register_on_a_disk_that_can_only_be_read(cakram: Any, register: Register) -> None:
    register.tutup()
    cakram.kunci()
    with pytest.raises(RegisterGalat, match=r"hanya bisa dibaca|tidak bisa dipakai"):
        Register.di_berkas(cakram.folder / "register.db")
    with pytest.raises(RegisterGalat, match=r"hanya bisa dibaca|tidak bisa dipakai"):
        catat(register)
    cakram.buka()
    catat(register)
    assert panjang(register) == 2


def test_a_cache_never_costs_a_run(cakram: Any) -> None:
    t = Tembolok(cakram.folder / "tembolok")
    t.simpan("ab1", b"isi")
    cakram.penuhi()
    t.simpan("cd2", BESAR)
    assert (t.ambil("ab1"), t.ambil("cd2")) == (b"isi", None)
    cakram.kunci()
    t.simpan("ef3", b"isi")
    t.pakai("ab1", SAAT)
    assert (t.ambil("ab1"), t.ambil("ef3"), t.buang_lama(SAAT.replace(year=2099))) == (b"isi", None, 0)


@pytest.fixture
def meja(tmp_path: Path) -> Iterator[Meja]:
    data, pengaturan = tmp_path / "data", tmp_path / "pengaturan"
    for folder in (data, pengaturan):
        folder.mkdir()
    m = Meja(data, pengaturan, data / "masuk", "", str(data / "gudang"))
    m.gudang.simpan(BESAR)
    catat(m.register)
    yield m
    m.register.tutup()


def test_a_backup_that_does_not_fit(cakram: Any, meja: Meja) -> None:
    folder = cakram.folder / "c"
    satu = cadangkan(meja, folder, SAAT)
    cakram.penuhi()
    meja.gudang.simpan(BESAR[::-1])
    with pytest.raises(DiskGalat, match="penuh"):
        cadangkan(meja, folder, SAAT)
    assert semua_cadangan(folder) == [satu.folder]
    assert {p.name for p in folder.iterdir()} == {satu.folder.name, ".kunci-cadangan"}
    assert periksa_cadangan(satu.folder) == []
    cakram.kosongkan()
    assert periksa_cadangan(cadangkan(meja, folder, SAAT).folder) == []


def test_a_restore_that_does_not_fit(cakram: Any, meja: Meja, tmp_path: Path) -> None:
    c = cadangkan(meja, tmp_path / "c", SAAT).folder
    cakram.penuhi()
    tujuan = Tujuan(cakram.folder / "data")
    with pytest.raises(DiskGalat, match="penuh"):
        pulihkan(c, tujuan, SAAT)
    assert tulisan(tujuan.data) == set()
    cakram.kosongkan()
    assert pulihkan(c, tujuan, SAAT).kepala["UJI"][0] == 1


def test_a_limit_on_the_size_of_files(tmp_path: Path) -> None:
    """`ulimit -f`, in a child: the signal it sends must not end the process."""
    kode = (
        "import sys; from dip.gudang import Gudang; from dip.cakram import DiskGalat\n"
        "try: Gudang(sys.argv[1]).simpan(bytes(200_000))\n"
        "except DiskGalat as e: print(e.nomor)"
    )
    r = subprocess.run(
        [sys.executable, "-c", kode, str(tmp_path)], capture_output=True, text=True, check=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)),
    )  # fmt: skip
    assert r.stdout.strip() == str(errno.EFBIG)
    assert tulisan(tmp_path) == set()
