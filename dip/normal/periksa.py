"""Findings about the structure of a file: unknown and missing columns, empty tables (domain.md §5.3 STR-*)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from dip.entri import Entri
from dip.lembar import Bacaan, Lembar, Nilai, huruf_kolom
from dip.normal.hasil import Konteks
from dip.normal.kamus import NAMA_KANONIK
from dip.normal.kepala import Kepala
from dip.normal.lanjut import Lalu, kunci_lembar
from dip.normal.perakit import Perakit
from dip.normal.peta import Peta, nama_kolom
from dip.normal.teks import satu_baris
from dip.pdp import samarkan
from dip.temuan import Temuan

FILE_TAK_TERBACA: frozenset[str] = frozenset({"FILE-001", "FILE-002", "FILE-003", "FILE-004"})
"""After one of these the file has no tables for a reason already given."""

BERKAS_HEADER, BERKAS_CENTANG = "kamus/header.yml", "kamus/centang.yml"
"""Files of the settings folder into which a proposed line goes (parameter `berkas_kamus`)."""

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


def baris_kamus(ejaan: str, arti: str, opd: str = "") -> str:
    """The line to paste into a dictionary file; for one office only where the spelling means nothing elsewhere."""
    kutip = ejaan.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{kutip}": {{arti: {arti}, opd: {opd}}}' if opd else f'"{kutip}": {arti}'


def kolom_asing(p: Perakit, peta: Peta, kepala: Kepala) -> list[Temuan]:
    """STR-002 for a column whose label is near a known one, STR-003 for any other unknown column with content.

    Neither is read. Parameters: `asli` (label as written), `kanonik` (what it would be), `baris_kamus` (line to paste),
    `berkas_kamus` (where).
    """
    hasil: list[Temuan] = []
    for j in peta.asing:
        asli = peta.label.get(j, "")
        label = samarkan(asli)
        huruf = huruf_kolom(p.lembar.kolom_awal + j)
        usul = peta.usul.get(j, "")
        if j not in peta.label:
            garis = baris_kamus(nama_kolom(p.lembar, j), "abaikan", p.x.opd.kode)
        else:  # a masked spelling would never be found again
            garis = baris_kamus(asli, usul or "abaikan") if label == asli else "-"
        parameter: dict[str, str | int] = {"asli": label or f"(tanpa judul, kolom {huruf})", "baris_kamus": garis}
        parameter["berkas_kamus"] = BERKAS_HEADER
        if usul:
            parameter["kanonik"] = NAMA_KANONIK[usul]
        sel, baris = p.tempat(max(kepala.awal, 0), j)
        kode = "STR-002" if usul else "STR-003"
        hasil.append(p.x.temuan(kode, p.lembar.nama, sel=sel, baris=baris, kolom=usul, parameter=parameter))
    return hasil


def tanya_silang(p: Perakit, peta: Peta, kepala: Kepala) -> list[Temuan]:
    """STR-002 about crosses in tick columns: in some offices *yes*, in others *no* (asked once per file)."""
    if peta.silang is None:
        return []
    arti, nama = ("tidak", "tidak dicentang") if peta.silang_ragu else ("ya", "dicentang")
    parameter: dict[str, str | int] = {
        "asli": f"{peta.label[peta.silang]}: tanda x",
        "kanonik": nama,
        "baris_kamus": baris_kamus("x", arti, p.x.opd.kode),
        "berkas_kamus": BERKAS_CENTANG,
    }
    sel, baris = p.tempat(max(kepala.awal, 0), peta.silang)
    return [p.x.temuan("STR-002", p.lembar.nama, sel=sel, baris=baris, parameter=parameter)]


def tanya_lanjutan(x: Konteks, lembar: Lembar, dibaca: int, lalu: Lalu) -> list[Temuan]:
    """STR-002: a sheet without header that seems to continue the one before; its rows wait for the line."""
    nama = kunci_lembar(lembar)
    parameter: dict[str, str | int] = {
        "asli": samarkan(nama),
        "kanonik": f"{NAMA_KANONIK['lanjutan']} ({samarkan(lalu.nama)})",
        "baris_kamus": baris_kamus(nama, "lanjutan", x.opd.kode) if samarkan(nama) == nama else "-",
        "berkas_kamus": BERKAS_HEADER,
        "n": dibaca,
    }
    lewat = x.temuan("STR-007", lembar.nama, parameter={"n": dibaca})
    return [lewat, x.temuan("STR-002", lembar.nama, baris=lembar.baris_awal, parameter=parameter)]


def kolom_kurang(peta: Peta, entri: Sequence[Entri]) -> list[str]:
    """Fields of the seven elements that have no column and that nothing else supplies.

    Tables of excluded information are not asked: their rows go to the DIK, which has other columns.
    """
    if not entri or all(e["kategori"] == "dikecualikan" for e in entri):
        return []
    hasil = []
    for field, (_, kolom) in NAMA_WAJIB.items():
        ada = any(k in peta.kolom for k in kolom) or any(cast("dict[str, object]", e)[field] for e in entri)
        if not ada and not (field == "kategori" and any(e["kategori_calon"] for e in entri)):
            hasil.append(field)
    return hasil


def temuan_kurang(x: Konteks, lembar: str, kurang: Sequence[str]) -> list[Temuan]:
    """STR-004 for each missing field."""
    return [x.temuan("STR-004", lembar, kolom=k, parameter={"kanonik": NAMA_WAJIB[k][0]}) for k in kurang]


def tanpa_tabel(x: Konteks, bacaan: Bacaan) -> list[Temuan]:
    """STR-001, unless the reader has already said why there is nothing to read.

    It points at the widest of the first rows: that is where a header would have been looked for. `terbaca` quotes it
    when it is words only, `baris_pengaturan` is the declaration to fill in when the table really has no header.
    """
    if not bacaan.lembar and (not bacaan.jenis or any(t.kode in FILE_TAK_TERBACA for t in bacaan.temuan)):
        return []
    terlihat = [(n, lembar) for n, lembar in enumerate(bacaan.lembar) if not lembar.tersembunyi]
    calon = [
        (_seperti_kepala(baris), len([v for v in baris if v not in (None, "")]), -n, -i)
        for n, lembar in terlihat
        for i, baris in enumerate(lembar.baris[:20])
    ]
    if not calon or not max(calon)[1]:
        return [x.temuan("STR-001", "", parameter={"terbaca": "-", "baris_pengaturan": "-"})]
    yakin, _, n, i = max(calon)
    lembar, i = bacaan.lembar[-n], -i
    isi = [(j, v) for j, v in enumerate(lembar.baris[i]) if v not in (None, "")]
    garis = ", ".join(f'"{nama_kolom(lembar, j)}": …' for j, _ in isi[:8])
    parameter: dict[str, str | int] = {
        "terbaca": " | ".join(samarkan(satu_baris(str(v)))[:40] for _, v in isi[:8]) if yakin else "-",
        "baris_pengaturan": f"kolom: {{{garis}}}",
    }
    baris = lembar.nomor_baris(i)
    return [x.temuan("STR-001", lembar.nama, sel=lembar.alamat(i, isi[0][0]), baris=baris, parameter=parameter)]


def _seperti_kepala(baris: Sequence[Nilai]) -> bool:
    """Words only, several and short: rows of data may hold what must not be quoted."""
    isi = [v for v in baris if v not in (None, "")]
    return len(isi) > 1 and all(isinstance(v, str) and len(v) < 80 and not any(map(str.isdigit, v)) for v in isi)


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
                parameter={"asli": samarkan(kunci_lembar(lembar)), "baris_kamus": "-", "berkas_kamus": "-"},
            )
        )
    return hasil
