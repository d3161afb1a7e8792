"""The office board in a terminal, and what the page of the board asks of the running system."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dip.meja import Meja
from dip.papan import BarisPapanKini, Papan, papan_kini, saring
from dip.pdp import samarkan
from dip.pengaturan import Opd, Pengaturan
from dip.pesan.papan import (
    judul_papan,
    ringkas_papan,
    sebut_hasil,
    sebut_jumlah,
    sebut_kelengkapan,
    sebut_konfirmasi,
    sebut_langkah,
    sebut_sebab,
    sebut_sejak,
    sebut_temuan,
)
from dip.pilihan import pilihan_opd
from flows.mulai import meja_luncur
from flows.pasang import ULANG
from flows.petugas import alamat_jalan, buat_run
from flows.sistem import SistemGalat
from flows.tampilan import tulis_json

_SERUPA = 70.0
"""Likeness (0–100) from which an office is offered for a code nobody has."""


def baca_papan_kini(meja: Meja) -> Papan:
    """The board at this moment."""
    with meja.register.baca() as k:
        return papan_kini(k, meja.pengaturan, meja.gudang.baca)


def tulis_papan(layar: Console, opd: Sequence[str], *, gagal: bool, json: bool) -> None:
    """`dip papan`: the table only. Raises SistemGalat for a code that is no office."""
    meja = meja_luncur()
    kode = [cari_opd(meja.pengaturan, o).kode for o in opd]
    semua = baca_papan_kini(meja)
    papan = saring(semua, kode, hanya_gagal=gagal)
    if json:
        tulis_json({**papan_json(papan), "jumlah": semua.hitung()}, layar)
        return
    tabel_papan(papan, layar, ringkas_papan(semua))


def papan_json(papan: Papan) -> dict[str, object]:
    """The board for machines, with the sentences people see."""
    isi = papan.ke_json()
    opd = [
        {
            **j,
            "rincian": samarkan(b.rincian),
            "kalimat_sebab": samarkan(sebut_sebab(b)),
            "kalimat_langkah": sebut_langkah(b),
        }
        for j, b in zip(isi["opd"], papan.baris, strict=True)
    ]
    return {**isi, "opd": opd}


_LEBAR = 110
"""Columns of a terminal below which the next steps stand under the table: beside it their words would be cut."""


def tabel_papan(papan: Papan, layar: Console, ringkas: str = "") -> None:
    """The table with its heading, failures first, and the counts (`ringkas`: those of the whole board)."""
    layar.print(Text(judul_papan(papan), style="bold"), soft_wrap=True)
    if papan.edisi is None:
        return
    if papan.baris:
        tabel = Table(box=None, padding=(0, 1), header_style="bold")
        tabel.add_column("OPD", no_wrap=True)
        tabel.add_column("Hasil", overflow="fold", ratio=3)
        tabel.add_column("Sejak", no_wrap=True)
        tabel.add_column("Baris", overflow="fold")
        tabel.add_column("Temuan", overflow="fold", ratio=2)
        tabel.add_column("Skor", justify="right", no_wrap=True)
        lebar = layar.width >= _LEBAR
        if lebar:
            tabel.add_column("Langkah berikut", overflow="fold", ratio=5)
        sel = [(b, _sel(b)) for b in papan.baris]
        for b, isi in sel:
            tabel.add_row(*(Text(t, style=_warna(b)) for t in (isi if lebar else isi[:-1])))
        layar.print(tabel)
        if not lebar and any(isi[-1] for _, isi in sel):
            layar.print(Text("Langkah berikut", style="bold"))
            for b, (kode, *_, langkah) in sel:
                if langkah:
                    layar.print(Text(f" {kode}: {langkah}", style=_warna(b)))
    layar.print(ringkas or ringkas_papan(papan), markup=False, soft_wrap=True)


def _sel(b: BarisPapanKini) -> tuple[str, ...]:
    konfirmasi = sebut_konfirmasi(b) if b.langkah == "konfirmasi" else ""
    hasil = ", ".join(t for t in (sebut_hasil(b), konfirmasi) if t)
    langkah = "" if b.langkah == "selesai" else sebut_langkah(b)
    return b.opd, hasil, sebut_sejak(b), sebut_jumlah(b), sebut_temuan(b), sebut_kelengkapan(b), langkah


def _warna(b: BarisPapanKini) -> str:
    return "red" if b.gagal else "yellow" if b.menunggu else ""


def cari_opd(pengaturan: Pengaturan, kode: str) -> Opd:
    """An office by its code, in any case. Raises SistemGalat with the nearest ones for a code nobody has."""
    opd = pengaturan.cari_opd(kode.strip().upper())
    if opd is not None:
        return opd
    dekat = opd_serupa(pengaturan, kode)
    tawar = " Mungkin: " + ", ".join(f"{o.kode} ({o.nama})" for o in dekat) + "." if dekat else ""
    raise SistemGalat(f"Kode OPD '{kode[:40]}' tidak dikenal.{tawar} Kode ada di nama berkas folder opd/.")


def opd_serupa(pengaturan: Pengaturan, kode: str, maks: int = 3) -> list[Opd]:
    """The offices whose code, name or alias is nearest to what was typed, nearest first."""
    from rapidfuzz import fuzz, process, utils

    sebutan = [(s, o) for o in pengaturan.opd for s in (o.kode, o.nama, *o.alias)]
    cocok = process.extract(
        kode, [s for s, _ in sebutan], scorer=fuzz.WRatio, processor=utils.default_process,
        limit=12, score_cutoff=_SERUPA,
    )  # fmt: skip
    return list({sebutan[n][1].kode: sebutan[n][1] for _, _, n in cocok}.values())[:maks]


def minta_tarik_ulang(meja: Meja, opd: list[str]) -> str:
    """Start the run that pulls these offices again: its address, or the sentence of why it cannot be started."""
    pilihan = [pilihan_opd(o) for o in meja.pengaturan.opd_aktif() if o.kode in opd]
    try:
        return alamat_jalan(meja, buat_run(meja, ULANG, {"opd": pilihan}))
    except SistemGalat as e:
        return str(e)


def balasan_opd(meja: Meja, kode_edisi: str, opd: str) -> bytes | None:
    """An office's annotated workbook of an edition (`tasks.balasan.balas_opd`); None where there is none."""
    berkas = meja.ruang("balasan") / kode_edisi / f"{opd}.xlsx"
    return berkas.read_bytes() if berkas.is_file() else None
