"""`dip catat …`: what only the office assigns comes back into the system: number, date and the signed sheet."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from flows.layar import layar

catat_app = typer.Typer(help="Catat nomor, tanggal, dan lembar bertanda tangan.", no_args_is_help=True)


@catat_app.callback()
def _kelompok() -> None:
    """Catat nomor, tanggal, dan lembar bertanda tangan."""


@catat_app.command("pengesahan")
def catat_pengesahan(
    berkas: Annotated[Path, typer.Argument(help="Lembar pengesahan bertanda tangan: PDF, JPG, atau PNG")],
    nomor: Annotated[str, typer.Option(help="Nomor dari tata usaha")],
    tanggal: Annotated[str, typer.Option(help="Tanggal pada lembar itu, misalnya 2026-11-23")],
    tempat: Annotated[str, typer.Option(help="Tempat pada lembar itu; kosong berarti ibu kota")] = "",
    penandatangan: Annotated[str, typer.Option(help="Nama masuk Atasan PPID; kosong berarti yang menjabat")] = "",
    edisi: Annotated[
        str, typer.Option(help="Kode edisi, misalnya DIP-KTH-2026-11; kosong berarti yang menunggu dicatat")
    ] = "",
) -> None:
    """Catat lembar pengesahan, sesuai cara pengesahan edisinya.

    Contoh: dip catat pengesahan lembar.pdf --nomor 500.12.11/802/IKP/2026 --tanggal 2026-11-23

    Tanpa --edisi: draf yang menunggu lembarnya, kalau tidak ada edisi terbaru yang disahkan dengan kode.
    Edisi dengan kode: nomornya diterbitkan. Tanda tangan elektronik: tanda tangannya diperiksa dan edisi disahkan.
    Tanda tangan basah: PPID diminta mengonfirmasi.
    """
    from flows.pencatatan import Lembar, catat
    from flows.sistem import SistemGalat

    try:
        hari = date.fromisoformat(tanggal)
    except ValueError:
        kalimat = f"Tanggal '{tanggal[:20]}' tidak terbaca. Tulis tahun-bulan-hari, misalnya 2026-11-23."
        raise SistemGalat(kalimat) from None
    catat(layar, Lembar(berkas, nomor, hari, tempat, penandatangan, edisi))
