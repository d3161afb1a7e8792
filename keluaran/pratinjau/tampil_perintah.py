"""What the page of an order shows: plainly what will happen, and to which items."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Connection

from dip.edisi import baca_edisi
from dip.entri import Entri
from dip.gudang import Gudang
from dip.jam import nama_periode
from dip.pengaturan import Pengaturan
from dip.perintah import NAMA_JENIS, Perintah, baca_perintah, perintah_usang
from dip.perintah_hidup import Rilis, baca_rilis, entri_perintah
from dip.perintah_sah import entri_tayang, kembali_ke
from dip.pesan.perintah import judul_perintah, sebut_perintah
from dip.pintu import Pintu
from dip.revisi import Revisi
from dip.sidik import nomor_draf

BARIS_MAKS = 200
"""Items listed one by one; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Pustaka:
    """What is read for the page: drafts by sidik, blobs by digest."""

    muat_revisi: Callable[[str], Revisi]
    baca: Callable[[str], bytes]


def susun_perintah(k: Connection, pustaka: Pustaka, pengaturan: Pengaturan, pintu: Pintu) -> dict[str, Any]:
    """Everything shown of the order of a gate. Raises LookupError when it is not there."""
    p = baca_perintah(k, pintu.perintah)
    gudang = cast(Gudang, pustaka)
    asal = baca_rilis(k, gudang, p.isi.terbitan) if p else None
    if p is None or asal is None or p.sidik != pintu.sidik:
        raise LookupError(f"perintah {pintu.perintah} tidak ada")
    sebelum = _tayang(pustaka, asal)
    tuju = baca_rilis(k, gudang, p.isi.kembali) if p.isi.kembali else None
    sesudah = _sesudah(pustaka, p, asal, tuju, sebelum)
    nama = {o.kode: o.nama for o in pengaturan.opd}
    dulu, kini = ({e["kode"] for e in daftar} for daftar in (sebelum, sesudah))
    edisi = baca_edisi(k, tuju.edisi if tuju else p.isi.edisi)
    return {
        "lembaga": pengaturan.lembaga,
        "periode": nama_periode(pintu.periode),
        "nomor_draf": nomor_draf(p.sidik),
        "ronde": 0,
        "jumlah": len(sesudah),
        "perintah": {
            "nomor": p.nomor,
            "jenis": p.isi.jenis,
            "nama": NAMA_JENIS[p.isi.jenis],
            "judul": judul_perintah(p),
            "ringkas": sebut_perintah(p),
            "seluruhnya": p.seluruhnya,
            "peminta": p.peminta,
            "waktu": p.waktu,
            "alasan": p.isi.alasan,
            "keterangan": p.isi.keterangan,
            "sidik": p.sidik,
            "sebelum": {"kode": pintu.kode_edisi, "terbitan": p.isi.terbitan, "jumlah": len(sebelum)},
            "sesudah": {"kode": edisi.kode, "terbitan": p.isi.kembali, "jumlah": len(sesudah)},
            "hilang": _butir((e for e in sebelum if e["kode"] not in kini), nama),
            "muncul": _butir((e for e in sesudah if e["kode"] not in dulu), nama),
            "usang": perintah_usang(k, p),
        },
    }


def _tayang(pustaka: Pustaka, r: Rilis) -> list[Entri]:
    return entri_tayang(pustaka.muat_revisi(r.sidik), r.pengesahan.perintah)


def _sesudah(pustaka: Pustaka, p: Perintah, asal: Rilis, tuju: Rilis | None, sebelum: list[Entri]) -> list[Entri]:
    """The rows that are public once the order is carried out."""
    if p.isi.jenis == "adendum":
        return [*sebelum, *entri_perintah(cast(Gudang, pustaka), p)]
    if p.isi.jenis == "cabut":
        return [e for e in sebelum if e["kode"] not in p.isi.butir] if p.isi.butir else []
    if tuju is None:
        raise LookupError(f"terbitan {p.isi.kembali} tidak ada")
    return entri_tayang(pustaka.muat_revisi(tuju.sidik), kembali_ke(tuju.pengesahan, asal.pengesahan).perintah)


def _butir(entri: Iterable[Entri], nama: dict[str, str]) -> dict[str, Any]:
    """Code, title, office of items, the first of many."""
    semua = [
        {"kode": e["kode"], "judul": e["judul"] or e["ringkasan"], "opd": nama.get(e["opd"], e["opd"])} for e in entri
    ]
    return {"banyak": len(semua), "daftar": semua[:BARIS_MAKS]}
