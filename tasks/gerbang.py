"""The gates: hold a flow run until one official's decision about exactly this draft stands in our register (design §6).

`tahan` is a plain function called from flows, because a flow can only suspend outside tasks. On resume Prefect runs the
flow again from the top, so `tahan` always looks at the register first; answers left behind by a crash are judged before
anybody is asked again, and deleted whatever they were. Prefect's state and stored answers are never the truth.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import NoReturn

from prefect import get_run_logger, runtime, suspend_flow_run

from dip.edisi import Edisi
from dip.formulir import (
    PUTUSAN,
    TIDAK_TAMPIL,
    FormulirTercatat,
    catat_formulir,
    formulir_pintu,
    nilai_formulir,
    salah_sejak,
)
from dip.jam import sekarang
from dip.pengaturan import Peran
from dip.perintah import Perintah, buka_gerbang
from dip.pesan.alur import keterangan_formulir
from dip.pesan.perintah import keterangan_perintah
from dip.putusan import (
    Pintu,
    Putusan,
    Tolakan,
    buka_pintu,
    kalimat_tolakan,
    nilai_jawaban,
    putusan_edisi,
    putusan_pintu,
)
from dip.revisi import Revisi
from dip.titik import lewat
from keluaran.pratinjau import alamat_draf
from tasks.formulir import ada_formulir, baca_jawaban, buat_formulir, hapus_jawaban
from tasks.kabar import kabari_alarm, kabari_gerbang
from tasks.kabar_perintah import kabari_perintah
from tasks.lingkungan import alamat_pratinjau
from tasks.meja import meja_kerja

BATAS_SALAH = 5
"""Wrong answers at one gate within an hour before the petugas is alarmed (design §6)."""


def tahan(edisi: Edisi, revisi: Revisi, peran: Peran) -> Putusan:
    """Hold until the decision at this gate is in the register, and return it.

    Raises Prefect's Pause when it holds; comes back through the flow's next run.
    """
    with meja_kerja().register.tulis() as k:
        pintu = buka_pintu(k, edisi.id, peran, revisi.kepala["ronde"], revisi.sidik, sekarang())

    def keterangan(alamat: str, galat: str) -> str:
        return keterangan_formulir(peran, revisi, alamat, galat, _pengembalian(edisi, pintu.ronde), pintu.cara)

    return _tahan(pintu, partial(kabari_gerbang, pintu, revisi), keterangan)


def tahan_perintah(perintah: Perintah) -> Putusan:
    """Hold until PPID's decision about an order given after publication is in the register, and return it."""
    with meja_kerja().register.tulis() as k:
        pintu = buka_gerbang(k, perintah, sekarang())
    return _tahan(pintu, partial(kabari_perintah, pintu, perintah), partial(keterangan_perintah, perintah))


def _tahan(pintu: Pintu, kabari: Callable[[], None], keterangan: Callable[[str, str], str]) -> Putusan:
    """Hold at a gate that is in the register. `kabari` tells who must decide, `keterangan(address, refusal)` is the
    text above the form.
    """
    meja = meja_kerja()
    galat = _nilai_yang_tertinggal(pintu)
    with meja.register.baca() as k:
        putusan = putusan_pintu(k, pintu.id)
        semua = formulir_pintu(k, pintu.id)
    for f in semua:
        hapus_jawaban(f.run, f.kunci)
    if putusan is not None:
        get_run_logger().info("gerbang %s: %s oleh %s", pintu.peran, putusan.keputusan, putusan.pejabat)
        return putusan
    kabari()
    lewat(f"tahan-{pintu.peran}.sebelum")
    _gantung(pintu, keterangan, galat, len(semua))


def _nilai_yang_tertinggal(pintu: Pintu) -> str:
    """Judge every stored answer of this pintu that was not judged yet; the sentence of the last refusal, or empty."""
    meja = meja_kerja()
    galat = ""
    with meja.register.baca() as k:
        belum = [f for f in formulir_pintu(k, pintu.id) if not f.hasil]
    for f in belum:
        hasil, kalimat = _nilai_satu(pintu, f)
        lewat(f"tahan-{pintu.peran}.dinilai")
        with meja.register.tulis() as k:
            nilai_formulir(k, f.id, hasil, sekarang())
        lewat(f"tahan-{pintu.peran}.ternilai")
        hapus_jawaban(f.run, f.kunci)
        lewat(f"tahan-{pintu.peran}.dihapus")
        if kalimat:
            galat = kalimat
            get_run_logger().warning("gerbang %s: jawaban tidak diterima (%s)", pintu.peran, hasil)
    if galat:
        _alarm_bila_sering(pintu)
    return galat


def _nilai_satu(pintu: Pintu, f: FormulirTercatat) -> tuple[str, str]:
    """How one form's answer was judged, and the sentence for the official when it was refused."""
    meja = meja_kerja()
    tersimpan = baca_jawaban(f.run, f.kunci)
    if tersimpan is None:
        tampil = f.run == str(runtime.flow_run.id) and ada_formulir(f.run, f.kunci)
        return ("kosong", kalimat_tolakan(Tolakan("kosong"))) if tampil else (TIDAK_TAMPIL, "")
    hasil = nilai_jawaban(
        meja.register,
        meja.brankas,
        meja.pengaturan,
        pintu=pintu.id,
        jawaban=tersimpan.jawaban,
        waktu_klik=tersimpan.waktu_klik,
    )
    return (hasil.sebab, kalimat_tolakan(hasil)) if isinstance(hasil, Tolakan) else (PUTUSAN, "")


def _alarm_bila_sering(pintu: Pintu) -> None:
    with meja_kerja().register.baca() as k:
        salah = salah_sejak(k, pintu.id, sekarang() - timedelta(hours=1))
    if salah >= BATAS_SALAH:
        kabari_alarm(pintu, salah)


def _pengembalian(edisi: Edisi, ronde: int) -> tuple[str, str] | None:
    """Who returned the draft before this one, and why."""
    with meja_kerja().register.baca() as k:
        lalu = [p for p in putusan_edisi(k, edisi.id) if p.ronde == ronde - 1 and p.keputusan == "kembalikan"]
    return (lalu[-1].tanda.jabatan, lalu[-1].alasan) if lalu else None


def _gantung(pintu: Pintu, keterangan: Callable[[str, str], str], galat: str, ke: int) -> NoReturn:
    """Register the form's key, then suspend. The key never repeats: Prefect would hand out the old answer, or wedge."""
    meja = meja_kerja()
    run = str(runtime.flow_run.id)
    kunci = f"{pintu.peran}-{pintu.ronde}-p{pintu.id}-u{runtime.flow_run.run_count}-n{ke + 1}"
    with meja.register.tulis() as k:
        catat_formulir(k, pintu.id, run, kunci, sekarang())
    lewat(f"tahan-{pintu.peran}.tercatat")
    alamat = alamat_draf(meja.brankas, alamat_pratinjau(), pintu, sekarang())
    formulir = buat_formulir(pintu, keterangan(alamat, galat))
    suspend_flow_run(wait_for_input=formulir, key=kunci, timeout=None)
    raise RuntimeError("Prefect tidak menahan jalan ini; jalankan kembali dari halaman flow run")
