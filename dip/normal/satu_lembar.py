"""From one sheet to canonical rows: which kind of sheet it is, and where its tables begin and end.

A sheet is cards, one table or several side by side, each with one or more headers; or it has no header, and then
only what a person has declared is read.
"""

from __future__ import annotations

from collections.abc import Sequence

from dip.lembar import Lembar, huruf_kolom
from dip.normal.ambil import Pengambil
from dip.normal.belah import belah
from dip.normal.hasil import Dilewati, Konteks
from dip.normal.kartu import Deret, cari_deret, ratakan
from dip.normal.kategori import baca_bagian
from dip.normal.kepala import Kepala, Kolom, baris_nomor, cari_kepala
from dip.normal.kisi import Kisi
from dip.normal.lanjut import Lalu, kepala_sebutan, tampak_lanjutan
from dip.normal.lengkapi import Sekitar, kelas_judul
from dip.normal.perakit import HasilLembar, Perakit
from dip.normal.periksa import kolom_asing, kolom_kurang, lembar_asing, tanya_lanjutan, tanya_silang
from dip.normal.peta import Peta, petakan

SKOR_TIPIS = 3.5
"""A header that names no more columns than this may be a chance word in a card."""


def normalkan_lembar(
    x: Konteks,
    lembar: Lembar,
    indeks: int,
    lalu: Lalu | None = None,
    warisan: Sekitar | None = None,
    *,
    sebelum: Sekitar | None = None,
    ekor: str = "",
    utuh: bool = False,
) -> HasilLembar:
    """Normalise one visible sheet.

    Args: `indeks` is its 0-based place in the file; `lalu` the header of the sheet before; `warisan` what was said
    before it in a document; `sebelum` what held at the end of the sheet before, for one that continues it; `ekor` names
    a table beside another one, which `utuh` says is not to be taken apart again.
    """
    kisi, khusus = Kisi(lembar), x.opd.deklarasi.kolom
    kepala = cari_kepala(kisi, x.kamus, khusus)
    if not kepala or kepala[0].skor <= SKOR_TIPIS:
        deret = cari_deret(kisi, x.kamus, khusus, kepala[0].skor if kepala else 0)
        if deret:
            return _kartu(x, lembar, kisi, indeks, deret, warisan, ekor)
    bagian = [] if utuh else belah(kisi, kepala, x.kamus, khusus)
    if bagian:
        hasil = HasilLembar()
        for n, b in enumerate(bagian):
            letak = huruf_kolom(b.kolom_awal) if n else ekor
            hasil.tambah(normalkan_lembar(x, b, indeks, lalu, warisan, sebelum=sebelum, ekor=letak, utuh=True))
        return hasil
    if not kepala:
        sebutan = kepala_sebutan(kisi, x.kamus, khusus, lalu)
        kepala, warisan = [sebutan] if sebutan else [], warisan or sebelum
    if not kepala:
        return _tanpa_kepala(x, lembar, kisi, lalu)
    return _tabel(Perakit(x, lembar, kisi, indeks, ekor=ekor, warisan=warisan), kepala)


def _tanpa_kepala(x: Konteks, lembar: Lembar, kisi: Kisi, lalu: Lalu | None) -> HasilLembar:
    """Nothing of it is read; whether it continues the sheet before is asked."""
    baris = [lembar.nomor_baris(i) for i in range(kisi.tinggi) if kisi.berisi[i]]
    hasil = HasilLembar(dibaca=len(baris))
    hasil.dilewati = [Dilewati(lembar.nama, n, "tanpa_kepala") for n in baris]
    lanjutan = lalu is not None and tampak_lanjutan(kisi, lalu)
    hasil.temuan = tanya_lanjutan(x, lembar, hasil.dibaca, lalu) if lanjutan and lalu else []
    hasil.temuan = hasil.temuan or lembar_asing(x, lembar, hasil.dibaca)
    return hasil


