"""What `dip tujuan` does: probe, plan and check every target from a terminal, or ask the running system to repair."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

from rich.console import Console

from dip.edisi import edisi_hidup
from dip.gudang import BlobRusak
from dip.pengaturan_tujuan import Tujuan as PengaturanTujuan
from dip.terbitan import BelumSah, terbitan_tayang
from flows.mulai import meja_luncur
from flows.petugas import alamat_jalan, api, buat_run
from flows.sistem import SistemGalat


def _pilih(nama: str) -> list[PengaturanTujuan]:
    from tasks.sah import urut_tujuan

    with contextlib.suppress(SistemGalat):  # secrets may lie in blocks of the running system
        os.environ.setdefault("PREFECT_API_URL", api(meja_luncur()))
    semua = urut_tujuan()
    if not nama:
        return semua
    if cocok := [t for t in semua if t.nama.casefold() == nama.casefold()]:
        return cocok
    raise SistemGalat(f"Tujuan '{nama}' tidak ada. Yang ada: {', '.join(t.nama for t in semua)}.")


def _masing(nama: str, berkas: bool) -> Iterator[tuple[PengaturanTujuan, dict[str, bytes]]]:
    """Every chosen target, with the files of the live edition when they are wanted. Raises SistemGalat."""
    from dip.beku import muat_revisi
    from tasks.penjaga import PenerbitanDihentikan, berkas_terbit
    from tasks.terbit import buktikan

    meja = meja_luncur()
    pilihan = _pilih(nama)
    if not berkas:
        yield from ((t, {}) for t in pilihan)
        return
    with meja.register.baca() as k:
        hidup, terbitan = edisi_hidup(k, meja.lembaga), terbitan_tayang(k, meja.gudang, meja.lembaga)
    if hidup is None or terbitan is None:
        raise SistemGalat("Belum ada edisi yang terbit. Lihat: dip status")
    try:
        revisi = muat_revisi(meja.gudang, hidup[1])
        buktikan(hidup[0], revisi, terbitan)
        for t in pilihan:
            yield t, berkas_terbit(revisi, terbitan, t.opd)
    except (BelumSah, BlobRusak, PenerbitanDihentikan) as e:
        raise SistemGalat(str(e)) from e


def uji(layar: Console, nama: str) -> int:
    """Probe the targets; 1 when one of them is not ready."""
    from tasks.situs import uji as jalan

    hasil = [(t, jalan(t)) for t, _ in _masing(nama, berkas=False)]
    for t, kurang in hasil:
        for baris in kurang or ["siap"]:
            _tulis(layar, t.nama, baris)
    return int(any(kurang for _, kurang in hasil))


def rencana(layar: Console, nama: str) -> int:
    """Say what publishing the live edition again would send and remove; 1 when somebody else's files are in the way."""
    from tasks.situs import rencana as jalan

    keluar = 0
    for t, berkas in _masing(nama, berkas=True):
        isi, bersih = jalan(t, berkas)
        _tulis(layar, t.nama, isi)
        keluar = keluar if bersih else 1
    return keluar


def periksa(layar: Console, nama: str) -> int:
    """Compare what is live with what was ratified; 1 when a target differs."""
    from tasks.situs import banding

    keluar = 0
    for t, berkas in _masing(nama, berkas=True):
        k = banding(t, berkas)
        obat = " Pasang kembali dengan: dip tujuan perbaiki" if k.keadaan == "berbeda" else ""
        _tulis(layar, t.nama, f"{k.sebab}{obat}" or "sesuai")
        keluar = 1 if k.sebab else keluar
    return keluar


def perbaiki(layar: Console) -> None:
    """Ask the running system to put the ratified files back. Raises SistemGalat when it is not running."""
    meja = meja_luncur()
    run = buat_run(meja, "periksa-situs/situs", {"perbaiki": True})
    layar.print(f"Sedang dikerjakan: {alamat_jalan(meja, run)}", markup=False, soft_wrap=True)


def _tulis(layar: Console, nama: str, isi: str) -> None:
    layar.print(f"{nama}: {isi}", markup=False, soft_wrap=True)
