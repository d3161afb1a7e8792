"""Keys at rest, enrolment, and the example officials who must never guard real data."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pyotp
import pytest

from dip.pejabat import (
    ContohDitolak,
    ContohMenunggu,
    PejabatGalat,
    cabut_pendaftaran,
    daftar,
    daftarkan,
    kode_contoh,
    qr_png,
    qr_terminal,
    siapkan_contoh,
)
from dip.putusan import KodeTerbit, Tolakan
from dip.rahasia import LABEL_ALAMAT, LABEL_KODE, Brankas, BrankasGalat
from dip.register import Register, tabel


def test_keys_are_made_once_and_only_for_the_owner(tmp_path: Path) -> None:
    satu = Brankas(tmp_path / "r")
    assert (tmp_path / "r").stat().st_mode & 0o777 == 0o700
    berkas = sorted((tmp_path / "r").iterdir())
    assert [b.name for b in berkas] == ["authenticator.kunci", "tanda.kunci"]
    assert {b.stat().st_mode & 0o777 for b in berkas} == {0o600}
    dua = Brankas(tmp_path / "r")
    assert dua.buka(satu.tutup(b"isi")) == b"isi"
    assert satu.mac(LABEL_KODE, b"x") == dua.mac(LABEL_KODE, b"x") != satu.mac(LABEL_ALAMAT, b"x")


@pytest.mark.parametrize("nama", ["", "authenticator.kunci", "tanda.kunci"])
def test_keys_others_can_read_are_refused(tmp_path: Path, nama: str) -> None:
    Brankas(tmp_path / "r")
    (tmp_path / "r" / nama).chmod(0o750 if not nama else 0o640)
    with pytest.raises(BrankasGalat, match="chmod"):
        Brankas(tmp_path / "r")


def test_damaged_and_foreign_keys(tmp_path: Path) -> None:
    isi = Brankas(tmp_path / "a").tutup(b"isi")
    with pytest.raises(BrankasGalat, match="cadangan"):
        Brankas(tmp_path / "b").buka(isi)
    (tmp_path / "a" / "authenticator.kunci").write_bytes(b"rusak")
    with pytest.raises(BrankasGalat, match="rusak"):
        Brankas(tmp_path / "a")


def test_nothing_secret_in_repr_and_logs(sidang: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    kunci = (sidang.jalan.parent / "rahasia" / "tanda.kunci").read_text()
    p = daftarkan(sidang.register, sidang.brankas, _tambah(sidang, "baru"), "baru", sidang.waktu)
    assert kunci not in repr(sidang.brankas) + repr(vars(Brankas)) + caplog.text
    assert pyotp.parse_uri(p.uri).secret not in repr(p) + caplog.text


def _tambah(sidang: Any, kode: str) -> Any:
    orang = sidang.pengaturan.pejabat[0].model_copy(update={"kode": kode})
    return sidang.pengaturan.model_copy(update={"pejabat": (*sidang.pengaturan.pejabat, orang)})


def test_enrolment_once_with_160_bits(sidang: Any) -> None:
    assert {len(r) for r in sidang.rahasia.values()} == {32}
    with pytest.raises(PejabatGalat, match="sudah terdaftar"):
        daftarkan(sidang.register, sidang.brankas, sidang.pengaturan, "wulan", sidang.waktu)
    with pytest.raises(PejabatGalat, match="tidak ada"):
        daftarkan(sidang.register, sidang.brankas, sidang.pengaturan, "siapa", sidang.waktu)
    baris = {(b.kode, b.peran): b for b in daftar(sidang.register, sidang.pengaturan, sidang.waktu)}
    assert baris["plh", "atasan"].berlaku
    sidang.maju(days=1)
    baris = {(b.kode, b.peran): b for b in daftar(sidang.register, sidang.pengaturan, sidang.waktu)}
    assert (baris["plh", "atasan"].berlaku, baris["plh", "atasan"].terdaftar) == (False, True)


def test_lost_phone_cancels_codes_and_needs_a_witness(sidang: Any) -> None:
    p = sidang.pintu("petugas")
    kode = sidang.kode(p, "wulan", "ajukan")
    cabut_pendaftaran(sidang.register, sidang.pengaturan, "wulan", sidang.waktu)
    hasil = sidang.jawab(p, "ajukan", kode)
    assert isinstance(hasil, Tolakan)
    assert hasil.sebab == "dicabut"
    sidang.maju(seconds=30)
    hasil = sidang.minta(p, "wulan", "ajukan")
    assert isinstance(hasil, Tolakan)
    assert hasil.sebab == "belum_terdaftar"
    with pytest.raises(PejabatGalat, match="pulihkan"):
        daftarkan(sidang.register, sidang.brankas, sidang.pengaturan, "wulan", sidang.waktu)
    with pytest.raises(PejabatGalat):
        cabut_pendaftaran(sidang.register, sidang.pengaturan, "siapa", sidang.waktu)


def test_exchanged_rows_give_nobody_a_voice(sidang: Any) -> None:
    t = tabel.rahasia
    with sidang.register.tulis() as k:
        isi = {b.pejabat: b.isi for b in k.execute(t.select())}
        k.execute(t.update().where(t.c.pejabat == "wulan").values(isi=isi["bima"]))
    with pytest.raises(BrankasGalat, match="bukan miliknya"):
        sidang.minta(sidang.pintu("petugas"), "wulan", "ajukan", totp=sidang.totp("bima"))


def test_qr_codes() -> None:
    uri = pyotp.TOTP(pyotp.random_base32()).provisioning_uri(name="wulan", issuer_name="DIP")
    assert qr_png(uri).startswith(b"\x89PNG")
    assert len(qr_terminal(uri).splitlines()) > 10


@pytest.fixture
def kosong(tmp_path: Path) -> Register:
    return Register.di_berkas(tmp_path / "contoh.db")


def test_example_officials_only_in_the_untouched_example(sidang: Any, kosong: Register) -> None:
    s = sidang
    contoh = s.pengaturan.model_copy(update={"lembaga": s.pengaturan.lembaga.model_copy(update={"contoh": True})})
    with pytest.raises(ContohDitolak):
        siapkan_contoh(kosong, s.brankas, s.pengaturan, s.pengaturan.pejabat, s.waktu)
    with pytest.raises(ContohDitolak):
        siapkan_contoh(kosong, s.brankas, contoh, s.pengaturan.pejabat[1:], s.waktu)
    with pytest.raises(ContohDitolak, match="sungguhan"):
        siapkan_contoh(s.register, s.brankas, contoh, contoh.pejabat, s.waktu)
    baru = siapkan_contoh(kosong, s.brankas, contoh, contoh.pejabat, s.waktu)
    assert sorted(baru) == sorted({p.kode for p in contoh.pejabat})
    assert siapkan_contoh(kosong, s.brankas, contoh, contoh.pejabat, s.waktu) == []
    with pytest.raises(ContohDitolak):
        kode_contoh(s.register, s.brankas, contoh, "wulan", s.waktu)
    with pytest.raises(ContohDitolak):
        kode_contoh(kosong, s.brankas, s.pengaturan, "wulan", s.waktu)


def test_example_digits_skip_burnt_steps_and_then_say_how_long(sidang: Any) -> None:
    s = sidang
    p = s.pintu("petugas")
    with s.register.tulis() as k:
        k.execute(tabel.rahasia.update().values(contoh=True))
    ditolak = s.minta(p, "wulan", "ajukan")
    assert isinstance(ditolak, Tolakan)
    assert ditolak.sebab == "rahasia_contoh"
    s.pengaturan = s.pengaturan.model_copy(update={"lembaga": s.pengaturan.lembaga.model_copy(update={"contoh": True})})
    for _ in range(3):
        angka = kode_contoh(s.register, s.brankas, s.pengaturan, "wulan", s.waktu)
        assert isinstance(s.minta(p, "wulan", "ajukan", totp=angka), KodeTerbit)
    with pytest.raises(ContohMenunggu) as e:
        kode_contoh(s.register, s.brankas, s.pengaturan, "wulan", s.waktu)
    s.maju(seconds=e.value.detik)
    angka = kode_contoh(s.register, s.brankas, s.pengaturan, "wulan", s.waktu)
    assert isinstance(s.minta(p, "wulan", "ajukan", totp=angka), KodeTerbit)
