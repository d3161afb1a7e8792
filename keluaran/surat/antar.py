"""Nota pengantar: the PPID hands an approved draft to the Atasan PPID for ratification (domain.md §6.3 B step 8)."""

from __future__ import annotations

from datetime import datetime

from dip.pengaturan import NAMA_CARA, CaraPengesahan, Lembaga
from dip.revisi import Revisi
from keluaran.bentuk.dasar import susun_bahan
from keluaran.surat import bagian as s
from keluaran.surat.minta import belum_menyampaikan
from keluaran.surat.naskah import BarisRinci, Blok, Butir, Garis, Judul, Naskah, Paragraf, Rincian, TandaTangan
from keluaran.templat.ejaan import tulis_angka, tulis_iso

NAMA_SEBUT = 10
"""Offices named in a sentence; more of them are counted."""


def _cara(cara: CaraPengesahan) -> str:
    """What the Atasan has to do."""
    if cara == "kode":
        return "Pengesahan diberikan di pratinjau draf dengan kode persetujuan pribadi Atasan PPID."
    if cara == "tanda_tangan_elektronik":
        return "Pengesahan diberikan dengan tanda tangan elektronik tersertifikasi pada berkas PDF lembar pengesahan."
    return "Pengesahan diberikan dengan tanda tangan dan cap basah pada cetakan lembar pengesahan."


def _pokok(revisi: Revisi) -> tuple[str, ...]:
    """What the Atasan should know before he signs."""
    p = revisi.perubahan
    butir = []
    if revisi.kepala["periode_hidup"]:
        butir.append(
            f"Dibandingkan dengan edisi yang terbit: {tulis_angka(len(p['baru']))} informasi baru, "
            f"{tulis_angka(len(p['diubah']))} diubah, {tulis_angka(len(p['dicabut']))} dicabut."
        )
    belum = belum_menyampaikan(revisi)
    if belum:
        lain = f", dan {len(belum) - NAMA_SEBUT} lainnya" if len(belum) > NAMA_SEBUT else ""
        butir.append(
            f"{len(belum)} dari {len(revisi.papan)} perangkat daerah belum menyampaikan data yang dapat dipakai: "
            f"{', '.join(belum[:NAMA_SEBUT])}{lain}."
        )
    else:
        butir.append(f"Semua {len(revisi.papan)} perangkat daerah menyampaikan data yang dapat dipakai.")
    if revisi.ditahan or revisi.dik:
        butir.append(
            f"{tulis_angka(len(revisi.ditahan))} baris ditahan dan {tulis_angka(len(revisi.dik))} baris diusulkan "
            "dikecualikan; semuanya tidak ikut terbit."
        )
    return tuple(butir)


def nota_atasan(
    revisi: Revisi,
    lembaga: Lembaga,
    ppid: s.Penanda,
    atasan: s.Penanda,
    cara: CaraPengesahan,
    waktu: datetime,
    *,
    kepala_jejak: str = "",
    nomor: str = "",
    tanggal: str = "",
) -> Naskah:
    """The note from the PPID to the Atasan PPID that goes with the konsep SK and the lembar pengesahan.

    Raises BentukGalat when the revisi contradicts itself.
    """
    bahan = susun_bahan(revisi, None)
    k = revisi.kepala
    edisi = s.edisi_baca(k["periode"])
    hal = f"Permohonan pengesahan Daftar Informasi Publik {edisi}"
    dari, kepada = s.tanda(ppid, "ppid"), s.tanda(atasan, "atasan")
    setuju = f" pada {tulis_iso(dari.waktu)}" if dari.waktu else ""
    blok: list[Blok] = [
        Judul(("NOTA DINAS",)),
        Rincian(
            (
                BarisRinci("Kepada Yth.", f"{kepada.jabatan_lengkap} selaku Atasan PPID"),
                BarisRinci("Dari", f"{dari.jabatan_lengkap} selaku PPID"),
                BarisRinci("Tanggal", s.tanggal_atau_isian(tanggal)),
                BarisRinci("Nomor", s.atau_isian(nomor)),
                BarisRinci("Sifat", "Penting"),
                BarisRinci("Lampiran", "3 (tiga) berkas"),
                BarisRinci("Hal", hal),
            )
        ),
        Garis(),
        Paragraf(
            f"Dengan hormat kami sampaikan draf Daftar Informasi Publik (DIP) {lembaga.nama_pendek} {edisi} yang telah "
            f"dikoreksi dan disetujui PPID{setuju}, untuk mendapat pengesahan Bapak/Ibu selaku Atasan PPID.",
            inden=True,
        ),
        s.rincian_draf(revisi, kepala_jejak),
        s.tabel_kategori(bahan),
        Paragraf("Hal yang perlu diketahui", tebal=True),
        Butir(_pokok(revisi)),
        Paragraf("Terlampir", tebal=True),
        Butir(
            (
                f"Lembar pengesahan dengan sidik draf (cara: {NAMA_CARA[cara]}).",
                "Konsep keputusan penetapan Daftar Informasi Publik.",
                "Draf Daftar Informasi Publik (buku kerja).",
            )
        ),
        Paragraf(
            f"{_cara(cara)} Sebelum mengesahkan, mohon nomor draf di atas dicocokkan dengan yang tampil di pratinjau. "
            "Bila ada yang belum tepat, draf dapat dikembalikan dengan menyebut alasannya.",
            inden=True,
        ),
        TandaTangan((s.kotak(ppid, "ppid"),)),
    ]
    return Naskah(
        jenis="nota_atasan",
        nama=f"nota-atasan-v{k['ronde']:02d}",
        judul=f"{hal}, {lembaga.nama_pendek}",
        kop=s.kop_unit(lembaga),
        blok=tuple(blok),
        kaki=s.kaki("Nota kepada Atasan PPID", k["kode"], revisi.sidik),
        waktu=waktu,
        pengarang=lembaga.unit_ppid,
        contoh=lembaga.contoh,
    )
