"""Every blob that the register names: what a backup must hold, and what the monthly proof reads again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson
from sqlalchemy import Connection, Table, inspect, select

from dip.register import tabel, tabel_bukti, tabel_rutin


def blob_bernama(k: Connection, lembaga: str = "") -> Iterator[tuple[str, str]]:
    """(digest, what it is) of everything that rows name, of one institution or of all, oldest editions first.

    Of drafts this is the head only (`blob_draf`). A register of an older program may lack tables.
    """
    e, p = tabel.edisi.c, tabel_rutin.pernyataan.c
    ada = set(inspect(k).get_table_names())

    def milik(t: Table, *kolom: str) -> Iterator[Any]:
        if t.name in ada:
            pilih = select(e.kode.label("kode_edisi"), *(t.c[n] for n in kolom)).where(t.c.edisi == e.id)
            yield from k.execute((pilih.where(e.lembaga == lembaga) if lembaga else pilih).order_by(t.c.id))

    def semua() -> Iterator[tuple[str, str]]:
        for b in milik(tabel.tarikan, "opd", "sha_berkas"):
            yield b.sha_berkas, f"kiriman {b.opd} untuk {b.kode_edisi}"
        for b in milik(tabel.revisi, "ronde", "sidik"):
            yield b.sidik, f"draf {b.kode_edisi} ronde {b.ronde}"
        for b in milik(tabel.terbitan, "pengesahan"):
            yield b.pengesahan, f"pengesahan {b.kode_edisi}"
        for b in milik(tabel_bukti.dokumen_sah, "sha_berkas"):
            yield b.sha_berkas, f"dokumen pengesahan {b.kode_edisi}"
        for b in milik(tabel_bukti.surat, "nama", "sha_docx", "sha_pdf"):
            yield b.sha_docx, f"surat {b.nama} {b.kode_edisi}"
            yield b.sha_pdf, f"surat {b.nama} {b.kode_edisi}"
        for b in milik(tabel_bukti.perintah, "isi"):
            yield _entri_perintah(b.isi), f"perintah atas {b.kode_edisi}"
        if tabel_rutin.pernyataan.name in ada:
            pilih = select(p.opd, p.periode, p.sha_berkas).order_by(p.id)
            for b in k.execute(pilih.where(p.lembaga == lembaga) if lembaga else pilih):
                yield b.sha_berkas, f"pernyataan {b.opd} {b.periode}"

    return ((sha, sebutan) for sha, sebutan in semua() if sha)


def blob_draf(kepala: bytes) -> dict[str, str]:
    """The blobs that the head of a draft (`revisi.json`) names: digest by name.

    Raises ValueError, TypeError, KeyError or AttributeError for bytes that are no such head.
    """
    return {str(nama): str(sha) for nama, sha in orjson.loads(kepala)["blob"].items()}


def _entri_perintah(isi: str) -> str:
    """The blob of rows an order names, or nothing."""
    try:
        return str(orjson.loads(isi).get("entri") or "")
    except (ValueError, AttributeError):
        return ""
