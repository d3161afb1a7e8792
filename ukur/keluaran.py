"""Every public output of one edition, beside what a user would pick instead, in turns and in CPU time.

`make ukur` takes 12,000 items; `python -m ukur keluaran --butir 50000` takes more, in fewer rounds. The hardcopy is
drawn by child processes and measured once: CPU of all of them, and the clock on the wall.
"""

from __future__ import annotations

import math
import resource
import time

import psutil

from keluaran.bentuk import bangun, susun_bahan
from keluaran.bentuk.berkas_csv import tulis_csv
from keluaran.bentuk.dasar import Bahan
from keluaran.bentuk.data_json import tulis_json
from keluaran.bentuk.html import Rangka
from keluaran.bentuk.html_daftar import tulis_daftar
from keluaran.bentuk.xlsx import tulis_xlsx
from keluaran.cetak import cetak_daftar
from ukur import keluaran_lain as lain
from ukur.alat import Baris, Kerja, cpu_ms, putar
from ukur.halaman import revisi_kota

BUTIR, BANYAK = 12_000, 20_000
"""Items of the usual run; from `BANYAK` on two rounds must do."""


def _kasus(bahan: Bahan) -> dict[str, tuple[Kerja, dict[str, Kerja]]]:
    """Case → (ours, the others by name)."""
    return {
        "buku kerja": (
            lambda: tulis_xlsx(bahan),
            {
                "pandas + openpyxl, gaya per sel": lambda: lain.buku_openpyxl(bahan),
                "XlsxWriter polos": lambda: lain.buku_xlsxwriter(bahan),
            },
        ),
        "halaman HTML per kategori dan per OPD": (
            lambda: dict(tulis_daftar(Rangka(bahan))),
            {"Jinja2 autoescape, gelung bersarang": lambda: lain.halaman_jinja(bahan)},
        ),
        "CSV": (lambda: tulis_csv(bahan.baris), {"pandas to_csv, tanpa penjaga rumus": lambda: lain.csv_pandas(bahan)}),
        "JSON": (lambda: tulis_json(bahan), {"json.dumps": lambda: lain.json_baku(bahan)}),
    }


def _cpu_pohon() -> float:
    """CPU milliseconds of this process, its living children and those that have ended."""
    sendiri = [resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    anak = sum(cpu_ms(p.pid) for p in psutil.Process().children(recursive=True))
    return sum(r.ru_utime + r.ru_stime for r in sendiri) * 1000 + anak


def ukur_keluaran(putaran: int, butir: int = BUTIR) -> list[Baris]:
    """All outputs of an edition of so many items, rounded up to the same number for each of the sixty offices."""
    butir = -(-butir // 60) * 60
    revisi = revisi_kota(butir)
    bahan = susun_bahan(revisi, None)
    sedikit = 2 if butir >= BANYAK else 5
    hasil: list[Baris] = []
    for nama, (kami, orang) in _kasus(bahan).items():
        waktu = putar({"kami": kami, **orang}, min(putaran, sedikit), paling_sedikit=sedikit)
        hasil += [(f"{nama}, {butir} butir", waktu["kami"], waktu[o], o) for o in orang]
    semua = putar({"kami": lambda: bangun(revisi, None)}, sedikit, paling_sedikit=sedikit)["kami"]
    hasil.append((f"semua berkas situs, {butir} butir", semua, math.nan, "–"))
    mulai, cpu = time.perf_counter(), _cpu_pohon()
    cetak_daftar(bahan)
    dinding, cpu = (time.perf_counter() - mulai) * 1000, _cpu_pohon() - cpu
    hasil.append((f"cetakan PDF, {butir} butir, CPU semua proses", cpu, math.nan, "–"))
    hasil.append((f"cetakan PDF, {butir} butir, jam dinding", dinding, math.nan, "–"))
    return hasil
