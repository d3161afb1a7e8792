"""`dip papan …`."""

from __future__ import annotations

import typer

papan_app = typer.Typer(
    help="Papan OPD: siapa yang sudah masuk, apa yang kurang, apa langkah berikutnya.", no_args_is_help=True
)
