"""Check a file exactly as it will be checked when it is collected; nothing is sent and nothing is kept.

The same reader, the same understanding and the same rules as in the monthly run (`dip periksa`).
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd

from dip.aturan import Konteks, nilai, terapkan
from dip.entri import Entri
from dip.normal import normalkan
from dip.pemeriksaan import Pemeriksaan
from dip.pengaturan import Deklarasi, Kebijakan, Opd
from dip.protokol import Baca
from dip.sidik import sha256
from sumber.kamus import muat_kamus


def opd_sementara(kategori: str) -> Opd:
    """A sender nobody knows yet, with the category declared by hand (empty: none)."""
    deklarasi = Deklarasi.model_validate({"kategori": kategori or None})
    return Opd(kode="PERIKSA", nama="Berkas yang diperiksa", deklarasi=deklarasi)


def periksa(baca: Baca, berkas: Path, opd: Opd, periode: str, pengaturan: Path | None = None) -> Pemeriksaan:
    """Read, understand and judge one file. `periode` (YYYY-MM) is the month it is judged for."""
    isi = berkas.read_bytes()
    bacaan = baca(isi, berkas.name)
    hasil = normalkan(
        bacaan, opd, muat_kamus(pengaturan), sha_berkas=sha256(isi), nama_berkas=berkas.name, semua_opd=[opd]
    )
    rekap = pd.DataFrame(hasil.entri, columns=list(Entri.__annotations__))
    temuan = [replace(t, opd=opd.kode) for t in bacaan.temuan] + hasil.temuan
    temuan += nilai(rekap, Konteks(periode, Kebijakan(), [opd], {}))
    pisah = terapkan(rekap, temuan, Kebijakan())
    return Pemeriksaan(
        nama=berkas.name,
        jenis=bacaan.jenis,
        dibaca=hasil.dibaca,
        terbit=len(pisah.terbit),
        ditahan=len(pisah.ditahan),
        dik=len(pisah.dik),
        per_kategori={str(n): int(j) for n, j in rekap["kategori"].value_counts().sort_index().items()},
        dilewati=hasil.dilewati,
        temuan=temuan,
    )
