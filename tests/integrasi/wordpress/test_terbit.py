"""Publishing to a real WordPress: first, unchanged, changed, back again; and a network that breaks at every step."""

from __future__ import annotations

import pytest

from keluaran.tujuan import terbitkan

EDISI_DUA = "DIP-UJI-2026-11-R1"


@pytest.fixture
def dua_edisi(susun):
    return susun(), susun(ganti={1: {"judul": "Judul yang baru"}}, edisi=EDISI_DUA)


def isi_tersimpan(situs) -> str:
    return situs.sql("SELECT post_content FROM wp_posts WHERE post_type='page' AND post_status='publish'")


def test_terbit_ulang_ubah_dan_kembali(situs, tujuan, rilis, gangguan, dua_edisi):
    satu, dua = dua_edisi
    t = tujuan()
    assert t.yang_ditunjuk() is None
    assert t.rencana(satu, rilis(satu)).dikirim == ("data/dip.csv", "data/dip.pdf", "halaman/daftar-informasi-publik")
    hasil = terbitkan(t, satu, rilis(satu))
    assert (hasil.kode, hasil.sebab, hasil.dikirim) == ("", "", 2)
    assert situs.baca()[0] == 200
    awal = isi_tersimpan(situs)

    gangguan.atur(0)
    assert terbitkan(tujuan(), satu, rilis(satu)).dikirim == 0
    assert gangguan.menulis == 0
    assert t.rencana(satu, rilis(satu)).dikirim == ()

    assert t.rencana(dua, rilis(dua)).rilis_hidup == rilis(satu)
    gangguan.atur(0)
    hasil = terbitkan(t, dua, rilis(dua))
    assert (hasil.kode, hasil.dikirim, gangguan.menulis) == ("", 2, 3)
    assert "Judul yang baru" in situs.baca()[1]
    assert t.periksa_publik(satu) != []

    t.tunjuk(rilis(satu))
    assert (t.yang_ditunjuk(), isi_tersimpan(situs)) == (rilis(satu), awal)
    assert (t.periksa_tayang(satu), t.periksa_publik(satu)) == ([], [])


def test_simpan_rilis_menentukan_berkas_yang_tinggal(situs, tujuan, susun, rilis):
    situs.sisip("attachment", "berkas-lain-000000000000", "berkas-daftar-informasi-publik-lain", "inherit")
    t = tujuan()
    for i in range(3):
        berkas = susun(edisi=f"DIP-UJI-2026-1{i}")
        assert terbitkan(t, berkas, rilis(berkas)).ok
    assert situs.jumlah("attachment") == 1 + 1 + 2  # the stranger's, one csv for all, a pdf for each kept release
    with pytest.raises(Exception, match="belum diletakkan"):
        t.tunjuk(rilis(susun(edisi="DIP-UJI-2026-10")))


def test_sesudah_pencabutan_tidak_ada_berkas_lama_di_pustaka_media(situs, tujuan, susun, rilis):
    t = tujuan()
    for i in range(2):
        berkas = susun(edisi=f"DIP-UJI-2026-1{i}")
        assert terbitkan(t, berkas, rilis(berkas)).ok
    lama = [p.name for p in (situs.folder / "wp-content" / "uploads").rglob("*.pdf")]
    berkas = susun(ganti={1: {"judul": "Lain"}}, edisi="DIP-UJI-2026-12")
    assert terbitkan(t, berkas, rilis(berkas), habis=True).ok
    kini = [p.name for p in (situs.folder / "wp-content" / "uploads").rglob("*") if p.is_file()]
    assert (situs.jumlah("attachment"), len(kini), set(kini) & set(lama)) == (2, 2, set())


def test_tanpa_catatan_pun_terbit_dan_tidak_mengunggah_ulang(situs, tujuan, rilis, dua_edisi):
    satu, dua = dua_edisi
    assert terbitkan(tujuan(), satu, rilis(satu)).ok
    t = tujuan(ruang="mesin-lain")
    assert t.yang_ditunjuk() == rilis(satu)
    hasil = terbitkan(t, satu, rilis(satu))
    assert (hasil.kode, hasil.dikirim) == ("", 0)
    assert terbitkan(t, dua, rilis(dua)).ok
    assert situs.jumlah("page") == 1


