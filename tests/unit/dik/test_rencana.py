"""What a filled workbook asks for: what is taken, and every refusal with its code and cell."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from dip.dik import Dik, UsulDik
from dip.dik_buku import nilai_sel, sel_dik
from dip.dik_kolom import ISIAN
from dip.dik_rencana import Rencana
from dip.entri import Entri
from dip.usul_dik import dari_entri

Buat = Callable[..., Rencana]


def _kode(r: Rencana) -> list[tuple[str, str]]:
    return [(s.kode, s.sel) for s in r.salah]


@pytest.fixture
def usul(baris: Callable[..., Entri]) -> UsulDik:
    """A proposal as an office's row makes it."""
    return dari_entri(baris(7, "Daftar Nama Penerima Kursi Roda", dik={"dasar_hukum": "Pasal 17 huruf h UU KIP"}))


def test_a_changed_record_names_its_fields(rencana: Buat, dik: Callable[..., Dik]) -> None:
    lama = dik()
    r = rencana([lama], {(0, "tinjau_pada"): date(2027, 3, 1), (0, "sebagian"): "sebagian"})
    assert r.salah == []
    (u,) = r.diubah
    assert (u.baris, u.lama, set(u.kolom)) == (5, lama, {"tinjau_pada", "sebagian"})
    assert (u.baru.tinjau_pada, u.baru.sebagian) == (date(2027, 3, 1), True)


def test_a_proposal_is_taken_up_by_its_general_title(rencana: Buat, dik: Callable[..., Dik], usul: UsulDik) -> None:
    r = rencana([dik(), usul], {(1, "judul_umum"): "Data penyandang disabilitas"})
    (u,) = r.baru
    assert (u.baru.id_dik, u.usul, r.tetap, r.belum) == ("DIK-KTH-2026-002", usul.id_dik, 1, 0)
    assert (u.baru.judul_khusus, u.baru.dasar_pengecualian) == (usul.judul_khusus, usul.dasar_pengecualian)
    assert type(u.baru) is Dik


def test_a_proposal_nobody_took_up_is_left(rencana: Buat, usul: UsulDik) -> None:
    r = rencana([usul])
    assert (r.ubahan, r.belum, r.salah) == ([], 1, [])


def test_a_proposal_half_filled_is_asked_about(rencana: Buat, usul: UsulDik) -> None:
    r = rencana([usul], {(0, "konsekuensi_dibuka"): "Merugikan"})
    assert _kode(r) == [("PGT-KOSONG", "G5")]


def test_numbers_are_never_used_again(rencana: Buat, dik: Callable[..., Dik], usul: UsulDik) -> None:
    ganti = {(1, "judul_umum"): "Data penyandang disabilitas"}
    assert rencana([dik(), usul], ganti, terakhir={2026: 41}).baru[0].baru.id_dik == "DIK-KTH-2026-042"
    assert rencana([dik(), usul], ganti, terakhir={2025: 41}).baru[0].baru.id_dik == "DIK-KTH-2026-002"
    assert _kode(rencana([dik(), usul], ganti, terakhir={2026: 9999})) == [("DIKB-NOMOR", "B6")]


def test_saving_twice_changes_nothing(rencana: Buat, dik: Callable[..., Dik], usul: UsulDik) -> None:
    ganti: dict[tuple[int, str], Any] = {(1, "judul_umum"): "Data penyandang disabilitas", (0, "tempat_sk"): "Muara"}
    pertama = rencana([dik(), usul], ganti)
    lagi = rencana([dik(), usul], ganti, kini=[u.baru for u in pertama.ubahan])
    assert (lagi.ubahan, lagi.salah, lagi.tetap) == ([], [], 2)


def test_a_record_changed_since_is_refused_unless_its_row_was_not_touched(
    rencana: Buat, dik: Callable[..., Dik]
) -> None:
    kini = [dik(tempat_sk="Lain")]
    assert _kode(rencana([dik()], {(0, "unit_pejabat"): "X"}, kini=kini)) == [("DIKB-USANG", "B5")]
    tidak_disentuh = rencana([dik()], kini=kini)
    assert (tidak_disentuh.tetap, tidak_disentuh.salah) == (1, [])


def test_a_record_that_is_gone_is_not_made_again(rencana: Buat, dik: Callable[..., Dik]) -> None:
    assert _kode(rencana([dik()], {(0, "unit_pejabat"): "X"}, kini=[])) == [("DIKB-NOMOR", "B5")]


def test_a_title_already_in_the_register_is_refused(rencana: Buat, dik: Callable[..., Dik], usul: UsulDik) -> None:
    ada = dik(id_dik="DIK-KTH-2026-009", judul_khusus=list(usul.judul_khusus))
    r = rencana([usul], {(0, "judul_umum"): "Data lain"}, kini=[ada])
    assert _kode(r) == [("PGT-KEMBAR", "H5")]
    assert "DIK-KTH-2026-009" in str(r.salah[0])


def test_the_title_as_sent_must_stay(rencana: Buat, usul: UsulDik) -> None:
    ganti = {(0, "judul_umum"): "Data lain", (0, "judul_khusus"): "Judul yang dihaluskan", (0, "uraian_tertutup"): "x"}
    assert _kode(rencana([usul], ganti)) == [("DIKB-JUDUL", "H5")]


