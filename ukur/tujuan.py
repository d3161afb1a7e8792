"""Publishing an unchanged and a 1 %-changed edition to each kind of target, against sending everything again.

Wall time, because waiting for a server is what publishing costs; on this machine a round trip costs nothing, so the
numbers of files and bytes sent say what it is over a network.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import requests

from dip.pengaturan_tujuan import TujuanFolder, TujuanSftp, TujuanWebdav
from keluaran.bentuk import bangun
from keluaran.tujuan import buka, id_rilis, terbitkan
from ukur import peladen
from ukur.alat import Baris
from ukur.bahan import revisi_contoh

BARIS = 12_000
Kirim = Callable[[dict[str, bytes], Path], None]


def _berubah() -> tuple[dict[str, bytes], list[str]]:
    """An edition, and the files that differ when an office rewrites 1 % of all rows."""
    revisi = revisi_contoh(BARIS)
    lama = bangun(revisi, None)
    entri = [dict(e) for e in revisi.entri]
    for e in entri[BARIS // 2 : BARIS // 2 + BARIS // 100]:
        e["ringkasan"] = "Ditulis ulang"
    baru = bangun(replace(revisi, entri=entri), None)  # type: ignore[arg-type]  # plain copies of the same rows
    return lama, [n for n, b in baru.items() if lama.get(n) != b]


def ukur_tujuan(putaran: int) -> list[Baris]:
    """Milliseconds of wall time; the case says how many files and bytes went out."""
    lama, berubah = _berubah()
    hasil: list[Baris] = []
    for jenis, siap in (("folder", _folder), ("sftp", _sftp), ("webdav", _webdav)):
        with tempfile.TemporaryDirectory(prefix="ukur-") as t, siap(Path(t)) as alat:
            if alat is not None:
                hasil += _satu(jenis, *alat, lama, berubah, Path(t), max(3, putaran))
    return hasil


def _satu(
    jenis: str, pengaturan: Any, rahasia: str, siapa: str, semua: Kirim,
    lama: dict[str, bytes], berubah: list[str], ruang: Path, putaran: int,
) -> list[Baris]:  # fmt: skip
    def terbit(berkas: dict[str, bytes]) -> tuple[float, int]:
        mulai = time.perf_counter()
        h = terbitkan(buka(pengaturan, ruang / "data", lambda _: rahasia), berkas, id_rilis(berkas))
        if not h.ok:
            raise RuntimeError(h.sebab)
        return (time.perf_counter() - mulai) * 1000, h.dikirim

    asal = ruang / "asal"
    for n, b in lama.items():
        (asal / n).parent.mkdir(parents=True, exist_ok=True)
        (asal / n).write_bytes(b)
    pertama, _ = terbit(lama)
    tetap, ubah, lain, kirim = [], [], [], 0
    for k in range(1, putaran + 1):
        tetap.append(terbit(lama)[0])
        baru = {n: b + b" " * k if n in berubah else b for n, b in lama.items()}
        ms, kirim = terbit(baru)
        ubah.append(ms)
        mulai = time.perf_counter()
        semua(lama, asal)
        lain.append((time.perf_counter() - mulai) * 1000)
        terbit(lama)
    besar = sum(len(lama[n]) for n in berubah if n in lama) / 1e6
    penuh = sum(map(len, lama.values())) / 1e6
    lawan = statistics.median(lain)
    siapa = f"{siapa}: {len(lama)} berkas, {penuh:.0f} MB"
    return [
        (f"{jenis}, pertama, waktu dinding ({len(lama)} berkas)", pertama, lawan, siapa),
        (f"{jenis}, tidak berubah (0 berkas)", statistics.median(tetap), lawan, siapa),
        (f"{jenis}, 1 % berubah ({kirim} berkas, {besar:.1f} MB)", statistics.median(ubah), lawan, siapa),
    ]


@contextmanager
def _folder(ruang: Path) -> Iterator[Any]:
    def salin(_: dict[str, bytes], asal: Path) -> None:
        shutil.rmtree(ruang / "cp", ignore_errors=True)
        subprocess.run(["cp", "-r", str(asal), str(ruang / "cp")], check=True)
        subprocess.run(["sync", "-f", str(ruang)], check=True)

    yield TujuanFolder(jenis="folder", nama="F", folder=str(ruang / "f")), "", "cp -r + sync", salin


@contextmanager
def _sftp(ruang: Path) -> Iterator[Any]:
    scp = peladen.program("scp")
    if scp is None or peladen.program("sshd") is None:
        yield None
        return
    with peladen.ssh(ruang) as s:
        pilihan = ["-q", "-P", str(s.port), "-i", str(s.kunci), "-o", "StrictHostKeyChecking=no"]
        pilihan += ["-o", f"UserKnownHostsFile={ruang}/kenal", "-o", "IdentitiesOnly=yes"]
        siapa = os.environ.get("USER") or "root"

        def salin(_: dict[str, bytes], asal: Path) -> None:
            subprocess.run([scp, *pilihan, "-r", str(asal), f"{siapa}@127.0.0.1:{ruang}/scp"], check=True)

        p = TujuanSftp(
            jenis="sftp", nama="S", inang="127.0.0.1", port=s.port, pengguna=siapa, rahasia="kunci",
            sidik_inang=s.sidik, folder=str(ruang / "s"),
        )  # fmt: skip
        yield p, s.kunci.read_text(), "scp -r", salin


@contextmanager
def _webdav(ruang: Path) -> Iterator[Any]:
    if peladen.program("nginx") is None:
        yield None
        return
    with peladen.dav(ruang) as alamat:
        (ruang / "situs" / "w").mkdir()

        def salin(berkas: dict[str, bytes], asal: Path) -> None:
            for folder in sorted(p for p in asal.rglob("*") if p.is_dir()):
                (ruang / "situs" / "put" / folder.relative_to(asal)).mkdir(parents=True, exist_ok=True)
            with requests.Session() as sesi:
                for n, b in berkas.items():
                    sesi.put(f"{alamat}/put/{n}", data=b, timeout=60).raise_for_status()

        yield TujuanWebdav(jenis="webdav", nama="W", alamat=f"{alamat}/w/"), "", "PUT semuanya", salin
