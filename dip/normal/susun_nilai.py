"""Fields of an `Entri` that are parsed: time and place, form, retention, links, media (domain.md §2.3)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from dip.entri import BENTUK, Entri
from dip.normal import tautan as tt
from dip.normal.ambil import Pengambil
from dip.normal.bentuk import Bentuk, baca_bentuk, pembaca_bentuk
from dip.normal.centang import tercentang
from dip.normal.hasil import Konteks
from dip.normal.ingat import Ingat, milik
from dip.normal.kamus import Kamus
from dip.normal.kategori import baca_kategori
from dip.normal.retensi import baca_retensi, gabung_aktif
from dip.normal.teks import gabung_teks, kosong, kunci, satu_baris, tulis_tanggal
from dip.normal.waktu import baca_waktu, bulan_dari

_TAHUN = re.compile(r"(?<![0-9])(?:19[5-9]|20[0-9])[0-9](?![0-9])")


@dataclass(frozen=True, slots=True)
class Ingatan:
    """What one dictionary makes of a text, with memory: class candidates, forms, official month names."""

    kategori: Ingat[tuple[str, ...]]
    bentuk: Ingat[Bentuk]
    bulan: Ingat[str]

    @classmethod
    def untuk(cls, kamus: Kamus) -> Ingatan:
        """The memories that belong to this dictionary."""
        frasa, bulan = kamus.kategori, kamus.bulan
        return milik(
            kamus,
            "susun",
            lambda: cls(
                Ingat(lambda t: tuple(baca_kategori(t, frasa))),
                pembaca_bentuk(kamus),
                Ingat(partial(bulan_dari, tambahan=bulan)),
            ),
        )


def isi_waktu(e: Entri, x: Konteks, p: Pengambil, baris: Sequence[int], tahun_judul: int | None) -> None:
    """Time and place. A default year completes a period that lacks one; only a declared year fills an empty time.

    `tahun` comes from the time, else from the title, else from the title block (`tahun_judul`), else as declared.
    """
    dekl = x.opd.deklarasi
    tahun_sel = p.sebaris("tahun", baris)
    tahun_baris = baca_waktu(tahun_sel).tahun if tahun_sel else 0
    bagian = p.sebaris("semester", baris)
    teks = _teks_waktu(p, baris)
    if not teks and (tahun_sel or bagian):
        kata = bagian if not bagian or any(c.isalpha() and c not in "IVXivx" for c in bagian) else f"Semester {bagian}"
        teks = gabung_teks([kata, tahun_sel], " ")
        if "tahun" in p.sel:
            p.sel.setdefault("waktu_teks", p.sel["tahun"])
    if not teks and dekl.tahun:
        teks, p.pewaris["waktu_teks"] = str(dekl.tahun), "deklarasi"
    sekitar = tahun_baris or tahun_judul or dekl.tahun
    w = baca_waktu(Ingatan.untuk(x.kamus).bulan[teks] if x.kamus.bulan else teks, sekitar)
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
    tempat = p.sebaris("tempat", baris)
    if tempat:
        e["tempat"] = baca_waktu(tempat).tempat or tempat
    elif w.tempat:
        e["tempat"], p.sel["tempat"] = w.tempat, p.sel.get("waktu_teks", "")
    else:
        e["tempat"] = dekl.tempat or x.tempat_baku
        if e["tempat"]:
            p.pewaris["tempat"] = "deklarasi"


def _teks_waktu(p: Pengambil, baris: Sequence[int]) -> str:
    """The words of the time columns; a date whose cell format was lost is written as a date."""
    teks = ""
    for k in ("waktu_tempat", "waktu"):
        if k not in p.rencana.kolom:
            continue
        potong, j = p.sebaris(k, baris), p.rencana.kolom[k][1][0]
        sel = p.kisi.lembar.baris[baris[0]]
        asli = sel[j] if j < len(sel) else None
        if isinstance(asli, int | float) and not isinstance(asli, bool) and baca_waktu(potong).presisi == "hari":
            potong = tulis_tanggal(baca_waktu(potong).mulai)
        teks = gabung_teks([teks, potong], ", ") if teks else potong
    return teks


def isi_bentuk(e: Entri, x: Konteks, p: Pengambil, baris: Sequence[int]) -> None:
    """Forms from the text column and from ticks; the raw text names the ticked columns and what else they say."""
    teks = p.sebaris("bentuk", baris)
    b = Ingatan.untuk(x.kamus).bentuk[teks]
    e["jenis_media"] = b.media
    tanda = [k for k in p.rencana.bentuk if tercentang(x, p, f"bentuk_{k}", baris)]
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


def isi_retensi(e: Entri, p: Pengambil, baris: Sequence[int]) -> None:
    """Retention from one column, or from *Aktif* and *Inaktif* with the final fate."""
    teks = p.sebaris("retensi", baris)
    aktif, inaktif = p.sebaris("retensi_aktif", baris), p.sebaris("retensi_inaktif", baris)
    nasib = p.sebaris("nasib_akhir", baris)
    if p.peta.dik and teks:  # in a table of excluded information this is the period of exclusion (domain.md §2.1 K3)
        e["keterangan"], teks = f"Jangka waktu pengecualian: {teks}", ""
        p.sel["keterangan"] = p.sel.pop("retensi_teks")
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


def isi_tautan(e: Entri, p: Pengambil, baris: Sequence[int]) -> None:
    """Hyperlink targets before display text; in other columns only targets, and addresses where a medium is named."""
    kisi, r = p.kisi, p.rencana
    mentah: list[str] = []
    tampil: list[str] = []
    for j in r.tautan:
        for n, i in enumerate(baris):
            asli, sumber = kisi.sendiri(i, j), (i, j)
            if n == 0:
                asli = p.satu_sel("tautan", j, i)
                sumber = kisi.isi(i, j)[1] if not kisi.sendiri(i, j) else sumber
            if asli:
                tampil.append(asli)
            mentah += _tautan_sel(p, asli, sumber, asli)
    luar = any(j not in r.tautan for i in baris for j in kisi.bertaut.get(i, ()))
    for j in r.lain if luar else r.media:
        for i in baris:
            asli = kisi.sendiri(i, j)
            if (i, j) in kisi.lembar.tautan or (asli and j in r.media):
                mentah += _tautan_sel(p, asli, (i, j), asli if j in r.media and tt.adalah_http(asli) else "")
    if mentah:
        e["tautan_mentah"] = [t for t in dict.fromkeys(map(satu_baris, mentah)) if not kosong(t)]
        e["tautan"] = list(dict.fromkeys(s for m in e["tautan_mentah"] if (s := tt.sahkan_tautan(m))))
        e["satu_data_id"] = e["satu_data_id"] or tt.dataset_satu_data(e["tautan"])
    if tampil:
        e["tautan_teks"] = gabung_teks([satu_baris(t) for t in tampil], " ")


def _tautan_sel(p: Pengambil, asli: str, sumber: tuple[int, int], tertulis: str) -> list[str]:
    """The links of one cell: its targets, else the addresses written in it (`tertulis`, empty: none are looked for)."""
    target = p.kisi.sasaran.get(sumber)
    if target:
        ditulis = tt.urai_tautan(tertulis) if tertulis else []
        baru = target + ([t for t in ditulis if tt.sahkan_tautan(t)] if len(ditulis) > 1 else [])
    elif sumber in p.kisi.lembar.tautan and kunci(asli) in tt.KATA_TAMPIL:
        baru = []  # the word *Lihat* on a link that leads nowhere (`#`)
    else:
        baru = tt.urai_tautan(tertulis) if tertulis else []
    if baru:
        p.catat("tautan", sumber)
    return baru


def isi_media(e: Entri, x: Konteks, p: Pengambil, baris: Sequence[int]) -> None:
    """The medium as written; display words and addresses of links are not one."""
    teks = p.sebaris("jenis_media", baris)
    if not teks:
        return
    if not tt.adalah_http(teks) and (kunci(teks) not in tt.KATA_TAMPIL or not e["tautan_mentah"]):
        e["jenis_media"] = teks
    elif not e["jenis_media"]:
        e["jenis_media"] = baca_bentuk(teks, x.kamus).media
