"""The draft workbook for officials: what would be published, what is held back and why, who is missing, what changed.

It is made for the people who decide and never leaves with the public files. Personal values of held rows are masked;
excluded information (DIK) is only counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from dip.entri import Entri
from dip.kelengkapan import skor_baris
from dip.lembar_koreksi import MAKS_BARIS
from dip.lembar_nilai import KOLOM_LEMBAR, NAMA_BENTUK
from dip.lembar_unggah import JUDUL_PILIHAN, KEPALA
from dip.lembar_unggah import LEMBAR as LEMBAR_KOREKSI
from dip.pdp import samarkan
from dip.pesan import kalimat, kalimat_sebab, langkah
from dip.revisi import Revisi
from dip.sidik import nomor_draf
from dip.temuan import Temuan
from keluaran.bentuk.buku import Buku, Kolom, Sel
from keluaran.bentuk.dasar import JUDUL_KOLOM, Bahan, susun_bahan
from keluaran.bentuk.teks import bersih
from keluaran.bentuk.xlsx import PERINGATAN_DRAF, lembar_kategori, tanggal_buku
from keluaran.templat.ejaan import tulis_periode

KATA_HASIL: dict[str, str] = {
    "baru": "Kiriman baru",
    "tetap": "Sama dengan sebelumnya",
    "nihil": "Menyatakan tidak ada perubahan",
    "gagal": "Gagal diambil",
    "belum_ada": "Belum ada kiriman",
}
"""The status of an office on the board, in words."""

_KOLOM_DITAHAN = (
    "judul",
    "ringkasan",
    "pejabat_penguasa",
    "penanggung_jawab",
    "waktu_teks",
    "tempat",
    "retensi_teks",
)


def _alamat(t: Temuan) -> str:
    """Where a finding is, as a clerk looks it up: file, sheet, cell; names are masked like any other text."""
    tempat = t.sel or (f"baris {t.baris}" if t.baris else "")
    return " · ".join(samarkan(x) for x in (t.berkas, t.lembar, tempat) if x)


def _ditahan(revisi: Revisi, nama: dict[str, str]) -> Iterator[Sequence[Sel]]:
    """Held rows: where they stand in the office's file, why they are held, and their masked values."""
    per_baris: dict[str, list[Temuan]] = {}
    for t in revisi.temuan:
        if t.entri:
            per_baris.setdefault(t.entri, []).append(t)

    def tulis(e: Entri) -> list[Sel]:
        temuan = per_baris.get(e["id_baris"], [])
        isi: dict[str, str] = {k: v for k, v in e.items() if isinstance(v, str)}
        return [
            nama.get(e["opd"], e["opd"]),
            samarkan(e["asal"]["nama_berkas"]),
            samarkan(e["asal"]["lembar"]),
            e["asal"]["baris"],
            ", ".join(dict.fromkeys(t.kode for t in temuan)),
            "\n".join(dict.fromkeys(samarkan(kalimat(t)) for t in temuan)),
            *(samarkan(isi[k]) for k in _KOLOM_DITAHAN),
            ", ".join(NAMA_BENTUK.get(b, b) for b in e["bentuk"]),
            samarkan("\n".join(e["tautan"])),
        ]

    return (tulis(e) for e in revisi.ditahan)


def _perubahan(bahan: Bahan) -> Iterator[Sequence[Sel]]:
    """New, changed (one line per column) and withdrawn items against the live edition.

    Masked, because the text an item had before may be the personal datum that had to go.
    """
    p, nama = bahan.revisi.perubahan, bahan.nama_opd
    judul = {b["kode"]: (nama.get(b["opd"], b["opd"]), b["judul"]) for b in bahan.baris}
    for kode in p["baru"]:
        opd, teks = judul.get(kode, ("", ""))
        yield ["Baru", kode, opd, teks, "", "", ""]
    for u in p["diubah"]:
        for kolom, (lama, kini) in ((k, v) for k, v in sorted(u["kolom"].items()) if len(v) == 2):
            opd = nama.get(u["opd"], u["opd"])
            yield [
                "Diubah",
                u["kode"],
                opd,
                samarkan(u["judul"]),
                JUDUL_KOLOM.get(kolom, kolom),
                samarkan(lama),
                samarkan(kini),
            ]
    for u in p["dicabut"]:
        yield ["Dicabut", u["kode"], nama.get(u["opd"], u["opd"]), samarkan(u["judul"]), "", "", ""]


