"""What the PPID sees of the register: who lacks a test comes first, and nothing closed is in it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date

import orjson

from dip.dik import Dik
from dip.dik_ringkas import ringkas_dik
from dip.entri import Entri
from dip.pengaturan import Pengaturan
from dip.revisi import Identitas, Kepala, Perubahan, Revisi

HARI = date(2026, 11, 12)


def _revisi(identitas: Identitas, dik: list[Entri]) -> Revisi:
    angka = dict.fromkeys(("sidik_hidup", "periode_hidup", "skor"), "")
    kepala = Kepala(
        skema=2, edisi=1, kode="DIP-KTH-2026-11", periode="2026-11", ronde=1, lembaga=identitas, jumlah={}, blob={},
        penjaga={}, **angka,
    )  # fmt: skip
    return Revisi("0" * 64, kepala, [], [], [], [], dik, Perubahan(baru=[], diubah=[], dicabut=[], tetap=0))


def test_those_without_a_test_come_first(
    pengaturan: Callable[..., Pengaturan], identitas: Identitas, dik: Callable[..., Dik], baris: Callable[..., Entri]
) -> None:
    lengkap = dik(sebagian=True)
    belum = dik(id_dik="DIK-KTH-2026-002", nomor_uji_konsekuensi="", status="menunggu_uji")
    selesai = dik(id_dik="DIK-KTH-2026-003", nomor_uji_konsekuensi="", status="berakhir")
    revisi = _revisi(identitas, [baris(7, "Daftar Kursi Roda"), baris(8, "Daftar Nama Penerima Bantuan Tunai")])
    hasil = ringkas_dik(pengaturan(lengkap, belum, selesai), revisi, HARI)
    assert [(r.id_dik, r.belum_uji) for r in hasil] == [
        ("DIK-KTH-2026-002", True),
        ("USUL-DINSOS-1-7", True),  # the other row is in the register by its title
        ("DIK-KTH-2026-001", False),
        ("DIK-KTH-2026-003", False),
    ]
    usul = hasil[1]
    assert (usul.usul, usul.judul_umum, usul.nama_opd, usul.asal) == (True, "", "Dinas Sosial", "dinsos.xlsx, baris 7")
    assert [k.kode for k in hasil[0].kurang] == ["DIK-004"]
    assert not any("DIK-KTH" in k.kalimat for r in hasil for k in r.kurang)


def test_nothing_closed_is_in_it(
    pengaturan: Callable[..., Pengaturan], identitas: Identitas, dik: Callable[..., Dik], baris: Callable[..., Entri]
) -> None:
    tutup = {
        k: f"RAHASIA {k}"
        for k in (
            "uraian_tertutup",
            "konsekuensi_dibuka",
            "konsekuensi_ditutup",
            "kepentingan_publik",
            "jangka_waktu_teks",
        )
    }
    d = dik(**tutup, judul_khusus=["RAHASIA judul"])
    e = baris(7, "RAHASIA baris", ringkasan="RAHASIA ringkas", dik={"jangka_waktu": "RAHASIA lama"})
    e["asal"]["lembar"] = "RAHASIA lembar"
    e["asal"]["nama_berkas"] = "NIK 3201014507900001.xlsx"
    hasil = ringkas_dik(pengaturan(d), _revisi(identitas, [e]), HARI)
    teks = orjson.dumps([r.ke_json() for r in hasil]).decode()
    assert len(hasil) == 2 and "RAHASIA" not in teks and "32010145" not in teks


def test_without_a_draft_only_the_register(pengaturan: Callable[..., Pengaturan], dik: Callable[..., Dik]) -> None:
    (r,) = ringkas_dik(pengaturan(dik(berakhir_pada="2026-12-01")), None, HARI)
    assert (r.usul, r.masa, [k.kode for k in r.kurang]) == (False, "sampai 1 Desember 2026", ["DIK-041"])
    assert dataclasses.replace(r) == r
