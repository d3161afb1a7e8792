"""Every fail point kills once in every stretch between two gates: two rounds, a lembar koreksi, a number later.

The points are found while dying: each process is killed at the first point that no process of this stretch died at.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytestmark = [pytest.mark.lambat, pytest.mark.timeout(1800)]

ALASAN = "Ringkasan Dinas A belum jelas, mohon diperbaiki"
PERISTIWA = {
    "edisi_dibuka", "revisi_dibekukan", "pintu_dibuka", "lembar_koreksi_dibuat", "koreksi_dijawab", "dokumen_dicatat",
    "terbitan_disiapkan", "diterbitkan", "edisi_ditutup",
    *(f"putusan-{p}" for p in ("ajukan", "kembalikan", "setujui", "sahkan")),
    *(f"keadaan-{k}" for k in (
        "DIBUKA", "REKAP", "DRAF_SOFTFILE", "DIAJUKAN_KE_PPID", "DIKOREKSI", "DISETUJUI_PPID", "DIAJUKAN_KE_ATASAN",
        "DISAHKAN", "DIDOKUMENTASIKAN", "DITERBITKAN",
    )),
    *(f"surat_dibuat-{s}" for s in (
        "nota-pengajuan-v01", "lembar-koreksi-01", "nota-pengajuan-v02", "lembar-pengesahan-v02", "konsep-sk-v02",
        "nota-atasan-v02", "berita-acara-v02",
    )),
}  # fmt: skip
"""What one edition writes into the journal."""

MENYUSUL = {
    "diterbitkan", "lembar_koreksi_dibuat",
    *(f"keadaan-{k}" for k in (
        "DIBUKA", "REKAP", "DRAF_SOFTFILE", "DIAJUKAN_KE_PPID", "DIKOREKSI", "DISETUJUI_PPID", "DISAHKAN",
    )),
}  # fmt: skip
"""Those that come after another one in the same transaction: its commit is one place."""


def titik_di_kode(rumah: Path) -> set[str]:
    """Every fail point that stands in the program, as a pattern."""
    pola: set[str] = set()
    for berkas in (b for ruang in ("dip", "tasks", "keluaran") for b in (rumah / ruang).rglob("*.py")):
        for nama in re.findall(r'\blewat\(f?"([^"]+)"\)', berkas.read_text()):
            bagian = re.split(r"\{[^}]+\}", nama)
            pola.add(".+".join(map(re.escape, bagian)))
    journal = {r".+\.sebelum", r".+\.ditulis", r".+\.tercatat"}
    # orders come after an edition; tests/alur/perintah/test_mati.py dies at theirs
    return {p for p in pola - journal if not p.startswith(r"perintah\.")}


@pytest.fixture
def semua_kirim(kabupaten, tabel) -> None:
    for o in kabupaten.opd:
        kabupaten.kirim(o, tabel("Rencana Kerja", "Laporan Kinerja"))


def test_setiap_titik_mematikan_dan_edisi_tetap_satu(semua_kirim, jalan, ajal, periksa_utuh, rumah) -> None:
    from flows.catat_pengesahan import catat_pengesahan

    ajal.pasang_semua()
    j = jalan()
    ajal.kerjakan(j)
    for orang, keputusan, alasan in (
        ("tuti", "ajukan", ""),
        ("pandu", "kembalikan", ALASAN),
        ("tuti", "ajukan", ""),
        ("pandu", "setujui", ""),
        ("sari", "sahkan", ""),
    ):
        ajal.pasang_semua()
        ajal.tindaklanjuti("tuti") if keputusan == "ajukan" else None
        ajal.putuskan(j, orang, keputusan, alasan)
    assert j.nama == "Terbit"
    putusan = ["ajukan", "kembalikan", "ajukan", "setujui", "sahkan"]
    periksa_utuh(putusan)
    ajal.pasang_semua()
    ajal.catat("tuti", "100/UJI/2026")
    nomor = jalan(alur=catat_pengesahan)
    ajal.kerjakan(nomor, "catat_pengesahan")
    # the process that published it may have died before it could say so
    assert nomor.nama in ("Terbit", "Tidak ada yang baru")
    periksa_utuh(putusan, rilis=2, dokumen=1)
    ajal.lepas()
    mati = set(ajal.mati)
    assert len(ajal.mati) == ajal.korban
    assert {f"{p}.{n}" for p in PERISTIWA for n in ("sebelum", "ditulis")} <= mati
    assert {f"{p}.tercatat" for p in PERISTIWA - MENYUSUL} <= mati
    assert not [p for p in titik_di_kode(rumah) if not any(re.fullmatch(p, t) for t in mati)]
    assert {f"formulir.{n}" for n in ("sebelum", "separuh", "selesai")} <= mati
    assert mati <= set(ajal.terlewati)
