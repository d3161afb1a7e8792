"""Parts that several documents share."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dip.pengaturan import Pejabat
from dip.revisi import Tanda
from dip.terbitan import SISTEM
from keluaran.surat import bagian as s


@given(st.from_regex(r"\A[0-9]{18}\Z"))
def test_nip_dicetak_8_6_1_3(nip):
    bagian = s.nip_baca(nip).split(" ")
    assert [len(b) for b in bagian] == [8, 6, 1, 3]
    assert "".join(bagian) == nip


@pytest.mark.parametrize("nip", ["", "123", "19660819199603100x", "1" * 19])
def test_nip_lain_tidak_diubah(nip):
    assert s.nip_baca(nip) == nip


@pytest.mark.parametrize(
    ("pilih", "baris"),
    [
        ("dikutip", ("UU No 14 Tahun 2008", "Perki 1 Tahun 2022", "Perki 1 Tahun 2017", "Perda Nomor 7 Tahun 2022")),
        (
            "berlaku",
            (
                "Undang-Undang Nomor 14 Tahun 2008",
                "Peraturan Komisi Informasi Nomor 1 Tahun 2021",
                "Perda Nomor 7 Tahun 2022",
            ),
        ),
        (
            "keduanya",
            (
                "UU No 14 Tahun 2008 (yang berlaku: Undang-Undang Nomor 14 Tahun 2008)",
                "Perki 1 Tahun 2022 (yang berlaku: Peraturan Komisi Informasi Nomor 1 Tahun 2021)",
                "Perki 1 Tahun 2017 (yang berlaku: Peraturan Komisi Informasi Nomor 1 Tahun 2021)",
                "Perda Nomor 7 Tahun 2022",
            ),
        ),
    ],
)
def test_dasar_hukum_menurut_pilihan(lembaga, pilih, baris):
    assert s.dasar_hukum(lembaga(dasar=pilih)) == baris


def test_jabatan_di_atas_tanda_tangan():
    plt = Tanda("A", "Plt.", "Kepala Dinas Kominfo", "", "", "")
    assert s.jabatan_tanda(plt, "ppid") == ("Plt. KEPALA DINAS KOMINFO", "selaku PPID,")
    assert s.jabatan_tanda(Tanda("A", "", "Atasan PPID", "", "", ""), "atasan") == ("ATASAN PPID,",)
    assert s.jabatan_tanda(None, "atasan") == ("ATASAN PPID,",)


def test_kotak_tanpa_orang_menyisakan_tempat():
    k = s.kotak(None, "ppid")
    assert s.ISIAN in k.nama
    assert k.bawah == (f"NIP. {s.ISIAN}",)


def test_kotak_pejabat_dan_sistem():
    p = Pejabat(kode="ani", nama="Ani", peran="ppid", jabatan="Kepala", nip="1" * 18, mulai=date(2024, 1, 1))
    k = s.kotak(p, "ppid")
    assert (k.nama, k.bawah) == ("Ani", ("NIP. 11111111 111111 1 111",))
    assert s.tanda(p, "ppid").waktu == ""
    otomatis = s.kotak(SISTEM, "petugas")
    assert (otomatis.nama, otomatis.bawah, otomatis.ruang) == (SISTEM.nama, (), "")


def test_kop_atasan(lembaga):
    sekda = Tanda("A", "", "Sekretaris Daerah", "", "", "")
    assert s.kop_atasan(lembaga(), sekda).nama == "SEKRETARIAT DAERAH"
    assert s.kop_atasan(lembaga(), None).nama == "SEKRETARIAT DAERAH"
    assert s.kop_atasan(lembaga(), Tanda("A", "", "Bupati", "", "", "")).nama == ""
    assert lembaga().alamat not in s.kop_atasan(lembaga(), sekda).alamat


def test_kop_unit_tanpa_kontak(lembaga):
    kop = s.kop_unit(lembaga(alamat="", laman="", surel="", telepon=""))
    assert kop.alamat == ()
    assert kop.atas == "PEMERINTAH KABUPATEN CONTOH JAYA"


def test_butir_satu_kalimat():
    assert s.berakhir(("a", "b")) == ("a;", "b.")
    assert s.berakhir(()) == ()


def test_edisi_baca():
    assert s.edisi_baca("2026-11") == "Tahun 2026 Edisi November"
    with pytest.raises(ValueError, match="2026-13"):
        s.edisi_baca("2026-13")
