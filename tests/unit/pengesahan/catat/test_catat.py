"""Recording a signed document in the register: who, when, and for which draft."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import orjson
import pytest
from sqlalchemy import insert

from dip import jejak
from dip.dokumen_sah import (
    SEBAB_DOKUMEN,
    DokumenSah,
    cara_edisi,
    dokumen_draf,
    isi_konfirmasi,
    tetapkan_cara,
)
from dip.register import tabel, tabel_bukti
from dip.sidik import json_baku, sha256

SIDIK, BERKAS = sha256(b"draf"), sha256(b"pindai")
NIP = {"wulan": "199001012015032001", "surya": "196808081995031003"}


def test_cara_ditetapkan_sekali(meja):
    with meja.register.tulis() as k:
        assert cara_edisi(k, meja.edisi.id) == "kode"
        tetapkan_cara(k, meja.edisi.id, "basah")
        tetapkan_cara(k, meja.edisi.id, "kode")
        assert cara_edisi(k, meja.edisi.id) == "basah"


def test_basah(basah):
    d = basah.catat(nama_berkas="C:\\pindai\\lembar sah.pdf")
    assert isinstance(d, DokumenSah)
    assert d == basah.terbaru()
    assert (d.cara, d.nomor, d.tanggal, d.nama_berkas) == ("basah", "188.4/12/2026", "2026-11-11", "lembar sah.pdf")
    assert (d.orang_pencatat.kode, d.orang_pencatat.nip) == ("wulan", NIP["wulan"])
    assert (d.orang_penandatangan.kode, d.tanda.nama) == ("surya", "Drs. Surya Wijaya, M.Si.")
    assert d.tanda.waktu == "2026-11-11T00:00:00+07:00"
    with basah.register.baca() as k:
        isi = orjson.loads(jejak.baca_semua(k, "KTH")[-1].isi)
    assert (isi["peristiwa"], isi["pelaku"], isi["data"]["sha_berkas"]) == ("dokumen_dicatat", "wulan", BERKAS)
    assert not any(nip.encode() in json_baku(isi) for nip in NIP.values())


def test_isi_konfirmasi_terikat_pada_semuanya(basah):
    d = basah.catat()
    assert isi_konfirmasi(d) == isi_konfirmasi(basah.terbaru())
    for nama in ("sha_berkas", "nomor", "tanggal", "tempat", "penandatangan", "pencatat"):
        assert isi_konfirmasi(replace(d, **{nama: "lain"})) != isi_konfirmasi(d), nama


def test_ulang_tanpa_angka_tetap_satu(basah):
    d = basah.catat()
    assert basah.catat(totp="") == d
    with basah.register.baca() as k:
        assert len(dokumen_draf(k, basah.edisi.id, SIDIK)) == 1


def test_yang_baru_mengganti_selama_belum_diputus(basah):
    lama = basah.catat()
    baru = basah.catat(sha_berkas="d" * 64)
    assert basah.terbaru() == baru != lama
    assert basah.sebab() == "dokumen_lain"  # what was replaced does not come back unseen
    with basah.register.baca() as k:
        assert dokumen_draf(k, basah.edisi.id, SIDIK) == [lama, baru]
    basah.putusan("atasan", "konfirmasi_pengesahan", "ratna")
    assert basah.sebab(nomor="lain 1") == "dokumen_lain"
    assert basah.catat(sha_berkas="d" * 64) == baru


def test_tempat_atau_penandatangan_lain_bukan_ulangan(basah):
    basah.catat()
    assert basah.sebab(tempat="Lain") == "dokumen_lain"


@pytest.mark.parametrize(
    "ubah",
    [
        {"nomor": ""},
        {"nomor": "  "},
        {"nomor": "188.4/.../2026"},
        {"nomor": "…"},
        {"nomor": "____"},
        {"nomor": "-"},
        {"nomor": "1" * 101},
        {"tanggal": None},
        {"tempat": " "},
        {"penandatangan": ""},
        {"sha_berkas": ""},
        {"sha_berkas": "x" * 64},
        {"nama_berkas": ""},
    ],
)
def test_kurang(basah, ubah):
    assert basah.sebab(**ubah) == "dokumen_kurang"


@pytest.mark.parametrize(
    ("ubah", "sebab"),
    [
        ({"tanggal": date(2026, 11, 9)}, "tanggal_dokumen"),
        ({"tanggal": date(2026, 11, 13)}, "tanggal_dokumen"),
        ({"pencatat": "ratna"}, "bukan_wewenang"),
        ({"pencatat": "siapa"}, "bukan_wewenang"),
        ({"penandatangan": "lama"}, "penandatangan_bukan_atasan"),
        ({"penandatangan": "ratna"}, "penandatangan_bukan_atasan"),
        ({"penandatangan": "rd"}, "empat_mata"),
        ({"penandatangan": "bp", "pencatat": "bima"}, "empat_mata"),
        ({"sidik": "e" * 64}, "dokumen_belum_waktunya"),
        ({"totp": "12345"}, "totp_bentuk"),
        ({"totp": "000000"}, "salah_totp"),
    ],
)
def test_ditolak(basah, ubah, sebab):
    assert basah.sebab(**ubah) == sebab
    assert basah.terbaru() is None


def test_penyunting_tidak_boleh_menandatangani(basah):
    with basah.register.tulis() as k:
        k.execute(insert(tabel_bukti.penyunting).values(sidik=SIDIK, pejabat="x", nama="-", nip=NIP["surya"]))
    assert basah.sebab() == "empat_mata"


def test_edisi_asing_atau_dibatalkan(basah):
    assert basah.sebab(edisi=replace(basah.edisi, id=99)) == "dokumen_edisi"
    with basah.register.tulis() as k:
        k.execute(tabel.edisi.update().values(status="dibatalkan", kunci_terbuka=None))
    assert basah.sebab() == "dokumen_edisi"


def test_sebelum_gerbang_atasan(meja):
    meja.cara("basah")
    meja.putusan("ppid", "setujui", "ratna")
    assert meja.sebab() == "dokumen_belum_waktunya"


def test_tanpa_persetujuan_ppid(meja):
    meja.cara("basah")
    meja.putusan("atasan", "", "")
    assert meja.sebab() == "langkah_terlewat"


def test_gerbang_dikembalikan(basah):
    basah.putusan("atasan", "kembalikan", "surya")
    assert basah.sebab() == "pintu_tertutup"


def test_kode_menunggu_sahkan(meja):
    meja.sampai_atasan()
    assert meja.sebab() == "dokumen_belum_disahkan"
    meja.putusan("atasan", "sahkan", "surya")
    satu = meja.catat()
    assert isinstance(satu, DokumenSah)
    with meja.register.tulis() as k:
        k.execute(tabel.edisi.update().values(status="terbit", kunci_terbuka=None))
    dua = meja.catat(nomor="188.4/13/2026")  # a slip of the pen, before anything was published with it
    assert isinstance(dua, DokumenSah)
    with meja.register.tulis() as k:
        isi = {"sidik": SIDIK, "pengesahan": "p", "status": "terbit", "dibuat": meja.waktu.isoformat()}
        k.execute(insert(tabel.terbitan).values(edisi=meja.edisi.id, **isi))
    assert meja.sebab(nomor="188.4/14/2026") == "dokumen_lain"
    assert meja.catat(nomor="188.4/13/2026") == dua


def test_setiap_sebab_punya_kalimat():
    assert all(kalimat.endswith(".") for kalimat in SEBAB_DOKUMEN.values())
