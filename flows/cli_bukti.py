"""`dip paket-bukti`: what the e-Monev questionnaire asks for, as one zip."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from flows.layar import layar

bukti_app = typer.Typer()


def _tahun(nilai: str) -> str:
    """A year."""
    if nilai and not re.fullmatch(r"20\d\d", nilai):
        raise typer.BadParameter("tulis tahunnya, misalnya 2026")
    return nilai


@bukti_app.command("paket-bukti")
def paket_bukti(
    tahun: Annotated[str, typer.Argument(callback=_tahun, help="Tahun yang dinilai; kosong berarti tahun ini")] = "",
    simpan: Annotated[
        Path | None, typer.Option(help="Nama berkas .zip; bawaan: paket-bukti-e-monev-<tahun>.zip")
    ] = None,
    sebagai_json: Annotated[
        bool, typer.Option("--json", help="Tulis buktinya untuk mesin, tanpa membuat paket")
    ] = False,
) -> None:
    """Susun paket bukti e-Monev: per indikator alamat tetap, angka, nilai, dan naskahnya.

    Contoh: dip paket-bukti 2026
    """
    from dataclasses import asdict

    from dip.emonev import BelumTerbit, kumpulkan_fakta
    from dip.jam import sekarang
    from flows.mulai import meja_luncur
    from flows.sistem import SistemGalat
    from flows.tampilan import tulis_json
    from keluaran import emonev

    meja = meja_luncur()
    try:
        fakta = kumpulkan_fakta(meja, tahun or str(sekarang().year))
    except BelumTerbit as e:
        raise SistemGalat(str(e)) from None
    bukti = emonev.susun_bukti(fakta)
    if sebagai_json:
        tulis_json([asdict(b) for b in bukti], layar)
        return
    ke = simpan or Path(f"paket-bukti-e-monev-{fakta.tahun}.zip")
    ke.write_bytes(emonev.paket_bukti(fakta, meja.gudang.baca, sekarang()))
    kosong = [b for b in bukti if b.jawaban == "Tidak"]
    layar.print(f"{ke}: {len(bukti)} bukti, {len(fakta.naskah)} naskah.", markup=False, soft_wrap=True)
    for b in kosong:
        layar.print(
            f"  Belum: {emonev.INDIKATOR[b.indikator]} — {b.hal} {b.angka}".rstrip(), markup=False, soft_wrap=True
        )
