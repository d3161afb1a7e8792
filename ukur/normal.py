"""What normalising costs: ours against the script an office's programmer would write, and against our own grammars
without memory.

Ours does more than either: it finds the header, understands merged cells, continuations and ditto marks, keeps raw text
beside parsed values and the address of every cell. All memories are emptied before each of our rounds.
"""

from __future__ import annotations

import gc
import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import pandas as pd

from dip.entri import Asal, Entri, entri_kosong
from dip.lembar import Bacaan, Lembar
from dip.normal import Kamus, normalkan, retensi, waktu
from dip.normal.bentuk import baca_bentuk
from dip.normal.ingat import Ingat
from dip.normal.kategori import baca_kategori
from dip.normal.retensi import baca_retensi
from dip.normal.tautan import sahkan_tautan, urai_tautan
from dip.normal.teks import buang_nomor, kosong, kunci, satu_baris, sda
from dip.normal.waktu import baca_waktu, bulan_dari
from dip.pengaturan import Deklarasi, Opd
from sumber.kamus import muat_kamus
from sumber.pembaca.langsung import baca_langsung
from ukur.alat import Baris, Kerja, putar
from ukur.bahan import buku_contoh

BERKAS, BARIS = 20, 200
KOLOM = ["nomor", "judul", "ringkasan", "penguasa", "penanggung_jawab", "waktu", "bentuk", "retensi", "tautan"]
OPD = Opd(kode="UJI", nama="Dinas Uji", deklarasi=Deklarasi(kategori="berkala"))

_NOL = re.compile("[\u200b-\u200f\ufeff\u00ad]")
_SPASI = re.compile(r"[\s\u00a0]+")
_BULAN = re.compile(
    r"(januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember)?\s*((?:19|20)\d{2})",
    re.I,
)
_NAMA_BULAN = ["januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober"]
_LAMA = re.compile(r"(\d+)\s*(?:\([^)]*\)\s*)?(tahun|bulan)", re.I)
_BUKAN_HURUF = re.compile(r"[^a-z0-9]+")
_TANDA = {"√", "✓", "✔", "v", "x", "ya", "softcopy", "hardcopy"}


def ukur_normal(putaran: int) -> list[Baris]:
    """Our whole normalising against the two yardsticks, in turns, each round with empty memories."""
    kamus = muat_kamus()
    bacaan = [baca_langsung(buku_contoh(n, BARIS), f"{n}.xlsx") for n in range(BERKAS)]
    tabel = _tabel(bacaan)
    peserta: dict[str, Kerja] = {
        "kami": lambda: _kami(bacaan, kamus),
        "pandas apply, skrip biasa (bersih, bulan, kelas, kunci; tanpa asal sel)": lambda: _skrip_biasa(tabel.copy()),
        "tata bahasa yang sama sel demi sel, apply(axis=1) tanpa ingatan": lambda: _sel_demi_sel(tabel.copy(), kamus),
    }
    hasil = putar(peserta, putaran, siap=_lupakan)
    nama = f"normalkan {BERKAS} berkas × {BARIS} baris, dengan kunci, sidik dan ganda"
    return [(nama, hasil["kami"], ms, lain) for lain, ms in hasil.items() if lain != "kami"]


def _lupakan() -> None:
    """Empty every memory, so that each round meets its texts for the first time."""
    gc.collect()
    for o in gc.get_objects():
        if isinstance(o, Ingat):
            o.clear()
    waktu._baca.cache_clear()
    retensi._baca.cache_clear()


def _tabel(bacaan: list[Bacaan]) -> pd.DataFrame:
    """The data rows of all files as a script gets them: one DataFrame, display text and link target."""
    semua = []
    for n, b in enumerate(bacaan):
        lembar = b.lembar[0]
        for i, baris in enumerate(lembar.baris):
            if baris and isinstance(baris[0], int | float):
                isi = dict(zip(KOLOM, baris, strict=False))
                semua.append({**isi, "tautan": lembar.tautan[(i, 8)][0], "kantor": str(n)})
    return pd.DataFrame(semua, dtype=object)


def _kami(bacaan: list[Bacaan], kamus: Kamus) -> int:
    """Normalise all files; key and digest of every row; how many are exact duplicates."""
    tanda: set[bytes] = set()
    n = 0
    for k, b in enumerate(bacaan):
        h = normalkan(b, OPD, kamus, sha_berkas="0" * 64, nama_berkas=f"{k}.xlsx", semua_opd=[OPD])
        for e in h.entri:
            n += 1
            tanda.add(_sidik(k, e))
    return n - len(tanda)


def _sidik(kantor: int, e: Entri) -> bytes:
    kunci_ = f"{kantor}|{kunci(e['judul'])}|{e['waktu_mulai']}"
    isi = (e["ringkasan"], e["pejabat_penguasa"], e["penanggung_jawab"], e["waktu_teks"], e["bentuk_teks"])
    return hashlib.sha1("|".join((kunci_, *isi, e["retensi_teks"], *e["tautan"])).encode()).digest()


