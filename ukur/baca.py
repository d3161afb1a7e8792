"""Reading workbooks with all their facts, through the limited child: against openpyxl, pandas, and a floor in C.

What is counted is CPU time of this process and of the child together. Contenders take turns in every round, in
reversed order every second time, and the median of the rounds is kept.
"""

from __future__ import annotations

import ctypes
import io
import math
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import psutil

from sumber.pembaca import Pembaca
from ukur.bahan import buku_contoh
from ukur.bahan_buku import buku_opd

Kerja = Callable[[], object]
Baris = tuple[str, float, float, str]
"""Name of the case, our CPU milliseconds, the other's, who the other is."""

_BAHAN: tuple[tuple[str, Callable[[int, int], bytes], int, int], ...] = (
    ("buku OPD", buku_opd, 60, 200),
    ("buku OPD", buku_opd, 6, 2000),
    ("buku polos", buku_contoh, 20, 200),
)


def ukur_baca(putaran: int) -> list[Baris]:
    """All cases; NaN milliseconds and a reason in place of a name where something is not there."""
    hasil: list[Baris] = []
    with Pembaca(1) as pembaca, tempfile.TemporaryDirectory() as folder:
        lantai, nama_lantai = _lantai(Path(folder))
        for nama, buat, berkas, baris in _BAHAN:
            buku = [buat(n, baris) for n in range(berkas)]
            peserta = {
                "": _semua(lambda x: _kami(pembaca, x), buku),
                "openpyxl penuh": _semua(_openpyxl, buku),
                "pandas + openpyxl": _semua(_pandas, buku),
            }
            if lantai is not None:
                peserta[nama_lantai] = _semua(lantai, buku)
            waktu = _putar(peserta, putaran, lambda: _anak_ms(pembaca))
            kasus = f"baca {berkas} {nama} × {baris} baris"
            hasil += [(kasus, waktu[""], t, lain) for lain, t in waktu.items() if lain]
            if lantai is None:
                hasil.append((kasus, waktu[""], math.nan, nama_lantai))
    return hasil


def _semua(baca: Callable[[bytes], object], buku: list[bytes]) -> Kerja:
    """One contender's work: all workbooks, results dropped."""

    def kerja() -> None:
        for x in buku:
            baca(x)

    return kerja


def _putar(peserta: dict[str, Kerja], putaran: int, anak_ms: Callable[[], float]) -> dict[str, float]:
    """Median CPU milliseconds of each contender, children included."""
    waktu: dict[str, list[float]] = {nama: [] for nama in peserta}
    for kerja in peserta.values():
        kerja()
    for n in range(putaran):
        for nama in list(peserta) if n % 2 == 0 else reversed(list(peserta)):
            mulai = time.process_time() * 1000 + anak_ms()
            peserta[nama]()
            waktu[nama].append(time.process_time() * 1000 + anak_ms() - mulai)
    return {nama: statistics.median(w) for nama, w in waktu.items()}


def _anak_ms(pembaca: Pembaca) -> float:
    """CPU milliseconds that the living children have used."""
    return sum(_cpu_ms(pid) for pid in pembaca.pid)


def _cpu_ms(pid: int) -> float:
    try:  # in nanoseconds where the kernel counts them; psutil has hundredths of a second
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e6
    except OSError:
        t = psutil.Process(pid).cpu_times()
        return (t.user + t.system) * 1000


def _kami(pembaca: Pembaca, isi: bytes) -> None:
    """Everything a `Lembar` holds; a reading that failed would be fast."""
    (lembar,) = pembaca(isi, "dip.xlsx").lembar
    assert len(lembar.baris) > 100 and lembar.tautan and lembar.gabung


def _openpyxl(isi: bytes) -> object:
    """The same facts: values, links, merges, hidden rows."""
    ws = openpyxl.load_workbook(io.BytesIO(isi)).active
    assert ws is not None
    sel = [[(c.value, c.hyperlink, c.number_format) for c in baris] for baris in ws.iter_rows()]
    return sel, {r for r, d in ws.row_dimensions.items() if d.hidden}, list(ws.merged_cells.ranges)


def _pandas(isi: bytes) -> object:
    """Values only."""
    return pd.read_excel(io.BytesIO(isi), header=None, dtype=object, engine="openpyxl")


def _lantai(folder: Path) -> tuple[Callable[[bytes], object] | None, str]:
    """The floor in C and what it is called, or None and why there is none."""
    cc = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if cc is None:
        return None, "tanpa kompilator"
    sumber, pustaka = Path(__file__).with_name("lantai.c"), folder / "lantai.so"
    for nama, opsi in (("libdeflate", ["-DLIBDEFLATE", "-ldeflate"]), ("zlib", ["-lz"])):
        perintah = [cc, "-O2", "-shared", "-fPIC", "-o", str(pustaka), str(sumber), *opsi]
        if subprocess.run(perintah, capture_output=True, check=False).returncode == 0:
            return _muat(pustaka), f"lantai C ({nama})"
    return None, "tanpa pustaka inflate"


def _muat(pustaka: Path) -> Callable[[bytes], object]:
    fungsi = ctypes.CDLL(str(pustaka)).lantai
    fungsi.argtypes, fungsi.restype = [ctypes.c_char_p, ctypes.c_size_t], ctypes.c_long
    return lambda isi: fungsi(isi, len(isi))
