"""The state machine of a link: what counts at once, what must be seen again, and what heals."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dip.jam import WIB
from dip.register import Register
from dip.tautan import (
    BERISI,
    KELAS,
    MATI,
    Amatan,
    IsiBerkas,
    KeadaanTautan,
    berisi,
    maju,
    perlu_dibuka,
)
from dip.tautan_catat import antrean, baca_tautan, catat_amatan, catat_isi, lupakan, tautan_buruk
from dip.tautan_temuan import temuan_tautan

MALAM = datetime(2026, 11, 2, 1, 0, tzinfo=WIB)
URL = "https://dinas.go.id/a.pdf"
DIAM = Amatan(MATI, rincian="terlalu lambat")


def jalan(*langkah: tuple[int, Amatan]) -> KeadaanTautan:
    """The state after looks, each (nights after the first, what was seen)."""
    t = None
    for malam, a in langkah:
        t = maju(t, URL, a, MALAM + timedelta(days=malam))
    assert t is not None
    return t


def test_silence_counts_after_three_looks_on_two_days() -> None:
    assert jalan((0, DIAM)).kelas == ""
    assert jalan((0, DIAM), (0, DIAM), (0, DIAM), (0, DIAM)).kelas == ""
    assert jalan((0, DIAM), (1, DIAM)).kelas == ""
    t = jalan((0, DIAM), (0, DIAM), (1, DIAM))
    assert (t.kelas, t.gagal, t.hari, t.sejak, t.hari_terakhir) == (MATI, 3, 2, "2026-11-02", "2026-11-03")


def test_one_good_look_begins_anew() -> None:
    assert jalan((0, DIAM), (1, DIAM), (2, Amatan(status=200)), (3, DIAM)).kelas == ""


@pytest.mark.parametrize("kode", ["LNK-002", "LNK-004", "LNK-005", "LNK-008"])
def test_what_a_server_answers_counts_at_once(kode: str) -> None:
    t = jalan((0, Amatan(kode, 404, "jawaban 404")))
    assert (t.kelas, t.sejak, t.rincian) == (kode, "2026-11-02", "jawaban 404")


def test_a_link_that_works_again_is_cleared_with_its_day() -> None:
    t = jalan((0, Amatan("LNK-002", 404)), (5, Amatan(status=200)))
    assert (t.kelas, t.amatan, t.gagal, t.sejak, t.pulih) == ("", "", 0, "", "2026-11-07")


def test_a_request_to_come_later_is_no_strike() -> None:
    tunda = Amatan(status=503, tunda=True)
    t = jalan((0, DIAM), (1, tunda), (2, tunda))
    assert (t.gagal, t.hari, t.diperiksa[:10]) == (1, 1, "2026-11-04")
    assert jalan((0, DIAM), (1, tunda), (2, DIAM), (3, DIAM)).kelas == MATI


def test_a_proven_class_stands_until_another_is_proven() -> None:
    hilang = Amatan("LNK-002", 404)
    assert jalan((0, hilang), (1, DIAM)).kelas == "LNK-002"
    assert jalan((0, hilang), (1, DIAM), (2, DIAM), (3, DIAM)).kelas == MATI


def test_a_clock_set_back_makes_no_second_day() -> None:
    assert jalan((5, DIAM), (0, DIAM), (0, DIAM)).kelas == ""


def test_numbers_in_a_document_stay_until_it_changes() -> None:
    baik = Amatan(status=200, tanda="v1", jenis="pdf")
    t = jalan((0, baik))
    assert perlu_dibuka(t, baik)
    t = berisi(t, IsiBerkas("v1", 3))
    assert (t.kelas, t.isi.n) == (BERISI, 3)
    t = maju(t, URL, baik, MALAM + timedelta(days=1))
    assert t.kelas == BERISI and not perlu_dibuka(t, baik)
    lain = Amatan(status=200, tanda="v2", jenis="pdf")
    t = maju(t, URL, lain, MALAM + timedelta(days=2))
    assert t.kelas == BERISI and perlu_dibuka(t, lain)
    assert berisi(t, IsiBerkas("v2", 0)).kelas == ""
    assert berisi(t, IsiBerkas("v2", -1)).isi == IsiBerkas("v2", 3)  # unreadable now: what was known stays
    assert berisi(jalan((0, baik)), IsiBerkas("v1", -1)).kelas == ""
    hilang = maju(t, URL, Amatan("LNK-002", 404), MALAM + timedelta(days=3))
    assert (hilang.kelas, perlu_dibuka(hilang, Amatan("LNK-002", 404))) == ("LNK-002", False)


_AMATAN = st.one_of(
    st.just(Amatan(status=200)),
    st.just(Amatan(status=429, tunda=True)),
    st.sampled_from([k for k in KELAS if k != BERISI]).map(lambda k: Amatan(k, 500)),
)


@given(st.lists(st.tuples(st.integers(0, 3), _AMATAN), max_size=30))
def test_silence_never_counts_early_and_nothing_else_waits(langkah: list[tuple[int, Amatan]]) -> None:
    t, hari, beruntun, malam = None, set[int](), 0, 0
    for maju_hari, a in langkah:
        malam += maju_hari
        t = maju(t, URL, a, MALAM + timedelta(days=malam))
        if not a.tunda:
            beruntun, hari = (beruntun + 1, hari | {malam}) if a.kode == MATI else (0, set())
            assert t.amatan == a.kode
            if a.kode == MATI and t.kelas == MATI:
                assert beruntun >= 3 and len(hari) >= 2
            elif a.kode != MATI:
                assert t.kelas == a.kode
        assert bool(t.sejak) == bool(t.amatan)


def test_the_register_keeps_states_and_the_order_of_turns(alamat_register: str) -> None:
    r = Register(alamat_register)
    lain = "https://dinas.go.id/b.pdf"
    with r.tulis() as k:
        catat_amatan(k, "UJI", URL, Amatan("LNK-002", 404, "jawaban 404"), MALAM)
        catat_amatan(k, "UJI", lain, Amatan(status=200, tanda="v1"), MALAM + timedelta(days=1))
        catat_isi(k, "UJI", lain, IsiBerkas("v1", 2))
        catat_amatan(k, "LAIN", URL, Amatan(status=200), MALAM)
        with pytest.raises(LookupError):
            catat_isi(k, "UJI", "https://x.go.id", IsiBerkas())
    with r.baca() as k:
        assert {u: t.kelas for u, t in tautan_buruk(k, "UJI").items()} == {URL: "LNK-002", lain: BERISI}
        assert baca_tautan(k, "LAIN", URL) == maju(None, URL, Amatan(status=200), MALAM)
        assert antrean(k, "UJI", [lain, URL, "https://baru.go.id"]) == ["https://baru.go.id", URL, lain]
    with r.tulis() as k:
        assert lupakan(k, "UJI", MALAM + timedelta(hours=1)) == 1
    r.tutup()


def _baris(id_baris: str, *tautan: str, **lain: Any) -> Any:
    from dip.entri import Asal, entri_kosong

    asal = Asal(
        berkas="0" * 64, nama_berkas="DIP 1901014507900001.xlsx", lembar="Sheet1", baris=7,
        sel={"tautan_mentah": "J7"}, pewaris={},
    )  # fmt: skip
    return {**entri_kosong(id_baris, "DINKES", asal), "tautan": list(tautan), "kategori": "berkala", **lain}


def test_findings_name_row_and_cell_and_never_a_second_time() -> None:
    mati = jalan((0, DIAM), (1, DIAM), (2, DIAM))
    keadaan = {URL: mati, "https://b.go.id/": KeadaanTautan("https://b.go.id/", kelas="LNK-005")}
    baris = [
        _baris("DINKES:0:7", URL, URL),
        _baris("DINKES:0:8", "https://b.go.id/"),
        _baris("DINKES:0:9", URL, kategori="dikecualikan"),
    ]
    temuan = temuan_tautan(baris, keadaan)
    assert [(t.kode, t.opd, t.entri, t.sel, t.baris) for t in temuan] == [
        (MATI, "DINKES", "DINKES:0:7", "J7", 7),
        ("LNK-005", "DINKES", "DINKES:0:8", "J7", 7),
    ]
    assert temuan[0].parameter == {"nilai": URL, "host": "dinas.go.id", "tanggal": "2 November 2026"}
    assert "1901014507900001" not in temuan[0].berkas
    assert [t.kode for t in temuan_tautan(baris, keadaan, temuan[1:])] == [MATI]


def test_a_count_is_all_that_is_said_of_numbers() -> None:
    t = KeadaanTautan(URL, kelas=BERISI, isi=IsiBerkas("v", 4))
    (satu,) = temuan_tautan([_baris("DINKES:0:7", URL)], {URL: t})
    assert (satu.kode, satu.parameter["n"]) == (BERISI, 4)
