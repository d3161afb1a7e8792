"""Understanding: from tables as read (`Bacaan`) to canonical rows (`Entri`), without losing a row or guessing silently.

    normalkan(bacaan, opd, kamus, sha_berkas=…, nama_berkas=…, semua_opd=…) -> Ternormal

Rows of excluded information and hidden rows become `Entri` too: the judging room (`dip/aturan`) decides what is held.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from dip.lembar import TANDA_BANTUAN, Bacaan, Lembar
from dip.normal.blok import baca_judul, baca_tanda_tangan
from dip.normal.hasil import Dilewati, Konteks, Ternormal
from dip.normal.kamus import Kamus
from dip.normal.kategori import baca_kategori
from dip.normal.lanjut import Lalu
from dip.normal.lengkapi import Sekitar
from dip.normal.opd import PencariOpd
from dip.normal.perakit import HasilLembar
from dip.normal.periksa import lembar_asing, tanpa_tabel, temuan_kurang
from dip.normal.satu_lembar import normalkan_lembar
from dip.pdp import samarkan
from dip.pengaturan import Opd
from dip.temuan import Temuan

__all__ = ["VERSI", "Dilewati", "Kamus", "Ternormal", "normalkan"]

VERSI = "normal-5"
"""Version of the normaliser, part of the key under which a reading is remembered (design §4.5)."""

_REKAP = re.compile(r"\b(?:rekap|rekapitulasi|rangkuman|statistik|grafik|resume|jumlah)\b", re.I)
_RINCI = frozenset(
    {
        "ringkasan", "pejabat_penguasa", "penanggung_jawab", "waktu_tempat", "waktu", "bentuk", "bentuk_cetak",
        "bentuk_softcopy", "bentuk_online", "retensi", "retensi_aktif", "jenis_media", "tautan", "dik_dasar_hukum",
    }
)  # fmt: skip
"""Columns of a list of information; a table without any of them, called *Rekap*, only counts."""


_DOKUMEN = frozenset({"docx", "pdf", "html"})
"""Files that are read from top to bottom: what a heading says holds for all tables up to the next heading."""


def normalkan(
    bacaan: Bacaan,
    opd: Opd,
    kamus: Kamus,
    *,
    sha_berkas: str,
    nama_berkas: str,
    semua_opd: Sequence[Opd],
    tempat_baku: str = "",
    wilayah: str = "",
) -> Ternormal:
    """Normalise one file of one office.

    Args: `semua_opd` are all offices, to resolve names in the rows; `tempat_baku` is the place used where neither the
    row nor the office's declaration names one; `wilayah` is the institution as it calls itself (*Pemerintah Kabupaten
    Bangka*), which may stand behind the name of an office. Findings raised: STR-001 to STR-010. Never raises for what a
    file says.
    """
    nama = PurePosixPath(nama_berkas.replace("\\", "/")).stem
    di_nama = _kategori_nama(nama, kamus)
    x = Konteks(
        opd=opd,
        kamus=kamus,
        sha_berkas=sha_berkas,
        nama_berkas=nama_berkas,
        pencari=PencariOpd(semua_opd, wilayah),
        tempat_baku=tempat_baku,
        kategori_berkas=di_nama or _kategori_nama(bacaan.judul, kamus),
        asal_berkas="berkas" if di_nama else "halaman",
        nama_samar=samarkan(nama_berkas),
    )
    lembar, per_lembar = _semua_lembar(x, bacaan)
    hasil = Ternormal()
    judul: list[str] = []
    for satu, h in zip(lembar, per_lembar, strict=True):
        hasil.entri += h.entri
        hasil.temuan += h.temuan
        hasil.dilewati += h.dilewati
        hasil.dibaca += h.dibaca
        judul += [*satu.pengantar, *h.judul]
        for k, v in baca_tanda_tangan(h.kaki).items():
            hasil.pengirim.setdefault(k, v)
    hasil.pengirim.update(baca_judul(judul, x.pencari, opd.kode))
    if not any(h.berkepala for h in per_lembar):
        hasil.temuan = tanpa_tabel(x, bacaan)
        return hasil
    hasil.temuan += next((h.silang[:1] for h in per_lembar if h.silang), [])
    for nama_lembar, kurang in _kurang(lembar, per_lembar):
        hasil.kolom_kurang += [(nama_lembar, k) for k in kurang]
    hasil.temuan += _temuan_kurang(x, lembar, per_lembar)
    if not hasil.entri:
        hasil.temuan.append(x.temuan("STR-009", ""))
    return hasil


def _semua_lembar(x: Konteks, bacaan: Bacaan) -> tuple[list[Lembar], list[HasilLembar]]:
    """Every visible sheet with what it gave. A sheet that only counts what others list gives no rows."""
    lembar: list[Lembar] = []
    hasil: list[HasilLembar] = []
    lalu: Lalu | None = None
    warisan: Sekitar | None = None
    sebelum: Sekitar | None = None
    for indeks, satu in enumerate(bacaan.lembar):
        if satu.tersembunyi:
            continue
        if _bantuan(satu):
            lembar.append(satu)
            hasil.append(_tak_dibaca(satu))
            continue
        h = normalkan_lembar(x, satu, indeks, lalu, warisan, sebelum=sebelum)
        sebelum = h.sekitar or sebelum
        lalu = h.lalu or lalu
        warisan = (h.sekitar or warisan) if bacaan.jenis in _DOKUMEN else None
        lembar.append(satu)
        hasil.append(h)
    rinci = [bool(h.entri) and not _hanya_rekap(s, h) for s, h in zip(lembar, hasil, strict=True)]
    if any(rinci):
        hasil = [_rekap(x, s, h) if _hanya_rekap(s, h) else h for s, h in zip(lembar, hasil, strict=True)]
    return lembar, _sekali(hasil)


def _bantuan(lembar: Lembar) -> bool:
    """Whether this is a sheet that we added ourselves: findings, receipt, instructions."""
    atas = lembar.baris[0][0] if (lembar.baris_awal, lembar.kolom_awal) == (1, 1) and any(lembar.baris[:1]) else None
    return isinstance(atas, str) and atas.startswith(TANDA_BANTUAN)


def _tak_dibaca(lembar: Lembar) -> HasilLembar:
    isi = [n for n, b in enumerate(lembar.baris) if any(v not in (None, "") for v in b)]
    return HasilLembar(dilewati=[Dilewati(lembar.nama, lembar.nomor_baris(n), "bantuan") for n in isi], dibaca=len(isi))


def _hanya_rekap(lembar: Lembar, h: HasilLembar) -> bool:
    """Whether a sheet is a summary: called so, and without any column of a list of information."""
    if h.lalu is None or not (_REKAP.search(lembar.nama) or any(_REKAP.search(t) for t in h.judul)):
        return False
    return not {k.kanonik or k.usul for k in h.lalu.kepala.kolom} & _RINCI


def _rekap(x: Konteks, lembar: Lembar, h: HasilLembar) -> HasilLembar:
    """The same rows, none of them read; the clerk is told, and asked when it looks like a list after all."""
    nomor = sorted([e["asal"]["baris"] for e in h.entri] + [d.baris for d in h.dilewati])
    lewat = [Dilewati(lembar.nama, n, "rekap") for n in nomor]
    return HasilLembar(temuan=lembar_asing(x, lembar, h.dibaca), dilewati=lewat, dibaca=h.dibaca, kaki=h.kaki)


def _sekali(hasil: list[HasilLembar]) -> list[HasilLembar]:
    """Cards repeat their labels: what is asked about one label is asked once per file."""
    sudah: set[tuple[str, str]] = set()
    for h in hasil:
        if h.kartu:
            baru: list[Temuan] = []
            for t in h.temuan:
                tanda = (t.kode, str(t.parameter.get("asli", "")))
                if t.kode not in ("STR-002", "STR-003") or tanda not in sudah:
                    baru.append(t)
                sudah.add(tanda)
            h.temuan = baru
    return hasil


def _kurang(lembar: Sequence[Lembar], hasil: Sequence[HasilLembar]) -> list[tuple[str, list[str]]]:
    """Missing fields by sheet. Cards are one table cut in pieces: only what every card with rows lacks is missing."""
    kartu = [h.kurang for h in hasil if h.kartu and h.entri]
    semua = [k for k in kartu[0] if all(k in h for h in kartu)] if kartu else []
    return [(s.nama, semua if h.kartu else h.kurang) for s, h in zip(lembar, hasil, strict=True) if h.entri]


def _temuan_kurang(x: Konteks, lembar: Sequence[Lembar], hasil: Sequence[HasilLembar]) -> list[Temuan]:
    """STR-004 per sheet, and once for all cards of a file."""
    temuan: list[Temuan] = []
    kartu = [s.nama for s, h in zip(lembar, hasil, strict=True) if h.kartu and h.entri]
    for nama, kurang in _kurang(lembar, hasil):
        if nama in kartu[1:]:
            continue
        temuan += temuan_kurang(x, "" if len(kartu) > 1 and nama == kartu[0] else nama, kurang)
    return temuan


def _kategori_nama(nama: str, kamus: Kamus) -> str:
    """The one class a file name or page title mentions; none when it also speaks of the DIP as a whole with the DIK."""
    ketemu = baca_kategori(nama, kamus.kategori)
    return ketemu[0] if len(ketemu) == 1 else ""
