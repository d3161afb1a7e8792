"""What is remembered is what would be worked out, and memory has an end."""

from __future__ import annotations

import gc
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from dip.normal import Kamus, ingat
from dip.normal.bentuk import pembaca_bentuk
from dip.normal.ingat import Ingat, milik
from dip.normal.tautan import jenis_tautan, pasti_dokumen, sahkan_tautan, skema_lain, terima_tautan
from dip.normal.teks import TANDA_SDA, TOKEN_KOSONG, buang_nomor, kosong, kunci, rapikan, satu_baris, sda

aneh = st.text(alphabet="aB7 \n\t&-.\"'é\u0301\u200b\x00\x1c\x85\u3000_x0D", max_size=24) | st.text(max_size=30)
alamat = st.lists(
    st.sampled_from(["https://", "http://", "a", "go.id", "www.", "10.0.0.1", "/", "?", "#", "@", "%20", ":80", "é",
                     "..", ".local", "=", " ", "HTTPS://", "mailto:", "-"]),
    max_size=7,
).map("".join)  # fmt: skip


@given(aneh)
def test_keys_and_marks_are_what_their_definition_says(t: str) -> None:
    """The short ways for plain text (ASCII, already clean) change nothing."""
    bersih = rapikan(t)
    assert rapikan(bersih) == bersih
    lipat = unicodedata.normalize("NFKD", bersih).casefold().replace("&", " dan ")
    huruf = (c if c.isalnum() else " " for c in lipat if not unicodedata.combining(c))
    assert kunci(t) == " ".join("".join(huruf).split())
    kata = satu_baris(t).casefold()
    assert kosong(t) == (len(t) <= 60 and kata in TOKEN_KOSONG)
    assert sda(t) == (len(t) <= 60 and kata in TANDA_SDA)
    assert not TOKEN_KOSONG & TANDA_SDA


@given(st.text(alphabet="aiIvX1.)( •-b\n", max_size=12))
def test_a_title_that_begins_with_two_letters_keeps_them(t: str) -> None:
    hasil = buang_nomor(t)
    assert t.strip().endswith(hasil)
    assert buang_nomor(hasil) == hasil
    if t[:2].isalpha() and len(t) > 1 and t[0] not in "ivxIVX":
        assert hasil == t.strip()


@given(alamat)
def test_links_that_stay_as_they_are_would_stay_the_long_way_too(t: str) -> None:
    sah = sahkan_tautan(t)
    assert terima_tautan(t) == ("" if kosong(t) else satu_baris(t), sah)
    if sah == t and t:
        assert sahkan_tautan(f" {t}\u200b") == t  # not plain: the long way
        assert jenis_tautan(f" {t}\u200b") == "sah"
    if pasti_dokumen(t):
        assert not kosong(t)
        assert not skema_lain(t)


@given(st.lists(st.text(max_size=8), max_size=30))
def test_a_memory_answers_like_its_function(daftar: list[str]) -> None:
    tanya: list[str] = []

    def fungsi(t: str) -> str:
        tanya.append(t)
        return t[::-1]

    ingatan = Ingat(fungsi)
    assert [ingatan[t] for t in daftar] == [t[::-1] for t in daftar]
    assert len(tanya) == len(set(daftar))


def test_a_memory_is_bounded_by_characters() -> None:
    ingatan = Ingat(len)
    terbanyak = 0
    for n in range(90_000):
        assert ingatan[f"{n:0100d}"] == 100
        terbanyak = max(terbanyak, len(ingatan))
    assert terbanyak * (100 + 64) <= ingat.BATAS_HURUF
    panjang = "x" * (ingat.PANJANG_INGAT + 1)
    assert ingatan[panjang] == len(panjang)
    assert panjang not in ingatan


def test_the_memory_of_a_dictionary_goes_with_it() -> None:
    kamus = Kamus(bentuk={"kertas": "cetak"})
    assert pembaca_bentuk(kamus)["Kertas"].bentuk == ("cetak",)
    assert pembaca_bentuk(kamus) is pembaca_bentuk(kamus)
    assert pembaca_bentuk(Kamus())["Kertas"].bentuk == ()
    sebelum = len(ingat._milik)
    del kamus
    gc.collect()
    assert len(ingat._milik) < sebelum


def test_memories_of_one_object_have_names() -> None:
    kamus = Kamus()
    assert milik(kamus, "satu", lambda: [1]) is milik(kamus, "satu", lambda: [2])
    assert milik(kamus, "dua", lambda: [2]) == [2]
