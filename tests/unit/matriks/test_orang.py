"""One person in two chairs, delegates outside their days, and the three ways of ratifying mixed up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from dip.dokumen_sah import DokumenSah
from dip.pejabat import daftarkan
from dip.pengaturan import Pengaturan
from dip.putusan import KodeTerbit, Putusan, Tolakan

Bangun = Callable[..., Any]


def sebab(hasil: object) -> str:
    return hasil.sebab if isinstance(hasil, Tolakan) else ""


def ubah(pengaturan: Pengaturan, kode: str, **isi: Any) -> Pengaturan:
    """The settings with one official's entries changed."""
    orang = tuple(p.model_copy(update=isi) if p.kode == kode else p for p in pengaturan.pejabat)
    return pengaturan.model_copy(update={"pejabat": orang})


@pytest.mark.parametrize(
    "masuk",
    [
        "ratna",  # second role, same login
        "ratna-plh",  # second login, same NIP, another name, as Plh.
        "kusuma",  # second login, no NIP, same name in other clothes, as Plh.
    ],
)
def test_ppid_yang_menyetujui_tidak_dapat_mengesahkan(kantor: Bangun, masuk: str) -> None:
    k = kantor()
    _, p = k.sampai("atasan")
    assert sebab(k.minta(p, masuk, "sahkan")) == "empat_mata"
    assert isinstance(k.putuskan(p, "surya", "sahkan"), Putusan)


def test_pengaju_tidak_dapat_menyetujui_atau_mengesahkan_lewat_nama_lain(kantor: Bangun) -> None:
    k = kantor()
    _, p = k.sampai("ppid")
    assert sebab(k.minta(p, "rina-kadis", "setujui")) == "empat_mata"


def test_pengaju_tidak_dapat_mengesahkan_sebagai_plt(kantor: Bangun) -> None:
    k = kantor()
    revisi = k.beku()
    k.putuskan(k.pintu(revisi, "petugas"), "tono", "ajukan")
    k.putuskan(k.pintu(revisi, "ppid"), "ratna", "setujui")
    assert sebab(k.minta(k.pintu(revisi, "atasan"), "tono-setda", "sahkan")) == "empat_mata"


def test_pengaju_di_loket_tidak_dapat_menyetujui_sebagai_kepala(kantor: Bangun) -> None:
    """The login at the desk has no NIP; the head's has one. The name settles it."""
    k = kantor()
    revisi = k.beku()
    k.putuskan(k.pintu(revisi, "petugas"), "ratna-loket", "ajukan")
    assert sebab(k.minta(k.pintu(revisi, "ppid"), "ratna", "setujui")) == "empat_mata"


@pytest.mark.parametrize(("penyunting", "tolak"), [("surya", True), ("adi", True), ("tono", False)])
def test_yang_mengoreksi_dengan_tangan_tidak_dapat_mengesahkan(kantor: Bangun, penyunting: str, tolak: bool) -> None:
    """`oleh` in koreksi/ is the Atasan's own login, a second login of his, or somebody else's."""
    k = kantor(koreksi=(penyunting,))
    revisi, p = k.sampai("atasan")
    assert sebab(k.minta(p, "surya", "sahkan")) == ("empat_mata" if tolak else "")
    assert sebab(k.minta(p, "besok", "sahkan", waktu=k.maju(days=1), totp=k.totp("besok"))) == ""
    assert {x["oleh"] for x in revisi.koreksi} == {penyunting}


@pytest.mark.parametrize(("hari", "tolak"), [(0, False), (1, True)])
def test_plh_yang_habis_masanya_sesudah_mengambil_kode(kantor: Bangun, hari: int, tolak: bool) -> None:
    k = kantor()
    _, p = k.sampai("atasan")
    k.waktu = k.waktu.replace(hour=22)
    kode = k.kode(p, "plh", "sahkan")
    assert sebab(k.jawab(p, "sahkan", kode, k.maju(hours=3) if hari else k.maju(hours=1))) == (
        "bukan_wewenang" if tolak else ""
    )


def test_plh_yang_mulai_sesudah_mengambil_kode(kantor: Bangun) -> None:
    """Valid at the click, not at the issue: the settings said otherwise when he took it."""
    k = kantor()
    _, p = k.sampai("atasan")
    asli = k.pengaturan
    assert sebab(k.minta(p, "besok", "sahkan")) == "bukan_wewenang"
    k.pengaturan = ubah(asli, "besok", mulai=date(2026, 11, 1))
    kode = k.kode(p, "besok", "sahkan")
    k.pengaturan = asli
    k.waktu = k.waktu.replace(day=3, hour=8)
    assert sebab(k.jawab(p, "sahkan", kode)) == "bukan_wewenang"
    assert sebab(k.jawab(p, "sahkan", k.kode(p, "besok", "sahkan"))) == ""


