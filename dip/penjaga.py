"""The last guard: looks at what would really leave the house, before people sign and again at publish (design §4.12).

Rules judge rows; a template, a letterhead or a second sheet can still carry out what no rule saw. So the guard
reads the finished outputs as a stranger would, and knows nothing of how they were made. Outputs are ours, so one that
cannot be read is a fault and raises: a guard that cannot see must not say that all is well.

The same text stands in the HTML, the CSV, the JSON and the workbook. Every distinct text is therefore looked at
once, and the finding names the files that have it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from dip.aturan.mesin import nama_samar, sel_dari
from dip.aturan.pribadi import nama_dik
from dip.entri import KOLOM_TERBIT, Entri, opd_pengirim
from dip.normal.teks import kunci
from dip.pdp import mungkin, temukan
from dip.penjaga_teks import KeluaranTakTerbaca, teks_keluaran
from dip.sampah import tanpa_sapu
from dip.temuan import Temuan

__all__ = [
    "KODE_PENJAGA",
    "MIN_JUDUL_DIK",
    "FrasaDik",
    "KeluaranTakTerbaca",
    "Larangan",
    "periksa_entri",
    "periksa_keluaran",
    "teks_keluaran",
]

KODE_PENJAGA: tuple[str, ...] = ("PDP-001", "PDP-002", "PDP-003", "PDP-006")
"""Personal data that must not leave; the rest of PDP asks a person (domain.md §5.3)."""

MIN_JUDUL_DIK = 12
"""Shorter phrases are words of every office (`data gaji`); they are left to DIK-020 and to people."""

_PUTARAN = 4
"""How often percent-encoding is undone where phrases are looked for."""


class FrasaDik:
    """Excluded titles and summaries, found as whole phrases between word boundaries.

    A phrase is looked up by its rarest kind of word, its longest, so a thousand phrases cost no more than ten.
    """

    def __init__(self, judul_dik: Iterable[str]) -> None:
        self._menurut_kata: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for judul in dict.fromkeys(judul_dik):
            frasa = kunci(judul)
            if len(frasa) >= MIN_JUDUL_DIK:
                self._menurut_kata[max(frasa.split(), key=len)].append((f" {frasa} ", nama_dik(judul)))

    def cari(self, teks: str) -> list[str]:
        """Handles (`DIK-…`) of the phrases that stand in a text."""
        if not self._menurut_kata or len(teks) < MIN_JUDUL_DIK:
            return []
        bersih = kunci(_tanpa_sandi(teks) if "%" in teks else teks)
        kata = self._menurut_kata.keys() & bersih.split()
        if not kata:
            return []
        berbingkai = f" {bersih} "
        return sorted({nama for k in kata for frasa, nama in self._menurut_kata[k] if frasa in berbingkai})


def _tanpa_sandi(teks: str) -> str:
    """A link as a person reads it, also one that was encoded twice."""
    for _ in range(_PUTARAN):
        terbuka = unquote(teks)
        if terbuka == teks:
            break
        teks = terbuka
    return teks


@dataclass(frozen=True)
class Larangan:
    """Texts of excluded information: `umum` (the register, reviewed) may stand nowhere; `per_opd` (rows an office
    itself calls excluded, not yet reviewed) nowhere in what that office publishes: others may have the same title open.
    """

    umum: Sequence[str] = ()
    per_opd: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def frasa(self, opd: str) -> FrasaDik:
        """What an office's own rows may not contain."""
        return FrasaDik((*self.umum, *self.per_opd.get(opd, ())))

    def semua(self) -> FrasaDik:
        """All of them, for texts whose office is not known."""
        return FrasaDik((*self.umum, *(t for daftar in self.per_opd.values() for t in daftar)))

    def tanpa(self, berkas: Mapping[str, bytes]) -> Larangan:
        """Without texts that stand in these files, which hold no rows: *Informasi Publik* is on our own pages."""
        teks = " ".join(f" {kunci(t)} " for nama in sorted(berkas) for t in teks_keluaran(nama, berkas[nama]))

        def sisa(daftar: Sequence[str]) -> list[str]:
            return [t for t in daftar if f" {kunci(t)} " not in teks]

        return Larangan(sisa(self.umum), {opd: sisa(daftar) for opd, daftar in self.per_opd.items()})

    def milik_lain(self, entri: Sequence[Entri]) -> list[str]:
        """Published values that contain only what *another* office calls excluded, longest first."""
        semua, milik = self.semua(), {opd: self.frasa(opd) for opd in {opd_pengirim(e) for e in entri}}
        hasil: set[str] = set()
        for e in entri if self.per_opd else ():
            for _, teks in _terbit(e):
                if teks not in hasil and semua.cari(teks) and not milik[opd_pengirim(e)].cari(teks):
                    hasil.add(teks)
        return sorted(hasil, key=lambda t: (-len(t), t))


def _terbit(e: Entri) -> Iterator[tuple[str, str]]:
    """Published columns of a row with their texts."""
    isi: Mapping[str, object] = e
    for kolom in KOLOM_TERBIT:
        nilai = isi.get(kolom, "")
        for teks in nilai if isinstance(nilai, list) else (str(nilai),):
            yield kolom, str(teks)