def _papan(revisi: Revisi) -> Iterator[Sequence[Sel]]:
    """The board: one row per office, with why nothing came and what to do next."""
    for p in revisi.papan:
        yield [
            p["opd"],
            p["nama"],
            KATA_HASIL.get(p["hasil"], p["hasil"]),
            tulis_periode(p["edisi_data"]) if p["edisi_data"] else "tidak ada",
            samarkan(p["nama_berkas"]),
            *(p["dibaca"], p["terbit"], p["ditahan"], p["dik"], p["dilewati"]),
            p["skor"].replace(".", ","),
            ", ".join(f"{k} ×{n}" for k, n in sorted(p["temuan"].items())),
            samarkan(kalimat_sebab(p["sebab"], p["rincian"])) if p["sebab"] else "",
            langkah(p["langkah"]) if p["langkah"] else "",
        ]


def _kelengkapan(bahan: Bahan) -> Iterator[Sequence[Sel]]:
    """The completeness of every row that goes out, the poorest first."""
    entri = bahan.revisi.entri
    skor = skor_baris(pd.DataFrame(entri, columns=list(Entri.__annotations__)))
    for n in sorted(range(len(entri)), key=lambda n: (skor[n], n)):
        e = entri[n]
        teks = f"{skor[n]:.1f}".replace(".", ",")
        yield [e["kode"], bahan.nama_opd.get(e["opd"], e["opd"]), bersih(e["judul"] or e["ringkasan"]), teks]


def _koreksi(bahan: Bahan) -> Iterator[Sequence[Sel]]:
    """Corrections that were applied, then findings that are set aside: both are part of what is approved."""
    nama = bahan.nama_opd
    for k in bahan.revisi.koreksi:
        opd, kolom = nama.get(k["opd"], k["opd"]), JUDUL_KOLOM.get(k["kolom"], k["kolom"])
        nilai = (samarkan(k[x]) for x in ("judul", "tertulis", "seharusnya"))
        yield ["Koreksi", opd, kolom, *nilai, samarkan(k["alasan"]), k["oleh"]]
    for k in bahan.revisi.kesampingan:
        opd = nama.get(k["opd"], k["opd"])
        yield [
            "Dikesampingkan",
            opd,
            k["kode"],
            f"{k['jumlah']} temuan",
            "",
            f"sampai {k['sampai']}",
            samarkan(k["alasan"]),
            k["oleh"],
        ]


_PETUNJUK_KOREKSI = (
    "Untuk mengembalikan draf: isi satu baris untuk satu koreksi, simpan, lalu unggah buku kerja ini di halaman "
    "keputusan.",
    "Kode: kode informasi di draf, atau kode OPD bila seluruh OPD dimaksud. Kolom: pilih dari daftar; kosong bila "
    "informasi itu seluruhnya.",
    "Tertulis boleh kosong, diisi sendiri dari draf. Seharusnya boleh kosong bila nilainya belum diketahui. Alasan "
    "wajib diisi.",
)
"""What to do with the form, above it."""

_BARIS_KOREKSI = 40
"""Rows of the form that are drawn; more may be used."""

_LEBAR_KOREKSI = {"kode": 22, "kolom": 34, "tertulis": 44, "seharusnya": 44, "alasan": 50}


def _lembar_koreksi(buku: Buku, di_atas: Sequence[tuple[str, str]]) -> None:
    """The empty form for a return (`dip.lembar_unggah`)."""
    kolom = [Kolom(judul, _LEBAR_KOREKSI[k]) for k, judul in KEPALA.items()]
    petunjuk = [("catatan", t) for t in _PETUNJUK_KOREKSI]
    pilihan = (list(KEPALA).index("kolom"), JUDUL_PILIHAN, [JUDUL_KOLOM[k] for k in KOLOM_LEMBAR])
    buku.isian(LEMBAR_KOREKSI, kolom, _BARIS_KOREKSI, MAKS_BARIS, [*di_atas, *petunjuk], pilihan)


