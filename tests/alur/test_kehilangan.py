"""An office that lost too much never passes the petugas by itself, also where ronde 1 usually does; one whose source is
dead but that said *tidak ada perubahan* has answered.
"""

from __future__ import annotations

from datetime import date

import pytest

from dip.jam import sekarang
from dip.kawal import perlu_ppid
from dip.pernyataan import PELAKU_OPD, Isi, catat_pernyataan
from dip.putusan import pintu_menunggu

JUDUL = ("Rencana Kerja", "Laporan Kinerja", "Neraca Daerah", "Agenda Pimpinan", "Profil Kantor")


@pytest.fixture
def otomatis(kabupaten, tabel):
    kabupaten.kebijakan = ", ajukan_otomatis: true"
    kabupaten.pasang()
    for o in kabupaten.opd:
        kabupaten.kirim(o, tabel(*JUDUL))
    return kabupaten


def test_kehilangan_menunggu_petugas_dan_tampak_oleh_ppid(otomatis, jalan, pejabat, tabel) -> None:
    from tasks.olah import draf_terakhir

    def menunggu() -> list[tuple[str, int]]:
        with pejabat.meja.register.baca() as k:
            return [(p.peran, p.ronde) for p in pintu_menunggu(k, "UJI")]

    j = jalan(periode="2026-10").kerjakan()
    assert menunggu() == [("ppid", 1)]
    pejabat.putuskan(j, "pandu", "setujui")
    pejabat.putuskan(j, "sari", "sahkan")
    otomatis.kirim("DINA", tabel(*JUDUL[:3]))
    (otomatis.data / "masuk" / "dinb" / "dip.csv").unlink()
    isi = Isi("DINB", "2026-11", "nihil", "formulir", date(2026, 11, 2), catatan="Dewi")
    with pejabat.meja.register.tulis() as k:
        catat_pernyataan(k, "UJI", isi, PELAKU_OPD, sekarang())
    jalan(periode="2026-11").kerjakan()
    assert menunggu() == [("petugas", 1)]
    with pejabat.meja.register.baca() as k:
        from dip.edisi import edisi_terbuka

        edisi = edisi_terbuka(k, "UJI")
    assert edisi is not None
    draf = draf_terakhir(edisi)
    assert draf is not None
    assert perlu_ppid(draf)
    (t,) = (t for t in draf.temuan if t.kode == "EDI-004" and t.opd)
    assert (t.opd, t.parameter["n"], t.parameter["total"]) == ("DINA", 2, 5)
    assert {p["opd"]: (p["hasil"], p["konfirmasi"], p["terbit"]) for p in draf.papan} == {
        "DINA": ("baru", "kiriman", 3),
        "DINB": ("nihil", "nihil", 5),
        "DINC": ("tetap", "kiriman", 5),
    }
    assert all(len(p["validasi"]) == 10 for p in draf.papan)
