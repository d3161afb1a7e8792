"""Pages about editions: the list of them, one page of facts for each, and one of what each changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dip.revisi import EdisiLalu
from keluaran.bentuk.alamat import nama_edisi_berkas, nama_perubahan_berkas
from keluaran.bentuk.html import CARA_SAH, Rangka
from keluaran.bentuk.ubahan import PenyebutButir


def _kini(rangka: Rangka) -> dict[str, Any]:
    """This edition, in the same words as the earlier ones."""
    bahan = rangka.bahan
    kepala, sah = bahan.revisi.kepala, bahan.pengesahan
    return {
        "kode": kepala["kode"],
        "periode": kepala["periode"],
        "kini": True,
        "sidik": sah.sidik if sah else "",
        "nomor": sah.nomor if sah else "",
        "tanggal": sah.tanggal if sah else "",
        "waktu_rilis": sah.waktu_rilis if sah else "",
        "atasan": sah.atasan.nama if sah else "",
        "entri": len(bahan.baris),
    }


def _lalu(rangka: Rangka, e: EdisiLalu) -> dict[str, Any]:
    """An earlier edition. Its count is that of the whole register, so an office's site does not show it."""
    kunci = ("kode", "periode", "sidik", "nomor", "tanggal", "waktu_rilis", "atasan")
    fakta: dict[str, Any] = {k: v for k, v in e.items() if k in kunci}
    return {**fakta, "kini": False, "entri": None if rangka.bahan.opd else e["jumlah"].get("entri")}


def edisi_lalu(rangka: Rangka) -> list[EdisiLalu]:
    """Earlier editions, newest first, each once."""
    sah = rangka.bahan.pengesahan
    dikenal = {rangka.bahan.revisi.kepala["kode"]}
    hasil = []
    for e in sah.riwayat if sah else ():
        if e["kode"] not in dikenal:
            dikenal.add(e["kode"])
            hasil.append(e)
    return hasil


def tulis_edisi(rangka: Rangka, unduhan: Sequence[dict[str, Any]]) -> Iterator[tuple[str, bytes]]:
    """`edisi/index.html`, `edisi/<kode>.html` and `perubahan/<kode>.html`; `unduhan` as the index lists them."""
    bahan, sebut, lalu = rangka.bahan, PenyebutButir(rangka.bahan), edisi_lalu(rangka)
    semua = [(_kini(rangka), sebut.kini()), *((_lalu(rangka, e), sebut.lalu(e)) for e in lalu)]
    perintah = sebut.perintah()
    yield "edisi/index.html", rangka.tulis("edisi/index.html", "daftar_edisi.html.j2", edisi=semua)
    for fakta, ubahan in semua:
        kini = fakta["kini"]
        konteks = {"e": fakta, "ubahan": ubahan, "perintah": perintah if kini else []}
        nama = nama_edisi_berkas(fakta["kode"])
        yield (
            nama,
            rangka.tulis(
                nama,
                "edisi.html.j2",
                **konteks,
                sah=bahan.pengesahan if kini else None,
                cara_sah=CARA_SAH,
                jumlah=bahan.jumlah if kini else None,
                ditarik=bahan.ditarik if kini else None,
                unduhan=unduhan if kini else [],
            ),
        )
        nama = nama_perubahan_berkas(fakta["kode"])
        yield nama, rangka.tulis(nama, "perubahan.html.j2", **konteks)
