"""Pages keep their bytes while what they tell stays: an update sends only what changed."""

from __future__ import annotations

import dataclasses
import gzip

import pytest

from dip.revisi import Pengesahan
from keluaran.bentuk import NAMA_MANIFES, bangun
from keluaran.bentuk.alamat import nama_perubahan_berkas

SELALU = {"index.html", "edisi/DIP-CTH-2026-11.html", NAMA_MANIFES}
"""Tell the digest, the time, or the digests of the downloads: differ in every release."""


def _beda(lama: dict[str, bytes], baru: dict[str, bytes]) -> set[str]:
    return {n for n in lama.keys() | baru.keys() if lama.get(n) != baru.get(n)}


def _halaman(nama: set[str]) -> set[str]:
    """Without downloads, whose bytes belong to others."""
    return {n for n in nama if not n.startswith(("data/", "cetak/", "sitemap"))}


def test_one_changed_row_changes_the_pages_that_show_it(kabupaten):
    lama = bangun(*kabupaten.buat(12))
    baru = bangun(*kabupaten.buat(12, isi={"CTH-DPUPR-0005": {"ringkasan": "Ringkasan yang diperbarui."}}))
    kategori = next(n for n in baru if n.startswith("kategori/") and b"Ringkasan yang diperbarui" in baru[n])
    assert _halaman(_beda(lama, baru)) == SELALU | {"unit/dpupr-1.html", kategori, "n/dpupr/1.html"}


def test_a_changed_title_also_changes_where_it_is_searched_and_named(kabupaten):
    kode = "CTH-DINKES-0005"  # new in this edition
    lama = bangun(*kabupaten.buat(12))
    baru = bangun(*kabupaten.buat(12, isi={kode: {"judul": "Judul yang diperbarui"}}))
    kategori = next(n for n in baru if n.startswith("kategori/") and b"Judul yang diperbarui" in baru[n])
    kini = nama_perubahan_berkas("DIP-CTH-2026-11")
    assert _halaman(_beda(lama, baru)) == SELALU | {
        "unit/dinkes-1.html", kategori, "n/dinkes/1.html", "cari/0.json", "atom.xml", kini,
    }  # fmt: skip


def _bulan_depan(kabupaten, per_opd: int) -> dict[str, bytes]:
    """The same rows, sent again a month later and ratified."""
    revisi, sah = kabupaten.buat(per_opd)
    maju = {"2026-11": "2026-12"}
    kepala = {**revisi.kepala, "kode": "DIP-CTH-2026-12", "periode": "2026-12", "periode_hidup": "2026-11"}
    sama = {"baru": [], "diubah": [], "dicabut": [], "tetap": len(revisi.entri)}
    depan = dataclasses.replace(
        revisi,
        sidik="e" * 64,
        kepala=kepala,
        entri=[{**e, "edisi_data": maju.get(e["edisi_data"], e["edisi_data"])} for e in revisi.entri],
        papan=[{**p, "edisi_data": maju.get(p["edisi_data"], p["edisi_data"])} for p in revisi.papan],
        perubahan=sama,
    )
    lalu = {
        **sah.riwayat[0], "kode": "DIP-CTH-2026-11", "periode": "2026-11", "sidik": sah.sidik,
        "baru": revisi.perubahan["baru"], "diubah": [u["kode"] for u in revisi.perubahan["diubah"]],
        "dicabut": ["CTH-DINKES-0950"],
    }  # fmt: skip
    resmi: Pengesahan = dataclasses.replace(
        sah, sidik="e" * 64, waktu_rilis="2026-12-12T10:00:00+07:00", riwayat=(lalu, *sah.riwayat)
    )
    return bangun(depan, resmi)


def test_a_month_without_changes_moves_no_list_and_no_item(kabupaten):
    beda = _halaman(_beda(bangun(*kabupaten.buat(12)), _bulan_depan(kabupaten, 12)))
    assert beda == SELALU | {
        "atom.xml", "edisi/index.html", "edisi/DIP-CTH-2026-12.html",
        "perubahan/DIP-CTH-2026-12.html", "perubahan/DIP-CTH-2026-11.html",
    }  # fmt: skip


def test_titles_of_an_earlier_edition_are_those_published_now(kabupaten):
    lalu = _bulan_depan(kabupaten, 12)["perubahan/DIP-CTH-2026-11.html"].decode()
    assert "CTH-DINKES-0005" in lalu
    assert "LAMA" not in lalu.replace("CTH-LAMA-0003", "")


def test_an_order_changes_only_what_it_concerns(kabupaten):
    lama = bangun(*kabupaten.buat(12))
    baru = bangun(*kabupaten.buat(12, perintah=(kabupaten.perintah("cabut", "CTH-BPBD-0012"),)))
    beda = _halaman(_beda(lama, baru))
    assert "n/bpbd/1.html" in beda
    assert "perubahan/DIP-CTH-2026-11.html" in beda
    assert not any(n.startswith(("unit/", "n/")) and "bpbd" not in n for n in beda)


def test_pages_are_light(kabupaten):
    besar = bangun(kabupaten.buat(130)[0], None)
    for nama, isi in besar.items():
        if nama.endswith(".html"):
            assert len(gzip.compress(isi, 6)) < 60_000, nama


@pytest.mark.lambat
def test_front_page_of_six_hundred_offices_stays_light(kabupaten):
    revisi, _ = kabupaten.buat(1)
    pola, papan = revisi.entri[0], revisi.papan[0]
    banyak = [f"UNIT{i:03d}" for i in range(600)]
    entri = [
        {**pola, "id_baris": f"{k}:0:1", "opd": k, "kode": f"CTH-{k}-0001", "judul": f"Laporan {k}"} for k in banyak
    ]
    board = [{**papan, "opd": k, "nama": f"Puskesmas Kecamatan Muara Nomor {k}"} for k in banyak]
    revisi = dataclasses.replace(revisi, entri=entri, papan=board)
    indeks = bangun(revisi, None)["index.html"]
    assert len(gzip.compress(indeks, 6)) < 60_000
