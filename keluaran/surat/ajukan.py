"""Nota pengajuan: petugas submits a draft to the PPID with what he needs to know to decide (SOP step 4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from dip.aturan.daftar import aturan_untuk
from dip.lembar_koreksi import LembarKoreksi
from dip.pdp import samarkan
from dip.pengaturan import Lembaga
from dip.pesan import kalimat, kalimat_sebab, langkah
from dip.revisi import Revisi
from keluaran.bentuk.dasar import JUDUL_KOLOM, TANPA_KIRIMAN, Bahan, susun_bahan
from keluaran.surat import bagian as s
from keluaran.surat.naskah import (
    BarisRinci,
    Blok,
    Butir,
    Garis,
    Judul,
    KolomTabel,
    Naskah,
    Paragraf,
    Rincian,
    Tabel,
    TandaTangan,
)
from keluaran.templat.ejaan import tulis_angka, tulis_periode, tulis_tanggal

UBAHAN_MAKS = 60
"""Changed items listed in the note; the rest is counted, and stands in full in the draft workbook."""

TEKS_MAKS = 160
"""Characters of a title or value in a table of the note."""


def _ringkas(teks: str) -> str:
    """Masked, on one line and short enough for a table; a cut is visible."""
    teks = " ".join(samarkan(teks).split())
    return teks if len(teks) <= TEKS_MAKS else f"{teks[: TEKS_MAKS - 1]}…"


def baris_perubahan(bahan: Bahan) -> Iterator[tuple[str, str, str, str]]:
    """What differs from the live edition: kind, code, office, title and columns. Withdrawn items come first."""
    p, nama = bahan.revisi.perubahan, bahan.nama_opd
    for u in p["dicabut"]:
        yield "Dicabut", u["kode"], nama.get(u["opd"], u["opd"]), _ringkas(u["judul"])
    for u in p["diubah"]:
        kolom = "; ".join(
            f"{JUDUL_KOLOM.get(k, k)}: {_ringkas(v[0]) or '(kosong)'} → {_ringkas(v[1]) or '(kosong)'}"
            for k, v in sorted(u["kolom"].items())
            if len(v) == 2
        )
        yield "Diubah", u["kode"], nama.get(u["opd"], u["opd"]), f"{_ringkas(u['judul'])}\n{kolom}"
    judul = {b["kode"]: b for b in bahan.baris}
    for kode in p["baru"]:
        if b := judul.get(kode):
            yield "Baru", kode, nama.get(b["opd"], b["opd"]), _ringkas(b["judul"])


def _perubahan(bahan: Bahan) -> list[Blok]:
    p = bahan.revisi.perubahan
    hitung = (
        f"{tulis_angka(len(p['baru']))} baru, {tulis_angka(len(p['diubah']))} diubah, "
        f"{tulis_angka(len(p['dicabut']))} dicabut, {tulis_angka(p['tetap'])} tetap."
    )
    if not bahan.revisi.kepala["periode_hidup"]:
        return [Paragraf("Perubahan", tebal=True), Paragraf("Edisi pertama: semua informasi baru.")]
    blok: list[Blok] = [Paragraf("Perubahan terhadap edisi yang terbit", tebal=True), Paragraf(hitung)]
    baris = list(baris_perubahan(bahan))
    if baris:
        kolom = (KolomTabel("Jenis", 17), KolomTabel("Kode", 34), KolomTabel("Perangkat daerah", 36))
        blok.append(
            Tabel((*kolom, KolomTabel("Judul dan kolom yang berubah", 78)), tuple(baris[:UBAHAN_MAKS]), huruf=8.5)
        )
    if (sisa := len(baris) - UBAHAN_MAKS) > 0:
        blok.append(Paragraf(f"Masih ada {tulis_angka(sisa)} perubahan; daftar lengkap ada di buku kerja draf."))
    return blok


def _papan(revisi: Revisi) -> list[Blok]:
    """Offices from which nothing usable came, and what is used instead."""
    baris = [
        (
            p["nama"] or p["opd"],
            f"data edisi {tulis_periode(p['edisi_data'])}" if p["edisi_data"] else "tidak ada",
            samarkan(kalimat_sebab(p["sebab"], p["rincian"])) if p["sebab"] else "",
        )
        for p in revisi.papan
        if p["hasil"] in TANPA_KIRIMAN
    ]
    judul = Paragraf("Perangkat daerah yang belum menyampaikan", tebal=True)
    if not baris:
        return [judul, Paragraf("Semua perangkat daerah menyampaikan data yang dapat dipakai.")]
    kolom = (KolomTabel("Perangkat daerah", 60), KolomTabel("Data yang dipakai", 35), KolomTabel("Sebab", 70))
    return [judul, Tabel(kolom, tuple(baris))]


def _tertahan(revisi: Revisi) -> list[Blok]:
    """Held and excluded rows per office; only counted, never quoted."""
    baris = [
        (p["nama"] or p["opd"], tulis_angka(p["ditahan"]), tulis_angka(p["dik"]))
        for p in revisi.papan
        if p["ditahan"] or p["dik"]
    ]
    if not baris:
        return []
    baris.append(("Jumlah", tulis_angka(len(revisi.ditahan)), tulis_angka(len(revisi.dik))))
    kolom = (
        KolomTabel("Perangkat daerah", 95),
        KolomTabel("Ditahan", 35, "kanan"),
        KolomTabel("Usul dikecualikan", 35, "kanan"),
    )
    return [Paragraf("Baris yang tidak ikut terbit", tebal=True), Tabel(kolom, tuple(baris), jumlah=True)]


def _temuan(revisi: Revisi) -> list[Blok]:
    """Findings that ask for something, by code, the most frequent first, each with one of them in words."""
    berat = [t for t in revisi.temuan if aturan_untuk(t).keparahan in ("tolak", "wajib")]
    hitung = Counter(t.kode for t in berat)
    contoh = {t.kode: _ringkas(kalimat(t)) for t in reversed(berat)}
    if not hitung:
        return []
    baris = tuple(
        (kode, tulis_angka(n), contoh[kode], langkah(kode))
        for kode, n in sorted(hitung.items(), key=lambda x: (-x[1], x[0]))
    )
    kolom = (
        KolomTabel("Kode", 18),
        KolomTabel("Jumlah", 16, "kanan"),
        KolomTabel("Contoh", 76),
        KolomTabel("Yang perlu dilakukan", 55),
    )
    return [Paragraf("Temuan yang perlu diperbaiki", tebal=True), Tabel(kolom, baris)]


def hal_terbuka(
    revisi: Revisi, lembar: Sequence[LembarKoreksi] = (), nama: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """What the PPID decides with his putusan beside the list itself, each point with its number."""
    opd = {p["opd"]: p["nama"] for p in revisi.papan}
    n_ditahan, n_dik = len(revisi.ditahan), len(revisi.dik)
    butir = []
    if n_ditahan:
        butir.append(f"{tulis_angka(n_ditahan)} baris ditahan, tidak terbit sampai diperbaiki perangkat daerahnya.")
    if n_dik:
        butir.append(f"{tulis_angka(n_dik)} baris diusulkan dikecualikan; mohon diputuskan uji konsekuensinya.")
    if revisi.koreksi:
        butir.append(f"{tulis_angka(len(revisi.koreksi))} nilai dibetulkan dengan berkas koreksi yang sudah ditinjau.")
    for k in revisi.kesampingan:
        alasan = samarkan(k["alasan"]) or "tidak disebut"
        butir.append(
            f"Temuan {k['kode']} pada {opd.get(k['opd'], k['opd'])} ({k['jumlah']} temuan) dikesampingkan oleh "
            f"{(nama or {}).get(k['oleh'], k['oleh'])} sampai {tulis_tanggal(k['sampai'])}, alasan: {alasan}."
        )
    for x in lembar:
        tindak = Counter(b.jawab.tindak for b in x.baris if b.jawab)
        butir.append(
            f"Lembar koreksi nomor {x.nomor} (ronde {x.ronde}): {tindak['dipenuhi']} baris dipenuhi, "
            f"{tindak['ditolak']} ditolak dengan alasan, {len(x.terbuka)} masih terbuka."
        )
    return tuple(butir)


def nota_pengajuan(
    revisi: Revisi,
    lembaga: Lembaga,
    petugas: s.Penanda,
    ppid: s.Penanda,
    waktu: datetime,
    *,
    kepala_jejak: str = "",
    lembar: Sequence[LembarKoreksi] = (),
    pertanyaan: Sequence[str] = (),
    nama: Mapping[str, str] | None = None,
    nomor: str = "",
    tanggal: str = "",
) -> Naskah:
    """The note that submits a draft to the PPID. `lembar` are sheets of earlier rounds, `pertanyaan` open questions,
    `nama` officials' names by login.

    Foreign values are masked. Raises BentukGalat when the revisi contradicts itself.
    """
    bahan = susun_bahan(revisi, None)
    k = revisi.kepala
    edisi = s.edisi_baca(k["periode"])
    hal = f"Pengajuan draf Daftar Informasi Publik {edisi} untuk dikoreksi"
    dari, kepada = s.tanda(petugas, "petugas"), s.tanda(ppid, "ppid")
    terbuka = (*hal_terbuka(revisi, lembar, nama), *map(samarkan, pertanyaan))
    blok: list[Blok] = [
        Judul(("NOTA DINAS",)),
        Rincian(
            (
                BarisRinci("Kepada Yth.", f"{kepada.jabatan_lengkap} selaku PPID"),
                BarisRinci("Dari", dari.jabatan_lengkap),
                BarisRinci("Tanggal", s.tanggal_atau_isian(tanggal)),
                BarisRinci("Nomor", s.atau_isian(nomor)),
                BarisRinci("Sifat", "Biasa"),
                BarisRinci("Lampiran", "1 (satu) berkas draf"),
                BarisRinci("Hal", hal),
            )
        ),
        Garis(),
        Paragraf(
            f"Bersama ini kami ajukan draf Daftar Informasi Publik (DIP) {lembaga.nama_pendek} {edisi} yang disusun "
            f"dari data {len(revisi.papan)} perangkat daerah, untuk dikoreksi atau disetujui.",
            inden=True,
        ),
        s.rincian_draf(revisi, kepala_jejak),
        Paragraf("Jumlah informasi", tebal=True),
        s.tabel_kategori(bahan),
        *_perubahan(bahan),
        *_papan(revisi),
        *_tertahan(revisi),
        *_temuan(revisi),
        Paragraf("Hal yang mohon diperhatikan", tebal=True),
        Butir(terbuka) if terbuka else Paragraf("Tidak ada."),
        Paragraf(
            "Keputusan diberikan di pratinjau draf. Bila ada koreksi, draf dikembalikan kepada petugas dengan lembar "
            "koreksi.",
            inden=True,
        ),
        TandaTangan((s.kotak(petugas, "petugas", ruang="(ttd)"),)),
    ]
    return Naskah(
        jenis="nota_pengajuan",
        nama=f"nota-pengajuan-v{k['ronde']:02d}",
        judul=f"{hal}, {lembaga.nama_pendek}",
        kop=s.kop_unit(lembaga),
        blok=tuple(blok),
        kaki=s.kaki("Nota pengajuan", k["kode"], revisi.sidik),
        waktu=waktu,
        pengarang=lembaga.unit_ppid,
        contoh=lembaga.contoh,
    )
