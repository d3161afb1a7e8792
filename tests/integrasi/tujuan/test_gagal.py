"""A failure at every step, the server gone in the middle, and a reader in a tight loop."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import requests

from dip.pengaturan_tujuan import TujuanFolder, TujuanSftp, TujuanWebdav
from keluaran.tujuan import buka, terbitkan
from keluaran.tujuan.ganti import Ganti
from keluaran.tujuan.sftp import Sftp
from keluaran.tujuan.simpanan import Catatan
from keluaran.tujuan.tautan import Tautan

LAMBAT = pytest.mark.lambat

BANYAK = 400
"""More operations than any publication here has."""


@pytest.fixture
def pembaca() -> Callable[[str, Mapping[str, set[bytes]], Callable[[int], bool]], tuple[int, int]]:
    """Reads paths in a tight loop while steps are done (1, 2, … until one says that it was the last).

    Every path is read twice for each step at least. How many 404s (and worse), how many torn files.
    """

    def baca(alamat: str, boleh: Mapping[str, set[bytes]], langkah: Callable[[int], bool]) -> tuple[int, int]:
        henti, putaran = threading.Event(), threading.Semaphore(0)
        hitung = [0, 0]

        def putar() -> None:
            with requests.Session() as s:
                while not henti.is_set():
                    for n, isi in boleh.items():
                        j = s.get(alamat + n, timeout=60)
                        hitung[0] += j.status_code != 200
                        hitung[1] += j.status_code == 200 and j.content not in isi
                    putaran.release()

        utas = threading.Thread(target=putar)
        utas.start()
        try:
            for ke in count(1):
                akhir = langkah(ke)
                assert all(putaran.acquire(timeout=120) for _ in range(2)), "pembaca berhenti"
                if akhir:
                    break
        finally:
            henti.set()
            utas.join(60)
        return hitung[0], hitung[1]

    return baca


@pytest.fixture
def siapkan(tempat: Path, tmp_path: Path, nginx: Any, alat: Any, request: pytest.FixtureRequest) -> Callable[..., Any]:
    """A target by kind, with the address where the public reads it; the storage may be stood before (`pasang`)."""

    def siap(jenis: str, pasang: Callable[[Any], Any] | None = None, pilihan: str = "") -> tuple[Any, str]:
        atomik = jenis in ("folder", "sftp-tautan")
        alamat = nginx.publik(tempat / "kini" if atomik else tempat)
        umum: dict[str, Any] = {"nama": jenis, "alamat_publik": alamat, "baca_publik": False}
        if jenis == "folder":
            return buka(TujuanFolder(jenis="folder", folder=str(tempat), **umum), tmp_path, lambda _: ""), alamat
        if jenis.startswith("sftp"):
            sshd = request.getfixturevalue("buat_sshd")(pilihan)
            p: Any = TujuanSftp(
                jenis="sftp", inang="127.0.0.1", port=sshd.port, pengguna=os.environ.get("USER") or "root",
                rahasia="kunci", sidik_inang=sshd.sidik["ed25519"], folder=str(tempat),
                cara=jenis.removeprefix("sftp-"), **umum,
            )  # fmt: skip
            tujuan: Any = Sftp(p, sshd.kunci, tmp_path / "ruang")
        else:
            dav = nginx.dav(tempat) if jenis == "dav-nginx" else f"{request.getfixturevalue('wsgidav')}/{tempat.name}/"
            p = TujuanWebdav(jenis="webdav", alamat=dav, pengguna="dip", rahasia="dav", **umum)
            tujuan = buka(p, tmp_path, lambda _: alat.sandi)
        if pasang is not None:
            bentuk = Tautan if atomik else Ganti
            catatan = Catatan(tmp_path / f"ruang-{jenis}")
            return bentuk(pasang(tujuan._s), catatan, p), alamat
        return tujuan, alamat

    return siap


def _setiap_langkah(
    siapkan: Callable[..., Any], alat: Any, jenis: str, sesudah: bool, langkah: Callable[[int], int]
) -> int:
    """Fail at operation after operation, each time of a new edition: the old one stands, and trying again works."""
    lama = alat.edisi("0")
    tujuan, alamat = siapkan(jenis, lambda s: s)
    assert terbitkan(tujuan, lama, alat.rilis(lama)).ok
    n = 1
    while n < BANYAK:
        tambah = {f"baru/x-{n}.html": b"baru"} if n % 2 else {}
        baru = alat.edisi(str(n), tambah, tanpa=("gaya.css",) if n % 3 else ())
        rusak, _ = siapkan(jenis, lambda s, n=n: alat.rusak(s, n, sesudah=sesudah))
        hasil = terbitkan(rusak, baru, alat.rilis(baru))
        terlihat = alat.lihat(alamat, {**lama, **baru})
        if not hasil.ok:
            assert (hasil.kode, "disuntikkan" in hasil.sebab) == ("TUJUAN-PUTUS", True)
        assert {j: b for j, b in terlihat.items() if b != 404} == (baru if hasil.ok else lama), (n, hasil)
        if rusak._s.sisa > 0:
            return n
        assert terbitkan(siapkan(jenis, lambda s: s)[0], baru, alat.rilis(baru)).ok, n
        terlihat = alat.lihat(alamat, {**lama, **baru})
        assert {j: b for j, b in terlihat.items() if b != 404} == baru, n
        lama, n = baru, langkah(n)
    pytest.fail("tidak pernah selesai")


@pytest.mark.lambat
@pytest.mark.parametrize("sesudah", [False, True])
@pytest.mark.parametrize("jenis", ["sftp-tautan", "sftp-ganti", "dav-nginx", "dav-wsgidav"])
def test_failure_at_every_step(siapkan: Callable[..., Any], alat: Any, jenis: str, sesudah: bool) -> None:
    assert _setiap_langkah(siapkan, alat, jenis, sesudah, lambda n: n + 1) > 25


@pytest.mark.parametrize("jenis", ["sftp-tautan", "dav-nginx"])
def test_failure_at_some_steps(siapkan: Callable[..., Any], alat: Any, jenis: str) -> None:
    _setiap_langkah(siapkan, alat, jenis, True, lambda n: n + 17)


def test_failure_at_every_step_of_a_folder(
    siapkan: Callable[..., Any], alat: Any, tempat: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lama = alat.edisi("0")
    tujuan, _ = siapkan("folder")
    kini = tempat / "kini"
    assert terbitkan(tujuan, lama, alat.rilis(lama)).ok
    sisa = [0]

    def tayang() -> dict[str, bytes]:
        return {p.relative_to(kini).as_posix(): p.read_bytes() for p in kini.rglob("*") if p.is_file()}

    def pasang(nama: str) -> None:
        asli = getattr(os, nama)

        def panggil(*a: Any, **k: Any) -> Any:
            sisa[0] -= 1
            if sisa[0] == 0:
                raise OSError(5, "disuntikkan")
            return asli(*a, **k)

        monkeypatch.setattr(os, nama, panggil)

    for nama in ("rename", "replace", "symlink", "link", "mkdir", "chmod", "fsync", "utime"):
        pasang(nama)
    for n in range(1, BANYAK):
        baru = alat.edisi(str(n), {f"baru/x-{n}.html": b"baru"}, tanpa=("gaya.css",) if n % 3 else ())
        sisa[0] = n
        hasil = terbitkan(siapkan("folder")[0], baru, alat.rilis(baru))
        selesai, sisa[0] = sisa[0] > 0, 0
        assert tayang() == (baru if hasil.ok else lama), (n, hasil)
        if selesai:
            assert n > 25
            return
        assert terbitkan(siapkan("folder")[0], baru, alat.rilis(baru)).ok, n
        assert tayang() == baru, n
        assert not [r for r in (tempat / "rilis").iterdir() if r.name.startswith(".")], n
        lama = baru
    pytest.fail("tidak pernah selesai")


@pytest.mark.parametrize("jenis", ["sftp-tautan", pytest.param("sftp-ganti", marks=LAMBAT)])
def test_session_killed_in_the_middle(
    siapkan: Callable[..., Any], alat: Any, jenis: str, buat_sshd: Callable[[str], Any]
) -> None:
    satu, dua = alat.edisi("1"), alat.edisi("2")
    tujuan, alamat = siapkan(jenis)
    assert terbitkan(tujuan, satu, alat.rilis(satu)).ok
    rusak, _ = siapkan(jenis, lambda s: alat.rusak(s, 30, ganti=buat_sshd("").putuskan))
    hasil = terbitkan(rusak, dua, alat.rilis(dua))
    assert (hasil.ok, hasil.kode) == (False, "TUJUAN-PUTUS")
    assert alat.lihat(alamat, satu) == satu
    assert terbitkan(siapkan(jenis)[0], dua, alat.rilis(dua)).ok
    assert alat.lihat(alamat, dua) == dua


@pytest.mark.parametrize("jenis", [pytest.param("sftp-tautan", marks=LAMBAT), "sftp-ganti"])
def test_server_gone_and_back(
    siapkan: Callable[..., Any], alat: Any, jenis: str, buat_sshd: Callable[[str], Any]
) -> None:
    satu, dua = alat.edisi("1"), alat.edisi("2")
    sshd = buat_sshd("-l ERROR")  # one that nobody else uses
    tujuan, alamat = siapkan(jenis, pilihan="-l ERROR")
    assert terbitkan(tujuan, satu, alat.rilis(satu)).ok
    rusak, _ = siapkan(jenis, lambda s: alat.rusak(s, 33, ganti=sshd.berhenti), pilihan="-l ERROR")
    hasil = terbitkan(rusak, dua, alat.rilis(dua))
    assert (hasil.ok, hasil.kode) == (False, "TUJUAN-PUTUS")
    assert all(isi in (satu[j], dua[j]) for j, isi in alat.lihat(alamat, satu).items())
    assert terbitkan(tujuan, dua, alat.rilis(dua)).kode == "TUJUAN-PUTUS"
    sshd.mulai()
    assert terbitkan(tujuan, dua, alat.rilis(dua)).ok
    assert alat.lihat(alamat, dua) == dua


@pytest.mark.parametrize(
    "jenis",
    [
        "folder",
        "sftp-tautan",
        "dav-nginx",
        pytest.param("sftp-ganti", marks=LAMBAT),
        pytest.param("dav-wsgidav", marks=LAMBAT),
    ],
)
def test_a_reader_in_a_tight_loop(
    siapkan: Callable[..., Any], alat: Any, pembaca: Callable[..., Any], jenis: str
) -> None:
    edisi = [alat.edisi(t, {"besar.html": t.encode() * 400_000}) for t in "12"]
    tujuan, alamat = siapkan(jenis)
    assert terbitkan(tujuan, edisi[0], alat.rilis(edisi[0])).ok

    def langkah(ke: int) -> bool:
        e = edisi[ke % 2]
        assert terbitkan(tujuan, e, alat.rilis(e)).ok
        return ke == (59 if jenis == "folder" else 8)

    boleh = {j: {e[j] for e in edisi} for j in ("index.html", "besar.html", "unit/u-1.html")}
    hilang, sobek = pembaca(alamat, boleh, langkah)
    assert sobek == 0
    if jenis != "dav-wsgidav":  # it removes a file before it moves another to its place
        assert hilang == 0
