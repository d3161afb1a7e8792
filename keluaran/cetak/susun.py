"""What stands on the hardcopy, as plain JSON types for the templates (domain.md §6.5).

All texts pass `teks`: cleaned of what cannot be printed, long words with places to break them. Nothing is decided
here; rows come from a `Bahan`, which has applied the whitelist and the orders.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from dip.entri import KATEGORI_TERBIT, NAMA_KATEGORI
from dip.pengaturan import Kertas
from dip.revisi import PerintahSah
from keluaran.bentuk.dasar import Bahan, BarisTerbit, Unit
from keluaran.cetak.kepala import (
    baris_judul,
    bawah_judul,
    catatan,
    edisi_baca,
    kerangka,
    kop,
    sebut_tertinggal,
    tanda,
    teks,
)
from keluaran.surat.bagian import keterangan_unit
from keluaran.templat.ejaan import tulis_angka, tulis_periode

HURUF_BAGIAN = "ABC"
"""The letters of the three sections, in the order of `KATEGORI_TERBIT`."""

SEL_UTUH = 700
"""A row with a longer cell may go over two pages: kept together it could be taller than one."""

_CENTANG = "√"


@dataclass(frozen=True, slots=True)
class Jilid:
    """One volume of a list: which, of how many, and the rows of each section per office."""

    nomor: int
    dari: int
    bagian: list[tuple[str, list[tuple[Unit, list[tuple[int, BarisTerbit]]]]]] = field(default_factory=list)

    @property
    def jumlah(self) -> int:
        """Its rows."""
        return sum(len(baris) for _, unit in self.bagian for _, baris in unit)


def bagi(bahan: Bahan, maks: int) -> list[Jilid]:
    """The rows in the order of the paper, in volumes of equal size with at most `maks` rows each.

    Rows are counted through the whole list.
    """
    maks = max(1, -(-len(bahan.baris) // max(1, -(-len(bahan.baris) // maks))))
    menurut: dict[tuple[str, str], list[BarisTerbit]] = {}
    for b in bahan.baris:
        menurut.setdefault((b["kategori"], b["opd"]), []).append(b)
    jilid: list[Jilid] = [Jilid(1, 0)]
    isi, nomor = 0, 0
    for kategori in KATEGORI_TERBIT:
        jilid[-1].bagian.append((kategori, []))
        for u in bahan.unit:
            sisa = [(nomor + i, b) for i, b in enumerate(menurut.get((kategori, u.kode), ()), 1)]
            nomor += len(sisa)
            while sisa:
                if isi == maks:
                    jilid.append(Jilid(len(jilid) + 1, 0, [(kategori, [])]))
                    isi = 0
                potong, sisa = sisa[: maks - isi], sisa[maks - isi :]
                jilid[-1].bagian[-1][1].append((u, potong))
                isi += len(potong)
    return [Jilid(j.nomor, len(jilid), _terisi(j, len(jilid))) for j in jilid]


def _terisi(j: Jilid, dari: int) -> list[Any]:
    """The sections of a volume; an empty one is said once, in a list of one volume or where it would begin."""
    return [b for b in j.bagian if b[1] or dari == 1]


def data_daftar(bahan: Bahan, jilid: Jilid, kertas: Kertas) -> dict[str, Any]:
    """One volume of the full list."""
    akhir = jilid.nomor == jilid.dari
    bawah = bawah_judul(bahan)
    judul = f"Daftar Informasi Publik {edisi_baca(bahan)}"
    if bahan.opd and bahan.unit:
        judul += f", {bahan.unit[0].nama}"
    if jilid.dari > 1:
        judul += f", jilid {jilid.nomor} dari {jilid.dari}"
        bawah = [f"JILID {jilid.nomor} DARI {jilid.dari}", *bawah]
    tambahan = {k: p for p in (bahan.pengesahan.perintah if bahan.pengesahan else ()) for k in p.butir}
    return {
        **kerangka(bahan, judul, kertas),
        "kop": kop(bahan),
        "baris-judul": baris_judul(bahan),
        "bawah-judul": bawah,
        "catatan": catatan(bahan) if jilid.nomor == 1 else [],
        "bagian": [
            {
                "judul": f"{HURUF_BAGIAN[KATEGORI_TERBIT.index(kategori)]}. {NAMA_KATEGORI[kategori].upper()}",
                "unit": [_unit(bahan, u, baris, tambahan) for u, baris in unit],
            }
            for kategori, unit in jilid.bagian
        ],
        "penutup": _penutup(bahan) if akhir else [f"Bersambung ke jilid {jilid.nomor + 1} dari {jilid.dari}."],
        "tanda": tanda(bahan, ruang=18) if akhir else None,
    }


def _unit(
    bahan: Bahan, u: Unit, baris: Sequence[tuple[int, BarisTerbit]], tambahan: dict[str, PerintahSah]
) -> dict[str, Any]:
    ket = keterangan_unit(u.edisi_data, tanpa_data=u.tanpa_data)
    periode = bahan.revisi.kepala["periode"]
    return {
        "nama": "" if bahan.opd and not ket else teks(u.nama),
        "ket": teks(ket),
        "baris": [_baris(n, b, periode, tambahan) for n, b in baris],
    }


def _baris(nomor: int, b: BarisTerbit, periode: str, tambahan: dict[str, PerintahSah]) -> list[Any]:
    """The cells of one row; the last says whether it may be broken over pages."""
    kode = [b["kode"]] if b["kode"] else []
    if b["edisi"] != periode:
        kode.append(f"data {tulis_periode(b['edisi'])}")
    if b["kode"] in tambahan:
        kode.append(f"adendum, perintah nomor {tambahan[b['kode']].nomor}")
    bentuk = set(b["bentuk"])
    lain = _CENTANG if bentuk & {"softcopy", "online"} else f"{_CENTANG} (rekam)" if "rekam" in bentuk else ""
    unit_kerja = b["unit_kerja"] if b["unit_kerja"] != b["pejabat_penguasa"] else ""
    tulisan = (b["judul"], b["ringkasan"], " · ".join(kode), b["pejabat_penguasa"], unit_kerja, b["penanggung_jawab"])
    letak = (b["waktu_teks"], b["tempat"])
    cetak = (_CENTANG if "cetak" in bentuk else "") if bentuk else "belum diisi"
    panjang = max(map(len, (*tulisan, *letak, b["retensi_teks"]))) > SEL_UTUH
    isi = [teks(t) for t in (*tulisan, b["waktu_teks"])]
    # "Sungailiat, 2024" says the place already, so only another place is added
    tempat = None if b["tempat"] and b["tempat"] in b["waktu_teks"] else teks(b["tempat"])
    return [tulis_angka(nomor), *isi, tempat, cetak, lain, teks(b["retensi_teks"]), panjang]


def _penutup(bahan: Bahan) -> list[str]:
    """What ends the list: its sums, whose rows are older, who sent nothing."""
    jumlah = tulis_angka(sum(bahan.jumlah.values()))
    rinci = ", ".join(
        f"bagian {h} {tulis_angka(bahan.jumlah[k])}" for h, k in zip(HURUF_BAGIAN, KATEGORI_TERBIT, strict=True)
    )
    hasil = [f"Jumlah seluruhnya {jumlah} informasi: {rinci}."]
    lama, tanpa = sebut_tertinggal(bahan)
    if lama:
        hasil.append(f"Belum menyampaikan data baru, sehingga memakai data edisi sebelumnya: {lama}.")
    if tanpa:
        hasil.append(f"Belum menyampaikan data: {tanpa}.")
    if sah := bahan.pengesahan:
        hasil.append(f"Sidik daftar ini (SHA-256 revisi.json): {sah.sidik}")
    return [teks(t) for t in hasil]
