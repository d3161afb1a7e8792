"""Sending messages, from wherever one is written: at once, within a time limit, and never in the way of the flow.

The outbox is the truth; sending is tried here, again by the daily *pengingat* flow, and by `dip kabar kirim`.
Needs no Prefect, so every verb can use it.
"""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Iterable
from functools import partial

from dip.jam import sekarang
from dip.meja import Meja
from keluaran.kabar import Pesan, baca, kirim
from keluaran.kabar.antar import DETIK_SEMUA, Laporan, Sebab, antar, baca_catatan
from keluaran.kabar.teks_antar import KUNCI_TAK_SAMPAI, tak_sampai
from tasks.rahasia import rahasia

DETIK_ALUR = 15.0
"""Time limit of sending in a flow, which holds nobody up; what is left goes out with the next round."""

_log = logging.getLogger(__name__)


def sampaikan(meja: Meja, pesan: Iterable[Pesan]) -> list[Pesan]:
    """Put messages into the outbox and send what is new; the new ones. A fault of sending is logged, never raised."""
    baru = [p for p in pesan if kirim(meja.ruang("kabar"), p)]
    if baru:
        antarkan(meja, detik=DETIK_ALUR)
    return baru


def sampaikan_nanti(meja: Meja, pesan: Pesan) -> bool:
    """Put a message into the outbox now and send it in the background: for whoever answers people meanwhile (the
    preview). False when it was there before.
    """
    baru = kirim(meja.ruang("kabar"), pesan)
    if baru and meja.pengaturan.lembaga.kabar:
        threading.Thread(target=antarkan, args=(meja,), name="antar-kabar", daemon=True).start()
    return baru


def antarkan(meja: Meja, *, segera: bool = False, detik: float = DETIK_SEMUA) -> Laporan:
    """Send what is due through every channel, and tell the petugas what will not arrive."""
    try:
        laporan = antar(
            meja.ruang("kabar"), meja.pengaturan.lembaga.kabar, partial(rahasia, meja), sekarang(),
            segera=segera, detik=detik,
        )  # fmt: skip
        _kabari(meja, laporan)
    except Exception as e:  # sending is in nobody's way: the outbox has every message, the next round tries again
        _log.warning("kabar belum dapat dikirim: %s", (isinstance(e, OSError) and e.strerror) or type(e).__name__)
        return Laporan()
    if laporan.gagal or laporan.menyerah or laporan.rusak:
        _log.warning(
            "kabar: %d terkirim, %d gagal dan dicoba lagi, %d tidak dicoba lagi, saluran bermasalah: %s",
            laporan.terkirim, len(laporan.gagal), len(laporan.menyerah), ", ".join(laporan.rusak) or "-",
        )  # fmt: skip
    return laporan


def _kabari(meja: Meja, laporan: Laporan) -> None:
    """Tell the petugas, once a day for each channel; what was given up about the sending itself is told to nobody."""
    folder = meja.ruang("kabar")
    sebab: dict[str, Sebab] = dict(laporan.rusak)
    jumlah = Counter[str]()
    for nama, saluran in laporan.menyerah:
        pesan = baca(folder / nama)
        if pesan is not None and not pesan.kunci.startswith(KUNCI_TAK_SAMPAI):
            jumlah[saluran] += 1
            catatan = baca_catatan(folder / nama).get(saluran)
            sebab.setdefault(saluran, catatan.sebab if catatan and catatan.sebab else "rusak")
    for saluran, apa in sebab.items():
        for pejabat in meja.pengaturan.pemegang("petugas", sekarang()):
            kirim(folder, tak_sampai(pejabat, saluran, apa, jumlah[saluran], sekarang()))
