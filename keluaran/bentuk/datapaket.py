"""`data/datapackage.json` (Frictionless Data Package of the CSV files), `data/skema.json` (JSON Schema of dip.json)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from dip.entri import BENTUK, KATEGORI_TERBIT, KOLOM_TERBIT
from dip.sidik import json_baku, sha256
from keluaran.bentuk.berkas_csv import PEMISAH_DAFTAR
from keluaran.bentuk.dasar import JUDUL_KOLOM, KOLOM_WAJIB, Bahan
from keluaran.bentuk.data_json import KOLOM_LEMBAGA
from keluaran.bentuk.dataset import (
    KATA_KUNCI,
    alamat_dasar,
    judul_daftar,
    judul_unduhan,
    pengenal,
    uraian_daftar,
    waktu_rilis,
)

CSV: dict[str, str] = {"data/dip.csv": ",", "data/dip-titikkoma.csv": ";"}
"""The tables of the package and their delimiters."""

_DAFTAR = frozenset({"bentuk", "tautan"})

URAIAN_KOLOM: dict[str, str] = {
    "kode": "Kode tetap informasi; tidak pernah dipakai ulang untuk informasi lain.",
    "nomor": "Nomor urut pada edisi ini.",
    "opd": "Kode perangkat daerah yang menyampaikan.",
    "unit_kerja": "Unit kerja di dalam perangkat daerah.",
    "judul": "Judul informasi sebagaimana ditulis perangkat daerah.",
    "ringkasan": "Ringkasan isi informasi.",
    "kategori": "Kategori menurut UU 14/2008: berkala, serta_merta, atau setiap_saat.",
    "kelompok": "Kelompok atau bagian di dalam daftar perangkat daerah.",
    "pejabat_penguasa": "Pejabat atau unit yang menguasai informasi.",
    "penanggung_jawab": "Penanggung jawab pembuatan atau penerbitan informasi.",
    "waktu_teks": "Waktu pembuatan informasi, seperti ditulis.",
    "tempat": "Tempat pembuatan informasi.",
    "bentuk": f"Bentuk yang tersedia: {', '.join(BENTUK)}.",
    "jenis_media": "Jenis media yang memuat informasi.",
    "retensi_teks": "Jangka waktu penyimpanan atau retensi arsip, seperti ditulis.",
    "tautan": "Alamat informasi di internet.",
    "satu_data_id": "Pengenal pada portal Satu Data.",
    "tanggal_pemutakhiran": "Tanggal pemutakhiran (TTTT-BB-HH).",
    "edisi": "Periode data baris ini; lebih tua dari edisi bila perangkat daerah belum menyampaikan data baru.",
}
"""What a published column means, for people who use the data."""

URAIAN_JAGA = (
    "Sel yang dapat dibaca program lembar kerja sebagai rumus diberi tanda petik tunggal di depannya; teks apa adanya "
    "ada di dip.json."
)
"""The one way in which a CSV differs from the ratified text."""


def _kolom_csv(nama: str) -> dict[str, Any]:
    """Table Schema of one column. Lists are one text with a separator; empty text means *belum diisi*."""
    uraian = URAIAN_KOLOM[nama] + (f" Beberapa nilai dipisah dengan '{PEMISAH_DAFTAR}'." if nama in _DAFTAR else "")
    if nama in KOLOM_WAJIB:
        uraian += " Kosong berarti belum diisi."
    isi: dict[str, Any] = {"name": nama, "title": JUDUL_KOLOM[nama], "description": uraian, "type": "string"}
    if nama == "nomor":
        isi["type"] = "integer"
    elif nama == "edisi":
        isi["type"] = "yearmonth"
    elif nama == "kategori":
        isi["constraints"] = {"required": True, "enum": list(KATEGORI_TERBIT)}
    elif nama in ("kode", "opd"):
        isi["constraints"] = {"required": True}
    return isi


def tulis_datapaket(bahan: Bahan, unduhan: Mapping[str, bytes]) -> bytes:
    """`data/datapackage.json`: the CSV files of `unduhan` (path from the root of the site → bytes) with dialect,
    columns, size and digest. Paths are relative, so the folder `data/` can be taken away as a whole.
    """
    kepala, lembaga = bahan.revisi.kepala, bahan.revisi.kepala["lembaga"]
    skema = {"fields": [_kolom_csv(k) for k in KOLOM_TERBIT], "primaryKey": ["kode"], "missingValues": [""]}
    sumber = [
        {
            "name": nama.removeprefix("data/").removesuffix(".csv"),
            "title": judul_unduhan(nama),
            "description": URAIAN_JAGA,
            "path": nama.removeprefix("data/"),
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8-sig",
            "bytes": len(unduhan[nama]),
            "hash": f"sha256:{sha256(unduhan[nama])}",
            "dialect": {"delimiter": pemisah, "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
            "schema": skema,
        }
        for nama, pemisah in CSV.items()
        if nama in unduhan
    ]
    isi: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": kepala["kode"].lower(),
        "id": pengenal(bahan, "dataset").removeprefix("urn:uuid:"),
        "title": judul_daftar(bahan),
        "description": uraian_daftar(bahan),
        "version": kepala["periode"].replace("-", ".") + ".0",
        "created": waktu_rilis(bahan),
        "keywords": list(KATA_KUNCI),
        "contributors": [{"title": lembaga["unit_ppid"] or lembaga["nama"], "role": "publisher"}],
        "resources": sumber,
    }
    if alamat_dasar(bahan):
        isi["homepage"] = alamat_dasar(bahan)
    return json_baku(isi)


def _objek(isi: Mapping[str, Any], boleh_kosong: tuple[str, ...] = (), **lain: Any) -> dict[str, Any]:
    """A closed object whose properties are all required but `boleh_kosong`."""
    wajib = [k for k in isi if k not in boleh_kosong]
    return {"type": "object", "properties": dict(isi), "required": wajib, "additionalProperties": False, **lain}


_TEKS: dict[str, Any] = {"type": "string"}
_CACAH: dict[str, Any] = {"type": "integer", "minimum": 0}
_SIDIK: dict[str, Any] = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_PERIODE: dict[str, Any] = {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"}
_TANDA: dict[str, Any] = _objek(dict.fromkeys(("nama", "sebutan", "jabatan", "waktu"), _TEKS))


def _kolom_json(nama: str) -> dict[str, Any]:
    """JSON Schema of one property of a row."""
    isi: dict[str, Any] = {"title": JUDUL_KOLOM[nama], "description": URAIAN_KOLOM[nama], **_TEKS}
    if nama == "nomor":
        isi |= _CACAH
    elif nama == "kategori":
        isi["enum"] = list(KATEGORI_TERBIT)
    elif nama == "edisi":
        isi |= _PERIODE
    elif nama in _DAFTAR:
        isi |= {"type": "array", "items": {"type": "string", **({"enum": list(BENTUK)} if nama == "bentuk" else {})}}
    return isi


def tulis_skema() -> bytes:
    """`data/skema.json`: JSON Schema 2020-12 of `data/dip.json`, indented for people; the same for every edition."""
    perintah = _objek(
        {
            "nomor": _CACAH,
            "jenis": {"enum": ["adendum", "cabut", "kembalikan"]},
            "sidik": _SIDIK,
            "butir": {"type": "array", "items": _TEKS},
            "keterangan": _TEKS,
            "waktu": _TEKS,
        },
        description="Perintah PPID setelah pengesahan yang sedang berlaku.",
    )
    pengesahan = _objek(
        {
            **dict.fromkeys(("mode", "nomor", "tanggal", "waktu_rilis"), _TEKS),
            **dict.fromkeys(("sidik", "kepala_jejak"), _SIDIK),
            **dict.fromkeys(("disetujui_ppid", "disahkan_atasan_ppid"), _TANDA),
            "perintah": {"type": "array", "items": perintah, "minItems": 1},
        },
        ("perintah",),
    )
    satuan = _objek(
        {"kode": _TEKS, "nama": _TEKS, "jumlah": _CACAH, "data_edisi": _TEKS, "tanpa_data": {"type": "boolean"}}
    )
    metadata = _objek(
        {
            "judul": _TEKS,
            "status": {"enum": ["draf", "disahkan"]},
            "edisi": _TEKS,
            "periode": _PERIODE,
            "bahasa": {"const": "id"},
            "lembaga": _objek(dict.fromkeys(KOLOM_LEMBAGA, _TEKS)),
            "kolom": {"const": list(KOLOM_TERBIT)},
            "kategori": _objek(dict.fromkeys(KATEGORI_TERBIT, _TEKS)),
            "jumlah": _objek(dict.fromkeys((*KATEGORI_TERBIT, "semua"), _CACAH)),
            "opd": {"type": "array", "items": satuan},
            "hanya_opd": {**_TEKS, "description": "Kode perangkat daerah, bila berkas ini hanya memuat informasinya."},
            "situs": {**_TEKS, "description": "Alamat publik daftar utama; alamat tetap butir ada di bawahnya."},
            "pengesahan": {"anyOf": [{"type": "null"}, pengesahan]},
        },
        ("hanya_opd", "situs"),
    )
    skema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Daftar Informasi Publik",
        **_objek(
            {
                "skema": {"const": 1},
                "metadata": metadata,
                "entri": {"type": "array", "items": _objek({k: _kolom_json(k) for k in KOLOM_TERBIT})},
            }
        ),
    }
    return orjson.dumps(skema, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
