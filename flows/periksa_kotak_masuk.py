"""Every half hour while offices send: new files in their drop boxes get their answer beside them.

The office repairs its file before the month is collected. Nothing is taken into an edition here.
"""

from __future__ import annotations

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed

from tasks.kabar import kabari_jadwal_gagal
from tasks.kotak import jawab_kotak, kotak_opd, tampilkan_kotak
from tasks.meja import pelari


@flow(
    name="periksa-kotak-masuk",
    task_runner=pelari(),
    description="Periksa berkas baru di kotak masuk OPD dan taruh balasannya di sebelahnya",
    on_failure=[kabari_jadwal_gagal],
)
def periksa_kotak_masuk() -> State[Any]:
    """Look into all boxes once."""
    opd = kotak_opd()
    if not opd:
        return Completed(name="Di luar masa kumpul", message="OPD belum waktunya mengirim, atau tidak ada kotak masuk.")
    jawaban = jawab_kotak(opd)
    if not jawaban:
        return Completed(name="Tidak ada yang baru", message=f"{len(opd)} kotak masuk dilihat, tidak ada berkas baru.")
    tampilkan_kotak(jawaban)
    perlu = [j.opd for j in jawaban if j.ditolak or j.wajib]
    kalimat = f"{len(jawaban)} berkas baru diperiksa dan dibalas."
    if perlu:
        kalimat += f" Perlu diperbaiki OPD: {', '.join(perlu)}."
    return Completed(name="Dibalas", message=kalimat)
