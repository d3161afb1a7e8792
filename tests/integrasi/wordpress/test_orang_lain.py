"""What people do to the page between two publications, and who may not publish at all."""

from __future__ import annotations

import pytest

from keluaran.tujuan import TujuanGalat, terbitkan
from keluaran.tujuan.wordpress_http import SANDI_MATI

ISI = "SELECT post_content FROM wp_posts WHERE post_type='page' AND post_status<>'auto-draft'"


def asing(hasil) -> bool:
    return (hasil.ok, hasil.kode) == (False, "TUJUAN-ASING")


SUNTINGAN = [
    "post_content = REPLACE(post_content, 'PPID Uji', 'PPID Kami')",
    "post_content = CONCAT('<p>Pengumuman</p>', post_content)",
    "post_content = CONCAT(post_content, 'Pengumuman')",
    "post_content = REPLACE(post_content, '<!-- dip:', '<!-- bukan:')",
    "post_content = REPLACE(post_content, 'https&#58;', 'http&#58;')",
    "post_content = 'Halaman baru'",
    "post_status = 'trash', post_name = 'daftar-informasi-publik__trashed'",
    "post_status = 'draft'",
]


def test_pekerjaan_orang_tidak_ditimpa(situs, tujuan, susun, rilis):
    satu, dua = susun(), susun(edisi="DIP-UJI-2026-12")
    assert terbitkan(tujuan(baca_publik=False), satu, rilis(satu)).ok
    situs.sql("CREATE TABLE simpan AS SELECT * FROM wp_posts WHERE post_type='page'")
    for suntingan in SUNTINGAN:
        situs.sql(f"UPDATE wp_posts SET {suntingan} WHERE post_type='page'")
        sesudah = situs.sql(ISI)
        assert asing(terbitkan(tujuan(), dua, rilis(dua))), suntingan
        with pytest.raises(TujuanGalat) as e:
            tujuan().tunjuk(rilis(satu))
        assert e.value.kode == "TUJUAN-ASING"
        if "draft" not in suntingan:
            assert asing(terbitkan(tujuan(ruang="tanpa-catatan"), dua, rilis(dua))), suntingan
        assert situs.sql(ISI) == sesudah
        situs.sql("DELETE FROM wp_posts WHERE post_type='page'; INSERT INTO wp_posts SELECT * FROM simpan")
    situs.sql("DROP TABLE simpan; UPDATE wp_posts SET post_content='lain' WHERE post_type='page'")
    assert tujuan().rencana(dua, rilis(dua)).asing == ("halaman/daftar-informasi-publik",)


def test_halaman_yang_dihapus_orang_tidak_dibuat_lagi(situs, tujuan, susun, rilis, tmp_path):
    satu = susun()
    assert terbitkan(tujuan(), satu, rilis(satu)).ok
    situs.sql("DELETE FROM wp_posts WHERE post_type='page'")
    hasil = terbitkan(tujuan(), satu, rilis(satu))
    assert asing(hasil)
    catatan = tmp_path / "ruang" / "halaman.json"
    assert str(catatan) in hasil.sebab
    catatan.unlink()
    assert terbitkan(tujuan(), satu, rilis(satu)).ok


def test_halaman_kosong_yang_disiapkan_dipakai(situs, tujuan, susun, rilis):
    situs.sisip("page", "daftar-informasi-publik", "DIP kami", "publish")
    satu = susun()
    assert terbitkan(tujuan(), satu, rilis(satu)).ok
    assert situs.sql("SELECT post_title FROM wp_posts WHERE post_type='page'") == "DIP kami"


def test_slug_yang_dipakai_berkas_ditolak(situs, tujuan, susun, rilis):
    situs.sisip("attachment", "daftar-informasi-publik", "", "inherit")
    satu = susun()
    assert asing(terbitkan(tujuan(), satu, rilis(satu)))
    assert situs.jumlah("page") == 0


def test_siap_dan_tidak_meninggalkan_apa_pun(situs, tujuan):
    assert tujuan().uji() == []
    assert (situs.jumlah("page"), situs.jumlah("attachment")) == (0, 0)


@pytest.mark.parametrize(
    ("peran", "sandi", "kode"),
    [
        ("editor", "salah salah", "TUJUAN-MASUK"),
        ("editor", "sandi-editor", "TUJUAN-MASUK"),
        ("author", "", "TUJUAN-HAK"),
    ],
)
def test_bukan_penyunting(situs, tujuan, susun, rilis, peran, sandi, kode):
    satu = susun()
    t = tujuan(peran, sandi)
    hasil = terbitkan(t, satu, rilis(satu))
    assert (hasil.ok, hasil.kode) == (False, kode)
    assert len(t.uji()) == 1
    rahasia = sandi or situs.sandi[peran]
    assert rahasia not in hasil.sebab + "".join(t.uji()) + repr(t)
    assert situs.jumlah("page") == 0


def test_sandi_aplikasi_dimatikan_dibedakan_dari_sandi_salah(situs, tujuan):
    with situs.nyalakan(UJI_LINGKUNGAN="production") as alamat:
        [kalimat] = tujuan(alamat=alamat).uji()
    assert kalimat == SANDI_MATI


def test_situs_yang_menyaring_html_dan_tanpa_alamat_cantik(situs, tujuan, susun, rilis):
    """DISALLOW_UNFILTERED_HTML is what an Editor has on a multisite; without permalinks the interface is elsewhere."""
    satu = susun(ganti={0: {"judul": "<b>2x3</b> 'x' [gallery]"}})
    situs.sql("UPDATE wp_options SET option_value='' WHERE option_name IN ('permalink_structure', 'rewrite_rules')")
    try:
        with situs.nyalakan(UJI_SARING="1") as alamat:
            t = tujuan(alamat=alamat)
            hasil = terbitkan(t, satu, rilis(satu))
            assert (hasil.kode, hasil.sebab) == ("", "")
            assert t.periksa_publik(satu) == []
            assert t.yang_ditunjuk() == rilis(satu)
    finally:
        situs.sql("UPDATE wp_options SET option_value='/%postname%/' WHERE option_name='permalink_structure'")
        situs.baca("/wp-json/")
