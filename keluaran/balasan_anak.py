"""What runs in the limited child: opens the office's workbook, or builds one, and puts our sheets in front.

Nothing else should call it with foreign bytes.
"""

from __future__ import annotations

import base64
from typing import Any, cast

from dip.anak import Panggilan
from dip.lembar import Lembar
from keluaran.balasan_buat import buat, buku_kosong
from keluaran.balasan_lembar import tambah_lembar
from keluaran.balasan_naskah import Naskah
from keluaran.balasan_salin import salin
from keluaran.balasan_simpan import simpan
from keluaran.balasan_tandai import tandai


def anotasi(kepala: dict[str, Any], isi: bytes) -> dict[str, Any]:
    """The office's own xlsx, annotated. `kepala`: `naskah`, `lembar` (without rows).

    Raises whatever the file causes; the caller then builds a workbook instead.
    """
    lembar = [Lembar.dari_json(x) for x in kepala["lembar"]]
    wb, catatan = salin(isi, lembar)
    return _selesai(wb, kepala["naskah"], {x.nama: x.nama for x in lembar}, catatan)


def bangun(kepala: dict[str, Any], isi: bytes) -> dict[str, Any]:
    """A workbook from `kepala["lembar"]` (with rows), annotated; `isi` is not looked at."""
    wb, nama, catatan = buat([Lembar.dari_json(x) for x in kepala["lembar"]])
    return _selesai(wb, kepala["naskah"], nama, catatan)


def _selesai(wb: Any, naskah: Any, nama: dict[str, str], catatan: list[str]) -> dict[str, Any]:
    return {"isi": base64.b64encode(lengkapi(wb, cast("Naskah", naskah), nama, catatan)).decode("ascii")}


def lengkapi(wb: Any, naskah: Naskah, nama: dict[str, str], catatan: list[str]) -> bytes:
    """Mark the cells, add our sheets, save."""
    tempat = tandai(wb, naskah["catatan"], nama)
    tambah_lembar(wb, naskah, nama, tempat, catatan)
    return simpan(wb, judul=naskah["judul"], dibuat=naskah["dibuat"])


def hanya_temuan(naskah: Naskah) -> bytes:
    """*Temuan* and *Tanda terima* alone: nothing foreign in it but the quotes in findings."""
    catatan = ["Isi berkas Saudara tidak dapat kami tampilkan di sini."]
    return lengkapi(buku_kosong(), {**naskah, "langkah": naskah["langkah_asli"]}, {}, catatan)


PANGGILAN: Panggilan = {"anotasi": anotasi, "bangun": bangun}
