"""`python -m sumber.peraga --folder F --port P`: make the files and serve them until terminated.

With `--masuk M` the drop boxes are filled too.
"""

from __future__ import annotations

import argparse
import signal
from pathlib import Path

from sumber.peraga import buat_berkas, siapkan
from sumber.peraga.layanan import LayananPeraga


def utama() -> None:
    """Parse the arguments, make the files, serve until SIGTERM or Ctrl-C."""
    p = argparse.ArgumentParser(prog="sumber.peraga", description="Server peraga Kabupaten Contoh (rekaan)")
    p.add_argument("--folder", type=Path, required=True, help="tempat berkas yang disajikan")
    p.add_argument("--masuk", type=Path, help="folder masuk yang ikut diisi")
    p.add_argument("--port", type=int, default=8099, help="nomor port di 127.0.0.1")
    a = p.parse_args()
    if a.masuk:
        siapkan(a.masuk, a.folder)
    else:
        buat_berkas(a.folder)
    with LayananPeraga(a.folder, a.port) as layanan:
        for tanda in (signal.SIGTERM, signal.SIGINT):
            signal.signal(tanda, lambda *_: layanan.henti.set())
        layanan.tunggu()


if __name__ == "__main__":
    utama()
