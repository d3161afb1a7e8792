"""What several documents share: letterhead, legal basis, signatures, placeholders, tables of counts.

Numbers and dates that only the office gives out are never made up: without a recorded one a visible placeholder stands
there, to be filled in by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dip.entri import KATEGORI_TERBIT, NAMA_KATEGORI, NAMA_KATEGORI_PENDEK
from dip.jam import BULAN, ke_wib, nama_periode
from dip.pengaturan import CaraPengesahan, Lembaga, Pejabat, Peran, gabung_jabatan
from dip.revisi import Revisi, Tanda
from dip.sidik import nomor_draf
from dip.terbitan import SISTEM
from keluaran.bentuk.dasar import Bahan
from keluaran.surat.naskah import BarisRinci, KolomTabel, Kop, KotakTanda, Rincian, Tabel
from keluaran.templat.ejaan import tulis_angka, tulis_iso, tulis_periode, tulis_tanggal

Penanda = Tanda | Pejabat | None
"""Who signs: a decision that was made, an official who has not decided yet, or nobody known."""

ISIAN = "……………………"
"""A visible gap to be filled in by hand."""

RUANG_BASAH = "(ttd & cap)"

JABATAN_BAWAAN: dict[Peran, str] = {
    "petugas": "Petugas Pelayanan Informasi",
    "ppid": "Pejabat Pengelola Informasi dan Dokumentasi",
    "atasan": "Atasan PPID",
}
"""What an official is called where nobody is named."""

_SELAKU: dict[Peran, str] = {
    "petugas": "selaku Petugas Pelayanan Informasi,",
    "ppid": "selaku PPID,",
    "atasan": "selaku Atasan PPID,",
}


def isian(oleh: str = "diisi tata usaha") -> str:
    """A placeholder that says who fills it in."""
    return f"{ISIAN} ({oleh})"


def atau_isian(nilai: str) -> str:
    """The recorded value, or the placeholder for the office."""
    return nilai or isian()


def tanggal_atau_isian(tanggal: str) -> str:
    """A recorded ISO date as people read it, or the placeholder."""
    return tulis_tanggal(tanggal) if tanggal else isian()


def kontak(lembaga: Lembaga) -> str:
    """How the unit is reached: `telepon …, pos-el …, laman …`, as far as the settings say."""
    cara = (("telepon", lembaga.telepon), ("pos-el", lembaga.surel), ("laman", lembaga.laman))
    return ", ".join(f"{n} {v}" for n, v in cara if v)


def hari_baca(waktu: datetime) -> str:
    """The day of a moment in WIB: `22 November 2026`."""
    w = ke_wib(waktu)
    return f"{w.day} {BULAN[w.month - 1]} {w.year}"


def edisi_baca(periode: str) -> str:
    """`2026-11` as titles say it: `Tahun 2026 Edisi November`. Raises ValueError for no period."""
    bulan, tahun = nama_periode(periode).split()
    return f"Tahun {tahun} Edisi {bulan}"


def nip_baca(nip: str) -> str:
    """A NIP printed 8-6-1-3 with spaces; anything but 18 digits stays as it is."""
    if len(nip) != 18 or not nip.isascii() or not nip.isdigit():
        return nip
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"


def tanda(siapa: Penanda, peran: Peran) -> Tanda:
    """The facts that are printed; `waktu` stays empty before a decision, `nama` where nobody is known."""
    if siapa is None:
        return Tanda("", "", JABATAN_BAWAAN[peran], "", "", "")
    if isinstance(siapa, Pejabat):
        return Tanda(siapa.nama, siapa.sebutan, siapa.jabatan, siapa.pangkat, siapa.nip, "")
    return siapa


def jabatan_tanda(siapa: Penanda, peran: Peran) -> tuple[str, ...]:
    """The lines over a signature: office in capitals (`Plt.` stays as written), then *selaku …*."""
    t = tanda(siapa, peran)
    jabatan = gabung_jabatan(t.sebutan, t.jabatan.upper())
    sudah = {"petugas": "petugas pelayanan", "ppid": "ppid", "atasan": "ppid"}[peran]
    selaku = "" if sudah in t.jabatan.casefold() or siapa is None else _SELAKU[peran]
    return (jabatan, selaku) if selaku else (f"{jabatan},",)


def bawah_tanda(t: Tanda) -> tuple[str, ...]:
    """Rank and NIP; a missing NIP of a named official is left out, of an unnamed one a gap."""
    if not t.nama:
        return (f"NIP. {ISIAN}",)
    return tuple(x for x in (t.pangkat, f"NIP. {nip_baca(t.nip)}" if t.nip else "") if x)


def kotak(siapa: Penanda, peran: Peran, atas: Sequence[str] = (), ruang: str = RUANG_BASAH) -> KotakTanda:
    """One signature in the usual form; what was submitted without a person says so."""
    t = tanda(siapa, peran)
    if siapa == SISTEM:
        return KotakTanda(tuple(atas), (t.jabatan.upper(),), "", t.nama, ())
    return KotakTanda(tuple(atas), jabatan_tanda(siapa, peran), ruang, t.nama or f"({ISIAN})", bawah_tanda(t))


def kop_unit(lembaga: Lembaga) -> Kop:
    """Letterhead of the office that holds the PPID."""
    kontak = " · ".join(
        f"{nama} {nilai}"
        for nama, nilai in (("Telepon", lembaga.telepon), ("Laman", lembaga.laman), ("Pos-el", lembaga.surel))
        if nilai
    )
    alamat = tuple(x for x in (lembaga.alamat, kontak) if x)
    return Kop(lembaga.nama.upper(), lembaga.unit_ppid.upper(), alamat)


def kop_atasan(lembaga: Lembaga, atasan: Penanda) -> Kop:
    """Letterhead of what the Atasan signs: SEKRETARIAT DAERAH, unless he is known to hold another office.

    Its address is not in the settings (they hold that of the PPID), so only the seat is named.
    """
    t = tanda(atasan, "atasan")
    sekda = not t.nama or t.jabatan.casefold().startswith(("sekretaris daerah", "pj. sekretaris daerah", "sekda"))
    return Kop(lembaga.nama.upper(), "SEKRETARIAT DAERAH" if sekda else "", (lembaga.ibu_kota,))


def dasar_hukum(lembaga: Lembaga) -> tuple[str, ...]:
    """The legal basis as the office chose to print it, each line once, in the order of the settings."""
    pilih = lembaga.kebijakan.dasar_hukum
    baris: list[str] = []
    for d in lembaga.dasar_hukum:
        if pilih == "dikutip":
            baris.append(d.dikutip)
        elif pilih == "berlaku" or d.dikutip == d.berlaku:
            baris.append(d.berlaku)
        else:
            baris.append(f"{d.dikutip} (yang berlaku: {d.berlaku})")
    return tuple(dict.fromkeys(baris))


def berakhir(isi: Sequence[str], akhir: str = ".") -> tuple[str, ...]:
    """Points of one sentence: each ends with `;`, the last with `akhir`."""
    return tuple(f"{t}{akhir if n == len(isi) else ';'}" for n, t in enumerate(isi, 1))


def kaki(judul: str, kode: str, sidik: str = "") -> str:
    """The left half of the footer: what this is, of which edition, and the beginning of its sidik."""
    return " · ".join(x for x in (judul, kode, f"sidik {sidik[:12]}" if sidik else "") if x)


def rincian_draf(revisi: Revisi, kepala_jejak: str = "") -> Rincian:
    """What identifies a draft, with the sidik in full and, when given, the head of the journal."""
    k = revisi.kepala
    banding = tulis_periode(k["periode_hidup"]) if k["periode_hidup"] else "belum ada (edisi pertama)"
    baris = [
        BarisRinci("Edisi", f"{k['kode']} ({nama_periode(k['periode'])})"),
        BarisRinci("Draf", f"ronde {k['ronde']}, nomor draf {nomor_draf(revisi.sidik)}"),
        BarisRinci("Edisi yang terbit", banding),
    ]
    if k["skor"]:
        baris.append(BarisRinci("Kelengkapan", f"{k['skor'].replace('.', ',')} dari 100"))
    baris.append(BarisRinci("Sidik (SHA-256)", revisi.sidik, sidik=True))
    if kepala_jejak:
        baris.append(BarisRinci("Kepala jejak", kepala_jejak, sidik=True))
    return Rincian(tuple(baris))


def tabel_kategori(bahan: Bahan) -> Tabel:
    """Published rows per category, with their sum."""
    baris = [(NAMA_KATEGORI[k], tulis_angka(bahan.jumlah[k])) for k in KATEGORI_TERBIT]
    jumlah = tulis_angka(sum(bahan.jumlah.values()))
    kolom = (KolomTabel("Kategori", 130), KolomTabel("Jumlah", 35, "kanan"))
    return Tabel(kolom, (*baris, ("Jumlah", jumlah)), jumlah=True, huruf=10)


def keterangan_unit(edisi_data: str, *, tanpa_data: bool) -> str:
    """What is remarkable about an office's rows: carried forward, or nothing at all."""
    if tanpa_data:
        return "belum menyampaikan"
    return f"memakai data edisi {tulis_periode(edisi_data)}" if edisi_data else ""


