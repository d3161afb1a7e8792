"""Resuming a held run through Prefect's own API, as if Resume had been pressed in its UI."""

from __future__ import annotations

from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import StateType
from prefect.client.schemas.responses import SetStateStatus
from prefect.exceptions import ObjectNotFound, PrefectHTTPStatusError

from dip.formulir import formulir_pintu
from dip.meja import Meja
from dip.protokol import Jawaban
from dip.putusan import sebut_keputusan


def run_pintu(meja: Meja, pintu: int) -> str:
    """The flow run that showed the newest form of a pintu; empty when none did."""
    with meja.register.baca() as k:
        semua = formulir_pintu(k, pintu)
    return semua[-1].run if semua else ""


def lanjutkan(meja: Meja, pintu: int, jawaban: Jawaban) -> str:
    """Answer the open form of a pintu. Empty text when Prefect took it, else why not, in plain Indonesian.

    Whether the answer counts is judged by the flow afterwards. Prefect's client repeats a 503 (its SQLite answers one
    now and then to a single click) by itself.
    """
    run = run_pintu(meja, pintu)
    if not run:
        return "Gerbang ini belum dibuka di Prefect. Tunggu sebentar, lalu coba lagi."
    isian = {
        "keputusan": sebut_keputusan(jawaban.keputusan),
        "kode_persetujuan": jawaban.kode_persetujuan,
        "catatan": jawaban.catatan,
    }
    try:
        with get_client(sync_client=True) as c:
            if (state := c.read_flow_run(UUID(run)).state) is None or state.type != StateType.PAUSED:
                return (
                    "Gerbang ini sedang tidak menunggu jawaban. Muat ulang halaman ini sebentar lagi; "
                    "bila tetap begini, minta petugas menjalankan dip status."
                )
            hasil = c.resume_flow_run(UUID(run), run_input=isian)
    except ObjectNotFound:
        return "Jalan yang menahan gerbang ini sudah dihapus dari Prefect. Hubungi petugas."
    except PrefectHTTPStatusError as e:
        return f"Prefect belum bisa menerima jawaban ({e.response.status_code}). Coba lagi sebentar."
    return "" if hasil.status == SetStateStatus.ACCEPT else "Prefect menolak isian formulir. Periksa kembali isinya."
