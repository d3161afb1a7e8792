"""`dip bukti …`."""

from __future__ import annotations

import typer

bukti_app = typer.Typer(help="Paket bukti untuk e-Monev Komisi Informasi.", no_args_is_help=True)
