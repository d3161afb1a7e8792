"""Properties of the time grammar (domain.md §2.3): total, fast, idempotent, and no year that nobody wrote."""

from __future__ import annotations

import re
import time
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dip.jam import BULAN
from dip.normal.teks import satu_baris
from dip.normal.tempat import tempat_di_samping
from dip.normal.waktu import BATAS_TEKS, SEBUTAN_BULAN, Waktu, baca_waktu

KATA = [
    "2024", "2021", "1999", "24", "'24", "12", "5", "31", "45292", "Januari", "Mei", "des", "Sept.", "Pebruari", "TW",
    "Triwulan", "II", "iv", "ke-2", "kedua", "Semester", "smt", "Caturwulan", "Q3", "s.d.", "s/d", "sampai dengan", "-",
    "–", "/", ",", "dan", "&", "tahun", "TA", "T.A.", "Tahun Anggaran", "bulan", "tanggal", "Minggu", "setiap",
    "sekali", "sekarang", "per", "Sungailiat", "Kec. Belinyu", "di", "(", ")", ":", ".", "nomor", "2024/2025",
    "12/11/2024", "2024-03-15", "03/2024", "\n",
]  # fmt: skip
kalimat = st.lists(st.sampled_from(KATA), max_size=9).map(" ".join) | st.lists(st.sampled_from(KATA), max_size=6).map(
    "".join
)
apa_saja = kalimat | st.text(max_size=40) | st.text(alphabet="0123456789 /.-,'ivxjanq", max_size=30)
tahun_baku = st.none() | st.integers(1945, 2100)


def baku(w: Waktu) -> str:
    """The canonical spelling of a parsed time with dates."""
    a, b = date.fromisoformat(w.mulai), date.fromisoformat(w.selesai)
    hari = [f"{h.day} {BULAN[h.month - 1]} {h.year:04d}" for h in (a, b)]
    return {
        "hari": hari[0],
        "bulan": f"{BULAN[a.month - 1]} {a.year}",
        "triwulan": f"Triwulan {b.month // 3} {a.year}",
        "semester": f"Semester {b.month // 6} {a.year}",
        "tahun": f"{a.year}",
        "rentang": f"{hari[0]} s.d. {hari[1]}",
    }[w.presisi]


@given(apa_saja, tahun_baku)
def test_the_canonical_spelling_gives_the_same_time(t: str, tahun: int | None) -> None:
    w = baca_waktu(t, tahun)
    if w.mulai:
        assert date.fromisoformat(w.mulai) <= date.fromisoformat(w.selesai)
        ulang = baca_waktu(baku(w))
        assert (ulang.mulai, ulang.selesai, ulang.presisi, ulang.tahun) == (w.mulai, w.selesai, w.presisi, w.tahun)
    else:
        assert w.selesai == ""


@given(apa_saja, tahun_baku)
def test_every_year_is_written_or_given(t: str, baku_: int | None) -> None:
    """With four digits, with two where the rule allows it, or as the number of an Excel day; or it is the table's."""
    w = baca_waktu(t, baku_)
    teks = satu_baris(t)
    assume(not re.fullmatch(r"[0-9]{5}(?:[.,][0-9]+)?", teks))
    for tahun in {int(x[:4]) for x in (w.mulai, w.selesai) if x} | ({w.tahun} if w.tahun else set()):
        dua = rf"(?:[-/']\s*'?|[^\W\d_]\.?[\s,.-]*'?|\W){tahun % 100:02d}(?![0-9])"
        assert str(tahun) in teks or tahun == baku_ or re.search(dua, teks)


@given(st.sampled_from(sorted(SEBUTAN_BULAN)), st.integers(0, 99), st.sampled_from(["-", "/", " '", "-'"]))
def test_two_digit_years_are_of_this_century_up_to_69(bulan: str, n: int, tanda: str) -> None:
    w = baca_waktu(f"{bulan}{tanda}{n:02d}")
    assert (w.presisi, w.tahun) == ("bulan", n + (2000 if n < 70 else 1900))
    assert baca_waktu(f"{bulan} {n:02d}").tahun == 0


