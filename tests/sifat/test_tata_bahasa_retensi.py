"""Properties of the retention and form grammars, of whole rows normalised twice, and of the seen spellings."""

from __future__ import annotations

import csv
import re
import time
from pathlib import Path
from typing import cast

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dip.entri import BENTUK
from dip.lembar import Bacaan, Lembar
from dip.normal import normalkan
from dip.normal.bentuk import baca_bentuk
from dip.normal.retensi import Retensi, baca_retensi
from dip.normal.tautan import jenis_tautan, urai_tautan
from dip.normal.teks import buang_nomor, kosong, kunci, pendekkan, rapikan
from dip.normal.waktu import baca_waktu
from dip.pengaturan import Opd
from sumber.kamus import muat_kamus

KAMUS = muat_kamus()
OPD = Opd(kode="DINKES", nama="Dinas Kesehatan")
KATA = [
    "5", "12", "2023", "2021-2026", "24", "tahun", "th.", "bulan", "minggu", "hari", "(lima)", "lima", "dua puluh",
    "belas", "aktif", "inaktif", "in-aktif", "setelah", "sejak", "permanen", "selama berlaku", "JRA", "sesuai", "masa",
    "sekali", "setiap", "kali", "s.d.", "-", "/", ",", "dan", "atau", "tanggal", "31/12/2023", "musnah", "1,5", "+",
]  # fmt: skip
ucapan = st.lists(st.sampled_from(KATA), max_size=8).map(" ".join) | st.text(max_size=30)
SATUAN = {"Y": "tahun", "M": "bulan", "W": "minggu", "D": "hari"}
TAHUN = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


def lama(iso: str) -> str:
    return " ".join(f"{n} {SATUAN[s]}" for n, s in re.findall(r"([0-9]+)([YMWD])", iso))


def baku(r: Retensi) -> str:
    """The canonical spelling of a parsed retention."""
    return {
        "durasi": lama(r.aktif) or "3-5 tahun",
        "aktif_inaktif": f"aktif {lama(r.aktif)}, inaktif {lama(r.inaktif)}",
        "selama_berlaku": "Selama berlaku",
        "permanen": "Permanen",
        "jra": f"sesuai JRA {lama(r.aktif)}",
        "mengikuti_peristiwa": "Sesuai masa kontrak",
        "durasi_setelah_peristiwa": f"{lama(r.aktif)} setelah berakhir",
        "tidak_diisi": "-",
        "tidak_dikenal": "entah",
    }[r.jenis]


@given(ucapan)
def test_the_canonical_spelling_gives_the_same_retention(t: str) -> None:
    r = baca_retensi(t)
    assert baca_retensi(baku(r)) == r


@given(ucapan)
def test_no_duration_comes_from_a_year(t: str) -> None:
    """Every number of a duration stands in the text by itself: it is no part of a year and not glued to one."""
    r = baca_retensi(t)
    assume(not re.search(r"satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|belas|puluh|se", t.casefold()))
    bersih = TAHUN.sub(" ", t)
    for n, s in re.findall(r"([0-9]+)([YMWD])", r.aktif + r.inaktif):
        assert re.search(rf"(?<![0-9])0*{n}(?![0-9])", bersih) or (s == "M" and re.search(r"[0-9][.,][0-9]", bersih))


@given(st.integers(1950, 2049), st.sampled_from(
    ["{}", "Tahun {}", "{} tahun", "{}/24 tahun", "{}-26 tahun", "{} s.d. 26 tahun", "bulan 12 tahun {}", "12/{}",
     "tanggal 5 bulan 3 tahun {}", "31 Desember {}", "No. 5 Tahun {}", "5 tahun {}", "TA {} tahun", "31/12/{}",
     "Aktif {0}, inaktif {0}", "aktif {0} inaktif {0} tahun", "sejak {}", "hari {} minggu"]
))  # fmt: skip
def test_a_year_in_the_retention_column_is_no_duration(tahun: int, pola: str) -> None:
    r = baca_retensi(pola.format(tahun))
    assert (r.aktif, r.inaktif) == ("", "")