def draf_xlsx(revisi: Revisi) -> bytes:
    """The draft as a workbook: a sheet per category, then `Ditahan`, `Temuan`, `OPD`, `Perubahan`, `Kelengkapan`,
    `Koreksi` (a form to fill in), `Koreksi dipakai`.

    Raises BentukGalat like `bangun`. Deterministic: the same revisi gives the same bytes.
    """
    bahan = susun_bahan(revisi, None)
    kepala, nama = revisi.kepala, bahan.nama_opd
    buku = Buku(f"DRAF {kepala['kode']}", kepala["lembaga"]["nama"], tanggal_buku(kepala["periode"]))
    lembar_kategori(buku, bahan)
    di_atas = [("peringatan", PERINGATAN_DRAF)]
    if revisi.sidik:
        di_atas.append(("catatan", f"{kepala['kode']}, ronde {kepala['ronde']}, draf {nomor_draf(revisi.sidik)}"))

    kolom = [Kolom("Perangkat daerah", 26), Kolom("Berkas", 24), Kolom("Lembar", 14), Kolom("Baris", 8)]
    kolom += [Kolom("Kode temuan", 16), Kolom("Alasan ditahan", 60)]
    kolom += [Kolom(JUDUL_KOLOM[k], 30) for k in _KOLOM_DITAHAN]
    kolom += [Kolom(JUDUL_KOLOM["bentuk"], 18), Kolom(JUDUL_KOLOM["tautan"], 36)]
    buku.tabel("Ditahan", kolom, _ditahan(revisi, nama), di_atas)

    kolom = [Kolom("Perangkat daerah", 26), Kolom("Kode", 10), Kolom("Letak", 44), Kolom("Kolom", 22)]
    temuan = (
        [nama.get(t.opd, t.opd), t.kode, _alamat(t), JUDUL_KOLOM.get(t.kolom, t.kolom), samarkan(kalimat(t))]
        for t in revisi.temuan
    )
    buku.tabel("Temuan", [*kolom, Kolom("Penjelasan", 90)], temuan, di_atas)

    kolom = [Kolom("Kode", 16), Kolom("Perangkat daerah", 40), Kolom("Status", 26), Kolom("Data edisi", 16)]
    kolom += [Kolom("Berkas", 30), Kolom("Dibaca", 9), Kolom("Terbit", 9), Kolom("Ditahan", 9)]
    kolom += [Kolom("Dikecualikan", 13), Kolom("Dilewati", 9), Kolom("Kelengkapan", 13), Kolom("Temuan", 40)]
    kolom += [Kolom("Sebab", 50), Kolom("Langkah berikutnya", 50)]
    buku.tabel("OPD", kolom, _papan(revisi), di_atas)

    kolom = [Kolom("Perubahan", 12), Kolom("Kode", 20), Kolom("Perangkat daerah", 26), Kolom("Judul", 44)]
    kolom += [Kolom("Kolom", 26), Kolom("Sebelumnya", 44), Kolom("Menjadi", 44)]
    buku.tabel("Perubahan", kolom, _perubahan(bahan), di_atas)

    kolom = [Kolom("Kode", 20), Kolom("Perangkat daerah", 26), Kolom("Judul", 60), Kolom("Kelengkapan", 13)]
    buku.tabel("Kelengkapan", kolom, _kelengkapan(bahan), di_atas)

    _lembar_koreksi(buku, di_atas)

    kolom = [Kolom("Keputusan", 16), Kolom("Perangkat daerah", 26), Kolom("Kolom atau kode", 22), Kolom("Judul", 40)]
    kolom += [Kolom("Tertulis", 36), Kolom("Menjadi", 36), Kolom("Alasan", 44), Kolom("Oleh", 14)]
    buku.tabel("Koreksi dipakai", kolom, _koreksi(bahan), di_atas)
    return buku.simpan()
