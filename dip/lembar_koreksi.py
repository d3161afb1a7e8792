"""Lembar koreksi: what an official returned, line by line, and how each line was answered (SOP step 4, domain.md §6.4).

A return at a gate becomes one numbered sheet of its edition. Its lines are inside the HMAC of the kode persetujuan, so
nobody can add, drop or change one afterwards. The petugas answers each line; while one is open the draft cannot be
submitted again (ALUR-003).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, astuple, dataclass
from typing import Literal

import orjson

from dip.entri import Entri
from dip.lembar_nilai import (
    KOLOM_LEMBAR,
    Nasib,
    baca_kategori,
    baca_kolom,
    baris_draf,
    cocok_tertulis,
    nilai_tampil,
    sama_nilai,
)
from dip.normal.teks import kunci, rapikan, satu_baris
from dip.pdp import samarkan, temukan
from dip.pengaturan import Peran
from dip.revisi import Revisi, Tanda
from dip.sidik import json_baku, sha256

Tindak = Literal["dipenuhi", "ditolak"]
Cara = Literal["", "sumber", "koreksi", "tarik_ulang"]
"""How a line was met: the office sent a corrected file, a line in `koreksi/`, or the source was pulled again."""

NAMA_TINDAK: dict[Tindak, str] = {"dipenuhi": "Dipenuhi", "ditolak": "Ditolak"}
NAMA_CARA_KOREKSI: dict[Cara, str] = {
    "": "",
    "sumber": "Sumber OPD diperbaiki",
    "koreksi": "Berkas koreksi",
    "tarik_ulang": "Tarik ulang",
}


MAKS_BARIS = 500
MAKS_TEKS = 2000
ALASAN_KOREKSI_MIN = 5

_PRIBADI = frozenset({"PDP-001", "PDP-002", "PDP-003", "PDP-006"})
"""Personal data that nobody needs to repeat in order to have it corrected."""

SEBAB_KOREKSI: dict[str, str] = {
    # a line
    "koreksi_banyak": "Koreksi terlalu banyak, paling banyak 500 baris. Sebut OPD-nya saja untuk kesalahan yang sama.",
    "koreksi_panjang": "Isinya terlalu panjang, paling banyak 2.000 huruf. Ringkaskan.",
    "opd_asing": "OPD ini tidak ada di draf. Salin kode OPD dari lembar OPD.",
    "kode_asing": "Kode ini tidak ada di draf. Salin kode informasi dari draf, atau tulis kode OPD untuk seluruh OPD.",
    "kode_opd": "Informasi dengan kode ini milik OPD lain. Kosongkan OPD-nya, atau perbaiki kodenya.",
    "kolom_asing": "Kolom ini tidak dikenal. Pilih nama kolom dari daftar.",
    "kolom_kosong": "Nama kolomnya belum dipilih. Pilih kolom yang dikoreksi.",
    "tertulis_tanpa_kode": "Isi *tertulis* tanpa kode informasi. Tulis kodenya, atau kosongkan *tertulis*.",
    "tertulis_lain": "Draf ini tidak bertuliskan begitu. Salin dari draf, atau kosongkan agar diisi sendiri.",
    "tetap_sama": "*Seharusnya* sama dengan yang tertulis. Isi nilai yang benar, atau hapus baris ini.",
    "kategori_asing": "Kategori itu tidak ada. Tulis Berkala, Serta merta, Setiap saat, atau Dikecualikan.",
    "koreksi_tertutup": "Informasi ini dikecualikan. Sebut kodenya dan alasannya saja, tanpa kolom dan isinya.",
    "koreksi_pribadi": "Ada data pribadi (NIK, NPWP, telepon, atau rekening). Hapus; sebut saja data apa.",
    "alasan_koreksi": "Alasannya belum ada, paling sedikit 5 huruf. Tulis mengapa harus dikoreksi.",
    "koreksi_kembar": "Kolom informasi ini sudah dikoreksi di baris lain. Hapus salah satunya.",
    # an answer
    "baris_tidak_ada": "Baris lembar koreksi itu tidak ada. Lihat nomornya dengan: dip koreksi daftar.",
    "lembar_tertutup": "Edisi lembar koreksi ini sudah ditutup. Tidak ada lagi yang perlu dijawab.",
    "sedang_diperiksa": "Draf sedang diperiksa pejabat, jadi jawaban tidak dapat diubah. Pilih susun ulang dulu.",
    "bukan_petugas": "Hanya petugas yang sedang menjabat dapat menjawab koreksi. Pilih nama petugas.",
    "tindak_asing": "Pilih dipenuhi atau ditolak.",
    "cara_kosong": "Pilih bagaimana koreksi dipenuhi: berkas koreksi, sumber OPD diperbaiki, atau tarik ulang.",
    "tanggapan_pendek": "Menolak koreksi memerlukan alasan, paling sedikit 10 huruf. Tulis mengapa tidak diubah.",
    "tanggapan_panjang": "Tanggapan terlalu panjang, paling banyak 2.000 huruf. Ringkaskan.",
}
"""Reason key → sentence; each says what to do next. Keys of `KeluhanBaris.sebab` and of refused answers."""


@dataclass(frozen=True, slots=True)
class KeluhanBaris:
    """What is wrong with a line: its number (1-based, 0: all of them), field of `BarisKoreksi` (empty: the line)."""

    nomor: int
    kolom: str
    sebab: str

    @property
    def kalimat(self) -> str:
        """The sentence for people."""
        return SEBAB_KOREKSI[self.sebab]


@dataclass(frozen=True, slots=True)
class BarisKoreksi:
    """One line as the official gave it.

    `opd` is the office (empty: the whole draft), `kode` the item code (empty: the whole office), `kolom` the canonical
    column (empty: the item as a whole), `tertulis` what stands there, `seharusnya` what is meant (may be empty).
    """

    opd: str
    kode: str
    kolom: str
    tertulis: str
    seharusnya: str
    alasan: str


@dataclass(frozen=True, slots=True)
class JawabKoreksi:
    """The newest answer to a line: who, when (ISO, WIB), what, and for a refusal why."""

    tindak: Tindak
    cara: Cara
    tanggapan: str
    oleh: str
    waktu: str


@dataclass(frozen=True, slots=True)
class BarisTercatat:
    """A line in the register with its number on the sheet; `jawab` is None while it is open."""

    id: int
    urut: int
    isi: BarisKoreksi
    jawab: JawabKoreksi | None


@dataclass(frozen=True, slots=True)
class LembarKoreksi:
    """One sheet: the `nomor`-th of its edition, made by `korektor` at the gate `asal` of draft `sidik` (`ronde`)."""

    id: int
    edisi: int
    nomor: int
    ronde: int
    asal: Peran
    sidik: str
    korektor: Tanda
    alasan: str
    dibuat: str
    baris: tuple[BarisTercatat, ...]

    @property
    def terbuka(self) -> tuple[BarisTercatat, ...]:
        """Lines without an answer."""
        return tuple(b for b in self.baris if b.jawab is None)


def json_baris(baris: Sequence[BarisKoreksi]) -> bytes:
    """Canonical JSON of lines."""
    return json_baku([asdict(b) for b in baris])


def sidik_baris(baris: Sequence[BarisKoreksi]) -> str:
    """Digest of lines; empty for none."""
    return sha256(json_baris(baris)) if baris else ""


def baris_dari_json(isi: bytes | str) -> tuple[BarisKoreksi, ...]:
    """The inverse of `json_baris`. Raises ValueError or TypeError for anything else."""
    return tuple(BarisKoreksi(**b) for b in orjson.loads(isi))


def rapikan_baris(revisi: Revisi, baris: BarisKoreksi) -> BarisKoreksi:
    """A line as it is kept: tidy texts, office from the code, column from its heading, empty `tertulis` from the draft.

    An office's code in `kode` means the whole office. What is not known is left as it was typed, for `periksa_baris`.
    """
    return _rapikan(_Draf(revisi), baris)


def rapikan_semua(revisi: Revisi, baris: Sequence[BarisKoreksi]) -> tuple[BarisKoreksi, ...]:
    """`rapikan_baris` for many lines of one draft."""
    draf = _Draf(revisi)
    return tuple(_rapikan(draf, b) for b in baris)


class _Draf:
    """A draft looked up many times."""

    def __init__(self, revisi: Revisi) -> None:
        self.baris = baris_draf(revisi)
        self.opd = {p["opd"] for p in revisi.papan}
        self.nama_opd = {kunci(p["nama"]): p["opd"] for p in revisi.papan}


def _rapikan(draf: _Draf, b: BarisKoreksi) -> BarisKoreksi:
    opd, kode = satu_baris(b.opd).upper(), satu_baris(b.kode).upper()
    opd = draf.nama_opd.get(kunci(opd), opd)
    kolom = baca_kolom(b.kolom) or satu_baris(b.kolom)
    tertulis, seharusnya, alasan = rapikan(b.tertulis), rapikan(b.seharusnya), rapikan(b.alasan)
    if (ada := draf.baris.get(kode)) is not None:
        e, nasib = ada
        opd = opd or e["opd"]
        if nasib == "ditahan":
            tertulis = samarkan(tertulis)
        if not tertulis and kolom in KOLOM_LEMBAR:
            tertulis = _muat(rapikan(nilai_tampil(e, nasib, kolom)))
    elif not opd and kode:
        opd_kode = draf.nama_opd.get(kunci(kode), kode)
        opd, kode = (opd_kode, "") if opd_kode in draf.opd else ("", kode)
    return BarisKoreksi(opd, kode, kolom, tertulis, seharusnya, alasan)


def _muat(teks: str) -> str:
    """A value of the draft as it fits a line; a longer one ends with `…`."""
    return teks if len(teks) <= MAKS_TEKS else teks[: MAKS_TEKS - 1].rstrip() + "…"


def periksa_baris(revisi: Revisi, baris: Sequence[BarisKoreksi]) -> list[KeluhanBaris]:
    """What is wrong with lines about this draft, tidy or not; empty when they may be given."""
    hasil = [KeluhanBaris(0, "", "koreksi_banyak")] if len(baris) > MAKS_BARIS else []
    draf = _Draf(revisi)
    sudah: set[tuple[str, ...]] = set()
    for n, mentah in enumerate(baris[:MAKS_BARIS], 1):
        b = _rapikan(draf, mentah)
        salah = [(k, "koreksi_panjang") for k in ("tertulis", "seharusnya", "alasan") if len(getattr(b, k)) > MAKS_TEKS]
        salah = salah or [*_salah_tempat(draf, b), *_salah_isi(draf.baris.get(b.kode), b)]
        tanda = (b.kode, b.kolom) if b.kode and b.kolom else astuple(b)
        if tanda in sudah:
            salah.append(("", "koreksi_kembar"))
        sudah.add(tanda)
        hasil += [KeluhanBaris(n, kolom, sebab) for kolom, sebab in salah]
    return hasil


def _salah_tempat(draf: _Draf, b: BarisKoreksi) -> list[tuple[str, str]]:
    """Faults of office, code and column, as (field, reason)."""
    if b.kode and b.kode not in draf.baris:
        return [("kode", "kode_asing")]
    milik = draf.baris[b.kode][0]["opd"] if b.kode else b.opd
    if b.kode and b.opd != milik:
        return [("opd", "kode_opd")]
    if not b.kode and b.opd and b.opd not in draf.opd:
        return [("opd", "opd_asing")]
    if b.kolom and b.kolom not in KOLOM_LEMBAR:
        return [("kolom", "kolom_asing")]
    if b.kode and not b.kolom and (b.tertulis or b.seharusnya):
        return [("kolom", "kolom_kosong")]
    return [("kode", "tertulis_tanpa_kode")] if b.tertulis and not b.kode else []


def _salah_isi(ada: tuple[Entri, Nasib] | None, b: BarisKoreksi) -> list[tuple[str, str]]:
    """Faults of the three texts, as (field, reason)."""
    salah: list[tuple[str, str]] = []
    if ada is not None and ada[1] == "dikecualikan":
        if b.kolom or b.tertulis or b.seharusnya:
            salah.append(("kode", "koreksi_tertutup"))
    elif ada is not None and b.kolom in KOLOM_LEMBAR:
        e, nasib = ada
        terpotong = b.tertulis == _muat(rapikan(nilai_tampil(e, nasib, b.kolom)))
        if not terpotong and not cocok_tertulis(e, nasib, b.kolom, b.tertulis):
            salah.append(("tertulis", "tertulis_lain"))
        elif b.seharusnya and (
            satu_baris(b.seharusnya) == satu_baris(b.tertulis) or sama_nilai(e, b.kolom, b.seharusnya)
        ):
            salah.append(("seharusnya", "tetap_sama"))
    if b.kolom == "kategori" and b.seharusnya and not baca_kategori(b.seharusnya):
        salah.append(("seharusnya", "kategori_asing"))
    if len(b.alasan) < ALASAN_KOREKSI_MIN:
        salah.append(("alasan", "alasan_koreksi"))
    for kolom, teks in (("seharusnya", b.seharusnya), ("alasan", b.alasan)):
        if any(j.kode in _PRIBADI for j in temukan(teks)):
            salah.append((kolom, "koreksi_pribadi"))
    return salah
