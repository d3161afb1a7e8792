"""A new phone: proven with the old one, or by a second official who is really somebody else."""

from __future__ import annotations

from typing import Any

import pytest

from dip.pejabat import (
    PejabatGalat,
    Pendaftaran,
    cabut_pendaftaran,
    calon_saksi,
    daftarkan,
    daftarkan_tanpa_saksi,
    ganti,
    konfirmasi,
    pulihkan,
)
from dip.register import tabel
from dip.sesi import Sesi, masuk, pemilik_sesi
from dip.tolakan import Tolakan


def sebab(hasil: object) -> str:
    return hasil.sebab if isinstance(hasil, Tolakan) else ""


def mulai_ganti(balai: Any, kode: str, totp: str) -> Pendaftaran | Tolakan:
    return ganti(*balai.alat, kode, totp=totp, waktu=balai.waktu)


def mulai_pulih(balai: Any, kode: str, saksi: str, totp: str | None = None) -> Pendaftaran | Tolakan:
    return pulihkan(*balai.alat, kode, saksi=saksi, totp=totp or balai.totp(saksi), waktu=balai.waktu)


def masih_masuk(balai: Any, sesi: Sesi) -> bool:
    with balai.register.baca() as k:
        return pemilik_sesi(k, balai.pengaturan, sesi.token, balai.waktu) is not None


def masuki(balai: Any, kode: str) -> Sesi:
    hasil = masuk(*balai.alat, pejabat=kode, totp=balai.totp(kode), waktu=balai.waktu)
    assert isinstance(hasil, Sesi), hasil
    balai.maju(seconds=30)
    return hasil


def test_the_old_phone_counts_until_the_new_one_is_confirmed(balai: Any) -> None:
    balai.pasang("wulan", "bima")
    balai.kode_hidup("wulan", balai.pintu())
    sesi, sesi_bima = masuki(balai, "wulan"), masuki(balai, "bima")
    assert sebab(mulai_ganti(balai, "wulan", balai.ngawur("wulan"))) == "salah_totp"
    balai.maju(seconds=5)
    baru = mulai_ganti(balai, "wulan", balai.totp("wulan"))
    balai.maju(seconds=30)
    assert balai.coba("wulan", balai.angka(balai.pindai(baru))) is not None
    balai.maju(seconds=30)
    assert balai.coba("wulan", balai.totp("wulan")) is None
    assert masih_masuk(balai, sesi)
    balai.maju(seconds=30)
    lama = balai.rahasia["wulan"]
    assert balai.pastikan(baru).jenis == "ganti"
    balai.maju(seconds=30)
    assert sebab(balai.coba("wulan", balai.angka(lama))) == "salah_totp"
    balai.maju(seconds=30)
    assert balai.coba("wulan", balai.totp("wulan")) is None
    assert not masih_masuk(balai, sesi)
    assert masih_masuk(balai, sesi_bima)
    assert [bool(b.dicabut) for b in balai.baris(tabel.kode)] == [True]
    akhir = next(j for j in balai.jejak() if j["peristiwa"] == "pejabat_diganti")
    assert (akhir["pelaku"], akhir["data"]["kode"], akhir["data"]["sesi"]) == ("wulan", 1, 1)


def test_a_quick_hand_changes_within_one_step(balai: Any) -> None:
    balai.pasang("wulan")
    balai.pastikan(mulai_ganti(balai, "wulan", balai.totp("wulan")))
    assert sebab(balai.coba("wulan", balai.totp("wulan"))) == "totp_terpakai"  # and yet these digits decide nothing
    balai.maju(seconds=30)
    assert balai.coba("wulan", balai.totp("wulan")) is None


def test_a_change_that_is_given_up_changes_nothing(balai: Any) -> None:
    balai.pasang("wulan")
    baru = mulai_ganti(balai, "wulan", balai.totp("wulan"))
    balai.maju(minutes=16)
    assert isinstance(baru, Pendaftaran)
    assert sebab(konfirmasi(*balai.alat, baru, balai.angka(balai.pindai(baru)), balai.waktu)) == "pendaftaran_lewat"
    assert balai.coba("wulan", balai.totp("wulan")) is None


def test_withdrawal_stops_a_change_that_has_begun(balai: Any) -> None:
    balai.pasang("wulan")
    baru = mulai_ganti(balai, "wulan", balai.totp("wulan"))
    assert isinstance(baru, Pendaftaran)
    cabut_pendaftaran(balai.register, balai.pengaturan, "wulan", balai.waktu)
    assert sebab(konfirmasi(*balai.alat, baru, balai.angka(balai.pindai(baru)), balai.waktu)) == "pendaftaran_lewat"
    balai.maju(seconds=30)
    assert sebab(balai.coba("wulan", balai.totp("wulan"))) == "belum_terdaftar"


def test_a_change_needs_an_authenticator_that_counts(balai: Any) -> None:
    for kode in ("wulan", "pandu", "siapa"):
        with pytest.raises(PejabatGalat, match=kode):
            mulai_ganti(balai, kode, "000000")


