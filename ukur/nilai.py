"""Judging and near-duplicates, against what an office's programmer would write with pandas and difflib.

Both sides see the same generated rows. Everything remembered is forgotten before each of our turns, so that a month's
first run is measured and not its second.
"""

from __future__ import annotations

import gc
import random
import statistics
import sys
import time
from collections.abc import Callable
from difflib import SequenceMatcher
from itertools import combinations
from typing import Any, cast

import pandas as pd

from dip.aturan import PEMERIKSA, Konteks, nilai, terapkan
from dip.entri import Asal, Entri, entri_kosong
from dip.kemiripan import pasangan_mirip, tanda_angka
from dip.normal.ingat import Ingat
from dip.normal.teks import kunci
from dip.pengaturan import Kebijakan, Opd
from ukur.nilai_naif import JUMLAH_PEMERIKSAAN, naif

OPD, BARIS = 20, 200
AMBANG = 92.0

_JENIS = (
    "Laporan Keuangan", "Laporan Kinerja", "Rencana Kerja", "Rencana Strategis", "Daftar Aset", "Standar Pelayanan",
    "Keputusan Kepala Dinas tentang Tim", "Perjanjian Kerja Sama", "Agenda Pimpinan", "Data Statistik", "Profil",
    "Rekapitulasi Izin", "Laporan Layanan Informasi", "Pengumuman Seleksi", "Peta Rawan Bencana", "Jadwal Kegiatan",
)  # fmt: skip
_TOPIK = (
    "Sekretariat", "Pelayanan Kesehatan", "Pembinaan Sekolah Dasar", "Bina Marga", "Cipta Karya", "Tanaman Pangan",
    "Perikanan Budidaya", "Perhubungan Darat", "Persampahan", "Statistik Sektoral", "Aplikasi Informatika",
    "Rehabilitasi Sosial", "Penanaman Modal", "Subbagian Keuangan", "Subbagian Perencanaan", "Laboratorium Daerah",
)  # fmt: skip
_ISI = (
    "memuat informasi mengenai pelaksanaan program dan kegiatan", "meliputi target, realisasi, dan tindak lanjut",
    "berisi uraian capaian kinerja, realisasi anggaran dan permasalahan", "disertai matriks serta rekapitulasi",
    "untuk kepentingan masyarakat pemohon informasi publik", "termasuk lampiran dan data pendukung",
)  # fmt: skip


def baris_contoh(opd: int, baris: int, benih: int = 7) -> list[Entri]:
    """Rows of so many offices as they look: a third with something to find, links, ranges, near-equal titles."""
    r = random.Random(benih)
    hasil: list[Entri] = []
    for n in range(opd):
        kode = f"DINAS-{n:02d}"
        for i in range(baris):
            sel = dict.fromkeys(("judul", "ringkasan", "kategori", "waktu", "bentuk", "retensi", "tautan"), f"B{i + 5}")
            asal = Asal(berkas="0" * 64, nama_berkas=f"dip {n}.xlsx", lembar="DIP", baris=i + 5, sel=sel, pewaris={})
            th = r.randint(2021, 2026)
            judul = f"{r.choice(_JENIS)} {r.choice(_TOPIK)} Kecamatan {r.randint(1, 8)} Tahun {th}"
            if i and r.random() < 0.04:
                judul = hasil[-1]["judul"].replace("a", "e", 1)
            url = f"https://dinas{n}.contohkab.go.id/unduh/{th}/{n}-{i}.pdf"
            isi: dict[str, Any] = {
                "judul": judul,
                "ringkasan": "" if r.random() < 0.05 else f"{r.choice(_TOPIK)} {i} {r.choice(_ISI)}, {r.choice(_ISI)}",
                "kategori": r.choice(("berkala", "berkala", "setiap_saat", "serta_merta")),
                "kategori_teks": "Berkala", "kategori_calon": ["berkala"],
                "pejabat_penguasa": r.choice(_TOPIK), "penanggung_jawab": f"Kepala Bidang {r.choice(_TOPIK)}",
                "waktu_teks": str(th), "waktu_mulai": f"{th}-01-01", "waktu_selesai": f"{th}-12-31",
                "waktu_presisi": "tahun", "tahun": th, "tempat": "Contoh Baru",
                "bentuk": r.choice((["softcopy"], ["cetak", "softcopy"], ["softcopy", "online"])),
                "bentuk_teks": "Softcopy", "retensi_teks": r.choice(("5 tahun", "Selama berlaku", "10 tahun")),
                "retensi_jenis": "durasi", "retensi_aktif": "P5Y", "tautan": [url] if r.random() < 0.7 else [],
                "edisi_data": "2026-11",
            }  # fmt: skip
            isi["tautan_mentah"] = isi["tautan"]
            kacau = r.random()
            if kacau < 0.01:
                isi["ringkasan"] += f" hubungi 0812-{r.randint(1000, 9999)}-{r.randint(1000, 9999)}"
            elif kacau < 0.05:
                isi["retensi_teks"], isi["retensi_jenis"], isi["retensi_aktif"] = "", "tidak_diisi", ""
            elif kacau < 0.08:
                isi["penanggung_jawab"] = ""
            elif kacau < 0.1:
                isi["tautan"] = isi["tautan_mentah"] = ["https://bit.ly/3abc"]
            hasil.append(cast(Entri, {**entri_kosong(f"{kode}:0:{i + 5}", kode, asal), **isi}))
    return hasil


