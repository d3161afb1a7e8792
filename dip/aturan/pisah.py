"""What the findings do to the rows: out, held, or to the excluded ones (design §4.11). Nothing vanishes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast, get_args

import numpy as np
import pandas as pd

from dip.aturan.daftar import aturan_untuk
from dip.aturan.tautan import cacat_tautan
from dip.entri import KATEGORI_TERBIT, Entri, entri_kosong
from dip.pengaturan import Kebijakan
from dip.temuan import Keparahan, Temuan

_KOSONG: Mapping[str, object] = entri_kosong(
    "", "", {"berkas": "", "nama_berkas": "", "lembar": "", "baris": 0, "sel": {}, "pewaris": {}}
)

_WAKTU = ("waktu_teks", "waktu_mulai", "waktu_selesai", "waktu_presisi", "tahun")
_RETENSI = ("retensi_teks", "retensi_jenis", "retensi_aktif", "retensi_inaktif")
_TURUNAN: Mapping[str, tuple[str, ...]] = {
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
_DIK = "DIP-013"


@dataclass(frozen=True, slots=True)
class Terpisah:
    """The rows after judging; together they are exactly the rows that came in, each once, in their order.

    `terbit` goes out (with values dropped), `ditahan` is held back as it came, `dik` is excluded. `sebab` names, per
    `id_baris` of a held row, the codes that hold it.
    """

    terbit: pd.DataFrame
    ditahan: pd.DataFrame
    dik: pd.DataFrame
    sebab: dict[str, tuple[str, ...]]


def ringkas(temuan: Iterable[Temuan]) -> dict[str, int]:
    """How many findings of each severity; all four are always there."""
    hitung = Counter(aturan_untuk(t).keparahan for t in temuan)
    return {k: hitung[k] for k in cast("tuple[Keparahan, ...]", get_args(Keparahan))}


def terapkan(rekap: pd.DataFrame, temuan: Sequence[Temuan], kebijakan: Kebijakan) -> Terpisah:
    """Apply the akibat of all findings, those of reading and normalising included.

    Excluded rows go to `dik` whatever else is said of them. Held are rows with a finding that holds, hidden rows
    (FILE-031), rows without a category that may be published, and, under `kelengkapan: tahan`, rows with anything
    *belum diisi*. In the rows that go out `buang_nilai` empties exactly the value meant, and a good link adds the
    form `online` (DIP-043).
    """
    if rekap.empty:
        return Terpisah(rekap, rekap, rekap, {})
    rekap = rekap.reset_index(drop=True)
    menahan: dict[str, list[str]] = defaultdict(list)
    buang: dict[str, list[Temuan]] = defaultdict(list)
    online: set[str] = set()
    for t in temuan:
        if not t.entri:
            continue
        akibat = aturan_untuk(t).akibat
        if akibat == "tahan_baris" or (akibat == "tandai" and kebijakan.kelengkapan == "tahan"):
            menahan[t.entri].append(t.kode)
        elif akibat == "buang_nilai":
            buang[t.entri].append(t)
        elif t.kode == "DIP-043":
            online.add(t.entri)
    baris = rekap["id_baris"].tolist()
    for i, sembunyi, kategori in zip(baris, rekap["tersembunyi"].tolist(), rekap["kategori"].tolist(), strict=True):
        if sembunyi:
            menahan[i].append("FILE-031")
        if kategori not in KATEGORI_TERBIT and i not in menahan:
            menahan[i].append("DIP-010")  # nothing goes out without a class of the law, whatever was found
    dik = rekap["kategori"].eq("dikecualikan").to_numpy(dtype=bool) | np.fromiter(
        (_DIK in menahan.get(i, ()) for i in baris), dtype=bool, count=len(baris)
    )
    tahan = np.fromiter((i in menahan for i in baris), dtype=bool, count=len(baris)) & ~dik
    return Terpisah(
        terbit=_buang_nilai(rekap[~tahan & ~dik].copy(), buang, online),
        ditahan=rekap[tahan].copy(),
        dik=rekap[dik].copy(),
        sebab={i: tuple(dict.fromkeys(menahan[i])) for i, t in zip(baris, tahan.tolist(), strict=True) if t},
    )


def _buang_nilai(terbit: pd.DataFrame, buang: Mapping[str, list[Temuan]], online: set[str]) -> pd.DataFrame:
    """The rows that go out, without the values that findings take away. Cells are replaced, never changed in place."""
    ubah: dict[str, list[Any]] = {}

    def kolom(nama: str) -> list[Any]:
        if nama not in ubah:
            ubah[nama] = terbit[nama].tolist()
        return ubah[nama]

    for letak, i in enumerate(terbit["id_baris"].tolist()):
        for t in buang.get(i, ()):
            if t.kode in ("LNK-001", "LNK-010"):
                kolom("tautan")[letak] = [u for u in kolom("tautan")[letak] if not cacat_tautan(u)]
                continue
            for nama in _TURUNAN.get(t.kolom, (t.kolom,)):
                if nama in _KOSONG:
                    nol = _KOSONG[nama]
                    kolom(nama)[letak] = list(nol) if isinstance(nol, list) else nol
        if i in online and kolom("tautan")[letak] and "online" not in kolom("bentuk")[letak]:
            kolom("bentuk")[letak] = [*kolom("bentuk")[letak], "online"]
    for nama, nilai in ubah.items():
        terbit[nama] = pd.Series(nilai, index=terbit.index, dtype=terbit[nama].dtype)
    return terbit.reset_index(drop=True)


def daftar_entri(rekap: pd.DataFrame) -> list[Entri]:
    """The rows of a DataFrame as `Entri` again: the inverse of `DataFrame(list[Entri])`."""
    return cast("list[Entri]", rekap.to_dict("records"))
