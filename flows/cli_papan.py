"""`dip papan` and `dip diagnosa`: who is missing and why, and everything known about one office."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.layar import layar

papan_app = typer.Typer(
    help="Papan OPD: siapa yang sudah masuk, apa yang kurang, apa langkah berikutnya.", no_args_is_help=True
)
_JSON = typer.Option("--json", help="Keluarkan JSON untuk dibaca mesin")


@papan_app.command("papan")
def papan(
    opd: Annotated[list[str] | None, typer.Option("--opd", help="Hanya OPD ini; boleh diulang")] = None,
    gagal: Annotated[bool, typer.Option("--gagal", help="Hanya yang gagal atau belum ada")] = False,
    json: Annotated[bool, _JSON] = False,
) -> None:
    """Papan OPD saat ini: kiriman, baris, temuan, kelengkapan, sejak kapan, langkah berikut; yang gagal paling atas.

    Contoh: dip papan --gagal · dip papan --opd DINKES --opd DLH
    """
    from flows.papan import tulis_papan

    tulis_papan(layar, opd or [], gagal=gagal, json=json)


@papan_app.command("diagnosa")
def diagnosa(
    opd: Annotated[str, typer.Argument(help="Kode OPD, misalnya DINKES")],
    json: Annotated[bool, _JSON] = False,
) -> None:
    """Mengapa OPD ini gagal: penarikan terakhir, yang terakhir baik, bentuk berkas yang berubah, apa yang dilakukan.

    Contoh: dip diagnosa DINKES
    """
    from flows.diagnosa import tulis_diagnosa

    tulis_diagnosa(layar, opd, json=json)
