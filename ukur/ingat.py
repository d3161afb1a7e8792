"""What an unchanged file costs against a new one: the key, the memory, and nothing of reading or normalising."""

from __future__ import annotations

import tempfile
from pathlib import Path

import orjson

from dip.hasil_baca import HasilBaca
from dip.pengaturan import Deklarasi, Opd
from dip.sidik import sha256
from dip.tembolok import Tembolok
from sumber.kamus import muat_kamus
from sumber.olah import Bahan, Pengolah
from ukur.alat import Baris, cpu_ms, putar
from ukur.bahan_buku import buku_opd

BERKAS, BARIS = 20, 200


def ukur_ingat(putaran: int) -> list[Baris]:
    """New files through the child, with what is then remembered, against the same files remembered."""
    opd = Opd(kode="UJI", nama="Dinas Uji", deklarasi=Deklarasi(kategori="berkala"))
    bahan = Bahan(muat_kamus(), [opd], "Contoh Baru")
    buku = [buku_opd(n, BARIS) for n in range(BERKAS)]
    sha = [sha256(b) for b in buku]
    with tempfile.TemporaryDirectory() as folder, Pengolah(1) as pengolah:
        tembolok = Tembolok(Path(folder))

        def baru() -> None:
            for isi, s in zip(buku, sha, strict=True):
                hasil, _ = pengolah.olah(isi, "dip.xlsx", s, opd, bahan)
                tembolok.simpan(bahan.kunci(opd, s, "dip.xlsx"), orjson.dumps(hasil.ke_json()))

        def tetap() -> None:
            for s in sha:
                ingat = tembolok.ambil(bahan.kunci(opd, s, "dip.xlsx"))
                assert ingat is not None
                hasil = HasilBaca.dari_json(orjson.loads(ingat))
                assert hasil.ternormal is not None and len(hasil.ternormal.entri) > BARIS // 2

        peserta = {"baru": baru, "tetap": tetap}
        waktu = putar(peserta, putaran, anak_ms=lambda: sum(map(cpu_ms, pengolah.pid)))
    return [(f"{BERKAS} berkas × {BARIS} baris yang tidak berubah", waktu["tetap"], waktu["baru"], "berkas baru")]