@given(st.integers(19_000, 61_000), st.sampled_from(["{}", "{},5", "Nomor {}", "{} lembar", "a{}"]))
def test_only_a_bare_number_in_range_is_an_excel_day(n: int, pola: str) -> None:
    w = baca_waktu(pola.format(n))
    if 21_000 <= n <= 60_000 and pola in ("{}", "{},5"):
        assert w.mulai == (date(1899, 12, 30) + timedelta(days=n)).isoformat()
    else:
        assert w.mulai == ""


@given(
    st.sampled_from(["2206", "20225", "0226", "202", "2o26", "12026", "9999"]),
    st.sampled_from(["Februari {}", "31 Desember {}", "TW II {}", "Semester 1/{}", "Contoh Baru, Mei {}", "{} Januari",
                     "Tahun {}", "{}", "Januari {} s.d. Maret 2024", "2024-{}", "05/{}", "12/11/{}"]),
    tahun_baku,
)  # fmt: skip
def test_a_mistyped_year_never_becomes_another(salah: str, pola: str, tahun: int | None) -> None:
    assume(salah in ("2206", "20225", "12026") or "2024" not in pola)
    w = baca_waktu(pola.format(salah), tahun)
    assert (w.mulai, w.presisi, w.tahun) == ("", "tidak_terbaca", 0)


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)), st.dates(date(1950, 1, 1), date(2099, 12, 31)),
       st.sampled_from([" s.d. ", " s/d ", " sampai dengan ", "-", " – ", " hingga "]))  # fmt: skip
def test_ranges_of_days_are_read_and_ordered(a: date, b: date, tanda: str) -> None:
    assume(a != b)
    t = tanda.join(f"{h.day} {BULAN[h.month - 1]} {h.year}" for h in (a, b))
    w = baca_waktu(t)
    assert (w.presisi, w.mulai, w.selesai) == ("rentang", min(a, b).isoformat(), max(a, b).isoformat())


@pytest.mark.parametrize(
    ("teks", "mulai", "selesai", "presisi", "tahun"),
    [
        ("1 Januari s.d. 31 Maret 2024", "2024-01-01", "2024-03-31", "rentang", 2024),
        ("Tahun 2021-2026", "2021-01-01", "2026-12-31", "rentang", 2021),
        ("2024/25", "2024-01-01", "2025-12-31", "rentang", 2024),
        ("Triwulan I s.d. III 2024", "2024-01-01", "2024-09-30", "rentang", 2024),
        ("TW I, II, III, IV 2024", "2024-01-01", "2024-12-31", "rentang", 2024),
        ("Triwulan Kedua Tahun 2024", "2024-04-01", "2024-06-30", "triwulan", 2024),
        ("Q3/2024", "2024-07-01", "2024-09-30", "triwulan", 2024),
        ("Semester 1/2024", "2024-01-01", "2024-06-30", "semester", 2024),
        ("Semester I dan II 2024", "2024-01-01", "2024-12-31", "rentang", 2024),
        ("Semester I 2023 - Semester II 2024", "2023-01-01", "2024-12-31", "rentang", 2023),
        ("Semester 2 2024/2025", "2024-01-01", "2025-12-31", "rentang", 2024),
        ("Caturwulan II 2024", "2024-05-01", "2024-08-31", "rentang", 2024),
        ("Minggu ke-2 Maret 2024", "2024-03-01", "2024-03-31", "bulan", 2024),
        ("Januari, Februari, Maret 2024", "2024-01-01", "2024-03-31", "rentang", 2024),
        ("12 dan 13 Maret 2024", "2024-03-12", "2024-03-13", "rentang", 2024),
        ("12, 13 dan 15 Maret 2024", "2024-03-12", "2024-03-15", "rentang", 2024),
        ("November 12, 2024", "2024-11-12", "2024-11-12", "hari", 2024),
        ("2024/11/12", "2024-11-12", "2024-11-12", "hari", 2024),
        ("31/12/2023 - 31/12/2024", "2023-12-31", "2024-12-31", "rentang", 2023),
        ("Nomor 5/2024", "2024-01-01", "2024-12-31", "tahun", 2024),
        ("Sepanjang tahun 2024", "2024-01-01", "2024-12-31", "tahun", 2024),
        ("Per 31 Desember 2023", "2023-12-31", "2023-12-31", "hari", 2023),
        ("2022, 2023 dan 2024", "2022-01-01", "2024-12-31", "rentang", 2022),
        ("Oktober s.d. Februari 2025", "", "", "rentang", 2025),
        ("30 Desember s.d. 2 Januari 2024", "", "", "rentang", 2024),
        ("s.d. Desember 2027", "", "", "rentang", 2027),
        ("berlaku sampai dengan tanggal 31 Desember 2027", "", "", "rentang", 2027),
        ("2020 s.d. sekarang", "", "", "rentang", 2020),
        ("28 Februari - 1 Maret", "", "", "rentang", 0),
        ("Maret 15", "", "", "bulan", 0),
        ("Setiap semester", "", "", "berulang", 0),
        ("6 bulan sekali", "", "", "berulang", 0),
        ("Per bulan", "", "", "berulang", 0),
        ("2 x setahun", "", "", "berulang", 0),
        ("30-31 Februari 2024", "", "", "tidak_terbaca", 0),
        ("Triwulan I dan Semester II 2024", "", "", "tidak_terbaca", 0),
    ],
)  # fmt: skip
def test_phrases_of_offices(teks: str, mulai: str, selesai: str, presisi: str, tahun: int) -> None:
    w = baca_waktu(teks)
    assert (w.mulai, w.selesai, w.presisi, w.tahun, w.tempat) == (mulai, selesai, presisi, tahun, "")


