"""The alarm of a terminal: wrong authenticator digits are typed there. Needs no Prefect, so every verb can use it."""

from __future__ import annotations

from dip.jam import sekarang
from dip.meja import Meja
from dip.pintu import Pintu
from keluaran.kabar import teks
from tasks.antar import sampaikan


def kabari_alarm_terminal(meja: Meja, pintu: Pintu | None, pejabat: str) -> None:
    """Tell the petugas and the owner that wrong digits are typed in his name, once an hour.

    `pejabat` is the login name that was typed; nobody is told when nobody has it. `pintu` is the gate, None where the
    digits belong to none.
    """
    waktu, pengaturan = sekarang(), meja.pengaturan
    if pintu is None:
        pesan = teks.alarm_masuk(pengaturan, pejabat, waktu)
    else:
        pemilik = [o for o in pengaturan.pejabat if o.kode == pejabat][:1]
        orang = {o.kode: o for o in (*pengaturan.pemegang("petugas", waktu), *pemilik)} if pemilik else {}
        pesan = [teks.alarm_authenticator(pintu, pemilik[0], o, waktu) for o in orang.values()]
    sampaikan(meja, pesan)
