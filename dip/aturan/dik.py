"""Rules about the register of excluded information (domain.md §5.3 DIK-001 … DIK-041).

They look at records and proposals, not at rows of a rekap, so they stand apart from `dip.aturan.mesin`: each is a
function of one record and today that yields the parameters of its finding. A finding names the record by its handle
and never repeats what is closed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from dip.aturan.daftar import ATURAN
from dip.dik import Dik, UsulDik
from dip.normal.teks import kunci, tulis_tanggal
from dip.temuan import Temuan
from dip.usul_dik import berakhir, urai_jangka

Parameter = dict[str, str | int]
PemeriksaDik = Callable[[Dik, date], Iterator[Parameter]]

PEMERIKSA_DIK: dict[str, PemeriksaDik] = {}
"""Registered rules by code, in the order of this file."""

HARI_SEBELUM_BERAKHIR = 60
"""Days before its end from which an exclusion asks to be decided again; PP 61/2010 art. 10 wants it settled 30
working days before."""

_SEL: dict[str, tuple[str, ...]] = {
    "DIK-001": ("dasar_hukum", "dik_dasar_hukum"),
    "DIK-002": ("konsekuensi_dibuka", "konsekuensi", "konsekuensi_ditutup"),
    "DIK-003": ("jangka_waktu", "retensi_teks"),
    "DIK-004": ("nomor_uji", "tanggal_uji"),
    "DIK-005": ("nomor_sk", "tanggal_sk"),
    "DIK-030": ("judul",),
    "DIK-040": ("jangka_waktu", "retensi_teks"),
    "DIK-041": ("jangka_waktu", "retensi_teks"),
}
"""Columns of the row whose cell a finding points at: the first that has an address, else that of the title."""

_SELALU_TERBUKA = re.compile(
    r"\b(?:peraturan (?:daerah|bupati|wali ?kota|gubernur|desa|menteri|pemerintah|presiden)|perda|perbup|surat edaran"
    r"|(?:surat )?keputusan (?:bupati|kepala|wali ?kota|gubernur|menteri)|putusan (?:pengadilan|mahkamah|ptun)|sp3"
    r"|surat perintah penghentian penyidikan|laporan (?:keuangan|tahunan|kinerja|realisasi|akuntabilitas)|lk[ei]?jip"
    r"|lakip|rka|dpa|dppa|lra|calk|neraca|apbd|lppd|lkpj|renstra|renja|rkpd|rpjmd|rencana (?:kerja|strategis)"
    r"|rencana umum pengadaan|rup|daftar informasi publik|maklumat pelayanan|standar pelayanan|struktur organisasi"
    r"|profil (?:dinas|badan|kecamatan|kantor|pejabat))\b"
)
_BELUM_SAH = re.compile(r"\b(?:rancangan|draf|draft|konsep|naskah dinas|pemeriksaan)\b")


def aturan_dik(kode: str) -> Callable[[PemeriksaDik], PemeriksaDik]:
    """Registers a rule under its code. Raises ValueError for a code without a line in `daftar.yml`, or used twice."""

    def daftarkan(f: PemeriksaDik) -> PemeriksaDik:
        if kode not in ATURAN or kode in PEMERIKSA_DIK:
            raise ValueError(f"kode aturan {kode} tidak ada di daftar.yml atau sudah dipakai")
        PEMERIKSA_DIK[kode] = f
        return f

    return daftarkan


@aturan_dik("DIK-001")
def tanpa_dasar(d: Dik, tanggal: date) -> Iterator[Parameter]:
    """No ground a–j of Article 17 (UU 14/2008 art. 17; Perki 1/2021 art. 22)."""
    if not any(x.pasal_17 for x in d.dasar_pengecualian):
        yield {}


@aturan_dik("DIK-002")
def tanpa_konsekuensi(d: Dik, tanggal: date) -> Iterator[Parameter]:
    """The consequence of opening or of closing is not written (UU 14/2008 art. 19; Perki 1/2021 art. 49)."""
    if not d.konsekuensi_dibuka or not d.konsekuensi_ditutup:
        yield {}


@aturan_dik("DIK-003")
def tanpa_jangka_waktu(d: Dik, tanggal: date) -> Iterator[Parameter]:
    """No period of exclusion (UU 14/2008 art. 20; PP 61/2010 art. 4)."""
    if not d.jangka_waktu_teks and d.berakhir_pada is None:
        yield {}


@aturan_dik("DIK-004")
def tanpa_uji(d: Dik, tanggal: date) -> Iterator[Parameter]:
    """No number and date of the consequence test (UU 14/2008 art. 19)."""
    if not d.nomor_uji_konsekuensi or d.tanggal_uji is None:
        yield {}


@aturan_dik("DIK-005")
def tanpa_penetapan(d: Dik, tanggal: date) -> Iterator[Parameter]:
    """No letter of classification, or no approval of the head of the body (PP 61/2010 arts. 3 and 4)."""
    if not d.nomor_sk_penetapan or d.tanggal_sk is None or not d.persetujuan_pimpinan:
        yield {}


@aturan_dik("DIK-030")
def wajib_terbuka(d: Dik, tanggal: date) -> Iterator[Parameter]:
    """A kind of document that is never excludable, or of the groups to be published (UU 14/2008 arts. 9, 11, 18(1))."""
    for judul in (d.judul_umum, *d.judul_khusus):
        k = kunci(judul)
        if _SELALU_TERBUKA.search(k) and not _BELUM_SAH.search(k):
            yield {}
            return


@aturan_dik("DIK-040")
def permanen(d: Dik, tanggal: date) -> Iterator[Parameter]:
    """Grounds a–f without an end (UU 14/2008 art. 20 paragraph 1); the letters are named."""
    huruf = sorted({x.huruf for x in d.dasar_pengecualian if x.pasal_17 and x.huruf <= "f"})
    jenis = d.jangka_waktu_jenis or urai_jangka(d.jangka_waktu_teks).jenis
    if huruf and jenis == "permanen" and d.berakhir_pada is None:
        yield {"h": ", ".join(huruf)}


@aturan_dik("DIK-041")
def segera_berakhir(d: Dik, tanggal: date) -> Iterator[Parameter]:
    """The exclusion ends within 60 days, or has ended: without a decision it is open (PP 61/2010 art. 10)."""
    akhir = berakhir(d)
    if akhir is not None and akhir <= tanggal + timedelta(days=HARI_SEBELUM_BERAKHIR):
        yield {"tanggal": tulis_tanggal(akhir.isoformat())}


def nilai_dik(daftar: Sequence[Dik], tanggal: date) -> list[Temuan]:
    """Judge records and proposals as of a day, in their order, then in the order of the rules.

    What is open again (ended, overruled, refused) is not asked. Never cached: the answer depends on the day.
    """
    return [
        _temuan(kode, d, parameter)
        for d in daftar
        if d.tertutup
        for kode, periksa in PEMERIKSA_DIK.items()
        for parameter in periksa(d, tanggal)
    ]


def _temuan(kode: str, d: Dik, parameter: Parameter) -> Temuan:
    parameter = {"id": d.id_dik, **parameter}
    if not isinstance(d, UsulDik):
        return Temuan(kode, d.opd, parameter=parameter)
    a = d.asal
    sel = next((a.sel[k] for k in (*_SEL[kode], "judul", "ringkasan") if k in a.sel), "")
    return Temuan(kode, d.opd, a.berkas, a.lembar, sel, a.baris, a.entri, parameter=parameter)