def test_days_without_year_take_the_year_of_the_table() -> None:
    w = baca_waktu("28 Februari - 1 Maret", 2024)
    assert (w.mulai, w.selesai, w.presisi) == ("2024-02-28", "2024-03-01", "rentang")
    assert baca_waktu("tanggal 5 Mei", 2023).mulai == "2023-05-05"
    assert baca_waktu("30 Februari", 2023).presisi == "tidak_terbaca"


NAMA = ["Sungailiat", "Belinyu", "Kec. Riau Silip", "Kecamatan Mendo Barat", "Kota Contoh", "Pangkal Baru"]
WAKTU = ["2024", "Tahun 2024", "Mei 2024", "5 Mei 2024", "TW II 2024", "Semester I Tahun 2024", "2021-2026"]


@given(st.lists(st.sampled_from(NAMA), min_size=1, max_size=2, unique=True), st.sampled_from([" dan ", "; "]),
       st.sampled_from(WAKTU), st.sampled_from(["{t}, {w}", "{w}, {t}", "{w} di {t}", "{t} ({w})", "{w} ({t})",
                                                "{t} / {w}", "Tempat: {t}; Waktu: {w}", "{w}; {t}"]))  # fmt: skip
def test_places_on_both_sides_several_and_with_their_kind(nama: list[str], tanda: str, w: str, pola: str) -> None:
    tempat = tanda.join(nama)
    hasil = baca_waktu(pola.format(t=tempat, w=w))
    assert hasil.tempat == tempat
    assert (hasil.mulai, hasil.presisi) == (baca_waktu(w).mulai, baca_waktu(w).presisi)


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_place_is_part_of_the_text_and_found_again(kiri: str, kanan: str) -> None:
    tempat = tempat_di_samping(kiri, kanan)
    assert tempat in kiri or tempat in kanan
    if tempat:
        assert tempat_di_samping(f"{tempat}, ", "") == tempat


JAHAT = [
    "9" * 9000, "1 s.d. " * 3000, "s . / d . " * 2000, "januari " * 3000, "jan-" * 3000, "1," * 5000, "12 dan " * 3000,
    "i," * 5000, "tw i " * 3000, "2024 - " * 3000, " " * 9000 + "x", "- " * 5000, "(" * 9000, "tahun " * 3000,
    "a" * 9000, "1." * 5000, "1/2/" * 4000, "tempat:" * 2000, "di " * 4000, ", " * 5000, "\u0130" * 3000, "ke-" * 3000,
]  # fmt: skip


@pytest.mark.parametrize("teks", JAHAT, ids=range(len(JAHAT)))
def test_hostile_texts_cost_nothing(teks: str) -> None:
    for t in (teks, teks[: BATAS_TEKS - 9] + " mei 2024", "2024 " + teks[: BATAS_TEKS - 5]):
        awal = time.thread_time()
        baca_waktu(t, 2024)
        assert time.thread_time() - awal < 0.25
