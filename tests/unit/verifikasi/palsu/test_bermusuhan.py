"""A damaged or hostile archive gives results, never an error, and nothing outside of it is read."""

from __future__ import annotations

import os
import random
import shutil
import unicodedata

import pytest

from keluaran import verifikasi_baca
from keluaran.verifikasi import verifikasi
from keluaran.verifikasi_baca import BukanArsip

P = "tertutup/05-pengesahan/"
JSON = [
    "terbuka/03-draf/v02/revisi.json",
    "terbuka/06-edisi/dip-manifest.json",
    "terbuka/06-edisi/data/dip.json",
    "tertutup/03-draf/v02/papan.json",
    "tertutup/03-draf/v02/koreksi.jsonl",
    "tertutup/01-kiriman/DINKES/tanda-terima.jsonl",
    "tertutup/02-pernyataan/pernyataan.jsonl",
    "tertutup/04-koreksi/lembar-01.json",
    f"{P}putusan.jsonl",
    f"{P}pengesahan.json",
    f"{P}dokumen.jsonl",
    "tertutup/09-pengaturan/pengaturan.json",
    "tertutup/98-keadaan.jsonl",
    "tertutup/99-log-peristiwa.jsonl",
]
RACUN = {
    "empty": b"",
    "no JSON": b"{",
    "no text": b"\xff\xfe\x00",
    "null": b"null\n",
    "list": b"[]\n",
    "number": b"1\n",
    "object": b"{}\n",
    "other types": b'{"blob":1,"ronde":"x","pejabat":[{}],"metadata":[],"urut":{},"isi":{"data":[]}}\n',
    "deep": b"[" * 100_000,
    "deep and whole": b'{"a":' * 900 + b"1" + b"}" * 900 + b"\n",
    "not a number": b'{"a":NaN}\n',
    "lone surrogate": b'{"a":"\\ud800"}\n',
}


def _gagal(p):
    v = verifikasi(p.akar)
    assert len({h.kunci for h in v.hasil}) == len(v.hasil) == 19
    for h in v.hasil:
        for teks in (h.kalimat, *h.rincian):
            assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in teks)
    return {h.kunci for h in v.hasil if h.status == "gagal"}


@pytest.mark.parametrize("racun", RACUN)
def test_every_json_file_poisoned(pemalsu, racun):
    p = pemalsu("basah")
    for jalan in JSON:
        lama = p.baca(jalan)
        p.tulis(jalan, RACUN[racun])
        if not (racun == "empty" and jalan.endswith("koreksi.jsonl")):  # where that is what stood there
            assert _gagal(p), jalan
        p.tulis(jalan, lama)
    assert _gagal(p) == set()


def test_flipped_bytes(pemalsu):
    """Any byte changed somewhere is found, with the manifests rewritten too, unless nothing else guards that file."""
    p = pemalsu("basah")
    acak = random.Random(7)
    dijaga = [j for j in JSON if not j.endswith(("pengaturan.json", "tanda-terima.jsonl"))]
    for _ in range(25):
        jalan = acak.choice(dijaga)
        lama = p.baca(jalan)
        if not lama:
            continue
        n = acak.randrange(len(lama))
        p.tulis(jalan, lama[:n] + bytes([lama[n] ^ (1 << acak.randrange(8))]) + lama[n + 1 :])
        assert _gagal(p), (jalan, n)
        p.tulis(jalan, lama)


@pytest.mark.parametrize("jalan", JSON)
def test_a_link_or_folder_in_the_place_of_a_file(pemalsu, jalan, tmp_path):
    p = pemalsu("basah")
    asli = p.akar / jalan
    luar = tmp_path / "luar"
    asli.rename(luar)
    asli.symlink_to(luar)
    assert "manifes" in _gagal(p)
    asli.unlink()
    asli.mkdir()
    assert "manifes" in _gagal(p)


def test_special_files_and_loops(pemalsu):
    p = pemalsu("kode")
    os.mkfifo(p.akar / "tertutup" / "pipa")
    (p.akar / "terbuka" / "putar").symlink_to(p.akar)
    (p.akar / "07-publikasi" / "diri").symlink_to(p.akar / "07-publikasi")
    (p.akar / "08-pencatatan" / "berkas").write_bytes(b"x")
    assert _gagal(p) >= {"manifes"}
    (p.akar / "tertutup/99-log-peristiwa.jsonl").unlink()
    os.mkfifo(p.akar / "tertutup/99-log-peristiwa.jsonl")
    assert _gagal(p) >= {"manifes", "rantai"}


@pytest.mark.parametrize("bagian", ["terbuka", "tertutup", "07-publikasi", "08-pencatatan"])
def test_a_part_that_is_no_folder(pemalsu, bagian, tmp_path):
    p = pemalsu("kode")
    asli = p.akar / bagian
    asli.rename(tmp_path / "pindah")
    asli.symlink_to(tmp_path / "pindah")
    assert "manifes" in _gagal(p)
    asli.unlink()
    asli.write_bytes(b"x")
    assert "manifes" in _gagal(p)


def test_names_that_play_tricks(pemalsu):
    p = pemalsu("kode")
    p.json("terbuka/03-draf/v01/revisi.json", lambda d: d["blob"].update({"../../../../etc/passwd": "0" * 64}))
    for nama in ("\x1b[2Jhapus", "baris\nbaru", "\u202egpj.exe", "x" * 250):
        (p.akar / "terbuka" / nama).write_bytes(b"x")
    (p.akar / "terbuka" / os.fsdecode(b"\xff\xfe")).write_bytes(b"x")
    (p.akar / "tertutup" / "manifest.sha256").write_bytes(b"0" * 64 + b"  ../../luar\n")
    assert _gagal(p) >= {"manifes", "sidik"}


def test_too_big_or_too_many(pemalsu, monkeypatch):
    p = pemalsu("kode")
    with (p.akar / "terbuka" / "besar").open("wb") as f:
        f.truncate(1 << 40)  # a hole, not bytes
    assert _gagal(p) == {"manifes"}
    (p.akar / "terbuka" / "besar").unlink()
    monkeypatch.setattr(verifikasi_baca, "BATAS_BACA", 5000)
    assert _gagal(p) >= {"rantai", "putusan"}
    monkeypatch.setattr(verifikasi_baca, "BATAS_JUMLAH", 5)
    assert "manifes" in _gagal(p)


def test_what_is_no_archive(tmp_path, pemalsu):
    with pytest.raises(BukanArsip):
        verifikasi(tmp_path)
    p = pemalsu("kode")
    shutil.rmtree(p.akar / "terbuka")
    assert _gagal(p) >= {"manifes", "sidik", "kepala"}
