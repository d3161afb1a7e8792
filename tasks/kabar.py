"""Messages sent from the flow, before it holds and when something is wrong (once per event)."""

from __future__ import annotations

import re
from typing import Any

from prefect import Flow
from prefect.client.schemas.objects import FlowRun, State

from dip.edisi import Edisi
from dip.jam import sekarang
from dip.pengaturan import Peran
from dip.putusan import Pintu
from dip.revisi import Revisi
from keluaran.kabar import teks
from keluaran.pratinjau import alamat_draf
from tasks.antar import sampaikan
from tasks.lingkungan import alamat_pratinjau, alamat_run
from tasks.meja import meja_kerja

_GANGGUAN_KAMI = re.compile(r"(DiskGalat|RegisterGalat): (.+)", re.S)
"""Faults of the machine that have a sentence of their own: what to do stands in it."""

PERAN: tuple[Peran, ...] = ("petugas", "ppid", "atasan")


def kabari_gerbang(pintu: Pintu, revisi: Revisi) -> None:
    """Tell the officials of a gate that a draft waits for them, with the link to it. Once per pintu."""
    meja, kini = meja_kerja(), sekarang()
    alamat = alamat_draf(meja.brankas, alamat_pratinjau(), pintu, kini)
    pemegang, petugas = (meja.pengaturan.pemegang(p, kini) for p in (pintu.peran, "petugas"))
    if pintu.peran == "atasan" and pintu.cara != "kode":
        pesan = [teks.lembar_ditandatangani(pintu, p, alamat, kini) for p in pemegang]
        pesan += [teks.lembar_dicatat(pintu, p, kini) for p in petugas]
    else:
        pesan = [teks.gerbang_dibuka(pintu, revisi, p, alamat, kini) for p in pemegang]
    if not pemegang:
        pesan += [teks.jabatan_kosong(pintu, p, kini) for p in petugas]
    sampaikan(meja, pesan)


def kabari_konfirmasi(pintu: Pintu, sha_berkas: str) -> None:
    """Tell the PPID that a scan was recorded and waits for him. Once per scan."""
    meja, kini = meja_kerja(), sekarang()
    alamat = alamat_draf(meja.brankas, alamat_pratinjau(), pintu, kini)
    ppid = meja.pengaturan.pemegang("ppid", kini)
    sampaikan(meja, (teks.konfirmasi_diminta(pintu, p, alamat, sha_berkas, kini) for p in ppid))


def kabari_alarm(pintu: Pintu, salah: int) -> None:
    """Tell the petugas that many wrong answers came in at a gate. Once per hour."""
    meja, kini = meja_kerja(), sekarang()
    petugas = meja.pengaturan.pemegang("petugas", kini)
    sampaikan(meja, (teks.alarm_gerbang(pintu, p, salah, kini) for p in petugas))


def kabari_hasil(edisi: Edisi, nama: str, kalimat: str) -> None:
    """Tell everybody concerned how an edition ended. Once per edition and result."""
    meja, kini = meja_kerja(), sekarang()
    orang = (p for peran in PERAN for p in meja.pengaturan.pemegang(peran, kini))
    sampaikan(meja, (teks.hasil_edisi(p, edisi, nama, kalimat, kini) for p in orang))


def kabari_menunggu(nama: str, kalimat: str, run: str) -> None:
    """Tell the petugas that a run could not begin, and what to do about it."""
    meja, kini = meja_kerja(), sekarang()
    petugas = meja.pengaturan.pemegang("petugas", kini)
    sampaikan(meja, (teks.edisi_menunggu(p, nama, kalimat, run, kini) for p in petugas))


def kabari_gagal(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Tell the petugas of an error nobody foresaw; the named ends (*Gagal terbit*, …) have messages of their own."""
    if state.name != "Failed":
        return
    kalimat = (
        f"Jalan {flow.name} berhenti{_sebab(state)} Edisinya tetap terbuka dan persetujuan yang "
        f"ada tetap berlaku. Lihat {alamat_run(str(flow_run.id))}, lalu lanjutkan dengan dip lanjutkan, "
        "atau akhiri dengan dip batalkan."
    )
    kabari_menunggu("Jalan edisi berhenti", kalimat, f"{flow_run.id}-{flow_run.run_count}")


def kabari_jadwal_gagal(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:
    """The same of a run that belongs to no edition. Once a day for each flow."""
    if state.name != "Failed":
        return
    kalimat = (
        f"Jalan {flow.name} berhenti{_sebab(state)} Edisi tidak terpengaruh, dan jadwal berikutnya mencoba lagi. "
        f"Lihat {alamat_run(str(flow_run.id))}."
    )
    kabari_menunggu(f"Jalan {flow.name} berhenti", kalimat, f"{flow.name}-{sekarang().date().isoformat()}")


def _sebab(state: State[Any]) -> str:
    m = _GANGGUAN_KAMI.search(state.message or "")
    return f": {m[2].strip()}" if m else " karena kesalahan yang tidak terduga."
