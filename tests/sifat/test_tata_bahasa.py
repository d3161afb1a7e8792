"""Properties of the grammars and of the accounts, for text and tables nobody thought of."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dip.entri import BENTUK, Entri
from dip.jam import BULAN
from dip.lembar import Bacaan, Lembar
from dip.normal import normalkan
from dip.normal.bentuk import baca_bentuk
from dip.normal.kategori import baca_bagian, baca_kategori
from dip.normal.retensi import baca_retensi
from dip.normal.tautan import jenis_tautan, sahkan_tautan, urai_tautan
from dip.normal.teks import buang_nomor, kosong, kunci, pendekkan, rapikan, satu_baris
from dip.normal.waktu import baca_waktu
from dip.pengaturan import Opd
from sumber.kamus import muat_kamus

KAMUS = muat_kamus()
OPD = Opd(kode="DINKES", nama="Dinas Kesehatan")
KATA = [
    "2024", "2021-2026", "TW II", "Semester I", "Januari", "Sungailiat", "5 tahun", "selama berlaku", "aktif",
    "inaktif", "setelah", "permanen", "berkala", "serta merta", "setiap saat", "dikecualikan", "informasi",
    "softcopy", "website", "1.", "(a)", "s.d.", "/", ",", "-", "https://a.go.id", "http://10.0.0.1", "NULL", "sda",
    "\n", "\u200b", "#REF!", "Mengetahui", "Kepala Dinas", "NIP. 19700101 199501 1 000", "Sungailiat, 5 Mei 2024",
    "No", "Judul", "Ringkasan", "Retensi", "√", "tidak",
]  # fmt: skip
"""Words of the domain, so that chance finds its way into the grammars."""

potongan = st.lists(st.sampled_from(KATA) | st.text(max_size=6), max_size=8).map(" ".join)
teks = st.text(max_size=60) | potongan | st.text(alphabet="0123456789/.,-( )", max_size=20)
PRESISI = {"", "hari", "bulan", "triwulan", "semester", "tahun", "rentang", "berulang", "tidak_terbaca"}
RETENSI = {
    "durasi", "aktif_inaktif", "selama_berlaku", "permanen", "jra", "mengikuti_peristiwa", "durasi_setelah_peristiwa",
    "tidak_diisi", "tidak_dikenal",
}  # fmt: skip


@given(teks, st.none() | st.integers(1945, 2100))
def test_time_is_total_and_its_dates_are_dates(t: str, tahun: int | None) -> None:
    w = baca_waktu(t, tahun)
    assert w.presisi in PRESISI
    assert bool(w.mulai) == bool(w.selesai)
    if w.mulai:
        assert date.fromisoformat(w.mulai) <= date.fromisoformat(w.selesai)
        assert w.tahun == int(w.mulai[:4])
    assert (w.presisi == "") == kosong(t[:400])
    if w.tempat:
        assert w.tempat in satu_baris(t) or w.tempat.casefold() in satu_baris(t).casefold()


@given(teks)
def test_no_year_is_invented(t: str) -> None:
    """A year is in the text with four digits, or with two, or as an Excel date."""
    w = baca_waktu(t)
    if w.tahun and w.presisi != "hari":
        assert re.search(rf"{w.tahun}|{w.tahun % 100:02d}", t)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(["{d} {b} {y}", "{d:02d}/{m:02d}/{y}", "{iso}"]))
def test_every_day_is_read_back(hari: date, pola: str) -> None:
    t = pola.format(d=hari.day, b=BULAN[hari.month - 1], m=hari.month, y=hari.year, iso=hari.isoformat())
    assert baca_waktu(t).mulai == hari.isoformat() == baca_waktu(f"Sungailiat, {t}").selesai


@given(st.integers(21000, 59999))  # 20000–20999 are years with a digit too many
def test_every_serial_is_its_day(nomor: int) -> None:
    assert baca_waktu(str(nomor)).mulai == (date(1899, 12, 30) + timedelta(days=nomor)).isoformat()


@given(teks)
def test_retention_is_total(t: str) -> None:
    r = baca_retensi(t)
    assert r.jenis in RETENSI
    for lama in (r.aktif, r.inaktif):
        assert re.fullmatch(r"|P(?:\d+[YMWD]|\d+Y\d+M)", lama)
    assert (r.jenis == "tidak_diisi") == kosong(t[:200])


@given(st.integers(1, 99), st.integers(1, 99))
def test_active_and_inactive_keep_their_numbers(a: int, b: int) -> None:
    for t in (f"Aktif {a} tahun, inaktif {b} tahun", f"{a} th aktif {b} th inaktif", f"aktif: {a}; inaktif: {b}"):
        r = baca_retensi(t)
        assert (r.jenis, r.aktif, r.inaktif) == ("aktif_inaktif", f"P{a}Y", f"P{b}Y")


@given(teks)
def test_links_are_total_idempotent_and_public(t: str) -> None:
    for mentah in [t, *urai_tautan(t)]:
        url = sahkan_tautan(mentah)
        assert bool(url) == (jenis_tautan(mentah) == "sah")
        if url:
            assert sahkan_tautan(url) == url
            assert re.match(r"https?://[^\s/@]+", url)
            assert not re.search(r"[\s<>\"]", url)


@given(st.ip_addresses(v=4), st.sampled_from(["http://{}/x", "https://{}:8080", "{}/berkas"]))
def test_private_addresses_never_pass(ip: Any, pola: str) -> None:
    if ip.is_private or ip.is_loopback or ip.is_link_local or ip.is_multicast:
        assert sahkan_tautan(pola.format(ip)) == ""


@given(teks)
def test_text_tools_are_idempotent(t: str) -> None:
    for f in (rapikan, satu_baris, kunci, buang_nomor):
        assert f(f(t)) == f(t)
    assert len(pendekkan(t)) <= 150
    assert bool(pendekkan(t)) == bool(rapikan(t))


@given(teks)
def test_words_are_total(t: str) -> None:
    assert set(baca_bentuk(t, KAMUS).bentuk) <= set(BENTUK)
    longgar = baca_kategori(t, KAMUS.kategori)
    ketat = baca_kategori(t, KAMUS.kategori, ketat=True)
    assert set(ketat) <= set(longgar) <= {"berkala", "serta_merta", "setiap_saat", "dikecualikan"}
    assert baca_bagian(t) in {"", "berkala", "serta_merta", "setiap_saat", "dikecualikan"}


sel = st.none() | teks | st.integers(-5, 60000) | st.floats() | st.booleans()
kepala = st.permutations(["No", "Judul", "Ringkasan", "Penanggung Jawab", "Kategori", "Cetak", "Link", "Aneh"])
gabung = st.tuples(st.integers(0, 9), st.integers(0, 8), st.integers(0, 3), st.integers(0, 8))


@st.composite
def tabel(draw: st.DrawFn) -> Lembar:
    """A sheet with a header somewhere, anything around it, and marks that may lie outside of it."""
    atas = draw(st.lists(st.lists(sel, max_size=9), max_size=2))
    bawah = draw(st.lists(st.lists(sel, max_size=9), max_size=10))
    tengah = [draw(kepala)] if draw(st.booleans()) else []
    posisi = st.tuples(st.integers(0, 13), st.integers(0, 9))
    return Lembar(
        draw(st.sampled_from(["DIP", "Berkala", "DIK"])),
        [*atas, *tengah, *bawah],
        baris_awal=draw(st.integers(1, 5)),
        gabung=[(i, j, i + di, min(j + dj, 9)) for i, j, di, dj in draw(st.lists(gabung, max_size=4))],
        tautan=draw(st.dictionaries(posisi, st.lists(teks, max_size=2), max_size=3)),
        galat=draw(st.dictionaries(posisi, st.just("#REF!"), max_size=2)),
        simbol=draw(st.sets(posisi, max_size=3)),
        baris_sembunyi=draw(st.sets(st.integers(0, 12), max_size=2)),
        kolom_sembunyi=draw(st.sets(st.integers(0, 9), max_size=1)),
        tersembunyi=draw(st.sampled_from([False, False, False, True])),
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(tabel(), max_size=3))
def test_every_row_is_accounted_for(daftar: list[Lembar]) -> None:
    """Never a traceback, never a lost row, never a second answer for the same input."""
    hasil = [
        normalkan(Bacaan("xlsx", daftar), OPD, KAMUS, sha_berkas="a", nama_berkas="x.xlsx", semua_opd=[OPD])
        for _ in "12"
    ]
    h = hasil[0]
    assert h == hasil[1]
    assert h.dibaca == len(h.entri) + len(h.dilewati)
    assert len({e["id_baris"] for e in h.entri}) == len(h.entri)
    tampak = [x for x in daftar if not x.tersembunyi]
    baris = {(e["asal"]["lembar"], e["asal"]["baris"]) for e in h.entri} | {(d.lembar, d.baris) for d in h.dilewati}
    assert len(baris) <= h.dibaca <= sum(len(x.baris) * 9 for x in tampak)  # tables side by side count by themselves
    for e in h.entri:
        assert set(e) == set(Entri.__annotations__)
        assert all(v is not None for v in e.values())
        assert (e["kategori"] != "") == (len(e["kategori_calon"]) == 1)
