"""A sheet that continues the one before also continues its class, above all an excluded one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dip.lembar import Bacaan, Lembar
from dip.normal import Kamus, Ternormal, normalkan
from dip.pengaturan import Deklarasi, Opd


def test_a_declared_continuation_stays_excluded(
    kamus: Kamus, kepala: list[str], baris: Callable[..., list[Any]]
) -> None:
    satu = Lembar("DIP", [kepala, ["D. Informasi yang dikecualikan"], baris(1, "Denah Ruang Peladen")])
    dua = Lembar("Lanjutan", [baris(2, "Denah Ruang Tahanan"), baris(3, "Denah Gudang Senjata")])
    deklarasi = Deklarasi(kategori="berkala", kolom={"lembar Lanjutan": "lanjutan"})
    opd = Opd(kode="DINKES", nama="Dinas Kesehatan", deklarasi=deklarasi)
    hasil: Ternormal = normalkan(
        Bacaan("xlsx", [satu, dua]), opd, kamus, sha_berkas="a" * 64, nama_berkas="dip.xlsx", semua_opd=[opd]
    )
    assert len(hasil.entri) == 3
    assert ["dikecualikan" in e["kategori_calon"] for e in hasil.entri] == [True] * 3
