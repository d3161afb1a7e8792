"""Rules about what a row says: title, summary, category, form (domain.md §5.3 DIP)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from dip.aturan.mesin import Kena, Tabel, Topeng, aturan, sel_dari
from dip.aturan.tautan import ada_tautan_baik, ada_tertulis
from dip.aturan.usul import garis_kamus
from dip.banding import judul_baku
from dip.entri import NAMA_KATEGORI
from dip.normal.teks import kunci

MIN_RINGKASAN = 10
"""Fewer characters do not say what an information is about."""

_UMUM = frozenset(
    ("data", "laporan", "dokumen", "surat", "berkas", "file", "informasi", "lain lain", "lainnya", "arsip")
)
_CONTOH = frozenset(
    ("contoh", "tes", "test", "testing", "coba", "dummy", "judul", "ringkasan", "isi", "lorem", "ipsum")
)
"""Words of a text that nobody has written yet, where there are no others: `Tes CPNS` is a real title."""
PANJANG_CONTOH = 60
"""A longer text says more than that it is to be filled in."""
_ISIAN = ("lorem ipsum", "xxxx", "isi disini", "isi di sini", "tulis disini", "tulis di sini")
_CONTOH_DEPAN = re.compile(r"\W*contoh\s*:", re.IGNORECASE)
_TITIK = re.compile(r"\.{4,}|^\s*(?:\.{3}|…)\s*$")
_RINCIAN = re.compile(r"(?:^|\n)\s*(?:[a-z]|\d{1,2})[.)]\s+\S")


def _tak_beridentitas(t: Tabel) -> Topeng:
    return t.kosong("judul") & t.kosong("ringkasan")


@aturan("DIP-001")
def judul_kosong(t: Tabel) -> Iterator[Kena]:
    """Neither title nor summary: the row cannot be identified."""
    yield from t.kena(_tak_beridentitas(t), "judul")


@aturan("DIP-002")
def ringkasan_kosong(t: Tabel) -> Iterator[Kena]:
    """The summary is missing, or (face `pendek`) too short to say anything."""
    teks = t.daftar("ringkasan")
    for i in np.flatnonzero(_pendek(t) & ~_tak_beridentitas(t) & t.belum_dikatakan("ringkasan")).tolist():
        yield Kena(i, "ringkasan", {"jenis": "pendek", "nilai": teks[i]} if teks[i].strip() else {})


PANJANG_SEL = 20_000
"""Characters of one cell beyond which a row is held: no summary is that long, a pasted document is."""


@aturan("DIP-007")
def sel_panjang(t: Tabel) -> Iterator[Kena]:
    """A cell that holds a whole document instead of saying what the information is."""
    for kolom in ("judul", "ringkasan", "pejabat_penguasa", "penanggung_jawab", "waktu_teks", "retensi_teks"):
        teks = t.daftar(kolom)
        for i in np.flatnonzero(t.cocok(kolom, lambda s: len(s) > PANJANG_SEL)).tolist():
            yield Kena(i, kolom, {"n": len(teks[i])})


def _pendek(t: Tabel) -> Topeng:
    return t.sekali("ringkasan_pendek", lambda: t.cocok("ringkasan", lambda s: len(s.strip()) < MIN_RINGKASAN))


@aturan("DIP-003")
def ringkasan_sama(t: Tabel) -> Iterator[Kena]:
    """The summary repeats the title. Not where both come from one cell: that table has a single column for them."""
    sama = (t.kunci("ringkasan") == t.kunci("judul")) & ~_pendek(t)
    for i in np.flatnonzero(sama | t.sama("ringkasan_dari_judul", True)).tolist():
        sel = t.daftar("asal")[i]["sel"]
        satu_kolom = bool(sel.get("ringkasan")) and sel.get("judul", sel["ringkasan"]) == sel["ringkasan"]
        if not satu_kolom or t.daftar("ringkasan_dari_judul")[i]:
            yield Kena(i, "ringkasan", {})


@aturan("DIP-004")
def judul_umum(t: Tabel) -> Iterator[Kena]:
    """A title like `Laporan` alone says nothing."""
    yield from t.kena(t.cocok("judul", lambda s: judul_baku(s) in _UMUM), "judul", nilai="judul")


@aturan("DIP-005")
def gabungan(t: Tabel) -> Iterator[Kena]:
    """Several informations in one row: a very long title or an enumeration of five items."""
    yield from t.kena(t.cocok("judul", _banyak), "judul")


def _banyak(judul: str) -> bool:
    return len(judul) > 300 or ("\n" in judul and len(_RINCIAN.findall(judul)) >= 5)


@aturan("DIP-006")
def tulisan_contoh(t: Tabel) -> Iterator[Kena]:
    """Placeholder text was left in the form."""
    for kolom in ("judul", "ringkasan"):
        yield from t.kena(t.cocok(kolom, _tulisan_contoh), kolom, nilai=kolom)


def _tulisan_contoh(teks: str) -> bool:
    if ("..." in teks and _TITIK.search(teks)) or "xxx" in teks or (":" in teks[:20] and _CONTOH_DEPAN.match(teks)):
        return True
    k = kunci(teks)
    if len(k) >= PANJANG_CONTOH:
        return "lorem ipsum" in k
    if any(x in k for x in _ISIAN) or teks.strip() == "…":
        return True
    kata = [x for x in k.split() if not x.isdecimal()]
    return bool(kata) and _CONTOH.issuperset(kata)


@aturan("DIP-010")
def kategori_kosong(t: Tabel) -> Iterator[Kena]:
    """No category at all."""
    yield from t.kena(t.kosong("kategori") & t.kosong("kategori_calon") & t.kosong("kategori_teks"), "kategori")


@aturan("DIP-011")
def kategori_tak_dikenal(t: Tabel) -> Iterator[Kena]:
    """A category was written but is none of the law's. One candidate without a decision is as undecided."""
    ditulis = t.kosong("kategori") & (~t.kosong("kategori_teks") | ~t.kosong("kategori_calon"))
    asing = t.cocok("kategori", lambda s: s != "" and s not in NAMA_KATEGORI)
    teks, kategori = t.daftar("kategori_teks"), t.daftar("kategori")
    for i in np.flatnonzero((ditulis | asing) & ~_ganda(t)).tolist():
        nilai = kategori[i] or teks[i]
        yield Kena(i, "kategori", {"nilai": nilai, "baris_kamus": garis_kamus(t.konteks, "kategori", nilai)})


