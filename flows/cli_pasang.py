"""`dip pasang …`."""

from __future__ import annotations

import typer

pasang_app = typer.Typer(help="Pemasangan di server, dan pemeriksaan komputer.", no_args_is_help=True)
