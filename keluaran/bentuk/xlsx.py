"""`data/dip.xlsx`: the public list as a workbook, one sheet per category and a recapitulation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from dip.entri import KATEGORI_TERBIT, KOLOM_TERBIT, NAMA_KATEGORI, NAMA_KATEGORI_PENDEK
from dip.lembar_nilai import NAMA_BENTUK
from dip.sampah import tanpa_sapu
from keluaran.bentuk.buku import Buku, Kolom, Sel
from keluaran.bentuk.dasar import JUDUL_KOLOM, Bahan, BarisTerbit
from keluaran.bentuk.dataset import nama_pemilik
from keluaran.templat.ejaan import tulis_angka, tulis_iso, tulis_periode, tulis_tanggal

LEBAR: dict[str, float] = {
    "kode": 18,
    "nomor": 7,
    "opd": 26,
    "unit_kerja": 22,
    "judul": 42,
    "ringkasan": 50,
    "kategori": 13,
    "kelompok": 22,
    "pejabat_penguasa": 28,
    "penanggung_jawab": 28,
    "waktu_teks": 18,
    "tempat": 18,
    "bentuk": 18,
    "jenis_media": 18,
    "retensi_teks": 22,
    "tautan": 40,
    "satu_data_id": 20,
    "tanggal_pemutakhiran": 16,
    "edisi": 12,
}
"""Column widths in characters."""

PERINGATAN_DRAF = "DRAF: belum disahkan, bukan untuk disebarluaskan"


def tanggal_buku(periode: str) -> datetime:
    """The fixed creation date of a workbook: the first day of its periode (the file must not know the clock)."""
    tahun, bulan = periode.split("-")
    return datetime(int(tahun), int(bulan), 1)  # noqa: DTZ001 - xlsx stores a local wall time without zone


def sel_baris(baris: BarisTerbit, nama_opd: dict[str, str]) -> list[Sel]:
    """One published row as cells, in the order of the whitelist; words instead of codes."""
    isi = cast("dict[str, Any]", baris)
    hasil: list[Sel] = []
    for k in KOLOM_TERBIT:
        nilai = isi[k]
        if k == "opd":
            nilai = nama_opd.get(nilai, nilai)
        elif k == "kategori":
            nilai = NAMA_KATEGORI_PENDEK[nilai]
        elif k == "bentuk":
            nilai = ", ".join(NAMA_BENTUK.get(b, b) for b in nilai)
        elif isinstance(nilai, list):
            nilai = "\n".join(nilai)
        hasil.append(nilai)
    return hasil


def keterangan_sah(bahan: Bahan) -> list[tuple[str, str]]:
    """The lines above a table: title, edition, and who ratified (or that this is a draft)."""
    kepala, sah = bahan.revisi.kepala, bahan.pengesahan
    baris = [
        ("judul", f"Daftar Informasi Publik {nama_pemilik(bahan)}"),
        ("catatan", f"Edisi {tulis_periode(kepala['periode'])} ({kepala['kode']})"),
    ]
    if sah is None:
        return [*baris, ("peringatan", PERINGATAN_DRAF)]
    nomor = f"Nomor {sah.nomor}" if sah.nomor else "Nomor menunggu dicatat"
    tanggal = f", tanggal {tulis_tanggal(sah.tanggal)}" if sah.tanggal else ""
    return [
        *baris,
        ("catatan", f"Disahkan oleh {sah.atasan.nama}, {sah.atasan.jabatan_lengkap}, {tulis_iso(sah.atasan.waktu)}"),
        ("catatan", nomor + tanggal),
    ]


def _rekap(buku: Buku, bahan: Bahan) -> None:
    """The recapitulation: one row per office, one column per category, and the total."""
    kolom = [
        Kolom("No", 6),
        Kolom("Perangkat daerah", 52),
        *(Kolom(NAMA_KATEGORI_PENDEK[k], 14) for k in KATEGORI_TERBIT),
        Kolom("Jumlah", 12),
        Kolom("Keterangan", 44),
    ]
    baris: list[Sequence[Sel]] = []
    for i, u in enumerate(bahan.unit, 1):
        catatan = f"memakai data edisi {tulis_periode(u.edisi_data)}" if u.edisi_data else ""
        if u.tanpa_data:
            catatan = "belum menyampaikan data"
        baris.append([i, u.nama, *(u.jumlah[k] for k in KATEGORI_TERBIT), u.total, catatan])
    total = sum(bahan.jumlah.values())
    baris.append(["", "Jumlah", *(bahan.jumlah[k] for k in KATEGORI_TERBIT), total, ""])
    di_atas = [*keterangan_sah(bahan), ("catatan", f"{tulis_angka(total)} informasi")]
    buku.tabel("Rekap", kolom, baris, di_atas)


def lembar_kategori(buku: Buku, bahan: Bahan) -> None:
    """One sheet per category with all published columns."""
    kolom = [Kolom(JUDUL_KOLOM[k], LEBAR[k]) for k in KOLOM_TERBIT]
    nama_opd = bahan.nama_opd
    for k in KATEGORI_TERBIT:
        isi = (sel_baris(b, nama_opd) for b in bahan.baris if b["kategori"] == k)
        di_atas = [("judul", NAMA_KATEGORI[k])]
        if bahan.pengesahan is None:
            di_atas.append(("peringatan", PERINGATAN_DRAF))
        buku.tabel(NAMA_KATEGORI_PENDEK[k], kolom, isi, di_atas)


@tanpa_sapu()
def tulis_xlsx(bahan: Bahan) -> bytes:
    """The public workbook: `Rekap`, then one sheet per category."""
    kepala = bahan.revisi.kepala
    judul = f"Daftar Informasi Publik {nama_pemilik(bahan)}, edisi {tulis_periode(kepala['periode'])}"
    if bahan.pengesahan is None:
        judul = f"DRAF {judul}"
    buku = Buku(judul, kepala["lembaga"]["nama"], tanggal_buku(kepala["periode"]))
    _rekap(buku, bahan)
    lembar_kategori(buku, bahan)
    return buku.simpan()
