"""Excluded information and personal data never come out, and a guard that stops leaves a way out."""

from __future__ import annotations


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


def satu_temuan(*_: object) -> list[object]:
    """A builder that puts excluded text on a page, where no row can be held for it."""
    from dip.temuan import Temuan

    return [Temuan("DIK-010", parameter={"id": "DIK-1"})]


def test_nama_kantor_bukan_rahasia_meski_dinyatakan_dikecualikan(kabupaten, jalan, pejabat, tabel) -> None:
    """Names of offices are our own words on every page; one careless row must not stop the edition for good."""
    rahasia = tabel("Dinas A", kategori="Dikecualikan").splitlines(keepends=True)[1]
    for o in kabupaten.opd:
        kabupaten.kirim(o, tabel("Rencana Kerja") + (rahasia if o == "DINB" else ""))
    j = jalan().kerjakan()
    pejabat.terbitkan(j)
    assert j.nama == "Terbit"


def test_draf_yang_ditahan_penjaga_tidak_pernah_sampai_ke_ppid(kabupaten, jalan, pejabat, tabel, monkeypatch) -> None:
    from dip.putusan import pintu_menunggu

    for o in kabupaten.opd:
        kabupaten.kirim(o, tabel("Rencana Kerja"))
    monkeypatch.setattr("dip.beku.periksa_keluaran", satu_temuan)
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
    for o in kabupaten.opd:
        kabupaten.kirim(o, tabel("Rencana Kerja"))
    j = jalan().kerjakan()
    pejabat.putuskan(j, "tuti", "ajukan")
    pejabat.putuskan(j, "pandu", "setujui")
    with monkeypatch.context() as m:
        m.setattr("tasks.penjaga.jaga", satu_temuan)
        pejabat.putuskan(j, "sari", "sahkan")
    assert j.nama == "Penerbitan dihentikan"
    assert j.keadaan["type"] == "FAILED"
    assert not (kabupaten.data / "situs").exists()
    assert not list((kabupaten.data / "arsip").glob("*/*"))
    lagi = jalan().kerjakan()
    assert lagi.nama == "Suspended"
    pejabat.terbitkan(lagi)
    assert lagi.nama == "Terbit"