def tabel_unit(bahan: Bahan) -> Tabel:
    """Published rows per office and category, with their sums."""
    kolom = (
        KolomTabel("No", 9, "kanan"),
        KolomTabel("Perangkat daerah", 60),
        *(KolomTabel(NAMA_KATEGORI_PENDEK[k], 18, "kanan") for k in KATEGORI_TERBIT),
        KolomTabel("Jumlah", 18, "kanan"),
        KolomTabel("Keterangan", 34),
    )
    baris: list[tuple[str, ...]] = [
        (
            str(n),
            u.nama,
            *(tulis_angka(u.jumlah[k]) for k in KATEGORI_TERBIT),
            tulis_angka(u.total),
            keterangan_unit(u.edisi_data, tanpa_data=u.tanpa_data),
        )
        for n, u in enumerate(bahan.unit, 1)
    ]
    jumlah = tuple(tulis_angka(bahan.jumlah[k]) for k in KATEGORI_TERBIT)
    baris.append(("", "Jumlah", *jumlah, tulis_angka(sum(bahan.jumlah.values())), ""))
    return Tabel(kolom, tuple(baris), jumlah=True, huruf=8.5)


def waktu_tanda(t: Tanda) -> str:
    """When an official decided, or a gap for the date."""
    return tulis_iso(t.waktu) if t.waktu else f"tanggal {ISIAN}"


def cara_baca(cara: CaraPengesahan, nomor: str) -> str:
    """How an edition is ratified, for the sheet that does it."""
    if cara == "kode":
        teks = (
            "Atasan PPID mengesahkan dengan kode persetujuan pribadi yang hanya berlaku untuk sidik di atas. "
            "Putusannya tercatat dalam jejak, sehingga lembar ini sah sebagai bukti tanpa tanda tangan basah."
        )
        return teks if nomor else f"{teks} Nomor naskah menunggu pencatatan oleh tata usaha."
    if cara == "tanda_tangan_elektronik":
        return (
            "Atasan PPID mengesahkan dengan membubuhkan tanda tangan elektronik tersertifikasi pada berkas PDF lembar "
            "ini. Berkas PDF tidak boleh diubah, dicetak ulang, atau digabung sebelum ditandatangani. Tanda tangan "
            "diperiksa sebelum edisi diterbitkan."
        )
    return (
        "Atasan PPID mengesahkan dengan tanda tangan dan cap basah pada cetakan lembar ini. Pindaiannya dicatat "
        "petugas beserta nomor dan tanggal, lalu dikonfirmasi PPID sebelum edisi diterbitkan."
    )
