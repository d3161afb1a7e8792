"""What is due today is called to mind: late offices, waiting approvals, exclusions that end, periodic items grown old.

Every morning. Each message is written once per event; what could not be sent before is tried again.
"""

from __future__ import annotations

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed

from tasks.kabar import kabari_jadwal_gagal
from tasks.meja import pelari
from tasks.pengingat import (
    antar_kabar,
    ingatkan_berkala,
    ingatkan_dik,
    ingatkan_opd,
    ingatkan_persetujuan,
    tampilkan_ingatan,
)


@flow(
    name="pengingat",
    task_runner=pelari(),
    description="Ingatkan OPD yang belum mengirim, persetujuan yang menunggu, DIK yang berakhir, dan informasi berkala",
    on_failure=[kabari_jadwal_gagal],
)
def pengingat() -> State[Any]:
    """Call to mind what is due now."""
    opd, persetujuan = ingatkan_opd(), ingatkan_persetujuan()
    dik, berkala = ingatkan_dik(), ingatkan_berkala()
    laporan = antar_kabar()
    semua = [*opd, *persetujuan, *dik, *berkala]
    tertahan = len(laporan.gagal) + laporan.sisa
    susul = f" {tertahan} kabar belum sampai dan dicoba lagi; lihat dip kabar daftar." if tertahan else ""
    if laporan.rusak:
        susul += f" Saluran bermasalah: {', '.join(laporan.rusak)}; jalankan dip kabar uji."
    if not semua:
        return Completed(name="Tidak ada yang diingatkan", message=f"Tidak ada yang jatuh tempo hari ini.{susul}")
    tampilkan_ingatan(semua)
    kata = [("OPD terlambat", opd), ("persetujuan", persetujuan), ("DIK", dik), ("informasi berkala", berkala)]
    rinci = ", ".join(f"{len(daftar)} tentang {nama}" for nama, daftar in kata if daftar)
    return Completed(name="Diingatkan", message=f"{len(semua)} kabar ditulis: {rinci}.{susul}")
