"""An archive as it is made holds in everything, in every way of ratifying, old ones and copies of the open part too."""

from __future__ import annotations

import json
import shutil
import stat

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dip.sidik import json_baku
from keluaran.verifikasi import rapikan_kepala, verifikasi

TERBUKA = {"manifes", "berkas_publik", "sidik", "kepala"}


def _status(v, status):
    return {h.kunci for h in v.hasil if h.status == status}


@pytest.mark.parametrize(
    ("cara", "tidak"),
    [
        ("kode", {"dokumen"}),
        ("kode_bernomor", {"pencatatan"}),
        ("basah", {"pencatatan"}),
        ("tanda_tangan_elektronik", {"pencatatan"}),
    ],
)
def test_what_was_made_holds(semua_arsip, cara, tidak):
    v = verifikasi(semua_arsip(cara))
    assert {h.kunci: h.rincian for h in v.hasil if h.status == "gagal"} == {}
    assert _status(v, "tidak_diperiksa") == tidak
    assert v.sah
    assert v.lengkap
    assert v.kode == "DIP-CTH-2026-11"


def test_nothing_is_changed_by_looking(semua_arsip):
    arsip = semua_arsip("basah")
    sebelum = {p: (p.stat().st_mtime_ns, stat.S_IMODE(p.stat().st_mode)) for p in arsip.rglob("*")}
    verifikasi(arsip)
    assert {p: (p.stat().st_mtime_ns, stat.S_IMODE(p.stat().st_mode)) for p in arsip.rglob("*")} == sebelum


@pytest.mark.parametrize("dalam", [True, False])
def test_copy_of_the_open_part(semua_arsip, tmp_path, dalam):
    asli = semua_arsip("kode") / "terbuka"
    shutil.copytree(asli, tmp_path / "salinan" / "terbuka" if dalam else tmp_path / "salinan")
    v = verifikasi(tmp_path / "salinan")
    assert v.sah
    assert not v.lengkap
    assert _status(v, "ok") == TERBUKA
    kepala = orjson.loads((asli / "06-edisi/dip-manifest.json").read_bytes())["kepala_jejak"]
    assert "kepala" in _status(verifikasi(tmp_path / "salinan", kepala), "ok")
    # an earlier head may well be in the journal, which is not here
    assert "kepala" in _status(verifikasi(tmp_path / "salinan", "0" * 64), "tidak_diperiksa")


def test_changed_copy_of_the_open_part(semua_arsip, tmp_path):
    shutil.copytree(semua_arsip("kode") / "terbuka", tmp_path / "salinan")
    (tmp_path / "salinan/06-edisi/data/dip.csv").write_bytes(b"palsu")
    assert _status(verifikasi(tmp_path / "salinan"), "gagal") == {"manifes", "berkas_publik"}


def test_public_files_of_another_builder_are_not_built(semua_arsip, monkeypatch):
    monkeypatch.setattr("keluaran.bentuk.PEMBANGUN", "bentuk-lain")
    v = verifikasi(semua_arsip("basah"))
    assert "bentuk" in _status(v, "tidak_diperiksa")
    assert v.sah


@pytest.mark.parametrize("teks", ["ab", "g" * 64, "0" * 65])
def test_what_is_no_head(teks):
    with pytest.raises(ValueError, match="64"):
        rapikan_kepala(teks)


def test_a_head_as_copied_from_paper():
    assert rapikan_kepala("ABCD 1234 " * 8) == "abcd1234" * 8
    assert rapikan_kepala("") == ""


POLOS = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda isi: st.lists(isi, max_size=4) | st.dictionaries(st.text(), isi, max_size=4),
    max_leaves=12,
)


@given(POLOS)
def test_canonical_json_as_the_page_describes_it(isi):
    baku = json.dumps(isi, sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\n"
    assert baku.encode() == json_baku(isi)
