"""What people decided in the settings folder, and what goes back to the offices, in a whole edition."""

from __future__ import annotations

import openpyxl
import pytest

KOREKSI = """\
- opd: DINA
  judul: Laporan Kinerja
  kolom: retensi_teks
  tertulis: 5 tahun
  seharusnya: 10 tahun
  alasan: Jadwal retensi arsip yang baru
  oleh: tuti
  tanggal: 2026-11-02
- opd: DINB
  judul: Rencana Kerja
  kolom: tempat
  tertulis: Kota Lain
  seharusnya: Ujikota
  alasan: Salah tulis
  oleh: tuti
  tanggal: 2026-11-02
"""
KESAMPINGAN = """\
- kode: DIK-050
  opd: DINC
  alasan: Sudah diuji, boleh terbuka
  oleh: pandu
  sampai: 2026-12-31
"""


def draf():
    from dip.beku import muat_revisi, revisi_terakhir
    from dip.edisi import edisi_terbuka
    from tasks.meja import meja_kerja

    with meja_kerja().register.baca() as k:
        return muat_revisi(meja_kerja().gudang, revisi_terakhir(k, edisi_terbuka(k, "UJI").id).sidik)


@pytest.fixture
def keputusan(kabupaten):
    """Written before anybody opens the settings."""
    pengaturan = kabupaten.akar / "pengaturan"
    (pengaturan / "koreksi").mkdir()
    (pengaturan / "koreksi" / "retensi.yml").write_text(KOREKSI)
    (pengaturan / "kesampingan.yml").write_text(KESAMPINGAN)


def test_koreksi_kesampingan_balasan_dan_lacak_dalam_satu_edisi(
    keputusan, kabupaten, jalan, pejabat, tabel, monkeypatch
) -> None:
    from dip.lacak import lacak
    from sumber.olah import Pengolah
    from sumber.pembaca import Pembaca

    dibaca: list[str] = []
    asli = Pengolah.olah

    def hitung(self, isi, nama, sha, opd, bahan):
        dibaca.append(opd.kode)
        return asli(self, isi, nama, sha, opd, bahan)

    monkeypatch.setattr(Pengolah, "olah", hitung)
    kabupaten.kirim("DINA", tabel("Rencana Kerja", "Laporan Kinerja").replace("Softcopy", "Entahlah"))
    kabupaten.kirim("DINB", tabel("Rencana Kerja", "Daftar kode akses jaringan"))
    kabupaten.kirim("DINC", tabel("Rencana Kerja", "Daftar kode akses jaringan"))
    j = jalan().kerjakan()

    r = draf()
    assert [(k["opd"], k["kolom"], k["seharusnya"], k["oleh"]) for k in r.koreksi] == [
        ("DINA", "retensi_teks", "10 tahun", "tuti")
    ]
    assert {t.kode for t in r.temuan if t.kode.startswith("KOR-")} == {"KOR-001", "KOR-002"}
    laporan = next(e for e in r.entri if e["opd"] == "DINA" and e["judul"] == "Laporan Kinerja")
    assert laporan["retensi_teks"] == "10 tahun"
    # what might be excluded is held, unless the PPID's waiver for this office says otherwise
    assert [e["opd"] for e in r.ditahan] == ["DINB"]
    assert [(k["kode"], k["opd"], k["jumlah"]) for k in r.kesampingan] == [("DIK-050", "DINC", "1")]
    assert sorted(dibaca) == ["DINA", "DINB", "DINC"]

    balasan = kabupaten.data / "balasan" / "DIP-UJI-2026-11"
    assert sorted(p.name for p in balasan.iterdir()) == ["DINA.xlsx", "DINB.xlsx", "DINC.xlsx"]
    buku = openpyxl.load_workbook(balasan / "DINA.xlsx")
    assert buku.sheetnames[0] == "Temuan"
    berkomentar = {c.coordinate for b in buku["dip"].iter_rows() for c in b if c.comment and "DIP-04" in c.comment.text}
    assert berkomentar == {"H2", "H3"}

    # susun ulang: only the new file is read, everything else is remembered
    kabupaten.kirim("DINB", tabel("Rencana Kerja", "Daftar Aset"))
    from flows.tarik_ulang import tarik_ulang

    jalan(alur=tarik_ulang, opd=["DINB"]).kerjakan()
    dibaca.clear()
    pejabat.putuskan(j, "tuti", "susun_ulang")
    assert dibaca == ["DINB"]
    assert 0 < float(draf().kepala["skor"]) <= 100

    with Pembaca(1) as baca:
        jejak = lacak(pejabat.meja, laporan["kode"], baca)
        tertahan = lacak(pejabat.meja, r.ditahan[0]["id_baris"], baca)
        assert lacak(pejabat.meja, "UJI-DINA-9999", baca) is None
    assert (jejak.nama_berkas, jejak.lembar, jejak.baris, jejak.nasib) == ("dip.csv", "dip", 3, "terbit")
    retensi = next(s for s in jejak.sel if s.kolom == "retensi_teks")
    assert (retensi.sel, retensi.mentah, retensi.nilai, retensi.pewaris) == ("I3", "5 tahun", "10 tahun", "koreksi")
    assert {"KOR-002", "DIP-041"} <= {t.kode for t in jejak.temuan}
    assert [k["alasan"] for k in jejak.koreksi] == ["Jadwal retensi arsip yang baru"]
    assert tertahan.riwayat[0].nasib == "terbit"  # the row of that place is another one now


@pytest.mark.lambat
def test_yang_dicabut_disebut_dan_tetap_punya_entri(kabupaten, jalan, pejabat, tabel) -> None:
    for o in kabupaten.opd:
        kabupaten.kirim(o, tabel("Rencana Kerja", "Laporan Kinerja Instansi"))
    pejabat.terbitkan(jalan("2026-11").kerjakan())
    kabupaten.kirim("DINA", tabel("Laporan Kinerja Instansi Pemerintah"))
    j = jalan("2026-12").kerjakan()
    r = draf()
    dicabut = next(d for d in r.dicabut if d["opd"] == "DINA")
    assert (dicabut["judul"], dicabut["terakhir"], dicabut["sejak"]) == ("Rencana Kerja", "2026-11", "2026-12")
    # the re-worded title kept its code and is shown as changed
    assert [u["kolom"]["judul"] for u in r.perubahan["diubah"]] == [
        ["Laporan Kinerja Instansi", "Laporan Kinerja Instansi Pemerintah"]
    ]
    pejabat.terbitkan(j)
    kabupaten.kirim("DINA", tabel("Laporan Kinerja Instansi Pemerintah", "Daftar Aset"))
    jalan("2027-01").kerjakan()
    assert [d["kode"] for d in draf().dicabut] == [dicabut["kode"]]
    assert dicabut["kode"] not in {e["kode"] for e in draf().entri}
