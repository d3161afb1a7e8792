"""All sentences that findings and receipts are shown with, keyed by code (design §3).

`temuan.yml` has one per code of `dip.aturan.ATURAN`, `tarik.yml` one per reason a pull failed, `langkah.yml` the next
steps. An institution can reword them without touching a rule; tests assert codes, never sentences. Values are put
in as plain text: whoever shows a sentence in HTML escapes it like any other text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter
from ruamel.yaml import YAML

from dip.aturan import aturan_untuk
from dip.temuan import Akibat, Temuan

Buku = Literal["temuan", "tarik", "langkah"]

TAK_DIKETAHUI = "…"
"""Stands where a finding does not know a value; a sentence never fails."""

_TEMPAT = re.compile(r"\{([a-z_0-9]+)\}")
_KURUNG_HAMPA = re.compile(rf" ?\((?:[^()]*: )?['\"]?{TAK_DIKETAHUI}['\"]?\)")

BIDANG_TEMUAN: Mapping[str, str] = {
    "baris": "baris",
    "sel": "sel",
    "sheet": "lembar",
    "opd": "opd",
    "berkas": "berkas",
    "kolom": "kolom",
}
"""Placeholders that every finding can fill from its own fields when its parameters do not."""

_LANGKAH_AKIBAT: Mapping[Akibat, str] = {
    "tolak_berkas": "hubungi_opd",
    "tahan_baris": "perbaiki_berkas",
    "buang_nilai": "perbaiki_berkas",
    "tandai": "perbaiki_berkas",
    "catat": "periksa",
    "hentikan_terbit": "hubungi_ppid",
}


@cache
def buku(nama: Buku) -> Mapping[str, str]:
    """One book of sentences by key."""
    isi = YAML(typ="safe").load(Path(__file__).with_name(f"{nama}.yml").read_text("utf-8"))
    return TypeAdapter(dict[str, str]).validate_python(isi)


def tempat(kalimat: str) -> tuple[str, ...]:
    """Names of the placeholders in a sentence."""
    return tuple(_TEMPAT.findall(kalimat))


def _isi(kalimat: str, nilai: Mapping[str, str | int]) -> str:
    """Put values in, once: braces inside a value stay text. An unknown value in brackets of its own is left out."""
    hasil = _TEMPAT.sub(lambda m: str(nilai.get(m.group(1), "")) or TAK_DIKETAHUI, kalimat)
    return _KURUNG_HAMPA.sub("", hasil)


def kalimat(t: Temuan) -> str:
    """The sentence of a finding. An unknown code gives the code itself: a finding is shown whatever happens."""
    semua = buku("temuan")
    jenis = "baris" if t.kode == "DIK-010" and t.entri else str(t.parameter.get("jenis", "")).lower()
    pola = semua.get(f"{t.kode}/{jenis}") or semua.get(t.kode, t.kode)
    bidang = {nama: getattr(t, asal) for nama, asal in BIDANG_TEMUAN.items()}
    return _isi(pola, {**bidang, **t.parameter})


def kalimat_sebab(kode: str, rincian: str = "") -> str:
    """Why an office's file could not be used: a TARIK code, or a FILE/STR code on the board. Never raises."""
    pola = buku("tarik").get(kode) or buku("temuan").get(kode)
    if pola is None:
        return f"{kode}: {rincian}" if rincian else kode
    nilai = dict.fromkeys(tempat(pola), "")
    if len(nilai) == 1:
        nilai[next(iter(nilai))] = rincian
    elif rincian and "rincian" not in nilai:
        return f"{_isi(pola, nilai)} ({rincian})"
    return _isi(pola, {**nilai, "rincian": rincian})


def langkah(kunci: str) -> str:
    """What to do next, for a general step or a code; a code without its own takes the step of its akibat."""
    semua = buku("langkah")
    if kunci in semua:
        return semua[kunci]
    try:
        return semua[_LANGKAH_AKIBAT[aturan_untuk(Temuan(kunci)).akibat]]
    except KeyError:
        return semua["periksa"]
