"""What runs in the limited child that searches linked documents: how many numbers shaped like a NIK are in a file.

Nothing of a file but that count leaves the child. Pictures of pages are not read, so a scan has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pypdfium2

from dip.anak import Panggilan
from dip.normal.teks import teks_sel
from dip.pdp import temukan
from sumber.pembaca.arsip import Paket, nama_lokal
from sumber.pembaca.batas import Batas, Rusak, TakDidukung, TanpaTeks, TerlaluBesar
from sumber.pembaca.jenis import kenali
from sumber.pembaca.langsung import baca_langsung

NIK = "PDP-001"
CUKUP = 1000
"""Nobody needs to know more: the search ends there."""
_BUKAN_DIGIT = re.compile(r"\D+")


def hitung_nik(isi: bytes, nama: str, batas: Batas) -> int:
    """How many different such numbers are in a PDF, Word document, workbook, CSV or zip of tables; -1: not readable."""
    try:
        jenis, _ = kenali(isi, nama, batas)
        ketemu: set[str] = set()
        for teks in _teks(jenis, isi, nama, batas):
            ketemu.update(_BUKAN_DIGIT.sub("", teks[j.mulai : j.selesai]) for j in temukan(teks) if j.kode == NIK)
            if len(ketemu) >= CUKUP:
                break
    except (Rusak, TakDidukung, TanpaTeks, TerlaluBesar, pypdfium2.PdfiumError):
        return -1
    return len(ketemu)


def _teks(jenis: str, isi: bytes, nama: str, batas: Batas) -> Iterator[str]:
    """The texts of a file, each whole: a line that is cut would hide a number."""
    if jenis == "pdf":
        yield from _pdf(isi)
    elif jenis == "docx":
        yield from _docx(isi, batas)
    else:
        bacaan = baca_langsung(isi, nama, batas)
        if not bacaan.lembar and bacaan.temuan:
            raise Rusak(bacaan.temuan[0].kode)
        for x in bacaan.lembar:
            for i, baris in enumerate(x.baris):
                for j, nilai in enumerate(baris):
                    yield teks_sel(nilai, x.format.get((i, j), ""))
            yield from x.pengantar


def _pdf(isi: bytes) -> Iterator[str]:
    pdf = pypdfium2.PdfDocument(isi)
    try:
        for n in range(len(pdf)):
            halaman = pdf[n]
            tulisan = halaman.get_textpage()
            try:
                yield tulisan.get_text_bounded()
            finally:
                tulisan.close()
                halaman.close()
    finally:
        pdf.close()


def _docx(isi: bytes, batas: Batas) -> Iterator[str]:
    """Every paragraph, also in notes, headers and text boxes."""
    paket = Paket(isi, batas)
    for nama in sorted(n for n in paket.nama if n.startswith("word/") and n.endswith(".xml")):
        akar = paket.xml(nama)
        for p in akar.iter("{*}p") if akar is not None else ():
            yield "".join(t.text or "" for t in p.iter("{*}t") if nama_lokal(t) == "t")


def _panggil(kepala: dict[str, Any], isi: bytes) -> dict[str, Any]:
    return {"n": hitung_nik(isi, kepala["nama"], Batas(berkas_mb=kepala["mb"]))}


PANGGILAN: Panggilan = {"hitung": _panggil}
