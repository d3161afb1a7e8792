"""Lines of corrections as the pages show them: which item, which column in words, what the present draft says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dip.entri import Entri
from dip.lembar_catat import UsulTercatat
from dip.lembar_koreksi import NAMA_CARA_KOREKSI, NAMA_TINDAK, BarisKoreksi, BarisTercatat, LembarKoreksi
from dip.lembar_nilai import JUDUL_KOLOM, Nasib, baris_draf, nilai_tampil
from dip.revisi import Revisi
from keluaran.pratinjau.tampil_temuan import samar

_NASIB: dict[Nasib, str] = {"terbit": "akan terbit", "ditahan": "ditahan", "dikecualikan": "dikecualikan"}


@dataclass(frozen=True, slots=True)
class Rujukan:
    """A draft to look lines up in: its rows and what becomes of them by code, and the names of offices."""

    baris: Mapping[str, tuple[Entri, Nasib]]
    nama: Mapping[str, str]


def susun_rujukan(revisi: Revisi) -> Rujukan:
    """Prepare a draft for many lines."""
    return Rujukan(baris_draf(revisi), {x["opd"]: x["nama"] for x in revisi.papan})


def tampil_baris(rujukan: Rujukan, b: BarisKoreksi) -> dict[str, Any]:
    """One line in words. `kini` is what the draft says there (masked in a held row), None where that cannot be said.

    Of an excluded item nothing but its code is shown, and of one that is gone nothing but the line itself.
    """
    opd = rujukan.nama.get(b.opd, b.opd)
    hasil = {
        "kode": b.kode,
        "opd": opd,
        "judul": f"Seluruh {opd}" if opd else "Seluruh draf",
        "kolom": JUDUL_KOLOM.get(b.kolom, b.kolom),
        "tertulis": samar(b.tertulis),
        "seharusnya": samar(b.seharusnya),
        "alasan": samar(b.alasan),
        "nasib": "",
        "kini": None,
    }
    if not b.kode:
        return hasil
    if b.kode not in rujukan.baris:
        return hasil | {"judul": b.kode, "nasib": "tidak ada di draf ini"}
    e, nasib = rujukan.baris[b.kode]
    hasil |= {"kode": e["kode"], "nasib": _NASIB[nasib], "judul": e["kode"] or opd}
    if nasib == "dikecualikan":
        return hasil
    kini = samar(nilai_tampil(e, nasib, b.kolom)) if b.kolom in JUDUL_KOLOM else None
    return hasil | {"judul": samar(e["judul"] or e["ringkasan"]) or "(tanpa judul)", "kini": kini}


def tampil_semua(rujukan: Rujukan, usul: Sequence[UsulTercatat]) -> list[dict[str, Any]]:
    """Lines in preparation, each with its number in the register and whether it came from a workbook."""
    return [{"id": u.id, "dari_berkas": bool(u.sha_berkas), **tampil_baris(rujukan, u.isi)} for u in usul]


def tampil_lembar(
    rujukan: Rujukan, lembar: Sequence[LembarKoreksi], belum: Sequence[BarisTercatat], nama_pejabat: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Sheets, the newest first, each line with its answer and what the draft says; `belum` are met only in words."""
    belum_id = {b.id for b in belum}
    return [
        {
            "nomor": x.nomor,
            "ronde": x.ronde,
            "asal": x.asal,
            "korektor": x.korektor,
            "alasan": x.alasan,
            "dibuat": x.dibuat,
            "terbuka": len(x.terbuka),
            "baris": [
                {
                    "id": b.id,
                    "urut": b.urut,
                    "jawab": _jawab(b, nama_pejabat),
                    "belum": b.id in belum_id,
                    "dapat_ditulis": bool(b.isi.kode and b.isi.kolom and b.isi.seharusnya),
                    **tampil_baris(rujukan, b.isi),
                }
                for b in x.baris
            ],
        }
        for x in reversed(lembar)
    ]


def _jawab(b: BarisTercatat, nama_pejabat: Mapping[str, str]) -> dict[str, str] | None:
    if b.jawab is None:
        return None
    return {
        "tindak": b.jawab.tindak,
        "nama": NAMA_TINDAK[b.jawab.tindak],
        "cara": NAMA_CARA_KOREKSI[b.jawab.cara],
        "tanggapan": samar(b.jawab.tanggapan),
        "oleh": nama_pejabat.get(b.jawab.oleh, b.jawab.oleh),
        "waktu": b.jawab.waktu,
    }
