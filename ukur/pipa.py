"""The whole month in one process: reading, mapping, normalising, rules, duplicates, difference, and all public files.

Against `ukur.pipa_naif`. Ours is measured three ways: the same work (rules that look at what the script checks; a book,
list pages, CSV and JSON), all rules and all files of the site (near-equal titles, personal data, excluded information;
permanent addresses, search data, feed, catalogue), and that with the last guard reading every finished file.
Everything remembered is forgotten before each turn: a month's first run is measured.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from typing import cast
from unittest.mock import patch

import pandas as pd

from dip.aturan import PEMERIKSA, daftar_entri, nilai, terapkan
from dip.banding import bandingkan, cocokkan
from dip.entri import Entri
from dip.hasil_baca import HasilBaca
from dip.pengaturan import Deklarasi, Kebijakan, Opd
from dip.penjaga import Larangan, periksa_keluaran
from dip.rekap import konteks_nilai
from dip.revisi import BarisPapan, Revisi
from dip.sampah import tanpa_sapu
from keluaran.bentuk import bangun, susun_bahan
from keluaran.bentuk.berkas_csv import tulis_csv
from keluaran.bentuk.data_json import tulis_json
from keluaran.bentuk.html import Rangka
from keluaran.bentuk.html_daftar import tulis_daftar
from keluaran.bentuk.xlsx import tulis_xlsx
from sumber.kamus import muat_kamus
from sumber.olah import Bahan, olah_langsung
from ukur import pipa_naif
from ukur.alat import Baris, putar
from ukur.bahan import revisi_contoh
from ukur.bahan_buku import buku_opd
from ukur.nilai import lupakan

BERKAS, BARIS = 60, 200
PERIODE = "2026-11"

SETARA = tuple(
    k for k in PEMERIKSA if k.startswith("DIP-") or k in ("DUP-001", "LNK-001", "LNK-009", "PDP-001", "PDP-002")
)
"""Rules that look at what the checks of the script look at; there are more of them than checks."""


class Pipa:
    """Our rooms in the order of the flow, without Prefect, register and child process: one process, one month."""

    def __init__(self, buku: Mapping[str, bytes]) -> None:
        self.buku = buku
        self.opd = [Opd(kode=k, nama=f"Dinas {k}", deklarasi=Deklarasi()) for k in buku]
        self.kamus = muat_kamus()
        self.bahan = Bahan(self.kamus, self.opd, "Contoh Baru")
        self.lama: list[Entri] = []
        self.waktu: dict[str, float] = {}
        self._saat = 0.0

    def jalankan(self, *, semua: bool, jaga: bool = False) -> Revisi:
        """One month, `semua` with all rules and files. CPU milliseconds of the phases stand in `waktu` afterwards."""
        self.waktu, self._saat = {}, time.process_time()
        bacaan = {o.kode: olah_langsung(self.buku[o.kode], f"{o.kode}.xlsx", "0" * 64, o, self.bahan) for o in self.opd}
        self._catat("baca, peta, normal")
        terbit = self._nilai(bacaan, semua)
        self._catat("aturan, ganda, pisah")
        revisi = self._banding(terbit)
        self._catat("banding")
        berkas = bangun(revisi, None) if semua else _berkas_sama(revisi)
        self._catat("keluaran")
        if jaga:
            periksa_keluaran(berkas, Larangan(), [e["kode"] for e in revisi.entri], entri=revisi.entri)
            self._catat("penjaga")
        return revisi

    def _catat(self, nama: str) -> None:
        kini = time.process_time()
        self.waktu[nama] = (kini - self._saat) * 1000
        self._saat = kini

    def _nilai(self, bacaan: Mapping[str, HasilBaca], semua: bool) -> list[Entri]:
        ternormal = {k: b.ternormal for k, b in bacaan.items() if b.ternormal is not None}
        baris = [e for t in ternormal.values() for e in t.entri]
        rekap = pd.DataFrame(baris, columns=list(Entri.__annotations__))
        konteks = konteks_nilai(PERIODE, Kebijakan(), self.opd, ternormal, self.kamus)
        aturan = PEMERIKSA if semua else {k: PEMERIKSA[k] for k in SETARA}
        with patch.dict(PEMERIKSA, aturan, clear=True):
            temuan = nilai(rekap, konteks)
        return daftar_entri(terapkan(rekap, temuan, Kebijakan()).terbit)

    def _banding(self, terbit: list[Entri]) -> Revisi:
        kode = cocokkan(self.lama, terbit)
        entri: list[Entri] = []
        urut: dict[str, int] = {}
        for n, e in enumerate(terbit, 1):
            urut[e["opd"]] = urut.get(e["opd"], 0) + 1
            baru = f"KTH-{e['opd']}-{urut[e['opd']] + (5000 if self.lama else 0):04d}"
            entri.append(cast(Entri, {**e, "kode": kode.get(e["id_baris"], baru), "nomor": n, "edisi_data": PERIODE}))
        contoh = revisi_contoh(1)
        papan = [cast(BarisPapan, {**contoh.papan[0], "opd": o.kode, "nama": o.nama}) for o in self.opd]
        return replace(contoh, entri=entri, papan=papan, perubahan=bandingkan(self.lama, entri))

    def siapkan_lalu(self) -> None:
        """Last month: the same rows, every fiftieth written otherwise, every hundredth not there."""
        revisi = self.jalankan(semua=False)
        ubah = [cast(Entri, {**e, "tempat": "Tempat lama"}) if n % 50 == 1 else e for n, e in enumerate(revisi.entri)]
        self.lama = [e for n, e in enumerate(ubah) if n % 100]


@tanpa_sapu()  # as `bangun` has it
def _berkas_sama(revisi: Revisi) -> dict[str, bytes]:
    """What the script writes, as we write it: workbook, list pages, CSV, JSON."""
    bahan = susun_bahan(revisi, None)
    data = {"dip.xlsx": tulis_xlsx(bahan), "dip.csv": tulis_csv(bahan.baris), "dip.json": tulis_json(bahan)}
    return {**data, **dict(tulis_daftar(Rangka(bahan)))}


def ukur_pipa(putaran: int) -> list[Baris]:
    """The same work, all rules, and all rules with the guard, each against the script; then our phases."""
    buku = {f"DINAS-{n:02d}": buku_opd(n, BARIS) for n in range(BERKAS)}
    pipa = Pipa(buku)
    pipa.siapkan_lalu()
    lalu = pipa_naif.olah(buku)[["key", "rh"]].drop_duplicates("key").iloc[1::2]
    peserta = {
        "naif": lambda: pipa_naif.jalankan(buku, lalu),
        "sama": lambda: pipa.jalankan(semua=False),
        "aturan": lambda: pipa.jalankan(semua=True),
        "jaga": lambda: pipa.jalankan(semua=True, jaga=True),
    }
    hasil = putar(peserta, putaran, siap=lupakan)
    lain = f"skrip pandas + openpyxl, {pipa_naif.JUMLAH_UJI} pemeriksaan"
    kasus = f"pipa {BERKAS} × {BARIS} baris, satu proses"
    baris = [
        (f"{kasus}: pekerjaan yang sama ({len(SETARA)} aturan)", hasil["sama"], hasil["naif"], lain),
        (f"{kasus}: semua {len(PEMERIKSA)} aturan dan berkas situs", hasil["aturan"], hasil["naif"], lain),
        (f"{kasus}: itu, dan penjaga", hasil["jaga"], hasil["naif"], lain),
    ]
    return baris + [(f"  bagian {nama}", ms, float("nan"), "–") for nama, ms in pipa.waktu.items()]
