"""The frozen facts of a ratification, made from the decisions about a draft, and their filing as a release."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from dip import jejak
from dip.dokumen_sah import DokumenSah
from dip.edisi import Edisi
from dip.jam import ke_wib
from dip.pengaturan import CaraPengesahan, Peran
from dip.pintu import SAH, Putusan
from dip.register import sisip, tabel
from dip.revisi import Pengesahan, Revisi, Tanda

SISTEM = Tanda(nama="Diajukan otomatis", sebutan="", jabatan="sistem", pangkat="", nip="", waktu="")
"""Who submitted when `ajukan_otomatis` skipped the petugas gate."""


class BelumSah(Exception):
    """PUB-001: the decisions that publication needs are not in the register."""


def pengesahan_dari(
    revisi: Revisi,
    putusan: Mapping[Peran, Putusan],
    kepala_jejak: str,
    cara: CaraPengesahan,
    dokumen: DokumenSah | None,
) -> Pengesahan:
    """Who ratified a draft, when and how. Raises BelumSah for a decision or document that is missing."""
    ppid, atasan, petugas = putusan.get("ppid"), putusan.get("atasan"), putusan.get("petugas")
    if ppid is None or ppid.keputusan != "setujui" or atasan is None or atasan.keputusan not in SAH:
        raise BelumSah("persetujuan PPID atau pengesahan Atasan PPID untuk draf ini tidak ada di register")
    if petugas is not None and petugas.keputusan != "ajukan":
        raise BelumSah("draf ini tidak pernah diajukan")
    if cara != "kode" and dokumen is None:
        raise BelumSah("EDI-002: nomor, tanggal, dan berkas pengesahan bertanda tangan belum lengkap")
    saat = ke_wib(datetime.fromisoformat(atasan.waktu))
    return Pengesahan(
        sidik=revisi.sidik,
        mode=cara,
        petugas=petugas.tanda if petugas else SISTEM,
        ppid=ppid.tanda,
        # where he signs a document, the decision at his gate only brought it
        atasan=dokumen.tanda if dokumen and cara != "kode" else atasan.tanda,
        nomor=dokumen.nomor if dokumen else "",
        tanggal=dokumen.tanggal if dokumen else saat.date().isoformat(),
        kepala_jejak=kepala_jejak,
        waktu_rilis=saat.isoformat(),
        bukti=dokumen.sha_berkas if dokumen else "",
    )


def ajukan_terbitan(
    k: Connection, edisi: Edisi, sidik: str, sha: str, waktu: datetime, *, perintah: Sequence[int] = (), dasar: int = 0
) -> int:
    """File a release that is ready, with its journal entry.

    `perintah` are the orders it is filed for; `dasar` is the release it only says a recorded number for.
    """
    nilai = {"edisi": edisi.id, "sidik": sidik, "pengesahan": sha, "rilis": "", "status": "siap"}
    nomor = sisip(k, tabel.terbitan, **nilai, dibuat=waktu.isoformat())
    data: dict[str, Any] = {"edisi": edisi.id, "terbitan": nomor, "sidik": sidik, "pengesahan": sha}
    data |= ({"perintah": list(perintah)} if perintah else {}) | ({"dasar": dasar} if dasar else {})
    jejak.catat(
        k, edisi.lembaga, "terbitan_disiapkan", waktu=waktu, pelaku="sistem", data=data,
        masukan={"sidik": sidik}, keluaran={"pengesahan": sha},
    )  # fmt: skip
    return nomor
