"""The plain texts that go to the child that makes a balasan: nothing but JSON types, no rules behind them."""

from __future__ import annotations

from typing import TypedDict

TINGKAT: tuple[str, ...] = ("tolak", "wajib", "periksa", "info")
"""Severities (`dip.temuan.Keparahan`) from worst to mildest."""


class Catatan(TypedDict):
    """One finding as shown. `lembar` is the sheet's true name (for links), `tampil` the same masked; `umum` says
    that no single row is meant; `sel` may be a
    cell the finding did not name (an empty one, found through the column)."""

    kode: str
    tingkat: str
    lembar: str
    tampil: str
    sel: str
    baris: int
    umum: bool
    kalimat: str
    saran: str


class Naskah(TypedDict):
    """All texts of one balasan. `jumlah` counts findings per severity, `lebih` those beyond `MAKS_CATATAN`.

    `langkah` says what to do next, `langkah_asli` the same where the office's file could not be shown. `tanda` are
    label and value of the tanda terima, `nama_tanda` its sheet and heading, `bawah_tanda` and `kaki_tanda` the
    sentences around it. `dibuat` is the moment written into the document properties (ISO, without zone).
    """

    judul: str
    bawah_judul: str
    salam: str
    langkah: str
    langkah_asli: str
    tersembunyi: list[str]
    catatan: list[Catatan]
    jumlah: dict[str, int]
    lebih: int
    tanda: list[tuple[str, str]]
    nama_tanda: str
    bawah_tanda: str
    kaki_tanda: str
    dibuat: str
