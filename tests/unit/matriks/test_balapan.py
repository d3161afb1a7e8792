"""Two approvers at the same moment: one decision, whoever wins, on SQLite and on PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import orjson
import pytest
from sqlalchemy import func, insert, select

from dip.jejak import baca_semua, periksa_rantai
from dip.pintu import Pintu, buka_pintu
from dip.protokol import Jawaban
from dip.putusan import Putusan, Tolakan, nilai_jawaban
from dip.register import Register, tabel, tabel_bukti
from dip.sidik import sha256


def gerbang(k: Any, peran: Any, ronde: int) -> Pintu:
    """A gate of a further ronde, with the edition placed before it as the flow would have brought it."""
    ke = {"petugas": "DRAF_SOFTFILE", "ppid": "DIAJUKAN_KE_PPID"}[peran]
    t = tabel_bukti.keadaan
    with k.register.tulis() as c:
        urut = 1 + c.execute(select(func.max(t.c.urut))).scalar_one()
        isi = {"edisi": k.edisi.id, "urut": urut, "dari": "uji", "ke": ke, "ronde": ronde, "waktu": "", "pelaku": ""}
        c.execute(insert(t).values(**isi, peran="", bukti="{}"))
        return buka_pintu(c, k.edisi.id, peran, ronde, sha256(f"draf {ronde}".encode()), k.waktu)


def adu(k: Any, register: list[Register], pintu: Pintu, jawaban: list[tuple[str, str]]) -> list[Putusan | Tolakan]:
    """All answers judged at one moment, each by a judge with connections of its own."""
    mulai = threading.Barrier(len(jawaban), timeout=30)
    hasil: list[Any] = [None] * len(jawaban)

    def hakim(n: int) -> None:
        mulai.wait()
        isi = {"pintu": pintu.id, "jawaban": Jawaban(*jawaban[n]), "waktu_klik": k.waktu}
        hasil[n] = nilai_jawaban(register[n], k.brankas, k.pengaturan, **isi)

    utas = [threading.Thread(target=hakim, args=(n,)) for n in range(len(jawaban))]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    return hasil


RONDE = [pytest.param(10, id="10"), pytest.param(100, id="100", marks=pytest.mark.lambat)]


@pytest.mark.parametrize("ronde", RONDE)
def test_dua_pejabat_sekaligus_satu_putusan(kantor: Callable[..., Any], alamat_register: str, ronde: int) -> None:
    k = kantor(alamat_register)
    hakim = [Register(alamat_register) for _ in range(6)]
    for n in range(1, ronde + 1):
        k.putuskan(gerbang(k, "petugas", n), "tono", "ajukan")
        p = gerbang(k, "ppid", n)
        k.maju()
        kode = [(kep, k.kode(p, o, kep)) for o, kep in (
            ("ratna", "setujui"), ("rina-kadis", "setujui"), ("rina", "susun_ulang"),
        )]  # fmt: skip
        # who starts first changes from ronde to ronde; who wins is the scheduler's business
        hasil = adu(k, hakim, p, (kode[n % 3 :] + kode[: n % 3]) * 2)
        with k.register.baca() as c:
            [baris] = c.execute(select(tabel.putusan).where(tabel.putusan.c.pintu == p.id)).all()
            dipakai = c.execute(
                select(func.count()).where(tabel.kode.c.pintu == p.id, tabel.kode.c.dipakai != "")
            ).scalar()
        menang = [h for h in hasil if isinstance(h, Putusan)]
        # the winner's answer was judged twice and gives the same decision twice
        assert [h.id for h in menang] == [baris.id] * 2
        assert [h.sebab for h in hasil if isinstance(h, Tolakan)] == ["pintu_tertutup"] * 4
        assert dipakai == 1
    with k.register.baca() as c:
        catatan = baca_semua(c, "CTH")
    assert periksa_rantai(catatan, lembaga="CTH") == []
    assert sum(orjson.loads(x.isi)["peristiwa"] == "putusan" for x in catatan) == 2 * ronde
    for r in hakim:
        r.tutup()


@pytest.mark.parametrize("ronde", [3, pytest.param(100, marks=pytest.mark.lambat)])
def test_angka_yang_sama_di_dua_tempat_sekaligus_satu_kode(
    kantor: Callable[..., Any], alamat_register: str, ronde: int
) -> None:
    """Four hands with the same six digits at once: one code is issued."""
    from dip.putusan import KodeTerbit, terbitkan_kode

    k = kantor(alamat_register)
    p = gerbang(k, "petugas", 1)
    for _ in range(ronde):
        k.maju()
        mulai, hasil = threading.Barrier(4, timeout=30), []
        isi = {"pintu": p.id, "pejabat": "rina", "keputusan": "ajukan", "alasan": "", "totp": k.totp("rina")}

        def ambil(isi: Any = isi, mulai: Any = mulai, hasil: Any = hasil) -> None:
            mulai.wait()
            hasil.append(terbitkan_kode(*k.alat, **isi, waktu=k.waktu))

        utas = [threading.Thread(target=ambil) for _ in range(4)]
        for u in utas:
            u.start()
        for u in utas:
            u.join()
        assert sum(isinstance(h, KodeTerbit) for h in hasil) == 1
        assert {h.sebab for h in hasil if isinstance(h, Tolakan)} == {"totp_terpakai"}
