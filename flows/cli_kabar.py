"""`dip kabar …`: messages to officials and offices, whether they arrived, and WhatsApp texts to paste."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from flows.layar import galat, layar

if TYPE_CHECKING:
    from pathlib import Path

    from dip.meja import Meja
    from keluaran.kabar import Pesan
    from keluaran.kabar.antar import Keadaan

kabar_app = typer.Typer(
    help="Kabar kepada pejabat dan OPD: surel, Telegram, webhook, teks WhatsApp.", no_args_is_help=True
)

_JSON = typer.Option("--json", help="Keluarkan JSON untuk dibaca mesin")


def _cetak_json(isi: object) -> None:
    import orjson

    typer.echo(orjson.dumps(isi, option=orjson.OPT_INDENT_2).decode())


@kabar_app.command("uji")
def uji(
    ke: Annotated[str, typer.Option(help="Alamat surel penerima uji; kosong berarti petugas")] = "",
    json: Annotated[bool, _JSON] = False,
) -> None:
    """Kirim satu pesan uji lewat setiap saluran, lalu katakan apa yang terjadi. Keluar 1 bila ada yang gagal.

    Contoh: dip kabar uji · dip kabar uji --ke admin@contohkab.go.id
    """
    from dataclasses import replace
    from functools import partial

    from dip.jam import sekarang
    from dip.pdp import samarkan
    from flows.mulai import meja_luncur
    from flows.sistem import SistemGalat
    from keluaran.kabar.antar import Pengantar, nama_saluran, saluran_pesan
    from keluaran.kabar.teks_antar import SEBAB, pesan_uji
    from tasks.rahasia import rahasia

    meja = meja_luncur()
    saluran, petugas = meja.pengaturan.lembaga.kabar, meja.pengaturan.pemegang("petugas", sekarang())
    if not saluran:
        raise SistemGalat(
            "Belum ada saluran. Tambahkan bagian kabar: di lembaga.yml (docs/pasang.md, *Rahasia dan kabar*)."
        )
    if not petugas:
        raise SistemGalat("Belum ada petugas yang menjabat. Tambahkan di pejabat.yml.")
    pesan = pesan_uji(petugas[0], sekarang())
    pesan = replace(pesan, surel=ke or next((p.surel for p in petugas if p.surel), ""))
    hasil: list[dict[str, str]] = []
    with Pengantar(saluran, partial(rahasia, meja), sekarang()) as pengantar:
        for s in {nama_saluran(s): s for s in saluran}.values():
            tujuan = pesan.surel if s.jenis == "surel" else "tempat di alamatnya"
            terbuka = s.model_copy(update={"untuk": (pesan.pembaca,)})
            sebab = pengantar.kirim_satu(nama_saluran(s), s, pesan) if saluran_pesan(pesan, [terbuka]) else "penerima"
            hasil.append({"saluran": nama_saluran(s), "ke": samarkan(tujuan), "sebab": sebab, "hasil": SEBAB[sebab]})
    if json:
        _cetak_json(hasil)
    for h in [] if json else hasil:
        ke_mana = f" ke {h['ke']}" if h["ke"] else ""
        layar.print(f"{'✓' if not h['sebab'] else '✗'} {h['saluran']}{ke_mana}: {h['hasil']}", markup=False)
    raise typer.Exit(1 if any(h["sebab"] for h in hasil) else 0)


@kabar_app.command("daftar")
def daftar(
    belum: Annotated[bool, typer.Option("--belum", help="Hanya yang belum sampai di salah satu saluran")] = False,
    json: Annotated[bool, _JSON] = False,
) -> None:
    """Semua kabar, yang terbaru di bawah, dan apakah sudah terkirim lewat setiap saluran.

    Contoh: dip kabar daftar --belum
    """
    from rich.table import Table

    from flows.mulai import meja_luncur
    from keluaran.kabar.antar import semua_pesan

    meja = meja_luncur()
    semua = sorted(semua_pesan(meja.ruang("kabar")), key=lambda x: (x[1].waktu, x[0].name))
    isi = [(p, _keadaan(b, p, meja)) for b, p in semua]
    if belum:
        isi = [(p, k) for p, k in isi if any(x not in ("terkirim", "lewat") for x in k.values())]
    if json:
        ringkas = [
            {"waktu": p.waktu.isoformat(), "kepada": p.kepada, "pembaca": p.pembaca, "perihal": p.perihal}
            for p, _ in isi
        ]
        _cetak_json([{**r, "saluran": k} for r, (_, k) in zip(ringkas, isi, strict=True)])
        return
    if not isi:
        layar.print("Semua kabar sudah sampai." if belum else "Belum ada kabar.")
        return
    tabel = Table("Waktu", "Kepada", "Perihal", "Saluran")
    for p, k in isi:
        keadaan = "\n".join(f"{n}: {x}" for n, x in k.items()) or "hanya di folder kabar"
        tabel.add_row(f"{p.waktu:%Y-%m-%d %H.%M}", *map(_polos, (p.kepada, p.perihal, keadaan)))
    layar.print(tabel)
    layar.print(f"Isi setiap kabar: {meja.ruang('kabar')}", markup=False, soft_wrap=True)


def _polos(teks: str) -> str:
    """Text that the console takes for no markup and for no command."""
    from rich.markup import escape

    return escape("".join(c if c.isprintable() or c == "\n" else "�" for c in teks))


def _keadaan(berkas: Path, pesan: Pesan, meja: Meja) -> dict[str, Keadaan]:
    """What became of a message in each of its channels, and in those it was tried through before."""
    from dip.jam import sekarang
    from keluaran.kabar.antar import baca_catatan, keadaan, saluran_pesan

    catatan = baca_catatan(berkas)
    semua = dict.fromkeys([*saluran_pesan(pesan, meja.pengaturan.lembaga.kabar), *catatan])
    return {n: keadaan(catatan.get(n), pesan, sekarang()).keadaan for n in semua}


@kabar_app.command("kirim")
def kirim() -> None:
    """Kirim sekarang semua yang belum sampai, juga yang sudah tidak dicoba lagi (paling lama tujuh hari).

    Contoh: dip kabar kirim
    """
    from flows.mulai import meja_luncur
    from flows.sistem import SistemGalat
    from keluaran.kabar.teks_antar import SEBAB
    from tasks.antar import antarkan

    meja = meja_luncur()
    if not meja.pengaturan.lembaga.kabar:
        raise SistemGalat(
            "Belum ada saluran. Tambahkan bagian kabar: di lembaga.yml (docs/pasang.md, *Rahasia dan kabar*)."
        )
    with galat.status("Mengirim …"):
        laporan = antarkan(meja, segera=True, detik=300)
    gagal = len(laporan.gagal) + len(laporan.menyerah)
    layar.print(f"{laporan.terkirim} terkirim, {gagal} gagal, {laporan.sisa} ditunda.")
    for nama, sebab in laporan.rusak.items():
        layar.print(f"✗ {nama}: {SEBAB[sebab]}", markup=False)
    if gagal or laporan.sisa or laporan.rusak:
        layar.print("Yang belum sampai: dip kabar daftar --belum")
        raise typer.Exit(1)


@kabar_app.command("wa")
def wa(
    opd: Annotated[list[str] | None, typer.Argument(help="Kode OPD; kosong berarti semua yang terlambat")] = None,
    json: Annotated[bool, _JSON] = False,
) -> None:
    """Teks WhatsApp untuk OPD yang terlambat, siap ditempel, dengan tautan yang membuka percakapannya.

    Contoh: dip kabar wa · dip kabar wa DINKES
    """
    from dataclasses import asdict

    from flows.alamat import alamat_pratinjau
    from flows.mulai import meja_luncur
    from flows.sistem import SistemGalat
    from keluaran.kabar.wa import teks_wa
    from keluaran.pratinjau.alamat import alamat_kantor
    from tasks.kabar_opd import terlambat_kini

    meja = meja_luncur()
    diminta = {o.upper() for o in opd or ()}
    if asing := diminta - {o.kode for o in meja.pengaturan.opd}:
        raise SistemGalat(f"OPD tidak dikenal: {', '.join(sorted(asing))}. Kodenya ada di folder opd/ pengaturan.")
    with meja.register.baca() as k:
        terlambat = [t for t in terlambat_kini(meja, k) if not diminta or t.opd.kode in diminta]
    unit = meja.pengaturan.lembaga.unit_ppid
    dasar = alamat_pratinjau(meja)
    semua = [teks_wa(t, alamat_kantor(meja.brankas, dasar, t.opd.kode, t.periode), unit) for t in terlambat]
    if json:
        _cetak_json([asdict(w) for w in semua])
        return
    if not semua:
        layar.print("Tidak ada OPD yang terlambat." if not diminta else "OPD itu tidak terlambat.")
    for w in semua:
        layar.rule(_polos(f"{w.nama} · {w.nomor or 'tanpa nomor, pilih kontaknya sendiri'}"))
        layar.print(_polos(w.teks), soft_wrap=True)
        layar.print(f"\n{w.tautan}\n", markup=False, soft_wrap=True)
