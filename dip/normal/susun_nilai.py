"""Fields of an `Entri` that are parsed: time and place, form, retention, links, media (domain.md §2.3)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dip.entri import BENTUK, Entri
from dip.lembar import Lembar
from dip.normal import tautan as tt
from dip.normal.ambil import Pengambil
from dip.normal.bentuk import baca_bentuk
from dip.normal.centang import tercentang
from dip.normal.hasil import Konteks
from dip.normal.retensi import baca_retensi, gabung_aktif
from dip.normal.teks import gabung_teks, kosong, kunci, satu_baris, tulis_tanggal
from dip.normal.waktu import baca_waktu, bulan_dari

_TAHUN = re.compile(r"(?<![0-9])(?:19[5-9]|20[0-9])[0-9](?![0-9])")


def isi_waktu(e: Entri, x: Konteks, p: Pengambil, baris: Sequence[int], tahun_judul: int | None) -> None:
    """Time and place. A default year completes a period that lacks one; only a declared year fills an empty time.

    `tahun` comes from the time, else from the title, else from the title block (`tahun_judul`), else as declared.
    """
    dekl = x.opd.deklarasi
    tahun_sel = satu_baris(p.ambil("tahun", baris))
    tahun_baris = baca_waktu(tahun_sel).tahun
    bagian = satu_baris(p.ambil("semester", baris))
    teks = ""
    for k in ("waktu_tempat", "waktu"):
        potong = satu_baris(p.ambil(k, baris))
        j = p.peta.satu(k)
        asli = p.kisi.lembar.baris[baris[0]][j] if j is not None and j < len(p.kisi.lembar.baris[baris[0]]) else None
        if isinstance(asli, int | float) and not isinstance(asli, bool) and baca_waktu(potong).presisi == "hari":
            potong = tulis_tanggal(baca_waktu(potong).mulai)  # a date whose cell format was lost
        teks = gabung_teks([teks, potong], ", ")
    if not teks and (tahun_sel or bagian):
        kata = bagian if not bagian or any(c.isalpha() and c not in "IVXivx" for c in bagian) else f"Semester {bagian}"
        teks = gabung_teks([kata, tahun_sel], " ")
        if "tahun" in p.sel:
            p.sel.setdefault("waktu_teks", p.sel["tahun"])
    if not teks and dekl.tahun:
        teks, p.pewaris["waktu_teks"] = str(dekl.tahun), "deklarasi"
    sekitar = tahun_baris or tahun_judul or dekl.tahun
    w = baca_waktu(bulan_dari(teks, x.kamus.bulan) if x.kamus.bulan else teks, sekitar)
    e["waktu_teks"], e["waktu_mulai"], e["waktu_selesai"] = teks, w.mulai, w.selesai
    e["waktu_presisi"], e["tahun"] = w.presisi, w.tahun
    dari = "judul tabel" if tahun_judul else "deklarasi"
    di_judul = set(_TAHUN.findall(e["judul"])) if not tahun_baris else set()
    if not w.tahun and w.presisi != "berulang":
        if len(di_judul) == 1:
            e["tahun"], p.pewaris["tahun"] = int(di_judul.pop()), "judul"
        elif sekitar:
            e["tahun"] = sekitar
            if not tahun_baris:
                p.pewaris["tahun"] = dari
    elif w.tahun and not tahun_baris and w.tahun != baca_waktu(teks).tahun:
        p.pewaris["tahun"] = dari
    tempat = satu_baris(p.ambil("tempat", baris))
    if tempat:
        e["tempat"] = baca_waktu(tempat).tempat or tempat
    elif w.tempat:
        e["tempat"], p.sel["tempat"] = w.tempat, p.sel.get("waktu_teks", "")
    else:
        e["tempat"] = dekl.tempat or x.tempat_baku
        if e["tempat"]:
            p.pewaris["tempat"] = "deklarasi"


def isi_bentuk(e: Entri, x: Konteks, p: Pengambil, baris: Sequence[int]) -> None:
    """Forms from the text column and from ticks; the raw text names the ticked columns and what else they say."""
    teks = satu_baris(p.ambil("bentuk", baris))
    b = baca_bentuk(teks, x.kamus)
    tanda = [k for k in BENTUK if tercentang(x, p, f"bentuk_{k}", baris)]
    e["bentuk"] = [k for k in BENTUK if k in b.bentuk or k in tanda]
    label = []
    for k in tanda:
        j = p.peta.kolom[f"bentuk_{k}"][0]
        kata = p.atas[j].teks
        judul = p.peta.pendek[j]
        polos = x.kamus.tercentang(kata) is not None or len(kata) <= 1 or tt.adalah_http(kata)
        label.append(judul if polos else f"{judul}: {satu_baris(kata)}")
    e["bentuk_teks"] = gabung_teks([teks, ", ".join(label)], "; ")
    e["jenis_media"] = b.media


def isi_retensi(e: Entri, p: Pengambil, baris: Sequence[int]) -> None:
    """Retention from one column, or from *Aktif* and *Inaktif* with the final fate."""
    teks = satu_baris(p.ambil("retensi", baris))
    aktif, inaktif = (satu_baris(p.ambil(f"retensi_{k}", baris)) for k in ("aktif", "inaktif"))
    nasib = satu_baris(p.ambil("nasib_akhir", baris))
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
    e["retensi_teks"] = gabung_teks([teks, f"nasib akhir {nasib}" if nasib and teks else nasib], ", ")
    e["retensi_jenis"], e["retensi_aktif"], e["retensi_inaktif"] = r.jenis, r.aktif, r.inaktif


def isi_tautan(e: Entri, p: Pengambil, baris: Sequence[int]) -> None:
    """Hyperlink targets before display text; in other columns only targets, and addresses where a medium is named."""
    lembar: Lembar = p.kisi.lembar
    mentah: list[str] = []
    tampil: list[str] = []
    khusus = p.peta.kolom.get("tautan", [])
    for j in [*khusus, *(k for k in p.peta.dipakai() if k not in khusus)]:
        utama = j in khusus
        media = any(j in p.peta.kolom.get(k, ()) for k in ("jenis_media", "bentuk", "bentuk_online", "bentuk_softcopy"))
        for n, i in enumerate(baris):
            asli = p.satu_sel("tautan", j, i) if utama and n == 0 else p.kisi.sendiri(i, j)
            sumber = p.kisi.isi(i, j)[1] if utama and n == 0 else (i, j)
            target = p.kisi.target(*sumber)
            tertulis = tt.urai_tautan(asli) if utama or (media and tt.adalah_http(asli)) else []
            if target:
                baru = target + ([t for t in tertulis if tt.sahkan_tautan(t)] if len(tertulis) > 1 else [])
            elif (*sumber,) in lembar.tautan and kunci(asli) in tt.KATA_TAMPIL:
                baru = []  # the word *Lihat* on a link that leads nowhere (`#`)
            else:
                baru = tertulis
            if baru:
                p.catat("tautan", sumber)
            mentah += baru
            if asli and utama:
                tampil.append(asli)
    e["tautan_mentah"] = [t for t in dict.fromkeys(satu_baris(m) for m in mentah) if not kosong(t)]
    e["tautan"] = list(dict.fromkeys(s for m in e["tautan_mentah"] if (s := tt.sahkan_tautan(m))))
    e["tautan_teks"] = gabung_teks([satu_baris(t) for t in tampil], " ")
    e["satu_data_id"] = e["satu_data_id"] or tt.dataset_satu_data(e["tautan"])


def isi_media(e: Entri, x: Konteks, p: Pengambil, baris: Sequence[int]) -> None:
    """The medium as written; display words and addresses of links are not one."""
    teks = satu_baris(p.ambil("jenis_media", baris))
    if teks and not tt.adalah_http(teks) and (kunci(teks) not in tt.KATA_TAMPIL or not e["tautan_mentah"]):
        e["jenis_media"] = teks
    elif not e["jenis_media"]:
        e["jenis_media"] = baca_bentuk(teks, x.kamus).media
