"""The set of public files: complete, equal every time, cheap to update."""

from __future__ import annotations

import dataclasses
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dip.revisi import Dicabut
from dip.sidik import nomor_draf, sha256
from keluaran.bentuk import NAMA_MANIFES, bangun
from keluaran.bentuk.data_json import BUTIR_PER_PECAHAN, tulis_pecahan
from keluaran.bentuk.html_butir import halaman_butir
from keluaran.bentuk.html_daftar import jendela

CETAK_SIDIK = """
import importlib.util, sys
s = importlib.util.spec_from_file_location("bahan_uji", sys.argv[1])
m = importlib.util.module_from_spec(s); s.loader.exec_module(m)
from dip.sidik import sha256
from keluaran.bentuk import bangun
for nama, isi in bangun(*m._buat(30)).items():
    sys.stdout.write(f"{sha256(isi)} {nama}\\n")
"""


def _di_proses_lain(benih: str, zona: str) -> str:
    lingkungan = {**os.environ, "PYTHONHASHSEED": benih, "TZ": zona, "LC_ALL": "C"}
    conftest = str(Path(__file__).with_name("conftest.py"))
    hasil = subprocess.run(
        [sys.executable, "-c", CETAK_SIDIK, conftest], env=lingkungan, capture_output=True, text=True, check=True
    )
    return hasil.stdout


def test_same_bytes_in_another_process_hash_seed_and_time_zone():
    satu = _di_proses_lain("1", "Asia/Jakarta")
    assert satu == _di_proses_lain("4242", "America/New_York")
    assert satu.count("\n") > 15


def test_manifest_names_every_other_file(buat):
    revisi, sah = buat(5)
    berkas = bangun(revisi, sah)
    manifes = json.loads(berkas[NAMA_MANIFES])
    assert list(berkas)[-1] == NAMA_MANIFES
    assert set(manifes["berkas"]) == set(berkas) - {NAMA_MANIFES}
    for nama, d in manifes["berkas"].items():
        assert d == {"sha256": sha256(berkas[nama]), "ukuran": len(berkas[nama])}
    assert manifes["sidik"] == revisi.sidik
    assert manifes["kepala_jejak"] == sah.kepala_jejak
    assert (manifes["edisi"], manifes["periode"], manifes["status"]) == ("DIP-CTH-2026-11", "2026-11", "disahkan")


def test_index_shows_digest_of_every_download(buat):
    berkas = bangun(*buat(5))
    indeks = berkas["index.html"].decode()
    for nama in ("data/dip.xlsx", "data/dip.csv", "data/dip-titikkoma.csv", "data/dip.json"):
        assert sha256(berkas[nama]) in indeks
        assert f'href="{nama}"' in indeks


def test_draft_says_so_everywhere_and_carries_no_sidik(buat):
    revisi, _ = buat(5, sah=False)
    berkas = bangun(revisi, None)
    for nama, isi in berkas.items():
        if nama.endswith(".html"):
            assert b'class="pita draf"' in isi
            assert b"noindex" in isi
    assert nomor_draf(revisi.sidik) in berkas["index.html"].decode()
    manifes = json.loads(berkas[NAMA_MANIFES])
    assert manifes["status"] == "draf"
    assert "sidik" not in manifes
    resmi = bangun(*buat(5))
    assert not any(b'class="pita draf"' in isi for isi in resmi.values())


def test_lists_have_at_most_a_hundred_rows_and_hold_all(buat):
    revisi, _ = buat(730)
    berkas = bangun(revisi, None)
    for jenis in ("kategori/", "unit/"):
        kode = []
        for nama, isi in berkas.items():
            if nama.startswith(jenis):
                di_sini = re.findall(r'<tr role="row" id="([^"]+)"', isi.decode())
                assert len(di_sini) <= 100
                kode += di_sini
        assert sorted(kode) == sorted(e["kode"] for e in revisi.entri)


def test_search_data_points_to_the_page_of_the_item(buat):
    berkas = bangun(buat(730)[0], None)
    isi = json.loads(berkas["cari/0.json"])
    assert len(isi["butir"]) == 730
    for kode, _judul, opd, _kategori, halaman, _waktu in isi["butir"]:
        assert f'id="{kode}"' in berkas[f"n/{isi['opd'][opd][2]}/{halaman}.html"].decode()


def test_search_data_is_cut_into_shards(buat, monkeypatch):
    monkeypatch.setattr("keluaran.bentuk.data_json.BUTIR_PER_PECAHAN", 50)
    berkas = bangun(buat(120)[0], None)
    assert [n for n in berkas if n.startswith("cari/")] == ["cari/0.json", "cari/1.json", "cari/2.json"]
    assert 'data-pecahan="3"' in berkas["index.html"].decode()
    assert BUTIR_PER_PECAHAN == 10_000
    assert tulis_pecahan
    assert halaman_butir([]) == []


def test_unchanged_lists_keep_their_bytes_in_the_next_edition(buat):
    revisi, sah = buat(30)
    hilang = Dicabut(kode="CTH-DINKES-0900", opd="DINKES", judul="x", terakhir="2026-10", sejak="2026-11")
    revisi = dataclasses.replace(revisi, dicabut=[hilang])
    kepala = {**revisi.kepala, "edisi": 8, "kode": "DIP-CTH-2026-12", "periode": "2026-12"}
    lanjut = [{**e, "edisi_data": "2026-12" if e["edisi_data"] == "2026-11" else e["edisi_data"]} for e in revisi.entri]
    papan = [{**p, "edisi_data": p["edisi_data"].replace("2026-11", "2026-12")} for p in revisi.papan]
    depan = dataclasses.replace(revisi, kepala=kepala, entri=lanjut, papan=papan)
    lama = bangun(revisi, sah)
    baru = bangun(depan, dataclasses.replace(sah, waktu_rilis="2026-12-12T10:00:00+07:00"))
    berubah = {n for n in lama if lama[n] != baru.get(n)}
    edisi = {"edisi/DIP-CTH-2026-11.html", "edisi/index.html", "perubahan/DIP-CTH-2026-11.html"}
    data = {n for n in lama if n.startswith(("data/", "cetak/"))} - {"data/skema.json"}
    assert berubah == edisi | data | {"index.html", "atom.xml", NAMA_MANIFES}


def test_release_date_only_where_the_edition_is_told(buat):
    for nama, isi in bangun(*buat(12)).items():
        if nama.endswith(".html"):
            assert (b"12 November 2026" in isi) == (nama == "index.html" or nama.startswith("edisi/"))


def test_empty_edition_builds(buat):
    berkas = bangun(*buat(0))
    assert b"<table" not in berkas["kategori/berkala-1.html"]
    assert json.loads(berkas["cari/0.json"])["butir"] == []


@pytest.mark.parametrize(
    ("kini", "akhir", "harap"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (5, 9, [1, 0, 4, 5, 6, 0, 9]),
        (3, 9, [1, 2, 3, 4, 0, 9]),
        (9, 9, [1, 0, 8, 9]),
    ],
)
def test_pager_window(kini, akhir, harap):
    assert jendela(kini, akhir) == harap
