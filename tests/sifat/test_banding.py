"""What must hold of codes and differences for any two editions."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dip.banding import bandingkan, cocokkan, kunci_semua, status
from dip.entri import Asal, Entri, entri_kosong

ASAL: Asal = {"berkas": "", "nama_berkas": "", "lembar": "", "baris": 0, "sel": {}, "pewaris": {}}
JUDUL = st.sampled_from(["Renja", "Renja 2023", "Renja 2024", "1. Renja", "LKjIP", "Profil", "2024", ""])


@st.composite
def edisi(draw: st.DrawFn, awalan: str) -> list[Entri]:
    """Rows of two offices with distinct codes and ids."""
    hasil: list[Any] = []
    for n in range(draw(st.integers(0, 7))):
        opd = draw(st.sampled_from(["A", "B"]))
        e = entri_kosong(f"{opd}:{awalan}:{n}", opd, ASAL)
        e["kode"] = f"X-{n:04d}"
        e["judul"] = draw(JUDUL)
        e["tahun"] = draw(st.sampled_from([0, 2023, 2024]))
        e["ringkasan"] = draw(st.sampled_from(["", "satu", "dua"]))
        e["bentuk"] = draw(st.sampled_from([[], ["cetak"]]))
        hasil.append(e)
    return hasil


@given(edisi("0"), edisi("1"))
def test_semua_terhitung_sekali(hidup, baru):
    p = bandingkan(hidup, baru)
    assert len(p["baru"]) + len(p["diubah"]) + p["tetap"] == len(baru)
    assert len(p["dicabut"]) + len(p["diubah"]) + p["tetap"] == len(hidup)
    assert set(status(hidup, baru)) == {e["kode"] for e in baru}


@given(edisi("0"))
def test_dengan_diri_sendiri_semua_tetap(baris):
    assert bandingkan(baris, baris) == {"baru": [], "diubah": [], "dicabut": [], "tetap": len(baris)}
    assert cocokkan(baris, baris) == {e["id_baris"]: e["kode"] for e in baris}


@given(edisi("0"), edisi("1"))
def test_kode_sekali_di_opd_yang_sama_tahun_tak_bertukar(lama, baru):
    hasil = cocokkan(lama, baru)
    assert len(set(hasil.values())) == len(hasil)
    asal = {e["kode"]: e for e in lama}
    for e in baru:
        if e["id_baris"] not in hasil:
            continue
        pasangan = asal[hasil[e["id_baris"]]]
        assert pasangan["opd"] == e["opd"]
        tahun = [
            set(re.findall(r"20\d\d", x["judul"])) or ({str(x["tahun"])} if x["tahun"] else set())
            for x in (pasangan, e)
        ]
        assert tahun[0] == tahun[1] or not (tahun[0] and tahun[1])
    assert hasil == cocokkan(lama, baru)


@given(edisi("0"), st.randoms(use_true_random=False))
def test_urutan_baris_tidak_mengubah_pasangan_yang_sama_isinya(baris, acak):
    """Moving rows inside a file costs nobody his code, unless two rows are equal in everything."""
    isi = [(e["opd"], e["judul"], e["tahun"], e["ringkasan"], tuple(e["bentuk"])) for e in baris]
    if len(set(isi)) < len(isi):
        return
    kocok = list(baris)
    acak.shuffle(kocok)
    assert cocokkan(baris, kocok) == {e["id_baris"]: e["kode"] for e in baris}


@given(edisi("0"))
def test_kunci_unik_di_dalam_opd(baris):
    kunci = kunci_semua(baris)
    assert len(kunci) == len(baris)
    assert len({(e["opd"], kunci[e["id_baris"]]) for e in baris}) == len(baris)
