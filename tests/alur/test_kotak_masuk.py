"""Between the monthly runs: a file in a drop box is answered beside it, once, and nothing enters an edition."""

from __future__ import annotations

import json
import os
import shutil
import socket
import time

import openpyxl
import pytest
from sqlalchemy import select

DI_MASA = "2026-11-24T09:00:00+07:00"
DI_LUAR = "2026-11-12T09:00:00+07:00"


@pytest.fixture
def periksa(jalan, monkeypatch):
    """Runs the half-hourly look; its final state."""
    from flows.periksa_kotak_masuk import periksa_kotak_masuk

    def lihat(saat: str = DI_MASA) -> str:
        monkeypatch.setenv("DIP_JAM", saat)
        return jalan(alur=periksa_kotak_masuk).kerjakan().nama

    return lihat


def kirim(kabupaten, opd: str, isi: str, nama: str = "dip.csv", saat: float = 1_700_000_000) -> None:
    kabupaten.kirim(opd, isi, nama)
    os.utime(kabupaten.data / "masuk" / opd.lower() / nama, (saat, saat))


def isi_kotak(kabupaten, opd: str) -> list[str]:
    return sorted(b.name for b in (kabupaten.data / "masuk" / opd.lower()).iterdir())


def catatan(pejabat) -> list[tuple[str, str]]:
    from dip.register import tabel_rutin

    t = tabel_rutin.kotak.c
    with pejabat.meja.register.baca() as k:
        return [tuple(b) for b in k.execute(select(t.opd, t.sha_berkas).order_by(t.id))]


def test_berkas_baru_dibalas_di_sebelahnya_satu_kali(kabupaten, periksa, pejabat, tabel) -> None:
    kirim(kabupaten, "DINA", tabel("Rencana Kerja"))
    kirim(kabupaten, "DINB", "bukan tabel sama sekali\n")
    assert periksa(DI_LUAR) == "Di luar masa kumpul"
    assert periksa() == "Dibalas"
    assert isi_kotak(kabupaten, "DINA") == ["dip - HASIL PERIKSA.xlsx", "dip.csv"]
    assert isi_kotak(kabupaten, "DINB") == ["dip - HASIL PERIKSA.xlsx", "dip.csv"]
    balasan = openpyxl.load_workbook(kabupaten.data / "masuk" / "dina" / "dip - HASIL PERIKSA.xlsx")
    assert any("KOTAK/DINA/" in str(c.value) for lembar in balasan for baris in lembar.iter_rows() for c in baris)
    assert [o for o, _ in sorted(catatan(pejabat))] == ["DINA", "DINB"]
    assert periksa() == "Tidak ada yang baru"
    kirim(kabupaten, "DINB", tabel("Rencana Kerja"), saat=time.time() - 60)
    assert periksa() == "Dibalas"
    assert [o for o, _ in catatan(pejabat)].count("DINB") == 2
    from dip.register import tabel as t

    with pejabat.meja.register.baca() as k:
        assert k.execute(select(t.tarikan)).all() == []
        assert k.execute(select(t.edisi)).all() == []


def ringkas(pejabat, opd: str) -> dict:
    from dip.register import tabel_rutin

    t = tabel_rutin.kotak.c
    with pejabat.meja.register.baca() as k:
        isi = k.execute(select(t.ringkas).where(t.opd == opd).order_by(t.id.desc())).scalars().first()
    return json.loads(isi)


def test_salinan_yang_diubah_opd_tidak_ditimpa_dan_diberitahukan(kabupaten, periksa, pejabat, tabel) -> None:
    salinan = "dip - HASIL PERIKSA.xlsx"
    a, b = (kabupaten.data / "masuk" / o for o in ("dina", "dinb"))
    kirim(kabupaten, "DINA", tabel("Rencana Kerja", "Laporan Kinerja"))
    kirim(kabupaten, "DINB", tabel("Rencana Kerja", "Laporan Kinerja"))
    kirim(kabupaten, "DINC", "bukan tabel\n", nama="3271046504930002.csv")
    assert periksa() == "Dibalas"
    assert "3271046504930002" not in json.dumps([catatan(pejabat), ringkas(pejabat, "DINC")])
    # the office mends our copy in its place; another one saves it as its own file
    (a / salinan).write_bytes((a / salinan).read_bytes() + b" ")
    shutil.copy(b / salinan, b / "dip perbaikan.xlsx")
    assert periksa() == "Dibalas"
    pesan = list((kabupaten.data / "kabar").glob("kotak-salinan-*.txt"))
    assert [p.name.startswith("kotak-salinan-dina-") for p in pesan] == [True]
    r = ringkas(pejabat, "DINB")
    assert (r["dibaca"] > 2, r["terbit"], r["ditolak"]) == (True, 2, "")
    assert isi_kotak(kabupaten, "DINB") == [
        "dip - HASIL PERIKSA.xlsx", "dip perbaikan - HASIL PERIKSA.xlsx", "dip perbaikan.xlsx", "dip.csv",
    ]  # fmt: skip
    diubah = (a / salinan).read_bytes()
    kirim(kabupaten, "DINA", tabel("Rencana Kerja"), saat=time.time() - 60)
    assert periksa() == "Dibalas"
    assert isi_kotak(kabupaten, "DINA") == ["dip (2) - HASIL PERIKSA.xlsx", salinan, "dip.csv"]
    assert (a / salinan).read_bytes() == diubah
    assert periksa() == "Tidak ada yang baru"
    assert len(list((kabupaten.data / "kabar").glob("kotak-salinan-*.txt"))) == 1


