"""Lembar pengesahan: the sheet on which the Atasan ratifies exactly one draft, named by its sidik (domain.md §6.4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from dip.pengaturan import NAMA_CARA, CaraPengesahan, Lembaga, Peran
from dip.revisi import Revisi, Tanda
from dip.sidik import nomor_draf
from dip.terbitan import SISTEM
from keluaran.bentuk.dasar import susun_bahan
from keluaran.surat import bagian as s
from keluaran.surat.naskah import (
    BarisRinci,
    Catatan,
    HalamanBaru,
    Judul,
    KotakTanda,
    Naskah,
    Qr,
    Rincian,
    TandaTangan,
)
from keluaran.templat.ejaan import tulis_tanggal

_KATA: dict[Peran, str] = {"petugas": "Disusun oleh", "ppid": "Disetujui oleh", "atasan": "Disahkan oleh"}


def _ruang(peran: Peran, t: Tanda, cara: CaraPengesahan) -> str:
    """What stands in the space for the signature: the decision that was made, or what has to be put there."""
    if peran == "atasan" and cara == "tanda_tangan_elektronik":
        return "(tanda tangan elektronik)"
    if peran == "atasan" and cara == "basah":
        return s.RUANG_BASAH
    return "dengan kode persetujuan" if t.waktu else "(menunggu kode persetujuan)"


def _kotak(siapa: s.Penanda, peran: Peran, cara: CaraPengesahan, tanggal: str) -> KotakTanda:
    """One of the three columns; the last line is its date."""
    t = s.tanda(siapa, peran)
    dasar = s.kotak(siapa, peran, atas=(_KATA[peran],), ruang=_ruang(peran, t, cara))
    if siapa == SISTEM:
        return dasar
    akhir = tulis_tanggal(tanggal) if peran == "atasan" and tanggal else s.waktu_tanda(t)
    return replace(dasar, bawah=(*dasar.bawah, akhir))


def lembar_pengesahan(
    revisi: Revisi,
    lembaga: Lembaga,
    petugas: s.Penanda,
    ppid: s.Penanda,
    atasan: s.Penanda,
    cara: CaraPengesahan,
    kepala_jejak: str,
    waktu: datetime,
    *,
    nomor: str = "",
    tanggal: str = "",
    tempat: str = "",
) -> Naskah:
    """The sheet of ratification: sidik in full and as QR, head of the journal, counts, three signatures.

    `kepala_jejak` is the 64 hex digits of the journal head when the sheet is made. A signed PDF of this sheet must hold
    the sidik and the code of the edition as text. Raises BentukGalat when the revisi contradicts itself.
    """
    bahan = susun_bahan(revisi, None)
    k = revisi.kepala
    edisi = s.edisi_baca(k["periode"])
    nomor_baca = nomor or (f"{s.ISIAN} (nomor menunggu)" if cara == "kode" else s.isian())
    judul = "LEMBAR PENGESAHAN"
    blok = (
        Judul((judul, "DAFTAR INFORMASI PUBLIK", f"{lembaga.nama_pendek} {edisi}".upper())),
        Rincian(
            (
                BarisRinci("Nomor", nomor_baca),
                BarisRinci("Tempat, tanggal", f"{tempat or lembaga.ibu_kota}, {tulis_tanggal(tanggal) or s.ISIAN}"),
                BarisRinci("Cara pengesahan", NAMA_CARA[cara]),
            )
        ),
        s.rincian_draf(revisi, kepala_jejak),
        Qr(
            revisi.sidik,
            (
                f"Nomor draf {nomor_draf(revisi.sidik)}",
                "Kode QR memuat sidik draf di atas, huruf demi huruf.",
                "Sidik adalah SHA-256 berkas revisi.json dalam arsip edisi ini; siapa pun dapat menghitungnya kembali.",
                "Kepala jejak mengunci semua catatan keputusan sampai lembar ini dibuat.",
            ),
        ),
        s.tabel_kategori(bahan),
        Catatan(s.cara_baca(cara, nomor)),
        TandaTangan(
            (
                _kotak(petugas, "petugas", cara, ""),
                _kotak(ppid, "ppid", cara, ""),
                _kotak(atasan, "atasan", cara, tanggal),
            ),
            bergaris=True,
        ),
        HalamanBaru(),
        Judul(("JUMLAH INFORMASI PER PERANGKAT DAERAH",), (f"Lampiran lembar pengesahan {k['kode']}",)),
        s.tabel_unit(bahan),
    )
    return Naskah(
        jenis="lembar_pengesahan",
        nama=f"lembar-pengesahan-v{k['ronde']:02d}",
        judul=f"Lembar Pengesahan Daftar Informasi Publik {lembaga.nama_pendek} {edisi}",
        kop=s.kop_atasan(lembaga, atasan),
        blok=blok,
        kaki=s.kaki("Lembar pengesahan", k["kode"], revisi.sidik),
        waktu=waktu,
        pengarang=lembaga.unit_ppid,
        contoh=lembaga.contoh,
    )
