"""A backup while others write: nobody waits long, nothing is half, everything the snapshot names is there."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dip import jejak
from dip.cadangan import cadangkan
from dip.cadangan_periksa import baca_potret, periksa_cadangan
from dip.cadangan_pulih import Tujuan, buka_register, pulihkan
from dip.jam import WIB
from dip.meja import Meja
from dip.register import sisip, tabel

SAAT = datetime(2026, 11, 1, 6, 0, tzinfo=WIB)
PENULIS = 3


def menulis(meja: Meja, nama: str, berhenti: threading.Event, galat: list[BaseException]) -> None:
    """Receipts as a run writes them: the file, then receipt and journal together; a copy in the outbox."""
    n = 0
    while not berhenti.is_set():
        n += 1
        try:
            sha = meja.gudang.simpan(f"{nama} {n} ".encode() * 300)
            (meja.ruang("kabar") / f"{nama}-{n}.txt").write_text(sha)
            with meja.register.tulis() as k:
                isi = f'{{"n":{n}}}'
                sisip(k, tabel.tarikan, edisi=1, opd=nama, hasil="baru", sha_berkas=sha, isi=isi)
                jejak.catat(k, "UJI", "tarikan", waktu=SAAT, pelaku="sistem", keluaran={"berkas": sha})
        except BaseException as e:
            galat.append(e)
            return


@pytest.mark.parametrize("kali", [2, pytest.param(12, marks=pytest.mark.lambat)])
def test_backups_while_three_write(alamat_register: str, tmp_path: Path, kali: int) -> None:
    data, pengaturan = tmp_path / "data", tmp_path / "pengaturan"
    for folder in (data, pengaturan):
        folder.mkdir(mode=0o700)
    meja = Meja(data, pengaturan, data / "masuk", alamat_register, str(data / "gudang"))
    with meja.register.tulis() as k:
        sisip(k, tabel.edisi, lembaga="UJI", periode="", kode="", status="", pemilik="", dibuka="")
    berhenti, galat = threading.Event(), list[BaseException]()
    regu = [threading.Thread(target=menulis, args=(meja, f"D{i}", berhenti, galat)) for i in range(PENULIS)]
    for t in regu:
        t.start()
    try:
        hasil = [cadangkan(meja, tmp_path / "c", SAAT + timedelta(minutes=n), simpan=3) for n in range(kali)]
    finally:
        berhenti.set()
        for t in regu:
            t.join(60)
    assert galat == []
    with meja.register.baca() as k:
        rantai = {c.hash: c.urut for c in jejak.baca_semua(k, "UJI")}
    for h in hasil[-3:]:
        assert (h.rusak, h.hilang, periksa_cadangan(h.folder)) == ([], [], [])
        urut, kepala = h.kepala.get("UJI", (0, ""))
        assert not kepala or rantai[kepala] == urut
        with baca_potret(h.folder / "register.db") as k:
            # a receipt and its journal entry are one transaction: never one without the other
            assert k.exec_driver_sql("SELECT count(*) FROM tarikan").scalar() == urut
    akhir = Tujuan(tmp_path / "baru")
    pulihkan(hasil[-1].folder, akhir, SAAT)
    baru = buka_register(akhir)
    with baru.baca() as k:
        rantai_baru = jejak.baca_semua(k, "UJI")
    assert jejak.periksa_rantai(rantai_baru, lembaga="UJI") == []
    baru.tutup()
    meja.register.tutup()
