"""What findings do to rows."""

from __future__ import annotations

import pandas as pd
import pytest

from dip.aturan import ATURAN, Aturan, aturan_untuk, daftar_entri, nilai, ringkas, terapkan
from dip.pengaturan import Kebijakan
from dip.temuan import Temuan


@pytest.fixture
def pisahkan(konteks):
    """Judge and separate; more findings may come from reading."""

    def jalan(*baris, temuan=(), kelengkapan="terbit_bertanda"):
        rekap = pd.DataFrame(list(baris))
        return terapkan(rekap, [*nilai(rekap, konteks), *temuan], Kebijakan(kelengkapan=kelengkapan))

    return jalan


def _id(df):
    return df["id_baris"].tolist()


def test_tabel_lengkap():
    assert len(ATURAN) == 114
    assert ATURAN["DIP-031"] == Aturan("DIP-031", "wajib", "buang_nilai")
    assert {k for k, a in ATURAN.items() if a.akibat == "hentikan_terbit"} == {"DIK-010"}
    assert {k for k, a in ATURAN.items() if a.akibat == "tahan_baris"} == {
        "DIP-001", "DIP-010", "DIP-011", "DIP-012", "DIP-013", "REF-001", "REF-002", "DUP-001",
        "PDP-001", "PDP-002", "PDP-003", "PDP-006", "STR-010", "DIP-007", "DIK-020", "DIK-050",
        "PUB-004",
    }  # fmt: skip
    ditahan_ppid = {"DIK-020", "DIK-050", "DIP-007"}
    ringan = {k: a for k, a in ATURAN.items() if a.keparahan in ("periksa", "info") and k not in ditahan_ppid}
    assert all(a.akibat == "catat" for a in ringan.values())


@pytest.mark.parametrize(
    ("t", "akibat"),
    [
        (Temuan("FILE-010"), "catat"),
        (Temuan("FILE-010", parameter={"jenis": "DDE"}), "tolak_berkas"),
        (Temuan("FILE-031"), "catat"),
        (Temuan("FILE-031", entri="A:0:1"), "tahan_baris"),
        (Temuan("FILE-002"), "tolak_berkas"),
        (Temuan("FILE-002", parameter={"zip": 1, "jenis": "zip"}), "catat"),
        (Temuan("DIP-033", parameter={"tahun": 1998}), "catat"),
        (Temuan("DIP-033", parameter={"tahun": 1944}), "buang_nilai"),
        (Temuan("PDP-001", parameter={"jenis": "tertutup"}), "catat"),
        (Temuan("PDP-001"), "tahan_baris"),
        (Temuan("DIK-010"), "hentikan_terbit"),
        (Temuan("DIK-010", entri="A:0:1"), "tahan_baris"),
    ],
)
def test_kode_berwajah_dua(t, akibat):
    assert aturan_untuk(t).akibat == akibat


def test_tiga_tempat_dan_sebab(entri, pisahkan):
    hasil = pisahkan(
        entri(1),
        entri(2, kategori="dikecualikan"),
        entri(3, tersembunyi=True),
        entri(4, kategori="", kategori_teks="", kategori_calon=[]),
        entri(5, ringkasan="Hubungi 0812-7171-2345 pada jam kerja"),
        entri(6, retensi_teks=""),
    )
    assert _id(hasil.terbit) == ["DINKES:0:1", "DINKES:0:6"]
    assert _id(hasil.dik) == ["DINKES:0:2"]
    assert hasil.sebab == {"DINKES:0:3": ("FILE-031",), "DINKES:0:4": ("DIP-010",), "DINKES:0:5": ("PDP-002",)}
    assert _id(hasil.ditahan) == list(hasil.sebab)


def test_kelengkapan_tahan(entri, pisahkan):
    hasil = pisahkan(entri(1), entri(2, retensi_teks=""), kelengkapan="tahan")
    assert _id(hasil.terbit) == ["DINKES:0:1"]
    assert hasil.sebab == {"DINKES:0:2": ("DIP-017",)}


def test_dikecualikan_menang_atas_ditahan(entri, pisahkan):
    hasil = pisahkan(entri(1, kategori="dikecualikan", tersembunyi=True))
    assert _id(hasil.dik) == ["DINKES:0:1"]
    assert hasil.ditahan.empty


