"""The summary that an official signs: totals, who is missing, and the digests that bind the full list to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dip.entri import KATEGORI_TERBIT, NAMA_KATEGORI, NAMA_KATEGORI_PENDEK
from dip.jam import nama_periode
from dip.pengaturan import NAMA_CARA, Kertas
from dip.sidik import nomor_draf, sha256
from keluaran.bentuk.dasar import Bahan
from keluaran.cetak.kepala import (
    baris_judul,
    bawah_judul,
    catatan,
    edisi_baca,
    kerangka,
    kop,
    sebut_tertinggal,
    tanda,
    tanggal_sah,
    teks,
)
from keluaran.cetak.susun import HURUF_BAGIAN
from keluaran.surat.bagian import keterangan_unit
from keluaran.templat.ejaan import tulis_angka, tulis_tanggal, tulis_ukuran

_KIRI, _KANAN = "kiri", "kanan"


def _tabel(
    judul: str, kolom: Sequence[tuple[str, float, str]], baris: Sequence[Sequence[Any]], *, jumlah: bool = False
) -> dict[str, Any]:
    """A table for the template; a cell that is a list of one text is a digest, printed in equal letters."""
    return {
        "judul": judul,
        "kepala": [k[0] for k in kolom],
        "lebar": [k[1] for k in kolom],
        "rata": [k[2] for k in kolom],
        "baris": [[teks(s) if isinstance(s, str) else s for s in b] for b in baris],
        "jumlah": jumlah,
    }


def data_ringkasan(bahan: Bahan, berkas: Mapping[str, bytes], kertas: Kertas) -> dict[str, Any]:
    """Data of the template `ringkasan.typ`."""
    sah = bahan.pengesahan
    penutup = [*catatan(bahan), *(teks(t) for t in _belum(bahan))]
    return {
        **kerangka(bahan, f"Ringkasan Daftar Informasi Publik {edisi_baca(bahan)}", kertas, tegak=True),
        "kop": kop(bahan),
        "baris-judul": baris_judul(bahan, "RINGKASAN DAFTAR INFORMASI PUBLIK"),
        "bawah-judul": bawah_judul(bahan),
        "pembuka": [teks(_pembuka(bahan))],
        "rincian": [[teks(b[0]), *b[1:]] for b in _rincian(bahan)],
        "tabel": [_kategori(bahan), _per_unit(bahan)],
        "penutup": penutup,
        "lampiran": _berkas(berkas),
        "pengikat": teks(_pengikat(bahan)),
        "tanda": tanda(bahan, ruang=24, kosong=sah is not None),
    }


def _pembuka(bahan: Bahan) -> str:
    jumlah = tulis_angka(sum(bahan.jumlah.values()))
    nama = bahan.revisi.kepala["lembaga"]["nama"]
    milik = f"{bahan.unit[0].nama}, {nama}," if bahan.opd and bahan.unit else nama
    return (
        f"Daftar Informasi Publik {milik} edisi {nama_periode(bahan.revisi.kepala['periode'])} memuat {jumlah} "
        "informasi. Daftar lengkapnya menjadi lampiran yang tidak terpisahkan dari ringkasan ini; lampiran itu "
        "dikenali dari sidik (SHA-256) di bawah dan dapat diperiksa siapa pun dengan menghitungnya kembali."
    )


def _pengikat(bahan: Bahan) -> str:
    """The line that stands above the signatures on their page: they never stand alone."""
    jumlah = tulis_angka(sum(bahan.jumlah.values()))
    sah = bahan.pengesahan
    return f"Jumlah seluruhnya {jumlah} informasi." + (f" Sidik edisi: {sah.sidik}" if sah else "")


def _rincian(bahan: Bahan) -> list[list[str]]:
    """Labels and values; a third element marks a digest."""
    k, sah = bahan.revisi.kepala, bahan.pengesahan
    dasar = [["Edisi", teks(f"{k['kode']} ({nama_periode(k['periode'])})")]]
    if sah is None:
        return [*dasar, ["Nomor draf", nomor_draf(bahan.revisi.sidik)]]
    nomor = sah.nomor or "menunggu dicatat"
    return [
        *dasar,
        ["Nomor, tanggal", teks(f"{nomor}, {tulis_tanggal(tanggal_sah(bahan))}")],
        ["Cara pengesahan", teks(NAMA_CARA[sah.mode])],
        ["Sidik edisi", sah.sidik, "sidik"],
        ["Kepala jejak", sah.kepala_jejak, "sidik"],
    ]


def _kategori(bahan: Bahan) -> dict[str, Any]:
    huruf = dict(zip(KATEGORI_TERBIT, HURUF_BAGIAN, strict=True))
    baris = [[f"{huruf[k]}. {NAMA_KATEGORI[k]}", tulis_angka(bahan.jumlah[k])] for k in KATEGORI_TERBIT]
    baris.append(["Jumlah", tulis_angka(sum(bahan.jumlah.values()))])
    return _tabel("Jumlah per kategori", [("Kategori", 130, _KIRI), ("Jumlah", 30, _KANAN)], baris, jumlah=True)


def _berkas(berkas: Mapping[str, bytes]) -> list[dict[str, Any]]:
    """The digests of the full list."""
    baris = [[n, tulis_ukuran(len(isi)), [sha256(isi)]] for n, isi in sorted(berkas.items())]
    kolom = [("Berkas", 37, _KIRI), ("Ukuran", 17, _KANAN), ("SHA-256", 106, _KIRI)]
    return [_tabel("Daftar lengkap (lampiran)", kolom, baris)] if baris else []


def _per_unit(bahan: Bahan) -> dict[str, Any]:
    kolom = [
        ("No", 9.0, _KANAN),
        ("Perangkat daerah", 58.0, _KIRI),
        *((NAMA_KATEGORI_PENDEK[k], 17.0, _KANAN) for k in KATEGORI_TERBIT),
        ("Jumlah", 16.0, _KANAN),
        ("Keterangan", 36.0, _KIRI),
    ]
    baris = [
        [
            str(n),
            u.nama,
            *(tulis_angka(u.jumlah[k]) for k in KATEGORI_TERBIT),
            tulis_angka(u.total),
            keterangan_unit(u.edisi_data, tanpa_data=u.tanpa_data),
        ]
        for n, u in enumerate(bahan.unit, 1)
    ]
    jumlah = [tulis_angka(bahan.jumlah[k]) for k in KATEGORI_TERBIT]
    baris.append(["", "Jumlah", *jumlah, tulis_angka(sum(bahan.jumlah.values())), ""])
    return _tabel("Jumlah per perangkat daerah", kolom, baris, jumlah=True)


def _belum(bahan: Bahan) -> list[str]:
    """Who is missing, by name."""
    lama, tanpa = sebut_tertinggal(bahan)
    hasil = [f"Memakai data edisi sebelumnya: {lama}."] if lama else []
    hasil += [f"Belum menyampaikan data: {tanpa}."] if tanpa else []
    return hasil or ["Semua perangkat daerah sudah menyampaikan datanya."]
