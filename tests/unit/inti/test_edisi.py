"""Opening, taking over and closing an edition in the register."""

from __future__ import annotations

import threading
from datetime import datetime

import pytest

from dip.edisi import Pembukaan, buka_edisi, edisi_terbuka, tutup_edisi
from dip.jam import WIB
from dip.register import Register, sisip, tabel

SAAT = datetime(2026, 11, 1, 6, 0, tzinfo=WIB)


def buka(r: Register, run: str, periode: str = "2026-11", hidup: bool = True) -> Pembukaan:
    return buka_edisi(r, "UJI", periode, run, SAAT, lambda _: hidup)


def tutup(r: Register, p: Pembukaan, status: str = "terbit", terbitkan: bool = True) -> None:
    assert p.edisi is not None
    with r.tulis() as k:
        if terbitkan:
            sisip(
                k, tabel.terbitan,
                edisi=p.edisi.id, sidik="a", pengesahan=str(p.edisi.id), rilis="x", dibuat="", status="terbit",
            )  # fmt: skip
        tutup_edisi(k, p.edisi, status, "selesai", SAAT)


def test_masuk_kembali_memberi_edisi_yang_sama(register: Register) -> None:
    p = buka(register, "run-1")
    assert (p.tolak, p.edisi.kode) == ("", "DIP-UJI-2026-11")
    lagi = buka(register, "run-1", "2027-01")  # the periode is frozen at the first entry
    assert (lagi.edisi.id, lagi.edisi.periode, lagi.edisi.masukan) == (p.edisi.id, "2026-11", p.edisi.masukan + 1)


@pytest.mark.parametrize(
    ("periode", "hidup", "tolak"),
    [
        ("2026-11", True, "sudah_berjalan"),
        ("2026-11", False, ""),
        ("2026-12", True, "menunggu_edisi"),
        ("2026-12", False, "pemilik_mati"),
    ],
)
def test_jalan_lain_menurut_bulan_dan_hidupnya_pemilik(
    register: Register, periode: str, hidup: bool, tolak: str
) -> None:
    pertama = buka(register, "run-1")
    lain = buka(register, "run-2", periode, hidup)
    assert lain.tolak == tolak
    assert lain.edisi.id == pertama.edisi.id
    assert lain.edisi.pemilik == ("run-2" if tolak == "" else "run-1")


def test_dua_jalan_berebut_pemilik_mati_hanya_satu_yang_dapat(register: Register) -> None:
    buka(register, "run-1")
    hasil: list[str] = []
    pagar = threading.Barrier(2)

    def rebut(run: str) -> None:
        pagar.wait()
        hasil.append(buka_edisi(register, "UJI", "2026-11", run, SAAT, lambda r: r != "run-1").tolak)

    utas = [threading.Thread(target=rebut, args=(f"run-{n}",)) for n in (2, 3)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    assert sorted(hasil) == ["", "sudah_berjalan"]


def test_nomor_register_baru_setiap_pembukaan_dan_r1_sesudah_terbit(register: Register) -> None:
    batal = buka(register, "run-1")
    tutup(register, batal, "dibatalkan", terbitkan=False)
    kedua = buka(register, "run-2")
    assert kedua.edisi.id != batal.edisi.id
    assert kedua.edisi.kode == "DIP-UJI-2026-11"
    tutup(register, kedua)
    assert buka(register, "run-3").edisi.kode == "DIP-UJI-2026-11-R1"


def test_periode_lebih_tua_dari_yang_tayang_ditolak(register: Register) -> None:
    tutup(register, buka(register, "run-1"))
    assert buka(register, "run-2", "2026-10").tolak == "lebih_tua"


def test_jalan_dari_edisi_yang_sudah_ditutup_tidak_membukanya_lagi(register: Register) -> None:
    p = buka(register, "run-1")
    tutup(register, p)
    lagi = buka(register, "run-1")
    assert (lagi.tolak, lagi.edisi.hasil) == ("selesai", "selesai")
    with register.baca() as k:
        assert edisi_terbuka(k, "UJI") is None
