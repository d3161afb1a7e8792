"""From a line to a correction file: it loads, it finds its row, and nothing is changed where it would not."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dip.koreksi import terapkan_koreksi
from dip.koreksi_tulis import KoreksiTulisGalat, koreksi_untuk, tambah_koreksi
from dip.lembar_koreksi import rapikan_baris
from dip.lembar_nilai import nilai_draf
from dip.muat import PengaturanGalat, muat_pengaturan
from dip.normal.teks import rapikan
from dip.pengaturan import Koreksi, Opd
from sumber.kamus import muat_kamus

HARI = date(2026, 11, 12)
SATU = "KTH-DINKES-0001"


@pytest.fixture
def folder(rumah: Path, tmp_path: Path) -> Path:
    """A copy of the shipped settings."""
    salinan = tmp_path / "pengaturan"
    shutil.copytree(rumah / "sumber" / "contoh", salinan)
    return salinan


def koreksi(**isi: object) -> Koreksi:
    bawaan = {"opd": "DINKES", "judul": "Profil", "kolom": "tempat", "tertulis": "", "seharusnya": "Hijau"}
    return Koreksi.model_validate({**bawaan, "alasan": "Salah tulis.", "oleh": "rina", "tanggal": HARI, **isi})


def dibaca(folder: Path) -> tuple[Koreksi, ...]:
    return muat_pengaturan(folder).koreksi


def test_baris_menjadi_koreksi(revisi, baris):
    b = baris(opd="DINKES", kode=SATU, kolom="tempat", tertulis="Hijau", seharusnya="Biru", alasan="x" * 900)
    k = koreksi_untuk(revisi, b, "rina", HARI, {SATU})
    assert (k.opd, k.kode, k.judul, k.kolom, k.tertulis, k.seharusnya, len(k.alasan)) == (
        *("DINKES", SATU, "", "tempat", "Hijau", "Biru"),
        300,
    )
    bukan = ({"kode": ""}, {"kolom": ""}, {"seharusnya": ""}, {"kolom": "tanggal_pemutakhiran"})
    assert all(koreksi_untuk(revisi, replace(b, **x), "rina", HARI, {SATU}) is None for x in bukan)


@pytest.mark.parametrize(
    ("kode", "kolom", "seharusnya"),
    [
        (SATU, "tempat", "Biru"),
        (SATU, "judul", "Laporan Satu"),
        (SATU, "ringkasan", "Satu baris saja"),
        (SATU, "kategori", "Setiap saat"),
        (SATU, "bentuk", "Online"),
        ("KTH-DINKES-0002", "tautan", "https://a.go.id/y"),
        (SATU, "retensi_teks", "5 tahun"),
    ],
)
@pytest.mark.parametrize("hidup", [True, False])
def test_koreksi_menemukan_barisnya(revisi, baris, kode, kolom, seharusnya, hidup):
    """What the draft shows in words of its own is turned back into what the office wrote."""
    b = rapikan_baris(revisi, baris(kode=kode, kolom=kolom, seharusnya=seharusnya))
    e = next(e for e in revisi.entri if e["kode"] == kode)
    k = koreksi_untuk(revisi, b, "rina", HARI, {kode} if hidup else set())
    assert (k.kode, k.judul) == ((kode, "") if hidup else ("", e["judul"]))
    entri, temuan, dipakai = terapkan_koreksi(
        [dict(e)], [k], kamus=muat_kamus(), opd=Opd(kode="DINKES", nama="Dinas"), judul_kode={kode: e["judul"]}
    )
    assert [t.kode for t in temuan] == ["KOR-002"] and len(dipakai) == 1
    assert nilai_draf(entri[0], kolom) == seharusnya


def test_yang_tidak_dapat_menjadi_koreksi(revisi, ubah, baris):
    def coba(r, **isi):
        return koreksi_untuk(r, rapikan_baris(r, baris(**isi)), "rina", HARI, set())

    assert coba(revisi, kode="KTH-DINKES-0009") is None
    assert coba(revisi, kode="KTH-DLH-0007", kolom="ringkasan", seharusnya="Tanpa data pribadi") is None
    assert coba(revisi, kode="dlh:0:8", kolom="ringkasan", seharusnya="Baris") is not None
    kembar = ubah(revisi, "KTH-DINKES-0002", judul="1. laporan 1")
    assert coba(kembar, kode=SATU, kolom="tempat", seharusnya="Biru") is None
    assert coba(revisi, kode=SATU, kolom="tanggal_pemutakhiran", seharusnya="2026-01-01") is None


def test_ditambahkan_sekali_dan_komentar_tinggal(folder):
    semula = dibaca(folder)
    k = koreksi()
    jalan = tambah_koreksi(folder, [k, koreksi(kolom="retensi_teks", seharusnya="5 tahun")], "lembar-1")
    assert jalan == folder / "koreksi" / "lembar-1.yml"
    assert len(dibaca(folder)) == len(semula) + 2
    jalan.write_text(f"# dari lembar koreksi 1\n{jalan.read_text()}")
    tambah_koreksi(folder, [koreksi(kolom="tautan", tertulis="x", seharusnya="https://a.go.id")], "lembar-1")
    isi = jalan.read_text()
    assert isi.startswith("# dari lembar koreksi 1\n") and "tanggal: 2026-11-12\n" in isi
    tambah_koreksi(folder, [k, koreksi(oleh="bayu")], "lain")
    assert not (folder / "koreksi" / "lain.yml").exists() and jalan.read_text() == isi
    assert sorted(p.name for p in (folder / "koreksi").iterdir()) == ["dpupr.yml", "lembar-1.yml"]


@pytest.mark.parametrize(("lama", "awal"), [("", ""), ("# hanya catatan\n", "# hanya catatan\n"), ("[]\n", "")])
def test_berkas_yang_masih_kosong(folder, lama, awal):
    jalan = folder / "koreksi" / "baru.yml"
    jalan.write_text(lama)
    semula = len(dibaca(folder))
    tambah_koreksi(folder, [koreksi()], "baru")
    assert len(dibaca(folder)) == semula + 1
    assert jalan.read_text().startswith(awal)


def test_gagal_berarti_tidak_ada_yang_berubah(folder):
    semua = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    for salah in (koreksi(opd="ANTAH"), koreksi(oleh="siapa"), koreksi(judul="")):
        with pytest.raises(PengaturanGalat):
            tambah_koreksi(folder, [koreksi(), salah], "dpupr")
    for nama in ("../dpupr", "", "A B", ".x"):
        with pytest.raises(KoreksiTulisGalat):
            tambah_koreksi(folder, [koreksi()], nama)
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == semua


def test_koreksi_atas_koreksi_harus_sesudahnya(folder):
    tambah_koreksi(folder, [koreksi(seharusnya="Biru")], "m-tengah")
    lagi = koreksi(tertulis="Biru", seharusnya="Ungu")
    with pytest.raises(KoreksiTulisGalat):
        tambah_koreksi(folder, [lagi], "a-awal")
    assert not (folder / "koreksi" / "a-awal.yml").exists()
    assert lagi in muat_pengaturan(tambah_koreksi(folder, [lagi], "z-akhir").parents[1]).koreksi


TEKS = st.one_of(
    st.sampled_from(
        ["null", "~", "yes", "12", "- a", "# b", "a: b", "&x", "*y", "!z", "'", '"', "=1", "a\nb", "{", "|"]
    ),
    st.text(max_size=80),
).map(lambda t: rapikan(t).strip())


@given(st.lists(st.tuples(TEKS.filter(bool), TEKS, TEKS.filter(bool)), min_size=1, max_size=20))
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_teks_apa_pun_kembali_utuh(folder, daftar):
    (folder / "koreksi" / "sifat.yml").unlink(missing_ok=True)
    semua = [
        koreksi(judul=f"{judul} {n}", tertulis=tertulis, seharusnya=f"{tertulis} baru", alasan=alasan)
        for n, (judul, tertulis, alasan) in enumerate(daftar)
    ]
    tambah_koreksi(folder, semua[:1], "sifat")
    tambah_koreksi(folder, semua, "sifat")
    assert [k for k in dibaca(folder) if k.judul != "Peta Jaringan Jalan Kabupaten"] == semua
