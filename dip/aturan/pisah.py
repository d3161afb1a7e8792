"""What the findings do to the rows: out, held, or to the excluded ones (design §4.11). Nothing vanishes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast, get_args

import numpy as np
import pandas as pd

from dip.aturan.daftar import aturan_untuk
from dip.aturan.tabel import daftar_entri
from dip.aturan.tautan import cacat_tautan
from dip.entri import KATEGORI_TERBIT, entri_kosong
from dip.kesampingan import TIDAK_PERNAH
from dip.pengaturan import Kebijakan
from dip.sampah import tanpa_sapu
from dip.temuan import Keparahan, Temuan

__all__ = ["Terpisah", "daftar_entri", "dikesampingkan", "ringkas", "terapkan"]

Kesampingan = Callable[[Temuan], bool]
"""Whether a waiver in force covers a finding (per code, office and end date, never per row; design §4.11)."""

_KOSONG: Mapping[str, object] = entri_kosong(
    "", "", {"berkas": "", "nama_berkas": "", "lembar": "", "baris": 0, "sel": {}, "pewaris": {}}
)

_WAKTU = ("waktu_teks", "waktu_mulai", "waktu_selesai", "waktu_presisi", "tahun")
_RETENSI = ("retensi_teks", "retensi_jenis", "retensi_aktif", "retensi_inaktif")
TURUNAN: Mapping[str, tuple[str, ...]] = {
    # A value goes with everything that was read from it: no year may survive the text it came from.
    "waktu": _WAKTU,
    "waktu_teks": _WAKTU,
    "waktu_tempat": (*_WAKTU, "tempat"),
    "tahun": _WAKTU,
    "retensi": _RETENSI,
    "retensi_teks": _RETENSI,
    "retensi_aktif": _RETENSI,
    "retensi_inaktif": _RETENSI,
    "bentuk": ("bentuk", "bentuk_teks"),
    "bentuk_teks": ("bentuk", "bentuk_teks"),
    "tautan": ("tautan", "tautan_teks"),
    "nomor": ("nomor_asal",),
    "tgl_unggah": ("tanggal_pemutakhiran",),
    # What identifies a row is never emptied: it then came from elsewhere, or is empty and holds the row.
    "judul": (),
    "kategori": (),
    "opd": (),
}
"""Columns that a finding with akibat `buang_nilai` about a column empties."""

_DIK = "DIP-013"
_TERSEMBUNYI = "FILE-031"


@dataclass(frozen=True, slots=True)
class Terpisah:
    """The rows after judging; together they are exactly the rows that came in, each once, in their order.

    `terbit` goes out (with values dropped), `ditahan` is held back as it came, `dik` is excluded. `sebab` names, per
    `id_baris` of a held row, the codes that hold it; `bertanda`, per row that goes out marked *belum diisi*, the codes
    that mark it (STR-004 where the whole column is missing). `dikesampingkan` counts waived findings by code.
    """

    terbit: pd.DataFrame
    ditahan: pd.DataFrame
    dik: pd.DataFrame
    sebab: dict[str, tuple[str, ...]]
    bertanda: dict[str, tuple[str, ...]] = field(default_factory=dict)
    dikesampingkan: dict[str, int] = field(default_factory=dict)


def tak_satu_pun(_: Temuan) -> bool:
    """The waiver of an institution that has none."""
    return False


def _berlaku(t: Temuan, kesampingan: Kesampingan) -> bool:
    return not (t.kode not in TIDAK_PERNAH and kesampingan(t))


def ringkas(temuan: Iterable[Temuan], kesampingan: Kesampingan = tak_satu_pun) -> dict[str, int]:
    """How many findings of each severity, waived ones left out; all four are always there."""
    hitung = Counter(aturan_untuk(t).keparahan for t in temuan if _berlaku(t, kesampingan))
    return {k: hitung[k] for k in cast("tuple[Keparahan, ...]", get_args(Keparahan))}


def dikesampingkan(temuan: Iterable[Temuan], kesampingan: Kesampingan) -> dict[str, int]:
    """How many findings of each code are waived, in the order of the codes: shown to PPID by name and count."""
    hitung = Counter(t.kode for t in temuan if not _berlaku(t, kesampingan))
    return {kode: hitung[kode] for kode in sorted(hitung)}


@tanpa_sapu()
def terapkan(
    rekap: pd.DataFrame, temuan: Sequence[Temuan], kebijakan: Kebijakan, kesampingan: Kesampingan = tak_satu_pun
) -> Terpisah:
    """Apply the akibat of all findings, those of reading and normalising included.

    Excluded rows go to `dik` whatever else is said of them. Held are rows with a finding that holds, hidden rows
    (FILE-031), rows without a category that may be published, and, under `kelengkapan: tahan` (or a code of
    `kebijakan.tahan`), rows with anything *belum diisi*: also where the column is missing from the whole sheet and
    only STR-004 says so. A waived finding neither holds nor marks; it never brings back a value (`buang_nilai`), nor
    frees what `TIDAK_PERNAH` names. In the rows that go out `buang_nilai` empties exactly the value meant, and a good
    link adds the form `online` (DIP-043).
    """
    if rekap.empty:
        return Terpisah(rekap, rekap, rekap, {}, {}, dikesampingkan(temuan, kesampingan))
    rekap = rekap.reset_index(drop=True)
    baris: list[str] = rekap["id_baris"].tolist()
    ubah = _kumpulkan(rekap, baris, temuan, kebijakan, kesampingan)
    menahan, kategori = ubah.menahan, rekap["kategori"].tolist()
    for n in np.flatnonzero(rekap["tersembunyi"].to_numpy(dtype=bool)).tolist():
        if baris[n] not in ubah.bebas_tersembunyi:
            menahan[baris[n]].append(_TERSEMBUNYI)
    for i, k in zip(baris, kategori, strict=True):
        if k not in KATEGORI_TERBIT and i not in menahan:
            menahan[i].append("DIP-010")  # nothing goes out without a class of the law, whatever was found
    dik = np.array([k == "dikecualikan" for k in kategori], dtype=bool)
    dik |= np.array([i in menahan and _DIK in menahan[i] for i in baris], dtype=bool)
    tahan = np.array([i in menahan for i in baris], dtype=bool) & ~dik
    terbit = ~tahan & ~dik
    keluar = {i for i, t in zip(baris, terbit.tolist(), strict=True) if t}
    return Terpisah(
        terbit=_buang_nilai(rekap[terbit].reset_index(drop=True), ubah),
        ditahan=rekap[tahan].copy(),
        dik=rekap[dik].copy(),
        sebab={i: tuple(dict.fromkeys(menahan[i])) for i, t in zip(baris, tahan.tolist(), strict=True) if t},
        bertanda={i: tuple(dict.fromkeys(k)) for i, k in ubah.menandai.items() if i in keluar},
        dikesampingkan=dikesampingkan(temuan, kesampingan) if kesampingan is not tak_satu_pun else {},
    )


@dataclass(slots=True)
class _Ubahan:
    """What is to be done, per `id_baris`: codes that hold and mark, findings that take a value, forms to add."""

    menahan: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    menandai: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    buang: dict[str, list[Temuan]] = field(default_factory=lambda: defaultdict(list))
    online: set[str] = field(default_factory=set)
    bebas_tersembunyi: set[str] = field(default_factory=set)


def _kumpulkan(
    rekap: pd.DataFrame, baris: Sequence[str], temuan: Sequence[Temuan], kebijakan: Kebijakan, kesampingan: Kesampingan
) -> _Ubahan:
    hasil = _Ubahan()
    for t in temuan:
        if not t.entri and t.kode != "STR-004":
            continue
        akibat = aturan_untuk(t).akibat
        if akibat == "buang_nilai":
            hasil.buang[t.entri].append(t)
        elif akibat == "catat":
            if t.kode == "DIP-043":
                hasil.online.add(t.entri)
        elif akibat in ("tahan_baris", "tandai"):
            if not _berlaku(t, kesampingan):
                if t.kode == _TERSEMBUNYI:
                    hasil.bebas_tersembunyi.add(t.entri)
                continue
            tahan = akibat == "tahan_baris" or kebijakan.kelengkapan == "tahan" or t.kode in kebijakan.tahan
            tujuan = hasil.menahan if tahan else hasil.menandai
            for i in (t.entri,) if t.entri else _tanpa_kolom(rekap, baris, t):
                tujuan[i].append(t.kode)
    return hasil


def _tanpa_kolom(rekap: pd.DataFrame, baris: Sequence[str], t: Temuan) -> list[str]:
    """Rows of the sheet that STR-004 means (none named: of the whole file), as far as nothing else filled the column
    in."""
    if t.kolom not in rekap.columns:
        return []
    isi = zip(baris, rekap["asal"].tolist(), rekap[t.kolom].tolist(), strict=True)
    return [i for i, asal, nilai in isi if not nilai and t.lembar in ("", asal["lembar"]) and i.startswith(f"{t.opd}:")]


def _buang_nilai(terbit: pd.DataFrame, ubahan: _Ubahan) -> pd.DataFrame:
    """The rows that go out, without the values that findings take away. Cells are replaced, never changed in place."""
    if not ubahan.buang and not ubahan.online:
        return terbit
    ubah: dict[str, list[Any]] = {}

    def kolom(nama: str) -> list[Any]:
        if nama not in ubah:
            ubah[nama] = terbit[nama].tolist()
        return ubah[nama]

    letak = {i: n for n, i in enumerate(terbit["id_baris"].tolist())}
    for i, daftar in ubahan.buang.items():
        if (n := letak.get(i)) is None:
            continue
        for t in daftar:
            if t.kode in ("LNK-001", "LNK-010"):
                kolom("tautan")[n] = [u for u in kolom("tautan")[n] if not cacat_tautan(u)]
                continue
            for nama in TURUNAN.get(t.kolom, (t.kolom,)):
                if nama in _KOSONG:
                    nol = _KOSONG[nama]
                    kolom(nama)[n] = list(nol) if isinstance(nol, list) else nol
    for i in ubahan.online:
        n = letak.get(i)
        if n is not None and kolom("tautan")[n] and "online" not in kolom("bentuk")[n]:
            kolom("bentuk")[n] = [*kolom("bentuk")[n], "online"]
    for nama, nilai in ubah.items():
        terbit[nama] = pd.Series(nilai, index=terbit.index, dtype=terbit[nama].dtype)
    return terbit
