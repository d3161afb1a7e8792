"""The front page, and the two pages that explain: what is missing, and how to ask for what is not online."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from markupsafe import Markup

from dip.sidik import sha256
from keluaran.bentuk.alamat import jilid_cetak, nama_edisi_berkas, nama_perubahan_berkas, nama_unit_berkas
from keluaran.bentuk.baris import KEPALA_TABEL
from keluaran.bentuk.dasar import BarisTerbit
from keluaran.bentuk.html import CARA_SAH, Rangka
from keluaran.bentuk.html_daftar import BARIS_PER_HALAMAN, penulis_baris
from keluaran.bentuk.katalog import ld_dataset
from keluaran.bentuk.ubahan import PenyebutButir

UBAHAN_DITAMPILKAN = 8
"""Names of new and of changed items on the front page; the page of changes has the rest."""

NAMA_UNDUHAN: dict[str, tuple[str, str]] = {
    "data/dip.xlsx": ("Excel (.xlsx)", "Satu lembar per kategori, dengan rekap."),
    "data/dip.pdf": ("PDF lengkap", "Untuk dicetak atau dibaca tanpa jaringan."),
    "data/ringkasan.pdf": ("PDF ringkasan", "Jumlah per perangkat daerah, pengesahan, dan sidik daftar lengkap."),
    "data/dip-titikkoma.csv": ("CSV, pemisah titik koma", "Untuk Excel berbahasa Indonesia."),
    "data/dip.csv": ("CSV, pemisah koma", "Untuk diolah dengan program."),
    "data/dip.json": ("JSON", "Isi apa adanya beserta keterangannya."),
    "data/skema.json": ("Skema JSON", "Arti dan jenis tiap kolom dalam berkas JSON."),
    "data/datapackage.json": ("Data Package", "Keterangan berkas CSV menurut baku Frictionless."),
    "data/katalog.jsonld": ("Katalog DCAT", "Keterangan himpunan data untuk portal data terbuka."),
}
"""Download names and what they are good for, in the order of the front page."""

UNTUK_PROGRAM = frozenset(("data/dip.csv", "data/dip.json", "data/skema.json", "data/datapackage.json"))
UNTUK_PROGRAM |= {"data/katalog.jsonld"}
"""Downloads that few readers want; shown last and smaller."""

_TAHUN = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


def daftar_unduhan(unduhan: Mapping[str, bytes]) -> list[dict[str, Any]]:
    """The downloads that exist, as pages list them: path, name, use, size in bytes, digest, for programs or people.

    A register printed in volumes has one line for each.
    """
    nama_guna = dict(NAMA_UNDUHAN)
    if jilid := jilid_cetak(unduhan):
        pdf, guna_pdf = NAMA_UNDUHAN["data/dip.pdf"]
        isi_jilid = {n: (f"{pdf}, jilid {i} dari {len(jilid)}", guna_pdf) for n, i in jilid.items()}
        nama_guna = {"data/dip.xlsx": NAMA_UNDUHAN["data/dip.xlsx"], **isi_jilid, **nama_guna}
    return [
        {
            "berkas": n,
            "nama": nama,
            "guna": guna,
            "ukuran": len(unduhan[n]),
            "sha256": sha256(unduhan[n]),
            "program": n in UNTUK_PROGRAM,
        }
        for n, (nama, guna) in nama_guna.items()
        if n in unduhan
    ]


def tahun_tersedia(baris: Iterable[BarisTerbit]) -> list[str]:
    """Years written in the column of time, newest first: what the search offers to choose from."""
    return sorted({t for teks in {b["waktu_teks"] for b in baris} for t in _TAHUN.findall(teks)}, reverse=True)


def _isi_kecil(rangka: Rangka) -> dict[str, Any]:
    """The first rows of an office, which its own front page shows at once."""
    penulis = penulis_baris(rangka.bahan, akar="")
    baris = [penulis.baris(b)[1] for b in rangka.bahan.baris[:BARIS_PER_HALAMAN]]
    return {
        "kepala_tabel": KEPALA_TABEL,
        "isi": Markup("").join(baris),
        "selanjutnya": nama_unit_berkas(rangka.pemilik.slug, 2)
        if rangka.pemilik and len(rangka.bahan.baris) > BARIS_PER_HALAMAN
        else "",
    }


def tulis_indeks(rangka: Rangka, unduhan: Mapping[str, bytes], pecahan: int) -> bytes:
    """The front page. `unduhan` are the finished downloads, `pecahan` how many search files there are."""
    bahan = rangka.bahan
    kepala, sah = bahan.revisi.kepala, bahan.pengesahan
    ubahan = PenyebutButir(bahan).kini()
    return rangka.tulis(
        "index.html",
        "ditarik.html.j2" if bahan.ditarik else "index.html.j2",
        kepala=kepala,
        sah=sah,
        cara_sah=CARA_SAH,
        jumlah=bahan.jumlah,
        total=len(bahan.baris),
        unit=bahan.unit,
        belum=[u for u in bahan.unit if u.tanpa_data],
        bawaan=[u for u in bahan.unit if u.edisi_data],
        ubahan=ubahan,
        baru=ubahan.baru.awal(UBAHAN_DITAMPILKAN),
        diubah=ubahan.diubah.awal(UBAHAN_DITAMPILKAN),
        halaman_edisi=nama_edisi_berkas(kepala["kode"]),
        halaman_perubahan=nama_perubahan_berkas(kepala["kode"]),
        pecahan=pecahan,
        tahun=tahun_tersedia(bahan.baris),
        unduhan=daftar_unduhan(unduhan),
        ld=ld_dataset(bahan, unduhan) if sah and not bahan.ditarik else None,
        ditarik=bahan.ditarik,
        kecil=_isi_kecil(rangka) if rangka.pemilik and not bahan.ditarik else None,
    )


def tulis_penjelasan(rangka: Rangka) -> Iterator[tuple[str, bytes]]:
    """`kelengkapan.html` and `meminta.html`."""
    unit = rangka.bahan.unit
    yield (
        "kelengkapan.html",
        rangka.tulis(
            "kelengkapan.html",
            "kelengkapan.html.j2",
            belum=[u for u in unit if u.tanpa_data],
            bawaan=[u for u in unit if u.edisi_data],
            nihil=[u for u in unit if u.hasil == "nihil"],
            lengkap=sum(1 for u in unit if not u.tanpa_data and not u.edisi_data and u.hasil != "nihil"),
            banyak=len(unit),
        ),
    )
    yield "meminta.html", rangka.tulis("meminta.html", "meminta.html.j2")