def _ganda(t: Tabel) -> Topeng:
    r = t.rata("kategori_calon")
    return t.sekali("kategori_ganda", lambda: np.bincount(r.baris, minlength=len(t)) > 1)


@aturan("DIP-012")
def kategori_ganda(t: Tabel) -> Iterator[Kena]:
    """More than one category is ticked."""
    yield from t.kena(_ganda(t), "kategori")


@aturan("DIP-013")
def dikecualikan(t: Tabel) -> Iterator[Kena]:
    """Excluded information is not part of a DIP (Perki 1/2021 ps. 1 angka 20).

    In a table of excluded information it is where it belongs: there the row is a proposal (face `usulan`).
    """
    dik = t.sama("kategori", "dikecualikan")
    if not dik.any():
        return
    tempat, asal, isi = _tempat(t), t.daftar("kategori_asal"), t.daftar("dik")
    campur = {x for x, d in zip(tempat, dik.tolist(), strict=True) if not d}
    tabel_dik = {x for x, d in zip(tempat, isi, strict=True) if d} - campur
    for i in np.flatnonzero(dik).tolist():
        usulan = bool(isi[i]) or asal[i] in _ASAL_TABEL_DIK or tempat[i] in tabel_dik
        yield Kena(i, "kategori", {"jenis": "usulan"} if usulan else {})


_ASAL_TABEL_DIK = frozenset(("lembar", "judul tabel", "berkas", "deklarasi"))
"""Where the class of a row comes from (`Entri.kategori_asal`) when its whole table is of excluded information. A
section inside a list (`bagian`) does not make a table of its own."""


def _tempat(t: Tabel) -> list[tuple[str, str]]:
    """Sender and sheet of each row."""
    lembar = (x["lembar"] for x in t.daftar("asal"))
    return t.sekali("tempat_baris", lambda: list(zip(t.pengirim(), lembar, strict=True)))


@aturan("DIP-014")
def serta_merta_tanpa_pj(t: Tabel) -> Iterator[Kena]:
    """Nobody answers for information that must be announced at once."""
    yield from t.kena(t.sama("kategori", "serta_merta") & t.kosong("penanggung_jawab"), "penanggung_jawab")


@aturan("DIP-015")
def serta_merta_tanpa_saluran(t: Tabel) -> Iterator[Kena]:
    """Information to be announced at once names no channel."""
    tanpa = ~t.memuat("bentuk", "online") & t.kosong("tautan") & t.kosong("jenis_media")
    yield from t.kena(t.sama("kategori", "serta_merta") & tanpa, "jenis_media")


@aturan("DIP-040")
def bentuk_kosong(t: Tabel) -> Iterator[Kena]:
    """The form is missing."""
    yield from t.kena(t.kosong("bentuk") & t.kosong("bentuk_teks") & t.belum_dikatakan("bentuk"), "bentuk")


@aturan("DIP-041")
def bentuk_tak_dikenal(t: Tabel) -> Iterator[Kena]:
    """A form was written but none is recognised."""
    teks = t.daftar("bentuk_teks")
    for i in np.flatnonzero(t.kosong("bentuk") & ~t.kosong("bentuk_teks")).tolist():
        yield Kena(i, "bentuk", {"nilai": teks[i], "baris_kamus": garis_kamus(t.konteks, "bentuk", teks[i])})


@aturan("DIP-042")
def online_tanpa_tautan(t: Tabel) -> Iterator[Kena]:
    """Said to be online, but where? Points at the form where no row of the sheet has a link column."""
    kena = np.flatnonzero(t.memuat("bentuk", "online") & ~ada_tertulis(t)).tolist()
    if not kena:
        return
    tempat = _tempat(t)
    berkolom = {x for x, asal in zip(tempat, t.daftar("asal"), strict=True) if sel_dari(asal, "tautan")}
    for i in kena:
        yield Kena(i, "tautan" if tempat[i] in berkolom else "bentuk", {})


@aturan("DIP-043")
def tautan_tanpa_online(t: Tabel) -> Iterator[Kena]:
    """A good link proves the form `online`; `terapkan` adds it."""
    yield from t.kena(~t.memuat("bentuk", "online") & ada_tautan_baik(t), "bentuk")