def test_pendaftaran_yang_belum_dipastikan_tidak_memberi_kode(kantor: Bangun) -> None:
    k = kantor()
    _, p = k.sampai("petugas")
    k.pengaturan = ubah(k.pengaturan, "adi", peran="petugas")
    baru = daftarkan(*k.alat, "adi", k.waktu)
    import pyotp

    k.rahasia["adi"] = pyotp.parse_uri(baru.uri).secret
    assert sebab(k.minta(p, "adi", "ajukan")) == "belum_terdaftar"


@pytest.mark.parametrize("cara", ["basah", "tanda_tangan_elektronik"])
def test_sahkan_dengan_kode_ditolak_bila_disahkan_dengan_dokumen(kantor: Bangun, cara: str) -> None:
    k = kantor(cara=cara)
    revisi, p = k.sampai("atasan")
    tolak = {"basah": "keputusan_asing", "tanda_tangan_elektronik": "cara_lain"}[cara]
    assert sebab(k.minta(p, "surya", "sahkan")) == tolak
    k.catat(revisi)
    assert sebab(k.minta(p, "surya", "sahkan")) == tolak


@pytest.mark.parametrize("cara", ["kode", "tanda_tangan_elektronik"])
@pytest.mark.parametrize("peran", ["petugas", "ppid", "atasan"])
def test_konfirmasi_pengesahan_hanya_pada_cara_basah(kantor: Bangun, cara: str, peran: str) -> None:
    k = kantor(cara=cara)
    _, p = k.sampai(peran)
    for orang in ("ratna", "surya", "rina"):
        assert sebab(k.minta(p, orang, "konfirmasi_pengesahan")) == "keputusan_asing"


def test_konfirmasi_tanpa_dokumen_oleh_atasan_dan_oleh_pencatat(kantor: Bangun) -> None:
    k = kantor(cara="basah")
    # approved by another head of the office, so that only recording stands against Ratna
    asli = k.pengaturan
    k.pengaturan = ubah(asli, "rina-kadis", nama="Orang Ketiga", nip="198001012005011009")
    revisi, p = k.sampai("atasan", ppid="rina-kadis")
    assert sebab(k.minta(p, "ratna", "konfirmasi_pengesahan")) == "dokumen_belum"
    assert isinstance(k.catat(revisi, pencatat="ratna-loket"), DokumenSah)
    assert sebab(k.minta(p, "surya", "konfirmasi_pengesahan")) == "bukan_wewenang"
    assert sebab(k.minta(p, "tono", "konfirmasi_pengesahan")) == "bukan_wewenang"
    assert sebab(k.minta(p, "ratna", "konfirmasi_pengesahan")) == "empat_mata"
    assert isinstance(k.minta(p, "rina-kadis", "konfirmasi_pengesahan"), KodeTerbit)


def test_dokumen_diganti_sesudah_kode_konfirmasi(kantor: Bangun) -> None:
    k = kantor(cara="basah")
    revisi, p = k.sampai("atasan")
    assert isinstance(k.catat(revisi), DokumenSah)
    kode = k.kode(p, "ratna", "konfirmasi_pengesahan")
    assert isinstance(k.catat(revisi, b"%PDF-1.7 lembar lain"), DokumenSah)
    assert sebab(k.jawab(p, "konfirmasi_pengesahan", kode)) == "dokumen_berubah"
    assert isinstance(k.putuskan(p, "ratna", "konfirmasi_pengesahan"), Putusan)
    k.terbitkan(revisi)


def test_mengubah_cara_di_pengaturan_tidak_mengubah_edisi_terbuka(kantor: Bangun) -> None:
    from dip.edisi import buka_edisi

    k = kantor(cara="basah")
    revisi, _ = k.sampai("ppid")
    lagi = buka_edisi(k.register, "CTH", "2026-11", "run-1", k.maju(), lambda _: False, "kode")
    assert lagi.tolak == ""
    k.putuskan(k.pintu(revisi, "ppid"), "ratna", "setujui")
    p = k.pintu(revisi, "atasan")
    assert p.cara == "basah"
    assert sebab(k.minta(p, "surya", "sahkan")) == "keputusan_asing"