def test_kotak_yang_tak_dapat_ditulisi_dibalas_di_tempat_kami(kabupaten, periksa, pejabat, tabel, monkeypatch) -> None:
    import tasks.kotak
    from sumber.penghubung.alamat import Gagal

    def tolak(*_: object) -> bool:
        raise Gagal("TARIK-LOGIN", "folder tidak bisa ditulisi", sementara=True)

    monkeypatch.setattr(tasks.kotak, "taruh", tolak)
    kirim(kabupaten, "DINC", tabel("Rencana Kerja"))
    assert periksa() == "Dibalas"
    assert isi_kotak(kabupaten, "DINC") == ["dip.csv"]
    assert openpyxl.load_workbook(kabupaten.data / "balasan" / "kotak" / "DINC.xlsx").sheetnames


def test_pernyataan_nihil_menjadi_tanda_terima(kabupaten, jalan, pejabat, tabel) -> None:
    from datetime import date

    from dip.jam import sekarang
    from dip.pernyataan import Isi, catat_pernyataan
    from dip.register import tabel as t

    for o in kabupaten.opd:
        kirim(kabupaten, o, tabel(f"Rencana Kerja {o}"))
    pejabat.terbitkan(jalan("2026-11").kerjakan())
    kirim(kabupaten, "DINA", tabel("Rencana Kerja DINA", "Laporan Kinerja"), saat=time.time() - 60)
    with pejabat.meja.register.tulis() as k:
        for o in ("DINA", "DINB"):
            isi = Isi(opd=o, periode="2026-12", jenis="nihil", cara="formulir", tanggal=date(2026, 11, 25))
            catat_pernyataan(k, "UJI", isi, "opd", sekarang())
    jalan("2026-12").kerjakan()
    with pejabat.meja.register.baca() as k:
        hasil = {b.opd: b.hasil for b in k.execute(select(t.tarikan).where(t.tarikan.c.edisi == 2))}
    assert hasil == {"DINA": "baru", "DINB": "nihil", "DINC": "tetap"}


@pytest.mark.lambat
def test_enam_puluh_kotak_dengan_satu_yang_tidak_pernah_menjawab(kabupaten, periksa, pejabat, tabel) -> None:
    """The office whose box hangs costs the other fifty-nine nothing; it is looked at again half an hour later."""
    from tasks.meja import meja_kerja

    folder = kabupaten.akar / "pengaturan" / "opd"
    shutil.rmtree(folder)
    kabupaten.opd = [f"DIN{n:02d}" for n in range(60)]
    kabupaten.pasang()
    with socket.create_server(("127.0.0.1", 0)) as diam:  # takes connections, says nothing
        alamat = f"http://127.0.0.1:{diam.getsockname()[1]}/"
        for o in kabupaten.opd:
            kirim(kabupaten, o, tabel(*(f"Rencana Kerja {o} {n}" for n in range(200))))
        sumber = f"{{jenis: webdav, alamat: '{alamat}', batas_detik: 3, coba: 2}}"
        (folder / "din00.yml").write_text(f"kode: DIN00\nnama: Dinas 00\nsumber: {sumber}\n")
        meja_kerja.cache_clear()
        assert periksa() == "Dibalas"
        assert sorted(o for o, _ in catatan(pejabat)) == kabupaten.opd[1:]
        assert all(len(isi_kotak(kabupaten, o)) == 2 for o in kabupaten.opd[1:])
        assert periksa() == "Tidak ada yang baru"
