"""Register → workbook → register: nothing is lost and nothing is added, whatever stands in a record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dip.dik import DasarPengecualian, Dik, JenisJangka, StatusDik
from dip.dik_buku import nilai_sel, sel_dik
from dip.dik_kolom import ISIAN, KOLOM, NAMA_JANGKA, NAMA_STATUS
from dip.dik_rencana import Rencana
from dip.normal.teks import rapikan

TEKS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
WAJAR = st.from_regex(r"[A-Z][a-z]{2,10}( [a-z]{2,10}){0,3}", fullmatch=True)
HARI = st.dates(date(1945, 8, 17), date(2100, 1, 1))
DASAR = st.builds(
    DasarPengecualian,
    uu=st.sampled_from(["UU 14/2008", "UU 27/2022", "Perda 3/2019", "PP 61/2010"]),
    pasal=st.integers(1, 99),
    huruf=st.sampled_from(["", "a", "h"]),
    angka=st.none() | st.integers(1, 20),
)


def _rekam(teks: st.SearchStrategy[str], dasar: st.SearchStrategy[Any], hari: st.SearchStrategy[date]) -> Any:
    polos = {k.field: teks for k in ISIAN if k.jenis == "teks"}
    khusus = {
        "id_dik": st.just("DIK-KTH-2026-007"),
        "opd": st.sampled_from(["DINSOS", "DINKES"]),
        "judul_umum": WAJAR,
        "judul_khusus": st.lists(teks.filter(lambda t: t.strip()), max_size=2),
        "dasar_pengecualian": st.lists(dasar, max_size=3, unique=True),
        "jangka_waktu_jenis": st.sampled_from(get_args(JenisJangka)),
        "status": st.sampled_from(get_args(StatusDik)),
        "sebagian": st.none() | st.booleans(),
        **{k.field: st.none() | hari for k in ISIAN if k.jenis == "tanggal"},
    }
    return st.fixed_dictionaries({**polos, **khusus}).map(Dik.model_validate)


APA_SAJA = _rekam(TEKS, st.builds(DasarPengecualian, uu=TEKS.filter(lambda t: t.strip())), st.dates())


@pytest.mark.parametrize(("nama", "semua"), [("status", StatusDik), ("jangka_waktu_jenis", JenisJangka)])
def test_every_value_of_a_closed_list_has_a_name(nama: str, semua: Any) -> None:
    dikenal = NAMA_STATUS if nama == "status" else NAMA_JANGKA
    assert set(get_args(semua)) - {""} == set(dikenal)
    assert len({*dikenal.values()}) == len(dikenal)


def test_every_field_has_a_column() -> None:
    assert {k.field for k in ISIAN} | {"id_dik"} == set(Dik.model_fields)
    assert len({k.judul for k in KOLOM}) == len(KOLOM)


@settings(max_examples=15, deadline=None)
@given(_rekam(WAJAR, DASAR, HARI))
def test_cells_read_back_as_the_values_they_show(d: Dik) -> None:
    baru = {k.field: nilai_sel(k.field, sel_dik(d, k.field)) for k in ISIAN}
    assert Dik.model_validate({"id_dik": d.id_dik, **baru}) == d


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(daftar=st.lists(APA_SAJA, min_size=1, max_size=2))
@example(
    daftar=[
        Dik.model_validate({"id_dik": "DIK-KTH-2026-001", "judul_umum": "x", "opd": "DINSOS", "mulai": "0001-01-01"})
    ]
)
def test_a_workbook_nobody_touched_changes_nothing(rencana: Callable[..., Rencana], daftar: list[Dik]) -> None:
    daftar = [d.model_copy(update={"id_dik": f"DIK-KTH-2026-{n:03d}"}) for n, d in enumerate(daftar, 1)]
    hasil = rencana(daftar)
    assert (hasil.salah, hasil.ubahan, hasil.tetap) == ([], [], len(daftar))


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(d=APA_SAJA, teks=WAJAR)
def test_one_changed_cell_changes_one_field(rencana: Callable[..., Rencana], d: Dik, teks: str) -> None:
    hasil = rencana([d], {(0, "tempat_sk"): teks})
    if rapikan(d.tempat_sk) == teks:
        assert hasil.tetap == 1
        return
    assert hasil.salah == []
    (u,) = hasil.diubah
    assert u.kolom == ("tempat_sk",)
    assert u.baru == d.model_copy(update={"tempat_sk": teks})


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(d=_rekam(WAJAR, DASAR, HARI))
def test_a_record_typed_by_hand_is_the_same_record(rencana: Callable[..., Rencana], d: Dik) -> None:
    d = d.model_copy(update={"status": "menunggu_uji"})
    isi = {(0, k.field): sel_dik(d, k.field) for k in ISIAN}
    (u,) = rencana([], isi, terakhir={2026: 6}).baru
    assert u.baru == d
