"""`python -m ukur --besar`: 600 files of 2,000 rows read, normalised and judged by two children, and what it costs.

The figure that matters is the memory of the whole process tree, because the work is streamed: one file at a time in
each child, counts in the parent (facts: a provincial or national office may one day collect that much).
"""

from __future__ import annotations

import io
import re
import threading
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

import psutil
import xlsxwriter

from dip.pemeriksaan import Pemeriksaan
from dip.pengaturan import Deklarasi, Kebijakan, Opd
from sumber.kamus import muat_kamus
from sumber.olah import Bahan
from sumber.periksa import Pemeriksa, Untuk
from ukur.bahan import JUDUL, KEPALA

_TANDA = "Zq7"


@dataclass(frozen=True)
class HasilBesar:
    """What the run gave and cost. Memory in MiB (proportional set size of parent and children), times in seconds."""

    berkas: int
    baris: int
    terbit: int
    temuan: int
    detik: float
    detik_cpu: float
    puncak_mib: float


def buku_banyak(jumlah: int, baris: int) -> Iterator[bytes]:
    """So many workbooks of so many rows, all texts of titles, summaries and links their own."""
    keluar = io.BytesIO()
    buku = xlsxwriter.Workbook(keluar, {"in_memory": True})
    lembar = buku.add_worksheet("DIP")
    lembar.merge_range(0, 0, 0, 8, "DAFTAR INFORMASI PUBLIK")
    lembar.write_row(2, 0, KEPALA)
    for n in range(1, baris + 1):
        isi = [
            n, f"{JUDUL[n % 6]} Bidang {_TANDA} Nomor {n} Tahun {2020 + n % 6}", f"Memuat rincian {_TANDA} nomor {n}",
            "Sekretaris Dinas", "Kepala Subbagian Umum", f"Contoh Baru, {2020 + n % 6}", "Softcopy", "5 tahun",
        ]  # fmt: skip
        lembar.write_row(n + 2, 0, isi)
        lembar.write_url(n + 2, 8, f"https://uji.go.id/{_TANDA}/{n}.pdf", string="Unduh")
    buku.close()
    with zipfile.ZipFile(keluar) as z:
        bagian = {i.filename: z.read(i) for i in z.infolist()}
    for n in range(jumlah):
        ke = io.BytesIO()
        with zipfile.ZipFile(ke, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as z:
            for nama, mentah in bagian.items():
                z.writestr(nama, re.sub(_TANDA.encode(), b"K%05d" % n, mentah))
        yield ke.getvalue()


class _Pengintai(threading.Thread):
    """Samples the memory of this process and its children until told to stop."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.puncak = 0
        self.berhenti = threading.Event()

    def run(self) -> None:
        saya = psutil.Process()
        while not self.berhenti.wait(0.1):
            jumlah = 0
            for p in (saya, *saya.children(recursive=True)):
                try:
                    jumlah += p.memory_full_info().pss
                except psutil.Error:
                    continue
            self.puncak = max(self.puncak, jumlah)


def _cpu() -> float:
    saya = psutil.Process()
    waktu = [p.cpu_times() for p in (saya, *saya.children(recursive=True))]
    return sum(w.user + w.system for w in waktu)


def ukur_besar(berkas: int = 600, baris: int = 2000) -> HasilBesar:
    """Run it. The workbooks are made one by one as the children ask for them; making them is not counted."""
    opd = Opd(kode="UJI", nama="Dinas Uji", deklarasi=Deklarasi(kategori="berkala"))
    untuk = Untuk(opd, Bahan(muat_kamus(), [opd], "Contoh Baru"), "2026-11", Kebijakan())
    pengintai = _Pengintai()
    jumlah = dibuat = 0.0
    n_baris = n_terbit = n_temuan = 0
    pengintai.start()
    with Pemeriksa(2) as pemeriksa, ThreadPoolExecutor(2) as kerja:
        mulai, cpu = time.perf_counter(), _cpu()
        menunggu: set[Future[Pemeriksaan]] = set()
        saat = time.process_time()
        for isi in buku_banyak(berkas, baris):
            dibuat += time.process_time() - saat
            menunggu.add(kerja.submit(pemeriksa.periksa, isi, "dip.xlsx", untuk))
            while len(menunggu) >= 4:
                siap, menunggu = wait(menunggu, return_when=FIRST_COMPLETED)
                for h in siap:
                    hasil = h.result()
                    n_baris, n_terbit = n_baris + hasil.dibaca, n_terbit + hasil.terbit
                    n_temuan += len(hasil.temuan)
            saat = time.process_time()
        for h in menunggu:
            hasil = h.result()
            n_baris, n_terbit, n_temuan = n_baris + hasil.dibaca, n_terbit + hasil.terbit, n_temuan + len(hasil.temuan)
        jumlah = _cpu() - cpu - dibuat
        detik = time.perf_counter() - mulai
    pengintai.berhenti.set()
    pengintai.join()
    return HasilBesar(berkas, n_baris, n_terbit, n_temuan, detik, jumlah, pengintai.puncak / 2**20)
