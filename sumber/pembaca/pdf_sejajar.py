"""Tables without lines: columns and rows concluded from where words stand.

Rows are divided by white bands that are higher than the distance of two lines in a cell;
a column of numbers tells which bands only part paragraphs of one cell.
"""

from __future__ import annotations

from itertools import pairwise
from statistics import median

from sumber.pembaca.pdf_garis import Sel, TabelPdf
from sumber.pembaca.pdf_kepala import Kisi, Pita, kelompok
from sumber.pembaca.pdf_kolom import MAKS_LEBAR, MIN_BARIS, NOMOR, batas_kolom, inti
from sumber.pembaca.pdf_teks import Objek, susun_baris

_TEPI = 0.035  # of the height of a page: nothing of a table stands there
_MIN_KOLOM = 3


def tabel_sejajar(halaman: list[list[Objek]], tinggi: list[float]) -> list[list[TabelPdf]]:
    """Tables per page (none or one). Nothing when there are fewer than three columns or three rows."""
    isi = [
        [k for k in kata if not k["tegak"] and _TEPI * t < (k["top"] + k["bottom"]) / 2 < (1 - _TEPI) * t]
        for kata, t in zip(halaman, tinggi, strict=True)
    ]
    kosong: list[list[TabelPdf]] = [[] for _ in halaman]
    semua = [k for kata in isi for k in kata if 0 <= k["x0"] < MAKS_LEBAR]
    if not semua:
        return kosong
    for k in semua:  # headings of narrow columns stand closer than the letters of spaced words
        k["lekat"], k["sambung"] = k["sambung"], False
    h = median(k["bottom"] - k["top"] for k in semua)
    pokok = [inti(kata, h) for kata in isi]
    batas = batas_kolom(pokok, h)
    if len(batas) + 1 < _MIN_KOLOM:
        return kosong
    x = [k for kata in pokok for k in kata]
    kisi = Kisi(batas, [min(k["x0"] for k in x) - 1, *batas, max(k["x1"] for k in x) + 1], h)
    hasil = [[t] if kata and (t := _tabel(kata, kisi)) is not None else [] for kata in pokok]
    for k in semua:
        k["sambung"] = k["lekat"]
    return hasil if sum(t.tinggi for p in hasil for t in p) >= MIN_BARIS else kosong


def _tabel(kata: list[Objek], kisi: Kisi) -> TabelPdf | None:
    """The table of one page."""
    kepala, kata = _kepala_ulang(kata, kisi)
    pita = _pita(kata, kisi) if kata else []
    if not kisi.kepala:
        kepala, pita = _kepala(pita, kisi)
    baris = _gabungkan(_pisahkan(pita, kisi), kisi)
    semua = [*kepala, *baris]
    if not semua:
        return None
    y = [semua[0].atas - 1, *((a.bawah + b.atas) / 2 for a, b in pairwise(semua)), semua[-1].bawah + 1]
    t = TabelPdf(list(kisi.tepi), y, [], bergaris=False)
    if kepala:
        t.sel += _sel_kepala(kepala[0], kisi, t)
        t.kepala = t.tinggi - len(baris)
    for i, p in enumerate(semua[len(kepala) :], start=len(t.y) - 1 - len(baris)):
        t.sel += _sel_baris(p, i, kisi, t)
    return t


def _pita(kata: list[Objek], kisi: Kisi) -> list[Pita]:
    """Stretches parted by white bands over the whole width, higher than the distance of lines in cells."""
    jarak_baris = _jarak_baris(kata, kisi)
    hasil: list[Pita] = []
    bawah = 0.0
    for k in sorted(kata, key=lambda k: k["top"]):
        jarak = k["top"] - bawah
        if not hasil or jarak > jarak_baris + 0.08 * kisi.tinggi:
            hasil.append(Pita([k], jarak if hasil else 0.0))
        else:
            hasil[-1].kata.append(k)
        bawah = max(bawah, k["bottom"])
    return hasil