def lupakan() -> None:
    """Forget everything our rooms remember between calls."""
    for nama, modul in list(sys.modules.items()):
        if nama.startswith("dip."):
            for isi in vars(modul).values():
                if isinstance(isi, Ingat):
                    isi.clear()
                    isi._huruf = 0
                elif hasattr(isi, "cache_clear"):
                    isi.cache_clear()


def _cpu(kerja: Callable[[], object]) -> float:
    gc.collect()
    mulai = time.process_time()
    kerja()
    return (time.process_time() - mulai) * 1000


def _banding(putaran: int, kami: Callable[[], object], lain: Callable[[], object]) -> tuple[float, float]:
    """Medians of alternated rounds in milliseconds of CPU; at least five."""
    waktu: tuple[list[float], list[float]] = ([], [])
    for n in range(max(5, putaran)):
        for siapa in (0, 1) if n % 2 == 0 else (1, 0):
            if siapa == 0:
                lupakan()
            waktu[siapa].append(_cpu((kami, lain)[siapa]))
    return statistics.median(waktu[0]), statistics.median(waktu[1])


def _kunci_per_opd(entri: list[Entri]) -> list[list[str]]:
    hasil: dict[str, list[str]] = {}
    for e in entri:
        hasil.setdefault(e["opd"], []).append(kunci(e["judul"]))
    return list(hasil.values())


def mirip_difflib(judul: list[str]) -> set[tuple[int, int]]:
    """Near-equal titles of one office the usual way: all pairs, the cheap upper bounds of difflib first."""
    hasil = set()
    for (i, a), (j, b) in combinations(enumerate(judul), 2):
        s = SequenceMatcher(None, a, b, autojunk=False)
        batas = AMBANG / 100
        if s.real_quick_ratio() >= batas and s.quick_ratio() >= batas and s.ratio() >= batas:
            hasil.add((i, j))
    return hasil


def mirip_kami(judul: list[str]) -> set[tuple[int, int]]:
    """The same with `dip.kemiripan`."""
    return {(i, j) for i, j, _ in pasangan_mirip(judul, AMBANG)}


def cocok(judul: list[str]) -> bool:
    """Whether both find the same pairs, those apart whose years and numbers differ.

    difflib's measure is never above ours, so ours may find a pair in a hundred that falls just short with difflib.
    """
    lain = {(i, j) for i, j in mirip_difflib(judul) if tanda_angka(judul[i]) == tanda_angka(judul[j])}
    kami = mirip_kami(judul)
    return lain <= kami and len(kami - lain) <= max(3, len(kami) // 50)


def ukur_nilai(putaran: int = 5) -> list[tuple[str, float, float, str]]:
    """Each line: what was measured, our and the other's CPU milliseconds (medians), and who the other is.

    Raises AssertionError when the two do not find the same near-equal titles.
    """
    entri = baris_contoh(OPD, BARIS)
    rekap = pd.DataFrame(entri)
    opd = [Opd(kode=k, nama=f"Dinas {k}") for k in dict.fromkeys(e["opd"] for e in entri)]
    konteks, kebijakan = Konteks("2026-11", Kebijakan(), opd), Kebijakan()
    per_opd = _kunci_per_opd(entri)
    assert all(cocok(j) for j in per_opd)
    return [
        (
            f"nilai {len(entri)} baris, {len(PEMERIKSA)} aturan",
            *_banding(putaran, lambda: nilai(rekap, konteks), lambda: naif(rekap, "2026-11")),
            f"pandas apply(axis=1), {JUMLAH_PEMERIKSAAN} pemeriksaan tanpa judul mirip",
        ),
        (
            f"nilai dan pisahkan {len(entri)} baris",
            *_banding(
                putaran, lambda: terapkan(rekap, nilai(rekap, konteks), kebijakan), lambda: naif(rekap, "2026-11")
            ),
            f"pandas apply(axis=1), {JUMLAH_PEMERIKSAAN} pemeriksaan tanpa judul mirip",
        ),
        (
            f"judul mirip di dalam {OPD} OPD × {BARIS} baris",
            *_banding(putaran, lambda: [mirip_kami(j) for j in per_opd], lambda: [mirip_difflib(j) for j in per_opd]),
            "difflib bertingkat (real_quick, quick, ratio)",
        ),
    ]
