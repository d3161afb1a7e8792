"""Nothing an office writes, and no address of a row, makes a proposal fail or expensive."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dip.aturan.dik import nilai_dik
from dip.dik import Dik
from dip.entri import Asal, Entri, entri_kosong
from dip.usul_dik import dari_entri, urai_dasar, urai_jangka, usul_baru

KOLOM_DIK = (
    *("dasar_hukum", "konsekuensi", "konsekuensi_dibuka", "konsekuensi_ditutup", "jangka_waktu", "nomor_uji"),
    *("tanggal_uji", "nomor_sk", "tanggal_sk"),
)
BUKAN_ASCII = "\u017f\u212a\u0130\u0131\ud800\udcff\x00\u00a0\u2028\u200b\uff11\u0661\u0958"
"""Long s, Kelvin sign, Turkish i, surrogates, blanks that are none, digits of other scripts, a letter NFC lengthens."""

LIAR = st.text(alphabet=st.characters(), max_size=60) | st.text(
    alphabet="Pasal17hurufngkUTent/.,;()\n- " + BUKAN_ASCII, max_size=80
)


@pytest.mark.parametrize(
    ("id_baris", "nomor"),
    [
        ("DINSOS:1:7", "USUL-DINSOS-1-7"),
        ("DINA:0:1.H", "USUL-DINA-0-1.H"),
        ("KEC-HULU:0:12.AB.2", "USUL-KEC-HULU-0-12.AB.2"),
    ],
)
def test_handles_of_cards_and_tables_side_by_side(baris: Callable[..., Entri], id_baris: str, nomor: str) -> None:
    assert dari_entri(baris(7, "Sandi", id_baris=id_baris)).id_dik == nomor


def test_unlike_ids_give_unlike_handles(baris: Callable[..., Entri]) -> None:
    semua = ["DINA:0:1.H", "DINA:0:1-H", "DINA:0:1 H", "dina:0:1.h", "DINA:0:1.H\n", "", ":", "X" * 999, "X" * 998]
    assert len({dari_entri(baris(7, "Sandi", id_baris=i)).id_dik for i in semua}) == len(semua)


def test_letters_of_other_alphabets_are_no_grounds() -> None:
    assert [d.huruf for d in urai_dasar("Pasal 17 huruf \u017f UU 14/2008")] == [""]


def test_blanks_that_look_like_blanks_are_blanks() -> None:
    assert [(d.pasal, d.huruf) for d in urai_dasar("Pasal\u00a017\u00a0huruf\u2003c")] == [(17, "c")]


@given(st.data())
def test_no_row_makes_it_raise(data: st.DataObject) -> None:
    asal: Asal = {
        "berkas": data.draw(LIAR),
        "nama_berkas": data.draw(LIAR),
        "lembar": data.draw(LIAR),
        "baris": data.draw(st.integers(0, 2**40)),
        "sel": data.draw(st.dictionaries(LIAR, LIAR, max_size=2)),
        "pewaris": {},
    }
    e = entri_kosong(data.draw(LIAR), "DINSOS", asal)
    for kolom in ("judul", "ringkasan", "pejabat_penguasa", "penanggung_jawab"):
        cast("dict[str, Any]", e)[kolom] = data.draw(LIAR) * data.draw(st.sampled_from((1, 1, 200)))
    e["dik"] = data.draw(st.dictionaries(st.sampled_from(KOLOM_DIK), LIAR, max_size=4))
    u = dari_entri(e)
    assert u.opd == "DINSOS" and u.tertutup
    assert usul_baru([e], [u]) in ([], [u])
    nilai_dik([u], date(2026, 11, 30))


@pytest.mark.parametrize(
    "isi", ["a ", "uu ", "pasal 17 huruf a, ", "selama ", "tidak ada ", "\u0958", ":.", "1 tahun "]
)
def test_a_novel_in_every_cell_costs_no_more_than_a_page(
    baris: Callable[..., Entri], dik: Callable[..., Dik], isi: str
) -> None:
    novel = isi * (3_000_000 // len(isi))
    e = baris(7, novel, ringkasan=novel, pejabat_penguasa=novel, penanggung_jawab=novel)
    e["dik"] = dict.fromkeys(KOLOM_DIK, novel)
    awal = time.thread_time()
    [u] = usul_baru([e], [dik()])
    nilai_dik([u], date(2026, 11, 30))
    urai_jangka(novel)
    assert time.thread_time() - awal < 0.5
    assert len(u.judul_khusus[0]) <= 4000
