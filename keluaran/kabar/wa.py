"""A reminder for WhatsApp: text ready to paste, and a link that opens the chat with it. Nothing is sent from here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from dip.jam import nama_periode
from dip.pengingat import Terlambat
from keluaran.kabar.sapaan import sapa_opd
from keluaran.kabar.teks_ingat import apa_yang_kurang

_BUKAN_ANGKA = re.compile(r"\D")


@dataclass(frozen=True, slots=True)
class TeksWa:
    """One office: `nomor` as wa.me wants it (empty: choose the contact in WhatsApp), `tautan` opens the chat."""

    opd: str
    nama: str
    nomor: str
    teks: str
    tautan: str


def nomor_wa(nomor: str) -> str:
    """`+62 811…`, `62811…` or `0811…` as digits with the country code; a leading zero is Indonesian."""
    angka = _BUKAN_ANGKA.sub("", nomor)
    return f"62{angka[1:]}" if angka.startswith("0") else angka


def teks_wa(t: Terlambat, alamat: str, pengirim: str) -> TeksWa:
    """The text for a late office; `alamat` is its own page, `pengirim` who writes (the PPID's unit)."""
    teks = (
        f"{sapa_opd(t.opd)}\n\n"
        f"{apa_yang_kurang(t)}\n\n"
        "Mohon diperbaiki atau dikirim lewat cara yang biasa. Rinciannya, dan tombol bila tidak ada perubahan: "
        f"{alamat}\n\nTerima kasih.\n{pengirim}, DIP {nama_periode(t.periode)}"
    )
    nomor = nomor_wa(t.opd.kontak.whatsapp)
    return TeksWa(t.opd.kode, t.opd.nama, nomor, teks, f"https://wa.me/{nomor}?text={quote(teks, safe='')}")