def _bersih(x: object) -> str:
    t = "" if x is None else str(x)
    t = _SPASI.sub(" ", _NOL.sub("", t)).strip()
    return "" if t.lower() in ("-", "n/a", "null", "nihil", "tidak ada") else t


def _bulan(t: str) -> int:
    m = _BULAN.search(t)
    if not m:
        return 0
    nama = (m[1] or "").lower()
    return int(m[2]) * 100 + (_NAMA_BULAN.index(nama) + 1 if nama in _NAMA_BULAN else 0)


def _kategori(t: str) -> str:
    t = t.lower()
    return next((k for k in ("berkala", "serta merta", "setiap saat", "dikecualikan") if k in t), "")


def _lama(t: str) -> int:
    m = _LAMA.search(t)
    return int(m[1]) * (12 if m[2].lower() == "tahun" else 1) if m else -1 if "berlaku" in t.lower() else 0


def _skrip_biasa(df: pd.DataFrame) -> int:
    """Clean every cell, then month, class, tick, retention, key and row digest, exact duplicates, with `apply`."""
    for k in [*KOLOM, "kantor"]:
        df[k] = df[k].apply(_bersih)
    df["bulan"] = df["waktu"].apply(_bulan)
    df["kategori"] = df["ringkasan"].apply(_kategori)
    df["centang"] = df["bentuk"].apply(lambda t: t.lower() in _TANDA)
    df["lama"] = df["retensi"].apply(_lama)
    df["kunci"] = df.apply(
        lambda r: hashlib.sha1(
            f"{r['kantor']}|{_BUKAN_HURUF.sub('', r['judul'].lower())}|{r['bulan']}".encode()
        ).hexdigest(),
        axis=1,
    )
    df["sidik"] = df.apply(lambda r: hashlib.sha1("|".join(str(r[k]) for k in KOLOM[1:]).encode()).hexdigest(), axis=1)
    return int(df.duplicated(["kunci", "sidik"]).sum())


def _langsung(ingat: Ingat[Any], teks: str) -> Any:
    return ingat.fungsi(teks)


@contextmanager
def _tanpa_ingatan() -> Iterator[None]:
    """Every grammar works its text out anew."""
    simpan = waktu._baca, retensi._baca
    with (
        patch.object(waktu, "_baca", simpan[0].__wrapped__),
        patch.object(retensi, "_baca", simpan[1].__wrapped__),
        patch.object(Ingat, "__getitem__", _langsung, create=True),
    ):
        yield


def _sel_demi_sel(df: pd.DataFrame, kamus: Kamus) -> int:
    """Our own grammars applied row by row and cell by cell: the same canonical row with the address of each value."""
    lembar = Lembar("DIP", [])

    def satu(r: Any) -> str:
        t = {k: satu_baris(str(r[k])) for k in KOLOM}
        t = {k: "" if kosong(v) or sda(v) else v for k, v in t.items()}
        sel = {k: lembar.alamat(int(r["nomor"]), j) for j, k in enumerate(KOLOM) if t[k]}
        asal = Asal(berkas="", nama_berkas="", lembar="DIP", baris=int(r["nomor"]), sel=sel, pewaris={})
        e = entri_kosong(f"UJI:{r['kantor']}:{r['nomor']}", "UJI", asal)
        e["nomor_asal"], e["judul"], e["ringkasan"] = t["nomor"], buang_nomor(t["judul"]), t["ringkasan"]
        e["pejabat_penguasa"], e["penanggung_jawab"] = t["penguasa"], t["penanggung_jawab"]
        e["kategori_calon"] = baca_kategori(e["judul"], kamus.kategori) or ["berkala"]
        w, s = baca_waktu(bulan_dari(t["waktu"], kamus.bulan), 2026), baca_retensi(t["retensi"])
        e["waktu_teks"], e["waktu_mulai"], e["waktu_selesai"] = t["waktu"], w.mulai, w.selesai
        e["waktu_presisi"], e["tahun"], e["tempat"] = w.presisi, w.tahun, w.tempat
        b = baca_bentuk(t["bentuk"], kamus)
        e["bentuk"], e["bentuk_teks"], e["jenis_media"] = list(b.bentuk), t["bentuk"], b.media
        e["retensi_teks"], e["retensi_jenis"], e["retensi_aktif"] = t["retensi"], s.jenis, s.aktif
        e["tautan_mentah"] = urai_tautan(t["tautan"])
        e["tautan"] = [u for m in e["tautan_mentah"] if (u := sahkan_tautan(m))]
        return _sidik(int(r["kantor"]), e).hex()

    with _tanpa_ingatan():
        df["sidik"] = df.apply(satu, axis=1)
    return int(df.duplicated("sidik").sum())
