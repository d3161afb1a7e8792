"""The facts of a ratification, frozen with what the settings say about the public files."""

from __future__ import annotations

from dip.edisi import Edisi
from dip.jam import sekarang
from dip.pengaturan_tujuan import Tujuan, TujuanWordpress
from dip.revisi import Revisi
from dip.terbitan import Terbitan, siapkan_terbitan
from tasks.meja import meja_kerja


def terbitan_sah(edisi: Edisi, revisi: Revisi) -> Terbitan:
    """The release of a ratified draft, filed once. Raises BelumSah (PUB-001)."""
    meja = meja_kerja()
    return siapkan_terbitan(
        meja.register,
        meja.gudang,
        edisi,
        revisi,
        sekarang(),
        meja.brankas,
        situs=alamat_situs(),
        kertas=meja.pengaturan.lembaga.kebijakan.kertas,
    )


def urut_tujuan() -> list[Tujuan]:
    """All targets: those of the main register first, then the offices' own sites."""
    return sorted(meja_kerja().pengaturan.tujuan, key=lambda t: bool(t.opd))


def alamat_situs() -> str:
    """The public address of the main register with a slash at its end; empty when no target names one. A page on a
    WordPress site is none: no page of ours lies below it.
    """
    utama = (t for t in urut_tujuan() if not t.opd and not isinstance(t, TujuanWordpress))
    alamat = next((t.alamat_publik for t in utama if t.alamat_publik), "")
    return f"{alamat.rstrip('/')}/" if alamat else ""
