"""The preview: where officials read a draft and decide (design §6). A starlette app of its own origin, no JavaScript.

    /                          open gates, without content; for somebody logged in the way to them
    /sehat                     health
    /masuk /keluar             login by name and authenticator
    /kantor/<opd>/<periode>/<mac>  what came of one office's file, and its form *tidak ada perubahan*
    /d/<pintu>/<exp>/<mac>     the draft; below it:
      /perubahan  /ronde       all changes against the live edition, against the draft before
      /daftar                  the full list, by office and text
      /draf.xlsx               the draft as a workbook
      /putuskan                choose and prove, get the kode persetujuan
      /kirim /cabut /sekali    press Resume for him, withdraw a code, ask for a single-use address
      /status                  what became of codes and gate
      /koreksi …               lines of a return: one by one, or from the uploaded workbook (session)
      /koreksi-tindak …        the sheets of corrections and their answers (session)

Start it without an access log: the address of a draft is a secret.
"""

from __future__ import annotations

from keluaran.pratinjau.alamat import alamat_draf, alamat_kantor
from keluaran.pratinjau.aplikasi import buat_aplikasi
from keluaran.pratinjau.layanan import Layanan

__all__ = ["Layanan", "alamat_draf", "alamat_kantor", "buat_aplikasi"]