def test_berkas_rusak_dan_hilang_diperbaiki(situs, tujuan, rilis, dua_edisi):
    satu, _ = dua_edisi
    t = tujuan()
    assert terbitkan(t, satu, rilis(satu)).ok
    [pdf] = (situs.folder / "wp-content" / "uploads").rglob("*.pdf")
    isi = pdf.read_bytes()
    pdf.write_bytes(isi[:-1] + b"!")
    assert (t.periksa(satu, rilis(satu)), t.periksa_publik(satu)) == (["data/dip.pdf"], ["data/dip.pdf"])
    hasil = terbitkan(t, satu, rilis(satu))
    assert (hasil.kode, hasil.dikirim, hasil.diperbaiki) == ("", 1, ("data/dip.pdf",))
    [pdf] = (situs.folder / "wp-content" / "uploads").rglob("*.pdf")
    assert pdf.read_bytes() == isi
    pdf.unlink()
    assert terbitkan(tujuan(), satu, rilis(satu)).dikirim == 1


def test_semua_milik_kita_dapat_diambil(situs, tujuan, rilis, dua_edisi):
    satu, _ = dua_edisi
    t = tujuan()
    assert terbitkan(t, satu, rilis(satu)).ok
    t.tunjuk(None)
    assert (situs.jumlah("page"), situs.jumlah("attachment"), situs.baca()[0]) == (0, 0, 404)
    assert t.yang_ditunjuk() is None
    t.tunjuk(None)
    assert terbitkan(t, satu, rilis(satu)).dikirim == 2


def gagal_lalu_ulang(situs, tujuan, gangguan, rilis, dua_edisi, cara, sesudah) -> int:
    """Break every request once while the second edition is published; how many there were."""
    satu, dua = dua_edisi
    ke = 0
    while True:
        ke += 1
        situs.kosongkan()
        gangguan.atur(0)
        t = tujuan(ruang=f"r{ke}{sesudah}")
        assert terbitkan(t, satu, rilis(satu)).ok
        lama = isi_tersimpan(situs)
        gangguan.atur(ke, sesudah=sesudah, cara=cara)
        hasil = terbitkan(t, dua, rilis(dua))
        terganggu = sum(c in cara for c in gangguan.permintaan) >= ke
        gangguan.atur(0)
        if not hasil.ok:
            assert hasil.kode in ("TUJUAN-PUTUS", "TUJUAN-BEDA")
            assert t.yang_ditunjuk() in (rilis(satu), rilis(dua))
            if t.yang_ditunjuk() == rilis(satu):
                assert isi_tersimpan(situs) == lama
        ulang = terbitkan(tujuan(ruang=f"r{ke}{sesudah}"), dua, rilis(dua))
        assert (ke, ulang.kode, ulang.sebab) == (ke, "", "")
        assert t.periksa_publik(dua) == []
        assert situs.jumlah("page") == 1
        if not terganggu:
            return ke - 1


@pytest.mark.parametrize("sesudah", [False, True])
def test_halaman_gagal_ditulis(situs, tujuan, gangguan, rilis, dua_edisi, sesudah):
    satu, dua = dua_edisi
    t = tujuan(baca_publik=False)
    assert terbitkan(t, satu, rilis(satu)).ok
    lama = isi_tersimpan(situs)
    gangguan.atur(3, sesudah=sesudah, cara=("POST",))  # two files went before it
    hasil = terbitkan(t, dua, rilis(dua))
    assert (hasil.kode, t.yang_ditunjuk()) == (("", rilis(dua)) if sesudah else ("TUJUAN-PUTUS", rilis(satu)))
    assert (isi_tersimpan(situs) == lama) is not sesudah
    assert terbitkan(t, dua, rilis(dua)).ok


@pytest.mark.lambat
@pytest.mark.timeout(900)
@pytest.mark.parametrize("sesudah", [False, True])
def test_gagal_di_setiap_langkah(situs, tujuan, gangguan, rilis, dua_edisi, sesudah):
    semua = ("GET", "POST", "DELETE", "HEAD")
    assert gagal_lalu_ulang(situs, tujuan, gangguan, rilis, dua_edisi, semua, sesudah) >= 15


@pytest.mark.lambat
@pytest.mark.parametrize("sesudah", [False, True])
def test_terbit_pertama_gagal_di_setiap_langkah_yang_menulis(situs, tujuan, gangguan, rilis, dua_edisi, sesudah):
    satu, _ = dua_edisi
    for ke in range(1, 5):  # two files, a draft, its publication
        situs.kosongkan()
        gangguan.atur(ke, sesudah=sesudah, cara=("POST",))
        t = tujuan(ruang=f"r{ke}")
        hasil = terbitkan(t, satu, rilis(satu))
        gangguan.atur(0)
        assert hasil.ok or situs.baca()[0] == 404
        ulang = terbitkan(t, satu, rilis(satu))
        assert (ke, ulang.kode, ulang.sebab) == (ke, "", "")
        assert (situs.jumlah("page"), situs.jumlah("attachment")) == (1, 2)
