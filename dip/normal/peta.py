"""Settles what each column means once the values under it are known (domain.md §0 trap 1).

Headers such as *Jenis Informasi*, *Kategori*, *Periode* and *Unit* mean different things in different offices. The
values decide; where they do not, a finding asks, and nothing is thrown away.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dip.lembar import Lembar, huruf_kolom
from dip.normal.kamus import Kamus
from dip.normal.kategori import baca_kategori, tanda_rahasia
from dip.normal.kepala import Kepala, arti_label
from dip.normal.kisi import Kisi
from dip.normal.opd import PencariOpd
from dip.normal.retensi import baca_retensi
from dip.normal.teks import MAKNA, PENANDA_MAKS, kunci
from dip.normal.waktu import baca_waktu
from dip.pengaturan import Deklarasi

_PENCACAH = re.compile(r"\(?[0-9]{1,4}[.)]{0,2}")
_JAMAK = {
    "tautan", "keterangan", "jenis_media", "pejabat_penguasa", "penanggung_jawab", "dik_dasar_hukum",
    "dik_konsekuensi", "dik_konsekuensi_dibuka", "dik_konsekuensi_ditutup", "abaikan",
}  # fmt: skip
"""Columns that an office may have several of; their values stand beside each other in one field."""

_NANTI = ("jenis_informasi", "kategori", "periode", "jangka_waktu", "unit")
"""Headers whose meaning waits for the other columns and for the values."""

_SIFAT = re.compile(r"klasifikasi|sifat|status|keamanan|akses", re.I)
_KELAS = re.compile(r"kategori|klasifikasi|sifat|status|jenis|keamanan|akses|tingkat|keterangan|catatan|\bket\b", re.I)
"""Names of unknown columns whose values may be classes."""

_SILANG = "x"
"""A cross in a tick column: in some offices *yes*, in others *no* (domain.md Appendix C)."""


@dataclass(slots=True)
class Peta:
    """Columns by meaning: canonical name → column indexes.

    `label` and `pendek` are the whole label of a column and its last part. `asing` are unknown columns that have
    content (`usul` says which column their label is near to), `ragu` columns called *Jenis Informasi* that stay
    undecided, `dik` marks a table of excluded information. `silang` is the first tick column with a cross that no
    dictionary line explains; `silang_ragu` says that the same table also has real ticks. `saksi` are the columns
    beside the class that may say that a row is excluded, and how: by words of a class (`kata`) or of a remark
    (`catatan`), as a heading would (`kelompok`), by a tick (`centang`), by saying anything but no (`isi`).
    """

    kolom: dict[str, list[int]] = field(default_factory=dict)
    label: dict[int, str] = field(default_factory=dict)
    pendek: dict[int, str] = field(default_factory=dict)
    asing: list[int] = field(default_factory=list)
    usul: dict[int, str] = field(default_factory=dict)
    ragu: list[int] = field(default_factory=list)
    dik: bool = False
    silang: int | None = None
    silang_ragu: bool = False
    saksi: list[tuple[int, str]] = field(default_factory=list)

    def satu(self, kanonik: str) -> int | None:
        """The first column of this meaning."""
        return self.kolom[kanonik][0] if self.kolom.get(kanonik) else None

    def pokok(self) -> int | None:
        """The column that says what an information is about. A column that is only likely to be it shows the
        structure of the table; its values are not read.
        """
        for kanonik in ("judul", "ringkasan"):
            if self.kolom.get(kanonik):
                return self.kolom[kanonik][0]
        return next(
            (j for k in ("judul", "ringkasan", "jenis_informasi") for j, u in self.usul.items() if u == k), None
        )

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
    dikecualikan: bool = False,
) -> Peta:
    """Settle all columns of a header.

    Args: `baris` are the rows that look like data; `kategori_lain` says whether sections, sheet, file name or
    declaration give a class, so that a column *Kategori* without any class in it must mean groups; `dikecualikan`
    says that they give the class of excluded information, so that *Jangka Waktu* is not a retention.
    """
    peta = Peta(label={k.j: k.label for k in kepala.kolom}, pendek={k.j: k.pendek for k in kepala.kolom})
    nilai = {j: _nilai(kisi, baris, j) for j in range(kisi.lebar)}
    calon: dict[str, list[int]] = {}
    for kolom in kepala.kolom:
        if kolom.j in kisi.lembar.kolom_sembunyi:
            continue
        if kolom.kanonik and kolom.kanonik != "lanjutan":
            calon.setdefault(kolom.kanonik, []).append(kolom.j)
        elif nilai[kolom.j]:
            peta.asing.append(kolom.j)
    tanpa_judul = [j for j in nilai if j not in peta.label and nilai[j] and j not in kisi.lembar.kolom_sembunyi]
    if "nomor" not in calon and tanpa_judul and all(_PENCACAH.fullmatch(n) for n in nilai[tanpa_judul[0]]):
        calon["nomor"] = [tanpa_judul.pop(0)]
    for j in list(tanpa_judul):
        arti = arti_label(nama_kolom(kisi.lembar, j), kamus, deklarasi.kolom)
        if arti and arti != "lanjutan":
            tanpa_judul.remove(j)
            calon.setdefault(arti, []).append(j)
            peta.label[j] = peta.pendek[j] = nama_kolom(kisi.lembar, j)
    peta.asing += tanpa_judul
    for kanonik in [k for k in calon if k not in _NANTI]:
        for j in calon[kanonik]:
            _taruh(peta, kanonik, j, nilai)
    for j in calon.get("jenis_informasi", []):
        _taruh(peta, _jenis_informasi(peta, j, nilai[j], deklarasi, kamus), j, nilai)
    for j in calon.get("kategori", []):
        pasti = "kategori" in peta.kolom or any(k.startswith("kat_") for k in peta.kolom)
        bagian = _bagian_kategori(nilai[j], kamus)
        kelompok = (bagian == 0 and nilai[j] and (kategori_lain or pasti)) or (pasti and bagian < 0.5)
        _taruh(peta, "kelompok" if kelompok and "kelompok" not in peta.kolom else "kategori", j, nilai)
    peta.dik = any(k.startswith("dik_konsekuensi") or k == "dik_jangka_waktu" for k in peta.kolom) or any(
        baca_kategori(peta.label[j], kamus.kategori) == ["dikecualikan"]
        for k in ("judul", "ringkasan", "dik_dasar_hukum")
        for j in peta.kolom.get(k, [])
    )
    for k, baku in (("jangka_waktu", "retensi"), ("periode", "waktu")):
        for j in calon.get(k, []):
            arti = _waktu_atau_retensi(peta, nilai[j], baku)
            if (peta.dik or dikecualikan) and k == "jangka_waktu":
                arti = "dik_jangka_waktu"
            _taruh(peta, arti, j, nilai)
    for j in calon.get("unit", []):
        kenal = sum(1 for n in nilai[j] if pencari.cari(n))
        _taruh(peta, "opd" if kenal * 2 > len(nilai[j]) and "opd" not in peta.kolom else "unit_kerja", j, nilai)
    gabungan = peta.kolom.pop("pejabat_dan_penanggung_jawab", [])
    for k in ("pejabat_penguasa", "penanggung_jawab"):
        if gabungan and k not in peta.kolom:
            peta.kolom[k] = gabungan
    peta.asing.sort()
    for j in peta.asing:
        usul = kamus.usul("header", peta.label[j]) if j in peta.label else ""
        if usul and (usul not in peta.kolom or usul in _JAMAK):
            peta.usul[j] = usul
    _periksa_silang(kisi, peta, baris, kamus)
    peta.saksi = _saksi(peta, [*calon.get("kategori", []), *calon.get("jenis_informasi", [])])
    return peta


def _saksi(peta: Peta, kelas: Sequence[int]) -> list[tuple[int, str]]:
    """See `Peta.saksi`. `kelas` are the columns whose header usually means the class, whatever came of them."""
    utama = {j for k in ("kategori", "judul", "ringkasan") for j in peta.kolom.get(k, ())}
    jelas = {j: "kata" for j in kelas if _SIFAT.search(peta.label.get(j, "")) or j in peta.asing}
    saksi: dict[int, str] = dict.fromkeys(kelas, "kelompok") | jelas
    for k, cara in (("keterangan", "catatan"), ("dik_dasar_hukum", "catatan"), ("kelompok", "kelompok")):
        for j in peta.kolom.get(k, ()):
            saksi.setdefault(j, cara)
    for j in peta.asing:
        label = peta.label.get(j, "")
        if tanda_rahasia(label):
            saksi[j] = "isi"
        elif _KELAS.search(label):
            saksi.setdefault(j, "kata" if _SIFAT.search(label) else "catatan")
    if not peta.dik:
        saksi |= dict.fromkeys(peta.kolom.get("kat_dikecualikan", ()), "centang")
    return sorted((j, cara) for j, cara in saksi.items() if j not in utama)


def _periksa_silang(kisi: Kisi, peta: Peta, baris: Sequence[int], kamus: Kamus) -> None:
    """Whether crosses stand in tick columns, and whether real ticks stand there too."""
    if kamus.tercentang(_SILANG) is not None:
        return
    kolom = sorted(j for k, daftar in peta.kolom.items() if k.startswith(("kat_", "bentuk_")) for j in daftar)
    for j in kolom:
        tanda = {t.casefold() for i in baris if (t := kisi.sendiri(i, j)) and (i, j) not in kisi.lembar.simbol}
        if _SILANG in tanda and peta.silang is None:
            peta.silang = j
        peta.silang_ragu = peta.silang_ragu or any(kamus.tercentang(t) for t in tanda)
    peta.silang_ragu = peta.silang_ragu and peta.silang is not None


def nama_kolom(lembar: Lembar, j: int) -> str:
    """How a column without a header is called in a dictionary line or a declaration: `kolom I`."""
    return f"kolom {huruf_kolom(lembar.kolom_awal + j)}"


def _nilai(kisi: Kisi, baris: Sequence[int], j: int) -> list[str]:
    """The values of a column that say something, without ditto marks."""
    isi = (kisi.teks[i] for i in baris)
    return [t for b in isi if j < len(b) and (t := b[j]) and (len(t) > PENANDA_MAKS or not MAKNA[t])]


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
