"""Rules about the time of an information, against the period of the edition (domain.md §5.3 DIP-016, DIP-030 …)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from dip.aturan.daftar import TAHUN_TERAWAL
from dip.aturan.mesin import Kena, Tabel, Topeng, aturan
from dip.banding import judul_baku
from dip.normal.teks import tulis_tanggal
from dip.normal.waktu import SEBUTAN_BULAN, baca_waktu
from dip.normal.waktu_pola import GANJIL, TERBUKA

_RENCANA = re.compile(
    r"\b(?:rencana|renja|renstra|rkpd|rka|rkbmd|rpjm\w*|rpjp\w*|rtrw|rdtr|r?apbd|kua|ppas|dpa|rup|perencanaan|jadwal|agenda"
    r"|kalender|program kerja|perjanjian kinerja|roadmap|peta jalan|master ?plan|grand design|target|proyeksi|usulan"
    r"|rancangan|musrenbang)\b"
)
_TETAP_BERLAKU = re.compile(
    # Law and agreements do not age into being wrong; nobody renews them every six months.
    r"\b(?:peraturan|perda|perbup|perkada|undang undang|keputusan|sk|surat edaran|instruksi|perjanjian|kontrak|mou)\b"
)
_KERJA_SAMA = re.compile(
    # Perjanjian kinerja is a yearly plan (above), not an agreement between parties.
    r"\b(?:perjanjian(?! kinerja)|pks|mou|kontrak|nota kesepahaman|nota kesepakatan|kesepakatan bersama|kerja ?sama)\b"
)
TAHUN_KERJA_SAMA = 5
"""Agreements are often listed with the year they end; further ahead than this it is a slip."""
PRESISI = ("hari", "bulan", "triwulan", "semester", "tahun", "rentang", "berulang")
"""How precisely a time can be known; anything else means that it was not understood."""

BULAN_BERKALA = 6
"""Periodic information is renewed at least every six months (UU 14/2008 art. 9; Perki 1/2021 art. 14)."""

_TAHUN_JUDUL = re.compile(r"\b(?:19[4-9]\d|20\d\d)\b")
_TERBITAN = frozenset(SEBUTAN_BULAN) | {
    *("i", "ii", "iii", "iv", "v", "vi", "tahun", "triwulan", "semester", "tw", "ta", "bulan"),
}
"""What changes from issue to issue of one series."""


def _tahun(t: Tabel) -> npt.NDArray[np.int64]:
    """The year a row begins: of `waktu_mulai` when there is one (a range is judged by its start), else `tahun`."""

    def hitung() -> npt.NDArray[np.int64]:
        mulai = t.pada("waktu_mulai", lambda s: int(s[:4]) if s[:4].isdecimal() else 0).astype(np.int64)
        return np.where(mulai > 0, mulai, t.bilangan("tahun"))

    return t.sekali("tahun_mulai", hitung)


def _mustahil(t: Tabel) -> Topeng:
    """Rows of a year before the republic: DIP-033 says that their time is not used, so nothing else is asked of it."""
    tahun = _tahun(t)
    lama: Topeng = (tahun > 0) & (tahun < TAHUN_TERAWAL)
    return lama


def _belum_terjadi(t: Tabel) -> Topeng:
    """Rows whose time begins in a year that has not come and that no kind of document explains (DIP-032)."""

    def hitung() -> Topeng:
        tahun, kini = _tahun(t), t.konteks.tahun
        depan: Topeng = (tahun > kini) & ~t.kosong("waktu_teks")
        if not depan.any():
            return depan
        # s.d. Desember 2027: the year is the end's, and when it began nobody wrote
        tanpa_awal = t.sama("waktu_presisi", "rentang") & t.kosong("waktu_mulai")
        depan &= ~tanpa_awal | t.cocok("waktu_teks", lambda s: TERBUKA.search(s.casefold()))
        rencana = t.cocok_kunci("judul", _RENCANA.search) | t.cocok_kunci("ringkasan", _RENCANA.search)
        kerja_sama = t.cocok_kunci("judul", _KERJA_SAMA.search)
        depan &= ~(rencana & (tahun == kini + 1)) & ~(kerja_sama & (tahun <= kini + TAHUN_KERJA_SAMA))
        return depan

    return t.sekali("belum_terjadi", hitung)


def _bertahun(t: Tabel, topeng: Topeng, tahun: npt.NDArray[np.int64]) -> Iterator[Kena]:
    for i in np.flatnonzero(topeng).tolist():
        yield Kena(i, "waktu_teks", {"tahun": int(tahun[i])})


@aturan("DIP-016")
def berkala_usang(t: Tabel) -> Iterator[Kena]:
    """The newest issue of a periodic information is too old: its update more than six months, its year before last.

    Older issues of a series stay in a DIP as they are, so only the newest of equal titles (years and quarters aside)
    is asked about. Rules and agreements, and what is renewed at any time (`setiap bulan`), are not.
    """
    berkala = t.sama("kategori", "berkala") & ~t.sama("waktu_presisi", "berulang") & t.baru() & ~_mustahil(t)
    akhir = t.pada("waktu_selesai", lambda s: int(s[:4]) if s[:4].isdecimal() else 0).astype(np.int64)
    akhir = np.where(akhir > 0, akhir, t.bilangan("tahun"))
    ubah = t.pada("tanggal_pemutakhiran", _bulan).astype(np.int64)
    usang = np.where(ubah > 0, t.konteks.bulan - ubah > BULAN_BERKALA, (akhir > 0) & (akhir < t.konteks.tahun - 1))
    calon = berkala & usang
    if not calon.any():
        return
    calon &= ~t.cocok_kunci("judul", _TETAP_BERLAKU.search)
    seri, opd, tahun = t.pada("judul", _seri).tolist(), t.daftar("opd"), akhir.tolist()
    terbaru: dict[tuple[str, str], int] = {}
    for i in np.flatnonzero(berkala).tolist():
        kunci = opd[i], seri[i]
        terbaru[kunci] = max(terbaru.get(kunci, 0), tahun[i])
    teks, tanggal = t.daftar("waktu_teks"), t.daftar("tanggal_pemutakhiran")
    for i in np.flatnonzero(calon).tolist():
        if tahun[i] >= terbaru[opd[i], seri[i]]:
            waktu = f"dimutakhirkan {tulis_tanggal(tanggal[i])}" if ubah[i] else teks[i] or str(tahun[i])
            yield Kena(i, "waktu_teks", {"waktu": waktu})


def _bulan(tanggal: str) -> int:
    """Month of an ISO date, counted from year 0; 0 for none."""
    return int(tanggal[:4]) * 12 + int(tanggal[5:7]) - 1 if tanggal[:4].isdecimal() else 0


def _seri(judul: str) -> str:
    return " ".join(k for k in judul_baku(judul).split() if not k.isdecimal() and k not in _TERBITAN)


@aturan("DIP-030")
def waktu_kosong(t: Tabel) -> Iterator[Kena]:
    """The time is missing."""
    yield from t.kena(t.kosong("waktu_teks") & t.belum_dikatakan("waktu_teks"), "waktu_teks")


@aturan("DIP-031")
def waktu_tak_terbaca(t: Tabel) -> Iterator[Kena]:
    """A time was written but no grammar reads it."""
    terbaca = t.cocok("waktu_presisi", lambda s: s in PRESISI)
    yield from t.kena(~terbaca & ~t.kosong("waktu_teks"), "waktu_teks", nilai="waktu_teks")


@aturan("DIP-032")
def tahun_depan(t: Tabel) -> Iterator[Kena]:
    """A year that has not come; of a range only the beginning counts. Plans and budgets may name the next one, and
    agreements the year they end.
    """
    yield from _bertahun(t, _belum_terjadi(t), _tahun(t))


@aturan("DIP-033")
def tahun_lama(t: Tabel) -> Iterator[Kena]:
    """A year before 2000 is more often a slip than an information still kept; one before 1945 is impossible."""
    tahun = _tahun(t)
    yield from _bertahun(t, (tahun > 0) & (tahun < 2000) & ~t.kosong("waktu_teks"), tahun)


@aturan("DIP-034")
def tahun_judul_beda(t: Tabel) -> Iterator[Kena]:
    """The title names one year only, and the time is more than a year away from it."""
    tahun = _tahun(t)
    judul = t.pada("judul", _satu_tahun).astype(np.int64)
    biasa = t.cocok("waktu_presisi", lambda s: s in PRESISI[:5])
    beda = biasa & (judul >= TAHUN_TERAWAL) & (tahun > 0) & (np.abs(judul - tahun) > 1)
    beda &= ~_mustahil(t) & ~_belum_terjadi(t)
    for i in np.flatnonzero(beda).tolist():
        yield Kena(i, "waktu_teks", {"tahun1": int(judul[i]), "tahun2": int(tahun[i])})


def _satu_tahun(judul: str) -> int:
    tahun = set(_TAHUN_JUDUL.findall(judul))
    return int(tahun.pop()) if len(tahun) == 1 else 0


@aturan("DIP-035")
def tanpa_tahun(t: Tabel) -> Iterator[Kena]:
    """A month, quarter or semester without a year: the year of the table was taken, or none is known.

    Not where any number that may be a year is written (`2020 s.d. sekarang`): the sentence would be false.
    """
    sebagian = t.cocok("waktu_presisi", lambda s: s in ("bulan", "triwulan", "semester", "rentang"))
    if sebagian.any():
        sebagian &= t.cocok("waktu_teks", lambda s: not baca_waktu(s).mulai and not GANJIL.search(s.casefold()))
    mulai, teks, asal = t.daftar("waktu_mulai"), t.daftar("waktu_teks"), t.daftar("asal")
    for i in np.flatnonzero(sebagian & ~t.kosong("waktu_teks")).tolist():
        dari = asal[i]["pewaris"].get("tahun", "")
        if not mulai[i]:
            yield Kena(i, "waktu_teks", {"nilai": teks[i], "jenis": "tak_diketahui"})
        elif dari in _ASAL_TAHUN:  # else a column of its own says the year
            yield Kena(i, "waktu_teks", {"nilai": teks[i], "tahun": int(mulai[i][:4]), "asal": _ASAL_TAHUN[dari]})


_ASAL_TAHUN = {"judul tabel": "judul tabel", "deklarasi": "pengaturan OPD"}


@aturan("DIP-036")
def tempat_kosong(t: Tabel) -> Iterator[Kena]:
    """The place was not written: the default stands in, or none is known. Said once where no row has one."""
    tempat, asal = t.daftar("tempat"), t.daftar("asal")
    tanpa = t.kosong("tempat") | np.fromiter(
        (a["pewaris"].get("tempat") == "deklarasi" for a in asal), dtype=bool, count=len(t)
    )
    if not tanpa.any():
        return
    for baris in t.per_pengirim().values():
        kena = [i for i in baris if tanpa[i]]
        if len(kena) == len(baris) > 1 and len({tempat[i] for i in kena}) == 1:
            jenis = "semua" if tempat[kena[0]] else "semua_kosong"
            yield Kena(kena[0], "tempat", {"tempat": tempat[kena[0]], "jenis": jenis}, seluruh=True)
            continue
        for i in kena:
            isi: dict[str, str | int] = {"tempat": tempat[i]} if tempat[i] else {"jenis": "kosong"}
            yield Kena(i, "tempat", isi)
