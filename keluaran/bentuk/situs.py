"""All public files of one site, put together from the single builders."""

from __future__ import annotations

from collections.abc import Iterator

from dip.revisi import Pengesahan, Revisi
from dip.sampah import tanpa_sapu
from keluaran.bentuk.berkas_csv import tulis_csv
from keluaran.bentuk.dasar import NAMA_MANIFES, Bahan, susun_bahan
from keluaran.bentuk.data_json import tulis_json, tulis_manifes, tulis_pecahan
from keluaran.bentuk.datapaket import tulis_datapaket, tulis_skema
from keluaran.bentuk.html import Rangka, tulis_aset
from keluaran.bentuk.html_butir import halaman_butir, tulis_butir
from keluaran.bentuk.html_daftar import tulis_daftar
from keluaran.bentuk.html_edisi import tulis_edisi
from keluaran.bentuk.html_indeks import daftar_unduhan, tulis_indeks, tulis_penjelasan
from keluaran.bentuk.katalog import tulis_katalog
from keluaran.bentuk.peta import tulis_peta
from keluaran.bentuk.umpan import tulis_umpan
from keluaran.bentuk.xlsx import tulis_xlsx
from keluaran.cetak import cetak_semua


def _unduhan(bahan: Bahan) -> dict[str, bytes]:
    """Data files and hardcopies. None while the whole edition is taken down; a draft has nothing that is ratified."""
    if bahan.ditarik:
        return {}
    hasil = {
        "data/dip.csv": tulis_csv(bahan.baris),
        "data/dip-titikkoma.csv": tulis_csv(bahan.baris, ";"),
        "data/dip.json": tulis_json(bahan),
        "data/dip.xlsx": tulis_xlsx(bahan),
        "data/skema.json": tulis_skema(),
    }
    hasil["data/datapackage.json"] = tulis_datapaket(bahan, hasil)
    if bahan.pengesahan is not None:
        # the signed summary names texts only: a workbook packed by another library would have another digest
        teks = {n: hasil[n] for n in ("data/dip.csv", "data/dip.json")}
        hasil |= cetak_semua(bahan, teks)
        hasil["data/katalog.jsonld"] = tulis_katalog(bahan, hasil)
    return hasil


def _halaman(rangka: Rangka, unduhan: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """All pages and what they load."""
    bahan = rangka.bahan
    pecahan = [] if bahan.ditarik else list(tulis_pecahan(bahan, halaman_butir(bahan.baris)))
    yield from tulis_aset().items()
    yield from ((f"cari/{i}.json", isi) for i, isi in enumerate(pecahan))
    yield "index.html", tulis_indeks(rangka, unduhan, len(pecahan))
    yield from tulis_penjelasan(rangka)
    yield from tulis_edisi(rangka, daftar_unduhan(unduhan))
    yield from tulis_butir(rangka)
    if not bahan.ditarik:
        yield from tulis_daftar(rangka)


@tanpa_sapu()
def bangun(revisi: Revisi, pengesahan: Pengesahan | None, opd: str = "") -> dict[str, bytes]:
    """All public files of the main register, or of one office's own site: relative path with `/` → bytes, sorted.

    `pengesahan` None builds a draft: every page and workbook says DRAF and nothing carries the sidik.
    Raises BentukGalat when the revisi contradicts itself or the pengesahan belongs to another sidik.
    """
    bahan = susun_bahan(revisi, pengesahan, opd)
    berkas = unduhan = _unduhan(bahan)
    if pengesahan is not None:
        berkas = {**unduhan, "atom.xml": tulis_umpan(bahan)}
    berkas = {**berkas, **dict(_halaman(Rangka(bahan, berkas.keys()), unduhan))}
    if bahan.situs:
        berkas["sitemap.xml"] = tulis_peta(bahan, berkas)
    berkas = dict(sorted(berkas.items()))
    return {**berkas, NAMA_MANIFES: tulis_manifes(bahan, berkas)}
