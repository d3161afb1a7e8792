"""The public site: `index.html`, lists per category and per office, style, search script and search data.

Every page is complete without JavaScript. Lists hold at most `BARIS_PER_HALAMAN` rows, which is kind to phones. The
release date stands on the index only, so that an unchanged list keeps its bytes from edition to edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from dip.entri import KATEGORI_TERBIT, NAMA_KATEGORI, NAMA_KATEGORI_PENDEK
from dip.pengaturan import CaraPengesahan
from dip.sidik import nomor_draf, sha256
from keluaran.bentuk.baris import KEPALA_TABEL, PenulisBaris
from keluaran.bentuk.dasar import Bahan, BarisTerbit
from keluaran.bentuk.tautan import inang_aman
from keluaran.templat import aset, lingkungan

BARIS_PER_HALAMAN = 100
"""Rows of one page of a list."""

UBAHAN_DITAMPILKAN = 50
"""Names of new and changed items on the index; the rest is counted."""

ARTI_KATEGORI: dict[str, str] = {
    "berkala": "Diumumkan secara rutin, paling sedikit setiap enam bulan.",
    "serta_merta": "Diumumkan seketika karena menyangkut hajat hidup orang banyak dan ketertiban umum.",
    "setiap_saat": "Tersedia setiap saat dan dapat diminta kapan saja.",
}
"""What a category means, in a sentence (UU 14/2008 ps. 9–11)."""

CARA_SAH: dict[CaraPengesahan, str] = {
    "kode": "Kode persetujuan pribadi atas isi daftar ini",
    "tanda_tangan_elektronik": "Tanda tangan elektronik pada lembar pengesahan",
    "basah": "Tanda tangan basah pada lembar pengesahan, dicatat petugas dan dikonfirmasi PPID",
}
"""How the Atasan ratified, in words for everybody."""

NAMA_UNDUHAN: dict[str, tuple[str, str]] = {
    "data/dip.xlsx": ("Excel (.xlsx)", "Satu lembar per kategori, dengan rekap."),
    "data/dip.csv": ("CSV, pemisah koma", "Untuk diolah dengan program."),
    "data/dip-titikkoma.csv": ("CSV, pemisah titik koma", "Untuk Excel berbahasa Indonesia."),
    "data/dip.json": ("JSON", "Isi apa adanya beserta keterangannya."),
}
"""Download names and what they are good for, in the order of the index page."""

_SUREL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")


def nama_kategori_berkas(kategori: str, halaman: int) -> str:
    """Path of one page of a category: `kategori/setiap-saat-1.html`."""
    return f"kategori/{kategori.replace('_', '-')}-{halaman}.html"


def nama_unit_berkas(slug: str, halaman: int) -> str:
    """Path of one page of an office: `unit/dinkes-1.html`."""
    return f"unit/{slug}-{halaman}.html"


def jendela(kini: int, akhir: int) -> list[int]:
    """Page numbers a pager shows; 0 is a gap: 1 … 4 [5] 6 … 9."""
    dekat = sorted({1, akhir, *range(max(1, kini - 1), min(akhir, kini + 1) + 1)})
    hasil: list[int] = []
    for n in dekat:
        if hasil and n - hasil[-1] == 2:
            hasil.append(n - 1)
        elif hasil and n - hasil[-1] > 2:
            hasil.append(0)
        hasil.append(n)
    return hasil


def _umum(bahan: Bahan) -> dict[str, Any]:
    """What every page knows. Nothing here changes with the month, except that a draft says so."""
    lembaga = bahan.revisi.kepala["lembaga"]
    sidik = bahan.revisi.sidik
    return {
        "lembaga": lembaga,
        "surel_tautan": lembaga["surel"] if _SUREL.fullmatch(lembaga["surel"]) else "",
        "laman_tautan": lembaga["laman"] if inang_aman(lembaga["laman"]) else "",
        "draf": bahan.pengesahan is None,
        "nomor_draf": nomor_draf(sidik) if bahan.pengesahan is None and sidik else "",
        "kategori": [
            {
                "kode": k,
                "nama": NAMA_KATEGORI[k],
                "pendek": NAMA_KATEGORI_PENDEK[k],
                "arti": ARTI_KATEGORI[k],
                "halaman": nama_kategori_berkas(k, 1),
            }
            for k in KATEGORI_TERBIT
        ],
    }


def _daftar(
    umum: dict[str, Any], baris: Sequence[Markup], nama_berkas: Any, konteks: dict[str, Any]
) -> Iterator[tuple[str, bytes]]:
    """The pages of one list. `nama_berkas(n)` gives the path of page n."""
    templat = lingkungan().get_template("daftar.html.j2")
    akhir = max(1, -(-len(baris) // BARIS_PER_HALAMAN))
    for n in range(1, akhir + 1):
        awal = (n - 1) * BARIS_PER_HALAMAN
        isi = baris[awal : awal + BARIS_PER_HALAMAN]
        html = templat.render(
            **umum,
            **konteks,
            akar="../",
            kepala_tabel=KEPALA_TABEL,
            isi=Markup("").join(isi),
            jumlah=len(baris),
            dari=awal + 1,
            sampai=awal + len(isi),
            hal=n,
            akhir=akhir,
            pager=[(m, nama_berkas(m).rpartition("/")[2] if m else "") for m in jendela(n, akhir)],
            sebelum=nama_berkas(n - 1).rpartition("/")[2] if n > 1 else "",
            sesudah=nama_berkas(n + 1).rpartition("/")[2] if n < akhir else "",
        )
        yield nama_berkas(n), html.encode()


def tulis_daftar(bahan: Bahan) -> Iterator[tuple[str, bytes]]:
    """All list pages: categories first, then offices (an office without rows gets a page that says so)."""
    umum = _umum(bahan)
    slug = {u.kode: u.slug for u in bahan.unit}
    penulis = PenulisBaris(bahan.nama_opd, slug, bahan.revisi.kepala["periode"])
    for k in KATEGORI_TERBIT:
        isi = [penulis.baris(b, di_unit=False) for b in bahan.baris if b["kategori"] == k]
        konteks: dict[str, Any] = {"judul": NAMA_KATEGORI[k], "jenis": "kategori", "kini": k, "unit": None}
        yield from _daftar(umum, isi, lambda n, k=k: nama_kategori_berkas(k, n), konteks)
    per_unit: dict[str, list[Markup]] = {u.kode: [] for u in bahan.unit}
    for b in bahan.baris:
        per_unit[b["opd"]].append(penulis.baris(b, di_unit=True))
    for u in bahan.unit:
        konteks = {"judul": u.nama, "jenis": "unit", "kini": "", "unit": u}
        yield from _daftar(umum, per_unit[u.kode], lambda n, s=u.slug: nama_unit_berkas(s, n), konteks)


def halaman_unit(baris: Sequence[BarisTerbit]) -> list[int]:
    """For every row, the page of its office's list on which it stands."""
    ke: dict[str, int] = {}
    hasil = []
    for b in baris:
        hasil.append(ke.get(b["opd"], 0) // BARIS_PER_HALAMAN + 1)
        ke[b["opd"]] = ke.get(b["opd"], 0) + 1
    return hasil


def _perubahan(bahan: Bahan, halaman: Sequence[int]) -> dict[str, Any]:
    """What is new, changed and withdrawn.

    Names come from the published rows of this edition only: the title of a withdrawn row, or the text a changed row
    had before, may be the very thing that had to go.
    """
    p = bahan.revisi.perubahan
    slug = {u.kode: u.slug for u in bahan.unit}
    di_mana = {
        b["kode"]: (b["judul"], f"{nama_unit_berkas(slug[b['opd']], hal)}#{b['kode']}")
        for b, hal in zip(bahan.baris, halaman, strict=True)
    }
    baru = [di_mana[k] for k in p["baru"] if k in di_mana]
    diubah = [di_mana[u["kode"]] for u in p["diubah"] if u["kode"] in di_mana]
    return {
        "pertama": not bahan.revisi.kepala["periode_hidup"],
        "periode_hidup": bahan.revisi.kepala["periode_hidup"],
        "jumlah": {"baru": len(p["baru"]), "diubah": len(p["diubah"]), "dicabut": len(p["dicabut"])},
        "baru": baru[:UBAHAN_DITAMPILKAN],
        "diubah": diubah[:UBAHAN_DITAMPILKAN],
    }


def tulis_indeks(bahan: Bahan, unduhan: Mapping[str, bytes], halaman: Sequence[int], pecahan: int) -> bytes:
    """The front page. `unduhan` are the finished data files, `pecahan` how many search files there are."""
    html = (
        lingkungan()
        .get_template("index.html.j2")
        .render(
            **_umum(bahan),
            akar="",
            judul="Daftar Informasi Publik",
            kepala=bahan.revisi.kepala,
            sah=bahan.pengesahan,
            cara_sah=CARA_SAH,
            jumlah=bahan.jumlah,
            total=len(bahan.baris),
            unit=bahan.unit,
            belum=[u for u in bahan.unit if u.tanpa_data],
            bawaan=[u for u in bahan.unit if u.edisi_data],
            perubahan=_perubahan(bahan, halaman),
            pecahan=pecahan,
            unduhan=[
                {
                    "berkas": n,
                    "nama": NAMA_UNDUHAN[n][0],
                    "guna": NAMA_UNDUHAN[n][1],
                    "ukuran": len(unduhan[n]),
                    "sha256": sha256(unduhan[n]),
                }
                for n in NAMA_UNDUHAN
            ],
        )
    )
    return html.encode()


def tulis_aset() -> dict[str, bytes]:
    """Style and search script, as they lie beside the templates."""
    return {"gaya.css": aset("gaya.css"), "cari.js": aset("cari.js")}
