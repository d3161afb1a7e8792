"""Excluded information and personal data never come out, and a guard that stops leaves a way out."""

from __future__ import annotations

import pytest


def isi_situs(kabupaten) -> str:
    situs = kabupaten.data / "situs" / "kini"
    return "".join(p.read_text(errors="replace") for p in situs.rglob("*") if p.is_file())


def test_baris_dikecualikan_dan_data_pribadi_tidak_keluar(kabupaten, jalan, pejabat, tabel) -> None:
    kepala = tabel("Rencana Kerja")
    rahasia = tabel("Topologi Jaringan Pusat Data", kategori="Dikecualikan").splitlines(keepends=True)[1]
    nik = tabel("Surat Rekomendasi 1101014507900001").splitlines(keepends=True)[1]
    kabupaten.kirim("DINA", kepala + rahasia + nik)
    kabupaten.kirim("DINB", tabel("Rencana Kerja", "Topologi Jaringan Pusat Data"))
    kabupaten.kirim("DINC", tabel("Rencana Kerja"))
    j = jalan().kerjakan()
    pejabat.terbitkan(j)
    assert j.nama == "Terbit"
    keluar = isi_situs(kabupaten)
    assert "Topologi Jaringan" not in keluar
    assert "1101014507900001" not in keluar
    assert keluar.count("Rencana Kerja") >= 3


@pytest.fixture
def nama_opd_dikecualikan(kabupaten, tabel):
    """An office whose very name is an excluded title: the guard finds it, and no row can be held for it."""
    b = kabupaten.akar / "pengaturan" / "opd" / "dina.yml"
    b.write_text(b.read_text().replace("nama: Dinas A", "nama: Unit Sandi Tertutup Daerah"))
    rahasia = tabel("Unit Sandi Tertutup Daerah", kategori="Dikecualikan").splitlines(keepends=True)[1]
    for o in kabupaten.opd:
        kabupaten.kirim(o, tabel("Rencana Kerja") + (rahasia if o == "DINB" else ""))


def test_draf_yang_ditahan_penjaga_tidak_pernah_sampai_ke_ppid(
    nama_opd_dikecualikan, kabupaten, jalan, pejabat
) -> None:
    from dip.putusan import pintu_menunggu

    j = jalan().kerjakan()
    assert "belum dapat diajukan" in j.formulir()
    pejabat.putuskan(j, "tuti", "ajukan")
    with pejabat.meja.register.baca() as k:
        assert [(p.peran, p.ronde) for p in pintu_menunggu(k, "UJI")] == [("petugas", 2)]
    pejabat.putuskan(j, "tuti", "batalkan", "Nama unit harus diganti dulu")
    assert j.nama == "Dibatalkan"
    assert not (kabupaten.data / "situs").exists()


def test_penjaga_saat_terbit_menghentikan_dan_edisi_kembali_ke_petugas(
    kabupaten, jalan, pejabat, tabel, monkeypatch
) -> None:
    """A builder that suddenly puts excluded text on a page: nothing is published, and the edition is no dead end."""
    from dip.temuan import Temuan

    for o in kabupaten.opd:
        kabupaten.kirim(o, tabel("Rencana Kerja"))
    j = jalan().kerjakan()
    pejabat.putuskan(j, "tuti", "ajukan")
    pejabat.putuskan(j, "pandu", "setujui")
    with monkeypatch.context() as m:
        m.setattr("tasks.penjaga.periksa_keluaran", lambda *_: [Temuan("DIK-010", parameter={"id": "DIK-1"})])
        pejabat.putuskan(j, "sari", "sahkan")
    assert j.nama == "Penerbitan dihentikan"
    assert j.keadaan["type"] == "FAILED"
    assert not (kabupaten.data / "situs").exists()
    assert not list((kabupaten.data / "arsip").glob("*/*"))
    lagi = jalan().kerjakan()
    assert lagi.nama == "Suspended"
    pejabat.terbitkan(lagi)
    assert lagi.nama == "Terbit"