@given(st.integers(1, 99))
def test_numbers_in_words_are_numbers(n: int) -> None:
    satu = ["", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
    kata = {10: "sepuluh", 11: "sebelas"}.get(n) or (
        satu[n] if n < 10 else f"{satu[n - 10]} belas" if n < 20 else f"{satu[n // 10]} puluh {satu[n % 10]}"
    )
    assert baca_retensi(f"{kata} tahun") == baca_retensi(f"{n} ({kata}) tahun") == Retensi("durasi", f"P{n}Y")


@pytest.mark.parametrize(
    ("teks", "jenis", "aktif"),
    [
        ("dua puluh lima tahun", "durasi", "P25Y"),
        ("2 atau 3 tahun", "durasi", ""),
        ("1/2 tahun", "durasi", ""),
        ("1 kali setahun", "tidak_dikenal", ""),
        ("5 tahun sekali", "tidak_dikenal", ""),
        ("5-Tahun", "durasi", "P5Y"),
        ("5 tahun sejak tahun 2023", "durasi_setelah_peristiwa", "P5Y"),
        ("tahun 2023, 5 tahun", "durasi", "P5Y"),
        ("sampai dengan 2025", "mengikuti_peristiwa", ""),
    ],
)
def test_phrases(teks: str, jenis: str, aktif: str) -> None:
    assert baca_retensi(teks) == Retensi(jenis, aktif)


@given(st.lists(st.sampled_from(BENTUK), max_size=4), st.sampled_from([", ", "/", " & ", " dan ", "\n"]))
def test_forms_are_read_from_their_own_names(bentuk: list[str], tanda: str) -> None:
    b = baca_bentuk(tanda.join(bentuk), KAMUS)
    assert b.bentuk == tuple(k for k in BENTUK if k in bentuk)
    assert baca_bentuk(", ".join(b.bentuk), KAMUS).bentuk == b.bentuk


@given(st.text(max_size=80) | ucapan)
def test_media_are_read_from_their_own_names(t: str) -> None:
    b = baca_bentuk(t, KAMUS)
    assert baca_bentuk(b.media, KAMUS).media == b.media


KOLOM = ["No", "Judul", "Ringkasan", "Kategori", "Waktu dan Tempat", "Bentuk", "Retensi", "Penanggung Jawab"]
TEKS = ["judul", "ringkasan", "kategori_teks", "waktu_teks", "bentuk_teks", "retensi_teks", "penanggung_jawab"]
HASIL = [*TEKS, "kategori", "waktu_mulai", "waktu_selesai", "waktu_presisi", "tahun", "tempat", "bentuk", "jenis_media",
         "retensi_jenis", "retensi_aktif", "retensi_inaktif"]  # fmt: skip
sel = st.sampled_from(["2024", "TW II 2024", "Sungailiat, Mei 2024", "Berkala", "softcopy", "5 tahun", "-", "idem", ""])
baris = st.tuples(ucapan, sel | ucapan, sel, sel | ucapan, sel | ucapan, sel | ucapan, sel)


@settings(max_examples=60, deadline=None)
@given(st.lists(baris, min_size=1, max_size=4))
def test_normalising_what_was_normalised_changes_nothing(isi: list[tuple[str, ...]]) -> None:
    """The texts of the rows, written into a clean table, give the same rows again."""
    semua: list[list[object]] = [[n, f"Laporan {b[0]}", *b[1:]] for n, b in enumerate(isi, 1)]
    hasil = []
    for _ in "12":
        bacaan = Bacaan("xlsx", [Lembar("DIP", cast("list[list[str | int | float | bool | None]]", [KOLOM, *semua]))])
        h = normalkan(bacaan, OPD, KAMUS, sha_berkas="a", nama_berkas="x.xlsx", semua_opd=[OPD])
        entri = [cast("dict[str, object]", e) for e in h.entri]
        hasil.append([{k: e[k] for k in HASIL} for e in entri])
        semua = [[n, *(e[k] for k in TEKS)] for n, e in enumerate(entri, 1)]
    assert hasil[0] == hasil[1]


JAHAT = ["9 " * 9000, "1 tahun " * 3000, "(" * 9000, "1 (" * 5000, "aktif " * 4000, "in aktif 1 " * 2000, "1." * 9000,
         "aktif 1" + " " * 9000, "sesuai " * 3000, "s/d " * 5000, "a." * 9000, "www.a" * 5000, "a.b" * 9000,
         "http://" * 4000, "https:" + "/" * 9000, "-" * 9000, "1. " * 9000, "'" * 9000, "!" * 9000, "soft " * 4000,
         "dua puluh " * 3000, "\u0301" * 9000, "&" * 9000]  # fmt: skip


@pytest.mark.parametrize("teks", JAHAT, ids=range(len(JAHAT)))
def test_hostile_texts_cost_nothing(teks: str) -> None:
    awal = time.thread_time()
    for t in (teks, teks[:190], teks[:190] + " tahun"):
        baca_retensi(t)
        baca_bentuk(t, KAMUS)
        jenis_tautan(t)
        urai_tautan(t)
        for f in (rapikan, kunci, buang_nomor, pendekkan, kosong):
            f(t)
    assert time.thread_time() - awal < 1.0


def test_spellings_seen_in_real_lists(data_bersama: Path) -> None:
    """What offices wrote is read, or left raw and said to be unread; nothing raises, no year becomes a duration."""
    tabel = data_bersama / "dip" / "VALUE_VARIANTS.tsv"
    if not tabel.is_file():
        pytest.skip("VALUE_VARIANTS.tsv tidak ada")
    n = 0
    for b in csv.DictReader(tabel.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE):
        for nilai in b["value_as_written"].split(" | "):
            n += 1
            tahun = [int(y) for y in TAHUN.findall(nilai)]
            if b["field"].startswith("waktu"):
                w = baca_waktu(nilai)
                assert (w.tahun in tahun and w.mulai) if tahun else w.presisi in ("tidak_terbaca", "berulang")
            elif b["field"] == "jangka_waktu":
                r = baca_retensi(nilai)
                assert r.jenis != "tidak_diisi"
                assert (r.aktif == "") if tahun else (r.jenis != "tidak_dikenal")
            elif b["field"] == "bentuk" and "√" not in nilai:
                assert baca_bentuk(nilai, KAMUS).bentuk
    assert n > 20
