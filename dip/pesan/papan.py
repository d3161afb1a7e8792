"""Words of the office board, the same in the artifact, on the page and in the terminal."""

from __future__ import annotations

import re
from datetime import date, datetime

from dip.jam import hari_singkat, ke_wib, nama_periode
from dip.konfirmasi import BELUM_DIKONFIRMASI
from dip.konfirmasi import sebut_konfirmasi as kata_konfirmasi
from dip.papan import BarisPapanKini, Papan
from dip.pesan import kalimat_sebab, langkah
from dip.revisi import StatusOpd

NAMA_HASIL: dict[StatusOpd, str] = {
    "baru": "Baru",
    "tetap": "Tetap",
    "nihil": "Tidak ada perubahan",
    "gagal": "GAGAL",
    "belum_ada": "BELUM ADA",
}

TERMINAL, PREFECT = "terminal", "prefect"
"""Who asked for a re-pull, where it was nobody who logged in to the preview."""

NAMA_PEMINTA = {TERMINAL: "lewat terminal", PREFECT: "lewat Prefect"}

MASIH_DITARIK = "Masih ada penarikan ulang yang berjalan, jadi tidak ada yang dimulai lagi. Tunggu sampai selesai."

_SIBUK = re.compile(r"\b(429|5\d\d)\b")

_LANGKAH = {
    "susun_ulang": "Pilih Susun ulang di gerbang petugas.",
    "konfirmasi": "Minta OPD mengonfirmasi datanya.",
    "nihil_dinyatakan": "OPD menyatakan tidak ada perubahan. Tarik ulang agar tercatat.",
    "tunggu": "Tunggu, sedang dikumpulkan.",
}


def sebut_hasil(b: BarisPapanKini) -> str:
    """What came, and what is used instead: `GAGAL: memakai data edisi 2026-10`."""
    kata = NAMA_HASIL[b.hasil]
    if b.menunggu:
        return f"{kata}: masuk, menunggu susun ulang"
    return f"{kata}: memakai data edisi {b.edisi_data}" if b.gagal and b.edisi_data else kata


def sebut_langkah(b: BarisPapanKini) -> str:
    """What somebody has to do next, in one sentence."""
    if b.langkah == "TARIK-HTTP" and _terganggu(b):
        return "Tarik ulang sekarang. Bila tetap gagal, tanyakan ke OPD kapan situsnya pulih."
    return _LANGKAH.get(b.langkah) or langkah(b.langkah)


def sebut_sebab(b: BarisPapanKini) -> str:
    """Why nothing usable came; empty otherwise."""
    if b.sebab == "TARIK-HTTP" and _terganggu(b):
        return f"Situs sumber sedang sibuk atau terganggu ({b.rincian})."
    return kalimat_sebab(b.sebab, b.rincian) if b.sebab else ""


def _terganggu(b: BarisPapanKini) -> bool:
    """Whether the site itself said that it cannot now (RFC 9110 §15.6, RFC 6585 §4): its address is not in doubt."""
    return _SIBUK.search(b.rincian) is not None


def sebut_jumlah(b: BarisPapanKini) -> str:
    """Rows that go out, with those held back and excluded: `42, 3 ditahan`; empty until a draft has judged the file,
    and where nothing stands in for a missing one.
    """
    if b.terbit is None or b.menunggu or (b.gagal and not b.edisi_data):
        return ""
    lain = [(b.ditahan, "ditahan"), (b.dik, "dikecualikan")]
    return ", ".join([str(b.terbit), *(f"{n} {kata}" for n, kata in lain if n)])


def sebut_temuan(b: BarisPapanKini) -> str:
    """Findings by severity, the worst first: `1 tolak, 3 wajib, 2 periksa`; empty until a draft has judged the file."""
    if b.menunggu:
        return ""
    return ", ".join(f"{b.temuan[k]} {k}" for k in ("tolak", "wajib", "periksa", "info") if b.temuan.get(k))


def sebut_kelengkapan(b: BarisPapanKini) -> str:
    """The completeness with a comma, `87,5`; empty without one, and while no draft has judged the file."""
    return "" if b.menunggu else b.skor.replace(".", ",")


def sebut_sejak(b: BarisPapanKini) -> str:
    """Since when, short: `1 Nov 2026`, with the time for what came in: `1 Nov 2026 06.05`; empty when unknown."""
    if not b.sejak:
        return ""
    w = ke_wib(datetime.fromisoformat(b.sejak))
    return hari_singkat(w) if b.gagal else f"{hari_singkat(w)} {w:%H.%M}"


def sebut_konfirmasi(b: BarisPapanKini) -> str:
    """How and when the office vouched for its data; empty where the draft does not know."""
    if b.konfirmasi:
        cara = kata_konfirmasi(b.konfirmasi)
        return f"{hari_singkat(date.fromisoformat(b.validasi))}: {cara}" if b.validasi else cara
    return BELUM_DIKONFIRMASI if b.langkah == "konfirmasi" else ""


def judul_papan(p: Papan) -> str:
    """What the board is about, in one line."""
    if p.edisi is None:
        return "Belum ada edisi. Mulai dengan: dip jalankan"
    nama = f"edisi {nama_periode(p.edisi.periode)} ({p.edisi.kode})"
    match p.dasar:
        case "kumpul":
            return f"Papan OPD {nama}, sedang dikumpulkan"
        case "draf":
            return f"Papan OPD {nama}, draf ronde {p.ronde} dan kiriman sesudahnya"
        case _:
            return f"Papan OPD {nama}, sudah selesai; tidak ada edisi yang terbuka"


def ringkas_papan(p: Papan) -> str:
    """The counts in one line: `10 masuk (1 menunggu susun ulang), 1 gagal, 1 belum`."""
    n = p.hitung()
    tunggu = f" ({n['menunggu']} menunggu susun ulang)" if n["menunggu"] else ""
    return f"{n['masuk']} masuk{tunggu}, {n['gagal']} gagal, {n['belum']} belum"