@pytest.mark.parametrize(
    ("kolom", "nilai", "kode", "sel"),
    [
        ("opd", "DINSOSS", "PGT-OPD", "E5"),
        ("opd", None, "PGT-KOSONG", "E5"),
        ("tanggal_uji", "31 Februari 2026", "PGT-TANGGAL", "W5"),
        ("tanggal_uji", "2026", "PGT-TANGGAL", "W5"),
        ("tanggal_uji", "rahasia", "PGT-TANGGAL", "W5"),
        ("dasar_pengecualian", "rahasia", "DIKB-DASAR", "L5"),
        ("status", "Rahasia", "PGT-NILAI", "F5"),
        ("status", None, "PGT-KOSONG", "F5"),
        ("jangka_waktu_jenis", "Kapan-kapan", "PGT-NILAI", "Q5"),
        ("sebagian", "mungkin", "PGT-NILAI", "U5"),
        ("judul_umum", None, "PGT-KOSONG", "G5"),
        ("judul_umum", "x" * 151, "PGT-NILAI", "G5"),
        ("uraian_tertutup", "x" * 4001, "PGT-NILAI", "I5"),
        ("penanda", "DIK-KTH-2026-001|a|b", "DIKB-PENANDA", "A5"),
        ("id_dik", "DIK-KTH-2026-007", "DIKB-NOMOR", "B5"),
        ("nomor_uji_konsekuensi", None, "DIK-004", "V5"),
        ("tanggal_uji", None, "DIK-004", "V5"),
        ("nomor_sk_penetapan", None, "DIK-005", "Y5"),
        ("tanggal_sk", None, "DIK-005", "Y5"),
    ],
)
def test_refusals_have_a_code_and_a_cell(
    rencana: Buat, dik: Callable[..., Dik], kolom: str, nilai: Any, kode: str, sel: str
) -> None:
    r = rencana([dik()], {(0, kolom): nilai})
    assert _kode(r) == [(kode, sel)]
    assert r.ubahan == []


def test_no_refusal_repeats_what_was_typed(rencana: Buat, dik: Callable[..., Dik]) -> None:
    kolom = [k for k in ISIAN if k.field not in ("judul_umum",)]
    r = rencana([dik()], {(0, k.field): "RAHASIA-SEKALI " * 300 for k in kolom})
    assert len(r.salah) > 20
    assert [str(s) for s in r.salah if "RAHASIA" in str(s)] == []


def test_decided_only_with_test_and_decision(rencana: Buat, dik: Callable[..., Dik]) -> None:
    belum = dik(status="menunggu_uji", nomor_sk_penetapan="", tanggal_sk=None)
    assert _kode(rencana([belum], {(0, "status"): "Ditetapkan"})) == [("DIK-005", "Y5")]
    lengkap = {
        (0, "nomor_sk_penetapan"): "9/SK/2026",
        (0, "tanggal_sk"): "3 November 2026",
        (0, "status"): "Ditetapkan",
    }
    (u,) = rencana([belum], lengkap).diubah
    assert (u.baru.status, u.baru.tanggal_sk) == ("ditetapkan", date(2026, 11, 3))


def test_an_old_decision_without_papers_may_be_completed_in_steps(rencana: Buat, dik: Callable[..., Dik]) -> None:
    lama = dik(nomor_uji_konsekuensi="", tanggal_uji=None, nomor_sk_penetapan="", tanggal_sk=None)
    r = rencana([lama], {(0, "nomor_uji_konsekuensi"): "5/UJI/2026"})
    assert (r.salah, len(r.diubah)) == ([], 1)


def test_a_copied_row_is_not_two_records(
    rencana: Buat, dik: Callable[..., Dik], buat_buku: Callable[..., bytes]
) -> None:
    from dip.dik_buku import baris_dik

    salinan = {(1, nama): teks for nama, teks in baris_dik(dik()).items()}
    assert _kode(rencana([dik()], salinan)) == [("DIKB-PENANDA", "A6")]


def test_offices_by_name_alias_and_code(rencana: Buat, dik: Callable[..., Dik]) -> None:
    for tulisan in ("dinkes", "Dinas Kesehatan", "DINKES PPKB"):
        assert rencana([dik()], {(0, "opd"): tulisan}).diubah[0].baru.opd == "DINKES"


def test_ended_information_leaves_the_closed_list(rencana: Buat, dik: Callable[..., Dik]) -> None:
    (u,) = rencana([dik()], {(0, "status"): "Berakhir, menjadi terbuka"}).diubah
    assert not u.baru.tertutup


def test_a_cut_cell_is_never_taken_back(rencana: Buat, dik: Callable[..., Dik]) -> None:
    panjang = dik(judul_khusus=[f"{n} " + "x" * 3990 for n in range(12)])
    assert rencana([panjang]).tetap == 1
    terpotong = sel_dik(panjang, "judul_khusus")
    r = rencana([panjang], {(0, "judul_khusus"): f"Satu lagi\n{terpotong}"})
    assert _kode(r) == [("PGT-NILAI", "H5")]


@pytest.mark.parametrize("teks", ["2026-03-02", "2 Maret 2026", "02/03/2026", "46083"])
def test_days_in_every_spelling(teks: str) -> None:
    assert nilai_sel("mulai", teks) == date(2026, 3, 2)
