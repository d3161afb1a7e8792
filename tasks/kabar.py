"""Messages sent from the flow, before it holds and when something is wrong (once per event)."""

from __future__ import annotations

from typing import Any

from prefect import Flow
from prefect.client.schemas.objects import FlowRun, State

from dip.edisi import Edisi
from dip.jam import sekarang
from dip.pengaturan import Peran
from dip.putusan import Pintu
from dip.revisi import Revisi
from keluaran.kabar import kirim, teks
from keluaran.pratinjau import alamat_draf
from tasks.lingkungan import alamat_pratinjau, alamat_run
from tasks.meja import meja_kerja

PERAN: tuple[Peran, ...] = ("petugas", "ppid", "atasan")


def kabari_gerbang(pintu: Pintu, revisi: Revisi) -> None:
    """Tell the officials of a gate that a draft waits for them, with the link to it. Once per pintu."""
    meja = meja_kerja()
    alamat = alamat_draf(meja.brankas, alamat_pratinjau(), pintu, sekarang())
    pemegang = meja.pengaturan.pemegang(pintu.peran, sekarang())
    dengan_lembar = pintu.peran == "atasan" and pintu.cara != "kode"
    for pejabat in pemegang:
        if dengan_lembar:
            pesan = teks.lembar_ditandatangani(pintu, pejabat, alamat, sekarang())
        else:
            pesan = teks.gerbang_dibuka(pintu, revisi, pejabat, alamat, sekarang())
        kirim(meja.ruang("kabar"), pesan)
    for pejabat in meja.pengaturan.pemegang("petugas", sekarang()) if dengan_lembar else ():
        kirim(meja.ruang("kabar"), teks.lembar_dicatat(pintu, pejabat, sekarang()))
    if not pemegang:
        for pejabat in meja.pengaturan.pemegang("petugas", sekarang()):
            kirim(meja.ruang("kabar"), teks.jabatan_kosong(pintu, pejabat, sekarang()))


def kabari_konfirmasi(pintu: Pintu, sha_berkas: str) -> None:
    """Tell the PPID that a scan was recorded and waits for him. Once per scan."""
    meja = meja_kerja()
    alamat = alamat_draf(meja.brankas, alamat_pratinjau(), pintu, sekarang())
    for pejabat in meja.pengaturan.pemegang("ppid", sekarang()):
        kirim(meja.ruang("kabar"), teks.konfirmasi_diminta(pintu, pejabat, alamat, sha_berkas, sekarang()))


def kabari_alarm(pintu: Pintu, salah: int) -> None:
    """Tell the petugas that many wrong answers came in at a gate. Once per hour."""
    meja = meja_kerja()
    for pejabat in meja.pengaturan.pemegang("petugas", sekarang()):
        kirim(meja.ruang("kabar"), teks.alarm_gerbang(pintu, pejabat, salah, sekarang()))


def kabari_hasil(edisi: Edisi, nama: str, kalimat: str) -> None:
    """Tell everybody concerned how an edition ended. Once per edition and result."""
    meja = meja_kerja()
    for peran in PERAN:
        for pejabat in meja.pengaturan.pemegang(peran, sekarang()):
            kirim(meja.ruang("kabar"), teks.hasil_edisi(pejabat, edisi, nama, kalimat, sekarang()))


def kabari_menunggu(nama: str, kalimat: str, run: str) -> None:
    """Tell the petugas that a run could not begin, and what to do about it."""
    meja = meja_kerja()
    for pejabat in meja.pengaturan.pemegang("petugas", sekarang()):
        kirim(meja.ruang("kabar"), teks.edisi_menunggu(pejabat, nama, kalimat, run, sekarang()))


def kabari_gagal(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Tell the petugas of an error nobody foresaw; the named ends (*Gagal terbit*, …) have messages of their own."""
    if state.name != "Failed":
        return
    kalimat = (
        f"Jalan {flow.name} berhenti karena kesalahan yang tidak terduga. Edisinya tetap terbuka dan persetujuan yang "
        f"ada tetap berlaku. Lihat {alamat_run(str(flow_run.id))}, lalu lanjutkan dengan dip lanjutkan, "
        "atau akhiri dengan dip batalkan."
    )
    kabari_menunggu("Jalan edisi berhenti", kalimat, f"{flow_run.id}-{flow_run.run_count}")