def test_guesses_at_the_old_digits_delay_like_any_other(balai: Any) -> None:
    balai.pasang("wulan")
    assert sebab(mulai_ganti(balai, "wulan", balai.ngawur("wulan"))) == "salah_totp"
    assert sebab(balai.coba("wulan", balai.totp("wulan"), pintu=7)) == "tunggu"


def test_recovery_is_witnessed_and_both_are_named(balai: Any) -> None:
    balai.pasang("wulan", "ratna")
    balai.kode_hidup("wulan", balai.pintu())
    sesi = masuki(balai, "wulan")
    baru = mulai_pulih(balai, "wulan", "ratna")
    lama = balai.rahasia["wulan"]
    assert balai.pastikan(baru).saksi == "ratna"
    balai.maju(seconds=30)
    assert sebab(balai.coba("wulan", balai.angka(lama))) == "salah_totp"
    assert not masih_masuk(balai, sesi)
    assert [bool(b.dicabut) for b in balai.baris(tabel.kode)] == [True]
    akhir = next(j for j in balai.jejak() if j["peristiwa"] == "pejabat_dipulihkan")
    assert (akhir["pelaku"], akhir["data"]["pejabat"]) == ("ratna", "wulan")


@pytest.mark.parametrize(
    ("kode", "saksi"),
    [
        ("wulan", "wulan"),
        ("bima", "bima-ppid"),  # one NIP
        ("surya", "surya-plh"),  # one name, one of them without NIP
        ("wulan", "pandu"),  # decides at no gate
        ("wulan", "siapa"),
        ("wulan", "bima"),  # has no authenticator
    ],
)
def test_who_cannot_witness(balai: Any, kode: str, saksi: str) -> None:
    balai.pasang(*dict.fromkeys((kode, *({saksi} - {"pandu", "siapa", "bima"}))))
    with pytest.raises(PejabatGalat):
        mulai_pulih(balai, kode, saksi, "000000")
    assert saksi not in calon_saksi(balai.register, balai.pengaturan, kode, balai.waktu)
    assert not any(j["peristiwa"] == "pendaftaran_dimulai" and j["data"]["cara"] == "pulih" for j in balai.jejak())


def test_a_witness_is_in_office_on_that_day(balai: Any) -> None:
    balai.pasang("wulan", "plh")
    assert calon_saksi(balai.register, balai.pengaturan, "wulan", balai.waktu) == ["plh"]
    balai.maju(days=1)
    with pytest.raises(PejabatGalat, match="plh"):
        mulai_pulih(balai, "wulan", "plh")


def test_a_witness_who_guesses_is_delayed_himself(balai: Any) -> None:
    balai.pasang("wulan", "ratna")
    assert sebab(mulai_pulih(balai, "wulan", "ratna", balai.ngawur("ratna"))) == "salah_totp"
    assert sebab(mulai_pulih(balai, "wulan", "ratna")) == "tunggu"
    assert balai.coba("wulan", balai.totp("wulan")) is None


def test_recovery_is_not_for_those_who_never_had_one(balai: Any) -> None:
    balai.pasang("ratna")
    with pytest.raises(PejabatGalat, match="daftar wulan"):
        mulai_pulih(balai, "wulan", "ratna")


def test_after_withdrawal_enrolment_needs_a_witness_if_there_is_one(balai: Any) -> None:
    balai.pasang("wulan", "ratna")
    cabut_pendaftaran(balai.register, balai.pengaturan, "wulan", balai.waktu)
    for mulai in (daftarkan, daftarkan_tanpa_saksi):
        with pytest.raises(PejabatGalat, match="pulihkan wulan"):
            mulai(*balai.alat, "wulan", balai.waktu)
    cabut_pendaftaran(balai.register, balai.pengaturan, "ratna", balai.waktu)
    with pytest.raises(PejabatGalat, match="tanpa-saksi"):
        daftarkan(*balai.alat, "wulan", balai.waktu)
    balai.pastikan(daftarkan_tanpa_saksi(*balai.alat, "wulan", balai.waktu))
    akhir = balai.jejak()[-1]
    assert (akhir["peristiwa"], akhir["data"]["pejabat"]) == ("pejabat_dipulihkan_tanpa_saksi", "wulan")
    with pytest.raises(PejabatGalat):  # now there is a witness again
        daftarkan_tanpa_saksi(*balai.alat, "ratna", balai.waktu)
    balai.maju(seconds=30)
    balai.pastikan(mulai_pulih(balai, "ratna", "wulan"))


def test_without_a_witness_is_only_for_a_withdrawn_one(balai: Any) -> None:
    with pytest.raises(PejabatGalat, match="daftar wulan"):
        daftarkan_tanpa_saksi(*balai.alat, "wulan", balai.waktu)
    balai.pasang("wulan")
    with pytest.raises(PejabatGalat, match="cabut wulan"):
        daftarkan_tanpa_saksi(*balai.alat, "wulan", balai.waktu)
