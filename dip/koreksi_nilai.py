"""One corrected value in one row: does the row still say what was expected, and what follows from the new text.

The readings are those of `dip.normal`, so a corrected cell means exactly what it would have meant in the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, cast

from dip.banding import sebagai_teks
from dip.entri import NAMA_KATEGORI_PENDEK, Asal, Entri
from dip.normal.bentuk import baca_bentuk
from dip.normal.kamus import Kamus
from dip.normal.kategori import baca_kategori
from dip.normal.retensi import baca_retensi
from dip.normal.tautan import dataset_satu_data, sahkan_tautan, urai_tautan
from dip.normal.teks import buang_nomor, kosong, kunci, pendekkan, rapikan, satu_baris
from dip.normal.waktu import baca_waktu, bulan_dari
from dip.pengaturan import KolomKoreksi, Opd

ASAL_KOREKSI = "koreksi"
"""Mark in `asal.pewaris` and `kategori_asal` of a value that a correction supplied."""

_BUKAN_TERTULIS = frozenset({"deklarasi", "judul", "ringkasan"})
"""Sources (`asal.pewaris`) with which the cell itself was empty."""

_TAHUN = re.compile(r"(?<![0-9])(?:19[5-9]|20[0-9])[0-9](?![0-9])")


def tertulis(e: Entri, kolom: KolomKoreksi, harapan: str) -> bool:
    """Whether a column still says `harapan`: the text as the office wrote it, or as it would be published, equal but
    for blanks and line breaks. Empty means that nothing stands there.
    """
    if kolom == "tautan":
        tulis = urai_tautan(harapan)
        return tulis == e["tautan_mentah"] or [u for t in tulis if (u := sahkan_tautan(t))] == (e["tautan"] or None)
    harapan = "" if kosong(harapan) else satu_baris(harapan)
    if kolom == "judul":
        harapan = buang_nomor(harapan)
    return harapan in _bacaan(e, kolom)


def _bacaan(e: Entri, kolom: KolomKoreksi) -> set[str]:
    """The texts a column can rightly be said to hold."""
    isi = cast("Mapping[str, object]", e)
    teks = {satu_baris(sebagai_teks(isi[kolom]))}
    if kolom == "bentuk":
        # ticks that no text names still stand there, so an empty text alone proves nothing
        teks = {satu_baris(e["bentuk_teks"]), sebagai_teks(e["bentuk"])} - ({""} if e["bentuk"] else set())
    elif kolom == "kategori" and e["kategori_calon"]:
        teks |= {satu_baris(e["kategori_teks"]), NAMA_KATEGORI_PENDEK.get(e["kategori"], "")}
        teks.discard("")
    elif kolom == "kategori":
        teks = {satu_baris(e["kategori_teks"])}
    if e["asal"]["pewaris"].get(kolom) in _BUKAN_TERTULIS:
        teks.add("")
    if kolom in e["galat"]:
        teks.add(e["galat"][kolom])
    return teks


def pasang(e: Entri, kolom: KolomKoreksi, nilai: str, kamus: Kamus, opd: Opd) -> Entri:
    """A copy of the row with the corrected text and everything that is read from it. The address stays, `pewaris`
    says *koreksi*.
    """
    lama = e["asal"]
    asal = cast(Asal, {**lama, "pewaris": {**lama["pewaris"], kolom: ASAL_KOREKSI}})
    galat = {k: v for k, v in e["galat"].items() if k != kolom}
    baru = cast(Entri, {**e, "asal": asal, "galat": galat})
    nilai = "" if kosong(nilai) else rapikan(nilai)
    if kolom in _KHUSUS:
        _KHUSUS[kolom](baru, nilai, kamus, opd)
    else:
        cast("dict[str, Any]", baru)[kolom] = satu_baris(nilai)
    return baru


def _judul(e: Entri, nilai: str, kamus: Kamus, opd: Opd) -> None:
    e["judul"] = buang_nomor(satu_baris(nilai))
    if e["ringkasan_dari_judul"]:
        e["ringkasan"] = e["judul"]
    _tahun(e, opd)


def _ringkasan(e: Entri, nilai: str, kamus: Kamus, opd: Opd) -> None:
    e["ringkasan"], e["ringkasan_dari_judul"] = nilai, False
    if e["asal"]["pewaris"].get("judul") == "ringkasan":
        e["judul"] = pendekkan(nilai)
        _tahun(e, opd)


def _kategori(e: Entri, nilai: str, kamus: Kamus, opd: Opd) -> None:
    e["kategori_teks"], e["kategori_asal"] = satu_baris(nilai), ASAL_KOREKSI
    e["kategori_calon"] = baca_kategori(nilai, kamus.kategori)
    e["kategori"] = e["kategori_calon"][0] if len(e["kategori_calon"]) == 1 else ""


def _kelompok(e: Entri, nilai: str, kamus: Kamus, opd: Opd) -> None:
    teks = satu_baris(nilai)
    kode = teks.split(" ", 1)[0].strip(".:-")
    e["kelompok"] = kamus.kelompok.get(kunci(teks)) or kamus.kelompok.get(kunci(kode)) or buang_nomor(teks)


def _waktu(e: Entri, nilai: str, kamus: Kamus, opd: Opd) -> None:
    teks, pewaris = satu_baris(nilai), e["asal"]["pewaris"]
    # a year that the table or the office states completes a period as it did before
    sekitar = e["tahun"] if pewaris.get("tahun") in ("judul tabel", "deklarasi") else opd.deklarasi.tahun
    w = baca_waktu(bulan_dari(teks, kamus.bulan) if kamus.bulan else teks, sekitar or None)
    e["waktu_teks"], e["waktu_mulai"], e["waktu_selesai"] = teks, w.mulai, w.selesai
    e["waktu_presisi"] = w.presisi
    if w.tahun or w.presisi == "berulang":
        e["tahun"] = w.tahun
        if w.tahun == baca_waktu(teks).tahun:
            pewaris.pop("tahun", None)
    else:
        di_judul = set(_TAHUN.findall(e["judul"]))
        e["tahun"] = int(di_judul.pop()) if len(di_judul) == 1 else sekitar or 0
        if not e["tahun"]:
            pewaris.pop("tahun", None)
        elif e["tahun"] != sekitar:
            pewaris["tahun"] = "judul"
        else:
            pewaris.setdefault("tahun", "deklarasi")
    satu_sel = bool(e["asal"]["sel"].get("tempat")) and e["asal"]["sel"]["tempat"] == e["asal"]["sel"].get("waktu_teks")
    if w.tempat and (satu_sel or not e["tempat"] or pewaris.get("tempat") == "deklarasi"):
        e["tempat"], pewaris["tempat"] = w.tempat, ASAL_KOREKSI


def _tahun(e: Entri, opd: Opd) -> None:
    """The year where only the title said it (`dip.normal.susun_nilai.isi_waktu`)."""
    if e["asal"]["pewaris"].get("tahun") == "judul":
        di_judul = set(_TAHUN.findall(e["judul"]))
        e["tahun"] = int(di_judul.pop()) if len(di_judul) == 1 else opd.deklarasi.tahun or 0


def _tempat(e: Entri, nilai: str, kamus: Kamus, opd: Opd) -> None:
    teks = satu_baris(nilai)
    e["tempat"] = baca_waktu(teks).tempat or teks


def _bentuk(e: Entri, nilai: str, kamus: Kamus, opd: Opd) -> None:
    b = baca_bentuk(nilai, kamus)
    e["bentuk_teks"], e["bentuk"] = satu_baris(nilai), list(b.bentuk)
    e["jenis_media"] = e["jenis_media"] or b.media


def _retensi(e: Entri, nilai: str, kamus: Kamus, opd: Opd) -> None:
    e["retensi_teks"] = satu_baris(nilai)
    r = baca_retensi(e["retensi_teks"])
    e["retensi_jenis"], e["retensi_aktif"], e["retensi_inaktif"] = r.jenis, r.aktif, r.inaktif


def _tautan(e: Entri, nilai: str, kamus: Kamus, opd: Opd) -> None:
    dari_tautan = not e["satu_data_id"] or e["satu_data_id"] == dataset_satu_data(e["tautan"])
    e["tautan_mentah"] = urai_tautan(nilai)
    e["tautan"] = list(dict.fromkeys(u for t in e["tautan_mentah"] if (u := sahkan_tautan(t))))
    e["tautan_teks"] = satu_baris(nilai)
    if dari_tautan:
        e["satu_data_id"] = dataset_satu_data(e["tautan"])


_KHUSUS: Mapping[str, Callable[[Entri, str, Kamus, Opd], None]] = {
    "judul": _judul,
    "ringkasan": _ringkasan,
    "kategori": _kategori,
    "kelompok": _kelompok,
    "waktu_teks": _waktu,
    "tempat": _tempat,
    "bentuk": _bentuk,
    "retensi_teks": _retensi,
    "tautan": _tautan,
}
"""Columns from which more is read than the text; the others are one line of text."""
