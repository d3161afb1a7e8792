"""`dip cadangan …`."""

from __future__ import annotations

import typer

cadangan_app = typer.Typer(help="Cadangan, pemulihan, dan pemindahan data.", no_args_is_help=True)