def _jarak_baris(kata: list[Objek], kisi: Kisi) -> float:
    """White between two lines of one cell: the usual one in the column with most lines."""
    kolom: dict[int, list[Objek]] = {}
    for k in kata:
        kolom.setdefault(kisi.kolom(k), []).append(k)
    panjang = max((susun_baris(v) for v in kolom.values()), key=len)
    jarak = sorted(b.top - a.bottom for a, b in pairwise(panjang))
    return jarak[len(jarak) // 3] if jarak else 0.0


def _berangka(p: Pita, kisi: Kisi) -> list[Objek]:
    """Numbers in the first column, from above."""
    angka = [k for k in p.kata if kisi.kolom(k) == 0 and NOMOR.fullmatch(k["text"])]
    return sorted(angka, key=lambda k: k["top"])


def _kepala_ulang(kata: list[Objek], kisi: Kisi) -> tuple[list[Pita], list[Objek]]:
    """The header printed again at the top of a later page (or none), and the other words: as high as the first one,
    and the same words."""
    bawah = min(k["top"] for k in kata) + kisi.tinggi_kepala + 1
    atas = [k for k in kata if k["bottom"] <= bawah]
    isi = {k["text"] for k in atas}
    if not kisi.kepala or len(isi & kisi.kepala) * 5 < max(len(isi), len(kisi.kepala)) * 4:
        return [], kata
    return [Pita(atas, 0.0)], [k for k in kata if k["bottom"] > bawah]


def _kepala(pita: list[Pita], kisi: Kisi) -> tuple[list[Pita], list[Pita]]:
    """The header as one stretch (or none), and what stands under it. Titles above it are dropped from the table."""
    data = next((n for n, p in enumerate(pita) if _berangka(p, kisi)), 1)
    awal = next((n for n, p in enumerate(pita[:data]) if len({kisi.kolom(k) for k in p.kata}) >= _MIN_KOLOM), data)
    while 0 < awal < data and pita[awal].jarak < 1.2 * kisi.tinggi and _pendek(pita[awal - 1], kisi):
        awal -= 1
    akhir, kolom = awal, set[int]()
    while akhir < data and not (len(kolom) * 5 > len(kisi.tepi) * 3 and _pendek(pita[akhir], kisi)):
        kolom |= {kisi.kolom(k) for k in pita[akhir].kata}
        akhir += 1
    if akhir == awal:
        return [], pita
    kepala = _satukan(pita[awal:akhir])
    kisi.kepala, kisi.tinggi_kepala = {k["text"] for k in kepala.kata}, kepala.bawah - kepala.atas
    return [kepala], pita[akhir:]


def _pendek(p: Pita, kisi: Kisi) -> bool:
    """Whether a stretch says something in one column only, without leaving it."""
    return len({kisi.kolom(k) for k in p.kata}) == 1 and not any(
        k["x0"] < b - 1 and k["x1"] > b + 1 for k in p.kata for b in kisi.batas
    )


def _satukan(pita: list[Pita]) -> Pita:
    return Pita([k for p in pita for k in p.kata], pita[0].jarak)


def _pisahkan(pita: list[Pita], kisi: Kisi) -> list[Pita]:
    """Part stretches with several numbers, at the highest white between them, else above the next number."""
    hasil: list[Pita] = []
    for p in pita:
        sisa, jarak = p.kata, p.jarak
        for a, b in pairwise(_berangka(p, kisi)):
            tepi = sorted((k["top"], k["bottom"]) for k in sisa)
            potong, putih, bawah = b["top"] - 0.1 * kisi.tinggi, 0.0, tepi[0][1]
            for atas, dasar in tepi:
                if atas - bawah > putih and (a["top"] + a["bottom"]) / 2 < atas <= b["top"]:
                    potong, putih = (atas + bawah) / 2, atas - bawah
                bawah = max(bawah, dasar)
            atas_potong = [k for k in sisa if (k["top"] + k["bottom"]) / 2 < potong]
            if atas_potong:
                hasil.append(Pita(atas_potong, jarak))
                sisa, jarak = [k for k in sisa if (k["top"] + k["bottom"]) / 2 >= potong], putih
        hasil.append(Pita(sisa, jarak))
    return hasil


def _gabungkan(pita: list[Pita], kisi: Kisi) -> list[Pita]:
    """Give stretches without a number to the row they belong to, when numbers stand in the middle of their rows.

    A stretch belongs to a row if with it the number stands in the middle, and without it does not.
    """
    bernomor = [p for p in pita if len(_berangka(p, kisi)) == 1]
    meleset = [(_meleset(p, kisi), abs(_berangka(p, kisi)[0]["top"] - p.atas)) for p in bernomor]
    if not meleset or median(m[0] for m in meleset) > median(m[1] for m in meleset):
        return pita
    hasil: list[Pita] = []
    for p in pita:
        atas = hasil[-1] if hasil else None
        if atas is not None and len(_berangka(atas, kisi)) + len(_berangka(p, kisi)) == 1:
            calon = Pita(atas.kata + p.kata, atas.jarak)
            bernomor_kini = atas if _berangka(atas, kisi) else p
            if _meleset(calon, kisi) < min(0.5 * kisi.tinggi, _meleset(bernomor_kini, kisi)):
                hasil[-1] = calon
                continue
        hasil.append(p)
    return hasil


def _meleset(p: Pita, kisi: Kisi) -> float:
    angka = _berangka(p, kisi)[0]
    return float(abs((angka["top"] + angka["bottom"]) / 2 - (p.atas + p.bawah) / 2))


def _sel_baris(p: Pita, i: int, kisi: Kisi, t: TabelPdf) -> list[Sel]:
    """The cells of a row: one per column, or one wide cell when a single line runs over columns (a section)."""
    lintas = [b for k in p.kata for b in kisi.batas if k["x0"] < b - 1 and k["x1"] > b + 1]
    if lintas and len(susun_baris(p.kata)) == 1 and not _berangka(p, kisi):
        return [_sel(i, 0, i, len(kisi.batas), p.kata, t)]
    kolom: list[list[Objek]] = [[] for _ in range(len(kisi.batas) + 1)]
    for k in p.kata:
        kolom[kisi.kolom(k)].append(k)
    return [_sel(i, j, i, j, kata, t) for j, kata in enumerate(kolom)]


def _sel(i1: int, j1: int, i2: int, j2: int, kata: list[Objek], t: TabelPdf) -> Sel:
    return Sel(i1, j1, i2, j2, (t.x[j1], t.y[i1], t.x[j2 + 1], t.y[i2 + 1]), kata)


def _sel_kepala(p: Pita, kisi: Kisi, t: TabelPdf) -> list[Sel]:
    """One header row, or two where a heading runs over several columns with their own headings under it."""
    grup = kelompok(p, kisi)
    anggota = {j for j1, j2, _ in grup for j in range(j1, j2 + 1)}
    dalam = {id(k) for _, _, kata in grup for k in kata}
    kolom: list[list[Objek]] = [[] for _ in range(len(kisi.batas) + 1)]
    for k in p.kata:
        if id(k) not in dalam:
            kolom[kisi.kolom(k)].append(k)
    if not grup:
        return [_sel(0, j, 0, j, kata, t) for j, kata in enumerate(kolom)]
    bawah = max(k["bottom"] for _, _, kata in grup for k in kata)
    t.y.insert(1, min(bawah, t.y[1] - 0.1))
    hasil = [_sel(0, j1, 0, j2, kata, t) for j1, j2, kata in grup]
    for j, kata in enumerate(kolom):
        hasil.append(_sel(1, j, 1, j, kata, t) if j in anggota else _sel(0, j, 1, j, kata, t))
    return hasil