def test_hanya_tautan_buruk_yang_dibuang(entri, pisahkan):
    baik = "https://dinkes.contoh.go.id/a.pdf"
    hasil = pisahkan(entri(1, tautan=["http://10.0.0.1/a", baik, "ftp://x"]), entri(2, tautan=["http://localhost/"]))
    assert hasil.terbit["tautan"].tolist() == [[baik], []]


@pytest.mark.parametrize(
    "waktu",
    [
        {"waktu_teks": "kapan saja", "waktu_presisi": "tidak_terbaca", "waktu_mulai": "", "tahun": 0},
        {"waktu_teks": "Tahun 2099", "waktu_mulai": "2099-01-01", "waktu_selesai": "2099-12-31", "tahun": 2099},
    ],
)
def test_waktu_buruk_dibuang_seluruhnya(entri, pisahkan, waktu):
    (e,) = daftar_entri(pisahkan(entri(1, **waktu)).terbit)
    assert (e["waktu_teks"], e["waktu_mulai"], e["waktu_selesai"], e["waktu_presisi"], e["tahun"]) == (
        "",
        "",
        "",
        "",
        0,
    )
    assert e["tempat"] == "Sungailiat"


@pytest.mark.parametrize(
    ("kolom", "kosong"),
    [("retensi", {"retensi_teks": "", "retensi_aktif": "", "retensi_jenis": "tidak_diisi"}), ("bentuk", {"bentuk": []}),
     ("penanggung_jawab", {"penanggung_jawab": ""}), ("judul", {"judul": "Laporan Kinerja Bagian 1"}), ("entah", {})],
)  # fmt: skip
def test_galat_rumus_mengosongkan_kolomnya(entri, pisahkan, kolom, kosong):
    rusak = Temuan("STR-008", entri="DINKES:0:1", kolom=kolom, sel="B1", parameter={"nilai": "#REF!"})
    (e,) = daftar_entri(pisahkan(entri(1, bentuk=["cetak"], tautan=[], tautan_mentah=[]), temuan=[rusak]).terbit)
    assert {k: e[k] for k in kosong} == kosong


def test_tautan_baik_menambah_online(entri, pisahkan):
    hasil = pisahkan(entri(1, bentuk=["cetak"]), entri(2, bentuk=["cetak"], tautan=["http://localhost/x"]))
    assert hasil.terbit["bentuk"].tolist() == [["cetak", "online"], ["cetak"]]


def test_rekap_dan_baris_tertahan_tidak_berubah(entri, konteks):
    rekap = pd.DataFrame(
        [entri(1, tautan=["http://10.0.0.1/a"], bentuk=["cetak"]), entri(2, tautan=["http://10.0.0.1/b"])]
    )
    semula = rekap.to_dict("records")
    temuan = [*nilai(rekap, konteks), Temuan("PDP-001", entri="DINKES:0:2")]
    hasil = terapkan(rekap, temuan, Kebijakan())
    assert rekap.to_dict("records") == semula
    assert hasil.ditahan["tautan"].tolist() == [["http://10.0.0.1/b"]]


def test_kategori_tak_sah_tidak_pernah_terbit(entri):
    """Even when nobody judged."""
    hasil = terapkan(pd.DataFrame([entri(1, kategori="utama"), entri(2, kategori="")]), [], Kebijakan())
    assert hasil.terbit.empty
    assert hasil.sebab == {"DINKES:0:1": ("DIP-010",), "DINKES:0:2": ("DIP-010",)}


def test_temuan_tanpa_baris_tidak_menahan(entri, pisahkan):
    hasil = pisahkan(entri(1), temuan=[Temuan("STR-004"), Temuan("FILE-031"), Temuan("DIK-010")], kelengkapan="tahan")
    assert len(hasil.terbit) == 1


def test_rekap_kosong():
    hasil = terapkan(pd.DataFrame([]), [], Kebijakan())
    assert (len(hasil.terbit), len(hasil.ditahan), len(hasil.dik), hasil.sebab) == (0, 0, 0, {})


def test_ringkas_selalu_empat():
    assert ringkas([]) == {"tolak": 0, "wajib": 0, "periksa": 0, "info": 0}
    assert ringkas([Temuan("DIP-001"), Temuan("STR-007"), Temuan("STR-009"), Temuan("DIP-030")]) == {
        "tolak": 1, "wajib": 2, "periksa": 0, "info": 1,
    }  # fmt: skip
