"""Which orders stay in force, and what of a release they leave: pure functions over frozen facts."""

from __future__ import annotations

from typing import Any

import pytest

from dip.entri import entri_kosong
from dip.perintah_sah import bawa, dilepas, entri_tayang, kembali_ke, revisi_tayang, tambah, turun
from dip.revisi import Pengesahan, PerintahSah, Revisi, Tanda
from dip.temuan import Temuan

T = Tanda("A", "", "B", "", "", "2026-11-01T08:00:00+07:00")
ASAL: Any = {"berkas": "", "nama_berkas": "", "lembar": "", "baris": 0, "sel": {}, "pewaris": {}}


def baris(nomor: int) -> Any:
    return {**entri_kosong(f"DINA:0:{nomor}", "DINA", ASAL), "kode": f"U-{nomor}", "judul": f"Judul {nomor}"}


def perintah(nomor: int, jenis: Any, *butir: int) -> PerintahSah:
    isi = tuple(baris(n) for n in butir) if jenis == "adendum" else ()
    return PerintahSah(nomor, jenis, "s" * 64, tuple(f"U-{n}" for n in butir), "", T, T.waktu, isi)


def revisi(*butir: int, ditahan: tuple[int, ...] = (), temuan: tuple[Temuan, ...] = (), hilang: str = "") -> Revisi:
    ubah: Any = {"baru": [], "diubah": [], "dicabut": [{"kode": hilang}] if hilang else [], "tetap": 0}
    kepala: Any = {}
    tahan = [baris(n) for n in ditahan]
    return Revisi("x", kepala, [baris(n) for n in butir], list(temuan), [], tahan, [], ubah)


def sah(*p: PerintahSah) -> Pengesahan:
    return Pengesahan("x", "kode", T, T, T, "", "2026-11-01", "k", T.waktu, perintah=p)


def kode(entri: list[Any]) -> list[str]:
    return [e["kode"] for e in entri]


def test_adendum_menambah_cabut_mengurangi_menurut_urutannya() -> None:
    r = revisi(1, 2)
    assert kode(entri_tayang(r, [perintah(1, "adendum", 3), perintah(2, "cabut", 1)])) == ["U-2", "U-3"]
    assert kode(entri_tayang(r, [perintah(1, "adendum", 3), perintah(2, "cabut", 3)])) == ["U-1", "U-2"]
    assert entri_tayang(r, [perintah(1, "cabut")]) == []


def test_cabut_terbawa_sampai_ppid_melepasnya_di_draf_itu() -> None:
    p = perintah(4, "cabut", 1, 2)
    assert bawa([p], revisi(1, 2, 3)) == (p,)
    lepas = Temuan("PUB-004", entri="DINA:0:1", parameter={"n": 4})
    (sisa,) = bawa([p], revisi(1, 2, temuan=(lepas,)))
    assert sisa.butir == ("U-2",)
    # the finding of another order, or about a row that is held all the same, lifts nothing
    assert bawa([p], revisi(1, temuan=(Temuan("PUB-004", entri="DINA:0:1", parameter={"n": 3}),))) == (p,)
    assert dilepas(revisi(ditahan=(1,), temuan=(lepas,))) == {}


def test_cabut_seluruh_edisi_berakhir_bersama_edisinya() -> None:
    assert bawa([perintah(1, "cabut")], revisi(1)) == ()


@pytest.mark.parametrize(
    "r", [revisi(1, 9), revisi(1, ditahan=(9,)), revisi(1, hilang="U-9")], ids=["terbit", "ditahan", "tidak dikirim"]
)
def test_adendum_selesai_begitu_draf_mengenal_butirnya(r: Revisi) -> None:
    assert bawa([perintah(1, "adendum", 9)], r) == ()


def test_adendum_yang_belum_dikenal_terbawa_dengan_barisnya() -> None:
    (sisa,) = bawa([perintah(1, "adendum", 8, 9)], revisi(1, 8))
    assert (sisa.butir, kode(list(sisa.entri))) == (("U-9",), ["U-9"])


def test_kembali_membawa_cabut_saja_dan_sekali() -> None:
    cabut, adendum, semua = perintah(1, "cabut", 1), perintah(2, "adendum", 9), perintah(3, "cabut")
    assert kembali_ke(sah(), sah(cabut, adendum, semua)).perintah == (cabut,)
    assert kembali_ke(sah(cabut), sah(cabut)) == sah(cabut)
    assert kembali_ke(sah(), sah()).ke_json() == sah().ke_json()
    assert tambah(sah(cabut), cabut) == sah(cabut)


def test_draf_hidup_mengenal_yang_dicabut_sebagai_tertahan() -> None:
    r = revisi_tayang(revisi(1, 2), [perintah(1, "cabut", 1), perintah(2, "adendum", 9)])
    assert (kode(r.entri), kode(r.ditahan), r.turun) == (["U-2", "U-9"], ["U-1"], {"U-1": 1})
    lama = revisi_tayang(revisi(2, ditahan=(1,)), [perintah(1, "cabut", 1)], [baris(1)])
    assert kode(lama.ditahan) == ["U-1"]
    assert turun([perintah(1, "cabut", 1), perintah(2, "cabut")]) == {"U-1": 1}
    assert revisi_tayang(r, []) is r


def test_pengesahan_dengan_perintah_bolak_balik_json() -> None:
    s = sah(perintah(1, "cabut", 1), perintah(2, "adendum", 9))
    assert Pengesahan.dari_json(s.ke_json()) == s
