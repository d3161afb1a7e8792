"""Lembar koreksi: what an official returned, line by line, and how each was answered (SOP step 4, domain.md §6.4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from dip.lembar_koreksi import NAMA_CARA_KOREKSI, NAMA_TINDAK, BarisTercatat, LembarKoreksi
from dip.pdp import samarkan
from dip.pengaturan import NAMA_PERAN, Lembaga
from dip.revisi import Revisi
from dip.sidik import nomor_draf
from keluaran.bentuk.dasar import JUDUL_KOLOM
from keluaran.surat import bagian as s
from keluaran.surat.naskah import BarisRinci, Judul, KolomTabel, Naskah, Paragraf, Rincian, Tabel, TandaTangan
from keluaran.templat.ejaan import tulis_iso

KOLOM = (
    KolomTabel("No", 8, "kanan"),
    KolomTabel("Kode", 28),
    KolomTabel("OPD", 32),
    KolomTabel("Kolom", 25),
    KolomTabel("Tertulis", 40),
    KolomTabel("Seharusnya", 40),
    KolomTabel("Alasan", 38),
    KolomTabel("Tindak lanjut", 34),
    KolomTabel("Petugas", 20),
    KolomTabel("Tanggal", 18),
    KolomTabel("Status", 16),
)
"""The eleven columns of domain.md §6.4, widths in millimetres."""


def tanggal_pendek(waktu: str) -> str:
    """An ISO moment as `21-11-2026`; text that is no moment stays as it is."""
    try:
        return f"{datetime.fromisoformat(waktu):%d-%m-%Y}"
    except ValueError:
        return waktu


def _tindak(b: BarisTercatat) -> tuple[str, str]:
    """How a line was answered, and its state."""
    if b.jawab is None:
        return "", "Terbuka"
    bagian = (NAMA_TINDAK[b.jawab.tindak], NAMA_CARA_KOREKSI[b.jawab.cara], samarkan(b.jawab.tanggapan))
    return "\n".join(x for x in bagian if x), "Selesai"


def baris_lembar(lembar: LembarKoreksi, opd: Mapping[str, str], nama: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """The lines as printed. `opd` names offices by code, `nama` officials by login; both fall back to the code."""
    hasil = []
    for b in lembar.baris:
        x = b.isi
        tindak, status = _tindak(b)
        hasil.append(
            (
                str(b.urut),
                x.kode or "semua butir",
                opd.get(x.opd, x.opd) or "seluruh draf",
                JUDUL_KOLOM.get(x.kolom, x.kolom) or "butir seluruhnya",
                samarkan(x.tertulis),
                samarkan(x.seharusnya),
                samarkan(x.alasan),
                tindak,
                nama.get(b.jawab.oleh, b.jawab.oleh) if b.jawab else "",
                tanggal_pendek(b.jawab.waktu) if b.jawab else "",
                status,
            )
        )
    return tuple(hasil)


def lembar_koreksi(
    lembar: LembarKoreksi,
    revisi: Revisi,
    lembaga: Lembaga,
    waktu: datetime,
    *,
    nama: Mapping[str, str] | None = None,
    petugas: s.Penanda = None,
) -> Naskah:
    """One sheet with its answers so far. `revisi` may be the returned draft or a later one of the same edition: only
    the edition and the names of the offices are taken from it. `nama` gives officials' names by login.
    """
    k = revisi.kepala
    opd = {p["opd"]: p["nama"] for p in revisi.papan}
    korektor, asal = lembar.korektor, lembar.asal
    dipenuhi = sum(1 for b in lembar.baris if b.jawab and b.jawab.tindak == "dipenuhi")
    ditolak = sum(1 for b in lembar.baris if b.jawab and b.jawab.tindak == "ditolak")
    kotak_korektor = s.kotak(
        korektor, asal, atas=("Korektor,",), ruang=f"dengan kode persetujuan, {s.waktu_tanda(korektor)}"
    )
    kotak_petugas = s.kotak(petugas, "petugas", atas=("Ditindaklanjuti oleh,",), ruang="(ttd)")
    return Naskah(
        jenis="lembar_koreksi",
        nama=f"lembar-koreksi-{lembar.nomor:02d}",
        judul=f"Lembar Koreksi Nomor {lembar.nomor} DIP {lembaga.nama_pendek} {s.edisi_baca(k['periode'])}",
        kop=s.kop_atasan(lembaga, korektor) if asal == "atasan" else s.kop_unit(lembaga),
        blok=(
            Judul(
                (f"LEMBAR KOREKSI NOMOR {lembar.nomor}", "DAFTAR INFORMASI PUBLIK"),
                (f"{lembaga.nama_pendek} {s.edisi_baca(k['periode'])}",),
            ),
            Rincian(
                (
                    BarisRinci("Edisi", k["kode"]),
                    BarisRinci("Draf", f"ronde {lembar.ronde}, nomor draf {nomor_draf(lembar.sidik)}"),
                    BarisRinci("Sidik (SHA-256)", lembar.sidik, sidik=True),
                    BarisRinci("Tanggal", tulis_iso(lembar.dibuat)),
                    BarisRinci("Korektor", f"{korektor.nama}, {korektor.jabatan_lengkap} ({NAMA_PERAN[asal]})"),
                    BarisRinci("Alasan", samarkan(lembar.alasan) or "-"),
                )
            ),
            Tabel(KOLOM, baris_lembar(lembar, opd, nama or {}), huruf=8),
            Paragraf(
                f"{len(lembar.baris)} baris: {dipenuhi} dipenuhi, {ditolak} ditolak dengan alasan, "
                f"{len(lembar.terbuka)} terbuka. Draf baru dapat diajukan setelah tidak ada baris yang terbuka.",
                rata="kiri",
            ),
            TandaTangan((kotak_petugas, kotak_korektor)),
        ),
        kaki=s.kaki(f"Lembar koreksi nomor {lembar.nomor}", k["kode"], lembar.sidik),
        waktu=waktu,
        pengarang=lembaga.unit_ppid,
        contoh=lembaga.contoh,
        melintang=True,
    )
