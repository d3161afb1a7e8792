"""Only whitelisted columns leave, and only rows that may."""

from __future__ import annotations

import dataclasses
import io
import zipfile

import pytest

from dip.entri import KOLOM_TERBIT
from keluaran.bentuk import BarisTerbit, BentukGalat, bangun, proyeksi
from keluaran.bentuk.dasar import JUDUL_KOLOM, slug_opd
from keluaran.bentuk.teks import bersih
from keluaran.bentuk.xlsx import LEBAR


def _semua_byte(berkas):
    """Every public byte, with zip entries unpacked."""
    for nama, isi in berkas.items():
        if nama.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(isi)) as z:
                for n in z.namelist():
                    yield f"{nama}!{n}", z.read(n)
        else:
            yield nama, isi


def test_rows_have_exactly_the_whitelisted_columns(buat):
    revisi, _ = buat(4)
    assert all(tuple(b) == KOLOM_TERBIT for b in proyeksi(revisi))
    assert tuple(BarisTerbit.__annotations__) == KOLOM_TERBIT == tuple(JUDUL_KOLOM) == tuple(LEBAR)


@pytest.mark.parametrize("sah", [True, False])
def test_nothing_inside_leaves(buat, sah):
    revisi, pengesahan = buat(12, sah=sah)
    for nama, isi in _semua_byte(bangun(revisi, pengesahan)):
        assert b"RAHASIA" not in isi, nama
        assert b"196001011990010001" not in isi, nama
        assert b"TARIK-WAKTU" not in isi, nama
        if not sah:
            assert revisi.sidik.encode() not in isi, nama


def test_carried_forward_rows_keep_their_period(buat):
    revisi, _ = buat(3)
    assert [b["edisi"] for b in proyeksi(revisi)] == ["2026-11", "2026-10", "2026-11"]


def test_held_row_among_the_published_is_refused(buat):
    revisi, sah = buat(3)
    kacau = dataclasses.replace(revisi, ditahan=[*revisi.ditahan, revisi.entri[0]])
    with pytest.raises(BentukGalat):
        bangun(kacau, sah)


@pytest.mark.parametrize("isi", [{"kategori": "dikecualikan"}, {"kategori": ""}, {"kode": "CTH-SETDA-UMUM-0002"}])
def test_contradictions_are_refused(buat, isi):
    revisi, sah = buat(3, isi={0: isi})
    with pytest.raises(BentukGalat):
        bangun(revisi, sah)


def test_pengesahan_of_another_sidik_is_refused(buat):
    revisi, sah = buat(2)
    with pytest.raises(BentukGalat):
        bangun(revisi, dataclasses.replace(sah, sidik="0" * 64))


def test_characters_no_format_can_carry(buat):
    assert bersih("a\x00b\x0bc\ud800d\r\ne\rf\tg") == "a\ufffdb\ufffdc\ufffdd\ne\nf\tg"


@pytest.mark.parametrize("kode", ["", "../x", "a/b", "a b", "ä", ".x"])
def test_office_codes_cannot_leave_the_folder(kode):
    with pytest.raises(BentukGalat):
        slug_opd(kode)
