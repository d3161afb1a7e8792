"""A workbook per office with its bad links, the worst first: what to look at and what to do (`<DIP_DATA>/tautan/`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from dip.jam import ke_wib, tulis_waktu
from dip.normal.teks import tulis_tanggal
from dip.pdp import samarkan
from dip.pesan import kalimat
from dip.tautan import BERISI, KeadaanTautan
from dip.tautan_baris import TautanOpd
from dip.tautan_temuan import BarisBuruk, temuan_satu
from keluaran.bentuk.buku import Buku, Kolom

_SARAN: Mapping[str, str] = {
    BERISI: "Tarik dokumennya hari ini juga, hitamkan datanya, lalu unggah lagi.",
    "LNK-002": "Cari alamat dokumen yang sekarang, lalu ganti di tabel DIP.",
    "LNK-003": "Hubungi pengelola situs itu. Bila situsnya tidak dipakai lagi, ganti alamatnya.",
    "LNK-004": "Ubah izin berkas menjadi 'Siapa saja yang memiliki link', atau pindahkan ke situs resmi.",
    "LNK-005": "Ganti dengan alamat dokumennya sendiri.",
    "LNK-008": "Minta pengelola situs memasang sertifikat yang benar.",
}
_KOLOM = (
    Kolom("Tautan", 60),
    Kolom("Keadaan", 48),
    Kolom("Sejak", 18),
    Kolom("Yang dilakukan", 48),
    Kolom("Kode butir", 24),
    Kolom("Judul", 48),
    Kolom("Berkas", 28),
    Kolom("Lembar dan baris", 20),
)


def saran(kelas: str) -> str:
    """What an office does about a link of this class."""
    return _SARAN.get(kelas, "Periksa tautan itu.")


def sebut_keadaan(t: TautanOpd) -> str:
    """The sentence of a bad link, as findings say it, with what the server said."""
    teks = kalimat(temuan_satu(BarisBuruk(t.baris[0], t.keadaan)))
    return f"{teks} ({samarkan(t.keadaan.rincian)})" if t.keadaan.rincian and t.keadaan.kelas != BERISI else teks


def sejak(t: KeadaanTautan) -> str:
    """Since when, as people read it; empty where nobody knows."""
    return tulis_tanggal(t.sejak)


def buku_tautan(nama_opd: str, daftar: Sequence[TautanOpd], lembaga: str, waktu: datetime) -> bytes:
    """The workbook of one office as xlsx bytes; the same for equal arguments. One line per row and link."""
    buku = Buku(f"Tautan yang perlu diperbaiki: {nama_opd}", lembaga, ke_wib(waktu).replace(tzinfo=None, microsecond=0))
    atas = [
        ("judul", f"Tautan yang perlu diperbaiki: {nama_opd}"),
        ("catatan", f"Diperiksa {tulis_waktu(waktu)}. Perbaiki di tabel DIP, lalu kirim tabelnya seperti biasa."),
    ]
    baris = [
        (
            samarkan(t.keadaan.alamat),
            sebut_keadaan(TautanOpd(t.opd, t.keadaan, [e])),
            sejak(t.keadaan),
            saran(t.keadaan.kelas),
            e["kode"],
            samarkan(e["judul"] or e["ringkasan"]),
            samarkan(e["asal"]["nama_berkas"]),
            " · ".join(x for x in (samarkan(e["asal"]["lembar"]), f"baris {e['asal']['baris']}") if x),
        )
        for t in daftar
        for e in t.baris
    ]
    buku.tabel("Tautan", _KOLOM, baris, atas)
    return buku.simpan()


def simpan_buku(
    folder: Path, menurut_opd: Mapping[str, Sequence[TautanOpd]], nama: Mapping[str, str], lembaga: str, waktu: datetime
) -> list[Path]:
    """Write `<OPD>.xlsx` for every office with bad links, and take away those of offices that have none any more.

    `nama` are the names of all offices by code. Each file is whole from the moment it can be seen.
    """
    hasil = []
    for opd, daftar in menurut_opd.items():
        tempat = folder / f"{opd}.xlsx"
        sementara = folder / f".{opd}.xlsx.tulis"
        sementara.write_bytes(buku_tautan(nama.get(opd, opd), daftar, lembaga, waktu))
        sementara.replace(tempat)
        hasil.append(tempat)
    for opd in nama.keys() - menurut_opd.keys():
        (folder / f"{opd}.xlsx").unlink(missing_ok=True)
    return hasil
