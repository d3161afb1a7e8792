"""An edition that no gate can end is ended by a petugas with his authenticator, and by nobody else."""

from __future__ import annotations

from typing import Any

from dip.batal import putuskan_batal, sudah_tayang
from dip.edisi import baca_edisi
from dip.putusan import Putusan, Tolakan, baca_pintu, putusan_edisi


def batalkan(sidang: Any, edisi: Any, pejabat: str, alasan: str = "Sumber data rusak, diulang bulan depan") -> Any:
    return putuskan_batal(
        sidang.register,
        sidang.brankas,
        sidang.pengaturan,
        edisi,
        pejabat=pejabat,
        alasan=alasan,
        totp=sidang.totp(pejabat),
        waktu=sidang.waktu,
    )


def test_petugas_membatalkan_edisi_tanpa_gerbang_lain(sidang: Any) -> None:
    p = sidang.pintu("ppid")
    with sidang.register.baca() as k:
        edisi = baca_edisi(k, p.edisi)
    petugas = next(x.kode for x in sidang.pengaturan.pejabat if x.peran == "petugas")
    atasan = next(x.kode for x in sidang.pengaturan.pejabat if x.peran == "atasan")
    assert isinstance(batalkan(sidang, edisi, atasan), Tolakan)
    assert batalkan(sidang, edisi, petugas, "").sebab == "alasan_pendek"
    putusan = batalkan(sidang, edisi, petugas)
    assert isinstance(putusan, Putusan)
    assert (putusan.keputusan, putusan.ronde) == ("batalkan", 0)
    assert not sudah_tayang(sidang.register, edisi)
    with sidang.register.baca() as k:
        assert [x.id for x in putusan_edisi(k, edisi.id)] == [putusan.id]
        assert baca_pintu(k, p.id).edisi_terbuka
