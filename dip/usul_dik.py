"""Proposals for the register out of rows that offices sent as excluded: two small grammars and `dari_entri`.

Grounds (`Pasal 17 huruf c angka 6 UU 14/2008`, domain.md §2.1 K1–K3) and periods (`30 tahun`, `permanen`, `sampai
…`, `selama …`, §2.3). Nothing here decides: a person turns a proposal into a record of `dik/*.yml` after the
consequence test (UU 14/2008 art. 19).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dip.banding import judul_baku
from dip.dik import UU_KIP, AsalDik, DasarPengecualian, Dik, JenisJangka, UsulDik
from dip.entri import Entri
from dip.normal.retensi import baca_retensi
from dip.normal.teks import kosong, rapikan, satu_baris
from dip.normal.waktu import baca_waktu
from dip.pdp import samarkan
from dip.sidik import sha256

BATAS_TEKS = 600
"""Characters of a ground looked at: patterns must not be fed a novel."""

PANJANG_TEKS = 4000
"""Characters of a text that a proposal takes over; the row itself keeps all of it."""

_UU = (
    r"(?:undang[\s-]*undang|u\s?\.?\s?u\s?\.?)(?:\s+(?:ri|republik indonesia))?"
    r"(?:\s+(?P<kip>kip|keterbukaan informasi publik)\b"
    r"|(?:\s*(?:nomor|nomer|no|nmr))?[\s.:]*(?P<nomor>[0-9]{1,3})\s*(?:/|tahun|thn|th\.?)\s*(?P<tahun>[0-9]{4}))"
)
_PASAL = r"(?:pasal|psl|ps)\b[\s.]*(?P<pasal>[0-9]{1,3})(?![0-9])"
_HURUF = r"(?:huruf|hrf|hurup)\b[\s.]*(?P<huruf>[a-z])(?![a-z])"
_ANGKA = r"(?:angka|nomor)\b[\s.]*(?P<angka>[0-9]{1,2})(?![0-9/])"
_AYAT = r"ayat\b[\s.]*\(?[0-9]{1,2}\)?"
_LANJUT = r"(?:,|dan|serta|atau|&|/|\+)+\s*(?P<lanjut>[a-z]|[0-9]{1,2})(?![a-z0-9/])\)?"
_BUTIR = re.compile(f"{_UU}|{_PASAL}|{_HURUF}|{_AYAT}|{_ANGKA}|{_LANJUT}|(?P<putus>[;\n])", re.I | re.A)
"""ASCII only: without it `ſ` and the Kelvin sign are letters of the alphabet to `re.I`."""

_SATU_UU = re.compile(_UU, re.I | re.A)
_ID_BARIS = re.compile(r"[A-Z0-9-]{1,31}:[0-9]{1,9}:[0-9]{1,9}(?:\.[A-Z0-9.]{1,20})?")
_BUKAN_NOMOR = re.compile(r"[^A-Z0-9.]+")


@dataclass(slots=True)
class _Pasal:
    """An article while it is being read: its letters, and per letter its numbers."""

    pasal: int
    uu: str = ""
    butir: list[tuple[str, int | None]] | None = None


def urai_dasar(teks: str) -> tuple[DasarPengecualian, ...]:
    """The articles named in a text, each ground once, in order. Never raises; no article gives none.

    A law named before its articles, or right after one, belongs to them; Article 17 without any law is that of UU
    14/2008, which is what a table of excluded information speaks of. Articles of no known law are left out.
    """
    pasal: list[_Pasal] = []
    uu = ""
    setelah_putus = True
    akhir = 0
    teks = rapikan(teks[:BATAS_TEKS])
    for m in _BUTIR.finditer(teks):
        if m["kip"] or m["nomor"]:
            uu_ini = UU_KIP if m["kip"] else f"UU {int(m['nomor'])}/{m['tahun']}"
            if not setelah_putus and pasal and not pasal[-1].uu:
                for p in reversed(pasal):  # `Pasal 17 huruf c dan Pasal 6 UU 14/2008`: the law of all before it
                    if p.uu:
                        break
                    p.uu = uu_ini
                uu = ""
            else:
                uu = uu_ini
        elif m["pasal"]:
            pasal.append(_Pasal(int(m["pasal"]), uu))
        elif m["putus"]:
            uu = uu if m["putus"] == "\n" else ""
        elif pasal:
            lanjut = bool(m["lanjut"]) and not teks[akhir : m.start()].strip()
            _tambah(pasal[-1], m["huruf"] or "", m["angka"] or "", m["lanjut"] if lanjut else "")
        setelah_putus = bool(m["putus"])
        akhir = m.end()
    jadi = [d for p in pasal for d in _jadi(p)]
    return tuple(dict.fromkeys(jadi))


def urai_uu(teks: str) -> str:
    """The law a text is the name of (`UU Nomor 14 Tahun 2008`, `UU KIP`), as `DasarPengecualian.uu` names it, or ""."""
    teks = satu_baris(teks[:BATAS_TEKS])
    return sebut_uu(teks)[0] if _SATU_UU.fullmatch(teks) else ""


def sebut_uu(teks: str) -> list[str]:
    """All laws named in a text, in order, as `DasarPengecualian.uu` names them."""
    return [UU_KIP if m["kip"] else f"UU {int(m['nomor'])}/{m['tahun']}" for m in _SATU_UU.finditer(teks[:BATAS_TEKS])]


def _tambah(p: _Pasal, huruf: str, angka: str, lanjut: str) -> None:
    """One more letter or number of an article; `lanjut` continues the kind that came before it (`huruf a, b dan c`)."""
    butir = p.butir if p.butir is not None else []
    if lanjut.isdecimal() and butir and butir[-1][1] is not None:
        angka = lanjut
    elif lanjut.isalpha() and butir:
        huruf = lanjut
    if huruf:
        butir.append((huruf.lower(), None))
    elif angka and int(angka):
        if butir and butir[-1][1] is None:
            butir[-1] = (butir[-1][0], int(angka))
        else:
            butir.append((butir[-1][0] if butir else "", int(angka)))
    p.butir = butir


def _jadi(p: _Pasal) -> list[DasarPengecualian]:
    uu = p.uu or (UU_KIP if p.pasal == 17 else "")
    if not uu or not p.pasal:
        return []
    return [DasarPengecualian(uu=uu, pasal=p.pasal, huruf=h, angka=a) for h, a in p.butir or [("", None)]]


@dataclass(frozen=True, slots=True)
class Jangka:
    """A parsed period of exclusion: how it ends, its ISO 8601 length (`P30Y`) if it has one, its last day if named."""

    jenis: JenisJangka = ""
    lama: str = ""
    sampai: date | None = None


_TAK_PERMANEN = re.compile(r"\b(?:tidak|bukan|tdk)\s+(?:\w+\s+)?(?:permanen|selamanya|seterusnya)")
_PERMANEN = re.compile(
    r"permanen|selamanya|selama-lamanya|seterusnya|abadi|(?:tidak|tak|tanpa|tdk)\s+(?:ada\s+)?(?:ter)?batas"
    r"|tidak dibatasi"
)
_TINJAU = re.compile(r"\bditinjau|\bpeninjauan|\bevaluasi|\bdievaluasi")
_SAMPAI = re.compile(r"(?:\bsampai(?:\s+dengan)?|\bs\s?[./]\s?d\b\.?|\bhingga|\bberakhir(?:\s+pada)?)\s*(?P<isi>.*)")
_PERISTIWA = re.compile(r"\b(?:apabila|jika|bila|kecuali|setelah|sesudah|ketika|saat)\b")
_SELAMA = re.compile(r"\b(?:selama|sepanjang|masih)\b")
_SEJAK = re.compile(r"\b(?:sejak|terhitung|mulai)\b")


def urai_jangka(teks: str) -> Jangka:
    """Read a period of exclusion. Never raises; text that is not understood has `jenis` empty.

    An ending that is named (`sampai 31 Desember 2030`) comes before a length, a length before words such as *selama*.
    """
    t = satu_baris(teks[:BATAS_TEKS]).casefold()
    if kosong(t):
        return Jangka()
    if _TAK_PERMANEN.search(t):
        return Jangka("tidak_permanen_perlu_tinjau")
    m = _SAMPAI.search(t)
    if m and (hari := _hari_akhir(m["isi"])):
        return Jangka("tanggal", sampai=hari)
    lama = baca_retensi(t).aktif if re.search(r"[0-9]|\b(?:satu|dua|tiga|empat|lima|se)", t) else ""
    if lama and not re.fullmatch(r"[0-9]+", t):
        peristiwa = _PERISTIWA.search(t) and not _SEJAK.search(t)
        return Jangka("sampai_peristiwa" if peristiwa else "durasi", lama)
    if _PERMANEN.search(t):
        return Jangka("permanen")
    if m:
        return Jangka("sampai_peristiwa")
    if _SELAMA.search(t):
        return Jangka("selama_diperlukan")
    if _PERISTIWA.search(t):
        return Jangka("sampai_peristiwa")
    if _TINJAU.search(t):
        return Jangka("tidak_permanen_perlu_tinjau")
    if hari := _hari_akhir(t):
        return Jangka("tanggal", sampai=hari)
    return Jangka()


def _hari_akhir(teks: str) -> date | None:
    """The last day of a time that is a date, month or year; None for anything else."""
    w = baca_waktu(teks)
    return date.fromisoformat(w.selesai) if w.selesai and w.presisi in ("hari", "bulan", "tahun") else None


def tambah_lama(mulai: date, lama: str) -> date | None:
    """The day a length (`P5Y`, `P1Y6M`, `P2W`, `P30D`) after another; None beyond the calendar or for no length."""
    m = re.fullmatch(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?", lama)
    if not m or lama == "P":
        return None
    tahun, bulan, minggu, hari = (int(x or 0) for x in m.groups())
    jumlah = mulai.year * 12 + mulai.month - 1 + tahun * 12 + bulan
    th, bl = divmod(jumlah, 12)
    try:
        tengah = date(th, bl + 1, min(mulai.day, monthrange(th, bl + 1)[1]))
        return tengah + timedelta(days=minggu * 7 + hari)
    except (ValueError, OverflowError):
        return None


def berakhir(d: Dik) -> date | None:
    """The last day of an exclusion: as recorded, else as its period says it, counted from `mulai` or the decision."""
    if d.berakhir_pada is not None:
        return d.berakhir_pada
    jangka = urai_jangka(d.jangka_waktu_teks)
    awal = d.mulai or d.tanggal_sk
    if jangka.jenis == "durasi" and awal is not None:
        return tambah_lama(awal, jangka.lama)
    return jangka.sampai


def dari_entri(e: Entri) -> UsulDik:
    """A proposal from a row held as excluded. Its general title says nothing of the matter: a person writes that.

    A ground that stands in the column of the official (domain.md §0 trap 5) is found there too. Nothing a row contains
    makes this raise; only `opd` must be the code of an office, as it is in every row.
    """
    d = {k: t for k, v in e["dik"].items() if not kosong(t := _pendek(v))}
    dasar = urai_dasar(e["dik"].get("dasar_hukum", ""))
    pejabat = [_pendek(e["pejabat_penguasa"]), _pendek(e["penanggung_jawab"])]
    if not dasar:
        tertukar = [n for n, p in enumerate(pejabat) if urai_dasar(p)]
        dasar = tuple(x for n in tertukar for x in urai_dasar(pejabat[n]))
        pejabat = ["" if n in tertukar else p for n, p in enumerate(pejabat)]
    jangka = urai_jangka(d.get("jangka_waktu", ""))
    asal = e["asal"]
    judul = _pendek(e["judul"])
    return UsulDik(
        id_dik=_nomor(e["id_baris"]),
        judul_umum=f"Informasi yang dikecualikan di {e['opd']}, belum diberi judul umum",
        opd=e["opd"],
        uraian_tertutup=rapikan(e["ringkasan"][:PANJANG_TEKS])[:PANJANG_TEKS] or judul,
        judul_khusus=(judul,) if judul else (),
        pejabat_penguasa=pejabat[0],
        penanggung_jawab=pejabat[1],
        dasar_pengecualian=dasar,
        konsekuensi_dibuka=d.get("konsekuensi_dibuka") or d.get("konsekuensi", ""),
        konsekuensi_ditutup=d.get("konsekuensi_ditutup", ""),
        jangka_waktu_teks=d.get("jangka_waktu", ""),
        jangka_waktu_jenis=jangka.jenis,
        berakhir_pada=jangka.sampai,
        nomor_uji_konsekuensi=d.get("nomor_uji", ""),
        tanggal_uji=_hari(d.get("tanggal_uji", "")),
        nomor_sk_penetapan=d.get("nomor_sk", ""),
        tanggal_sk=_hari(d.get("tanggal_sk", "")),
        asal=AsalDik(
            entri=_pendek(e["id_baris"]),
            berkas=samarkan(_pendek(asal["nama_berkas"])),
            lembar=_pendek(asal["lembar"]),
            baris=asal["baris"],
            sel={_pendek(k): _pendek(v) for k, v in asal["sel"].items()},
        ),
    )


def usul_baru(entri: Iterable[Entri], daftar: Sequence[Dik]) -> list[UsulDik]:
    """Proposals for the excluded rows that no record of the register of their office names by its specific title."""
    dikenal = {(d.opd, _baku(j)) for d in daftar for j in (*d.judul_khusus, d.uraian_tertutup) if j}
    return [dari_entri(e) for e in entri if (e["opd"], _baku(e["judul"] or e["ringkasan"])) not in dikenal]


def _baku(judul: str) -> str:
    return judul_baku(judul[:PANJANG_TEKS])


def _pendek(teks: str) -> str:
    """One line that a model takes: cut before it is cleaned, so that a novel costs no more than a page."""
    return satu_baris(teks[:PANJANG_TEKS])[:PANJANG_TEKS].strip()


def _nomor(id_baris: str) -> str:
    """The handle of a proposal: `DINSOS:1:7` and `DINSOS:0:1.H` give `USUL-DINSOS-1-7` and `USUL-DINSOS-0-1.H`.

    Ids are ours and look so; any other keeps what fits, with a digest that tells it apart.
    """
    if _ID_BARIS.fullmatch(id_baris):
        return f"USUL-{id_baris.replace(':', '-')}"
    return f"USUL-{_BUKAN_NOMOR.sub('-', id_baris[:40].upper())}-{sha256(ascii(id_baris).encode())[:8].upper()}"


def _hari(teks: str) -> date | None:
    w = baca_waktu(teks[:BATAS_TEKS])
    return date.fromisoformat(w.mulai) if w.presisi == "hari" and w.mulai == w.selesai else None
