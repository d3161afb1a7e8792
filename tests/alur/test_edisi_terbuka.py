"""One open edition at a time (design §4.10): who may work on it, and who takes it over."""

from __future__ import annotations


def buka(kabupaten, jalan, tabel, periode="2026-11"):
    for o in kabupaten.opd:
        kabupaten.kirim(o, tabel("Rencana Kerja"))
    return jalan(periode).kerjakan()


def test_jalan_kedua_untuk_bulan_yang_sama_berakhir_sudah_berjalan(kabupaten, jalan, tabel) -> None:
    pertama = buka(kabupaten, jalan, tabel)
    kedua = jalan().kerjakan()
    assert kedua.nama == "Sudah berjalan"
    assert pertama.id in kedua.keadaan["message"]
    assert pertama.nama == "Suspended"


def test_bulan_lain_saat_satu_tertahan_menunggu_dan_tidak_mengumpulkan(kabupaten, jalan, tabel) -> None:
    buka(kabupaten, jalan, tabel)
    lain = jalan("2026-12").kerjakan()
    assert lain.nama == "Menunggu edisi"
    assert lain.minta("POST", "/task_runs/filter", {"flow_runs": {"id": {"any_": [lain.id]}}}) == []


def test_pemilik_yang_dibatalkan_diganti_dan_persetujuan_tetap_berlaku(kabupaten, jalan, pejabat, tabel) -> None:
    lama = buka(kabupaten, jalan, tabel)
    pejabat.putuskan(lama, "tuti", "ajukan")
    kode = pejabat.kode("pandu", "setujui")
    lama.paksa("CANCELLED")
    baru = jalan().kerjakan()
    assert baru.nama == "Suspended"
    assert pejabat.jawab(baru, "setujui", kode) == ""
    pejabat.putuskan(baru, "sari", "sahkan")
    assert baru.nama == "Terbit"


def test_bulan_lain_saat_pemilik_mati_menyebut_perintahnya(kabupaten, jalan, tabel) -> None:
    lama = buka(kabupaten, jalan, tabel)
    lama.paksa("FAILED")
    lain = jalan("2026-12").kerjakan()
    assert lain.nama == "Menunggu edisi"
    assert "dip lanjutkan 2026-11" in lain.keadaan["message"]


def test_periode_dibekukan_saat_jalan_pertama_kali_masuk(kabupaten, jalan, tabel) -> None:
    from dip.edisi import periode_run
    from tasks.meja import meja_kerja

    j = buka(kabupaten, jalan, tabel)
    with meja_kerja().register.baca() as k:
        assert periode_run(k, j.id) == "2026-11"


def test_tarik_ulang_hanya_menambah_tanda_terima(kabupaten, jalan, pejabat, tabel) -> None:
    from flows.tarik_ulang import tarik_ulang

    kabupaten.kirim("DINA", tabel("Rencana Kerja"))
    kabupaten.kirim("DINB", tabel("Rencana Kerja"))
    j = jalan().kerjakan()
    kabupaten.kirim("DINC", tabel("Rencana Kerja"))
    assert jalan(alur=tarik_ulang, opd=[]).kerjakan().nama == "Selesai"
    assert j.nama == "Suspended"
    pejabat.putuskan(j, "tuti", "susun_ulang")
    pejabat.terbitkan(j)
    assert j.nama == "Terbit"


def test_tarik_ulang_menolak_kode_asing_dan_tidak_hijau_bila_masih_gagal(kabupaten, jalan, tabel) -> None:
    from flows.tarik_ulang import tarik_ulang

    assert jalan(alur=tarik_ulang, opd=[]).kerjakan().nama == "Tidak ada edisi"
    kabupaten.kirim("DINA", tabel("Rencana Kerja"))
    jalan().kerjakan()
    assert jalan(alur=tarik_ulang, opd=["TIDAKADA"]).kerjakan().nama == "OPD tidak dikenal"
    gagal = jalan(alur=tarik_ulang, opd=[]).kerjakan()
    assert gagal.nama == "Masih gagal"
    assert gagal.keadaan["type"] == "FAILED"
