"""What is said of the list as a data set, once, for every description of it (datapackage, DCAT, schema.org, feed)."""

from __future__ import annotations

import calendar
import uuid
from pathlib import PurePosixPath

from dip.entri import KATEGORI_TERBIT, NAMA_KATEGORI_PENDEK
from keluaran.bentuk.dasar import Bahan
from keluaran.templat.ejaan import tulis_angka, tulis_iso, tulis_periode

ZONA = "+07:00"
"""Asia/Jakarta, written out: the release time of a draft is the first moment of its periode."""

KATA_KUNCI = ("daftar informasi publik", "keterbukaan informasi publik", "PPID")
"""By what the list is found in catalogues."""

JENIS_MEDIA: dict[str, str] = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".pdf": "application/pdf",
}
"""IANA media types of the downloads by suffix; the table of the machine would differ from place to place."""

JUDUL_UNDUHAN: dict[str, str] = {
    "dip.xlsx": "Buku kerja Excel, satu lembar untuk tiap kategori",
    "dip.csv": "CSV dengan pemisah koma",
    "dip-titikkoma.csv": "CSV dengan pemisah titik koma, untuk Excel berbahasa Indonesia",
    "dip.json": "JSON, teks apa adanya",
    "skema.json": "Skema JSON dari dip.json",
    "datapackage.json": "Frictionless Data Package dari berkas CSV",
    "katalog.jsonld": "Katalog DCAT",
    "dip.pdf": "Cetakan lengkap (PDF)",
    "ringkasan.pdf": "Ringkasan yang disahkan (PDF)",
}
"""What a download is called, by file name."""


def jenis_media(nama: str) -> str:
    """The media type of a file name, `application/octet-stream` for an unknown suffix."""
    return JENIS_MEDIA.get(PurePosixPath(nama).suffix, "application/octet-stream")


def judul_unduhan(nama: str) -> str:
    """What a download is called; its file name when nothing better is known."""
    return JUDUL_UNDUHAN.get(PurePosixPath(nama).name, PurePosixPath(nama).name)


def nama_pemilik(bahan: Bahan) -> str:
    """Whose list it is: the institution, or one office of it."""
    return bahan.nama_opd.get(bahan.opd, bahan.opd) if bahan.opd else bahan.revisi.kepala["lembaga"]["nama"]


def judul_daftar(bahan: Bahan) -> str:
    """Title of the list without its edition; a draft says so."""
    draf = "DRAF " if bahan.pengesahan is None else ""
    return f"{draf}Daftar Informasi Publik {nama_pemilik(bahan)}"


def uraian_daftar(bahan: Bahan) -> str:
    """What the list is, in two sentences: edition, counts, who ratified it and when."""
    sah = bahan.pengesahan
    jumlah = ", ".join(f"{tulis_angka(bahan.jumlah[k])} {NAMA_KATEGORI_PENDEK[k].lower()}" for k in KATEGORI_TERBIT)
    isi = (
        f"Edisi {tulis_periode(bahan.revisi.kepala['periode'])}: {tulis_angka(len(bahan.baris))} informasi ({jumlah})."
    )
    if sah is None:
        return f"{isi} Draf, belum disahkan."
    return f"{isi} Disahkan oleh {sah.atasan.nama} pada {tulis_iso(sah.atasan.waktu)}."


def waktu_rilis(bahan: Bahan) -> str:
    """The release time (ISO with zone); of a draft the first moment of its periode. Never the clock."""
    return bahan.pengesahan.waktu_rilis if bahan.pengesahan else f"{bahan.revisi.kepala['periode']}-01T00:00:00{ZONA}"


def rentang_periode(periode: str) -> tuple[str, str]:
    """First and last day of a periode as ISO dates: `2026-11` → (`2026-11-01`, `2026-11-30`)."""
    tahun, bulan = (int(x) for x in periode.split("-"))
    return f"{periode}-01", f"{periode}-{calendar.monthrange(tahun, bulan)[1]:02d}"


def alamat_dasar(bahan: Bahan) -> str:
    """Public address of *this* site with a slash at its end; empty when unknown.

    Of an office's own small site only the office knows the address: what it names there stays relative.
    """
    return "" if bahan.opd else bahan.situs


def pengenal(bahan: Bahan, *bagian: str) -> str:
    """A permanent name (`urn:uuid:…`, RFC 9562 version 5) of something in the list of this institution.

    It follows from the institution and `bagian` alone, so it survives a new address of the site and a new release.
    """
    nama = "/".join(("dip", bahan.revisi.kepala["lembaga"]["kode"], bahan.opd, *bagian))
    return uuid.uuid5(uuid.NAMESPACE_URL, nama).urn
