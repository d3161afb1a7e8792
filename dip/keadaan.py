"""The state machine of an edition (domain.md §6.3 B): no step can be skipped (ALUR-001), each writes evidence.

A transition is one row of the register and one journal entry, written in the transaction of the fact it stands for
(a draft frozen, a decision judged, a release made). Entering the state one is already in, in the same ronde, changes
nothing, so every step may be repeated after a crash. Editions opened before these rows existed are placed by their
facts (`menurut_fakta`).

    DIBUKA → REKAP → DRAF_SOFTFILE → DIAJUKAN_KE_PPID → DISETUJUI_PPID → DIAJUKAN_KE_ATASAN → DISAHKAN
           → DIDOKUMENTASIKAN → DITERBITKAN → DIGANTIKAN
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

import orjson
from sqlalchemy import Connection, func, insert, select

from dip import jejak
from dip.pengaturan import Peran
from dip.register import tabel, tabel_bukti
from dip.sidik import json_baku

Keadaan = Literal[
    "DIBUKA",
    "REKAP",
    "DRAF_SOFTFILE",
    "DIAJUKAN_KE_PPID",
    "DIKOREKSI",
    "DISETUJUI_PPID",
    "DIAJUKAN_KE_ATASAN",
    "DISAHKAN",
    "DIDOKUMENTASIKAN",
    "DITERBITKAN",
    "DIGANTIKAN",
    "DIBATALKAN",
    "TANPA_PERUBAHAN",
]

_SIDIK = re.compile(r"[0-9a-f]{64}")

_TERBUKA: tuple[Keadaan, ...] = (
    "DIBUKA",
    "REKAP",
    "DRAF_SOFTFILE",
    "DIAJUKAN_KE_PPID",
    "DIKOREKSI",
    "DISETUJUI_PPID",
    "DIAJUKAN_KE_ATASAN",
    "DISAHKAN",
    "DIDOKUMENTASIKAN",
)

TRANSISI: dict[Keadaan, frozenset[str]] = {
    "DIBUKA": frozenset({""}),
    # every new draft is recapped anew: after the opening, a return, *susun ulang* (itself a step back to REKAP), or a
    # stop by the last guard
    "REKAP": frozenset(_TERBUKA) - {"DISETUJUI_PPID"},
    "DRAF_SOFTFILE": frozenset({"REKAP"}),
    "DIAJUKAN_KE_PPID": frozenset({"DRAF_SOFTFILE"}),
    "DIKOREKSI": frozenset({"DIAJUKAN_KE_PPID", "DIAJUKAN_KE_ATASAN"}),
    "DISETUJUI_PPID": frozenset({"DIAJUKAN_KE_PPID"}),
    "DIAJUKAN_KE_ATASAN": frozenset({"DISETUJUI_PPID"}),
    "DISAHKAN": frozenset({"DIAJUKAN_KE_ATASAN"}),
    "DIDOKUMENTASIKAN": frozenset({"DISAHKAN"}),
    # an edition that was replaced is live once more when PPID goes back to one of its releases (`dip.perintah_terbit`)
    "DITERBITKAN": frozenset({"DIDOKUMENTASIKAN", "DIGANTIKAN"}),
    "DIGANTIKAN": frozenset({"DITERBITKAN"}),
    "DIBATALKAN": frozenset(_TERBUKA),
    "TANPA_PERUBAHAN": frozenset({"DRAF_SOFTFILE"}),
}
"""To each state, the states it may be entered from (`""`: nothing yet)."""

NAMA_KEADAAN: dict[Keadaan, str] = {
    "DIBUKA": "dibuka, data OPD dikumpulkan",
    "REKAP": "direkap",
    "DRAF_SOFTFILE": "draf tersusun",
    "DIAJUKAN_KE_PPID": "diajukan kepada PPID",
    "DIKOREKSI": "dikembalikan untuk dikoreksi",
    "DISETUJUI_PPID": "disetujui PPID",
    "DIAJUKAN_KE_ATASAN": "diajukan kepada Atasan PPID",
    "DISAHKAN": "disahkan",
    "DIDOKUMENTASIKAN": "didokumentasikan dan diarsipkan",
    "DITERBITKAN": "terbit",
    "DIGANTIKAN": "digantikan edisi yang lebih baru",
    "DIBATALKAN": "dibatalkan",
    "TANPA_PERUBAHAN": "selesai tanpa perubahan",
}

KEADAAN_PUTUSAN: dict[str, Keadaan] = {
    "ajukan": "DIAJUKAN_KE_PPID",
    "setujui": "DISETUJUI_PPID",
    "sahkan": "DISAHKAN",
    "konfirmasi_pengesahan": "DISAHKAN",
    "kembalikan": "DIKOREKSI",
    "susun_ulang": "REKAP",
}
"""Where a decision leads; *batalkan* leads to DIBATALKAN when the edition is closed."""


def sebut_keadaan(keadaan: str) -> str:
    """The words for a state; any other text as it is, and `""` as *belum ada*."""
    return {str(k): nama for k, nama in NAMA_KEADAAN.items()}.get(keadaan, keadaan) or "belum ada"


class LangkahTerlewat(Exception):
    """ALUR-001: a step of the SOP would be skipped."""

    def __init__(self, dari: str, ke: Keadaan) -> None:
        super().__init__(
            f"ALUR-001: dari '{sebut_keadaan(dari)}' tidak dapat langsung ke '{sebut_keadaan(ke)}'. Prosedur tidak "
            "boleh terlewat; lihat keadaan edisi dengan: dip status"
        )
        self.dari, self.ke = dari, ke


@dataclass(frozen=True, slots=True)
class Posisi:
    """Where an edition stands: state, ronde, since when (ISO, WIB, empty when only facts tell), and by whom."""

    keadaan: str
    ronde: int
    waktu: str
    pelaku: str
    peran: str


@dataclass(frozen=True, slots=True)
class Langkah:
    """One transition as kept."""

    urut: int
    dari: str
    ke: str
    ronde: int
    waktu: str
    pelaku: str
    peran: str
    bukti: dict[str, str]


def posisi(k: Connection, edisi_id: int) -> Posisi:
    """The present state of an edition; `""` for one that does not exist."""
    t = tabel_bukti.keadaan.c
    b = k.execute(select(tabel_bukti.keadaan).where(t.edisi == edisi_id).order_by(t.urut.desc()).limit(1)).first()
    if b is not None:
        return Posisi(b.ke, b.ronde, b.waktu, b.pelaku, b.peran)
    return menurut_fakta(k, edisi_id)


def langkah_edisi(k: Connection, edisi_id: int) -> list[Langkah]:
    """All transitions of an edition, oldest first."""
    t = tabel_bukti.keadaan
    baris = k.execute(select(t).where(t.c.edisi == edisi_id).order_by(t.c.urut))
    return [Langkah(b.urut, b.dari, b.ke, b.ronde, b.waktu, b.pelaku, b.peran, orjson.loads(b.bukti)) for b in baris]


def boleh(k: Connection, edisi_id: int, ke: Keadaan) -> bool:
    """Whether an edition may enter a state now."""
    return posisi(k, edisi_id).keadaan in TRANSISI[ke]


def pindah(
    k: Connection,
    lembaga: str,
    edisi_id: int,
    ke: Keadaan,
    *,
    ronde: int,
    waktu: datetime,
    pelaku: str = "sistem",
    peran: str = "",
    bukti: Mapping[str, str] | None = None,
) -> None:
    """Enter a state inside a writing transaction; being in it already, in this ronde, changes nothing.

    `bukti` names what was written as evidence: what has a digest is in the entry's `keluaran` too, for a recap in its
    `masukan`. Raises LangkahTerlewat (ALUR-001).
    """
    peran = peran or ("sistem" if pelaku == "sistem" else "")
    t = tabel_bukti.keadaan
    urut = 1 + (k.execute(select(func.max(t.c.urut)).where(t.c.edisi == edisi_id)).scalar() or 0)
    # an edition just made stands at DIBUKA by its facts already, and this is the row that says so
    kini = Posisi("", 0, "", "", "") if urut == 1 and ke == "DIBUKA" else posisi(k, edisi_id)
    if (kini.keadaan, kini.ronde) == (ke, ronde):
        return
    if kini.keadaan not in TRANSISI[ke]:
        raise LangkahTerlewat(kini.keadaan, ke)
    isi = dict(bukti or {})
    k.execute(
        insert(t).values(
            edisi=edisi_id,
            urut=urut,
            dari=kini.keadaan,
            ke=ke,
            ronde=ronde,
            waktu=waktu.isoformat(),
            pelaku=pelaku,
            peran=peran,
            bukti=json_baku(isi).decode(),
        )
    )
    data = {"edisi": edisi_id, "dari": kini.keadaan, "ke": ke, "ronde": ronde, "bukti": isi}
    sidik = {n: v for n, v in isi.items() if _SIDIK.fullmatch(v)}
    asal, hasil = (sidik, {}) if ke == "REKAP" else ({}, sidik)
    jejak.catat(k, lembaga, "keadaan", waktu=waktu, pelaku=pelaku, peran=peran, data=data, masukan=asal, keluaran=hasil)


def menurut_fakta(k: Connection, edisi_id: int) -> Posisi:
    """The state that the other rows of the register tell: for editions opened before states were kept, and to check."""
    e = k.execute(select(tabel.edisi).where(tabel.edisi.c.id == edisi_id)).first()
    if e is None:
        return Posisi("", 0, "", "", "")
    ronde = max(
        k.execute(select(func.max(t.c.ronde)).where(t.c.edisi == edisi_id)).scalar() or 0
        for t in (tabel.revisi, tabel.pintu)
    )

    def di(keadaan: Keadaan) -> Posisi:
        return Posisi(keadaan, ronde, "", "", "")

    if e.status in ("dibatalkan", "tanpa_perubahan"):
        return di("DIBATALKAN" if e.status == "dibatalkan" else "TANPA_PERUBAHAN")
    t = tabel.terbitan.c
    status = set(k.execute(select(t.status).where(t.edisi == edisi_id)).scalars())
    if "terbit" in status or "diganti" in status:
        return di("DITERBITKAN" if "terbit" in status else "DIGANTIKAN")
    return di(_menurut_gerbang(k, edisi_id, ronde))


_DI_GERBANG: dict[str, Keadaan] = {
    "petugas": "DRAF_SOFTFILE",
    "ppid": "DIAJUKAN_KE_PPID",
    "atasan": "DIAJUKAN_KE_ATASAN",
}
"""The state while a gate waits."""


def _menurut_gerbang(k: Connection, edisi_id: int, ronde: int) -> Keadaan:
    p, u = tabel.pintu.c, tabel.putusan.c
    baris = k.execute(
        select(p.peran, u.keputusan)
        .outerjoin(tabel.putusan, u.pintu == p.id)
        .where(p.edisi == edisi_id, p.ronde == ronde)
    ).all()
    diputus = cast("dict[Peran, str | None]", {b.peran: b.keputusan for b in baris})
    for peran in ("atasan", "ppid", "petugas"):
        if (keputusan := diputus.get(peran)) is not None:
            return KEADAAN_PUTUSAN.get(keputusan, "DIBATALKAN")
        if peran in diputus:
            return _DI_GERBANG[peran]
    ada = k.execute(select(tabel.revisi.c.id).where(tabel.revisi.c.edisi == edisi_id).limit(1)).first()
    return "DRAF_SOFTFILE" if ada is not None else "DIBUKA"
