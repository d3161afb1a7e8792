"""`dip kantor …`."""

from __future__ import annotations

import typer

kantor_app = typer.Typer(help="Yang dikatakan OPD: tidak ada perubahan, dan konfirmasi kiriman.", no_args_is_help=True)
