"""`dip tautan …`."""

from __future__ import annotations

import typer

tautan_app = typer.Typer(help="Tautan yang dipublikasikan: mana yang rusak, dan sejak kapan.", no_args_is_help=True)
