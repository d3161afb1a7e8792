"""From the state of links to findings about rows, so that drafts, boards and balasan show them like any other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from dip.aturan.mesin import kutip, nama_samar, sel_dari
from dip.entri import Entri, opd_pengirim
from dip.normal.teks import tulis_tanggal
from dip.tautan import BERISI, KELAS, MATI, KeadaanTautan
from dip.temuan import Temuan


@dataclass(frozen=True, slots=True)
class BarisBuruk:
    """A row and one of its links that is bad."""

    entri: Entri
    keadaan: KeadaanTautan


def baris_buruk(entri: Iterable[Entri], keadaan: Mapping[str, KeadaanTautan]) -> Iterator[BarisBuruk]:
    """Every row with each of its bad links (`keadaan` by address), in the order of rows and links.

    Rows of excluded information are left out: they are no part of a DIP.
    """
    for e in entri:
        if e["kategori"] != "dikecualikan":
            for url in dict.fromkeys(e["tautan"]):
                if (t := keadaan.get(url)) is not None and t.kelas:
                    yield BarisBuruk(e, t)


def terburuk(t: KeadaanTautan) -> tuple[int, str, str]:
    """Sort key: the worst class first, then how long it has been so."""
    return (KELAS.index(t.kelas) if t.kelas in KELAS else len(KELAS), t.sejak or "9", t.alamat)


def temuan_tautan(
    entri: Iterable[Entri], keadaan: Mapping[str, KeadaanTautan], sudah: Iterable[Temuan] = ()
) -> list[Temuan]:
    """The findings of links that were looked at; severity and akibat (`catat`) are those of `daftar.yml`.

    `keadaan` comes from `dip.tautan_catat.tautan_buruk` before a draft is frozen. `sudah` are findings made by looks
    alone: a row that has the same code already gets no second one.
    """
    ada = {(t.entri, t.kode) for t in sudah if t.entri}
    return [temuan_satu(b) for b in baris_buruk(entri, keadaan) if (b.entri["id_baris"], b.keadaan.kelas) not in ada]


def temuan_satu(b: BarisBuruk) -> Temuan:
    """One finding, at the cell the link was read from; its sender is who can repair it."""
    e, t = b.entri, b.keadaan
    asal = e["asal"]
    parameter: dict[str, str | int] = {"nilai": kutip(t.alamat), "host": kutip(_host(t.alamat))}
    if t.kelas == MATI:
        parameter["tanggal"] = tulis_tanggal(t.sejak)
    elif t.kelas == BERISI:
        parameter["n"] = t.isi.n
    return Temuan(
        t.kelas,
        opd=opd_pengirim(e),
        berkas=nama_samar(asal["nama_berkas"]),
        lembar=asal["lembar"],
        sel=sel_dari(asal, "tautan"),
        baris=asal["baris"],
        entri=e["id_baris"],
        kolom="tautan",
        parameter=parameter,
    )


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
