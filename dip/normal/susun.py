"""Builds one `Entri` from one information of a sheet (domain.md §5.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from dip.entri import Asal, Entri, entri_kosong
from dip.normal.ambil import Pengambil
from dip.normal.centang import tercentang
from dip.normal.hasil import Konteks
from dip.normal.kategori import Tanda, sebut_rahasia, tanda_rahasia
from dip.normal.susun_nilai import Ingatan, isi_bentuk, isi_media, isi_retensi, isi_tautan, isi_waktu
from dip.normal.teks import buang_nomor, gabung_teks, kosong, pendekkan, satu_baris, sda
from dip.normal.waktu import baca_waktu

JUDUL_PANJANG = 60
"""A title of at least this many characters may stand in for a summary where the table has no summary column."""

_INGKAR = re.compile(r"(?:tidak|tdk|bukan|terbuka|non)\b", re.I)
_TANDA_TANYA = frozenset({"?", "??", "*", "#"})
"""Signs that elsewhere say nothing; in a column of exclusion somebody was not sure."""

_SALIN = ("unit_kerja", "pejabat_penguasa", "penanggung_jawab", "nomor_dokumen", "satu_data_id")
_CATATAN = {"tanggal_pemutakhiran", "keterangan"}

_POLA = entri_kosong("", "", Asal(berkas="", nama_berkas="", lembar="", baris=0, sel={}, pewaris={}))
_WADAH = tuple((k, type(v)) for k, v in _POLA.items() if k != "asal" and isinstance(v, list | dict))
"""A row with nothing in it, to be copied, and its fields that each row needs of its own."""


@dataclass(frozen=True, slots=True)
class Baku:
    """What the surroundings of a row give: class of the section and of the sheet, group, year of the title block.

    The rest are doubts whether the row is excluded: of the section or title (`curiga`), of the names of sheet and file,
    and because the class last written above it was *dikecualikan* (`setelah_dik`).
    """

    bagian: str = ""
    kelompok: str = ""
    kategori_lembar: str = ""
    tahun: int | None = None
    curiga: Tanda = ""
    curiga_lembar: bool = False
    curiga_berkas: bool = False
    setelah_dik: bool = False


def susun_entri(x: Konteks, p: Pengambil, indeks: int, baris: Sequence[int], baku: Baku, induk: Entri | None) -> Entri:
    """One canonical row.

    Args: `indeks` is the 0-based index of the sheet in the file, `baris` the row and its continuations, `induk` the
    full row above when this one is its child and inherits what it leaves empty.
    """
    lembar, i = p.kisi.lembar, baris[0]
    p.mulai(baris)
    nomor_baris = lembar.baris_awal + i
    e = _POLA.copy()
    isi = cast("dict[str, object]", e)
    for k, buat in _WADAH:
        isi[k] = buat()
    e["id_baris"], e["opd"] = f"{x.opd.kode}:{indeks}:{nomor_baris}", x.opd.kode
    e["asal"] = {
        "berkas": x.sha_berkas,
        "nama_berkas": x.nama_berkas,
        "lembar": lembar.nama,
        "baris": nomor_baris,
        "sel": p.sel,
        "pewaris": p.pewaris,
    }
    e["tersembunyi"] = i in lembar.baris_sembunyi
    ingatan, ada = Ingatan.untuk(x.kamus), p.rencana.kolom
    e["nomor_asal"] = p.ambil("nomor")
    if "kode_informasi" in ada:
        e["kode_asal"] = p.sebaris("kode_informasi").upper()
    _judul(e, p)
    curiga = _kategori(e, x, p, baku, ingatan)
    _kelompok(e, p, baku, ingatan)
    if "opd" in ada:
        e["opd_teks"] = p.sebaris("opd")
    e["opd"] = x.pencari.cari(e["opd_teks"]) or x.opd.kode
    for k in _SALIN:
        if k in ada:
            isi[k] = p.sebaris(k)
    isi_waktu(e, x, p, baku.tahun, ingatan)
    isi_bentuk(e, x, p, ingatan)
    isi_retensi(e, p)
    isi_tautan(e, p)
    isi_media(e, p, ingatan)
    _lain(e, p)
    if induk is not None:
        _warisi(e, induk)
    _ragukan(e, curiga)
    if p.galat:
        e["galat"] = {k: v for k, (_, v) in p.galat.items()}
    return e


def _judul(e: Entri, p: Pengambil) -> None:
    judul = buang_nomor(p.sebaris("judul"))
    ringkasan = p.ambil("ringkasan", "\n")
    if not judul and ringkasan:
        judul = pendekkan(ringkasan)
        p.sel["judul"], p.pewaris["judul"] = p.sel["ringkasan"], "ringkasan"
    elif not ringkasan and "ringkasan" not in p.rencana.kolom and len(judul) >= JUDUL_PANJANG:
        ringkasan, e["ringkasan_dari_judul"] = judul, True
        p.sel["ringkasan"], p.pewaris["ringkasan"] = p.sel["judul"], "judul"
    e["judul"], e["ringkasan"] = judul, ringkasan


def _kategori(e: Entri, x: Konteks, p: Pengambil, baku: Baku, ingatan: Ingatan) -> bool:
    """The candidates, and whether something speaks for an exclusion (`_ragukan`).

    Column, ticks, section, sheet, file, declaration, in this order; the first that says anything decides.

    """
    teks = p.sebaris("kategori") if "kategori" in p.rencana.kolom else ""
    if teks:
        e["kategori_teks"], e["kategori_asal"] = teks, "kolom"
        e["kategori_calon"] = list(ingatan.kategori[teks])
    elif p.rencana.kategori:
        tanda = [k for k in p.rencana.kategori if tercentang(x, p, f"kat_{k}")]
        if tanda:
            e["kategori_calon"], e["kategori_asal"] = tanda, "centang"
            e["kategori_teks"] = ", ".join(p.peta.pendek[p.peta.kolom[f"kat_{k}"][0]] for k in tanda)
    curiga = _kesaksian(x, p)
    if not e["kategori_asal"]:
        asal, kategori = _sekitar(x, baku)
        if kategori:
            e["kategori_calon"], e["kategori_asal"] = [kategori], asal
            p.pewaris["kategori"] = asal
        curiga = curiga or _curiga_sekitar(baku, asal)
    else:
        curiga = curiga or baku.bagian == "dikecualikan" or baku.curiga == "ragu"
    return curiga or baku.kategori_lembar == "dikecualikan"


def _ragukan(e: Entri, curiga: bool) -> None:
    """Decide where there is one candidate. So that nothing excluded slips out, where anything else about the row says
    that it is or may be excluded, another class makes two candidates, and a person decides (DIP-012). A row without any
    candidate waits as it is (DIP-010, DIP-011).
    """
    calon = e["kategori_calon"]
    if curiga and calon and "dikecualikan" not in calon:
        e["kategori_calon"] = calon = [*calon, "dikecualikan"]
    e["kategori"] = calon[0] if len(calon) == 1 else ""


def _curiga_sekitar(baku: Baku, asal: str) -> bool:
    """Whether the surroundings make a row doubtful that takes its class from `asal`. What is said nearer to the row
    than a doubtful name settles the doubt.
    """
    lembar = baku.curiga_lembar and asal != "bagian"
    berkas = baku.curiga_berkas and asal in ("berkas", "deklarasi")
    return bool(baku.curiga) or baku.setelah_dik or lembar or berkas


def _kesaksian(x: Konteks, p: Pengambil) -> bool:
    """Whether another column of the row says that it is excluded: kind, status or remark, a tick in its column or
    something there that is neither a tick nor its absence (`Peta.saksi`).
    """
    i = p.baris[0]
    for j, cara in p.peta.saksi:
        if cara == "centang":
            ragu = (i, j) in p.kisi.galat or p.kisi.sendiri(i, j) in _TANDA_TANYA
            if ragu or tercentang(x, p, "kat_dikecualikan"):
                return True
            continue
        teks = _sel_saksi(p, i, j)
        if teks and _bersaksi(x, teks, cara):
            return True
    return False


def _bersaksi(x: Konteks, teks: str, cara: str) -> bool:
    """Whether the text of a column of `Peta.saksi` speaks for an exclusion."""
    if cara == "isi":
        return x.kamus.tercentang(teks) is not False and not _INGKAR.match(teks)
    if cara == "kelompok":
        return tanda_rahasia(teks) not in ("", "sebut")
    return sebut_rahasia(teks, catatan=cara == "catatan")


def _sel_saksi(p: Pengambil, i: int, j: int) -> str:
    """The text of a cell with merged ranges, continuation rows and ditto marks answered, without noting its address."""
    teks = p.kisi.isi(i, j)[0]
    if sda(teks):
        teks = p.atas[j][0] if j in p.atas else ""
    elif kosong(teks):
        teks = ""
    lanjut = [p.kisi.sendiri(n, j) for n in p.baris[1:]]
    teks = gabung_teks([teks, *lanjut]) if lanjut else teks
    if j in p.peta.asing:  # read nowhere else: remembered here for ditto marks
        p.atas[j] = (teks, (i, j), "")
    return teks


def _sekitar(x: Konteks, baku: Baku) -> tuple[str, str]:
    """Where the class of a row that says none comes from, and the class; the class is empty when nothing says any."""
    if baku.bagian:
        return "bagian", baku.bagian
    if baku.kategori_lembar:
        return "lembar", baku.kategori_lembar
    if x.kategori_berkas:
        return "berkas", x.kategori_berkas
    return "deklarasi", x.opd.deklarasi.kategori or ""


def _kelompok(e: Entri, p: Pengambil, baku: Baku, ingatan: Ingatan) -> None:
    teks = p.sebaris("kelompok") if "kelompok" in p.rencana.kolom else ""
    if not teks and baku.kelompok:
        teks, p.pewaris["kelompok"] = satu_baris(baku.kelompok), "bagian"
    e["kelompok"] = ingatan.kelompok[teks]


def _lain(e: Entri, p: Pengambil) -> None:
    kolom = p.rencana.kolom
    if _CATATAN.isdisjoint(kolom):
        return
    tanggal = p.sebaris("tanggal_pemutakhiran")
    if tanggal:
        w = baca_waktu(tanggal)
        e["tanggal_pemutakhiran"] = w.mulai if w.presisi == "hari" else ""
    catatan = [e["keterangan"], p.ambil("keterangan")]
    if tanggal and not e["tanggal_pemutakhiran"]:
        catatan.append(f"Tanggal pemutakhiran: {tanggal}")
    e["keterangan"] = gabung_teks(catatan)


def _warisi(e: Entri, induk: Entri) -> None:
    """A child takes from its parent what it leaves empty (domain.md §2.2)."""
    kelompok: tuple[tuple[str, ...], ...] = (
        ("pejabat_penguasa",),
        ("penanggung_jawab",),
        ("unit_kerja",),
        ("waktu_teks", "waktu_mulai", "waktu_selesai", "waktu_presisi", "tahun"),
        ("retensi_teks", "retensi_jenis", "retensi_aktif", "retensi_inaktif"),
        ("bentuk", "bentuk_teks"),
        ("jenis_media",),
    )
    anak, asal = cast("dict[str, Any]", e), cast("dict[str, Any]", induk)
    for nama in kelompok:
        if not anak[nama[0]] and asal[nama[0]]:
            for k in nama:
                anak[k] = list(asal[k]) if isinstance(asal[k], list) else asal[k]
            e["asal"]["pewaris"][nama[0]] = "induk"
            if nama[0] in induk["asal"]["sel"]:
                e["asal"]["sel"][nama[0]] = induk["asal"]["sel"][nama[0]]
    if induk["kategori_calon"] and (not e["kategori_asal"] or e["asal"]["pewaris"].get("kategori")):
        e["kategori_teks"] = induk["kategori_teks"]
        e["kategori_asal"], e["kategori_calon"] = induk["kategori_asal"], list(induk["kategori_calon"])
        e["asal"]["pewaris"]["kategori"] = "induk"