def _tabel(p: Perakit, kepala: Sequence[Kepala]) -> HasilLembar:
    """Title block, then block by block under each header."""
    kisi, hasil = p.kisi, p.hasil
    hasil.dibaca, hasil.berkepala = sum(kisi.berisi), True
    _judul(p, kepala[0].awal)
    peta = _peta(p, kepala)
    for n, k in enumerate(kepala):
        akhir = kepala[n + 1].awal - 1 if n + 1 < len(kepala) else kisi.tinggi - 1
        p.lewati([i for i in range(k.awal, k.akhir + 1) if kisi.berisi[i]], "kepala", wajar=n == 0)
        p.blok(peta[k.tanda()], k.akhir + 1, akhir)
    for k in {k.tanda(): k for k in reversed(kepala)}.values():
        _lepas_tergeser(p, peta[k.tanda()])
        hasil.temuan += kolom_asing(p, peta[k.tanda()], k)
        hasil.silang += tanya_silang(p, peta[k.tanda()], k)
    _temuan_struktur(p, peta[kepala[0].tanda()], kepala[0])
    hasil.lalu = Lalu(p.lembar.nama, kepala[0], p.lembar.kolom_awal)
    p.tutup()
    return hasil


def _judul(p: Perakit, akhir: int) -> None:
    """Rows above the header. A section line there opens the first class."""
    judul: list[str] = []
    for i in range(akhir):
        if not p.kisi.berisi[i]:
            continue
        baris = [b for t in p.kisi.teks[i] if t for b in t.split("\n")]
        bagian = _judul_kelas(p, baris)
        judul += baris
        p.lewati([i], "bagian" if bagian and len(baris) == 1 else "judul_tabel", wajar=True)
    p.buka(judul)


def _judul_kelas(p: Perakit, baris: Sequence[str]) -> str:
    """Take in the class that the lines of one title row open, and return it. A table of excluded information does not
    become one of another class within its own title.
    """
    dibaca = [kelas_judul(b) for b in baris]
    semua = [b for b, _ in dibaca if b]
    bagian = "dikecualikan" if "dikecualikan" in semua else next(iter(semua), "")
    bentrok = bool(bagian) and p.bagian == "dikecualikan" != bagian
    if bagian:
        p.buka_bagian(bagian)
    ragu = {t for _, t in dibaca}
    p.curigai("campur" if bentrok or ragu & {"campur", "sebut"} else "ragu" if "ragu" in ragu else "")
    return bagian


def _peta(p: Perakit, kepala: Sequence[Kepala]) -> dict[tuple[tuple[int, str], ...], Peta]:
    """One settled mapping per distinct header, judged by the values of all its blocks."""
    kisi, x = p.kisi, p.x
    baris: dict[tuple[tuple[int, str], ...], list[int]] = {}
    for n, k in enumerate(kepala):
        akhir = kepala[n + 1].awal if n + 1 < len(kepala) else kisi.tinggi
        sedikit = 2 if len(k.kolom) > 2 else 1
        baris.setdefault(k.tanda(), []).extend(
            i for i in range(k.akhir + 1, akhir) if len(kisi.terisi(i)) >= sedikit and not baris_nomor(kisi.teks[i])
        )
    lain = bool(p.bagian or p.kategori_lembar or x.kategori_berkas or x.opd.deklarasi.kategori) or any(
        baca_bagian(t) for i in range(kepala[0].akhir + 1, kisi.tinggi) for t in kisi.teks[i] if t
    )
    hasil: dict[tuple[tuple[int, str], ...], Peta] = {}
    for k in kepala:
        if k.tanda() not in hasil:
            hasil[k.tanda()] = petakan(
                kisi,
                k,
                baris[k.tanda()],
                x.opd.deklarasi,
                x.kamus,
                x.pencari,
                kategori_lain=lain,
                dikecualikan=p.dikecualikan(),
            )
    return hasil


