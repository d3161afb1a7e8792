"""`dip kabar …`."""

from __future__ import annotations

import typer

kabar_app = typer.Typer(
    help="Kabar kepada pejabat dan OPD: surel, Telegram, webhook, teks WhatsApp.", no_args_is_help=True
)
