"""Fields of an `Entri` that are parsed: time and place, form, retention, links, media (domain.md §2.3)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from dip.entri import BENTUK, Entri
from dip.normal import tautan as tt
from dip.normal.ambil import Pengambil
from dip.normal.bentuk import Bentuk, pembaca_bentuk
from dip.normal.centang import tercentang
from dip.normal.hasil import Konteks
from dip.normal.ingat import Ingat, milik
from dip.normal.kamus import Kamus
from dip.normal.kategori import baca_kategori
from dip.normal.retensi import baca_retensi, gabung_aktif
from dip.normal.teks import buang_nomor, gabung_teks, kunci, satu_baris, tulis_tanggal
from dip.normal.tempat import bagian_tempat, bernama_tempat
from dip.normal.waktu import baca_waktu, bulan_dari

_TAHUN = re.compile(r"(?<![0-9])(?:19[5-9]|20[0-9])[0-9](?![0-9])")


@dataclass(frozen=True, slots=True)
class Ingatan:
    """What one dictionary makes of a text, with memory: class candidates, groups, forms, official month names."""

    kategori: Ingat[tuple[str, ...]]
    kelompok: Ingat[str]
    bentuk: Ingat[Bentuk]
    bulan: Ingat[str]

    @classmethod
    def untuk(cls, kamus: Kamus) -> Ingatan:
        """The memories that belong to this dictionary."""
        frasa, kelompok, bulan = kamus.kategori, kamus.kelompok, kamus.bulan
        return milik(
            kamus,
            "susun",
            lambda: cls(
                Ingat(lambda t: tuple(baca_kategori(t, frasa))),
                Ingat(partial(_kelompok, kelompok=kelompok)),
                pembaca_bentuk(kamus),
                Ingat(partial(bulan_dari, tambahan=bulan)),
            ),
        )


def _kelompok(teks: str, kelompok: Mapping[str, str]) -> str:
    """The group that a text or the code in front of it names, else the text without numbering."""
    kode = teks.split(" ", 1)[0].strip(".:-")
    return kelompok.get(kunci(teks)) or kelompok.get(kunci(kode)) or buang_nomor(teks)


def isi_waktu(e: Entri, x: Konteks, p: Pengambil, tahun_judul: int | None, ingatan: Ingatan) -> None:
    """Time and place. A default year completes a period that lacks one; only a declared year fills an empty time.

    `tahun` comes from the time, else from the title, else from the title block (`tahun_judul`), else as declared.
    """
    dekl = x.opd.deklarasi
    ada = p.rencana.kolom
    tahun_sel = p.sebaris("tahun") if "tahun" in ada else ""
    w_tahun = baca_waktu(tahun_sel)
    tahun_baris = w_tahun.tahun
    bagian = p.sebaris("semester") if "semester" in ada else ""
    teks = _teks_waktu(p)
    if not teks and (tahun_sel or bagian):
        kata = bagian if not bagian or any(c.isalpha() and c not in "IVXivx" for c in bagian) else f"Semester {bagian}"
        teks = gabung_teks([kata, tahun_sel], " ")
        if "tahun" in p.sel:
            p.sel.setdefault("waktu_teks", p.sel["tahun"])
    if not teks and dekl.tahun:
        teks, p.pewaris["waktu_teks"] = str(dekl.tahun), "deklarasi"
    # a year that is written but impossible is not answered with another one
    salah = bool(tahun_sel) and w_tahun.presisi == "tidak_terbaca"
    sekitar = None if salah else tahun_baris or tahun_judul or dekl.tahun
    w = baca_waktu(ingatan.bulan[teks] if x.kamus.bulan else teks, sekitar)
    e["waktu_teks"], e["waktu_mulai"], e["waktu_selesai"] = teks, w.mulai, w.selesai
    e["waktu_presisi"], e["tahun"] = w.presisi, w.tahun
    dari = "judul tabel" if tahun_judul else "deklarasi"
    if not w.tahun and w.presisi != "berulang":
        di_judul = set(_TAHUN.findall(e["judul"])) if not tahun_baris else set()
        if len(di_judul) == 1:
            e["tahun"], p.pewaris["tahun"] = int(di_judul.pop()), "judul"
        elif sekitar:
            e["tahun"] = sekitar
            if not tahun_baris:
                p.pewaris["tahun"] = dari
    elif w.tahun and not tahun_baris and w.tahun != baca_waktu(teks).tahun:
        p.pewaris["tahun"] = dari
    tempat = p.sebaris("tempat") if "tempat" in ada else ""
    if tempat:
        e["tempat"] = baca_waktu(tempat).tempat or tempat
    elif w.tempat:
        e["tempat"], p.sel["tempat"] = w.tempat, p.sel.get("waktu_teks", "")
    elif w.presisi in ("tidak_terbaca", "berulang") and (di_sini := _tempat_saja(teks, x)):
        e["tempat"], p.sel["tempat"] = di_sini, p.sel.get("waktu_teks", "")
    else:
        e["tempat"] = dekl.tempat or x.tempat_baku
        if e["tempat"]:
            p.pewaris["tempat"] = "deklarasi"


def _tempat_saja(teks: str, x: Konteks) -> str:
    """A place that stands in a time cell instead of a time: one that says so (*Kec. …*), the institution's or the
    office's own, or the name of a kecamatan that is one of our offices. Other names stay raw.
    """
    sendiri = {kunci(t) for t in (x.tempat_baku, x.opd.deklarasi.tempat or "") if t}
    for bagian in bagian_tempat(teks):
        if bernama_tempat(bagian) or kunci(bagian) in sendiri or x.pencari.cari(f"Kecamatan {bagian}"):
            return bagian
    return ""


def _teks_waktu(p: Pengambil) -> str:
    """The words of the time columns; a date whose cell format was lost is written as a date."""
    teks = ""
    for k in ("waktu_tempat", "waktu"):
        if k not in p.rencana.kolom:
            continue
        potong, j = p.sebaris(k), p.rencana.kolom[k][1][0]
        sel = p.kisi.lembar.baris[p.baris[0]]
        asli = sel[j] if j < len(sel) else None
        if isinstance(asli, int | float) and not isinstance(asli, bool) and baca_waktu(potong).presisi == "hari":
            potong = tulis_tanggal(baca_waktu(potong).mulai)
        teks = gabung_teks([teks, potong], ", ") if teks else potong
    return teks


def isi_bentuk(e: Entri, x: Konteks, p: Pengambil, ingatan: Ingatan) -> None:
    """Forms from the text column and from ticks; the raw text names the ticked columns and what else they say."""
    teks = p.sebaris("bentuk")
    b = ingatan.bentuk[teks]
    e["jenis_media"] = b.media
    tanda = [k for k in p.rencana.bentuk if tercentang(x, p, f"bentuk_{k}")] if p.rencana.bentuk else []
    if not tanda:
        e["bentuk"], e["bentuk_teks"] = list(b.bentuk), teks
        return
    e["bentuk"] = [k for k in BENTUK if k in b.bentuk or k in tanda]
    label = []
    for k in tanda:
        j = p.rencana.kolom[f"bentuk_{k}"][1][0]
        kata = p.atas[j][0]
        judul = p.peta.pendek[j]
        polos = x.kamus.tercentang(kata) is not None or len(kata) <= 1 or tt.adalah_http(kata)
        label.append(judul if polos else f"{judul}: {satu_baris(kata)}")
    e["bentuk_teks"] = gabung_teks([teks, ", ".join(label)], "; ")


def isi_retensi(e: Entri, p: Pengambil) -> None:
    """Retention from one column, or from *Aktif* and *Inaktif* with the final fate."""
    teks, ada = p.sebaris("retensi"), p.rencana.kolom
    aktif = p.sebaris("retensi_aktif") if "retensi_aktif" in ada else ""
    inaktif = p.sebaris("retensi_inaktif") if "retensi_inaktif" in ada else ""
    nasib = p.sebaris("nasib_akhir") if "nasib_akhir" in ada else ""
    r = baca_retensi(teks)
    if aktif or inaktif:
        dua = gabung_aktif(aktif, inaktif)
        r = dua if not teks else r
        bagian = [f"aktif {aktif}" if aktif else "", f"inaktif {inaktif}" if inaktif else ""]
        teks = gabung_teks([teks, ", ".join(b for b in bagian if b).capitalize()], "; ")
    elif not teks and nasib:
        r = baca_retensi(nasib)
    if nasib:
        teks = gabung_teks([teks, f"nasib akhir {nasib}" if teks else nasib], ", ")
    e["retensi_teks"] = teks
    e["retensi_jenis"], e["retensi_aktif"], e["retensi_inaktif"] = r.jenis, r.aktif, r.inaktif


def isi_tautan(e: Entri, p: Pengambil) -> None:
    """Hyperlink targets before display text; in other columns only targets, and addresses where a medium is named."""
    r, bertaut = p.rencana, p.kisi.bertaut
    mentah: list[str] = []
    tampil: list[str] = []
    if r.tautan:
        for j in r.kolom["tautan"][1]:
            _kolom_tautan(p, j, mentah, tampil)
    kolom = r.media
    for i in p.baris:
        if i in bertaut and not bertaut[i] <= r.tautan:
            kolom = r.lain
    for j in kolom:
        for i in p.baris:
            asli = p.kisi.sendiri(i, j)
            tertulis = asli if asli and tt.adalah_http(asli) and j in r.media else ""
            if tertulis or (i, j) in p.kisi.sasaran:
                mentah += _tautan_sel(p, asli, (i, j), tertulis)
    if mentah:
        terima = [tt.terima_tautan(m) for m in dict.fromkeys(mentah)]
        e["tautan_mentah"] = list(dict.fromkeys([m for m, _ in terima if m]))
        e["tautan"] = list(dict.fromkeys([url for _, url in terima if url]))
        e["satu_data_id"] = e["satu_data_id"] or tt.dataset_satu_data(e["tautan"])
    if tampil:
        e["tautan_teks"] = gabung_teks(map(satu_baris, tampil), " ") if len(tampil) > 1 else satu_baris(tampil[0])


def _kolom_tautan(p: Pengambil, j: int, mentah: list[str], tampil: list[str]) -> None:
    """The links of a link column, and the words shown for them."""
    kisi = p.kisi
    for n, i in enumerate(p.baris):
        asli, sumber = kisi.sendiri(i, j), (i, j)
        if n == 0:
            sumber = sumber if asli or p.polos else kisi.isi(i, j)[1]
            asli = p.ambil("tautan") if p.polos and len(p.rencana.tautan) == 1 else p.satu_sel("tautan", j)
        if asli:
            tampil.append(asli)
        if asli or sumber in kisi.sasaran:
            mentah += _tautan_sel(p, asli, sumber, asli)


def _tautan_sel(p: Pengambil, asli: str, sumber: tuple[int, int], tertulis: str) -> list[str]:
    """The links of one cell: its targets, else the addresses written in it (`tertulis`, empty: none are looked for)."""
    target = p.kisi.sasaran.get(sumber)
    if target:
        ditulis = tt.URAI[tertulis] if tertulis else ()
        baru = target + [t for t in ditulis if tt.sahkan_tautan(t)] if len(ditulis) > 1 else target
    elif sumber in p.kisi.lembar.tautan and kunci(asli) in tt.KATA_TAMPIL:
        baru = []  # the word *Lihat* on a link that leads nowhere (`#`)
    else:
        baru = tt.urai_tautan(tertulis) if tertulis else []
    if baru:
        p.catat("tautan", sumber)
    return baru


def isi_media(e: Entri, p: Pengambil, ingatan: Ingatan) -> None:
    """The medium as written; display words and addresses of links are not one."""
    teks = p.sebaris("jenis_media") if "jenis_media" in p.rencana.kolom else ""
    if not teks:
        return
    if not tt.adalah_http(teks) and (kunci(teks) not in tt.KATA_TAMPIL or not e["tautan_mentah"]):
        e["jenis_media"] = teks
    elif not e["jenis_media"]:
        e["jenis_media"] = ingatan.bentuk[teks].media