def _kartu(
    x: Konteks,
    lembar: Lembar,
    kisi: Kisi,
    indeks: int,
    semua: Sequence[Deret],
    warisan: Sekitar | None,
    ekor: str = "",
) -> HasilLembar:
    """A sheet of cards: laid flat, then read like any table of one row per information."""
    hasil = HasilLembar(berkepala=True, kartu=True)
    dilihat = {i for d in semua for k in d.kartu for i in k.baris} | {i for d in semua for i, _ in d.lain}
    for n, d in enumerate(semua):
        rata = ratakan(lembar, kisi, d.kartu)
        datar = Kisi(rata.lembar)
        letak = huruf_kolom(lembar.kolom_awal + d.kolom) if n else ekor
        p = Perakit(x, lembar, datar, indeks, rata=rata, ekor=letak, warisan=warisan)
        sisa = [(i, "kaki") for i in range(kisi.tinggi) if kisi.berisi[i] and i not in dilihat] if n == 0 else []
        p.hasil.dibaca, p.hasil.berkepala = sum(len(k.baris) for k in d.kartu) + len(d.lain) + len(sisa), True
        p.bagian = next((k.bagian for k in d.kartu[:1]), "")
        p.buka(d.judul)
        terakhir = max((i for k in d.kartu for i in k.baris), default=0)
        for i, alasan in d.lain + sisa:
            lepas = alasan == "kaki" and i < terakhir
            p.lewati([i], "judul_tabel" if lepas else alasan, wajar=alasan in ("judul_tabel", "kepala") or lepas)
            if alasan == "kaki" and not lepas:
                p.hasil.kaki += [(i, j, t) for j, t in enumerate(kisi.teks[i]) if t]
        kepala = Kepala(0, 0, tuple(Kolom(j, t, t, a) for j, (t, a) in enumerate(rata.label)), len(rata.label))
        peta = _peta(p, [kepala])[kepala.tanda()]
        ambil = Pengambil(datar, peta)
        antara = sorted(i for i, _ in d.lain)
        for m, k in enumerate(d.kartu, 1):
            if k.bagian and k.bagian != p.bagian:
                p.buka_bagian(k.bagian)
            while antara and antara[0] < k.baris[0]:
                _curigai_kartu(p, kisi.teks[antara.pop(0)])
            p.entri(ambil, [m], peta)
            p.lewati(k.baris[1:], "kartu", wajar=True)
        p.hasil.temuan += kolom_asing(p, peta, kepala)
        p.hasil.silang += tanya_silang(p, peta, kepala)
        _temuan_struktur(p, peta, kepala)
        p.tutup()
        hasil.tambah(p.hasil)
    return hasil


def _curigai_kartu(p: Perakit, teks: Sequence[str]) -> None:
    """A row between cards that speaks of excluded information without opening it."""
    isi = {t for t in teks if t}
    kelas, tanda = kelas_judul(isi.pop()) if len(isi) == 1 else ("", "")
    p.curigai("" if kelas else tanda)


def _lepas_tergeser(p: Perakit, peta: Peta) -> None:
    """A column without a name that only shifted rows reach into is no column: STR-010 has said what is wrong."""
    for j in [j for j in peta.asing if j not in peta.label]:
        isi = {i for i in range(p.kisi.tinggi) if p.kisi.sendiri(i, j)}
        if isi and isi <= p.tergeser:
            peta.asing.remove(j)


def _temuan_struktur(p: Perakit, peta: Peta, kepala: Kepala) -> None:
    """STR-004 … STR-007 of this table."""
    hasil, x, lembar = p.hasil, p.x, p.lembar
    hasil.kurang = kolom_kurang(peta, hasil.entri)
    for j in peta.ragu:
        sel, baris = p.tempat(max(kepala.awal, 0), j)
        t = x.temuan("STR-005", lembar.nama, sel=sel, baris=baris, parameter={"asli": peta.label[j]})
        hasil.temuan.append(t)
    tanpa = [e for e in hasil.entri if not e["kategori_asal"]] if p.ada_bagian else []
    if tanpa:
        baris, n = tanpa[0]["asal"]["baris"], len(tanpa)
        hasil.temuan.append(x.temuan("STR-006", lembar.nama, baris=baris, kolom="kategori", parameter={"n": n}))
    lewat = len(hasil.dilewati) - p.dilewati_wajar
    if lewat:
        hasil.temuan.append(x.temuan("STR-007", lembar.nama, parameter={"n": lewat}))
