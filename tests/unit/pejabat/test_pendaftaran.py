"""An authenticator counts once its owner typed its digits, within a quarter of an hour."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dip.kode import terbitkan_kode
from dip.pejabat import PejabatGalat, Perubahan, cabut_pendaftaran, daftar, daftarkan, konfirmasi, siapkan_contoh
from dip.pengaturan import Pejabat
from dip.pintu import NAMA_KEPUTUSAN, baca_pintu, pejabat_pintu
from dip.rahasia import BrankasGalat
from dip.register import Register, tabel
from dip.tolakan import Tolakan


def keadaan(balai: Any, kode: str) -> str:
    return next(b.keadaan for b in daftar(balai.register, balai.pengaturan, balai.waktu) if b.kode == kode)


def sebab(hasil: object) -> str:
    return hasil.sebab if isinstance(hasil, Tolakan) else ""


def test_until_confirmed_it_counts_for_nothing(balai: Any) -> None:
    baru = daftarkan(*balai.alat, "wulan", balai.waktu)
    rahasia = balai.pindai(baru)
    assert keadaan(balai, "wulan") == "menunggu"
    assert sebab(balai.coba("wulan", balai.angka(rahasia))) == "belum_terdaftar"
    assert konfirmasi(*balai.alat, baru, balai.angka(rahasia), balai.waktu) == Perubahan("wulan", "baru", baru.nomor)
    assert keadaan(balai, "wulan") == "terdaftar"
    assert sebab(balai.coba("wulan", balai.angka(rahasia))) == "totp_terpakai"
    balai.maju(seconds=30)
    assert balai.coba("wulan", balai.angka(rahasia)) is None
    assert [j["peristiwa"] for j in balai.jejak()] == ["pendaftaran_dimulai", "pejabat_didaftarkan"]


def test_wrong_digits_leave_it_waiting(balai: Any) -> None:
    baru = daftarkan(*balai.alat, "wulan", balai.waktu)
    balai.rahasia["wulan"] = balai.pindai(baru)
    assert sebab(konfirmasi(*balai.alat, baru, "12345", balai.waktu)) == "totp_bentuk"
    for _ in range(12):
        assert sebab(konfirmasi(*balai.alat, baru, balai.ngawur("wulan"), balai.waktu)) == "salah_konfirmasi"
    assert balai.baris(tabel.percobaan) == []
    assert isinstance(konfirmasi(*balai.alat, baru, balai.totp("wulan"), balai.waktu), Perubahan)
    assert sebab(konfirmasi(*balai.alat, baru, balai.totp("wulan", 1), balai.waktu)) == "pendaftaran_lewat"


@pytest.mark.parametrize(("detik", "berlaku"), [(900, True), (901, False), (-901, False), (86_400, False)])
def test_after_a_quarter_of_an_hour_it_is_void(balai: Any, detik: int, berlaku: bool) -> None:
    baru = daftarkan(*balai.alat, "wulan", balai.waktu)
    rahasia = balai.pindai(baru)
    balai.maju(seconds=detik)
    assert isinstance(konfirmasi(*balai.alat, baru, balai.angka(rahasia), balai.waktu), Perubahan) is berlaku
    if not berlaku:
        assert keadaan(balai, "wulan") == "belum"
        [b] = balai.baris(tabel.rahasia)
        assert (b.isi, b.kunci_hidup, bool(b.dicabut)) == ("", None, True)
        balai.pastikan(daftarkan(*balai.alat, "wulan", balai.waktu))  # never confirmed, so no witness is needed


def test_a_new_try_voids_the_one_before(balai: Any) -> None:
    satu = daftarkan(*balai.alat, "wulan", balai.waktu)
    dua = daftarkan(*balai.alat, "wulan", balai.waktu)
    assert sebab(konfirmasi(*balai.alat, satu, balai.angka(balai.pindai(satu)), balai.waktu)) == "pendaftaran_lewat"
    assert sebab(konfirmasi(*balai.alat, dua, balai.angka(balai.pindai(satu)), balai.waktu)) == "salah_konfirmasi"
    balai.pastikan(dua)
    assert sum(b.dicabut == "" for b in balai.baris(tabel.rahasia)) == 1


def test_the_register_cannot_be_made_to_take_an_unconfirmed_one(balai: Any) -> None:
    baru = daftarkan(*balai.alat, "wulan", balai.waktu)
    with balai.register.tulis() as k:
        k.execute(tabel.rahasia.update().values(kunci_hidup="KTH/wulan"))
    with pytest.raises(BrankasGalat):
        balai.coba("wulan", balai.angka(balai.pindai(baru)))


def test_a_waiting_one_of_somebody_else_is_not_taken(balai: Any) -> None:
    milik_bima = daftarkan(*balai.alat, "bima", balai.waktu)
    milik_wulan = daftarkan(*balai.alat, "wulan", balai.waktu)
    t = tabel.rahasia
    isi = {b.pejabat: b.isi for b in balai.baris(t)}
    with balai.register.tulis() as k:
        k.execute(t.update().where(t.c.pejabat == "wulan").values(isi=isi["bima"]))
    angka = balai.angka(balai.pindai(milik_bima))
    assert sebab(konfirmasi(*balai.alat, milik_wulan, angka, balai.waktu)) == "pendaftaran_lewat"


def test_secrets_stand_nowhere(balai: Any, tmp_path: Path) -> None:
    balai.pasang("wulan", "bima")
    daftarkan(*balai.alat, "ratna", balai.waktu)
    semua = repr(balai.baris(tabel.rahasia)) + repr(balai.jejak())
    assert not any(r in semua for r in balai.rahasia.values())
    if balai.register.sqlite:
        berkas = b"".join(p.read_bytes() for p in tmp_path.glob("register.db*"))
        assert not any(r.encode() in berkas for r in balai.rahasia.values())


def test_who_decides_at_no_gate_needs_none(balai: Any) -> None:
    for kode in ("pandu", "siapa"):
        with pytest.raises(PejabatGalat, match=kode):
            daftarkan(*balai.alat, kode, balai.waktu)
    assert (keadaan(balai, "pandu"), keadaan(balai, "ratna")) == ("tidak_perlu", "belum")


@pytest.mark.parametrize("peran", ["petugas", "ppid", "atasan"])
def test_the_advising_team_decides_nothing(balai: Any, peran: str) -> None:
    nomor = balai.pintu(peran)
    with balai.register.baca() as k:
        pintu = baca_pintu(k, nomor)
    assert pintu is not None
    assert "pandu" not in {p.kode for p in pejabat_pintu(balai.pengaturan, pintu, balai.waktu)}
    for keputusan in NAMA_KEPUTUSAN:
        isi = {"keputusan": keputusan, "alasan": "Daftar perlu dilengkapi.", "totp": "000000", "waktu": balai.waktu}
        hasil = terbitkan_kode(*balai.alat, pintu=nomor, pejabat="pandu", **isi)
        assert sebab(hasil) in {"bukan_wewenang", "keputusan_asing", "cara_lain"}
    assert balai.baris(tabel.percobaan) == []


def test_the_list_says_since_when_and_as_what(balai: Any) -> None:
    plh = balai.pengaturan.pejabat[-3].model_copy(update={"sebutan": "Plh."})
    balai.pengaturan = balai.pengaturan.model_copy(update={"pejabat": (plh,)})
    [b] = daftar(balai.register, balai.pengaturan, balai.waktu)
    assert (b.sebutan, b.mulai, b.sampai, b.berlaku) == ("Plh.", plh.mulai, plh.sampai, True)
    balai.maju(days=1)
    assert not daftar(balai.register, balai.pengaturan, balai.waktu)[0].berlaku


def test_withdrawal_takes_a_waiting_one_too(balai: Any) -> None:
    baru = daftarkan(*balai.alat, "wulan", balai.waktu)
    cabut_pendaftaran(balai.register, balai.pengaturan, "wulan", balai.waktu)
    hasil = konfirmasi(*balai.alat, baru, balai.angka(balai.pindai(baru)), balai.waktu)
    assert sebab(hasil) == "pendaftaran_lewat"
    with pytest.raises(PejabatGalat):
        cabut_pendaftaran(balai.register, balai.pengaturan, "wulan", balai.waktu)


def test_examples_are_confirmed_at_once_and_never_replaced(balai: Any, tmp_path: Path) -> None:
    from dip.pejabat import ganti, pulihkan

    lembaga = balai.pengaturan.lembaga.model_copy(update={"contoh": True})
    contoh = balai.pengaturan.model_copy(update={"lembaga": lembaga})
    alat = balai.register, balai.brankas, contoh
    pejabat: tuple[Pejabat, ...] = contoh.pejabat
    assert "pandu" not in siapkan_contoh(*alat, pejabat, balai.waktu)
    baris = {b.kode: b.keadaan for b in daftar(balai.register, contoh, balai.waktu)}
    assert {n for n, k in baris.items() if k != "terdaftar"} == {"pandu"}
    for mulai in (
        lambda: daftarkan(*alat, "wulan", balai.waktu),
        lambda: ganti(*alat, "wulan", totp="000000", waktu=balai.waktu),
        lambda: pulihkan(*alat, "wulan", saksi="ratna", totp="000000", waktu=balai.waktu),
    ):
        with pytest.raises(PejabatGalat, match="contoh"):
            mulai()
    # once the example becomes real, its authenticators count for nobody and do not ask for a witness
    assert keadaan(balai, "wulan") == "belum"
    cabut_pendaftaran(balai.register, balai.pengaturan, "wulan", balai.waktu)
    balai.pastikan(daftarkan(*balai.alat, "wulan", balai.waktu))


def test_waiting_ones_survive_a_restart(bangun: Callable[[str], Any], tmp_path: Path) -> None:
    alamat = f"sqlite:///{tmp_path / 'register.db'}"
    balai = bangun(alamat)
    baru = daftarkan(*balai.alat, "wulan", balai.waktu)
    balai.register.tutup()
    balai.register = Register(alamat)
    assert balai.pastikan(baru).jenis == "baru"
    balai.register.tutup()
