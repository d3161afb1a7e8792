"""Taken down in a minute: gone from every public file, proven, and not back by itself."""

from __future__ import annotations


def test_satu_informasi_dicabut_dari_semua_berkas_dan_arsipnya_tetap_membuktikan(tayang, juru) -> None:
    tayang("Rencana Kerja", "Daftar Gaji Pegawai")
    kode = juru.kode()["DINA/Daftar Gaji Pegawai"]
    p = juru.minta("cabut", butir=[kode], keterangan="Dicabut sementara untuk diperiksa.")
    assert juru.setujui(p).nama == "Terbit"
    assert kode not in juru.kode().values()
    assert len(juru.kode()) == 5
    assert juru.verifikasi() == {"DIP-UJI-2026-11": []}
    (bagian,) = (juru.arsip()[0] / "08-pencatatan").iterdir()
    assert bagian.stat().st_mode & 0o777 == 0o700
    assert {f"perintah-{p.nomor}.json", f"berita-acara-perintah-{p.nomor:03d}.pdf"} <= {
        b.name for b in bagian.iterdir()
    }
    assert (bagian / f"perintah-{p.nomor}.json").read_bytes() == p.mentah
    assert juru.jalankan(p).nama == "Sudah berlaku"
