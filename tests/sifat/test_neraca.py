"""The accounts: every row that is read is published, excluded, held back, or left out for a reason. None twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dip.aturan import Konteks, nilai, terapkan
from dip.entri import Entri
from dip.lembar import Bacaan, Lembar
from dip.normal import Ternormal, normalkan
from dip.normal.teks import rapikan
from dip.pengaturan import Deklarasi, Kebijakan, Opd
from sumber.kamus import muat_kamus
from sumber.pembaca.langsung import baca_langsung

KAMUS = muat_kamus()
OPD = Opd(kode="DINKES", nama="Dinas Kesehatan", alias=("Dinkes",))
BERKALA = OPD.model_copy(update={"deklarasi": Deklarasi(kategori="berkala")})
KONTEKS = Konteks("2026-11", Kebijakan(), [OPD])

KEPALA = [
    ["No", "Judul Informasi", "Ringkasan", "Penanggung Jawab", "Waktu dan Tempat", "Bentuk", "Retensi Arsip", "Link"],
    ["No", "Jenis Informasi", "Ringkasan", "Kategori", "Tahun", "Cetak", "Softcopy", "Online", "Keterangan"],
    ["No", "Informasi", "Dasar Hukum Pengecualian", "Konsekuensi Dibuka", "Konsekuensi Ditutup", "Jangka Waktu"],
    ["Judul", "Berkala", "Serta Merta", "Setiap Saat", "Dikecualikan", "Periode", "Media", "Telp"],
]  # fmt: skip
BAGIAN = [
    "A. Informasi yang wajib disediakan dan diumumkan secara berkala", "II. INFORMASI SERTA MERTA",
    "Informasi Setiap Saat", "D. Informasi yang dikecualikan",
]  # fmt: skip
ISI = [
    None, "", " ", "-", "2024", 2024, 45292, 3.0, True, "5 tahun", "Softcopy", "√", "v", "x", "s.d.a", '"', "Berkala",
    "Dikecualikan", "Laporan\nKeuangan", "Sungailiat, 2024", "https://contoh.go.id/a.pdf", "Unduh", "#REF!", "\u200b",
    "Rencana Kerja", "a. rincian", "lanjutan teks", "Kepala Bidang", "Permanen", "1.", "(2)",
]  # fmt: skip
KAKI = [[None, "Sungailiat, 5 Mei 2024"], [None, "KEPALA DINAS"], [None, "Fulan"], ["NIP. 19700101 199501 1 000"]]
isi = st.sampled_from(ISI) | st.text(max_size=5)


@st.composite
def blok(draw: st.DrawFn, kepala: Sequence[str]) -> list[list[Any]]:
    """A few rows as they follow each other in a table: one kind each."""
    lebar = len(kepala)
    penuh = st.lists(isi, min_size=lebar, max_size=lebar)
    jenis = draw(st.sampled_from(["data", "data", "data", "lanjut", "bagian", "kelompok", "kepala", "nomor", "sampah"]))
    if jenis == "data":
        baris = draw(penuh)
        baris[0], baris[1] = (
            draw(st.sampled_from([1, "2", "3.", "a.", None])),
            draw(st.sampled_from(["Laporan", "SK", None])),
        )
        return [baris]
    if jenis == "lanjut":
        baris = [None] * lebar
        baris[draw(st.integers(0, lebar - 1))] = draw(isi)
        return [baris]
    satu: dict[str, list[Any]] = {
        "bagian": [draw(st.sampled_from(BAGIAN))],
        "kelompok": [None, "Laporan Keuangan"],
        "kepala": list(kepala),
        "nomor": [f"({n})" for n in range(1, lebar + 1)],
    }
    return [list(satu[jenis])] if jenis in satu else [[], draw(st.lists(isi, max_size=lebar + 3))]


@st.composite
def lembar(draw: st.DrawFn) -> Lembar:
    """A sheet with what offices put around and into a table, and with marks that may point anywhere."""
    kepala = draw(st.sampled_from(KEPALA))
    baris: list[list[Any]] = draw(st.lists(st.lists(isi, max_size=3), max_size=2))
    baris += [list(kepala)] if draw(st.integers(0, 9)) else []
    for potong in draw(st.lists(blok(kepala), max_size=9)):
        baris += potong
    baris += draw(st.sampled_from([[], [], [[], *KAKI]]))
    i, j = st.integers(0, len(baris) + 1), st.integers(0, len(kepala) + 1)
    posisi = st.tuples(i, j)
    petak = st.tuples(posisi, posisi).map(_petak)
    return Lembar(
        draw(st.sampled_from(["DIP", "Setiap Saat", "DIK", "Rekap", "Sheet1"])),
        baris,
        baris_awal=draw(st.integers(1, 4)),
        kolom_awal=draw(st.integers(1, 3)),
        gabung=draw(st.lists(petak, max_size=3)),
        tautan=draw(st.dictionaries(posisi, st.lists(st.sampled_from(["https://contoh.go.id", "#", ""])), max_size=3)),
        galat=draw(st.dictionaries(posisi, st.sampled_from(["#REF!", "#N/A"]), max_size=2)),
        format=draw(st.dictionaries(posisi, st.sampled_from(["tanggal", "bulan", "persen", "0.00"]), max_size=2)),
        baris_sembunyi=draw(st.sets(i, max_size=2)),
        kolom_sembunyi=draw(st.sets(j, max_size=1)),
        simbol=draw(st.sets(posisi, max_size=2)),
        tersembunyi=not draw(st.integers(0, 9)),
    )


def _petak(p: tuple[tuple[int, int], tuple[int, int]]) -> tuple[int, int, int, int]:
    (i1, j1), (i2, j2) = p
    return min(i1, i2), min(j1, j2), max(i1, i2), max(j1, j2)


def _beri_nama(daftar: list[Lembar]) -> list[Lembar]:
    """Sheets of one file have names of their own."""
    for n, x in enumerate(daftar):
        x.nama = f"{x.nama} {n}"
    return daftar


buku = st.lists(lembar(), min_size=1, max_size=3).map(_beri_nama)


def olah(bacaan: Bacaan, opd: Opd = OPD) -> Ternormal:
    return normalkan(bacaan, opd, KAMUS, sha_berkas="a" * 64, nama_berkas="dip.xlsx", semua_opd=[OPD])


def periksa_baris(bacaan: Bacaan, h: Ternormal) -> None:
    """Read = rows of information + rows left out; every visible row with content is one of them, and one only.

    Where tables stand side by side the same row of the sheet is read once for each of them.
    """
    assert h.dibaca == len(h.entri) + len(h.dilewati)
    assert all(d.alasan for d in h.dilewati)
    letak = Counter(
        [(e["asal"]["lembar"], e["asal"]["baris"]) for e in h.entri] + [(d.lembar, d.baris) for d in h.dilewati]
    )
    ada: set[tuple[str, int]] = set()
    for x in (x for x in bacaan.lembar if not x.tersembunyi):
        for i, b in enumerate(x.baris):
            if any(v is not None and (not isinstance(v, str) or rapikan(v)) for v in b):
                ada.add((x.nama, x.nomor_baris(i)))
        semua = {(x.nama, x.nomor_baris(i)) for i in range(len(x.baris))}
        assert {k for k in letak if k[0] == x.nama} <= semua
    if len({x.nama for x in bacaan.lembar}) == len(bacaan.lembar):
        assert ada <= set(letak)
        if h.dibaca == len(letak):
            assert max(letak.values(), default=1) == 1


def periksa_pisah(h: Ternormal) -> None:
    """Published + held + excluded rows are exactly the rows of information, each once."""
    id_baris = [e["id_baris"] for e in h.entri]
    assert len(set(id_baris)) == len(id_baris)
    rekap = pd.DataFrame(h.entri, columns=list(Entri.__annotations__))
    temuan = [*h.temuan, *nilai(rekap, KONTEKS)]
    t = terapkan(rekap, temuan, Kebijakan())
    assert Counter([i for bagian in (t.terbit, t.ditahan, t.dik) for i in bagian["id_baris"]]) == Counter(id_baris)
    assert set(t.sebab) == set(t.ditahan["id_baris"])
    assert all(t.sebab.values())
    assert not t.terbit["tersembunyi"].any()
    assert set(t.dik["id_baris"]) >= {e["id_baris"] for e in h.entri if e["kategori"] == "dikecualikan"}
    for temuan_ in temuan:
        assert not temuan_.entri or temuan_.entri in id_baris


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(buku, st.sampled_from([OPD, BERKALA]))
def test_no_row_is_lost_or_counted_twice(daftar: list[Lembar], opd: Opd) -> None:
    bacaan = Bacaan("xlsx", daftar)
    h = olah(bacaan, opd)
    periksa_baris(bacaan, h)
    assert Ternormal.dari_json(h.ke_json()) == h
    for e in h.entri:
        assert set(e) == set(Entri.__annotations__)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(buku, st.sampled_from([OPD, BERKALA]))
def test_judging_parts_the_rows_without_remainder(daftar: list[Lembar], opd: Opd) -> None:
    periksa_pisah(olah(Bacaan("xlsx", daftar), opd))


def _berkas(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix not in (".bin", ".tsv"))


def _periksa_berkas(semua: Sequence[Path]) -> int:
    n = 0
    for p in semua:
        bacaan = baca_langsung(p.read_bytes(), p.name)
        h = olah(bacaan, BERKALA)
        periksa_baris(bacaan, h)
        if h.entri:
            n += 1
            periksa_pisah(h)
    return n


def test_real_files_daily_sample(data_bersama: Path) -> None:
    """The real lists, and every 60th of the difficult files."""
    dip = [p for p in _berkas(data_bersama / "dip") if p.stat().st_size < 200_000][::3]
    assert _periksa_berkas(dip) >= 3
    _periksa_berkas(_berkas(data_bersama / "berkas_sulit")[::60])


@pytest.mark.lambat
def test_real_files_all(data_bersama: Path) -> None:
    """Every file that can be read."""
    assert _periksa_berkas(_berkas(data_bersama)) >= 10