@dataclass(frozen=True)
class _Boleh:
    """What may stand in an output: anywhere, although it looks personal, although another office excludes it."""

    kami: Sequence[str] = ()
    pdp: Sequence[str] = ()
    dik: Sequence[str] = ()


def _cari(teks: str, frasa: FrasaDik, boleh: _Boleh) -> list[tuple[str, dict[str, str | int]]]:
    """Codes and parameters found in one text. Texts of our own are cut out and the rest looked at again."""
    rahasia = frasa.cari(_tanpa(teks, boleh.dik))
    hasil: list[tuple[str, dict[str, str | int]]] = [("DIK-010", {"id": nama}) for nama in rahasia]
    if mungkin(teks):
        pribadi = temukan(_tanpa(teks, boleh.pdp))
        hasil += [(j.kode, {"samar": j.nilai_samar}) for j in pribadi if j.kode in KODE_PENJAGA]
    if hasil and boleh.kami and (sisa := _tanpa(teks, boleh.kami)) != teks:
        return _cari(sisa, frasa, replace(boleh, kami=()))
    return hasil


def _lipat(teks: str, boleh: _Boleh) -> _Boleh:
    """The same, as a document with wrapped lines has it: what is allowed may have other blanks in it, or none."""

    def di_sini(daftar: Sequence[str]) -> list[str]:
        pola = (r"\s*".join(map(re.escape, "".join(k.split()))) for k in daftar)
        ada = {m.group() for x in pola if x for m in re.finditer(x, teks)}
        return sorted(ada, key=lambda t: (-len(t), t))

    return _Boleh(di_sini(boleh.kami), di_sini(boleh.pdp), di_sini(boleh.dik))


def _tanpa(teks: str, potong: Sequence[str]) -> str:
    for k in potong:
        teks = teks.replace(k, "\n")
    return teks


@tanpa_sapu()
def periksa_keluaran(
    berkas: Mapping[str, bytes],
    larangan: Larangan,
    kecuali: Sequence[str] = (),
    pdp_dikesampingkan: Sequence[str] = (),
    entri: Sequence[Entri] = (),
) -> list[Temuan]:
    """Search finished public outputs for excluded information (DIK-010) and personal data (PDP-001/002/003/006).

    Args: `berkas` by name; `entri` the rows in them; `kecuali` texts that may stand there: letterhead, signatures,
    digests and codes we made; `pdp_dikesampingkan` values in which a PPID has set aside what looks like personal data
    (excluded information is looked for in them all the same). Each finding names a file (`berkas`), sorted, once per
    file, code and value. Raises KeluaranTakTerbaca.
    """
    frasa = larangan.semua()
    kami = sorted({k for k in kecuali if k}, key=len, reverse=True)
    boleh = _Boleh(kami, pdp_dikesampingkan, larangan.milik_lain(entri))
    jawaban: dict[str, list[tuple[str, dict[str, str | int]]]] = {}
    temuan: dict[tuple[str, str, str], Temuan] = {}
    for nama in sorted(berkas):
        for teks in dict.fromkeys((*teks_keluaran(nama, berkas[nama]), unquote(nama))):
            if teks not in jawaban:
                jawaban[teks] = _cari(teks, frasa, boleh)
            ada = jawaban[teks]
            if ada and nama.endswith(".pdf"):
                ada = _cari(teks, frasa, _lipat(teks, boleh))
            for kode, parameter in ada:
                temuan[nama, kode, str(parameter)] = Temuan(kode, berkas=nama, parameter=parameter)
    return [temuan[k] for k in sorted(temuan)]


def periksa_entri(
    entri: Sequence[Entri], larangan: Larangan, pdp_dikesampingkan: Sequence[str] = ()
) -> dict[str, list[Temuan]]:
    """The same search in the published columns of rows, by `id_baris`: to hold a row before anything is frozen."""
    frasa = {opd: larangan.frasa(opd) for opd in {opd_pengirim(e) for e in entri}}
    boleh = _Boleh(pdp=pdp_dikesampingkan)
    jawaban: dict[tuple[str, str], list[tuple[str, dict[str, str | int]]]] = {}
    hasil: dict[str, list[Temuan]] = defaultdict(list)
    for e in entri:
        for kolom, teks in _terbit(e):
            tanda = opd_pengirim(e), teks
            if tanda not in jawaban:
                jawaban[tanda] = _cari(teks, frasa[opd_pengirim(e)], boleh)
            for kode, parameter in jawaban[tanda]:
                hasil[e["id_baris"]].append(_temuan(kode, e, kolom, parameter))
    return {i: list({(t.kode, t.kolom, str(t.parameter)): t for t in daftar}.values()) for i, daftar in hasil.items()}


def _temuan(kode: str, e: Entri, kolom: str, parameter: dict[str, str | int]) -> Temuan:
    asal = e["asal"]
    return Temuan(
        kode=kode,
        opd=opd_pengirim(e),
        berkas=nama_samar(asal["nama_berkas"]),
        lembar=asal["lembar"],
        sel=sel_dari(asal, kolom),
        baris=asal["baris"],
        entri=e["id_baris"],
        kolom=kolom,
        parameter=dict(parameter),
    )
