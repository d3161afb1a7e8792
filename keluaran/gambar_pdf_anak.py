"""What runs in the child that draws large documents: typst never gives back the memory of what it has drawn."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from dip.anak import Panggilan
from keluaran.gambar_pdf import gambar_pdf


def gambar(kepala: dict[str, Any], isi: bytes) -> dict[str, Any]:
    """`kepala["templat"]` is a path of ours, `isi` the data as JSON."""
    return {"isi": base64.b64encode(gambar_pdf(Path(kepala["templat"]), isi.decode())).decode("ascii")}


PANGGILAN: Panggilan = {"gambar": gambar}
