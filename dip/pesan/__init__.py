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
from dip.aturan.daftar import wajah
from dip.pdp import samarkan
from dip.temuan import Akibat, Temuan

Buku = Literal["temuan", "tarik", "langkah"]

TAK_DIKETAHUI = "…"
"""Stands where a finding does not know a value; a sentence never fails."""

_TEMPAT = re.compile(r"\{([a-z_0-9]+)\}")
_KURUNG = re.compile(r" ?\([^()]*\{[a-z_0-9]+\}[^()]*\)")
_TIADA = ("", "-")
"""Values that say nothing: a bracket that has only such ones is left out of the sentence."""

BIDANG_TEMUAN: Mapping[str, str] = {
    "baris": "baris",
    "sel": "sel",
    "sheet": "lembar",
    "opd": "opd",
    "berkas": "berkas",
    "kolom": "kolom",
}
"""Placeholders that every finding can fill from its own fields when its parameters do not."""

NAMA_KOLOM: Mapping[str, str] = {
    "pejabat_penguasa": "pejabat yang menguasai informasi",
    "penanggung_jawab": "penanggung jawab",
    "waktu_teks": "waktu",
    "retensi_teks": "retensi",
    "unit_kerja": "unit kerja",
    "jenis_media": "jenis media",
    "nomor_dokumen": "nomor dokumen",
    "satu_data_id": "kode Satu Data",
    "tanggal_pemutakhiran": "tanggal pemutakhiran",
}
"""Canonical columns as they are called in a sentence; the others are called as they are."""

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
    """Put values in, once: braces inside a value stay text. A bracket without any known value is left out."""

    def kurung(m: re.Match[str]) -> str:
        ada = any(str(nilai.get(n, "")) not in _TIADA for n in tempat(m.group()))
        return m.group() if ada else ""

    return _TEMPAT.sub(lambda m: str(nilai.get(m.group(1), "")) or TAK_DIKETAHUI, _KURUNG.sub(kurung, kalimat))


def kalimat(t: Temuan) -> str:
    """The sentence of a finding. An unknown code gives the code itself: a finding is shown whatever happens."""
    semua = buku("temuan")
    pola = semua.get(f"{t.kode}/{wajah(t)}") or semua.get(t.kode, t.kode)
    mentah = {**{nama: getattr(t, asal) for nama, asal in BIDANG_TEMUAN.items()}, **t.parameter}
    nilai = {k: samarkan(v) if isinstance(v, str) else v for k, v in mentah.items()}
    return _isi(pola, {**nilai, "kolom": NAMA_KOLOM.get(str(nilai["kolom"]), nilai["kolom"])})


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
