"""A `Naskah` as PDF, drawn by typst from `surat.typ`.

Everything foreign goes in as JSON data and is drawn with `text(…)`, so it can never be markup. Only the typefaces that
come with typst are used and the date is that of the document, so the same input gives the same bytes on every machine.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import orjson
import segno
import typst

from dip.jam import ke_wib
from keluaran.aksara import luwes
from keluaran.surat.naskah import BarisRinci, Naskah, Qr, Tabel, boleh_belah

TEMPLAT = Path(__file__).with_name("surat.typ")
"""The one template of all documents."""


def _data(isi: Any) -> Any:
    """Plain JSON types; a block names its kind."""
    if isinstance(isi, str):
        return luwes(isi)
    if isinstance(isi, tuple):
        return [_data(x) for x in isi]
    if isinstance(isi, BarisRinci) and isi.sidik:
        return {"label": isi.label, "isi": isi.isi, "sidik": True}
    if is_dataclass(isi):
        hasil = {f.name: _data(getattr(isi, f.name)) for f in fields(isi)}
        if jenis := getattr(isi, "JENIS", ""):
            hasil["jenis"] = jenis
        if isinstance(isi, Qr):
            hasil["isi"] = segno.make(isi.isi, error="m", micro=False).svg_inline(border=2, scale=4)
        elif isinstance(isi, Tabel):
            hasil["belah"] = [boleh_belah(b) for b in isi.baris]
        return hasil
    return isi


def cetak_pdf(naskah: Naskah) -> bytes:
    """The document as PDF. Expects texts as `rapikan` leaves them. TypstError means a broken template."""
    w = ke_wib(naskah.waktu)
    data = {
        "judul": naskah.judul,
        "pengarang": naskah.pengarang,
        "tanggal": [w.year, w.month, w.day],
        "kertas": naskah.kertas,
        "tepi": naskah.tepi,
        "kop": _data(naskah.kop),
        "blok": _data(naskah.blok),
        "kaki": _data(naskah.kaki),
        "contoh": naskah.contoh,
    }
    return typst.compile(
        TEMPLAT,
        root=TEMPLAT.parent,
        ignore_system_fonts=True,
        sys_inputs={"naskah": orjson.dumps(data).decode()},
        timestamp=0,
    )
