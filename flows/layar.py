"""The two consoles of `dip`: what was asked for goes to standard output, everything else to standard error.

Colours follow the terminal and `NO_COLOR`; `dip --tanpa-warna` turns them off.
"""

from __future__ import annotations

import os

from rich.console import Console

layar = Console(highlight=False)
galat = Console(stderr=True, highlight=False)


def tanpa_warna() -> None:
    """Plain text from here on, also in help and progress bars, which look at the environment."""
    os.environ["NO_COLOR"] = "1"
    layar.no_color = galat.no_color = True
