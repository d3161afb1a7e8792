"""Golden tables: what stands in real published tables, kept as short salted hashes, and the way through the house.

A golden file `<name>.txt` says in its header where the table is (`sumber`, below the shared data) and how many header
rows it has (`kepala`). Then follow, as assigned by a person who looked at the page, the canonical column of each cell
position (`_`: none), and one line per row with one hash per cell; `-` is an empty cell. No row of a real table is here.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from lxml import html

from dip.aturan import Konteks, Terpisah, nilai, terapkan
from dip.entri import Entri
from dip.lembar import Bacaan
from dip.normal import Ternormal, normalkan
from dip.pengaturan import Deklarasi, Kebijakan, Opd
from dip.pesan import TAK_DIKETAHUI, kalimat
from dip.sidik import sha256
from dip.temuan import Temuan
from sumber.kamus import muat_kamus
from sumber.pembaca import Pembaca

SINI = Path(__file__).resolve().parent
GARAM = "ruang baca"
PERIODE = "2026-11"

Baris = dict[str, str]
"""One row: canonical column → cleaned text, or → hash."""


def rapi(teks: str) -> str:
    """The one clean-up on both sides: white space as single blanks."""
    return " ".join(teks.split())


def sidik_sel(kolom: str, n: int, teks: str) -> str:
    """Eight hexadecimal digits for a text in this column of the n-th row; `-` for an empty one."""
    return hashlib.sha256(f"{GARAM}|{kolom}|{n}|{teks}".encode()).hexdigest()[:8] if teks else "-"


def baca_mandiri(berkas: Path, kolom: list[str], kepala: int) -> list[Baris]:
    """The rows of a table by lxml and csv alone. A tick is `ya`, a link its target, a select box what it shows."""
    if berkas.suffix == ".csv":
        with berkas.open(encoding="utf-8", newline="") as f:
            sel = [[rapi(s) for s in r] for r in csv.reader(f)][kepala:]
    else:
        baris = [[c for c in r if c.tag in ("td", "th")] for r in html.parse(str(berkas)).getroot().iter("tr")]
        sel = [[rapi(_isi_sel(c)) for c in r] for r in baris[kepala:]]
    return [{k: _bersih(k, s) for k, s in zip(kolom, r, strict=True) if k != "_"} for r in sel]


def _isi_sel(sel: Any) -> str:
    """The text of a cell, paragraphs as lines."""
    for pilihan in list(sel.iter("option")):
        if "selected" not in pilihan.attrib:
            pilihan.drop_tree()
    for blok in sel.iter("p", "div", "li", "br", "ul"):
        blok.text, blok.tail = f"\u2029{blok.text or ''}", f"\u2029{blok.tail or ''}"
    tautan = [a.get("href", "") for a in sel.iter("a")]
    baris = [rapi(b) for b in (" ".join(tautan) if tautan else sel.text_content()).split("\u2029")]
    return "\n".join(b for b in baris if b)


def baca_sel_mandiri(berkas: Path) -> tuple[list[list[str]], list[tuple[int, int, int, int]]]:
    """All cells of a page with one table, header included, and its merged ranges (top, left, bottom, right, from 0)."""
    isi: dict[tuple[int, int], str] = {}
    gabung = []
    for i, r in enumerate(html.parse(str(berkas)).getroot().iter("tr")):
        j = 0
        for c in (c for c in r if c.tag in ("td", "th")):
            while (i, j) in isi:
                j += 1
            tinggi, lebar = int(c.get("rowspan", 1)), int(c.get("colspan", 1))
            isi |= {(i + a, j + b): "" for a in range(tinggi) for b in range(lebar)}
            isi[i, j] = _isi_sel(c)
            if tinggi * lebar > 1:
                gabung.append((i, j, i + tinggi - 1, j + lebar - 1))
    kolom = range(max(j for _, j in isi) + 1)
    return [[isi.get((i, j), "") for j in kolom] for i in range(max(i for i, _ in isi) + 1)], gabung


def _bersih(kolom: str, teks: str) -> str:
    if kolom in ("cetak", "rekam", "online"):
        return "ya" if teks == "√" else teks
    if kolom == "tautan":
        return " ".join(t for t in teks.split() if t not in ("#", "https://"))
    return teks.rstrip(".") if kolom == "nomor" else teks


def sel_kita(e: Entri) -> Baris:
    """The published cells of one of our rows, under the column names of the golden files."""
    judul, ringkasan = rapi(e["judul"]), rapi(e["ringkasan"])
    return {
        "nomor": e["nomor_asal"].rstrip("."),
        "judul": judul,
        "ringkasan": ringkasan,
        "judul_ringkasan": ringkasan if ringkasan.startswith(judul) else f"{judul} {ringkasan}".strip(),
        "kategori": e["kategori_teks"],
        "kelompok": e["kelompok"],
        "pejabat_penguasa": e["pejabat_penguasa"],
        "penanggung_jawab": e["penanggung_jawab"],
        "waktu": e["waktu_teks"],
        "tempat": e["tempat"],
        "bentuk": e["bentuk_teks"],
        **{k: "ya" if k in e["bentuk"] else "" for k in ("cetak", "rekam", "online")},
        "retensi": e["retensi_teks"],
        "tautan": " ".join(e["tautan"]),
        **{k: rapi(v) for k, v in e["dik"].items()},
    }


@dataclass(frozen=True, slots=True)
class Emas:
    """A golden file: source below the shared data, header rows, columns by position, hashes per row."""

    nama: str
    sumber: str
    kepala: int
    kolom: list[str]
    baris: list[Baris]

    def mandiri(self, data: Path) -> list[Baris]:
        """The same table, read independently from its source now."""
        return baca_mandiri(data / self.sumber, self.kolom, self.kepala)

    def beda(self, baris: list[Baris], kecuali: tuple[str, ...] = ()) -> list[tuple[int, str]]:
        """Cells (row counted from 1, column) that do not agree with the hashes; missing and surplus rows disagree."""
        salah = []
        for n in range(1, max(len(baris), len(self.baris)) + 1):
            kita = baris[n - 1] if n <= len(baris) else {}
            harap = self.baris[n - 1] if n <= len(self.baris) else {}
            for k in self.kolom:
                if k != "_" and k not in kecuali and sidik_sel(k, n, kita.get(k, "")) != harap.get(k, ""):
                    salah.append((n, k))
        return salah

    def jumlah_sel(self, kecuali: tuple[str, ...] = ()) -> int:
        """How many cells are compared."""
        return len(self.baris) * sum(k != "_" and k not in kecuali for k in self.kolom)


def muat_emas(nama: str) -> Emas:
    """Read `<nama>.txt`."""
    semua = (SINI / f"{nama}.txt").read_text("utf-8").splitlines()
    kata = dict(b[2:].split(": ", 1) for b in semua if b.startswith(("# sumber: ", "# kepala: ")))
    isi = [b.split() for b in semua if b and not b.startswith("#")]
    kolom = isi[0]
    nyata = [k for k in kolom if k != "_"]
    baris = [dict(zip(nyata, b, strict=True)) for b in isi[1:]]
    return Emas(nama, kata["sumber"], int(kata["kepala"]), kolom, baris)


def tulis_emas(emas: Emas, data: Path) -> None:
    """Write the hashes anew below the header, which a person wrote."""
    jalan = SINI / f"{emas.nama}.txt"
    kepala = [b for b in jalan.read_text("utf-8").splitlines() if b.startswith("#")]
    baris = [" ".join(sidik_sel(k, n, t) for k, t in b.items()) for n, b in enumerate(emas.mandiri(data), 1)]
    jalan.write_text("\n".join([*kepala, " ".join(emas.kolom), *baris]) + "\n", "utf-8")


@dataclass(frozen=True, slots=True)
class Jalan:
    """What became of one file on its way through reader, normaliser and rules."""

    opd: Opd
    bacaan: Bacaan
    ternormal: Ternormal
    temuan: list[Temuan]
    pisah: Terpisah

    @property
    def kode(self) -> set[str]:
        """Codes of all findings."""
        return {t.kode for t in self.temuan}

    @property
    def bolong(self) -> set[str]:
        """Codes of findings whose sentence lacks a value it speaks of."""
        kutipan = [(t, sum(str(v).count(TAK_DIKETAHUI) for v in t.parameter.values())) for t in self.temuan]
        return {t.kode for t, n in kutipan if kalimat(t).count(TAK_DIKETAHUI) > n}

    def sel(self) -> list[Baris]:
        """Published cells of all rows, in the order of the file."""
        return [sel_kita(e) for e in self.ternormal.entri]


@pytest.fixture(scope="session")
def pembaca() -> Iterator[Pembaca]:
    """The reader as in production: two children, 1 GiB per file; the time is that of a busy machine."""
    with Pembaca(2, memori_mb=1024, detik=120) as p:
        yield p


@pytest.fixture(scope="session")
def jalankan() -> Callable[[Callable[[bytes, str], Bacaan], Path, str], Jalan]:
    """Takes a file through all rooms: `(pembaca, berkas, kategori yang dideklarasikan) -> Jalan`."""
    kamus = muat_kamus(None)

    def lewat(baca: Callable[[bytes, str], Bacaan], berkas: Path, kategori: str = "") -> Jalan:
        opd = Opd(kode="UJI", nama="Dinas Uji", deklarasi=Deklarasi.model_validate({"kategori": kategori or None}))
        isi = berkas.read_bytes()
        bacaan = baca(isi, berkas.name)
        hasil = normalkan(bacaan, opd, kamus, sha_berkas=sha256(isi), nama_berkas=berkas.name, semua_opd=[opd])
        rekap = pd.DataFrame(hasil.entri, columns=list(Entri.__annotations__))
        temuan = [replace(t, opd=opd.kode) for t in bacaan.temuan] + hasil.temuan
        temuan += nilai(rekap, Konteks(PERIODE, Kebijakan(), [opd], {}))
        return Jalan(opd, bacaan, hasil, temuan, terapkan(rekap, temuan, Kebijakan()))

    return lewat


@pytest.fixture(scope="session")
def emas() -> Callable[[str], Emas]:
    """Golden file by name."""
    return muat_emas


@pytest.fixture(scope="session")
def tulis() -> Callable[[Emas, Path], None]:
    """Writes the hashes of a golden file anew."""
    return tulis_emas


@pytest.fixture(scope="session")
def baca_sel() -> Callable[[Path], tuple[list[list[str]], list[tuple[int, int, int, int]]]]:
    """Cells and merged ranges of a page, read by lxml alone."""
    return baca_sel_mandiri
