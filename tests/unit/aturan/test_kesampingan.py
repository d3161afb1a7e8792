"""Waivers and policies: what they release, what they never release, and how it is counted."""

from __future__ import annotations

import pandas as pd
import pytest

from dip.aturan import nilai, ringkas, terapkan
from dip.aturan.pisah import dikesampingkan
from dip.kesampingan import TIDAK_PERNAH
from dip.pengaturan import Kebijakan
from dip.temuan import Temuan


def kecuali(*kode):
    return lambda t: t.kode in kode


@pytest.fixture
def pisahkan(konteks):
    def jalan(*baris, temuan=(), kebijakan=None, kesampingan=None):
        rekap = pd.DataFrame(list(baris))
        semua = [*nilai(rekap, konteks), *temuan]
        lebih = () if kesampingan is None else (kesampingan,)
        return terapkan(rekap, semua, kebijakan or Kebijakan(), *lebih)

    return jalan


@pytest.mark.parametrize(
    ("isi", "kode"),
    [
        ({"judul": "Rincian HPS Pengadaan Komputer"}, "DIK-050"),
        ({"judul": "Daftar Riwayat Penyakit Pasien Rujukan"}, "DIK-020"),
        ({"ringkasan": "Nomor dokumen 1901014507900001 tahun lalu"}, "PDP-001"),
        ({"tersembunyi": True}, "FILE-031"),
    ],
)
def test_ditahan_lalu_dilepas(entri, pisahkan, isi, kode):
    assert pisahkan(entri(1, **isi)).sebab == {"DINKES:0:1": (kode,)}
    hasil = pisahkan(entri(1, **isi), kesampingan=kecuali(kode))
    assert len(hasil.terbit) == 1
    assert hasil.dikesampingkan == {kode: 1}


@pytest.mark.parametrize("kode", sorted(TIDAK_PERNAH - {"DIP-013"}))
def test_yang_tidak_pernah_dilepas(entri, pisahkan, kode):
    temuan = [Temuan(kode, entri="DINKES:0:1")]
    hasil = pisahkan(entri(1), temuan=temuan, kesampingan=lambda _: True)
    assert hasil.sebab == {"DINKES:0:1": (kode,)}
    assert dikesampingkan(temuan, lambda _: True) == {}


def test_baris_dikecualikan_tetap_ke_dik(entri, pisahkan):
    hasil = pisahkan(entri(1, kategori="dikecualikan"), kesampingan=lambda _: True)
    assert hasil.terbit.empty
    assert len(hasil.dik) == 1


def test_kesampingan_tidak_mengembalikan_nilai(entri, pisahkan):
    hasil = pisahkan(entri(1, tautan=["http://10.0.0.1/a"]), kesampingan=lambda _: True)
    assert hasil.terbit["tautan"].tolist() == [[]]


def test_tanda_dan_hitungan(entri, pisahkan):
    baris = entri(1, retensi_teks="", retensi_jenis="tidak_diisi")
    assert pisahkan(baris).bertanda == {"DINKES:0:1": ("DIP-017",)}
    assert pisahkan(baris, kesampingan=kecuali("DIP-017")).bertanda == {}
    temuan = [Temuan("DIP-017"), Temuan("DIP-017"), Temuan("DIP-030")]
    assert ringkas(temuan, kecuali("DIP-017")) == {"tolak": 0, "wajib": 1, "periksa": 0, "info": 0}
    assert dikesampingkan(temuan, kecuali("DIP-017")) == {"DIP-017": 2}


def test_kebijakan_menahan_satu_kode(entri, pisahkan):
    tahan = Kebijakan(tahan=("DIP-017",))
    hasil = pisahkan(entri(1, retensi_teks=""), entri(2, penanggung_jawab=""), kebijakan=tahan)
    assert hasil.sebab == {"DINKES:0:1": ("DIP-017",)}
    assert hasil.bertanda == {"DINKES:0:2": ("DIP-051",)}


STR_004 = Temuan("STR-004", opd="DINKES", lembar="DIP", kolom="retensi_teks")


def test_kolom_yang_kurang_menandai_dan_menahan_barisnya(entri, pisahkan):
    """Only STR-004 speaks of the column, but every row lacks it. Rows that have the value are not meant."""
    baris = (entri(1, retensi_teks=""), entri(2), entri(3, pengirim="DINSOS", retensi_teks=""))
    hasil = pisahkan(*baris, temuan=[STR_004])
    assert "STR-004" in hasil.bertanda["DINKES:0:1"]
    assert hasil.bertanda["DINSOS:0:3"] == ("DIP-017",)
    tahan = pisahkan(*baris, temuan=[STR_004], kebijakan=Kebijakan(kelengkapan="tahan"))
    assert "STR-004" in tahan.sebab["DINKES:0:1"]
    assert tahan.terbit["id_baris"].tolist() == ["DINKES:0:2"]
    assert "DINKES:0:1" in pisahkan(*baris, temuan=[STR_004], kebijakan=Kebijakan(tahan=("STR-004",))).sebab
