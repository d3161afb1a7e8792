"""Grounds typed into one cell: read whole or refused, never guessed and never cut."""

from __future__ import annotations

import pytest

from dip.dik import UU_KIP, DasarPengecualian
from dip.dik_dasar import DasarGalat, baca_dasar, tulis_dasar

KIP_H = DasarPengecualian(pasal=17, huruf="h")


@pytest.mark.parametrize(
    ("teks", "dasar"),
    [
        ("", ()),
        ("UU 14/2008 Pasal 17 huruf h", (KIP_H,)),
        ("uu kip pasal 17 huruf H.", (KIP_H,)),
        ("UU Nomor 14 Tahun 2008, Pasal 17 huruf h", (KIP_H,)),
        ("Pasal 17 huruf h", (KIP_H,)),
        ("Pasal 17 huruf c angka 6 dan huruf h UU KIP",
         (DasarPengecualian(pasal=17, huruf="c", angka=6), KIP_H)),
        ("UU 14/2008\nPasal 17 huruf h", (KIP_H,)),
        ("UU 27/2022", (DasarPengecualian(uu="UU 27/2022"),)),
        ("Perda 3/2019 Pasal 6", (DasarPengecualian(uu="Perda 3/2019", pasal=6),)),
        ("UU 14/2008 Pasal 17 huruf h; Perda 3/2019 Pasal 6",
         (KIP_H, DasarPengecualian(uu="Perda 3/2019", pasal=6))),
        ("UU 14/2008 Pasal 17 huruf h\nUU 14/2008 Pasal 17 huruf h", (KIP_H,)),
    ],
)  # fmt: skip
def test_read(teks: str, dasar: tuple[DasarPengecualian, ...]) -> None:
    assert baca_dasar(teks) == dasar


@pytest.mark.parametrize(
    "teks",
    [
        "rahasia jabatan",
        "Pasal 6 dan Pasal 17 huruf h",  # whose Article 6
        "Pasal 17 huruf h Perda 3/2019",  # would become Article 17 of UU 14/2008
        "UU KIP dan UU 27/2022 Pasal 4",  # a law without its article would be lost
        "UU KIP Pasal 17 huruf k",
        "Pasal 0 UU 14/2008",
        "Pasal 17 huruf h UU KIP " + "dan seterusnya " * 60,
    ],
)
def test_refused_rather_than_guessed(teks: str) -> None:
    with pytest.raises(DasarGalat):
        baca_dasar(teks)


def test_written_one_a_line() -> None:
    dasar = (DasarPengecualian(pasal=17, huruf="h", angka=3), DasarPengecualian(uu="UU 27/2022", pasal=4))
    assert tulis_dasar(dasar) == f"{UU_KIP} Pasal 17 huruf h angka 3\nUU 27/2022 Pasal 4"
