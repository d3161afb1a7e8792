"""Settles what each column means once the values under it are known (domain.md §0 trap 1).

Headers such as *Jenis Informasi*, *Kategori*, *Periode* and *Unit* mean different things in different offices. The
values decide; where they do not, a finding asks, and nothing is thrown away.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dip.normal.kamus import Kamus
from dip.normal.kategori import baca_kategori
from dip.normal.kepala import Kepala
from dip.normal.kisi import Kisi
from dip.normal.opd import PencariOpd
from dip.normal.retensi import baca_retensi
from dip.normal.teks import kosong, kunci, sda
from dip.normal.waktu import baca_waktu
from dip.pengaturan import Deklarasi

_PENCACAH = re.compile(r"\(?[0-9]{1,4}[.)]{0,2}")
_JAMAK = {"tautan", "keterangan", "jenis_media", "dik_dasar_hukum", "dik_konsekuensi", "abaikan"}


@dataclass(slots=True)
class Peta:
    """Columns by meaning: canonical name → column indexes.

    `label` and `pendek` are the whole label of a column and its last part. `asing` are unknown columns that have
    content, `ragu` columns called *Jenis Informasi* that stay undecided, `dik` marks a table of excluded information.
    """

    kolom: dict[str, list[int]] = field(default_factory=dict)
    label: dict[int, str] = field(default_factory=dict)
    pendek: dict[int, str] = field(default_factory=dict)
    asing: list[int] = field(default_factory=list)
    ragu: list[int] = field(default_factory=list)
    dik: bool = False

    def satu(self, kanonik: str) -> int | None:
        """The first column of this meaning."""
        return self.kolom[kanonik][0] if self.kolom.get(kanonik) else None

    def dipakai(self) -> list[int]:
        """Indexes of all columns that are read, in order."""
        return sorted({j for k, daftar in self.kolom.items() if k != "abaikan" for j in daftar})


def petakan(
    kisi: Kisi,
    kepala: Kepala,
    baris: Sequence[int],
    deklarasi: Deklarasi,
    kamus: Kamus,
    pencari: PencariOpd,
    *,
    kategori_lain: bool,
) -> Peta:
    """Settle all columns of a header.

    Args: `baris` are the rows that look like data; `kategori_lain` says whether sections, sheet, file name or
    declaration give a class, so that a column *Kategori* without any class in it must mean groups.
    """
    peta = Peta(label={k.j: k.label for k in kepala.kolom}, pendek={k.j: k.pendek for k in kepala.kolom})
    nilai = {j: _nilai(kisi, baris, j) for j in range(kisi.lebar)}
    calon: dict[str, list[int]] = {}
    for kolom in kepala.kolom:
        if kolom.j in kisi.lembar.kolom_sembunyi:
            continue
        if kolom.kanonik:
            calon.setdefault(kolom.kanonik, []).append(kolom.j)
        elif nilai[kolom.j]:
            peta.asing.append(kolom.j)
    tanpa_judul = [j for j in nilai if j not in peta.label and nilai[j] and j not in kisi.lembar.kolom_sembunyi]
    if "nomor" not in calon and tanpa_judul and all(_PENCACAH.fullmatch(n) for n in nilai[tanpa_judul[0]]):
        calon["nomor"] = [tanpa_judul.pop(0)]
    peta.asing += tanpa_judul
    for kanonik in [k for k in calon if k not in ("jenis_informasi", "kategori", "periode", "jangka_waktu", "unit")]:
        for j in calon[kanonik]:
            _taruh(peta, kanonik, j, nilai)
    for j in calon.get("jenis_informasi", []):
        _taruh(peta, _jenis_informasi(peta, j, nilai[j], deklarasi, kamus), j, nilai)
    for j in calon.get("kategori", []):
        pasti = "kategori" in peta.kolom or any(k.startswith("kat_") for k in peta.kolom)
        bagian = _bagian_kategori(nilai[j], kamus)
        kelompok = (bagian == 0 and nilai[j] and (kategori_lain or pasti)) or (pasti and bagian < 0.5)
        _taruh(peta, "kelompok" if kelompok and "kelompok" not in peta.kolom else "kategori", j, nilai)
    for k, baku in (("jangka_waktu", "retensi"), ("periode", "waktu")):
        for j in calon.get(k, []):
            _taruh(peta, _waktu_atau_retensi(peta, nilai[j], baku), j, nilai)
    for j in calon.get("unit", []):
        kenal = sum(1 for n in nilai[j] if pencari.cari(n))
        _taruh(peta, "opd" if kenal * 2 > len(nilai[j]) and "opd" not in peta.kolom else "unit_kerja", j, nilai)
    gabungan = peta.kolom.pop("pejabat_dan_penanggung_jawab", [])
    for k in ("pejabat_penguasa", "penanggung_jawab"):
        if gabungan and k not in peta.kolom:
            peta.kolom[k] = gabungan
    peta.dik = "dik_konsekuensi" in peta.kolom or any(
        baca_kategori(peta.label[j], kamus.kategori) == ["dikecualikan"]
        for k in ("judul", "ringkasan", "dik_dasar_hukum")
        for j in peta.kolom.get(k, [])
    )
    peta.asing.sort()
    return peta


def _nilai(kisi: Kisi, baris: Sequence[int], j: int) -> list[str]:
    """The values of a column that say something, without ditto marks."""
    return [t for i in baris if (t := kisi.sendiri(i, j)) and not kosong(t) and not sda(t)]


def _taruh(peta: Peta, kanonik: str, j: int, nilai: dict[int, list[str]]) -> None:
    """Give a column its meaning. A second column of one meaning is unknown, unless several make sense."""
    if kanonik not in peta.kolom or kanonik in _JAMAK:
        peta.kolom.setdefault(kanonik, []).append(j)
    elif kanonik == "nomor" and kunci(peta.label[j]) == "nomor" and "nomor_dokumen" not in peta.kolom:
        peta.kolom["nomor_dokumen"] = [j]
    elif nilai[j] and kanonik != "nomor":
        peta.asing.append(j)


def _bagian_kategori(nilai: Sequence[str], kamus: Kamus) -> float:
    """Share of values that are nothing but a class."""
    return sum(1 for n in nilai if baca_kategori(n, kamus.kategori, ketat=True)) / len(nilai) if nilai else 0.0


def _jenis_informasi(peta: Peta, j: int, nilai: Sequence[str], deklarasi: Deklarasi, kamus: Kamus) -> str:
    """*Jenis Informasi* is a class, a title, or (beside a title) a group."""
    if deklarasi.jenis_informasi:
        return deklarasi.jenis_informasi
    ada_judul = "judul" in peta.kolom
    bagian = _bagian_kategori(nilai, kamus)
    if bagian >= 0.6 or (not nilai and ada_judul):
        return "kategori"
    if bagian > 0.2 or (bagian > 0 and ada_judul):
        peta.ragu.append(j)
        return "kategori" if ada_judul else "judul"
    return "judul" if not ada_judul else "kelompok"


def _waktu_atau_retensi(peta: Peta, nilai: Sequence[str], baku: str) -> str:
    """Whether values are times or retentions; without a majority, what the header usually means."""
    tahan = sum(1 for n in nilai if baca_retensi(n).jenis not in ("tidak_diisi", "tidak_dikenal"))
    waktu = sum(1 for n in nilai if baca_waktu(n).presisi not in ("", "tidak_terbaca", "berulang"))
    if tahan == waktu:
        lain = "retensi" if baku == "waktu" else "waktu"
        return lain if baku in peta.kolom and lain not in peta.kolom else baku
    return "retensi" if tahan > waktu else "waktu"
