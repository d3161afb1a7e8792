"""What an office says: written down once, proven by whom, and what it makes of a pull."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pyotp
import pytest

from dip import jejak
from dip.edisi import Edisi
from dip.jam import WIB
from dip.keadaan import pindah
from dip.pejabat import daftarkan, konfirmasi
from dip.pengaturan import Kebijakan, Lembaga, Pejabat, Pengaturan
from dip.pernyataan import (
    PELAKU_OPD,
    Isi,
    Pernyataan,
    awal_kumpul,
    catat_oleh_petugas,
    catat_pernyataan,
    dengan_pernyataan,
    edisi_menerima,
    jadi_nihil,
    periode_kumpul,
    pernyataan_periode,
    rapi_catatan,
    tanpa_nihil_lama,
    terbaru,
)
from dip.rahasia import Brankas
from dip.register import Register
from dip.tanda_terima import simpan_tarikan
from dip.tarikan import Tarikan
from dip.tolakan import Tolakan

NIHIL = Isi("DINKES", "2026-11", "nihil", "formulir", date(2026, 11, 2), catatan="Dewi, Kasubbag")
Buat = Callable[..., Tarikan]
SELESAI = datetime(2026, 12, 1, 6, 0, tzinfo=WIB)


def katakan(r: Register, isi: Isi, waktu: datetime, pelaku: str = PELAKU_OPD) -> Pernyataan:
    with r.tulis() as k:
        return catat_pernyataan(k, "UJI", isi, pelaku, waktu)


def test_satu_tindakan_satu_baris(register: Register, saat: datetime) -> None:
    pertama = katakan(register, NIHIL, saat)
    assert katakan(register, NIHIL, saat + timedelta(seconds=3)) == pertama
    lain = katakan(register, replace(NIHIL, jenis="konfirmasi", cara="surat_pengantar", sha_berkas="b" * 64), saat)
    assert lain.id > pertama.id
    katakan(register, replace(NIHIL, opd="DISDIK"), saat)
    with register.baca() as k:
        semua = pernyataan_periode(k, "UJI", "2026-11")
        catatan = [orjson.loads(c.isi) for c in jejak.baca_semua(k, "UJI")]
        assert pernyataan_periode(k, "UJI", "2026-11", "DISDIK") == semua[2:]
        assert pernyataan_periode(k, "LAIN", "2026-11") == pernyataan_periode(k, "UJI", "2026-10") == []
    assert [(p.opd, p.jenis) for p in semua] == [("DINKES", "nihil"), ("DINKES", "konfirmasi"), ("DISDIK", "nihil")]
    assert terbaru(semua, "DINKES", "nihil") == pertama
    assert [c["peristiwa"] for c in catatan] == ["pernyataan_dicatat"] * 3
    assert catatan[1]["masukan"] == {"berkas": "b" * 64}
    assert "Dewi" not in str(catatan)


def test_catatan_satu_baris_tanpa_nomor_pribadi() -> None:
    assert rapi_catatan(" Dewi\n\x00 Sari ") == "Dewi Sari"
    assert "1901234506780001" not in rapi_catatan("NIK 1901234506780001")
    assert len(rapi_catatan("x" * 900)) == 200


@pytest.mark.parametrize(
    ("hari", "periode"),
    [((2026, 11, 1), "2026-11"), ((2026, 11, 19), "2026-11"), ((2026, 11, 20), "2026-12"), ((2026, 12, 31), "2027-01")],
)
def test_periode_kumpul_menurut_hari(hari: tuple[int, int, int], periode: str) -> None:
    assert periode_kumpul(datetime(*hari, 23, 59, tzinfo=WIB), Kebijakan(), None) == periode


def test_edisi_menerima_sampai_diajukan(register: Register, edisi: Edisi, saat: datetime) -> None:
    akhir = datetime(2026, 11, 25, tzinfo=WIB)
    with register.tulis() as k:
        assert edisi_menerima(k, "UJI") == edisi
        assert periode_kumpul(akhir, Kebijakan(), edisi) == "2026-11"
        for ke in ("REKAP", "DRAF_SOFTFILE", "DIAJUKAN_KE_PPID"):
            pindah(k, "UJI", edisi.id, ke, ronde=1, waktu=saat)
        assert edisi_menerima(k, "UJI") is None
        pindah(k, "UJI", edisi.id, "DIKOREKSI", ronde=1, waktu=saat)
        assert edisi_menerima(k, "UJI") == edisi


def test_nihil_menjadi_tanda_terima(tarikan: Buat, register: Register, saat: datetime) -> None:
    p = katakan(register, NIHIL, saat)
    lama = tarikan(ukuran=7)
    gagal = tarikan("gagal", sha_berkas="", nama_berkas="", sebab="TARIK-WAKTU", rincian="30", sementara=True)
    for kini in (gagal, tarikan("tetap")):
        t = jadi_nihil(kini, lama, p)
        assert (t.hasil, t.alamat, t.sha_berkas, t.nama_berkas) == ("nihil", f"formulir:{p.id}", "a" * 64, "dip.xlsx")
        assert (t.sebab, t.rincian, t.sementara, t.waktu) == ("", "", False, kini.waktu)
    assert jadi_nihil(gagal, None, p).sha_berkas == ""
    assert jadi_nihil(tarikan(), lama, p).hasil == "baru"
    assert jadi_nihil(gagal, lama, None) is gagal
    assert jadi_nihil(gagal, lama, replace(p, jenis="konfirmasi")) is gagal


def test_pernyataan_lama_tidak_menutupi_berkas_baru(
    register: Register, edisi: Edisi, tarikan: Buat, saat: datetime
) -> None:
    katakan(register, NIHIL, saat)
    berkas = tarikan(waktu=saat + timedelta(hours=1))
    tetap = tarikan("tetap", waktu=saat + timedelta(hours=2))
    with register.tulis() as k:
        assert dengan_pernyataan(k, "UJI", "2026-11", tetap, None).hasil == "nihil"
        simpan_tarikan(k, edisi.id, berkas)
        assert dengan_pernyataan(k, "UJI", "2026-11", tetap, berkas).hasil == "tetap"
        assert dengan_pernyataan(k, "UJI", "2026-12", tetap, berkas).hasil == "tetap"
    katakan(register, replace(NIHIL, tanggal=date(2026, 11, 4)), saat + timedelta(hours=3))
    with register.baca() as k:
        assert dengan_pernyataan(k, "UJI", "2026-11", tetap, berkas).hasil == "nihil"


def test_penanda_bulan_lalu_tidak_menjawab_bulan_ini(tarikan: Buat) -> None:
    assert [awal_kumpul(p, 20) for p in ("2026-01", "2026-12")] == [date(2025, 12, 20), date(2026, 11, 20)]
    lama = tarikan(ukuran=7, etag="1:2", alamat="folder:dinkes/dip.xlsx", lain=["b.xlsx"])
    nihil = tarikan("nihil", diubah="2026-11-19T23:59:59+07:00", alamat="folder:dinkes/nihil.txt", waktu=SELESAI)
    assert tanpa_nihil_lama(nihil, lama, "2026-11", 20) is nihil
    assert tanpa_nihil_lama(replace(nihil, diubah="2026-11-19T17:00:00+00:00"), lama, "2026-12", 20).hasil == "nihil"
    tetap = tanpa_nihil_lama(nihil, lama, "2026-12", 20)
    assert tetap == replace(lama, hasil="tetap", waktu=SELESAI.isoformat(), lain=[])
    gagal = tanpa_nihil_lama(replace(nihil, sha_berkas=""), None, "2026-12", 20)
    assert (gagal.hasil, gagal.sebab, gagal.sementara) == ("gagal", "TARIK-TIDAK-ADA", False)
    assert tanpa_nihil_lama(lama, lama, "2030-01", 20) is lama


@pytest.fixture
def petugas(register: Register, tmp_path: Path, saat: datetime) -> tuple[Brankas, Pengaturan, pyotp.TOTP]:
    lembaga = Lembaga(kode="UJI", nama="Uji", nama_pendek="Uji", ibu_kota="Uji", unit_ppid="Dinas")
    orang = [
        Pejabat.model_validate({"kode": n, "nama": n, "peran": p, "jabatan": "J", "mulai": date(2020, 1, 1)})
        for n, p in (("tuti", "petugas"), ("pandu", "ppid"))
    ]
    p = Pengaturan(folder=tmp_path, lembaga=lembaga, pejabat=tuple(orang), opd=(), tujuan=())
    brankas, dulu = Brankas(tmp_path / "rahasia"), saat - timedelta(hours=1)
    baru: Any = daftarkan(register, brankas, p, "tuti", dulu)
    alat = pyotp.TOTP(pyotp.parse_uri(baru.uri).secret)
    konfirmasi(register, brankas, p, baru, alat.at(dulu), dulu)
    return brankas, p, alat


def test_petugas_membuktikan_diri(
    register: Register, petugas: tuple[Brankas, Pengaturan, pyotp.TOTP], saat: datetime
) -> None:
    brankas, p, alat = petugas
    isi = replace(NIHIL, cara="petugas")

    def catat(orang: str, totp: str, waktu: datetime) -> Any:
        return catat_oleh_petugas(register, brankas, p, isi, petugas=orang, totp=totp, waktu=waktu)

    assert catat("pandu", alat.at(saat), saat) == Tolakan("bukan_wewenang")
    salah = catat("tuti", "000000", saat)
    assert isinstance(salah, Tolakan)
    with register.baca() as k:
        assert pernyataan_periode(k, "UJI", "2026-11") == []
    kelak = saat + timedelta(hours=1)
    jadi = catat("tuti", alat.at(kelak), kelak)
    assert (jadi.pelaku, jadi.cara) == ("tuti", "petugas")
    assert catat("tuti", alat.at(kelak), kelak).sebab == "totp_terpakai"
