"""The preview: where officials read a draft and decide (design §6). A starlette app of its own origin, no JavaScript.

    /                          open gates, without content
    /sehat                     health
    /d/<pintu>/<exp>/<mac>     the draft; below it:
      /perubahan  /daftar      all changes, the full list
      /draf.xlsx               the draft as a workbook
      /putuskan                choose and prove, get the kode persetujuan
      /kirim /cabut /sekali    press Resume for him, withdraw a code, ask for a single-use address
      /status                  what became of codes and gate

Start it without an access log: the address of a draft is a secret.
"""

from __future__ import annotations

from keluaran.pratinjau.alamat import alamat_draf
from keluaran.pratinjau.aplikasi import buat_aplikasi
from keluaran.pratinjau.layanan import Layanan

__all__ = ["Layanan", "alamat_draf", "buat_aplikasi"]
