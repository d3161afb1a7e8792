"""A corpus of difficult files goes through reader, normaliser and rules: every file has an outcome, no row is lost.

What is counted is printed as a table; only the limits per file and the accounts are asserted, never the total time.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import psutil
import pytest
from rich.console import Console
from rich.table import Table

from dip.aturan import aturan_untuk
from dip.sidik import sha256
from sumber.kamus import muat_kamus
from sumber.olah import Bahan, Pengolah
from sumber.pembaca import Pembaca

DETIK = 60
"""Per file; the worst needs half a second, and a busy machine must not turn it into a limit."""
MEMORI_MB = 1024
LANGKAH = 24
"""Every twenty-fourth file is taken a second time, in one child that does it all."""


@dataclass(frozen=True, slots=True)
class Hasil:
    """One file: how it ended, its accounts, and its cost: seconds to read it, and of the processor for the rest."""

    nama: str
    jenis: str
    akhir: str
    kode: frozenset[str]
    bolong: frozenset[str]
    dibaca: int
    entri: int
    dilewati: int
    terpisah: int
    lewat_waktu: bool
    detik_baca: float
    detik_olah: float
    galat: str = ""


def puncak_mib(pid: int) -> float:
    """Peak resident memory of a living child (Linux: VmHWM), 0 when it is gone or the system does not tell."""
    try:
        return int(Path(f"/proc/{pid}/status").read_text().split("VmHWM:")[1].split()[0]) / 1024
    except (OSError, IndexError):
        return 0.0


def akhir(jalan: Any) -> str:
    """The outcome: the code that refuses the file, else `tabel`, else the first file or structure finding."""
    menolak = sorted(t.kode for t in jalan.temuan if aturan_untuk(t).akibat == "tolak_berkas")
    if menolak:
        return str(menolak[0])
    if jalan.ternormal.entri:
        return "tabel"
    return next((k for k in sorted(jalan.kode) if k.startswith(("FILE", "STR"))), "tanpa hasil")


@dataclass(slots=True)
class Korpus:
    """All outcomes of one run, with the whole time and the highest memory of a child."""

    hasil: list[Hasil]
    detik: float
    puncak: float
    batas: set[tuple[int, int]]


def satu(pembaca: Pembaca, jalankan: Any, berkas: Path, puncak: list[float]) -> Hasil:
    """One file through all rooms. An exception is an outcome too: the test names the file."""
    lama = [0.0]

    def baca(isi: bytes, nama: str) -> Any:
        mulai = time.monotonic()
        bacaan = pembaca(isi, nama)
        lama[0] = time.monotonic() - mulai
        puncak.extend(puncak_mib(pid) for pid in pembaca._kolam.pid)
        return bacaan

    # a thread's own clock stands still while it waits for the child
    nama, mulai = f"{berkas.parent.name}/{berkas.name}", time.thread_time()
    try:
        j = jalankan(baca, berkas, "berkala")
    except Exception as e:
        galat = f"{type(e).__name__}: {e}"[:200]
        return Hasil(nama, "", "galat", frozenset(), frozenset(), 0, 0, 0, 0, False, lama[0], 0.0, galat)
    t, p = j.ternormal, j.pisah
    return Hasil(
        nama=nama,
        jenis=j.bacaan.jenis or "-",
        akhir=akhir(j),
        kode=frozenset(j.kode),
        bolong=frozenset(j.bolong),
        dibaca=t.dibaca,
        entri=len(t.entri),
        dilewati=len(t.dilewati),
        terpisah=len(p.terbit) + len(p.ditahan) + len(p.dik),
        lewat_waktu=any(x.parameter.get("batas") == f"{DETIK} detik" for x in j.temuan),
        detik_baca=lama[0],
        detik_olah=time.thread_time() - mulai,
    )


@pytest.fixture(scope="module")
def berkas_sulit(data_bersama: Path) -> list[Path]:
    """All files of the corpus."""
    return sorted(p for p in (data_bersama / "berkas_sulit").rglob("*") if p.is_file())


@pytest.fixture(scope="module")
def korpus(berkas_sulit: list[Path], jalankan: Any) -> Korpus:
    """The corpus through two children as in production."""
    puncak: list[float] = []
    mulai = time.monotonic()
    with Pembaca(2, memori_mb=MEMORI_MB, detik=DETIK) as p, ThreadPoolExecutor(2) as kerja:
        hasil = list(kerja.map(lambda b: satu(p, jalankan, b, puncak), berkas_sulit))
        batas = {psutil.Process(pid).rlimit(psutil.RLIMIT_AS) for pid in p._kolam.pid}
    return Korpus(hasil, time.monotonic() - mulai, max(puncak), batas)


def laporan(k: Korpus) -> Table:
    """Outcomes by kind of file and code."""
    t = Table(title=f"berkas_sulit: {len(k.hasil)} berkas, {k.detik:.1f} detik, anak paling besar {k.puncak:.0f} MiB")
    kolom = [a for a, _ in Counter(h.akhir for h in k.hasil).most_common()]
    for nama in ("jenis", *kolom, "jumlah", "baris", "entri", "baca (detik)", "paling lama", "olah (detik)"):
        t.add_column(nama, justify="left" if nama == "jenis" else "right")
    per: dict[str, list[Hasil]] = defaultdict(list)
    for h in k.hasil:
        per[h.jenis].append(h)
    for jenis, hs in [*sorted(per.items(), key=lambda x: -len(x[1])), ("semua", k.hasil)]:
        hitung = Counter(h.akhir for h in hs)
        angka = [str(hitung[a] or "") for a in kolom]
        angka += [str(len(hs)), str(sum(h.dibaca for h in hs)), str(sum(h.entri for h in hs))]
        angka += [f"{sum(h.detik_baca for h in hs):.1f}", f"{max(h.detik_baca for h in hs):.2f}"]
        t.add_row(jenis, *angka, f"{sum(h.detik_olah for h in hs):.1f}", end_section=jenis != "semua")
    return t


def test_every_difficult_file_has_an_outcome(korpus: Korpus, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        Console(width=200).print("", laporan(korpus))
    assert [(h.nama, h.galat) for h in korpus.hasil if h.galat] == []
    assert [h.nama for h in korpus.hasil if h.akhir == "tanpa hasil"] == []


def test_only_damaged_files_are_called_damaged(korpus: Korpus) -> None:
    """A reader that breaks is answered with the same code as a damaged file, so the damaged ones are named."""
    semua = Path(__file__).with_name("boleh-rusak.lst").read_text("utf-8").splitlines()
    pola = [b for b in semua if b and not b.startswith("#")]
    rusak = [h.nama for h in korpus.hasil if "FILE-001" in h.kode]
    assert [n for n in rusak if not any(fnmatch(n, p) for p in pola)] == []


def test_rows_are_accounted_for(korpus: Korpus) -> None:
    assert [h.nama for h in korpus.hasil if h.dibaca != h.entri + h.dilewati] == []
    assert [h.nama for h in korpus.hasil if h.entri != h.terpisah] == []


def test_sentences_have_all_their_values(korpus: Korpus) -> None:
    assert {k: h.nama for h in korpus.hasil for k in h.bolong} == {}


def test_limits_hold_for_each_file(korpus: Korpus) -> None:
    assert [h.nama for h in korpus.hasil if h.lewat_waktu] == []
    assert [(h.nama, h.detik_olah) for h in korpus.hasil if h.detik_olah > DETIK / 3] == []
    assert korpus.puncak <= MEMORI_MB
    assert korpus.batas <= {(MEMORI_MB << 20, MEMORI_MB << 20)}


def test_limits_and_crashes_are_rare(korpus: Korpus) -> None:
    mahal = [h.nama for h in korpus.hasil if h.akhir == "FILE-004"]
    assert len(mahal) <= max(1, len(korpus.hasil) // 50), mahal


@pytest.mark.lambat
def test_the_child_that_does_it_all_gives_the_same(berkas_sulit: list[Path], jalankan: Any, pembaca: Pembaca) -> None:
    """Reading and understanding in one child, as in the monthly run, and step by step, as above: one result."""
    beda = []
    with Pengolah(2, memori_mb=MEMORI_MB, detik=DETIK) as p:
        for b in berkas_sulit[::LANGKAH]:
            j = jalankan(pembaca, b, "berkala")
            opd, isi = j.opd, b.read_bytes()
            hasil, _ = p.olah(isi, b.name, sha256(isi), opd, Bahan(muat_kamus(None), [opd]))
            entri = hasil.ternormal.entri if hasil.ternormal else []
            if (hasil.jenis, entri) != (j.bacaan.jenis, j.ternormal.entri):
                beda.append(b.name)
    assert beda == []
