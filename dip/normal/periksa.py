"""Findings about the structure of a file: unknown and missing columns, empty tables (domain.md §5.3 STR-*)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from dip.entri import Entri
from dip.lembar import Bacaan, Lembar, huruf_kolom
from dip.normal.hasil import Konteks
from dip.normal.kepala import Kepala
from dip.normal.peta import Peta
from dip.pdp import samarkan
from dip.temuan import Temuan

FILE_TAK_TERBACA: frozenset[str] = frozenset({"FILE-001", "FILE-002", "FILE-003", "FILE-004"})
"""After one of these the file has no tables for a reason already given."""


NAMA_WAJIB: dict[str, tuple[str, tuple[str, ...]]] = {
    "ringkasan": ("Ringkasan Isi Informasi", ("ringkasan",)),
    "kategori": ("Kategori", ("kategori", "kat_berkala", "kat_serta_merta", "kat_setiap_saat")),
    "pejabat_penguasa": ("Pejabat/Unit yang Menguasai Informasi", ("pejabat_penguasa",)),
    "penanggung_jawab": ("Penanggung Jawab Pembuatan atau Penerbitan Informasi", ("penanggung_jawab",)),
    "waktu_teks": ("Waktu dan Tempat Pembuatan Informasi", ("waktu_tempat", "waktu", "tahun", "semester")),
    "bentuk": (
        "Bentuk Informasi yang Tersedia",
        ("bentuk", "bentuk_cetak", "bentuk_softcopy", "bentuk_rekam", "bentuk_online"),
    ),
    "retensi_teks": (
        "Jangka Waktu Penyimpanan atau Retensi Arsip",
        ("retensi", "retensi_aktif", "retensi_inaktif", "nasib_akhir"),
    ),
}
"""Fields of the elements of a DIP (Perki 1/2021 art. 1 (20)) → name as the law says it, columns that supply it.
The title may stand for the summary only where it is long enough to (`ringkasan_dari_judul`)."""


def kolom_asing(x: Konteks, lembar: Lembar, peta: Peta, kepala: Kepala) -> list[Temuan]:
    """STR-003: a column with content and without a known meaning, with the dictionary line to paste."""
    hasil: list[Temuan] = []
    for j in peta.asing:
        huruf = huruf_kolom(lembar.kolom_awal + j)
        asli = samarkan(peta.label.get(j, "")) or f"(tanpa judul, kolom {huruf})"
        usul = x.kamus.usul_kolom(peta.label.get(j, "")) or "abaikan"
        if usul in peta.kolom:
            usul = "abaikan"
        kutip = asli.replace("\\", "\\\\").replace('"', '\\"')
        garis = f'"{kutip}": {usul}' if j in peta.label else "-"  # a column without a name cannot be in a dictionary
        hasil.append(
            x.temuan(
                "STR-003",
                lembar.nama,
                sel=lembar.alamat(kepala.awal, j),
                baris=lembar.nomor_baris(kepala.awal),
                parameter={"asli": asli, "baris_kamus": garis},
            )
        )
    return hasil


def kolom_kurang(x: Konteks, lembar: Lembar, peta: Peta, entri: Sequence[Entri]) -> list[Temuan]:
    """STR-004: a column of the seven elements that the table lacks and nothing else supplies.

    Tables of excluded information are not asked: their rows go to the DIK, which has other columns.
    """
    if not entri or all(e["kategori"] == "dikecualikan" for e in entri):
        return []
    hasil = []
    for field, (nama, kolom) in NAMA_WAJIB.items():
        ada = any(k in peta.kolom for k in kolom) or any(cast("dict[str, object]", e)[field] for e in entri)
        if not ada and not (field == "kategori" and any(e["kategori_calon"] for e in entri)):
            hasil.append(x.temuan("STR-004", lembar.nama, kolom=field, parameter={"kanonik": nama}))
    return hasil


def tanpa_tabel(x: Konteks, bacaan: Bacaan) -> list[Temuan]:
    """STR-001, unless the reader has already said why there is nothing to read."""
    if not bacaan.lembar and (not bacaan.jenis or any(t.kode in FILE_TAK_TERBACA for t in bacaan.temuan)):
        return []
    return [x.temuan("STR-001", "")]


def lembar_asing(x: Konteks, lembar: Lembar, dibaca: int) -> list[Temuan]:
    """A visible sheet without a known header beside sheets that have one: its rows are counted, and a sheet that
    looks like a table is asked about (STR-003), because its content is not used.
    """
    if not dibaca:
        return []
    hasil = [x.temuan("STR-007", lembar.nama, parameter={"n": dibaca})]
    padat = [i for i, b in enumerate(lembar.baris) if sum(1 for v in b if v not in (None, "")) >= 3]
    if len(padat) >= 3:
        i = padat[0]
        hasil.append(
            x.temuan(
                "STR-003",
                lembar.nama,
                sel=lembar.alamat(i, 0),
                baris=lembar.nomor_baris(i),
                parameter={"asli": f"lembar {lembar.nama}", "baris_kamus": "-"},
            )
        )
    return hasil
