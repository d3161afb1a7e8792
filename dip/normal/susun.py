"""Builds one `Entri` from one information of a sheet (domain.md §5.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from dip.entri import Asal, Entri, entri_kosong
from dip.normal.ambil import Pengambil
from dip.normal.centang import tercentang
from dip.normal.hasil import Konteks
from dip.normal.susun_nilai import Ingatan, isi_bentuk, isi_media, isi_retensi, isi_tautan, isi_waktu
from dip.normal.teks import buang_nomor, gabung_teks, kunci, pendekkan, satu_baris
from dip.normal.waktu import baca_waktu

JUDUL_PANJANG = 60
"""A title of at least this many characters may stand in for a summary where the table has no summary column."""

_KAT = ("berkala", "serta_merta", "setiap_saat", "dikecualikan")

_POLA = entri_kosong("", "", Asal(berkas="", nama_berkas="", lembar="", baris=0, sel={}, pewaris={}))
_WADAH = tuple((k, type(v)) for k, v in _POLA.items() if k != "asal" and isinstance(v, list | dict))
"""A row with nothing in it, to be copied, and its fields that each row needs of its own."""


@dataclass(frozen=True, slots=True)
class Baku:
    """What the surroundings of a row give: class of the section and of the sheet, group, year of the title block."""

    bagian: str = ""
    kelompok: str = ""
    kategori_lembar: str = ""
    tahun: int | None = None


def susun_entri(x: Konteks, p: Pengambil, indeks: int, baris: Sequence[int], baku: Baku, induk: Entri | None) -> Entri:
    """One canonical row.

    Args: `indeks` is the 0-based index of the sheet in the file, `baris` the row and its continuations, `induk` the
    full row above when this one is its child and inherits what it leaves empty.
    """
    lembar, i = p.kisi.lembar, baris[0]
    p.mulai()
    nomor_baris = lembar.baris_awal + i
    e = _POLA.copy()
    isi = cast("dict[str, object]", e)
    for k, buat in _WADAH:
        isi[k] = buat()
    e["id_baris"], e["opd"] = f"{x.opd.kode}:{indeks}:{nomor_baris}", x.opd.kode
    e["asal"] = {
        "berkas": x.sha_berkas,
        "nama_berkas": x.nama_berkas,
        "lembar": lembar.nama,
        "baris": nomor_baris,
        "sel": p.sel,
        "pewaris": p.pewaris,
    }
    e["tersembunyi"] = i in lembar.baris_sembunyi
    e["nomor_asal"] = p.ambil("nomor", baris)
    _judul(e, p, baris)
    _kategori(e, x, p, baris, baku)
    _kelompok(e, x, p, baris, baku)
    _opd(e, x, p, baris)
    for k in ("pejabat_penguasa", "penanggung_jawab", "nomor_dokumen", "satu_data_id"):
        isi[k] = p.sebaris(k, baris)
    isi_waktu(e, x, p, baris, baku.tahun)
    isi_bentuk(e, x, p, baris)
    isi_retensi(e, p, baris)
    isi_tautan(e, p, baris)
    isi_media(e, x, p, baris)
    _lain(e, p, baris)
    if induk is not None:
        _warisi(e, induk)
    if p.galat:
        e["galat"] = {k: v for k, (_, v) in p.galat.items()}
    return e


def _judul(e: Entri, p: Pengambil, baris: Sequence[int]) -> None:
    judul = buang_nomor(p.sebaris("judul", baris))
    ringkasan = p.ambil("ringkasan", baris, "\n")
    if not judul and ringkasan:
        judul = pendekkan(ringkasan)
        p.sel["judul"], p.pewaris["judul"] = p.sel["ringkasan"], "ringkasan"
    elif not ringkasan and "ringkasan" not in p.rencana.kolom and len(judul) >= JUDUL_PANJANG:
        ringkasan, e["ringkasan_dari_judul"] = judul, True
        p.sel["ringkasan"], p.pewaris["ringkasan"] = p.sel["judul"], "judul"
    e["judul"], e["ringkasan"] = judul, ringkasan


def _kategori(e: Entri, x: Konteks, p: Pengambil, baris: Sequence[int], baku: Baku) -> None:
    """Column, ticks, section, sheet, file, declaration, in this order; the first that says anything decides.

    One exception, so that nothing excluded slips out: under a section or on a sheet of excluded information another
    class makes two candidates, and a person decides (DIP-012).
    """
    teks = p.sebaris("kategori", baris)
    if teks:
        e["kategori_teks"], e["kategori_asal"] = teks, "kolom"
        e["kategori_calon"] = list(Ingatan.untuk(x.kamus).kategori[teks])
    else:
        tanda = [k for k in _KAT if tercentang(x, p, f"kat_{k}", baris)]
        if tanda:
            e["kategori_calon"], e["kategori_asal"] = tanda, "centang"
            e["kategori_teks"] = ", ".join(p.peta.pendek[p.peta.kolom[f"kat_{k}"][0]] for k in tanda)
    if not e["kategori_asal"]:
        asal, kategori = _sekitar(x, baku)
        if kategori:
            e["kategori_calon"], e["kategori_asal"] = [kategori], asal
            p.pewaris["kategori"] = asal
    elif "dikecualikan" in (baku.bagian, baku.kategori_lembar) and "dikecualikan" not in e["kategori_calon"]:
        e["kategori_calon"] = [*e["kategori_calon"], "dikecualikan"]
    if len(e["kategori_calon"]) == 1:
        e["kategori"] = e["kategori_calon"][0]


def _sekitar(x: Konteks, baku: Baku) -> tuple[str, str]:
    """Where the class of a row that says none comes from, and the class; both empty when nothing says any."""
    if baku.bagian:
        return "bagian", baku.bagian
    if baku.kategori_lembar:
        return "lembar", baku.kategori_lembar
    if x.kategori_berkas:
        return "berkas", x.kategori_berkas
    return "deklarasi", x.opd.deklarasi.kategori or ""


def _kelompok(e: Entri, x: Konteks, p: Pengambil, baris: Sequence[int], baku: Baku) -> None:
    teks = p.sebaris("kelompok", baris)
    if not teks and baku.kelompok:
        teks, p.pewaris["kelompok"] = satu_baris(baku.kelompok), "bagian"
    kode = teks.split(" ", 1)[0].strip(".:-")
    e["kelompok"] = x.kamus.kelompok.get(kunci(teks)) or x.kamus.kelompok.get(kunci(kode)) or buang_nomor(teks)


def _opd(e: Entri, x: Konteks, p: Pengambil, baris: Sequence[int]) -> None:
    e["opd_teks"] = p.sebaris("opd", baris)
    e["opd"] = x.pencari.cari(e["opd_teks"]) or x.opd.kode
    e["unit_kerja"] = p.sebaris("unit_kerja", baris)


def _lain(e: Entri, p: Pengambil, baris: Sequence[int]) -> None:
    tanggal = p.sebaris("tanggal_pemutakhiran", baris)
    if tanggal:
        w = baca_waktu(tanggal)
        e["tanggal_pemutakhiran"] = w.mulai if w.presisi == "hari" else ""
    catatan = [e["keterangan"], p.ambil("keterangan", baris)]
    for k in ("dik_dasar_hukum", "dik_konsekuensi"):
        for j in p.peta.kolom.get(k, ()):
            isi = p.satu_sel(k, j, baris[0])
            catatan.append(f"{p.peta.label[j]}: {isi}" if isi else "")
    if tanggal and not e["tanggal_pemutakhiran"]:
        catatan.append(f"Tanggal pemutakhiran: {tanggal}")
    e["keterangan"] = gabung_teks(catatan)


def _warisi(e: Entri, induk: Entri) -> None:
    """A child takes from its parent what it leaves empty (domain.md §2.2)."""
    kelompok: tuple[tuple[str, ...], ...] = (
        ("pejabat_penguasa",),
        ("penanggung_jawab",),
        ("unit_kerja",),
        ("waktu_teks", "waktu_mulai", "waktu_selesai", "waktu_presisi", "tahun"),
        ("retensi_teks", "retensi_jenis", "retensi_aktif", "retensi_inaktif"),
        ("bentuk", "bentuk_teks"),
        ("jenis_media",),
    )
    anak, asal = cast("dict[str, Any]", e), cast("dict[str, Any]", induk)
    for nama in kelompok:
        if not anak[nama[0]] and asal[nama[0]]:
            for k in nama:
                anak[k] = list(asal[k]) if isinstance(asal[k], list) else asal[k]
            e["asal"]["pewaris"][nama[0]] = "induk"
            if nama[0] in induk["asal"]["sel"]:
                e["asal"]["sel"][nama[0]] = induk["asal"]["sel"][nama[0]]
    if induk["kategori_calon"] and (not e["kategori_asal"] or e["asal"]["pewaris"].get("kategori")):
        e["kategori"], e["kategori_teks"] = induk["kategori"], induk["kategori_teks"]
        e["kategori_asal"], e["kategori_calon"] = induk["kategori_asal"], list(induk["kategori_calon"])
        e["asal"]["pewaris"]["kategori"] = "induk"
