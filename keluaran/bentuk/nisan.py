"""What stands at the address of an item that is no longer listed: its code and since when, never its title."""

from __future__ import annotations

from dataclasses import dataclass

from keluaran.bentuk.alamat import ember, milik_opd
from keluaran.bentuk.dasar import Bahan


@dataclass(frozen=True, slots=True)
class Nisan:
    """A code without an item. `sejak` is the periode of the first edition without it; or else `waktu` (ISO) is the
    moment PPID had it taken down and `keterangan` what the public may read about that. `semua`: the whole edition was.
    """

    kode: str
    sejak: str = ""
    waktu: str = ""
    keterangan: str = ""
    semua: bool = False


def susun_nisan(bahan: Bahan) -> list[Nisan]:
    """Every code that was published once and is not listed now, sorted by code; of one office when the site is its."""
    revisi, tarik = bahan.revisi, bahan.ditarik
    hasil = {d["kode"]: Nisan(d["kode"], d["sejak"]) for d in revisi.dicabut}
    for u in revisi.perubahan["dicabut"]:
        hasil.setdefault(u["kode"], Nisan(u["kode"], revisi.kepala["periode"]))
    hasil |= {k: Nisan(k, waktu=p.waktu, keterangan=p.keterangan) for k, p in bahan.diturunkan.items()}
    if tarik is not None:
        for e in revisi.entri:
            hasil.setdefault(e["kode"], Nisan(e["kode"], waktu=tarik.waktu, keterangan=tarik.keterangan, semua=True))
    tercantum = {b["kode"] for b in bahan.baris}
    return [hasil[k] for k in sorted(hasil) if k not in tercantum and ember(k)[0] and milik_opd(k, bahan.opd)]
