"""What a balasan says to whom: a check of one's own, a refused file, advice that fits the row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from dip.aturan.daftar import aturan_untuk, wajah
from dip.lembar import Bacaan
from dip.temuan import Temuan
from keluaran.balasan import TandaTerima
from keluaran.balasan_isi import PERBAIKI_ASLI, PERBAIKI_DI_SINI, contoh, susun_naskah

Buat = Callable[..., Any]


@pytest.mark.parametrize("kode", ["", "DIP-017"])
def test_own_check_never_says_that_something_was_received(tanda: TandaTerima, temuan: Buat, kode: str) -> None:
    daftar = [temuan(kode, "G2")] if kode else []
    naskah = susun_naskah(Bacaan("xlsx"), daftar, replace(tanda, dikirim=False))
    teks = repr(naskah).casefold()
    assert "kami terima" not in teks and "bukti" not in teks
    assert naskah["nama_tanda"] != "Tanda terima" and "belum dikirim" in naskah["judul"]
    assert not {"Nomor tanda terima", "Diterima", "Diterima oleh"} & {nama for nama, _ in naskah["tanda"]}
    assert ("1.204" in {nilai for _, nilai in naskah["tanda"]}) and tanda.nomor not in repr(naskah)


def test_sheets_of_an_own_check(
    buku: Buat, baca: Buat, temuan: Buat, tanda: TandaTerima, teks: Buat, buka_tanda: Buat
) -> None:
    asli = buku()
    wb = buka_tanda(asli, baca(asli, "d.xlsx"), [temuan("DIP-017", "G2")], replace(tanda, dikirim=False))
    assert wb.sheetnames == ["Temuan", "Ringkasan", "DIP"]
    assert not any("terima kasih" in t.casefold() for ws in wb.worksheets[:2] for r in teks(ws) for t in r)


def test_a_refused_file_is_mended_in_one_place_only(temuan: Buat, buka: Buat, teks: Buat) -> None:
    daftar = [temuan("FILE-001", lembar="", parameter={"nama": "dip.xlsx"})]
    semua = " ".join(t for r in teks(buka(b"rusak", Bacaan("", [], daftar), daftar)["Temuan"]) for t in r)
    assert semua.count(PERBAIKI_ASLI) == 1 and PERBAIKI_DI_SINI not in semua


def test_only_notes_ask_for_nothing(tanda: TandaTerima, temuan: Buat) -> None:
    catatan = [temuan("DIP-013", "D2", parameter={"jenis": "usulan"}), temuan("DIP-043", "F2")]
    naskah = susun_naskah(Bacaan("xlsx"), catatan, tanda)
    assert naskah["jumlah"] == {"tolak": 0, "wajib": 0, "periksa": 0, "info": 2}
    assert PERBAIKI_DI_SINI not in naskah["langkah"]


@pytest.mark.parametrize(
    ("t", "saran"),
    [
        (Temuan("KOR-002", baris=3, parameter={"seharusnya": "Muara", "tertulis": "Mura"}), "Muara"),
        (Temuan("KOR-002", parameter={"seharusnya": "1901014507900001"}), "1901••••••••0001"),
        (Temuan("STR-002", parameter={"kanonik": "Kategori Informasi"}), "Kategori Informasi"),
        (Temuan("TIDAK-ADA", kolom="tempat"), "Nama kota atau kecamatan."),
        (Temuan("TIDAK-ADA"), ""),
    ],
)
def test_advice_comes_from_the_finding_or_its_column(tanda: TandaTerima, t: Temuan, saran: str) -> None:
    assert susun_naskah(Bacaan("xlsx"), [t], tanda)["catatan"][0]["saran"] == saran


def test_tick_question_does_not_speak_of_headings(tanda: TandaTerima) -> None:
    t = Temuan("STR-002", parameter={"kanonik": "tidak dicentang", "berkas_kamus": "kamus/centang.yml"})
    catatan = susun_naskah(Bacaan("xlsx"), [t], tanda)["catatan"][0]
    assert "judul kolom" not in (catatan["saran"] + catatan["kalimat"]).casefold()


def test_every_face_that_has_advice_exists() -> None:
    wajah_ada = {
        "DIP-002/pendek": Temuan("DIP-002", parameter={"jenis": "pendek"}),
        "DIP-013/usulan": Temuan("DIP-013", parameter={"jenis": "usulan"}),
        "STR-002/pilihan": Temuan("STR-002", parameter={"kanonik": "Bentuk: Cetak"}),
        "STR-002/silang": Temuan("STR-002", parameter={"berkas_kamus": "kamus/centang.yml"}),
        "STR-002/lanjutan": Temuan("STR-002", parameter={"n": 3}),
        "STR-003/lembar": Temuan("STR-003", parameter={"berkas_kamus": "-"}),
    }
    assert {k for k in contoh()["kode"] if "/" in k} == set(wajah_ada)
    assert all(f"{t.kode}/{wajah(t)}" == k for k, t in wajah_ada.items())


def test_a_proposal_is_no_duty() -> None:
    usulan = aturan_untuk(Temuan("DIP-013", parameter={"jenis": "usulan"}))
    assert (usulan.keparahan, usulan.akibat) == ("info", "tahan_baris")
    assert aturan_untuk(Temuan("DIP-013")).keparahan == "wajib"


@pytest.mark.parametrize(
    ("t", "muka"),
    [
        (Temuan("KOR-001", parameter={"nilai": "-", "judul": "Renja"}), "tidak_ada"),
        (Temuan("KOR-001", entri="A:0:1", parameter={"nilai": "-", "judul": "Renja"}), ""),
        (Temuan("KOR-001", entri="A:0:1", parameter={"nilai": "-", "judul": "-"}), "tak_boleh"),
        (Temuan("KOR-001", entri="A:0:1", parameter={"nilai": "Mura", "judul": "Renja"}), ""),
    ],
)
def test_a_correction_without_its_row(t: Temuan, muka: str) -> None:
    assert wajah(t) == muka
    assert aturan_untuk(t).keparahan == "periksa"


def test_a_finding_without_a_cell_names_none_and_links_its_row(
    buku: Buat, baca: Buat, temuan: Buat, buka: Buat
) -> None:
    asli = buku()
    ws = buka(asli, baca(asli, "d.xlsx"), [temuan("DIP-015", baris=5, kolom="jenis_media")])["Temuan"]
    baris = next(r for r in ws.iter_rows() if r[7].value == "DIP-015")
    assert (baris[3].value, baris[4].value) == (None, "5")
    assert [c.column_letter for c in baris if c.hyperlink] == ["E"] and baris[4].hyperlink.location.endswith("!A5")
